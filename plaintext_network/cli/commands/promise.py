"""Implements `pnet promise`: splits the words into name, day and text, and adds the promise to the contact's note."""

from datetime import date

from plaintext_network.cli.errors import PromiseDayMissing
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import DateNotUnderstood, NoSuchDay, ValueInvalid, shell_word
from plaintext_network.model.dates.date_forms import explain_date, is_no_day
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.vault.edits import promises


def run(session: Session) -> int:
    """Run `pnet promise`."""
    writes = WriteCommand(session)
    name, day, text = _split(session)
    person = session.notebook.contact(name)
    if not text:
        raise ValueInvalid("promise", text, "say what you promised: pnet promise ada friday send the slides")
    with writes.desk() as desk:
        operation = promises.plan_promise(desk, person.path, day, text)
        return writes.carry_out(desk, operation, [f"promised {person.name} by {day}: {text}"])


def _split(session: Session) -> tuple[str, date, str]:
    """Return the name, the day and the text. Raises PromiseDayMissing, or ValueInvalid for `--by`."""
    options, notebook = session.options, session.notebook
    items = [options.name, *options.words]
    if options.by is not None:
        try:
            day = parse_coming_day(options.by, session.today)
        except DateNotUnderstood as unclear:
            usual = "write --by friday, --by 2026-12-04, or in quotes --by 'next week'"
            expected = unclear.remedy if explain_date(options.by) else usual
            raise ValueInvalid("--by", options.by, expected) from None
        split = notebook.split_name(items)
        return split.name, day, " ".join(split.rest)

    split = notebook.split_promise(items)
    notebook.contact(split.name)
    if split.value is None:
        for count in (1, 2):
            if is_no_day(" ".join(split.rest[:count])):
                raise NoSuchDay(" ".join(split.rest[:count]))
        words = split.rest or ("send", "the", "slides")
        example = " ".join(["pnet promise", *map(shell_word, (split.name, "friday", *words))])
        raise PromiseDayMissing(" ".join(split.rest), example)
    day, text = split.value
    return split.name, day, text
