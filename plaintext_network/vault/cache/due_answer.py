"""Computes who is due from the state of a vault, and stores it as the snapshot for the next run. Parses no note."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from plaintext_network.model.language.normalize import circle_key
from plaintext_network.network.due.answer import (
    OUTREACH,
    DueList,
    count_unlisted,
    is_just_met,
    reached_this_week,
    result_for_contact,
    within_budget,
)
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.due.entry_texts import Named
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.index.problem_counts import count_problems
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.due_snapshot import KIND, ORDER, OVERDUE_BY, PATH, DueRows
from plaintext_network.vault.cache.locations import SNAPSHOT
from plaintext_network.vault.cache.vault_state import CachedVaultState, VaultState
from plaintext_network.vault.serialize import serialize

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.vault.cache.changed_state import ChangedState
    from plaintext_network.vault.cache.due_snapshot import DueRow, DueSnapshot, StoredSnapshot
    from plaintext_network.vault.cache.open_rows import OpenRows
    from plaintext_network.vault.config.vault_settings import Settings
    from plaintext_network.vault.files.fingerprints import Packed


# The parts of a snapshot that are stored beside the listing.
PARTS = ("entries", "silent", "known")
# If more of the listing differs from the stored one, in bytes and as a fraction, the whole snapshot is written.
MOST_BYTES, MOST_PART = 1000, 0.1
# Those that tell who is due.
DUE_PARTS = ("entries", "silent")


def due_rows(
    state: VaultState, settings: Settings, today: date, until: date | None, circles: Iterable[str]
) -> DueRows:
    """Compute who is due today, or early by `until`. With `circles`, only their members are listed."""
    wanted = {circle_key(circle) for circle in circles}
    if until is None and not wanted and (rows := state.due_rows):
        return rows
    everyone = list(state.contact_states(today))
    members = [contact for contact in everyone if not wanted.isdisjoint(contact.circles)]
    table = _DueTable(settings)
    table.add(members if wanted else everyone, today, max(today, until or today))
    # There is one weekly budget, whichever circle is listed.
    reached = (
        sum(reached_this_week(contact, today) for contact in everyone) if settings.rules.due.budget else 0
    )
    return table.rows(reached)


def changed_due_rows(
    before: Iterable[Iterable[DueRow]],
    counted: tuple[Any, Any, Any],
    state: ChangedState,
    settings: Settings,
    today: date,
) -> DueRows:
    """Return who is due today in a state that was changed in memory.

    `before` and `counted` are the DUE_PARTS of a snapshot of this day and the state before.
    """
    table = _DueTable(settings, before, counted)
    table.remove(state.changed_contacts | state.removed_contacts)
    table.add(state.contact_states_of(state.changed_contacts, today), today, today)
    return table.rows()


def to_due_list(rows: DueRows) -> DueList:
    """Return the entries that plain rows stand for."""
    return DueList(
        tuple(map(_entry, rows.due)),
        tuple(map(_entry, rows.waiting)),
        rows.not_yet_touched,
        rows.stale,
        rows.stale_names,
        tuple(map(_entry, rows.later)),
        rows.no_cadence,
    )


class _DueTable:
    """The due rows of every contact on one day, unsorted. `silent`: by path, contacts that are only counted.

    `reached` are the paths of the contacts already reached this week, and `no_cadence` of those without a cadence. It
    begins with the DUE_PARTS of a snapshot, or empty.
    """

    def __init__(
        self,
        settings: Settings,
        entries: Iterable[Iterable[DueRow]] = (),
        counted: tuple[Any, Any, Any] = ((), (), ()),
    ) -> None:
        self.rules = settings.rules.due
        self.entries: list[DueRow] = [row for rows in entries for row in rows]
        silent, reached, no_cadence = counted
        self.silent: dict[str, tuple[int, tuple[tuple[str, str], ...], str]] = dict(silent)
        self.reached: set[str] = set(reached)
        self.no_cadence: set[str] = set(no_cadence)

    def add(self, contacts: Iterable[ContactState], today: date, horizon: date) -> None:
        for contact in contacts:
            result = result_for_contact(contact, self.rules, today, horizon)
            self.entries += map(_row, result.entries)
            if result.not_yet_touched or result.stale:
                self.silent[contact.path] = (result.not_yet_touched, result.stale, result.name)
            if result.reached:
                self.reached.add(contact.path)
            if result.lacks_cadence:
                self.no_cadence.add(contact.path)

    def remove(self, paths: Collection[str]) -> None:
        self.entries = [entry for entry in self.entries if entry[PATH] not in paths]
        self.reached.difference_update(paths)
        self.no_cadence.difference_update(paths)
        for path in paths:
            self.silent.pop(path, None)

    def rows(self, reached: int | None = None) -> DueRows:
        self.entries.sort(key=lambda entry: entry[ORDER])
        waiting = [entry for entry in self.entries if entry[KIND] == "waiting"]
        due, later = within_budget(
            [entry for entry in self.entries if entry[KIND] != "waiting"],
            lambda entry: entry[PATH] if entry[KIND] in OUTREACH else None,
            lambda entry: is_just_met(entry[KIND], entry[ORDER], entry[OVERDUE_BY]),
            self.rules.budget,
            len(self.reached) if reached is None else reached,
        )
        people = len({entry[PATH] for entry in due})
        counts = count_unlisted(self.silent.values())
        return DueRows(due, waiting, later, people, *counts, len(self.no_cadence))


def _row(entry: DueEntry) -> DueRow:
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
        entry.unanswered,
    )


def _entry(row: DueRow) -> DueEntry:
    name, path, kind, due, overdue_by, last_touch, cadence, reason, source, about, order, unanswered = row
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
        unanswered,
    )


class ComputedSnapshot:
    """A `DueSnapshot` in memory. A watcher sets `open_rows` when somebody asks for them."""

    __slots__ = ("_by_name", "_parts", "_raw", "facts", "open_rows", "stored_in")

    def __init__(self, facts: dict[str, Any], parts: dict[str, Any]) -> None:
        self.facts, self._parts = facts, parts
        self._raw: dict[str, bytes] = {}
        self.open_rows: OpenRows | None = None
        self._by_name: bytes | None = None
        # By the name of a part, the head of the whole snapshot whose file contains it.
        self.stored_in: dict[str, bytes] = {}

    def take_over(self, name: str, previous: DueSnapshot) -> None:
        """Use a part of another snapshot, without decoding it. Raises one of DAMAGED."""
        if isinstance(previous, due_snapshot.StoredSnapshot) and previous.has_in_whole(name):
            self.stored_in[name] = previous.whole.head
        if isinstance(previous, ComputedSnapshot) and name in previous._parts:
            self._parts[name] = previous._parts[name]
            self._raw.update((n, raw) for n, raw in previous._raw.items() if n == name)
            if name == "known":
                self._by_name = previous._by_name
        else:
            self._raw[name] = previous.raw(name)

    def part(self, name: str) -> Any:
        """Return one part."""
        if name not in self._parts:
            self._parts[name] = due_snapshot.decode_part(self._raw[name])
        return self._parts[name]

    def raw(self, name: str) -> bytes:
        """Return the bytes under which a part is stored."""
        if name not in self._raw:
            self._raw[name] = due_snapshot.encode_part(self._parts[name])
        return self._raw[name]

    def names_in_order(self) -> bytes:
        """Return the bytes of the paths and names of all contacts, in the order of their names."""
        if self._by_name is None:
            # Late: only a watcher keeps them.
            from plaintext_network.network.search.sort_contacts import names_in_order

            self._by_name = due_snapshot.encode_part(names_in_order(self.part("known")))
        return self._by_name

    def due_rows(self) -> DueRows:
        """Return who is due."""
        return DueRows(*self.part("entries"), *self.facts["counted"])


def compute_snapshot(
    key: tuple[bytes, str, bytes],
    previous: DueSnapshot | None,
    state: CachedVaultState,
    settings: Settings,
    today: date,
) -> ComputedSnapshot:
    """Compute the day's snapshot; the rows of contacts that haven't changed come from the previous one.

    `key` is the versions of the code, the vault's root, and the key of its settings.
    """
    code, root, settings_key = key
    day = today.isoformat() if state.covers(today) else ""
    base = previous if state.follows(previous, day) else None
    tally = state.problem_counts().plus(count_problems(settings.problems))
    facts: dict[str, Any] = {
        "code": code,
        "root": root,
        "settings": settings_key,
        "ignore": settings.rules.ignore,
        "rules": serialize(settings),
        "state": state.state,
        "changes": state.changes_key,
        "untrusted": state.untrusted,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "text_index": settings.rules.cache.text,
        "day": day,
    }
    snapshot = ComputedSnapshot(facts, {})
    changed_names = state.changed_names | state.removed_contacts
    if base and not state.changed_contacts and not changed_names:
        # What was written changes no row.
        facts |= {name: base.facts[name] for name in ("counted", "has_contacts")}
        for name in PARTS:
            snapshot.take_over(name, base)
        return snapshot
    table = _due_table(base, state, settings, today)
    rows = table.rows()
    facts["counted"] = rows.counted
    entries = (rows.due, rows.waiting, rows.later)
    silent = (table.silent, table.reached, table.no_cadence)
    parts: dict[str, Any] = {"entries": entries, "silent": silent}
    snapshot = ComputedSnapshot(facts, parts)
    if base and not changed_names:
        facts["has_contacts"] = base.facts["has_contacts"]
        snapshot.take_over("known", base)
    else:
        parts["known"] = _known(base, state, changed_names)
        facts["has_contacts"] = bool(parts["known"])
    return snapshot


def store_snapshot(
    base: str, snapshot: ComputedSnapshot, packed: Packed, previous: StoredSnapshot | None = None
) -> None:
    """Write a snapshot, and the listing of the files that it was made from, into the cache. Raises OSError.

    If little differs from the `previous` one that is stored, write only that.
    """
    if previous is not None and _store_changes(base, snapshot, packed, previous):
        return
    parts = {name: snapshot.raw(name) for name in PARTS}
    listing = due_snapshot.encode_part(packed)
    due_snapshot.write_snapshot(base + SNAPSHOT, snapshot.facts, {"listing": listing, **parts})


def _store_changes(base: str, snapshot: ComputedSnapshot, packed: Packed, previous: StoredSnapshot) -> bool:
    """Write what differs from a stored snapshot, unless that is a lot. Return whether it was written."""
    # Late: the watcher compares no listings.
    from plaintext_network.vault.files.compare_listings import changes_between

    whole = previous.whole
    try:
        changes = due_snapshot.encode_part(changes_between(whole.listing(), packed))
    except due_snapshot.DAMAGED:
        return False
    if len(changes) > max(MOST_BYTES, whole.size("listing") * MOST_PART):
        return False
    parts = {name: snapshot.raw(name) for name in PARTS if snapshot.stored_in.get(name) != whole.head}
    due_snapshot.write_snapshot(base + SNAPSHOT, snapshot.facts, {"listing": changes, **parts}, whole)
    return True


def _due_table(
    base: DueSnapshot | None, state: CachedVaultState, settings: Settings, today: date
) -> _DueTable:
    """Return the rows of everyone; those of unchanged contacts come from the base."""
    if base is None or state.changed_contacts is None:
        table = _DueTable(settings)
        if state.covers(today):
            table.add(state.contact_states(today), today, today)
        return table
    table = _DueTable(settings, base.part("entries"), base.part("silent"))
    table.remove(state.changed_contacts | state.removed_contacts)
    table.add(state.contact_states_of(state.changed_contacts), today, today)
    return table


def _known(base: DueSnapshot | None, state: CachedVaultState, changed: set[str]) -> list[ContactNames]:
    """Return the names of everyone; those that haven't changed come from the base."""
    if base is None:
        return state.known()
    known = [contact for contact in base.part("known") if contact[0] not in changed]
    return sorted([*known, *state.known_of(changed - state.removed_contacts)])
