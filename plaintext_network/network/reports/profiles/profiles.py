"""Compares your profiles with your own note and with each other. Changes none of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plaintext_network.model.dates.time_ago import ago
from plaintext_network.model.language.equivalence import Synonyms, address_key
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.values.date_values import read_date
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.profiles.comparison import NO_NAMES, Comparison, Difference
from plaintext_network.network.reports.profiles.periods import periods_in
from plaintext_network.network.reports.profiles.self_description import (
    DescriptionReader,
    SelfDescription,
    Shown,
)

# What a profile shows, in this order; the properties in COMPARED have one value each.
SHOWN = (
    "name",
    "headline",
    "role",
    "organization",
    "location",
    "emails",
    "phones",
    "links",
    "url",
    "channel",
    "audience",
    "reviewed",
    "offers",
)
COMPARED = ("name", "headline", "role", "organization", "location")


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
    comparison = _Report(view, owners[0] if owners else None)
    notes = view.notes_of("profile")
    between = comparison.between(notes)
    found = tuple(comparison.profile(facts, between.get(facts.path, ())) for facts in notes)
    remarks = tuple(_remarks(comparison, [owner.path for owner in owners]))
    return Profiles(comparison.own, comparison.me and comparison.me.path, found, remarks)


def _remarks(comparison: "_Report", owners: Sequence[str]) -> Iterator[Remark]:
    if not owners:
        yield Remark("no note here says who you are; one with `type: me` is what profiles are compared with")
    elif not any(
        shown.property in (*COMPARED, "emails", "phones", "links")
        for shown in comparison.own
        if shown.sources[0]
    ):
        yield Remark("your own note says nothing yet that a profile could agree with", (f"{owners[0]}:1",))
    if len(owners) > 1:
        others = tuple(f"{path}:1" for path in owners)
        yield Remark(f"{len(owners)} notes say who you are; {owners[0]} is compared with", others)


class _Report:
    """Compares notes with your own note, if you have one."""

    def __init__(self, view: SuggestionView, me: Facts | None) -> None:
        self.rules, self.today = view.rules, view.today
        same = Synonyms.of(self.rules.profile.synonyms)
        self.reader = DescriptionReader(view, same)
        self.comparison = Comparison(same, self.reader)
        self.me = me
        self.own = tuple(self.shown(me)) if me else ()
        self.says = {shown.property: shown for shown in self.own}

    def shown(self, facts: Facts) -> Iterator[Shown]:
        """Yield what a note shows, each value with its place."""
        for name in SHOWN:
            values = facts.texts(name)
            lines = range(len(values))
            if values:
                yield Shown(name, values, tuple(f"{facts.path}:{facts.line(name, n)}" for n in lines))
            elif name == "name" and facts.kind == "me" and name_key(facts.stem) not in NO_NAMES:
                yield Shown(name, (facts.stem,), (f"{facts.path}:1",))

    def profile(self, facts: Facts, between: Sequence[Disagreement]) -> Profile:
        """Return one profile, compared."""
        shown = tuple(self.shown(facts))
        says = {each.property: each for each in shown}
        told = [*self._differences(facts, says), *self._periods(facts, says), *between, *self._links(says)]
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

    def _differences(self, facts: Facts, says: Mapping[str, Shown]) -> Iterator[Disagreement]:
        if self.me is None:
            return
        own = self.reader.read(self.me, self.says, says)
        theirs = self.reader.read(facts, says, self.says, own.titles)
        yield from (
            _told(each, self.me.name, "your own note") for each in self.comparison.differences(theirs, own)
        )

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
                    continue
                differences = self._alone(name, facts, said, *first)
                found.setdefault(facts.path, []).extend(
                    _told(each, first[0].stem, first[0].stem) for each in differences
                )
        return found

    def _alone(
        self, name: str, facts: Facts, said: Shown, other: Facts, others: Shown
    ) -> Iterator[Difference]:
        """Yield how one property of two profiles differs."""
        theirs = self.reader.read(other, {name: others}, {name: said})
        ours = self.reader.read(facts, {name: said}, {name: others}, theirs.titles)
        if name == "headline":
            # Your own note already told what it knows of these.
            theirs = self._without_known(theirs)
        yield from self.comparison.differences(ours, theirs)

    def _without_known(self, theirs: SelfDescription) -> SelfDescription:
        own = self.reader.read(self.me, self.says, {}) if self.me else None
        if own is None:
            return theirs
        return theirs._replace(
            employers=() if own.employers else theirs.employers,
            places=() if own.places else theirs.places,
            titles=() if own.titles else theirs.titles,
        )

    def _periods(self, facts: Facts, says: Mapping[str, Shown]) -> Iterator[Disagreement]:
        """Yield the periods that are over, and those that should be but have no end."""
        for name in ("headline", "role", "organization"):
            said = says.get(name)
            if said is None:
                continue
            for period in periods_in(said.values[0]):
                if period.end is not None:
                    if period.end < self.today.year:
                        told = f"{name} says “{period.text}”, which ended in {period.end}"
                        yield Disagreement("period", period.text, said.sources[0], None, None, None, told)
                elif period.now and self.me and (ours := self._other_work(name, facts, said)):
                    text = f"{name} says “{period.text}”, but your own note says “{ours.values[0]}”"
                    yield _against("period", said, self.me.name, ours, text, period.text)

    def _other_work(self, name: str, facts: Facts, said: Shown) -> Shown | None:
        """Return your own role or organization if a profile's differs from it."""
        ours = self.says.get(name)
        if name == "headline" or ours is None or self.me is None:
            return None
        return ours if any(self._alone(name, facts, said, self.me, ours)) else None

    def _links(self, says: Mapping[str, Shown]) -> Iterator[Disagreement]:
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

    def _reviewed(self, says: Mapping[str, Shown]) -> date | None:
        said = says.get("reviewed")
        day = read_date(said.values[0], self.rules.daily.format) if said else None
        return day if day is not None and day <= self.today else None

    def _aside(
        self, facts: Facts, says: Mapping[str, Shown], reviewed: date | None, again: bool
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


def _told(found: Difference, against: str, whose: str) -> Disagreement:
    """Return a difference in words."""
    says = (
        f"{found.property}: “{found.says}”"
        if found.names is None
        else f"{found.property} says “{found.names}”"
    )
    return Disagreement(
        found.property,
        found.says,
        found.shown.sources[found.number],
        against,
        found.other.values[0],
        found.other.sources[0],
        f"{says}; {whose} says “{found.other_says}”",
    )


def _against(
    name: str, said: Shown, against: str, other: Shown, text: str, says: str | None = None
) -> Disagreement:
    return Disagreement(
        name, says or said.values[0], said.sources[0], against, other.values[0], other.sources[0], text
    )
