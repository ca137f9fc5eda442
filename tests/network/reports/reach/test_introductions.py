"""whom to introduce to whom: a need of one, met by what another offers, does or talks about."""

from collections.abc import Mapping

import pytest

from plaintext_network.network.reports.reach.introductions import Introductions, Suggestion, intros
from tests.conftest import view_of

Notes = Mapping[str, str]
ADA, BOB = "contacts/Ada.md", "contacts/Bob.md"
NEED = "---\nneeds:\n  - sleep\n  - advice on room acoustics\nlast_contact: 2026-11-01\n---\n"
OFFER = "---\noffers: [tea, acoustics of rooms]\nlast_contact: 2026-10-01\n---\n"


def asked(notes: Notes, only: str | None = None, limit: int | None = 10) -> Introductions:
    return intros(view_of(notes, only=(only,) if only else ()), only, limit)


def pairs(found: tuple[Suggestion, ...]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.one.name, one.other.name, one.how, one.shared) for one in found]


def text_at(notes: Notes, source: str) -> str:
    path, _, line = source.rpartition(":")
    return notes[path].split("\n")[int(line) - 1]


def test_a_need_and_an_offer_share_telling_words_that_are_shown() -> None:
    notes = {ADA: NEED, BOB: OFFER}
    found = asked(notes).suggestions
    assert pairs(found) == [("Ada", "Bob", "offers", ("room", "acoustics"))]
    assert found[0].says == "Ada needs advice on room acoustics; Bob offers acoustics of rooms"
    assert [text_at(notes, source) for source in found[0].sources] == [
        "  - advice on room acoustics",
        "offers: [tea, acoustics of rooms]",
    ]


@pytest.mark.parametrize(
    ("other", "how"),
    [
        ("---\nrole: Acoustics engineer\n---\n", "role"),
        ("---\ninterests: [acoustics]\n---\n", "interests"),
        ("---\ntags: [acoustics/halls]\n---\n", "tags"),
        ("## Log\n- 2026-10-01 call [topics:: acoustics]\n", "topics"),
    ],
)
def test_a_role_an_interest_a_tag_and_a_topic_may_answer_a_need(other: str, how: str) -> None:
    notes = {ADA: NEED, BOB: other}
    found = asked(notes).suggestions
    assert pairs(found) == [("Ada", "Bob", how, ("acoustics",))]
    assert "acoustics" in text_at(notes, found[0].sources[1]).lower()


@pytest.mark.parametrize(
    ("has", "shown"),
    [
        ("role: Bookbinder\noffers: [bookbinding for children]", "works as Bookbinder"),
        ("role: Bookbinder, self-employed\noffers: [bookbinding for children]", "works as Bookbinder, self-employed"),
        ("role: Bookbinder\noffers: [a bookbinder at your school]", "offers a bookbinder at your school"),
        ("role: Bindery manager\noffers: [bookbinding for children]", "offers bookbinding for children"),
    ],
)  # fmt: skip
def test_a_role_is_shown_if_only_it_has_the_very_word(has: str, shown: str) -> None:
    notes = {ADA: "---\nneeds: [a bookbinder for albums]\n---\n", BOB: f"---\n{has}\n---\n"}
    assert [one.says for one in asked(notes).suggestions] == [
        f"Ada needs a bookbinder for albums; Bob {shown}"
    ]


def test_a_need_that_an_introduction_under_way_may_answer_waits_for_it() -> None:
    notes = {
        ADA: "---\nneeds: [a bookbinder, a cello]\n---\n",
        BOB: "---\nrole: Bookbinder\n---\n",
        "contacts/Cy.md": "---\noffers: [a bookbinder, cello lessons]\n---\n",
        "me.md": "---\ntype: me\nrole: Bookbinder\n---\n",
        "introductions/A.md": '---\nbetween: ["[[Ada]]", "[[Bob]]"]\nstatus: made\ndate: 2026-11-01\n---\n',
    }
    found = asked(notes)
    assert [one.need for one in found.suggestions] == ["a cello"]
    assert not found.helps
    declined = {**notes, "introductions/A.md": notes["introductions/A.md"].replace("made", "declined")}
    assert [one.need for one in asked(declined).suggestions] == ["a bookbinder"]
    assert [one.need for one in asked(declined).helps] == ["a bookbinder"]


