"""Compares your profiles with your own note and with each other. Changes none of them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from plaintext_network.errors import counted
from plaintext_network.model.language.equivalence import Synonyms, address_key, same_place
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.values.date_values import read_date
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference
from plaintext_network.notes.late_patterns import late_pattern

# What a profile shows, in this order; the properties in COMPARED have one value each.
SHOWN = (
    "name",
    "headline",
    "role",
    "organization",
    "location",
    "links",
    "url",
    "channel",
    "audience",
    "reviewed",
    "offers",
)
COMPARED = ("name", "headline", "role", "organization", "location")


class Shown(NamedTuple):
    """One property as a note shows it: its values, and the `path:line` of each."""

    property: str
    values: tuple[str, ...]
    sources: tuple[str, ...]


class Disagreement(NamedTuple):
    """A value in a profile that disagrees with your own note, another profile, or the day.

    `against` is the name of the other note, None for the day; `other_says` and `other_source` are the other value and its
    place.
    """

    property: str
    says: str
    source: str
    against: str | None
    other_says: str | None
    other_source: str | None
    text: str


class Remark(NamedTuple):
    """Something worth knowing that is no disagreement, and its places."""

    text: str
    sources: tuple[str, ...] = ()


class Profile(NamedTuple):
    """How one place shows you.

    `reviewed` is the day of your last review, None without one; `days` are since then; `look_again` means that the review
    interval of the settings is over.
    """

    name: str
    path: str
    channel: str | None
    reviewed: date | None
    days: int | None
    look_again: bool
    facts: tuple[Shown, ...]
    disagreements: tuple[Disagreement, ...]
    remarks: tuple[Remark, ...]


class Profiles(NamedTuple):
    """Your own note, with what `me` shows and its path, and your profiles by path; `remarks` are about all of them."""

    me: tuple[Shown, ...]
    me_path: str | None
    profiles: tuple[Profile, ...]
    remarks: tuple[Remark, ...]

    def called(self, name: str) -> tuple[Profile, ...]:
        """Return the profiles with this channel, name or path, or else those that contain it."""
        wanted = name.strip().removeprefix("[[").removesuffix("]]")
        key, part = name_key(wanted.removesuffix(".md")), fold(wanted)
        whole = [
            p for p in self.profiles if key in (name_key(word.removesuffix(".md")) for word in _words(p))
        ]
        return tuple(whole or (p for p in self.profiles if any(part in fold(word) for word in _words(p))))


def _words(profile: Profile) -> Iterator[str]:
    yield from (profile.path, profile.name)
    if profile.channel:
        yield profile.channel


def profiles(view: SuggestionView) -> Profiles:
    """Compare every profile with your own note, and with each other where it has no value."""
    owners = view.notes_of("me")
    comparison = _Comparison(view, owners[0] if owners else None)
    notes = view.notes_of("profile")
    between = comparison.between(notes)
    found = tuple(comparison.profile(facts, between.get(facts.path, ())) for facts in notes)
    remarks = tuple(_remarks(comparison, [owner.path for owner in owners]))
    return Profiles(comparison.own, comparison.me and comparison.me.path, found, remarks)


def _remarks(comparison: "_Comparison", owners: Sequence[str]) -> Iterator[Remark]:
    if not owners:
        yield Remark("no note here says who you are; one with `type: me` is what profiles are compared with")
    elif not any(shown.property in (*COMPARED, "links") for shown in comparison.own if shown.sources[0]):
        yield Remark("your own note says nothing yet that a profile could agree with", (f"{owners[0]}:1",))
    if len(owners) > 1:
        others = tuple(f"{path}:1" for path in owners)
        yield Remark(f"{len(owners)} notes say who you are; {owners[0]} is compared with", others)


class _Comparison:
    """Compares notes with your own note, if you have one."""

    def __init__(self, view: SuggestionView, me: Facts | None) -> None:
        self.view, self.rules, self.today = view, view.rules, view.today
        self.same = Synonyms.of(self.rules.profile.synonyms)
        self.me = me
        self.own = tuple(self.shown(self.me)) if self.me else ()
        self.says = {shown.property: shown for shown in self.own}

    def shown(self, facts: Facts) -> Iterator[Shown]:
        """Yield what a note shows, each value with its place."""
        for name in SHOWN:
            values = facts.texts(name)
            lines = range(len(values))
            if values:
                yield Shown(name, values, tuple(f"{facts.path}:{facts.line(name, n)}" for n in lines))
            elif name == "name" and facts.kind == "me" and name_key(facts.stem) not in _NO_NAMES:
                yield Shown(name, (facts.stem,), (f"{facts.path}:1",))

    def profile(self, facts: Facts, between: Sequence[Disagreement]) -> Profile:
        """Return one profile, compared."""
        shown = tuple(self.shown(facts))
        says = {each.property: each for each in shown}
        told = [*self._differences(facts, says), *self._headline(says), *self._periods(facts, says)]
        told += [*between, *self._links(says)]
        channel = facts.texts("channel")
        reviewed = self._reviewed(says)
        days = None if reviewed is None else (self.today - reviewed).days
        review = self.rules.profile.review
        again = reviewed is not None and not review.is_never and review.after(reviewed) <= self.today
        return Profile(
            facts.stem,
            facts.path,
            channel[0] if channel else None,
            reviewed,
            days,
            again,
            shown,
            tuple(told),
            tuple(self._aside(facts, says, reviewed, again)),
        )

    # Disagreements

    def _differences(self, facts: Facts, says: dict[str, Shown]) -> Iterator[Disagreement]:
        for name in COMPARED:
            ours, theirs = self.says.get(name), says.get(name)
            if self.me and ours and theirs and not self.agree(name, facts, theirs, self.me, ours):
                text = f"{name}: “{theirs.values[0]}”; your own note says “{ours.values[0]}”"
                yield _against(name, theirs, self.me.name, ours, text)

    def between(self, notes: Sequence[Facts]) -> dict[str, list[Disagreement]]:
        """Return by path where profiles disagree with the first that has a value, where your own note has none."""
        found: dict[str, list[Disagreement]] = {}
        for name in COMPARED:
            if name in self.says:
                continue
            first: tuple[Facts, Shown] | None = None
            for facts in notes:
                said = next((shown for shown in self.shown(facts) if shown.property == name), None)
                if said is None:
                    continue
                if first is None:
                    first = facts, said
                elif not self.agree(name, facts, said, *first):
                    other, others = first
                    text = f"{name}: “{said.values[0]}”; {other.stem} says “{others.values[0]}”"
                    found.setdefault(facts.path, []).append(_against(name, said, other.stem, others, text))
        return found

    def agree(self, name: str, one: Facts, ones: Shown, other: Facts, others: Shown) -> bool:
        """Return whether two notes agree on a property, however they spell it."""
        ours, theirs = _without_period(ones.values[0]), _without_period(others.values[0])
        if name == "name":
            known = {
                self.same.person(text) for text in (theirs, *(other.aliases if other == self.me else ()))
            }
            if other == self.me and name_key(other.stem) not in _NO_NAMES:
                known.add(self.same.person(other.stem))
            return self.same.person(ours) in known
        if name == "organization":
            return bool(self._organization(one, ours) & self._organization(other, theirs))
        if name == "location":
            keys = {place.path for place in self.view.subjects(one, name) if place.path}
            shared = keys & {place.path for place in self.view.subjects(other, name)}
            return bool(shared) or same_place(self.same.place(ours), self.same.place(theirs))
        return self.same.key(ours) == self.same.key(theirs)

    def _organization(self, facts: Facts, text: str) -> set[str]:
        """Return every key of the organization that a note names."""
        named = self.view.subjects(facts, "organization")
        words = [text, *(each.says for each in named)]
        for each in named:
            words += self._names(each)
        whole = self._names(self.view.subject_named(text)) if len(named) == 1 else []
        return {self.same.organization(word) for word in (*words, *whole)}

    def _names(self, subject: Reference) -> list[str]:
        note = self.view.note(subject.path) if subject.path is not None else None
        return [note.name, note.stem, *note.aliases] if note else []

    def _headline(self, says: dict[str, Shown]) -> Iterator[Disagreement]:
        """Yield an organization in a headline that is not yours."""
        headline, ours = says.get("headline"), self.says.get("organization")
        if headline is None or ours is None or self.me is None:
            return
        mine = self._organization(self.me, ours.values[0])
        text = headline.values[0]
        taken: list[tuple[int, int]] = []
        for start, end, name, words in sorted(
            self._named_in(text), key=lambda hit: (hit[0] - hit[1], hit[0])
        ):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            if {self.same.organization(word) for word in words} & mine or _BEFORE.search(text[:start]):
                continue
            said = f"headline names {name}; you are at {ours.values[0]}"
            yield _against("headline", headline, self.me.name, ours, said)

    def _named_in(self, text: str) -> Iterator[tuple[int, int, str, list[str]]]:
        """Yield the half-open spans in which a text names an organization that has a note, its name, and all its names."""
        folded = fold(text)
        if len(folded) != len(text):
            folded = text.lower()
        ours = self.says["organization"].values[0]
        for words in ([ours], *self._organizations):
            for word in dict.fromkeys(map(fold, words)):
                if len(word) < 2 or word not in folded:
                    continue
                for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
                    yield hit.start(), hit.end(), words[0], words

    @cached_property
    def _organizations(self) -> list[list[str]]:
        """The names of each organization that has a note."""
        notes = self.view.notes_of("organization")
        return [[note.name, note.stem, *note.aliases] for note in notes]

    def _periods(self, facts: Facts, says: dict[str, Shown]) -> Iterator[Disagreement]:
        """Yield the periods that are over, and those that should be but have no end."""
        for name in ("headline", "role", "organization"):
            said = says.get(name)
            if said is None:
                continue
            text = said.values[0]
            ours = self.says.get(name)
            for period in _PERIOD.finditer(text):
                end = _year(period)
                if end is None:
                    differs = (
                        name != "headline"
                        and ours
                        and self.me
                        and not self.agree(name, facts, said, self.me, ours)
                    )
                    if differs and ours and self.me and period["now"]:
                        told = f"{name} says “{period[0].strip()}”, but your own note says “{ours.values[0]}”"
                        yield _against("period", said, self.me.name, ours, told, period[0].strip())
                elif end < self.today.year:
                    told = f"{name} speaks of “{period[0].strip()}”, which was over with {end}"
                    yield Disagreement("period", period[0].strip(), said.sources[0], None, None, None, told)

    def _links(self, says: dict[str, Shown]) -> Iterator[Disagreement]:
        ours, theirs = self.says.get("links"), says.get("links")
        if ours is None or theirs is None or self.me is None:
            return
        mine, shown = set(map(address_key, ours.values)), set(map(address_key, theirs.values))
        url = says.get("url")
        itself = set(map(address_key, url.values)) if url else set()
        for link, source in zip(theirs.values, theirs.sources, strict=True):
            if address_key(link) not in mine:
                told = f"links: {link} is not among those of your own note"
                yield Disagreement(
                    "links", link, source, self.me.name, ", ".join(ours.values), ours.sources[0], told
                )
        for link, source in zip(ours.values, ours.sources, strict=True):
            # Nobody links a page on that page.
            if address_key(link) not in shown | itself:
                told = f"links: {link} from your own note is missing"
                yield Disagreement(
                    "links", ", ".join(theirs.values), theirs.sources[0], self.me.name, link, source, told
                )

    # Remarks

    def _reviewed(self, says: dict[str, Shown]) -> date | None:
        said = says.get("reviewed")
        day = read_date(said.values[0], self.rules.daily.format) if said else None
        return day if day is not None and day <= self.today else None

    def _aside(
        self, facts: Facts, says: dict[str, Shown], reviewed: date | None, again: bool
    ) -> Iterator[Remark]:
        said = says.get("reviewed")
        if said is None:
            yield Remark("it does not say when you last looked it over", (f"{facts.path}:1",))
        elif reviewed is None:
            day = read_date(said.values[0], self.rules.daily.format)
            what = "is still to come" if day else "is no day"
            yield Remark(f"reviewed: “{said.values[0]}” {what}", said.sources)
        else:
            more = "; worth another review" if again else ""
            yield Remark(f"reviewed on {reviewed}, {ago(reviewed, self.today)}{more}", said.sources[:1])
        url, ours = says.get("url"), self.says.get("links")
        if url and ours and address_key(url.values[0]) not in map(address_key, ours.values):
            yield Remark(
                f"its address is not among the links of your own note: {url.values[0]}", url.sources[:1]
            )


_NO_NAMES = ("me", "myself", "about me", "i", "index", "readme", "profile", "owner", "self")
_MONTH = r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+)?"
_PERIOD = late_pattern(
    rf"\(?\s*(?:{_MONTH}(?P<begin>(?:19|20)\d\d)\s*(?:[-–—]|to|until|till)\s*"
    rf"(?:{_MONTH}(?P<end>(?:19|20)\d\d|\d\d)|(?P<now>present|now|today|current|date))"
    rf"|\b(?:until|till)\s+{_MONTH}(?P<until>(?:19|20)\d\d)"
    rf"|\bsince\s+{_MONTH}(?P<since>(?:19|20)\d\d))(?!\w)\s*\)?",
    re.IGNORECASE,
)
_BEFORE = late_pattern(
    r"(?:\bex|\bformer|\bformerly|\bpreviously|\bpast|\balumn[aiu]\w{0,2})\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)


def _year(period: re.Match[str]) -> int | None:
    """Return the year in which a period ended, None if it goes on."""
    end = period["end"] or period["until"]
    if end is None:
        return None
    return int(period["begin"][:2] + end) if len(end) == 2 else int(end)


def _without_period(text: str) -> str:
    """Return a text without its years, unless nothing else is left."""
    return _PERIOD.sub(" ", text).strip(" ,;·|-–—") or text


def _against(
    name: str, said: Shown, against: str, other: Shown, text: str, says: str | None = None
) -> Disagreement:
    return Disagreement(
        name, says or said.values[0], said.sources[0], against, other.values[0], other.sources[0], text
    )


def ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words."""
    days = (today - day).days
    if days < 2:
        return "yesterday" if days else "today"
    if days < 60:
        return f"{counted(days, 'day')} ago"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return f"{counted(months, 'month')} ago"
    return f"{counted(months // 12, 'year')} ago"
