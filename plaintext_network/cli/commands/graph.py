"""Implements `pnet graph`: draws the network as rings, or writes it as a graph for other programs."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.reports.charts.rings import Rings
    from plaintext_network.records.record_types import Value

# The formats by the ending of a file's name.
_ENDINGS = {"": "svg", ".svg": "svg", ".dot": "dot", ".gv": "dot", ".graphml": "graphml", ".json": "json"}
# Pictures that Graphviz draws.
_OF_GRAPHVIZ = (".png", ".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".ps")
# How many names of one standing a table lists, unless the user asks for a number of people.
_MOST_NAMES = 24
_EXAMPLE = "pnet graph -o ../rings.svg"


def run(session: Session) -> int:
    """Run `pnet graph`."""
    options, screen = session.options, session.screen
    file = None if options.output == "-" else options.output
    form = options.format or _usual_format(session, options.output)
    found = _found(session, form)
    if form == "table" and file is None:
        _table(session, found)
    elif file is not None:
        _write(session, found, form, file)
    else:
        screen.write_bytes([_content(session, found, form)])
    if not found.people:
        _note_nobody(session)
    elif found.around and len(found.people) == 1:
        screen.note(("muted", f"no note says whom {found.people[0].name} knows; write it under `knows`"))
    session.note_problem_counts()
    return 0 if found.people else 1


def _usual_format(session: Session, output: str | None) -> str:
    if output not in (None, "-"):
        ending = os.path.splitext(output)[1].lower()
        if ending in _OF_GRAPHVIZ:
            raise WrongUsage(
                "pnet graph",
                f"pnet draws no {ending} file. Write .svg, or let Graphviz draw: "
                f"pnet graph --format dot | neato -T{ending[1:]} -o network{ending}",
            )
        return _ENDINGS.get(ending, "svg")
    return "table" if output is None and session.screen.out.terminal else "svg"


def _found(session: Session, form: str) -> Rings:
    options, reports = session.options, session.notebook.reports
    name = " ".join(options.name)
    if options.output not in (None, "-") and form == "table":
        raise WrongUsage(
            "pnet graph", "a table goes to standard output; for a file: --format svg, dot, graphml or json"
        )
    if options.steps and not name:
        raise WrongUsage("pnet graph", "--steps is for one person: pnet graph NAME --steps 2")
    if options.circle and name:
        raise WrongUsage("pnet graph", "give a name or --circle, not both")
    # Late: the library has it, and the command line alone needs no more of it.
    from plaintext_network.network.reports.charts.rings import IN_A_PICTURE

    limit = options.limit or (IN_A_PICTURE if form in ("table", "svg") else None)
    if name:
        return reports.rings_around(name, options.steps or 1, limit)
    return reports.rings(limit, options.circle)


def _content(session: Session, found: Rings, form: str) -> bytes:
    # Late: a run writes one format.
    if form == "dot":
        from plaintext_network.report.graphs.dot import dot

        return "".join(f"{line}\n" for line in dot(found)).encode()
    if form == "graphml":
        from plaintext_network.report.graphs.graphml import graphml

        return graphml(found).encode()
    if form == "json":
        from plaintext_network.cli.output.records import document

        return f"{document(session.screen.out, _record(found))}\n".encode()
    from plaintext_network.report.svg.rings import rings
    from plaintext_network.report.svg.standalone import standalone

    return standalone(rings(found)).encode()


def _record(found: Rings) -> Value:
    # Late: a picture needs none.
    from plaintext_network.records.plain_values import record_of

    nodes = [
        {
            "name": person.name,
            "path": person.path,
            "circle": person.circle or None,
            "standing": person.standing,
            "last_touch": person.last_touch,
            "due": person.is_due,
        }
        for person in found.people
    ]
    edges = [record_of(relation) for relation in found.relations]
    return {"around": found.around, "nodes": nodes, "edges": edges, "left_out": found.left_out}


def _write(session: Session, found: Rings, form: str, file: str) -> None:
    # Late: a picture may go to standard output.
    from plaintext_network.vault.files.output_file import PRIVATE, refuse_note, write_file

    screen = session.screen
    refuse_note(session.place.root, file, _EXAMPLE)
    write_file(file, [_content(session, found, form)], f"give another file: {_EXAMPLE}", PRIVATE)
    screen.wrote = True
    parts = [f"wrote {file}: {counted(len(found.people), 'person', 'people')}"]
    if found.left_out:
        parts.append(f"{found.left_out:,} more not shown (--limit)")
    screen.note(("muted", "; ".join(parts)))


def _table(session: Session, found: Rings) -> None:
    """Print the rings, the nearest first, with the names of their people."""
    screen = session.screen
    width = max(map(len, WORDS_OF_WARMTH.values())) + 2
    for standing, words in WORDS_OF_WARMTH.items():
        names = [
            f"{person.name} (due)" if person.is_due else person.name
            for person in found.people
            if person.standing == standing and person.path != found.around
        ]
        if names:
            shown = names if session.options.limit else names[:_MOST_NAMES]
            if more := len(names) - len(shown):
                shown = [*shown, f"and {more:,} more"]
            screen.paragraph(("heading", f"{words:<{width}}"), ", ".join(shown))
    if found.left_out:
        screen.note(("muted", f"{counted(found.left_out, 'more person', 'more people')}: raise --limit"))
    if found.people:
        screen.note(("muted", f"to write the picture: {_command(session)}"))


def _command(session: Session) -> str:
    # Late: a picture needs none.
    from plaintext_network.errors import shell_word

    options = session.options
    words = [*map(shell_word, options.name)]
    words += ["--steps", str(options.steps)] if options.steps else []
    words += ["--circle", shell_word(options.circle)] if options.circle else []
    return " ".join(["pnet graph", *words, "-o rings.svg"])


def _note_nobody(session: Session) -> None:
    circle = session.options.circle
    if circle:
        session.note_nothing(f"no active contact is in a circle “{circle}”; `pnet stats` lists the circles")
    else:
        session.note_nothing("no contact is active")
