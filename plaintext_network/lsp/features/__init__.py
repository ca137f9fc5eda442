"""Answers each kind of request from a view of the vault, in plain values. Knows nothing of the protocol's messages."""
