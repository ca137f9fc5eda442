"""Owns the commands: a module each, with `run(session) -> int`. Reads options, calls the library, shows the answer."""
