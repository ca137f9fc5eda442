"""Defines the exceptions of imports, exports, syncs and proposals of touches, each with its message and exit status."""

from __future__ import annotations

from plaintext_network.errors import (
    FileNotWritten,
    PnetError,
    counted,
    either,
    on_one_line,
    quoted,
    shell_word,
)
from plaintext_network.extras import ExtraUnavailable

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class ContactFileNotFound(PnetError):
    """Raised when a file to import does not exist or can't be opened."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read {quoted(path)}: {reason}\ngive the path of a file or folder, or - for standard input: pnet import contacts.vcf"
        )


class ContactFileTooLarge(PnetError):
    """Raised when a file to import is larger than `limit` bytes."""

    exit_code = 4

    def __init__(self, path: str, limit: int) -> None:
        self.path, self.limit = path, limit
        super().__init__(
            f"{quoted(path)} is larger than {limit >> 20} MB\nexport fewer contacts at a time, or export them without photos"
        )


class ContactFileUnknown(PnetError):
    """Raised when pnet can't read a kind of file; `seen` says what it seems to be, and `known` are the kinds that pnet reads."""

    exit_code = 4

    def __init__(self, path: str, seen: str, known: Sequence[str], hint: str = "") -> None:
        self.path, self.seen, self.known = path, seen, tuple(known)
        fault = f"{quoted(path)} {seen or 'is not an address book that pnet can read'}"
        super().__init__(f"{fault}\n{hint or 'pnet reads ' + either(known or ('vCard', 'CSV'))}")


class ContactKindUnknown(PnetError):
    """Raised when pnet doesn't know the kind of file that `--from` names; `known` are those that it imports."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        self.kind, self.known = kind, tuple(known)
        super().__init__(
            f"pnet can't import files of the kind {quoted(kind)}\nwrite one of {', '.join(known)}, such as --from vcard; without --from, pnet detects the kind"
        )


class ContactFileTooLong(PnetError):
    """Raised when a file to import has more than `limit` rows, columns or records; `what` says which."""

    exit_code = 4

    def __init__(self, path: str, limit: int, what: str) -> None:
        self.path, self.limit, self.what = path, limit, what
        super().__init__(
            f"{quoted(path)} has more than {limit:,} {what}\nsplit it, and import the parts one by one: pnet import part-1.csv"
        )


class ContactColumnsUnknown(PnetError):
    """Raised when pnet can't tell what the columns of a CSV file mean. `columns` are its first row, which may be no header."""

    def __init__(self, path: str, columns: Sequence[str], unknown: str = "") -> None:
        self.path, self.columns, self.unknown = path, tuple(columns), unknown
        shown = [
            f"{number} {quoted(' '.join(column.split())[:40])}"
            for number, column in enumerate(columns[:40], 1)
        ]
        fault = (
            f"no column of {quoted(path)} is called {quoted(unknown)}"
            if unknown
            else f"can't tell what the columns of {quoted(path)} mean"
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
            f'contacts have no property {quoted(name)}\n{hint}\nfor example: --take "Full name=name"'
        )


class PlanNotFound(PnetError):
    """Raised when the plan of an import does not exist or can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read the plan {quoted(path)}: {reason}\nto make one: pnet import FILE --plan {shell_word(path)}"
        )


class PlanInvalid(PnetError):
    """Raised when the plan of an import can't be carried out as it is written; `line` counts from 1."""

    def __init__(self, path: str, line: int, fault: str) -> None:
        self.path, self.line, self.fault = path, line, fault
        super().__init__(
            f"{on_one_line(path)}:{line}: {fault}\nnothing was imported; correct it, then: pnet import --apply {shell_word(path)}"
        )


class SourceInvalid(PnetError):
    """Raised when the name of a source can't be written to a note."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{quoted(name)} can't name a source\ngive one word of at most 40 letters, digits, hyphens and underscores: --source phone"
        )


class NotExported(FileNotWritten):
    """Raised when an export can't be written to a folder; what was there before is unchanged."""


class NotOwnExport(PnetError):
    """Raised when an export would replace files that pnet didn't write, or that somebody has edited since. Nothing was written."""

    exit_code = 4

    def __init__(self, folder: str, names: Sequence[str]) -> None:
        self.folder, self.names = folder, tuple(names)
        shown = (
            either([quoted(name) for name in names[:3]]) if len(names) < 4 else counted(len(names), "file")
        )
        super().__init__(
            f"{quoted(folder)} already contains {shown}, which pnet did not write or somebody has edited since\n"
            "nothing was exported; move what you need, or export to a new folder: "
            f"pnet export --split {shell_word(folder.rstrip('/') + '-new')}"
        )


