"""Reports mentors and mentees: their advice or yours, what came of it, and when you last met. Judges nobody."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.language.keywords import find_keywords, shared_keywords
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.last_touch import by_channel, last_touch, touch_history
from plaintext_network.network.people.mentor_roles import MENTOR_ROLES, mentor_roles
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.notes.late_patterns import late_pattern

# A label that the sentence about advice makes redundant.
_LABEL = late_pattern(r"(?i)^\s*(?:advice|tip)\s*[:–—-]\s*(?=\S)")
# What begins so is a thing rather than advice.
_THING = late_pattern(r"(?i)^\s*(?:an?|the|some|two|three|my|her|his|their|your)\s")


class AdviceOutcome(NamedTuple):
    """What came of advice, as noted; `what` is the property: thanked, got or topics.

    Thanks to a mentor are `told back` if they are for this advice, by their words or because it was the last before them.
    """

    day: date
    what: str
    text: str
    source: str


class Advice(NamedTuple):
    """One piece of advice; `outcome` is None while nothing is noted of it."""

    day: date
    text: str
    source: str
    outcome: AdviceOutcome | None

    @property
    def sources(self) -> tuple[str, ...]:
        """The places of both."""
        return (self.source, self.outcome.source) if self.outcome else (self.source,)


class MentorSummary(NamedTuple):
    """One mentor or mentee; `role` is which, by the place `source`. `open` counts advice without an outcome.

    `last_met` is the last touch of any kind; it, `warmth` and `next_due` are None without one, `cadence` is if none is set.
    """

    name: str
    path: str
    role: str
    source: str
    last_met: date | None
    warmth: str | None
    cadence: str | None
    next_due: date | None
    open: int
    says: str
    sources: tuple[str, ...]


class MentorDetails(NamedTuple):
    """The same with all advice, newest first: by a mentor to you, or by you to a mentee; `lines` are sentences about it."""

    name: str
    path: str
    role: str
    source: str
    last_met: date | None
    warmth: str | None
    cadence: str | None
    next_due: date | None
    open: int
    advised: tuple[Advice, ...]
    lines: tuple[SourcedSentence, ...]


def mentor_track(view: SuggestionView, path: str) -> MentorDetails | None:
    """Return the advice of a mentor or to a mentee; None for anybody else. Somebody who is both counts as a mentor.

    Raises KeyError for a contact whom the view may not name.
    """
    facts = view.person(path).facts
    roles = mentor_roles(facts)
    if not roles:
        return None
    return _track(facts, *roles[0], view.interactions_with(path), view.rules, view.today)


def mentors(view: SuggestionView) -> tuple[MentorSummary, ...]:
    """Return the mentors, then the mentees, in short, by name."""
    found = []
    roles = view.summaries(MENTOR_ROLES)
    view.fetch_notes(roles)
    view.read_interactions_with(roles)
    for path in sorted(roles):
        facts = view.person(path).facts
        everything = view.interactions_with(path)
        for role, source in roles[path]:
            track = _track(facts, role, source, everything, view.rules, view.today)
            found.append(_in_short(track, view))
    return tuple(sorted(found, key=lambda one: (one.role == "mentee", name_key(one.name), one.path)))


def _in_short(track: MentorDetails, view: SuggestionView) -> MentorSummary:
    met = track.lines[0]
    open_advice = [advice for advice in track.advised if advice.outcome is None]
    says, sources = met.says, [track.source, *met.sources]
    if open_advice:
        times = "one piece" if len(open_advice) == 1 else counted(len(open_advice), "piece")
        says += (
            f"; nothing reported back yet on {times} of advice"
            if track.role == "mentor"
            else (f"; no news yet on {times} of advice")
        )
        sources += [advice.source for advice in open_advice]
    return MentorSummary(*track[:9], says, view.sources(sources, track.path))


def _track(
    facts: Facts, role: str, source: str, everything: Sequence[DatedInteraction], rules: Rules, today: date
) -> MentorDetails:
    cadence = cadence_of(facts, rules)[0]
    last = last_touch(touch_history(everything, rules), today)
    between = [
        one
        for one in everything
        if one.day <= today and not one.is_newsletter(rules) and not one.is_crowd(rules)
    ]
    advised = tuple(reversed(list(_by_mentor(between) if role == "mentor" else _to_mentee(between))))
    word = warmth(last.day, cadence, today) if last else None
    following = cadence.after(last.day) if last and cadence and not cadence.is_never else None
    return MentorDetails(
        facts.name,
        facts.path,
        role,
        source,
        last.day if last else None,
        word,
        cadence.text if cadence else None,
        following,
        sum(advice.outcome is None for advice in advised),
        advised,
        (_met(source, last, word, following), *(_sentence(role, advice) for advice in advised)),
    )


def _met(
    source: str, last: DatedInteraction | None, word: str | None, following: date | None
) -> SourcedSentence:
    if last is None:
        return SourcedSentence("no touch yet", (source,))
    then = f"; next {following}" if following else ""
    return SourcedSentence(
        f"last in touch on {last.day}{by_channel(last.channel)}, {word}{then}", (last.source,)
    )


def _sentence(role: str, advice: Advice) -> SourcedSentence:
    text, outcome = _LABEL.sub("", advice.text), advice.outcome
    if role == "mentor":
        how = "advised" if text != advice.text or not _THING.match(text) else "got"
        then = "nothing reported back yet"
        if outcome:
            reply = "you reported back" if outcome.what == "told back" else "you have thanked since,"
            then = f"{reply} on {outcome.day}: {outcome.text}"
        return SourcedSentence(f"{how} on {advice.day}: {text}; {then}", advice.sources)
    then = "no news of it yet"
    if outcome:
        how = {"thanked": "you thanked them", "got": "you got"}.get(outcome.what, "it came up")
        then = f"{how} on {outcome.day}: {outcome.text}"
    how = "advised" if text != advice.text or not _THING.match(text) else "gave"
    return SourcedSentence(f"you {how} on {advice.day}: {text}; {then}", advice.sources)


def _by_mentor(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what you got, oldest first, each with the thanks that report back on it.

    These are later thanks that share words with it; or else the first later thanks that share words with no other advice;
    or else thanks of the same day that share its words, as for advice you took at once.
    """
    got = [(interaction, thing) for interaction in between for thing in interaction.got]
    by_word: dict[str, list[int]] = {}
    for number, (_, thing) in enumerate(got):
        for word in find_keywords(thing[0]).distinctive:
            by_word.setdefault(word, []).append(number)
    about: dict[int, list[tuple[DatedInteraction, QuotedText]]] = {}
    general: list[tuple[DatedInteraction, QuotedText]] = []
    for interaction in between:
        for thanks in interaction.thanked:
            words = find_keywords(thanks[0]).distinctive
            of = {n for word in words for n in by_word.get(word, ()) if got[n][0].day <= interaction.day}
            for number in of:
                about.setdefault(number, []).append((interaction, thanks))
            if not of:
                general.append((interaction, thanks))
    days = [interaction.day for interaction, _ in got]
    for number, (interaction, advice) in enumerate(got):
        outcome = _outcome(interaction.day, about.get(number, ()), general, days)
        yield Advice(interaction.day, advice[0], interaction.at(advice), outcome)


