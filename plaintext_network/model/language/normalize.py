"""Owns how names and words are compared. Knows no notes."""

from functools import lru_cache

MAX_NAME_LENGTH = 1000  # characters of a name that Unicode's forms are looked at in


def name_key(text: str) -> str:
    """Return the form in which two names are equal: caseless and of one Unicode form (Unicode 15, D145)."""
    if text.isascii():
        return " ".join(text.lower().split())
    if len(text) > MAX_NAME_LENGTH:
        # To put marks in order takes the square of their number, and nobody is called so.
        return " ".join(text.casefold().split())
    # Late: most names are ASCII and never need the tables.
    from unicodedata import normalize

    return " ".join(normalize("NFC", normalize("NFD", text).casefold()).split())


def fold(text: str) -> str:
    """Return a text for searching: `name_key` without accents, spaces kept.

    Letters that no decomposition reaches are folded too: ł, ø, đ, ß, æ.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """What each character folds to, worked out when it is first met; none depends on those beside it."""

    def __missing__(self, code: int) -> str:
        # Late: most texts are ASCII and never need the tables.
        from unicodedata import combining, normalize

        decomposed = normalize("NFKD", chr(code).casefold())
        self[code] = "".join(c for c in decomposed if not combining(c)).translate(_LETTERS)
        return self[code]


_FOLDED = _Folded()
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d"}
)


def circle_key(name: str) -> str:
    """Return the form in which two circles are equal: as properties, and a leading `#` does not count either."""
    return property_key(name.strip().lstrip("#"))


@lru_cache(maxsize=4096)
def property_key(name: str) -> str:
    """Return the form in which two property names are equal: case, `-`, `_` and spaces do not count."""
    return name_key(name).replace("-", "").replace("_", "").replace(" ", "")


def without_ending(path: str) -> str:
    """Return a path or a link's target without `.md`."""
    return path[:-3] if path[-3:].lower() == ".md" else path


def stem_of(path: str) -> str:
    """Return a note's file name without folder and `.md`."""
    return without_ending(path).rsplit("/", 1)[-1]


def bare_target(target: str) -> str:
    """Return a link's target, or what was typed for one, without `.md` and leading slashes."""
    return without_ending(target).lstrip("/")
