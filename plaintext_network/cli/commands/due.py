"""Implements `pnet due`: prints who is due, or every rule for one contact. Applies no rule itself."""

from __future__ import annotations

from datetime import date

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.days import KIND_STYLES, KIND_WORDS, LATE, lateness, readable_days
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.records.due_record import FIELDS, RULE_FIELDS, due_record, rule_record
from plaintext_network.vault.cache.due_snapshot import KIND, NAME, ORDER, PATH, REASON, SOURCE

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.network.people.person import Person
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.cache.due_snapshot import DueRow, DueRows

USUAL = ("contact", "kind", "due", "overdue_by", "reason")
# A terminal is narrow, and the reason matters most; it also says the kind.
USUAL_IN_A_TABLE = ("contact", "due", "reason")
MOST_NAMED = 3
# Entries that are easy to survey without groups.
FEW = 6
NO_ANSWER = "no answer"


def run(session: Session) -> int:
    """Run `pnet due`."""
    options, screen, notebook = session.options, session.screen, session.notebook
    if options.explain is not None:
        return _explain(session)
    if options.count and options.within is None and not (options.name or options.circle or options.all):
        # Shell prompts run this: read the number and nothing else.
        people = notebook.due_count
        screen.print(str(people))
        return 1 if options.exit_code and people else 0
    until = None
    if options.within is not None:
        # Late: most runs show today only.
        from plaintext_network.model.dates.periods import parse_horizon

        until = parse_horizon(options.within, session.today)
    told = notebook.due_rows(until, options.circle or ())
    person = notebook.contact(" ".join(options.name)) if options.name else None
    due = _with_later(told) if options.all or person else told.due
    waiting = told.waiting if options.waiting else []
    if person:
        # A person asked for by name is listed even beyond the week's budget.
        due = [entry for entry in due if entry[PATH] == person.path]
        waiting = [entry for entry in waiting if entry[PATH] == person.path]
    code = 1 if options.exit_code and due else 0
    if options.count:
        screen.print(str(len({path for _, path, *_ in due})))
        return code
    entries = [*due, *waiting]
    form = choose_format(options.format, screen)
    usual = USUAL_IN_A_TABLE if form == "table" else USUAL
    if form == "table":
        entries = _with_distinct_names(session, entries)
    # The places as every JSON has them; CSV has no room for objects.
    known = (*FIELDS, "sources") if form in ("json", "jsonl") else FIELDS
    fields = choose_fields(options.fields, form, known=known, usual=usual)
    records = _records(entries[: None if form == "table" else options.limit], form)[: options.limit]
    if fields is usual and form == "table":
        records = _with_readable_days(records)
    rows(screen, records, fields, form, _style, whole="reason", group=_group(records))
    if person:
        if not due:
            _say_next(session, person)
    else:
        _notes(session, told, entries)
    session.note_problem_counts()
    return code


def _say_next(session: Session, person: Person) -> None:
    """Print in a sentence when somebody who isn't listed is due next, and why."""
    session.screen.note(("muted", _next_due(session, person)))


def _next_due(session: Session, person: Person) -> str:
    entry = session.notebook.next_entry(person)
    if entry is None or entry.due is None:
        # The last rule is the one about keeping in touch, or the status that hides it.
        why = session.notebook.explain(person.path)[-1].why
        if person.state.lacks_cadence:
            why += f"; to set one: {set_cadence(person.name)}"
        return f"{person.name} isn't due: {why}"
    if entry.due <= session.today:
        return f"{person.name} is due, but not in this circle"
    return f"{person.name} isn't due; next {readable_days(entry.overdue_by)}, on {entry.due}: {entry.reason}"


def set_cadence(name: str) -> str:
    """Return the command that sets somebody's cadence."""
    # Late: most lists of who is due suggest no command with a name.
    from plaintext_network.errors import shell_word

    return f"pnet set {shell_word(name)} cadence monthly"


def _with_later(told: DueRows) -> list[DueRow]:
    """Return everyone due, including those beyond the weekly limit, in order."""
    return sorted([*told.due, *told.later], key=lambda entry: entry[ORDER])


def _with_distinct_names(session: Session, entries: list[DueRow]) -> list[DueRow]:
    """Return the entries with what distinguishes people of one name."""
    shown = session.notebook.distinct_names({entry[PATH]: entry[NAME] for entry in entries})
    return [(shown[entry[PATH]], *entry[1:]) for entry in entries]


def _records(entries: list[DueRow], form: Format) -> list[Record]:
    lines = one_line_a_promise(entries) if form == "table" else [(entry, []) for entry in entries]
    return [due_record(entry, more) for entry, more in lines]


def _with_readable_days(records: list[Record]) -> list[Record]:
    return [{**record, "day": record["due"], "due": readable_day(record)} for record in records]


def readable_day(record: Record) -> str:
    """Return the day of an entry as a table shows it."""
    # How long ago their patience ended is no reason to write once more.
    return NO_ANSWER if is_without_answer(record) else readable_days(record["overdue_by"])


def is_without_answer(record: Record) -> bool:
    """Return whether somebody is due who hasn't answered several messages."""
    messages, overdue = record["unanswered"], record["overdue_by"]
    is_due = record["kind"] != "waiting" and isinstance(overdue, int) and overdue >= 0
    return is_due and isinstance(messages, int) and messages > 1


