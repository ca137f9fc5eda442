"""Implements `pnet profile`: prints profiles beside the owner's note. Compares nothing itself."""

from __future__ import annotations

from plaintext_network.cli.errors import ProfileNotFound
from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plaintext_network.network.reports.profiles.profiles import Profile, Profiles
    from plaintext_network.network.reports.profiles.self_description import Shown

NO_PROFILES = "no profiles yet; add a note for each public profile in profiles/, or with `type: profile`"


def run(session: Session) -> int:
    """Run `pnet profile`."""
    options, screen = session.options, session.screen
    found = session.notebook.reports.profiles()
    if options.name:
        name = " ".join(options.name)
        chosen = found.called(name)
        if not chosen:
            raise ProfileNotFound(name, [profile.name for profile in found.profiles][:5])
        found = found._replace(profiles=chosen)
    if options.format == "md":
        for line in _markdown(found):
            screen.print_whole(line)
    else:
        page(session, _sections(found), found.profiles if found.profiles else ())
    if options.format not in (None, "table"):
        for remark in found.remarks:
            screen.note(("muted", remark.text))
    if not found.profiles and screen.out.terminal:
        screen.note(("muted", NO_PROFILES))
    session.note_problem_counts()
    return 0


def _sections(found: Profiles) -> Iterator[Section]:
    if not found.profiles:
        return
    yield Section("your own note", [Line(remark.text, remark.sources) for remark in found.remarks])
    for profile in found.profiles:
        yield Section(_title(profile), list(_lines(profile, found.me_path)))


def _title(profile: Profile) -> str:
    """Return a profile's name, and its channel if that differs."""
    if profile.channel and profile.channel.lower() != profile.name.lower():
        return f"{profile.name}, {profile.channel}"
    return profile.name


def _lines(profile: Profile, me: str | None) -> Iterator[Line]:
    for each in profile.disagreements:
        yield Line(each.text, (each.source, each.other_source) if each.other_source else (each.source,))
    if not profile.disagreements:
        yield Line(
            "agrees with your own note" if me else "agrees with your other profiles", (f"{profile.path}:1",)
        )
    for remark in profile.remarks:
        yield Line(remark.text, remark.sources)


def _markdown(found: Profiles) -> Iterator[str]:
    """Yield the lines of a Markdown table: a row per property, a column for the owner's note and one per profile."""
    # Late: only this table needs the order of all properties.
    from plaintext_network.network.reports.profiles.profiles import SHOWN

    columns = [("me", found.me), *((_title(profile), profile.facts) for profile in found.profiles)]
    yield _row(["", *(title for title, _ in columns)])
    yield _row(["---"] * (len(columns) + 1))
    for name in SHOWN:
        cells = [_cell(name, facts) for _, facts in columns]
        if any(cells):
            yield _row([name, *cells])


def _cell(name: str, facts: Sequence[Shown]) -> str:
    return "; ".join(value for shown in facts if shown.property == name for value in shown.values)


def _row(cells: Sequence[str]) -> str:
    """Return one row, with pipes and HTML escaped (GFM §4.10)."""
    escaped = (
        " ".join(cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<").split()) for cell in cells
    )
    return f"| {' | '.join(escaped)} |"
