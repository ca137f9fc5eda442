"""Suggests whom to introduce to whom: matches what one needs with what another offers, does or talks about. Starts no introduction."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import merge
from itertools import combinations, groupby, islice

from plaintext_network.model.language.keywords import find_keywords, shared_keywords
from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import Named
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
from plaintext_network.network.reports.reach.relationships import Ties

# How many words of a text to combine into pairs; a longer text counts by its first words.
_MOST_WORDS = 30
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


class Suggestion(NamedTuple):
    """What one person needs and another may give. `shared` are the words both have, or the note that both link.

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

    `why_not` is why there are no suggestions for the contact you asked for.
    """

    open: tuple[OpenIntroduction, ...]
    suggestions: tuple[Suggestion, ...]
    helps: tuple[Suggestion, ...]
    why_not: str | None = None


class _Said(NamedTuple):
    """One thing that somebody needs or may give, and the paths of the notes it links; sorted by `rank` and `name`."""

    rank: int
    name: str
    path: str
    about: KnownFor
    links: tuple[str, ...]


class _Pair(NamedTuple):
    """A need and an offer; `key` sorts the pairs with the latest touches first."""

    key: tuple[int, str, str, str, str]
    need: _Said
    offer: _Said
    shared: tuple[str, ...]


def intros(view: SuggestionView, only: str | None = None, limit: int | None = 10) -> Introductions:
    """Return whom to introduce to whom, at most `limit` of each kind.

    With `only`, the path of a contact whom the view may name, return only introductions of this contact.
    """
    under_way = tuple(_open(view, only))
    if only is not None and (why_not := _why_not(view, only)) is not None:
        return Introductions(under_way, (), (), why_not)
    if not any(needs for needs, _, _ in view.summaries(STATEMENTS).values()):
        # Without reading the rest.
        return Introductions(under_way, (), ())
    people = [path for path in view.descriptions if path not in view.left_alone]
    view.acquaintances.read_all()
    everything = _NeedsAndOffers(view, people, only)
    return Introductions(under_way, everything.suggestions(limit), everything.helps(limit))


def match(view: SuggestionView, one: str, other: str) -> Suggestion | None:
    """Return the best match of what one of two contacts, whom the view may name, needs and the other may give."""
    pair = {one, other}
    people = [path for path in sorted(pair) if view.contact(path) is not None]
    matches = _NeedsAndOffers(view, people, None).matches()
    return next((s for s in matches if {s.one.path, s.other.path} == pair), None)


def known_to_each_other(ties: Ties, one: str, other: str) -> bool:
    """Return whether two people need no introduction: those at one event may not have met."""
    return ties.are_acquainted(one, other)


def _why_not(view: SuggestionView, path: str) -> str | None:
    alone = view.leave_alone(path)
    return f"{view.name_of(path)}: {alone.says}; nobody is suggested" if alone else None


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
        why = view.quote(introduction.why, only) if introduction.why else introduction.why
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

    def __init__(self, view: SuggestionView, people: Sequence[str], only: str | None) -> None:
        self._view, self._only = view, only
        self._needs: list[_Said] = []
        self._offers: list[_Said] = []
        said = view.summaries(STATEMENTS)
        for path in people:
            if path in said and (one := stated(path, said[path])).needs:
                self._needs += self._statements(self._who(path), one.needs, one.links)
        if self._needs:
            self._offers += self._answering(people)

    def _answering(self, people: Sequence[str]) -> Iterator[_Said]:
        """Yield everything about these people that may answer a need. Skip at once what shares no word and no link with any need."""
        # There may be a hundred thousand topics, and as many tags.
        asked_for = frozenset(
            stem for need in self._needs for stem in find_keywords(need.about.text).distinctive
        )
        linked = frozenset(link for need in self._needs for link in need.links)

        @cache
        def is_wanted(text: str) -> bool:
            return not asked_for.isdisjoint(find_keywords(text).distinctive)

        talked = self._view.talked_about(is_wanted)
        said = self._view.summaries(STATEMENTS)
        for path in people:
            _, texts, links = said.get(path, ((), (), ()))
            # If there are links, a text may answer without sharing a word, and all texts of its line matter.
            abouts = [
                KnownFor(how, text, f"{path}:{line}") for how, text, line in texts if links or is_wanted(text)
            ]
            abouts += talked.get(path, ())
            employers = [about for about in self._working(path) if about.text in linked] if linked else []
            if abouts or employers:
                who = self._who(path)
                yield from self._statements(who, abouts, tuple(map(LinkedNote._make, links)))
                for about in self._quotable(path, employers):
                    yield _Said(*who, about, (about.text,))

    def _who(self, path: str) -> tuple[int, str, str]:
        """Return what sorts the statements of somebody."""
        return self._view.acquaintances.rank(path), fold(self._view.descriptions[path].name), path

    def _quotable(self, path: str, abouts: Iterable[KnownFor]) -> Iterator[KnownFor]:
        view = self._view
        return (one for one in abouts if view.may_quote(one.text, path) and view.may_cite(one.source, path))

    def _statements(
        self, who: tuple[int, str, str], abouts: Iterable[KnownFor], linked: Sequence[LinkedNote]
    ) -> Iterator[_Said]:
        path = who[2]
        everything = tuple(self._quotable(path, abouts))
        if not linked:
            # As for most.
            yield from (_Said(*who, about, ()) for about in everything)
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
            yield _Said(*who, about, links)

    def _working(self, path: str) -> Iterator[KnownFor]:
        """Yield the employers of somebody, by the note's path: they answer a need that links that note."""
        for found in self._view.descriptions[path].organization:
            if found.path is not None:
                yield KnownFor("organization", found.path, found.source)

    def matches(self) -> Iterator[Suggestion]:
        """Yield everything that fits, whether the two know each other or not."""
        return map(self._suggestion, pairs(self._needs, self._offers))

    def suggestions(self, limit: int | None) -> tuple[Suggestion, ...]:
        """Return whom to introduce to whom, except those who know each other."""
        ties = Ties(self._view)
        introduced = {
            frozenset(two)
            for _, between, _ in self._view.introductions()
            for two in combinations(sorted(between), 2)
        }
        done: set[tuple[str, str]] = set()

        def new() -> Iterator[Suggestion]:
            for pair in self._asked_for():
                one, other = pair.need.path, pair.offer.path
                if (one, other) in done:
                    continue
                done.add((one, other))
                if {one, other} not in introduced and not known_to_each_other(ties, one, other):
                    yield self._suggestion(pair)

        return tuple(islice(new(), limit))

    def _asked_for(self) -> Iterator[_Pair]:
        only = self._only
        if only is None:
            return pairs(self._needs, self._offers)
        needs = [need for need in self._needs if need.path == only]
        offers = [offer for offer in self._offers if offer.path == only]
        both = (pairs(needs, self._offers), pairs(self._needs, offers))
        return merge(*both, key=lambda pair: (-len(pair.shared), pair.key))

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
        needs = [need for need in self._needs if self._only in (None, need.path)]
        first: dict[str, _Pair] = {}
        for pair in pairs(needs, offers):
            first.setdefault(pair.need.path, pair)
            if len(first) == limit:
                break
        return tuple(self._suggestion(pair, owner.path) for pair in first.values())

    def _name(self, text: str) -> str:
        """Return the name of the note at a path, or a text that is none."""
        note = self._view.note(text)
        return note.name if note is not None else text

    def _suggestion(self, pair: _Pair, owner: str | None = None) -> Suggestion:
        need, offer = pair.need, pair.offer
        one, other = (Named(self._name(path), path) for path in (need.path, offer.path))
        about = offer.about
        if about.how == "organization":
            about = about._replace(text=self._name(about.text))
        words = tuple(map(self._name, pair.shared))
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


