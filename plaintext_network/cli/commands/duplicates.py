"""Implements `pnet duplicates`: lists contacts who may be one person, and notes that two are not. Compares nobody itself."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.page import Line, show_line
from plaintext_network.cli.output.records import choose_fields, choose_format, record_of, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import TerminalRequired, counted, shell_word

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Format, Record, Value
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.network.people.duplicate_pairs import DuplicatePair

FIELDS = ("name", "path", "other", "other_path", "evidence", "merge", "apart")
USUAL = ("name", "other", "evidence", "merge", "apart")
INSTEAD = "list them with `pnet duplicates`, and then use `pnet merge` or `pnet duplicates --apart`"


def run(session: Session) -> int:
    """Run `pnet duplicates`."""
    options = session.options
    if options.apart:
        return _apart(session, *options.apart)
    if options.dry_run:
        raise WrongUsage(
            "pnet duplicates", "--dry-run works only with --apart: --apart Ada 'Ada King' --dry-run"
        )
    query = " ".join(options.query)
    if options.review:
        # Late: most runs only list.
        from plaintext_network.cli.duplicate_review import review
        from plaintext_network.cli.write_result import WriteCommand

        writes = WriteCommand(session)
        if not (writes.prompter.possible and session.screen.out.terminal):
            raise TerminalRequired("duplicates --review", INSTEAD)
        return review(writes, query, options.limit)
    found = session.notebook.duplicates(query, limit=options.limit)
    form = choose_format(options.format, session.screen)
    if form == "table" and not options.fields:
        _table(session.screen, found)
    else:
        fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
        rows(session.screen, [_record(pair, form) for pair in found], fields, form)
    if not found:
        nothing = NO_CONTACTS if not session.notebook.has_contacts else "no two contacts look like one person"
        session.screen.note(("muted", nothing))
    session.note_problem_counts()
    return 0 if found else 1


def _apart(session: Session, first: str, second: str) -> int:
    # Late: most runs write nothing.
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.vault.edits.mark_apart import plan_apart

    notebook, writes = session.notebook, WriteCommand(session)
    one, other = notebook.contact(first), notebook.contact(second)
    with writes.desk() as desk:
        operation = plan_apart(desk, one.path, other.path)
        return writes.carry_out(desk, operation, [f"{one.name} and {other.name} are two people"])


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
        show_pair(screen, pair)
        merge, apart = _commands(pair)
        screen.print_whole(("muted", "  one person:  "), merge)
        screen.print_whole(("muted", "  two people:  "), apart)
    if found:
        screen.note(("muted", f"{counted(len(found), 'pair')}; one by one: pnet duplicates --review"))


def show_pair(screen: Screen, pair: DuplicatePair) -> None:
    """Print two contacts, and why they may be one."""
    for name, path in ((pair.name, pair.path), (pair.other, pair.other_path)):
        screen.print(("heading", name), "  ", ("place", path))
    for each in pair.evidence:
        show_line(screen, Line(each.text, each.sources))
