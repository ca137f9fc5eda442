"""Merges the three versions of a file for git: notes by property, other files as git does. Writes nothing."""

from __future__ import annotations

import os

from plaintext_network.model.merge.merged_note import LineMerge
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.vault.git.merge_lines import conflict_style, is_binary, merge_lines

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.model.note.rules import Rules

# A larger file is merged by lines alone.
_MOST = 4 << 20
# The length of markers, unless git merges ancestors or an attribute sets another.
_USUAL = 7
SIDES = ("ours", "theirs")
# The rules of the settings read last, by their path and text.
_parsed: dict[tuple[str, bytes], Rules] = {}


def merge_file(arguments: Sequence[str], parent: int) -> LineMerge | None:
    """Merge what git names with %O %A %B %L %P %S %X %Y; None if a version is binary, so that ours stays, in conflict.

    The working directory is git's: the top level of the work tree, or a bare repository. `parent` is the number of the
    process that asks: git, or a shell of git's. Raises OSError or MergeFailed.
    """
    base, ours, theirs = map(_read, arguments[:3])
    size, path = arguments[3:5]
    our_label, their_label, base_label = _labels(arguments[5:8])
    length = int(size) if size.isascii() and size.isdigit() else 0
    merge = _Merge(base, ours, theirs, path)
    style = MarkerStyle(length or _USUAL, our_label, their_label, base_label)
    merged = merge.merge(style)
    if (merged is None or merged.conflicts) and style.size == _USUAL:
        # Late: only a conflict needs it. A merge of ancestors, which has longer markers, favours no side.
        from plaintext_network.vault.git.favoured_side import favoured_side

        if side := favoured_side(parent):
            merged = merge.favour(side, merged)
    return merged


class _Merge:
    """Three versions of the file at a path of the repository around the working directory."""

    def __init__(self, base: bytes, ours: bytes, theirs: bytes, path: str) -> None:
        self._texts, self._path = (base, ours, theirs), path

    def merge(self, style: MarkerStyle) -> LineMerge | None:
        """Merge the versions. Return None if one is binary: git reports a conflict then, and leaves ours in place."""
        if is_binary(*self._texts):
            return None
        by_lines = merge_lines(os.curdir, style)
        lines = by_lines(*self._texts)
        is_settled = not lines.conflicts and _needs_no_second_look(*self._texts)
        is_emptied = not all(self._texts[1:])
        if is_settled or is_emptied or not _may_be_note(self._path, *self._texts):
            return lines
        try:
            # Late: most merges of two lines far from each other don't need to know what a note is.
            from plaintext_network.model.merge.merge_notes import merge_notes

            def again(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
                return lines if (base, ours, theirs) == self._texts else by_lines(base, ours, theirs)

            rules = _rules(self._path)
            note = merge_notes(*self._texts, again, rules, style, self._path)
            if note.conflicts and conflict_style(os.curdir) != "merge":
                shown = style._replace(with_base=True)
                note = merge_notes(*self._texts, again, rules, shown, self._path)
        except Exception:  # noqa: BLE001 - a note that pnet can't merge must not stop git
            return lines
        return LineMerge(note.text, note.conflicts)

    def favour(self, side: str, usual: LineMerge | None) -> LineMerge | None:
        """Return the merge with each conflict resolved for one side; `usual` if that is impossible."""
        if usual is None:
            return LineMerge(self._texts[1 + SIDES.index(side)], 0)
        # With markers of a length that no text contains, no line of text looks like a marker.
        marks = (b"<", b"|", b"=", b">")
        size = next(
            n for n in range(41, 1 << 24) if not any(m * n in text for m in marks for text in self._texts)
        )
        marked = self.merge(MarkerStyle(size, "ours", "theirs", "base"))
        if marked is None:
            return usual
        return LineMerge(_settled(marked.text, size, side, self._texts[1 + SIDES.index(side)]), 0)


def _settled(marked: bytes, size: int, side: str, text: bytes) -> bytes:
    """Return a merge whose conflicts, in markers of a size that nothing else has, are resolved for one side."""
    parts = {
        mark * size: name for mark, name in ((b"<", "ours"), (b"|", "base"), (b"=", "theirs"), (b">", ""))
    }
    within, start, mark = "", 0, b""
    kept: list[bytes] = []
    for line in marked.splitlines(keepends=True):
        mark = line[:size]
        if mark in parts:
            start = start if within else len(kept)
            within = parts[mark]
        elif within in ("", side):
            kept.append(line)
    if mark == b">" * size and len(kept) > start and not text.endswith(b"\n"):
        # A marker needs a line break before it, which the side's last line doesn't have.
        kept[-1] = kept[-1].removesuffix(b"\n")
        kept[-1] = kept[-1] if text.endswith(b"\r") else kept[-1].removesuffix(b"\r")
    return b"".join(kept)


def _may_be_note(path: str, *texts: bytes) -> bool:
    return path[-3:].lower() == ".md" and all(len(text) <= _MOST for text in texts)


def _needs_no_second_look(base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Return whether a merge by lines without conflicts needs no second look.

    That is so if one side didn't change the front matter, and no line is new on both sides.
    """
    header = _header(base)
    if header not in (_header(ours), _header(theirs)):
        return False
    before = {b"", *(line.strip() for line in base.split(b"\n"))}
    added = ({line.strip() for line in text.split(b"\n")} - before for text in (ours, theirs))
    return next(added).isdisjoint(next(added))


def _header(text: bytes) -> bytes:
    """Return the text up to the second line of dashes; all of it if there is only one, and "" if there is none."""
    if not text.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return b""
    end = text.find(b"\n---", 3)
    return text if end < 0 else text[:end]


def _labels(given: Sequence[str]) -> tuple[str, str, str]:
    """Return what to call our version, theirs and the base. Before 2.44, git doesn't say, and passes on "%X"."""
    base, ours, theirs = (*given, *("%S", "%X", "%Y")[len(given) :])
    if (ours, theirs) == ("%X", "%Y"):
        # `git merge` names what it merges in a variable.
        heads = [value for name, value in os.environ.items() if name.startswith("GITHEAD_")]
        return "HEAD", heads[0] if len(heads) == 1 else "theirs", "base"
    return ours or "ours", theirs or "theirs", base or "base"


def _rules(path: str) -> Rules:
    """Return the rules of the vault that holds a path of the repository; the usual rules if its settings can't be read."""
    from plaintext_network.model.note.rules import Rules

    folder = path
    while folder:
        folder = os.path.dirname(folder)
        file = os.path.join(folder, "pnet.toml")
        if not os.path.lexists(file):
            continue
        try:
            text = _read(file)
            if not _concerns_merges(text):
                break
            # A helper reads the same settings for each merge.
            key = (os.path.abspath(file), text)
            if key not in _parsed:
                # Late: it takes as long to import as what merges a note.
                from plaintext_network.vault.config.settings import load_settings

                rules = load_settings(folder or os.curdir).rules
                _parsed.clear()
                _parsed[key] = rules
            return _parsed[key]
        except Exception:  # noqa: BLE001 - settings in conflict must not stop the merge of notes
            break
    return Rules()


def _concerns_merges(settings: bytes) -> bool:
    """Return whether a pnet.toml may say how to read properties, Log entries or tasks."""
    return any(word in settings for word in (b"properties", b"log", b"tasks", b"daily", b"\\"))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
