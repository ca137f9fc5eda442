"""Implements `pnet show`: fits a contact's page to the terminal. Chooses no facts itself."""

from __future__ import annotations

from collections.abc import Sequence

from plaintext_network.cli.output.records import choose_format, one, rows
from plaintext_network.cli.output.table import width, wrap, wrap_places
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.records.contact_record import FIELDS, contact_record
from plaintext_network.records.plain_values import record_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.network.people.person import Person
    from plaintext_network.network.reports.contact_page import PageLine

INDENT = 16
# Rows of a page when there is no terminal to ask.
USUAL_ROWS = 24


def run(session: Session) -> int:
    """Run `pnet show`."""
    options, screen = session.options, session.screen
    person = session.notebook.contact(" ".join(options.name))
    form = choose_format(options.format, screen)
    if form in ("table", "plain"):
        _page(session, person)
    else:
        reports, record = session.notebook.reports, contact_record(person)
        if not options.private:
            record = reports.shown_properties(person, record)
        if form == "json":
            page = reports.contact_page(person, full=options.full, private=options.private)
            one(screen, {**record, "page": record_of(page)})
        else:
            rows(screen, [record], FIELDS, form)
    session.note_problem_counts()
    return 0


def brief(session: Session, person: Person) -> None:
    """Print the few lines you need to get back to someone, without their places."""
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
    lines = [line._replace(sources=()) for line in page if line.brief and line.label in wanted]
    _show(session.screen, person, lines)


def _page(session: Session, person: Person) -> None:
    # Late, as `pnet show --help` needs no page.
    from plaintext_network.network.reports.contact_page import LEFT_OUT

    screen, options = session.screen, session.options
    everything = session.notebook.reports.contact_page(person, full=options.full, private=options.private)
    left_out = [line.text for line in everything if line.label == LEFT_OUT]
    everything = tuple(line for line in everything if line.label != LEFT_OUT)
    if options.full:
        _show(screen, person, everything)
    else:
        _fitted(screen, person, everything)
    for text in left_out:
        screen.note(("muted", f"{text} left out: add --private"))


def _fitted(screen: Screen, person: Person, everything: Sequence[PageLine]) -> None:
    """Print as much of a page as fits one screen."""
    # Leave room for the name, the count of lines left out, and the next prompt.
    rows = (USUAL_ROWS if screen.out.columns is None else screen.out.lines) - 3
    shown: list[PageLine] = []
    for line in everything:
        if line.brief:
            rows -= len(_parts(screen, person, line))
            if rows < 0:
                break
            shown.append(line)
    _show(screen, person, shown)
    if left := len(everything) - len(shown):
        screen.note(("muted", f"{counted(left, 'more line')}: add --full"))


def _show(screen: Screen, person: Person, lines: Sequence[PageLine]) -> None:
    screen.print(("heading", person.name), "  ", ("place", person.path))
    label = ""
    for line in lines:
        shown = "" if line.label == label else line.label
        label = line.label
        for number, parts in enumerate(_parts(screen, person, line)):
            screen.print(("muted", f"{'' if number else shown:<{INDENT - 1}} "), *parts)


def _parts(screen: Screen, person: Person, line: PageLine) -> list[list[Part]]:
    """Return a page line, wrapped to the room beside its label, with its places at the end.

    On a terminal, or laid out for one, a place in the contact's own note is shortened to its line: `:7`.
    """
    columns = screen.out.columns
    if columns is None:
        places = " ".join(line.sources)
        return [[line.text, *(("  ", ("place", places)) if places else ())]]
    own = [screen.out.clean(source.removeprefix(person.path)) for source in line.sources]
    places = " ".join(own)
    room = max(columns - INDENT, 2)
    broken = wrap(screen.out.clean(line.text), room)
    found: list[list[Part]] = [[text] for text in broken]
    if places and width(broken[-1]) + 2 + width(places) <= room:
        found[-1] += ["  ", ("place", places)]
    elif places:
        found += [[("place", text)] for text in wrap_places(own, room)]
    return found
