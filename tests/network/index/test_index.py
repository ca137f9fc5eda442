"""The index: who is linked from where, who took part in what, and what is wrong between notes."""

from collections.abc import Mapping
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.names import Names, identity
from plaintext_network.notes.note import parse
from tests.conftest import TODAY, index_of

ADA = "contacts/Ada Lovelace.md"
CHARLES = "contacts/Charles Babbage.md"
COFFEE = "interactions/2026-11-20 Coffee.md"
PLAIN = "text\n"


def facts_of(path: str, text: str) -> Facts:
    return read_facts(parse(text.encode()), path, Rules())


def said(notes: Mapping[str, str]) -> list[tuple[str, int, str, str]]:
    """Path, line, code and message of each problem."""
    return [(p.path, p.line, p.code, p.message) for p in index_of(notes).problems()]


def people_in(notes: Mapping[str, str], path: str, rules: Rules | None = None) -> list[tuple[str, ...]]:
    return [encounter.people for encounter in index_of(notes, rules).interactions.get(path, ())]


# Backlinks


def test_every_way_of_linking_makes_a_backlink() -> None:
    notes = {
        ADA: PLAIN,
        "contacts/Knows.md": "---\nknows: Ada Lovelace\n---\n",
        "contacts/Through.md": '---\nmet_through: "[[Ada Lovelace]]"\n---\n',
        "daily/2026-11-20.md": "saw [[Ada Lovelace|Ada]]\n",
        "goals/Engine.md": '---\npeople: ["[[Ada Lovelace]]"]\n---\n',
        COFFEE: "---\nwith: [[Ada Lovelace]]\n---\n",
        "introductions/Ada.md": "---\nbetween: [Ada Lovelace]\n---\n",
        "notes/Markdown.md": "[her](../contacts/Ada%20Lovelace.md)\n",
        "notes/Property.md": '---\nsee: "[[Ada Lovelace]]"\n---\n',
        "notes/Task.md": "- [ ] write to [[Ada Lovelace]]\n",
        "notes/None.md": "Ada Lovelace, not linked; `[[Ada Lovelace]]` in code\n",
    }
    assert index_of(notes).backlinks == {ADA: frozenset(notes) - {ADA, "notes/None.md"}}


def test_an_ambiguous_link_is_nobodys_backlink() -> None:
    notes = {"a/Ada.md": PLAIN, "b/Ada.md": PLAIN, "daily/2026-11-20.md": "[[Ada]]\n"}
    assert index_of(notes).backlinks == {}


def test_backlinks_end_when_the_link_does() -> None:
    index = index_of({ADA: PLAIN, "notes/1.md": "[[Ada Lovelace]]\n", "notes/2.md": "[[Ada Lovelace]]\n"})
    index = index.replace({"notes/1.md": facts_of("notes/1.md", "no more\n")})
    assert index.backlinks == {ADA: frozenset({"notes/2.md"})}
    assert index.replace({"notes/2.md": None}).backlinks == {}


def test_what_people_know_of_each_other_is_resolved() -> None:
    notes = {
        ADA: '---\nknows: ["[[Charles Babbage]]", Nobody]\nmet_through: Charles Babbage\n---\n',
        CHARLES: PLAIN,
        "introductions/1.md": '---\nbetween: ["[[Ada Lovelace]]", "[[Charles Babbage]]"]\n---\n',
    }
    resolved = index_of(notes).resolved
    assert (resolved[ADA].knows, resolved[ADA].through) == ((CHARLES,), CHARLES)
    assert (resolved[CHARLES].knows, resolved[CHARLES].through) == ((), None)
    assert resolved["introductions/1.md"].between == (ADA, CHARLES)


def test_who_introduced_somebody_may_be_unknown() -> None:
    assert index_of({ADA: "---\nmet_through: Nobody\n---\n"}).resolved[ADA].through is None


# Encounters


def test_links_and_names_take_part() -> None:
    notes = {ADA: PLAIN, CHARLES: PLAIN, COFFEE: '---\nwith: ["[[Ada Lovelace]]", charles babbage]\n---\n'}
    assert people_in(notes, COFFEE) == [(ADA, CHARLES)]


