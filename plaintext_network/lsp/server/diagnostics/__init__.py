"""Finds the problems of documents and vaults for a client, and sends them."""
