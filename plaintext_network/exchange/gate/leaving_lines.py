"""Decides which raw lines of a contact's source blocks leave the vault. Knows no formats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from plaintext_network.exchange.cards.mapping import LISTS
from plaintext_network.exchange.cards.shown_values import shown_values, value_key
from plaintext_network.exchange.contact_notes.source_block import SourceBlock
from plaintext_network.exchange.gate.private_values import PrivateValues
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line
from plaintext_network.exchange.vcard.values import decode_binary, unescape
from plaintext_network.network.people.privacy import SuggestionView

# Lines that leave with `--with` only.
_ON_REQUEST = {"PHOTO": "photos", "LOGO": "photos", "NOTE": "notes", "CATEGORIES": "tags"}
# What says something about the other lines of its group.
_ABOUT_GROUP = ("X-ABLABEL", "X-ABADR")


class LeavingLines:
    """Chooses lines. `left_out` is how many of the last contact's lines named somebody private."""

    def __init__(self, view: SuggestionView, private: PrivateValues, extras: Collection[str]) -> None:
        self._view, self._private = view, private
        self._stays = frozenset(name for name, word in _ON_REQUEST.items() if word not in extras)
        self.left_out = 0
        self._all_may = False

    def of(self, path: str, blocks: Sequence[SourceBlock], *, all_may: bool) -> tuple[str, ...]:
        """Return the lines that leave, without those that an earlier block has; groups of different blocks stay apart.

        With `all_may`, no line names anybody private: see `readings`.
        """
        self.left_out, self._all_may = 0, all_may
        lines: list[str] = []
        groups: set[str] = set()
        said: set[tuple[str, str]] = set()
        for block in blocks:
            chosen = self._chosen(path, [parse_line(line) for line in block.lines])
            if len(blocks) > 1:
                chosen = _without_repeats(chosen, said)
            own = _with_free_groups(chosen, groups)
            earlier = frozenset(lines)
            lines += (text for text in map(line_text, own) if text not in earlier)
        return tuple(lines)

    def _chosen(self, path: str, lines: Sequence[ContentLine]) -> list[ContentLine]:
        chosen: list[ContentLine] = []
        emptied: set[str] = set()
        for together in _units(lines):
            if together[0].key in self._stays:
                emptied.add(together[0].group.lower())
            elif all(self._may_leave(path, line) for line in together):
                chosen += together
            else:
                self.left_out += 1
                if together[0].key not in _ABOUT_GROUP:
                    emptied.add(together[0].group.lower())
        emptied -= {line.group.lower() for line in chosen if line.key not in _ABOUT_GROUP}
        emptied.discard("")
        return [line for line in chosen if line.group.lower() not in emptied]

    def _may_leave(self, path: str, line: ContentLine) -> bool:
        if self._all_may:
            return True
        said = tuple(readings(line_text(line)))
        return all(self._view.may_say_of(path, text) for text in said) and not self._private.in_texts(said)


def _units(lines: Iterable[ContentLine]) -> Iterator[list[ContentLine]]:
    """Yield each line, and each nested card with all its lines."""
    unit: list[ContentLine] = []
    depth = 0
    for line in lines:
        unit.append(line)
        if line.key == "BEGIN":
            depth += 1
        elif line.key == "END" and depth:
            depth -= 1
        if not depth:
            yield unit
            unit = []
    if unit:
        yield unit


def readings(line: str) -> Iterator[str]:
    """Yield what a raw line says: as written, without its escapes, and decoded."""
    yield line
    if "\\" in line:
        yield unescape(line)
    lower = line.lower()
    may_be_encoded = "encoding" in lower or "data:" in lower or ";b" in lower
    if may_be_encoded and (binary := decode_binary(parse_line(line))) is not None:
        yield binary[1].decode("utf-8", "replace")


def _without_repeats(lines: Sequence[ContentLine], said: set[tuple[str, str]]) -> list[ContentLine]:
    """Return the lines of one source without those that say what another has said; add what they say to `said`."""
    keys = [_what_is_said(line) for line in lines]
    repeated = {line.group.lower() for line, key in zip(lines, keys, strict=True) if key in said} - {""}
    found = [
        line
        for line, key in zip(lines, keys, strict=True)
        if key not in said and not (line.key in _ABOUT_GROUP and line.group.lower() in repeated)
    ]
    said.update(key for key in keys if key is not None)
    return found


def _what_is_said(line: ContentLine) -> tuple[str, str] | None:
    """Return the name of a line, and the key of the value that it decorates; None for one that may come several times."""
    if line.key in ("N", "FN"):
        return line.key, ""
    shown = shown_values(line, {}) if line.key in LISTS else ()
    return (line.key, value_key(LISTS[line.key], shown[0])) if shown else None


def _with_free_groups(lines: Iterable[ContentLine], taken: set[str]) -> list[ContentLine]:
    """Return the lines of one block with other groups in place of those that an earlier block has; add them to `taken`."""
    new: dict[str, str] = {}
    found: list[ContentLine] = []
    for line in lines:
        key = line.group.lower()
        if key and key not in new:
            number, free = 1, line.group
            while free.lower() in taken:
                free, number = f"item{number}", number + 1
            new[key] = free
            taken.add(free.lower())
        found.append(line._replace(group=new[key]) if key else line)
    return found
