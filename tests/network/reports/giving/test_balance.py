"""Giving and taking: for what thanks are open, where all goes one way, and how much is exchanged in each circle."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.advice import is_advice
from plaintext_network.network.people.favours import unthanked
from plaintext_network.network.reports.giving.balance import Balance, PersonBalance, balance, balance_with
from tests.conftest import TODAY, index_of, view_of

DANA = "contacts/Dana.md"


def of_all(notes: Mapping[str, str], rules: Rules | None = None, today: date = TODAY) -> Balance:
    return balance(view_of(notes, rules, today))


def of_one(notes: Mapping[str, str], path: str = DANA, today: date = TODAY) -> PersonBalance:
    return balance_with(view_of(notes, today=today, only=(path,)), path)


def log(*lines: str, front: str = "") -> dict[str, str]:
    """Return Dana's note with these Log lines."""
    return {DANA: f"---\n{front}---\n## Log\n" + "".join(f"- {line}\n" for line in lines)}


def line_at(notes: Mapping[str, str], source: str) -> str:
    path, _, line = source.rpartition(":")
    return notes[path].split("\n")[int(line) - 1]


def open_in(*lines: str) -> list[str]:
    """Return what is open with Dana, the newest first."""
    return [owed.text or "" for owed in of_all(log(*lines)).thanks]


class TestThanks:
    def test_advice_and_favours_are_said_in_their_own_words(self) -> None:
        notes = log(
            "2026-03-03 call [got:: advice: raise the price]",
            "2026-02-01 visit [got:: a bed for the night]",
        )
        advice, favour = of_all(notes).thanks
        assert advice[2:6] == (
            date(2026, 3, 3),
            "advice",
            "advice: raise the price",
            "Dana advised you on 2026-03-03: raise the price; nothing noted of it since; tell them what came of it",
        )
        assert favour.says == "Dana helped you on 2026-02-01: a bed for the night; no thanks noted since"
        assert (favour.kind, favour.source) == ("favour", "contacts/Dana.md:5")
        for owed in (advice, favour):
            assert owed.text is not None
            assert owed.text in line_at(notes, owed.source)

    def test_a_later_line_in_the_words_of_advice_is_news_of_it(self) -> None:
        notes = log(
            "2026-03-03 call [got:: advice: raise the price of the bowls]",
            "2026-05-01 coffee: the new prices hold",
        )
        (advice,) = of_all(notes).thanks
        assert advice.says == (
            "Dana advised you on 2026-03-03: raise the price of the bowls; "
            "it came up on 2026-05-01: the new prices hold; tell them what came of it"
        )
        assert advice.came_up is not None
        assert "new prices" in line_at(notes, advice.came_up.source)

    def test_a_later_topic_in_the_words_of_advice_is_news_of_it(self) -> None:
        notes = log(
            "2026-03-03 call [got:: advice: raise the price of the bowls]",
            "2026-04-01 call: a chat [got:: a price list]",
            "2026-05-01 coffee: a chat [topics:: glazes] [topics:: the price of bowls]",
        )
        (advice,) = (one for one in of_all(notes).thanks if one.kind == "advice")
        assert advice.came_up is not None
        assert (advice.came_up.day.isoformat(), advice.came_up.text) == ("2026-05-01", "the price of bowls")
        assert "glazes" in line_at(notes, advice.came_up.source)

    @pytest.mark.parametrize("text", ["some Advice", "advised me to wait", "two tips", "suggestions for the talk", "feedback", "she recommended a lawyer", "wise counsel", "ask for the band first", "Don't sign yet", "always read the small print"])  # fmt: skip
    def test_words_tell_advice(self, text: str) -> None:
        assert is_advice(text)

    @pytest.mark.parametrize(
        "text",
        [
            "a bed",
            "a tipped wagon",
            "a seat in the council",
            "an adviser's chair",
            "help with the move",
            "take-away curry",
        ],
    )
    def test_other_words_do_not(self, text: str) -> None:
        assert not is_advice(text)

    def test_later_thanks_are_for_all_before(self) -> None:
        lines = ("2026-01-01 [got:: a map]", "2026-02-01 [got:: a lamp]", "2026-03-01 [thanked:: the map]")
        assert open_in(*lines) == []
        assert open_in(*lines, "2026-04-01 [got:: a rope]") == ["a rope"]

    def test_earlier_thanks_are_for_nothing_later(self) -> None:
        assert open_in("2026-01-01 [thanked:: the tea]", "2026-02-01 [got:: a lamp]") == ["a lamp"]

    def test_thanks_of_the_day_are_for_that_day(self) -> None:
        assert open_in("2026-02-01 tea [got:: a lamp] [thanked:: her kindness]") == []
        assert open_in("2026-02-01 tea [thanked:: her kindness]", "2026-02-01 call [got:: a lamp]") == []

    def test_thanks_of_the_day_for_something_older_leave_the_days_own_open(self) -> None:
        before = "2026-01-01 [got:: a map]"
        assert open_in(before, "2026-02-01 [got:: a lamp] [thanked:: the map]") == ["a lamp"]
        assert open_in(before, "2026-02-01 [got:: a lamp] [thanked:: the lamps]") == []

    def test_what_is_to_come_neither_is_owed_nor_thanks(self) -> None:
        assert open_in("2026-12-01 [got:: a map]") == []
        assert open_in("2026-01-01 [got:: a map]", "2026-12-01 [thanked:: the map]") == ["a map"]

    @pytest.mark.parametrize("front", ["private: true\n", "status: do-not-contact\n", "status: deceased\n"])
    def test_some_are_never_suggested(self, front: str) -> None:
        found = of_all(log("2025-01-01 [got:: a map]", "2025-02-01 [got:: a map]", front=front))
        assert (found.thanks, found.one_sided) == ((), ())

    def test_who_is_private_is_told_of_by_name_only(self) -> None:
        notes = log(
            "2025-01-01 [got:: a map]",
            "2025-02-01 [got:: a map]",
            front="private: true\ncircles: [friends]\n",
        )
        assert of_all(notes) == Balance((), (), (), ())
        found = of_one(notes)
        assert (len(found.thanks), found.one_sided is None) == (2, False)

    @pytest.mark.parametrize("status", ["deceased", "do-not-contact"])
    def test_of_some_there_is_a_ledger_and_no_suggestion(self, status: str) -> None:
        found = of_one(
            log("2025-01-01 [got:: a map]", "2025-02-01 [got:: a map]", front=f"status: {status}\n")
        )
        assert (len(found.ledger), found.thanks, found.one_sided) == (2, (), None)

    def test_a_suggestion_names_nobody_who_is_private(self) -> None:
        notes = {
            **log("2026-01-01 [got:: an intro to bob Marley]", "2026-02-01 [got:: a will, well read]"),
            "contacts/Bob Marley.md": "---\nprivate: true\n---\n",
            "contacts/Will.md": "---\nstatus: deceased\n---\n",
        }
        will, bob = of_all(notes).thanks
        assert bob[4:6] == (None, "Dana helped you on 2026-01-01; no thanks noted since")
        assert will.text == "a will, well read"