def pairs(needs: Sequence[_Said], offers: Sequence[_Said]) -> Iterator[_Pair]:
    """Yield the needs and offers that fit: most shared words first, then the latest touch, then by name.

    Two people may come more than once. It makes pairs only as you take them, since thousands may share the same two words;
    it compares only texts that share more.
    """
    of_need, of_offer = _by_text(needs), _by_text(offers)
    wanted, posted = _by_two(of_need), _by_two(of_offer)
    several: dict[int, list[tuple[list[_Said], list[_Said]]]] = {}
    for key, number, other in _sharing_three(of_need, posted, of_offer):
        several.setdefault(number, []).append((of_need[key], of_offer[other]))
    for number in sorted(several, reverse=True):
        yield from _merged(_crossed(*both) for both in several[number])
    yield from _merged(
        _crossed(_of_texts(of_need, wanted[two]), _of_texts(of_offer, posted[two]))
        for two in sorted(wanted.keys() & posted.keys())
    )
    one_word, by_link = (_by_word(needs), _by_word(offers)), (_by_link(needs), _by_link(offers))
    yield from _merged(
        _crossed(there[0][key], there[1][key], link=key if there is by_link else None)
        for there in (one_word, by_link)
        for key in sorted(there[0].keys() & there[1].keys())
    )


