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


class NotAContact(ContactNotFound):
    """Say that the note that goes by this name is none of a contact."""

    def __init__(self, name: str, path: str, kind: str) -> None:
        self.path, self.kind = path, kind
        # "plain" is our word for a note of no kind.
        self.hint = f"{path} goes by it, " + ("a plain note" if kind == "plain" else f"of kind {kind}")
        super().__init__(name)


class AmbiguousName(PnetError):
    """Say that a name fits several contacts, and which."""

    exit_code = 3

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        lines = "".join(f"\n  {who}  ({path})" for who, path in candidates)
        super().__init__(
            f"{_quoted(name)} fits {len(candidates)} contacts; say which, by more of the name or by path:{lines}"
        )


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


class AlreadyThere(PnetError):
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


class NotRemoved(PnetError):
    """Say that the system refused to remove a file."""

    exit_code = 4

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path} could not be removed ({reason})\nmend its permissions, or remove it by hand"
        )
