"""Edits a small, rich vault at random, and compares every answer through the cache with the answer from nothing.

`python -m tests.bench.edits 1000 [--seed 1] [--watch] [--commands]` makes so many edits. After each few it asks every
question of the library: through a cache that follows the edits, through one built for the occasion, of a watcher, and
without any, on one day or another. It prints what differs, and how to repeat it, and ends with 1 if anything does.
"""

import argparse
import io
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from plaintext_network.cli.main import main as pnet
from plaintext_network.errors import NotebookOutdated, PnetError
from plaintext_network.vault import serialize
from plaintext_network.vault.cache import text_index, update
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.server import AnswerServer
from plaintext_network.vault.window.window import Window
from tests.conftest import TODAY
from tests.vault.cache.test_answers_on_other_days import READ, shown
from tests.vault.cache.test_update import HOUR, LINES, seen, write
from tests.vault.other_days import clock
from tests.vault.watch.watcher_thread import refreshing, snapshot_of

PEOPLE = (
    "Ada Lovelace",
    "Ada",
    "Bo",
    "Bo Chan",
    "Zoë Brandvold",
    "Zoe Brandvold",
    "田中 さくら",
    "O'Brien",
    "Cy",
    "Dee (London)",
    "Lovelace, Ada",
    "Łukasz",
)
ORGANIZATIONS = ("Acme", "Acme Ltd", "Société Générale")
EVENTS = ("Fair", "PyCon 2026", "Fair 2025")
GOALS = ("Job", "New home")
PLACES = ("London", "Bergen", "New Town")
TOPICS = ("maps", "the engine", "Compilers", "お茶")
CIRCLES = ("friends", "Friends", "mentors", "professional", "family")
STUFF = ("a map", "tea", "the reference", "an intro to Bo", "proofreading", "maps")
ADDRESSES = ("ada@example.org", "bo@example.org", "zoe@example.org")
STATUSES = ("active", "active", "paused", "archived", "do-not-contact", "deceased", "odd")
CADENCES = ("weekly", "2 weeks", "monthly", "3 months", "yearly", "never", "sometimes")
CHANNELS = ("call", "email", "in-person", "message", "fax")
INVALID = ('[due]\ncadence = "often"\n', "[due\n")
SETTINGS = (
    "",
    "",
    '[due]\ncadence = "3 months"\nbudget = 2\n',
    '[circles.friends]\ncadence = "2 weeks"\n[circles.mentors]\ncadence = "monthly"\n',
    '[due]\nstale = "2 months"\ngive_up_after = 1\npatience = "1 week"\n',
    '[due]\ngroup = 1\ncrowd = 2\nreply_within = "1 week"\nbirthday_notice = "2 weeks"\n',
    '[kinds.contact]\nfolders = ["contacts", "people"]\n',
    'ignore = ["odd", "introductions"]\n',
    '[daily]\ntouch = "link"\n',
    '[properties]\noffers = ["gives"]\nlocation = ["lives"]\n',
    '[tasks]\nclosed = ["-"]\n',
    "[cache]\ntext = false\n",
    '[due]\ncrowd = 1\ngroup = 3\ncadence = "weekly"\n[circles.family]\ncadence = "2 months"\n',
    '[due]\ncadence = "yearly"\n[circles.friends]\ncadence = "never"\n[cache]\ntext = false\n',
    *INVALID,
)
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
        CIRCLES[:2], lambda name: n.reports.check_post("Bo is ill. Zoë met Ada at Acme.", [name])
    ),
    "every search": lambda n: each(WORDS, n.find),
    "the first of every search": lambda n: each(WORDS, lambda words: n.find(words, 2)),
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
    "event --format json",
    "event Fair",
    "goal --format json",
    "goal Job",
    "reach Acme --format json",
    "reach maps",
    "profile --format json",
    "post check posts/Draft.md",
    "",
)


