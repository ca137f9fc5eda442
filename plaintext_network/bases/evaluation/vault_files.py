"""Lists the files of a vault as Obsidian does, and reads from them what formulas ask for. Evaluates no formula.

A file is read when a formula first needs what is in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property

from plaintext_network.bases.evaluation.property_values import USUAL, Reading, property_value
from plaintext_network.bases.evaluation.values import LinkTo, Moment
from plaintext_network.bases.evaluation.vault_file import VaultFile, composed
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import decode
from plaintext_network.vault.config.program_settings import json_of
from plaintext_network.vault.files.files_by_name import visible_files
from plaintext_network.vault.files.read_file import NotRead, Reader

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.parallel_map import Progress

# The files that Obsidian lists (its help: “Accepted file formats”).
SHOWN = frozenset(
    (
        *("md", "base", "canvas", "pdf", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"),
        *("flac", "m4a", "mp3", "ogg", "wav", "webm", "3gp", "mkv", "mov", "mp4", "ogv"),
    )
)
# Notes after which progress is shown.
_TOGETHER = 500
_TAG = re.compile(r"(?:^|[\s(\[{,;>*\"'])#[^\s#\d]", re.MULTILINE)
_EMBED = re.compile(r"!\[\[([^\]\r\n]+)\]\]")


class VaultFiles:
    """The files of one vault. `progress` receives how many notes were read, as their properties are asked for."""

    def __init__(self, root: str, reading: Reading = USUAL, progress: Progress | None = None) -> None:
        self.root, self.reading = root, reading
        self._progress, self._read = progress, 0
        self._notes: dict[str, Note] = {}
        self._tags: dict[str, tuple[str, ...]] = {}

    @cached_property
    def files(self) -> dict[str, VaultFile]:
        """All files that Obsidian lists, by path."""
        hidden = _excluded(self.root)
        paths = sorted(visible_files(self.root))
        found = (VaultFile(path, self._read_properties) for path in paths if not hidden(path))
        return {file.path: file for file in found if file.ext in SHOWN}

    @cached_property
    def _by_path(self) -> dict[str, VaultFile]:
        return {file.shown: file for file in self.files.values()}

    @cached_property
    def _by_name(self) -> dict[str, list[VaultFile]]:
        found: dict[str, list[VaultFile]] = {}
        for file in self.files.values():
            for name in {file.name.casefold(), file.shown.rpartition("/")[2].casefold()}:
                found.setdefault(name, []).append(file)
        return found

    def find(self, target: str, source: str = "") -> VaultFile | None:
        """Return the file that a link leads to: by its path, else by its name, near the link first."""
        wanted = composed(target).partition("#")[0].strip().strip("/")
        if not wanted:
            return self.files.get(source)
        if wanted.startswith(("./", "../")):
            wanted = (
                os.path.normpath(f"{source.rpartition('/')[0]}/{wanted}").replace(os.sep, "/").lstrip("/")
            )
        for path in (wanted, f"{wanted}.md"):
            if path in self._by_path:
                return self._by_path[path]
        folded = wanted.casefold()
        named = self._by_name.get(folded.rpartition("/")[2], [])
        fits = [file for file in named if _ends_with(file, folded)]
        folder = source.rpartition("/")[0]
        return min(
            fits, key=lambda file: (file.folder != folder, file.path.count("/"), file.path), default=None
        )

    def link(self, target: str, source: str) -> LinkTo:
        """Return a link with this target, `[[…]]` or without brackets, in a file."""
        inner, _, label = target.strip().removeprefix("[[").removesuffix("]]").partition("|")
        return LinkTo(inner.strip(), label.strip(), self.find(inner, source))

    # What is in a file

    def field(self, file: VaultFile, name: str) -> object:
        """Return a property of a file itself: `file.name`, `file.mtime`."""
        if name in ("name", "basename", "ext"):
            return getattr(file, name)
        if name == "path":
            return file.shown
        if name == "folder":
            return file.folder or "/"
        if name == "properties":
            return file.properties
        if name == "tags":
            return tuple(f"#{tag}" for tag in self.tags(file))
        if name in ("size", "ctime", "mtime"):
            return self._status(file, name)
        if name == "embeds":
            return tuple(self.link(inner, file.path) for inner in _EMBED.findall(self._text(file)))
        if name == "backlinks":
            return tuple(
                LinkTo(other.link_target, "", other)
                for other in self.files.values()
                if self.has_link(other, file)
            )
        return self.links(file)

    def _status(self, file: VaultFile, name: str) -> object:
        try:
            status = os.stat(os.path.join(self.root, *file.path.split("/")))
        except OSError:
            return None
        if name == "size":
            return float(status.st_size)
        seconds = status.st_mtime if name == "mtime" else getattr(status, "st_birthtime", status.st_ctime)
        return Moment(datetime.fromtimestamp(seconds), True)  # noqa: DTZ006

    def tags(self, file: VaultFile) -> tuple[str, ...]:
        """Return the tags of a note, in its front matter and its text, without `#`."""
        if file.path not in self._tags:
            found = [str(tag) for tag in _texts(file.property("tags"))]
            if file.ext == "md" and _TAG.search(self._text(file)):
                found += [tag.text for tag in self._note(file).body.tags]
            self._tags[file.path] = tuple(
                dict.fromkeys(tag.strip("# /") for tag in found if tag.strip("# /"))
            )
        return self._tags[file.path]

    def has_tag(self, file: VaultFile, tag: str) -> bool:
        """Return whether a note has a tag, or one nested in it."""
        wanted = tag.strip("# /").casefold()
        return any(
            each.casefold() == wanted or each.casefold().startswith(f"{wanted}/") for each in self.tags(file)
        )

    def links(self, file: VaultFile) -> tuple[LinkTo, ...]:
        """Return the links in a note: in its front matter and its text."""
        if file.ext != "md" or "[" not in self._text(file):
            return ()
        inner = [each for value in file.properties.values() for each in _links_in(value)]
        body = [
            LinkTo(link.target, "", self.find(link.target, file.path)) for link in self._note(file).body.links
        ]
        return (*inner, *body, *(self.link(each, file.path) for each in _EMBED.findall(self._text(file))))

    def has_link(self, file: VaultFile, to: object) -> bool:
        """Return whether a file has a link to another: a file, a link, or a path or name."""
        if isinstance(to, LinkTo):
            to = to.file or to.target
        if isinstance(to, str):
            to = self.find(to.removeprefix("[[").removesuffix("]]"), file.path) or to
        if isinstance(to, VaultFile):
            return any(link.file is not None and link.file.path == to.path for link in self.links(file))
        return isinstance(to, str) and any(
            link.target.casefold() == to.casefold() for link in self.links(file)
        )

    def _content(self, path: str) -> bytes:
        try:
            return self._reader.read(path)
        except (FileNotFoundError, NotRead):
            return b""

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.root)

    def close(self) -> None:
        """Close the folder that the last read left open."""
        if "_reader" in vars(self):
            self._reader.__exit__(None, None, None)
            del vars(self)["_reader"]

    def _text(self, file: VaultFile) -> str:
        return decode(self._content(file.path))[0].text

    def _note(self, file: VaultFile) -> Note:
        if file.path not in self._notes:
            self._notes.clear()
            self._notes[file.path] = parse(self._content(file.path))
        return self._notes[file.path]

    def _read_properties(self, path: str) -> dict[str, tuple[str, object]]:
        self._read += 1
        if self._progress and self._read % _TOGETHER == 0:
            self._progress(self._read, len(self.files), "reading notes")
        source, _ = decode(self._content(path))
        header, _ = read_header(source)

        def resolve(target: str) -> LinkTo:
            return LinkTo(target, "", self.find(target, path))

        return {
            each.name.casefold(): (each.name, property_value(each.value, source.text, self.reading, resolve))
            for each in header.properties
        }


def _ends_with(file: VaultFile, wanted: str) -> bool:
    """Return whether a path ends with the path of a link, as Obsidian resolves one."""
    for path in (file.shown.casefold(), file.link_target.casefold()):
        if path == wanted or path.endswith(f"/{wanted}"):
            return True
    return False


def _texts(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return (each for item in value for each in _texts(item))
    return re.split(r"[,\s]+", value) if isinstance(value, str) else ()


def _links_in(value: object) -> list[LinkTo]:
    if isinstance(value, LinkTo):
        return [value]
    if isinstance(value, tuple):
        return [link for item in value for link in _links_in(item)]
    return [link for item in value.values() for link in _links_in(item)] if isinstance(value, dict) else []


def _excluded(root: str) -> Callable[[str], bool]:
    """Return a function that says whether Obsidian's “Excluded files” exclude a path."""
    filters = json_of(root, ".obsidian/app.json").get("userIgnoreFilters")
    patterns: list[re.Pattern[str]] = []
    starts: list[str] = []
    for each in filters if isinstance(filters, list) else ():
        if isinstance(each, str) and len(each) > 2 and each.startswith("/") and each.endswith("/"):
            try:
                patterns.append(re.compile(each[1:-1]))
            except re.error:
                continue
        elif isinstance(each, str) and each:
            starts.append(each.lower())
    return lambda path: path.lower().startswith(tuple(starts)) or any(p.search(path) for p in patterns)
