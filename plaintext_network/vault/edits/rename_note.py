"""Plans a note's new name: its file, its `name`, and every link to it, or nothing."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from plaintext_network.errors import EditRefused, FileAlreadyExists, NameInvalid
from plaintext_network.model.edits.file_names import file_stem, is_name_taken
from plaintext_network.model.edits.relink import relink_note
from plaintext_network.model.edits.set_property import PropertyEditor
from plaintext_network.model.language.normalize import name_key, stem_of, without_ending
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.folder_notes import WITH_FOLDERS, describes, may_be_owned
from plaintext_network.model.note.kinds import type_word
from plaintext_network.model.note.note_name import is_id
from plaintext_network.model.note.rules import KINDS
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.network.index.names import identity
from plaintext_network.network.index.resolve import named_participants
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import decode
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
    folder = _own_folder(desk, old)
    # A file that is named by an id keeps it: links lead to the id.
    keeps_file = folder is not None or (old.name != old.stem and is_id(old.stem))
    target = path if keeps_file else _target(desk, path, new_name)
    stem = stem_of(target)
    if new_name != old.name:
        if dict(old.properties).get("name") or stem != new_name:
            draft.set("name", new_name)
        if alias:
            draft.add("aliases", old.name)
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
    steps = [own, *(d.step() for d in drafts)]
    first = next(iter(draft.note.body.headings), None)
    told = (
        [f"its heading “{first.text}” stays"]
        if first and name_key(first.text) in map(name_key, (old.name, old.stem))
        else []
    )
    if folder is not None and new_name != old.name:
        told.append(f"{path} keeps its file name, which makes it the note of the folder {folder}/")
    return operation(
        f"rename {old.name} to {new_name}",
        steps,
        [*told, *changed_links, *unread_notices(desk, (old.stem, old.name), {path: target})],
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
            lambda note, _: PropertyEditor(note, old, desk.rules).set(
                "type", [YamlText(type_word(old.kind, desk.rules))]
            )
        )
        moved = desk.read(draft.note, target)
    if old.day is not None and moved.day != old.day:
        day = YamlText(old.day.isoformat(), bare=True)
        draft.edit(lambda note, _: PropertyEditor(note, old, desk.rules).set("date", [day]))


def _target(desk: WriteSession, path: str, name: str) -> str:
    folder, slash, file = path.rpartition("/")
    stem = file_stem(name)
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
    for source in sorted(desk.index.backlinks.get(move.old.path, ())):
        if source not in left_out:
            draft = desk.draft(source)
            draft.edit(lambda note, facts: relink_note(note, facts, desk.rules, move))
            if draft.step().before != draft.step().after:
                drafts.append(draft)
    return drafts


def check_links(
    desk: WriteSession, move: Move, final: dict[str, Facts | None], joined: str | None = None
) -> list[str]:
    """Refuse a rename or merge after which a link leads to another note; return the links that had no target and now have one.

    `joined` is a note that absorbed the removed one, so that it has more links than before.
    """
    before, after = desk.index, desk.index.replace(final)
    told: list[str] = []
    keys = {key for facts in (move.old, move.new) for key, _ in identity(facts).names}
    sources = set(before.backlinks.get(move.old.path, ())) | {
        s for k in keys for s in before.dependents.get(k, ())
    }
    for source in sorted(sources | (final.keys() & before.notes.keys())):
        now = move.new.path if source == move.old.path else source
        old = [
            _LinkWithTarget(link.written, move.new.path if link.to == move.old.path else link.to)
            for link in _links_with_targets(before, source)
        ]
        new = _links_with_targets(after, now)
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
    refs = [*((ref, True) for ref in (*facts.people, *named)), *((ref, False) for ref in facts.links)]
    return [
        _LinkWithTarget(ref.target, index.names.resolve(ref, path, people=people).path)
        for ref, people in refs
    ]


def unread_notices(
    desk: WriteSession, words: Iterable[str], moved: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield a notice for each note that couldn't be read in full and contains one of these words, by new path."""
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
                path = (moved or {}).get(path, path)
                yield f"{path} can't be read whole, and may name it: look there yourself"
