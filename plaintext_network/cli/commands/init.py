"""Makes a vault, or adopts an existing folder."""

from plaintext_network.cli.session import Session
from plaintext_network.vault import adopt


def run(session: Session) -> int:
    """Run `pnet init`."""
    options, screen = session.options, session.screen
    proposal = adopt.propose(options.folder)
    if options.dry_run:
        for line in proposal.text.rstrip("\n").split("\n"):
            screen.say(line)
        return 0
    path = adopt.write(options.folder, proposal.text)
    screen.say("wrote ", ("place", path))
    for sentence in proposal.found:
        screen.say(f"  {sentence}")
    return 0