def test_both_may_link_the_same_note() -> None:
    notes = {
        ADA: '---\nneeds: ["a word with [[Mint|them]]", tea]\n---\n',
        BOB: '---\norganization: "[[Royal Mint]]"\n---\n',
        "organizations/Mint.md": "---\nname: Royal Mint\n---\n",
    }
    # The label says nothing of the note, and tea stands on the same line: then it is not certain which of them links.
    assert asked(notes).suggestions == ()
    notes[ADA] = '---\nneeds: "a word with [[Mint|them]]"\n---\n'
    found = asked(notes).suggestions
    assert pairs(found) == [("Ada", "Bob", "organization", ("Royal Mint",))]
    assert text_at(notes, found[0].sources[1]) == 'organization: "[[Royal Mint]]"'


def test_words_that_most_needs_hold_are_no_match() -> None:
    assert (
        asked(
            {
                ADA: "---\nneeds: [help to find good people]\n---\n",
                BOB: "---\noffers: [help, good people]\n---\n",
            }
        ).suggestions
        == ()
    )


@pytest.mark.parametrize(
    "known",
    [
        {ADA: NEED.replace("last_contact", "knows: Bob\nlast_contact")},
        {"interactions/2026-01-01 Tea.md": "---\nwith: [Ada, Bob]\n---\n"},
        {BOB: OFFER.replace("---\n", "---\nmet_through: Ada\n", 1)},
        *(
            {"introductions/x.md": f"---\nbetween: [Bob, Ada]\nstatus: {status}\ndate: 2026-01-01\n---\n"}
            for status in ("asked", "agreed", "made", "landed", "declined", "")
        ),
    ],
)
def test_two_who_know_each_other_or_were_introduced_are_left_alone(known: Notes) -> None:
    assert asked({ADA: NEED, BOB: OFFER, **known}).suggestions == ()


def test_who_was_at_the_same_event_need_not_have_met() -> None:
    event = {
        path: text.replace("---\n", "---\nmet_at: Fair\n", 1)
        for path, text in {ADA: NEED, BOB: OFFER}.items()
    }
    assert len(asked(event).suggestions) == 1


@pytest.mark.parametrize(
    "hidden",
    ["private: true", "status: deceased", "status: do-not-contact", "status: paused", "status: archived"],
)
def test_nobody_is_suggested_who_may_not_be_or_is_at_rest(hidden: str) -> None:
    for path in (ADA, BOB):
        notes = {ADA: NEED, BOB: OFFER, "me.md": "---\ntype: me\noffers: [acoustics]\n---\n"}
        notes[path] = notes[path].replace("---\n", f"---\n{hidden}\n", 1)
        found = asked(notes)
        assert found.suggestions == ()
        assert [one.one.path for one in found.helps] == ([] if path == ADA else [ADA])
        named = asked(notes, path)
        assert bool(named.suggestions) == (hidden == "private: true")
        assert bool(named.why_not) == (hidden != "private: true")


@pytest.mark.parametrize("hidden", ["private: true", "status: deceased", "status: do-not-contact"])
def test_a_text_that_names_somebody_hidden_is_left_out(hidden: str) -> None:
    notes = {
        ADA: "---\nneeds: [a break from Zenobia and acoustics]\n---\n",
        BOB: "---\noffers: [acoustics for Zenobia]\n---\n",
        "contacts/Cy.md": "---\noffers: [acoustics]\nneeds: [acoustics]\n---\n",
        "contacts/Zenobia.md": f"---\n{hidden}\n---\n",
    }
    assert asked(notes).suggestions == ()


