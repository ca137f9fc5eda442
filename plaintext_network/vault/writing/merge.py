"""Owns making one contact of two: properties, text, Log and links of the second go to the first, its note to the trash."""

from collections import Counter
from collections.abc import Callable

from plaintext_network.errors import EditRefused
from plaintext_network.model.dates import parse_day
from plaintext_network.model.facts import Facts
from plaintext_network.model.fields import Property as Row
from plaintext_network.model.fields import words_of
from plaintext_network.model.file_names import free_stem
from plaintext_network.model.lines import is_log
from plaintext_network.model.read import read
from plaintext_network.model.retarget import with_leads
from plaintext_network.model.rules import Rules
from plaintext_network.model.spelling import name_key, property_key, stem_of
from plaintext_network.model.values import shown
from plaintext_network.model.wishes import Wishes
from plaintext_network.network.linking import Move
from plaintext_network.notes.edit import Change, changed, newline, same_front
from plaintext_network.notes.header import Mapping, Property, Scalar
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import Text
from plaintext_network.notes.source import Span
from plaintext_network.vault.store import Operation, Step
from plaintext_network.vault.writing.desk import Desk, operation
from plaintext_network.vault.writing.rename import check_links, mention_unread, retargeted

# Where Obsidian puts what is deleted, too; hidden, and so not read.
TRASH = ".trash"

# Asked for each property in which the two differ, with the words of both: 0 keeps the first's, 1 takes the second's.
Choose = Callable[[str, str, str], int]


def merge(desk: Desk, first: str, second: str, choose: Choose | None = None) -> Operation:
    """Join the second contact's note to the first's; without `choose` the first's word counts and the other's is noted.

    Raises EditRefused where something would be lost.
    """
    if first == second:
        raise EditRefused("it can't be merged with itself", first)
    draft, other = desk.draft(first), desk.draft(second)
    old, gone = draft.facts, other.facts
    for facts in (old, gone):
        if facts.contact is None:
            raise EditRefused("it is no contact's", facts.path)
    joined = _Properties(draft.note, draft.facts, other.note, desk.rules, choose)
    draft.edit(lambda _note, _facts: joined.joined())
    draft.edit(lambda note, facts: Wishes(note, facts, desk.rules).add("aliases", _aliases(facts, gone)))
    draft.edit(lambda note, _: _with_text(note, other.note, gone, joined.noted, desk.rules))
    _check(desk, old, gone, draft.facts)
    names = desk.index.replace({second: None, first: draft.facts}).names
    move = Move(gone, draft.facts, desk.index.names, names)
    draft.edit(lambda note, facts: with_leads(note, facts, desk.rules, move))
    drafts = retargeted(desk, move, without=(first, second))
    final = {second: None, first: draft.facts, **{d.path: d.facts for d in drafts}}
    check_links(desk, move, final, joined=first)
    mention_unread(desk, (gone.stem, gone.name))
    stem = free_stem(gone.stem, map(stem_of, desk.names_in(TRASH)))
    away = Step(f"{TRASH}/{stem}.md", other.content, other.content, second)
    steps = [draft.step(), *(d.step() for d in drafts), away]
    return operation(f"merge {gone.name} into {old.name}", steps)


def _aliases(facts: Facts, gone: Facts) -> list[Text]:
    has = {name_key(name) for name in (facts.name, facts.stem, *facts.aliases)}
    return [Text(gone.name)] if name_key(gone.name) not in has else []


class _Properties:
    """The properties of two notes as they become those of the first."""

    def __init__(self, note: Note, facts: Facts, other: Note, rules: Rules, choose: Choose | None) -> None:
        self.wishes = Wishes(note, facts, rules)
        self.words = words_of("contact", rules)
        self.other, self.choose = other, choose
        self.noted: list[str] = []

    def joined(self) -> Note:
        """Return the first note with what the second's front matter says beside it."""
        for written in self.other.header.properties:
            row = self.words.get(property_key(written.name))
            name = row.name if row else written.name
            if name in ("type", "name"):
                continue
            if isinstance(written.value, Mapping) or not _flat(written):
                self.noted.append(f"{written.name}: {_as_written(self.other, written)}")
            elif texts := _texts(written, row):
                self._join(name, row, texts)
        return self.wishes.note

    def _join(self, name: str, row: Row | None, theirs: list[Text]) -> None:
        ours = self.wishes.values(name)
        many = row.many if row else len(ours) > 1 or len(theirs) > 1
        if not ours:
            self.wishes.set(name, theirs)
        elif many:
            self.wishes.add(name, theirs)
        elif theirs[0].text.strip() != ours[0].strip():
            if self.choose and self.choose(name, ours[0], theirs[0].text) == 1:
                self.noted.append(f"{name}: {ours[0]}")
                self.wishes.set(name, theirs[:1])
            else:
                self.noted.append(f"{name}: {theirs[0].text}")


def _flat(written: Property) -> bool:
    value = written.value
    items = (value,) if isinstance(value, Scalar) else value.items if not isinstance(value, Mapping) else ()
    return all(isinstance(item, Scalar) for item in items)


