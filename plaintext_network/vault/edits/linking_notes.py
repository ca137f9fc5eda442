"""Finds the notes that a rename or merge changes, and verifies that every link leads to the same note afterwards."""

from collections.abc import Iterator, Sequence

from plaintext_network.errors import EditRefused, counted
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.network.index.names import identity
from plaintext_network.network.index.reference_link import LINKED_KINDS
from plaintext_network.network.index.resolve import named_participants
from plaintext_network.vault.edits.write_session import WriteSession


def linking_notes(index: Index, move: Move) -> set[str]:
    """Return the notes that link or name the moved one, in any form that a rename updates."""
    found = {*index.backlinks.get(move.old.path, ()), *_tagged(index, move)}
    return found.union(_naming(index, move), _hidden_links(index, move))


def _hidden_links(index: Index, move: Move) -> Iterator[str]:
    """Yield the notes whose comments, HTML or queries link the moved one."""
    for path, facts in index.notes.items():
        for ref in facts.hidden_links:
            if index.names.resolve(ref, path, people=False).path == move.old.path:
                yield path
                break


def _naming(index: Index, move: Move) -> Iterator[str]:
    """Yield the notes with a property that names the moved note without brackets, such as `met_at: PyCon`."""
    names = {name for name, kind in LINKED_KINDS.items() if kind == move.old.kind}
    for path, facts in index.notes.items() if names else ():
        refs = [ref for name, refs in facts.references if name in names for ref in refs]
        if move.old.kind == "event":
            refs += [each.at for each in facts.interactions if each.at]
        elif move.old.kind == "goal":
            refs += [ref for each in facts.interactions for ref in each.goals]
        bare = (ref for ref in refs if ref.wiki is None)
        if any(index.names.resolve(ref, path, people=False).path == move.old.path for ref in bare):
            yield path


def _tagged(index: Index, move: Move) -> Iterator[str]:
    """Yield the notes that have a page of Logseq's as a tag, which is a link to it: `#Person/Hal`."""
    if move.renames_tags:
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
    _require_same_kinds(before, after, final, move)
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
