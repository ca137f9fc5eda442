"""Plans to note that two contacts are different people. Changes only the property `different_from` of the first."""

from plaintext_network.errors import EditRefused
from plaintext_network.network.people.relations import contacts_of
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation


def plan_apart(desk: WriteSession, first: str, second: str) -> Operation:
    """Plan a link to the second contact in the first's `different_from`; without steps if either note has it already.

    Raises EditRefused if both are one contact, and for a note that is not a contact's.
    """
    if first == second:
        raise EditRefused(
            "a contact can't be different from itself; name two: pnet duplicates --apart 'Ada Lovelace' 'Ada King'",
            first,
        )
    draft, other = desk.draft(first), desk.draft(second)
    for each in (draft, other):
        if each.facts.contact is None:
            raise EditRefused("it is not a contact's note", each.path)
    if not (_has(desk, first, second) or _has(desk, second, first)):
        draft.add("different_from", desk.link(second, first))
    return draft.operation(f"note that {draft.name} is not {other.name}")


def _has(desk: WriteSession, path: str, other: str) -> bool:
    contact = desk.index.notes[path].contact
    refs = contact.different_from if contact else ()
    return any(found == other for ref in refs for found, _ in contacts_of(desk.index, ref, path))