def test_a_link_in_the_body_is_a_mention() -> None:
    notes = {ADA: PLAIN, CHARLES: PLAIN, COFFEE: "---\nwith: Ada Lovelace\n---\nabout [[Charles Babbage]]\n"}
    index = index_of(notes)
    assert [e.people for e in index.interactions[COFFEE]] == [(ADA,)]
    mentioned = {(m.contact, m.day) for m in index.resolved[COFFEE].mentions}
    assert mentioned == {(ADA, date(2026, 11, 20)), (CHARLES, date(2026, 11, 20))}
    assert index.interactions_with(CHARLES) == ()


def test_the_owner_never_takes_part() -> None:
    notes = {ADA: PLAIN, "Me.md": "---\ntype: me\n---\n", COFFEE: "---\nwith: [Me, Ada Lovelace]\n---\n"}
    [encounter] = index_of(notes).interactions[COFFEE]
    assert (encounter.people, encounter.size) == ((ADA,), 1)


def test_with_only_the_owner_nobody_took_part() -> None:
    notes = {ADA: PLAIN, "Me.md": "---\ntype: me\n---\n", COFFEE: "---\nwith: Me\n---\n"}
    [encounter] = index_of(notes).interactions[COFFEE]
    assert (encounter.people, encounter.size) == ((), 0)


def test_everyone_counts_who_took_part_known_or_not_and_once() -> None:
    notes = {
        ADA: "---\naliases: [Ada]\n---\n",
        "organizations/Royal Society.md": PLAIN,
        COFFEE: '---\nwith: ["[[Ada Lovelace]]", Ada, Royal Society, Nobody, "[[nobody]]", Somebody]\n---\n',
    }
    [encounter] = index_of(notes).interactions[COFFEE]
    assert (encounter.people, encounter.size) == ((ADA,), 4)


def test_a_log_line_is_with_the_contact_of_its_note_and_those_it_names() -> None:
    notes = {
        ADA: "## Log\n- 2026-11-20 tea, on [[Mary Somerville]] [with:: [[Charles Babbage]]]\n",
        CHARLES: PLAIN,
        "contacts/Mary Somerville.md": PLAIN,
    }
    assert people_in(notes, ADA) == [(ADA, CHARLES)]
    assert {m.contact for m in index_of(notes).resolved[ADA].mentions} == {
        ADA,
        CHARLES,
        "contacts/Mary Somerville.md",
    }


def test_a_tagged_line_of_a_daily_note_is_with_the_contacts_it_links() -> None:
    notes = {
        ADA: PLAIN,
        CHARLES: PLAIN,
        "notes/Engine.md": PLAIN,
        "daily/2026-11-20.md": "- [[Ada Lovelace]] and [[Charles Babbage]] on the [[Engine]] #touch\n"
        "- thought of [[Ada Lovelace]]\n"
        "- the [[Engine]] #touch\n",
    }
    assert people_in(notes, "daily/2026-11-20.md") == [(ADA, CHARLES), ()]


def test_with_the_setting_any_line_of_a_daily_note_that_links_a_contact_is_one() -> None:
    notes = {ADA: PLAIN, "daily/2026-11-20.md": "- saw [[Ada Lovelace]]\n"}
    assert people_in(notes, "daily/2026-11-20.md") == []
    rules = Rules(daily=DailyRules(touch="link"))
    assert people_in(notes, "daily/2026-11-20.md", rules) == [(ADA,)]


def test_encounters_are_listed_oldest_first_wherever_they_stand() -> None:
    notes = {
        ADA: "---\nlast_contact: 2026-11-20\n---\n## Log\n- 2026-11-21 call\n- 2026-01-05 letter\n",
        COFFEE: "---\nwith: Ada Lovelace\n---\n",
        "daily/2026-06-01.md": "- met [[Ada Lovelace]] #touch\n",
    }
    found = index_of(notes).interactions_with(ADA)
    assert [(str(e.day), e.path, e.line) for e in found] == [
        ("2026-01-05", ADA, 6),
        ("2026-06-01", "daily/2026-06-01.md", 1),
        ("2026-11-20", ADA, 2),
        ("2026-11-20", COFFEE, 2),
        ("2026-11-21", ADA, 5),
    ]


def test_a_task_is_owned_by_the_contacts_it_links_else_by_its_note() -> None:
    notes = {
        ADA: "- [ ] one\n- [ ] two for [[Charles Babbage]]\n",
        CHARLES: PLAIN,
        COFFEE: "---\nwith: [Ada Lovelace, Charles Babbage]\n---\n- [ ] three\n- [ ] four for [[Ada Lovelace]]\n",
        "interactions/undated.md": "---\nwith: Ada Lovelace\n---\n- [ ] five\n",
        "notes/Plain.md": "- [ ] six\n- [ ] seven for [[Ada Lovelace]]\n",
    }
    resolved = index_of(notes).resolved
    assert {path: [task.people for task in r.tasks] for path, r in resolved.items()} == {
        ADA: [(ADA,), (CHARLES,)],
        CHARLES: [],
        COFFEE: [(ADA, CHARLES), (ADA,)],
        "interactions/undated.md": [(ADA,)],
        "notes/Plain.md": [(), (ADA,)],
    }


