"""Takes the endings and prefixes off a name in a script whose languages decline names or write words together with them."""

from collections.abc import Iterator

from plaintext_network.notes.late_patterns import late_pattern

# Of one case each; folded.
_CYRILLIC = ("ому", "ему", "ого", "его", "ои", "еи", "ою", "ею", "ом", "ем", "ым", "им", *"аяуюеиыоь")
_GREEK = ("οσ", "ου", "ον", "ησ", "ασ", "εσ", *"ηαοεω")
_ARABIC = late_pattern(r"^(?:[وف]?(?:لل|[بلك]?ال|[بلك])|[وف])(?=.{3})")
_HEBREW = late_pattern(r"^ו?[בלכמשה]?(?=.{3})")
_SHORTEST = 3


def name_stems(word: str) -> Iterator[str]:
    """Yield what a folded name may be without what a sentence adds to it: *наталь* of *Натальей*; nothing in other scripts."""
    if word.isascii() or len(word) <= _SHORTEST:
        return
    first = word[0]
    if "\u0590" <= first <= "\u05ff":
        yield _HEBREW.sub("", word)
    elif "\u0600" <= first <= "\u06ff":
        yield _ARABIC.sub("", word)
    elif "\u0370" <= first <= "\u04ff":
        for ending in _GREEK if first < "\u0400" else _CYRILLIC:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                yield word.removesuffix(ending)
