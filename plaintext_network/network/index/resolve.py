"""Resolves the links of one note: who took part, who is mentioned, whose a task is. Knows one note at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.model.note.rules import TEMPLATE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.names import LinkTarget, Names, hidden_key, link_keys
from plaintext_network.problems import Problem, plain_problems, problem, problems_from_plain

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


LISTED = 3  # paths in a problem's message; it counts the rest


def list_paths(paths: Sequence[str], count: int) -> str:
    """Return the first few of `count` paths in one text, and how many more there are."""
    more = count - min(len(paths), LISTED)
    return ", ".join(paths[:LISTED]) + (f" and {more} more" if more else "")


_new = tuple.__new__


class Party(NamedTuple):
    """Who took part in an interaction, dated or not. `size` counts everyone but you, contacts and others."""

    people: tuple[str, ...]
    size: int


class OwnedTask(NamedTuple):
    """The contacts a task is promised to. `size` is its interaction's, or 0 where the task or its note names them."""

    number: int
    people: tuple[str, ...]
    size: int


class Mention(NamedTuple):
    """A contact linked on a day."""

    contact: str
    day: date
    line: int


class AllMentions(NamedTuple):
    """What the links of all notes say about contacts: by contact, the first day of a mention with its `path:line`.

    `beyond` are the paths of the notes whose links are `beyond_mentions`; those of the others need not be read.
    """

    first: Mapping[str, tuple[date, str]]
    beyond: Collection[str]


class ResolvedLinks(NamedTuple):
    """The resolved links of one note.

    `parties` has one item for each of the note's interactions, in their order. `keys` are the name keys that decide
    where its links lead, with the `hidden_key` of links that don't count. `has_follow_ups`: an interaction has one that
    is not done. The dated interactions themselves are in `Index.interactions`.
    """

    parties: tuple[Party, ...]
    tasks: tuple[OwnedTask, ...]
    mentions: tuple[Mention, ...]
    knows: tuple[str, ...]
    between: tuple[str, ...]
    through: str | None
    targets: frozenset[str]
    keys: frozenset[str]
    problems: tuple[Problem, ...]
    has_follow_ups: bool = False

    @property
    def beyond_mentions(self) -> bool:
        """Whether the links are more than mentions: a task, a follow-up, an introduction, or whom somebody knows."""
        return bool(self.tasks or self.has_follow_ups or self.between or self.knows)


def to_plain(resolved: ResolvedLinks) -> tuple[Any, ...]:
    """Return resolved links as plain values to store: classes take several times as long."""
    parties, tasks, mentions, knows, between, through, targets, keys, problems, has_follow_ups = resolved
    return (
        tuple([tuple(each) for each in parties]),
        tasks and tuple([tuple(each) for each in tasks]),
        tuple([(contact, day.toordinal(), line) for contact, day, line in mentions]),
        knows,
        between,
        through,
        tuple(targets),
        tuple(keys),
        problems and plain_problems(problems),
        has_follow_ups,
    )


def from_plain(stored: tuple[Any, ...]) -> ResolvedLinks:
    """Return the resolved links that `to_plain` made plain."""
    parties, tasks, mentions, knows, between, through, targets, keys, problems, has_follow_ups = stored
    day_of = date.fromordinal
    return _new(
        ResolvedLinks,
        (
            tuple([_new(Party, (people, size)) for people, size in parties]),
            tasks and tuple([OwnedTask(*each) for each in tasks]),
            tuple([_new(Mention, (contact, day_of(day), line)) for contact, day, line in mentions]),
            knows,
            between,
            through,
            frozenset(targets),
            frozenset(keys),
            problems and problems_from_plain(problems),
            has_follow_ups,
        ),
    )


def resolve_note(facts: Facts, names: Names) -> ResolvedLinks:
    """Resolve every link of a note."""
    return _Resolver(facts, names).resolve()


def named_participants(interaction: Interaction, path: str, names: Names) -> tuple[Ref, ...]:
    """Return the bare names of participants: those of each group in which each name is a contact's, or yours."""
    groups = (group for group in interaction.named if all(names.is_person(ref, path) for ref in group))
    return tuple(ref for group in groups for ref in group)


