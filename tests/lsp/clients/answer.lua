-- Lets a test ask a running Neovim: each line on the socket is Lua, and its value comes back as a line of JSON.
local server = vim.loop.new_pipe(false)
server:bind(vim.env.EDITOR_SOCKET)
server:listen(1, function()
  local client = vim.loop.new_pipe(false)
  server:accept(client)
  local received = ''
  client:read_start(function(_, part)
    received = received .. (part or '')
    local line, rest = received:match('^(.-)\n(.*)$')
    while line do
      received = rest
      local code = line
      vim.schedule(function()
        local done, value = pcall(function()
          return assert(loadstring(vim.fn.json_decode(code)))()
        end)
        if value == nil then
          value = vim.NIL
        end
        local written, answer = pcall(vim.fn.json_encode, { done, value })
        client:write((written and answer or vim.fn.json_encode({ false, answer })) .. '\n')
      end)
      line, rest = received:match('^(.-)\n(.*)$')
    end
  end)
end)
