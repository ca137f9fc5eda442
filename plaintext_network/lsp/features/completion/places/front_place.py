"""Finds what the user is typing in front matter, from text alone: while somebody types, it is rarely valid YAML."""

from plaintext_network.lsp.features.completion.places.link_place import link_place
from plaintext_network.lsp.features.completion.places.place import Form, Place
from plaintext_network.lsp.positions import Position, TextLines
from plaintext_network.model.note.values.listed_values import start_of_last
from plaintext_network.notes.late_patterns import late_pattern

# A property's name at the start of a line, and its colon.
_PROPERTY = late_pattern(r"([\"']?)([^\s#\-\[\]{}\"',&*!|>%@`:?][^:\r\n\"']{0,99}?)\1[ \t]*:(?=[ \t]|\Z)")
_KEY = late_pattern(r"(?:[^\W_][\w -]{0,60})?")
_REST_OF_KEY = late_pattern(r"[\w-]*")
_ITEM = late_pattern(r"[ \t]*-(?:[ \t]+|\Z)")
# Lines that can be in unclosed front matter.
_FRONT_LINE = late_pattern(r"[ \t]*(?:#.*)?|[ \t]+.*|-(?:[ \t].*)?|[^\s#\-][^:]{0,99}:(?:[ \t].*)?")
_REST_OF_PLAIN = late_pattern(r"(?:[^\s#]|[ \t]+(?![#\s])|(?<=\S)#)*")
_REST_IN_FLOW = late_pattern(r"(?:[^\s#,\[\]{}]|[ \t]+(?![#\s,\[\]{}])|(?<=\S)#)*")
_REST_IN_QUOTES = {"'": late_pattern(r"[^'\r\n]*(?=')"), '"': late_pattern(r'[^"\\\r\n]*(?=")')}
_END = ("---", "...")


def front_end(lines: TextLines, at: Position) -> int | None:
    """Return the line that ends the front matter around a position, None if the position is not in front matter.

    Front matter without an end counts as far as it looks like front matter.
    """
    if lines.line(0).rstrip() != "---" or at.line == 0:
        return None
    for number in range(1, len(lines.with_endings)):
        if lines.line(number).rstrip() in _END:
            return number if at.line < number else None
    typed = lines.line(at.line)[: at.column]
    above = (lines.line(number) for number in range(1, at.line))
    is_like_it = (_FRONT_LINE.fullmatch(typed) or _KEY.fullmatch(typed)) and all(
        map(_FRONT_LINE.fullmatch, above)
    )
    return at.line + 1 if is_like_it else None


def front_keys(lines: TextLines, end: int, without: int) -> list[str]:
    """Return the names of the properties in front matter that ends at a line, except at one line, in the order written."""
    numbers = (number for number in range(1, end) if number != without)
    return [found[2].strip() for number in numbers if (found := _PROPERTY.match(lines.line(number)))]


def front_place(lines: TextLines, at: Position) -> Place | None:
    """Return what is being typed at a position of front matter; None where nothing is to be completed."""
    line, cursor = lines.line(at.line), lines.offset(at)
    before = line[: at.column]
    number, found = at.line, _PROPERTY.match(line)
    while not found and number > 1:
        number -= 1
        found = _PROPERTY.match(lines.line(number))
    is_here = found is not None and number == at.line
    if found and not (is_here and at.column < found.end()):
        start = lines.starts[number] + found.end()
        # Of the same length, with LF alone as the end of a line.
        region = lines.text[start:cursor].replace("\r\n", " \n").replace("\r", "\n")
        place = _value_place(region, start, line[at.column :], found[2].strip())
        if place is not None or is_here or before[:1] in ("-", " ", "\t"):
            return place
    if not _KEY.fullmatch(before):
        return None
    rest = _REST_OF_KEY.match(line, at.column)
    return Place("key", before, lines.starts[at.line], cursor + (len(rest[0]) if rest else 0), "plain")


def _value_place(region: str, start: int, after: str, name: str) -> Place | None:
    """Return what is being typed in a property's value, of which `region` is what comes before the cursor."""
    first, newline, _ = region.partition("\n")
    opening = first.strip()
    if not opening or opening.startswith("#"):
        if not newline and opening:
            return None
        # Below the name are the items of a list.
        last = region[region.rfind("\n") + 1 :] if newline else region
        item = _ITEM.match(last) if newline else None
        if newline and (item is None or last.endswith("-")):
            return None
        skipped = item.end() if item else 0
        return _scalar(
            last[skipped:], start + len(region) - len(last) + skipped, after, name, is_item=bool(item)
        )
    if opening[0] in "|>":
        last = region[region.rfind("\n") + 1 :]
        is_text = bool(newline) and last[:1] in (" ", "\t")
        return link_place(last, after, start + len(region) - len(last), "body", name) if is_text else None
    return _scalar(region, start, after, name)


