"""On every day, a notebook answers through a cache built on another day as it does without a cache."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import InteractionNotFound
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.network.people.person import Person
from plaintext_network.vault.cache.due_answer import to_due_list
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.reports import Reports
from tests.vault.other_days import clock, near, vaults, written

HOUR = 3_600_000_000_000


def shown(person: Person) -> tuple[object, ...]:
    """Return all public values of a person."""
    methods = ("ledger", "interactions_since")
    names = (name for name in dir(Person) if not name.startswith("_") and name not in methods)
    ledger = tuple(person.ledger(name) for name in ("gave", "got", "asked", "thanked"))
    return (*(getattr(person, name) for name in names), ledger, person.interactions_since(person.today))


def newest(notebook: Notebook, who: str) -> object:
    """Return the last interaction, or the error if there is none."""
    try:
        return notebook.last_interaction(who)
    except InteractionNotFound as missing:
        return str(missing)


READ: dict[str, Callable[[Notebook], object]] = {
    "due_count": lambda n: n.due_count,
    "has_contacts": lambda n: n.has_contacts,
    "problem_counts": lambda n: n.problem_counts,
    "due_rows": lambda n: (n.due_rows().people, to_due_list(n.due_rows())),
    "contact_states": lambda n: n.contact_states(),
    "due": lambda n: n.due(),
    "due_list": lambda n: (n.due_list(n.today + timedelta(30)), n.due_list(circles=("friends",))),
    "agenda": lambda n: n.agenda(n.today + timedelta(400)),
    "promises": lambda n: (n.promises(), n.promises("Ada")),
    "next_entry": lambda n: (n.next_entry("Ada"), n.next_entry("Bo")),
    "explain": lambda n: n.explain("Ada"),
    "contact": lambda n: shown(n.contact("Ada")),
    "contact_at": lambda n: shown(n.contact_at("contacts/Bo.md")),
    "contacts": lambda n: (
        [shown(person) for person in n.contacts()],
        [p.path for p in n.contacts("is:due|waiting touched:>1w")],
    ),
    "interactions": lambda n: n.interactions(),
    "changes": lambda n: n.changes(),
    "crowded_days": lambda n: n.crowded_days(),
    "find": lambda n: n.find("write"),
    "reports.rings": lambda n: (n.reports.rings(), n.reports.rings(2), n.reports.rings(None, "friends")),
    "reports.rings_around": lambda n: (n.reports.rings_around("Ada"), n.reports.rings_around("Ada", 2)),
    "reports.stats": lambda n: n.reports.stats(),
    "reports.circle_standings": lambda n: n.reports.circle_standings(),
    "reports.growth": lambda n: n.reports.growth(),
    "reports.due_people": lambda n: (n.reports.due_people(), n.reports.due_people(1)),
    "reports.coming": lambda n: (n.reports.coming(n.today + timedelta(400)), n.reports.coming(n.today, 1)),
    "reports.open_items": lambda n: n.reports.open_items(),
    "reports.person_cards": lambda n: (n.reports.person_cards(), n.reports.person_cards(1)),
    "reports.people_counts": lambda n: n.reports.people_counts(),
    "reports.for_several": lambda n: n.reports.for_several().person_cards(),
    "reports.including_private": lambda n: n.reports.including_private().person_cards(),
    "reports.touch_days": lambda n: n.reports.touch_days(),
    "reports.relationship": lambda n: (n.reports.relationship("Ada"), n.reports.relationship("Bo")),
    "names": lambda n: n.names(),
    "contact_names": lambda n: (n.contact_names(), n.contact_names(reverse=True, limit=3)),
    "circles": lambda n: n.circles(),
    "path": lambda n: n.path("Job"),
    "parse_log": lambda n: n.parse_log("call with Ada"),
    "has_target": lambda n: n.has_target("Ada"),
    "near_contacts": lambda n: n.near_contacts("Adda"),
    "duplicates": lambda n: (n.duplicates(), n.duplicates("Ada", limit=1)),
    "event_link": lambda n: n.event_link("Fair"),
    "interactions_with": lambda n: n.interactions_with("Ada"),
    "reports.record_view": lambda n: sorted(n.reports.record_view().unnamed),
    "reports.of_circles": lambda n: sorted(n.reports.of_circles(["friends"]).record_view().unnamed),
    "find_interactions": lambda n: n.find_interactions("call"),
    "last_interaction": lambda n: newest(n, "Ada"),
    "split_name": lambda n: n.split_name(["Ada", "write"]),
    "split_promise": lambda n: n.split_promise(["Ada", "write", "by", "friday"]),
    "distinct_names": lambda n: n.distinct_names({p.path: "Ada" for p in n.contacts()}),
    "values": lambda n: n.values("circles"),
    "problems": lambda n: n.problems(),
    "problems_of": lambda n: [n.problems_of(path) for path in sorted(n.index.notes)],
    "index": lambda n: n.index,
    "settings": lambda n: n.settings,
    "link_to": lambda n: n.link_to("Ada"),
    "reports.shown_properties": lambda n: n.reports.shown_properties("Ada", {"knows": ("Ada", "Bo")}),
    "reports.contact_page": lambda n: n.reports.contact_page("Ada", full=True),
    "reports.short_page": lambda n: n.reports.short_page("Ada"),
    "reports.readiness": lambda n: n.reports.readiness(),
    "reports.balance": lambda n: n.reports.balance(),
    "reports.balance_with": lambda n: n.reports.balance_with("Ada"),
    "reports.log_warnings": lambda n: n.reports.log_warnings(
        ["Ada", "Bo"], NewInteraction(n.today, direction="out", asked=("key",))
    ),
    "reports.profiles": lambda n: n.reports.profiles(),
    "reports.check_post": lambda n: n.reports.check_post("Bo is ill", ["friends"]),
    "reports.reach": lambda n: n.reports.reach("maps"),
    "reports.people_by_place": lambda n: n.reports.people_by_place(),
    "reports.introductions": lambda n: n.reports.introductions(),
    "reports.events": lambda n: n.reports.events(),
    "reports.event": lambda n: n.reports.event("Fair"),
    "reports.topics": lambda n: n.reports.topics(),
    "reports.readings": lambda n: n.reports.readings(),
    "reports.topic": lambda n: n.reports.topic("maps"),
    "reports.share": lambda n: n.reports.share("maps", "https://example.org"),
    "reports.goals": lambda n: n.reports.goals(),
    "reports.goal": lambda n: n.reports.goal("Job"),
    "reports.mentors": lambda n: n.reports.mentors(),
    "reports.mentor": lambda n: n.reports.mentor("Ada"),
}
LEFT_OUT = {
    "find_by_meaning": "knows no day, and has a cache of its own: see tests/vault/meaning",
    "root": "is given",
    "today": "is given",
    "text": "reads one note's file",
    "lines": "reads one note's file",
    "visible_lines": "reads one note's file",
    "cache_status": "is about the cache itself",
    "state_key": "is about the cache itself",
    "refresh": "answers nothing",
    "write_session": "writes",
    "dry_run": "works out writes",
    "edit": "writes",
    "log": "writes",
    "introduce": "writes",
    "undo": "writes",
    "redo": "writes",
    "delete": "writes",
    "archive": "writes",
    "unarchive": "writes",
    "watch": "never ends",
    "live": "opens a window: see tests/vault/window",
    "history": "answers from git: see tests/vault/git",
    "reports.shown_changes": "leaves out parts of a history from git: see tests/vault/git",
    "over": "changes the vault in memory: see tests/vault/window",
    "without": "changes the vault in memory: see tests/vault/window",
}


def public() -> Iterator[str]:
    yield from ("root", "today")
    yield from (name for name in dir(Notebook) if not name.startswith("_") and name != "reports")
    yield from (f"reports.{name}" for name in dir(Reports) if not name.startswith("_"))


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
