"""Finds the contacts that a short text names, quickly in a large vault. Decides nothing about names."""

import re

from plaintext_network.model.language.name_parts import FoldedText
from plaintext_network.network.people.mentions import NameFinder, NameMatch
from plaintext_network.vault.notebook import Notebook


def names_in_text(notebook: Notebook, text: str) -> tuple[NameMatch, ...]:
    """Return the contacts that a text of about a line names, in order and without overlaps."""
    folded = FoldedText(text)
    words = {folded.word(number) for number in range(len(folded.words))}
    if not words:
        return ()
    # Only who has one of the words can be named: to prepare all names takes longer.
    has_word = re.compile("|".join(map(re.escape, words))).search
    known = notebook._reader.known
    return NameFinder([each for each in known if any(map(has_word, each[-1]))]).find(text)
