"""Makes file names for new notes: safe on every system, and not taken. Touches no files."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from unicodedata import category, normalize

from plaintext_network.errors import NameInvalid
from plaintext_network.model.language.normalize import MAX_NAME_LENGTH, name_key
from plaintext_network.model.note.kinds.conflict_copies import copy_of
from plaintext_network.model.note.kinds.kind_rules import is_plain_by_name
from plaintext_network.model.note.page_names import page_stem

# File systems allow 255 bytes; leave room for the extension, temporary names, conflict copies and encryption.
MAX_CHARACTERS = 100
MAX_BYTES = 200

# Direction embeddings, overrides and isolates, and the byte order mark, are invisible and can mislead.
_REMOVED = re.compile('[*?"\u202a-\u202e\u2066-\u2069\ufeff]')
# Control characters, surrogates and fillers; what Windows forbids; what ends the target of an Obsidian link.
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_TO_SPACE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u2800\u3164\uffa0\ud800-\udfff\ufdd0-\ufdef"
    rf"{_NONCHARACTERS}<>#^\[\]]|%%+"
)
_SEPARATOR = re.compile(r"( ?)[/\\:|]([/\\:| ]*)")
# Direction marks and joiners: Hebrew and Persian names and combined emoji need them.
_INVISIBLE = "\u061c\u200c\u200d\u200e\u200f"
# A dot hides a file; hyphen and plus look like options, a tilde like a home folder or a backup, a dollar like a variable.
_NOT_FIRST = ".-+~_$ "
_NOT_LAST = ". "
_ENDINGS = (".md", ".icloud", ".tmp")
# Microsoft, “Naming Files, Paths, and Namespaces”: reserved whatever follows the first dot.
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|\Z))", re.IGNORECASE
)
# Turns a name with a special meaning into an ordinary one; a sign or a number could have a meaning again.
_SUFFIX = " note"
_NUMBERED = " no. "


def file_stem(title: str) -> str:
    """Return a title as a file stem that is valid on Linux, macOS and Windows, in git and in Obsidian's links.

    It is in Unicode's NFC form and at most MAX_CHARACTERS and MAX_BYTES (UTF-8) long; a valid stem stays as it is.
    Raises NameInvalid if nothing visible is left.
    """
    # Normalizing takes quadratic time in the number of marks, so cut the title first.
    stem = normalize("NFC", _allowed(title)[:MAX_NAME_LENGTH])
    # Removing text can expose another name that is not safe.
    while (safe := _made_safe(stem)) != stem:
        stem = safe
    # A character newer than Python's tables (Cn) counts as visible.
    if not any(category(letter) == "Cn" or category(letter)[0] not in "CMZ" for letter in stem):
        raise NameInvalid(title, "it has no character that a file name can contain")
    return stem


def page_title(typed: str) -> str:
    """Return the name of a page for Logseq, with single slashes between its namespaces. Raises NameInvalid."""
    page = "/".join(filter(None, (part.strip() for part in " ".join(typed.split()).split("/"))))
    if unfit := re.search(r"[\[\]#^{}\x00-\x1f]", page):
        raise NameInvalid(typed, f"the name of a Logseq page can't contain “{unfit[0]}”")
    if not page or len(page_stem(page).encode()) > MAX_BYTES:
        raise NameInvalid(typed, "it is too long for a file name" if page else "it is empty")
    return page


def is_name_taken(names: Iterable[str], stem: str) -> bool:
    """Return whether a stem equals one of these names on a disk that ignores case or Unicode form."""
    return name_key(stem) in map(name_key, names)


def free_stem(stem: str, taken: Iterable[str]) -> str:
    """Return the first of `stem`, `stem no. 2`, `stem no. 3` and so on that is not taken.

    A number alone would look like a sync program's copy.
    """
    keys = set(map(name_key, taken))
    return next(free for free in numbered_stems(stem) if name_key(free) not in keys)


def numbered_stems(stem: str) -> Iterator[str]:
    """Yield a stem, then `stem no. 2`, `stem no. 3` and so on."""
    yield stem
    for number in count(2):
        suffix = f"{_NUMBERED}{number}"
        yield _cut(stem, len(suffix)) + suffix


def _allowed(text: str) -> str:
    """Return a text without the characters that file names can't contain, and with single spaces."""
    text = " ".join(_TO_SPACE.sub(" ", _REMOVED.sub("", text)).split())
    return _SEPARATOR.sub(_hyphen, text)


def _hyphen(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return " - " if match[1] or " " in match[2] else "-"


def _made_safe(stem: str) -> str:
    stem = _trimmed(normalize("NFC", _allowed(stem)))
    while stem.lower().endswith(_ENDINGS):
        stem = _trimmed(stem[: stem.rindex(".")])
    if device := _DEVICE.match(stem):
        stem = f"{device[0]}{_SUFFIX}{stem[device.end() :].lstrip(' ')}"
    stem = _cut(stem)
    # pnet would not read the note as one of its own.
    if copy_of(f"{stem}.md") or is_plain_by_name(stem):
        stem = _cut(stem, len(_SUFFIX)) + _SUFFIX
    return stem


def _trimmed(stem: str) -> str:
    """Return a stem without the characters it must not start or end with, and without invisible marks around them."""
    inner = stem.lstrip(_NOT_FIRST + _INVISIBLE)
    marks = stem[: len(stem) - len(inner)]
    stem = marks[_end_of_last(marks, _NOT_FIRST) :] + inner
    inner = stem.rstrip(_NOT_LAST + _INVISIBLE)
    marks = stem[len(inner) :]
    return inner + marks[: len(marks) - _end_of_last(marks[::-1], _NOT_LAST)]


def _end_of_last(text: str, letters: str) -> int:
    """Return the offset after the last of these letters in a text, 0 if there is none."""
    return max(map(text.rfind, letters)) + 1


def _cut(stem: str, less: int = 0) -> str:
    """Return a stem shortened to the limits minus `less`, without splitting a grapheme."""
    characters, octets = MAX_CHARACTERS - less, MAX_BYTES - less
    if len(stem) <= characters and len(stem.encode()) <= octets:
        return stem
    # Late: only overlong names need its tables.
    from wcwidth import iter_graphemes

    start = _fitting(iter_graphemes(stem), characters, octets)
    # Split a single grapheme only if it is longer than the limit itself.
    return _trimmed((start or _fitting(stem, characters, octets)).rstrip(" -,."))


def _fitting(pieces: Iterable[str], characters: int, octets: int) -> str:
    fitting: list[str] = []
    for piece in pieces:
        characters -= len(piece)
        octets -= len(piece.encode())
        if characters < 0 or octets < 0:
            break
        fitting.append(piece)
    return "".join(fitting)
