"""Owns how answers are worked out from a reading, and kept ready for the next time they are asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plaintext_network.model.language.normalize import circle_key
from plaintext_network.network.due.answer import (
    OUTREACH,
    DueList,
    count_unlisted,
    reached_this_week,
    result_for_contact,
    within_budget,
)
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.due.rules import DueEntry, Named
from plaintext_network.network.index.problem_counts import count_problems
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.cache.locations import SNAPSHOT
from plaintext_network.vault.cache.vault_state import CachedVaultState, VaultState, read_without_cache
from plaintext_network.vault.config.settings import Settings
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable, serialize

if TYPE_CHECKING:
    from plaintext_network.network.people.find_contact import ContactNames
    from plaintext_network.vault.cache.due_snapshot import DueRow, StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.watch_client import ServedSnapshot


def read_vault(look: VaultCheck, settings: Settings, today: date, progress: Progress | None) -> VaultState:
    """Read a vault as it is; through the cache, unless that can't be used."""
    if look.cached:
        try:
            return _read_through_cache(look, settings, today, progress)
        except (CacheUnreadable, ImportError):
            # Not every Python comes with SQLite.
            if look.live:
                look.scan()
    return read_without_cache(look.root, settings.rules, look.listing, progress)


def _read_through_cache(
    look: VaultCheck, settings: Settings, today: date, progress: Progress | None
) -> CachedVaultState:
    # Late: see above.
    from plaintext_network.vault.cache.update import ReadRequest, read_through_cache

    asked = ReadRequest(look, settings.rules, today, datetime.now().astimezone().date(), progress)
    reading = read_through_cache(asked)
    reading.told = _keep_ready(look, reading, settings, today)
    return reading


def due_rows(
    reading: VaultState, settings: Settings, today: date, until: date | None, circles: Iterable[str]
) -> DueRows:
    """Work out who is due today, or early by `until`; only among people of the circles, where some are named."""
    wanted = {circle_key(circle) for circle in circles}
    if reading.told and until is None and not wanted:
        return reading.told
    everyone = list(reading.contact_states(today))
    asked = [who for who in everyone if not wanted.isdisjoint(who.circles)] if wanted else everyone
    said = _Said(settings)
    said.add(asked, today, max(today, until or today))
    # The week is one, whichever circle is looked at.
    reached = sum(reached_this_week(who, today) for who in everyone) if settings.rules.due.budget else 0
    return said.told(reached)


def to_due_list(told: DueRows) -> DueList:
    """Return an answer's plain values as what they stand for."""
    return DueList(
        tuple(map(_entry, told.due)),
        tuple(map(_entry, told.waiting)),
        told.not_yet_touched,
        told.stale,
        told.stale_names,
        tuple(map(_entry, told.later)),
    )


class _Said:
    """What is said of everyone on one day, in plain values: entries in any order, and by path what is only counted.

    `reached` are those whom the week's budget has had.
    """

    def __init__(self, settings: Settings) -> None:
        self.rules = settings.rules.due
        self.entries: list[DueRow] = []
        self.silent: dict[str, tuple[int, tuple[tuple[str, str], ...], str]] = {}
        self.reached: set[str] = set()

    def add(self, standings: Iterable[ContactState], today: date, horizon: date) -> None:
        for who in standings:
            found = result_for_contact(who, self.rules, today, horizon)
            self.entries += map(_plain, found.entries)
            if found.not_yet_touched or found.stale:
                self.silent[who.path] = (found.not_yet_touched, found.stale, found.name)
            if found.reached:
                self.reached.add(who.path)

    def drop(self, paths: set[str]) -> None:
        self.entries = [entry for entry in self.entries if entry[1] not in paths]
        self.reached -= paths
        for path in paths:
            self.silent.pop(path, None)

    def told(self, reached: int | None = None) -> DueRows:
        self.entries.sort(key=lambda entry: entry[10])
        waiting = [entry for entry in self.entries if entry[2] == "waiting"]
        due, later = within_budget(
            [entry for entry in self.entries if entry[2] != "waiting"],
            lambda entry: entry[1] if entry[2] in OUTREACH else None,
            self.rules.budget,
            len(self.reached) if reached is None else reached,
        )
        return DueRows(
            due, waiting, later, len({entry[1] for entry in due}), *count_unlisted(self.silent.values())
        )


def _plain(entry: DueEntry) -> "DueRow":
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


