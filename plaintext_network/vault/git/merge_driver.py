"""Merges one file as git's merge driver: notes by property, any other file as git does. Knows no options of a command.

git runs it once per file, so it imports only what the file needs. It never reports a clean merge that it can't prove: after
any fault, the result is git's own, or the file is left as it was and git reports a conflict.
"""

from __future__ import annotations

import os

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.model.merge.merged_note import LineMerge
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.notes.conflict_markers import MarkerStyle

# The exit statuses that git knows: above 128, the driver failed, and git merges nothing.
CLEAN, CONFLICTS, FAILED = 0, 1, 129
# A larger file is merged by lines alone.
_MOST = 4 << 20


def merge_driver(arguments: Sequence[str]) -> int:
    """Merge as `merge.pnet.driver` asks for it, with %O %A %B %L %P %S %X %Y; return the exit status for git.

    The working directory is git's: the top level of the work tree, or a bare repository.
    """
    if len(arguments) < 5:
        return FAILED
    try:
        return _merge(*arguments[:5], *_labels(arguments[5:8]))
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - git has to learn of any fault by an exit status
        return FAILED


def _merge(base_file: str, our_file: str, their_file: str, size: str, path: str, *labels: str) -> int:
    base, ours, theirs = map(_read, (base_file, our_file, their_file))
    # Late: the labels may be all that this run needs.
    from plaintext_network.notes.conflict_markers import MarkerStyle

    ours_label, theirs_label, base_label = labels
    length = int(size) if size.isascii() and size.isdigit() else 0
    style = MarkerStyle(length or 7, ours_label, theirs_label, base_label)
    merged = merge_texts(base, ours, theirs, path, style)
    if merged is None:
        return CONFLICTS
    if merged.text != ours:
        _write(our_file, merged.text)
    return CONFLICTS if merged.conflicts else CLEAN


def merge_texts(base: bytes, ours: bytes, theirs: bytes, path: str, style: MarkerStyle) -> LineMerge | None:
    """Merge three versions of the file at a path of the repository around the working directory.

    None if a version is binary: git reports a conflict then, and leaves our version in place. Raises MergeFailed.
    """
    from plaintext_network.vault.git.merge_lines import conflict_style, is_binary, merge_lines

    if is_binary(base, ours, theirs):
        return None
    by_lines = merge_lines(os.curdir, style)
    lines = by_lines(base, ours, theirs)
    if not _may_be_note(path, base, ours, theirs) or (
        not lines.conflicts and _is_settled(base, ours, theirs)
    ):
        return lines
    try:
        # Late: most merges of two lines far from each other don't need to know what a note is.
        from plaintext_network.model.merge.merge_notes import merge_notes

        rules = _rules(path)
        note = merge_notes(base, ours, theirs, by_lines, rules, style)
        if note.conflicts and conflict_style(os.curdir) != "merge":
            note = merge_notes(base, ours, theirs, by_lines, rules, style._replace(with_base=True))
    except Exception:  # noqa: BLE001 - a note that pnet can't merge must not stop git
        return lines
    return lines._replace(text=note.text, conflicts=note.conflicts)


def _may_be_note(path: str, *texts: bytes) -> bool:
    return path[-3:].lower() == ".md" and all(len(text) <= _MOST for text in texts)


def _is_settled(base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Return whether a merge by lines without conflicts needs no second look.

    So it is if one side left the front matter as it was, and no line was added on both sides.
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
            if not _concerns_merges(_read(file)):
                break
            # Late: it takes longer to import than all else.
            from plaintext_network.vault.config.settings import load_settings

            return load_settings(folder or os.curdir).rules
        except Exception:  # noqa: BLE001 - settings in conflict must not stop the merge of notes
            break
    return Rules()


def _concerns_merges(settings: bytes) -> bool:
    """Return whether a pnet.toml may say how to read properties, Log entries or tasks."""
    return any(word in settings for word in (b"properties", b"log", b"tasks", b"kinds", b"daily", b"\\"))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(path: str, text: bytes) -> None:
    """Replace a file of git's, so that git finds the result whole or not at all."""
    draft = f"{path}.pnet"
    try:
        with open(draft, "xb") as file:
            file.write(text)
        os.replace(draft, path)
    except BaseException:
        if os.path.lexists(draft):
            os.unlink(draft)
        raise
