"""The questions that are asked of one vault in several ways: of the library, and on the command line."""

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from typing import Any

from plaintext_network.cli.main import main as pnet
from plaintext_network.errors import PnetError
from plaintext_network.exchange import find_addresses
from plaintext_network.vault.notebook import Notebook
from tests.bench.edits.random_notes import CIRCLES, EVENTS, GOALS, ORGANIZATIONS, PEOPLE, TOPICS
from tests.vault.cache.test_answers_on_other_days import shown

WORDS = ("ada", "zoe", "maps engine", "さくら", "obrien", "call", "write", "ac", "tea intro", "łukasz", "xyz")
QUERIES = (
    "is:due",
    "is:waiting",
    "is:new",
    "circle:friends",
    "-is:archived",
    "touched:>1m",
    "is:no-cadence|is:due",
    "organization:Acme",
    "needs:maps",
    "Ada",
)
# Library questions about whatever notes there are, beside those that a test lists.
Question = Callable[[Notebook], object]
# A command's exit status, output and messages.
Said = tuple[int, str, str]


def paths(notebook: Notebook) -> list[str]:
    return sorted(facts.path for facts in notebook.index.contacts())


def of_kind(notebook: Notebook, kind: str) -> list[str]:
    return sorted(path for path, found in notebook.index.names.kinds.items() if found == kind)


def each(values: Iterable[Any], ask: Callable[[Any], object]) -> list[object]:
    return [(value, said(lambda value=value: ask(value))) for value in values]  # type: ignore[misc]


def said(ask: Callable[[], object]) -> object:
    """Return an answer, or the text of the error in its place."""
    try:
        return ask()
    except (PnetError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


MORE: dict[str, Question] = {
    "every person": lambda n: each(paths(n), lambda path: shown(n.contact_at(path))),
    "every page": lambda n: each(paths(n), lambda path: n.reports.contact_page(n.contact_at(path))),
    "every full page": lambda n: each(
        paths(n), lambda path: n.reports.contact_page(n.contact_at(path), full=True)
    ),
    "every rule": lambda n: each(paths(n), lambda path: n.explain(path)),
    "every next entry": lambda n: each(paths(n), lambda path: n.next_entry(n.contact_at(path))),
    "every promise": lambda n: each(paths(n), lambda path: n.promises(n.contact_at(path))),
    "every balance": lambda n: each(paths(n), lambda path: n.reports.balance_with(n.contact_at(path))),
    "every last interaction": lambda n: each(paths(n), lambda path: n.last_interaction(n.contact_at(path))),
    "every name": lambda n: each(PEOPLE, lambda name: shown(n.contact(name))),
    "every path": lambda n: each((*PEOPLE, *ORGANIZATIONS, *EVENTS, "contacts/Ada.md"), n.path),
    "every near name": lambda n: each(("Adda", "Boo", "Zo", "lukas"), n.near_contacts),
    "every event": lambda n: each([*EVENTS, *of_kind(n, "event")], lambda name: n.reports.event(name)),
    "every goal": lambda n: each([*GOALS, *of_kind(n, "goal")], lambda name: n.reports.goal(name)),
    "every topic": lambda n: each(TOPICS, lambda name: n.reports.topic(name)),
    "every reach": lambda n: each(
        (*ORGANIZATIONS, "London", "Analyst", "maps", "computing"), lambda name: n.reports.reach(name)
    ),
    "every share": lambda n: each(TOPICS[:2], lambda name: n.reports.share(name, "https://example.org")),
    "every mentor": lambda n: each(PEOPLE[:5], lambda name: n.reports.mentor(name)),
    "every draft": lambda n: each(
        CIRCLES[:2],
        lambda name: n.reports.check_post("Bo is ill. Zoë met Ada Byrne at Acme. Ask zadler.", [name]),
    ),
    "every search": lambda n: each(WORDS, n.find),
    "the first of every search": lambda n: each(WORDS, lambda words: n.find(words, 2)),
    "every address": lambda n: each(("", *WORDS, "example.org"), lambda words: find_addresses(n, words)),
    "every query": lambda n: each(QUERIES, lambda query: [p.path for p in n.contacts(query)]),
    "every sort": lambda n: each(
        ("name", "path", "touch", "due", "added", "odd"),
        lambda sort: [p.path for p in n.contacts(sort=sort, reverse=sort == "name")],
    ),
    "every timeline": lambda n: each(
        ("", "channel:call", "direction:in", "with:Ada", "topic:maps"), n.interactions
    ),
    "the last months": lambda n: n.interactions("", n.today - timedelta(90), n.today),
    "every value": lambda n: each(
        ("organization", "location", "topics", "needs", "status"), lambda name: n.values(name)
    ),
    "every circle's due": lambda n: each(
        CIRCLES, lambda name: n.due_list(n.today + timedelta(60), circles=(name,))
    ),
    "the links": lambda n: (
        n.index.resolved == n.index.resolved,
        sorted((path, links) for path, links in n.index.resolved.items()),
        sorted((path, tuple(sorted(sources))) for path, sources in n.index.backlinks.items() if sources),
        sorted((key, tuple(sorted(sources))) for key, sources in n.index.dependents.items() if sources),
        dict(n.index.names.kinds.items()),
    ),
}
# `pnet` in this process; each runs with and without a cache.
COMMANDS = (
    "due --format json",
    "due --format json --all --waiting",
    "due --count",
    "agenda --format json",
    "promises --format json",
    "list --format json",
    "list --fields name,path",
    "list is:due --format json",
    "list --limit 3",
    "recent --format json",
    "recent --limit 5",
    "find ada --format json",
    "find maps",
    "show Ada",
    "show Bo --format json",
    "path Ada",
    "address",
    "address ada --format mutt",
    "check --format json",
    "check",
    "stats --format json",
    "stats",
    "balance --format json",
    "ready --format json",
    "ready",
    "intro --format json",
    "topics --format json",
    "topics maps",
    "topics maps --format json",
    "topics maps --share https://example.org/maps",
    "event --format json",
    "event Fair",
    "event Fair --format json",
    "goal --format json",
    "goal Job",
    "goal Job --format json",
    "intro",
    "balance",
    "reach Acme --format json",
    "reach maps",
    "profile --format json",
    "post check posts/Draft.md",
    "",
)


def run(argv: list[str]) -> Said:
    """Run `pnet` in this process; return its exit status, output and messages. Raises whatever it raises."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = pnet(argv)
    return status, out.getvalue(), err.getvalue()
