"""Speaks the Model Context Protocol over stdio. Only this folder imports mcp."""
