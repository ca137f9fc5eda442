"""What a report says, of vaults given as texts: who is due, what is coming and open, the circles, growth and a card each."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.report import contents
from plaintext_network.report.contents import DuePerson, ReportContents, gather
from plaintext_network.vault.notebook import Notebook

DAY = date(2026, 11, 24)
ADA = {
    "contacts/Ada.md": "---\ncadence: monthly\ncircles: [choir]\nrole: Potter\nneeds: [a kiln]\n---\n## Log\n- 2026-10-01 call: glazes\n"
}
HIDDEN = {
    "contacts/Zephyrine Quill.md": "---\nprivate: true\ncadence: monthly\ncircles: [choir]\nbirthday: 1980-12-01\n---\n"
    "- [ ] write 📅 2026-11-20\n\n## Log\n- 2026-09-01 call: looms [got:: a loom]\n"
}
DEAD = {
    "contacts/Old Tom.md": "---\nstatus: deceased\nbirthday: 1930-12-01\n---\n## Log\n- 2024-05-01 call: boats [got:: a boat]\n"
}
Gathered = Callable[..., ReportContents]


@pytest.fixture
def gathered(vault: Callable[[Mapping[str, str]], Path]) -> Gathered:
    def gathered(*notes: Mapping[str, str], today: date = DAY, **options: object) -> ReportContents:
        together = {path: text for some in notes for path, text in some.items()}
        return gather(Notebook(str(vault(together)), today, cache=False), **options)  # type: ignore[arg-type]

    return gathered


def texts(person: DuePerson) -> list[str]:
    return [reason.text for reason in person.reasons]


class TestDue:
    def test_lists_whom_due_lists_once_with_every_reason(self, gathered: Gathered) -> None:
        promise = {"daily/2026-11-01.md": "- [ ] send [[Ada]] the recipe 📅 2026-11-20\n"}
        (ada,) = gathered(ADA, promise).due
        assert texts(ada) == [
            "you promised: send Ada the recipe",
            "monthly; last in touch on 2026-10-01: call: glazes",
        ]
        assert (ada.last_touch, ada.cadence) == (date(2026, 10, 1), "monthly")
        assert ada.reasons[1].about == "call: glazes"

    def test_the_budget_of_the_week_leaves_the_rest_for_later(self, gathered: Gathered) -> None:
        bo = {"contacts/Bo.md": "---\ncadence: monthly\n---\n## Log\n- 2026-10-02 call: nets\n"}
        found = gathered(ADA, bo, {"pnet.toml": "[due]\nbudget = 1\n"})
        assert ([person.name for person in found.due], found.more_due, found.later) == (["Ada"], 0, 1)
        assert found.people_due == 1

    def test_who_is_beyond_the_most_is_counted(
        self, gathered: Gathered, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contents, "MOST_DUE", 1)
        bo = {"contacts/Bo.md": "---\ncadence: monthly\n---\n## Log\n- 2026-10-02 call: nets\n"}
        found = gathered(ADA, bo)
        assert ([person.name for person in found.due], found.more_due) == (["Ada"], 1)

    def test_whom_to_leave_alone_is_waiting_with_the_reason(self, gathered: Gathered) -> None:
        bo = {
            "contacts/Bo.md": "---\ncadence: monthly\n---\n## Log\n- 2026-09-01 call: nets\n- 2026-11-20 email: hello [direction:: out]\n"
        }
        found = gathered(bo)
        (waiting,) = found.waiting
        assert (found.due, texts(waiting)) == (
            (),
            ["your message of 2026-11-20 has no answer yet; leave it to them until 2026-12-05"],
        )

    @pytest.mark.parametrize(
        ("note", "bare"),
        [
            ("follow_up: 2026-11-20 ask Zephyrine\n---\n", "you promised to get back"),
            ("occasions: ['11-24 dinner with Zephyrine']\n---\n", "occasion today"),
            (
                "cadence: monthly\n---\n## Log\n- 2026-10-01 call: about Zephyrine\n",
                "monthly; last in touch on 2026-10-01",
            ),
            (
                "---\n## Log\n- 2026-11-01 email: from Zephyrine [direction:: in]\n",
                "their message of 2026-11-01 awaits a reply",
            ),
            (
                "---\n## Log\n- 2026-11-10 call: about Zephyrine [planned:: true]\n",
                "planned for 10 November: did it happen?",
            ),
        ],
    )
    def test_a_reason_that_names_somebody_private_has_the_bare_words_of_its_kind(
        self, gathered: Gathered, note: str, bare: str
    ) -> None:
        found = gathered(HIDDEN, {"contacts/Bo.md": f"---\ntype: person\n{note}"})
        (bo,) = found.due
        assert texts(bo) == [bare]
        assert "Zephyrine" not in repr(found)

    def test_an_introduction_to_somebody_private_has_no_name(self, gathered: Gathered) -> None:
        made = {
            "introductions/One.md": "---\nbetween: [Ada, Zephyrine Quill]\nstatus: made\ndate: 2026-10-12\n---\n",
            "contacts/Ada.md": "---\ntype: person\n---\n",
        }
        found = gathered(HIDDEN, made)
        assert [texts(person) for person in found.due] == [
            ["introduction: made on 2026-10-12, no news since"]
        ]
        assert found.introductions == ()


class TestComing:
    def test_lists_days_meetings_promises_and_events_in_order(self, gathered: Gathered) -> None:
        found = gathered(
            {
                "contacts/Ada.md": "---\nbirthday: 1990-12-24\nsnooze: 2027-01-04\n---\n",
                "contacts/Bo.md": "---\ntype: person\n---\n",
                "daily/2026-11-01.md": "- [ ] write to [[Ada]] and [[Bo]] 📅 2026-12-01\n",
                "events/Fair.md": "---\ntype: event\ndate: 2026-12-20\nend: 2026-12-21\nplace: Lisbon\n---\n[[Ada]]\n",
                "interactions/2026-11-30 Lunch.md": "---\nwith: [Ada, Bo]\n---\n",
            }
        )
        assert [(day.day.isoformat(), day.kind, day.name, day.others, day.text) for day in found.coming] == [
            ("2026-11-30", "planned", "Ada", ("Bo",), "planned: Lunch"),
            ("2026-12-01", "promise", "Ada", ("Bo",), "you promised: write to Ada and Bo"),
            ("2026-12-20", "event", "Fair", (), "Lisbon, until 2026-12-21, 1 person you know"),
            ("2026-12-24", "birthday", "Ada", (), "turns 36"),
            ("2027-01-04", "snooze", "Ada", (), "the snooze ends"),
        ]

    def test_an_event_that_has_begun_is_today(self, gathered: Gathered) -> None:
        fair = "---\ntype: event\ndate: 2026-11-20\nend: 2026-11-30\n---\n"
        (day,) = gathered({"events/Fair.md": fair}).coming
        assert (day.day, day.text) == (DAY, "until 2026-11-30")

    def test_events_that_are_over_or_too_far_ahead_are_left_out(self, gathered: Gathered) -> None:
        events = {
            f"events/{day}.md": f"---\ntype: event\ndate: {day}\n---\n"
            for day in ("2026-11-23", "2027-01-20")
        }
        assert gathered(events).coming == ()

    def test_nobody_private_or_dead_is_coming_up(self, gathered: Gathered) -> None:
        assert gathered(HIDDEN, DEAD).coming == ()


class TestOpen:
    def test_overdue_promises_come_first_and_old_ones_last_and_marked(self, gathered: Gathered) -> None:
        days = ("2027-01-01", "2024-01-01", "2026-11-20")
        tasks = "".join(f"- [ ] write {day} 📅 {day}\n" for day in days) + "- [ ] some day\n"
        found = gathered({"contacts/Ada.md": f"---\ntype: person\n---\n{tasks}"})
        assert [(item.text, item.days, item.is_old) for item in found.promises] == [
            ("write 2026-11-20", 4, False),
            ("write 2027-01-01", -38, False),
            ("some day", None, False),
            ("write 2024-01-01", 1058, True),
        ]

    def test_what_several_people_did_together_is_one_favour(self, gathered: Gathered) -> None:
        notes = {f"contacts/{name}.md": "---\ntype: person\n---\n" for name in ("Ada", "Bo")}
        notes["interactions/2026-11-01 Move.md"] = "---\nwith: [Ada, Bo]\ngot: [a van]\n---\n"
        (thanks,) = gathered(notes).thanks
        assert (thanks.names, thanks.paths) == (("Ada", "Bo"), ("contacts/Ada.md", "contacts/Bo.md"))
        assert thanks.text == "helped you on 2026-11-01: a van; no thanks noted since"

    def test_favours_beyond_the_most_are_not_counted(self, gathered: Gathered) -> None:
        logs = "".join(f"- 2026-11-{day:02d} call: hi [got:: gift {day}]\n" for day in range(1, 22))
        notes = {"contacts/Ada.md": f"---\ntype: person\n---\n## Log\n{logs}"}
        found = gathered(notes)
        assert (len(found.thanks), found.has_more_thanks) == (20, True)
        notes["contacts/Ada.md"] = notes["contacts/Ada.md"].replace("[got:: gift 21]", "")
        found = gathered(notes)
        assert (len(found.thanks), found.has_more_thanks) == (20, False)

    def test_an_introduction_under_way_says_since_when_and_why(self, gathered: Gathered) -> None:
        notes = {f"contacts/{name}.md": "---\ntype: person\n---\n" for name in ("Ada", "Bo")}
        notes["introductions/One.md"] = (
            "---\nbetween: [Ada, Bo]\nstatus: made\ndate: 2026-10-12\nwhy: kilns\n---\n"
        )
        (one,) = gathered(notes).introductions
        assert (one.names, one.text) == (("Ada", "Bo"), "made on 2026-10-12, no news since: kilns")

    def test_nothing_private_is_open(self, gathered: Gathered) -> None:
        found = gathered(HIDDEN, DEAD)
        assert (found.promises, found.thanks, found.introductions) == ((), (), ())


class TestCounts:
    def test_circles_count_active_contacts_by_standing_the_largest_first(self, gathered: Gathered) -> None:
        found = gathered(
            ADA,
            HIDDEN,
            {
                "contacts/Bo.md": "---\ncircles: [Choir, climbing]\n---\n",
                "contacts/Cy.md": "---\ntype: person\n---\n",
                "contacts/Di.md": "---\nstatus: archived\ncircles: [choir]\n---\n",
            },
        )
        shown = [
            (one.circle, one.people, [pair for pair in one.standings if pair[1]]) for one in found.circles
        ]
        assert shown == [
            ("choir", 2, [("cooling", 1), ("new", 1)]),
            ("climbing", 1, [("new", 1)]),
            ("", 1, [("new", 1)]),
        ]

    def test_who_is_in_a_circle_named_after_somebody_private_counts_as_in_no_circle(
        self, gathered: Gathered
    ) -> None:
        found = gathered(
            HIDDEN,
            {
                "contacts/Bo.md": "---\ncircles: [friends of Zephyrine]\n---\n",
                "contacts/Cy.md": "---\ncircles: [friends of Zephyrine, work]\n---\n",
            },
        )
        assert [(one.circle, one.people) for one in found.circles] == [("work", 1), ("", 1)]
        assert {person.name: person.circle for person in found.rings.people} == {"Bo": "", "Cy": "work"}

    def test_growth_counts_by_quarter_from_the_first_day(self, gathered: Gathered) -> None:
        found = gathered(
            ADA,
            HIDDEN,
            DEAD,
            {
                "contacts/Bo.md": "---\nmet_on: 2024-08-01\n---\n",
                "contacts/Cy.md": "---\nmet_at: '[[Fair]]'\n---\n",
                "events/Fair.md": "---\ntype: event\ndate: 2026-05-05\n---\n",
            },
        )
        shown = {one.day.isoformat(): (one.known, one.new, one.in_touch) for one in found.growth}
        assert next(iter(shown.items())) == ("2024-06-30", (1, 1, 1))
        assert shown["2024-09-30"] == (2, 1, 1)
        assert shown["2025-06-30"] == (2, 0, 0)
        assert shown["2026-06-30"] == (3, 1, 0)
        assert [*shown.items()][-1] == ("2026-11-24", (4, 1, 1))
        assert len(shown) == 11

    def test_growth_has_ten_years_and_knows_those_of_before(self, gathered: Gathered) -> None:
        found = gathered({"contacts/Bo.md": "---\nmet_on: 0984-08-01\n---\n"}).growth
        assert len(found) == 40
        assert (found[0].known, found[0].new) == (1, 0)

    def test_private_people_count_nowhere(self, gathered: Gathered) -> None:
        without, with_them = gathered(ADA), gathered(ADA, HIDDEN)
        assert with_them == without
        assert with_them.people == 1


class TestCards:
    def test_a_card_says_who_they_are_and_where_you_stand(self, gathered: Gathered) -> None:
        (card,) = gathered(ADA).cards
        assert (card.role, card.circles, card.standing, card.cadence) == (
            "Potter",
            ("choir",),
            "cooling",
            "monthly",
        )
        assert (card.last_touch, card.touches, card.last) == (date(2026, 10, 1), 1, "call: glazes")
        assert card.why == ("monthly; last in touch on 2026-10-01: call: glazes",)
        assert (card.next_due, card.needs, card.months) == (date(2026, 11, 1), ("a kiln",), (*[0] * 22, 1, 0))

    def test_those_who_are_due_come_first_then_the_latest_and_all_are_listed_by_name(
        self, gathered: Gathered
    ) -> None:
        others = {
            f"contacts/{name}.md": f"---\ntype: person\n---\n## Log\n- {day} call: x\n"
            for name, day in (("Zoe", "2026-11-20"), ("Bo", "2026-11-01"), ("Cy", "2026-11-10"))
        }
        assert [card.name for card in gathered(ADA, others, limit=3).cards] == ["Ada", "Cy", "Zoe"]

    def test_long_texts_are_cut_and_names_are_not(self, gathered: Gathered) -> None:
        name = "N" * 240
        (card,) = gathered({f"contacts/{name}.md": f"---\nneeds: [{'n' * 400}, b, c, d]\n---\n"}).cards
        assert card.name == name
        assert [len(need) for need in card.needs] == [140, 1, 1]

    def test_a_text_that_names_somebody_private_is_missing(self, gathered: Gathered) -> None:
        bo = {"contacts/Bo.md": "---\nrole: Friend of Zephyrine\nneeds: [a loom, news of Zephyrine]\n---\n"}
        (card,) = gathered(HIDDEN, bo).cards
        assert (card.role, card.needs) == (None, ("a loom",))

    def test_a_text_may_name_the_dead(self, gathered: Gathered) -> None:
        (card,) = gathered(DEAD, {"contacts/Bo.md": "---\nrole: Heir of Old Tom\n---\n"}).cards
        assert card.role == "Heir of Old Tom"


class TestWithPrivatePeople:
    def test_private_people_are_there_and_the_dead_are_not(self, gathered: Gathered) -> None:
        found = gathered(ADA, HIDDEN, DEAD, private=True)
        assert [person.name for person in found.due] == ["Zephyrine Quill", "Ada"]
        assert [card.name for card in found.cards] == ["Ada", "Zephyrine Quill"]
        assert [item.names for item in found.thanks] == [("Zephyrine Quill",)]
        assert (found.people, found.private) == (2, True)

    def test_a_private_person_who_died_is_not_suggested(self, gathered: Gathered) -> None:
        tom = {"contacts/Tom.md": "---\nprivate: true\nstatus: deceased\nbirthday: 1930-12-01\n---\n"}
        found = gathered(tom, private=True)
        assert (found.due, found.coming, found.cards, found.people) == ((), (), (), 0)


class TestOddVaults:
    @pytest.mark.parametrize(
        "notes",
        [{}, HIDDEN, {"contacts/Ada.md": "---\nbirthday: 0099-01-01\nmet_on: 2090-01-01\n---\n"}],
    )
    def test_little_or_nothing_to_say_is_no_fault(self, gathered: Gathered, notes: Mapping[str, str]) -> None:
        found = gathered(notes)
        assert (found.due, found.growth, found.promises) == ((), (), ())
        assert len(found.cards) == found.people == ("contacts/Ada.md" in notes)

    @pytest.mark.parametrize(
        "today", [date.min, date(800, 2, 3), date(2026, 9, 30), date(2300, 1, 1), date.max]
    )
    def test_a_report_is_as_of_its_day(self, gathered: Gathered, today: date) -> None:
        found = gathered(ADA, today=today)
        (card,) = found.cards
        assert card.last_touch == (date(2026, 10, 1) if today > DAY else None)
        assert found.today == today
