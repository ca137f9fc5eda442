"""Finds the names that a vault's notes use for pnet's properties. Reads no file."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from plaintext_network.model.dates.calendar import parse_cadence, parse_day, parse_yearly
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import vocabulary
from plaintext_network.vault.adopt.property_words import PROPERTY_WORDS, is_file_time
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import writable

_LEGIBLE: dict[str, Callable[[str], object]] = {
    "cadence": parse_cadence,
    "birthday": parse_yearly,
    "last_contact": parse_day,
    "met_on": parse_day,
    "date": parse_day,
    "follow_up": parse_day,
}


def property_names(notes: Iterable[tuple[NoteScan, str]]) -> dict[str, tuple[str, ...]]:
    """Return the names that notes of a kind use for our properties and that pnet doesn't know.

    `notes` are notes and templates, each with its kind.
    """
    spelled: dict[tuple[str, str], Counter[str]] = {}
    values: dict[tuple[str, str], list[str]] = {}
    for note, kind in notes:
        known = vocabulary(kind, ())
        for key, texts in note.properties.items():
            word = property_key(key)
            if word in known or is_file_time(key) or not writable(key):
                continue
            matches = (ours for ours in PROPERTY_WORDS.get(word, ()) if property_key(ours) in known)
            if ours := next(matches, None):
                spelled.setdefault((ours, word), Counter())[key] += 1
                # A placeholder in a template is no value.
                values.setdefault((ours, word), []).extend(() if note.is_template else texts)
    found: dict[str, list[tuple[int, str]]] = {}
    for (ours, word), spellings in sorted(spelled.items()):
        read = _LEGIBLE.get(ours, bool)
        written = values[ours, word]
        # A property whose values mostly can't be read as ours means something else there.
        if 2 * sum(1 for value in written if read(value)) >= len(written):
            found.setdefault(ours, []).append((-spellings.total(), spellings.most_common(1)[0][0]))
    return {ours: tuple(word for _, word in sorted(words)) for ours, words in found.items()}


def property_sentence(names: Mapping[str, tuple[str, ...]]) -> str:
    """Return a sentence about which names are read as which property."""
    read = (f"{theirs} as {ours}" for ours, words in names.items() for theirs in words)
    return f"properties: {', '.join(read)}"
