"""Plans where an interaction goes: a new note, a participant's Log, or the daily note. Writes nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.edits.interaction import NewInteraction, interaction_title
from plaintext_network.model.edits.note_path import folder_and_title
from plaintext_network.model.edits.write_interaction import (
    LinkedInteraction,
    add_daily_line,
    add_log_line,
    interaction_note,
)
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.kinds.kind_rules import folder_of
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.index.resolve import resolve_note
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.note import Note
from plaintext_network.vault.config.user_config import user_config
from plaintext_network.vault.edits.daily_note import DailyNote
from plaintext_network.vault.edits.link_notes import name_as_link
from plaintext_network.vault.edits.notes_alike import sign_of, usual_folder, usual_list_indent, usual_marks
from plaintext_network.vault.edits.templates import filled_template
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep, Operation

FORMS = ("note", "log", "daily")


Spots = Sequence[tuple[int, int, str]]


def plan_interaction(
    desk: WriteSession,
    passed: NewInteraction,
    people: Sequence[str],
    spots: Spots = (),
    form: str | None = None,
    *,
    template: bool = True,
) -> Operation:
    """Plan an interaction as a `note`, a `log` line or a `daily` line; without a form, as pnet.toml says.

    `people` are the participants' paths, and `spots` the places in the text that hold a name, with its path. A new note
    begins as its template unless `template` is false. With the setting `[log] by`, it says who logs it. Raises EditRefused if the text couldn't be read back as the same
    interaction, NoteNotFound if a contact's note is gone.
    """
    form = form or desk.rules.log.write
    if not people:
        raise EditRefused("nobody took part in it")
    for path in people:
        if path not in desk.index.notes:
            raise NoteNotFound(path)
    notices: tuple[str, ...] = ()
    if desk.rules.log.by and passed.by is None and "by::" not in passed.text:
        user = user_config()
        passed = passed._replace(by=user.name)
        if user.name is None:
            notices = (f'to say who logged it, add your name to {user.file}: name = "Jo"',)
    said = _PlannedInteraction(desk, passed, tuple(dict.fromkeys(people)), spots, template)
    operation = {"log": said.in_log, "daily": said.in_daily_note}.get(form, said.interaction_note)()
    return operation._replace(notices=(*operation.notices, *notices)) if notices else operation


class _PlannedInteraction:
    """An interaction and its participants, ready to be written to some note."""

    def __init__(
        self,
        desk: WriteSession,
        passed: NewInteraction,
        people: tuple[str, ...],
        spots: Spots,
        template: bool,
    ) -> None:
        self.desk, self.passed, self.people, self.spots = desk, passed, people, spots
        self.template = template
        self.names = [desk.index.notes[path].name for path in people]
        self.what = f"log {passed.day} {', '.join(self.names)}"

    def interaction_note(self) -> Operation:
        desk = self.desk
        path = desk.new_path(*self._place())
        found = desk.rules.templates.interaction if self.template else None
        begun = filled_template(desk, found, path, stem_of(path), self.passed.day) if found else b""
        try:
            note = interaction_note(
                self.telling(path),
                path,
                desk.rules,
                lambda: desk.property_names(path, "interaction"),
                lambda: usual_marks(desk.index.names, desk.content, path, "interaction", desk.rules),
                begun,
                usual_list_indent(desk.index.names, desk.content, path, "interaction"),
            )
        except EditRefused as refused:
            raise EditRefused(refused.reason, path) from None
        content = note.as_bytes
        self.check(path, b"", content)
        return Operation(self.what, (FileStep(path, None, content),), notices=self._doubled(note))

    def _place(self) -> tuple[str, str]:
        """Return the folder and the title of a new note."""
        day, title = self.passed.day, interaction_title(self.passed, self.names)
        if pattern := self.desk.rules.new.interaction:
            return folder_and_title(pattern, {"date": day.isoformat(), "title": title}, day)
        return _folder(self.desk, day), f"{day} {title}"

    def in_log(self) -> Operation:
        path = self.people[0]
        draft, told = self.desk.draft(path), self.telling(path, body=True)
        draft.edit(lambda note, facts: add_log_line(note, facts, self.desk.rules, told))
        self.check(path, draft.content, draft.step().after or b"")
        return draft.operation(self.what)

    def in_daily_note(self) -> Operation:
        daily = DailyNote(self.desk, self.passed.day, template=self.template)
        draft, told = daily.draft, self.telling(daily.path, body=True)
        draft.edit(lambda note, facts: add_daily_line(note, facts, self.desk.rules, told))
        step = daily.step()
        self.check(daily.path, draft.content, step.after or b"")
        return Operation(self.what, (step,))

    def _doubled(self, note: Note) -> tuple[str, ...]:
        """Return where the same interaction is already noted."""
        passed = read_facts(note, "x.md", self.desk.rules).interactions
        about = passed[0].summary if passed else ""
        for encounter in self.desk.index.interactions_with(self.people[0]):
            if (
                encounter.day == self.passed.day
                and set(encounter.people) == set(self.people)
                and name_key(encounter.summary) in (name_key(about), name_key(self.passed.text))
            ):
                return (f"the same is written down in {encounter.path} already; `pnet undo` takes this back",)
        return ()

    def telling(self, source: str, *, body: bool = False) -> LinkedInteraction:
        """Return the interaction with links instead of paths, for the properties of a note, or for a line of its body."""
        desk = self.desk
        passed = self.passed._replace(
            event=tuple(desk.in_vault_form(text, source, body=body) for text in self.passed.event),
            goal=tuple(desk.in_vault_form(text, source, body=body) for text in self.passed.goal),
            gave=tuple(desk.in_vault_form(text, source, body=body) for text in self.passed.gave),
        )
        people = tuple(desk.link(path, source, body=body) for path in self.people)
        return LinkedInteraction(passed, people, self._linked(source))

    def _linked(self, source: str) -> str:
        """Return the text with its names as links, followed by links to the participants it doesn't name."""
        text, parts, at, named = self.passed.text, list[str](), 0, set[str]()
        # A text that consists of names only is no text.
        for start, end, path in sorted(self.spots) if text else ():
            # The sign before the name in the file's name belongs to the link: `@ [[@ Ada]]` would have it twice.
            sign = sign_of(stem_of(path))
            if sign and not text.startswith(sign, start) and text.endswith(sign, at, start):
                start -= len(sign)
            typed = text[start:end]
            if typed.startswith("[["):
                shown = typed
            elif "|" in typed or "]" in typed:
                continue
            else:
                shown = name_as_link(self.desk, typed, source, path)
            parts += [text[at:start], shown]
            at = end
            named.add(path)
        missing = [
            self.desk.link(path, source, people=False, body=True) for path in self.people if path not in named
        ]
        return " ".join(part for part in ("".join([*parts, text[at:]]), ", ".join(missing)) if part)

    def check(self, path: str, before: bytes, after: bytes) -> None:
        """Refuse an edit after which other people than the participants would count as having met."""
        new = self._met(path, after) - self._met(path, before)
        if new != Counter([(self.passed.day, frozenset(self.people))]):
            raise EditRefused("it would not be read as an interaction with just those who took part", path)

    def _met(self, path: str, content: bytes) -> Counter[tuple[date | None, frozenset[str]]]:
        """Return who met on which day, according to a note with this content."""
        facts = read_facts(parse_for_edit(content), path, self.desk.rules)
        parties = resolve_note(facts, self.desk.index.replace({path: facts}).names).parties
        return Counter(
            (found.day, frozenset(party.people))
            for party, found in zip(parties, facts.interactions, strict=True)
        )


def _folder(desk: WriteSession, day: date) -> str:
    """Return the folder for a new note of that day: by year, unless the vault keeps its interactions in one folder."""
    top = folder_of("interaction", desk.rules)
    names = desk.names_in(top) if top else []
    if not names:
        # A folder chosen by type or tag: where most of them are.
        usual = usual_folder(desk.index.names, "interaction")
        if usual is None:
            return f"{top}/{day.year:04}" if top else "interactions"
        above, _, last = usual.rpartition("/")
        return f"{above}/{day.year:04}" if above and re.fullmatch(r"\d{4}", last) else usual
    by_year = any(re.fullmatch(r"\d{4}", name) for name in names)
    return top if not by_year and any(map(is_note, names)) else f"{top}/{day.year:04}"