def show_table(screen: Screen, told: DueRows) -> None:
    """Print the table of `pnet due`."""
    rows(
        screen,
        _with_readable_days(_records(told.due, "table")),
        USUAL_IN_A_TABLE,
        "table",
        _style,
        whole="reason",
        group=_group(told.due),
    )


def _group(entries: Sequence[object]) -> str | None:
    """Return the field whose change a table shows by an empty line; a short table needs none."""
    return "group" if len(entries) > FEW else None


def _notes(session: Session, told: DueRows, entries: list[DueRow]) -> None:
    """Print notes on the list: that nobody is due, entries it only counts, circles that don't exist."""
    screen = session.screen
    for circle in session.options.circle or ():
        # Late: few runs name a circle.
        from plaintext_network.model.language.normalize import circle_key

        if circle_key(circle) not in session.notebook.circles():
            screen.note(("warning", f"no contact is in a circle “{circle}”; `pnet stats` lists the circles"))
    if not entries and not session.notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
    elif not entries and screen.out.terminal:
        screen.note(("muted", "nobody is due"))
    if told.later and not session.options.all:
        # Whoever is listed for something else is no more.
        more = len({entry[PATH] for entry in told.later} - {entry[PATH] for entry in told.due})
        if more:
            screen.note(("muted", f"{more} more left for later by the weekly limit: pnet due --all"))
    if told.not_yet_touched:
        people = "1 person" if told.not_yet_touched == 1 else f"{told.not_yet_touched} people"
        screen.note(("muted", f"{people} with no word yet: pnet list is:new"))
    if told.no_cadence:
        have = "1 person has" if told.no_cadence == 1 else f"{told.no_cadence} people have"
        shown = "pnet list is:no-cadence"
        screen.note(("muted", f"{have} no regular reminder to be in touch: {shown}"))
    if told.stale:
        names = told.stale_names
        named = ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
        what = "promise or request" if told.stale == 1 else "promises or requests"
        # A name that a shell would not read as plain words is left to the reader to quote.
        typed = names[0] if names and names[0].replace(" ", "").isalpha() else "NAME"
        screen.note(("muted", f"{told.stale} {what} over a year old ({named}): pnet due --explain {typed}"))


def one_line_a_promise(entries: list[DueRow]) -> list[tuple[DueRow, list[str]]]:
    """Merge the entries of one promise or plan with several people into one line, as a table shows them."""
    lines: dict[tuple[str, str, str], tuple[DueRow, list[str]]] = {}
    for number, entry in enumerate(entries):
        name, kind, reason, source = entry[NAME], entry[KIND], entry[REASON], entry[SOURCE]
        key = (kind, source, reason if kind in ("promise", "planned") else str(number))
        if key in lines:
            lines[key][1].append(name)
        else:
            lines[key] = (entry, [])
    return list(lines.values())


def _style(record: Record, field: str) -> Style | None:
    """Return the style of a cell: names by kind, days by how late they are."""
    if field == "contact":
        return KIND_STYLES.get(record.get("kind"))
    if field not in ("due", "overdue_by"):
        return None
    overdue = record.get("overdue_by")
    if record.get("kind") == "waiting" or not isinstance(overdue, int):
        return "muted"
    return lateness(overdue, _patience(record))


def _patience(record: Record) -> int:
    """Return the days after which an entry is very late: for a touch, those from the last one to its day."""
    last, day = record.get("last_touch"), record.get("day") or record.get("due")
    if record.get("kind") != "touch" or not (isinstance(last, str) and isinstance(day, str)):
        return LATE
    return (date.fromisoformat(day) - date.fromisoformat(last)).days


def _explain(session: Session) -> int:
    options, screen = session.options, session.screen
    name = " ".join([*options.name, *options.explain])
    if not name:
        raise WrongUsage("pnet due", "--explain needs a name, such as: pnet due --explain ada")
    person = session.notebook.contact(name)
    verdicts = session.notebook.explain(person.path)
    if options.format in (None, "table"):
        screen.print(("heading", person.name), f"  {person.path}")
        for verdict in verdicts:
            entry = verdict.entry
            mark = (
                "waiting" if entry and entry.kind == "waiting" else f"due {entry.due}" if entry else "not due"
            )
            screen.print(
                f"  {KIND_WORDS.get(verdict.rule, verdict.rule)}: ",
                ("today" if entry else "muted", mark),
                f": {verdict.why}",
            )
        _say_how_to_keep(session, person)
    else:
        fields = choose_fields(options.fields, options.format, known=RULE_FIELDS, usual=RULE_FIELDS)
        rows(screen, [rule_record(verdict) for verdict in verdicts], fields, options.format)
    session.note_problem_counts()
    return 0


def _say_how_to_keep(session: Session, person: Person) -> None:
    """Print how to keep the organization that somebody has left among the former ones."""
    left = [change.old for change in person.state.changes if change.property == "organization" and change.new]
    if left:
        # Late: few contacts have changed.
        from plaintext_network.cli.former_hint import keep_former

        if command := keep_former(person.facts, left[0], session.notebook.settings.rules):
            session.screen.note(("muted", f"to keep {left[0]} as a former organization: {command}"))
