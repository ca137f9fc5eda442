"""Lists what to read before you meet a contact, the most useful first, each line with its places. Formats nothing.

The user asked for this contact by name, but not for others: the page names nobody else who is private.
"""

from __future__ import annotations

from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import NO_WORD, how_often
from plaintext_network.network.due.rules import apply_rules, warmth_phrase
from plaintext_network.network.people.mentor_roles import mentor_roles
from plaintext_network.network.reports.giving.balance import balance_with

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from plaintext_network.model.note.facts import Contact
    from plaintext_network.network.people.person import Person, PersonInteraction
    from plaintext_network.network.people.privacy import SuggestionView
    from plaintext_network.network.reports.giving.balance import PersonBalance
    from plaintext_network.network.reports.reach.introductions import Introductions


class PageLine(NamedTuple):
    """One line: a label that several lines may share, a text, and the `path:line` of each fact in it.

    `brief` lines are on a page of one screen.
    """

    label: str
    text: str
    sources: tuple[str, ...]
    brief: bool = True


class Prose(NamedTuple):
    """A paragraph of a note, and the line it begins on."""

    text: str
    line: int


# The label of the line that counts the lines that name somebody private.
LEFT_OUT = "left out"
# The label of the line about the last touch, which has no source if there was none.
IN_TOUCH = "in touch"
# How many lines with a label are brief.
MOST = {
    "you promised": 4,
    "needs": 3,
    "last": 3,
    "note": 3,
    "gave": 1,
    "got": 1,
    "advice": 2,
    "due": 2,
    "thanks": 2,
}


def meeting_page(
    view: SuggestionView,
    person: Person,
    prose: Sequence[Prose],
    own: Sequence[tuple[str, str, int]],
    intros: Introductions | None = None,
) -> tuple[PageLine, ...]:
    """Return everything about a contact, whom the view may name, the most useful first.

    `own` are the user's own properties as name, text and line; `intros` are introductions to suggest, if the user wants them.
    """
    lines = [line for line in _ContactPage(view, person).lines(prose, own, intros) if line.text]
    shown = _shown(view, person, lines)
    if left := len(lines) - len(shown):
        what = "1 line that names" if left == 1 else f"{left} lines that name"
        shown.append(PageLine(LEFT_OUT, f"{what} somebody private", (), brief=False))
    return tuple(shown)


def short_page(view: SuggestionView, person: Person) -> tuple[PageLine, ...]:
    """Return who a contact is, how warm the tie is, what you promised, and the last interaction: some lines of the page.

    Quicker than the whole page: what happened before the last touch is not read.
    """
    return tuple(_shown(view, person, _ContactPage(view, person).short_lines()))


def _shown(view: SuggestionView, person: Person, lines: Iterable[PageLine]) -> list[PageLine]:
    return [line for line in lines if line.text and view.may_show(line.text, (person.path, *line.sources))]


