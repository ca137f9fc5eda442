"""Reports your goals, and who can help with each."""
