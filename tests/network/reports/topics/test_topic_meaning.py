"""Which texts are about a topic, by words and by the vectors that are given."""

from plaintext_network.network.reports.topics.share import share
from plaintext_network.network.search.meaning import Meaning
from tests.conftest import view_of
from tests.network.noting import Noting

VECTORS = {
    "choral singing": (10, 0),
    "choirs": (9, 2),
    "madrigals": (5, 5),
    "the choral singing of frogs": (1, 9),
    "an evening with Sibylla": (10, 0),
    "psalms": (10, 1),
}
NOTES = {
    "contacts/Ada.md": "---\ninterests: [choirs]\n---\n",
    "contacts/Bo.md": "---\ninterests: [madrigals]\n---\n## Log\n- 2026-09-01 coffee [topics:: psalms]\n",
    "contacts/Cy.md": "---\ninterests: [the choral singing of frogs]\n---\n",
    "contacts/Di.md": "---\ninterests: [football]\n---\n",
}
URL = "https://example.org/x"


def glad(notes: dict[str, str], meaning: Meaning | None) -> list[tuple[str, list[str]]]:
    report = share(view_of(notes), "choral singing", URL, meaning)
    return sorted((one.name, [why.text for why in one.why]) for one in report.glad)


def test_a_text_of_near_meaning_is_about_the_topic_and_says_so() -> None:
    assert glad(NOTES, None) == [("Cy", ["likes the choral singing of frogs"])]
    assert glad(NOTES, Meaning(VECTORS)) == [
        ("Ada", ["likes choirs (by meaning)"]),
        (
            "Bo",
            ["you talked about psalms on 2026-09-01 (by meaning)", "likes madrigals (by meaning)"],
        ),
    ]


def test_a_text_with_the_words_and_another_meaning_is_not() -> None:
    assert "Cy" not in [name for name, _ in glad(NOTES, Meaning(VECTORS))]


def test_texts_about_hidden_people_are_never_compared() -> None:
    meaning = Noting(VECTORS)
    notes = {
        **NOTES,
        "contacts/Sibylla.md": "---\nprivate: true\ninterests: [psalms]\n---\n",
        "contacts/Ed.md": "---\ninterests: [an evening with Sibylla]\n---\n",
    }
    assert glad(notes, meaning) == glad(NOTES, Meaning(VECTORS))
    assert not any("Sibylla" in text for text in meaning.texts)
