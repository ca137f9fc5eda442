"""Shows one page before you meet: who, what is open, what they need, what passed; the most useful first, each line with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plaintext_network.cli.output.contact_record import FIELDS, contact_record
from plaintext_network.cli.output.records import choose_format, one, record_of, rows
from plaintext_network.cli.output.table import width, wrap
from plaintext_network.cli.session import Session

if TYPE_CHECKING:
    from plaintext_network.cli.output.terminal import Part, Screen
    from plaintext_network.network.people.person import Person
    from plaintext_network.network.reports.contact_page import PageLine

INDENT = 16
# A page where no terminal says how high one is.
USUAL_ROWS = 24


def run(session: Session) -> int:
    """Run `pnet show`."""
    options, screen = session.options, session.screen
    person = session.notebook.contact(" ".join(options.name))
    form = choose_format(options.format, screen)
    if form in ("table", "plain"):
        _page(session, person)
    elif form == "json":
        page = record_of(session.notebook.reports.contact_page(person, full=options.full))
        one(screen, {**contact_record(person), "page": page})
    else:
        rows(screen, [contact_record(person)], FIELDS, form)
    session.mind_problems()
    return 0


def brief(session: Session, person: Person) -> None:
    """Show the few lines one needs to get back to somebody."""
    wanted = (
        "is",
        "circles",
        "e-mail",
        "phone",
        "in touch",
        "you promised",
        "thanks",
        "needs",
        "likes",
        "last",
    )
    page = session.notebook.reports.contact_page(person)
    _show(session.screen, person, [line for line in page if line.brief and line.label in wanted])


def _page(session: Session, person: Person) -> None:
    screen = session.screen
    if session.options.full:
        _show(screen, person, session.notebook.reports.contact_page(person, full=True))
        return
    everything = session.notebook.reports.contact_page(person)
    # Beside the lines there is the name, what is left out, and the prompt that follows.
    rows = (screen.out.lines if screen.out.terminal else USUAL_ROWS) - 3
    shown: list[PageLine] = []
    for line in everything:
        if line.brief:
            rows -= len(_parts(screen, person, line))
            if rows < 0:
                break
            shown.append(line)
    _show(screen, person, shown)
    if left := len(everything) - len(shown):
        screen.note(("muted", f"{left} more {'line' if left == 1 else 'lines'}; `pnet show --full` has all"))


def _show(screen: Screen, person: Person, lines: Sequence[PageLine]) -> None:
    screen.print(("heading", person.name), "  ", ("place", person.path))
    label = ""
    for line in lines:
        said = "" if line.label == label else line.label
        label = line.label
        for number, parts in enumerate(_parts(screen, person, line)):
            screen.print(("muted", f"{'' if number else said:<{INDENT - 1}} "), *parts)


def _parts(screen: Screen, person: Person, line: PageLine) -> list[list[Part]]:
    """Return what is said in one or several lines beside the label, and at the end where that stands.

    On a terminal a place in the contact's own note is its line alone: `:7`.
    """
    columns = screen.out.columns
    places = " ".join(
        source.removeprefix(person.path) if columns is not None else source for source in line.sources
    )
    if columns is None:
        return [[line.text, *(("  ", ("place", places)) if places else ())]]
    room = max(columns - INDENT, 2)
    broken = wrap(screen.out.clean(line.text), room)
    found: list[list[Part]] = [[text] for text in broken]
    if places and width(broken[-1]) + 2 + width(screen.out.clean(places)) <= room:
        found[-1] += ["  ", ("place", places)]
    elif places:
        found += [[("place", text)] for text in wrap(screen.out.clean(places), room)]
    return found
