"""One module per command, with `run(session) -> int`: reads options, calls the library, shows the result."""
