"""Decides what leaves the vault: which contacts, which of their properties, and which texts. Everything that goes out comes from here.

A text leaves only if it names nobody private, by the rule that reports follow, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.file_kinds import UNKNOWN, file_kind, is_picture
from plaintext_network.exchange.gate.contact_uid import ContactUids
from plaintext_network.exchange.gate.leaving_lines import LeavingLines, readings
from plaintext_network.exchange.gate.private_values import PrivateValues
from plaintext_network.exchange.gate.vault_files import VaultFiles
from plaintext_network.exchange.record import Attachment
from plaintext_network.model.dates.calendar import YearlyDay
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.properties import DECEASED
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.inert_text import quotes_in
from plaintext_network.vault.files.other_files import ENDINGS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.person import Person

# The properties that leave, in the order of the table of properties, the name first.
LEAVING = (
    "name",
    "aliases",
    "emails",
    "phones",
    "links",
    "organization",
    "role",
    "location",
    "addresses",
    "former",
    "birthday",
    "died",
    "occasions",
    "uid",
)
# What leaves only on request: the word of `--with`, and the name of a record's field.
ON_REQUEST = MappingProxyType({"tags": "tags", "circles": "circles", "photos": "photo", "notes": "notes"})
# Contacts with these statuses leave only if the query asks for their status, or the user for them by name.
STAYING_STATUSES = ("do-not-contact", DECEASED)

# No format can contain half of a surrogate pair, from a file name that is not UTF-8, and few a control character.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|([\ud800-\udfff])")
_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Files that no note keeps of a card: notes, settings, and what other programs link notes with.
_NO_ATTACHMENTS = (*ENDINGS, ".toml", ".json", ".html")


class ExportedContact(NamedTuple):
    """One contact as they may leave the vault, or an organization that was imported as one.

    No writer writes the `path`: the name of a folder may be private.
    `properties` map the names of properties to values as `pnet list` shows them, the UID among them. `lines` are raw lines of
    the note's source blocks, one logical line each, and `notes` are texts that were imported with the contact. `files` are by
    the paths that `lines` and `photo_path` have.
    """

    name: str
    path: str
    uid: str
    properties: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    photo_path: str = ""
    files: Mapping[str, Attachment] = MappingProxyType({})
    is_organization: bool = False

    @property
    def photo(self) -> Attachment | None:
        """The photo, if it leaves."""
        return self.files.get(self.photo_path)

    def values(self, field: str) -> tuple[str, ...]:
        """Return the values of a property, or the notes; empty if there are none."""
        return self.notes if field == "notes" else self.properties.get(field, ())


class Gate:
    """Chooses who leaves, and what of each. `private` and `by_status` count contacts who stay.

    `extras` are words of ON_REQUEST. With `every_status`, the dead and those not to be contacted leave, too. `asked_for` are
    the paths of contacts whom the user named, whatever their status. After the contacts are read, `left_out` counts the texts
    that named somebody private, and `missing` the files that can't be read or are too large, by contact.
    """

    def __init__(
        self,
        people: Iterable[Person],
        view: SuggestionView,
        uids: ContactUids,
        files: VaultFiles,
        *,
        extras: Collection[str] = (),
        every_status: bool = False,
        asked_for: Collection[str] = (),
    ) -> None:
        self._view, self._uids, self._files = view, uids, files
        self._extras = frozenset(extras)
        self._names = (*LEAVING[1:-1], *(word for word in ("tags", "circles") if word in self._extras))
        self._private = PrivateValues(view, uids, files)
        self._lines = LeavingLines(view, self._private, self._extras)
        # Of the present contact: whether no text names anybody private, the name and the path.
        self._all_may, self._name, self._path = False, "", ""
        self.private = 0
        self.by_status: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self._people = sorted(
            (one for one in people if self._may_leave(one, every_status, asked_for)),
            key=lambda one: (fold(one.name), one.name, one.path),
        )

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[ExportedContact]:
        """Yield those who leave, by name."""
        self.left_out.clear()
        self.missing.clear()
        return map(self._contact, self._people)

    def _may_leave(self, person: Person, every_status: bool, asked_for: Collection[str]) -> bool:
        if not self._view.may_name_as(person.path, person.name):
            self.private += 1
            return False
        status = person.values.status
        if status in STAYING_STATUSES and not every_status and person.path not in asked_for:
            self.by_status[status] += 1
            return False
        return True

    def organizations(self, index: Index) -> Iterator[ExportedContact]:
        """Yield the organizations whose notes have a source block, by path."""
        for path in index.names.of_kind("organization"):
            text = self._files.text(path)
            if not read_blocks(text):
                continue
            facts = index.notes[path]
            if any(name == "private" for name, _ in facts.other) or not self._view.names_nobody(facts.name):
                continue
            values = dict(facts.properties) | {"aliases": facts.aliases}
            yield self._exported(facts.name, path, values)._replace(is_organization=True)

    def _contact(self, person: Person) -> ExportedContact:
        return self._exported(person.name, person.path, _known_values(person))

    def _exported(self, name: str, path: str, known: Mapping[str, tuple[str, ...]]) -> ExportedContact:
        self._name, self._path = name, path
        text = self._files.text(path)
        blocks = read_blocks(text)
        quotes = [quote for _, quote in quotes_in(text)] if "notes" in self._extras else []
        texts = [*_texts(known, blocks), *quotes]
        self._all_may = self._view.name_nobody_of(path, texts) and not self._private.in_texts(texts)
        properties: dict[str, tuple[str, ...]] = {"name": (one_line(name),)}
        for field in self._names:
            said = (one_line(value) for value in known.get(field, ()) if self._may_say(value))
            if kept := tuple(filter(None, said)):
                properties[field] = kept
        uid = one_line(self._uids.of(path, self._view.may_say_of))
        properties["uid"] = (uid,)
        lines = self._lines.of(path, blocks, all_may=self._all_may) if blocks else ()
        if self._lines.left_out:
            self.left_out[name] += self._lines.left_out
        files: dict[str, Attachment] = {}
        lines = tuple(line for one in lines if (line := self._with_file(one, path, files)))
        notes = tuple(_writable(quote) for quote in quotes if self._may_say(quote))
        photo = next(iter(known.get("photo", ())), "") if "photos" in self._extras else ""
        photo_path = self._load(photo, path, files) if photo and self._may_say(photo) else ""
        if photo_path and not is_picture(files[photo_path].content):
            photo_path = ""
        return ExportedContact(properties["name"][0], path, uid, properties, lines, notes, photo_path, files)

    def _may_say(self, text: str) -> bool:
        if self._all_may or (self._view.may_say_of(self._path, text) and not self._private.in_texts((text,))):
            return True
        self.left_out[self._name] += 1
        return False

    def _with_file(self, line: str, note: str, files: dict[str, Attachment]) -> str:
        """Return a line with the path of its file, which is added to `files`; "" if the file may not leave."""
        name = file_of_line(line)
        if not name:
            if not self._private.in_line(line):
                return line
            self.left_out[self._name] += 1
            return ""
        path = self._load(name, note, files)
        return f"{line[: -len(name)]}{path}" if path else ""

    def _load(self, link: str, note: str, files: dict[str, Attachment]) -> str:
        """Add the file that a link in a note means to `files`, and return its path; "" if it may not leave."""
        path = self._files.find(link, note)
        if not path:
            self.missing[self._name] += 1
            return ""
        if not self._view.may_say_of(note, path) or self._private.in_file(path):
            return ""
        found = self._files.read(path)
        if found is None:
            self.missing[self._name] += 1
        if found is None or not self._may_leave_as_file(note, path, found):
            return ""
        files[path] = found
        return path

    def _may_leave_as_file(self, note: str, path: str, found: Attachment) -> bool:
        """Return whether a file is what notes keep of cards: never a note, whatever a line claims, nor a text about somebody private."""
        if path.lower().endswith(_NO_ATTACHMENTS) or path.startswith(".") or "/." in path:
            return False
        is_text = file_kind(found.content)[1] == UNKNOWN[1]
        return not is_text or self._view.may_say_of(note, found.content.decode("utf-8", "replace"))


def _texts(known: Mapping[str, tuple[str, ...]], blocks: Iterable[SourceBlock]) -> Iterator[str]:
    """Yield every text of a contact that may leave."""
    for values in known.values():
        yield from values
    for block in blocks:
        for line in block.lines:
            yield from readings(line)


def _known_values(person: Person) -> dict[str, tuple[str, ...]]:
    values = person.values
    known = dict(values.properties)
    # Tags in the body stay with it.
    known["aliases"], known["tags"] = values.aliases, tuple(tag.lstrip("#") for tag in known.get("tags", ()))
    # A text that is no day would be wrong in another program.
    known.pop("birthday", None)
    if values.birthday is not None:
        known["birthday"] = (YearlyDay(*values.birthday).text,)
    return known


def one_line(text: str) -> str:
    """Return a value as every reader of notes and cards shows it: on one line, without what no file can contain."""
    return " ".join(_writable(text).split())


def _writable(text: str) -> str:
    """Return a text without what no file can contain, and with LF for every line break."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub(lambda found: "\ufffd" if found[1] else "", _BREAK.sub("\n", text))
