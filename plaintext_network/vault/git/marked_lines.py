"""Adds lines between two marks to a file of settings, and removes exactly these. Knows no git and touches no file."""

from plaintext_network.errors import EditRefused

BEGIN, END = b"# pnet git setup: begin", b"# pnet git setup: end"
# Words in the first mark about the earlier file, so that removing the lines restores every byte.
_NEW, _UNENDED = b" (this file is new)", b" (the line before had no line break)"


def add_lines(before: bytes | None, lines: tuple[str, ...], path: str) -> bytes:
    """Return a file with the lines between marks, at the end or where they are now; None is a file that doesn't exist.

    Raises EditRefused if the marks are damaged.
    """
    text = before or b""
    ending = b"\r\n" if b"\r\n" in text else b"\n"
    if b"\0" in text:
        raise EditRefused("it isn't UTF-8 text", path)
    found = _find(text, path)
    if found is None:
        note = _NEW if before is None else _UNENDED if text and not text.endswith(b"\n") else b""
        start = text + (ending if note == _UNENDED else b"")
        return start + ending.join(
            [BEGIN + note, *(line.encode("utf-8", "surrogateescape") for line in lines), END, b""]
        )
    begin, end = found
    first_line = text[begin:end].split(b"\n", 1)[0]
    first = first_line.rstrip(b"\r")
    ending = b"\n" if first == first_line else b"\r\n"
    return (
        text[:begin]
        + ending.join([first, *(line.encode("utf-8", "surrogateescape") for line in lines), END, b""])
        + text[end:]
    )


def marked_lines(text: bytes, path: str) -> tuple[str, ...] | None:
    """Return the lines between the marks; None if there are no marks. Raises EditRefused if they are damaged."""
    found = _find(text, path)
    if found is None:
        return None
    lines = text[slice(*found)].decode("utf-8", "surrogateescape").splitlines()
    return tuple(lines[1:-1])


def remove_lines(before: bytes, path: str) -> bytes | None:
    """Return a file without its marked lines, as it was before `add_lines`; None if it didn't exist then."""
    found = _find(before, path)
    if found is None:
        return before
    begin, end = found
    first_line = before[begin:end].split(b"\n", 1)[0]
    first = first_line.rstrip(b"\r")
    left, right = before[:begin], before[end:]
    if first == BEGIN + _UNENDED and not right:
        left = left.removesuffix(b"\n" if first == first_line else b"\r\n")
    if first == BEGIN + _NEW and not left and not right:
        return None
    return left + right


def _find(text: bytes, path: str) -> tuple[int, int] | None:
    """Return where the marked lines begin and end, marks included; None if there are none."""
    at, begins, ends = 0, [], []
    for line in text.split(b"\n"):
        mark = line.rstrip(b"\r")
        if mark in (BEGIN, BEGIN + _NEW, BEGIN + _UNENDED):
            begins.append(at)
        elif mark == END:
            ends.append(min(at + len(line) + 1, len(text)))
        at += len(line) + 1
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or ends[0] <= begins[0]:
        raise EditRefused(
            f"pnet's lines in it aren't between one “{BEGIN.decode()}” and one “{END.decode()}”; remove them by hand",
            path,
        )
    return begins[0], ends[0]