class Writer:
    """Writes random notes of every kind. Dates are near `today`, on both sides."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def day(self) -> date:
        if self.chance.random() < 0.1:
            return TODAY + timedelta(self.chance.randint(-900, 400))
        return TODAY + timedelta(self.chance.randint(-60, 30))

    def some(self, values: Iterable[str], most: int = 2) -> str:
        values = tuple(values)
        found = self.chance.sample(values, self.chance.randint(1, min(most, len(values))))
        return "[" + ", ".join(f'"{value}"' for value in found) + "]"

    def link(self, name: str) -> str:
        return self.chance.choice((name, f"[[{name}]]", f"[[{name}]]", f"[[contacts/{name}]]"))

    def person(self) -> str:
        return self.chance.choice(PEOPLE)

    def properties(self, values: Mapping[str, Callable[[], object]], share: float = 0.35) -> list[str]:
        return [f"{name}: {make()}" for name, make in values.items() if self.chance.random() < share]

    def note(self, lines: Iterable[str], body: str = "") -> str:
        return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n" + body

    def links(self, names: Iterable[str], most: int = 2) -> str:
        return self.some([self.link(name) for name in names], most)

    def fields(self) -> str:
        choice = self.chance.choice
        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"gave:: {choice(STUFF)}",
            lambda: f"got:: {choice(STUFF)}",
            lambda: f"asked:: {choice(STUFF)}",
            lambda: f"thanked:: {choice(STUFF)}",
            lambda: f"topics:: {choice(TOPICS)}",
            lambda: f"direction:: {choice(('in', 'out', 'both'))}",
            lambda: f"planned:: {choice(('true', 'cancelled'))}",
            lambda: f"event:: [[{choice(EVENTS)}]]",
            lambda: f"goal:: [[{choice(GOALS)}]]",
            lambda: f"follow_up:: {self.day()} write to {choice(PEOPLE)}",
        )
        return "".join(f" [{choice(kinds)()}]" for _ in range(self.chance.choice((0, 0, 1, 1, 2))))

    def body(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"- [ ] send {self.chance.choice(STUFF)} 📅 {self.day()}",
            lambda: f"- [x] call {self.person()} ✅ {self.day()}",
            lambda: f"- [ ] write to [[{self.person()}]] 🛫 {self.day()}",
            lambda: f"Met through [[{self.person()}]] at {self.chance.choice(EVENTS)}. #touch",
            lambda: f"About {self.chance.choice(TOPICS)} and [[{self.chance.choice(ORGANIZATIONS)}]].",
            lambda: f"%% private: [[{self.person()}]] %%",
            lambda: "![[nothing]] [x](../contacts/Bo.md)",
        )
        return "".join(f"{self.chance.choice(kinds)()}\n" for _ in range(self.chance.randint(0, 3)))

    def log(self) -> str:
        days = sorted(self.day() for _ in range(self.chance.randint(0, 4)))
        lines = (f"- {day} {self.chance.choice(CHANNELS)}: met{self.fields()}\n" for day in days)
        return "".join(["## Log\n", *lines])

    def contact(self) -> str:
        choice = self.chance.choice
        found = self.properties(
            {
                "name": lambda: f'"{self.person()}"',
                "aliases": lambda: self.some((*PEOPLE, "Countess", "A")),
                "emails": lambda: self.some(ADDRESSES),
                "organization": lambda: f'"{self.link(choice(ORGANIZATIONS))}"',
                "role": lambda: choice(("Analyst", "Owner")),
                "location": lambda: f'"{self.link(choice(PLACES))}"',
                "former": lambda: self.links((*ORGANIZATIONS, "Initech")),
                "birthday": lambda: self.day().strftime(choice(("%m-%d", "1980-%m-%d"))),
                "circles": lambda: self.some(CIRCLES),
                "cadence": lambda: choice(CADENCES),
                "met_on": self.day,
                "met_at": lambda: f'"[[{choice(EVENTS)}]]"',
                "met_through": lambda: f'"{self.link(self.person())}"',
                "knows": lambda: self.links(PEOPLE),
                "needs": lambda: self.some((*STUFF, *TOPICS)),
                "offers": lambda: self.some((*STUFF, *TOPICS)),
                "interests": lambda: self.some(TOPICS),
                "status": lambda: choice(STATUSES),
                "snooze": self.day,
                "last_contact": self.day,
                "follow_up": lambda: f"{self.day()} send {choice(STUFF)}",
                "private": lambda: choice(("true", "true", "false")),
                "uid": lambda: choice(("1", "2")),
            },
            0.3,
        )
        return self.note(found, self.body() + self.log())

    def interaction(self) -> str:
        choice = self.chance.choice
        found = self.properties(
            {
                "channel": lambda: choice(CHANNELS),
                "direction": lambda: choice(("in", "out", "both")),
                "planned": lambda: choice(("true", "cancelled")),
                "event": lambda: f'"[[{choice(EVENTS)}]]"',
                "topics": lambda: self.some(TOPICS),
                "gave": lambda: self.some(STUFF),
                "got": lambda: self.some(STUFF),
                "asked": lambda: self.some(STUFF),
                "thanked": lambda: self.some(STUFF),
                "goal": lambda: self.links(GOALS),
                "follow_up": lambda: f"{self.day()} send {choice(STUFF)}",
            },
            0.25,
        )
        return self.note([f"date: {self.day()}", f"with: {self.links(PEOPLE, 4)}", *found], self.body())

    def introduction(self) -> str:
        found = self.properties(
            {
                "status": lambda: self.chance.choice(("asked", "agreed", "made", "landed", "declined")),
                "date": self.day,
                "why": lambda: self.chance.choice(STUFF),
            },
            0.7,
        )
        return self.note([f"between: {self.links(PEOPLE)}", *found], self.body())

    def goal(self) -> str:
        found = self.properties(
            {
                "by": self.day,
                "topics": lambda: self.some(TOPICS),
                "organizations": lambda: self.links(ORGANIZATIONS),
                "people": lambda: self.links(PEOPLE, 3),
                "roles": lambda: "[Analyst]",
                "status": lambda: self.chance.choice(("open", "reached")),
            },
            0.6,
        )
        return self.note(found, self.body())

    def event(self) -> str:
        found = self.properties(
            {
                "date": self.day,
                "end": self.day,
                "place": lambda: "London",
                "topics": lambda: self.some(TOPICS),
            },
            0.7,
        )
        return self.note(found, self.body())

    def organization(self) -> str:
        return self.note(
            self.properties({"industry": lambda: "computing", "aliases": lambda: "[AC]"}), self.body()
        )

    def me(self) -> str:
        found = self.properties({"organization": lambda: "Acme", "offers": lambda: self.some(TOPICS)}, 0.7)
        return self.note(["type: me", *found], self.body())

    def daily(self) -> str:
        lines = (
            self.chance.choice(
                (
                    f"- tea with [[{self.person()}]] #touch{self.fields()}\n",
                    f"- [[{self.person()}]] and [[{self.person()}]] called\n",
                    f"- [ ] write to [[{self.person()}]] 📅 {self.day()}\n",
                )
            )
            for _ in range(self.chance.randint(1, 4))
        )
        return "".join(lines)

    def post(self) -> str:
        return self.note(
            [f"audience: {self.some(CIRCLES)}"],
            f"{self.person()} and {self.person()} at {self.chance.choice(EVENTS)}.\n",
        )

    def profile(self) -> str:
        return self.note(["type: profile", "organization: Other", f"offers: {self.some(TOPICS)}"])

    def subject(self) -> str:
        """Write a note about a place, a topic or an organization, perhaps under other names."""
        names = (*PLACES, *ORGANIZATIONS, *EVENTS, *GOALS, *TOPICS)
        found = self.properties(
            {
                "name": lambda: f'"{self.chance.choice(names)}"',
                "aliases": lambda: self.some(names),
                "type": lambda: self.chance.choice(("organization", "place", "event", "goal")),
            }
        )
        return self.note(found, self.body())

    def odd(self) -> str:
        return self.chance.choice((*LINES, "---\nname: [\n---\n", "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b\n"))

    def place(self) -> tuple[str, Callable[[], str]]:
        """Return the path of a random note, and what writes one of its kind."""
        choice = self.chance.choice
        kinds: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
            (lambda: f"contacts/{self.person()}.md", self.contact),
            (lambda: f"contacts/{self.person()}.md", self.contact),
            (lambda: f"people/{self.person()}/{self.person()}.md", self.contact),
            (lambda: f"interactions/{self.chance.randint(1, 25)}.md", self.interaction),
            (lambda: f"interactions/{self.day()} x.md", self.interaction),
            (lambda: f"introductions/{self.chance.randint(1, 5)}.md", self.introduction),
            (lambda: f"goals/{choice(GOALS)}.md", self.goal),
            (lambda: f"events/{choice(EVENTS)}.md", self.event),
            (lambda: f"organizations/{choice(ORGANIZATIONS)}.md", self.organization),
            (lambda: f"daily/{self.day()}.md", self.daily),
            (lambda: choice(("Me.md", "notes/Me too.md")), self.me),
            (lambda: choice(("posts/Draft.md", "posts/Other.md")), self.post),
            (lambda: choice(("profiles/Page.md", "profiles/Other.md")), self.profile),
            (lambda: f"notes/{choice((*PEOPLE, 'x', 'y'))}.md", self.odd),
            (lambda: f"notes/{choice((*PLACES, *TOPICS, *ORGANIZATIONS))}.md", self.subject),
        )
        path, make = choice(kinds)
        return path(), make


def text_of(path: Path) -> str:
    """Return a note's text, with stand-ins for bytes that are no text."""
    return path.read_text(encoding="utf-8", errors="replace")


