"""Which offers answer a need: what a sensible reader would say of two texts, and of whole vaults."""

import pytest

from plaintext_network.network.reports.reach.introductions import intros
from tests.conftest import view_of
from tests.vault_tables import read_vault_table

_HEADER = {
    "offers": "offers:\n  - {}",
    "interests": "interests:\n  - {}",
    "role": "role: {}",
    "tags": "tags: [{}]",
}


def note_with(how: str, text: str) -> str:
    if how == "topics":
        return f"## Log\n- 2026-10-01 call [topics:: {text}]\n"
    return f"---\n{_HEADER[how].format(text)}\n---\n"


def shared(need: str, how: str, text: str) -> tuple[str, ...]:
    """Return the words that make a suggestion of a need and one thing about somebody else; none without one."""
    notes = {"contacts/Ada.md": f"---\nneeds:\n  - {need}\n---\n", "contacts/Bob.md": note_with(how, text)}
    found = intros(view_of(notes)).suggestions
    return found[0].shared if found else ()


@pytest.mark.parametrize(
    ("need", "how", "text"),
    [
        # The same in other words around it.
        ("looking for somebody who knows about beehives", "offers", "help with beehives"),
        ("an introduction to a publisher", "role", "Publisher"),
        ("a second pair of eyes on a grant application", "offers", "advice on grant applications"),
        ("someone patient to explain crochet", "offers", "crochet for beginners"),
        # Other forms and words of the same family.
        ("someone to photograph our bread", "role", "Wedding photographer"),
        ("a lawyer for a dispute with neighbours", "role", "Solicitor"),
        ("help with maths", "role", "Mathematician"),
        ("someone who mends accordions", "offers", "repair of accordions"),
        ("an illustrator for a comic", "offers", "illustrations for magazines"),
        ("a joiner for the stairs", "role", "Carpenter"),
        # The field of a role, and its trade.
        ("advice on procurement", "role", "Procurement officer"),
        ("an acoustics expert", "role", "Acoustics engineer"),
        ("a nurse for a talk", "role", "Nurse at a hospital"),
        # A nested topic is about each of its parts.
        ("acoustics explained to apprentices", "topics", "acoustics/speech"),
        # Languages that are spoken, taught or translated by both.
        ("somebody to practise German with", "offers", "German conversation"),
        ("a German course", "role", "Teacher of German"),
        ("a Portuguese speaker", "offers", "Portuguese lessons"),
        ("letters to Portugal translated", "offers", "translation into Portuguese"),
        ("Arabic interpreters", "offers", "Arabic and Kurdish interpreting"),
        # Broad words, if both are about nothing else, or two of them make one thing.
        ("a studio", "offers", "a studio two days a week"),
        ("somebody to write product texts", "offers", "product texts and newsletters"),
    ],
)
def test_what_both_are_about_makes_a_match(need: str, how: str, text: str) -> None:
    assert shared(need, how, text)


@pytest.mark.parametrize(
    ("need", "how", "text"),
    [
        # Other words with the same beginning or stem in other dictionaries.
        ("new curtains for the office", "role", "Procurement officer"),
        ("an organ for a chapel", "offers", "organization of conferences"),
        ("life in the universe explained", "role", "University librarian"),
        ("a market stall", "offers", "marketing"),
        ("cheap second-hand books", "offers", "online booking"),
        ("customs declarations", "offers", "customer surveys"),
        # A part of a role's title, and the kind of place where somebody works.
        ("a cleaner for the office", "role", "Office manager"),
        ("a manager for the band", "role", "Marketing manager"),
        ("a supplier of hospital curtains", "role", "Nurse at the hospital"),
        ("a school for the children", "role", "Cook at a school"),
        # A language and something that only comes from there.
        ("a Portuguese speaker", "offers", "Portuguese tiles"),
        ("a German speaker", "topics", "German law"),
        ("a sworn translator from Portuguese", "offers", "Portuguese tiles"),
        ("Polish books", "offers", "Polish translation of contracts"),
        ("a translator from German", "offers", "translation from Polish"),
        ("somebody to practise German with", "offers", "German translation"),
        ("a Serbian-speaking pediatrician", "offers", "Serbian lessons"),
        # Broad things and qualities, frames, times and countries.
        ("a room for evening classes", "offers", "hotel rooms"),
        ("a room with a good ceiling", "topics", "ceilings"),
        ("advice on room acoustics", "tags", "hotels/rooms"),
        ("a small project", "offers", "help with small projects"),
        ("help to find good people", "offers", "good people"),
        ("a local business", "offers", "advice for local businesses in town"),
        ("childcare in the mornings", "offers", "a desk in the mornings"),
        ("a place to stay in Portugal", "offers", "wine from Portugal"),
        ("a course on dementia", "offers", "breathing courses"),
        # One word of context, or one that only describes.
        ("a carpenter for a library", "offers", "reading hours for the library"),
        ("a caterer near the harbour", "offers", "walks near the harbour"),
    ],
)
def test_what_only_looks_alike_makes_no_match(need: str, how: str, text: str) -> None:
    assert shared(need, how, text) == ()


