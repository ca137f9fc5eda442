"""Finds the daily note of a day, or begins a new one where the vault keeps them, from its template. Writes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.language.normalize import stem_of, without_ending
from plaintext_network.model.note.daily_notes import daily_language, day_called, path_of_day
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.vault.config.daily_place import daily_place
from plaintext_network.vault.edits.logseq_notes import journal_path
from plaintext_network.vault.edits.templates import filled_template
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.transaction.record import FileStep


class DailyNote:
    """The daily note of a day, in edit: `draft` begins with its text, or with its template if it is new."""

    def __init__(self, desk: WriteSession, day: date, *, template: bool = True) -> None:
        dailies = _daily_notes(desk)
        self.path = next(
            (path for path, found in sorted(dailies.items()) if found == day), None
        ) or _new_path(desk, day, dailies)
        desk.check_path(self.path)
        folder, _, name = self.path.rpartition("/")
        self.is_new = self.path not in desk.index.notes and name not in desk.names_in(folder)
        if not self.is_new:
            self.draft = desk.draft(self.path)
            return
        language = partial(daily_language, desk.rules.daily.format, dailies)
        text = _from_template(desk, self.path, day, language) if template else b""
        self.draft = NoteEdit(desk, self.path, text, parse_for_edit(text))

    def step(self) -> FileStep:
        """Return the change of the file."""
        step = self.draft.step()
        return step._replace(before=None) if self.is_new else step


def _daily_notes(desk: WriteSession) -> dict[str, date]:
    """Return the day of each daily note, by path."""
    pattern = desk.rules.daily.format
    return {
        path: found
        for path in desk.index.names.of_kind("plain")
        if (found := day_called(path, pattern)) is not None
    }


def _new_path(desk: WriteSession, day: date, dailies: Mapping[str, date]) -> str:
    """Return the path of a new daily note: in the folder of the settings, else of Logseq's or Obsidian's, else next to the others."""
    rules = desk.rules.daily
    if rules.folder is not None:
        return _path_in(rules.folder, day, rules.format, dailies)
    if journal := journal_path(desk, day):
        return journal
    place = daily_place(desk.root)
    if place and place.folder:
        path = _path_in(place.folder, day, place.format, dailies)
        # Obsidian's format counts where the vault's own settings read it as the same day.
        return (
            path
            if day_called(path, rules.format) == day
            else _path_in(place.folder, day, rules.format, dailies)
        )
    return path_of_day(day, rules.format, dailies)


def _path_in(folder: str, day: date, pattern: str, dailies: Mapping[str, date]) -> str:
    start = f"{folder}/" if folder else ""
    inside = {path: found for path, found in dailies.items() if path.startswith(start)}
    if inside:
        return path_of_day(day, pattern, inside)
    # The names of days elsewhere still show the language.
    return start + path_of_day(day, pattern, {}, daily_language(pattern, dailies))


def _from_template(desk: WriteSession, path: str, day: date, language: Callable[[], str]) -> bytes:
    """Return what a new daily note begins with: the filled template of the settings, else of Obsidian's; else nothing."""
    template = desk.rules.daily.template
    if template is None:
        place = daily_place(desk.root)
        template = place.template if place else ""
        try:
            desk.content(f"{without_ending(template)}.md")
        except (NoteNotFound, EditRefused):
            # Obsidian, too, makes the note then.
            return b""
    return filled_template(desk, template, path, stem_of(path), day, language) if template else b""
