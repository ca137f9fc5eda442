"""Finds the contact that each record of an import belongs to, by the source's id and by evidence. Plans no change."""

from __future__ import annotations

from functools import cached_property

from plaintext_network.errors import NotAContact
from plaintext_network.exchange.imports.base import record_key
from plaintext_network.exchange.record import Record, UnchangedRecord
from plaintext_network.exchange.vcard.content_line import parse_line
from plaintext_network.exchange.vcard.values import split_structured
from plaintext_network.model.dates.calendar import parse_yearly
from plaintext_network.model.language.normalize import name_key
from plaintext_network.network.people.match_people import match_people
from plaintext_network.network.people.matching import Match, MatchIndex, MatchPerson

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plaintext_network.exchange.imports.base import Base, SeenRecord
    from plaintext_network.exchange.imports.import_options import ImportOptions
    from plaintext_network.exchange.imports.source_notes import KnownPeople, SourceNote
    from plaintext_network.exchange.record import Origin
    from plaintext_network.vault.notebook import Notebook


class RecordMatcher:
    """Whom the vault has of a source, and whom its records may be."""

    def __init__(self, notebook: Notebook, people: KnownPeople, base: Base, options: ImportOptions) -> None:
        self._notebook, self._people, self._base = notebook, people, base
        self._matches = {id_: named_path(notebook, name) for id_, name in options.matches}
        self._apart: dict[str, list[str]] = {}
        for id_, name in options.apart:
            self._apart.setdefault(id_, []).append(named_path(notebook, name))

    def is_known(self, id_: str, digest: str) -> bool:
        """Return whether the vault has everything of a record with this id and digest, and no question about it is open."""
        if id_:
            note = self._people.by_id.get(id_)
            known = note is not None and note.block.digest == digest and id_ not in self._people.shared
            seen = self._base.find(id_, digest) if known else None
        else:
            seen = self._seen_without_id.get(digest)
            if seen is not None and len(self._people.without_id.get(digest, ())) != 1:
                return False
        return seen is not None and seen.digest == digest and not seen.is_open

    def typed_match(self, record: Record) -> str | None:
        """Return the path of the contact that the user says a record is."""
        return next((path for id_, path in self._matches.items() if _is_meant(id_, record)), None)

    def apart_from(self, record: Record) -> tuple[str, ...]:
        """Return the paths of contacts who are known not to be the person of a record."""
        if not self._apart and not self._base.apart:
            return ()
        typed = {path for id_, paths in self._apart.items() if _is_meant(id_, record) for path in paths}
        return tuple(sorted({*typed, *self._base.apart.get(record_key(record), ())}))

    def known(self, records: Sequence[Record]) -> dict[int, SourceNote]:
        """Return the notes of the records that the vault has by the source's id, or without one by digest or name."""
        found: dict[int, SourceNote] = {}
        loose: dict[str, list[int]] = {}
        free = {digest: list(notes) for digest, notes in self._people.without_id.items()}
        for number, record in enumerate(records):
            if record.id:
                if note := self._people.by_id.get(record.id):
                    found[number] = note
            elif free.get(record.digest):
                found[number] = free[record.digest].pop(0)
            elif note := self._people.others.get(record.digest):
                found[number] = note
            else:
                loose.setdefault(record_key(record), []).append(number)
        left = [note for notes in free.values() for note in notes] if loose else []
        by_key: dict[str, list[SourceNote]] = {}
        for note in left:
            by_key.setdefault(self._key_of(note), []).append(note)
        for key, numbers in loose.items():
            notes = by_key.get(key, [])
            if len(numbers) == len(notes) == 1:
                found[numbers[0]] = notes[0]
        return found

    def _key_of(self, note: SourceNote) -> str:
        """Return the `record_key` of a note whose block has no id: by the source's last name, else by the note's."""
        if key := self._keys_without_id.get(note.block.digest):
            return key
        return f"name {name_key(self._notebook.index.notes[note.path].name)}"

    @cached_property
    def _seen_without_id(self) -> dict[str, SeenRecord]:
        """What is remembered of records without an id, by the digest of their block."""
        return {
            seen.block: seen for key in self._keys_without_id.values() for seen in self._base.versions(key)
        }

    @cached_property
    def _keys_without_id(self) -> dict[str, str]:
        """The keys of remembered records without an id, by the digest of their block."""
        return {
            seen.block: key
            for key in self._base
            if key.startswith("name ")
            for seen in self._base.versions(key)
        }

    def matched(self, records: Sequence[Record], numbers: Sequence[int]) -> dict[int, Match]:
        """Return whom the records with these numbers may be; an organization's card only organizations' notes."""
        found: dict[int, Match] = {}
        for kind, candidates in (("contact", self._contacts), ("organization", self._organizations)):
            of_kind = [number for number in numbers if records[number].kind == kind]
            asked = [self._match_person(str(number), records[number]) for number in of_kind]
            if asked:
                matches = MatchIndex(candidates()).match(asked)
                found |= {int(match.key): match for match in matches}
        return found

    def _contacts(self) -> list[MatchPerson]:
        people = match_people(self._notebook.index, self._notebook.settings.rules)
        known = self._people.ids
        if not known:
            return people
        return [person._replace(ids=(*person.ids, *known.get(person.key, ()))) for person in people]

    def _organizations(self) -> list[MatchPerson]:
        index = self._notebook.index
        facts = (index.notes[path] for path in index.names.of_kind("organization"))
        return [
            MatchPerson(
                one.path,
                one.name,
                one.aliases,
                one.texts("emails"),
                one.texts("phones"),
                one.texts("links"),
                ids=tuple(self._people.ids.get(one.path, ())),
            )
            for one in facts
        ]

    def _match_person(self, key: str, record: Record) -> MatchPerson:
        values = record.values
        ids = ((record.source, record.id),) if record.id else ()
        ids = (*ids, *(("uid", uid) for uid in values.get("uid", ())))
        birthday = parse_yearly(next(iter(values.get("birthday", ())), ""))
        return MatchPerson(
            key,
            record.name,
            (*values.get("aliases", ()), *_with_suffix(record)),
            values.get("emails", ()),
            values.get("phones", ()),
            values.get("links", ()),
            next(iter(values.get("organization", ())), ""),
            ids,
            frozenset(self.apart_from(record)),
            birthday.text if birthday else "",
        )


def _with_suffix(record: Record) -> Iterator[str]:
    """Yield a person's name with the suffix that only N has, such as `Jr.`: it tells son from father."""
    for line in record.rest:
        if line[:1] in "Nn" and line[1:2] in ":;":
            parts = split_structured(parse_line(line).value)
            suffix = parts[4].strip() if len(parts) > 4 else ""
            if suffix and name_key(suffix) not in name_key(record.name).split():
                yield f"{record.name} {suffix}"


def named_path(notebook: Notebook, name: str) -> str:
    """Return the path of the contact or organization that the user names. Raises ContactNotFound or AmbiguousName."""
    try:
        return notebook.contact(name).path
    except NotAContact as other:
        if other.kind != "organization":
            raise
        return other.path


def _is_meant(typed: str, record: Record) -> bool:
    """Return whether an id that the user typed is that of a record, or its name."""
    return typed == record.id or name_key(typed) == name_key(record.name)


def doubles(items: Iterable[Record | UnchangedRecord]) -> Mapping[int, Origin]:
    """Map the number of each record that has the id of an earlier one of the same file to that one's place."""
    first: dict[str, Origin] = {}
    found = {}
    for number, item in enumerate(items):
        if item.id and (before := first.setdefault(item.id, item.origin)) is not item.origin:
            found[number] = before
    return found
