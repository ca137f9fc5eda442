"""Uses the language server from real editors, which are set up as the how-to pages say."""
