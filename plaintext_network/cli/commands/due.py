"""Shows who is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.network.due import Entry

if TYPE_CHECKING:
    from plaintext_network.cli.output import Style
    from plaintext_network.cli.records import Record

FIELDS = ("contact", "path", "kind", "due", "overdue_by", "last_touch", "cadence", "reason", "source")
USUAL = ("contact", "kind", "due", "overdue_by", "reason")
# A terminal is narrow, and the reason is what one reads; it tells the kind and the day as well.
USUAL_IN_A_TABLE = ("contact", "overdue_by", "reason")


def run(session: Session) -> int:
    """Run `pnet due`."""
    options, screen, notebook = session.options, session.screen, session.notebook
    if options.explain:
        return _explain(session)
    until = None
    if options.within:
        # Late: most runs ask for today.
        from plaintext_network.model.when import parse_span

        until = parse_span(options.within).after(session.today)
    answer = notebook.answer(until, options.circle or ())
    code = 1 if options.exit_code and answer.due else 0
    if options.count:
        screen.say(str(len({e.contact.path for e in answer.due})))
        return code
    entries = [*answer.due, *(answer.waiting if options.waiting else ())]
    form = choose_format(options.format, screen)
    shown = _one_line_a_promise(entries) if form == "table" else [(e, e.contact.name) for e in entries]
    fields = choose_fields(
        options.fields, form, known=FIELDS, usual=USUAL_IN_A_TABLE if form == "table" else USUAL
    )
    rows(
        screen, [_record(e, name) for e, name in shown[: options.limit]], fields, form, _style, whole="reason"
    )
    if form == "table" and not entries:
        screen.say("nobody is due")
    if answer.not_yet_touched:
        screen.talk(("muted", f"{answer.not_yet_touched} not yet touched"))
    if answer.stale:
        screen.talk(("muted", f"{answer.stale} promised or asked long ago; `pnet due --explain NAME` tells"))
    session.mind_problems()
    return code


def _one_line_a_promise(entries: list[Entry]) -> list[tuple[Entry, str]]:
    """Join the entries of one promise to several people; in a table it is one line."""
    lines: dict[tuple[str, str, str], tuple[Entry, list[str]]] = {}
    for number, entry in enumerate(entries):
        shared = entry.kind == "promise"
        key = (entry.kind, entry.source, entry.reason if shared else str(number))
        lines.setdefault(key, (entry, []))[1].append(entry.contact.name)
    return [(entry, _together(names)) for entry, names in lines.values()]


def _together(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def _record(entry: Entry, name: str) -> Record:
    return {
        "contact": name,
        "path": entry.contact.path,
        "kind": entry.kind,
        "due": entry.due,
        "overdue_by": entry.overdue_by,
        "last_touch": entry.last_touch,
        "cadence": entry.cadence,
        "reason": entry.reason,
        "source": entry.source,
    }


def _style(record: Record, field: str) -> Style | None:
    overdue = record.get("overdue_by")
    if field not in ("contact", "due", "overdue_by"):
        return None
    if record.get("kind") == "waiting" or not isinstance(overdue, int):
        return "muted"
    return "overdue" if overdue > 0 else "today" if overdue == 0 else "soon"


def _explain(session: Session) -> int:
    person = session.notebook.contact(session.options.explain)
    screen = session.screen
    screen.say(("heading", person.name), f"  {person.path}")
    for verdict in session.notebook.explain(person.path):
        entry = verdict.entry
        mark = "waiting" if entry and entry.kind == "waiting" else f"due {entry.due}" if entry else "not due"
        screen.say(f"  {verdict.rule}: ", ("today" if entry else "muted", mark), f": {verdict.why}")
    session.mind_problems()
    return 0
