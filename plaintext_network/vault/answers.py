"""Owns how answers are worked out from a reading, and kept ready for the next time they are asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plaintext_network.model.spelling import circle_key
from plaintext_network.network.due import Answer, Entry, Named, counted, outcome
from plaintext_network.network.standing import Standing
from plaintext_network.network.tally import of_problems
from plaintext_network.vault import warm
from plaintext_network.vault.caches import WARM
from plaintext_network.vault.codec import Unusable, dumped
from plaintext_network.vault.look import Look
from plaintext_network.vault.pieces import Progress
from plaintext_network.vault.reading import KeptReading, Reading, read_anew
from plaintext_network.vault.settings import Settings
from plaintext_network.vault.warm import Told, Warm

if TYPE_CHECKING:
    from plaintext_network.network.lookup import Known
    from plaintext_network.vault.warm import Plain


def read_vault(look: Look, settings: Settings, today: date, progress: Progress | None) -> Reading:
    """Read a vault as it is; through the cache, unless that can't be used."""
    if look.cached:
        try:
            return _read_through_cache(look, settings, today, progress)
        except (Unusable, ImportError):
            # Not every Python comes with SQLite.
            pass
    return read_anew(look.root, settings.rules, look.listing, progress)


def _read_through_cache(
    look: Look, settings: Settings, today: date, progress: Progress | None
) -> KeptReading:
    # Late: see above.
    from plaintext_network.vault.update import Asked, read_through_cache

    asked = Asked(
        look.root,
        look.base,
        settings.rules,
        look.listing,
        look.packed,
        look.began,
        today,
        datetime.now().astimezone().date(),
        look.code,
        progress,
    )
    reading = read_through_cache(asked, look.warm)
    reading.told = _keep_ready(look, reading, settings, today)
    return reading


def tell(
    reading: Reading, settings: Settings, today: date, until: date | None, circles: Iterable[str]
) -> Told:
    """Work out who is due today, or early by `until`; only among people of the circles, where some are named."""
    wanted = {circle_key(circle) for circle in circles}
    if reading.told and until is None and not wanted:
        return reading.told
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
        self.entries: list[Plain] = []
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


def _keep_ready(look: Look, reading: KeptReading, settings: Settings, today: date) -> Told | None:
    """Keep the day's answer, so that it is found without a reading while nothing changes; return it if it was made."""
    if look.settings_key is None:
        return None
    day = today.isoformat() if reading.reaches(today) else ""
    kept = _kept_then(look, reading, day)
    if kept and not reading.changed and kept.facts["doubted"] == reading.doubted:
        return None
    tally = reading.tally().plus(of_problems(settings.problems))
    facts: dict[str, Any] = {
        "code": look.code,
        "root": look.root,
        "settings": look.settings_key,
        "ignore": settings.rules.ignore,
        "rules": dumped(settings),
        "state": reading.state,
        "doubted": reading.doubted,
        "errors": tally.errors,
        "warnings": tally.warnings,
    }
    parts = {"listing": warm.raw(look.packed)}
    told = None
    try:
        if kept and not reading.concerned and not reading.gone:
            # Something was written that changes no answer.
            facts |= {name: kept.facts[name] for name in ("day", "counted", "anybody")}
            parts |= {name: kept.raw(name) for name in ("entries", "silent", "known")}
            told = Told(*kept.part("entries"), *kept.facts["counted"])
        else:
            said, known = _said_now(kept, reading, settings, today)
            told = said.told()
            facts |= {
                "day": day,
                "counted": (told.people, told.not_yet_touched, told.stale, told.stale_names),
                "anybody": bool(known),
            }
            parts["entries"] = warm.raw((told.due, told.waiting))
            parts["silent"] = warm.raw(said.silent)
            parts["known"] = warm.raw(known)
        warm.write(look.base + WARM, facts, parts)
    except (OSError, ValueError):
        # Without it the next answer takes longer, no more.
        pass
    return told if day else None


def _kept_then(look: Look, reading: KeptReading, day: str) -> Warm | None:
    """Return what was kept, if it was for this day, and of just the state that the reading has followed on."""
    if look.warm is None or reading.concerned is None:
        return None
    facts = look.warm.facts
    return look.warm if facts["state"] == reading.before and facts["day"] == day != "" else None


def _said_now(
    kept: Warm | None, reading: KeptReading, settings: Settings, today: date
) -> "tuple[_Said, list[Known]]":
    """Return what is said of everyone, and what they go by; of those whom no change concerns, as it was kept."""
    said = _Said()
    if kept is None or reading.concerned is None:
        if reading.reaches(today):
            said.add(reading.standings(today), settings, today, today)
        return said, reading.known()
    due, waiting = kept.part("entries")
    said.entries, said.silent = [*due, *waiting], kept.part("silent")
    changed = reading.concerned | reading.gone
    said.drop(changed)
    said.add(reading.standings_of(reading.concerned), settings, today, today)
    known = [who for who in kept.part("known") if who[0] not in changed]
    known += reading.known_of(reading.concerned)
    return said, sorted(known)
