;;; shown.el --- what a test asks of Emacs  -*- lexical-binding: t -*-
(require 'flymake)
(require 'subr-x)

(defun attached ()
  "Return t if the language server manages the buffer."
  (and (fboundp 'eglot-managed-p) (eglot-managed-p) t))

(defun ready ()
  "Return t if the server has read the vault.  Till then, it answers less, and a busy machine may take long."
  (and (cl-plusp (length (jsonrpc-request (eglot-current-server) :workspace/symbol '(:query "Priya")))) t))

(defun at (text)
  "Put the cursor on the first character of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0))
  t)

(defun underlined ()
  "Return t if the buffer shows problems.
Emacs 28 reads what came together with an answer only when the next message comes, so this asks for one."
  (and (ready) (flymake-diagnostics) t))

(defun diagnosed ()
  "Return the line, the underlined characters and the message of each problem."
  (vconcat
   (mapcar (lambda (one)
             (vector (line-number-at-pos (flymake-diagnostic-beg one))
                     (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))
                     (flymake-diagnostic-text one)))
           (flymake-diagnostics))))

(defun content (name)
  "Return the text of the buffer called NAME, or nil."
  (when (get-buffer name)
    (with-current-buffer name (buffer-substring-no-properties (point-min) (point-max)))))
;;; shown.el ends here
