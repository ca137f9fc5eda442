"""Defines the exceptions for requests that fail, each with its message and exit status. A fault in a note is a `Problem` instead."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def quoted(text: str) -> str:
    """Return text in quotes and on one line, so that it can't pass for a message of its own."""
    return "“" + text.replace("\r", "\\r").replace("\n", "\\n") + "”"


def on_one_line(text: str) -> str:
    """Return text on one line without shifting its columns."""
    return text.replace("\r", " ").replace("\n", " ")


def either(names: Sequence[str]) -> str:
    """Return "A, B or C"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def joined(names: Sequence[str], most: int | None = None) -> str:
    """Return names as part of a sentence, such as "Ada, Bo and Cy"; of many, the first `most` and the number of the rest."""
    if most is not None and len(names) > most + 1:
        names = (*names[:most], f"{len(names) - most} more")
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "1 promise" or "2 promises"; `plural` is for a noun that takes more than an s. Thousands have commas."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shell_word(text: str) -> str:
    """Return text as one word of a POSIX shell, in double quotes where these are enough."""
    if text and all(character.isalnum() or character in "-_./@:" for character in text):
        return text
    if text.isprintable() and not set(text) & set('"$`\\!'):
        return f'"{text}"'
    # Late: few suggested commands need it.
    from shlex import quote

    return quote(text)


class PnetError(Exception):
    """Raised when a request fails; the base class of every exception in this package."""

    exit_code = 2


class VaultNotFound(PnetError):
    """Raised when there is no vault; the message says where pnet searched."""

    exit_code = 3

    def __init__(self, looked: str, hint: str | None = None) -> None:
        self.looked = looked
        usual = "create one with `pnet init DIR`, or give its folder: --vault DIR, or $PNET_VAULT"
        super().__init__(f"no vault: {looked}\n{hint or usual}")


class NoteNotFound(PnetError):
    """Raised when no note has this name or path."""

    exit_code = 3
    noun = "note"
    hint = "give the full name or path (only contacts can be shortened), or search the text: pnet find TEXT"

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name, self.near = name, tuple(near)
        hint = f"did you mean {either(near)}?" if near else self.hint
        super().__init__(f"no {self.noun} matches {quoted(name)}\n{hint}")


class ContactNotFound(NoteNotFound):
    """Raised when no contact has this name; `near` has similar ones."""

    noun = "contact"
    hint = "`pnet list` lists everyone; `pnet find TEXT` searches all notes"


class DraftNotFound(PnetError):
    """Raised when the draft to check does not exist or can't be read."""

    exit_code = 3

    def __init__(self, name: str, reason: str | None = None) -> None:
        self.name, self.reason = name, reason
        fault = (
            f"can't read {quoted(name)}: {reason}" if reason else f"no file or note is called {quoted(name)}"
        )
        super().__init__(
            f"{fault}\ngive a path, the name of a note, or - for standard input: pnet post check draft.md"
        )


class UnknownParticipant(ContactNotFound):
    """Raised when someone who took part is not a contact yet; `near` has names of contacts that are spelled alike.

    `others` are the names of the other people who took part. With `is_word`, the name is a word of each name in `near`,
    but also an ordinary word. `corrected` and `as_text` are command lines that use the first near name, and only the
    others.
    """

    def __init__(
        self,
        name: str,
        near: Sequence[str] = (),
        others: Sequence[str] = (),
        *,
        is_word: bool = False,
        corrected: str = "",
        as_text: str = "",
    ) -> None:
        super().__init__(name, near)
        add = f"pnet add {shell_word(name)}"
        lines = [f"no contact matches {quoted(name)}"]
        if is_word and near:
            lines = [f"{quoted(name)} may be {either(near)}, or only a word"]
            lines.append(f"say who took part: {corrected or _with(near[:1])}")
        elif near:
            use = corrected or f"write this name, or add: {_with(near[:1])}"
            lines += [f"did you mean {either(near)}? Then: {use}", f"a new contact: {add}"]
        else:
            lines.append(f"add them first: {add}")
        if others:
            lines.append(f"to keep it as text, say who took part: {as_text or _with(others)}")
        self.args = ("\n".join(lines),)


