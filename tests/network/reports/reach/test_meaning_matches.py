"""Needs and offers by meaning: what the vectors that are given change in the matches by words."""

import pytest

from plaintext_network.network.reports.reach.introductions import intros
from plaintext_network.network.search.meaning import Meaning
from tests.conftest import view_of
from tests.network.noting import Noting

NEED, LIFT = "boards of larch", "a lift to the lake"
# Directions: timber, the outdoors, ways to travel.
VECTORS = {
    NEED: (10, 1, 0),
    "larch in any length": (10, 2, 0),
    "boards for chess": (0, 10, 0),
    "planks and beams": (7, 7, 3),
    "joiner": (10, 0, 1),
    LIFT: (0, 0, 10),
    "my car on weekends": (0, 1, 9),
    "cycling": (0, 0, 10),
}


def note(role: str = "", **lists: str) -> str:
    lines = [f"{name}:\n  - {text}" for name, text in lists.items()]
    return "\n".join(("---", *((f"role: {role}",) if role else ()), *lines, "---\n"))


def found(notes: dict[str, str], meaning: Meaning | None) -> list[tuple[str, str, tuple[str, ...]]]:
    view = view_of({f"contacts/{name}.md": text for name, text in notes.items()})
    suggestions = intros(view, meaning=lambda: meaning).suggestions
    return [(one.one.name, one.offer, one.shared) for one in suggestions]


BOTH = {
    "Ada": note(needs=NEED),
    "Bo": note(offers="larch in any length"),
    "Cy": note(offers="boards for chess"),
}


def test_a_shared_word_of_another_meaning_is_no_match() -> None:
    notes = {"Ada": note(needs="an acoustic guitar"), "Bo": note("Acoustics consultant")}
    near, far = {"an acoustic guitar": (1, 0)}, {"Acoustics consultant": (0, 1)}
    assert found(notes, None) == [("Ada", "Acoustics consultant", ("acoustic",))]
    assert found(notes, Meaning({**near, **far})) == []
    assert found(notes, Meaning({**near, "Acoustics consultant": (3, 2)})) == found(notes, None)


def test_an_offer_of_near_meaning_needs_no_shared_word() -> None:
    notes = {"Ada": note(needs=LIFT), "Bo": note(offers="my car on weekends")}
    assert found(notes, None) == []
    assert found(notes, Meaning(VECTORS)) == [("Ada", "my car on weekends", ())]


def test_a_role_of_near_meaning_needs_no_shared_word() -> None:
    notes = {"Ada": note(needs=NEED), "Bo": note("joiner")}
    assert found(notes, Meaning(VECTORS)) == [("Ada", "joiner", ())]


def test_what_somebody_likes_answers_no_need_by_meaning_alone() -> None:
    notes = {"Ada": note(needs=LIFT), "Bo": note(interests="cycling")}
    assert found(notes, Meaning(VECTORS)) == []


def test_a_need_that_words_answer_gets_nothing_by_meaning_alone() -> None:
    notes = {**BOTH, "Di": note("joiner")}
    assert found(notes, Meaning(VECTORS)) == [("Ada", "larch in any length", ("larch",))]


def test_nobody_answers_their_own_need() -> None:
    notes = {"Ada": note("joiner", needs=NEED)}
    assert found(notes, Meaning(VECTORS)) == []


def test_without_needs_no_meaning_is_asked_for() -> None:
    def never() -> Meaning:
        raise AssertionError("nobody needs anything")

    assert intros(view_of({"contacts/Bo.md": note(offers="x")}), meaning=never).suggestions == ()


@pytest.mark.parametrize("hidden", ["private: true", "status: archived"])
def test_texts_of_hidden_people_are_never_compared(hidden: str) -> None:
    meaning = Noting(VECTORS)
    notes = {
        "Ada": note(needs=NEED),
        "Bo": note(offers="larch in any length"),
        "Sibylla": note(offers="planks and beams", needs=LIFT).replace("---\n", f"---\n{hidden}\n", 1),
        "Fay": note(offers="the workshop of [[Sibylla]]"),
    }
    assert found(notes, meaning) == [("Ada", "larch in any length", ("larch",))]
    assert meaning.texts & {"planks and beams", LIFT} == set()
    if hidden.startswith("private"):
        assert not any("Sibylla" in text for text in meaning.texts)


def test_the_order_of_notes_changes_nothing() -> None:
    notes = {**BOTH, "Di": note("joiner", needs=LIFT), "Ed": note(offers="my car on weekends")}
    turned = dict(reversed(notes.items()))
    assert found(notes, Meaning(VECTORS)) == found(turned, Meaning(VECTORS)) != []
