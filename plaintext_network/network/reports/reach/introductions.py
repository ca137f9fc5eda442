"""Owns whom to introduce to whom: what one needs against what another offers, does or talks about. Starts no introduction."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import combinations, groupby, islice
from typing import NamedTuple

from plaintext_network.model.language.keywords import find_keywords, shared_keywords
from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import later_mentions
from plaintext_network.network.due.rules import Named, introduction_due
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.known_for import KnownFor, known_from_note, known_from_topics
from plaintext_network.network.people.last_touch import KnownContact, known_contacts
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested, references_in
from plaintext_network.network.reports.reach.relationships import Ties

# Of a text of so many words all twos are looked at, of a longer one those of its first words.
_MOST_WORDS = 30
# Introductions that are under way.
OPEN = ("asked", "agreed", "made")


class OpenIntroduction(NamedTuple):
    """An introduction that is under way. `unheard` says that a word on it is due; `sources` are the `path:line` of what is told."""

    between: tuple[str, ...]
    status: str
    day: date | None
    why: str | None
    unheard: bool
    path: str
    sources: tuple[str, ...]


class Suggestion(NamedTuple):
    """What one person needs and another may give. `shared` are the words both say, or the note that both link.

    `how` is where the other is found: `offers`, `role`, `interests`, `tags`, `topics` or `organization`; `says` tells both, and
    `sources` are the `path:line` of the need and of the other.
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

    `why_not` says why somebody asked for is suggested to nobody.
    """

    open: tuple[OpenIntroduction, ...]
    suggestions: tuple[Suggestion, ...]
    helps: tuple[Suggestion, ...]
    why_not: str | None = None


class _Said(NamedTuple):
    """One thing that somebody needs, or can be asked for, and the paths of the notes it links; sorted by `rank` and `name`."""

    rank: int
    name: str
    path: str
    about: KnownFor
    links: tuple[str, ...]


class _Pair(NamedTuple):
    """A need and what may answer it; `key` puts those first with whom you were both in touch lately."""

    key: tuple[int, str, str, str, str]
    need: _Said
    offer: _Said
    shared: tuple[str, ...]


def intros(
    index: Index, rules: Rules, today: date, only: str | None = None, limit: int | None = 10
) -> Introductions:
    """Say whom to introduce to whom, or only where the contact at the path `only` is one of the two; at most so many of each kind."""
    under_way = tuple(_open(index, today, only))
    if only is not None and (why_not := _why_not(index.notes[only])) is not None:
        return Introductions(under_way, (), (), why_not)
    everything = _Everything(index, rules, today, only)
    return Introductions(under_way, everything.suggestions(limit), everything.helps(limit))


def match(index: Index, rules: Rules, today: date, one: str, other: str) -> Suggestion | None:
    """Return what one of two people needs and the other may give, the best."""
    pair = {one, other}
    everything = _Everything(index, rules, today, None, pair)
    return next((s for s in everything.matches() if {s.one.path, s.other.path} == pair), None)


def introductions_of(index: Index) -> Iterator[tuple[Facts, frozenset[str]]]:
    """Yield every introduction, of whatever status, with the paths of those it brings together; by path."""
    for path in index.names.of_kind("introduction"):
        yield index.notes[path], frozenset(index.resolved[path].between)


def known_to_each_other(ties: Ties, one: str, other: str) -> bool:
    """Tell whether two people need no introduction: who was at one event may not have met."""
    return any(tie.how != "event" for tie in ties.between(one, other))


def _why_not(facts: Facts) -> str | None:
    status = (facts.contact or Contact()).status
    return None if status == "active" else f"{facts.name} is {status}; nobody is suggested"


def _open(index: Index, today: date, only: str | None) -> Iterator[OpenIntroduction]:
    discretion = Discretion(index)
    for facts, between in introductions_of(index):
        introduction = facts.introduction
        if introduction is None or introduction.status not in OPEN or (only and only not in between):
            continue
        contacts = ((path, index.notes[path].contact or Contact()) for path in between)
        if not all(may_be_suggested(contact) or path == only for path, contact in contacts):
            continue
        day = introduction.day
        if day is not None and day > today:
            continue
        unheard = False
        if (
            day is not None
            and (due := introduction_due(introduction.status, day)) is not None
            and due <= today
        ):
            unheard = not any(heard <= today for heard in later_mentions(index, facts.path, day))
        why = introduction.why
        if why and discretion.forbids(why, only or ""):
            why = None
        told = [
            name for name in ("between", "status", "date", *(("why",) if why else ())) if facts.texts(name)
        ]
        places = dict.fromkeys(f"{facts.path}:{facts.line(name)}" for name in told)
        found = (index.names.resolve(ref, facts.path, people=True).path for ref in introduction.between)
        names = tuple(
            index.notes[path].name if path else stem_of(ref.target)
            for path, ref in zip(found, introduction.between, strict=True)
        )
        yield OpenIntroduction(names, introduction.status, day, why, unheard, facts.path, tuple(places))


class _Everything:
    """All needs, and all that may answer them, of those who may be suggested."""

    def __init__(
        self, index: Index, rules: Rules, today: date, only: str | None, pair: set[str] | None = None
    ) -> None:
        self._index, self._rules, self._today = index, rules, today
        self._only = only
        self._discretion = Discretion(index)
        self._known = known_contacts(index, rules, today)
        people = [facts for facts in index.contacts() if self._counts(facts, pair)]
        self._needs: list[_Said] = []
        for facts in people:
            self._needs += self._saying(facts, _needs(facts))
        # What nobody needs a word of is left out at once: there may be a hundred thousand topics.
        asked_for = frozenset(
            stem for said in self._needs for stem in find_keywords(said.about.text).distinctive
        )

        def wanted(text: str) -> bool:
            return not asked_for.isdisjoint(find_keywords(text).distinctive)

        talked = known_from_topics(index, rules, today, wanted)
        self._offers: list[_Said] = []
        for facts in people:
            self._offers += self._saying(facts, (*known_from_note(facts), *talked.get(facts.path, ())))
            self._offers += self._saying(facts, self._working(facts), words=False)

    def _counts(self, facts: Facts, pair: set[str] | None) -> bool:
        """Tell whether somebody's needs and offers are looked at."""
        if pair is not None:
            return facts.path in pair
        contact = facts.contact or Contact()
        return contact.status == "active" and (facts.path == self._only or may_be_suggested(contact))

    def _saying(self, facts: Facts, abouts: Iterable[KnownFor], *, words: bool = True) -> Iterator[_Said]:
        known: KnownContact | None = self._known.get(facts.path)
        rank, name = known.rank if known else 0, fold(facts.name)
        linked = self._linked(facts) if facts.links else {}
        everything = tuple(
            about
            for about in abouts
            if not self._discretion.forbids(about.text, facts.path)
            and not self._discretion.hides(about.source.rpartition(":")[0], facts.path)
        )
        if words and not linked:
            # As of most.
            yield from (_Said(rank, name, facts.path, about, ()) for about in everything)
            return
        on_line = Counter(about.source for about in everything)
        for about in everything:
            text = fold(about.text)
            links = tuple(
                path
                for path, names in linked.get(about.source, ())
                if on_line[about.source] == 1 or any(name in text for name in names)
            )
            yield _Said(rank, name, facts.path, about, links if words else (about.text,))

    def _linked(self, facts: Facts) -> dict[str, list[tuple[str, tuple[str, str]]]]:
        """Return where a note's links lead, by `path:line`: the path, and by which names; several values may share a line."""
        found: dict[str, list[tuple[str, tuple[str, str]]]] = {}
        for ref in facts.links:
            path = self._index.names.resolve(ref, facts.path, people=False).path
            if path is not None and self._index.names.kinds[path] not in ("contact", "me"):
                names = (fold(stem_of(ref.target)), fold(self._index.notes[path].name))
                found.setdefault(f"{facts.path}:{ref.line}", []).append((path, names))
        return found

    def _working(self, facts: Facts) -> Iterator[KnownFor]:
        """Yield where somebody works, by its note's path: a need that links it is answered there."""
        for found in references_in(self._index, facts, "organization"):
            if found.path is not None:
                yield KnownFor("organization", found.path, found.source)

    def matches(self) -> Iterator[Suggestion]:
        """Yield all that fits, whether the two know each other or not."""
        return map(self._suggestion, pairs(self._needs, self._offers))

    def suggestions(self, limit: int | None) -> tuple[Suggestion, ...]:
        """Return whom to introduce to whom: nobody whom that would be no news to."""
        ties = Ties(self._index, self._rules, self._today)
        introduced = {
            frozenset(two)
            for _, between in introductions_of(self._index)
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
        needs = [said for said in self._needs if said.path == only]
        offers = [said for said in self._offers if said.path == only]
        both = (pairs(needs, self._offers), pairs(self._needs, offers))
        return merge(*both, key=lambda pair: (-len(pair.shared), pair.key))

    def helps(self, limit: int | None) -> tuple[Suggestion, ...]:
        """Return whose need you can answer yourself."""
        owner = next(iter(self._index.names.of_kind("me")), None)
        if owner is None:
            return ()
        facts = self._index.notes[owner]
        offers = [s for s in self._saying(facts, known_from_note(facts)) if s.about.how in ("offers", "role")]
        # You are always at hand.
        offers = [said._replace(rank=-date.max.toordinal()) for said in offers]
        needs = [said for said in self._needs if self._only in (None, said.path)]
        first: dict[str, _Pair] = {}
        for pair in pairs(needs, offers):
            first.setdefault(pair.need.path, pair)
            if len(first) == limit:
                break
        return tuple(self._suggestion(pair, owner) for pair in first.values())

    def _suggestion(self, pair: _Pair, owner: str | None = None) -> Suggestion:
        need, offer = pair.need, pair.offer
        one = Named(self._index.notes[need.path].name, need.path)
        other = Named(self._index.notes[offer.path].name, offer.path)
        about = offer.about
        if about.how == "organization":
            about = about._replace(text=self._index.notes[about.text].name)
        words = tuple(
            self._index.notes[word].name if word in self._index.notes else word for word in pair.shared
        )
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


def _needs(facts: Facts) -> Iterator[KnownFor]:
    for number, text in enumerate(facts.texts("needs")):
        yield KnownFor("needs", text, f"{facts.path}:{facts.line('needs', number)}")


def _does(about: KnownFor) -> str:
    if about.how == "topics":
        return f"talked with you about {about.text} on {about.day}"
    does = {"role": "works as", "interests": "likes", "tags": "has the tag", "organization": "is at"}
    return f"{does.get(about.how, about.how)} {about.text}"


def _you(about: KnownFor) -> str:
    return f"you work as {about.text}" if about.how == "role" else f"you offer {about.text}"


def pairs(needs: Sequence[_Said], offers: Sequence[_Said]) -> Iterator[_Pair]:
    """Yield what fits together: most shared words first, then with whom you were lately in touch, then by name.

    Two people may come more than once. Pairs are made only as they are asked for, since thousands may need and offer something
    of the same two words; texts are compared only where they share more.
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
    """Yield the texts that share three words or more, and how many."""
    for key, said in of_need.items():
        common: Counter[str] = Counter()
        for two in _twos(said):
            common.update(posted.get(two, ()))
        for other, twos in common.items():
            # Three words are three twos, or two of them where one word alone would be no match.
            if twos > 1:
                number = len(shared_keywords(said[0].about.text, of_offer[other][0].about.text))
                if number > 2:
                    yield key, number, other


def _twos(said: Sequence[_Said]) -> Iterator[tuple[str, str]]:
    """Yield every two of the words of a text, one of which would be a match alone."""
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
    """Return what was said by the words that make a match alone."""
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
    for one in said:
        if one.about.how != "organization":
            found.setdefault(name_key(one.about.text), []).append(one)
    return found


def _crossed(needs: Sequence[_Said], offers: Sequence[_Said], link: str | None = None) -> Iterator[_Pair]:
    """Yield each need with each offer of others, by the day of the two you were in touch with longer ago, the latest first.

    Of what one person says of the same, the first counts. `link` is the note that both link, where they are here for that.
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
