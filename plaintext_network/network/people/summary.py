"""Gathers the few lines to read about a contact before you see them. Suggests nobody."""

from collections.abc import Iterable
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.leave_alone import LeaveAlone, Meeting
from plaintext_network.network.people.person import PersonInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText

MOST_PROMISES = 3
MOST_NEEDS = 3


class Brief(NamedTuple):
    """One contact in short.

    `why` are the reasons to list them, `last` is what you last talked about; `promises` and `needs` are the first few.
    `leave_alone` is why to leave them alone today, None if there is no reason to. `meeting` is what is planned
    next with them.
    """

    name: str
    path: str
    why: tuple[SourcedText, ...]
    role: SourcedText | None
    organization: SourcedText | None
    last_touch: date | None
    warmth: str | None
    last: SourcedText | None
    promises: tuple[SourcedText, ...]
    needs: tuple[SourcedText, ...]
    leave_alone: LeaveAlone | None = None
    meeting: Meeting | None = None


def brief(view: SuggestionView, path: str, why: Iterable[SourcedText]) -> Brief:
    """Return a contact in short; call `view.fetch_interactions` first for many of them."""
    person = view.person(path)
    facts = person.facts
    promises = [
        SourcedText(f"{promise.text or 'to get back'}, for {promise.day}", promise.source)
        for promise in person.promises
        if (promise.start is None or promise.start <= person.today)
        and view.may_quote(promise.text, path, promise.source)
        and view.may_cite(promise.source, path)
    ]
    return Brief(
        facts.name,
        facts.path,
        tuple(dict.fromkeys(why)),
        view.value(facts, "role"),
        view.value(facts, "organization"),
        person.last_touch,
        person.warmth,
        _last(view, path, person.latest_touch) if person.latest_touch else None,
        tuple(promises[:MOST_PROMISES]),
        tuple(view.texts(facts, "needs")[:MOST_NEEDS]),
        view.leave_alone(path),
        view.next_meeting(path),
    )


def _last(view: SuggestionView, path: str, touch: PersonInteraction) -> SourcedText | None:
    source = f"{touch.path}:{touch.line}"
    if not view.may_cite(source, path):
        return None
    words = ": ".join(part for part in (touch.channel, touch.summary) if part)
    text = view.quote(words, path, source)
    return SourcedText((touch.channel or "") if text is None else text, source)