def test_no_place_is_named_that_names_somebody_private() -> None:
    lines = "- 2025-01-01 [with:: [[Dana]]] [got:: a map]\n- 2025-02-01 [with:: [[Dana]]] [got:: a lamp]\n"
    notes = {DANA: "---\ncircles: x\n---\n", "contacts/Cy.md": f"---\nprivate: true\n---\n## Log\n{lines}"}
    found = of_all(notes)
    assert "Cy" not in str(found)
    assert (found.people[0].got, found.circles[0].got, found.one_sided[0].times) == (2, 2, 2)
    assert len(of_one(notes, "contacts/Cy.md").thanks) == 2


def test_a_newsletter_and_a_crowd_give_nobody_anything() -> None:
    names = [f"P{number}" for number in range(9)]
    people = {f"contacts/{name}.md": "" for name in names}
    crowd = f"---\nwith: [{', '.join(names)}]\ngot: tea\n---\n"
    letter = f"---\nwith: [{', '.join(names[:6])}]\ndirection: out\ngave: news\n---\n"
    notes = {**people, "interactions/2026-01-01 a.md": crowd, "interactions/2026-01-02 b.md": letter}
    assert of_all(notes) == Balance((), (), (), ())
    eight = f"---\nwith: [{', '.join(names[:8])}]\ngot: tea\n---\n"
    assert len(of_all({**people, "interactions/2026-01-01 a.md": eight}).thanks) == 8


