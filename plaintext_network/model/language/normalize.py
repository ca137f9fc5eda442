"""Returns keys under which names, circles, properties and paths are equal. Knows no notes."""

from functools import lru_cache

MAX_NAME_LENGTH = 1000  # characters; a longer name is not normalized


# Characters that look alike or are invisible, so that people type one for another. `fold` and every key replace them alike.
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02c8\u00b4\uff07\uff40`"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02"
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
_ALIKE = {
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
}
_MARKS = ("**", "__", "==", "~~", "*", "_", "`")


def name_key(text: str) -> str:
    """Return a key under which names are equal that a reader takes for the same.

    They may differ in case, Unicode form (Unicode 15, D145), spaces, the kind of quotes and hyphens, invisible signs and
    marks such as `**bold**`. A name of invisible signs alone stays: only a blank name has an empty key.
    """
    text = without_marks(text)
    if text.isascii():
        return " ".join((text.replace("`", "'") if "`" in text else text).lower().split())
    text = text.translate(_ALIKE).strip() or text
    if len(text) > MAX_NAME_LENGTH:
        # Normalizing takes quadratic time in the number of marks, and no real name is that long.
        return " ".join(text.casefold().split())
    # Late: most names are ASCII and never need the tables.
    from unicodedata import normalize

    return " ".join(normalize("NFC", normalize("NFD", text).casefold()).split())


def spelling_key(text: str) -> str:
    """Return a key under which names are equal that differ only in case, spaces or Unicode form: it separates two that look alike."""
    if text.isascii():
        return " ".join(text.lower().split())
    from unicodedata import normalize

    return " ".join(normalize("NFC", text[:MAX_NAME_LENGTH]).casefold().split())


def without_marks(text: str) -> str:
    """Return a text without the Markdown marks around words: `**Ada** _Byrne_` is `Ada Byrne`."""
    # Written out: every name and link target comes here.
    if not ("_" in text or "*" in text or "`" in text or "==" in text or "~~" in text):
        return text
    if len(text) > MAX_NAME_LENGTH:
        return text
    for mark in _MARKS:
        if text.count(mark) > 1:
            text = _without_mark(text, mark)
    return text


def _without_mark(text: str, mark: str) -> str:
    """Remove pairs of one mark, of which the first begins a word and the second ends one."""
    first, *parts = text.split(mark)
    pieces, opened = [first], -1
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else first
        pieces += [mark, part]
        if opened >= 0 and before[-1:].strip() and not part[:1].isalnum():
            pieces[opened] = pieces[-2] = ""
            opened = -1
        elif part[:1].strip() and not before[-1:].isalnum():
            opened = len(pieces) - 2
    return "".join(pieces)


def without_signs(name: str) -> str:
    """Return a name without signs before and after it, which sort or mark a note: `@Ada`, `~ Ada`, `👤 Ada`, `Ada ✨`.

    A name of signs alone stays, as do the dots and brackets of `J.R.` and `Ada (Kiln)`.
    """
    if name and name[0].isalnum() and name[-1].isalnum():
        return name
    start, end = 0, len(name)
    while start < end and _is_sign(name[start]):
        start += 1
    while start < end and _is_sign(name[end - 1], trailing=True):
        end -= 1
    return name[start:end] if start < end else name


def _is_sign(character: str, *, trailing: bool = False) -> bool:
    if character.isalnum():
        return False
    if character.isascii():
        # C++ and C# are names.
        return character in ("@~_*=^ " if trailing else "@~_*=^ +#!$%&|-")
    from unicodedata import category

    # Symbols such as emoji, their modifiers and joiners.
    return category(character) in ("So", "Sk", "Cf", "Me") or character in "\ufe0e\ufe0f•·»\u00a0"


def fold(text: str) -> str:
    """Return a text folded for searching: without case and accents, spaces unchanged.

    Letters without a Unicode decomposition are folded too: ł, ø, đ, ß, æ. So are the kinds of quotes and hyphens.
    """
    if "`" in text:
        text = text.replace("`", "'")
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def search_key(text: str) -> str:
    """Return a text folded for finding a part of it, without the Markdown marks around words."""
    return fold(without_marks(text))


class _Folded(dict[int, str]):
    """Maps each character to its folded form, computed on first use."""

    def __missing__(self, code: int) -> str:
        # Late: most texts are ASCII and never need the tables.
        from unicodedata import combining, normalize

        # Again after it: 𝐀 decomposes to a capital.
        decomposed = normalize("NFKD", chr(code).casefold()).casefold()
        self[code] = "".join(c for c in decomposed if not combining(c)).translate(_LETTERS)
        return self[code]


_FOLDED = _Folded(_ALIKE)
# ŉ decomposes to an apostrophe of its own kind.
_LETTERS = _ALIKE | str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d"}
)


def circle_key(name: str) -> str:
    """Return a key under which circle names are equal: like `property_key`, and without a leading `#`."""
    return property_key(name.strip().lstrip("#"))


@lru_cache(maxsize=4096)
def property_key(name: str) -> str:
    """Return a key under which property names are equal that differ only in case, `-`, `_`, spaces, marks and emoji."""
    key = name_key(name).replace("-", "").replace("_", "").replace(" ", "")
    if key.isascii():
        return key
    # Late: most names are ASCII and never need the tables.
    from unicodedata import category

    return "".join(c for c in key if category(c) not in ("So", "Sk", "Me")) or key


def without_ending(path: str) -> str:
    """Return a path or a link target without `.md`."""
    return path[:-3] if path[-3:].lower() == ".md" else path


# The name keys of file names, each of which is asked for several times.
stem_key = lru_cache(maxsize=1024)(name_key)


@lru_cache(maxsize=1024)
def stem_of(path: str) -> str:
    """Return a note's file name without folder and `.md`."""
    return without_ending(path).rsplit("/", 1)[-1]


def bare_target(target: str) -> str:
    """Return a link target, as written or typed, without `.md` and leading slashes."""
    return without_ending(target).lstrip("/")
