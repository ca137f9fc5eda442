"""Lists the remedies of front matter that isn't valid YAML where the text could mean two things: a quote left open, or an apostrophe."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.remedies.remedy import Case, Remedy
from plaintext_network.notes.edit import TextChange, apply_changes, same_body
from plaintext_network.notes.extents import open_quote_of
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import Quotes, YamlText, format_scalar
from plaintext_network.notes.source import Span
from plaintext_network.problems import shortened

_LONGEST = 40


def apostrophe_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the text after a single quote that nothing closes, without it and with it. A double quote has a safe fix."""
    source, quote = case.note.source, open_quote_of(case.note)
    if quote is None or quote.sign != "'" or quote.offset != case.place.start:
        return
    span = Span(quote.offset, quote.end)
    written = source.text[slice(*span)]
    choices: tuple[tuple[str, str, Quotes], ...] = (
        ("Close", written[1:].strip(), "'"),
        ("Keep", written, '"'),
    )
    for verb, text, sign in choices:
        # A comment, or another apostrophe: who knows where the text ends?
        if not text or "'" in text[1:] or " #" in text:
            continue

        def apply(text: str = text, sign: Quotes = sign) -> Note:
            after = apply_changes(case.note, [TextChange(span, format_scalar(YamlText(text), sign))])
            if not same_body(case.note, after):
                raise EditRefused("the text of the note would change")
            return after

        yield Remedy(f"{verb} the quote: {shortened(text, _LONGEST)}", apply)
