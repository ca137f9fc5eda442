"""Implements `pnet promise`: parses the day and the text, and adds the promise to the contact's note."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid
from plaintext_network.model.edits.parse_value import split_leading_day
from plaintext_network.vault.edits import promises


def run(session: Session) -> int:
    """Run `pnet promise`."""
    options, writes = session.options, WriteCommand(session)
    words = " ".join(options.words).split()
    found = split_leading_day(words, session.today)
    if found is None:
        expected = "write the day first, and quote a name with spaces: pnet promise 'Ada King' friday send the slides"
        raise ValueInvalid("day", " ".join(options.words[:1]), expected)
    day, text = found
    if not text:
        raise ValueInvalid("promise", text, "say what you promised: pnet promise ada friday send the slides")
    person = session.notebook.contact(options.name)
    with writes.desk() as desk:
        operation = promises.plan_promise(desk, person.path, day, text)
        return writes.carry_out(desk, operation, [f"promised {person.name} by {day}: {text}"])
