"""Decides whom a message of a table is from and to, by the names in it. Reads no file."""

from __future__ import annotations

import re

from plaintext_network.exchange.touches.own_addresses import own_name_words
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
        name = name_key(self.person)
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
        self._own_words = own_name_words(words)
        self._addresses = frozenset(filter(None, map(mailbox_key, words)))
        self._phones = frozenset(phone_key(word) for word in words if is_phone(word))
        self.has_direction = has_direction
        self.has_me = False
        # By conversation: everybody but the user.
        self._chats: dict[str, dict[str, Participant]] = {}
        self.has_to = False
        # By conversation and day: who wrote then.
        self._wrote: dict[tuple[str, str], dict[str, Participant]] = {}
        # By conversation: the days on which the user wrote.
        self._answered: set[tuple[str, str]] = set()

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

    def add_day(self, writer: Writer, day: str) -> None:
        """Add on which day somebody wrote in a conversation."""
        sender = participant(writer.person, writer.address)
        if not writer.is_anybody:
            return
        if self.is_me(sender) or (self.has_direction and writer.direction == "out"):
            self._answered.add((writer.chat, day))
        else:
            found = self._wrote.setdefault((writer.chat, day), {})
            found.setdefault(name_key(sender.name) or sender.address, sender)

    def is_answered(self, chat: str, day: str) -> bool:
        """Return whether the user is alone with somebody in a conversation, or wrote in it on a day.

        In a group, what nobody answered is no message to anybody.
        """
        return len(self.others(chat)) < 2 or (chat, day) in self._answered

    def reached(self, chat: str, day: str) -> tuple[Participant, ...]:
        """Return to whom the user's messages of a day are: the other side, or in a group, those who wrote on that day."""
        others = self.others(chat)
        return others if len(others) < 2 else tuple(self._wrote.get((chat, day), {}).values())

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

    def names(self) -> tuple[str, ...]:
        """Return the names in the table, those that have a word of the user's own names first."""
        found = {
            name_key(one.name): one.name for chat in self._chats.values() for one in chat.values() if one.name
        }
        return tuple(
            sorted(found.values(), key=lambda name: self._own_words.isdisjoint(name.casefold().split()))
        )

    @property
    def has_groups(self) -> bool:
        """Whether the user is in a conversation with several people."""
        several = any(len(one) > 1 for chat, one in self._chats.items() if chat or not self.is_list)
        return (self.has_me or self.has_direction) and not self.has_to and several

    @property
    def has_one_conversation(self) -> bool:
        """Whether the table names no conversations, so that all of it may be one."""
        return set(self._chats) <= {""}

    def others(self, chat: str) -> tuple[Participant, ...]:
        """Return everybody in a conversation but the user."""
        return tuple(self._chats.get(chat, {}).values())


def people_of(writer: Writer, day: str, known: ChatPeople) -> Talk | None:
    """Return whom a row of a day is with; None for a row of nobody, and for one that is to nobody in particular."""
    if not writer.is_anybody:
        return None
    sender = participant(writer.person, writer.address)
    is_own = known.is_me(sender)
    named = tuple(one for one in recipients(writer) if not known.is_me(one))
    # Each row of a list stands for itself.
    is_chat = bool(writer.chat) or (known.has_one_conversation and not known.is_list)
    others = known.others(writer.chat) if is_chat else ()
    direction = writer.direction if known.has_direction and not (is_own and known.has_to) else ""
    if not direction and known.has_me:
        direction = "out" if is_own else "in"
    if not direction:
        # A list of days and people, or a chat in which nothing shows who the user is.
        return Talk((sender,), "both", len(others) - 1 if len(others) > 2 else 1)
    if direction == "out":
        partners = named or _partners(sender, is_own, others, writer, day, known)
        group = len(partners) if named else len(others)
        return Talk(_as(partners, "to"), "out", max(group, 1)) if partners else None
    if is_own:
        return None
    if known.has_to:
        return Talk(_as((sender,), "from"), direction, len(named) + 1)
    if known.has_groups and not known.is_answered(writer.chat, day):
        return None
    partner = sender if sender.name or sender.address else participant(writer.chat, "")
    return Talk(_as((partner,), "from"), direction, max(len(others), 1))


def _partners(
    sender: Participant,
    is_own: bool,
    others: tuple[Participant, ...],
    writer: Writer,
    day: str,
    known: ChatPeople,
) -> tuple[Participant, ...]:
    """Return to whom the user wrote: the person in the row, else the other side of the conversation, else its name."""
    if (sender.name or sender.address) and not is_own:
        return (sender,)
    if others:
        return known.reached(writer.chat, day)
    return (participant(writer.chat, ""),) if writer.chat else ()


def _as(people: Iterable[Participant], role: str) -> tuple[Participant, ...]:
    return tuple(one._replace(role=role) for one in people)


def participant(name: str, address: str) -> Participant:
    """Return somebody by what a table says of them: a name, `Ada <ada@…>`, an address or a number."""
    name, address = (" ".join(text.split()) for text in (name, address))
    name = name.removeprefix("~").strip()
    if found := _ADDRESS.fullmatch(name):
        name, address = found["name"].strip('" '), address or found["address"]
    if not address and ("@" in name[1:] or is_phone(name)):
        name, address = "", name
    return Participant(address.lower(), name, "from")


def recipients(writer: Writer) -> tuple[Participant, ...]:
    """Return the recipients that a row names."""
    return tuple(participant(one, "") for one in _SEVERAL.split(writer.to) if one.strip())