class Edits:
    """Random edits of a vault, as people, editors, pnet and git make them."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance, self.writer = root, chance, Writer(chance)
        self.made = 0

    def fill(self, notes: int) -> None:
        for _ in range(notes):
            self.create()

    def one(self) -> str:
        often = (
            self.create,
            self.create,
            self.rewrite,
            self.rewrite,
            self.line,
            self.line,
            self.property,
            self.property,
        )
        seldom = (
            self.delete, self.rename, self.move, self.copy, self.configure, self.unreadable, self.swap_two, self.many,
            self.fold, self.link, self.undo_one, self.same_size, self.privacy,
            self.retitle, self.retitle, self.status, self.status,
        )  # fmt: skip
        edit = self.chance.choice((*often, *often, *seldom))
        self.made += 1
        try:
            return f"{edit.__name__}({edit() or ''})"
        except (OSError, ValueError) as error:
            # The random choice is impossible here, such as a file in place of a folder, or a line in bytes that are no text.
            return f"{edit.__name__} failed: {error}"

    def notes(self) -> list[Path]:
        return sorted(p for p in self.root.rglob("*.md") if p.is_file() and not p.is_symlink())

    def linked(self) -> set[str]:
        """Return the real paths of what symbolic links lead to."""
        return {os.path.realpath(path) for path in self.root.rglob("*") if path.is_symlink()}

    def any(self) -> Path:
        notes = self.notes()
        return self.chance.choice(notes) if notes else self.root / "contacts/Ada.md"

    def write(self, path: Path, text: str) -> str:
        if path.is_symlink():
            path.unlink()
        write(path, text)
        return str(path.relative_to(self.root))

    def create(self) -> str:
        path, make = self.writer.place()
        return self.write(self.root / path, make())

    def rewrite(self) -> str:
        """Replace a note by another of its kind."""
        path = self.any()
        makers = {
            "contacts": self.writer.contact, "people": self.writer.contact, "interactions": self.writer.interaction,
            "introductions": self.writer.introduction, "goals": self.writer.goal, "events": self.writer.event,
            "organizations": self.writer.organization, "daily": self.writer.daily, "posts": self.writer.post,
        }  # fmt: skip
        make = makers.get(path.relative_to(self.root).parts[0], self.writer.odd)
        return self.write(path, make())

    def line(self) -> str:
        """Add a line, or take one out."""
        path = self.any()
        lines = text_of(path).splitlines(keepends=True)
        if lines and self.chance.random() < 0.4:
            del lines[self.chance.randrange(len(lines))]
        else:
            extra = self.chance.choice((self.writer.body(), self.writer.log(), self.writer.daily()))
            lines.append(extra)
        return self.write(path, "".join(lines)[:5000])

    def property(self) -> str:
        """Set one property of a note, in place of the one it has."""
        path = self.any()
        lines = text_of(path).split("\n")
        maker = self.chance.choice(
            (self.writer.contact, self.writer.interaction, self.writer.goal, self.writer.event)
        )
        others = [line for line in maker().split("---\n")[1].split("\n") if line]
        if not others or lines[0] != "---":
            return self.rewrite()
        chosen = self.chance.choice(others)
        name = chosen.partition(":")[0]
        kept = [line for line in lines[1:] if not line.startswith(f"{name}:")]
        self.write(path, "\n".join(["---", chosen, *kept]))
        return f"{path.relative_to(self.root)} {chosen}"

    def privacy(self) -> str:
        path = self.any()
        text = text_of(path)
        text = (
            text.replace("private: true\n", "")
            if "private: true" in text
            else text.replace("---\n", "---\nprivate: true\n", 1)
        )
        return self.write(path, text)

    def delete(self) -> str:
        path = self.any()
        path.unlink()
        return str(path.relative_to(self.root))

    def rename(self) -> str:
        path, to = self.any(), self.root / self.writer.place()[0]
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
        return f"{path.relative_to(self.root)} -> {to.relative_to(self.root)}"

    def fold(self) -> str:
        path = self.any()
        path.replace(path.with_name(path.name.swapcase().replace(".MD", ".md")))
        return str(path.relative_to(self.root))

    def retitle(self) -> str:
        """Give a note that others refer to, perhaps by its bare name, another one."""
        folder, names = self.chance.choice(
            (("organizations", ORGANIZATIONS), ("events", EVENTS), ("goals", GOALS), ("notes", PLACES))
        )
        there = sorted((self.root / folder).glob("*.md"))
        path = self.chance.choice(there) if there else self.any()
        if self.chance.random() < 0.5:
            to = path.with_name(f"{self.chance.choice((*names, 'Renamed'))}.md")
            path.replace(to)
            return f"{path.relative_to(self.root)} -> {to.name}"
        lines = [line for line in text_of(path).split("\n") if line != "---"]
        lines = [line for line in lines if not line.startswith(("name:", "aliases:"))]
        name = self.chance.choice(
            (f'name: "{self.chance.choice(names)}"', f"aliases: {self.writer.some(names)}")
        )
        return self.write(path, "\n".join(["---", name, "---", *lines])) + f" {name}"

    def status(self) -> str:
        """Change whether a person may be named."""
        people = [
            path for path in self.notes() if path.relative_to(self.root).parts[0] in ("contacts", "people")
        ]
        path = self.chance.choice(people) if people else self.any()
        text = text_of(path)
        line = self.chance.choice(
            (
                "private: true",
                "status: deceased",
                "status: do-not-contact",
                f"aliases: {self.writer.some(PEOPLE)}",
            )
        )
        return self.write(path, text.replace("---\n", f"---\n{line}\n", 1)) + f" {line}"

    def move(self) -> str:
        folders = sorted(path for path in self.root.iterdir() if path.is_dir())
        folder, to = (
            self.chance.choice(folders),
            self.root / self.chance.choice(("people", "odd", "contacts", "x")),
        )
        if not to.exists():
            folder.replace(to)
        elif to != folder:
            folder.replace(to / "in")
        return f"{folder.name} -> {to.name}"

    def copy(self) -> str:
        """Make a conflict copy, as sync tools do."""
        path = self.any()
        mark = self.chance.choice(
            (" 2", "-HOST", " (conflicted copy 2026-11-01)", ".sync-conflict-20261120-093000-ABCDEFG")
        )
        text = text_of(path)
        if self.chance.random() < 0.5:
            text += "more\n"
        return self.write(path.with_name(f"{path.stem}{mark}.md"), text)

    def configure(self) -> str:
        text = self.chance.choice(SETTINGS)
        write(self.root / "pnet.toml", text)
        return text.partition("\n")[0]

    def unreadable(self) -> str:
        path = self.any()
        kind = self.chance.choice(("bytes", "large", "empty", "folder"))
        if kind == "folder":
            path.unlink()
            return self.write(path / "Ada.md", self.writer.contact())
        path.write_bytes({"bytes": b"\xff\xfe\x00x", "large": b"x" * 4_200_000, "empty": b""}[kind])
        return f"{path.relative_to(self.root)} {kind}"

    def swap_two(self) -> str:
        one, other = self.any(), self.any()
        aside = self.root / ".aside"
        one.replace(aside)
        if other.exists():
            other.replace(one)
        aside.replace(other)
        return f"{one.relative_to(self.root)} {other.relative_to(self.root)}"

    def many(self) -> str:
        for _ in range(12):
            self.chance.choice((self.create, self.rewrite, self.property))()
        return ""

    def link(self) -> str:
        path = self.root / self.writer.place()[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(path):
            path.symlink_to(self.any())
        return str(path.relative_to(self.root))

    def same_size(self) -> str:
        path = self.any()
        times = path.stat()
        text = text_of(path)
        changed = text.replace("-11-", "-10-") if "-11-" in text else text.replace("-10-", "-11-")
        self.write(path, changed)
        if self.chance.random() < 0.5:
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        return str(path.relative_to(self.root))

    def undo_one(self) -> str:
        """Write a note through pnet, and perhaps undo it."""
        notebook = Notebook(str(self.root), TODAY, cache=False)
        try:
            notebook.log(f"call with {self.writer.person()} about {self.chance.choice(TOPICS)}", form="note")
            if self.chance.random() < 0.5:
                notebook.undo()
        except PnetError as error:
            return type(error).__name__
        return ""


class Difference(NamedTuple):
    """A question whose answer through `way` is not the one from nothing, after these edits."""

    seed: int
    edit: int
    way: str
    question: str
    day: date
    edits: tuple[str, ...]
    detail: str


class Comparison:
    """A vault, its caches and perhaps its watcher, compared again and again."""

    def __init__(
        self,
        home: Path,
        seed: int,
        patch: pytest.MonkeyPatch,
        *,
        watch: bool = False,
        commands: bool = False,
        window: bool = False,
    ) -> None:
        self.home, self.seed, self.patch = home, seed, patch
        self.root = home / "vault"
        self.chance = Random(seed)  # noqa: S311
        self.edits = Edits(self.root, self.chance)
        self.turn = clock(patch)
        self.watch, self.commands, self.with_window = watch, commands, window
        self.window: Window | None = None
        self.unsaved = self.interrupted = 0
        self.refresher: Any = None
        self.compared = self.served = 0
        self.differences: list[Difference] = []
        self.recent: list[str] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Make the vault, and watch it during the block if wanted."""
        self.root.mkdir(parents=True)
        # Fingerprints can be trusted at once: every edit changes them.
        self.patch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
        self.patch.setenv("PNET_STATE", str(self.home / "state"))
        # A fault of pnet's own must not pass for damage by another program.
        self.patch.setattr(serialize, "WRONG_VALUES", ())
        self.patch.setattr(update, "is_damage", self.damaged)
        self.edits.fill(60)
        with ExitStack() as open_now:
            if self.watch:
                self.place("watched")
                (self.home / "run").mkdir(mode=0o700)
                self.refresher = open_now.enter_context(refreshing(self.root, self.home / "run", TODAY))
                server = AnswerServer(self.refresher)
                open_now.callback(server.close)
            if self.with_window:
                self.place("window")
                (self.home / "run-window").mkdir(mode=0o700)
                self.window = open_now.enter_context(Notebook(str(self.root), TODAY).live())
            yield

    def damaged(self, error: Exception) -> bool:
        self.record("cache", "an update", TODAY, "no error", repr(error))
        return False

    def place(self, way: str) -> None:
        """Let pnet use the cache, and the watcher, of one way to answer."""
        self.patch.setenv("PNET_CACHE", str(self.home / f"cache-{way}"))
        runtime = {"watched": "run", "window": "run-window"}.get(way, "nobody")
        self.patch.setenv("PNET_RUNTIME", str(self.home / runtime))

    def go(self, edits: int) -> None:
        while self.edits.made < edits:
            self.recent = [self.edits.one() for _ in range(self.chance.choice((1, 1, 1, 2, 4)))]
            self.compare()
            if self.chance.random() < 0.3:
                self.compare_unsaved()
            if not (self.watch or self.with_window) and self.chance.random() < 0.05:
                self.interrupt()
            if (self.root / "pnet.toml").exists() and (self.root / "pnet.toml").read_text() in INVALID:
                write(self.root / "pnet.toml", "")

    def compare(self) -> None:
        """Ask everything in every way, and record the differences."""
        choice = self.chance.choice
        # A low threshold: some changes rebuild everything.
        for name, value in (("MANY", choice((4, 2000))), ("PART", choice((0.0, 0.1)))):
            self.patch.setattr(update, name, value)
        self.patch.setattr(text_index, "BATCH", choice((5, 5000)))
        self.turn(TODAY + timedelta(choice((0, 0, 0, 0, 1, 35, -3))))
        day = TODAY + timedelta(choice((0, 0, 0, 0, 1, -1, -20, 40, -400, 400)))
        questions, order = self.questions()
        self.place("none")
        anew = self.ask(Notebook(str(self.root), day, cache=False, live=False), questions, order)
        ways = ["cache"]
        if self.chance.random() < 0.15:
            ways.append("fresh")
            shutil.rmtree(self.home / "cache-fresh", ignore_errors=True)
        if self.watch:
            ways.append("watched")
        for way in ways:
            self.place(way)
            if way == "watched":
                # Wait until it knows of every edit.
                snapshot_of(self.refresher)
            notebook = Notebook(str(self.root), day)
            found = self.ask(notebook, questions, order)
            self.served += said(lambda opened=notebook: opened._reader.check.is_served) is True  # type: ignore[misc]
            self.expect(way, anew, found, day)
        if self.window is not None:
            self.compare_window(self.window, questions, order)
        if self.commands:
            for command in self.chance.sample(COMMANDS, 4):
                self.place("none")
                wanted = self.say(command, day)
                for way in ways:
                    self.place(way)
                    self.compared += 1
                    if (got := self.say(command, day)) != wanted:
                        self.record(way, f"pnet {command}", day, wanted, got)
            shutil.rmtree(self.home / "cache-none", ignore_errors=True)

    def questions(self) -> tuple[dict[str, Question], list[str]]:
        """Return all questions, and the names of those to ask."""
        words = [self.words() for _ in range(6)]
        questions = {
            **READ,
            **MORE,
            "words that occur": lambda n: each(words, n.find),
            "the first of words that occur": lambda n: each(words, lambda query: n.find(query, 2)),
        }
        order = list(questions)
        self.chance.shuffle(order)
        if self.chance.random() < 0.85:
            # Seldom does a program ask everything of one state.
            order = order[: self.chance.randint(1, 12)]
        return questions, order

    def words(self) -> str:
        """Return a query of what occurs in a note, changed a little."""
        path = self.edits.any()
        text = path.read_bytes()[:2000].decode("utf-8", "replace") if path.is_file() else ""
        choice = self.chance.choice
        found = f"{path.stem} {text}".split()
        at = self.chance.randrange(len(found))
        word = choice(found)
        part = word[self.chance.randrange(len(word)) :][:2]
        ways = (
            word,
            word[:3],
            word.upper(),
            part,
            f'"{" ".join(found[at : at + 2])}"',
            " ".join(found[at : at + 2]),
        )
        return choice(
            (*ways, f"{word} {choice(found)}", word.strip("[]().,#:*"), '"' + " ".join(found[at : at + 4]))
        )

    def compare_window(self, window: Window, questions: Mapping[str, Question], order: Iterable[str]) -> None:
        """Ask a notebook of the window, whose day is always the same."""
        self.place("none")
        anew = self.ask(Notebook(str(self.root), TODAY, cache=False, live=False), questions, order)
        self.place("window")
        for _ in range(3):
            with suppress(NotebookOutdated):
                with window.now() as notebook:
                    self.expect("window", anew, self.ask(notebook, questions, order), TODAY)
                return
        self.record("window", "now", TODAY, "an answer", "outdated three times")

    def expect(self, way: str, anew: Mapping[str, object], found: Mapping[str, object], day: date) -> None:
        for name in found:
            self.compared += 1
            if found[name] != anew[name]:
                self.record(way, name, day, anew[name], found[name])

    def compare_unsaved(self) -> None:
        """Lay texts over the vault, and leave out notes; ask; then make the files so, and ask again."""
        day = TODAY if self.window else TODAY + timedelta(self.chance.choice((0, 0, 1, -20, 40, -400, 400)))
        questions, order = self.questions()
        texts, hidden = self.drawn_texts(), self.drawn_notes()
        self.place("window" if self.window else "cache")
        is_cached = self.chance.random() < 0.8
        try:
            base = self.window.now() if self.window else Notebook(str(self.root), day, cache=is_cached)
            # The index is read as it is compared, so the block lasts until then.
            with base:
                if self.chance.random() < 0.5:
                    self.ask(base, questions, order[:3])
                changed = base
                if self.chance.random() < 0.7 or not hidden:
                    changed = changed.over(texts)
                else:
                    texts = {}
                if hidden:
                    changed = changed.without(hidden)
                found = self.ask(changed, questions, order)
                removed = [path for path, text in changed._reader.unsaved.items() if text is None]
                self.recent = [*self.recent[-3:], f"unsaved({sorted(texts)} without {sorted(removed)})"]
                self.save({**texts, **dict.fromkeys(removed)})
                self.place("none")
                anew = self.ask(Notebook(str(self.root), day, cache=False, live=False), questions, order)
                self.expect("unsaved", anew, found, day)
        except PnetError:
            # Invalid settings, which the other comparison covers.
            return
        self.unsaved += 1
        self.edits.made += 1
        self.compare()

    def save(self, texts: Mapping[str, bytes | None]) -> None:
        for path, text in texts.items():
            file = self.root / path
            if text is None:
                file.unlink(missing_ok=True)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            before = seen(file) if file.exists() else None
            file.write_bytes(text)
            while seen(file) == before:
                file.write_bytes(text)

    def drawn_texts(self) -> dict[str, bytes | None]:
        """Return unsaved texts of a few notes, new ones or others, by path."""
        linked = self.edits.linked()
        found: dict[str, bytes | None] = {}
        for _ in range(self.chance.randint(1, 4)):
            path, make = self.edits.writer.place()
            file = self.root / path
            if self.chance.random() < 0.5:
                file = self.edits.any()
            if file.is_symlink() or os.path.realpath(file) in linked or file.is_dir():
                continue
            if any(parent.exists() and not parent.is_dir() for parent in file.parents):
                continue
            text: bytes | None = make().encode()
            if self.chance.random() < 0.15:
                text = self.chance.choice((None, b"", b"\xff\xfe\x00x", b"---\nx: [\n---\n"))
            found[str(file.relative_to(self.root))] = text
        return found

    def drawn_notes(self) -> list[str]:
        """Return the paths of notes to leave out, if any."""
        linked = self.edits.linked()
        notes = [path for path in self.edits.notes() if os.path.realpath(path) not in linked]
        number = self.chance.choice((0, 0, 1, 1, 2))
        return [
            str(path.relative_to(self.root)) for path in self.chance.sample(notes, min(number, len(notes)))
        ]

    def interrupt(self) -> None:
        """Kill a process while it brings the cache and its full-text index up to date."""
        self.edits.many()
        self.recent = [*self.recent[-3:], "many()", "killed"]
        self.place("cache")
        child = os.fork()
        if child == 0:
            try:
                with suppress(BaseException):
                    notebook = Notebook(str(self.root), TODAY)
                    notebook.find("ada")
                    notebook.due_rows()
            finally:
                os._exit(0)
        time.sleep(self.chance.random() * self.chance.choice((0.02, 0.1, 0.3)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.interrupted += 1
        self.compare()

    def ask(
        self, notebook: Notebook, questions: Mapping[str, Question], order: Iterable[str]
    ) -> dict[str, object]:
        answers: dict[str, object] = {}
        for name in order:
            try:
                answers[name] = settled(said(lambda name=name: questions[name](notebook)))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001 - the report must go on
                answers[name] = f"raised {type(error).__name__}: {error}"
                self.record("any", f"{name} raised", notebook.today, "", repr(error))
        return answers

    def say(self, command: str, day: date) -> Said:
        return run(["--vault", str(self.root), "--today", day.isoformat(), *command.split()])

    def record(self, way: str, name: str, day: date, wanted: object, found: object) -> None:
        self.differences.append(
            Difference(
                self.seed, self.edits.made, way, name, day, tuple(self.recent), difference(wanted, found)
            )
        )


def settled(answer: object) -> object:
    """Return an answer that no later question can change: its generators are exhausted, its mappings read."""
    if isinstance(answer, Iterator):
        return list(answer)
    return answer


def difference(wanted: object, found: object) -> str:
    """Return where two answers differ first, shortly."""
    if type(wanted) is type(found) and isinstance(wanted, (tuple, list)) and len(wanted) == len(found):  # type: ignore[arg-type]
        for number, (one, other) in enumerate(zip(wanted, found, strict=True)):  # type: ignore[call-overload]
            if one != other:
                return f"[{number}]" + difference(one, other)
    if isinstance(wanted, (tuple, list)) and isinstance(found, (tuple, list)):
        missing = [one for one in wanted if one not in found]
        extra = [one for one in found if one not in wanted]
        return f" missing {missing!r:.600}\n   extra {extra!r:.600}"
    return f"\n   wanted {wanted!r:.600}\n   found  {found!r:.600}"


def run(argv: list[str]) -> Said:
    """Run `pnet` in this process; return its exit status, output and messages. Raises whatever it raises."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = pnet(argv)
    return status, out.getvalue(), err.getvalue()


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--watch", action="store_true", help="also ask a watcher")
    parser.add_argument("--commands", action="store_true", help="also run commands")
    parser.add_argument("--window", action="store_true", help="also ask a window, which watches the vault")
    parser.add_argument("--each", type=int, default=200, help="edits of one vault before the next seed")
    options = parser.parse_args()
    done = compared = served = 0
    differing: list[Difference] = []
    began = time.monotonic()
    seed = options.seed
    while done < options.edits:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            home = Path(os.path.realpath(folder))
            comparison = Comparison(
                home, seed, patch, watch=options.watch, commands=options.commands, window=options.window
            )
            with comparison.running():
                comparison.go(min(options.each, options.edits - done))
        for one in comparison.differences[:8]:
            sys.stdout.write(
                f"seed {one.seed}, edit {one.edit}: {one.question} through {one.way} on {one.day}\n"
                f"   after {one.edits}\n  {one.detail}\n"
            )
        differing += comparison.differences
        done, compared, served = (
            done + comparison.edits.made,
            compared + comparison.compared,
            served + comparison.served,
        )
        seed += 1
        sys.stdout.write(
            f"{done} edits, {compared} answers compared ({served} times a watcher answered), "
            f"{len(differing)} differ; {time.monotonic() - began:.0f} s\n"
        )
        sys.stdout.flush()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
