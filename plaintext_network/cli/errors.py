"""Defines the exceptions that only commands raise, each with its message and exit status."""

from __future__ import annotations

from plaintext_network.errors import FileAlreadyExists, NoteNotFound, PnetError, either, quoted, shell_word

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class ProfileNotFound(NoteNotFound):
    """Raised when no profile has this channel or name; `near` has those that exist."""

    noun = "profile"
    hint = "`pnet profile` shows them all; a note in profiles/, or with `type: profile`, is a profile"


class NobodyNamed(PnetError):
    """Raised when a sentence about an interaction names no contact; `near` has names of those it may mean."""

    def __init__(self, sentence: str, near: Sequence[str], example: str) -> None:
        self.sentence, self.near = sentence, tuple(near)
        meant = f"did you mean {either(near)}? Then" if near else "say who took part"
        add = "" if near else "\nto add a contact: pnet add NAME"
        super().__init__(f"no known contact in {quoted(sentence)}\n{meant}: {example}{add}")


class AmbiguousInteraction(PnetError):
    """Raised when words match several interactions; `candidates` has the place and a line of text of each."""

    exit_code = 3

    def __init__(self, words: str, candidates: Sequence[tuple[str, str]], count: int) -> None:
        self.words, self.candidates, self.count = words, tuple(candidates), count
        lines = "".join(f"\n  {text}  ({place})" for place, text in candidates)
        more = f"\n  and {count - len(candidates)} more" if count > len(candidates) else ""
        super().__init__(
            f"{quoted(words)} matches {count} interactions; give more words, the day, or the path:{lines}{more}"
        )


class NameIncomplete(PnetError):
    """Raised when a script deletes by part of a name: next time, the same part may be another note's."""

    exit_code = 3

    def __init__(self, typed: str, name: str, path: str) -> None:
        self.typed, self.name, self.path = typed, name, path
        super().__init__(
            f"{quoted(typed)} is only part of the name {name}; pnet deleted nothing\n"
            f"give the whole name or the path, or add --yes: pnet delete {shell_word(name)}"
        )


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


class PromiseDayMissing(PnetError):
    """Raised when the words of a promise name no day; `example` is a command line that does."""

    def __init__(self, words: str, example: str) -> None:
        self.words = words
        where = f" in {quoted(words)}" if words else ""
        super().__init__(f"a day is missing{where}\nadd a day: {example}")


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
            f"the editor {quoted(editor)} failed: {reason}\nchoose another with $VISUAL or $EDITOR: export EDITOR=nano"
        )


class ServiceUnitInvalid(PnetError):
    """Raised when the file format of a service manager can't represent a word of the command."""

    def __init__(self, manager: str, word: str) -> None:
        self.manager, self.word = manager, word
        super().__init__(
            f"{manager} files can't contain {quoted(word)}: they don't allow such characters\nrename the file or folder"
        )
