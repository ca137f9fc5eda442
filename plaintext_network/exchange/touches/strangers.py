"""Counts people whom the user writes to or meets, and who are no contacts. Lists only those who may belong in the vault."""

from __future__ import annotations

from plaintext_network.exchange.touches.mail_in.skip_reasons import is_program
from plaintext_network.exchange.touches.touch_plan import WRITTEN, Stranger
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.shared_addresses import mailbox_key, may_be_shared

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.touches.people_finder import PeopleFinder
    from plaintext_network.exchange.touches.source_event import Participant, SourceEvent
    from plaintext_network.vault.notebook import Notebook

# Messages to somebody that are more than a single question.
_SEVERAL = 2


class Strangers:
    """The people of events whom no contact's note has."""

    def __init__(self, notebook: Notebook, people: PeopleFinder) -> None:
        self._notebook, self._people = notebook, people
        self._found: dict[str, Stranger] = {}

    def add(self, who: Participant, event: SourceEvent) -> None:
        """Count somebody in an event."""
        address = who.address
        key = mailbox_key(address) or address or name_key(who.name)
        if not key or ("@" in address and (is_program(address) or may_be_shared(mailbox_key(address)))):
            return
        known = self._found.get(key) or Stranger(address)
        if event.channel not in WRITTEN:
            known = known._replace(met=known.met + 1)
        else:
            known = known._replace(
                written=known.written + (event.direction != "in"),
                received=known.received + (event.direction == "in"),
            )
        # The name that a person signs with counts more than one from somebody's address book.
        if who.name and (who.role == "from" or not known.name):
            known = known._replace(name=who.name)
        self._found[key] = known

    def listed(self) -> tuple[Stranger, ...]:
        """Return those whom the user has met, or has written to more than once; the most frequent first."""
        kept = [one for one in self._found.values() if one.met or one.written >= _SEVERAL]
        found = []
        for one in sorted(kept, key=lambda stranger: (-stranger.events, stranger.name, stranger.address)):
            same = self._people.named(one.name) if one.name else ()
            contact = self._people.person(same[0]) if len(same) == 1 else None
            found.append(one._replace(contact=contact))
        return tuple(found)
