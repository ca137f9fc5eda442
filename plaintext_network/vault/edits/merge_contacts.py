"""Plans the merge of two contacts: the first gets the second's properties, text, Log and links; its note goes to the trash."""

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.merge_contacts import (
    PropertyConflict,
    find_conflicts,
    merge_properties,
    merge_text,
)
from plaintext_network.model.edits.page_properties import with_front_matter
from plaintext_network.model.edits.relink import relink_note
from plaintext_network.model.edits.repeated_items import without_repeated_items
from plaintext_network.model.edits.repeated_text import without_repeated_text
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.index.link_text import Move
from plaintext_network.notes.edit_front import require_readable_front
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note, parse
from plaintext_network.vault.config.logseq_graph import graph_of
from plaintext_network.vault.edits.linking_notes import check_links, linking_notes
from plaintext_network.vault.edits.other_links import update_other_links
from plaintext_network.vault.edits.rename_note import unread_notices, update_links
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession, operation
from plaintext_network.vault.transaction.record import Operation


def differing_properties(desk: WriteSession, first: str, second: str) -> tuple[PropertyConflict, ...]:
    """Return the properties in which two contacts' notes differ."""
    draft, other = _drafts(desk, first, second)
    theirs = with_front_matter(other.note, other.facts, desk.rules)
    return find_conflicts(draft.note, draft.facts, theirs, desk.rules, _either(desk, first, second))


def plan_merge(
    desk: WriteSession, first: str, second: str, theirs: Collection[str] = (), *, former: bool = False
) -> Operation:
    """Plan the merge of the second contact's note into the first's.

    If a value differs, the first's counts, except for the properties in `theirs`; the other value goes into the text. With
    `former`, the other organization goes into the property `former` instead.
    What both notes contain counts once. Raises EditRefused if anything would be lost.
    """
    draft, other = _drafts(desk, first, second)
    old, gone = draft.facts, other.facts
    is_either = _either(desk, first, second)
    second_note = with_front_matter(other.note, gone, desk.rules)
    differing = find_conflicts(draft.note, old, second_note, desk.rules, is_either)
    told = [_told(each, each.name in theirs, former=former) for each in differing]
    noted: tuple[str, ...] = ()

    def properties(note: Note, facts: Facts) -> Note:
        nonlocal noted
        note, noted = merge_properties(
            note, facts, second_note, gone, desk.rules, theirs, is_either, former=former
        )
        return note

    draft.edit(properties)
    new_text = without_repeated_text(second_note, gone, draft.note, old, desk.rules)
    draft.edit(lambda note, _: merge_text(note, new_text, gone, noted, desk.rules))
    _check(old, gone, read_facts(new_text, second, desk.rules), draft.facts)
    names = desk.index.replace({second: None, first: draft.facts}).names
    in_graph = gone.page != "" and graph_of(desk.root, second) is not None
    move = Move(gone, draft.facts, desk.index.names, names, in_graph)
    merged = draft.note
    draft.edit(lambda note, facts: relink_note(note, facts, desk.rules, move))
    linking = linking_notes(desk.index, move)
    drafts = update_links(desk, move, linking - {first, second})
    final = {second: None, first: draft.facts, **{d.path: d.facts for d in drafts}}
    told += check_links(desk, move, linking, final, joined=first)
    for each, before in ((draft, merged), *((each, parse(each.content)) for each in drafts)):
        each.edit(partial(_without_repeated_items, before))
    away = trash_step(desk, second, other.content)
    others = update_other_links(desk, move)
    steps = [draft.step(), *(d.step() for d in drafts), *others.steps, away]
    warnings = [*unread_notices(desk, (gone.stem, gone.name)), *others.warnings]
    return operation(f"merge {gone.name} into {old.name}", steps, told, warnings)


def _without_repeated_items(before: Note, note: Note, _: Facts) -> Note:
    return without_repeated_items(before, note)


def _either(desk: WriteSession, first: str, second: str) -> Callable[[str], bool]:
    """Return a function that returns whether a link or name means one of the two."""

    def is_either(text: str) -> bool:
        link = next(links_in(text), None)
        ref = Ref(link.target if link else visible_text(text), 1, 1, 0)
        return desk.index.names.resolve(ref, first, people=True).path in (first, second)

    return is_either


def _drafts(desk: WriteSession, first: str, second: str) -> tuple[NoteEdit, NoteEdit]:
    if first == second:
        raise EditRefused("it can't be merged with itself", first)
    drafts = desk.draft(first), desk.draft(second)
    for draft in drafts:
        # A note whose properties can't be read would lose them.
        draft.edit(lambda note, _: require_readable_front(note))
        if draft.facts.contact is None:
            raise EditRefused("it is not a contact's note", draft.path)
    return drafts


def _told(conflict: PropertyConflict, seconds: bool, *, former: bool) -> str:
    counts, other = (conflict.second, conflict.first) if seconds else (conflict.first, conflict.second)
    is_former = former and conflict.name == "organization"
    return (
        f"{conflict.name}: {counts} counts; {other} is {'a former one' if is_former else 'noted in the text'}"
    )


def _check(old: Facts, gone: Facts, new: Facts, now: Facts) -> None:
    """Refuse a merge that would lose an interaction or a task of either note. `new` is of what the first lacks."""
    for what, told in (("an interaction", _passed), ("a task", _promised)):
        first, second, added = (Counter(told(facts)) for facts in (old, gone, new))
        lost = (first + added - Counter(told(now))) + (second - added - first)
        if lost:
            raise EditRefused(f"{what} would be lost or read otherwise: {next(iter(lost))[0]}", old.path)
    if now.kind != "contact" or now.name != old.name:
        raise EditRefused("it would be read as something else", old.path)


def _passed(facts: Facts) -> list[tuple[str, ...]]:
    return [
        (p.summary, str(p.day), p.direction, str(p.planned), *p.gave, *p.got)
        for p in facts.interactions
        if p.form != "kept"
    ]


def _promised(facts: Facts) -> list[tuple[str, ...]]:
    return [(task.text, str(task.day), str(task.open)) for task in facts.tasks]
