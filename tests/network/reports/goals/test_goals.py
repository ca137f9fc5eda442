"""Goals: who can help, what was done about them, what is missing; every line with its place."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from plaintext_network.errors import AmbiguousGoal, GoalNotFound
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.language.inflect import common_beginning
from plaintext_network.model.language.keywords import find_keywords
from plaintext_network.model.note.rules import DailyRules, GoalRules, Rules
from plaintext_network.network.reports.goals.goal_list import goals
from plaintext_network.network.reports.goals.goal_notes import find_goal
from plaintext_network.network.reports.goals.goal_page import GoalDetails, goal
from tests.conftest import view_of

JOB = "goals/New job.md"
NOTES = {
    JOB: """---
status: looking
by: 2026-12-31
organizations:
  - "[[Analytical Engines]]"
  - Difference Ltd
topics:
  - compilers
  - music
roles:
  - engineering manager
  - patron
people:
  - "[[Ada]]"
  - Nobody Yet
---
- [x] write to everybody
- [ ] print the letters 📅 2026-12-01
""",
    "organizations/Analytical Engines.md": "---\naliases: [AE]\n---\n",
    "contacts/Ada.md": "---\norganization: AE\nrole: Analyst\ncadence: monthly\n---\n",
    "contacts/Bo.md": "---\nformer: [difference ltd]\nemail: bo@example.org\n---\n",
    "contacts/Cy.md": "---\nrole: Senior Engineering Manager\noffers:\n  - tea\n  - a look at your compiler\n---\n",
    "contacts/Di.md": "---\ntags: [music/theory]\nphone: '0441'\nlast_contact: 2026-01-01\n---\n",
    "interactions/2026-11-01 Call.md": """---
