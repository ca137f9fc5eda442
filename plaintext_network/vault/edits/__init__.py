"""Plans each change to a vault's files, one module a command. Prints and asks nothing."""