def test_the_owner_can_help_with_offers_and_role() -> None:
    notes = {
        ADA: NEED,
        "me.md": "---\ntype: me\nrole: Sleep researcher\noffers:\n  - tea\n  - acoustics of rooms\n---\n",
    }
    found = asked(notes).helps
    assert [(one.says, text_at(notes, one.sources[1])) for one in found] == [
        ("Ada needs advice on room acoustics; you offer acoustics of rooms", "  - acoustics of rooms")
    ]


def test_the_best_match_comes_first_then_both_lately_in_touch_then_names() -> None:
    notes = {
        "contacts/A.md": "---\nneeds: [restoring a piano]\nlast_contact: 2026-11-01\n---\n",
        "contacts/B.md": "---\nneeds: [a piano]\nlast_contact: 2026-11-20\n---\n",
        "contacts/C.md": "---\nneeds: [piano]\n---\n",
        "contacts/X.md": "---\noffers: [piano restoration, a piano]\nlast_contact: 2020-01-01\n---\n",
        "contacts/Y.md": "---\noffers: [piano]\nlast_contact: 2026-11-10\n---\n",
        "contacts/Z.md": "---\noffers: [piano]\nlast_contact: 2026-11-10\n---\n",
    }
    found = asked(notes).suggestions
    assert [(one.one.name, one.other.name) for one in found] == [
        ("B", "Y"),
        ("B", "Z"),
        ("A", "X"),
        ("C", "Y"),
        ("C", "Z"),
    ]
    assert asked(notes, limit=2).suggestions == found[:2]
    assert pairs(asked(notes, "contacts/A.md").suggestions)[0][:2] == ("A", "X")
    assert {one.other.name for one in asked(notes, "contacts/Y.md").suggestions} == {"Y"}


def test_nobody_is_introduced_to_themselves() -> None:
    assert asked({ADA: "---\nneeds: [acoustics]\noffers: [acoustics]\n---\n"}).suggestions == ()
    assert asked({}) == Introductions((), (), ())


def test_introductions_under_way_are_told_with_what_was_heard_of_them() -> None:
    notes = {
        ADA: "",
        BOB: "",
        "contacts/Sly.md": "---\nprivate: true\n---\n",
        "introductions/1.md": "---\nbetween: [Ada, Bob]\nstatus: asked\ndate: 2026-10-01\nwhy: both build\n---\n",
        "introductions/2.md": "---\nbetween: [Ada, Nobody]\nstatus: made\ndate: 2026-10-01\n---\n",
        "introductions/3.md": "---\nbetween: [Ada, Bob]\nstatus: agreed\n---\n",
        "introductions/4.md": "---\nbetween: [Ada, Bob]\nstatus: landed\ndate: 2026-10-01\n---\n",
        "introductions/5.md": "---\nbetween: [Ada, Sly]\nstatus: asked\ndate: 2026-10-01\n---\n",
        "introductions/6.md": "---\nbetween: [Ada, Bob]\nstatus: asked\ndate: 2026-12-01\n---\n",
        "introductions/7.md": "---\nbetween: [Bob, Ada]\nstatus: asked\ndate: 2026-11-20\n---\n",
        "interactions/2026-11-10 Call.md": "---\nwith: Ada\n---\nHeard of [[2]].\n",
    }
    found = asked(notes).open
    assert [(one.path[14], one.between, one.unheard, one.why) for one in found] == [
        ("1", ("Ada", "Bob"), True, "both build"),
        ("2", ("Ada", "Nobody"), False, None),
        ("3", ("Ada", "Bob"), False, None),
        ("7", ("Bob", "Ada"), False, None),
    ]
    assert [text_at(notes, source) for source in found[0].sources] == [
        "between: [Ada, Bob]",
        "status: asked",
        "date: 2026-10-01",
        "why: both build",
    ]
    assert [one.path[14] for one in asked(notes, "contacts/Sly.md").open] == ["5"]
