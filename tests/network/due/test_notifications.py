"""A desktop is told once a day who is due, and of each promise once; never in quiet hours, never of those who wait."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.due.entry_texts import Named
from plaintext_network.network.due.notifications import (
    SETTLED,
    Hours,
    Notification,
    NotificationState,
    is_quiet,
    next_notification,
)
from plaintext_network.network.due.rules import DueEntry
from tests.network.asking import answer

NIGHT = (time(22), time(8))
NOON = (time(12), time(14))
NOW = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - a time of day in the user's own zone
DIGEST_SHOWN = NotificationState(NOW.date())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def entry(
    name: str,
    kind: str = "touch",
    reason: str = "cadence 3 months",
    day: str = "2026-11-24",
    source: str = "",
) -> DueEntry:
    path = f"contacts/{name}.md"
    due = date.fromisoformat(day)
    order = (0, 0.0, name, path, reason)
    return DueEntry(
        Named(name, path), kind, due, 0, None, None, reason, source or f"{path}:3", about="", order=order
    )


def promise(name: str, what: str, day: str = "2026-11-24", source: str = "") -> DueEntry:
    return entry(name, "promise", f"you promised: {what}", day, source)


def told(
    due: Iterable[DueEntry], shown: NotificationState = DIGEST_SHOWN, now: datetime = NOW
) -> Notification | None:
    """What is said of those who are due once that has settled."""
    entries = list(due)
    first, shown = next_notification(entries, shown, now, None)
    return first or next_notification(entries, shown, now + SETTLED, None)[0]


class TestDigest:
    def test_the_first_look_of_a_day_tells_who_is_due(self) -> None:
        due = [entry("Ada Lovelace"), entry("Bo"), promise("Cy", "the slides")]
        said, shown = next_notification(due, NotificationState(date(2026, 11, 23)), NOW, None)
        assert said == Notification(
            "3 people are due", "Ada Lovelace, Bo and Cy\na promise to Cy: the slides"
        )
        assert next_notification(due, shown, NOW, None) == (None, shown)

    def test_notes_are_read_as_for_due(self) -> None:
        notes = {
            "contacts/Ada.md": "---\nfollow_up: 2026-11-24 send the slides\n---\n",
            "contacts/Bo.md": "---\ncadence: weekly\nlast_contact: 2026-11-01\n---\n",
            "contacts/Cy.md": "---\nfollow_up: 2026-11-25 write\n---\n",
        }
        said, _ = next_notification(answer(notes).due, NotificationState(), NOW, None)
        assert said == Notification("2 people are due", "Ada and Bo\na promise to Ada: send the slides")

    def test_somebody_alone_is_told_with_the_reason(self) -> None:
        assert told([entry("Ada", reason="birthday, 40")], NotificationState()) == Notification(
            "Ada is due", "birthday, 40"
        )

    def test_somebody_with_several_reasons_is_one_person(self) -> None:
        said = told([entry("Ada"), entry("Ada", "reply")], NotificationState())
        assert said == Notification("Ada is due", "cadence 3 months")

    @pytest.mark.parametrize(
        ("people", "names"),
        [
            (5, "A, B, C, D and E"),
            (6, "A, B, C, D and 2 more"),
            (20, "A, B, C, D and 16 more"),
        ],
    )
    def test_of_many_a_few_are_named(self, people: int, names: str) -> None:
        due = [entry(chr(ord("A") + number)) for number in range(people)]
        assert told(due, NotificationState()) == Notification(f"{people} people are due", names)

    def test_a_promise_told_before_is_not_told_again(self) -> None:
        due = [promise("Ada", "the slides", "2026-11-20"), entry("Bo")]
        _, yesterday = next_notification(due, NotificationState(), NOW - timedelta(days=1), None)
        said, _ = next_notification(due, yesterday, NOW, None)
        assert said == Notification("2 people are due", "Ada and Bo")

    def test_somebody_due_for_a_promise_told_before_is_due_all_the_same(self) -> None:
        due = [promise("Ada", "the slides", "2026-11-23")]
        _, yesterday = next_notification(due, NotificationState(), NOW - timedelta(days=1), None)
        assert next_notification(due, yesterday, NOW, None)[0] == Notification(
            "Ada is due", "about an earlier promise"
        )

    def test_when_nobody_is_due_nothing_is_said_and_the_day_may_still_have_its_digest(self) -> None:
        said, shown = next_notification([], NotificationState(), NOW, None)
        assert said is None
        assert next_notification([entry("Ada")], shown, NOW, None)[0] == Notification(
            "Ada is due", "cadence 3 months"
        )

    def test_what_is_kept_is_no_more_than_what_is_due(self) -> None:
        shown = NotificationState()
        for number in range(100):
            now = NOW + timedelta(days=number)
            _, shown = next_notification([promise("Ada", f"number {number}")], shown, now, None)
        assert len(shown.promises) == 1

    def test_a_day_from_a_clock_that_was_wrong_silences_nothing(self) -> None:
        assert told([entry("Ada")], NotificationState(date(2099, 1, 1)))


class TestPromises:
    def test_one_that_falls_due_after_the_digest_is_told_by_itself(self) -> None:
        due = [entry("Bo"), promise("Ada", "send the slides")]
        assert told(due) == Notification("A promise to Ada is due", "send the slides")

    def test_one_without_words_is_to_get_back(self) -> None:
        due = [entry("Ada", "promise", "you promised to get back")]
        assert told(due) == Notification("A promise to Ada is due", "to get back")

    def test_several_at_once_are_told_together(self) -> None:
        due = [promise("Ada", "the slides"), promise("Bo", "a book")]
        assert told(due) == Notification("2 promises are due", "Ada: the slides\nBo: a book")

    def test_twenty_at_once_are_one_notice(self) -> None:
        said = told([promise("Ada", f"page {number}") for number in range(20)])
        assert said is not None
        assert said.title == "20 promises are due"
        assert said.body.splitlines()[3:] == ["Ada: page 3", "and 16 more"]

    def test_one_to_several_people_is_one(self) -> None:
        due = [promise(name, "the minutes", source="interactions/1.md:7") for name in ("Ada", "Bo")]
        assert told(due) == Notification("A promise to Ada and Bo is due", "the minutes")

    def test_one_that_is_being_typed_is_told_when_it_is_finished(self) -> None:
        shown, said, now = DIGEST_SHOWN, [], NOW
        for typed in ("s", "send", "send the slides", "send the slides", "send the slides"):
            one, shown = next_notification([promise("Ada", typed)], shown, now, None)
            said.append(one)
            now += timedelta(minutes=3)
        assert said == [None] * 4 + [Notification("A promise to Ada is due", "send the slides")]

    def test_one_that_was_taken_back_meanwhile_is_not_told(self) -> None:
        _, shown = next_notification([promise("Ada", "the slides")], DIGEST_SHOWN, NOW, None)
        assert next_notification([entry("Ada")], shown, NOW + SETTLED, None) == (None, DIGEST_SHOWN)

    def test_one_that_was_put_off_is_told_when_its_new_day_comes(self) -> None:
        _, shown = next_notification([promise("Ada", "the slides")], NotificationState(), NOW, None)
        later = promise("Ada", "the slides", "2026-11-30"), entry("Bo")
        said, _ = next_notification(later, shown, NOW + timedelta(days=6), None)
        assert said == Notification("2 people are due", "Ada and Bo\na promise to Ada: the slides")

    def test_one_shown_early_is_not_told(self) -> None:
        assert told([promise("Ada", "the slides", "2026-11-25")]) is None


class TestQuiet:
    @pytest.mark.parametrize(
        ("hours", "clock", "quiet"),
        [
            (NIGHT, "22:00", True),
            (NIGHT, "00:00", True),
            (NIGHT, "07:59:59", True),
            (NIGHT, "08:00", False),
            (NIGHT, "21:59", False),
            (NOON, "11:59", False),
            (NOON, "12:00", True),
            (NOON, "14:00", False),
            ((time(20), time(0)), "23:59", True),
            ((time(20), time(0)), "00:00", False),
            (None, "03:00", False),
        ],
    )
    def test_they_last_from_the_first_time_up_to_the_second(
        self, hours: Hours | None, clock: str, quiet: bool
    ) -> None:
        assert is_quiet(at(f"2026-11-24 {clock}"), hours) is quiet

    def test_what_fell_into_them_is_told_when_they_end(self) -> None:
        due = [entry("Ada")]
        said, shown = next_notification(due, NotificationState(), at("2026-11-24 00:00"), NIGHT)
        assert said is None
        assert next_notification(due, shown, at("2026-11-24 08:00"), NIGHT)[0] == Notification(
            "Ada is due", "cadence 3 months"
        )

    def test_a_promise_of_the_evening_is_in_the_digest_of_the_morning(self) -> None:
        due = [entry("Bo"), promise("Ada", "the slides")]
        said, shown = next_notification(due, DIGEST_SHOWN, at("2026-11-24 23:00"), NIGHT)
        assert said is None
        said, _ = next_notification(due, shown, at("2026-11-25 08:00"), NIGHT)
        assert said == Notification("2 people are due", "Bo and Ada\na promise to Ada: the slides")

    def test_a_promise_of_noon_is_told_when_noon_is_over(self) -> None:
        due = [promise("Ada", "the slides")]
        _, shown = next_notification(due, DIGEST_SHOWN, at("2026-11-24 12:30"), NOON)
        said, _ = next_notification(due, shown, at("2026-11-24 14:00"), NOON)
        assert said == Notification("A promise to Ada is due", "the slides")


def test_words_of_notes_stay_on_their_line_and_are_short() -> None:
    said = told([promise("Ada\nLovelace", "x" * 500), promise("Bo", "a\r\n\tb")])
    assert said == Notification("2 promises are due", f"Ada Lovelace: {'x' * 119}…\nBo: a b")


# Laws: what follows any days of any vault, looked at now and then, with a restart at any time.

entries = st.builds(
    entry,
    st.sampled_from(["Ada", "Bo", "Cy"]),
    st.sampled_from(["touch", "reply", "promise", "promise", "waiting"]),
    st.sampled_from(["you promised: a", "you promised: b"]),
    st.sampled_from(["2026-11-23", "2026-11-24", "2026-11-25"]),
)
looks = st.lists(
    st.tuples(st.lists(entries, max_size=6), st.integers(0, 600), st.booleans()), min_size=1, max_size=30
)
hours = st.sampled_from([None, NIGHT, NOON])
Look = tuple[list[DueEntry], int, bool]


def watched(looks: list[Look], quiet: Hours | None) -> list[tuple[datetime, Notification, list[DueEntry]]]:
    """Every notice of a run, with when it was shown and who was due then."""
    shown, now, said = NotificationState(), NOW, []
    for due, minutes, restart in looks:
        now += timedelta(minutes=minutes)
        one, shown = next_notification(due, shown, now, quiet)
        if one:
            said.append((now, one, due))
        if restart:
            shown = NotificationState(shown.day, shown.promises)
    return said


def is_digest(said: Notification) -> bool:
    return "promise" not in said.title


@given(looks, hours)
def test_there_is_never_more_than_one_digest_a_day(looks: list[Look], quiet: Hours | None) -> None:
    days = [now.date() for now, said, _ in watched(looks, quiet) if is_digest(said)]
    assert len(days) == len(set(days))


@given(looks, hours)
def test_nothing_is_shown_in_quiet_hours(looks: list[Look], quiet: Hours | None) -> None:
    assert not [said for now, said, _ in watched(looks, quiet) if is_quiet(now, quiet)]


@given(looks, hours)
def test_nobody_is_told_of_who_only_waits(looks: list[Look], quiet: Hours | None) -> None:
    for _, said, due in watched(looks, quiet):
        due_names = {one.contact.name for one in due if one.kind != "waiting"}
        assert not [name for name in {"Ada", "Bo", "Cy"} - due_names if name in f"{said.title} {said.body}"]


@given(looks, hours)
def test_no_promise_is_told_twice_while_it_stays_due(looks: list[Look], quiet: Hours | None) -> None:
    one = promise("Dee", "the one")
    looks = [([*due, one], minutes, restart) for due, minutes, restart in looks]
    told = [now for now, said, _ in watched(looks, quiet) if "the one" in f"{said.title} {said.body}"]
    assert len(told) <= 1


def test_a_digest_asks_about_what_was_planned() -> None:
    due = answer({"contacts/Ada.md": "## Log\n- 2026-11-20 tea [planned:: true]\n"}).due
    shown, state = next_notification(due, NotificationState(), NOW, None)
    assert shown == Notification("Ada is due", "planned for 20 November: did it happen? (tea)")
    assert next_notification(due, state, NOW + SETTLED, None)[0] is None
