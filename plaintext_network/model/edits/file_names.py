"""Owns what a new note's file is called: a title made safe on every system, and a name still free. Touches no files."""

import re
from collections.abc import Iterable
from unicodedata import category, normalize

from plaintext_network.errors import NameInvalid
from plaintext_network.model.language.normalize import MAX_NAME_LENGTH, name_key
from plaintext_network.model.note.kinds import is_plain_by_name

# Ending, temporary name, conflict copy's mark and encryption add to a name, and file systems end at 255 bytes.
MAX_CHARACTERS = 100
MAX_BYTES = 200

# Embeddings, overrides and isolates of direction, and the byte order mark, show nothing and mislead.
_NOTHING = re.compile('[*?"\u202a-\u202e\u2066-\u2069\ufeff]')
# Controls, halves of characters and fillers; what Windows refuses; what ends the target of an Obsidian link.
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_BLANK = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u2800\u3164\uffa0\ud800-\udfff\ufdd0-\ufdef"
    rf"{_NONCHARACTERS}<>#^\[\]]|%%+"
)
_BETWEEN = re.compile(r"( ?)[/\\:|]([/\\:| ]*)")
# Marks of direction and joiners: Hebrew and Persian names and families of emoji need them.
_UNSEEN = "\u061c\u200c\u200d\u200e\u200f"
# A dot hides a file, hyphen and plus make it an option, a tilde a folder or a backup, a dollar a variable.
_NOT_FIRST = ".-+~_$ "
_NOT_LAST = ". "
_ENDINGS = (".md", ".icloud", ".tmp")
# Microsoft, “Naming Files, Paths, and Namespaces”: reserved whatever follows the first dot.
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|\Z))", re.IGNORECASE
)
# Coarser than `vault.copies`, which knows what sync programs write: such a note would never be read as one.
_LIKE_A_COPY = re.compile(
    r"(?:conflicted copy|(?:case|encoding|sync) conflict|sfconflict|konflikt stehende|en conflit|en conflicto"
    r"|in conflitto|conflictiva|sync-conflict-|_conflict-).*[)0-9]\Z|sync-conflict-[^ ]*\Z",
    re.IGNORECASE,
)
# Makes another name of one that means something else; signs and numbers would again.
_WORD = " note"
_NUMBERED = " no. "


def file_stem(title: str) -> str:
    """Return a title as a file's stem on Linux, macOS and Windows, in git and in Obsidian's links.

    Of one Unicode form and at most `MOST_CHARACTERS` and `MOST_BYTES` of UTF-8; a stem stays as it is. Raises
    NameInvalid where nothing is left that could be seen.
    """
    # To put marks in order takes the square of their number, so that a title is cut before its form is looked at.
    stem = normalize("NFC", _spaced(title)[:MAX_NAME_LENGTH])
    # What is cut or taken off may bare what was safe behind it.
    while (tidied := _tidied(stem)) != stem:
        stem = tidied
    # A character that is newer than Python's tables (Cn) is one all the same.
    if not any(category(letter) == "Cn" or category(letter)[0] not in "CMZ" for letter in stem):
        raise NameInvalid(title, "nothing of it can stand in a file's name")
    return stem


def is_name_taken(names: Iterable[str], stem: str) -> bool:
    """Tell whether a stem is one of these names on a disk that ignores case or Unicode form."""
    return name_key(stem) in map(name_key, names)


def free_stem(stem: str, taken: Iterable[str]) -> str:
    """Return a stem that none of those taken is spelled like: `stem`, `stem no. 2`, `stem no. 3` and so on.

    A number alone is what sync programs give to their copies.
    """
    keys = set(map(name_key, taken))
    free, number = stem, 1
    while name_key(free) in keys:
        number += 1
        suffix = f"{_NUMBERED}{number}"
        free = _cut(stem, len(suffix)) + suffix
    return free


def _spaced(text: str) -> str:
    """Return a text without what no file's name may hold, in single blanks."""
    text = " ".join(_BLANK.sub(" ", _NOTHING.sub("", text)).split())
    return _BETWEEN.sub(_hyphen, text)


def _hyphen(found: re.Match[str]) -> str:
    if found.start() == 0 or found.end() == len(found.string):
        return ""
    return " - " if found[1] or " " in found[2] else "-"


def _tidied(stem: str) -> str:
    stem = _trimmed(normalize("NFC", _spaced(stem)))
    while stem.lower().endswith(_ENDINGS):
        stem = _trimmed(stem[: stem.rindex(".")])
    if device := _DEVICE.match(stem):
        stem = f"{device[0]}{_WORD}{stem[device.end() :].lstrip(' ')}"
    if _LIKE_A_COPY.search(stem) or is_plain_by_name(stem):
        stem = _cut(stem, len(_WORD)) + _WORD
    return _cut(stem)


def _trimmed(stem: str) -> str:
    """Take off what may not come first or last, and the unseen marks around it."""
    inner = stem.lstrip(_NOT_FIRST + _UNSEEN)
    marks = stem[: len(stem) - len(inner)]
    stem = marks[_past_last(marks, _NOT_FIRST) :] + inner
    inner = stem.rstrip(_NOT_LAST + _UNSEEN)
    marks = stem[len(inner) :]
    return inner + marks[: len(marks) - _past_last(marks[::-1], _NOT_LAST)]


def _past_last(text: str, letters: str) -> int:
    """Return where a text goes on after the last of these letters."""
    return max(map(text.rfind, letters)) + 1


def _cut(stem: str, less: int = 0) -> str:
    """Shorten a stem to what is allowed, less so many bytes, without splitting what a reader takes for one character."""
    characters, octets = MAX_CHARACTERS - less, MAX_BYTES - less
    if len(stem) <= characters and len(stem.encode()) <= octets:
        return stem
    # Late: its tables are for names that are too long.
    from wcwidth import iter_graphemes

    kept = _fitting(iter_graphemes(stem), characters, octets)
    # One character of a hundred marks is split after all.
    return _trimmed((kept or _fitting(stem, characters, octets)).rstrip(" -,."))


def _fitting(pieces: Iterable[str], characters: int, octets: int) -> str:
    kept: list[str] = []
    for piece in pieces:
        characters -= len(piece)
        octets -= len(piece.encode())
        if characters < 0 or octets < 0:
            break
        kept.append(piece)
    return "".join(kept)
