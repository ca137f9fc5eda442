"""Reports mentors and mentees: their advice or yours, what came of it, and when you last met. Judges nobody."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, touch_history
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.due.rules import last_in_touch, warmth
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.acquaintances import LastTouch
from plaintext_network.network.people.advice import Advice, AdviceOutcome, MentorState, advice
from plaintext_network.network.people.before_first_touch import before_first_touch
from plaintext_network.network.people.last_touch import by_channel, last_touch
from plaintext_network.network.people.mentor_roles import mentor_roles
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.notes.late_patterns import late_pattern

# A label that the sentence about advice makes redundant.
_LABEL = late_pattern(r"(?i)^\s*(?:advice|tip)\s*[:–—-]\s*(?=\S)")
# What begins so is a thing rather than advice.
_THING = late_pattern(r"(?i)^\s*(?:an?|the|some|two|three|my|her|his|their|your)\s|^\s*\S+\s*$")


class MentorSummary(NamedTuple):
    """One mentor or mentee; `role` is which, by the place `source`. `open` counts advice without an outcome.

    `last_met` is the last touch of any kind; it, `warmth` and `next_due` are None without one, `cadence` is if none is set. `leave_alone` is why to leave them alone today.
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
    leave_alone: LeaveAlone | None = None


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
    return _track(view, facts, *roles[0], view.interactions_with(path))


def mentors(view: SuggestionView) -> tuple[MentorSummary, ...]:
    """Return the mentors, then the mentees, in short, by name."""
    found = [_in_short(view, path, state, role) for path, state in view.mentors() for role in state.roles]
    return tuple(sorted(found, key=lambda one: (one.role == "mentee", name_key(one.name), one.path)))


def _in_short(
    view: SuggestionView, path: str, state: MentorState, in_role: tuple[str, str, tuple[str, ...]]
) -> MentorSummary:
    role, source, without_outcome = in_role
    cadence = Cadence(*state.cadence) if state.cadence else None
    last = LastTouch(date.fromordinal(state.last[0]), *state.last[1:]) if state.last else None
    tie = _tie(last, cadence, view.today)
    alone = view.leave_alone(path)
    # Somebody to leave alone today gets no message.
    met = _met(view, path, source, last, tie if alone is None else tie._replace(next_due=None))
    says = met.says
    if without_outcome:
        # A template given is no piece of advice.
        things = "one thing" if len(without_outcome) == 1 else counted(len(without_outcome), "thing")
        says += (
            f"; nothing noted yet of what came of {things} they advised or gave"
            if role == "mentor"
            else f"; no news noted yet of {things} you advised or gave"
        )
    if alone is not None:
        says += f"; {alone.says}"
    return MentorSummary(
        state.name,
        path,
        role,
        source,
        *tie,
        len(without_outcome),
        says,
        view.sources((source, *met.sources, *without_outcome, *((alone.source,) if alone else ())), path),
        alone,
    )


class _Tie(NamedTuple):
    """How you keep in touch with somebody; the fields are those of `MentorSummary`."""

    last_met: date | None
    warmth: str | None
    cadence: str | None
    next_due: date | None


def _tie(last: LastTouch | None, cadence: Cadence | None, today: date) -> _Tie:
    every = cadence.text if cadence else None
    if last is None:
        return _Tie(None, None, every, None)
    following = None if cadence is None or cadence.is_never else cadence.after(last.day)
    return _Tie(last.day, warmth(last.day, cadence, today), every, following)


def _track(
    view: SuggestionView, facts: Facts, role: str, source: str, everything: Sequence[DatedInteraction]
) -> MentorDetails:
    rules, today = view.rules, view.today
    cadence = cadence_of(facts, rules)[0]
    found = last_touch(touch_history(everything, rules), today)
    last = LastTouch(found.day, found.channel, found.source) if found else None
    advised = tuple(_shown(view, facts.path, one) for one in advice(role, everything, rules, today))
    tie = _tie(last, cadence, today)
    return MentorDetails(
        facts.name,
        facts.path,
        role,
        source,
        *tie,
        sum(one.outcome is None for one in advised),
        advised,
        (_met(view, facts.path, source, last, tie), *(_sentence(role, one) for one in advised)),
    )


def _met(view: SuggestionView, path: str, source: str, last: LastTouch | None, tie: _Tie) -> SourcedSentence:
    if last is None:
        how = before_first_touch(view, view.person(path).facts)
        return SourcedSentence(how.says, (how.source or source,))
    then = f"; next {tie.next_due}" if tie.next_due else ""
    return SourcedSentence(
        f"{last_in_touch(last.day, tie.warmth, by_channel(last.channel))}{then}",
        (last.source,),
    )


def _shown(view: SuggestionView, path: str, given: Advice) -> Advice:
    """Return advice without the words that name somebody who may not be named."""
    outcome = given.outcome
    if outcome is not None:
        outcome = outcome._replace(text=view.quote(outcome.text, path, outcome.source) or "")
    return given._replace(text=view.quote(given.text, path, given.source) or "", outcome=outcome)


def _sentence(role: str, given: Advice) -> SourcedSentence:
    text = _LABEL.sub("", given.text)
    got, gave = (
        ("got", "you gave") if text == given.text and _THING.match(text) else ("advised", "you advised")
    )
    how = got if role == "mentor" else gave
    what = f": {text}" if text else ""
    return SourcedSentence(f"{how} on {given.day}{what}; {_since(role, given.outcome)}", given.sources)


def _since(role: str, outcome: AdviceOutcome | None) -> str:
    """Return what came of advice."""
    if outcome is None:
        return "nothing noted of it since" if role == "mentor" else "no news of it noted yet"
    if role == "mentor":
        known = {"told back": "you reported back", "thanked": "you have thanked since,"}
    else:
        known = {"thanked": "you thanked them", "got": "you got"}
    what = f": {outcome.text}" if outcome.text else ""
    return f"{known.get(outcome.what, 'it came up')} on {outcome.day}{what}"
