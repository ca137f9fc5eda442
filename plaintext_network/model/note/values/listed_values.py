"""Splits one text that lists several values or names: `Adi, The Kiln`. Resolves no name."""

import re
from collections.abc import Callable, Sequence

from plaintext_network.model.language.normalize import name_key
from plaintext_network.notes.late_patterns import late_pattern

# The lists that people also write as one text. What else takes a list may contain commas: `needs: a desk, by May`.
LISTED = ("aliases", "emails", "phones", "circles")
_COMMA = late_pattern(r"\s{0,9}[,;\n]\s{0,9}")
_BETWEEN_NAMES = late_pattern(
    r"\s{0,9}[,;&\n]\s{0,9}(?:(?:and|und|et|y)\s{1,9})?|\s{1,9}(?:and|und|et|y|[+/|·•])\s{1,9}", re.IGNORECASE
)
# What follows a comma within a name: `Ada Byrne, PhD`.
_AFTER_COMMA = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph.d",
        "md",
        "m.d",
        "mba",
        "msc",
        "bsc",
        "ma",
        "ba",
        "esq",
        "dds",
        "rn",
        "cpa",
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "co",
    ]
)
_YOURSELF = frozenset(("me", "i", "myself", "ich"))


def split_values(name: str, text: str, own_names: Sequence[str]) -> tuple[str, ...]:
    """Return the values that one text of a list property contains; `own_names` are those of its note.

    An alias that is one of these names with the family name first, `Byrne, Ada`, is one value. So is `Ada Byrne, PhD`, and
    a number with an extension: `+44 20 555 0100, ext. 12`.
    """
    if name not in LISTED or not ("," in text or ";" in text or "\n" in text):
        return (text,)
    parts = tuple(part for each in _COMMA.split(text.strip()) if (part := _unquoted(each)))
    if name == "aliases" and _is_one_name(parts, own_names):
        return (text,)
    if name == "phones" and any(sum(letter.isdigit() for letter in part) < 5 for part in parts):
        return (text,)
    return parts or (text,)


def _unquoted(part: str) -> str:
    """Return a part without quotes around it: `"Adi", "The Kiln"`."""
    for quote in "\"'":
        if len(part) > 2 and part[0] == part[-1] == quote and quote not in part[1:-1]:
            return part[1:-1].strip()
    return part


def _is_one_name(parts: Sequence[str], own_names: Sequence[str]) -> bool:
    if any(part.lower().rstrip(".") in _AFTER_COMMA for part in parts[1:]):
        return True
    words = {word for part in parts for word in name_key(part).split()}
    return len(parts) == 2 and any(words <= set(name_key(name).split()) for name in own_names)


def split_names(text: str, *, at_commas: bool = False) -> tuple[str, ...]:
    """Return the names that a text may list: `Ada Byrne, Bo Lund and me` are Ada Byrne and Bo Lund.

    Only the vault's names decide whether it does: `Cy & Co` may be one, so it is with `at_commas`. Of a text that lists
    none, there is one.
    """
    separator = _COMMA if at_commas else _BETWEEN_NAMES
    parts = tuple(part for each in separator.split(text) if (part := each.strip()))
    others = tuple(part for part in parts if name_key(part) not in _YOURSELF)
    return others or (text,)


def start_of_last(text: str, *, at_commas: bool = False) -> int:
    """Return where the last of the names begins that a text may list, 0 if it lists none; `at_commas` as for `split_names`."""
    separators = list((_COMMA if at_commas else _BETWEEN_NAMES).finditer(text))
    return separators[-1].end() if separators else 0


def family_name_last(text: str) -> str | None:
    """Return `Ada Byrne` for `Byrne, Ada`, and None for a text without exactly one comma."""
    family, _, given = (part.strip() for part in text.partition(","))
    return f"{given} {family}" if family and given and "," not in given else None


def replace_names(text: str, new_name: Callable[[str], str | None]) -> str:
    """Return a text with new names: for the whole of it, else for each name that it lists."""
    if (new := new_name(text.strip())) is not None:
        return new
    pieces: list[str] = []
    at = 0
    for separator in [*_BETWEEN_NAMES.finditer(text), None]:
        end = separator.start() if separator else len(text)
        part = text[at:end].strip()
        new = new_name(part) if part and part != text.strip() else None
        if new is not None and len(split_names(new)) > 1:
            new = f"[[{new}]]"
        pieces.append(text[at:end] if new is None else text[at:end].replace(part, new))
        if separator:
            pieces.append(separator[0])
            at = separator.end()
    return "".join(pieces)
