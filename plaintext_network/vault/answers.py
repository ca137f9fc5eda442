"""Owns how answers are worked out from a reading, and kept ready for the next time they are asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plaintext_network.model.spelling import circle_key
from plaintext_network.network.due import Answer, Entry, Named, counted, outcome
from plaintext_network.network.lookup import Known
from plaintext_network.network.standing import Standing
from plaintext_network.network.tally import of_problems
from plaintext_network.vault import warm
from plaintext_network.vault.cache import Unusable
from plaintext_network.vault.caches import WARM, cache_of
from plaintext_network.vault.look import Look
from plaintext_network.vault.parsing import Progress
from plaintext_network.vault.reading import KeptReading, Reading, read_anew
from plaintext_network.vault.settings import Settings
from plaintext_network.vault.update import Asked, read_through_cache
from plaintext_network.vault.warm import Told

if TYPE_CHECKING:
    from plaintext_network.vault.warm import Plain


def read_vault(look: Look, settings: Settings, today: date, progress: Progress | None) -> Reading:
    """Read a vault as it is; through the cache, unless that can't be used."""
    if look.cached:
        real_today = datetime.now().astimezone().date()
        asked = Asked(
            look.root, settings.rules, look.listing, look.began, today, real_today, look.code, progress
        )
        try:
            reading = read_through_cache(asked, look.warm)
            _keep_ready(look, reading, settings, today)
            return reading
        except Unusable:
            pass
    return read_anew(look.root, settings.rules, look.listing, progress)


def tell(
    reading: Reading, settings: Settings, today: date, until: date | None, circles: Iterable[str]
) -> Told:
    """Work out who is due today, or early by `until`; only among people of the circles, where some are named."""
    wanted = {circle_key(circle) for circle in circles}
    standings = reading.standings(today)
    if wanted:
        standings = (who for who in standings if not wanted.isdisjoint(who.circles))
    said = _Said()
    said.add(standings, settings, today, max(today, until or today))
    return said.told()


def answer_of(told: Told) -> Answer:
    """Return an answer's plain values as what they stand for."""
    return Answer(
        tuple(map(_entry, told.due)),
        tuple(map(_entry, told.waiting)),
        told.not_yet_touched,
        told.stale,
        told.stale_names,
    )


class _Said:
    """What is said of everyone on one day, in plain values: entries in any order, and by path what is only counted."""

    def __init__(self) -> None:
        self.entries: "list[Plain]" = []
        self.silent: dict[str, tuple[int, tuple[tuple[str, str], ...], str]] = {}

    def add(self, standings: Iterable[Standing], settings: Settings, today: date, horizon: date) -> None:
        for who in standings:
            found = outcome(who, settings.rules.due, today, horizon)
            self.entries += map(_plain, found.entries)
            if found.not_yet_touched or found.stale:
                self.silent[who.path] = (found.not_yet_touched, found.stale, found.name)

    def drop(self, paths: set[str]) -> None:
        self.entries = [entry for entry in self.entries if entry[1] not in paths]
        for path in paths:
            self.silent.pop(path, None)

    def told(self) -> Told:
        self.entries.sort(key=lambda entry: entry[10])
        due = [entry for entry in self.entries if entry[2] != "waiting"]
        waiting = [entry for entry in self.entries if entry[2] == "waiting"]
        return Told(due, waiting, len({entry[1] for entry in due}), *counted(self.silent.values()))


def _plain(entry: Entry) -> "Plain":
    return (
        entry.contact.name,
        entry.contact.path,
        entry.kind,
        entry.due.isoformat() if entry.due else None,
        entry.overdue_by,
        entry.last_touch.isoformat() if entry.last_touch else None,
        entry.cadence,
        entry.reason,
        entry.source,
        entry.about,
        entry.order,
    )


def _entry(plain: "Plain") -> Entry:
    name, path, kind, due, overdue_by, last_touch, cadence, reason, source, about, order = plain
    return Entry(
        Named(name, path),
        kind,
        date.fromisoformat(due) if due else None,
        overdue_by,
        date.fromisoformat(last_touch) if last_touch else None,
        cadence,
        reason,
        source,
        about,
        order,
    )


def _keep_ready(look: Look, reading: KeptReading, settings: Settings, today: date) -> None:
    """Keep the day's answer, so that it is found without a reading while nothing changes."""
    if look.settings_key is None:
        return
    before = look.warm
    # What is said of those whom no change concerns stands as it was kept, if it was kept of just that state.
    follows = before is not None and before.facts["generation"] == reading.before
    day = today.isoformat() if reading.reaches(today) else ""
    same_day = follows and before is not None and before.facts["day"] == day
    if (
        before is not None
        and same_day
        and reading.generation == reading.before
        and before.facts["doubted"] == reading.doubted
        and not reading.concerned
    ):
        return
    concerned = reading.concerned if follows else None
    said = _said_then(look) if same_day and concerned is not None else None
    if said is not None and concerned is not None:
        said.drop(concerned | reading.gone)
        said.add(reading.standings_of(concerned), settings, today, today)
    else:
        said = _Said()
        if day:
            said.add(reading.standings(today), settings, today, today)
    told = said.told()
    tally = reading.tally().plus(of_problems(settings.problems))
    known = _known(look, reading, concerned)
    facts = {
        "code": look.code,
        "root": look.root,
        "settings": look.settings_key,
        "ignore": settings.rules.ignore,
        "generation": reading.generation,
        "doubted": reading.doubted,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "anybody": bool(known),
        "day": day,
        "counted": (told.people, told.not_yet_touched, told.stale, told.stale_names),
    }
    parts = {
        "listing": warm.packed(look.listing),
        "entries": (told.due, told.waiting),
        "silent": said.silent,
        "known": known,
    }
    try:
        warm.write(cache_of(look.root) + WARM, facts, parts)
    except (OSError, ValueError):
        # Without it the next answer takes longer, no more.
        pass


def _said_then(look: Look) -> _Said | None:
    entries, silent = look.part("entries"), look.part("silent")
    if entries is None or silent is None:
        return None
    said = _Said()
    said.entries, said.silent = [*entries[0], *entries[1]], silent
    return said


def _known(look: Look, reading: KeptReading, concerned: set[str] | None) -> list[tuple[Any, ...]]:
    if concerned is None or (kept := look.part("known")) is None:
        return [tuple(who) for who in reading.known()]
    changed = concerned | reading.gone
    known = [who for who in kept if who[0] not in changed]
    known += [tuple(who) for who in reading.known_of(concerned)]
    return sorted(known)


def known_of(look: Look) -> list[Known] | None:
    """Return what every contact goes by, where that is kept and nothing changed since."""
    if not look.unchanged or (kept := look.part("known")) is None:
        return None
    return [Known(*who) for who in kept]
