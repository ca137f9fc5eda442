"""Plans a note's new name: its file, its `name`, and every link to it, or nothing."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from plaintext_network.errors import EditRefused, FileAlreadyExists, NameInvalid, counted
from plaintext_network.model.edits.file_names import file_stem, is_name_taken, page_title
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.relink import relink_note
from plaintext_network.model.language.normalize import name_key, stem_of, without_ending
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.folder_notes import WITH_FOLDERS, describes, may_be_owned
from plaintext_network.model.note.kinds import type_word
from plaintext_network.model.note.note_name import is_id
from plaintext_network.model.note.page_names import last_part, page_stem
from plaintext_network.model.note.rules import KINDS
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.network.index.names import STEM, identity
from plaintext_network.network.index.resolve import named_participants
from plaintext_network.notes.edit_body import replace_fields
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.header import UNREADABLE, Scalar
from plaintext_network.notes.page_properties import title_field
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import decode
from plaintext_network.vault.config.logseq_graph import graph_of
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
    page = _new_page(desk, old, new_name)
    folder = None if page else _own_folder(desk, old)
    # A file that is named by an id keeps it: links lead to the id.
    keeps_file = folder is not None or (not page and old.name != old.stem and is_id(old.stem))
    target = path if keeps_file else _target(desk, path, new_name, page)
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
    move = _move(desk.index, old, {path: None, target: moved}, moved)
    draft.edit(lambda note, _: relink_note(note, old, desk.rules, move))
    own = FileStep(target, draft.content, draft.note.as_bytes, path if target != path else None)
    drafts = update_links(desk, move, without=(path,))
    final = {
        path: None,
        **{d.path: d.facts for d in drafts},
        target: desk.read(draft.note, target),
    }
    changed_links = check_links(desk, move, final)
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


def _own_folder(desk: WriteSession, facts: Facts) -> str | None:
    """Return the folder with other notes that a note is the folder note of: under another file name, it would lose them."""
    if facts.kind not in WITH_FOLDERS:
        return None
    for folder in (facts.path.rpartition("/")[0], without_ending(facts.path)):
        if describes(facts.path, folder) and may_be_owned(folder, desk.rules):
            others = (path for path in desk.index.names.kinds if path.startswith(f"{folder}/"))
            if any(path != facts.path for path in others):
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


def _move(index: Index, old: Facts, changes: dict[str, Facts | None], new: Facts) -> Move:
    return Move(old, new, index.names, index.replace(changes).names)


def update_links(desk: WriteSession, move: Move, without: Iterable[str] = ()) -> list[NoteEdit]:
    """Return every other note that links the moved one, with its links updated. Raises EditRefused."""
    for p in desk.unread:
        # A broken symbolic link has nothing to update.
        if p.code == "unreadable" and os.path.exists(os.path.join(desk.root, *p.path.split("/"))):
            raise EditRefused(
                f"it can't be read ({p.message}), and may link {move.old.name}; mend that, or leave it out by `ignore` in pnet.toml",
                p.path,
            )
    left_out = set(without)
    drafts = []
    linking = {*desk.index.backlinks.get(move.old.path, ()), *_tagged(desk.index, move)}
    for source in sorted(linking.union(_hidden_links(desk.index, move))):
        if source not in left_out:
            draft = desk.draft(source)
            draft.edit(lambda note, facts: relink_note(note, facts, desk.rules, move))
            if draft.step().before != draft.step().after:
                drafts.append(draft)
    return drafts


def _hidden_links(index: Index, move: Move) -> Iterator[str]:
    """Yield the notes whose comments, HTML or queries link the moved one."""
    for path, facts in index.notes.items():
        for ref in facts.hidden_links:
            if index.names.resolve(ref, path, people=False).path == move.old.path:
                yield path
                break


def _tagged(index: Index, move: Move) -> Iterator[str]:
    """Yield the notes that have a Logseq page as a tag, which is a link to it: `#Person/Hal`."""
    if "/" in move.old.page and move.new.page != move.old.page:
        key = name_key(move.old.page)
        for path, facts in index.notes.items():
            if any(name_key(tag) == key for tag in facts.tags):
                yield path


def check_links(
    desk: WriteSession, move: Move, final: dict[str, Facts | None], joined: str | None = None
) -> list[str]:
    """Refuse a rename or merge after which a link leads to another note; return the links that had no target and now have one.

    `joined` is a note that absorbed the removed one, so that it has more links than before.
    """
    before, after = desk.index, desk.index.replace(final)
    told: list[str] = []
    keys = {key for facts in (move.old, move.new) for key, _ in identity(facts).names}
    sources = {
        *before.backlinks.get(move.old.path, ()),
        *(s for k in keys for s in before.dependents.get(k, ())),
        *_hidden_links(before, move),
    }
    for source in sorted(sources | (final.keys() & before.notes.keys())):
        now = move.new.path if source == move.old.path else source
        old = [
            _LinkWithTarget(link.written, move.new.path if link.to == move.old.path else link.to)
            for link in _links_with_targets(before, source)
        ]
        new = _without_tags(_links_with_targets(after, now), old, move)
        if joined in (source, now):
            there = {link.to for link in new} | {now}
            lost = next((link for link in old if link.to is not None and link.to not in there), None)
            other = None
        elif len(old) != len(new):
            raise EditRefused("its links would not all be read as links by the new name", source)
        else:
            pairs = zip(old, new, strict=True)
            lost, other = next(
                ((was, is_now.to) for was, is_now in pairs if was.to not in (None, is_now.to)), (None, None)
            )
        if lost is not None:
            where = f"lead to {other}" if other else "lead nowhere"
            raise EditRefused(f"its link “{lost.written}” would {where}", source)
        if joined not in (source, now):
            told += [
                f"{source}: the link “{is_now.written}” now leads to {is_now.to}"
                for was, is_now in zip(old, new, strict=True)
                if was.to is None and is_now.to is not None
            ]
    return list(dict.fromkeys(told))


def _without_tags(
    new: "list[_LinkWithTarget]", old: "Sequence[_LinkWithTarget]", move: Move
) -> "list[_LinkWithTarget]":
    """Return a note's new links without those that were tags before: `#Person/Hal` became `#[[Person/Hal Moor]]`."""
    more = len(new) - len(old) if move.tag(move.old.page) is not None else 0
    links: list[_LinkWithTarget] = []
    for link in new:
        is_same = len(links) < len(old) and old[len(links)].to == link.to
        if more > 0 and not is_same and link.to == move.new.path:
            more -= 1
        else:
            links.append(link)
    return links


