"""Answers questions about the network as values. Formats nothing and scores nobody."""
