"""Recognizes the names that sync programs give to conflict copies. Opens no file."""

import re
from typing import Literal

from plaintext_network.notes.late_patterns import late_pattern

# No file system has longer names, and the patterns below are slow on them.
_LONGEST = 255

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = rf"(?:{_DATE}(?:[\ T_-].+)?|\d{{12}}(?:\d\d)?|\d{{8}}-\d{{6}})"
# The text in parentheses or brackets. Dropbox and others write it in the user's language; these forms exist.
_IN_PARENTHESES = late_pattern(
    rf"""(?:.+['’]s?\ )?conflicted\ copy(?:\ \d{{1,3}})?
    |(?:.+\ )?conflicted\ copy(?:\ .+)?\ {_TIME}
    |(?:sync[\ -])?conflict(?:ed)?(?:\ \#?\d{{1,3}})?(?:\ (?:on|from)(?:\ .+)?)?\ {_TIME}
    |conflict(?:ed)?\ \#?\d{{1,3}}
    |(?:.+\ )?in\ konflikt\ stehende\ kopie(?:\ von\ .+)?\ {_DATE}
    |(?:.+\ )?(?:konfliktkopie|konfliktkopia|konfliktkopi|konfliktní\ kopie|conflictkopie|conflicterende\ kopie
        |copia\ in\ conflitto|cópia\ em\ conflito|copie\ en\ conflit|copia\ en\ conflicto|kopia\ powodująca\ konflikt
        |конфликтующая\ копия|конфликтная\ копия)(?:\ .+)?\ {_DATE}(?:[\ T].+)?
    |copie\ en\ conflit\ de\ .+\ {_DATE}
    |copia\ (?:en\ conflicto|conflictiva|in\ conflitto)\ (?:de|di)\ .+\ {_DATE}
    |(?:.*[^\w]|.*的\ ?|.*の)?(?:冲突副本|衝突副本|冲突文件|衝突複本|競合コピー|競合ファイル|충돌된\ 사본|충돌\ 사본)(?:[\ _-].*)?
    |(?:.+['’]s?\ )?(?:case|unicode\ encoding|selective\ sync)\ conflict(?:\ (?:{_DATE}|\(?\d{{1,3}}\)?))?
    |\#\ name\ clash\ {_DATE}\ .+\#
    |sfconflict\ .+\ {_DATE}-\d\d-\d\d-\d\d""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
# Syncthing, ownCloud before version 2.5, Synology Drive, Resilio and rclone.
_AT_THE_END = late_pattern(
    r"""(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?
    |_conflict-(?:[^\s-]+-)?\d{8}-\d{6}
    |_[^\s_]+_[A-Z][a-z]{2}-\d\d-\d{6}-\d{4}_conflict
    |\.(?:conflict|dup)\d{0,3}
    |[ ._-]?(?:的|の)?(?:冲突副本|衝突副本|競合コピー|충돌된[ ]사본)(?:[ _-]?\d[\d _-]*)?
    |\ ?\[conflict(?:ed)?(?:\ \d{1,3})?\])\Z""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
# Each mark contains one of these words.
_WORDS = (
    "conflict",
    "conflit",
    "konflikt",
    "conflitto",
    "конфликт",
    "name clash",
    ".dup",
    "冲突",
    "衝突",
    "競合",
    "충돌",
)
_NUMBER = late_pattern(r"(?: ?\(\d{1,3}\)| \d{1,3})\Z", re.ASCII)


def copy_of(name: str) -> str | None:
    """Return the name of the original if this name carries a conflict mark, else None.

    Knows the marks of Syncthing, Obsidian, Dropbox, Nextcloud, ownCloud, Seafile, Synology Drive, Resilio, rclone and Proton
    Drive, also repeated or numbered.
    """
    stem, extension = _split(name)
    # Nearly all names end here.
    lowered = stem.lower()
    if lowered.isascii():
        if "onfli" not in lowered and ".dup" not in lowered and "name clash" not in lowered:
            return None
    elif not any(word in lowered for word in _WORDS):
        return None
    base = stem
    while shorter := _without_mark(base):
        base = shorter
    return base + extension if base != stem else None


def maybe_copy_of(name: str) -> tuple[str, ...]:
    """Return names that this file may be a copy of, if such a file exists and describes the same person; nearest first.

    OneDrive appends `-HOST`, iCloud and others append a number or a word. Google Drive writes `Copy of Ada`. People do so too.
    """
    stem, extension = _split(name)
    if not stem or copy_of(name):
        return ()
    if ours := _OUR_NUMBER.search(stem):
        stem = stem[: ours.start()]
    bases = dict.fromkeys(
        base for end in range(len(stem) - 1, 0, -1) if _may_end(stem, end) and (base := stem[:end].rstrip())
    )
    if stem.startswith(COPY_OF):
        bases.update((stem.removeprefix(words), None) for words in COPY_OF if stem.startswith(words))
    return tuple(base + extension for base in bases)


def _may_end(stem: str, end: int) -> bool:
    """Return whether a suffix may begin at an offset: at a sign, at a number after letters, or at a word for a copy."""
    before, first = stem[end - 1], stem[end]
    if before.isspace() or first in _CLOSING:
        return False
    return not first.isalnum() or (first.isdigit() and before.isalpha()) or bool(_COPY.match(stem, end))


# Google Drive and file managers write this before the name.
COPY_OF = (
    "Copy of ",
    "Kopie von ",
    "Kopie van ",
    "Copie de ",
    "Copia de ",
    "Copia di ",
    "Cópia de ",
    "Kopia av ",
    "Kopi af ",
)
# Words for a copy that may follow a name without a space.
_COPY = late_pattern(r"(?:的?(?:冲突)?副本|的?複本|のコピー|コピー|의? ?사본)")
_COPY_WORDS = late_pattern(
    r"(?:copy|copies|copie|copia|cópia|kopie|kopia|kopi|kopya|копия|duplicate|duplikat|dup|backup|bak|old|alt|orig"
    r"|original|conflict|conflicted|konflikt|conflit|conflicto|conflitto|merged|local|remote|theirs|mine|server"
    r"|laptop|desktop|pc|mac|macbook|imac|surface|phone|iphone|ipad|tablet)",
    re.IGNORECASE,
)


def suffix_kind(base: str, name: str) -> Literal["mark", "words", "more name"]:
    """Return what a file name has beyond another: a copy's mark, other words (`Ada (London)`), or perhaps more of a name (`Ada Lovelace`)."""
    stem, original = _split(name)[0], _split(base)[0]
    if stem.startswith(COPY_OF) and stem.endswith(f" {original}"):
        return "mark"
    suffix = stem[len(original) :]
    words = re.findall(r"[^\W\d_]+", suffix)
    # OneDrive's `-HOST` is in capitals.
    if not words or (suffix.startswith(("-", "~")) and suffix.upper() == suffix):
        return "mark"
    if any(map(_COPY_WORDS.fullmatch, words)) or _COPY.search(suffix):
        return "mark"
    return "more name" if _MORE_NAME.fullmatch(suffix) else "words"


_MORE_NAME = late_pattern(r"[ _.,-]*(?:[^\W\d_]['’.]*[ _.-]*)+")
# The suffix of a new file whose name is taken (model/edits/file_names).
_OUR_NUMBER = late_pattern(r" no\. \d+\Z")


def _split(name: str) -> tuple[str, str]:
    """Return a note's stem and extension, or two empty texts if the name is not a note's."""
    is_note = 3 < len(name) <= _LONGEST and name[-3:].lower() == ".md"
    return (name[:-3], name[-3:]) if is_note else ("", "")


def _without_mark(stem: str) -> str | None:
    """Return the stem without its last mark and number, or None if it has no mark."""
    for end in (stem, _NUMBER.sub("", stem)):
        if (mark := _AT_THE_END.search(end)) and mark.start():
            return end[: mark.start()]
        opening = _opening(end)
        if opening and _IN_PARENTHESES.fullmatch(end, opening + 1, len(end) - 1):
            return end[:opening].removesuffix(" ")
    return None


_CLOSING = {")": "(", "]": "[", "）": "（"}


def _opening(text: str) -> int:
    """Return the position of the bracket that the text's last character closes; 0 if there is none. Brackets may nest."""
    close = text[-1:]
    opens = _CLOSING.get(close)
    depth = 0
    for place in range(len(text) - 1, 0, -1) if opens else ():
        depth += (text[place] == close) - (text[place] == opens)
        if not depth:
            return place
    return 0