class TestOneSided:
    def test_what_only_they_gave_names_what_would_help_them(self) -> None:
        notes = log(
            "2024-01-01 [gave:: a ride]",
            "2025-01-03 [got:: a map]",
            "2025-04-01 [got:: a lamp]",
            "2026-11-01 [got:: a rope]",
            front="needs:\n  - a gardener\n  - an editor\n",
        )
        (found,) = of_all(notes).one_sided
        assert found.says == (
            "Since 2025-01-03 Dana gave three times; nothing noted in return; what could help: a gardener, an editor"
        )
        assert (found.side, found.since, found.times) == ("received", date(2025, 1, 3), 3)
        assert [line_at(notes, source)[2:12] for source in found.sources] == [
            "2025-01-03",
            "2025-04-01",
            "2026-11-01",
        ]
        assert [line_at(notes, need.source) for need in found.needs] == ["  - a gardener", "  - an editor"]

    def test_asks_are_on_their_side(self) -> None:
        (mixed,) = of_all(log("2025-01-03 [asked:: a map]", "2025-04-01 [got:: a lamp]")).one_sided
        assert (
            mixed.says == "Since 2025-01-03 Dana gave once and you asked once more; nothing noted in return"
        )
        (asked,) = of_all(log("2025-01-03 [asked:: a map]", "2025-04-01 [asked:: a lamp]")).one_sided
        assert asked.says == "Since 2025-01-03 you asked Dana twice and have not yet given anything"

    def test_what_only_you_gave_is_told_too(self) -> None:
        (found,) = of_all(log(*(f"2025-0{month}-01 [gave:: a map]" for month in range(1, 5)))).one_sided
        assert found.says == "Since 2025-01-01 you gave four times; next time, let Dana help"

    @pytest.mark.parametrize(
        "lines",
        [
            ("2025-01-01 [gave:: a]",),
            ("2025-01-01 [gave:: a]", "2025-02-01 [got:: b]"),
            ("2025-01-01 [gave:: a]", "2025-02-01 [gave:: a] [asked:: b]"),
            ("2025-01-01 [gave:: a]", "2025-02-01 [gave:: a]", "2025-02-01 [got:: b]"),
            ("2026-05-25 [gave:: a]", "2026-06-25 [gave:: a]"),
        ],
    )
    def test_it_takes_two_times_and_half_a_year_without_the_other(self, lines: tuple[str, ...]) -> None:
        assert of_all(log(*lines)).one_sided == ()

    def test_half_a_year_to_the_day_is_long(self) -> None:
        assert of_all(log("2026-05-24 [gave:: a]", "2026-06-25 call", "2026-07-25 [gave:: a]")).one_sided


def test_the_ledger_tells_every_thing_with_its_place_and_who_may_be_named() -> None:
    notes = {
        **log("2026-01-01 [got:: a map] [gave:: a pen]"),
        "contacts/Bo.md": "",
        "contacts/Cy.md": "---\nprivate: true\n---\n",
        "interactions/2026-02-01 x.md": "---\nwith: [Dana, Bo, Cy]\nasked:\n  - a bed\n  - a lift\n---\n",
    }
    found = of_one(notes)
    assert [(str(one.day), one.what, one.text, one.with_others) for one in found.ledger] == [
        ("2026-02-01", "asked", "a bed", ("Bo",)),
        ("2026-02-01", "asked", "a lift", ("Bo",)),
        ("2026-01-01", "gave", "a pen", ()),
        ("2026-01-01", "got", "a map", ()),
    ]
    assert all(one.text in line_at(notes, one.source) for one in found.ledger)
    assert found[2:6] == (1, 1, 2, 0)


def test_things_are_counted_by_circle_and_person() -> None:
    notes = {
        "contacts/Ada.md": "---\ncircles: [Friends, choir]\n---\n",
        "contacts/Bo.md": "---\ncircles: friends\n---\n",
        "contacts/Cy.md": "---\ncircles: [friends, secret]\nprivate: true\n---\n",
        "interactions/2026-02-01 x.md": "---\nwith: [Ada, Bo, Cy]\ngave: [tea, cake]\n---\n",
        "interactions/2026-03-01 y.md": "---\nwith: Bo\ngot: a map\n---\n",
        "interactions/2026-04-01 z.md": "---\nwith: Cy\ngot: a map\n---\n",
    }
    found = of_all(notes, Rules(circles=(("FRIENDS", None), ("empty", None))))
    assert found.circles == (
        ("FRIENDS", 2, 1, 0, 0, ("interactions/2026-03-01 y.md:3", "interactions/2026-02-01 x.md:3")),
        ("choir", 2, 0, 0, 0, ("interactions/2026-02-01 x.md:3",)),
    )
    assert found.people == (
        ("Bo", "contacts/Bo.md", 2, 1, 0, 0, date(2026, 3, 1), "interactions/2026-03-01 y.md:3"),
        ("Ada", "contacts/Ada.md", 2, 0, 0, 0, date(2026, 2, 1), "interactions/2026-02-01 x.md:3"),
    )


def test_nothing_is_said_of_nobody() -> None:
    assert of_all({}) == Balance((), (), (), ())
    assert of_one({DANA: ""}) == PersonBalance("Dana", DANA, 0, 0, 0, 0, (), (), None)


things = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(("gave", "got", "asked", "thanked")), st.sampled_from(("a map", "a lamp", "tea"))),
    max_size=12,
)  # fmt: skip


@given(things)
def test_thanks_today_leave_nothing_of_before_open(found: list[tuple[int, str, str]]) -> None:
    lines = [f"{date(2026, 1, 1) + timedelta(day)} [{what}:: {text}]" for day, what, text in found]
    open_now = of_all(log(*lines)).thanks
    assert {owed.text for owed in open_now} <= {text for _, what, text in found if what == "got"}
    assert of_all(log(*lines, "2026-06-01 [thanked:: everything]")).thanks == ()
    index = index_of(log(*lines))
    assert len(unthanked(index.interactions_with(DANA))) == len(open_now)