def _with(names: Sequence[str]) -> str:
    return " ".join(f"--with {shell_word(name)}" for name in names)


class NotAContact(ContactNotFound):
    """Raised when the only note with this name is not a contact's."""

    def __init__(self, name: str, path: str, kind: str) -> None:
        self.path, self.kind = path, kind
        # These are not types that a user can write.
        is_a = {"plain": "it is a plain note", "template": "it is a template"}.get(
            kind, f"its type is {kind}"
        )
        self.hint = f"{path} matches, but {is_a}; for a contact, its front matter needs `type: contact`"
        super().__init__(name)


class EventNotFound(NoteNotFound):
    """Raised when no event has this name."""

    noun = "event"
    hint = (
        "`pnet event` lists them; a note in events/ with a `date` is an event, and so is a contact's `met_at`"
    )


class GoalNotFound(NoteNotFound):
    """Raised when no goal has this name."""

    noun = "goal"
    hint = "`pnet goal --all` lists them; every note in goals/ is a goal"


class NothingToShare(PnetError):
    """Raised when what to share is no web address, no note about something to read, and no line with a link to one."""

    exit_code = 3

    def __init__(self, typed: str, reason: str) -> None:
        self.typed, self.reason = typed, reason
        super().__init__(
            f"nothing to share at {quoted(typed)}: {reason}\n"
            "give a web address, a note's name, or path:line: pnet topics TOPIC --share 'The Quiet School'"
        )


class AmbiguousName(PnetError):
    """Raised when a name matches several contacts; `candidates` has the name and path of each."""

    exit_code = 3
    noun = "contacts"

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        lines = "".join(f"\n  {candidate}  ({path})" for candidate, path in candidates)
        super().__init__(
            f"{quoted(name)} matches {len(candidates)} {self.noun}; give more of the name, or the path:{lines}"
        )


class AmbiguousEvent(AmbiguousName):
    """Raised when a name matches several events."""

    noun = "events"


class AmbiguousGoal(AmbiguousName):
    """Raised when part of a name matches several goals."""

    noun = "goals"


class AmbiguousOrganization(AmbiguousName):
    """Raised when part of a name matches several organizations; `candidates` has a place that names each."""

    noun = "organizations"


class InteractionNotFound(NoteNotFound):
    """Raised when a contact has no interaction up to today."""

    noun = "interaction"

    def __init__(self, name: str) -> None:
        self.hint = f"none with {name} is noted up to today; log one: pnet log"
        super().__init__(name)


class IntroductionRefused(PnetError):
    """Raised when two people should not or can't be introduced; nothing was written."""

    exit_code = 4

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        super().__init__(f"{reason}; nothing was written" + (f"\n{hint}" if hint else ""))


class SettingsInvalid(PnetError):
    """Raised when a settings file can't be used; `place` is `file:line`, and `key` is empty when no key is at fault.

    `at` is the line, column and width of what is wrong.
    """

    def __init__(self, place: str, key: str, fault: str, at: tuple[int, int, int] = (1, 1, 0)) -> None:
        self.place, self.key, self.fault, self.at = place, key, fault, at
        super().__init__(f"{place}: {key + ': ' if key else ''}{fault}")


class QueryInvalid(PnetError):
    """Raised when a query can't be parsed; `column` counts characters from 1."""

    def __init__(self, query: str, column: int, fault: str) -> None:
        self.query, self.column, self.fault = query, column, fault
        super().__init__(
            f"invalid query, column {column}: {fault}\n  {on_one_line(query)}\n  {' ' * (column - 1)}^"
        )


class DateNotUnderstood(PnetError):
    """Raised when text does not parse as a date; `remedy` says what to write instead."""

    def __init__(
        self,
        text: str,
        remedy: str = "write 2026-11-24, yesterday, last friday, 3 days ago, in 2 weeks or nov 20",
    ) -> None:
        self.text, self.remedy = text, remedy
        super().__init__(f"{quoted(text)} is not a date\n{remedy}")


