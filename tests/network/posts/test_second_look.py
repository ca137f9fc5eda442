"""Sentences that mean something near what writers regret get a remark; the vectors are given."""

from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.network.posts.second_look import second_looks
from plaintext_network.network.search.meaning import Meaning
from plaintext_network.notes.note import parse

EXAMPLES = read_phrase_lists("plaintext_network.network.posts", "examples.txt")
KNOWN = {
    **dict.fromkeys(EXAMPLES["regretted"], (10, 0, 0)),
    **dict.fromkeys(EXAMPLES["harmless"], (0, 10, 0)),
}


def looks(draft: str, ill: str = "", well: str = "", found: tuple[int, ...] = ()) -> tuple[str, ...]:
    vectors = {**KNOWN, ill: (9, 1, 0), well: (6, 7, 0)}
    return second_looks(parse(draft.encode()), {*found}, Meaning(vectors))


def test_a_sentence_near_what_writers_regret_is_worth_a_second_look() -> None:
    draft = "---\nname: x\n---\nSunny days. They run us into the ground!\nMore soon."
    assert looks(draft, "They run us into the ground!") == (
        "line 4: look at this sentence again: “They run us into the ground!”",
    )


def test_a_sentence_nearer_to_harmless_ones_is_not() -> None:
    assert looks("They run us into the pub!", well="They run us into the pub!") == ()


def test_a_sentence_may_go_over_lines_and_is_shortened() -> None:
    draft = (
        "One.\n\n> The people upstairs\n> have no idea of anything that happens in the kitchen at night.\n"
    )
    text = "The people upstairs have no idea of anything that happens in the kitchen at night."
    (remark,) = looks(draft, text)
    assert remark.startswith("line 3: ")
    assert remark.endswith(" …”")


def test_a_line_with_a_finding_gets_no_remark_as_well() -> None:
    draft = "They run us\ninto the ground!"
    assert looks(draft, "They run us into the ground!") != ()
    assert looks(draft, "They run us into the ground!", found=(2,)) == ()


def test_what_is_not_published_is_not_looked_at() -> None:
    draft = "Fine day.\n\n```\nThey run us into the ground!\n```\n%% They run us into the ground! %%\n"
    assert looks(draft, "They run us into the ground!") == ()


def test_an_empty_draft_has_no_sentences() -> None:
    assert looks("") == looks("\n- \n!!! Yes!") == ()
