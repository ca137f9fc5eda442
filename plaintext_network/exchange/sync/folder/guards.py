"""Decides whether a sync may write: whether the folder is the same as before, and whether too many cards are gone. Writes nothing.

A program such as vdirsyncer removes on the server what is missing in the folder. So a missing, empty or foreign folder must
never look as if the user had deleted everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plaintext_network.errors import counted, shell_word
from plaintext_network.exchange.sync.folder.card_folder import CardFolder
from plaintext_network.exchange.sync.sync_base import SyncBase, SyncedPerson
from plaintext_network.exchange.sync.sync_plan import SyncPlan
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.values import unescape
from plaintext_network.model.language.normalize import name_key, stem_of

# So many deletions are possible at once: this number, or this share of the cards.
MOST_DELETIONS = 5
DELETED_SHARE = 10
# Of so many people, some are in a folder that is still the same.
FEW = 3


def most_deletions(count: int) -> int:
    """Return how many of so many cards one sync may remove, or may find removed."""
    return max(MOST_DELETIONS, count // DELETED_SHARE)


def folder_refusal(name: str, folder: CardFolder, base: SyncBase, allowed: int = 0) -> str:
    """Return why nothing may be written to a folder or because of it, and what to do, as one sentence; "" if all is well.

    `name` is that of the sync. Up to `allowed` cards may be gone from it, if the user has said so.
    """
    if folder.fault:
        return (
            f"can't read the folder of cards {folder.path}: {folder.fault}; mount it, or name another one as `folder` "
            f"in [sync.{name}] of pnet.toml, or make it: mkdir -p {shell_word(folder.path)}"
        )
    if folder.nested:
        return (
            f"{folder.path} contains the folder “{folder.nested[0]}”, but an address book contains no folders; "
            f"name the address book itself as `folder` in [sync.{name}] of pnet.toml: {folder.path}/{folder.nested[0]}"
        )
    if folder.others:
        return (
            f"{folder.path} contains “{folder.others[0]}”, which is not a card, so this is not a folder of cards; "
            f"name a folder that contains only .vcf files, or an empty one, as `folder` in [sync.{name}] of pnet.toml"
        )
    people = [person for person in base.people if person.file]
    if not people:
        return ""
    again = f"to begin again with this folder, run: pnet sync {shell_word(name)} --start-over"
    if not folder.files:
        return (
            f"{folder.path} is empty now, and {_had(len(people))}; nothing was deleted; "
            f"check that it is mounted, and that vdirsyncer has run; {again}"
        )
    gone = len(missing(people, folder))
    known = len(people) - gone
    is_other = folder.identity != base.folder and known * 2 < len(people)
    if is_other or (known == 0 and len(people) >= FEW):
        return (
            f"{folder.path} is a different folder: {_had(len(people))}, and {known:,} of them "
            f"{'is' if known == 1 else 'are'} in it now; nothing was deleted; {again}"
        )
    if gone > max(most_deletions(len(people)), allowed):
        return (
            f"{gone:,} of {len(people):,} cards are gone from {folder.path}; nothing was deleted; restore them, or if you "
            f"removed them on purpose, allow it: pnet sync {shell_word(name)} --deletes={gone}"
        )
    return ""


def missing(people: Iterable[SyncedPerson], folder: CardFolder) -> list[SyncedPerson]:
    """Return the people who have no card in the folder any more: no file of that name, and no card with that UID, address or name.

    Google gives every card a new file name and a new UID after its upload.
    """
    names = {file.name for file in folder.files}
    uids = {uid for file in folder.files if file.card and (uid := uid_of(file.card))}
    left = [person for person in people if person.file not in names and person.uid not in uids]
    if not left:
        return []
    traits = {trait for file in folder.files if file.card for trait in _traits(file.card)}
    return [person for person in left if not traits & set(_traits_of(person))]


def _traits(card: Card) -> Iterator[str]:
    for key in ("FN", "EMAIL"):
        for line in card.all(key):
            yield name_key(unescape(line.value))


def _traits_of(person: SyncedPerson) -> Iterator[str]:
    yield name_key(stem_of(person.path))
    for values in (person.card_values, person.note_values):
        for name in ("name", "emails"):
            yield from map(name_key, values.get(name, ()))


def uid_of(card: Card) -> str:
    """Return a card's UID, or "" (RFC 6350 §6.7.6)."""
    line = card.first("UID")
    return line.value.strip() if line else ""


def with_deletion_guard(plan: SyncPlan, base: SyncBase, allowed: int = 0) -> SyncPlan:
    """Return a plan that refuses if too many people are gone from either side: then it asks nothing and removes nothing.

    Up to `allowed` deletions are possible, if the user has said so.
    """
    if plan.refusal:
        return plan
    count = len(base.people)
    limit = max(most_deletions(count), allowed)
    vault_gone = len(plan.of("contact gone"))
    removed = sum(entry.card == b"" for entry in plan.entries)
    cards_gone = len(plan.of("card gone"))
    # A small address book has fewer people than the limit.
    is_empty = vault_gone == count >= FEW and vault_gone > allowed
    if max(vault_gone, removed, cards_gone) <= limit and not is_empty:
        return plan
    if vault_gone > limit or removed > limit or is_empty:
        found = max(vault_gone, removed)
        refusal = (
            f"{found:,} of {counted(count, 'person', 'people')} are gone from the vault; no card was removed; "
            f"check that this is the right vault; if you deleted them on purpose, allow it: pnet sync {shell_word(plan.name)} --deletes={found}"
        )
    else:
        refusal = (
            f"{cards_gone:,} of {count:,} cards are gone from {plan.folder}; nothing was deleted; restore them, or if you "
            f"removed them on purpose, allow it: pnet sync {shell_word(plan.name)} --deletes={cards_gone}"
        )
    return plan._replace(entries=(), refusal=refusal)


def _had(count: int) -> str:
    return "one person was in it" if count == 1 else f"{count:,} people were in it"
