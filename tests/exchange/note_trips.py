"""What the tests of the mapping share: cards as lines, their notes, and the way back. Runs no test."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from plaintext_network.exchange.cards.to_card import to_card
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.contact_notes.source_block import SourceBlock
from plaintext_network.exchange.record import Origin, Record, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import line_text, parse_line
from plaintext_network.model.note.facts import Facts

HOSTILE = Path(__file__).parents[1] / "cases" / "exchange" / "hostile_texts.txt"
ORIGIN = Origin("phone.vcf", 1, 1)


def card(text: str, version: str = "3.0") -> Card:
    """Return the card whose lines these are, without BEGIN, END and VERSION."""
    return Card(tuple(parse_line(line) for line in text.splitlines() if line), version)


def source_card(text: str, version: str = "3.0") -> SourceCard:
    """Return a card as a reader gives it."""
    return SourceCard(card(text, version), ORIGIN)


def outcome(text: str, version: str = "3.0") -> Record | RefusedRecord | SkippedRecord:
    """Return what becomes of a card."""
    return to_record(source_card(text, version), "phone")


def record(text: str, version: str = "3.0") -> Record:
    """Return the record of a card."""
    found = outcome(text, version)
    assert isinstance(found, Record)
    return found


def lines_back(found: Record, version: str = "3.0", **changed: tuple[str, ...]) -> list[str]:
    """Return the lines of the card that a record's values and raw lines make, with some values changed."""
    properties: Mapping[str, tuple[str, ...]] = {"name": (found.name,), **found.values, **changed}
    back = to_card(properties, found.rest, version, files=found.attachments, notes=found.notes)
    return [line_text(line) for line in back.lines]


def lost(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return the lines that are no longer there."""
    return sorted((Counter(before) - Counter(after)).elements())


def change_of(found: Record, source: str = "phone", day: str = "2026-11-24") -> NoteChange:
    """Return the change that writes a record into a new note."""
    return NoteChange(
        set=found.values,
        block=SourceBlock(source, found.id, day, found.digest, found.rest),
        notes=found.notes,
        attachments=found.attachments,
        entries=found.entries,
        promises=found.promises,
        kind=found.kind,
    )


def facts_beside_properties(facts: Facts) -> list[object]:
    """Return what a note says beside its properties, and what is wrong in it."""
    said: list[object] = [*facts.interactions, *facts.tasks, *facts.links, *facts.hidden_links, *facts.people]
    return [*said, *facts.tags, *facts.undated, *facts.other, *facts.problems]


def hostile_texts() -> list[str]:
    """Return texts that would mean more than text if they came into a note as they are."""
    texts = []
    for line in HOSTILE.read_text(encoding="utf-8").split("\n"):
        if line:
            escaped = line.replace("\\\\", "\\u005c")
            texts.append(_decoded(escaped.replace("\\n", "\n").replace("\\t", "\t")))
    return texts


def _decoded(text: str) -> str:
    head, *rest = text.split("\\u")
    return head + "".join(chr(int(part[:4], 16)) + part[4:] for part in rest)
