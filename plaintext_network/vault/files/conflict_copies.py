"""Recognises the names that sync programs give to conflict copies. Opens no file."""

import re

# No file system has longer names, and the patterns below are slow on them.
_LONGEST = 255

_DATE = r"\d{4}-\d{2}-\d{2}"
# The text in parentheses. Dropbox writes it in the user's language; these forms exist.
_IN_PARENTHESES = re.compile(
    rf"""(?:.+['’]s?\ )?conflicted\ copy
    |(?:.+\ )?conflicted\ copy(?:\ .+)?\ (?:{_DATE}(?:\ .+)?|\d{{12}}(?:\d\d)?)
    |(?:.+\ )?in\ konflikt\ stehende\ kopie(?:\ von\ .+)?\ {_DATE}
    |copie\ en\ conflit\ de\ .+\ {_DATE}
    |copia\ (?:en\ conflicto|conflictiva|in\ conflitto)\ (?:de|di)\ .+\ {_DATE}
    |(?:.+['’]s?\ )?(?:case|unicode\ encoding|selective\ sync)\ conflict(?:\ (?:{_DATE}|\(?\d{{1,3}}\)?))?
    |sfconflict\ .+\ {_DATE}-\d\d-\d\d-\d\d""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
# Syncthing, and ownCloud before version 2.5.
_AT_THE_END = re.compile(
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?|_conflict-(?:[^\s-]+-)?\d{8}-\d{6})\Z",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(r"(?: ?\(\d{1,3}\)| \d{1,3})\Z", re.ASCII)
_HOST = re.compile(r"(?=[\W\d_]*[^\W\d_])[\w-]+")


def copy_of(name: str) -> str | None:
    """Return the name of the original if this name carries a conflict mark, else None.

    Knows the marks of Syncthing, Obsidian, Dropbox, Nextcloud, ownCloud and Seafile, also repeated or numbered.
    """
    stem, extension = _split(name)
    # Nearly all names end here: each mark contains one of these words.
    if not any(word in stem.lower() for word in ("conflict", "conflit", "konflikt")):
        return None
    base = stem
    while shorter := _without_mark(base):
        base = shorter
    return base + extension if base != stem else None


def maybe_copy_of(name: str) -> tuple[str, ...]:
    """Return names that this file may be a copy of, if such a file exists and describes the same person; nearest first.

    OneDrive appends `-HOST`, and iCloud and others append a number. People do so too.
    """
    stem, extension = _split(name)
    if not stem or copy_of(name):
        return ()
    bases: dict[str, None] = {}
    waiting = [stem]
    while waiting:
        for base in _shorter(waiting.pop()):
            if base not in bases:
                bases[base] = None
                waiting.append(base)
    return tuple(base + extension for base in sorted(bases, key=len, reverse=True))


def _split(name: str) -> tuple[str, str]:
    """Return a note's stem and extension, or two empty texts if the name is not a note's."""
    is_note = 3 < len(name) <= _LONGEST and name[-3:].lower() == ".md"
    return (name[:-3], name[-3:]) if is_note else ("", "")


def _without_mark(stem: str) -> str | None:
    """Return the stem without its last mark and number, or None if it has no mark."""
    for end in (stem, _NUMBER.sub("", stem)):
        if mark := _AT_THE_END.search(end):
            return end[: mark.start()]
        opening = _opening(end)
        if opening and _IN_PARENTHESES.fullmatch(end, opening + 1, len(end) - 1):
            return end[:opening].removesuffix(" ")
    return None


def _opening(text: str) -> int:
    """Return the position of the parenthesis that the text's last character closes; 0 if there is none. Parentheses may nest."""
    depth = 0
    for place in range(len(text) - 1, 0, -1) if text.endswith(")") else ():
        depth += (text[place] == ")") - (text[place] == "(")
        if not depth:
            return place
    return 0


def _shorter(stem: str) -> list[str]:
    bases = [stem[: number.start()]] if (number := _NUMBER.search(stem)) else []
    hyphens = [place for place, letter in enumerate(stem) if letter == "-"]
    bases += [stem[:place] for place in hyphens if _HOST.fullmatch(stem, place + 1)]
    return [base for base in bases if base]
