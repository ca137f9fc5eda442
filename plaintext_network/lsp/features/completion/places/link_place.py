"""Finds the link that the user is typing at the end of a text. Works on text alone."""

from plaintext_network.lsp.features.completion.places.place import Form, Place
from plaintext_network.notes.late_patterns import late_pattern

# What follows the cursor within a link: the rest of its target.
_REST_OF_TARGET = late_pattern(r"[^\[\]|#\\\r\n]*(?=(?:\\?\|[^\[\]\r\n]*|#[^\[\]\r\n]*)?\]\])")
_REST_OF_PATH = late_pattern(r"[^\[\]()<>\s#]*(?=[)#>])")
_SCHEME = late_pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def link_place(before: str, after: str, start: int, form: Form, name: str = "") -> Place | None:
    """Return the link at the end of `before`, a text that starts at an offset; `after` is the rest of the line.

    None where there is none, also for its label and its heading. `name` is the property it is in.
    """
    opened = before.rfind("[[")
    if opened >= 0 and "]" not in before[opened:]:
        return _wiki(before, after, start, opened, form, name)
    opened = before.rfind("](")
    if opened >= 0 and ")" not in before[opened:]:
        return _markdown(before, after, start, opened, form, name)
    return None


def _wiki(before: str, after: str, start: int, opened: int, form: Form, name: str) -> Place | None:
    typed = before[opened + 2 :]
    if before.endswith("\\", 0, opened) or any(letter in typed for letter in "|^["):
        return None
    target, sign, heading = typed.partition("#")
    if sign:
        at = start + opened + 2 + len(target) + 1
        return (
            None
            if "#" in heading
            else Place("heading", heading, at, at + len(heading), form, name, target=target)
        )
    # A quote ends what is being typed there.
    quote = form if form in ("'", '"') else ""
    rest = _REST_OF_TARGET.match(after)
    kept = "" if rest is None or (quote and quote in rest[0]) else rest[0]
    at = start + opened + 2
    return Place("link", typed, at, at + len(typed) + len(kept), form, name)


def _markdown(before: str, after: str, start: int, opened: int, form: Form, name: str) -> Place | None:
    typed = before[opened + 2 :].removeprefix("<")
    label = _opening(before, opened)
    # An image shows no note.
    if label < 0 or before.endswith("!", 0, label) or before.endswith("\\", 0, label):
        return None
    if _SCHEME.match(typed) or typed.startswith(("/", "#")) or any(letter in typed for letter in '()<>"#'):
        return None
    at = start + len(before) - len(typed)
    rest = _REST_OF_PATH.match(after)
    return Place("target", typed, at, at + len(typed) + (len(rest[0]) if rest else 0), form, name)


def _opening(text: str, close: int) -> int:
    """Return the offset of the bracket that one at an offset closes, -1 without one."""
    depth = 0
    for at in range(close, -1, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return at
    return -1
