"""Makes one contact of two."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.vault.writing.merge import merge


def run(session: Session) -> int:
    """Run `pnet merge`."""
    options, writes = session.options, Writes(session)
    notebook, screen = session.notebook, session.screen
    first, second = notebook.contact(options.first).path, notebook.contact(options.second).path
    chosen: dict[str, int] = {}

    def ask(name: str, ours: str, theirs: str) -> int:
        chosen[name] = writes.asker.choice(f"Which {name} is right?", (ours, theirs))
        return chosen[name]

    if writes.asker.possible:
        # Asked before the vault is held, on what it says now.
        merge(notebook.desk(lambda _: ()), first, second, ask)
    kept: list[tuple[str, str, str]] = []

    def answered(name: str, ours: str, theirs: str) -> int:
        number = chosen.get(name, 0)
        kept.append((name, *((ours, theirs) if number == 0 else (theirs, ours))))
        return number

    with writes.desk() as desk:
        operation = merge(desk, first, second, answered)
        for name, counts, noted in kept:
            screen.talk(f"{name}: {counts} counts; {noted} is noted in the text")
        return writes.carry_out(desk, operation, f"merged{operation.what.removeprefix('merge')}")
