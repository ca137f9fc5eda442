"""Finds the `.base` files of a vault, checks them, and shows the rows of a view. Writes nothing and prints nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from plaintext_network.bases.errors import AmbiguousBase, BaseInvalid, BaseNotFound, BaseNotRead, ViewNotFound
from plaintext_network.bases.evaluation.rows import Rows, rows_of
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.files.base_file import Base, View
from plaintext_network.bases.files.faults import BaseFault
from plaintext_network.bases.files.read_base import read_base
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import ERROR
from plaintext_network.vault.files.files_by_name import visible_files
from plaintext_network.vault.files.walk import inside_of

# Assigned, not imported: only annotations need these.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

ENDING = ".base"
# What is longer is reported, and not read.
_MOST_BYTES = 1 << 20


class CheckedBase(NamedTuple):
    """A file as it was checked: its path, its bytes, and its faults by their places."""

    path: str
    content: bytes
    faults: tuple[BaseFault, ...]


class ShownView(NamedTuple):
    """A view, with the headings of its columns and its rows. `for_embedding` means that its file names `this`, the note around it."""

    path: str
    view: View
    titles: tuple[str, ...]
    rows: Rows
    for_embedding: bool = False


def bases_in(root: str) -> tuple[str, ...]:
    """Return the paths of the `.base` files of a vault, outside of hidden folders."""
    return tuple(path for path in visible_files(root) if path.lower().endswith(ENDING))


def check_bases(root: str | None, typed: Sequence[str] = ()) -> tuple[CheckedBase, ...]:
    """Check files or folders, by their paths as typed, or by names; without any, all files of the vault.

    Without a vault, only paths from the working directory count. Raises BaseNotFound or BaseNotRead.
    """
    if not typed:
        paths: Iterable[str] = () if root is None else bases_in(root)
    else:
        paths = [path for each in typed for path in _named(root, each)]
    return tuple(_checked(root, path) for path in dict.fromkeys(paths))


def _checked(root: str | None, path: str) -> CheckedBase:
    content = _content(root, path)
    faults = read_base(content)[1]
    return CheckedBase(path, content, tuple(fault._replace(path=path) for fault in faults))


def find_base(root: str, typed: str) -> str:
    """Return the path of one file, by its path as typed, its name, or a part of its name. Raises BaseNotFound or AmbiguousBase."""
    found = _named(root, typed, folders=False)
    if len(found) > 1:
        raise AmbiguousBase(typed, found)
    return found[0]


def _named(root: str | None, typed: str, *, folders: bool = True) -> tuple[str, ...]:
    """Return the files that a path or a name means: relative to the working directory, else to the vault, else by name.

    With `folders`, the path of a folder means the files in it, if there are any.
    """
    for path in (typed, *((os.path.join(root, typed),) if root else ())):
        if folders and os.path.isdir(path):
            inside = (each for each in visible_files(path) if each.lower().endswith(ENDING))
            if found := tuple(_shown(root, os.path.join(path, *each.split("/"))) for each in inside):
                return found
        if os.path.isfile(path):
            return (_shown(root, path),)
    known = bases_in(root) if root else ()
    wanted = typed.casefold().removesuffix(ENDING)
    stems = {path: path.casefold().removesuffix(ENDING) for path in known}
    whole = tuple(path for path, stem in stems.items() if stem == wanted or stem.endswith(f"/{wanted}"))
    found = whole or tuple(path for path, stem in stems.items() if wanted in stem.rpartition("/")[2])
    if not found or not wanted:
        raise BaseNotFound(typed, known)
    return found


def _shown(root: str | None, path: str) -> str:
    """Return a path in the vault relative to it, any other as it is."""
    inside = inside_of(os.path.realpath(root), os.path.realpath(path)) if root else None
    return inside or path


def _content(root: str | None, path: str) -> bytes:
    try:
        with open(os.path.join(root or "", path), "rb") as stream:
            return stream.read(_MOST_BYTES)
    except (OSError, ValueError) as error:
        raise BaseNotRead(path, getattr(error, "strerror", None) or str(error)) from error


def show_view(
    notebook: Notebook,
    typed: str,
    view: str | None = None,
    embedded_in: str | None = None,
    progress: Progress | None = None,
) -> ShownView:
    """Return a view's rows as Obsidian shows them; without a name, those of the first view.

    `typed` is the path or name of a `.base` file, `embedded_in` the name of the note that embeds it. Formulas see the notebook's day,
    and the time of the clock. Raises BaseNotFound, AmbiguousBase, BaseInvalid, ViewNotFound, NoteNotFound
    or AmbiguousName.
    """
    root = notebook.root
    path = find_base(root, typed)
    content = _content(root, path)
    base, faults = read_base(content)
    if errors := [fault for fault in faults if fault.severity == ERROR]:
        raise BaseInvalid(path, errors[0])
    chosen = _view(base, path, view)
    files = VaultFiles(root, progress=progress)
    now = datetime.combine(notebook.today, datetime.now().astimezone().time())
    try:
        this = files.files.get(notebook.path(embedded_in) if embedded_in else path)
        rows = rows_of(base, chosen, files, now, this)
    finally:
        files.close()
    titles = dict(base.titles)
    headings = tuple(_title(name, titles) for name in rows.properties)
    return ShownView(path, chosen, headings, rows, re.search(rb"\bthis\b", content) is not None)


def _view(base: Base, path: str, name: str | None) -> View:
    if name is None and base.views:
        return base.views[0]
    if name is None:
        # A base without views shows all files in a table.
        return View("table", "")
    for view in base.views:
        if view.name.casefold() == name.casefold():
            return view
    raise ViewNotFound(path, name, [view.name for view in base.views])


def _title(name: str, titles: dict[str, str]) -> str:
    if name in titles:
        return titles[name]
    namespace, dot, rest = name.partition(".")
    if dot and namespace in ("note", "formula"):
        return titles.get(rest, rest)
    return titles.get(f"note.{name}", rest if dot and namespace == "file" else name)