date: 2026-11-01
with: [Ada]
channel: call
topics: [pay]
follow_up: 2026-11-10 send the letter
goal: "[[New job]]"
---
""",
    "interactions/2026-12-24 Dinner.md": "---\nwith: Ada\ngoal: New job\n---\n",
}


def whole(notes: Mapping[str, str], rules: Rules | None = None, path: str = JOB) -> GoalDetails:
    used = rules or Rules()
    return goal(view_of(notes, used), path)


def helps(found: GoalDetails) -> list[tuple[str, str, str]]:
    return [(each.name, who.name, who.why) for each in found.helps for who in each.people]


def facts_of(found: GoalDetails) -> Iterator[str]:
    """Yield every place that a page names."""
    for each in found.helps:
        yield each.source
        for who in each.people:
            yield from (*who.sources, *who.reached_by)
    for step in found.steps:
        yield from step.sources
    yield from (task.source for task in found.tasks)
    yield from (promise.source for promise in found.promises)
    for told in (*found.missing, *found.remarks):
        yield from told.sources


def line(place: str, notes: Mapping[str, str] = NOTES) -> str:
    path, _, number = place.rpartition(":")
    return notes[path].splitlines()[int(number) - 1]


def test_who_can_help_is_told_by_each_thing_that_is_named() -> None:
    assert helps(whole(NOTES)) == [
        ("Ada", "Ada", "is named here"),
        ("Analytical Engines", "Ada", "works there, Analyst"),
        ("Difference Ltd", "Bo", "was there before"),
        ("engineering manager", "Cy", "is Senior Engineering Manager"),
        ("compilers", "Cy", "offers a look at your compiler"),
        ("music", "Di", "has the tag music/theory"),
    ]


def test_each_place_is_the_line_that_says_so() -> None:
    found = whole(NOTES)
    said = {who.name: [line(s) for s in who.sources] for each in found.helps for who in each.people}
    assert said == {
        "Ada": ['  - "[[Analytical Engines]]"', "organization: AE"],
        "Bo": ["  - Difference Ltd", "former: [difference ltd]"],
        "Cy": ["  - compilers", "  - a look at your compiler"],
        "Di": ["  - music", "tags: [music/theory]"],
    }
    assert all(line(place) for place in facts_of(found))


@pytest.mark.parametrize(
    ("note", "more", "reach", "sources"),
    [
        (
            "---\nmet_on: 2026-11-18\n---\n",
            {},
            "met on 2026-11-18, no word yet; write first",
            ["contacts/Bo.md:2"],
        ),
        (
            "---\nmet_on: 2026-11-18\nemail: bo@example.org\n---\n",
            {},
            "met on 2026-11-18, no word yet; write first: bo@example.org",
            ["contacts/Bo.md:2", "contacts/Bo.md:3"],
        ),
        (
            "---\nmet_at: Fair\n---\n",
            {"events/Fair.md": "---\ndate: 2026-11-14\n---\n"},
            "met at Fair on 2026-11-14, no word yet; write first",
            ["contacts/Bo.md:2"],
        ),
        (
            "---\nmet_at: Fair\n---\n",
            {"events/Fair.md": "---\ndate: 2026-12-14\n---\n"},
            'not met yet; `pnet reach "Bo"` looks who can introduce you',
            [],
        ),
        (
            "---\nmet_on: 2026-05-18\n---\n## Log\n- 2026-05-20 email: hello [direction:: out]\n",
            {},
            "you wrote on 2026-05-20, no answer yet",
            ["contacts/Bo.md:5"],
        ),
        (
            "",
            {"notes/Choir.md": "The choir: [[Bo]] knows a hall.\n"},
            'not met yet, named in “Choir”; `pnet reach "Bo"` looks who can introduce you',
            ["notes/Choir.md:1"],
        ),
    ],
)
def test_before_the_first_touch_it_says_how_you_know_somebody(
    note: str, more: Mapping[str, str], reach: str, sources: list[str]
) -> None:
    notes = {"goals/Sing.md": '---\npeople: ["[[Bo]]"]\n---\n', "contacts/Bo.md": note, **more}
    (each,) = goal(view_of(notes), "goals/Sing.md").helps
    (helper,) = (*each.people, *each.left_alone)
    assert helper.reach == reach
    assert [*helper.reached_by] == sources


def test_how_somebody_is_reached_is_told_as_it_was_last_time() -> None:
    reach = {who.name: (who.reach, who.reached_by) for each in whole(NOTES).helps for who in each.people}
    assert reach == {
        "Ada": ("last in touch on 2026-11-01 by phone", ("interactions/2026-11-01 Call.md:2",)),
        "Bo": ("not met yet; bo@example.org", ("contacts/Bo.md:3",)),
        "Cy": ('not met yet; `pnet reach "Cy"` looks who can introduce you', ()),
        "Di": ("last in touch on 2026-01-01; 0441", ("contacts/Di.md:4", "contacts/Di.md:3")),
    }


def test_what_was_done_is_told_and_what_is_promised() -> None:
    found = whole(NOTES)
    assert [(s.day, s.says, s.sources) for s in found.steps] == [
        (
            date(2026, 11, 1),
            "call: pay (with Ada)",
            ("interactions/2026-11-01 Call.md:2", "interactions/2026-11-01 Call.md:7"),
        )
    ]
    assert [(t.text, t.open, t.day) for t in found.tasks] == [
        ("write to everybody", False, None),
        ("print the letters", True, date(2026, 12, 1)),
    ]
    assert [(p.day, p.text, p.people) for p in found.promises] == [
        (date(2026, 11, 10), "send the letter", ("Ada",))
    ]


def test_a_promise_that_was_kept_is_not_open() -> None:
    kept = {"interactions/2026-11-12 Mail.md": "---\nwith: Ada\ndirection: out\n---\n"}
    assert whole({**NOTES, **kept}).promises == ()


def test_a_promise_to_two_is_open_to_whom_it_was_not_fulfilled() -> None:
    call = NOTES["interactions/2026-11-01 Call.md"].replace("[Ada]", "[Ada, Bo]")
    mail = "---\nwith: Ada\ndirection: out\n---\n"
    notes = {"interactions/2026-11-01 Call.md": call, "interactions/2026-11-12 Mail.md": mail}
    assert [(p.text, p.people) for p in whole({**NOTES, **notes}).promises] == [("send the letter", ("Bo",))]


def test_what_is_missing_is_told_with_a_way_to_it() -> None:
    assert [(told.says, line(told.sources[0])) for told in whole(NOTES).missing] == [
        ('Nobody Yet: no contact yet; `pnet add "Nobody Yet"` makes one', "  - Nobody Yet"),
        ('role patron: nobody to ask yet; `pnet find "patron"` looks through all your notes', "  - patron"),
    ]


def test_a_goal_with_nothing_beside_it_says_so() -> None:
    found = whole({JOB: ""})
    assert [told.says for told in found.missing] == ["names nobody yet", "no day set for it"]
    assert [told.says for told in found.remarks] == ["nothing noted yet"]
    assert (found.quiet, found.quiet_since, found.last_step) == (True, None, None)


def test_a_topic_that_was_talked_about_names_the_day_and_the_line() -> None:
    notes = {
        JOB: "---\ntopics: compilers\n---\n",
        "contacts/Ada.md": "## Log\n- 2026-01-05 call: hello [topics:: compiler design]\n",
        "contacts/Bo.md": "",
        "interactions/2026-02-01 x.md": "---\nwith: [Ada, Bo]\ntopics:\n  - weather\n  - compilers\n---\n",
    }
    found = whole(notes)
    assert helps(found) == [
        ("compilers", "Ada", "talked with you about compilers on 2026-02-01"),
        ("compilers", "Bo", "talked with you about compilers on 2026-02-01"),
    ]
    assert line(found.helps[0].people[0].sources[1], notes) == "  - compilers"


@pytest.mark.parametrize("standing", ["private: true", "status: do-not-contact", "status: deceased"])
def test_nobody_is_named_who_may_not_be_suggested(standing: str) -> None:
    notes = {
        JOB: "---\npeople: [Bob Dale]\norganizations: [Acme]\nroles: [smith]\ntopics: [iron]\n---\n- [ ] ask Bob Dale\n",
        "contacts/Bob Dale.md": f"---\norganization: Acme\nrole: smith\noffers: iron\n{standing}\n---\n",
        "contacts/Ann.md": "---\noffers: iron, by way of Bob Dale\n---\n",
        "interactions/2026-11-01 Talk.md": "---\nwith: [Bob Dale, Ann]\ngoal: New job\nfollow_up: 2026-12-01 ask Bob Dale\ntopics: iron of Bob Dale\n---\n",
    }
    found = whole(notes)
    assert helps(found) == [("iron", "Ann", "knows of this")]
    assert [step.says for step in found.steps] == ["(with Ann)"]
    told = str(found._replace(path="")).replace("contacts/Bob Dale.md", "")
    assert "Bob" not in told


def test_what_passed_with_somebody_private_alone_is_no_step_that_is_told() -> None:
    notes = {
        JOB: "",
        "contacts/Bob.md": "---\nprivate: true\n---\n## Log\n- 2026-11-01 call: [goal:: New job]\n",
    }
    found = whole(notes)
    assert (found.steps, found.quiet) == ((), False)


def test_a_log_line_and_a_linked_note_are_steps_too() -> None:
    notes = {
        JOB: "",
        "contacts/Ada.md": "## Log\n- 2026-11-01 call: about [[New job]]\n- 2026-11-02 call: about tea\n",
        "interactions/2026-11-03 Tea.md": "---\nwith: Ada\n---\nAll about my [[New job]].\n",
        "daily/2026-11-04.md": "- with [[Ada]] on [[New job]] #touch\n- with [[Ada]] on tea #touch\n",
    }
    assert [(s.day.day, line(s.sources[-1], notes)) for s in whole(notes).steps] == [
        (4, "- with [[Ada]] on [[New job]] #touch"),
        (3, "All about my [[New job]]."),
        (1, "- 2026-11-01 call: about [[New job]]"),
    ]


def test_an_open_goal_is_quiet_three_months_after_its_last_step_or_as_the_settings_say() -> None:
    notes = {
        JOB: "---\nby: 2026-06-30\n---\n",
        "contacts/Ada.md": "## Log\n- 2026-08-24 call [goal:: New job]\n",
    }
    assert not whole(notes).quiet
    rules = Rules(goal=GoalRules(Cadence(1, 0, "1 month")))
    assert [told.says for told in whole(notes, rules).remarks] == [
        "the day you set, 2026-06-30, has passed",
        "quiet since 2026-08-24",
    ]


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("", "open"),
        ("status: thinking about it", "open"),
        ("status: Done", "finished"),
        ("status: ABANDONED", "finished"),
        ("status: on-hold", "paused"),
        ("status: Paused", "paused"),
    ],
)
def test_a_status_in_own_words_tells_whether_a_goal_is_open(status: str, standing: str) -> None:
    found = whole({JOB: f"---\n{status}\nby: 2020-01-01\n---\n"})
    assert found.standing == standing
    assert found.quiet == (standing == "open")
    assert ("by 2020-01-01" in [told.says for told in found.remarks]) == (standing != "open")


def test_a_day_is_read_as_elsewhere_and_one_that_is_none_is_missing() -> None:
    link = whole({JOB: '---\nby: "[[01.02.2027]]"\n---\n'}, Rules(daily=DailyRules(format="%d.%m.%Y")))
    assert link.by == date(2027, 2, 1)
    soon = whole({JOB: "---\nby: soon\n---\n"})
    assert "“soon” is no day; write it as 2027-06-30" in [told.says for told in soon.missing]


def test_goals_are_listed_open_ones_by_day_first_then_paused_then_finished() -> None:
    notes = {
        "goals/a.md": "",
        "goals/b.md": "---\nby: 2027-01-01\n---\n",
        "goals/c.md": "---\nstatus: done\n---\n",
        "goals/d.md": "---\nstatus: paused\n---\n",
        "goals/e.md": "---\nby: 2026-01-01\npeople: Ada\n---\n",
        "contacts/Ada.md": "",
    }
    listed = goals(view_of(notes))
    assert [(g.name, g.says, g.sources) for g in listed] == [
        (
            "e",
            "by 2026-01-01, which has passed; 1 person can help; nothing noted yet",
            ("goals/e.md:2", "goals/e.md:3"),
        ),
        ("b", "by 2027-01-01; nobody named yet; nothing noted yet", ("goals/b.md:2",)),
        ("a", "nobody named yet; nothing noted yet", ("goals/a.md:1",)),
        ("d", "paused; nobody named yet", ("goals/d.md:2",)),
        ("c", "done", ("goals/c.md:2",)),
    ]


def test_a_goal_is_found_by_a_part_of_its_name_and_never_guessed() -> None:
    view = view_of({JOB: "", "goals/Old job.md": "---\naliases: [Fallback]\n---\n", "contacts/New.md": ""})
    assert [find_goal(view, name) for name in ("new", "goals/New job", "[[new JOB]]", "job new")] == [JOB] * 4
    assert find_goal(view, "fallb") == "goals/Old job.md"
    with pytest.raises(AmbiguousGoal, match="2 goals"):
        find_goal(view, "job")
    for name in ("sailing", "", " "):
        with pytest.raises((GoalNotFound, AmbiguousGoal)):
            find_goal(view, name)


@pytest.mark.parametrize(
    "word",
    "sky skies flying fly tying moving aged cities bodies universities engineering IT AI c++ writing dying".split(),  # noqa: SIM905
)
def test_a_word_begins_as_its_stem_is_said_to(word: str) -> None:
    for stem in find_keywords(word).written:
        assert word.lower().startswith(common_beginning(stem))


@pytest.mark.parametrize("topic", ["C", "Go", "IT", "schools/acoustics"])
def test_a_topic_of_a_short_word_or_of_another_number_finds_who_offers_it(topic: str) -> None:
    offer = topic.partition("/")[0].removesuffix("s")
    notes = {JOB: f"---\ntopics: [{topic}]\n---\n", "contacts/Ada.md": f"---\noffers: [{offer}]\n---\n"}
    assert [name for _, name, _ in helps(whole(notes))] == ["Ada"]


def test_topics_that_begin_alike_do_not_hide_each_other() -> None:
    notes = {
        JOB: "---\ntopics: [mail, machines, may, math_analysis, eye]\n---\n",
        "contacts/Ada.md": "---\noffers: [a machine, the mails]\ntags: [math_analysis]\n---\n",
        "contacts/Bo.md": "---\ninterests: [mail, eyes]\n---\n",
    }
    assert helps(whole(notes)) == [
        ("mail", "Ada", "offers the mails"),
        ("mail", "Bo", "likes mail"),
        ("machines", "Ada", "offers a machine"),
        ("math_analysis", "Ada", "has the tag math_analysis"),
        ("eye", "Bo", "likes eyes"),
    ]


def test_odd_goals_do_no_harm() -> None:
    notes = {
        JOB: '---\npeople: ["[[New job]]", "[[me]]", "[[Ada]]", "[[Ada]]", Twin]\norganizations: "[[New job]]"\nroles: ["", "?"]\ntopics: ["!", "a"]\n---\n',
        "me.md": "---\ntype: me\n---\n",
        "contacts/Ada.md": "",
        "contacts/a/Twin.md": "",
        "contacts/b/Twin.md": "",
    }
    found = whole(notes)
    assert [who for _, who, _ in helps(found)] == ["Ada"]
    assert "Twin: more than one contact has this name" in [told.says for told in found.missing]
    assert goals(view_of({})) == ()


def test_a_step_with_somebody_private_alone_is_not_pointed_to_in_the_list() -> None:
    notes = {
        "contacts/Ann.md": "---\nprivate: true\n---\n",
        "goals/Fly.md": "---\npeople: Ann\n---\n",
        "interactions/2026-11-03 With Ann.md": "---\nwith: Ann\ngoal: [[Fly]]\n---\n",
    }
    (found,) = goals(view_of(notes))
    assert (found.last_step, found.quiet) == (None, False)
    assert "Ann" not in repr(found)


def test_of_several_conversations_about_a_topic_the_last_says_who_fits() -> None:
    notes = {
        JOB: "---\ntopics: music\n---\n",
        "contacts/Ada.md": "---\n---\n## Log\n- 2024-05-01 call [topics:: music/jazz]\n- 2026-05-01 call [topics:: music]\n"
        "- 2026-06-01 call [topics:: tea]\n",
        # What their own note says is stronger.
        "contacts/Bo.md": "---\noffers: music\n---\n## Log\n- 2026-05-01 call [topics:: music]\n",
    }
    assert helps(whole(notes)) == helps(whole(dict(reversed(notes.items()))))
    people = [helper for help_ in whole(notes).helps for helper in help_.people]
    assert {one.name: one.why for one in people} == {
        "Ada": "talked with you about music on 2026-05-01",
        "Bo": "offers music",
    }
    assert [one.helpers for one in goals(view_of(notes))] == [2]
