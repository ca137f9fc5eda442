"""Commits what pnet writes to the git repository around the vault, if the user wants that. Runs git only through `vault/git`."""
