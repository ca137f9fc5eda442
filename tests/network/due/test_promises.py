"""Rule 4, promises: tasks and follow-ups are due on their day, whatever the cadence."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules, TaskRules
from tests.network.asking import answer, due_in, span

ADA, CHARLES = "contacts/Ada.md", "contacts/Charles.md"
PLAIN = "text\n"
COFFEE = "interactions/2026-11-10 Coffee.md"


# Tasks


def test_a_task_is_a_promise_to_the_contacts_it_links() -> None:
    notes = {
        ADA: PLAIN,
        CHARLES: "---\ncadence: never\n---\n",
        "notes/Plans.md": "- [ ] send the slides to [[Ada]] and [[Charles]] 📅 2026-11-20\n",
    }
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4), ("Charles", "promise", "2026-11-20", 4)]
    [entry, _] = answer(notes).due
    assert (entry.source, entry.last_touch, entry.cadence) == ("notes/Plans.md:1", None, None)
    assert "send the slides to Ada and Charles" in entry.reason


def test_a_task_is_due_on_its_day_and_not_before() -> None:
    notes = {ADA: "- [ ] write 📅 2026-11-20\n"}
    assert due_in(notes, "2026-11-19") == []
    assert due_in(notes, "2026-11-20") == [("Ada", "promise", "2026-11-20", 0)]
    assert due_in(notes, "2026-11-19", until="2026-11-20") == [("Ada", "promise", "2026-11-20", -1)]


def test_a_task_that_links_nobody_is_in_a_contacts_note_that_contacts() -> None:
    assert due_in({ADA: "- [ ] write 📅 2026-11-20\n"}) == [("Ada", "promise", "2026-11-20", 4)]


def test_a_task_in_a_contacts_note_that_links_another_is_that_others() -> None:
    notes = {ADA: "- [ ] write to [[Charles]] 📅 2026-11-20\n", CHARLES: PLAIN}
    assert due_in(notes) == [("Charles", "promise", "2026-11-20", 4)]


def test_a_task_that_links_no_contact_links_nobody() -> None:
    notes = {
        ADA: "- [ ] write about the [[Engine]] for [[Me]] 📅 2026-11-20\n",
        "notes/Engine.md": PLAIN,
        "Me.md": "---\ntype: me\n---\n",
    }
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


def test_a_task_that_links_nobody_is_in_an_interactions_note_its_participants() -> None:
    notes = {
        ADA: PLAIN,
        CHARLES: PLAIN,
        COFFEE: "---\nwith: [Ada, Charles]\n---\n- [ ] minutes 📅 2026-11-20\n",
    }
    assert [row[0] for row in due_in(notes)] == ["Ada", "Charles"]


def test_a_task_in_an_interactions_note_that_links_one_is_that_ones() -> None:
    text = "---\nwith: [Ada, Charles]\n---\n- [ ] minutes for [[Charles]] 📅 2026-11-20\n"
    assert [row[0] for row in due_in({ADA: PLAIN, CHARLES: PLAIN, COFFEE: text})] == ["Charles"]


def test_a_line_below_a_task_makes_it_nobody_elses() -> None:
    notes = {ADA: "- [ ] write 📅 2026-11-20\nTalked with [[Charles]] about it.\n", CHARLES: PLAIN}
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


@pytest.mark.parametrize("dated", ["", "date: 2026-02-30\n"])
def test_what_was_promised_in_an_undated_interaction_is_promised(dated: str) -> None:
    text = f"---\n{dated}with: Ada\nfollow_up: 2026-11-21 x\n---\n- [ ] y 📅 2026-11-20\n"
    assert due_in({ADA: PLAIN, "interactions/Plan.md": text}) == [
        ("Ada", "promise", "2026-11-20", 4),
        ("Ada", "promise", "2026-11-21", 3),
    ]


def test_a_newsletter_binds_nobody_but_by_tasks_that_link_somebody() -> None:
    names = ", ".join(f"P{number}" for number in range(6))
    text = (
        f"---\ndirection: out\nwith: [{names}]\nfollow_up: 2026-11-20 x\n---\n"
        "- [ ] y 📅 2026-11-20\n- [ ] z for [[P1]] 📅 2026-11-20\n"
    )
    people = {f"contacts/P{number}.md": PLAIN for number in range(6)}
    assert due_in({**people, COFFEE: text}) == [("P1", "promise", "2026-11-20", 4)]


def test_a_task_that_links_nobody_is_elsewhere_nobodys() -> None:
    text = "saw [[Ada]]\n- [ ] buy milk 📅 2026-11-20\n"
    assert due_in({ADA: PLAIN, "notes/Plans.md": text, "daily/2026-11-20.md": text}) == []


@pytest.mark.parametrize(
    "written",
    [
        "📅 2026-11-20",
        "📅2026-11-20",
        "📆 2026-11-20",
        "🗓 2026-11-20",
        "🗓️ 2026-11-20",
        "[due:: 2026-11-20]",
        "(due:: 2026-11-20)",
        "[due:: [[2026-11-20]]]",
        "⏳ 2026-11-20",
        "⌛ 2026-11-20",
        "[scheduled:: 2026-11-20]",
        "⏳ 2026-11-01 📅 2026-11-20",
        "[scheduled:: 2026-11-01] [due:: 2026-11-20]",
        "🔼 🔁 every week 📅 2026-11-20",
        "🛫 2026-11-19 📅 2026-11-20",
        "➕ 2026-11-01 📅 2026-11-20",
    ],
)
def test_the_day_of_a_task_is_that_it_is_due_else_scheduled(written: str) -> None:
    assert due_in({ADA: f"- [ ] write {written}\n"}) == [("Ada", "promise", "2026-11-20", 4)]


@pytest.mark.parametrize("written", ["", "🛫 2026-11-01", "➕ 2026-11-01", "soon", "📅 2026-02-30"])
def test_a_task_without_a_day_is_never_due(written: str) -> None:
    assert due_in({ADA: f"- [ ] write {written}\n"}, "2046-01-01") == []


@pytest.mark.parametrize("written", ["🛫 2026-11-22", "[start:: 2026-11-22]"])
def test_a_task_is_hidden_before_its_start(written: str) -> None:
    notes = {ADA: f"- [ ] write {written} 📅 2026-11-20\n"}
    assert due_in(notes, "2026-11-21") == []
    assert due_in(notes, "2026-11-22") == [("Ada", "promise", "2026-11-20", 2)]


@pytest.mark.parametrize("box", ["x", "X", "-"])
def test_a_closed_task_is_no_promise(box: str) -> None:
    assert due_in({ADA: f"- [{box}] write 📅 2026-11-20\n"}) == []


@pytest.mark.parametrize("box", [" ", "/", ">", "!", "?"])
def test_any_other_task_is_open(box: str) -> None:
    assert due_in({ADA: f"- [{box}] write 📅 2026-11-20\n"}) == [("Ada", "promise", "2026-11-20", 4)]


def test_what_closes_a_task_is_a_setting() -> None:
    rules = Rules(tasks=TaskRules(closed=("x", ">")))
    assert due_in({ADA: "- [>] a 📅 2026-11-20\n- [-] b 📅 2026-11-21\n"}, rules=rules) == [
        ("Ada", "promise", "2026-11-21", 3)
    ]


def test_a_task_in_code_is_text() -> None:
    assert due_in({ADA: "```\n- [ ] write 📅 2026-11-20\n```\n"}) == []


def test_no_interaction_keeps_a_task() -> None:
    notes = {ADA: "- [ ] write 📅 2026-11-20\n## Log\n- 2026-11-22 tea\n"}
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


def test_each_task_is_an_entry() -> None:
    notes = {ADA: "- [ ] two 📅 2026-11-21\n- [ ] one 📅 2026-11-20\n- [ ] two 📅 2026-11-21\n"}
    assert [(row[2], entry.source) for row, entry in zip(due_in(notes), answer(notes).due, strict=True)] == [
        ("2026-11-20", "contacts/Ada.md:2"),
        ("2026-11-21", "contacts/Ada.md:1"),
        ("2026-11-21", "contacts/Ada.md:3"),
    ]


# Follow-ups


def test_a_follow_up_is_due_on_its_day() -> None:
    notes = {ADA: "---\nrole: x\nfollow_up: 2026-11-20\n---\n"}
    assert due_in(notes, "2026-11-19") == []
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]
    [entry] = answer(notes).due
    assert entry.source == "contacts/Ada.md:3"


def test_a_contact_may_have_several_follow_ups() -> None:
    text = '---\nfollow_up:\n  - 2026-11-20 send the slides\n  - "[[2026-11-21]] call"\n  - 2026-12-01\n---\n'
    assert [(str(e.due), e.source) for e in answer({ADA: text}).due] == [
        ("2026-11-20", "contacts/Ada.md:3"),
        ("2026-11-21", "contacts/Ada.md:4"),
    ]
    assert "send the slides" in answer({ADA: text}).due[0].reason


def test_several_follow_ups_may_stand_on_one_line() -> None:
    for line in ("[2026-11-20, 2026-11-21]", "[2026-11-20 write, 2026-11-21 write]"):
        notes = {ADA: f"---\nfollow_up: {line}\n---\n"}
        assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4), ("Ada", "promise", "2026-11-21", 3)]


@pytest.mark.parametrize("direction", ["both", "out"])
@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-24"])
def test_a_follow_up_is_kept_by_an_interaction_on_or_after_its_day(direction: str, day: str) -> None:
    text = f"---\nfollow_up: 2026-11-20\n---\n## Log\n- {day} letter [direction:: {direction}]\n"
    assert due_in({ADA: text}) == []


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-19 letter",
        "2026-11-19 letter [direction:: out]",
        # A message of theirs keeps nothing that you promised.
        "2026-11-20 letter [direction:: in] [with:: Charles]",
        # Planned.
        "2026-11-25 letter",
    ],
)
def test_a_follow_up_is_not_kept_by_what_came_earlier_from_them_or_is_planned(line: str) -> None:
    notes = {ADA: f"---\nfollow_up: 2026-11-20\n---\n## Log\n- {line}\n", CHARLES: PLAIN}
    assert ("Ada", "promise", "2026-11-20", 4) in due_in(notes)


def test_a_follow_up_is_kept_though_later_messages_are_theirs() -> None:
    lines = "- 2026-11-21 letter [direction:: out]\n- 2026-11-22 answer [direction:: in]\n- 2026-11-23 call\n"
    assert due_in({ADA: f"---\nfollow_up: 2026-11-20\n---\n## Log\n{lines}"}) == []


def test_a_newsletter_keeps_no_follow_up() -> None:
    notes = {
        ADA: "---\nfollow_up: 2026-11-20\n---\n",
        "interactions/2026-11-22 News.md": "---\nwith: [Ada, B, C, D, E, F]\ndirection: out\n---\n",
    }
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


def test_a_mention_keeps_no_follow_up() -> None:
    notes = {ADA: "---\nfollow_up: 2026-11-20\n---\n", "daily/2026-11-22.md": "- thought of [[Ada]]\n"}
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


@pytest.mark.parametrize("ticked", ["send the slides ✅ 2026-11-18", "✅ 2026-11-18", "send the slides ✅"])
def test_a_ticked_follow_up_is_kept(ticked: str) -> None:
    notes = {ADA: f"---\nfollow_up: [2026-11-20 {ticked}, 2026-11-21 call]\n---\n"}
    assert due_in(notes) == [("Ada", "promise", "2026-11-21", 3)]


def test_a_follow_up_of_an_interaction_binds_to_each_who_took_part() -> None:
    notes = {
        ADA: PLAIN,
        CHARLES: PLAIN,
        "contacts/Mary.md": PLAIN,
        COFFEE: "---\nwith: [Ada, Charles]\nfollow_up: 2026-11-20 send the slides\n---\nabout [[Mary]]\n",
    }
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4), ("Charles", "promise", "2026-11-20", 4)]
    assert [entry.source for entry in answer(notes).due] == [f"{COFFEE}:3", f"{COFFEE}:3"]


def test_a_follow_up_to_two_is_kept_one_by_one() -> None:
    notes = {
        ADA: "## Log\n- 2026-11-21 call\n",
        CHARLES: PLAIN,
        COFFEE: "---\nwith: [Ada, Charles]\nfollow_up: 2026-11-20\n---\n",
    }
    assert due_in(notes) == [("Charles", "promise", "2026-11-20", 4)]


def test_a_ticked_follow_up_of_an_interaction_is_kept_for_all() -> None:
    text = "---\nwith: [Ada, Charles]\nfollow_up: 2026-11-20 slides ✅ 2026-11-19\n---\n"
    assert due_in({ADA: PLAIN, CHARLES: PLAIN, COFFEE: text}) == []


def test_an_interaction_on_the_promised_day_keeps_its_own_follow_up() -> None:
    assert due_in({ADA: PLAIN, COFFEE: "---\nwith: Ada\nfollow_up: 2026-11-10\n---\n"}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ADA, "## Log\n- 2026-11-10 call [follow_up:: 2026-11-20 send the slides]\n"),
        ("daily/2026-11-10.md", "- call with [[Ada]] #touch [follow_up:: 2026-11-20 send the slides]\n"),
        (COFFEE, "---\nwith: Ada\n---\nand then [follow_up:: 2026-11-20 send the slides]\n"),
        (ADA, "I owe her [follow_up:: 2026-11-20 send the slides]\n"),
    ],
)
def test_a_follow_up_may_be_an_inline_field(path: str, text: str) -> None:
    notes = {ADA: PLAIN, path: text}
    assert due_in(notes) == [("Ada", "promise", "2026-11-20", 4)]


def test_a_promise_may_come_from_what_is_planned() -> None:
    text = "---\nwith: Ada\nfollow_up: 2026-11-24 book a table\n---\n- [ ] flowers 📅 2026-11-23\n"
    notes = {ADA: PLAIN, "interactions/2026-12-01 Dinner.md": text}
    assert [row[2] for row in due_in(notes)] == ["2026-11-23", "2026-11-24"]


# Crowds


def meeting(size: int) -> dict[str, str]:
    others = ", ".join(f"Person {number}" for number in range(1, size))
    return {
        ADA: PLAIN,
        CHARLES: PLAIN,
        COFFEE: f"---\nwith: [Ada, {others}]\nfollow_up: 2026-11-20\n---\n"
        "- [ ] minutes 📅 2026-11-21\n- [ ] slides for [[Charles]] 📅 2026-11-22\n",
    }


def test_eight_people_are_bound_by_what_is_promised_among_them() -> None:
    assert due_in(meeting(8)) == [
        ("Ada", "promise", "2026-11-20", 4),
        ("Ada", "promise", "2026-11-21", 3),
        ("Charles", "promise", "2026-11-22", 2),
    ]


def test_a_crowd_is_bound_by_nothing_but_tasks_that_link_somebody() -> None:
    assert due_in(meeting(9)) == [("Charles", "promise", "2026-11-22", 2)]


def test_what_makes_a_crowd_is_a_setting() -> None:
    assert [row[0] for row in due_in(meeting(3), rules=Rules(due=DueRules(crowd=2)))] == ["Charles"]


def test_the_owner_is_none_of_the_crowd() -> None:
    notes = meeting(8)
    notes |= {"Me.md": "---\ntype: me\n---\n", COFFEE: notes[COFFEE].replace("[Ada", "[Me, Ada")}
    assert [row[0] for row in due_in(notes)] == ["Ada", "Ada", "Charles"]


# Long ago


def test_promises_of_more_than_a_year_ago_are_only_counted() -> None:
    notes = {
        ADA: "- [ ] on the day a year ago 📅 2025-11-24\n- [ ] before 📅 2025-11-23\n",
        CHARLES: "---\nfollow_up: 2020-01-01\n---\n",
    }
    found = answer(notes)
    assert [(e.contact.name, str(e.due), e.overdue_by) for e in found.due] == [("Ada", "2025-11-24", 365)]
    assert found.stale == 2


def test_a_stale_promise_to_two_is_counted_once() -> None:
    text = "- [ ] write to [[Ada]] and [[Charles]] 📅 2020-01-01\n- [ ] call [[Ada]] 📅 2020-01-01\n"
    found = answer({ADA: PLAIN, CHARLES: PLAIN, "notes/Plans.md": text})
    assert (found.due, found.stale) == ((), 2)


def test_what_is_long_ago_is_a_setting() -> None:
    found = answer({ADA: "- [ ] write 📅 2026-11-09\n"}, rules=Rules(due=DueRules(stale=span("2 weeks"))))
    assert (found.due, found.stale) == ((), 1)


def test_what_is_kept_closed_or_hidden_is_not_counted_as_stale() -> None:
    text = (
        "---\nfollow_up: 2020-01-01\n---\n- [x] a 📅 2020-01-01\n- [ ] b 📅 2020-01-01 🛫 2027-01-01\n"
        "## Log\n- 2020-01-02 tea\n"
    )
    assert answer({ADA: text}).stale == 0


def test_a_loose_task_beside_a_daily_line_is_nobodys() -> None:
    assert due_in({ADA: PLAIN, "2026-11-20.md": "- saw [[Ada]] #touch\n- [ ] buy milk 📅 2026-11-20\n"}) == []


def test_the_same_promise_twice_on_a_line_is_one() -> None:
    assert due_in({ADA: "---\nfollow_up: [2026-11-20 write, 2026-11-20 write]\n---\n"}) == [
        ("Ada", "promise", "2026-11-20", 4)
    ]
