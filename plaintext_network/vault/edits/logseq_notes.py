"""Decides where a Logseq graph keeps a new contact's page and a day's journal, and how it marks people. Writes nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from plaintext_network.model.dates.moment_format import format_parts
from plaintext_network.model.edits.file_names import free_stem, page_title
from plaintext_network.model.language.normalize import name_key, property_key, stem_of
from plaintext_network.model.note.daily_notes import day_called, name_of_day
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.kind_rules import type_word
from plaintext_network.model.note.page_lists import split_list
from plaintext_network.model.note.page_names import is_page, page_stem
from plaintext_network.model.note.rules import DEFAULT_KINDS, DailyRules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.vault.config.logseq_graph import LogseqGraph, graph_at, moment_of
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.files.walk import is_note


def new_contact_page(desk: WriteSession, name: str) -> str | None:
    """Return the path of a new contact's page, in the namespace of the others; None if the vault keeps contacts elsewhere.

    Raises NameInvalid.
    """
    graph = graph_at(desk.root)
    folders = dict(desk.rules.kinds)["contact"].folders
    if graph is None or (
        folders and (folders != dict(DEFAULT_KINDS)["contact"].folders or desk.names_in(folders[0]))
    ):
        return None
    page = page_title(name)
    if "/" not in page and (namespace := _namespace(desk)):
        page = f"{namespace}/{page}"
    taken = (stem_of(each) for each in desk.names_in(graph.pages_folder) if is_note(each))
    path = f"{graph.pages_folder}/{free_stem(page_stem(page), taken)}.md"
    desk.check_path(path)
    return path


def _namespace(desk: WriteSession) -> str:
    """Return the namespace that most contacts' pages share, "" for none."""
    pages = [page for path in desk.index.names.of_kind("contact") if (page := desk.index.notes[path].page)]
    if not pages:
        # Before the first page, a pattern of names gives the namespace: `Person/*`.
        patterns = dict(desk.rules.kinds)["contact"].names
        found = next(
            filter(None, (re.fullmatch(r"([^*?\[\]]+?)(?:___|/)\*", pattern) for pattern in patterns)), None
        )
        return found[1].replace("___", "/") if found else ""
    most, count = Counter(page.rpartition("/")[0] for page in pages).most_common(1)[0]
    return most if 2 * count > len(pages) else ""


def mark_contact(desk: WriteSession, draft: NoteEdit) -> None:
    """Add the mark that makes a new page a contact: the marks in the settings, else the one most others have, else a rule's first."""
    for mark in desk.rules.new.contact_marks:
        draft.set(mark.name, *mark.values, any_name=True)
    if draft.facts.kind == "contact":
        return
    rule = dict(desk.rules.kinds)["contact"]
    others = [desk.index.notes[path] for path in desk.index.names.of_kind("contact") if is_page(path)]
    keys = {name_key(tag.strip("#/")) for tag in rule.tags}
    tags = [tag for facts in others for tag in facts.tags if name_key(tag) in keys]
    typed = [text for facts in others for text in facts.texts("type")[:1]]
    if rule.tags and len(tags) >= len(typed):
        tag = Counter(tags).most_common(1)[0][0] if tags else rule.tags[0].strip("#/")
        draft.set("tags", _as_written(desk, others, "tags", tag))
    elif rule.where and not typed:
        for name, wanted in rule.where:
            draft.set(name, wanted[0], any_name=True)
    else:
        word = Counter(typed).most_common(1)[0][0] if typed else type_word("contact", desk.rules)
        draft.set("type", _as_written(desk, others, "type", word))


def _as_written(desk: WriteSession, pages: Sequence[Facts], name: str, value: str) -> str:
    """Return a value as most of a few pages write it, such as `[[person]]`; as given if none has it."""
    key = name_key(value)
    found = [
        text
        for facts in pages[:_FEW]
        for field in desk.draft(facts.path).note.body.fields
        if property_key(field.name) == name
        for span in split_list(field.text)
        if name_key(visible_text(text := field.text[span.start : span.end]).strip("#")) == key
    ]
    return Counter(found).most_common(1)[0][0] if found else value


_FEW = 8  # How many pages to read.


def journal_path(desk: WriteSession, day: date) -> str | None:
    """Return the path of a day's journal, named as Logseq's settings say; None if the vault keeps its daily notes elsewhere."""
    graph = graph_at(desk.root)
    if graph is None or desk.rules.daily.format not in (DailyRules().format, "%Y_%m_%d"):
        return None
    pattern, start = desk.rules.daily.format, f"{graph.journals_folder}/"
    others = {
        path: found
        for path in desk.index.names.of_kind("plain")
        if path.startswith(start) and (found := day_called(path, pattern)) is not None
    }
    for letters in dict.fromkeys((graph.file_format, LogseqGraph("").file_format)):
        if format_parts(moment_of(letters)) is None:
            continue
        path = f"{start}{format_day(day, letters)}.md"
        latest = max(others, key=lambda each: (others[each], each), default=None)
        as_others = latest is None or latest == f"{start}{format_day(others[latest], letters)}.md"
        if as_others and day_called(path, pattern) == day:
            return path
    return None


def format_day(day: date, letters: str) -> str:
    """Return a day in Logseq's letters: `MMM do, yyyy` gives `Nov 1st, 2026`. Raises ValueError for an unusable format."""
    return name_of_day(day, moment_of(letters))
