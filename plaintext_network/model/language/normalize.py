"""Returns keys under which names, circles, properties and paths are equal. Knows no notes."""

from functools import lru_cache

MAX_NAME_LENGTH = 1000  # characters; a longer name is not normalized


def name_key(text: str) -> str:
    """Return a key under which names are equal that differ only in case or Unicode form (Unicode 15, D145)."""
    if text.isascii():
        return " ".join(text.lower().split())
    if len(text) > MAX_NAME_LENGTH:
        # Normalizing takes quadratic time in the number of marks, and no real name is that long.
        return " ".join(text.casefold().split())
    # Late: most names are ASCII and never need the tables.
    from unicodedata import normalize

    return " ".join(normalize("NFC", normalize("NFD", text).casefold()).split())


def fold(text: str) -> str:
    """Return a text folded for searching: without case and accents, spaces unchanged.

    Letters without a Unicode decomposition are folded too: ł, ø, đ, ß, æ.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Maps each character to its folded form, computed on first use."""

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
    """Return a key under which circle names are equal: like `property_key`, and without a leading `#`."""
    return property_key(name.strip().lstrip("#"))


@lru_cache(maxsize=4096)
def property_key(name: str) -> str:
    """Return a key under which property names are equal that differ only in case, `-`, `_` and spaces."""
    return name_key(name).replace("-", "").replace("_", "").replace(" ", "")


def without_ending(path: str) -> str:
    """Return a path or a link target without `.md`."""
    return path[:-3] if path[-3:].lower() == ".md" else path


def stem_of(path: str) -> str:
    """Return a note's file name without folder and `.md`."""
    return without_ending(path).rsplit("/", 1)[-1]


def bare_target(target: str) -> str:
    """Return a link target, as written or typed, without `.md` and leading slashes."""
    return without_ending(target).lstrip("/")
