"""Lists the remedies of a note's problems that leave a choice to the note's owner, and applies the chosen one."""
