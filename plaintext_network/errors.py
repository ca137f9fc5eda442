"""Owns the exceptions for requests that fail, each with its exit status. A fault in a note is a `Problem`, not one of these."""

from __future__ import annotations

# Named here rather than imported: only annotations want it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def _quoted(text: str) -> str:
    """Return a text as a message shows it: on one line, so that it can't pass for another message."""
    return "“" + text.replace("\r", "\\r").replace("\n", "\\n") + "”"


def _blanked(text: str) -> str:
    """Return a text on one line, with its columns where they were."""
    return text.replace("\r", " ").replace("\n", " ")


class PnetError(Exception):
    """Say that a request could not be answered; the base of every exception of this package."""

    exit_code = 2


class VaultNotFound(PnetError):
    """Say that no vault was found, and where it was looked for."""

    exit_code = 3

    def __init__(self, looked: str, hint: str | None = None) -> None:
        self.looked = looked
        usual = "make one with `pnet init DIR`, or name a folder with --vault DIR or $PNET_VAULT"
        super().__init__(f"no vault: {looked}\n{hint or usual}")


class NoteNotFound(PnetError):
    """Say that no note goes by this name or path."""

    exit_code = 3
    wanted = "note"
    hint = "a whole name or path is needed, but for contacts; `pnet find` searches the text"

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name, self.near = name, tuple(near)
        hint = f"did you mean {' or '.join(near)}?" if near else self.hint
        super().__init__(f"no {self.wanted} goes by {_quoted(name)}\n{hint}")


class ContactNotFound(NoteNotFound):
    """Say that no contact goes by this name, and which names are near."""

    wanted = "contact"
    hint = "`pnet list` names everyone; `pnet find` searches the text"


class ProfileNotFound(NoteNotFound):
    """Say that no profile goes by this channel or name, and which there are."""

    wanted = "profile"
    hint = "a note in profiles/, or of `type: profile`, is one; `pnet profile` shows them all"


class DraftNotFound(PnetError):
    """Say that there is no file or note to be checked by this name, or that it can't be read."""

    exit_code = 3

    def __init__(self, name: str, reason: str | None = None) -> None:
        self.name, self.reason = name, reason
        said = (
            f"{_quoted(name)} can't be read: {reason}"
            if reason
            else f"no file or note is called {_quoted(name)}"
        )
        super().__init__(f"{said}\na path, the name of a note, or - for standard input is needed")


class UnknownParticipant(ContactNotFound):
    """Say that somebody who took part is no contact yet."""

    def __init__(self, name: str) -> None:
        self.hint = f'`pnet add "{name}"` makes one'
        super().__init__(name)


class NotAContact(ContactNotFound):
    """Say that the note that goes by this name is none of a contact."""

    def __init__(self, name: str, path: str, kind: str) -> None:
        self.path, self.kind = path, kind
        # "plain" is our word for a note of no kind.
        self.hint = f"{path} goes by it, " + ("a plain note" if kind == "plain" else f"of kind {kind}")
        super().__init__(name)


class EventNotFound(NoteNotFound):
    """Say that no event goes by this name, and how one comes to be."""

    wanted = "event"
    hint = "`pnet event` lists them; a note in events/ with a `date` makes one, and so does the `met_at` of somebody"


class GoalNotFound(NoteNotFound):
    """Say that no goal goes by this name, and how one comes to be."""

    wanted = "goal"
    hint = "`pnet goal --all` lists them; a note in goals/ is one"


class AmbiguousName(PnetError):
    """Say that a name fits several contacts, and which."""

    exit_code = 3
    wanted = "contacts"

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        lines = "".join(f"\n  {who}  ({path})" for who, path in candidates)
        super().__init__(
            f"{_quoted(name)} fits {len(candidates)} {self.wanted}; say which, by more of the name or by path:{lines}"
        )


class AmbiguousEvent(AmbiguousName):
    """Say that a name fits several events, and which."""

    wanted = "events"


class AmbiguousGoal(AmbiguousName):
    """Say that a part of a name fits several goals, and which."""

    wanted = "goals"


class AmbiguousOrganization(AmbiguousName):
    """Say that a part of a name fits several organizations, and where they are named."""

    wanted = "organizations"


class IntroductionRefused(PnetError):
    """Say why two people are not to be introduced; nothing was written."""

    exit_code = 4

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        super().__init__(f"{reason}; nothing was written" + (f"\n{hint}" if hint else ""))


class SettingsInvalid(PnetError):
    """Say what is wrong in a settings file: its place, the key if one is concerned, and what was expected."""

    def __init__(self, place: str, key: str, fault: str) -> None:
        self.place, self.key, self.fault = place, key, fault
        super().__init__(f"{place}: {key + ': ' if key else ''}{fault}")


