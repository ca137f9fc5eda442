"""Shows who is due."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.vault.cache.due_snapshot import ORDER

# Named here rather than imported: only annotations want `typing`, which costs more than a warm answer.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.cli.output.records import Format, Record
    from plaintext_network.cli.output.terminal import Screen, Style
    from plaintext_network.network.due.rules import RuleResult
    from plaintext_network.vault.cache.due_snapshot import DueRow, DueRows

FIELDS = ("contact", "path", "kind", "due", "overdue_by", "last_touch", "cadence", "reason", "source")
USUAL = ("contact", "kind", "due", "overdue_by", "reason")
# A terminal is narrow, and the reason is what one reads; it tells the kind as well.
USUAL_IN_A_TABLE = ("contact", "due", "reason")
RULE_FIELDS = ("rule", "kind", "due", "why")
MOST_NAMED = 3


def run(session: Session) -> int:
    """Run `pnet due`."""
    options, screen, notebook = session.options, session.screen, session.notebook
    if options.explain:
        return _explain(session)
    if options.count and options.within is None and not options.circle and not options.all:
        # Asked in every prompt: the number alone is read.
        people = notebook.due_count
        screen.print(str(people))
        return 1 if options.exit_code and people else 0
    until = None
    if options.within is not None:
        # Late: most runs ask for today.
        from plaintext_network.model.dates.date_words import parse_duration

        until = parse_duration(options.within).after(session.today)
    told = notebook.due_rows(until, options.circle or ())
    due = _with_later(told) if options.all else told.due
    code = 1 if options.exit_code and due else 0
    if options.count:
        screen.print(str(len({path for _, path, *_ in due})))
        return code
    entries = [*due, *(told.waiting if options.waiting else ())]
    form = choose_format(options.format, screen)
    usual = USUAL_IN_A_TABLE if form == "table" else USUAL
    fields = choose_fields(options.fields, form, known=FIELDS, usual=usual)
    records = _records(entries[: None if form == "table" else options.limit], form)[: options.limit]
    if fields is usual and form == "table":
        records = _as_said(records)
    rows(screen, records, fields, form, _style, whole="reason")
    _talk(session, told, entries)
    session.mind_problems()
    return code


def _with_later(told: DueRows) -> list[DueRow]:
    """Return all who are due, the week's budget or not, in order."""
    return sorted([*told.due, *told.later], key=lambda entry: entry[ORDER])


def _records(entries: list[DueRow], form: Format) -> list[Record]:
    lines = _one_line_a_promise(entries) if form == "table" else [(entry, []) for entry in entries]
    return [_record(entry, more) for entry, more in lines]


def _as_said(records: list[Record]) -> list[Record]:
    return [{**record, "due": _said(record["overdue_by"])} for record in records]


def show_table(screen: Screen, told: DueRows) -> None:
    """Show who is due, as it is shown on a terminal."""
    rows(screen, _as_said(_records(told.due, "table")), USUAL_IN_A_TABLE, "table", _style, whole="reason")


def _talk(session: Session, told: DueRows, entries: list[DueRow]) -> None:
    """Say what is beside the list: nobody, whom it only counts, a circle that is nobody's."""
    screen = session.screen
    for circle in session.options.circle or ():
        # Late: few runs name a circle.
        from plaintext_network.model.language.normalize import circle_key

        if circle_key(circle) not in session.notebook.circles():
            screen.note(("warning", f"nobody is in a circle “{circle}”; `pnet stats` names the circles"))
    if not entries and screen.out.terminal:
        screen.note(("muted", "nobody is due" if session.notebook.has_contacts else NO_CONTACTS))
    if told.later and not session.options.all:
        more = len({path for _, path, *_ in told.later})
        screen.note(
            ("muted", f"{more} more, whom this week's budget leaves for later; `pnet due --all` names them")
        )
    if told.not_yet_touched:
        counted = f"{told.not_yet_touched} not yet touched; `pnet list is:new` names them among others"
        screen.note(("muted", counted))
    if told.stale:
        names = told.stale_names
        named = ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
        screen.note(
            ("muted", f"{told.stale} promised or asked long ago ({named}); `pnet due --explain NAME` tells")
        )


def _one_line_a_promise(entries: list[DueRow]) -> list[tuple[DueRow, list[str]]]:
    """Join the entries of one promise to several people; in a table it is one line."""
    lines: dict[tuple[str, str, str], tuple[DueRow, list[str]]] = {}
    for number, entry in enumerate(entries):
        name, _, kind, *_, reason, source, _, _ = entry
        key = (kind, source, reason if kind == "promise" else str(number))
        if key in lines:
            lines[key][1].append(name)
        else:
            lines[key] = (entry, [])
    return list(lines.values())


def _said(overdue: object) -> str:
    """Return how long ago, or in how long, as people say it."""
    if not isinstance(overdue, int):
        return ""
    if not overdue:
        return "today"
    days = "1 day" if abs(overdue) == 1 else f"{abs(overdue)} days"
    return f"{days} ago" if overdue > 0 else f"in {days}"


def _record(entry: DueRow, more: list[str]) -> Record:
    """Return an entry's fields; `more` are those who share the promise, in a line of a table."""
    record: dict[str, Any] = dict(zip(FIELDS, entry, strict=False))
    if more:
        record["contact"] = f"{record['contact']} +{len(more)}"
        record["reason"] = f"{record['reason']} (and to {', '.join(more)})"
    return record


def _style(record: Record, field: str) -> Style | None:
    overdue = record.get("overdue_by")
    if field not in ("contact", "due", "overdue_by"):
        return None
    if record.get("kind") == "waiting" or not isinstance(overdue, int):
        return "muted"
    return "overdue" if overdue > 0 else "today" if overdue == 0 else "soon"


def _explain(session: Session) -> int:
    options, screen = session.options, session.screen
    person = session.notebook.contact(" ".join(options.explain))
    verdicts = session.notebook.explain(person.path)
    if options.format in (None, "table"):
        screen.print(("heading", person.name), f"  {person.path}")
        for verdict in verdicts:
            entry = verdict.entry
            mark = (
                "waiting" if entry and entry.kind == "waiting" else f"due {entry.due}" if entry else "not due"
            )
            screen.print(f"  {verdict.rule}: ", ("today" if entry else "muted", mark), f": {verdict.why}")
    else:
        fields = choose_fields(options.fields, options.format, known=RULE_FIELDS, usual=RULE_FIELDS)
        rows(screen, [_verdict(verdict) for verdict in verdicts], fields, options.format)
    session.mind_problems()
    return 0


def _verdict(verdict: RuleResult) -> Record:
    entry = verdict.entry
    return {
        "rule": verdict.rule,
        "kind": entry.kind if entry else None,
        "due": entry.due if entry else None,
        "why": verdict.why,
    }
