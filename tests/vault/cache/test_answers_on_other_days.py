"""On every day, a notebook answers through a cache built on another day as it does without a cache."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.network.people.person import Person
from plaintext_network.vault.cache.due_answer import to_due_list
from plaintext_network.vault.notebook import Notebook
from tests.vault.other_days import clock, near, vaults, written

HOUR = 3_600_000_000_000


def shown(person: Person) -> tuple[object, ...]:
    """Return all public values of a person."""
    names = (name for name in dir(Person) if not name.startswith("_") and name != "ledger")
    ledger = tuple(person.ledger(name) for name in ("gave", "got", "asked", "thanked"))
    return (*(getattr(person, name) for name in names), ledger)


READ: dict[str, Callable[[Notebook], object]] = {
    "people_due": lambda n: n.due_count,
    "anybody": lambda n: n.has_contacts,
    "tally": lambda n: n.problem_counts,
    "told": lambda n: (n.told().people, to_due_list(n.told())),
    "standings": lambda n: n.contact_states(),
    "due": lambda n: n.due(),
    "answer": lambda n: (n.answer(n.today + timedelta(30)), n.answer(circles=("friends",))),
    "explain": lambda n: n.explain("Ada"),
    "contact": lambda n: shown(n.contact("Ada")),
    "person": lambda n: shown(n.person("contacts/Bo.md")),
    "contacts": lambda n: [shown(person) for person in n.contacts()],
    "select": lambda n: [person.path for person in n.select("is:due|waiting touched:>1w")],
    "timeline": lambda n: n.timeline(),
    "find": lambda n: n.find("write"),
    "stats": lambda n: n.stats(),
    "names": lambda n: n.names(),
    "circles": lambda n: n.circles(),
    "path": lambda n: n.path("Job"),
    "hear": lambda n: n.parse_log("call with Ada"),
    "leads_somewhere": lambda n: n.has_target("Ada"),
    "problems": lambda n: n.problems(),
    "index": lambda n: n.index,
    "settings": lambda n: n.settings,
    "link": lambda n: n.link("Ada"),
    "page": lambda n: n.page("Ada", full=True),
    "ready": lambda n: n.ready(),
    "balance": lambda n: n.balance(),
    "balance_with": lambda n: n.balance_with("Ada"),
    "second_thoughts": lambda n: n.log_warnings(
        ["Ada", "Bo"], NewInteraction(n.today, direction="out", asked=("key",))
    ),
    "profiles": lambda n: n.profiles(),
    "check_post": lambda n: n.check_post("Bo is ill", ["friends"]),
    "reach": lambda n: n.reach("maps"),
    "intros": lambda n: n.intros(),
    "events": lambda n: n.events(),
    "event": lambda n: n.event("Fair"),
    "topics": lambda n: n.topics(),
    "topic": lambda n: n.topic("maps"),
    "share": lambda n: n.share("maps", "https://example.org"),
    "goals": lambda n: n.goals(),
    "goal": lambda n: n.goal("Job"),
    "mentors": lambda n: n.mentors(),
    "mentor_track": lambda n: n.mentor_track("Ada"),
}
LEFT_OUT = {
    "root": "is given",
    "today": "is given",
    "text": "reads one note's file",
    "lines": "reads one note's file",
    "prose": "reads one note's file",
    "kept": "is about the cache itself",
    "refresh": "answers nothing",
    "writing": "writes",
    "desk": "works out writes",
    "edit": "writes",
    "log": "writes",
    "introduce": "writes",
    "undo": "writes",
    "watch": "never ends",
}


def public() -> Iterator[str]:
    yield from ("root", "today")
    yield from (name for name in dir(Notebook) if not name.startswith("_"))


def test_every_question_of_a_notebook_is_tested_or_left_out_for_a_reason() -> None:
    assert {*READ, *LEFT_OUT} == {*public()}
    assert not {*READ} & {*LEFT_OUT}


@settings(
    max_examples=12, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(vaults(), near, st.integers(-10, 40), st.integers(-40, 40))
def test_a_notebook_answers_the_same_through_any_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: dict[str, str], built: date, later: int, off: int
) -> None:
    with monkeypatch.context() as patch:
        # Let fingerprints be trusted.
        patch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
        patch.setenv("PNET_CACHE", str(tmp_path / "caches" / str(time.monotonic_ns())))
        turn = clock(patch)
        root, day = str(written(tmp_path / "vault", notes)), built + timedelta(later)
        turn(built)
        Notebook(root, built).due_count  # noqa: B018
        # The day of the question need not be the day of the clock.
        turn(built + timedelta(off))
        stored, anew = Notebook(root, day), Notebook(root, day, cache=False)
        for name, read in READ.items():
            assert read(stored) == read(anew), name
