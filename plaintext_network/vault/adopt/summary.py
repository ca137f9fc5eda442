"""Writes sentences about the counts of a vault. Counts nothing."""

from collections.abc import Iterator

from plaintext_network.errors import counted
from plaintext_network.vault.adopt.counts import Counts

# Rules of a kind that are listed; the others are counted together.
MOST_RULES = 6
_FORMS = {
    "log": ("Log line",),
    "daily": ("line of a daily note", "lines of daily notes"),
    "kept": ("date of last_contact", "dates of last_contact"),
}


def sentences(counts: Counts) -> Iterator[str]:
    """Yield a sentence for each kind of note that the vault has, and one for the touches."""
    for kind, _ in counts.kinds:
        parts = _rules(counts, kind)
        number = counts.of(kind)
        if kind == "interaction":
            forms = [(form, count) for form, count in counts.interactions if form in _FORMS and count]
            parts += [counted(count, *_FORMS[form]) for form, count in forms]
            number += sum(count for _, count in forms)
        if number:
            name = "yourself" if kind == "me" else f"{kind}s"
            yield f"{name}: {parts[0]}" if len(parts) == 1 else f"{name}: {number:,} ({', '.join(parts)})"
        if number and kind == "interaction":
            yield f"times in touch: {counts.touches:,}{_silent(counts.silent)}"


def _silent(number: int) -> str:
    if not number:
        return ""
    return f"; {counted(number, 'interaction')} {'has' if number == 1 else 'have'} no known participant; to list {'it' if number == 1 else 'them'}: pnet check"


def _rules(counts: Counts, kind: str) -> list[str]:
    found = dict(counts.kinds)[kind]
    shown = [f"{each.notes:,} {each.rule}" for each in found[:MOST_RULES]]
    if found:
        shown[0] = f"{counted(found[0].notes, 'note')} {found[0].rule}"
    rest = sum(each.notes for each in found[MOST_RULES:])
    return [*shown, f"{rest:,} by other rules"] if rest else shown
