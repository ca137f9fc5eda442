"""Finds the notes that a rename or merge changes, and verifies that every link leads to the same note afterwards."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from plaintext_network.errors import EditRefused, counted
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.network.index.names import hidden_key, identity
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.index.reference_link import LINKED_KINDS
from plaintext_network.network.index.resolve import named_participants
from plaintext_network.vault.edits.write_session import WriteSession


def linking_notes(index: Index, move: Move) -> set[str]:
    """Return the notes that link or name the moved one, in any form that a rename updates."""
    paths = _notes_to_read(index, move)
    fetch(index.notes, paths)
    others = (path for path in paths if _has_other_link(index.notes[path], index, move))
    return {*index.backlinks.get(move.old.path, ()), *others}


def _notes_to_read(index: Index, move: Move) -> Collection[str]:
    """Return the notes that may link or name the moved one in a way that is not a backlink."""
    if move.renames_tags:
        # Which notes have a tag is in no index.
        return index.notes
    names = [key for key, _ in identity(move.old).names]
    keys = [*names, *map(hidden_key, names)]
    fetch(index.dependents, keys)
    return {path for key in keys for path in index.dependents.get(key, ())}


def _has_other_link(facts: Facts, index: Index, move: Move) -> bool:
    """Return whether a note links or names the moved one in a way that is not a backlink."""
    refs = (*facts.hidden_links, *_bare_names(facts, move.old.kind))
    return _is_tagged(facts, move) or any(
        index.names.resolve(ref, facts.path, people=False).path == move.old.path for ref in refs
    )


def _bare_names(facts: Facts, kind: str) -> Iterator[Ref]:
    """Yield the names of notes of a kind that properties have without brackets, such as `met_at: PyCon`."""
    names = {name for name, linked in LINKED_KINDS.items() if linked == kind}
    if not names:
        return
    refs = [ref for name, refs in facts.references if name in names for ref in refs]
    if kind == "event":
        refs += [each.at for each in facts.interactions if each.at]
    elif kind == "goal":
        refs += [ref for each in facts.interactions for ref in each.goals]
    yield from (ref for ref in refs if ref.wiki is None)


def _is_tagged(facts: Facts, move: Move) -> bool:
    """Return whether a note has a page of Logseq's as a tag, which is a link to it: `#Person/Hal`."""
    return move.renames_tags and name_key(move.old.page) in map(name_key, facts.tags)


def check_links(
    desk: WriteSession,
    move: Move,
    linking: Iterable[str],
    final: dict[str, Facts | None],
    joined: str | None = None,
) -> list[str]:
    """Refuse a rename or merge after which a link leads to another note; return the links that had no target and now have one.

    `linking` are the `linking_notes`. `joined` is a note that absorbed the removed one, so that it has more links than before.
    """
    before, after = desk.index, desk.index.replace(final)
    _require_same_kinds(before, after, final, move)
    told: list[str] = []
    keys = {key for facts in (move.old, move.new) for key, _ in identity(facts).names}
    sources = {
        *linking,
        *(s for k in keys for s in before.dependents.get(k, ())),
    }
    for source in sorted(sources | {path for path in final if path in before.notes}):
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
            where = f"lead to {other}" if other else "no longer lead to one note alone"
            raise EditRefused(f"its link “{lost.written}” would {where}", source)
        if joined not in (source, now):
            told += [
                f"{source}: the link “{is_now.written}” now leads to {is_now.to}"
                for was, is_now in zip(old, new, strict=True)
                if was.to is None and is_now.to is not None
            ]
    return list(dict.fromkeys(told))


def _require_same_kinds(before: Index, after: Index, final: dict[str, Facts | None], move: Move) -> None:
    """Refuse a rename that changes the kind of other notes: `categories: [[People]]` may make them contacts."""
    changed = [
        path
        for path, facts in final.items()
        if facts is not None and path != move.new.path and before.notes[path].kind != facts.kind
    ]
    if changed:
        kind, new = before.notes[changed[0]].kind, after.notes[changed[0]].kind
        others = f", and so would {counted(len(changed) - 1, 'other note')}" if len(changed) > 1 else ""
        remedy = (
            "rename it otherwise"
            if kind == "plain"
            else f"add “{move.new.name}” to [kinds.{kind}] in pnet.toml first"
        )
        raise EditRefused(
            f"it would be read as {new}, not as {kind}, because of its link “{move.new.name}”{others}; {remedy}",
            changed[0],
        )


def _without_tags(
    new: "list[_LinkWithTarget]", old: "Sequence[_LinkWithTarget]", move: Move
) -> "list[_LinkWithTarget]":
    """Return a note's new links without those that were tags before: `#Person/Hal` became `#[[Person/Hal Moor]]`."""
    more = len(new) - len(old) if move.tag(move.old.page) is not None else 0
    kept: list[_LinkWithTarget] = []
    for link in new:
        is_same = len(kept) < len(old) and old[len(kept)].to == link.to
        if more > 0 and not is_same and link.to == move.new.path:
            more -= 1
        else:
            kept.append(link)
    return kept


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