def test_a_task_whose_link_may_be_one_of_two_is_nobodys() -> None:
    notes = {
        ADA: "- [ ] ask [[Bob]]\n- [ ] ask [[Nobody]]\n- [ ] read [[Plan]]\n",
        "contacts/a/Bob.md": PLAIN,
        "contacts/b/Bob.md": "---\nname: B\n---\n",
        "a/Plan.md": "x",
        "b/Plan.md": "x",
    }
    assert [task.people for task in index_of(notes).resolved[ADA].tasks] == [(), (ADA,), (ADA,)]


# Problems


def test_an_ambiguous_link_is_an_error_with_its_candidates_and_a_remedy() -> None:
    notes = {"contacts/a/Ada.md": PLAIN, "contacts/b/Ada.md": "---\nname: B\n---\n", "x.md": "one\n[[Ada]]\n"}
    [problem] = [p for p in index_of(notes).problems() if p.code == "link-ambiguous"]
    assert (problem.path, problem.line, problem.column, problem.severity) == ("x.md", 2, 1, "error")
    assert (
        problem.message == "“Ada” matches 2 notes and counts for none: contacts/a/Ada.md, contacts/b/Ada.md"
    )
    assert problem.hint == "write the path: [[contacts/a/Ada]]"


def test_an_ambiguous_name_in_a_property_of_people_is_an_error_of_whatever_kind_the_notes_are() -> None:
    notes = {"a/Ada.md": PLAIN, "b/Ada.md": PLAIN, COFFEE: "---\nwith: Ada\n---\n"}
    assert [(path, line, code) for path, line, code, _ in said(notes)] == [(COFFEE, 2, "link-ambiguous")]


def test_a_link_that_leads_nowhere_is_information() -> None:
    notes = {ADA: "---\nknows: Grace\n---\n", "x.md": "[[Nothing]] and [[Nothing]]\n"}
    assert said(notes) == [
        (ADA, 2, "link-nowhere", "“Grace” leads to no note"),
        ("x.md", 1, "link-nowhere", "“Nothing” leads to no note"),
        ("x.md", 1, "link-nowhere", "“Nothing” leads to no note"),
    ]
    assert {p.severity for p in index_of(notes).problems()} == {"information"}


def test_a_day_without_a_daily_note_is_no_problem() -> None:
    assert said({"x.md": "[[2026-11-20]] and [[daily/2026-11-21]]\n"}) == []


def test_two_contacts_of_one_name_are_told_of_each_other() -> None:
    notes = {
        "contacts/a/Ada.md": PLAIN,
        "contacts/b/1.md": "---\nrole: x\nname: ADA\n---\n",
        "notes/2.md": "---\nname: Ada\n---\n",
    }
    assert said(notes) == [
        ("contacts/a/Ada.md", 1, "name-shared", "Ada is the name of 2 contacts; see also contacts/b/1.md"),
        ("contacts/b/1.md", 3, "name-shared", "ADA is the name of 2 contacts; see also contacts/a/Ada.md"),
    ]


def test_a_shared_name_may_differ_in_unicode_form() -> None:
    notes = {"contacts/a/Zo\u00eb.md": PLAIN, "contacts/b/Zoe\u0308.md": PLAIN}
    assert [code for _, _, code, _ in said(notes)] == ["name-shared", "name-shared"]


def test_there_is_one_owner() -> None:
    me = "---\ntype: me\n---\n"
    assert said({"Me.md": me}) == []
    assert [(path, code) for path, _, code, _ in said({"Me.md": me, "Myself.md": me})] == [
        ("Me.md", "me-twice"),
        ("Myself.md", "me-twice"),
    ]


