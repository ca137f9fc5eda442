"""Implements `pnet due`: prints who is due, or every rule for one contact. Applies no rule itself."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.vault.cache.due_snapshot import ORDER

# Defined rather than imported: only annotations need `typing`, which costs more than a cached answer.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.cli.output.records import Format, Record
    from plaintext_network.cli.output.terminal import Screen, Style
    from plaintext_network.network.due.rules import RuleResult
    from plaintext_network.vault.cache.due_snapshot import DueRow, DueRows

FIELDS = ("contact", "path", "kind", "due", "overdue_by", "last_touch", "cadence", "reason", "source")
USUAL = ("contact", "kind", "due", "overdue_by", "reason")
# A terminal is narrow, and the reason matters most; it also says the kind.
USUAL_IN_A_TABLE = ("contact", "due", "reason")
RULE_FIELDS = ("rule", "kind", "due", "why")
MOST_NAMED = 3


def run(session: Session) -> int:
    """Run `pnet due`."""
    options, screen, notebook = session.options, session.screen, session.notebook
    if options.explain:
        return _explain(session)
    if options.count and options.within is None and not options.circle and not options.all:
        # Shell prompts run this: read the number and nothing else.
        people = notebook.due_count
        screen.print(str(people))
        return 1 if options.exit_code and people else 0
    until = None
    if options.within is not None:
        # Late: most runs show today only.
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
    # The places as every JSON has them; CSV has no room for objects.
    known = (*FIELDS, "sources") if form in ("json", "jsonl") else FIELDS
    fields = choose_fields(options.fields, form, known=known, usual=usual)
    records = _records(entries[: None if form == "table" else options.limit], form)[: options.limit]
    if fields is usual and form == "table":
        records = _with_readable_days(records)
    rows(screen, records, fields, form, _style, whole="reason")
    _notes(session, told, entries)
    session.note_problem_counts()
    return code


def _with_later(told: DueRows) -> list[DueRow]:
    """Return everyone due, including those beyond the weekly limit, in order."""
    return sorted([*told.due, *told.later], key=lambda entry: entry[ORDER])


def _records(entries: list[DueRow], form: Format) -> list[Record]:
    lines = _one_line_a_promise(entries) if form == "table" else [(entry, []) for entry in entries]
    return [_record(entry, more) for entry, more in lines]


def _with_readable_days(records: list[Record]) -> list[Record]:
    return [{**record, "due": _readable_days(record["overdue_by"])} for record in records]


def show_table(screen: Screen, told: DueRows) -> None:
    """Print the table of `pnet due`."""
    rows(
        screen,
        _with_readable_days(_records(told.due, "table")),
        USUAL_IN_A_TABLE,
        "table",
        _style,
        whole="reason",
    )


def _notes(session: Session, told: DueRows, entries: list[DueRow]) -> None:
    """Print notes on the list: that nobody is due, entries it only counts, circles that don't exist."""
    screen = session.screen
    for circle in session.options.circle or ():
        # Late: few runs name a circle.
        from plaintext_network.model.language.normalize import circle_key

        if circle_key(circle) not in session.notebook.circles():
            screen.note(("warning", f"no contact is in a circle “{circle}”; `pnet stats` lists the circles"))
    if not entries and screen.out.terminal:
        screen.note(("muted", "nobody is due" if session.notebook.has_contacts else NO_CONTACTS))
    if told.later and not session.options.all:
        more = len({path for _, path, *_ in told.later})
        screen.note(("muted", f"{more} more left for later by the weekly limit: pnet due --all"))
    if told.not_yet_touched:
        people = "1 person" if told.not_yet_touched == 1 else f"{told.not_yet_touched} people"
        screen.note(("muted", f"{people} never contacted: pnet list is:new"))
    if told.stale:
        names = told.stale_names
        named = ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
        what = "promise or request" if told.stale == 1 else "promises or requests"
        # A name that a shell would not read as plain words is left to the reader to quote.
        typed = names[0] if names and names[0].replace(" ", "").isalpha() else "NAME"
        screen.note(("muted", f"{told.stale} {what} over a year old ({named}): pnet due --explain {typed}"))


def _one_line_a_promise(entries: list[DueRow]) -> list[tuple[DueRow, list[str]]]:
    """Merge the entries of one promise to several people into one line, as a table shows them."""
    lines: dict[tuple[str, str, str], tuple[DueRow, list[str]]] = {}
    for number, entry in enumerate(entries):
        name, _, kind, *_, reason, source, _, _ = entry
        key = (kind, source, reason if kind == "promise" else str(number))
        if key in lines:
            lines[key][1].append(name)
        else:
            lines[key] = (entry, [])
    return list(lines.values())


def _readable_days(overdue: object) -> str:
    """Return "3 days ago", "today" or "in 1 day"; empty for what is not a number."""
    if not isinstance(overdue, int):
        return ""
    if not overdue:
        return "today"
    days = "1 day" if abs(overdue) == 1 else f"{abs(overdue)} days"
    return f"{days} ago" if overdue > 0 else f"in {days}"


def _record(entry: DueRow, more: list[str]) -> Record:
    """Return an entry's fields; `more` has the other people of a shared promise."""
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
    session.note_problem_counts()
    return 0


def _verdict(verdict: RuleResult) -> Record:
    entry = verdict.entry
    return {
        "rule": verdict.rule,
        "kind": entry.kind if entry else None,
        "due": entry.due if entry else None,
        "why": verdict.why,
    }
