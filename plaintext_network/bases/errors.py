"""Defines the exceptions of `pnet bases`, each with its message and exit status."""

from __future__ import annotations

from plaintext_network.errors import PnetError, either, joined, quoted, shell_word

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.bases.files.faults import BaseFault


class BaseNotFound(PnetError):
    """Raised when there is no such `.base` file; `known` are those of the vault."""

    exit_code = 3

    def __init__(self, typed: str, known: Sequence[str]) -> None:
        self.typed, self.known = typed, tuple(known)
        hint = f"give one of these: {joined(known, 6)}" if known else "to write some, run: pnet bases"
        super().__init__(f"no .base file matches {quoted(typed)}\n{hint}")


class AmbiguousBase(PnetError):
    """Raised when a name matches several `.base` files."""

    exit_code = 3

    def __init__(self, typed: str, paths: Sequence[str]) -> None:
        self.typed, self.paths = typed, tuple(paths)
        super().__init__(
            f"{quoted(typed)} matches {len(paths)} .base files\ngive one of these: {joined(paths, 6)}"
        )


class BaseNotRead(PnetError):
    """Raised when a `.base` file can't be opened."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"can't read {quoted(path)}: {reason}\nfix its permissions, or give another file")


class BaseInvalid(PnetError):
    """Raised when the rows of a base can't be shown, because the file has errors."""

    exit_code = 2

    def __init__(self, path: str, fault: BaseFault) -> None:
        self.path, self.fault = path, fault
        super().__init__(
            f"{path}:{fault.line}:{fault.column}: {fault.message}\n{fault.hint}; all problems: pnet bases check {shell_word(path)}"
        )


class ViewNotFound(PnetError):
    """Raised when a base has no view of this name; `known` are the names of its views."""

    exit_code = 3

    def __init__(self, path: str, name: str, known: Sequence[str]) -> None:
        self.path, self.name, self.known = path, name, tuple(known)
        hint = f"it has {either([quoted(each) for each in known])}" if known else "add one under `views:`"
        super().__init__(f"{path} has no view {quoted(name)}\n{hint}")


class FolderInvalid(PnetError):
    """Raised when views can't be written to a folder."""

    exit_code = 2

    def __init__(self, typed: str, reason: str) -> None:
        self.typed, self.reason = typed, reason
        super().__init__(f"{quoted(typed)}: {reason}\ngive a folder of the vault: pnet bases --to Bases")