def _entry(plain: "DueRow") -> DueEntry:
    name, path, kind, due, overdue_by, last_touch, cadence, reason, source, about, order = plain
    return DueEntry(
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


# The long values that are kept.
PARTS = ("entries", "silent", "known")


class ComputedSnapshot:
    """Who is due on one day, and what everyone goes by: what is kept in a file for the next run, here in memory.

    `facts` and `part` are as those of what is kept.
    """

    __slots__ = ("_parts", "_raw", "facts")

    def __init__(self, facts: dict[str, Any], parts: dict[str, Any]) -> None:
        self.facts, self._parts = facts, parts
        self._raw: dict[str, bytes] = {}

    def part(self, name: str) -> Any:
        """Return one of the long values."""
        return self._parts[name]

    def raw(self, name: str) -> bytes:
        """Return one of the long values as it is kept."""
        if name not in self._raw:
            self._raw[name] = due_snapshot.encode_part(self._parts[name])
        return self._raw[name]

    def told(self) -> DueRows:
        """Return who is due."""
        return DueRows(*self._parts["entries"], *self.facts["counted"])


def compute_snapshot(
    key: tuple[bytes, str, bytes],
    kept: "StoredSnapshot | ServedSnapshot | ComputedSnapshot | None",
    reading: CachedVaultState,
    settings: Settings,
    today: date,
) -> "ComputedSnapshot":
    """Work out the day's answer from a reading: of those whom no change concerns since what is kept, it stays as it was.

    `key` tells the version, the vault and its settings.
    """
    code, root, settings_key = key
    day = today.isoformat() if reading.reaches(today) else ""
    before = _kept_then(kept, reading, day)
    tally = reading.problem_counts().plus(count_problems(settings.problems))
    facts: dict[str, Any] = {
        "code": code,
        "root": root,
        "settings": settings_key,
        "ignore": settings.rules.ignore,
        "rules": serialize(settings),
        "state": reading.state,
        "doubted": reading.doubted,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "day": day,
    }
    if before and not reading.concerned and not reading.gone:
        # Something was written that changes no answer.
        facts |= {name: before.facts[name] for name in ("counted", "anybody")}
        return ComputedSnapshot(facts, {name: before.part(name) for name in PARTS})
    said, known = _said_now(before, reading, settings, today)
    told = said.told()
    facts["counted"] = (told.people, told.not_yet_touched, told.stale, told.stale_names)
    facts["anybody"] = bool(known)
    entries = (told.due, told.waiting, told.later)
    return ComputedSnapshot(
        facts, {"entries": entries, "silent": (said.silent, said.reached), "known": known}
    )


def _keep_ready(
    look: VaultCheck, reading: CachedVaultState, settings: Settings, today: date
) -> DueRows | None:
    """Keep the day's answer, so that it is found without a reading while nothing changes; return it if it was made."""
    if look.settings_key is None or look.live:
        return None
    kept = _kept_then(look.warm, reading, today.isoformat() if reading.reaches(today) else "")
    if kept and not reading.changed and kept.facts["doubted"] == reading.doubted and _is_listed(look):
        return None
    try:
        ready = compute_snapshot(
            (look.code, look.root, look.settings_key), look.warm, reading, settings, today
        )
        store_snapshot(look.base, ready, look.packed)
    except (OSError, ValueError):
        # Without it the next answer takes longer, no more.
        return None
    return ready.told() if ready.facts["day"] else None


def _is_listed(look: VaultCheck) -> bool:
    """Tell whether the listing that is kept is this one; the system may name the same files in another order."""
    return look.warm is not None and look.warm.listing() == look.packed


def store_snapshot(base: str, ready: ComputedSnapshot, packed: "Packed") -> None:
    """Keep an answer in a file, beside the listing of the files it was made from. Raise OSError where that fails."""
    parts = {name: ready.raw(name) for name in PARTS}
    due_snapshot.write_snapshot(
        base + SNAPSHOT, ready.facts, {"listing": due_snapshot.encode_part(packed), **parts}
    )


def _kept_then(
    kept: "StoredSnapshot | ServedSnapshot | ComputedSnapshot | None", reading: CachedVaultState, day: str
) -> "StoredSnapshot | ServedSnapshot | ComputedSnapshot | None":
    """Return what was kept, if it was for this day, and of just the state that the reading has followed on."""
    if kept is None or reading.concerned is None:
        return None
    return kept if kept.facts["state"] == reading.before and kept.facts["day"] == day != "" else None


def _said_now(
    kept: "StoredSnapshot | ServedSnapshot | ComputedSnapshot | None",
    reading: CachedVaultState,
    settings: Settings,
    today: date,
) -> "tuple[_Said, list[ContactNames]]":
    """Return what is said of everyone, and what they go by; of those whom no change concerns, as it was kept."""
    said = _Said(settings)
    if kept is None or reading.concerned is None:
        if reading.reaches(today):
            said.add(reading.contact_states(today), today, today)
        return said, reading.known()
    said.entries = [entry for entries in kept.part("entries") for entry in entries]
    silent, reached = kept.part("silent")
    said.silent, said.reached = dict(silent), set(reached)
    changed = reading.concerned | reading.gone
    said.drop(changed)
    said.add(reading.contact_states_of(reading.concerned), today, today)
    known = [who for who in kept.part("known") if who[0] not in changed]
    known += reading.known_of(reading.concerned)
    return said, sorted(known)
