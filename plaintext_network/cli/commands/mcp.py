"""Implements `pnet mcp`: starts the server for AI assistants, or prints a client's settings. The server itself is in `agents.server`."""

import gc
import sys

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.errors import AgentServerUnavailable, UnknownCircle
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet mcp`."""
    root, options = session.place.root, _agent_options(session)
    if session.options.print_config:
        _print_config(session, options)
        return 0
    # Late: the library is an extra.
    try:
        from plaintext_network.agents.server.serve import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "plaintext_network":
            raise
        is_missing = isinstance(error, ModuleNotFoundError)
        raise (AgentServerUnavailable() if is_missing else AgentServerUnavailable(str(error))) from error
    if sys.stdin is not None and sys.stdin.isatty():
        session.screen.note(
            "an MCP client starts this (see `pnet mcp --print-config`); Ctrl-D or Ctrl-C ends it"
        )
    # Unlike other commands, this one runs long enough to need collection.
    gc.enable()
    return serve(root, options, session.today if session.is_day_given else None)


def _agent_options(session: Session) -> AgentOptions:
    """Return what the agent may see and do. Raises UnknownCircle: after a typo, an agent would see nobody, and say so."""
    options = session.options
    if options.circle:
        # Late: few runs name a circle.
        from plaintext_network.model.language.normalize import circle_key

        known = session.notebook.circles()
        for circle in options.circle:
            if circle_key(circle) not in known:
                raise UnknownCircle(circle)
        # An open database slows down every command that writes.
        session.notebook.refresh()
    return AgentOptions(options.write, tuple(options.circle), options.details)


def _print_config(session: Session, options: AgentOptions) -> None:
    # Late: a server needs none of it.
    from importlib.util import find_spec

    from plaintext_network.agents.client_config import client_config, server_command, where_to_put
    from plaintext_network.cli.own_command import own_command

    client = session.options.print_config
    command = server_command(own_command(), session.place.root, options)
    session.screen.print_whole(client_config(client, command, options), keep="\n")
    if find_spec("mcp") is None:
        session.screen.report_error(AgentServerUnavailable())
    for step in where_to_put(client, sys.platform).split("\n"):
        session.screen.note(step)
