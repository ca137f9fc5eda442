"""Owns one note's links as resolved: who took part, who is mentioned, whose a task is. Knows one note at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.network.index.names import LinkTarget, Names, link_keys
from plaintext_network.problems import Problem, problem

NAMED = 3  # of many notes that a problem concerns, those it names


def list_paths(paths: Sequence[str], count: int) -> str:
    """Name the first few of so many notes."""
    more = count - min(len(paths), NAMED)
    return ", ".join(paths[:NAMED]) + (f" and {more} more" if more else "")


class ResolvedInteraction(NamedTuple):
    """One interaction on a day, with its contacts found; `number` is its place among those of its note."""

    day: date
    direction: str
    path: str
    line: int
    people: tuple[str, ...]
    size: int
    number: int
    kept: bool


class Party(NamedTuple):
    """Who took part in an interaction, dated or not. `size` counts everyone, known or not, but the owner."""

    people: tuple[str, ...]
    size: int


class OwnedTask(NamedTuple):
    """Whose promise a task is. `size` is that of the interaction it was bound by, 0 where it names its people."""

    number: int
    people: tuple[str, ...]
    size: int


class Mention(NamedTuple):
    """A contact linked on a day."""

    contact: str
    day: date
    line: int


class ResolvedLinks(NamedTuple):
    """One note's links, resolved. `parties` are those of its interactions, one each, in their order.

    `asked` are the keys whose change may lead a link elsewhere.
    """

    parties: tuple[Party, ...]
    encounters: tuple[ResolvedInteraction, ...]
    tasks: tuple[OwnedTask, ...]
    mentions: tuple[Mention, ...]
    knows: tuple[str, ...]
    between: tuple[str, ...]
    through: str | None
    targets: frozenset[str]
    asked: frozenset[str]
    problems: tuple[Problem, ...]


def resolve_note(facts: Facts, names: Names) -> ResolvedLinks:
    """Resolve every link of a note."""
    return _Resolving(facts, names).all()


class _Resolving:
    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names = facts, names
        self.targets: set[str] = set()
        self.asked: set[str] = set()
        self.problems: set[Problem] = set()

    def all(self) -> ResolvedLinks:
        facts = self.facts
        parties = tuple(self._party(passed) for passed in facts.interactions)
        encounters = tuple(
            ResolvedInteraction(
                passed.day,
                passed.direction,
                facts.path,
                passed.line,
                *parties[number],
                number,
                passed.form == "kept",
            )
            for number, passed in enumerate(facts.interactions)
            if passed.day
        )
        tasks = tuple(self._task(number, parties) for number in range(len(facts.tasks)))
        mentions = self._mentions(encounters)
        if facts.kind == "interaction" and not parties[0].size:
            self._say_who_may_have_taken_part(mentions)
        contact, introduction = facts.contact, facts.introduction
        return ResolvedLinks(
            parties,
            encounters,
            tasks,
            mentions,
            knows=self._contacts(contact.knows, people=True) if contact else (),
            between=self._contacts(introduction.between, people=True) if introduction else (),
            through=next(iter(self._contacts((contact.met_through,), people=True)), None)
            if contact and contact.met_through
            else None,
            targets=frozenset(self.targets),
            asked=frozenset(self.asked),
            problems=tuple(sorted(self.problems)),
        )

    def _find(self, ref: Ref, *, people: bool) -> LinkTarget:
        self.asked.update(link_keys(ref))
        found = self.names.resolve(ref, self.facts.path, people=people)
        if found.path is not None:
            self.targets.add(found.path)
        elif found.candidates:
            if people or self._may_be_somebody(found):
                self._say(
                    "link-ambiguous",
                    ref,
                    count=len(found.candidates),
                    others=list_paths(found.candidates, len(found.candidates)),
                    first=found.candidates[0].removesuffix(".md"),
                )
        elif not ref.is_day:
            # A day without a daily note is nothing to make good.
            self._say("link-nowhere", ref)
        return found

    def _say(self, code: str, ref: Ref, **facts: object) -> None:
        place = (ref.line, ref.column, ref.width)
        self.problems.add(problem(code, place, target=ref.target, **facts)._replace(path=self.facts.path))

    def _contacts(self, refs: Iterable[Ref], *, people: bool) -> tuple[str, ...]:
        paths = (self._find(ref, people=people).path for ref in refs)
        return tuple(dict.fromkeys(p for p in paths if p is not None and self.names.kinds[p] == "contact"))

    def _party(self, passed: Interaction) -> Party:
        everyone: dict[str, bool] = {}
        if passed.owner:
            everyone[self.facts.path] = True
        for ref in passed.people:
            path = self._find(ref, people=True).path
            if path is None:
                everyone.setdefault(f"?{link_keys(ref)[0]}", False)
            elif self.names.kinds[path] != "me":
                everyone[path] = self.names.kinds[path] == "contact"
        if passed.form == "daily":
            # A line's links lead anywhere; those to contacts name who took part.
            everyone.update(dict.fromkeys(self._contacts(passed.linked, people=False), True))
        return Party(tuple(path for path, is_contact in everyone.items() if is_contact), len(everyone))

    def _task(self, number: int, parties: tuple[Party, ...]) -> OwnedTask:
        refs = self.facts.tasks[number].people
        people = self._contacts(refs, people=False)
        # Whom an ambiguous link means nobody knows; but it is not those it stands beside.
        if people or any(self._may_be_somebody(self._find(ref, people=False)) for ref in refs):
            return OwnedTask(number, people, 0)
        if self.facts.kind == "contact":
            return OwnedTask(number, (self.facts.path,), 0)
        if self.facts.kind == "interaction":
            return OwnedTask(number, *parties[0])
        return OwnedTask(number, (), 0)

    def _may_be_somebody(self, found: LinkTarget) -> bool:
        return any(self.names.kinds[path] == "contact" for path in found.candidates)

    def _say_who_may_have_taken_part(self, mentions: tuple[Mention, ...]) -> None:
        linked = tuple(dict.fromkeys(mention.contact for mention in mentions))
        if linked:
            said = problem(
                "with-missing", (mentions[0].line, 1, 0), people=list_paths(linked[:1], len(linked))
            )
            self.problems.add(said._replace(path=self.facts.path))

    def _mentions(self, encounters: tuple[ResolvedInteraction, ...]) -> tuple[Mention, ...]:
        found = [Mention(path, e.day, e.line) for e in encounters for path in e.people]
        for passed in self.facts.interactions:
            if day := passed.day:
                linked = self._contacts(passed.linked, people=False)
                found += [Mention(path, day, passed.line) for path in linked]
        for people, refs in ((True, self.facts.people), (False, self.facts.links)):
            for ref in refs:
                path = self._find(ref, people=people).path
                if path is not None and self.facts.day is not None and self.names.kinds[path] == "contact":
                    found.append(Mention(path, self.facts.day, ref.line))
        return tuple(dict.fromkeys(found))
