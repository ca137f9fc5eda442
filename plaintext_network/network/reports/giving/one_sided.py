"""Owns where giving has gone one way for long, either way. Says since when, and nothing of how much anything was worth."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import Passed
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.reports.giving.exchanges import times

FEWEST = 2  # interactions on one side, below which nothing can be told of it
LONG = 6  # months


class Need(NamedTuple):
    """Something that would help somebody, and where it stands."""

    text: str
    source: str


class OneSided(NamedTuple):
    """Somebody with whom all has gone one way since a day: `given` by you, or `received` from them.

    `sources` are the places of all that did, oldest first.
    """

    name: str
    path: str
    side: str
    since: date
    times: int
    needs: tuple[Need, ...]
    says: str
    sources: tuple[str, ...]


def one_sided(
    facts: Facts, everything: Sequence[Passed], today: date, discretion: Discretion
) -> OneSided | None:
    """Tell whether all has gone one way with a person since half a year or longer; `everything` passed with them, oldest first."""
    side, run = _run(everything)
    if len(run) < FEWEST or add_months(run[0].day, LONG) > today:
        return None
    given = side == "given"
    needs = () if given else _needs(facts, discretion)
    said = [
        (passed, text) for passed in run for text in (passed.gave if given else passed.got + passed.asked)
    ]
    return OneSided(
        facts.name,
        facts.path,
        side,
        run[0].day,
        len(run),
        needs,
        _gave(facts.name, run) if given else _received(facts.name, run, needs),
        tuple(
            dict.fromkeys(
                passed.at(text) for passed, text in said if not discretion.hides(passed.path, facts.path)
            )
        ),
    )


def _run(everything: Sequence[Passed]) -> tuple[str, list[Passed]]:
    """Return the side of what passed last, and all since anything passed on the other; what only thanks is on no side."""
    side, run = "", list[Passed]()
    # What is noted of one day has no order in it.
    for _, of_day in groupby(everything, key=lambda passed: passed.day):
        today = [passed for passed in of_day if passed.gave or passed.got or passed.asked]
        gave = any(passed.gave for passed in today)
        received = any(passed.got or passed.asked for passed in today)
        if gave and received:
            side, run = "", []
        elif gave or received:
            now = "given" if gave else "received"
            run = run + today if side == now else today
            side = now
    return side, run


def _needs(facts: Facts, discretion: Discretion) -> tuple[Need, ...]:
    texts = facts.contact.needs if facts.contact else ()
    return tuple(
        Need(text, f"{facts.path}:{facts.line('needs', number)}")
        for number, text in enumerate(texts)
        if not discretion.forbids(text, facts.path)
    )


def _gave(name: str, run: Sequence[Passed]) -> str:
    return f"Since {run[0].day} you gave {times(len(run))}; it may be time to let {name} give"


def _received(name: str, run: Sequence[Passed], needs: Sequence[Need]) -> str:
    got = sum(bool(passed.got) for passed in run)
    asked = len(run) - got
    if not asked:
        what = f"{name} gave {times(got)} and you have not yet given back"
    elif not got:
        what = f"you asked {name} {times(asked)} and have not yet given anything"
    else:
        what = f"{name} gave {times(got)}, you asked {times(asked)} more, and you have not yet given back"
    help_ = f"; what could help: {', '.join(need.text for need in needs)}" if needs else ""
    return f"Since {run[0].day} {what}{help_}"
