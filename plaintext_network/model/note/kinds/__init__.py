"""What kind of note a file is, and whose name it has."""