def test_a_word_that_most_people_here_have_makes_no_match() -> None:
    notes = {f"contacts/{name}.md": f"---\noffers:\n  - ceramics from {name}\n---\n" for name in "ABCDEFGHIJ"}
    notes["contacts/Zoe.md"] = "---\nneeds:\n  - ceramics\n  - ceramic clocks\n---\n"
    assert intros(view_of(notes)).suggestions == ()
    notes["contacts/K.md"] = "---\noffers:\n  - clocks from ceramics\n---\n"
    assert [one.other.name for one in intros(view_of(notes)).suggestions] == ["K"]


def test_a_place_where_people_here_live_makes_no_match() -> None:
    notes = {
        "contacts/A.md": "---\nneeds: [an evening in Braga]\n---\n",
        "contacts/B.md": "---\noffers: [a tour of Braga]\n---\n",
    }
    assert len(intros(view_of(notes)).suggestions) == 1
    notes["contacts/C.md"] = "---\nlocation: Braga\n---\n"
    assert intros(view_of(notes)).suggestions == ()


def test_a_need_gets_two_suggestions_and_an_offer_three() -> None:
    needs = {f"contacts/N{number}.md": "---\nneeds: [a violinist]\n---\n" for number in range(5)}
    offers = {f"contacts/O{number}.md": "---\nrole: Violinist\n---\n" for number in range(5)}
    others = {f"contacts/X{number}.md": f"---\ntags: [x{number}]\n---\n" for number in range(50)}
    found = intros(view_of(needs | offers | others), limit=None).suggestions
    for person, most in (*((name, 2) for name in needs), *((name, 3) for name in offers)):
        assert len([one for one in found if person in (one.one.path, one.other.path)]) <= most
    assert len(found) == 10
    # Asked for by name, somebody may answer every need.
    assert len(intros(view_of(needs | offers | others), "contacts/O0.md", limit=None).suggestions) == 5


def test_whoever_answers_much_less_well_than_the_best_is_left_out() -> None:
    notes = {
        "contacts/A.md": "---\nneeds: [advice on employment law]\n---\n",
        "contacts/B.md": "---\nrole: Employment lawyer\n---\n",
        "contacts/C.md": "---\nrole: Immigration lawyer\n---\n",
    }
    assert [one.other.name for one in intros(view_of(notes)).suggestions] == ["B"]
    del notes["contacts/B.md"]
    assert [one.other.name for one in intros(view_of(notes)).suggestions] == ["C"]


def test_what_somebody_needs_too_is_no_answer_if_you_only_talked_about_it() -> None:
    need = "---\nneeds: [a plasterer]\n---\n"
    talk = "## Log\n- 2026-10-01 call [topics:: plasterers]\n"
    notes = {"contacts/A.md": need, "contacts/B.md": talk}
    assert len(intros(view_of(notes)).suggestions) == 1
    notes["contacts/B.md"] = need + talk
    assert intros(view_of(notes)).suggestions == ()


def test_whoever_translates_other_languages_is_no_answer() -> None:
    notes = {
        "contacts/A.md": "---\nneeds: [a translator from Polish]\n---\n",
        "contacts/B.md": "---\nrole: Sworn translator\n---\n",
    }
    assert len(intros(view_of(notes)).suggestions) == 1
    notes["contacts/B.md"] = "---\nrole: Sworn translator\noffers: [translations into Greek]\n---\n"
    assert intros(view_of(notes)).suggestions == ()


def test_all_that_somebody_says_counts_together() -> None:
    notes = {
        "contacts/A.md": "---\nneeds: [a lawyer for a visa]\n---\n",
        "contacts/B.md": "---\nrole: Lawyer\n---\n",
        "contacts/C.md": "---\nrole: Lawyer\noffers: [visa advice for artists]\n---\n",
    }
    assert next(iter(intros(view_of(notes)).suggestions)).other.name == "C"


@pytest.mark.parametrize(
    ("name", "found", "shown_well", "first_ten"),
    # The pairs that a reader would make, found without a limit; the share of suggestions that make sense to a reader, in
    # percent, and how many of the first ten do.
    [("cork", 33, 85, 9), ("berlin", 30, 85, 10), ("lisbon", 35, 85, 10), ("leeds", 26, 90, 10)],
)
def test_most_suggestions_in_a_vault_make_sense(
    name: str, found: int, shown_well: int, first_ten: int
) -> None:
    table = read_vault_table(name)
    view = view_of(table.notes)
    shown = [(one.one.name, one.other.name) for one in intros(view, limit=None).suggestions]
    good = [pair for pair in shown if pair in table.true | table.fine]
    assert len(table.true & set(shown)) >= found
    assert 100 * len(good) >= shown_well * len(shown)
    ten = [(one.one.name, one.other.name) for one in intros(view).suggestions]
    assert len([pair for pair in ten if pair in table.true | table.fine]) >= first_ten