def test_problems_in_notes_and_between_them_are_listed_by_path_and_line() -> None:
    notes = {
        "b.md": "[[Nobody]]\n",
        ADA: "---\nbirthday: 2026-02-30\ncadence: now and then\nknows: Nobody\n---\n",
        "a.md": "x\n\n[[Nobody]]\n",
    }
    assert [(path, line, code) for path, line, code, _ in said(notes)] == [
        ("a.md", 3, "link-nowhere"),
        ("b.md", 1, "link-nowhere"),
        (ADA, 2, "yearly-date-invalid"),
        (ADA, 3, "cadence-unknown"),
        (ADA, 4, "link-nowhere"),
    ]


# Replacing


def test_a_link_finds_a_note_that_comes_later_and_loses_one_that_goes() -> None:
    index = index_of({COFFEE: "---\nwith: Ada Lovelace\n---\n"})
    assert [p.code for p in index.problems()] == ["link-nowhere"]
    index = index.replace({ADA: facts_of(ADA, PLAIN)})
    assert (index.problems(), len(index.interactions_with(ADA))) == ([], 1)
    assert [p.code for p in index.replace({ADA: None}).problems()] == ["link-nowhere"]


def test_a_renamed_note_keeps_the_links_to_its_name() -> None:
    index = index_of({"contacts/1.md": "---\nname: Ada\n---\n", COFFEE: "---\nwith: Ada\n---\n"})
    renamed = {"contacts/1.md": None, "contacts/2.md": facts_of("contacts/2.md", "---\nname: Ada\n---\n")}
    assert len(index.replace(renamed).interactions_with("contacts/2.md")) == 1


def test_a_link_becomes_ambiguous_when_somebody_takes_the_alias() -> None:
    index = index_of({ADA: "---\naliases: [Ada]\n---\n", CHARLES: PLAIN, COFFEE: "---\nwith: Ada\n---\n"})
    taken = index.replace({CHARLES: facts_of(CHARLES, "---\naliases: [Ada]\n---\n")})
    assert [p.code for p in taken.problems()] == ["link-ambiguous"]
    assert (len(index.interactions_with(ADA)), taken.interactions_with(ADA)) == (1, ())
    assert taken.replace({CHARLES: facts_of(CHARLES, PLAIN)}) == index


def test_a_note_that_becomes_a_contact_has_taken_part() -> None:
    index = index_of({"notes/Ada.md": PLAIN, COFFEE: "---\nwith: Ada\n---\n"})
    assert index.interactions_with("notes/Ada.md") == ()
    index = index.replace({"notes/Ada.md": facts_of("notes/Ada.md", "---\ntype: person\n---\n")})
    assert len(index.interactions_with("notes/Ada.md")) == 1


def test_replacing_leaves_the_old_index_as_it_was() -> None:
    notes = {ADA: "---\naliases: [Ada]\n---\n", COFFEE: "---\nwith: Ada\n---\n"}
    index = index_of(notes)
    index.replace({ADA: None, CHARLES: facts_of(CHARLES, "---\naliases: [Ada]\n---\n")})
    assert index == index_of(notes)


def test_the_absence_of_a_note_that_was_never_there_changes_nothing() -> None:
    index = index_of({ADA: PLAIN})
    assert index.replace({CHARLES: None}) == index


def test_an_index_equals_nothing_else() -> None:
    assert index_of({}) != "an index"
    assert index_of({}) != index_of({ADA: PLAIN})


# Few words, so that notes meet: in stems, names, aliases, links.
WORDS = ("Ada", "ADA", "Charles", "Zo\u00eb", "Zoe\u0308", "Mary")
FOLDERS = ("", "contacts/", "contacts/work/", "interactions/2026-11-20 ", "daily/")
PATHS = (
    *(folder + word + ".md" for folder in FOLDERS for word in WORDS),
    "daily/2026-11-19.md",
    "daily/2026-12-01.md",
)
words = st.sampled_from(WORDS)
targets = st.one_of(words, st.sampled_from(PATHS), st.sampled_from(("work/Ada", "./Ada", "../Ada", "Nobody")))
links = targets.map(lambda target: f"[[{target}]]")
quoted = st.lists(links.map(lambda link: f'"{link}"') | words, max_size=3).map(
    lambda all_: f"[{', '.join(all_)}]"
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(("person", "meeting", "me", "introduction", "goal", "no such type")),
        "name": words,
        "aliases": st.lists(words, max_size=2).map(lambda all_: f"[{', '.join(all_)}]"),
        "with": quoted,
        "knows": quoted,
        "between": quoted,
        "met_through": links.map(lambda link: f'"{link}"'),
        "date": st.sampled_from(("2026-11-01", "2026-11-20")),
        "direction": st.sampled_from(("in", "out")),
        "cadence": st.just("weekly"),
        "status": st.sampled_from(("asked", "made", "paused")),
    },
)
bodies = st.lists(
    st.one_of(
        links,
        links.map(lambda link: f"- [ ] see {link} 📅 2026-11-20"),
        links.map(lambda link: f"- {link} #touch"),
        links.map(lambda link: f"## Log\n- 2026-11-18 call {link} [with:: {link}]"),
        st.just("- [ ] unlinked 📅 2026-11-21"),
    ),
    max_size=3,
)
texts = st.builds(
    lambda header, lines: "\n".join(
        ["---", *(f"{name}: {value}" for name, value in header.items()), "---", *lines, ""]
    ),
    headers,
    bodies,
)
edits = st.dictionaries(st.sampled_from(PATHS), st.none() | texts, min_size=1, max_size=4)


