"""Plans a note's new name: its file, its `name`, and every link to it, or nothing."""

import os
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from plaintext_network.errors import EditRefused, FileAlreadyExists, NameInvalid, counted
from plaintext_network.model.edits.file_names import file_stem, is_name_taken, page_title
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.relink import relink_note
from plaintext_network.model.language.normalize import name_key, stem_of, without_ending
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.folder_notes import WITH_FOLDERS, describes, may_be_owned
from plaintext_network.model.note.kinds.kind_rules import type_word
from plaintext_network.model.note.kinds.note_name import is_id
from plaintext_network.model.note.page_names import last_part, page_stem
from plaintext_network.model.note.rules import KINDS
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.network.index.names import STEM
from plaintext_network.network.index.overlay import items_beginning
from plaintext_network.notes.edit_body import replace_fields
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.header import UNREADABLE, Scalar
from plaintext_network.notes.page_properties import title_field
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import decode
from plaintext_network.vault.config.logseq_graph import graph_of
from plaintext_network.vault.edits.linking_notes import check_links, linking_notes
from plaintext_network.vault.edits.notes_alike import sign_of, usual_sign
from plaintext_network.vault.edits.other_links import update_other_links
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession, operation
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep, Operation

# Properties of an unread note that may contain a link.
_UNREAD = UNREADABLE | {"too-large", "body-too-large", "body-too-deep"}


def plan_rename(desk: WriteSession, path: str, new_name: str, *, alias: bool = False) -> Operation:
    """Plan a note's new name; `alias` adds the old one as an alias.

    Raises FileAlreadyExists, NameInvalid, or EditRefused if a link can't be updated.
    """
    new_name = " ".join(new_name.split())
    if not new_name:
        raise NameInvalid(new_name, "it is empty")
    draft = desk.draft(path)
    old = draft.facts
    new_name, sign = _with_sign(desk, old, new_name)
    page = _new_page(desk, old, new_name)
    folder = None if page else _own_folder(desk, old)
    # A file that is named by an id keeps it: links lead to the id.
    keeps_file = folder is not None or (not page and old.name != old.stem and is_id(old.stem))
    target = path if keeps_file else _target(desk, path, sign + new_name, page)
    stem = stem_of(target)
    if page:
        new_name = page if old.kind == "plain" else last_part(page)
        _set_title(draft, page)
        stem = new_name
    if new_name != old.name:
        if dict(old.properties).get("name") or stem != new_name:
            draft.set("name", new_name)
        if alias:
            # Not as a link, which would follow the page to its new name.
            draft.add("aliases", old.page or old.name)
    _keep_kind_and_day(desk, draft, old, target)
    moved = desk.read(draft.note, target)
    if (moved.kind, moved.day, moved.name) != (old.kind, old.day, new_name):
        raise EditRefused(f"it would be read as something else as {target}", path)
    move = _move(desk, old, {path: None, target: moved}, moved)
    draft.edit(lambda note, _: relink_note(note, old, desk.rules, move))
    own = FileStep(target, draft.content, draft.note.as_bytes, path if target != path else None)
    linking = linking_notes(desk.index, move)
    drafts = update_links(desk, move, linking - {path})
    final = {
        path: None,
        **{d.path: d.facts for d in drafts},
        target: desk.read(draft.note, target),
    }
    changed_links = check_links(desk, move, linking, final)
    others = update_other_links(desk, move)
    steps = [own, *(d.step() for d in drafts), *others.steps]
    first = next(iter(draft.note.body.headings), None)
    told = (
        [f"its heading “{first.text}” stays"]
        if first and name_key(first.text) in map(name_key, (old.name, old.stem))
        else []
    )
    told += _in_namespace(desk.index, old) if page and page != old.page else ()
    if folder is not None and new_name != old.name:
        told.append(f"{path} keeps its file name, which makes it the note of the folder {folder}/")
    return operation(
        f"rename {old.name} to {new_name}",
        steps,
        [*told, *changed_links],
        [*unread_notices(desk, (old.stem, old.name)), *others.warnings],
    )


def _with_sign(desk: WriteSession, old: Facts, new_name: str) -> tuple[str, str]:
    """Return the new name, and the sign that only the file has before it: a contact keeps the sign that new ones get too."""
    sign = sign_of(old.stem) if old.kind == "contact" else ""
    bare = old.stem.removeprefix(sign)
    # To name the same person without the sign, or with another one, is to change the sign.
    if not sign or sign_of(new_name) or name_key(new_name) == name_key(bare):
        return new_name, ""
    if old.name == bare:
        return new_name, sign
    people = desk.index.names.of_kind("contact")
    title = (desk.rules.new.contact or "").rpartition("/")[2]
    is_usual = title.startswith(sign) or (len(people) > 1 and usual_sign(desk.index.names) == sign)
    return (sign + new_name if is_usual and old.name == old.stem else new_name), ""


