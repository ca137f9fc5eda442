"""Proposes settings that fit a folder of notes, with a reason for each. Writes nothing."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from plaintext_network.errors import WriteFailed, counted
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.kinds.templates import is_like_template
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, LogRules, Rules, TaskRules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import FILE
from plaintext_network.vault.adopt.amend import amend, texts_in
from plaintext_network.vault.adopt.counts import Counts, Reading
from plaintext_network.vault.adopt.create import real_folder
from plaintext_network.vault.adopt.daily import daily_settings
from plaintext_network.vault.adopt.draft import Draft, Value
from plaintext_network.vault.adopt.folders import (
    companies_folders,
    doubtful_folders,
    folder_of,
    folders_by_kind,
    perhaps_people,
)
from plaintext_network.vault.adopt.headings import dated_headings, people_headings
from plaintext_network.vault.adopt.index_notes import index_notes
from plaintext_network.vault.adopt.marks import Marks, find_marks, kind_with
from plaintext_network.vault.adopt.new_notes import new_notes
from plaintext_network.vault.adopt.new_vault import MORE, NEW
from plaintext_network.vault.adopt.properties import property_names, property_sentence
from plaintext_network.vault.adopt.questions import (
    Question,
    folder_question,
    heading_question,
    list_question,
    people_question,
    touch_question,
)
from plaintext_network.vault.adopt.scan import NoteScan, scan_note, scan_sample
from plaintext_network.vault.adopt.summary import sentences
from plaintext_network.vault.adopt.templates import as_glob, folders_not_read, kind_of_template, template_for
from plaintext_network.vault.adopt.words import writable
from plaintext_network.vault.config.program_settings import json_of, text_in
from plaintext_network.vault.config.settings import parse_settings
from plaintext_network.vault.files.walk import walk
from plaintext_network.vault.parallel_map import Progress

# The most questions of one sort: more would be a form to fill in.
MOST_ASKED = 3
MOST_TEMPLATES = 200
_TASKS = ".obsidian/plugins/obsidian-tasks-plugin/data.json"


class Proposal(NamedTuple):
    """The text of a pnet.toml, and sentences about it; and whether some notes will be contacts.

    `counts` are those of the vault read with these settings, None without notes.
    """

    text: str
    found: tuple[str, ...]
    has_contacts: bool = False
    counts: Counts | None = None


class Adoption:
    """A folder of notes that is to become a vault: the settings proposed for it, and the open questions.

    The folder need not exist. Raises WriteFailed if it is a file. In a large vault, it looks into MOST_NOTES notes from all
    over it, and the first MOST_BYTES of each. With the `existing` text of a pnet.toml, it proposes additions to that.
    """

    def __init__(
        self,
        root: "str | os.PathLike[str]",
        today: date,
        progress: Progress | None = None,
        *,
        existing: str | None = None,
    ) -> None:
        self.root = real_folder(root)
        if os.path.lexists(self.root) and not os.path.isdir(self.root):
            raise WriteFailed(os.fspath(root), "it is not a folder")
        self._today, self._progress = today, progress
        self._is_new = not os.path.isdir(self.root)
        self._reading: tuple[Draft, Reading] | None = None
        self._existing = existing
        self._own = Rules() if existing is None else parse_settings(existing).rules
        self.draft = Draft()
        self.remarks: list[str] = []
        self.hints: list[str] = []
        self._open: list[Question] = []
        self.paths: list[str] = []
        if not self._is_new:
            self._look()

    @property
    def is_empty(self) -> bool:
        """Whether there are no notes."""
        return not self.paths

    def _look(self) -> None:
        everything = [file.path for file in walk(self.root).files]
        ignore = folders_not_read(self.root, everything)
        skipped = (*self._own.ignore, *ignore)
        self.paths = [file.path for file in walk(self.root, skipped).files] if skipped else everything
        if not self.paths:
            return
        self.draft = self.draft.put((), "ignore", ignore)
        strays = {path for path in self.paths if is_like_template(path, Rules())}
        left_out = sorted((set(everything) - set(self.paths)) | strays)
        self.templates = [scan_note(self.root, path) for path in left_out[:MOST_TEMPLATES]]
        self.notes = scan_sample(self.root, [path for path in self.paths if path not in strays])
        if len(self.notes) < len(self.paths):
            self.remarks.append(
                f"these settings are based on {len(self.notes):,} of {counted(len(self.paths), 'note')}"
            )
        self._propose_kinds()
        self._propose_lists()
        self._propose_words()
        self._propose_daily()
        self._propose_tasks()
        self._propose_templates()
        self._propose_new_notes()

    # What is proposed

    def _propose_kinds(self) -> None:
        folders = folders_by_kind(self.paths)
        homes = Counter(home for path in self.paths if (home := folder_of(path, folders)))
        for doubtful in doubtful_folders(folders, self.notes)[:MOST_ASKED]:
            kind = folders.pop(doubtful.folder)
            found = doubtful._replace(notes=homes[doubtful.folder])
            self._open.append(folder_question(kind, found, default=False, usual=self._usual_folders(kind)))
        notes = [note for note in self.notes if not note.is_template]
        marks, remarks = find_marks(notes, self.templates, folders)
        self.remarks += remarks
        for kind, usual in DEFAULT_KINDS:
            self._propose_kind(kind, usual, folders, homes, marks)
        for found in companies_folders(folders, notes):
            # After the others, so that new notes don't go to a company's folder.
            if 2 * found.alike > found.notes:
                own = self.draft.texts(("kinds", "contact"), "folders") or self._usual_folders("contact")
                self.draft = self.draft.put(("kinds", "contact"), "folders", (*own, found.folder))
            elif len(self._open) < MOST_ASKED:
                self._open.append(
                    folder_question("contact", found, default=False, usual=self._usual_folders("contact"))
                )
        for perhaps in perhaps_people(folders, notes)[:MOST_ASKED]:
            default = 2 * perhaps.alike >= perhaps.notes
            question = folder_question(
                "contact", perhaps, default=default, usual=self._usual_folders("contact")
            )
            self._open.append(question)
            if default:
                self.answer(question, True)

    def _propose_kind(
        self, kind: str, usual: KindRule, folders: Mapping[str, str], homes: Counter[str], marks: Marks
    ) -> None:
        # The fullest folder first: new notes go into the first one.
        own = tuple(
            sorted((f for f, other in folders.items() if other == kind), key=lambda f: (-homes[f], f))
        )
        table = ("kinds", kind)
        lists: dict[str, Value] = {
            "types": tuple(word for word, other in marks.types.items() if other == kind),
            "folders": () if own == usual.folders else own,
            "tags": tuple(tag for tag, other in marks.tags.items() if other == kind),
            "names": marks.names.get(kind, ()),
            "where": dict(marks.where.get(kind, ())),
        }
        for key, value in lists.items():
            self.draft = self.draft.put(table, key, value)

    def _usual_folders(self, kind: str) -> tuple[str, ...]:
        """Return the default folders of a kind that the vault has."""
        return tuple(
            f for f in dict(DEFAULT_KINDS)[kind].folders if os.path.isdir(os.path.join(self.root, f))
        )

    def _propose_lists(self) -> None:
        contacts = [note for note, kind in self._kinds() if kind == "contact" and not note.values("type")]
        sure, perhaps = index_notes(contacts)
        self.draft = self.draft.add((), "ignore", tuple(map(as_glob, (*sure, *perhaps))))
        if perhaps:
            self._open.append(list_question(tuple(map(as_glob, perhaps))))

    def _propose_words(self) -> None:
        kinds = self._kinds()
        of_templates = [(note, kind) for note in self.templates if (kind := kind_of_template(note))]
        names = property_names((*kinds, *of_templates))
        for ours, theirs in names.items():
            self.draft = self.draft.put(("properties",), ours, theirs)
        if names:
            self.remarks.append(property_sentence(names))
        logs, others = dated_headings(note for note, kind in kinds if kind == "contact")
        headings = tuple(each.text for each in logs)
        if {name_key(each) for each in headings} - {name_key(each) for each in LogRules().headings}:
            self.draft = self.draft.put(("log",), "headings", headings)
            self.remarks.append(f"Log lines: dated lines in contacts' notes under {' and '.join(headings)}")
        self._open += [heading_question(each) for each in others if each.lines > 1][:MOST_ASKED]
        people = {name_key(stem_of(note.path)) for note, kind in kinds if kind == "contact"}
        meetings = (note for note, kind in kinds if kind == "interaction")
        lists = people_headings(meetings, people, self.rules.interactions.participants)
        self._open += [people_question(each) for each in lists][:MOST_ASKED]

    def _propose_daily(self) -> None:
        settings, remark = daily_settings(self.root, self.paths, self.draft.texts((), "ignore"))
        for key, value in settings.items():
            self.draft = self.draft.put(("daily",), key, value)
        self.remarks += [remark] if remark else []

    def _propose_tasks(self) -> None:
        tag = text_in(json_of(self.root, _TASKS), "globalFilter")
        if re.fullmatch(r"#\S+", tag) and writable(tag) and tag != TaskRules().filter:
            self.draft = self.draft.put(("tasks",), "filter", tag)
            self.remarks.append(
                f"tasks: {tag} is the global filter of Obsidian Tasks; pnet leaves it out of their text"
            )

    def _propose_new_notes(self) -> None:
        rules = self.rules
        kinds = self._kinds()
        for kind in ("contact", "interaction"):
            own = [note for note, other in kinds if other == kind]
            found = new_notes(kind, own, dict(rules.kinds)[kind])
            for key, value in (found.settings() if found else {}).items():
                self.draft = self.draft.put(("new",), key, value)
            if found:
                self.remarks.append(f"new {kind}s: {found.path}")

    def _propose_templates(self) -> None:
        if found := template_for("contact", self.root, self.templates):
            self.draft = self.draft.put(("templates",), "contact", found.path)
            self.remarks.append(f"template for new contacts: {found.path}")
        ignore = self.draft.texts((), "ignore")
        folders = {path for path in ignore if os.path.isdir(os.path.join(self.root, path))}
        if ignore:
            shown = (f"{glob}/" if glob in folders else glob for glob in ignore)
            self.remarks.append(f"not read: {', '.join(shown)}")

    def _kinds(self) -> list[tuple[NoteScan, str]]:
        """Return the notes that were looked into, each with the kind that it would have."""
        rules = self.rules
        return [(note, kind_with(note, rules)) for note in self.notes]

    # The open questions

    def questions(self) -> Iterator[Question]:
        """Yield the open questions. Answer each with `answer` before the next one."""
        for question in self._open:
            if not self._is_settled(question):
                yield question
        if not self.is_empty and not self._sets(("daily",), "touch"):
            linked, tagged = self.reading.linked_lines(), self.reading.tagged_lines()
            if linked > tagged:
                yield touch_question(linked, tagged, self.rules.log.tag)

    def answer(self, question: Question, yes: bool) -> None:
        """Put the answer to a question into the proposal."""
        self.draft = question.answered(self.draft, yes)

    def leave_open(self, question: Question) -> None:
        """Take the usual answer, and say how to change it."""
        self.answer(question, question.default)
        self.hints.append(question.hint)

    def _is_settled(self, question: Question) -> bool:
        """Return whether the vault's own settings answer a question."""
        if self._existing is None:
            return False
        there = texts_in(self._existing, question.table, question.key)
        return bool(set(question.texts) & set(there))

    def _sets(self, table: tuple[str, ...], key: str) -> bool:
        return self._existing is not None and bool(texts_in(self._existing, table, key))

    # The result

    @property
    def text(self) -> str:
        """The text of the pnet.toml: a new one, or the existing one with additions."""
        if self._existing is not None:
            return amend(self._existing, self.draft).text
        return NEW if self.is_empty else self.draft.text + MORE

    @property
    def explicit(self) -> tuple[str, ...]:
        """Settings that an existing pnet.toml lacks and that pnet can't add to it, as lines of TOML."""
        return amend(self._existing, self.draft).explicit if self._existing is not None else ()

    @property
    def rules(self) -> Rules:
        """The rules that pnet would use."""
        return parse_settings(self.text).rules

    @property
    def reading(self) -> Reading:
        """The vault, read with the proposed settings."""
        if self._reading is None or self._reading[0] != self.draft:
            self._reading = (self.draft, Reading(self.root, self._today, self.rules, self._progress))
        return self._reading[1]

    def proposal(self) -> Proposal:
        """Return the proposal with the answers so far."""
        if self.is_empty:
            what = "a new folder" if self._is_new else "no notes yet"
            return Proposal(self.text, (f"{what}: contacts go to contacts/, interactions to interactions/",))
        counts = self.reading.counts()
        found = [*sentences(counts)]
        if not counts.of("contact"):
            found.append(
                f"no contacts were recognized; say under [kinds.contact] in {FILE} which notes are people,"
                ' such as folders = ["People"]'
            )
        found += (*self.remarks, *self.hints)
        return Proposal(self.text, tuple(found), counts.of("contact") > 0, counts)


def propose(
    root: "str | os.PathLike[str]", today: date | None = None, progress: Progress | None = None
) -> Proposal:
    """Return settings that fit a folder, with the usual answer to each open question. Raises WriteFailed."""
    adoption = Adoption(root, today or date.max, progress)
    for question in adoption.questions():
        adoption.leave_open(question)
    return adoption.proposal()
