"""Implements `pnet history`: prints how a note changed, newest first. Compares nothing itself."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.model.language.normalize import property_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.git.note_history import NoteChange, NoteHistory

FIELDS = (
    "date", "commit", "author", "change", "kind", "property", "old", "new", "added", "removed", "done", "path",
)  # fmt: skip
USUAL = ("date", "commit", "author", "change")
NOT_COMMITTED = "not committed"
# The characters of a commit's id and of a value that a table shows.
_SHORT, _LONGEST_VALUE = 7, 120
_EVENTS = {"created": "note created", "deleted": "note deleted", "restored": "note restored"}


def run(session: Session) -> int:
    """Run `pnet history`."""
    options, screen = session.options, session.screen
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    history = session.notebook.history(" ".join(options.name), private=options.private)
    found = _select_changes(session, history.changes)[: options.limit]
    if options.fields is None and form == "table" and len({one.author for one in found if one.commit}) < 2:
        # With one author, every line would repeat the name.
        fields = tuple(field for field in fields if field != "author")
    is_text = form in ("table", "plain")
    records = [_line(one, options.all, form) if is_text else _record(one) for one in found]
    rows(screen, records, fields, form, _style, whole="change", optional=("author",))
    _note_limits(session, history, is_empty=not found)
    return 0 if found else 1


def _select_changes(session: Session, changes: Iterable[NoteChange]) -> list[NoteChange]:
    """Return the changes that the options ask for."""
    options = session.options
    if options.property:
        # Late: most histories are of all properties.
        from plaintext_network.model.note.properties import own_identifiers

        words = own_identifiers("contact", session.notebook.settings.rules)
        asked = {property_key(name) for name in options.property}
        wanted = asked | {property_key(words[key].name) for key in asked if key in words}
        changes = [one for one in changes if one.property and property_key(one.property) in wanted]
    if options.since:
        # Late: as above.
        from plaintext_network.model.dates.periods import parse_period

        since = parse_period(options.since, session.today).first
        changes = [one for one in changes if one.day is None or one.day >= since]
    return list(changes)


def _note_limits(session: Session, history: NoteHistory, *, is_empty: bool) -> None:
    """Print what the history leaves out, and why."""
    screen = session.screen
    if is_empty and screen.out.terminal:
        reason = "no change matches" if history.changes else f"no commit contains {history.path}"
        changed = sorted({one.property for one in history.changes if one.property})
        if session.options.property and changed:
            reason = f"no change matches; properties that changed: {', '.join(changed)}"
        screen.note(("muted", reason))
    if history.hidden:
        screen.note(("muted", f"{counted(history.hidden, 'change')} left out: add --private"))
    if history.unread:
        whose = "its" if history.unread == 1 else "their"
        screen.note(
            ("warning", f"{counted(history.unread, 'version')} left out: {whose} properties can't be read")
        )
    if history.is_shallow:
        screen.note(("warning", "this clone lacks older commits; get them: git fetch --unshallow"))
    if history.is_cut:
        screen.note(("warning", "this note has too many versions; pnet left out the oldest"))


def _record(change: NoteChange) -> Record:
    return {
        "date": change.day,
        "commit": change.commit,
        "author": change.author,
        "change": _change(change, is_whole=True),
        "kind": change.kind,
        "property": change.property,
        "old": change.old,
        "new": change.new,
        "added": change.added,
        "removed": change.removed,
        "done": change.done,
        "path": change.path,
    }


def _line(change: NoteChange, is_whole: bool, form: str) -> Record:
    """Return a change for reading: with a short id of the commit and, in a table, short values."""
    commit = change.commit[:_SHORT] if change.commit else NOT_COMMITTED
    shown = _change(change, is_whole=is_whole, longest=_LONGEST_VALUE if form == "table" else None)
    return {**_record(change), "commit": commit, "change": shown}


def _change(change: NoteChange, *, is_whole: bool, longest: int | None = None) -> str:
    """Return what changed in one line. Unless `is_whole`, counts Log entries and tasks."""
    if change.kind in _EVENTS:
        return _EVENTS[change.kind]
    if change.kind == "renamed":
        return f"note renamed from {change.old}"
    if change.kind != "property":
        return _entries(change, longest, is_whole=is_whole)
    old, new = (_values((text,), longest) if text is not None else "" for text in (change.old, change.new))
    if old and new:
        return f"{change.property}: {old} → {new}"
    parts = [
        f"{sign} {text}"
        for sign, text in (
            ("+", new or _values(change.added, longest)),
            ("−", old or _values(change.removed, longest)),
        )
        if text
    ]
    return " ".join((str(change.property), *parts))


def _entries(change: NoteChange, longest: int | None, *, is_whole: bool) -> str:
    """Return how Log entries or tasks changed: how many, or which."""
    parts = []
    for sign, texts in (("+", change.added), ("−", change.removed), ("done:", change.done)):
        if texts and is_whole:
            parts.append(f"{sign} {_values(texts, longest, '; ')}")
        elif texts:
            number = counted(len(texts), "entry", "entries") if change.kind == "log" else f"{len(texts):,}"
            parts.append(f"{sign} {number}")
    return " ".join(("Log" if change.kind == "log" else "tasks", *parts))


def _values(values: Iterable[str], longest: int | None, between: str = ", ") -> str:
    return between.join(
        text if longest is None or len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
        for text in values
    )


def _style(record: Record, field: str) -> Style | None:
    return "soon" if field == "commit" and record.get("commit") == NOT_COMMITTED else None