class NoSuchDay(DateNotUnderstood):
    """Raised for a date that no calendar has, such as 31 February."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.args = (
            f"{quoted(text)}: there is no such day\nwrite one that exists, such as 2026-11-24 or nov 20",
        )


class CadenceNotUnderstood(PnetError):
    """Raised when text does not parse as a length of time."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{quoted(text)} is not a length of time\nwrite 10 days, 2w, 3 months, 1y or P3M")


class SpanNotUnderstood(PnetError):
    """Raised when text does not parse as a length of time or a future day."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{quoted(text)} is neither a length of time nor a future day\nwrite 10 days, 2w, 3 months, friday or 2026-12-24"
        )


class OutputFailed(PnetError):
    """Raised when standard output can't be written."""

    exit_code = 4

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"can't write the output: {reason}")


class FileAlreadyExists(PnetError):
    """Raised when a file to create already exists; nothing was written."""

    exit_code = 4

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} already exists; nothing was written")


class FileNotWritten(PnetError):
    """Raised when pnet can't write a file that it makes from the vault, such as an export; what was there before is unchanged."""

    exit_code = 4

    def __init__(self, path: str, reason: str, hint: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"can't write {quoted(path)}: {reason}\n{hint}")


class WriteFailed(PnetError):
    """Raised when the system refuses a write; nothing was changed."""

    exit_code = 4

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"can't write {path}: {reason}; nothing was changed")


class WriteLeftPending(WriteFailed):
    """Raised when the system refuses a write and also its rollback; the next run rolls back, or finishes the write."""

    def __init__(self, path: str, reason: str, goes_back: bool) -> None:
        super().__init__(path, reason)
        does = "undoes it" if goes_back else "completes the change"
        self.args = (
            f"can't write {path}: {reason}\npart of the change was written; the next pnet command {does}",
        )


class PathNotFound(PnetError):
    """Raised when no file or folder has this path."""

    exit_code = 3

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"no such file or folder: {quoted(path)}\n"
            "write the path from the folder you are in, or from the vault: pnet check contacts/Ada.md"
        )


class WriteStillPending(PnetError):
    """Raised when the system refuses to let an interrupted write be completed."""

    exit_code = 4

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(
            f"{quoted(what)} was interrupted, and can't be completed yet: {reason}\n"
            "fix the cause, then run any pnet command to complete it"
        )


class RemoveFailed(PnetError):
    """Raised when the system refuses to remove a file."""

    exit_code = 4

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"can't remove {path}: {reason}\nfix its permissions, or remove it by hand")


class EditRefused(PnetError):
    """Raised when an edit can't be made safely; the note is unchanged."""

    exit_code = 4

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason, self.path = reason, path
        super().__init__(f"{path or 'the note'} was not changed: {reason}")


class ChangedOnDisk(PnetError):
    """Raised when a file has changed since pnet read it; nothing was written.

    `copies` are the conflict copies with what several programs wrote to one file in the same moment.
    """

    exit_code = 4

    def __init__(self, path: str, copies: Sequence[str] = ()) -> None:
        self.path, self.copies = path, tuple(copies)
        kept = "".join(f"\nanother program's text is now in {copy}" for copy in copies)
        super().__init__(
            f"{path} has changed since pnet read it; nothing was written{kept}\nrun the command again"
        )


class VaultBusy(PnetError):
    """Raised when another pnet has held the write lock for too long."""

    exit_code = 4

    def __init__(self, root: str, seconds: float) -> None:
        self.root, self.seconds = root, seconds
        super().__init__(
            f"another pnet has been writing to {root} for {seconds:.0f} seconds; nothing was written\n"
            "wait for it to finish, or stop it, then run the command again"
        )


