"""The owner of an invented mailbox reads the proposals, and agrees with every one."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.exchange.touches.apply_touches import apply_touches
from plaintext_network.exchange.touches.plan_touches import plan_touches
from plaintext_network.exchange.touches.touch_options import TouchOptions
from plaintext_network.exchange.touches.touch_plan import ACCEPT, DECLINE, LATER, TouchPlan
from plaintext_network.vault.notebook import Notebook
from tests.exchange.touches.invented_mailbox import CHAT, VAULT, inbox, own_calendar, sent, shared_calendar

# Each line: the day, who, how, in which direction, how many messages, and the title.
PROPOSALS = """
2026-11-22  Zoë Marsh                   message    in    1
2026-11-21  Zoë Marsh                   in-person  both  2  Dinner with Zoë Marsh
2026-11-23  Priya Nair                  in-person  both  1  1:1
2026-11-16  Priya Nair                  in-person  both  1  1:1
2026-11-12  Priya Nair                  in-person  both  1  Coffee Pri
2026-11-09  Priya Nair                  in-person  both  1  1:1
2026-11-06  Priya Nair                  email      out   1
2026-11-02  Priya Nair                  in-person  both  1  1:1
2026-11-18  Zoë Marsh                   email      in    1
2026-11-20  Ada Lovelace                email      both  2
2026-11-16  Ada Lovelace                email      in    1
2026-11-14  Ada Lovelace                message    both  2
2026-11-12  Ada Lovelace                email      in    1
2026-11-18  Ada Lovelace and Bo Ek      in-person  both  1  Lunch at Luca
2026-11-15  Liv Havnevik                email      in    1
2026-11-10  Bo Ek                       email      in    1
2026-11-09  Lena Vogt                   email      in    1
2026-11-05  Bo Ek and Lena Vogt         email      out   1
"""


@pytest.fixture
def jonas(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path) -> tuple[Notebook, list[str]]:
    root = vault(VAULT)
    files = {"work.ics": own_calendar(), "shared.ics": shared_calendar(), "chat.csv": CHAT}
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())
    mail = [inbox().write(tmp_path / "Inbox.mbox"), sent().write(tmp_path / "Sent.mbox")]
    return pn.open(str(root), today=date(2026, 11, 24)), [*mail, *(str(tmp_path / name) for name in files)]


def read(notebook: Notebook, sources: list[str]) -> TouchPlan:
    notebook.refresh()
    return plan_touches(notebook, sources).plan


def shown(plan: TouchPlan) -> list[str]:
    return [
        f"{touch.day}  {touch.names:<26}  {touch.channel:<9}  {touch.direction:<4}  {touch.events}  {touch.text}".rstrip()
        for touch in plan.touches
    ]


def test_the_owner_agrees_with_every_proposal(jonas: tuple[Notebook, list[str]]) -> None:
    plan = read(*jonas)
    assert sorted(shown(plan)) == sorted(PROPOSALS.strip().splitlines())


def test_every_event_is_counted_once(jonas: tuple[Notebook, list[str]]) -> None:
    plan = read(*jonas)
    assert plan.counts == {
        "proposed": 21,
        "unknown": 8,
        "automatic": 4,
        "noted": 3,
        "nobody": 3,
        "unclear": 3,
        "bulk": 2,
        "crowd": 2,
        "repeated": 2,
        "calendar day": 2,
        "ahead": 1,
        "cancelled": 1,
        "copy": 1,
        "declined": 1,
        "own": 1,
    }
    assert plan.events == sum(plan.counts.values())


def test_those_who_may_be_several_and_those_who_are_missing_are_named(
    jonas: tuple[Notebook, list[str]],
) -> None:
    plan = read(*jonas)
    assert all("2026-10-01" < one.day <= "2026-11-24" for one in plan.unclear)
    assert [(one.shown, [person.name for person in one.candidates]) for one in plan.unclear] == [
        ("Ode Cycles <info@ode-cycles.example>", ["Sam Ode"]),
        ("Tom", ["Tom Baker", "Tom Okafor"]),
        ("havnevik@fjord.example", ["Arne Havnevik", "Liv Havnevik"]),
    ]
    assert [
        (one.name, one.address, one.written, one.received, one.met, one.contact and one.contact.name)
        for one in plan.strangers
    ] == [
        ("Grace Hopper", "grace@navy.example", 2, 0, 1, None),
        ("Tom Baker", "tom@new.example", 2, 0, 0, "Tom Baker"),
    ]


@pytest.mark.parametrize("form", ["log", "note", "daily"])
@pytest.mark.parametrize("answer", [ACCEPT, DECLINE])
def test_once_everything_is_answered_a_second_run_proposes_nothing(
    jonas: tuple[Notebook, list[str]], form: str, answer: str
) -> None:
    notebook, sources = jonas
    (Path(notebook.root) / "pnet.toml").write_text(f'[log]\nwrite = "{form}"\n')
    plan = read(notebook, sources)
    result = apply_touches(notebook, plan.with_touches([one._replace(answer=answer) for one in plan.touches]))
    assert not result.refused
    again = plan_touches(notebook, sources, TouchOptions(since=date(2020, 1, 1))).plan
    assert shown(again) == []


def test_what_waits_is_proposed_again_whenever_that_is(jonas: tuple[Notebook, list[str]]) -> None:
    notebook, sources = jonas
    plan = read(notebook, sources)
    touches = [one._replace(answer=LATER if one.day == "2026-11-05" else DECLINE) for one in plan.touches]
    apply_touches(notebook, plan.with_touches(touches))
    later = pn.open(notebook.root, today=date(2027, 3, 1))
    assert [line[:10] for line in shown(read(later, sources))][-1:] == ["2026-11-05"]


def test_an_undone_run_is_proposed_again(jonas: tuple[Notebook, list[str]]) -> None:
    notebook, sources = jonas
    plan = read(notebook, sources)
    apply_touches(notebook, plan.with_touches([one._replace(answer=ACCEPT) for one in plan.touches]))
    assert shown(read(notebook, sources)) == []
    notebook.undo()
    assert shown(read(notebook, sources)) == shown(plan)


def test_undo_takes_back_what_the_same_run_declined(jonas: tuple[Notebook, list[str]]) -> None:
    notebook, sources = jonas
    plan = read(notebook, sources)
    newest, *others = plan.touches
    declined = [one._replace(answer=DECLINE) for one in others]
    apply_touches(notebook, plan.with_touches([newest._replace(answer=ACCEPT), *declined]))
    assert shown(read(notebook, sources)) == []
    notebook.undo()
    assert shown(read(notebook, sources)) == shown(plan)


def test_nothing_of_a_message_is_stored_outside_the_vault(
    jonas: tuple[Notebook, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    notebook, sources = jonas
    plan = read(notebook, sources)
    apply_touches(notebook, plan.with_touches([one._replace(answer=DECLINE) for one in plan.touches]))
    stored = "".join(path.read_text() for path in (tmp_path / "state").rglob("touches.json"))
    assert stored
    assert not any(word in stored for word in ("ada", "Ada", "Luca", "example", "Inbox", "engine"))
