"""Second thoughts before a third ask without a gift and a third message without an answer."""

from collections.abc import Mapping
from datetime import date

import pytest

from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.network.reports.giving.log_warnings import LogWarning, log_warnings
from tests.conftest import TODAY, view_of
from tests.network.asking import answer
from tests.network.reports.giving.test_balance import DANA, line_at, log

ASK = NewInteraction(TODAY, asked=("a lift",))
OUT = NewInteraction(TODAY, direction="out")


def thoughts(notes: Mapping[str, str], what: NewInteraction, size: int = 1) -> tuple[LogWarning, ...]:
    return log_warnings(view_of(notes, only=(DANA,)), [DANA], size, what)


def test_a_third_ask_is_thought_of_twice() -> None:
    notes = log("2026-01-01 [gave:: tea]", "2026-03-01 [asked:: a bed]", "2026-05-02 [asked:: a map]")
    (found,) = thoughts(notes, ASK)
    assert tuple(found) == (
        "Dana",
        DANA,
        "ask",
        "You asked Dana on 2026-03-01 and on 2026-05-02; before a third time, is there something you could give?",
        (f"{DANA}:5", f"{DANA}:6"),
    )
    assert ["[asked::" in line_at(notes, source) for source in found.sources] == [True, True]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["2026-03-01 [asked:: a]"], ASK),
        (["2026-03-01 [asked:: a] [asked:: b]"], ASK),
        (["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]", "2026-05-01 [gave:: a]"], ASK),
        (["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]", "2026-04-01 [gave:: a]"], ASK),
        (["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]"], ASK._replace(gave=("tea",))),
        (["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]"], NewInteraction(TODAY, got=("tea",))),
        (["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]"], ASK._replace(day=date(2026, 3, 31))),
        (["2026-03-01 [asked:: a]", "2026-12-01 [asked:: a]"], ASK._replace(day=date(2026, 12, 2))),
        (["2026-03-01 mail [direction:: out]"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-03-01 call [direction:: out]"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]", "2026-05-01 call"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]", "2026-04-01 call"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]", "2026-11-24 x [direction:: in]"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-11-24 mail [direction:: out]"], OUT),
        (["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]"], NewInteraction(TODAY)),
        (["2026-02-01 x [direction:: in]", "2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]"], OUT),
    ],
)  # fmt: skip
def test_there_is_nothing_to_think_of(lines: list[str], what: NewInteraction) -> None:
    assert thoughts(log(*lines), what) == ()


def test_a_third_message_is_thought_of_twice() -> None:
    lines = ["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]"]
    (found,) = thoughts(log(*lines), OUT)
    assert found[2:] == (
        "message",
        "You reached out to Dana on 2026-03-01 and on 2026-04-01, and no answer is noted; try another way, or leave it to them",
        (f"{DANA}:4", f"{DANA}:5"),
    )
    (found,) = thoughts(log(*lines, "2026-05-01 mail [direction:: out]"), OUT)
    assert "three times since 2026-03-01, the last time on 2026-05-01" in found.says
    assert found.says.endswith("no answer is noted; leave it to them")


@pytest.mark.parametrize(
    ("front", "channel", "advice"),
    [
        ("", "message", "try another way, or leave it to them"),
        ("phone: 555 0100\n", "message", "try a call, or leave it to them"),
        ("phone: 555 0100\nemail: d@example.org\n", "call", "try an e-mail, or leave it to them"),
        ("met_through: Bo\n", "email", "ask through somebody you both know, or leave it to them"),
        ("email: d@example.org\n", "email", "try another way, or leave it to them"),
    ],
)
def test_log_and_due_advise_the_same_other_way(front: str, channel: str, advice: str) -> None:
    lines = [f"{day} hello [direction:: out] [channel:: {channel}]" for day in ("2026-03-01", "2026-04-01")]
    notes = log(*lines, front=f"cadence: monthly\n{front}")
    (found,) = thoughts(notes, OUT._replace(channel=channel))
    assert found.says.endswith(f"no answer is noted; {advice}")
    (entry,) = answer(notes).due
    assert entry.reason.startswith(f"two messages without an answer since 2026-03-01; {advice}")


def test_while_due_waits_so_does_log() -> None:
    notes = log("2026-11-01 a [direction:: out]", "2026-11-20 b [direction:: out]", front="cadence: weekly\n")
    (found,) = thoughts(notes, OUT)
    (entry,) = answer(notes).waiting
    assert str(entry.due) == "2026-12-18"
    assert found.says.endswith("no answer is noted; leave it to them until 2026-12-18")


def test_the_way_that_due_proposes_is_not_warned_of() -> None:
    lines = ["2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]"]
    notes = log(*lines, front="phone: 555 0100\n")
    assert thoughts(notes, OUT._replace(channel="call")) == ()
    assert len(thoughts(notes, OUT._replace(channel="email"))) == 1
    third = log(*lines, "2026-05-01 mail [direction:: out]", front="phone: 555 0100\n")
    assert len(thoughts(third, OUT._replace(channel="call"))) == 1


def test_a_planned_meeting_is_another_way() -> None:
    lines = ["2026-03-01 a [direction:: out]", "2026-04-01 b [direction:: out]", "2026-12-03 lunch"]
    notes = log(*lines, front="cadence: monthly\n")
    (found,) = thoughts(notes, OUT)
    assert found.says.endswith("no answer is noted; you meet on 2026-12-03")
    (entry,) = answer(notes).due
    assert entry.reason == (
        "two messages without an answer since 2026-03-01; you meet on 2026-12-03; first mentioned on 2026-03-01, no word yet"
    )


def test_a_crowd_is_not_asked_and_a_newsletter_is_no_message() -> None:
    asked = log("2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]")
    sent = log("2026-03-01 mail [direction:: out]", "2026-04-01 mail [direction:: out]")
    assert [len(thoughts(asked, ASK, size)) for size in (8, 9)] == [1, 0]
    assert [len(thoughts(sent, OUT, size)) for size in (5, 6)] == [1, 0]


def test_of_the_dead_nothing_is_said() -> None:
    lines = ["2026-03-01 [asked:: a]", "2026-04-01 [asked:: a]"]
    assert thoughts(log(*lines, front="status: deceased\n"), ASK) == ()
    assert len(thoughts(log(*lines, front="private: true\n"), ASK)) == 1
