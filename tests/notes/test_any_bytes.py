"""Any bytes give a note: nothing is raised, and every place lies within the text."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.source import Span

PIECES = [
    "---\n", "---", "...\n", "\n", "\r\n", "\r", " ", "  ", "\t", ":", ": ", "- ", "* ", "1. ", "> ", "#", "# ", "## Log\n",
    "name", "cadence: ", "with: ", "[[Ada]]", "[[", "]]", "[", "]", "{", "}", "(", ")", ",", "|", "|\n", ">-\n", "&a ", "*a", "<<: ",
    "!!int ", "!", "'", '"', "\\", "`", "``", "```\n", "~~~\n", "    ", "<div>\n", "<!--", "-->", "%%", "::", "[gave:: x]", "due:: y",
    "[ ] ", "[x] ", "2026-11-20", "2026-02-30", "📅 ", "🔁", "#touch", "%", "\0", "\x07", "\x85", "\u2028", "\ufeff", "é", "e\u0301",
    "😀", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "[a](b.md)", "](", "%20", "\\|", "===\n", "~", "null", "@", "?", "? ",
]  # fmt: skip

half_broken = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
with_front_matter = st.tuples(half_broken, half_broken).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}")


def spans_of(value: Value) -> Iterator[Span]:
    yield value.span
    if isinstance(value, MappingValue):
        for key, item in value.items:
            yield from spans_of(key)
            yield from spans_of(item)
    elif not isinstance(value, Scalar):
        for item in value.items:
            yield from spans_of(item)


def spans(note: Note) -> Iterator[Span]:
    for one in note.header.properties:
        yield one.key
        yield from spans_of(one.value)
    for item in note.body.items:
        yield from (item.own, item.extent)
    yield from (link.span for link in note.body.links)
    yield from (tag.span for tag in note.body.tags)
    yield from (field.value for field in note.body.fields)
    yield from (*note.body.code, *note.body.hidden)


def assert_sound(note: Note) -> None:
    text = note.source.text
    assert 0 <= note.header.body_start <= len(text)
    for span in spans(note):
        assert 0 <= span.start <= span.end <= len(text)
    for item in note.body.items:
        assert item.extent.start <= item.own.start
        assert item.own.end <= item.extent.end
    for field in note.body.fields:
        assert note.visible[slice(*field.value)] == field.text
    for tag in note.body.tags:
        assert text[slice(*tag.span)].startswith(("#" + tag.text, "#[["))
    lines = len(note.source.line_starts)
    for problem in note.problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message
        assert problem.hint


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    assert_sound(parse(content))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert_sound(parse(text.encode("utf-8", "replace")))


@given(half_broken)
def test_any_half_broken_markdown(text: str) -> None:
    assert_sound(parse(text.encode()))


@given(with_front_matter)
def test_any_half_broken_front_matter(text: str) -> None:
    assert_sound(parse(text.encode()))


@given(
    with_front_matter,
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "shift_jis"]),
)
def test_any_text_in_another_encoding(text: str, encoding: str) -> None:
    assert_sound(parse(text.encode(encoding, "replace")))


KEYS = st.sampled_from(["name", "on", "NO", "1", "with", "met-at", "É", "a b"])
PLAIN = st.sampled_from(
    ["Ada", "NO", "0441234", "12:30", "+44 1", "2024-02-30", "é 😀", "x#y", "https://a.b/c", "-5", "a, b"]
)


@given(
    st.lists(st.tuples(KEYS, PLAIN), min_size=1, unique_by=lambda pair: pair[0]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_written_plainly_is_read_as_it_stands(pairs: list[tuple[str, str]], newline: str) -> None:
    text = newline.join(["---", *(f"{key}: {value}" for key, value in pairs), "---", ""])
    note = parse(text.encode())
    read = [(text[slice(*one.key)], text[slice(*one.value.span)]) for one in note.header.properties]
    assert read == pairs
    assert [one.value.text for one in note.header.properties if isinstance(one.value, Scalar)] == [
        v for _, v in pairs
    ]
