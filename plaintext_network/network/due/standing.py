"""Writes a contact's standing and what is next as one line, by the rules of `due`. Has no rules of its own. Pure."""

from datetime import date

from plaintext_network.model.dates.date_words import day_in_words
from plaintext_network.model.dates.time_ago import distance
from plaintext_network.model.note.properties import ACTIVE, DECEASED
from plaintext_network.model.note.rules import DueRules
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.due.entry_texts import NO_WORD, how_often, yearly_text
from plaintext_network.network.due.leave_alone import next_meeting
from plaintext_network.network.due.rules import DueEntry, apply_rules, warmth
from plaintext_network.network.due.touches import touches

# What a line calls an entry of a kind; a touch is only due.
_WORDS = {"promise": "promise ", "reply": "reply ", "introduction": "introduction ", "change": "change "}
_YEARLY = ("birthday", "occasion")


def standing_line(state: ContactState, rules: DueRules, today: date) -> str:
    """Return a line such as `cooling, due 12 days ago` or `warm, due in 5 weeks`, from a state of `today`.

    A contact who is not active has the word of their status in place of the warmth.
    """
    if state.status == DECEASED:
        return DECEASED
    parts = [_first_words(state, today), *_what_is_next(state, rules, today)]
    return ", ".join(filter(None, parts))


def _first_words(state: ContactState, today: date) -> str:
    if state.status != ACTIVE:
        return state.status
    if state.snooze and state.snooze > today:
        return f"snoozed until {day_in_words(state.snooze, today)}"
    touched = touches(state.interactions, today)
    return warmth(touched[-1].day if touched else None, state.cadence, today) or NO_WORD


def _what_is_next(state: ContactState, rules: DueRules, today: date) -> tuple[str, ...]:
    entries = [result.entry for result in apply_rules(state, rules, today, today) if result.entry]
    now = min((one for one in entries if one.kind != "waiting"), key=_order, default=None)
    if now is not None:
        return (_entry_words(now, state, today),)
    for waiting in entries:
        until = f" until {day_in_words(waiting.due, today)}" if waiting.due else ""
        return (f"waiting for an answer{until}",)
    if state.snooze and state.snooze > today:
        return ()
    # A birthday is no news until it is near, and then it is due.
    later = [result.entry for result in apply_rules(state, rules, today, date.max) if result.entry]
    coming = [one for one in later if one.due and one.kind not in ("waiting", *_YEARLY)]
    following = min(coming, key=lambda one: (one.due or date.max, one.order), default=None)
    meeting = next_meeting(state.interactions, state.plans, today)
    if meeting and state.status == ACTIVE and (following is None or meeting.day <= (following.due or today)):
        return (meeting.says,)
    if following is not None:
        return (_entry_words(following, state, today),)
    is_never = state.status == ACTIVE and state.cadence is not None and state.cadence.is_never
    return (how_often(state.cadence),) if is_never and state.cadence else ()


def _order(entry: DueEntry) -> tuple[int, float, str, str, str]:
    return entry.order


def _entry_words(entry: DueEntry, state: ContactState, today: date) -> str:
    if entry.due is None:
        return entry.reason
    when = distance(entry.due, today)
    if entry.kind in _YEARLY:
        what = next(yearly_text(one, entry.due) for one in state.yearly if one.source == entry.source)
        return f"{what} {when}"
    if entry.kind == "planned":
        return f"planned for {day_in_words(entry.due, today)}: did it happen?"
    return f"{_WORDS.get(entry.kind, '')}due {when}"
