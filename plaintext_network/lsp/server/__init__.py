"""Speaks the Language Server Protocol over stdio. Only this folder imports pygls and lsprotocol."""
