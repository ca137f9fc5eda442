"""Reads the headers of mail: mbox files, Maildirs, single messages, and what notmuch finds. Never a body."""
