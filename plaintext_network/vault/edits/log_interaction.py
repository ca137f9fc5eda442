"""Plans where an interaction goes: a new note, a participant's Log, or the daily note. Writes nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.edits.interaction import NewInteraction, interaction_title
from plaintext_network.model.edits.write_interaction import (
    LinkedInteraction,
    add_daily_line,
    add_log_line,
    interaction_note,
)
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.daily_notes import day_called, path_of_day
from plaintext_network.model.note.kinds import folder_of
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.index.resolve import resolve_note
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.note import Note
from plaintext_network.vault.edits.logseq_notes import journal_path
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
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
) -> Operation:
    """Plan an interaction as a `note`, a `log` line or a `daily` line; without a form, as pnet.toml says.

    `people` are the participants' paths, and `spots` the places in the text that hold a name, with its path. Raises
    EditRefused if the text couldn't be read back as the same interaction, NoteNotFound if a contact's note is gone.
    """
    form = form or desk.rules.log.write
    if not people:
        raise EditRefused("nobody took part in it")
    for path in people:
        if path not in desk.index.notes:
            raise NoteNotFound(path)
    said = _PlannedInteraction(desk, passed, tuple(dict.fromkeys(people)), spots)
    return {"log": said.in_log, "daily": said.in_daily_note}.get(form, said.interaction_note)()


class _PlannedInteraction:
    """An interaction and its participants, ready to be written to some note."""

    def __init__(
        self, desk: WriteSession, passed: NewInteraction, people: tuple[str, ...], spots: Spots
    ) -> None:
        self.desk, self.passed, self.people, self.spots = desk, passed, people, spots
        self.names = [desk.index.notes[path].name for path in people]
        self.what = f"log {passed.day} {', '.join(self.names)}"

    def interaction_note(self) -> Operation:
        desk = self.desk
        folder = _folder(desk, self.passed.day)
        path = desk.new_path(folder, f"{self.passed.day} {interaction_title(self.passed, self.names)}")
        try:
            note = interaction_note(
                self.telling(path), path, desk.rules, lambda: desk.property_names(path, "interaction")
            )
        except EditRefused as refused:
            raise EditRefused(refused.reason, path) from None
        content = note.as_bytes
        self.check(path, b"", content)
        return Operation(self.what, (FileStep(path, None, content),), notices=self._doubled(note))

    def in_log(self) -> Operation:
        path = self.people[0]
        draft, told = self.desk.draft(path), self.telling(path)
        draft.edit(lambda note, facts: add_log_line(note, facts, self.desk.rules, told))
        self.check(path, draft.content, draft.step().after or b"")
        return draft.operation(self.what)

    def in_daily_note(self) -> Operation:
        desk, day = self.desk, self.passed.day
        path = daily_note(desk, day)
        desk.check_path(path)
        there = path in desk.index.notes or path.rpartition("/")[2] in desk.names_in(path.rpartition("/")[0])
        draft = desk.draft(path) if there else NoteEdit(desk, path, b"", parse_for_edit(b""))
        told = self.telling(path)
        draft.edit(lambda note, facts: add_daily_line(note, facts, desk.rules, told))
        step = draft.step()
        self.check(path, draft.content, step.after or b"")
        return Operation(self.what, (step if there else step._replace(before=None),))

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

    def telling(self, source: str) -> LinkedInteraction:
        """Return the interaction with links instead of paths, for a note."""
        return LinkedInteraction(
            self.passed, tuple(self.desk.link(path, source) for path in self.people), self._linked(source)
        )

    def _linked(self, source: str) -> str:
        """Return the text with its names as links, followed by links to the participants it doesn't name."""
        text, parts, at, named = self.passed.text, list[str](), 0, set[str]()
        # A text that consists of names only is no text.
        for start, end, path in sorted(self.spots) if text else ():
            typed = text[start:end]
            if typed.startswith("[["):
                shown = typed
            elif "|" in typed or "]" in typed:
                continue
            else:
                link = self.desk.link(path, source, people=False)
                shown = link if link[2:-2] == typed else f"{link[:-2]}|{typed}]]"
                if shown != link and self.desk.is_logseq(path):
                    # Logseq has no label within a link, and shows the page's namespaces.
                    shown = link if typed == self.desk.index.notes[path].name else f"[{typed}]({link})"
            parts += [text[at:start], shown]
            at = end
            named.add(path)
        missing = [self.desk.link(path, source, people=False) for path in self.people if path not in named]
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
    if not top:
        # A folder chosen by type or tag: where most of them are.
        paths = [path for path, kind in desk.index.names.kinds.items() if kind == "interaction"]
        folders = Counter(path.rpartition("/")[0] for path in paths)
        return folders.most_common(1)[0][0] if folders else "interactions"
    names = desk.names_in(top)
    by_year = any(re.fullmatch(r"\d{4}", name) for name in names)
    return top if not by_year and any(map(is_note, names)) else f"{top}/{day.year:04}"


def daily_note(desk: WriteSession, day: date) -> str:
    """Return the path of the daily note, which need not exist; in the folder of the others, named like them."""
    pattern = desk.rules.daily.format
    dailies = {
        path: found
        for path, kind in desk.index.names.kinds.items()
        if kind == "plain" and (found := day_called(path, pattern)) is not None
    }
    for path, found in sorted(dailies.items()):
        if found == day:
            return path
    return journal_path(desk, day) or path_of_day(day, pattern, dailies)
