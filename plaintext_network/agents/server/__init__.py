"""Speaks the Model Context Protocol on standard input and output, with the official SDK. Only this package imports it."""
