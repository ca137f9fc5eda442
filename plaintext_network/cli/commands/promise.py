"""Writes down what you promised somebody, and for when."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.errors import DateNotUnderstood, ValueInvalid
from plaintext_network.model.wishes import leading_day
from plaintext_network.vault.writing import promises


def run(session: Session) -> int:
    """Run `pnet promise`."""
    options, writes = session.options, Writes(session)
    words = " ".join(options.words).split()
    found = leading_day(words, session.today)
    if found is None:
        raise DateNotUnderstood(" ".join(options.words[:1]))
    day, text = found
    if not text:
        raise ValueInvalid("promise", text, "say what you promised: pnet promise ada friday send the slides")
    person = session.notebook.contact(options.name)
    with writes.desk() as desk:
        operation = promises.promise(desk, person.path, day, text)
        return writes.carry_out(desk, operation, f"promised {person.name} for {day}: {text}")