class _ContactPage:
    def __init__(self, view: SuggestionView, person: Person) -> None:
        self.view, self.person, self.rules = view, person, view.rules
        self.facts, self.contact, self.today = person.facts, person.contact, person.today
        self.path = person.path

    def lines(
        self, prose: Sequence[Prose], own: Sequence[tuple[str, str, int]], intros: Introductions | None
    ) -> Iterator[PageLine]:
        balance = balance_with(self.view, self.path)
        yield from self.who()
        yield from self.standing()
        yield from self.promised()
        yield from self.thanks(balance)
        yield from self.texts("needs")
        yield self.together("likes", "interests")
        yield from self.interactions()
        yield from self.owed(balance)
        yield from self.helped(intros)
        yield from self.mentoring()
        yield from self.goals()
        yield from self.introductions()
        yield from self.known()
        yield from self.yearly()
        yield from self.texts("offers")
        yield from self.ledger(balance)
        for number, paragraph in enumerate(prose):
            yield self.line("note", paragraph.text, (self.at(paragraph.line),), brief=number < MOST["note"])
        yield from self.reached()
        for name, text, line in own:
            yield self.line(name, text, (self.at(line),), brief=False)

    def short_lines(self) -> Iterator[PageLine]:
        yield from self.who()
        yield from self.standing()
        yield from self.promised()
        yield from self.texts("needs")
        yield self.together("likes", "interests")
        yield from self.interactions(since=self.person.last_touch)

    # Places

    def at(self, line: int) -> str:
        return f"{self.path}:{line}"

    def place(self, name: str, number: int = 0) -> str:
        return self.at(self.facts.line(name, number))

    def line(self, label: str, text: str, sources: Iterable[str], *, brief: bool = True) -> PageLine:
        return PageLine(label, text, self.view.sources(sources, self.path), brief)

    def names(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names of those who may be named."""
        return tuple(name for name in names if self.view.may_quote(name, self.path))

    def together(self, label: str, name: str) -> PageLine:
        """Return all texts of a property in one line."""
        texts = [
            (text, place)
            for number, text in enumerate(getattr(self.contact, name))
            if self.view.may_quote(text, self.path, place := self.place(name, number))
        ]
        return self.line(label, ", ".join(text for text, _ in texts), (place for _, place in texts))

    def texts(self, name: str, label: str = "") -> Iterator[PageLine]:
        """Yield a line for each text of a property; the label is its name, unless another is given."""
        most = MOST.get(name, 3)
        for number, text in enumerate(getattr(self.contact, name)):
            yield self.line(label or name, text, (self.place(name, number),), brief=number < most)

    # Who they are, and how warm the tie is

    def who(self) -> Iterator[PageLine]:
        contact = self.contact
        if contact.status != "active":
            yield self.line("status", contact.status, (self.place("status"),))
        if contact.private:
            yield self.line("private", "yes: left out of every suggestion", (self.place("private"),))
        parts = [
            (text, self.place(name))
            for name in ("role", "organization", "location")
            if (text := getattr(contact, name))
        ]
        yield self.line("is", ", ".join(text for text, _ in parts), (place for _, place in parts))
        yield self.together("before", "former")

    def standing(self) -> Iterator[PageLine]:
        person, cadence, last = self.person, self.person.state.cadence, self.person.last_touch
        parts = [f"last on {last}, {_days_ago(last, self.today)}" if last else NO_WORD]
        parts += [how_often(cadence)] if cadence else []
        parts += [f"next {person.next_due}"] if person.next_due else []
        parts += [phrase] if (phrase := warmth_phrase(person.standing)) else []
        sources = [_place(person.latest_touch)] if person.latest_touch else []
        if cadence and person.state.own_cadence:
            sources.append(self.place("cadence"))
        yield self.line(IN_TOUCH, "; ".join(parts), sources)
        found = [
            (verdict.why, verdict.entry.source if verdict.entry else self.place("snooze"))
            for verdict in apply_rules(person.state, self.rules.due, self.today, self.today)
            if verdict.rule == "snooze" or (verdict.entry and verdict.entry.kind != "promise")
        ]
        for number, (why, source) in enumerate(found):
            yield self.line("due", why, (source,), brief=number < MOST["due"])

    # What you owe each other

    def promised(self) -> Iterator[PageLine]:
        for number, promise in enumerate(self.person.promises):
            hidden = f" (not before {promise.start})" if promise.start and promise.start > self.today else ""
            text = f"{promise.day}  {promise.text or 'to get back'}{hidden}"
            yield self.line("you promised", text, (promise.source,), brief=number < MOST["you promised"])
        undated: dict[str, str] = {}
        for source, task in self.view.open_tasks(self.path):
            if task.day is None and task.text:
                undated.setdefault(task.text, f"{source}:{task.line}")
        for text, source in undated.items():
            yield self.line("some day", text, (source,))

    def thanks(self, balance: PersonBalance) -> Iterator[PageLine]:
        for number, owed in enumerate(balance.thanks):
            yield self.line("thanks", owed.says, (owed.source,), brief=number < MOST["thanks"])

    def owed(self, balance: PersonBalance) -> Iterator[PageLine]:
        if side := balance.one_sided:
            yield self.line("one way", side.says, (*side.sources[:3], *(need.source for need in side.needs)))
        asked = next((one for one in balance.ledger if one.what == "asked"), None)
        if asked and not any(one.day >= asked.day and one.what == "got" for one in balance.ledger):
            yield self.line(
                "you asked", f"{asked.day}  {asked.text}; nothing noted of it since", (asked.source,)
            )

    def helped(self, intros: Introductions | None) -> Iterator[PageLine]:
        for suggestion in (*intros.suggestions, *intros.helps) if intros else ():
            yield self.line("could meet", suggestion.says, suggestion.sources)

    # What happened

    def interactions(self, since: date | None = None) -> Iterator[PageLine]:
        interactions = self.person.interactions_since(since) if since else self.person.interactions
        for touch in reversed([t for t in interactions if t.planned]):
            passed = "; not confirmed" if touch.day < self.today else ""
            yield self.line("planned", f"{self.summary(touch)}{passed}", (_place(touch),))
        for number, touch in enumerate(t for t in interactions if not t.planned):
            yield self.line("last", self.summary(touch), (_place(touch),), brief=number < MOST["last"])

    def summary(self, touch: PersonInteraction) -> str:
        """Return an interaction in one line, without the names and words that may not be shown."""
        names = self.names(touch.with_others)
        others = f" (with {', '.join(names)})" if names else ""
        sent = {"out": " (no answer noted)", "in": " (from them)"}.get(touch.direction, "")
        said = self.view.quote(touch.summary, self.path, _place(touch))
        about = ": ".join(part for part in (touch.channel, said) if part)
        by = [name for name in touch.interaction.by if self.names((name,))]
        logged = f" ({', '.join(by)})" if by else ""
        return f"{touch.day}  {about or 'in touch'}{sent}{others}{logged}"

    def mentoring(self) -> Iterator[PageLine]:
        if not mentor_roles(self.facts):
            return
        # Late: few contacts are mentors.
        from plaintext_network.network.reports.mentors import mentor_track

        track = mentor_track(self.view, self.path)
        if track is None:
            return
        for number, sentence in enumerate(track.lines[1:]):
            yield self.line(track.role, sentence.says, sentence.sources, brief=number < MOST["advice"])
        if len(track.lines) == 1:
            yield self.line(track.role, "no advice noted yet", (track.source,))

    def goals(self) -> Iterator[PageLine]:
        """Yield the goals that name them, and those that an interaction with them served."""
        served = {
            note.path: interaction.source
            for interaction in self.view.interactions_with(self.path)
            if interaction.day <= self.today
            for ref in interaction.goals
            if (note := self.view.resolve(ref, interaction.path, people=False).note) is not None
        }
        for goal in self.view.notes_of("goal"):
            path = goal.path
            named = [
                f"{path}:{ref.line}"
                for ref in self.view.people(goal.people, path)
                if (note := self.view.resolve(ref, path, people=True).note) is not None
                and note.path == self.path
            ]
            if sources := (*named[:1], *((served[path],) if path in served else ())):
                status = next(iter(goal.texts("status")), None)
                yield self.line("goal", f"{goal.name}{f' ({status})' if status else ''}", sources)

    def introductions(self) -> Iterator[PageLine]:
        for introduced in self.person.state.introductions:
            named = introduced.other and self.names((introduced.other,))
            with_whom = f"with {introduced.other}, " if named else ""
            text = f"{with_whom}{introduced.status} on {introduced.day}"
            yield self.line("introduction", text, (introduced.source,))

    # How you know them, and how to reach them

    def known(self) -> Iterator[PageLine]:
        person, contact = self.person, self.contact
        parts = [
            (contact.met_on.isoformat() if contact.met_on else None, "met_on"),
            (contact.met_at, "met_at"),
            (f"through {person.met_through}" if person.met_through else None, "met_through"),
        ]
        met = [
            (text, place)
            for text, name in parts
            if text and self.view.may_quote(text, self.path, place := self.place(name))
        ]
        yield self.line("met", ", ".join(text for text, _ in met), (place for _, place in met))
        if knows := self.names(person.knows):
            yield self.line("knows", ", ".join(knows), self.view.places_of_knowing(self.path))

    def yearly(self) -> Iterator[PageLine]:
        contact = self.contact
        if contact.birthday:
            yield self.line("birthday", _birthday(contact, self.today), (self.place("birthday"),))
        if died := self.facts.texts("died"):
            yield self.line("died", died[0], (self.place("died"),))
        for occasion in contact.occasions:
            following = occasion.day.text if contact.has_died else occasion.day.next_from(self.today)
            yield self.line("occasions", f"{following} {occasion.text}", (self.at(occasion.line),))

    def ledger(self, balance: PersonBalance) -> Iterator[PageLine]:
        seen = {"gave": 0, "got": 0, "asked": 0, "thanked": 0}
        for one in balance.ledger:
            seen[one.what] += 1
            for_what = " for" if one.what == "thanked" else ""
            brief = seen[one.what] <= MOST.get(one.what, 0)
            yield self.line(f"you {one.what}{for_what}", f"{one.day}  {one.text}", (one.source,), brief=brief)

    def reached(self) -> Iterator[PageLine]:
        yield self.together("e-mail", "emails")
        yield self.together("phone", "phones")
        # One a line: an address has commas of its own.
        yield from self.texts("addresses", "address")
        yield self.together("circles", "circles")
        also = self.facts.aliases
        yield self.line("also", ", ".join(also), (self.place("aliases", n) for n in range(len(also))))
        yield self.line(
            "tags", ", ".join(self.facts.tags), (self.place("tags"),) if self.facts.texts("tags") else ()
        )
        yield self.together("links", "links")
        if self.contact.photo:
            yield self.line("photo", visible_text(self.contact.photo), (self.place("photo"),))


def _place(touch: PersonInteraction) -> str:
    return f"{touch.path}:{touch.line}"


def _birthday(contact: Contact, today: date) -> str:
    if contact.birthday is None:
        return ""
    if contact.has_died:
        return contact.birthday.text
    following = contact.birthday.next_from(today)
    days = (following - today).days
    years = 0 if contact.birthday.year is None else following.year - contact.birthday.year
    turns = f", turns {years}" if years > 0 else ""
    return f"{following}{turns}, " + ("today" if not days else "tomorrow" if days == 1 else f"in {days} days")


def _days_ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if not days else "yesterday" if days == 1 else f"{days} days ago"


def own_texts(other: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    """Yield the user's own properties as a reader sees them."""
    for name, texts in other:
        yield name, ", ".join(visible_text(text) for text in texts)