def _outcome(
    day: date,
    about: Sequence[tuple[DatedInteraction, QuotedText]],
    general: Sequence[tuple[DatedInteraction, QuotedText]],
    days: list[date],
) -> AdviceOutcome | None:
    """Return the thanks for advice of a day, from those `about` it and the `general` ones; `days` are those of all advice."""
    for then, thanks in about:
        if then.day > day:
            return AdviceOutcome(then.day, "told back", thanks[0], then.at(thanks))
    later = bisect_right(general, day, key=lambda one: one[0].day)
    for then, thanks in general[later : later + 1]:
        # They are most likely for the last advice before them.
        last = days[bisect_left(days, then.day) - 1]
        return AdviceOutcome(then.day, "told back" if last == day else "thanked", thanks[0], then.at(thanks))
    for then, thanks in about:
        return AdviceOutcome(then.day, "told back", thanks[0], then.at(thanks))
    return None


def _to_mentee(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what you gave, oldest first, each with the first later news of it: thanks, something you got, or a topic."""
    for interaction in between:
        for thing in interaction.gave:
            outcome = next(_later(between, interaction, thing), None)
            yield Advice(interaction.day, thing[0], interaction.at(thing), outcome)


def _later(
    between: Sequence[DatedInteraction], interaction: DatedInteraction, thing: QuotedText
) -> Iterator[AdviceOutcome]:
    for then in between:
        if then.day > interaction.day:
            for what in ("thanked", "got", "topics"):
                for text in getattr(then, what):
                    if shared_keywords(thing[0], text[0]):
                        yield AdviceOutcome(then.day, what, text[0], then.at(text))
