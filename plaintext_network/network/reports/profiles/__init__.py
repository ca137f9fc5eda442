"""Reports how your profiles differ from your own note, and from each other."""
