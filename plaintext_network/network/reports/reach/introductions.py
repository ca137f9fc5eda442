"""Suggests whom to introduce to whom: matches what one needs with what another offers, does or talks about. Starts no introduction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from heapq import merge
from itertools import combinations, islice

from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import NO_NEWS, Named, introduction_text
from plaintext_network.network.due.rules import introduction_due
from plaintext_network.network.people.known_for import (
    STATEMENTS,
    KnownFor,
    LinkedNote,
    known_from_note,
    stated,
)
from plaintext_network.network.people.leave_alone import LeftAlone
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.reach.matching import (
    Text,
    TextMatches,
    WordRarity,
    match_texts,
    may_match,
    terms_of,
)
from plaintext_network.network.reports.reach.meaning_matches import GIVEN, match_meanings
from plaintext_network.network.reports.reach.no_suggestions import why_no_suggestions
from plaintext_network.network.reports.reach.pairing import Pair, Pairing, Said
from plaintext_network.network.reports.reach.relationships import Ties
from plaintext_network.network.search.meaning import Meaning

# Introductions that are under way.
OPEN = ("asked", "agreed", "made")


class OpenIntroduction(NamedTuple):
    """An introduction that is under way. `unheard` means that news of it is due; `sources` are the `path:line` of what it shows.

    `leave_alone` are those of the two whom to leave alone today.
    """

    between: tuple[str, ...]
    status: str
    day: date | None
    why: str | None
    unheard: bool
    path: str
    sources: tuple[str, ...]
    leave_alone: tuple[LeftAlone, ...] = ()

    @property
    def says(self) -> str:
        """How far it is, and why you bring these two together."""
        how_far = introduction_text(self.status, self.day) + (NO_NEWS if self.unheard else "")
        return f"{how_far}: {self.why}" if self.why else how_far


class Suggestion(NamedTuple):
    """What one person needs and another may give. `shared` are the words both have, or the note that both link; none
    if they fit by meaning alone.

    `how` is the property of the offer: `offers`, `role`, `interests`, `tags`, `topics` or `organization`; `says` has both,
    and `sources` are the `path:line` of the need and of the offer.
    """

    one: Named
    other: Named
    need: str
    how: str
    offer: str
    shared: tuple[str, ...]
    says: str
    sources: tuple[str, str]


class Introductions(NamedTuple):
    """The introductions under way, whom to introduce next, and whose need you can answer yourself.

    `why_not` is why there are no suggestions, if more can be said than that nobody's need is noted.
    """

    open: tuple[OpenIntroduction, ...]
    suggestions: tuple[Suggestion, ...]
    helps: tuple[Suggestion, ...]
    why_not: str | None = None


def intros(
    view: SuggestionView,
    only: str | None = None,
    limit: int | None = 10,
    meaning: Callable[[], Meaning | None] = lambda: None,
) -> Introductions:
    """Return whom to introduce to whom, at most `limit` of each kind.

    With `only`, the path of a contact whom the view may name, return only introductions of this contact. `meaning`
    is called if anybody needs something; what it returns compares needs and offers by meaning.
    """
    under_way = introductions_under_way(view, only)
    if only is not None and (why_not := _why_not(view, only)) is not None:
        return Introductions(under_way, (), (), why_not)
    if not any(needs for needs, _, _ in view.summaries(STATEMENTS).values()):
        # Without reading the rest.
        return Introductions(under_way, (), (), None if only is None else why_no_suggestions(view, only))
    people = [path for path in view.descriptions if path not in view.left_alone]
    view.acquaintances.read_all()
    everything = _NeedsAndOffers(view, people, only, meaning())
    suggestions, helps = everything.suggestions(limit), everything.helps(limit)
    why_not = None if suggestions or helps or under_way else why_no_suggestions(view, only)
    return Introductions(under_way, suggestions, helps, why_not)


def introductions_under_way(view: SuggestionView, only: str | None = None) -> tuple[OpenIntroduction, ...]:
    """Return the introductions under way, by path; with `only`, those of the contact at this path."""
    return tuple(_open(view, only))


def match(view: SuggestionView, one: str, other: str) -> Suggestion | None:
    """Return the best match of what one of two contacts, whom the view may name, needs and the other may give."""
    pair = {one, other}
    people = [path for path in sorted(pair) if view.contact(path) is not None]
    matches = _NeedsAndOffers(view, people).matches()
    return next((s for s in matches if {s.one.path, s.other.path} == pair), None)


def known_to_each_other(ties: Ties, one: str, other: str) -> bool:
    """Return whether two people need no introduction: those at one event may not have met."""
    return ties.are_acquainted(one, other)


def _why_not(view: SuggestionView, path: str) -> str | None:
    alone = view.leave_alone(path)
    return f"{view.name_of(path)}: {alone.says}; no suggestions for now" if alone else None


def _open(view: SuggestionView, only: str | None) -> Iterator[OpenIntroduction]:
    for facts, between, has_hidden in view.introductions():
        introduction = facts.introduction
        if introduction is None or introduction.status not in OPEN or has_hidden:
            continue
        if (only and only not in between) or not view.may_cite(facts.path, only):
            continue
        day = introduction.day
        if day is not None and day > view.today:
            continue
        is_unheard = False
        if (
            day is not None
            and (due := introduction_due(introduction.status, day)) is not None
            and due <= view.today
        ):
            is_unheard = not view.was_heard_of(facts.path, day)
        why = (
            view.quote(introduction.why, only, f"{facts.path}:{facts.line('why')}")
            if introduction.why
            else introduction.why
        )
        shown = [
            name for name in ("between", "status", "date", *(("why",) if why else ())) if facts.texts(name)
        ]
        places = dict.fromkeys(f"{facts.path}:{facts.line(name)}" for name in shown)
        named = tuple(view.people(introduction.between, facts.path))
        notes = (view.resolve(ref, facts.path, people=True).note for ref in named)
        names = tuple(
            note.name if note is not None else stem_of(ref.target)
            for note, ref in zip(notes, named, strict=True)
        )
        yield OpenIntroduction(
            names,
            introduction.status,
            day,
            why,
            is_unheard,
            facts.path,
            tuple(places),
            view.left_alone_among(between),
        )


class _NeedsAndOffers:
    """What these people need, and everything that may answer it."""

    def __init__(
        self,
        view: SuggestionView,
        people: Sequence[str],
        only: str | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self._view, self._only, self._meaning = view, only, meaning
        self._needs: list[Said] = []
        self._offers: list[Said] = []
        self._under_way = {
            frozenset(two)
            for facts, between, _ in view.introductions()
            if facts.introduction is not None and facts.introduction.status in OPEN
            for two in combinations(sorted(between), 2)
        }
        said = view.summaries(STATEMENTS)
        for path in people:
            if path in said and (one := stated(path, said[path])).needs:
                self._needs += self._statements(self._who(path), one.needs, one.links)
        if self._needs:
            self._offers += self._answering(people)

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        """The words of all needs that may make a match."""
        return frozenset(
            term.stem for need in self._needs for term in terms_of(need.text).words if may_match(term)
        )

    @cached_property
    def _rarity(self) -> WordRarity:
        said = self._view.summaries(STATEMENTS).values()
        texts = ([Text(how, text) for how, text, _ in (*needs, *known)] for needs, known, _ in said)
        wanted = {term.stem for need in self._needs for term in terms_of(need.text).words}
        places = {place.says for about in self._view.descriptions.values() for place in about.location}
        return WordRarity.of(texts, wanted, places)

    def _answering(self, people: Sequence[str]) -> Iterator[Said]:
        """Yield everything about these people that may answer a need. Skip at once what shares no word and no link with any need.

        If meanings are compared, an offer or a role may answer without either.
        """
        linked = frozenset(link for need in self._needs for link in need.links)

        # There may be a hundred thousand topics, and as many tags.
        @cache
        def is_wanted(how: str, text: str) -> bool:
            if self._meaning is not None and how in GIVEN:
                return True
            return any(term.stem in self._asked_for for term in terms_of(Text(how, text)).words)

        talked = self._view.talked_about(lambda text: is_wanted("topics", text))
        self._view.prefetch_places(one.source for some in talked.values() for one in some)
        said = self._view.summaries(STATEMENTS)
        for path in people:
            _, texts, links = said.get(path, ((), (), ()))
            # If there are links, a text may answer without sharing a word, and all texts of its line matter.
            abouts = [
                KnownFor(how, text, f"{path}:{line}")
                for how, text, line in texts
                if links or is_wanted(how, text)
            ]
            abouts += talked.get(path, ())
            employers = [about for about in self._working(path) if about.text in linked] if linked else []
            if abouts or employers:
                who = self._who(path)
                yield from self._statements(who, abouts, tuple(map(LinkedNote._make, links)))
                for about in self._quotable(path, employers):
                    yield Said(*who, about, (about.text,))

    def _who(self, path: str) -> tuple[int, str, str]:
        """Return what sorts the statements of somebody."""
        return self._view.acquaintances.rank(path), fold(self._view.descriptions[path].name), path

    def _quotable(self, path: str, abouts: Iterable[KnownFor]) -> Iterator[KnownFor]:
        view = self._view
        return (
            one
            for one in abouts
            if view.may_quote(one.text, path, one.source) and view.may_cite(one.source, path)
        )

    def _statements(
        self, who: tuple[int, str, str], abouts: Iterable[KnownFor], linked: Sequence[LinkedNote]
    ) -> Iterator[Said]:
        path = who[2]
        everything = tuple(self._quotable(path, abouts))
        if not linked:
            # As for most.
            yield from (Said(*who, about, ()) for about in everything)
            return
        on_line = Counter(about.source for about in everything)
        for about in everything:
            text = fold(about.text)
            links = tuple(
                link.path
                for link in linked
                if about.source == f"{path}:{link.line}"
                and (on_line[about.source] == 1 or any(name in text for name in link.names))
            )
            yield Said(*who, about, links)

    def _working(self, path: str) -> Iterator[KnownFor]:
        """Yield the employers of somebody, by the note's path: they answer a need that links that note."""
        for found in self._view.descriptions[path].organization:
            if found.path is not None:
                yield KnownFor("organization", found.path, found.source)

    def matches(self) -> Iterator[Suggestion]:
        """Yield everything that fits, whether the two know each other or not."""
        return map(self._suggestion, self._pairing(self._needs, self._offers).pairs(per_offer=None))

    def _pairing(self, needs: Sequence[Said], offers: Sequence[Said]) -> Pairing:
        return Pairing(needs, offers, self._scores(needs, offers))

    def _scores(self, needs: Sequence[Said], offers: Sequence[Said]) -> TextMatches:
        """Return which texts answer which, by words, and by meaning where meanings are compared."""
        needed = [need.text for need in needs]
        texts = [offer.text for offer in offers if offer.about.how != "organization"]
        matches = match_texts(needed, texts, self._rarity)
        return matches if self._meaning is None else match_meanings(matches, needed, texts, self._meaning)

    def suggestions(self, limit: int | None) -> tuple[Suggestion, ...]:
        """Return whom to introduce to whom, except those who know each other."""
        ties = Ties(self._view)
        introduced = {
            frozenset(two)
            for _, between, _ in self._view.introductions()
            for two in combinations(sorted(between), 2)
        }

        def may_meet(one: str, other: str) -> bool:
            return {one, other} not in introduced and not known_to_each_other(ties, one, other)

        only, unanswered = self._only, self._unanswered
        if only is None:
            found = self._pairing(unanswered, self._offers).pairs(may_meet)
            return tuple(map(self._suggestion, islice(found, limit)))
        needs = [need for need in unanswered if need.path == only]
        offers = [offer for offer in self._offers if offer.path == only]
        both = (
            self._pairing(needs, self._offers).pairs(may_meet),
            self._pairing(unanswered, offers).pairs(may_meet, per_offer=None),
        )
        return tuple(map(self._suggestion, islice(merge(*both, key=lambda pair: pair.order), limit)))

    @cached_property
    def _unanswered(self) -> list[Said]:
        """The needs without those that an introduction under way may answer: wait for what comes of it."""
        paths = frozenset().union(*self._under_way)
        needs = [need for need in self._needs if need.path in paths]
        offers = [offer for offer in self._offers if offer.path in paths]
        if not needs or not offers:
            return self._needs

        def are_introduced(one: str, other: str) -> bool:
            return frozenset((one, other)) in self._under_way

        answered = {pair.need for pair in self._pairing(needs, offers).pairs(are_introduced, per_offer=None)}
        return [need for need in self._needs if need not in answered]

    def helps(self, limit: int | None) -> tuple[Suggestion, ...]:
        """Return whose need you can answer yourself."""
        owner = next(iter(self._view.notes_of("me")), None)
        if owner is None:
            return ()
        links = self._view.notes_linked_by(owner.path)
        # You are always in touch with yourself.
        who = (-date.max.toordinal(), fold(owner.name), owner.path)
        offers = [
            said
            for said in self._statements(who, known_from_note(owner), links)
            if said.about.how in ("offers", "role")
        ]
        needs = [need for need in self._unanswered if self._only in (None, need.path)]
        found = self._pairing(needs, offers).pairs(per_offer=None)
        return tuple(self._suggestion(pair, owner.path) for pair in islice(found, limit))

    def _name(self, text: str) -> str:
        """Return the name of the note at a path, or a text that is none."""
        note = self._view.note(text)
        return note.name if note is not None else text

    def _suggestion(self, pair: Pair, owner: str | None = None) -> Suggestion:
        need, offer = pair.need, pair.offer
        one, other = (Named(self._name(path), path) for path in (need.path, offer.path))
        about = offer.about
        if about.how == "organization":
            about = about._replace(text=self._name(about.text))
        words = tuple(map(self._name, pair.match.shared))
        does = _you(about) if offer.path == owner else f"{other.name} {_does(about)}"
        return Suggestion(
            one,
            other,
            need.about.text,
            about.how,
            about.text,
            words,
            f"{one.name} needs {need.about.text}; {does}",
            (need.about.source, about.source),
        )


def _does(about: KnownFor) -> str:
    if about.how == "topics":
        return f"talked with you about {about.text} on {about.day}"
    does = {"role": "works as", "interests": "likes", "tags": "has the tag", "organization": "is at"}
    return f"{does.get(about.how, about.how)} {about.text}"


def _you(about: KnownFor) -> str:
    return f"you work as {about.text}" if about.how == "role" else f"you offer {about.text}"
