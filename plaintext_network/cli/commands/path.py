"""Shows where a note is."""

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet path`."""
    session.screen.say(session.notebook.path(session.options.name))
    session.mind_problems()
    return 0