def _scalar(text: str, start: int, after: str, name: str, *, is_item: bool = False) -> Place | None:
    """Return the scalar, or the item of a list in brackets, that a text ends with."""
    blanks = len(text) - len(text.lstrip())
    written = text[blanks:]
    if written.startswith("[") and (not written.startswith("[[") or written.startswith("[[[")):
        return _in_brackets(text, start, blanks + 1, after, name)
    if written[:1] in tuple("&*!{%@`|>#"):
        return None
    if written[:1] in ("'", '"'):
        if _after_quotes(written, 0) >= 0:
            return None
        return _in_quotes(written, start + blanks, after, name, is_item=is_item)
    if " #" in written or "\n" in written:
        return None
    return _plain(
        written, start + blanks, after, "plain", name, spaced=not text and not is_item, is_item=is_item
    )


def _in_brackets(text: str, start: int, at: int, after: str, name: str) -> Place | None:
    """Return the item that a text ends with, in which a list in brackets begins before an offset."""
    item = at
    while at < len(text):
        letter = text[at]
        if letter in "'\"" and not text[item:at].strip():
            end = _after_quotes(text, at)
            if end < 0:
                return _in_quotes(text[at:], start + at, after, name, is_item=True)
            at = end
        elif text.startswith("[[", at):
            end = text.find("]]", at)
            if end < 0:
                break
            at = end + 2
        elif letter == "#" and text[at - 1].isspace():
            end = text.find("\n", at)
            if end < 0:
                return None
            at = end
        elif letter in "[]{}":
            return None
        else:
            at += 1
            if letter == ",":
                item = at
    written = text[item:]
    blanks = len(written) - len(written.lstrip())
    if "\n" in written[blanks:]:
        return None
    return _plain(written[blanks:], start + item + blanks, after, "flow", name, is_item=True)


def _after_quotes(text: str, at: int) -> int:
    """Return the offset after the quoted text that begins at an offset, -1 if it does not end."""
    quote, at = text[at], at + 1
    while at < len(text):
        if text[at] == "\\" and quote == '"':
            at += 2
        elif text[at] == quote:
            if quote == "'" and text.startswith("''", at):
                at += 2
            else:
                return at + 1
        else:
            at += 1
    return -1


def _in_quotes(written: str, start: int, after: str, name: str, *, is_item: bool) -> Place | None:
    """Return what is being typed in quotes, of which the first is at the start of `written`."""
    quote: Form = "'" if written[0] == "'" else '"'
    inside = written[1:]
    if "\n" in inside:
        return None
    if "[[" in inside or "](" in inside:
        found = link_place(inside, after, start + 1, quote, name)
        last = start_of_last(inside)
        if found is not None or not inside[:last].rstrip(" \t,;&").endswith("]]") or "[" in inside[last:]:
            return found
        # A name after links in the same text.
        return _rest_in_quotes(inside[last:], start + 1 + last, after, quote, name, is_item)._replace(
            is_part=True
        )
    blanks = len(inside) - len(inside.lstrip())
    return _rest_in_quotes(inside[blanks:], start + 1 + blanks, after, quote, name, is_item)


def _rest_in_quotes(typed: str, start: int, after: str, quote: Form, name: str, is_item: bool) -> Place:
    rest = _REST_IN_QUOTES[quote].match(after)
    end = start + len(typed) + (len(rest[0]) if rest else 0)
    return Place("value", typed, start, end, quote, name, is_item=is_item)


def _plain(
    written: str,
    start: int,
    after: str,
    form: Form,
    name: str,
    *,
    spaced: bool = False,
    is_item: bool = False,
) -> Place | None:
    if written.startswith("["):
        # In front of anything else, brackets would be text.
        return link_place(written, after, start, form, name)
    rest = (_REST_IN_FLOW if form == "flow" else _REST_OF_PLAIN).match(after)
    end = start + len(written) + (len(rest[0].rstrip()) if rest else 0)
    return Place("value", written, start, end, form, name, spaced=spaced, is_item=is_item)
