"""Estimates the width of a text in any font, rather too wide than too narrow, and shortens names to a width. Reads no fonts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, combining, east_asian_width, normalize

# In ems, as wide as in the widest of the usual sans-serif fonts: DejaVu Sans, which is wider than Arial, Roboto, Segoe UI and SF.
_EMS = (
    (0.42, "ijlIJ.,:;'|!’‘`·()[]/\\- \u00a0"),
    (0.46, "frt"),
    (0.6, "ckszvxyFL"),
    (0.65, "abdeghnopqu0123456789EPSTY"),
    (0.72, "ABCKRVXZ"),
    (0.8, "DGHNOQU"),
    (1.02, "mwMW@%ŒœÆæ&—…"),
)
_OF_SIGN = {sign: ems for ems, signs in _EMS for sign in signs}
_BOLD = 1.13
_WIDEST = 1.3
# One character, but a whole sentence.
_LIGATURES = {"\ufdfd": 12.0, "\ufdfa": 4.0, "\ufdfb": 4.0, "\u2e3b": 3.0, "\u2e3a": 2.0}
_TITLES = frozenset(("dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "lord", "lady", "rev"))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels, at most, for a font of this size in pixels."""
    return sum(map(_ems, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def _ems(character: str) -> float:
    if character in _LIGATURES:
        return _LIGATURES[character]
    kind = category(character)
    if combining(character) or kind in ("Mn", "Me", "Cf"):
        return 0.0
    known = _OF_SIGN.get(normalize("NFD", character)[0])
    if known is not None:
        return known
    if east_asian_width(character) in "WF" or kind in ("So", "Co", "Cn", "Cs"):
        return _WIDEST
    # Latin, Greek and Cyrillic.
    if character < "\u0530" or "\u1e00" <= character < "\u2000":
        return 0.86 if kind == "Lu" else 0.72
    # Hebrew and Arabic.
    if "\u0590" <= character < "\u0780":
        return 0.8
    return 1.15 if kind in ("Lo", "Mc") else 0.9


def fitting(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return a text, or as much of its beginning with `…` as fits the width."""
    if text_width(text, size, bold=bold) <= width:
        return text
    left = width - text_width("…", size, bold=bold)
    end = 0
    for number, character in enumerate(text):
        left -= text_width(character, size, bold=bold)
        if left < 0:
            break
        end = number + 1
    # A combining mark without its letter, or half of a joined emoji, would be another text.
    while (
        end < len(text) and end and (combining(text[end]) or category(text[end]) in ("Mn", "Mc", "Me", "Cf"))
    ):
        end -= 1
    while end and category(text[end - 1]) == "Cf":
        end -= 1
    return text[:end].rstrip() + "…"


def short_names(names: Sequence[str]) -> list[str]:
    """Return each name in short: the first name and the initial of the last, and more of it where others are called the same."""
    shorts = [_short(name, 1) for name in names]
    for letters in range(2, 9):
        same: dict[str, set[str]] = {}
        for name, short in zip(names, shorts, strict=True):
            same.setdefault(short, set()).add(name)
        if all(len(whole) == 1 for whole in same.values()):
            break
        shorts = [
            _short(name, letters) if len(same[short]) > 1 else short
            for name, short in zip(names, shorts, strict=True)
        ]
    return shorts


def first_names(names: Sequence[str]) -> list[str]:
    """Return each first name, or what `short_names` says where several have the same."""
    shorts = short_names(names)
    firsts = [short.split()[0] if short else "" for short in shorts]
    return [first if firsts.count(first) == 1 else short for first, short in zip(firsts, shorts, strict=True)]


def _short(name: str, letters: int) -> str:
    words = name.split()
    while len(words) > 2 and words[0].rstrip(".").casefold() in _TITLES:
        del words[0]
    if len(words) < 2:
        return " ".join(words)
    first, last = words[0], words[-1]
    # Where letters have no capitals, an initial means nothing.
    if last[0].upper() == last[0].lower() or len(last) <= letters + 1:
        return " ".join(words) if last[0].upper() == last[0].lower() else f"{first} {last}"
    end = letters
    while end < len(last) and combining(last[end]):
        end += 1
    return f"{first} {last[:end]}."
