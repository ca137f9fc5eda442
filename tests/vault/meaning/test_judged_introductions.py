"""On vaults whose sensible pairs are known, meaning finds more of them than words alone, and fewer that make no sense."""

import pytest

from plaintext_network.network.reports.reach.introductions import intros
from plaintext_network.network.search.meaning import Meaning
from plaintext_network.vault.meaning.text_vectors import TextVectors
from plaintext_network.vault.meaning.vector_file import VectorFile
from tests.conftest import view_of
from tests.vault_tables import VaultTable, read_vault_table


def judged(table: VaultTable, meaning: Meaning | None) -> tuple[float, float]:
    """Return how much of what is suggested makes sense, and how much of what makes sense is suggested."""
    found = intros(view_of(table.notes), limit=None, meaning=lambda: meaning).suggestions
    pairs = [(one.one.name, one.other.name) for one in found]
    sensible = sum(pair in table.true | table.fine for pair in pairs)
    return sensible / len(pairs), len(table.true & {*pairs}) / len(table.true)


@pytest.mark.parametrize("name", ["halifax", "leeds"])
def test_suggestions_by_meaning(name: str) -> None:
    table = read_vault_table(name)
    meaning = TextVectors(VectorFile(None))
    (by_words, found_by_words), (precision, recall) = judged(table, None), judged(table, meaning)
    assert precision > by_words
    assert recall > found_by_words
    assert precision >= 0.9
