"""Lists the remedies of front matter: to close or remove it, and to keep one of two values."""

from collections.abc import Iterator

from plaintext_network.model.edits.remedies.remedy import Case, Remedy
from plaintext_network.notes.conflict_parts import key_of
from plaintext_network.notes.edit import TextChange, apply_changes, newline
from plaintext_network.notes.edit_front import remove_property, remove_shadowed, restore_shadowed
from plaintext_network.notes.extents import front_text
from plaintext_network.notes.header import Property, Scalar, plain_value
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span, lines_of
from plaintext_network.problems import shortened

_LONGEST = 40


def unclosed_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the end of front matter that is not closed: after its last property."""
    lines = lines_of(case.note.source.text)
    last = _last_property_line(lines)
    if not last:
        return
    at, end = sum(map(len, lines[: last + 1])), newline(case.note.source)
    lead = "" if lines[last].endswith(("\n", "\r")) else end
    change = TextChange(Span(at, at), f"{lead}---{end}")
    yield Remedy(f"Close the front matter after line {last + 1}", lambda: apply_changes(case.note, [change]))


def _last_property_line(lines: list[str]) -> int:
    """Return the number, from 0, of the last line that may belong to a property; 0 if there is none."""
    last, in_list = 0, False
    for number, line in enumerate(lines[1:], start=1):
        text = line.strip()
        if key_of(line) is not None:
            last, in_list = number, text.endswith(":")
            continue
        is_item = text.startswith("- ") and in_list and last == number - 1
        if last and text and (is_item or line.startswith((" ", "\t"))):
            last = number
        elif text:
            break
    return last


def empty_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the removal of front matter without a property."""
    if case.note.header.body_start and not front_text(case.note).strip():
        change = TextChange(Span(0, case.note.header.body_start), "")
        yield Remedy("Remove the empty front matter", lambda: apply_changes(case.note, [change]))


def duplicate_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the two values of a property that occurs twice, the one in force first."""
    key = case.fact("key")
    current = next((each for each in case.note.header.properties if each.name == key), None)
    earlier = [each for each in case.note.header.shadowed if each.name == key]
    # Equal values have a safe fix.
    if current and len(earlier) == 1 and plain_value(earlier[0].value) != plain_value(current.value):
        yield Remedy(
            f"Keep the later value: {_shown(case.note, current)}", lambda: remove_shadowed(case.note, key)
        )
        yield Remedy(
            f"Keep the earlier value: {_shown(case.note, earlier[0])}",
            lambda: restore_shadowed(case.note, key),
        )


def twice_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the two values of a property that is there under two names, the one that counts first."""
    names = (case.fact("other"), case.fact("key"))
    written = {each.name: each for each in case.note.header.properties}
    if not all(name in written for name in names):
        return
    for keep, remove in (names, names[::-1]):

        def apply(name: str = remove) -> Note:
            return remove_property(case.note, name)

        yield Remedy(f"Keep {keep}: {_shown(case.note, written[keep])}; remove {remove}", apply)


def _shown(note: Note, written: Property) -> str:
    value = written.value
    text = value.text if isinstance(value, Scalar) else note.source.text[slice(*value.span)]
    return shortened(" ".join(text.split()), _LONGEST)
