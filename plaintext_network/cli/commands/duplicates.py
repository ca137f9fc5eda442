"""Implements `pnet duplicates`: lists contacts who may be one person, and notes that two are not. Compares nobody itself."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.errors import Cancelled, TerminalRequired
from plaintext_network.cli.output.page import Line, show_line
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import PnetError, counted, shell_word
from plaintext_network.records.plain_values import record_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.duplicate_pairs import DuplicatePair
    from plaintext_network.records.record_types import Record, Value

FIELDS = ("name", "path", "other", "other_path", "evidence", "merge", "apart")
USUAL = ("name", "other", "evidence", "merge", "apart")
INSTEAD = "list them with `pnet duplicates`, and then use `pnet merge` or `pnet duplicates --apart`"
KEYS = {"m": "merge", "s": "swap and merge", "a": "apart", "l": "later", "q": "quit", "?": "keys"}
MEANINGS = (
    ("m", "merge the second into the first"),
    ("s", "merge the first into the second"),
    ("a", "they are two people; never ask again"),
    ("l, Enter", "leave them for later"),
    ("q, Ctrl-D", "quit"),
    ("?", "show these keys"),
)


def run(session: Session) -> int:
    """Run `pnet duplicates`."""
    options = session.options
    if options.apart:
        # Late: most runs write nothing.
        from plaintext_network.cli.write_result import WriteCommand

        one, other = map(session.notebook.contact, options.apart)
        return _apart(WriteCommand(session), one.path, other.path)
    if options.dry_run:
        raise WrongUsage(
            "pnet duplicates", "--dry-run works only with --apart: --apart Ada 'Ada King' --dry-run"
        )
    query = " ".join(options.query)
    if options.review:
        # Late: most runs only list.
        from plaintext_network.cli.write_result import WriteCommand

        writes = WriteCommand(session)
        if not (writes.prompter.possible and session.screen.out.terminal):
            raise TerminalRequired("duplicates --review", INSTEAD)
        return _review(writes, query, options.limit)
    found = session.notebook.duplicates(query, limit=options.limit)
    form = choose_format(options.format, session.screen)
    if form == "table" and not options.fields:
        _table(session.screen, found)
    else:
        fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
        rows(session.screen, [_record(pair, form) for pair in found], fields, form)
    if not found:
        _note_nothing(session)
    session.note_problem_counts()
    return 0 if found else 1


def _note_nothing(session: Session) -> None:
    nothing = "no two contacts look like one person" if session.notebook.has_contacts else NO_CONTACTS
    session.screen.note(("muted", nothing))


def _apart(writes: WriteCommand, first: str, second: str) -> int:
    # Late, as above.
    from plaintext_network.vault.edits.mark_apart import plan_apart

    names = [writes.session.notebook.contact_at(path).name for path in (first, second)]
    with writes.desk() as desk:
        operation = plan_apart(desk, first, second)
        return writes.carry_out(desk, operation, [f"{' and '.join(names)} are two people"])


def _record(pair: DuplicatePair, form: Format) -> Record:
    """Return a pair as a record; in JSON, the evidence has its places as objects."""
    evidence: Value = "; ".join(f"{each.text} ({', '.join(each.sources)})" for each in pair.evidence)
    if form in ("json", "jsonl"):
        evidence = tuple(map(record_of, pair.evidence))
    merge, apart = _commands(pair)
    return {
        "name": pair.name,
        "path": pair.path,
        "other": pair.other,
        "other_path": pair.other_path,
        "evidence": evidence,
        "merge": merge,
        "apart": apart,
    }


def _commands(pair: DuplicatePair) -> tuple[str, str]:
    """Return the commands that merge the two, and that note that they are two people."""
    names = " ".join(map(shell_word, pair.typed))
    return f"pnet merge {names}", f"pnet duplicates --apart {names}"


def _table(screen: Screen, found: Sequence[DuplicatePair]) -> None:
    for number, pair in enumerate(found):
        if number:
            screen.print("")
        _show_pair(screen, pair)
        merge, apart = _commands(pair)
        screen.print_whole(("muted", "  one person:  "), merge)
        screen.print_whole(("muted", "  two people:  "), apart)
    if found:
        screen.note(("muted", f"{counted(len(found), 'pair')}; one by one: pnet duplicates --review"))


def _show_pair(screen: Screen, pair: DuplicatePair) -> None:
    """Print two contacts, and why they may be one."""
    for name, path in ((pair.name, pair.path), (pair.other, pair.other_path)):
        screen.print(("heading", name), "  ", ("place", path))
    for each in pair.evidence:
        show_line(screen, Line(each.text, each.sources))


def _review(writes: WriteCommand, query: str, limit: int | None) -> int:
    """Ask about one pair after another; return the exit status: 1 if there is none."""
    # Late: most runs only list.
    from plaintext_network.cli.signals import hangup_interrupts

    screen, notebook = writes.screen, writes.session.notebook
    found = notebook.duplicates(query, limit=limit)
    if not found:
        _note_nothing(writes.session)
        return 1
    done = {"merged": 0, "apart": 0}
    with hangup_interrupts():
        for number, pair in enumerate(found, 1):
            # Merged away, by an earlier answer.
            if any(path not in notebook.index.notes for path in (pair.path, pair.other_path)):
                continue
            if not _one(writes, pair, f"{number} of {len(found)}", done):
                break
    screen.note(("muted", f"{counted(done['merged'], 'pair')} merged, {done['apart']} apart"))
    return 0


def _one(writes: WriteCommand, pair: DuplicatePair, position: str, done: dict[str, int]) -> bool:
    """Ask about one pair; return False to quit."""
    writes.screen.print("")
    _show_pair(writes.screen, pair)
    writes.screen.flush()
    while True:
        try:
            while (key := writes.prompter.key(position, KEYS, enter="l")) == "?":
                for name, meaning in MEANINGS:
                    writes.screen.warn(f"  {name:<9}  {meaning}")
        except Cancelled:
            return False
        if key in ("q", "l"):
            return key == "l"
        paths = (pair.path, pair.other_path) if key != "s" else (pair.other_path, pair.path)
        if _attempt(writes, key, *paths):
            done["apart" if key == "a" else "merged"] += 1
            return True


def _attempt(writes: WriteCommand, key: str, first: str, second: str) -> bool:
    """Merge two contacts, or note that they are two people; print an error, and return whether it worked."""
    # Late, as above.
    from plaintext_network.cli.commands.merge import merge

    try:
        (_apart if key == "a" else merge)(writes, first, second)
    except Cancelled:
        return False
    except PnetError as refused:
        writes.screen.report_error(refused)
        return False
    return True
