"""Lists the remedies of a note's problem, and plans the one that its owner chose. Chooses none."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused, NoteNotFound, counted
from plaintext_network.model.edits.remedies.find_remedies import apply_remedy, find_remedies
from plaintext_network.model.edits.remedies.remedy import Case, Remedy
from plaintext_network.model.note.facts import Facts
from plaintext_network.notes.note import Note
from plaintext_network.problems import Problem
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation


def remedies_of(
    desk: WriteSession, note: Note, facts: Facts, problem: Problem, *, proved: bool
) -> tuple[Remedy, ...]:
    """Return the remedies of a problem of a note, likeliest first; with `proved`, only those that can be applied."""
    case = Case(note, facts, desk.rules, problem, desk.today, desk.read)
    found = (*_with_participants(desk, case), *_without_photo(desk, case), *find_remedies(case))
    return tuple(each for each in found if not proved or _is_possible(case, each))


def plan_remedy(desk: WriteSession, problem: Problem, title: str) -> Operation:
    """Plan the remedy with this title. Raises EditRefused if it is none any more."""
    draft = desk.draft(problem.path)
    found = remedies_of(desk, draft.note, draft.facts, problem, proved=False)
    remedy = next((each for each in found if each.title == title), None)
    if remedy is None:
        raise EditRefused(f"“{title}” is no remedy any more", problem.path)
    case = Case(draft.note, draft.facts, desk.rules, problem, desk.today, desk.read)
    draft.edit(lambda *_: apply_remedy(case, remedy))
    return draft.operation(f"{title} ({draft.name})")


def _is_possible(case: Case, remedy: Remedy) -> bool:
    try:
        apply_remedy(case, remedy)
    except (EditRefused, NoteNotFound):
        return False
    return True


def _with_participants(desk: WriteSession, case: Case) -> Iterator[Remedy]:
    """Yield the contacts that a meeting's note links as its participants."""
    path = case.facts.path
    resolved = desk.index.resolved.get(path) if case.problem.code == "with-missing" else None
    paths = tuple(dict.fromkeys(mention.contact for mention in resolved.mentions)) if resolved else ()
    if paths:
        one = desk.index.notes[paths[0]].name
        who = one if len(paths) == 1 else f"the {counted(len(paths), 'linked contact')}"
        links = [desk.link(each, path) for each in paths]
        yield Remedy(f"Add {who} to the participants", lambda: desk.draft(path).add("with", *links).note)


def _without_photo(desk: WriteSession, case: Case) -> Iterator[Remedy]:
    if case.problem.code == "photo-missing":
        title = f"Remove the photo “{case.fact('file')}”"
        yield Remedy(title, lambda: desk.draft(case.facts.path).unset("photo").note)
