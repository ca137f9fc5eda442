"""Owns the question whether a draft may go out to its audience: each finding with its place, its rule, and how it is allowed.

Word lists and patterns, English ones; what is meant by them it does not know, and says so by being easy to overrule.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from plaintext_network.model import post_words
from plaintext_network.model.language.name_words import COMMON
from plaintext_network.model.language.normalize import circle_key, fold, name_key, property_key, stem_of
from plaintext_network.model.language.phrases import (
    Phrase,
    Phrases,
    asked,
    is_unparted,
    listed,
    phrases_of,
    places_of,
    whole,
    words_in,
)
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.post_rules import RULES, Allowance, allowance
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import AudienceRules, Rules
from plaintext_network.model.note.values import Values
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.find_contact import known
from plaintext_network.network.people.mentions import Spotted, Spotter
from plaintext_network.network.people.references import asked_for, subjects
from plaintext_network.notes.body import links_in
from plaintext_network.notes.header import UNREAD
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span


class Finding(NamedTuple):
    """Something in a draft that should not go out: where it stands, lines and columns from 1, the rule, and the text it is about.

    `reason` says why, `hint` how it is allowed; `width` is in characters, within that line.
    """

    path: str
    line: int
    column: int
    width: int
    rule: str
    reason: str
    hint: str
    text: str


class PostCheck(NamedTuple):
    """A draft, looked through.

    `audience` are its circles as written, none where everybody may read it; `declared` says that the draft, or who asked, names an
    audience. `findings` are in the order of the text; `remarks` say what about the draft's own words for it can't be used.
    """

    path: str
    audience: tuple[str, ...]
    declared: bool
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


# A rule, half-open where it is found, why, and what it is about in all its spellings.
_Hit: TypeAlias = tuple[str, int, int, str, tuple[str, ...]]


class _Aimed(NamedTuple):
    """Words of a text, half-open, that name somebody or something that could be spoken ill of; `names` are all its spellings."""

    start: int
    end: int
    rule: str
    whom: str
    names: tuple[str, ...]


def check_post(
    index: Index, rules: Rules, note: Note, path: str = "-", audience: Sequence[str] = ()
) -> PostCheck:
    """Look through a draft, for these circles or those that it declares; everybody, where none are."""
    values = Values(note.source, words_of("post", rules), rules.daily.format)
    values.add_header(note.header.properties)
    for field in note.body.fields:
        values.add_field(field)
    declared = tuple(circle for circle in (*audience,) if circle.strip()) or values.texts("audience")
    circles = () if _is_everybody(declared) else tuple(dict.fromkeys(declared))
    remarks: list[str] = []
    if any(found.code in UNREAD for found in note.problems):
        remarks.append("the front matter can't be read, so that nothing in it counts")
    allowed = [found for text in rules.post.allow if (found := allowance(text))]
    for text in values.texts("allow"):
        if found := allowance(text):
            allowed.append(found)
        else:
            remarks.append(f"allow: “{text}” begins with no rule; the rules are {', '.join(RULES)}")
    search = _Search(index, rules, note, path, circles)
    unique = {(f.line, f.column, f.rule, f.text): f for f in search.findings(allowed)}
    return PostCheck(
        path,
        circles,
        bool(declared),
        tuple(sorted(unique.values(), key=lambda f: (f.line, f.column, f.rule))),
        tuple(remarks),
    )


def _is_everybody(circles: Iterable[str]) -> bool:
    return any(circle_key(circle) in post_words.EVERYBODY for circle in circles)


class _Search:
    def __init__(self, index: Index, rules: Rules, note: Note, path: str, circles: tuple[str, ...]) -> None:
        self.index, self.rules, self.note, self.path, self.circles = index, rules, note, path, circles
        self.text = note.source.text
        self.linked = _published(note)
        self.prose = _without_targets(self.linked)
        self.words = words_in(self.prose)
        self.starts = [word.start for word in self.words]
        fetch(index.notes, [*index.names.of_kind("me"), *index.names.of_kind("organization")])
        self.contacts = {facts.path: facts for facts in index.contacts()}
        self.spotted = Spotter([known(facts) for facts in self.contacts.values()]).spot(self.linked)
        self.mail = _addresses(note)
        self.per_circle = {circle_key(name): (name, table) for name, table in rules.post.circles}

    # The audience

    @cached_property
    def tables(self) -> list[tuple[str, AudienceRules]]:
        """What the settings say of those who will read it: of every circle where everybody may."""
        if not self.circles:
            return list(self.per_circle.values())
        keys = dict.fromkeys(map(circle_key, self.circles))
        return [self.per_circle[key] for key in keys if key in self.per_circle]

    @cached_property
    def professional(self) -> str | None:
        """The circle among the readers that is of people one works with; `everybody` where there are all, None where there is none."""
        if not self.circles:
            return "everybody"
        for circle in self.circles:
            key = circle_key(circle)
            said = self.per_circle[key][1].professional if key in self.per_circle else None
            if said if said is not None else key in post_words.PROFESSIONAL:
                return f"the circle {circle}"
        return None

    # The findings

    def findings(self, allowed: Sequence[Allowance]) -> Iterator[Finding]:
        """Yield what is found and not allowed."""
        parts = (self.ill(), self.named(), self.avoided(), self.personal(), self.kept(), self.secrets())
        for rule, start, end, reason, about in (found for part in parts for found in part):
            if any(one.covers(rule, (*about, self.prose[start:end])) for one in allowed):
                continue
            line, column, width = self.note.source.place(Span(start, end))
            said = about[0] if about else self.prose[start:end]
            hint = f"say it otherwise, or allow it in the front matter: allow: [{_quoted(rule, said)}]"
            text = " ".join(self.text[start:end].split())
            yield Finding(self.path, line, column, width, rule, reason, hint, text)

    def found(self, rule: str, first: int, last: int, reason: str, *about: str) -> _Hit:
        """Return one finding at the half-open words of the text."""
        return rule, self.words[first].start, self.words[last - 1].end, reason, about

    def said(self, first: int, last: int) -> str:
        """Return words of the text as they stand there, on one line."""
        return " ".join(self.prose[self.words[first].start : self.words[last - 1].end].split())

    # Who is named

    def named(self) -> Iterator[_Hit]:
        """Yield private people, and those whom the circle's table lists."""
        for start, end, path, names in self.namings:
            if self._is_private(path):
                yield "private-named", start, end, f"the note of {names[0]} says `private`", names
        taken = {start for start, *_ in self.namings}
        for link in links_in(self.linked):
            to = self._led_to(link.target)
            if to and link.span.start not in taken and self._is_private(to):
                names = self.names(to)
                yield "private-named", *link.span, f"the note of {names[0]} says `private`", names
        for circle, table in self.tables:
            for listed_name in table.not_named:
                yield from self.not_named(circle, listed_name)

    def not_named(self, circle: str, name: str) -> Iterator[_Hit]:
        reason = f"{name} is not to be named to {circle}"
        subject = asked_for(self.index, name)
        path = subject.path or self._contact(name)
        note = self.index.notes[path] if path else None
        names = (name, note.name, note.stem, *note.aliases) if note else (name,)
        taken: set[int] = set()
        for start, end, who, _ in self.namings:
            if who == path:
                taken.add(start)
                yield "do-not-name", start, end, reason, names
        for link in links_in(self.linked):
            if path and self._leads(link.target, path) and link.span.start not in taken:
                yield "do-not-name", *link.span, reason, names
        for start, end in self.places(map(whole, names), names):
            if not any(begin <= start < stop for begin, stop, who, _ in self.namings if who == path):
                yield "do-not-name", start, end, reason, names

    def _contact(self, name: str) -> str | None:
        hits = self.index.names.resolve(Ref(name, 0, 0, 0, None), "", people=True)
        return hits.path

    def _is_private(self, path: str) -> bool:
        facts = self.contacts.get(path)
        return facts is not None and facts.contact is not None and facts.contact.private

    def _led_to(self, target: str) -> str | None:
        """Return where a link leads: from the draft, or, as a draft may lie anywhere, by the file's name alone."""
        for asked_of in (target, stem_of(target)):
            found = self.index.names.resolve(Ref(asked_of, 0, 0, 0), self.path, people=True).path
            if found is not None:
                return found
        return None

    def _leads(self, target: str, path: str) -> bool:
        return self.index.names.resolve(Ref(target, 0, 0, 0), self.path, people=False).path == path

    @cached_property
    def namings(self) -> list[tuple[int, int, str, tuple[str, ...]]]:
        """Where a contact is named in full, by an alias, an address or a link."""
        found = []
        for spotted in self.spotted:
            for path in spotted.paths:
                names = self.names(path)
                full = name_key(spotted.typed) in map(name_key, names)
                # Friends are called by their first names; who is private is known by it, where nobody else is.
                read = self.prose[spotted.start : spotted.end].strip()
                short = bool(read) and len(spotted.paths) == 1 and self._is_private(path)
                if spotted.link or full or short:
                    found.append((spotted.start, spotted.end, path, names))
        for path, facts in self.contacts.items():
            emails = facts.contact.emails if facts.contact else ()
            found += [
                (*self.mail[key], path, self.names(path)) for e in emails if (key := name_key(e)) in self.mail
            ]
            for name in filter(is_unparted, self.names(path)):
                found += [(*place, path, self.names(path)) for place in places_of(name, self.prose)]
        return found

    def names(self, path: str) -> tuple[str, ...]:
        """Return what a contact goes by."""
        facts = self.contacts[path]
        return tuple(dict.fromkeys((facts.name, facts.stem, *facts.aliases)))

    # Words and topics

    def avoided(self) -> Iterator[_Hit]:
        """Yield the words that the circle's table lists."""
        for circle, table in self.tables:
            for text in table.avoid:
                for start, end in self.places([asked(text)], [text]):
                    yield "avoid", start, end, f"“{text}” is to be avoided with {circle}", (text,)

    def kept(self) -> Iterator[_Hit]:
        """Yield the topics that other circles than the readers' keep to themselves."""
        readers = set(map(circle_key, self.circles))
        keepers: dict[str, list[str]] = {}
        for name, table in self.rules.post.circles:
            for topic in table.keeps:
                keepers.setdefault(name_key(topic), []).append(name)
        topics = {name_key(t): t for _, table in self.rules.post.circles for t in table.keeps}
        for key, topic in topics.items():
            names = keepers[key]
            if readers and readers <= set(map(circle_key, names)):
                continue
            reason = f"“{topic}” is kept among {' and '.join(names)}"
            for start, end in self.places([asked(topic)], [topic]):
                yield "kept-topic", start, end, reason, (topic,)
            if key in post_words.PERSONAL_ALONE:
                for first, last, _ in self.matters(key):
                    yield self.found("kept-topic", first, last, reason, topic)

    def places(self, phrases: Iterable[Phrase | None], texts: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield where any of the phrases stands, or a text of a language without blanks."""
        told = [phrase for phrase in phrases if phrase is not None and phrase.words]
        for phrase, first, last in Phrases(told).found(self.words):
            letters = [word.key for word in self.words[first:last] if word.key != "and"]
            start, end = self.words[first].start, self.words[last - 1].end
            # F and T are no F&T.
            if max(map(len, letters)) > 1 or _bare(self.prose[start:end]) == _bare(phrase.text):
                yield start, end
        for text in filter(is_unparted, texts):
            yield from places_of(text, self.prose)

    # Personal matters, and secrets

    def personal(self) -> Iterator[_Hit]:
        """Yield personal matters, where people one works with read."""
        if self.professional is None:
            return
        for topic in post_words.PERSONAL_ALONE:
            for first, last, said in self.matters(topic):
                reason = f"“{said}” is a personal matter ({topic}), and {self.professional} will read it"
                yield self.found("personal", first, last, reason, said, topic)

    def matters(self, topic: str) -> Iterator[tuple[int, int, str]]:
        """Yield where one kind of personal matter comes up: the half-open words, and as they stand there."""
        for _, first, last in listed(post_words.PERSONAL_ALONE[topic]).found(self.words):
            yield first, last, self.said(first, last)
        for _, first, last in listed(post_words.PERSONAL_OWN[topic]).found(self.words):
            after = self.words[last] if last < len(self.words) else None
            if after and not after.parted and after.key in post_words.OTHERWISE:
                continue
            if self.is_own(first):
                yield first, last, self.said(first, last)
        if topic == "family":
            yield from self.of_family()

    def is_own(self, first: int) -> bool:
        """Tell whether what stands at a word is somebody's own: after `my`, or led to from `I`."""
        for at in range(first - 1, max(-1, first - 7), -1):
            word = self.words[at]
            if self.words[at + 1].parted:
                return False
            if word.key == "my":
                return first - at <= 2
            if word.key in ("i'm", "i've", "i'd"):
                return True
            if word.key == "i":
                return first - at > 1
            if word.key not in post_words.LEADS:
                return False
        return False

    def of_family(self) -> Iterator[tuple[int, int, str]]:
        kin, matters = listed(post_words.KIN), listed(post_words.KIN_MATTERS)
        for at in range(1, len(self.words)):
            if self.words[at - 1].key != "my" or self.words[at].parted or not kin.at(self.words, at):
                continue
            for after in range(at + 1, min(at + 7, len(self.words))):
                if self.words[after].sentence != self.words[at].sentence:
                    break
                hit = matters.at(self.words, after)
                last = after + hit[1] if hit else 0
                if hit and not (last < len(self.words) and self.words[last].key in post_words.OTHERWISE):
                    yield after, last, self.said(at - 1, last)
                    break

    def secrets(self) -> Iterator[_Hit]:
        """Yield what says itself that it is to be kept, where everybody or people one works with read."""
        if self.professional is None:
            return
        hits = list(listed(post_words.SECRETS).found(self.words))
        first_words = listed(post_words.SECRETS_FIRST)
        for at, word in enumerate(self.words):
            if (not at or self.words[at - 1].sentence != word.sentence) and (
                hit := first_words.at(self.words, at)
            ):
                after = at + hit[1]
                if after < len(self.words) and self.words[after].parted:
                    hits.append((hit[0], at, after))
        for _, first, last in hits:
            said = self.said(first, last)
            reason = f"“{said}” says that it should stay where it is, and {self.professional} will read it"
            yield self.found("secret", first, last, reason, said)

    # Ill words

    def ill(self) -> Iterator[_Hit]:
        """Yield what is said ill of one's field, one's work, or somebody in the notes."""
        by_sentence: dict[int, list[_Aimed]] = {}
        for aimed in (*self.people(), *self.work(), *self.field()):
            by_sentence.setdefault(self.words[aimed.start].sentence, []).append(aimed)
        if not by_sentence:
            return
        insults: dict[int, tuple[int, int]] = {}
        for first, last in self.insults():
            insults.setdefault(self.words[first].sentence, (first, last))
        for sentence, targets in sorted(by_sentence.items()):
            for aimed in targets:
                hit = next(self.said_of(aimed), None) or insults.get(sentence)
                if hit is None:
                    continue
                said = self.said(*hit)
                reason = f"“{said}” is said in one breath with {aimed.whom}"
                yield self.found(aimed.rule, *hit, reason, *aimed.names)

    def insults(self) -> Iterator[tuple[int, int]]:
        """Yield the words that are ill of anybody in their sentence."""
        for _, first, last in listed(post_words.INSULTS).found(self.words):
            if not self.is_denied(first):
                yield first, last
        for _, first, last in listed(post_words.SLIGHTS).found(self.words):
            if not self.is_denied(first) and not self.is_of_a_thing(last):
                yield first, last

    def is_denied(self, first: int) -> bool:
        """Tell whether what stands at a word is denied within three words before it."""
        for at in range(first - 1, max(-1, first - 4), -1):
            if self.words[at + 1].parted:
                return False
            if self.words[at].key in post_words.NEGATIONS:
                return self.words[at + 1].key not in ("only", "just", "merely", "simply")
        return False

    def is_of_a_thing(self, last: int) -> bool:
        """Tell whether the word before this stands before what it is said of, and that is nobody."""
        if last >= len(self.words) or self.words[last].parted:
            return False
        after = self.words[last].key
        return after not in _GOES_ON and after not in _PERSONS and not self._faults.at(self.words, last)

    @cached_property
    def _faults(self) -> Phrases:
        lists = (post_words.FAULTS, post_words.SLIGHTS, post_words.INSULTS)
        return listed(";".join(lists))

    def said_of(self, aimed: _Aimed) -> Iterator[tuple[int, int]]:
        """Yield the ill words that are outright said of one: before it, after a form of `to be`, as a deed, or as an aversion."""
        words, faults = self.words, self._faults
        # Before it or within it: the worst client, my terrible new boss.
        for at in range(max(0, aimed.start - 2), aimed.end):
            hit = faults.at(words, at)
            if hit and self._reaches(at, aimed.start) and at + hit[1] <= aimed.end and not self.is_denied(at):
                between = words[at + hit[1] : aimed.start]
                if at + hit[1] < aimed.end and all(word.key in post_words.DEGREES for word in between):
                    yield at, at + hit[1]
        # After it.
        at, being = aimed.end, words[aimed.end - 1].owns and aimed.rule != "field-ill"
        denied: int | None = None
        owns = being
        while at < len(words) and at < aimed.end + 7 and not words[at].parted:
            key = words[at].key
            if (hit := listed(post_words.DEEDS).at(words, at)) and denied is None and not being:
                yield at, at + hit[1]
                return
            if being and not (owns and at == aimed.end):
                if (hit := faults.at(words, at)) and denied is None:
                    yield at, at + hit[1]
                    return
                if denied is not None and (hit := listed(post_words.VIRTUES).at(words, at)):
                    yield denied, at + hit[1]
                    return
            if key in post_words.BEING or key in ("has", "have", "had", "will", "can", "would"):
                if key.endswith("n't") or key in ("isnt", "arent", "wasnt"):
                    denied = at
                being = being or key in post_words.BEING
                owns = False
            elif key in post_words.NEGATIONS:
                denied = at
            elif key not in post_words.DEGREES:
                break
            at += 1
        # What one has of it.
        for at in range(max(0, aimed.start - 8), aimed.start):
            hit = listed(post_words.AVERSIONS).at(words, at)
            if hit and at + hit[1] <= aimed.start and self._reaches(at, aimed.start):
                between = words[at + hit[1] : aimed.start]
                known_denial = self.is_denied(at)
                if not known_denial and all(
                    w.key in post_words.DEGREES or w.key in _LEADS_TO for w in between
                ):
                    yield at, at + hit[1]

    def _reaches(self, first: int, start: int) -> bool:
        """Tell whether nothing parts a word from another after it."""
        return not any(word.parted for word in self.words[first + 1 : start + 1])

    # Of whom

    def people(self) -> Iterator[_Aimed]:
        """Yield where a contact is named, however short."""
        for spotted in self.spotted:
            if len(spotted.paths) == 1:
                names = self.names(spotted.paths[0])
                words = self._range(spotted)
                if words:
                    yield _Aimed(*words, "person-ill", names[0], (*names, spotted.typed))
        yield from self.first_names()

    def first_names(self) -> Iterator[_Aimed]:
        """Yield a first name that begins a sentence and is another word too, as in `Mark lied`, where it hardly can be that."""
        taken = {self._range(spotted) for spotted in self.spotted}
        goes_on = (listed(post_words.DEEDS), listed(post_words.INSULTS))
        for at, word in enumerate(self.words[:-1]):
            path = self._by_first_name.get(word.key)
            after = self.words[at + 1]
            if not path or not self.prose[word.start].isupper() or (at, at + 1) in taken or after.parted:
                continue
            is_so = word.owns and after.key in post_words.DEGREES
            if (
                is_so
                or after.key in post_words.BEING
                or any(phrases.at(self.words, at + 1) for phrases in goes_on)
            ):
                names = self.names(path)
                yield _Aimed(at, at + 1, "person-ill", names[0], (*names, self.said(at, at + 1)))

    @cached_property
    def _by_first_name(self) -> dict[str, str | None]:
        """The one contact of each first name that is another word too; None where several are called so."""
        found: dict[str, str | None] = {}
        for path, facts in self.contacts.items():
            words = _bare_words(facts.name)
            if len(words) > 1 and words[0] in COMMON:
                found[words[0]] = None if words[0] in found else path
        return found

    def _range(self, spotted: Spotted) -> tuple[int, int] | None:
        first = bisect_left(self.starts, spotted.start)
        last = bisect_left(self.starts, spotted.end)
        return (first, last) if first < last else None

    def work(self) -> Iterator[_Aimed]:
        """Yield where one's organization is named, or `my boss` and the like."""
        names = self.employer
        for phrase in map(whole, names):
            if phrase is not None:
                for start, end in self.places([phrase], ()):
                    words = self._range(Spotted(start, end, "", ()))
                    if words:
                        yield _Aimed(*words, "employer-ill", f"where you are, {names[0]}", names)
        at_work, alone = listed(post_words.WORK), listed(post_words.WORK_ALONE)
        yield from self._own("employer-ill", at_work, ("my", "our"), ())
        for _, first, last in alone.found(self.words):
            said = self.said(first, last)
            yield _Aimed(first, last, "employer-ill", f"“{said}”", (said,))

    def field(self) -> Iterator[_Aimed]:
        """Yield where one's own field is named: by role or industry, or as `our industry` and the like."""
        for _, first, last in self._field.found(self.words):
            said = self.said(first, last)
            yield _Aimed(first, last, "field-ill", f"your own field, “{said}”", (said,))
        yield from self._own(
            "field-ill", listed(post_words.FIELD), ("my", "our", "this", "the"), ("your own field, ",)
        )

    def _own(
        self, rule: str, nouns: Phrases, before: Sequence[str], lead: tuple[str, ...]
    ) -> Iterator[_Aimed]:
        """Yield `my`, at most two words, and one of the nouns."""
        for at, word in enumerate(self.words):
            if word.key not in before:
                continue
            for first in range(at + 1, min(at + 4, len(self.words))):
                if self.words[first].parted:
                    break
                if hit := nouns.at(self.words, first):
                    said = self.said(at, first + hit[1])
                    yield _Aimed(at, first + hit[1], rule, f"{''.join(lead)}“{said}”", (said,))
                    break
                if self.words[first].key in _GOES_ON:
                    break

    @cached_property
    def owners(self) -> list[Facts]:
        return [self.index.notes[path] for path in self.index.names.of_kind("me")]

    @cached_property
    def employer(self) -> tuple[str, ...]:
        """What the organization you are at goes by."""
        found: dict[str, None] = {}
        for me in self.owners:
            for subject in subjects(self.index, me, "organization"):
                found[subject.name] = None
                if subject.path:
                    note = self.index.notes[subject.path]
                    found.update(dict.fromkeys((note.name, note.stem, *note.aliases)))
        return tuple(found)

    @cached_property
    def _field(self) -> Phrases:
        texts: dict[str, None] = {}
        for me in self.owners:
            fields = [t for name, given in me.other if property_key(name) in _FIELDS for t in given]
            for subject in subjects(self.index, me, "organization"):
                if subject.path:
                    fields += self.index.notes[subject.path].texts("industry")
            for text in fields:
                for part in re.split(r"[,/;]| and ", text):
                    words = _bare_words(part)
                    texts.update(dict.fromkeys([" ".join(words), *(w for w in words[-1:] if len(w) > 5)]))
            for text in (*me.texts("role"), *me.texts("headline")):
                role = [word for word in _bare_words(_ROLE_ENDS.split(text)[0]) if word not in _RANKS]
                if role:
                    texts[" ".join(role)] = None
                    # Of one of them nothing is said of all.
                    texts[_many(role[-1]) + "!"] = None
        return Phrases(phrases_of(";".join(text for text in texts if text.strip("!"))))


_FIELDS = ("industry", "industries", "field", "fields", "profession")
_ROLE_ENDS = re.compile(r"\s+(?:at|for|who|where|with|in|of|and|&)\s+|[,/;|(]|\s[-–—·]\s", re.IGNORECASE)
_RANKS = frozenset(
    (
        "senior",
        "junior",
        "lead",
        "principal",
        "chief",
        "head",
        "staff",
        "freelance",
        "independent",
        "sr",
        "jr",
        "assistant",
    )
)
_GOES_ON_WORDS = """
    and or but at in with to for of on when as than that about because from by who which where while if so then all again too i we he she they it you is are was were has have had will would can could
    there this my our his her their also even though although since after before into over just
"""
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
_PERSONS_WORDS = """
    boss bosses manager managers person people man woman men women guy guys lady lot bunch colleague colleagues client clients customer customers company firm employer team consultant consultants engineer engineers
    fellow bloke chap leader leaders director management staff human beings being crowd place job
"""
_PERSONS = frozenset(_PERSONS_WORDS.split())
_LEADS_TO_WORDS = """
    working work worked with for everyone everybody everything anything anyone about at people like of in to dealing seeing meeting having being how new old current former so-called entire whole stupid bloody damn fucking hearing
    going from on by that those these this lazy incompetent
"""
_LEADS_TO = frozenset(_LEADS_TO_WORDS.split())


def _bare_words(text: str) -> list[str]:
    return [word.key for word in words_in(text)]


def _many(noun: str) -> str:
    """Return the plural of a noun."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun if noun.endswith("s") and not noun.endswith("ss") else noun + "es"
    return noun[:-1] + "ies" if len(noun) > 2 and noun[-1] == "y" and noun[-2] not in "aeiou" else noun + "s"


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _quoted(rule: str, about: str) -> str:
    """Return what allows one finding, as YAML writes it."""
    escaped = about.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{rule}: {escaped}"'


# The text that is read

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
_URL = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>)\]]+|\bwww\.[^\s<>)\]]+|\bmailto:[^\s<>)\]]+", re.IGNORECASE
)
_DESTINATION = re.compile(
    r"(?<=\])\((?:<[^<>\r\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+[\"'][^\"'\r\n]*[\"'])?\)"
)
_WIKI = re.compile(r"!?\[\[([^\[\]\r\n]+)\]\]")
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_NOT_LINE_END = re.compile(r"[^\r\n]+")


def _blanks(found: "re.Match[str]") -> str:
    return _blanked(found[0])


def _blanked(text: str) -> str:
    return _NOT_LINE_END.sub(lambda line: " " * len(line[0]), text)


def _published(note: Note) -> str:
    """Return the text that will be read, links and all: front matter, code and addresses are blanks, so that offsets hold.

    What is written as HTML is read, but for its tags and comments.
    """
    text, start = note.source.text, note.header.body_start
    parts, at = [_blanked(text[:start])], start
    for span in sorted(note.body.code):
        if span.end > at:
            begin = max(span.start, at)
            held = text[begin : span.end]
            html = held[:4].lstrip(" ").startswith("<")
            parts += [text[at:begin], held if html else _blanked(held)]
            at = span.end
    parts.append(text[at:])
    whole_text = "".join(parts)
    for field in note.body.fields:
        if property_key(field.name) in ("audience", "allow", "channel", "status", "type", "tags"):
            whole_text = (
                whole_text[: field.value.start] + _blanked(field.text) + whole_text[field.value.end :]
            )
    whole_text = _UNSEEN.sub(_blanks, whole_text) if "<" in whole_text else whole_text
    return _ADDRESS.sub(_blanks, _URL.sub(_blanks, whole_text))


def _without_targets(text: str) -> str:
    """Return a text with what links lead to as blanks; what a reader sees of them stays."""
    text = _DESTINATION.sub(_blanks, text)

    def visible(found: "re.Match[str]") -> str:
        target, bar, label = found[1].partition("|")
        if bar and label.strip():
            return " " * (found.end() - 2 - len(label) - found.start()) + label + "  "
        inside = target.rstrip("\\")
        path, _, _ = inside.partition("#")
        shown = path.rsplit("/", 1)[-1]
        before = found.start(1) - found.start() + len(path) - len(shown)
        return " " * before + shown + " " * (len(found[0]) - before - len(shown))

    return _WIKI.sub(visible, text)


def _addresses(note: Note) -> dict[str, tuple[int, int]]:
    """Return the first place of each e-mail address in a note's body."""
    found: dict[str, tuple[int, int]] = {}
    for hit in _ADDRESS.finditer(note.source.text, note.header.body_start):
        found.setdefault(name_key(hit[0]), hit.span())
    return found
