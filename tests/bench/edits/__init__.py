"""Random edits of a vault, and every answer compared after each."""
