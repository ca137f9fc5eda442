"""Writes a link or a value at a place, with the brackets, quotes and escapes needed there. Chooses nothing."""

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import inline_links
from plaintext_network.notes.scalars import YamlText, format_scalar, is_plain
from plaintext_network.notes.source import start_of_line


class Change(NamedTuple):
    """A half-open range of offsets, and the text in its place."""

    start: int
    end: int
    text: str


class Insertion(NamedTuple):
    """What accepting an item does: the main change, and others before it."""

    main: Change
    others: tuple[Change, ...] = ()


def insert_value(place: Place, value: YamlText, text: str) -> Insertion | None:
    """Return how to write a value in a text; None if it can't be written there."""
    try:
        written = _in_form(place, value, text)
    except EditRefused:
        return None
    return Insertion(Change(place.start, place.end, (" " if place.spaced else "") + written))


def _in_form(place: Place, value: YamlText, text: str) -> str:
    if place.form == "body":
        return value.text
    if place.is_part and place.form == "plain":
        # The text around it has no quotes.
        if not is_plain(value.text):
            raise EditRefused("it needs quotes")
        return value.text
    if place.form in ("plain", "flow"):
        return format_scalar(value, flow=place.form == "flow")
    # Without the quote that is there already.
    written = _escaped(value.text, place.form)
    return written if text.startswith(place.form, place.end) else written + place.form


def _escaped(text: str, quote: str) -> str:
    return format_scalar(YamlText(text), "'" if quote == "'" else '"')[1:-1]


def insert_link(place: Place, link: str, text: str, *, replaces: bool) -> Insertion | None:
    """Return how to write a whole link where one is being typed after `[[`; None if it can't be written there.

    `replaces`: the editor can replace text after the cursor.
    """
    if not (link.startswith("[[") and link.endswith("]]")):
        return _instead(place, link, text)
    inner = link[2:-2]
    following = text[place.end : place.end + 3]
    if has_label(place, text):
        return Insertion(Change(place.start, place.end, inner.partition("|")[0]))
    quote = place.form if place.form in ("'", '"') else ""
    if "|" in inner and not quote and _is_table_row(text, place.start):
        inner = inner.replace("|", "\\|")
    if quote:
        inner = _escaped(inner, quote)
    if place.form in ("plain", "flow"):
        return _unquoted(place, inner, following, replaces=replaces)
    closed = following.startswith("]]")
    if quote:
        is_quoted = text.startswith(quote, place.end + (2 if closed else 0))
        if closed and is_quoted:
            return Insertion(Change(place.start, place.end, inner))
        end = place.end + (2 if closed else 0)
        return Insertion(Change(place.start, end, inner + "]]" + ("" if is_quoted else quote)))
    if closed and replaces:
        # Then the cursor is after the link.
        return Insertion(Change(place.start, place.end + 2, inner + "]]"))
    missing = "" if closed else "]" if following.startswith("]") else "]]"
    return Insertion(Change(place.start, place.end, inner + missing))


def has_label(place: Place, text: str) -> bool:
    """Return whether a link that is being typed has a label or a heading already."""
    return _LABEL.match(text, place.end) is not None


_LABEL = late_pattern(r"(?:\\?\||#)[^\[\]\r\n]*\]\]")


def _unquoted(place: Place, inner: str, following: str, *, replaces: bool) -> Insertion | None:
    """Return how to write a link in front matter that has no quotes yet: with them, as other programs read only these."""
    closed = (
        2 if following.startswith("]]") else 1 if following.startswith("]") and place.form == "plain" else 0
    )
    if closed == 2 and not replaces and is_plain(inner, flow=True):
        # The quote after the brackets can't be written, but pnet reads the link without quotes, too.
        return Insertion(Change(place.start, place.end, inner))
    quoted = format_scalar(YamlText(f"[[{inner}]]"), '"')
    opened = place.start - 2
    return Insertion(Change(place.start, place.end + closed, quoted[3:]), (Change(opened, opened, '"'),))


def _instead(place: Place, link: str, text: str) -> Insertion | None:
    """Return how to write a Markdown link instead of the brackets that are there."""
    if place.form != "body":
        return None
    opened = place.start - 2
    if text.startswith("!", opened - 1):
        return None
    end = place.end + (2 if text.startswith("]]", place.end) else 1 if text.startswith("]", place.end) else 0)
    return Insertion(Change(place.start, end, link), (Change(opened, place.start, ""),))


def insert_target(place: Place, link: str, text: str) -> Insertion | None:
    """Return how to write the target of a Markdown link after `](`; None for another link."""
    found = next(inline_links(link), None)
    if found is not None and found.span.end == len(link):
        target = link[found.place.start : found.place.end]
    elif link.startswith("[[") and "|" not in link:
        # Logseq's pages are linked so.
        target = link
    else:
        return None
    following, end = text[place.end : place.end + 2], place.end
    if text.startswith("<", place.start - 1):
        if following == ">":
            end += 1
        closing = "" if following == ">)" or following.startswith("#") else ">)"
    else:
        closing = "" if following[:1] in (")", "#") else ")"
    return Insertion(Change(place.start, end, target + closing))


def _is_table_row(text: str, at: int) -> bool:
    return text[start_of_line(text, at) : at].lstrip().startswith("|")
