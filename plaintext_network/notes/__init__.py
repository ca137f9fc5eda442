"""One note as text: bytes, front matter, Markdown, and edits of them. Knows no contacts, files or clocks."""
