"""Owns the folder on disk: settings, files, and the notebook where the floors meet. Prints nothing."""

FILE = "pnet.toml"
USER_FILE = "config.toml"
# Where Obsidian puts what is deleted, too; hidden, and so not read.
TRASH = ".trash"
