"""Implements `pnet snooze`: parses the day and sets it in the contact's note."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.vault.edits import promises


def run(session: Session) -> int:
    """Run `pnet snooze`."""
    return snooze(WriteCommand(session), session.options.name, " ".join(session.options.when))


def snooze(writes: WriteCommand, name: str, when: str) -> int:
    """Snooze a contact until a day; their promises still show."""
    notebook = writes.session.notebook
    day = parse_coming_day(when, notebook.today)
    person = notebook.contact(name)
    with writes.desk() as desk:
        operation = promises.plan_snooze(desk, person.path, day)
        return writes.carry_out(
            desk, operation, [f"{person.name}: snoozed until {day} (promises still show)"]
        )
