"""Plans the resolution of conflicts: answers replace markers in notes, and copies move to the trash. Asks nothing."""

import os
from collections.abc import Iterable, Iterator, Mapping
from shlex import quote

from plaintext_network.errors import ChangedOnDisk, EditRefused
from plaintext_network.model.merge.conflicts.conflict_answers import conflicts_of
from plaintext_network.model.note.kinds import conflict_copies
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.note import Note, parse
from plaintext_network.problems import Problem
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import FileStep, Operation


class NoteInConflict(NamedTuple):
    """A note with markers, with conflict copies, or both. `copies` are their paths; the note itself may be missing."""

    path: str
    has_markers: bool
    copies: tuple[str, ...] = ()


class Resolution(NamedTuple):
    """What to write: the note's bytes as they were read, None if there was no file, and the new ones.

    `copies` are the paths and the bytes of the copies that are part of the new text. With `renamed`, the one copy takes the place of
    the missing note.
    """

    path: str
    before: bytes | None
    after: bytes
    copies: tuple[tuple[str, bytes], ...] = ()
    renamed: bool = False


def notes_in_conflict(problems: Iterable[Problem]) -> tuple[NoteInConflict, ...]:
    """Return the notes that the vault's problems say are in conflict, by path."""
    marked: set[str] = set()
    copies: dict[str, list[str]] = {}
    for problem in problems:
        if problem.code == "conflict-marker":
            marked.add(problem.path)
        elif problem.code == "conflict-copy":
            copies.setdefault(original_of(problem), []).append(problem.path)
    return tuple(
        NoteInConflict(path, path in marked, tuple(sorted(copies.get(path, ()))))
        for path in sorted(marked | copies.keys())
    )


def original_of(problem: Problem) -> str:
    """Return the path of the note that the problem's file is a copy of."""
    folder, slash, name = problem.path.rpartition("/")
    base = dict(problem.facts)["base"]
    if base.endswith("…"):
        # A problem's facts are shortened.
        names = (conflict_copies.copy_of(name), *conflict_copies.maybe_copy_of(name))
        base = next((each for each in names if each and each.startswith(base[:-1])), base)
    return f"{folder}{slash}{base}"


def with_missing_originals(
    root: str, problems: Iterable[Problem], unsaved: Mapping[str, bytes | None]
) -> Iterator[Problem]:
    """Yield the problems; that of a conflict copy whose original is missing has another remedy, because there is nothing to merge.

    An `unsaved` text exists as well.
    """
    for problem in problems:
        if problem.code == "conflict-copy":
            original = original_of(problem)
            there = unsaved[original] is not None if original in unsaved else None
            if not (os.path.lexists(os.path.join(root, original)) if there is None else there):
                remedy = (
                    f"{original} is missing; to rename the copy to it: pnet resolve {quote(problem.path)}"
                )
                problem = problem._replace(facts=(*problem.facts, ("remedy", remedy)))
        yield problem


def read_for_conflicts(desk: WriteSession, path: str) -> tuple[bytes, Note]:
    """Return a note's bytes and the note, which may have markers. Raises EditRefused or NoteNotFound."""
    content = desk.content(path)
    note = parse(content)
    if note.source.is_truncated:
        raise EditRefused("it is too large; split it first", path)
    if note.as_bytes != content:
        raise EditRefused("it contains bytes that are not text", path)
    if any(not each.is_clear for each in conflicts_of(note)):
        raise EditRefused(
            "a line of = signs in a conflict may be text or divide the versions; choose in your editor", path
        )
    return content, note


def plan_resolve(desk: WriteSession, resolutions: Iterable[Resolution]) -> Operation:
    """Plan all resolutions as one operation. Raises ChangedOnDisk if a file is not what was read."""
    steps: list[FileStep] = []
    names: list[str] = []
    warnings: list[str] = []
    taken: list[str] = []
    for each in resolutions:
        for path, content in ((each.path, each.before), *each.copies):
            if content is not None and desk.content(path) != content:
                raise ChangedOnDisk(path)
        names.append(each.path)
        if each.renamed:
            copy, content = each.copies[0]
            steps.append(FileStep(each.path, content, each.after, copy))
        else:
            steps.append(FileStep(each.path, each.before, each.after))
        for copy, content in each.copies[each.renamed :]:
            steps.append(step := trash_step(desk, copy, content, taken))
            taken.append(step.path)
        warnings += [told for copy, _ in each.copies for told in _linking(desk, copy)]
    what = names[0] if len(names) == 1 else f"{len(names)} notes"
    return operation(f"resolve {what}", steps, warnings=warnings)


def _linking(desk: WriteSession, copy: str) -> list[str]:
    """Return a notice for each note that links a copy, which is in the trash afterwards."""
    stem = copy.rpartition("/")[2][:-3].casefold()
    return [
        f"{path} links to the copy: [[{ref.target}]]"
        for path, facts in sorted(desk.index.notes.items())
        for ref in dict.fromkeys((*facts.links, *facts.people, *facts.hidden_links))
        if ref.target.rpartition("/")[2].casefold().removesuffix(".md") == stem
    ]
