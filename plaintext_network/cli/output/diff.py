"""Prints a change to a file as a unified diff for `git apply` and `patch -p1`. Changes no file."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from difflib import Match, SequenceMatcher

from plaintext_network.escape import escape
from plaintext_network.notes.source import decode

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.output.terminal import Screen

_STYLES: dict[str, Style] = {"+": "added", "-": "removed", "@": "information"}
_AROUND = 3  # lines
# `difflib` compares more lines by what occurs once: it takes hours for ten thousand changes in one note.
_MOST_LINES = 2_000
_UTF8_MARK = b"\xef\xbb\xbf"
_FIRST = 8_000  # bytes
# As git quotes them in a path (core.quotePath).
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def print_diff(
    screen: Screen, path_before: str | None, path_after: str | None, before: bytes | None, after: bytes | None
) -> None:
    """Print the diff of one file; `path_before` is None for a new file, `path_after` for a removed one.

    Prints nothing if nothing changes. The diff can be applied if the notes are UTF-8 without control characters
    other than tabs and newlines.
    """
    if path_before == path_after and (before or b"") == (after or b""):
        return
    for line in _header(path_before, path_after):
        screen.print(("heading", line))
    old = _quoted("a/", path_before)
    new = _quoted("b/", path_after)
    is_binary = any(map(_is_binary, filter(None, (before, after))))
    lines = [] if is_binary else list(_hunks(_lines(before), _lines(after)))
    if lines:
        for mark, path in (("---", old), ("+++", new)):
            # With a tab in place of the time, `patch` reads spaces as part of the path.
            screen.print(("heading", f"{mark} {path}" + ("\t" if " " in path else "")), keep="\t")
    elif (before or b"") != (after or b""):
        screen.print(f"Binary files {old} and {new} differ")
    for line in lines:
        style = _STYLES.get(line[0])
        shown = line.removesuffix("\n")
        screen.print((style, shown) if style else shown, keep="\t")
        if shown == line:
            screen.print(("muted", "\\ No newline at end of file"))


def _is_binary(content: bytes) -> bool:
    """Return whether a file is no text, such as a photo: as git decides it, but UTF-16 is text."""
    return b"\0" in content[:_FIRST] and not content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


def _header(path_before: str | None, path_after: str | None) -> Iterator[str]:
    """Yield git's extended header, for what a plain diff can't express: empty files and renames."""
    old, new = path_before or path_after, path_after or path_before
    yield f"diff --git {_quoted('a/', old)} {_quoted('b/', new)}"
    if path_before == path_after:
        return
    if path_before is None:
        yield "new file mode 100644"
    elif path_after is None:
        yield "deleted file mode 100644"
    else:
        yield f"rename from {_quoted('', path_before)}"
        yield f"rename to {_quoted('', path_after)}"


def _quoted(prefix: str, path: str | None) -> str:
    """Return a path as git writes it: quoted if it contains special characters."""
    if path is None:
        return "/dev/null"
    quoted = re.sub(r'["\\]', lambda found: _octal(found[0]), path)
    quoted = "".join(letter if escape(letter) == letter else _octal(letter) for letter in quoted)
    return prefix + path if quoted == path else f'"{prefix}{quoted}"'


def _octal(letter: str) -> str:
    octets = letter.encode("utf-8", "surrogateescape")
    return _NAMED.get(letter) or "".join(f"\\{octet:03o}" for octet in octets)


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    # Comparing long texts is slow and most changes are small: compare only from the first difference to the last.
    first = _shared(old, new)
    most = min(len(old), len(new)) - first
    last = min(_shared(old[::-1], new[::-1]), most)
    skipped, left = max(first - _AROUND, 0), max(last - _AROUND, 0)
    before, after = old[skipped : len(old) - left], new[skipped : len(new) - left]
    for group in _compared(before, after).get_grouped_opcodes(_AROUND):
        (_, first, _, start, _), (_, _, last, _, stop) = group[0], group[-1]
        yield f"@@ -{_range(first + skipped, last + skipped)} +{_range(start + skipped, stop + skipped)} @@\n"
        for what, i, j, k, m in group:
            if what == "equal":
                yield from (f" {line}" for line in before[i:j])
            else:
                yield from (f"-{line}" for line in before[i:j])
                yield from (f"+{line}" for line in after[k:m])


def _compared(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    if len(old) + len(new) <= _MOST_LINES:
        return SequenceMatcher(None, old, new)
    # Late: most changes are small.
    from plaintext_network.model.merge.body.match_in_order import match_in_order

    blocks: list[Match] = []
    for one, other in match_in_order(old, new):
        last = blocks[-1] if blocks else None
        if last and (one, other) == (last.a + last.size, last.b + last.size):
            blocks[-1] = last._replace(size=last.size + 1)
        else:
            blocks.append(Match(one, other, 1))
    return _Matched(old, new, [*blocks, Match(len(old), len(new), 0)])


class _Matched(SequenceMatcher[str]):
    """Compares lines whose equal blocks are known."""

    def __init__(self, old: Sequence[str], new: Sequence[str], blocks: list[Match]) -> None:
        super().__init__(None, old, new)
        self._blocks = blocks

    def get_matching_blocks(self) -> list[Match]:
        return self._blocks


def _range(start: int, stop: int) -> str:
    """Return a range of lines as a diff writes it: an empty one begins at the line before."""
    if stop - start == 1:
        return f"{start + 1}"
    return f"{start + (stop > start)},{stop - start}"


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the equal lines at the start of two texts."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(old), len(new)))


def _lines(content: bytes | None) -> list[str]:
    """Return the lines of a note as git counts them: only LF ends a line."""
    source, _ = decode(content or b"")
    # For git, a UTF-8 BOM is part of the first line; the marks of other encodings are not text.
    text = "\ufeff" + source.text if source.bom == _UTF8_MARK else source.text
    return [line + "\n" for line in text.split("\n")[:-1]] + [
        last for last in (text.rsplit("\n", 1)[-1],) if last
    ]
