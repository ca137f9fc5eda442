"""Compares texts by meaning with a small sentence model on this machine. Only this folder imports numpy."""
