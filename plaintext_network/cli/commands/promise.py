"""Implements `pnet promise`: splits the words into name, day and text, and adds the promise to the contact's note."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import DateNotUnderstood, ValueInvalid
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.edits.parse_value import split_leading_day
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
    """Return the name, the day and the text. Raises ValueInvalid without a day."""
    options, notebook = session.options, session.notebook
    items = [options.name, *options.words]
    if options.by is not None:
        try:
            day = parse_coming_day(options.by, session.today)
        except DateNotUnderstood:
            expected = "write --by friday, --by 2026-12-04, or in quotes --by 'next week'"
            raise ValueInvalid("--by", options.by, expected) from None
        split = notebook.split_name(items)
        return split.name, day, " ".join(split.rest)

    if ending := _day_at_the_end(items, session.today):
        before, day = ending
        split = notebook.split_name(before)
        # Words that begin with a day keep it: `friday mend what was made by hand`.
        if split.rest and split_leading_day(split.rest, session.today) is None:
            return split.name, day, " ".join(split.rest)

    def read(words: Sequence[str]) -> tuple[date, str] | None:
        return split_leading_day(words, session.today)

    split = notebook.split_name(items, read)
    notebook.contact(split.name)
    if split.value is None:
        raise ValueInvalid(
            "day",
            " ".join(split.rest),
            "write the day first, or give it with --by: pnet promise ada friday send the slides, or "
            "pnet promise ada send the slides --by friday",
        )
    day, text = split.value
    return split.name, day, text


def _day_at_the_end(words: Sequence[str], today: date) -> tuple[Sequence[str], date] | None:
    """Return the words before a last `by DAY`, and the day."""
    for at in range(len(words) - 2, 0, -1):
        if words[at].casefold() == "by":
            try:
                return words[:at], parse_coming_day(" ".join(words[at + 1 :]), today)
            except DateNotUnderstood:
                return None
    return None