class InterruptedWrite(PnetError):
    """Raised when files changed after an interrupted write, so that pnet can't complete it; `left` lists what to merge by hand.

    `copies` are the conflict copies with what another program wrote in the moment of the interruption.
    """

    exit_code = 4

    def __init__(self, what: str, left: Sequence[tuple[str, str]], copies: Sequence[str] = ()) -> None:
        self.what, self.left, self.copies = what, tuple(left), tuple(copies)
        lines = "".join(f"\n  {path}: its new text is {copy}" for path, copy in left)
        lines += "".join(f"\n  what another program wrote meanwhile is in {copy}" for copy in copies)
        super().__init__(
            f"{quoted(what)} was interrupted; pnet completed it, except for files that have changed since:{lines}\n"
            "compare the two and merge them by hand; pnet won't change these files again for this write"
        )


class NothingToUndo(PnetError):
    """Raised when there is no write to undo."""

    exit_code = 4

    def __init__(self, root: str) -> None:
        self.root = root
        super().__init__(
            f"nothing to undo in {root}\npnet can undo its own last 50 writes, but not changes made in an editor"
        )


class UndoRefused(PnetError):
    """Raised when files have changed since the last write, so that undoing it would lose those changes.

    `revert` is the command that reverts the write's commit and keeps the changes since; "" if it wasn't committed.
    """

    exit_code = 4

    def __init__(self, what: str, paths: Sequence[str], revert: str = "") -> None:
        self.what, self.paths, self.revert = what, tuple(paths), revert
        lines = "".join(f"\n  {path}" for path in paths)
        remedy = "revert them by hand and run `pnet undo` again, or skip this write: pnet undo --forget"
        if revert:
            remedy = f"to keep these changes, revert the commit of the write, then skip it: {revert} && pnet undo --forget"
        super().__init__(f"can't undo {quoted(what)}: these files have changed since:{lines}\n{remedy}")


class NothingToRedo(PnetError):
    """Raised when there is no undone write to redo."""

    exit_code = 4

    def __init__(self, root: str) -> None:
        self.root = root
        super().__init__(
            f"nothing to redo in {root}\n`pnet redo` redoes what `pnet undo` undid, until the next write"
        )


class RedoRefused(PnetError):
    """Raised when files have changed since a write was undone, so that redoing it would lose those changes."""

    exit_code = 4

    def __init__(self, what: str, paths: Sequence[str]) -> None:
        self.what, self.paths = what, tuple(paths)
        lines = "".join(f"\n  {path}" for path in paths)
        super().__init__(
            f"can't redo {quoted(what)}: these files have changed since:{lines}\n"
            "revert them by hand and run `pnet redo` again, or repeat the command that made the change"
        )


class ProbableDuplicate(PnetError):
    """Raised when a similar contact exists; `found` has the name, path and similarity of each."""

    exit_code = 4

    def __init__(self, name: str, found: Sequence[tuple[str, str, str]]) -> None:
        self.name, self.found = name, tuple(found)
        lines = "".join(f"\n  {contact}  ({path}): {why}" for contact, path, why in found)
        super().__init__(
            f"{quoted(name)} may already be a contact; nothing was written{lines}\n"
            "to add another contact anyway, repeat the command with --force"
        )


class PropertyUnknown(PnetError):
    """Raised when a kind of note has no property of this name; `near` has similar ones."""

    def __init__(self, name: str, kind: str, near: Sequence[str] = ()) -> None:
        self.name, self.kind, self.near = name, kind, tuple(near)
        meant = f"did you mean {either(near)}? " if near else ""
        super().__init__(
            f"{quoted(name)} is not a property that pnet knows for {kind} notes\n"
            f"{meant}To set a property of your own, add --any"
        )


