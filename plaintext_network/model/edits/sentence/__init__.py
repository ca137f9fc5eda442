"""What a sentence for the log says."""