def _own_folder(desk: WriteSession, facts: Facts) -> str | None:
    """Return the folder with other notes that a note is the folder note of: under another file name, it would lose them."""
    if facts.kind not in WITH_FOLDERS:
        return None
    for folder in (facts.path.rpartition("/")[0], without_ending(facts.path)):
        if describes(facts.path, folder) and may_be_owned(folder, desk.rules):
            there = items_beginning(desk.index.names.kinds, f"{folder}/", 2)
            if any(path != facts.path for path, _ in there):
                return folder
    return None


def _keep_kind_and_day(desk: WriteSession, draft: NoteEdit, old: Facts, target: str) -> None:
    """Write down what only the file name contained: the note's date, or the property that gives its kind."""
    moved = desk.read(draft.note, target)
    if moved.kind != old.kind and old.kind in KINDS:
        draft.edit(
            lambda note, _: property_editor(note, old, desk.rules).set(
                "type", [YamlText(type_word(old.kind, desk.rules))]
            )
        )
        moved = desk.read(draft.note, target)
    if old.day is not None and moved.day != old.day:
        day = YamlText(old.day.isoformat(), bare=True)
        draft.edit(lambda note, _: property_editor(note, old, desk.rules).set("date", [day]))


def _in_namespace(index: Index, old: Facts) -> list[str]:
    """Return a notice about the pages below a renamed one, which keep their names."""
    start = name_key(old.page) + "/"
    count = sum(name_key(facts.page).startswith(start) for facts in index.notes.values() if "/" in facts.page)
    return (
        [
            f"{counted(count, 'page')} in the namespace {old.page} {'keeps its name' if count == 1 else 'keep their names'}"
        ]
        if count
        else []
    )


def _new_page(desk: WriteSession, old: Facts, name: str) -> str:
    """Return the new name of a Logseq page, in the namespace of the old one unless the name has its own; else ""."""
    if not old.page or (old.page == old.stem and graph_of(desk.root, old.path) is None):
        return ""
    page = page_title(name)
    if old.name != old.page and "/" not in page and "/" in old.page:
        page = page_title(f"{old.page.rpartition('/')[0]}/{page}")
    taken = (p for rank, p in desk.index.names.table.get(name_key(page), ()) if rank == STEM)
    if other := next((p for p in taken if p != old.path), None):
        raise FileAlreadyExists(other)
    return page


def _set_title(draft: NoteEdit, page: str) -> None:
    """Change the title of a page that has one: it precedes the name of the file."""
    title = title_field(draft.note)
    if title is not None and title.text != page:
        draft.edit(lambda note, _: replace_fields(note, [(title, page)]))
    old = (name_key(draft.facts.page), name_key(draft.facts.name))
    front = {
        each.value.span: page
        for each in draft.note.header.properties
        if each.name == "title" and isinstance(each.value, Scalar) and name_key(each.value.text) in old
    }
    if front:
        draft.edit(lambda note, _: replace_texts(note, front))


def _target(desk: WriteSession, path: str, name: str, page: str) -> str:
    folder, slash, file = path.rpartition("/")
    stem = page_stem(page, like=stem_of(path)) if page else file_stem(name)
    if stem_of(path) == stem:
        return path
    others = (stem_of(n) for n in desk.names_in(folder) if is_note(n) and n != file)
    target = f"{folder}{slash}{stem}.md"
    if is_name_taken(others, stem):
        raise FileAlreadyExists(target)
    return target


def _move(desk: WriteSession, old: Facts, changes: dict[str, Facts | None], new: Facts) -> Move:
    in_graph = old.page != "" and graph_of(desk.root, old.path) is not None
    return Move(old, new, desk.index.names, desk.index.replace(changes).names, in_graph)


def update_links(desk: WriteSession, move: Move, linking: Iterable[str]) -> list[NoteEdit]:
    """Return those of the `linking_notes` that change, with their links updated. Raises EditRefused."""
    for p in desk.unread:
        # A broken symbolic link has nothing to update.
        if p.code == "unreadable" and os.path.exists(os.path.join(desk.root, *p.path.split("/"))):
            raise EditRefused(
                f"it can't be read ({p.message}), and may link {move.old.name}; mend that, or leave it out by `ignore` in pnet.toml",
                p.path,
            )
    drafts = []
    for source in sorted(linking):
        draft = desk.draft(source)
        draft.edit(lambda note, facts: relink_note(note, facts, desk.rules, move))
        if draft.step().before != draft.step().after:
            drafts.append(draft)
    return drafts


def unread_notices(desk: WriteSession, words: Iterable[str]) -> Iterator[str]:
    """Yield a notice for each note that couldn't be read in full and contains one of these words."""
    wanted = {
        form for word in words for form in (name_key(word), name_key(quote(word, errors="surrogateescape")))
    }
    for p in desk.unread:
        if p.code == "evicted":
            yield f"{p.path} is not on this disk, and may name it: look there yourself"
    problems = desk.index.note_problems
    for path in sorted(path for path in problems if any(p.code in _UNREAD for p in problems[path])):
        try:
            text = decode(desk.content(path))[0].text
        except EditRefused:
            text = None
        if text is None or any(word in name_key(line) for line in text.splitlines() for word in wanted):
            yield f"{path} can't be read in full, and may name it: check it yourself"
