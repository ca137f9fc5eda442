-- What a test asks of Neovim 0.7 and 0.11 alike: where the cursor goes, and what the editor shows there.

function attached()
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.initialized and vim.lsp.buf_is_attached(0, client.id) then
      return true
    end
  end
  return false
end

-- Whether the server has read the vault. Till then, it answers less, and a busy machine may take long.
function ready()
  for _, answer in pairs(vim.lsp.buf_request_sync(0, 'workspace/symbol', { query = 'Priya' }, 10000) or {}) do
    return #(answer.result or {}) > 0
  end
  return false
end

-- Put the cursor on the first character of a text.
function at(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 })
      return true
    end
  end
  error('not in the buffer: ' .. text)
end

-- The text of the window that floats over the others.
function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

-- Each diagnostic of the buffer: its line, the characters it underlines, its code and its message.
function diagnosed()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, one.lnum, one.lnum + 1, false)[1]
    table.insert(found, { one.lnum + 1, line:sub(one.col + 1, one.end_col), one.code or one.user_data.lsp.code, one.message })
  end
  return found
end

-- The names that the menu of completions offers.
function offered()
  return vim.tbl_map(function(item)
    return item.abbr
  end, vim.fn.complete_info({ 'items' }).items)
end

-- Whether a list of places is shown with a text in it.
function listed(text)
  for _, list in ipairs({ vim.fn.getqflist(), vim.fn.getloclist(0) }) do
    for _, place in ipairs(list) do
      if place.text:find(text, 1, true) then
        return true
      end
    end
  end
  return false
end