@given(st.lists(edits, min_size=1, max_size=6))
def test_an_index_replaced_step_by_step_equals_one_built_from_nothing(
    steps: list[dict[str, str | None]],
) -> None:
    index, now = Index.build(()), dict[str, Facts]()
    for step in steps:
        changes = {path: None if text is None else facts_of(path, text) for path, text in step.items()}
        index = index.replace(changes)
        for path, facts in changes.items():
            if facts is None:
                now.pop(path, None)
            else:
                now[path] = facts
        built = Index.build(now.values())
        assert index == built
        names = Names.of({path: identity(facts) for path, facts in now.items()})
        assert (names.table, names.kinds) == (built.names.table, built.names.kinds)
        assert list(index.notes) == list(built.notes)
        assert index.problems() == built.problems()
        for facts in built.contacts():
            assert contact_state(index, facts.path, Rules(), TODAY) == contact_state(
                built, facts.path, Rules(), TODAY
            )


@given(st.dictionaries(st.sampled_from(PATHS), texts, max_size=8), st.randoms())
def test_the_order_of_notes_does_not_matter(notes: dict[str, str], random: Random) -> None:
    facts = [facts_of(path, text) for path, text in notes.items()]
    built = Index.build(facts)
    random.shuffle(facts)
    shuffled = Index.build(facts)
    assert shuffled == built
    assert list(shuffled.notes) == list(built.notes)
    assert shuffled.problems() == built.problems()


def test_an_interaction_that_names_nobody_but_links_people_is_said() -> None:
    notes = {
        ADA: PLAIN,
        CHARLES: PLAIN,
        "Me.md": "---\ntype: me\n---\n",
        "interactions/2026-11-01 a.md": "---\ndate: 2026-11-01\n---\n## Notes\n- [[Ada Lovelace]]\n- [[Charles Babbage]]\n",
        "interactions/2026-11-02 b.md": "---\nwith: Ada Lovelace\n---\n[[Charles Babbage]]\n",
        "interactions/2026-11-03 c.md": "---\nwith: Nobody\n---\n[[Charles Babbage]]\n",
        "interactions/2026-11-04 d.md": "[[Engine]]\n",
    }
    [problem] = [p for p in index_of(notes).problems() if p.code == "with-missing"]
    assert (problem.path, problem.line, problem.severity) == (
        "interactions/2026-11-01 a.md",
        5,
        "information",
    )
    assert problem.message == f"this interaction has no participants, but links {ADA} and 1 more"


def test_only_properties_that_name_people_prefer_contacts() -> None:
    notes = {
        "contacts/E.md": "---\naliases: [Engines]\n---\n",
        "organizations/Engines.md": PLAIN,
        ADA: "---\nknows: Engines\nmet_through: Engines\n---\n",
        "introductions/x.md": "---\nbetween: [Engines, Ada Lovelace]\n---\n",
        "2026-11-20.md": "- saw [[Engines]] #touch\n- [ ] write [[Engines]] 📅 2026-11-20\n",
    }
    index = index_of(notes)
    resolved = index.resolved
    assert resolved[ADA].knows == ("contacts/E.md",)
    assert resolved[ADA].through == "contacts/E.md"
    assert resolved["introductions/x.md"].between == ("contacts/E.md", ADA)
    assert index.interactions["2026-11-20.md"][0].people == ()
    assert resolved["2026-11-20.md"].tasks[0].people == ()


def test_an_ambiguous_link_between_notes_that_are_nobody_is_no_problem() -> None:
    notes = {"a/Plan.md": PLAIN, "b/Plan.md": PLAIN, "c.md": "[[Plan]]\n"}
    assert [p.code for p in index_of(notes).problems()] == []


