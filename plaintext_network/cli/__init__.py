"""The command line: turns options into library calls, and results into text. Contains no rules of its own."""
