"""Decides how the lines of a merged note end. Merges nothing."""

LF, CRLF = "\n", "\r\n"


def line_ending(text: str) -> str | None:
    """Return how all lines of a text end: LF or CRLF; "" if none ends, and None if they differ or one ends in CR."""
    breaks, returns = text.count("\n"), text.count("\r")
    if not returns:
        return LF if breaks else ""
    return CRLF if returns == breaks == text.count(CRLF) else None


def same_endings(base: str, ours: str, theirs: str) -> tuple[str, str, str]:
    """Return the three texts with one line ending: the one that a side changed to, else that of ours.

    Texts of mixed endings stay as they are.
    """
    before, here, there = (line_ending(text) for text in (base, ours, theirs))
    if before is None or here is None or there is None:
        return base, ours, theirs
    end = (there if here in ("", before) else here) or here or before
    if not end or {before, here, there} <= {"", end}:
        return base, ours, theirs
    return _with(base, end), _with(ours, end), _with(theirs, end)


def have_one_ending(*texts: str) -> bool:
    """Return whether all lines of all texts end in one way."""
    endings = {line_ending(text) for text in texts}
    return None not in endings and len(endings - {""}) < 2


def _with(text: str, end: str) -> str:
    text = text.replace(CRLF, LF)
    return text if end == LF else text.replace(LF, end)
