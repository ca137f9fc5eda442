"""The vault on disk: its settings, files, cache and writes, and the notebook that combines the layers. Prints nothing."""

FILE = "pnet.toml"
USER_FILE = "config.toml"
# Obsidian moves deleted notes there too. Hidden, so pnet doesn't read it.
TRASH = ".trash"