class ValueInvalid(PnetError):
    """Raised when a value is missing or does not fit its property; `expected` says what to write."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        fault = f"{name}: {quoted(value)} is not valid" if value else f"{name}: no value given"
        super().__init__(f"{fault}\n{expected}")


class PromiseNotFound(PnetError):
    """Raised when no open promise has this text or place; `wanted` is empty when none was named."""

    exit_code = 3

    def __init__(self, wanted: str, reason: str = "`pnet promises` lists your open promises") -> None:
        self.wanted, self.reason = wanted, reason
        fault = f"no open promise matches {quoted(wanted)}" if wanted else "no promise given"
        super().__init__(f"{fault}\n{reason}")


class AmbiguousPromise(PnetError):
    """Raised when several open promises match, or a contact's name does; `candidates` has the place and text of each.

    `named` are the contacts whose name was given. `plans` of them are planned interactions.
    """

    exit_code = 3

    def __init__(
        self,
        wanted: str,
        candidates: Sequence[tuple[str, str]],
        named: Sequence[str] = (),
        left_out: int = 0,
        plans: int = 0,
    ) -> None:
        self.wanted, self.candidates, self.named = wanted, tuple(candidates), tuple(named)
        # Late: this is an error, and most runs have none.
        from shlex import quote

        promises = len(candidates) + left_out - plans
        counts = [counted(promises, "open promise")] if promises or not plans else []
        counts += [counted(plans, "planned interaction")] if plans else []
        found = " and ".join(counts)
        matches = f"names {either(named)}; it matches {found}" if named else f"matches {found}"
        lines = "".join(f"\n  {place}  {text}" for place, text in candidates)
        more = f"\n  and {left_out} more" if left_out else ""
        # One line can have several promises; then its place doesn't identify one.
        places = [place for place, _ in candidates]
        sole = next((place for place in places if places.count(place) == 1), None)
        example = f"\nfor example: pnet done {quote(sole)}" if sole else ""
        ways = "give more of the text, or the place" if sole else "give part of the text"
        super().__init__(f"{quoted(wanted)} {matches}; {ways}:{lines}{more}{example}")


class NameUnclear(PnetError):
    """Raised when words can be split into a name and the rest in several ways; `ways` has each pair."""

    exit_code = 3

    def __init__(self, ways: Sequence[tuple[str, str]]) -> None:
        self.ways = tuple(ways)
        lines = "".join(f"\n  {quoted(name)} and {quoted(rest)}" for name, rest in ways)
        super().__init__(f"the words can be read in {len(ways)} ways; put the name in quotes:{lines}")


class NameInvalid(PnetError):
    """Raised when a name can't be stored."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{quoted(name)} can't be used as a name: {reason}")


class SentenceUnclear(PnetError):
    """Raised when a sentence about an interaction is ambiguous or incomplete; `remedy` says what to write instead.

    `day` is the day that it may name, and `not_yet` is true if it may tell what is still to be done.
    """

    def __init__(self, fault: str, remedy: str, day: date | None = None, *, not_yet: bool = False) -> None:
        self.fault, self.remedy, self.day, self.not_yet = fault, remedy, day, not_yet
        super().__init__(f"{fault}\n{remedy}")


class HookInvalid(PnetError):
    """Raised when the command of --exec can't be parsed."""

    def __init__(self, command: str, reason: str) -> None:
        self.command, self.reason = command, reason
        super().__init__(
            f"--exec can't run {quoted(command)}: {reason}\n"
            "quote it as in a shell, though pnet starts none: --exec 'notify --title \"Ada is due\"'"
        )


class AlreadyWatched(PnetError):
    """Raised when a vault is already being watched; `process` is None where it is not known."""

    exit_code = 4

    def __init__(self, root: str, process: int | None) -> None:
        self.root, self.process = root, process
        by = "" if process is None else f" by process {process}"
        super().__init__(f"{root} is already being watched{by}\none watcher is enough: every command uses it")


class NotWatchable(PnetError):
    """Raised when a vault can't be watched."""

    exit_code = 4

    def __init__(self, root: str, reason: str) -> None:
        self.root, self.reason = root, reason
        super().__init__(
            f"can't watch {root}: {reason}\n`pnet cache` shows where the watcher stores its files"
        )


class NotebookOutdated(PnetError):
    """Raised if you ask a notebook of a live window after the vault has changed and the notebook has closed its database."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "the vault has changed since this notebook was made\nget another with `window.now()`, and ask it in a `with` block"
        )