class EventSourceNotFound(PnetError):
    """Raised when mail or a calendar does not exist or can't be read."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        self.source, self.reason = source, reason
        super().__init__(
            f"can't read {quoted(source)}: {reason}\n"
            "give a file or folder of mail or calendars, or a search: pnet touches ~/Mail, or pnet touches notmuch:from:ada"
        )


class EventSourceUnknown(PnetError):
    """Raised for a file or folder without mail, calendars or tables of messages that pnet can read; `seen` describes what it contains."""

    exit_code = 4

    def __init__(self, source: str, seen: str = "") -> None:
        self.source, self.seen = source, seen
        fault = seen or "contains no mail, calendar or table of messages that pnet can read"
        super().__init__(
            f"{quoted(source)} {fault}\n"
            "pnet reads mbox files, Maildirs, .eml files, notmuch searches, .ics files and folders of them, and CSV: pnet touches calendar.ics"
        )


class NotmuchUnavailable(PnetError):
    """Raised when notmuch is not installed, has no database, or can't carry out a search."""

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        install = "install it (apt install notmuch, dnf install notmuch, brew install notmuch), or give the folder of your mail: pnet touches ~/Mail"
        super().__init__(f"{on_one_line(reason)}\n{hint or install}")


class CalendarUnavailable(ExtraUnavailable):
    """Raised when calendar files can't be read, because the extra `calendar` is not installed."""

    def __init__(self) -> None:
        super().__init__("calendar", "reading calendars needs the extra “calendar”, which is not installed")


class FolderInvalid(PnetError):
    """Raised for a folder that can't have new notes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            f"notes can't be in the folder {quoted(folder)}\ngive a path from the vault's root without hidden folders: --folder people/imported"
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
            fault = f"no sync is set up; add one to {on_one_line(file)}, with your folder of cards:"
        else:
            fault = f"no sync has the name {quoted(name)}"
            if known:
                example = f"the syncs are {', '.join(known)}: pnet sync {shell_word(known[0])}"
            else:
                fault += f"; add it to {on_one_line(file)}:"
        super().__init__(f"{fault}\n{example}")


class CardFileNotFound(PnetError):
    """Raised for a file with a card that can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read {quoted(path)}: {reason}\ngive two files with one card each: pnet sync --merge a.vcf b.vcf"
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
                f"the two cards of {on_one_line(name) or 'this person'} differ; choose between:{lines}\n"
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
            f"another pnet is running the sync {quoted(name)}; nothing was changed; when it has finished, run: pnet sync {shell_word(name)}"
        )


class ChatColumnsUnknown(PnetError):
    """Raised when a table of messages has no column with days, or none with people."""

    def __init__(self, name: str, titles: Sequence[str], unknown: str = "") -> None:
        self.name, self.titles, self.unknown = name, tuple(titles), unknown
        shown = ", ".join(f"“{' '.join(title.split())[:40]}”" for title in titles[:12] if title.strip())
        fault = (
            f"no column is called {quoted(unknown)}" if unknown else "pnet can't tell what its columns are"
        )
        columns = f"; its columns are {shown}" if shown else "; it is empty"
        super().__init__(
            f"{on_one_line(name)}: {fault}{columns}\n"
            "name the columns with the day and the person: pnet touches chat.csv --take Datum=date --take Wer=person"
        )


class OwnAddressMissing(PnetError):
    """Raised when pnet can't read mail because it doesn't know the user's addresses; `likely` is in most messages."""

    def __init__(self, likely: str, sources: Sequence[str], file: str = "config.toml") -> None:
        self.likely, self.sources, self.file = likely, tuple(sources), file
        super().__init__(
            "pnet needs your addresses, to tell sent mail from received mail\n"
            f"add them to {file}; the address in most of these messages is:\n"
            f'me = ["{on_one_line(likely)}"]'
        )


class TouchPlanNotFound(PnetError):
    """Raised when a plan of touches does not exist or can't be read."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"can't read the plan {quoted(path)}: {reason}\nto make one: pnet touches SOURCE --plan {shell_word(path)}"
        )


class TouchPlanInvalid(PnetError):
    """Raised when a plan of touches can't be carried out as it is written; `line` counts from 1."""

    def __init__(self, path: str, line: int, fault: str) -> None:
        self.path, self.line, self.fault = path, line, fault
        super().__init__(
            f"{on_one_line(path)}:{line}: {fault}\nnothing was logged; correct it, then: pnet touches --apply {shell_word(path)}"
        )