class QueryInvalid(PnetError):
    """Say where a query can't be read; `column` counts characters from 1."""

    def __init__(self, query: str, column: int, fault: str) -> None:
        self.query, self.column, self.fault = query, column, fault
        super().__init__(
            f"the query can't be read at column {column}: {fault}\n  {_blanked(query)}\n  {' ' * (column - 1)}^"
        )


class DateNotUnderstood(PnetError):
    """Say that a text given as a date is not one."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{_quoted(text)} is not a date\nwrite 2026-11-24, yesterday, last friday, 3 days ago, in 2 weeks or nov 20"
        )


class CadenceNotUnderstood(PnetError):
    """Say that a text given as a length of time is not one."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{_quoted(text)} is not a length of time\nwrite 10 days, 2w, 3 months, 1y or P3M")


class OutputFailed(PnetError):
    """Say that the answer could not be written where it should go."""

    exit_code = 4

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the answer could not be written: {reason}")


class FileAlreadyExists(PnetError):
    """Say that a file that would be made exists already; nothing was written."""

    exit_code = 4

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} is there already; nothing was written")


class WriteFailed(PnetError):
    """Say that the system refused a write; nothing was changed."""

    exit_code = 4

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} could not be written ({reason}); nothing was changed")


class WriteLeftPending(WriteFailed):
    """Say that the system refused a write, and then to take back what was done of it; the next run does."""

    def __init__(self, path: str, reason: str, goes_back: bool) -> None:
        super().__init__(path, reason)
        does = "takes it back" if goes_back else "completes it"
        self.args = (
            f"{path} could not be written ({reason}), but part of it was; the next run of pnet {does}",
        )


class WriteStillPending(PnetError):
    """Say that a write which was interrupted can't be completed yet, since the system refuses."""

    exit_code = 4

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(
            f"{_quoted(what)} was interrupted, and can't be completed yet ({reason})\n"
            "mend what the system refuses, and run any command again: it completes the write"
        )


class RemoveFailed(PnetError):
    """Say that the system refused to remove a file."""

    exit_code = 4

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path} could not be removed ({reason})\nmend its permissions, or remove it by hand"
        )


class EditRefused(PnetError):
    """Say why an edit was not made; the note is as it was."""

    exit_code = 4

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason, self.path = reason, path
        super().__init__(f"{path or 'the note'} was not changed: {reason}")


class ChangedOnDisk(PnetError):
    """Say that a file is no longer what was read; nothing was written."""

    exit_code = 4

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} has changed since it was read; nothing was written\nrun the command again")


class VaultBusy(PnetError):
    """Say that another pnet is writing into the vault, and has been for too long."""

    exit_code = 4

    def __init__(self, root: str, seconds: float) -> None:
        self.root, self.seconds = root, seconds
        super().__init__(
            f"another pnet has been writing into {root} for {seconds:.0f} seconds; nothing was written\n"
            "wait for it, or end it, and run the command again"
        )


class InterruptedWrite(PnetError):
    """Say that an interrupted write could not be completed, since files were changed after it, and what is left to do."""

    exit_code = 4

    def __init__(self, what: str, left: Sequence[tuple[str, str]]) -> None:
        self.what, self.left = what, tuple(left)
        lines = "".join(f"\n  {path}: its new text is {kept}" for path, kept in left)
        super().__init__(
            f"{_quoted(what)} was interrupted; all but these files were completed, which have changed since:{lines}\n"
            "compare the two and keep what is right; pnet will not touch them again for this"
        )


class NothingToUndo(PnetError):
    """Say that no write is known that could be taken back."""

    exit_code = 4

    def __init__(self, root: str) -> None:
        self.root = root
        super().__init__(
            f"there is nothing to undo in {root}\nthe last fifty writes of pnet are remembered; what an editor wrote is not"
        )


class UndoRefused(PnetError):
    """Say that files are no longer as the last write left them, so that it is not taken back."""

    exit_code = 4

    def __init__(self, what: str, paths: Sequence[str]) -> None:
        self.what, self.paths = what, tuple(paths)
        lines = "".join(f"\n  {path}" for path in paths)
        super().__init__(
            f"{_quoted(what)} is not undone, since these files have changed after it:{lines}\n"
            "change them back by hand and undo it then, or leave it and go on to the one before: `pnet undo --forget`"
        )


class ProbableDuplicate(PnetError):
    """Say that somebody like this is there already, and why that is thought."""

    exit_code = 4

    def __init__(self, name: str, found: Sequence[tuple[str, str, str]]) -> None:
        self.name, self.found = name, tuple(found)
        lines = "".join(f"\n  {who}  ({path}): {why}" for who, path, why in found)
        super().__init__(
            f"{_quoted(name)} may be somebody who is there already; nothing was written{lines}\n"
            "`--force` adds another contact all the same"
        )


