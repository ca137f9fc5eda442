"""Opens the vaults of an editor's documents, and follows their changes. Answers no question."""