def _texts(written: Property, row: Row | None) -> list[Text]:
    value = written.value
    items = (value,) if isinstance(value, Scalar) else value.items
    found = [item for item in items if isinstance(item, Scalar) and not item.null and item.text.strip()]
    dated = row is not None and row.type in ("date", "yearly", "dated")
    # What stood without quotes as a day or a truth value goes on so; a number that is text to us is quoted.
    return [
        Text(
            item.text,
            bare=item.plain
            and (
                (dated and len(item.text) == 10 and parse_day(item.text) is not None)
                or item.text in ("true", "false")
            ),
        )
        for item in found
    ]


def _as_written(note: Note, written: Property) -> str:
    text = note.source.text[written.value.span.start : written.value.span.end]
    return " ".join(text.split())


# The text


def _with_text(note: Note, other: Note, gone: Facts, noted: list[str], rules: Rules) -> Note:
    """Return the first note with the second's words before its Log, and the second's Log after its own."""
    text = note.source.text
    end = newline(note.source, _text_end(note, len(text)))
    words, logs = _parted(other, rules)
    if noted:
        lines = end.join(f"- {' '.join(text.split())} (from {gone.name})" for text in noted)
        words = f"{words}{end}{end}{lines}" if words else lines
    words = _lines(words, end)
    if words and note.body.headings:
        words = f"## {_plain_heading(gone.name)}{end}{end}{words}"
    log = next((h for h in note.body.headings if is_log((h.text,), rules.log.headings)), None)
    changes = []
    if words:
        at = note.source.line_starts[log.line - 1] if log else _text_end(note, len(text))
        before = text[note.header.body_start : at].strip()
        above = text[:at]
        blank = 2 if above.endswith(end * 2) else 1 if above.endswith(end) else 0
        lead = end * (2 - blank) if before else ""
        changes.append(Change(Span(at, at), f"{lead}{words}{end * 2 if log else ''}"))
    if logs:
        told = _lines((end * 2).join(logs) if not log else end.join(_below(part) for part in logs), end)
        at = _section_end(note, log.line, log.level) if log else _text_end(note, len(text))
        body = text[note.header.body_start : at].strip() or words
        lead = end if log else end * 2 if body else ""
        changes.append(Change(Span(at, at), lead + told))
    if not changes:
        return note
    if not text[note.header.body_start :].strip() and not text[changes[-1].span.end :]:
        changes[-1] = changes[-1]._replace(text=changes[-1].text + end)
    if len(changes) == 2 and changes[0].span == changes[1].span:
        changes = [Change(changes[0].span, changes[0].text + changes[1].text)]
    after = changed(note, changes)
    if not same_front(note, after):
        raise EditRefused("its properties would change with its text")
    return after


def _plain_heading(name: str) -> str:
    return shown(name).lstrip("#").strip() or name


def _lines(text: str, end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)


def _text_end(note: Note, stop: int) -> int:
    """Return where the text before an offset ends, blank lines left out."""
    start = note.header.body_start
    return start + len(note.source.text[start:stop].rstrip())


def _section_end(note: Note, line: int, level: int) -> int:
    """Return where the text of a section ends, whose heading stands on a line."""
    later = (h.line for h in note.body.headings if h.line > line and h.level <= level)
    following = next(later, None)
    return _text_end(
        note, len(note.source.text) if following is None else note.source.line_starts[following - 1]
    )


def _parted(note: Note, rules: Rules) -> tuple[str, list[str]]:
    """Part a body into its words and its Logs, each with its heading."""
    source = note.source
    words, logs = [], []
    at = note.header.body_start
    for heading in note.body.headings:
        start = source.line_starts[heading.line - 1]
        if start >= at and is_log((heading.text,), rules.log.headings):
            stop = _section_end(note, heading.line, heading.level)
            words.append(source.text[at:start].strip())
            logs.append(source.text[start:stop].strip())
            at = stop
    words.append(source.text[at:].strip())
    return "\n\n".join(part for part in words if part), logs


def _below(section: str) -> str:
    """Return a section without its heading, and the line under that."""
    lines = section.splitlines()
    if len(lines) > 1 and not lines[0].lstrip().startswith("#") and set(lines[1].strip()) <= {"-", "="}:
        lines = lines[1:]
    return "\n".join(lines[1:]).strip("\n")


def _check(desk: Desk, old: Facts, gone: Facts, now: Facts) -> None:
    """Refuse what would lose an interaction, a task or a link of either."""
    for what, told in (("interaction", _passed), ("task", _promised)):
        lost = Counter(told(old)) + Counter(told(gone)) - Counter(told(now))
        if lost:
            raise EditRefused(f"a {what} would be lost or read otherwise: {next(iter(lost))[0]}", old.path)
    links = [{ref.target for ref in facts.links} for facts in (old, gone, now)]
    if lost_links := (links[0] | links[1]) - links[2]:
        raise EditRefused(f"the link “{min(lost_links)}” would be lost", old.path)
    if now.kind != "contact" or now.name != read(desk.draft(old.path).note, old.path, desk.rules).name:
        raise EditRefused("it would be read as something else", old.path)


def _passed(facts: Facts) -> list[tuple[str, ...]]:
    return [
        (p.summary, str(p.day), p.direction, *p.gave, *p.got) for p in facts.interactions if p.form != "kept"
    ]


def _promised(facts: Facts) -> list[tuple[str, ...]]:
    return [(task.text, str(task.day), str(task.open)) for task in facts.tasks]