def test_a_template_counts_only_by_its_links() -> None:
    notes = {
        ADA: PLAIN,
        "Templates/2026-11-20 Person.md": "---\ntype: person\nknows: '[[Ada Lovelace]]'\n---\n- [ ] write to [[Nobody]] #touch\n",
    }
    index = index_of(notes)
    assert index.problems() == []
    assert index.backlinks == {ADA: frozenset({"Templates/2026-11-20 Person.md"})}
    assert index.first_mention(ADA) is None
    assert [facts.path for facts in index.contacts()] == [ADA]


# Participants in the text of a meeting


def test_bare_names_in_a_meeting_count_if_each_is_a_contacts() -> None:
    notes = {
        ADA: "---\naliases: [Countess]\n---\n",
        CHARLES: PLAIN,
        "me/Me.md": "---\ntype: me\n---\n",
        "interactions/2026-11-01 a.md": "**Attendees:** ada lovelace, Charles Babbage, Me\n",
        "interactions/2026-11-02 b.md": "## Attendees\n- Countess\n- Somebody\n",
        "interactions/2026-11-03 c.md": "With: Ada Lovelace, and the others\n",
        "interactions/2026-11-04 d.md": "With: everybody but Ada, [[Charles Babbage]]\n",
    }
    found = index_of(notes)
    assert [(i.people, i.size) for path in sorted(notes) for i in found.interactions.get(path, ())] == [
        ((ADA, CHARLES), 2),
        ((ADA,), 1),
        ((), 0),
        ((CHARLES,), 1),
    ]
    assert found.problems() == []


def test_a_new_contact_makes_a_bare_name_count() -> None:
    meeting = "interactions/2026-11-01 a.md"
    index = index_of({meeting: "With: Ada Lovelace\n"})
    assert index.interactions[meeting][0].people == ()
    assert index.replace({ADA: facts_of(ADA, PLAIN)}).interactions[meeting][0].people == (ADA,)


def test_an_ambiguous_bare_name_in_a_meeting_is_reported_and_does_not_count() -> None:
    notes = {
        "contacts/a/Ada.md": PLAIN,
        "contacts/b/Ada.md": PLAIN,
        "interactions/2026-11-01 a.md": "With: Ada\n",
    }
    assert [p.code for p in index_of(notes).problems() if p.path.startswith("inter")] == ["link-ambiguous"]
    assert people_in(notes, "interactions/2026-11-01 a.md") == [()]


# Touches without a day


def test_a_tagged_line_without_a_day_is_reported_if_it_links_a_contact() -> None:
    text = "- tea with [[Ada Lovelace]] #touch\n- [[Engine]] #touch\n- [[Nobody]] #touch\n"
    notes = {ADA: PLAIN, "notes/Engine.md": PLAIN, "Ideas.md": text}
    assert [one for one in said(notes) if one[2] == "touch-undated"] == [
        ("Ideas.md", 1, "touch-undated", "no day says when you were in touch with Ada Lovelace")
    ]
    assert "touch-undated" not in {
        p.code for p in index_of({**notes, "Ideas.md": "# 2026-11-03\n" + text}).problems()
    }


def test_a_line_below_a_dated_heading_is_a_touch_of_that_day() -> None:
    notes = {ADA: PLAIN, "Journal.md": "## 2026-11-03\n- tea with [[Ada Lovelace]] #touch\n"}
    (touch,) = index_of(notes).interactions["Journal.md"]
    assert (touch.day, touch.people, touch.line) == (date(2026, 11, 3), (ADA,), 2)


# Days


def test_interactions_come_by_day_and_the_newest_first() -> None:
    index = index_of(
        {
            ADA: "last_contact: 2026-11-20\n\n## Log\n- 2026-11-22 call\n- 2026-11-18 call\n",
            COFFEE: "---\ntype: interaction\ndate: 2026-11-20\nwith: Ada Lovelace\n---\n",
        }
    )
    newest = [[one.day for one in of_day] for of_day in index.interactions_by_day()]
    assert newest == [[day] for day in sorted({one.day for one in index.all_interactions()}, reverse=True)]
    oldest = list(index.interactions_by_day(oldest_first=True))
    assert [one for of_day in oldest for one in of_day] == index.all_interactions()
    some = index.interactions_by_day(date(2026, 11, 19), date(2026, 11, 21))
    assert [one.path for of_day in some for one in of_day] == [COFFEE]
