"""Lists what you gave, got, asked and thanked for, thing by thing with its place. Judges nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.favours import WHAT, Run, is_exchange
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText


class Exchange(NamedTuple):
    """One thing that you gave, got, asked or thanked for; `with_others` are the names of the other participants."""

    day: date
    what: str
    text: str
    with_others: tuple[str, ...]
    source: str


def exchanged_with(view: SuggestionView, path: str, until: date | None = None) -> list[DatedInteraction]:
    """Return the interactions in which you exchanged anything with a contact, up to a day or today, oldest first."""
    return [one for one in view.interactions_with(path) if is_exchange(one, view.rules, until or view.today)]


def exchanges(
    view: SuggestionView, path: str, everything: Iterable[DatedInteraction]
) -> tuple[Exchange, ...]:
    """Return one by one what you exchanged with a contact, newest first."""
    found = []
    for interaction in everything:
        others = [view.contact(other) for other in interaction.people if other != path]
        names = tuple(facts.name for facts in others if facts is not None)
        for what in WHAT:
            found += [
                Exchange(interaction.day, what, thing[0], names, interaction.at(thing))
                for thing in getattr(interaction, what)
                if view.may_cite(interaction.path, path)
                and view.may_quote(thing[0], path, interaction.at(thing))
            ]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def times(number: int) -> str:
    """Return how often something happened, in words as far as they are short."""
    words = ("never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if number <= 2:
        return words[number]
    return f"{words[number] if number < len(words) else number} times"


FEWEST = 2  # interactions on one side, below which an exchange is not one-sided
LONG = 6  # months


class OneSided(NamedTuple):
    """Somebody with whom everything has gone one way since a day: `given` by you, or `received` from them.

    `sources` are the places of everything that did, oldest first. `leave_alone` is why to leave them alone today.
    """

    name: str
    path: str
    side: str
    since: date
    times: int
    needs: tuple[SourcedText, ...]
    says: str
    sources: tuple[str, ...]
    leave_alone: LeaveAlone | None = None


def one_sided(
    name: str,
    path: str,
    run: Run | None,
    needs: Iterable[QuotedText],
    view: SuggestionView,
    *,
    may_return: bool,
) -> OneSided | None:
    """Return what has gone one way with a contact for half a year or longer; None for one who is paused or archived.

    `needs` are the texts of the contact's note with their lines. Only of somebody who `may_return` it counts what you gave.
    """
    if run is None or run.times < FEWEST or (run.side == "given" and not may_return):
        return None
    alone = view.leave_alone(path)
    if alone is not None and alone.reason not in ("waiting", "snoozed"):
        return None
    since = date.fromordinal(run.since)
    if add_months(since, LONG) > view.today:
        return None
    given = run.side == "given"
    helping = tuple(
        SourcedText(text, f"{path}:{line}")
        for text, line in (() if given else needs)
        if view.may_quote(text, path, f"{path}:{line}")
    )
    return OneSided(
        name,
        path,
        run.side,
        since,
        run.times,
        helping,
        (_gave(name, run) if given else _received(name, run, helping)) + (f"; {alone.says}" if alone else ""),
        view.sources((f"{note}:{line}" for note, line in run.places), path),
        alone,
    )


def _gave(name: str, run: Run) -> str:
    return f"Since {date.fromordinal(run.since)} you gave {times(run.times)}; next time, let {name} help"


def _received(name: str, run: Run, needs: Sequence[SourcedText]) -> str:
    got = run.got
    asked = run.times - got
    if not asked:
        what = f"{name} gave {times(got)}; nothing noted in return"
    elif not got:
        what = f"you asked {name} {times(asked)} and have not yet given anything"
    else:
        what = f"{name} gave {times(got)} and you asked {times(asked)} more; nothing noted in return"
    help_ = f"; what could help: {', '.join(need.text for need in needs)}" if needs else ""
    return f"Since {date.fromordinal(run.since)} {what}{help_}"
