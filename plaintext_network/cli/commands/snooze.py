"""Implements `pnet snooze`: splits the words into a name and a day, and sets the day in the contact's note."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import DateNotUnderstood, NoSuchDay, ValueInvalid, shell_word
from plaintext_network.model.dates.date_forms import is_no_day
from plaintext_network.model.dates.snooze_day import parse_snooze_day
from plaintext_network.vault.edits import promises


def run(session: Session) -> int:
    """Run `pnet snooze`."""
    notebook = session.notebook

    def read(words: Sequence[str]) -> date | None:
        try:
            return parse_snooze_day(" ".join(words), session.today)
        except DateNotUnderstood:
            return None

    ending = " ".join(session.options.when[-2:])
    if is_no_day(ending):
        # Its month alone would be a day, and the number part of a name.
        raise NoSuchDay(ending)
    split = notebook.split_name([session.options.name, *session.options.when], read)
    path = notebook.contact(split.name).path
    if not split.rest:
        raise ValueInvalid("snooze", "", f"add a day: pnet snooze {shell_word(split.name.strip())} next week")
    return snooze(WriteCommand(session), path, " ".join(split.rest))


def snooze(writes: WriteCommand, name: str, when: str) -> int:
    """Snooze a contact until a day; their promises still show."""
    notebook = writes.session.notebook
    day = parse_snooze_day(when, notebook.today)
    person = notebook.contact(name)
    with writes.desk() as desk:
        operation = promises.plan_snooze(desk, person.path, day)
        return writes.carry_out(
            desk, operation, [f"{person.name}: snoozed until {day} (promises still show)"]
        )
