"""Implements `pnet git`: sets up git to merge notes by property, and checks the notes staged for a commit."""

from __future__ import annotations

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.commands.check import show_problem
from plaintext_network.cli.git_program import program_words
from plaintext_network.cli.output.diff import print_diff
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted, joined
from plaintext_network.vault import TRASH
from plaintext_network.vault.git.replace_file import FileChange, apply_changes
from plaintext_network.vault.git.repository import Repository, find_repository
from plaintext_network.vault.git.setup import (
    Hook,
    SetupPlan,
    is_trash_tracked,
    other_driver,
    plan_removal,
    plan_setup,
    shared_files,
)

WHAT_IT_DOES = {
    ".gitattributes": "git merges and compares notes with pnet",
    ".gitignore": "git leaves out the trash and unfinished writes",
    "config": "the program that merges notes",
    "pre-commit": "stops a commit whose notes have errors",
}


def run(session: Session) -> int:
    """Run `pnet git`."""
    options = session.options
    if options.action != "setup" and (options.undo or options.dry_run):
        raise WrongUsage("pnet git", f"{'--undo' if options.undo else '--dry-run'} works only with setup")
    if options.action == "check":
        return _check(session)
    root = session.place.root
    repository = find_repository(root)
    if options.undo:
        return _undo(session, repository, plan_removal(root, repository))
    plan = plan_setup(root, repository, program_words())
    if options.action == "show":
        return _show(session, repository, plan)
    return _set_up(session, repository, plan)


def _set_up(session: Session, repository: Repository, plan: SetupPlan) -> int:
    options, screen = session.options, session.screen
    changes = _changes(plan)
    if options.dry_run:
        _print_diffs(session, repository, changes)
    else:
        apply_changes(changes)
        for change in changes:
            done = "unchanged" if change.before == change.after else "wrote"
            _line(session, repository, change, done)
        if other := other_driver(session.place.root):
            screen.warn(
                f"another rule sets merge={other} for notes, so git doesn't merge them with pnet; "
                "to find it: git check-attr --all -- note.md"
            )
    if is_trash_tracked(session.place.root):
        screen.warn(
            f"git tracks notes in {TRASH}, and reads deletions as renames; to stop that: git rm -r -q --cached {TRASH}"
        )
    _explain_hook(session, plan.hook)
    screen.note(
        "Commit .gitattributes and .gitignore. Run `pnet git setup` in each clone, because git copies no settings and no hooks."
    )
    screen.note(
        "Hosts such as GitHub and GitLab, and Obsidian's Git plugin on a phone, merge lines, without pnet."
    )
    return 0


def _undo(session: Session, repository: Repository, plan: SetupPlan) -> int:
    changes = [change for change in plan.changes if change.before != change.after]
    if not changes:
        session.screen.note("nothing is set up here")
        return 0
    if session.options.dry_run:
        _print_diffs(session, repository, changes)
        return 0
    apply_changes(changes)
    for change in changes:
        _line(session, repository, change, "removed" if change.after is None else "restored")
    if shared := shared_files(session.place.root):
        session.screen.note(
            f"the other clones share {joined(shared)}; to keep that: git restore {' '.join(shared)}"
        )
    return 0


def _show(session: Session, repository: Repository, plan: SetupPlan) -> int:
    changes = _changes(plan)
    for change in changes:
        _line(session, repository, change, "set up" if change.before == change.after else "not set up")
    if any(change.before != change.after for change in changes):
        session.screen.note("to let git merge notes by property: pnet git setup")
    _explain_hook(session, plan.hook)
    return 0


def _changes(plan: SetupPlan) -> list[FileChange]:
    return [*plan.changes, *((plan.hook.change,) if plan.hook.change else ())]


def _line(session: Session, repository: Repository, change: FileChange, done: str) -> None:
    what = WHAT_IT_DOES.get(os.path.basename(change.path), "")
    session.screen.print(f"{done}: ", ("place", _shown(repository, change.path)), f"  ({what})")


def _print_diffs(session: Session, repository: Repository, changes: list[FileChange]) -> None:
    for change in changes:
        path = _shown(repository, change.path)
        before, after = (None if text is None else path for text in (change.before, change.after))
        print_diff(session.screen, before, after, change.before, change.after)


def _shown(repository: Repository, path: str) -> str:
    inside = os.path.join(repository.top, "")
    return path[len(inside) :] if path.startswith(inside) else path


def _explain_hook(session: Session, hook: Hook) -> None:
    if hook.reason:
        session.screen.note(
            f"pnet didn't change your checks before a commit: {hook.reason}. Add to {hook.place}:"
        )
        for line in hook.lines:
            session.screen.note(f"  {line}")


def _check(session: Session) -> int:
    # Late: only a commit needs it.
    from plaintext_network.vault.git.staged_notes import staged_problems

    screen = session.screen
    repository = find_repository(os.getcwd())
    found = [(p, text) for p, text in staged_problems(repository) if p.severity == "error"]
    for p, text in found:
        show_problem(screen, p, text.decode("utf-8", "replace").splitlines())
    if found:
        screen.note(
            f"{counted(len(found), 'error')} in staged notes; to commit anyway: git commit --no-verify"
        )
    return 1 if found else 0
