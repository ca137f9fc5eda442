"""How something is reached: whom you know there, now and before, and the best chain to whom you do not."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.graphviz import dot
from plaintext_network.errors import AmbiguousName, AmbiguousOrganization
from plaintext_network.network.reports.reach.reach import Edge, Graph, Node, Reach, reach
from plaintext_network.report.graphs.dot_text import quoted
from tests.conftest import view_of

Notes = Mapping[str, str]

NOTES = {
    "organizations/Engines.md": "---\nname: Analytical Engines\naliases: [AE]\n---\n",
    "contacts/Ada.md": """---
organization: "[[Engines]]"
role: Analyst
location: London
knows: ["[[Tom]]"]
---
## Log
- 2026-11-01 call: the engine
""",
    "contacts/Bob.md": "---\nformer:\n  - Royal Mint\n  - AE\nlast_contact: 2026-10-02\nknows: [Tom, Una]\n---\n",
    "contacts/Cy.md": "---\norganization: analytical engines\nmet_on: 2026-11-20\n---\n",
    "contacts/Tom.md": "---\norganization: AE\n---\n",
    "contacts/Una.md": "---\nrole: Building control officer\nknows: Vic\n---\n",
    "contacts/Vic.md": "---\nlocation: New York\noffers: [room acoustics]\n---\n",
    "contacts/Wes.md": "---\nlocation: York\nknows: Xia\n---\n",
    "contacts/Xia.md": "",
}


def asked(typed: str, notes: Notes = NOTES, **options: str) -> Reach:
    return reach(view_of(notes), typed, **options)  # type: ignore[arg-type]


def names(found: Reach) -> tuple[list[str], list[str], list[str]]:
    return tuple([one.name for one in part] for part in (found.now, found.before, found.chains))  # type: ignore[return-value]


def steps(found: Reach) -> list[str]:
    return [step.says for way in found.chains for step in way.steps]


def text_at(notes: Notes, source: str) -> str:
    path, _, line = source.rpartition(":")
    return notes[path].split("\n")[int(line) - 1]


@pytest.mark.parametrize(
    "typed", ["AE", "analytical engines", "[[Engines]]", "organizations/Engines", "Analyt"]
)
def test_an_organization_is_one_however_it_is_spelled(typed: str) -> None:
    found = asked(typed)
    assert (found.kind, found.target, found.path) == (
        "organization",
        "Analytical Engines",
        "organizations/Engines.md",
    )
    # Most lately in touch first; whom you met and were not in touch with comes last.
    assert names(found) == (["Ada", "Cy"], ["Bob"], ["Tom"])


def test_each_line_leads_to_what_says_so() -> None:
    found = asked("AE")
    assert [[text_at(NOTES, source) for source in one.sources] for one in (*found.now, *found.before)] == [
        ['organization: "[[Engines]]"', "role: Analyst", "- 2026-11-01 call: the engine"],
        ["organization: analytical engines", "met_on: 2026-11-20"],
        ["  - AE", "last_contact: 2026-10-02"],
    ]
    assert [one.says for one in (*found.now, *found.before)] == [
        "last in touch on 2026-11-01",
        "met on 2026-11-20, no word yet",
        "last in touch on 2026-10-02",
    ]


def test_of_equally_short_chains_the_one_by_whom_you_were_lately_in_touch_with_is_best() -> None:
    way = asked("AE").chains[0]
    assert [step.says for step in way.steps] == [
        "you know Ada: last in touch on 2026-11-01",
        "Ada knows Tom",
    ]
    assert [text_at(NOTES, source) for step in way.steps for source in step.sources] == [
        "- 2026-11-01 call: the engine",
        'knows: ["[[Tom]]"]',
    ]
    assert (way.fits, [text_at(NOTES, source) for source in way.sources]) == ("at AE", ["organization: AE"])


def test_a_chain_has_at_most_three_steps() -> None:
    assert steps(asked("Vic")) == [
        "you know Bob: last in touch on 2026-10-02",
        "Bob knows Una",
        "Una knows Vic",
    ]
    longer = {**NOTES, "contacts/Vic.md": "---\nknows: Yan\n---\n", "contacts/Yan.md": ""}
    assert asked("Yan", longer).chains == ()


def test_fewer_steps_come_before_later_touches() -> None:
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-23\nknows: Mia\n---\n",
        "contacts/Mia.md": "---\nknows: Tom\n---\n",
        "contacts/Old.md": "---\nlast_contact: 2010-01-01\nknows: Tom\n---\n",
        "contacts/Tom.md": "",
    }
    assert steps(asked("Tom", notes))[1:] == ["Old knows Tom"]


def test_equal_chains_are_told_apart_by_how_sure_they_are_and_then_by_name() -> None:
    notes = {
        "contacts/Cy.md": "---\nlast_contact: 2026-11-01\nmet_at: Fair\n---\n",
        "contacts/Bo.md": "---\nlast_contact: 2026-11-01\nmet_at: Fair\n---\n",
        "contacts/Tom.md": "",
        "interactions/2026-10-01 Fair.md": "---\nwith: Tom\ndirection: out\nevent: fair\n---\n",
    }
    assert steps(asked("Tom", notes))[1:] == ["Bo and Tom were both at Fair"]
    sure = {**notes, "contacts/Tom.md": "---\nknows: Cy\n---\n"}
    assert steps(asked("Tom", sure))[1:] == ["Cy knows Tom"]


def test_who_waits_for_nothing_but_an_answer_is_not_said_to_be_silent_twice() -> None:
    met = "---\nlocation: Bath\nmet_on: 2026-11-10\n"
    wrote = "## Log\n- 2026-11-20 mail [direction:: out]\n"
    notes = {
        "contacts/Ada.md": f"{met}---\n{wrote}",
        "contacts/Bob.md": f"{met}snooze: 2027-01-15\n---\n{wrote}",
    }
    assert {one.name: one.says for one in asked("Bath", notes).now} == {
        "Ada": "met on 2026-11-10; no answer yet; leave it to them until 2026-12-04",
        "Bob": "met on 2026-11-10, no word yet; snoozed until 2027-01-15",
    }


def test_an_answer_that_nobody_gave_and_what_is_planned_make_no_acquaintance() -> None:
    notes = {
        "contacts/Ada.md": "## Log\n- 2026-11-01 mail [direction:: out]\n- 2026-12-01 call\n",
        "contacts/Bob.md": "---\nmet_on: 2026-12-01\n---\n",
        "contacts/Cy.md": "---\nlast_contact: 2026-12-01\n---\n",
    }
    for name in ("Ada", "Bob", "Cy"):
        assert asked(name, notes).now == ()
    assert (
        asked("Ada", {"contacts/Ada.md": "---\nmet_through: Bob\n---\n"}).now[0].says
        == "met through somebody, no word yet"
    )


@pytest.mark.parametrize("hidden", ["private: true", "status: deceased", "status: do-not-contact"])
def test_nobody_is_named_who_may_not_be_suggested(hidden: str) -> None:
    notes = {
        "contacts/Secret.md": f"---\n{hidden}\norganization: Mint\nlast_contact: 2026-11-01\nknows: Tom\n---\n",
        "contacts/Sly.md": f"---\n{hidden}\norganization: Mint\nknows: Bob\n---\n",
        "contacts/Bob.md": "---\nlast_contact: 2026-01-01\nformer: Mint\n---\n",
        "contacts/Tom.md": "",
    }
    found = asked("Mint", notes)
    assert names(found) == ([], ["Bob"], [])
    assert not re.search("Secret|Sly", repr(found))
    assert asked("Tom", notes).chains == ()


def test_who_is_asked_for_by_name_may_be_private_but_not_gone() -> None:
    notes = {
        "contacts/Sly.md": "---\nprivate: true\nknows: Bob\n---\n",
        "contacts/Bob.md": "---\nlast_contact: 2026-01-01\n---\n",
        "contacts/Gone.md": "---\nstatus: deceased\nknows: Bob\nlast_contact: 2020-01-01\n---\n",
    }
    assert steps(asked("Sly", notes))[1:] == ["Bob knows Sly"]
    gone = asked("Gone", notes)
    assert (gone.now, gone.chains, gone.why_not) == ((), (), "Gone has died; pnet suggests nobody")


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("Analyst", "role", ["Ada"]),
        ("officers, building control", "role", []),
        ("London", "place", ["Ada"]),
        ("new york", "place", []),
        ("tom", "person", []),
    ],
)
def test_a_target_is_a_person_a_role_or_a_place(typed: str, kind: str, expected: list[str]) -> None:
    found = asked(typed)
    assert (found.kind, names(found)[0]) == (kind, expected)


def test_a_place_is_its_words_in_their_order() -> None:
    # Wes has no chain to him, and York is no New York.
    assert asked("New York").unreached == 0
    assert names(asked("New York"))[2] == ["Vic"]


def test_a_topic_is_offered_liked_tagged_or_talked_about() -> None:
    notes = {
        "contacts/Ada.md": "---\noffers: [room acoustics]\nlast_contact: 2026-11-01\n---\n",
        "contacts/Bob.md": "---\ntags: [music, room/acoustic]\nlast_contact: 2026-10-01\n---\n",
        "contacts/Cy.md": "---\ninterests: [chess, the acoustics of rooms]\nlast_contact: 2026-09-01\n---\n",
        "contacts/Di.md": "",
        "contacts/Ed.md": "---\ninterests: [rooms]\nlast_contact: 2026-09-01\n---\n",
        "interactions/2026-08-01 Tea.md": "---\nwith: Di\ntopics:\n  - cake\n  - acoustics of a room\n---\n",
        "interactions/2026-12-01 Tea.md": "---\nwith: Ed\ntopics: [room acoustics]\n---\n",
    }
    found = asked("room acoustics", notes)
    assert found.kind == "topic"
    assert [(one.name, one.fits, text_at(notes, one.sources[0])) for one in found.now] == [
        ("Ada", "offers room acoustics", "offers: [room acoustics]"),
        ("Bob", "tagged room/acoustic", "tags: [music, room/acoustic]"),
        ("Cy", "likes the acoustics of rooms", "interests: [chess, the acoustics of rooms]"),
        ("Di", "you talked about acoustics of a room on 2026-08-01", "  - acoustics of a room"),
    ]


def test_the_first_kind_counts_and_the_others_are_told() -> None:
    notes = {
        "contacts/Ada.md": "---\norganization: Law\nrole: law\nlocation: Law\ninterests: [law]\nlast_contact: 2026-11-01\n---\n",
        "contacts/Law.md": "",
    }
    found = asked("Law", notes)
    assert (found.kind, found.others) == ("organization", ("person", "role", "place", "topic"))
    for kind in found.others:
        assert asked("Law", notes, kind=kind).kind == kind


def test_a_whole_name_comes_before_a_part_of_an_organizations() -> None:
    notes = {
        "contacts/Ada.md": "",
        "contacts/Bob.md": "---\norganization: Ada Works\nlast_contact: 2026-11-01\n---\n",
    }
    assert (asked("Ada", notes).kind, asked("Ada", notes).others) == ("person", ("organization",))
    # Canada Post does not begin with it.
    assert asked("ada", {"contacts/Bob.md": "---\norganization: Canada Post\n---\n"}).kind is None


def test_a_name_is_never_guessed() -> None:
    notes = {
        "contacts/Ada King.md": "---\norganization: Mint Street\n---\n",
        "contacts/Ada Lee.md": "---\nformer: Mint Row\n---\n",
    }
    with pytest.raises(AmbiguousOrganization, match="matches 2 organizations"):
        asked("Mint", notes)
    with pytest.raises(AmbiguousName, match="matches 2 contacts"):
        asked("Ada", notes)


@pytest.mark.parametrize("typed", ["Nobody", "", "   ", "[[", "🦉", "a" * 5000, "(", "\\"])
def test_what_nothing_goes_by_has_an_empty_answer(typed: str) -> None:
    for notes in (NOTES, {}):
        found = asked(typed, notes)
        assert (found.kind, found.now, found.before, found.chains) == (None, (), (), ())
        assert found.graph == Graph((Node("you", "you", "you"),), ())


def test_knowing_oneself_and_circles_of_acquaintance_end() -> None:
    notes = {f"contacts/P{n}.md": f"---\nknows: [P{n}, P{(n + 1) % 5}]\nmet_at: ''\n---\n" for n in range(5)}
    assert asked("P3", notes).chains == ()


def test_a_chain_tells_how_in_each_way_people_know_each_other() -> None:
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\nmet_through: Tom\n---\n",
        "contacts/Bob.md": "---\nlast_contact: 2026-10-01\n---\n",
        "contacts/Cy.md": "---\nlast_contact: 2026-09-01\n---\n",
        "contacts/Tom.md": "",
        "contacts/Uma.md": "",
        "contacts/Vi.md": "",
        "introductions/Bob and Uma.md": "---\nbetween: [Bob, Uma]\nstatus: made\ndate: 2026-05-01\n---\n",
        "interactions/2026-03-01 Note.md": "---\nwith: [Cy, Vi]\ndirection: out\n---\n",
    }
    told = {name: asked(name, notes).chains[0].steps[-1] for name in ("Tom", "Uma", "Vi")}
    assert [step.says for step in told.values()] == [
        "you met Ada through Tom",
        "Bob and Uma were introduced on 2026-05-01",
        "Cy and Vi were together on 2026-03-01",
    ]
    assert [text_at(notes, s) for s in told["Uma"].sources] == ["between: [Bob, Uma]", "status: made"]


def test_the_best_chain_is_that_of_trying_all() -> None:
    """What is gone through once a group answers as going through every pair does."""
    notes = {}
    for n in range(24):
        known = f"last_contact: 2026-0{1 + n % 9}-01\nmet_at: Fair {n % 3}\n" if n % 3 == 0 else ""
        notes[f"contacts/P{n:02}.md"] = f"---\n{known}knows: [P{(n * 7 + 3) % 24:02}]\n---\n"
        notes[f"interactions/2026-0{1 + n % 8}-02 {n}.md"] = (
            f"---\nwith: [P{(n * 5) % 24:02}, P{(n * 11 + 1) % 24:02}]\ndirection: out\nevent: Fair {n % 4}\n---\n"
        )
    view = view_of(notes)
    from plaintext_network.network.reports.reach.relationships import HOWS, Ties

    known_people, ties = view.acquaintances, Ties(view)

    def rank(one: str, other: str) -> tuple[int, int]:
        tie = ties.between(one, other)[0]
        return HOWS.index(tie.how), -(tie.day.toordinal() if tie.day else 1)

    compared = 0
    for path in set(notes) - known_people.keys():
        if not path.startswith("contacts/"):
            continue
        near = {tie.other for tie in ties.of(path)}
        two = [((known_people[a].rank, rank(a, path), a), (a,)) for a in near & known_people.keys()]
        three = [
            ((known_people[a].rank, rank(a, b), rank(b, path), a, b), (a, b))
            for b in near - known_people.keys()
            for a in {tie.other for tie in ties.of(b)} & known_people.keys()
        ]
        best = min(two)[1] if two else min(three)[1] if three else None
        found = reach(view, path, "person").chains
        assert (tuple(step.other.path for step in found[0].steps[:-1]) if found else None) == best
        compared += best is not None
    assert compared > 5


def test_at_most_so_many_chains_are_told_and_the_others_counted() -> None:
    notes = {f"contacts/T{n}.md": "---\norganization: Mint\nknows: Ada\n---\n" for n in range(7)}
    notes |= {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\n---\n",
        "contacts/U.md": "---\norganization: Mint\n---\n",
    }
    found = asked("Mint", notes)
    assert (len(found.chains), found.more_chains, found.unreached) == (5, 2, 1)


def test_the_graph_holds_you_the_steps_and_the_target() -> None:
    graph = asked("AE").graph
    assert {node.name: node.kind for node in graph.nodes} == {
        "you": "you",
        "Analytical Engines": "target",
        **dict.fromkeys(("Ada", "Bob", "Cy", "Tom"), "contact"),
    }
    ids = {node.id for node in graph.nodes}
    assert all({edge.one, edge.other} <= ids for edge in graph.edges)
    assert ("contacts/Ada.md", "contacts/Tom.md", "Ada knows Tom") in {edge[:3] for edge in graph.edges}


QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\])*"')


@given(st.text())
def test_any_name_is_one_quoted_string_of_graphviz(name: str) -> None:
    assert QUOTED.fullmatch(quoted(name))
    lines = list(
        dot(Graph((Node("a", name, "you"), Node("b", "b", "target")), (Edge("a", "b", name, (name,)),)))
    )
    assert len(lines) == 6
    assert all("\n" not in line and "\r" not in line for line in lines)


def test_backslashes_quotes_and_entities_stay_what_they_are() -> None:
    assert quoted('a\\N "b" &lt; & \n') == r'"a\\N \"b\" &amp;lt; & \\n"'


PLACES = {
    "contacts/Ada.md": "---\nlocation: Lisbon\nlast_contact: 2026-11-01\n---\n",
    "contacts/Bob.md": "---\nlocation: Clifton, Bristol\nlast_contact: 2026-11-01\n---\n",
    "contacts/Cy.md": "---\nlocation: IT\nlast_contact: 2026-11-01\n---\n",
}


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Lisboa", ["Ada"]),
        ("Portugal", ["Ada"]),
        ("United Kingdom", ["Bob"]),
        ("Bristol UK", ["Bob"]),
        # Whoever lives in Bristol may live anywhere there.
        ("Redland, Bristol", []),
        ("Italy", ["Cy"]),
    ],
)
def test_a_place_is_reached_in_any_spelling_with_all_that_is_in_it(typed: str, there: list[str]) -> None:
    assert names(asked(typed, PLACES))[0] == there
