"""Puts off what is due of somebody until a day."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.errors import ValueInvalid
from plaintext_network.model.when import parse_when


def run(session: Session) -> int:
    """Run `pnet snooze`."""
    writes = Writes(session)
    return snooze(writes, session.options.name, " ".join(session.options.when))


def snooze(writes: Writes, name: str, when: str) -> int:
    """Let somebody not be due before a day."""
    session = writes.session
    day = parse_when(when, session.today)
    if day <= session.today:
        raise ValueInvalid("snooze", when, f"that is {day}; say a day that is still to come")
    person = session.notebook.contact(name)
    with writes.desk() as desk:
        draft = desk.draft(person.path).set("snooze", day.isoformat())
        operation = draft.operation(f"snooze {person.name} until {day}")
        return writes.carry_out(desk, operation, f"{person.name} is not due before {day}, but for promises")
