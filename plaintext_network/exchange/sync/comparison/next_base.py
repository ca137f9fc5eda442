"""Makes what a sync remembers from what it remembered and what it did. Writes nothing."""

from collections.abc import Iterable

from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import ARCHIVE, DELETE, HAD_CARD, KEEP, SKIP, TRASH, SyncEntry


def next_base(base: SyncBase, folder_id: str, entries: Iterable[SyncEntry], rules: str = "") -> SyncBase:
    """Return what to remember after these entries are written. For everybody else, that stays as it was.

    Pass the entries as `prepare_entry` returned them, with the fingerprint of the card as written. `rules` is the digest of
    the settings by which the notes were read.
    """
    people = {(one.path, one.file, one.uid): one for one in base.people}
    skipped, kept, asked = set(base.unwanted_cards), set(base.without_card), set(base.to_ask)
    for entry in entries:
        if entry.state in ("unreadable", "skipped"):
            # Nobody knows what there is to remember.
            continue
        if entry.asks and entry.reason == HAD_CARD:
            asked.add(entry.uid)
        elif not entry.asks:
            asked -= {entry.uid, entry.file}
        old = entry.previous
        is_settled = entry.after is not None or entry.answer in (DELETE, KEEP, ARCHIVE, TRASH)
        if old is not None and is_settled and not entry.asks:
            people.pop((old.path, old.file, old.uid), None)
        if entry.after is not None and not entry.asks:
            people[entry.after.path, entry.after.file, entry.after.uid] = entry.after
            kept.discard(entry.uid)
            skipped.discard(entry.uid)
        elif entry.state in ("card gone", "new contact") and entry.answer in (KEEP, ARCHIVE):
            kept.add(entry.uid)
        elif (entry.state, entry.answer) in (("new card", SKIP), ("contact gone", KEEP)):
            skipped.add(entry.uid or entry.file)
    found = sorted(people.values(), key=lambda one: (one.path, one.file))
    return SyncBase(folder_id, tuple(found), frozenset(skipped), frozenset(kept), frozenset(asked), rules)