class PropertyUnknown(PnetError):
    """Say that no property of a kind of note goes by this name, and which are near."""

    def __init__(self, name: str, kind: str, near: Sequence[str] = ()) -> None:
        self.name, self.kind, self.near = name, kind, tuple(near)
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        super().__init__(
            f"{_quoted(name)} is no property that pnet knows in a note of kind {kind}\n"
            f"{meant}`--any` sets it all the same"
        )


class ValueInvalid(PnetError):
    """Say that a value is not what its property wants, and what that is."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(f"{_quoted(value)} can't be the {name}\n{expected}")


class PromiseNotFound(PnetError):
    """Say that no open promise goes by this text or place."""

    exit_code = 3

    def __init__(
        self, wanted: str, reason: str = "`pnet due` and `pnet show NAME` list what you promised"
    ) -> None:
        self.wanted, self.reason = wanted, reason
        super().__init__(f"no open promise goes by {_quoted(wanted)}\n{reason}")


class AmbiguousPromise(PnetError):
    """Say that several open promises go by this, and where they stand."""

    exit_code = 3

    def __init__(self, wanted: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.wanted, self.candidates = wanted, tuple(candidates)
        lines = "".join(f"\n  {place}  {text}" for place, text in candidates)
        super().__init__(
            f"{_quoted(wanted)} fits {len(candidates)} promises; say which, by more of the text or by path:line:{lines}"
        )


class NameInvalid(PnetError):
    """Say why nobody can be called so here."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{_quoted(name)} can't be a name: {reason}")


class SentenceUnclear(PnetError):
    """Say what in a sentence about an interaction is not certain, and which option settles it."""

    def __init__(self, fault: str, remedy: str) -> None:
        self.fault, self.remedy = fault, remedy
        super().__init__(f"{fault}\n{remedy}")


class NoPromiseDue(PnetError):
    """Say that somebody is due for another reason than a promise, and which keys are of use."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} was promised nothing that is due; l logs a touch, s puts it off")


class TerminalRequired(PnetError):
    """Say that a command wants a terminal to ask on."""

    def __init__(self, command: str, instead: str) -> None:
        self.command, self.instead = command, instead
        super().__init__(f"`pnet {command}` wants a terminal, and there is none here\n{instead}")


class Cancelled(PnetError):
    """Say that a question was left unanswered; nothing was written."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__("cancelled; nothing was written")


class LogNotConfirmed(PnetError):
    """Say why one may not want to write something down, each sentence with its places; nothing was written."""

    exit_code = 4

    def __init__(self, thoughts: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.thoughts = tuple(thoughts)
        lines = "".join(f"{says}\n  {' '.join(places)}\n" for says, places in thoughts)
        super().__init__(f"{lines}nothing was written; `--anyway` writes it down")


class EditorFailed(PnetError):
    """Say that the editor could not be started, or ended with a fault."""

    exit_code = 4

    def __init__(self, editor: str, reason: str) -> None:
        self.editor, self.reason = editor, reason
        super().__init__(
            f"the editor {_quoted(editor)} failed: {reason}\n$VISUAL or $EDITOR names another one"
        )


class HookInvalid(PnetError):
    """Say why the program that each event would be given to can't be made out."""

    def __init__(self, command: str, reason: str) -> None:
        self.command, self.reason = command, reason
        super().__init__(
            f"{_quoted(command)} names no program for events: {reason}\n"
            "write it as for a shell, which is not used: --exec 'notify --title \"Ada is due\"'"
        )


class AlreadyWatched(PnetError):
    """Say that a vault is watched already, and by which process, as far as that is known."""

    exit_code = 4

    def __init__(self, root: str, process: int | None) -> None:
        self.root, self.process = root, process
        by = "" if process is None else f" by process {process}"
        super().__init__(f"{root} is watched already{by}\none watcher is enough: every command asks it")


class NotWatchable(PnetError):
    """Say why a vault can't be watched."""

    exit_code = 4

    def __init__(self, root: str, reason: str) -> None:
        self.root, self.reason = root, reason
        super().__init__(f"{root} can't be watched: {reason}\n`pnet cache` tells where what is read is kept")


class ServiceUnitInvalid(PnetError):
    """Say that a service manager can't be told a command, since its files can't hold one of the words."""

    def __init__(self, manager: str, word: str) -> None:
        self.manager, self.word = manager, word
        super().__init__(
            f"{manager} can't be told {_quoted(word)}: its files hold no such characters\nrename it"
        )
