"""Owns giving a note another name: its file, its `name`, and every link to it, or nothing."""

from collections.abc import Iterable

from plaintext_network.errors import AlreadyThere, EditRefused, NameUnusable
from plaintext_network.model.facts import Facts
from plaintext_network.model.file_names import file_stem, spelled_like
from plaintext_network.model.read import read
from plaintext_network.model.retarget import with_leads
from plaintext_network.model.spelling import stem_of
from plaintext_network.network.index import Index
from plaintext_network.network.linking import Move
from plaintext_network.network.names import identity
from plaintext_network.notes.header import UNREAD
from plaintext_network.vault.store import Operation, Step
from plaintext_network.vault.walk import is_note
from plaintext_network.vault.writing.desk import Desk, Draft, operation

# Where a link may stand that was not read.
_UNREAD = UNREAD | {"too-large", "body-too-large", "body-too-deep"}


def rename(desk: Desk, path: str, new_name: str, *, alias: bool = False) -> Operation:
    """Give a note another name; `alias` keeps the old one as an alias.

    Raises AlreadyThere, NameUnusable, or EditRefused where a link can't be led along.
    """
    new_name = " ".join(new_name.split())
    if not new_name:
        raise NameUnusable(new_name, "it is empty")
    draft = desk.draft(path)
    old = draft.facts
    target = _target(desk, path, new_name)
    stem = stem_of(target)
    if new_name != old.name:
        if dict(old.properties).get("name") or stem != new_name:
            draft.set("name", new_name)
        if alias:
            draft.add("aliases", old.name)
    moved = draft.facts._replace(path=target, name=new_name)
    move = _move(desk.index, old, {path: None, target: moved}, moved)
    draft.edit(lambda note, _: with_leads(note, old, desk.rules, move))
    source = draft.note.source
    own = Step(target, draft.content, source.encode(source.text), path if target != path else None)
    drafts = retargeted(desk, move, without=(path,))
    final = {path: None, **{d.path: d.facts for d in drafts}, target: read(draft.note, target, desk.rules)}
    check_links(desk, move, final)
    mention_unread(desk, (old.stem, old.name))
    return operation(f"rename {old.name} to {new_name}", [own, *(d.step() for d in drafts)])


def _target(desk: Desk, path: str, name: str) -> str:
    folder, slash, file = path.rpartition("/")
    stem = file_stem(name)
    if stem_of(path) == stem:
        return path
    others = (stem_of(n) for n in desk.names_in(folder) if is_note(n) and n != file)
    target = f"{folder}{slash}{stem}.md"
    if spelled_like(others, stem):
        raise AlreadyThere(target)
    return target


def _move(index: Index, old: Facts, changes: dict[str, Facts | None], new: Facts) -> Move:
    return Move(old, new, index.names, index.replace(changes).names)


def retargeted(desk: Desk, move: Move, without: Iterable[str] = ()) -> list[Draft]:
    """Return every other note that links the one that moves, its links led along. Raises EditRefused."""
    left_out = set(without)
    drafts = []
    for source in sorted(desk.index.backlinks.get(move.old.path, ())):
        if source not in left_out:
            draft = desk.draft(source)
            draft.edit(lambda note, facts: with_leads(note, facts, desk.rules, move))
            if draft.step().before != draft.step().after:
                drafts.append(draft)
    return drafts


def check_links(desk: Desk, move: Move, final: dict[str, Facts | None]) -> None:
    """Refuse what would leave a link leading elsewhere than before, in any note."""
    before, after = desk.index, desk.index.replace(final)
    keys = {key for facts in (move.old, move.new) for key, _ in identity(facts).names}
    sources = set(before.backlinks.get(move.old.path, ())) | {
        s for k in keys for s in before.askers.get(k, ())
    }
    for source in sorted(sources | (final.keys() & before.notes.keys())):
        now = move.new.path if source == move.old.path else source
        led = {move.new.path if t == move.old.path else t for t in before.resolved[source].targets}
        if lost := led - after.resolved[now].targets - {now}:
            raise EditRefused(
                f"its link to {min(lost)} would lead elsewhere or nowhere, since the new name means another note there",
                source,
            )


def mention_unread(desk: Desk, words: Iterable[str]) -> None:
    """Note which notes could not be read whole and hold one of these words."""
    wanted = [word.encode() for word in words]
    for path, facts in desk.index.notes.items():
        if any(p.code in _UNREAD for p in facts.problems):
            try:
                content = desk.content(path)
            except EditRefused:
                content = b""
            if not content or any(word in content for word in wanted):
                desk.notices.append(f"{path} can't be read whole, and may name it: look there yourself")
