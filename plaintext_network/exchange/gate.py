"""Decides what leaves the vault: which contacts, which of their properties, and which texts. Everything that goes out comes from here.

A text leaves only if it names nobody private, by the rule that reports follow, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from types import MappingProxyType

from plaintext_network.exchange.contact_uid import ContactUids
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.properties import DECEASED
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.network.people.person import Person

# The properties that leave, in the order of the table of properties, the name first.
LEAVING = (
    "name",
    "aliases",
    "emails",
    "phones",
    "addresses",
    "links",
    "organization",
    "role",
    "location",
    "former",
    "birthday",
    "died",
    "occasions",
    "uid",
)
# What leaves only on request: the word of `--with`, and the property.
ON_REQUEST = MappingProxyType({"notes": "notes", "tags": "tags", "circles": "circles", "photos": "photo"})
# Contacts with these statuses leave only if the query asks for their status.
STAYING_STATUSES = (DECEASED, "do-not-contact")


class ExportedContact(NamedTuple):
    """One contact as they may leave the vault. No writer writes the `path`: a folder's name may be private.

    `properties` map the names of properties to values as `pnet list` shows them. `lines` are raw lines of the note's
    source blocks, one logical line each, and `notes` are texts of imported notes.
    """

    name: str
    path: str
    uid: str
    properties: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """Something of a contact that stays, as it names somebody private: the name of its property."""

    name: str
    path: str
    what: str


class Gate:
    """What may leave of one vault on one day. `contacts` counts what stays in `private`, `by_status` and `left_out`.

    `extras` are words of ON_REQUEST. `every_status` lets the dead and those not to be contacted leave.
    """

    def __init__(
        self,
        view: SuggestionView,
        uids: ContactUids,
        *,
        extras: Collection[str] = (),
        every_status: bool = False,
        text: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._view, self._uids, self._text = view, uids, text
        self._extras, self._every_status = frozenset(extras), every_status
        asked = [name for word, name in ON_REQUEST.items() if word in self._extras and word != "notes"]
        self._names = (*LEAVING[1:], *asked)
        self.private = 0
        self.by_status: dict[str, int] = {}
        self.left_out: list[LeftOut] = []

    def contacts(self, people: Iterable[Person]) -> Iterator[ExportedContact]:
        """Yield those who may leave, by name."""
        leaving = [person for person in people if self._may_leave(person)]
        for person in sorted(leaving, key=lambda one: (fold(one.name), one.name, one.path)):
            yield self._exported(person)

    def _may_leave(self, person: Person) -> bool:
        if not self._view.may_name_as(person.path, person.name):
            self.private += 1
            return False
        status = person.values.status
        if status in STAYING_STATUSES and not self._every_status and not person.values.private:
            self.by_status[status] = self.by_status.get(status, 0) + 1
            return False
        return True

    def _exported(self, person: Person) -> ExportedContact:
        values = person.values
        known = dict(values.properties)
        known["aliases"], known["tags"] = values.aliases, values.tags
        properties: dict[str, tuple[str, ...]] = {"name": (person.name,)}
        for name in self._names:
            texts = tuple(text for text in known.get(name, ()) if self._may_say(person, name, text))
            if texts:
                properties[name] = texts
        uid = self._uids.of(person.path)
        properties["uid"] = (uid,)
        return ExportedContact(person.name, person.path, uid, properties)

    def _may_say(self, person: Person, what: str, text: str) -> bool:
        if self._view.may_say_of(person.path, text):
            return True
        self.left_out.append(LeftOut(person.name, person.path, what))
        return False
