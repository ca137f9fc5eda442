"""Lets an AI assistant ask a vault about its contacts, through the Model Context Protocol. Only `server` imports the library for it."""
