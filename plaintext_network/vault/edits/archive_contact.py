"""Plans to archive a contact, or to bring one back. Changes only the property `status`."""

from plaintext_network.errors import EditRefused
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation

ARCHIVED = "archived"
# To archive somebody with these would lose more than it hides.
_STRONGER = ("do-not-contact", "deceased")


def plan_archive(desk: WriteSession, path: str) -> Operation:
    """Plan the status `archived`; without steps if it is archived already.

    Raises EditRefused for a status that hides more, and for a note that is no contact's.
    """
    draft = desk.draft(path)
    contact = draft.facts.contact
    if contact is None:
        raise EditRefused("only a contact can be archived", path)
    if contact.status in _STRONGER:
        raise EditRefused(
            f"its status is {contact.status}, and pnet never lists such people as due; "
            f'to replace it: pnet set "{draft.name}" status archived',
            path,
        )
    if contact.status != ARCHIVED:
        draft.set("status", ARCHIVED)
    return draft.operation(f"archive {draft.name}")


def plan_unarchive(desk: WriteSession, path: str) -> Operation:
    """Plan to remove the status `archived`, so that the contact is active; without steps if it is not archived."""
    draft = desk.draft(path)
    if draft.facts.contact and draft.facts.contact.status == ARCHIVED:
        draft.unset("status")
    return draft.operation(f"archive --undo {draft.name}")
