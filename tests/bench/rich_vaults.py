"""Makes vaults rich in gifts, needs, offers, topics, goals, events and introductions, as a person's notes become."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from tests.bench.vaults import CADENCES, CHANNELS, LAST, TODAY, name_of, paragraphs, sentence

Item = TypeVar("Item")
# A line each: what they are, then the words.
_WORDS = {
    line.partition(": ")[0]: line.partition(": ")[2].split("|")
    for line in Path(__file__).with_name("rich_words.txt").read_text(encoding="utf-8").splitlines()
}
KINDS = ("contacts", "interactions", "organizations", "events", "introductions", "goals", "profiles", "posts")


def make_rich(folder: Path, contacts: int, interactions_each: int = 10, seed: int = 1) -> None:
    """Write a vault of so many contacts, as many interactions for each on average, and notes of every other kind.

    A few people have most of the interactions, as in life. The same numbers give the same vault.
    """
    for kind in (*KINDS, "daily", "notes"):
        (folder / kind).mkdir(parents=True)
    (folder / "pnet.toml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "Me.md").write_text(_ME, encoding="utf-8")
    _Life(folder, contacts, random.Random(seed)).write(contacts * interactions_each)  # noqa: S311


class _Life:
    """The names of one vault, and its chance: what its notes are written from."""

    def __init__(self, folder: Path, contacts: int, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.names = [name_of(number) for number in range(contacts)]
        self.firms = [
            f"{LAST[n % len(LAST)]} {_WORDS['roles'][n // len(LAST) % len(_WORDS['roles'])].title()}s{_suffix(n, len(LAST) * len(_WORDS['roles']))}"
            for n in range(max(5, contacts // 8))
        ]
        self.events = [self._event(n) for n in range(max(6, contacts // 40))]
        self.goals = [
            f"{chance.choice(('Open', 'Learn', 'Publish', 'Finish', 'Found'))} {chance.choice(_WORDS['skills'])} {n}"
            for n in range(3 + min(37, contacts // 100))
        ]
        # Zipf's law: the person of rank n has about 1/n as many interactions as the closest friend, and nobody thousands.
        self.weights = list(accumulate(1 / (20 + rank) ** 0.8 for rank in range(contacts)))

    def write(self, interactions: int) -> None:
        for number, name in enumerate(self.names):
            self._note("contacts", name, self._contact(number))
        for number in range(interactions):
            self._interaction(number)
        for firm in self.firms:
            aliases = [f"aliases: [{firm.split(' ')[0]} Ltd {len(firm)}]"] if self._with(0.1) else []
            self._note("organizations", firm, [f"industry: {self._word('industries')}", *aliases])
        for title, day in self.events:
            topics = self._words("topics", 3)
            end = [f"end: {day + timedelta(days=2)}"] if self._with(0.2) else []
            self._note(
                "events",
                title,
                [f"date: {day}", *end, f"place: {self._word('places')}", f"topics: [{topics}]"],
            )
        for number in range(len(self.names) // 25):
            self._introduction(number)
        for number, title in enumerate(self.goals):
            self._goal(number, title)
        for number, (channel, circle) in enumerate(
            (("LinkedIn", "professional"), ("Mastodon", "friends"), ("website", "clients"))
        ):
            self._note(
                "profiles",
                channel,
                [
                    *_PROFILE,
                    f"channel: {channel}",
                    f"url: https://example.org/{number}",
                    f"audience: [{circle}]",
                ],
            )
        for number in range(10):
            topics = self._words("topics", 2)
            self._note(
                "posts",
                f"Post {number}",
                ["channel: LinkedIn", "audience: [professional]", f"tags: [{topics}]"],
            )
        for back in range(min(900, len(self.names))):
            self._daily(TODAY - timedelta(days=back))
        for number in range(len(self.names) // 50):
            self._note(
                "notes",
                f"Thought {number}",
                [f"tags: [{self._word('topics')}]"],
                f"[[{self._somebody()}]] spoke of it.",
            )

    def _event(self, number: int) -> tuple[str, date]:
        day = TODAY + timedelta(days=self.chance.randint(-3000, 180))
        kind = self._one(("Conference", "Concert", "Round Table", "Workshop", "Summer Party"))
        return f"{self._word('topics').split('/')[0].title()} {kind} {day.year} {number}", day

    def _contact(self, number: int) -> list[str]:
        one, some, some_with = self._one, self._some, self._with
        lines = ["type: contact", f"email: person{number}@example.org"]
        if some_with(0.6):
            lines += [
                f'organization: "[[{one(self.firms)}]]"',
                f"role: {self._word('grades')}{self._word('roles')}",
            ]
        elif some_with(0.3):
            lines.append(f"organization: {one(LAST)} & {one(LAST)}")
        for share, line in (
            (0.15, f'former: ["[[{one(self.firms)}]]", {one(LAST)} Brothers]'),
            (0.6, f"location: {self._word('places')}"),
            (0.4, f"cadence: {one(CADENCES)}"),
            (0.3, f"birthday: {self._day(1950, 2005)}"),
            (0.03, f"occasions: [06-{self.chance.randint(1, 28):02} wedding anniversary]"),
            (0.3, f"met_on: {self._past()}"),
            (0.15, f'met_at: "[[{one(self.events)[0]}]]"' if some_with(0.7) else f"met_at: {self._word('places')}"),
            (0.3, f'met_through: "[[{self._somebody()}]]"'),
            (0.3, f"knows: [{self._links(self.chance.randint(1, 3))}]"),
            (0.15, f"needs: [{', '.join(self._skills(self.chance.randint(1, 2)))}]"),
            (0.3, f"offers: [{', '.join(self._skills(self.chance.randint(1, 3)))}]"),
            (0.4, f"interests: [{self._words('interests', 3)}]"),
            (0.4, f"tags: [{self._words('topics', 2)}]"),
            (0.1, f"last_contact: {self._past()}"),
            (0.05, f"follow_up: [{self._soon()} send {self._word('skills')}, {self._past()} ask about {self._word('skills')} ✅ {TODAY}]"),
            (0.02, f"snooze: {self._soon()}"),
            (0.03, "private: true"),
        ):  # fmt: skip
            if some_with(share):
                lines.append(line)
        circles = some(_WORDS["circles"], 2) if some_with(0.6) else []
        for share, circle in ((0.005, "mentors"), (0.01, "mentees")):
            circles += [circle] if some_with(share) or (number < 2 and circle == "mentors") else []
        lines += [f"circles: [{', '.join(circles)}]"] if circles else []
        status = self.chance.choices(
            (None, "deceased", "do-not-contact", "archived", "paused"), (92, 2, 1, 3, 2)
        )[0]
        lines += [f"status: {status}"] if status else []
        log = [
            f"- {self._past()} {one(CHANNELS)}: {sentence(self.chance)}{self._gift()}"
            for _ in range(self.chance.randint(1, 6))
        ]
        body = [
            *self._log(log),
            *([f"- [ ] send {self._word('skills')} 📅 {self._soon()}"] if some_with(0.03) else []),
        ]
        return [*lines, "---", "", *paragraphs(self.chance, one((1, 1, 2, 4))), *body]

    def _log(self, entries: list[str]) -> list[str]:
        return ["## Log", "", *entries, ""] if self._with(0.2) else []

    def _gift(self) -> str:
        if not self._with(0.3):
            return ""
        return f" [{self._one(('gave', 'got', 'asked', 'thanked'))}:: {self._skill()}]"

    def _interaction(self, number: int) -> None:
        who = self._close()
        event, then = self._one(self.events)
        past = TODAY - timedelta(days=int(self.chance.triangular(0, 3650, 200)))
        upcoming, at_event = self._with(0.005), self._with(0.06)
        day = (
            TODAY + timedelta(days=self.chance.randint(1, 60))
            if upcoming
            else then
            if at_event and then < TODAY
            else past
        )
        others = {
            self._close() for _ in range(self.chance.choices((0, 1, 2, 3, 12), (800, 120, 50, 25, 5))[0])
        } - {who}
        lines = [
            f"date: {day}",
            f"with: [{', '.join(_link(name) for name in (who, *sorted(others)))}]",
            f"channel: {self._one(CHANNELS)}",
        ]
        for share, line in (
            (0.5, f"topics: [{self._words('topics', 2)}]"),
            (0.1, f"direction: {self._one(('in', 'out'))}"),
            (0.15, f"place: {self._word('places')}"),
            (0.12, f"gave: [{self._skill()}]"),
            (0.12, f"got: [{', '.join(self._skills(self.chance.randint(1, 2)))}]"),
            (0.06, f"asked: [{self._skill()}]"),
            (0.08, f"thanked: [{self._skill()}]"),
            (0.02, f'goal: "[[{self._one(self.goals)}]]"'),
            (0.02, f"follow_up: [{self._soon()} tell of {self._word('skills')}]"),
            (0.5 if upcoming else 0, "planned: true"),
            (1 if at_event and day == then else 0, f'event: "[[{event}]]"'),
        ):  # fmt: skip
            if self._with(share):
                lines.append(line)
        body = paragraphs(self.chance, self._one((1, 1, 1, 2, 3, 6)))
        if self._with(0.1):
            body.append(f"- [{self._one(' xx')}] send {self._word('skills')} 📅 {day + timedelta(days=14)}")
        if self._with(0.1):
            body.append(f"\nSpoke of [[{self._somebody()}]] too. #{self._word('topics')}")
        self._note("interactions", f"{day} {who.split(' ')[0]} {number}", [*lines, "---", "", *body])

    def _introduction(self, number: int) -> None:
        one, two = self.chance.sample(self.names, 2)
        day = TODAY - timedelta(days=self.chance.randint(0, 1500))
        lines = [
            f"between: [{_link(one)}, {_link(two)}]",
            f"status: {self._word('states')}",
            f"date: {day}",
        ]
        self._note(
            "introductions",
            f"Introduction {number}",
            [*lines, f"why: one needs {self._word('skills')}"],
        )

    def _goal(self, number: int, title: str) -> None:
        status = "active" if number < 8 or self._with(0.2) else self._one(("done", "dropped", "paused"))
        links = (
            f'organizations: ["[[{self._one(self.firms)}]]"]',
            f"people: [{self._links(self.chance.randint(1, 3))}]",
        )
        words = (
            f"topics: [{self._words('topics', 2)}]",
            f"roles: [{self._words('roles', 2)}]",
        )
        task = f"- [ ] ask [[{self._somebody()}]] about {self._word('skills')} 📅 {self._soon()}"
        self._note("goals", title, [f"status: {status}", f"by: {self._soon()}", *links, *words], task)

    def _daily(self, day: date) -> None:
        touches = [
            f"- Met [[{self._close()}]] #touch{self._gift()}" for _ in range(self.chance.randint(0, 2))
        ]
        task = [
            f"- [{self._one(' x')}] write to [[{self._close()}]] about {self._word('skills')} 📅 {self._soon()}"
        ]
        self._note(
            "daily",
            str(day),
            ["---", "", *paragraphs(self.chance, 1), *touches, *(task if self._with(0.3) else [])],
        )

    def _note(self, kind: str, title: str, lines: Sequence[str], text: str | None = None) -> None:
        """Write a note of a kind: front matter, and its body after a line `---`, else one paragraph and the text."""
        ending = [] if "---" in lines else ["---", "", *paragraphs(self.chance, 1), *([text] if text else [])]
        content = "\n".join(("---", *lines, *ending)) if lines[0] != "---" else "\n".join(lines[2:])
        (self.folder / kind / f"{title}.md").write_text(content + "\n", encoding="utf-8")

    def _one(self, things: Sequence[Item]) -> Item:
        return self.chance.choice(things)

    def _some(self, things: Sequence[str], most: int) -> list[str]:
        return self.chance.sample(things, self.chance.randint(1, most))

    def _word(self, kind: str) -> str:
        return self._one(_WORDS[kind])

    def _words(self, kind: str, most: int) -> str:
        return ", ".join(self._some(_WORDS[kind], most))

    def _with(self, share: float) -> bool:
        return self.chance.random() < share

    def _somebody(self) -> str:
        return self.chance.choice(self.names)

    def _close(self) -> str:
        return self.chance.choices(self.names, cum_weights=self.weights)[0]

    def _links(self, count: int) -> str:
        return ", ".join(_link(self._somebody()) for _ in range(count))

    def _skill(self) -> str:
        skill = self._word("skills") if self._with(0.4) else f"{self._word('acts')} {self._word('objects')}"
        text = f"{self._word('manners')} {skill}".strip()
        return f"{text} in {self._word('places')}" if self._with(0.2) else text

    def _skills(self, count: int) -> list[str]:
        return [self._skill() for _ in range(count)]

    def _day(self, first: int, last: int) -> str:
        return f"{self.chance.randint(first, last)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def _past(self) -> date:
        return TODAY - timedelta(days=self.chance.randint(1, 3000))

    def _soon(self) -> date:
        return TODAY + timedelta(days=self.chance.randint(-90, 200))


def _link(name: str) -> str:
    return f'"[[{name}]]"'


def _suffix(number: int, period: int) -> str:
    return f" {number // period + 1}" if number >= period else ""


_SETTINGS = """\
[due]
first_follow_up = "3 days"

[circles.friends]
cadence = "2 months"

[circles.mentors]
cadence = "6 weeks"
"""
_PROFILE = (
    "name: Ines Havnevik",
    "headline: Acoustic engineer",
    "role: consultant",
    "location: Leeds",
    "reviewed: 2026-02-01",
)
_ME = """\
---
type: me
name: Ines Havnevik
headline: Acoustic engineer for rooms where people have to listen
role: Senior consultant
organization: Adler Architects
location: Bristol
offers: [hearing tests, plain-English contracts, an hour of statistics]
links: [https://example.org/0, https://example.org/1]
---
Born in Bergen, and listening since.
"""