def _merged(several: Iterable[Iterator[_Pair]]) -> Iterator[_Pair]:
    return merge(*several, key=lambda pair: pair.key)


def _sharing_three(
    of_need: Mapping[str, list[_Said]],
    posted: Mapping[tuple[str, str], list[str]],
    of_offer: Mapping[str, list[_Said]],
) -> Iterator[tuple[str, int, str]]:
    """Yield the texts that share three words or more, and how many they share."""
    for key, said in of_need.items():
        common: Counter[str] = Counter()
        for two in _twos(said):
            common.update(posted.get(two, ()))
        for other, twos in common.items():
            # Three words make three pairs, or two if one word alone would be no match.
            if twos > 1:
                number = len(shared_keywords(said[0].about.text, of_offer[other][0].about.text))
                if number > 2:
                    yield key, number, other


def _twos(said: Sequence[_Said]) -> Iterator[tuple[str, str]]:
    """Yield every two words of a text, one of which would be a match alone."""
    words = find_keywords(said[0].about.text)
    for two in combinations(sorted(islice(words.written, _MOST_WORDS)), 2):
        if not words.distinctive.isdisjoint(two):
            yield two


def _by_two(texts: Mapping[str, list[_Said]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for key, said in texts.items():
        for two in _twos(said):
            found.setdefault(two, []).append(key)
    return found


def _of_texts(texts: Mapping[str, list[_Said]], keys: Iterable[str]) -> list[_Said]:
    return [said for key in keys for said in texts[key]]


def _by_word(said: Iterable[_Said]) -> dict[str, list[_Said]]:
    """Return the texts by the words that make a match alone."""
    found: dict[str, list[_Said]] = {}
    for one in said:
        if one.about.how != "organization":
            for stem in find_keywords(one.about.text).distinctive:
                found.setdefault(stem, []).append(one)
    return found


def _by_link(said: Iterable[_Said]) -> dict[str, list[_Said]]:
    found: dict[str, list[_Said]] = {}
    for one in said:
        for link in one.links:
            found.setdefault(link, []).append(one)
    return found


def _by_text(said: Iterable[_Said]) -> dict[str, list[_Said]]:
    found: dict[str, list[_Said]] = {}
    # Thousands of people have the same tags.
    key_of = cache(name_key)
    for one in said:
        if one.about.how != "organization":
            found.setdefault(key_of(one.about.text), []).append(one)
    return found


def _crossed(needs: Sequence[_Said], offers: Sequence[_Said], link: str | None = None) -> Iterator[_Pair]:
    """Yield each need with each offer of others, by the earlier of the two last touches, the latest first.

    Of several texts of one person, the first counts. `link` is the note that both link, if that is why they fit.
    """
    seen_needs: list[tuple[str, str, int, _Said]] = []
    seen_offers: list[tuple[str, str, int, _Said]] = []
    everything = [(said.rank, 0, said) for said in _each_once(needs)]
    everything += [(said.rank, 1, said) for said in _each_once(offers)]
    everything.sort(key=lambda one: one[:2] + one[2][:3])
    number = 0
    for rank, batch in groupby(everything, key=lambda one: one[0]):
        first = number
        for _, side, said in batch:
            number += 1
            seen = seen_offers if side else seen_needs
            insort(seen, (said.name, said.path, number, said), key=lambda entry: entry[:3])
        new_offers = [entry for entry in seen_offers if entry[2] > first]
        for need_name, need_path, need_number, need in seen_needs:
            for offer_name, offer_path, _, offer in seen_offers if need_number > first else new_offers:
                if need_path != offer_path:
                    key = (rank, need_name, offer_name, need_path, offer_path)
                    both = (link,) if link else shared_keywords(need.about.text, offer.about.text)
                    if both:
                        yield _Pair(key, need, offer, both)


def _each_once(said: Iterable[_Said]) -> list[_Said]:
    found: dict[str, _Said] = {}
    for one in said:
        found.setdefault(one.path, one)
    return list(found.values())
