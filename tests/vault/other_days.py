"""Builds small random vaults, and asks one through caches built on other days. Holds no expectation."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from hypothesis import strategies as st

from plaintext_network.vault.cache import read_vault
from tests.conftest import TODAY

NAMES = ("Ada", "Bo", "Cy")
near = st.integers(-40, 20).map(lambda days: TODAY + timedelta(days))
any_day = st.one_of(near, near, near, st.integers(-500, 90).map(lambda days: TODAY + timedelta(days)))
# What a line or note may say beside its day.
parts = st.one_of(
    any_day.map(lambda day: f"follow_up:: {day} write"),
    any_day.map(lambda day: f"follow_up:: {day} write for the Fair"),
    st.sampled_from(
        (
            "direction:: in",
            "direction:: out",
            "got:: a map",
            "gave:: tea",
            "asked:: a key",
            "thanked:: the map",
            "topics:: maps",
            "goal:: [[Job]]",
            "event:: [[Fair]]",
            "read:: [Maps](https://example.org/maps)",
            "gave:: [[Atlas]]",
            "planned:: true",
            "planned:: cancelled",
        )
    ),
)
fields = st.lists(parts, max_size=2, unique_by=lambda part: part.partition(":")[0]).map(
    lambda found: "".join(f" [{part}]" for part in found)
)


def note(properties: Mapping[str, object], body: str = "") -> str:
    """Return a note's text."""
    return "".join(["---\n", *(f"{name}: {value}\n" for name, value in properties.items()), "---\n", body])


@st.composite
def contacts(draw: st.DrawFn) -> str:
    """A contact with promises, Log lines, and what puts off who is due."""
    properties = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "cadence": st.sampled_from(("weekly", "monthly", "yearly", "never")),
                "circles": st.sampled_from(("friends", "mentors")),
                "snooze": any_day,
                "last_contact": any_day,
                "met_on": any_day,
                "birthday": any_day,
                "follow_up": any_day.map(lambda day: f"{day} write"),
                "status": st.sampled_from(("active", "active", "paused", "deceased")),
                "organization": st.just("Acme"),
                "needs": st.just("maps"),
                "offers": st.just("maps"),
            },
        )
    )
    lines = [f"- [ ] write{draw(st.sampled_from(('', f' 📅 {draw(any_day)}', f' 🛫 {draw(any_day)}')))}\n"]
    lines = lines[: draw(st.integers(0, 1))]
    log = [f"- {day} call{draw(fields)}\n" for day in draw(st.lists(any_day, max_size=4))]
    return note(properties, "".join([*lines, "## Log\n", *log]))


@st.composite
def vaults(draw: st.DrawFn) -> dict[str, str]:
    """A vault of three contacts, a goal and an event, with interactions with one or several of them."""
    budget = draw(st.sampled_from(("", "budget = 1\n")))
    notes = {
        "pnet.toml": f'[due]\n{budget}[circles.friends]\ncadence = "2 weeks"\n',
        "Me.md": note({"type": "me", "organization": "Acme"}),
        "goals/Job.md": note({"people": "[Ada]", "by": draw(any_day)}),
        "events/Fair.md": note({"date": draw(any_day), "topics": "maps"}),
        "profiles/Page.md": note({"type": "profile", "organization": "Other"}),
        "reading/Atlas.md": note({"tags": "maps", "author": "Cy", "date": draw(any_day)}),
        "posts/Draft.md": note({"audience": "friends"}, "Bo and Cy are ill.\n"),
        **{f"contacts/{name}.md": draw(contacts()) for name in NAMES},
    }
    for number in range(draw(st.integers(0, 3))):
        people = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
        properties = {"date": draw(any_day), "with": f"[{', '.join(people)}]"}
        notes[f"interactions/{number}.md"] = note(properties, f"well{draw(fields)}\n- [ ] write to [[Bo]]\n")
    if draw(st.booleans()):
        between = {"date": draw(any_day), "between": "[Ada, Bo]", "status": "made"}
        notes["introductions/1.md"] = note(between)
    return notes


def written(root: Path, notes: Mapping[str, str]) -> Path:
    """Write a vault in place of what is at a folder."""
    shutil.rmtree(root, ignore_errors=True)
    for path, text in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def clock(patch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Return a function that sets the day the clock shows to whatever reads a vault."""
    day = TODAY

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(day.year, day.month, day.day, 12, tzinfo=tz)

    def turn(to: date) -> None:
        nonlocal day
        day = to

    patch.setattr(read_vault, "datetime", Clock)
    return turn