class _Resolver:
    """Resolves one note's links, and collects their targets, keys and problems."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names = facts, names
        self.targets: set[str] = set()
        self.keys: set[str] = set()
        self.problems: set[Problem] = set()
        # A note's participants are among its people, too.
        self._found: dict[tuple[Ref, bool], LinkTarget] = {}

    def resolve(self) -> ResolvedLinks:
        facts = self.facts
        parties = tuple(map(self._party, facts.interactions))
        tasks = tuple([self._task(number, parties) for number in range(len(facts.tasks))])
        mentions = self._mentions(parties)
        for touch in facts.undated:
            if people := self._contacts(touch.linked, people=False):
                fault = problem("touch-undated", (touch.line, 1, 0), name=stem_of(people[0]))
                self.problems.add(fault._replace(path=facts.path))
        if facts.kind == "interaction" and not parties[0].size:
            self._report_missing_people(mentions)
        self._depend_on_references()
        contact, introduction = facts.contact, facts.introduction
        knows = self._contacts(contact.knows, people=True) if contact else ()
        between = self._contacts(introduction.between, people=True) if introduction else ()
        met_through = (contact.met_through,) if contact and contact.met_through else ()
        through = next(iter(self._contacts(met_through, people=True)), None)
        return ResolvedLinks(
            parties,
            tasks,
            mentions,
            knows,
            between,
            through,
            frozenset(self.targets),
            frozenset(self.keys),
            tuple(sorted(self.problems)) if self.problems else (),
            any(not one.done for each in facts.interactions if each.follow_ups for one in each.follow_ups),
        )

    def _depend_on_references(self) -> None:
        """Add the keys of organizations, places, events and goals: a bare name refers to a note as soon as there is one.

        A rename also updates hidden links.
        """
        for ref in self.facts.hidden_links:
            self.keys.update(link_keys(ref))
        for _, refs in self.facts.references:
            for ref in refs:
                self.keys.update(link_keys(ref))
        for interaction in self.facts.interactions:
            if interaction.at or interaction.goals:
                at = (interaction.at,) if interaction.at else ()
                for ref in (*at, *interaction.goals):
                    self.keys.update(link_keys(ref))
        # Where these lead changes nothing but what a rename updates.
        for ref in self.facts.hidden_links:
            self.keys.update(map(hidden_key, link_keys(ref)))

    def _find(self, ref: Ref, *, people: bool) -> LinkTarget:
        found = self._found.get((ref, people))
        if found is None:
            found = self._found[ref, people] = self._look_up(ref, people=people)
        return found

    def _look_up(self, ref: Ref, *, people: bool) -> LinkTarget:
        self.keys.update(link_keys(ref))
        target = self.names.resolve(ref, self.facts.path, people=people)
        if target.path is not None:
            self.targets.add(target.path)
        elif target.candidates:
            if people or self._may_be_contact(target):
                self._report(
                    "link-ambiguous",
                    ref,
                    count=len(target.candidates),
                    others=list_paths(target.candidates, len(target.candidates)),
                    first=target.candidates[0].removesuffix(".md"),
                )
        elif not ref.is_day:
            # A day without a daily note is no fault.
            self._report("link-nowhere", ref)
        return target

    def _report(self, code: str, ref: Ref, **facts: object) -> None:
        if self.facts.kind == TEMPLATE:
            return
        place = (ref.line, ref.column, ref.width)
        self.problems.add(problem(code, place, target=ref.target, **facts)._replace(path=self.facts.path))

    def _people(self, refs: Sequence[Ref]) -> Sequence[Ref]:
        people: list[Ref] = []
        for ref in refs:
            if ref.wiki is None:
                # A name that a text lists may become somebody's later.
                self.keys.update(link_keys(ref))
                people += self.names.people((ref,), self.facts.path)
            else:
                people.append(ref)
        return people

    def _contacts(self, refs: Sequence[Ref], *, people: bool) -> tuple[str, ...]:
        if not refs:
            return ()
        paths = [self._find(ref, people=people).path for ref in (self._people(refs) if people else refs)]
        return tuple(dict.fromkeys([p for p in paths if p is not None and self.names.kinds[p] == "contact"]))

    def _party(self, interaction: Interaction) -> Party:
        everyone: dict[str, bool] = {}
        kinds = self.names.kinds
        if interaction.owner:
            everyone[self.facts.path] = True
        for ref in self._people(interaction.people):
            path = self._find(ref, people=True).path
            if path is None:
                everyone.setdefault(f"?{link_keys(ref)[0]}", False)
            elif (kind := kinds[path]) != "me":
                everyone[path] = kind == "contact"
        if interaction.named:
            everyone.update(self._named(interaction))
        if interaction.form == "daily":
            # The links of such a line lead to notes of any kind; the contacts among them took part.
            everyone.update(dict.fromkeys(self._contacts(interaction.linked, people=False), True))
        people = tuple([path for path, is_contact in everyone.items() if is_contact])
        return _new(Party, (people, len(everyone)))

    def _named(self, interaction: Interaction) -> dict[str, bool]:
        """Return the contacts whose bare names count as participants."""
        for group in interaction.named:
            for ref in group:
                self.keys.update(link_keys(ref))
        refs = named_participants(interaction, self.facts.path, self.names)
        return dict.fromkeys(self._contacts(refs, people=True), True)

    def _task(self, number: int, parties: tuple[Party, ...]) -> OwnedTask:
        refs = self.facts.tasks[number].people
        people = self._contacts(refs, people=False)
        # An ambiguous link means somebody, so the task is not promised to the people of its note.
        if people or any(self._may_be_contact(self._find(ref, people=False)) for ref in refs):
            return OwnedTask(number, people, 0)
        if self.facts.kind == "contact":
            return OwnedTask(number, (self.facts.path,), 0)
        if self.facts.kind == "interaction":
            return OwnedTask(number, *parties[0])
        return OwnedTask(number, (), 0)

    def _may_be_contact(self, target: LinkTarget) -> bool:
        return any(self.names.kinds[path] == "contact" for path in target.candidates)

    def _report_missing_people(self, mentions: tuple[Mention, ...]) -> None:
        linked = tuple(dict.fromkeys(mention.contact for mention in mentions))
        if linked:
            fault = problem(
                "with-missing", (mentions[0].line, 1, 0), people=list_paths(linked[:1], len(linked))
            )
            self.problems.add(fault._replace(path=self.facts.path))

    def _mentions(self, parties: tuple[Party, ...]) -> tuple[Mention, ...]:
        facts, kinds = self.facts, self.names.kinds
        mentions = [
            _new(Mention, (path, interaction.day, interaction.line))
            for interaction, party in zip(facts.interactions, parties, strict=True)
            if interaction.day
            for path in party.people
        ]
        for interaction in facts.interactions:
            if interaction.linked and (day := interaction.day):
                linked = self._contacts(interaction.linked, people=False)
                mentions += [Mention(path, day, interaction.line) for path in linked]
        for people, refs in ((True, self._people(facts.people)), (False, facts.links)):
            for ref in refs:
                path = self._find(ref, people=people).path
                if path is not None and facts.day is not None and kinds[path] == "contact":
                    mentions.append(_new(Mention, (path, facts.day, ref.line)))
        return tuple(dict.fromkeys(mentions))