class _LinkWithTarget(NamedTuple):
    """A link or name as written, and the note it leads to."""

    written: str
    to: str | None


def _links_with_targets(index: Index, path: str) -> list[_LinkWithTarget]:
    """Return every link and name of a note with its target, in reading order."""
    facts = index.notes[path]
    named = [
        ref
        for passed in facts.interactions
        for ref in (*passed.people, *named_participants(passed, path, index.names))
    ]
    links = (*facts.links, *facts.hidden_links)
    refs = [*((ref, True) for ref in (*facts.people, *named)), *((ref, False) for ref in links)]
    return [
        _LinkWithTarget(ref.target, index.names.resolve(ref, path, people=people).path)
        for ref, people in refs
    ]


def unread_notices(desk: WriteSession, words: Iterable[str]) -> Iterator[str]:
    """Yield a notice for each note that couldn't be read in full and contains one of these words."""
    wanted = {
        form for word in words for form in (name_key(word), name_key(quote(word, errors="surrogateescape")))
    }
    for p in desk.unread:
        if p.code == "evicted":
            yield f"{p.path} is not on this disk, and may name it: look there yourself"
    for path, facts in desk.index.notes.items():
        if any(p.code in _UNREAD for p in facts.problems):
            try:
                text = decode(desk.content(path))[0].text
            except EditRefused:
                text = None
            if text is None or any(word in name_key(line) for line in text.splitlines() for word in wanted):
                yield f"{path} can't be read in full, and may name it: check it yourself"
