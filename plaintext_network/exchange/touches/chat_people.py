"""Decides whom a message of a table is from and to, by the names in it. Reads no file."""

from __future__ import annotations

import re

from plaintext_network.exchange.touches.source_event import Participant
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.phones import is_phone, phone_key
from plaintext_network.model.language.shared_addresses import mailbox_key
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# What programs call the user in an export.
_YOURSELF = frozenset(
    (
        "me", "you", "i", "myself", "self", "(you)", "note to self", "ich", "du", "sie", "moi", "vous", "toi", "yo", "tú", "io", "tu", "eu",
        "você", "ik", "jij", "jag", "jeg", "ja", "ty", "minä", "sinä", "já", "én", "ben", "sen", "я", "вы", "εγώ", "自分", "我", "나",
    )
)  # fmt: skip
# Rows of a messenger about itself have such a name, or none.
_NOBODY = frozenset(
    ("system", "notification", "whatsapp", "telegram", "signal", "unknown", "system message", "null", "none")
)
_SEVERAL = re.compile(r"\s*[;,\n]\s*")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_ADDRESS = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]+@[^<>]+)>")


class Writer(NamedTuple):
    """What a row says of who wrote: the name, the address or number, the recipients, the conversation, and a direction or ""."""

    person: str
    address: str = ""
    to: str = ""
    chat: str = ""
    direction: str = ""

    @property
    def is_anybody(self) -> bool:
        """Whether the row names anybody."""
        name = name_key(_UNSEEN.sub("", self.person))
        return bool((name and name not in _NOBODY) or self.address or (self.direction and self.chat))


class Talk(NamedTuple):
    """Whom a row is with, in which direction, and how many people got it."""

    people: tuple[Participant, ...]
    direction: str
    group: int


class ChatPeople:
    """Everybody in the conversations of a table; `me` are the user's own names, addresses and numbers.

    With `is_list`, each row stands for itself, and the people of the table have nothing to do with each other.
    """

    def __init__(self, me: Iterable[str], *, has_direction: bool = False, is_list: bool = False) -> None:
        words = list(me)
        self.is_list = is_list
        self._names = _YOURSELF | {name_key(word) for word in words}
        self._addresses = frozenset(filter(None, map(mailbox_key, words)))
        self._phones = frozenset(phone_key(word) for word in words if is_phone(word))
        self.has_direction = has_direction
        self.has_me = False
        # By conversation: everybody but the user.
        self._chats: dict[str, dict[str, Participant]] = {}
        self.has_to = False

    def add(self, writer: Writer) -> None:
        """Add who is in a row."""
        if not writer.is_anybody:
            return
        self.has_to = self.has_to or bool(writer.to)
        found = self._chats.setdefault(writer.chat, {})
        for one in (participant(writer.person, writer.address), *recipients(writer)):
            if self.is_me(one):
                self.has_me = True
            elif one.name or one.address:
                found.setdefault(name_key(one.name) or one.address, one)

    def is_me(self, who: Participant) -> bool:
        """Return whether a participant is the user."""
        return (
            name_key(who.name) in self._names
            or (bool(who.address) and mailbox_key(who.address) in self._addresses)
            or (is_phone(who.address) and phone_key(who.address) in self._phones)
        )

    @property
    def hides_me(self) -> bool:
        """Whether the table has several people, and nothing shows which of them is the user."""
        several = any(len(one) > 1 for one in self._chats.values())
        return several and not (self.has_me or self.has_direction or self.is_list)

    @property
    def has_one_conversation(self) -> bool:
        """Whether the table names no conversations, so that all of it may be one."""
        return set(self._chats) <= {""}

    def others(self, chat: str) -> tuple[Participant, ...]:
        """Return everybody in a conversation but the user."""
        return tuple(self._chats.get(chat, {}).values())


def people_of(writer: Writer, known: ChatPeople) -> Talk | None:
    """Return whom a row is with; None for a row of nobody, and for one that the user wrote to nobody."""
    if not writer.is_anybody:
        return None
    sender = participant(writer.person, writer.address)
    others = known.others(writer.chat)
    named = tuple(one for one in recipients(writer) if not known.is_me(one))
    is_own = known.is_me(sender)
    if known.has_direction and writer.direction and not (is_own and known.has_to):
        partners = _partners(sender, is_own, named, others, writer)
        if writer.direction == "in" and (sender.name or sender.address) and not is_own:
            partners = (sender,)
        group = len(named) if known.has_to else len(others) if writer.chat else 1
        return Talk(partners, writer.direction, max(group, len(partners))) if partners else None
    if is_own:
        partners = named or others
        return Talk(_as(partners, "to"), "out", max(len(partners), len(named))) if partners else None
    if known.has_me and known.has_to:
        return Talk(_as((sender,), "from"), "in", len(named) + 1)
    if known.has_me:
        is_chat = bool(writer.chat) or (known.has_one_conversation and not known.is_list)
        return Talk(_as((sender,), "from"), "in", max(len(others) if is_chat else 1, 1))
    # A list of dates and people, or a chat in which nothing shows who the user is.
    is_group = len(others) > 2 and not known.is_list
    return Talk((sender,), "both", len(others) - 1 if is_group else 1)


def _partners(
    sender: Participant,
    is_own: bool,
    named: tuple[Participant, ...],
    others: tuple[Participant, ...],
    writer: Writer,
) -> tuple[Participant, ...]:
    """Return whom a row with a direction is with: its recipients, else the person in it, else the conversation's people."""
    if writer.direction == "out" and named:
        return _as(named, "to")
    if (sender.name or sender.address) and not is_own:
        return (sender,)
    if others:
        return _as(others, "to")
    return _as((participant(writer.chat, ""),), "to") if writer.chat else ()


def _as(people: Iterable[Participant], role: str) -> tuple[Participant, ...]:
    return tuple(one._replace(role=role) for one in people)


def participant(name: str, address: str) -> Participant:
    """Return somebody by what a table says of them: a name, `Ada <ada@…>`, an address or a number."""
    name, address = (" ".join(_UNSEEN.sub("", text).split()) for text in (name, address))
    name = name.removeprefix("~").strip()
    if found := _ADDRESS.fullmatch(name):
        name, address = found["name"].strip('" '), address or found["address"]
    if not address and ("@" in name[1:] or is_phone(name)):
        name, address = "", name
    return Participant(address.lower(), name, "from")


def recipients(writer: Writer) -> tuple[Participant, ...]:
    """Return the recipients that a row names."""
    return tuple(participant(one, "") for one in _SEVERAL.split(writer.to) if one.strip())
