"""An edit of the front matter changes the asked-for value and not another byte, or is refused."""

import difflib
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.edit_front import (
    property_texts,
    remove_property,
    remove_shadowed,
    replace_texts,
    set_values,
)
from plaintext_network.notes.header import ListValue, Scalar, plain_value
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText


def note(front: str, body: str = "The body.\n", *, end: str = "---\n") -> Note:
    return parse_for_edit(f"---\n{front}{end}{body}".encode())


def front_of(edited: Note) -> str:
    text = edited.source.text
    assert text.startswith("---\n")
    return text[4 : text.rindex("---\n", 0, edited.header.body_start)]


def set_one(text: str) -> Callable[[Note], Note]:
    return lambda before: set_values(before, "a", [YamlText(text)], many=False)


def set_many(*texts: str) -> Callable[[Note], Note]:
    return lambda before: set_values(before, "a", [YamlText(text) for text in texts], many=True)


def unset(before: Note) -> Note:
    return remove_property(before, "a")


@pytest.mark.parametrize(
    ("front", "edit", "expected"),
    [
        # A new list goes below its key where the others do.
        ("b:\n  - x\na: []\n", set_many("v", "w"), "b:\n  - x\na:\n  - v\n  - w\n"),
        ("b:\n- x\na: \nc: 3\n", set_many("v"), "b:\n- x\na:\n- v\nc: 3\n"),
        ("b:\n- x\na: v\nc: 3\n", set_many("v", "w"), "b:\n- x\na:\n- v\n- w\nc: 3\n"),
        ("b:\n- x\na: [] # why\n", set_many("v"), "b:\n- x\na: [v] # why\n"),
        ("b:\n- x\na: # why\n", set_many("v"), "b:\n- x\na: [v] # why\n"),
        ("b: [x]\na: []\n", set_many("v"), "b: [x]\na: [v]\n"),
        # One value, in its own quotes, with its comment.
        ("a: 1\n", set_one("2 months"), "a: 2 months\n"),
        ("a: '1' # why\n", set_one("it's"), "a: 'it''s' # why\n"),
        ('a: "1"\n', set_one("x"), 'a: "x"\n'),
        ("a:\nb: 1\n", set_one("x"), "a: x\nb: 1\n"),
        ("a:   # to do\n", set_one("x"), "a: x   # to do\n"),
        ("a: &mark 1\n", set_one("x"), "a: &mark x\n"),
        ("a: !!int 1\n", set_one("x"), "a: x\n"),
        ("a: |\n  long\n  text\n\n# b\nb: 1\n", set_one("x"), "a: x\n\n# b\nb: 1\n"),
        ("a: >- # why\n  long\nb: 1\n", set_one("x"), "a: x # why\nb: 1\n"),
        ("a: plain\n  on two lines\nb: 1\n", set_one("x"), "a: x\nb: 1\n"),
        ("? a\n: 1\n", set_one("x"), "? a\n: x\n"),
        ("{a: 1, b: 2}\n", set_one("x, y"), '{a: "x, y", b: 2}\n'),
        ("a: [[Ada]]\n", set_one("x"), "a: x\n"),
        # A property that is not there.
        ("b: 1\n", set_one("x"), "b: 1\na: x\n"),
        ("", set_one("x"), "a: x\n"),
        ("# only\n", set_one("x"), "# only\na: x\n"),
        ("  b: 1\n  c: 2\n", set_one("x"), "  b: 1\n  c: 2\n  a: x\n"),
        ("{b: 1}\n", set_one("x"), "{b: 1, a: x}\n"),
        ("b: |+\n  text\n\n", set_one("x"), "b: |+\n  text\n\na: x\n"),
        ("b: 1\n", set_many("x", "w"), "b: 1\na: [x, w]\n"),
        ("b:\n  - p\n", set_many("x", "w"), "b:\n  - p\na:\n  - x\n  - w\n"),
        ("b:\n- p\n", set_many("x"), "b:\n- p\na:\n- x\n"),
        # Lists: what stays is not touched.
        ("a: [x, y] # why\n", set_many("x", "y", "z"), "a: [x, y, z] # why\n"),
        ("a: [x, y,]\n", set_many("x", "y", "z"), "a: [x, y, z,]\n"),
        ("a: [x, y]\n", set_many("y"), "a: [y]\n"),
        ("a: [x, y]\n", set_many("x"), "a: [x]\n"),
        ("a: [x, y]\n", set_many(), "a: []\n"),
        ("a: []\n", set_many("x"), "a: [x]\n"),
        ("a:\n", set_many("x"), "a: [x]\n"),
        ("{}\n", set_one("x"), "{a: x}\n"),
        ("a: 0441234\n", set_many("0441234", "z"), "a: [0441234, z]\n"),
        ("a:\n-\n- x\n", set_many("x", "z"), "a:\n-\n- x\n- z\n"),
        ("a:\n-\n", set_many("x", "z"), "a:\n- x\n- z\n"),
        ("a: [\n  x, # one\n  z # two\n]\n", set_many("x"), "a: [\n  x, # one\n]\n"),
        ("a: [\n  x, # one\n  z # two\n]\n", set_many("z"), "a: [\n  z # two\n]\n"),
        ("a: [\n  x, # one\n  y # two\n]\n", set_many("x", "y", "z"), "a: [\n  x, # one\n  y, z # two\n]\n"),
        ("a: x\n", set_many("x", "w"), "a: [x, w]\n"),
        ("a: 'x'\n", set_many("x", "w"), "a: ['x', w]\n"),
        ("a:\n  - x # one\n  # of two\n  - y\n# b\nb: 1\n", set_many("x", "y", "z"), "a:\n  - x # one\n  # of two\n  - y\n  - z\n# b\nb: 1\n"),
        ("a:\n  - x # one\n  - y\n", set_many("y"), "a:\n  - y\n"),
        ("a:\n- x\n-   y\n", set_many("x", "y", "z"), "a:\n- x\n-   y\n-   z\n"),
        ("a:\n  - x\n", set_many(), "a:\n"),
        ("a:\n  - x\n  - y\n", set_one("z"), "a:\n  - z\n"),
        ("a:\n  -\n    x\n", set_many("x", "w"), "a:\n  -\n    x\n  - w\n"),
        ("b: &x [p, q]\na: *x\n", set_many("p"), "b: &x [p, q]\na: [p]\n"),
        # Gone, with its own comment and no other.
        ("a: 1 # why\nb: 2\n", unset, "b: 2\n"),
        ("# a\na:\n  - x\n  - y\n\n# b\nb: 2\n", unset, "# a\n\n# b\nb: 2\n"),
        ("{a: 1, b: 2}\n", unset, "{b: 2}\n"),
        ("{b: 2, a: 1}\n", unset, "{b: 2}\n"),
        ("a: 1\nb: 2\na: 3\n", unset, "b: 2\n"),
        ("a: {x: 1}\nb: 2\n", unset, "b: 2\n"),
    ],
)  # fmt: skip
def test_an_edit_changes_the_value_and_nothing_else(
    front: str, edit: Callable[[Note], Note], expected: str
) -> None:
    assert front_of(edit(note(front))) == expected
    # The same with other line ends, and with a byte order mark.
    windows = parse_for_edit(b"\xef\xbb\xbf" + f"---\n{front}---\nThe body.\n".replace("\n", "\r\n").encode())
    edited = edit(windows)
    assert edited.source.encode(edited.source.text) == b"\xef\xbb\xbf" + f"---\n{expected}---\nThe body.\n".replace("\n", "\r\n").encode()  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "---\na: x\n---\n"),
        ("words\n", "---\na: x\n---\nwords\n"),
        ("words\r\n", "---\r\na: x\r\n---\r\nwords\r\n"),
        ("no end", "---\na: x\n---\nno end"),
        ("---\nb: 1\n---", "---\nb: 1\na: x\n---"),
        ("---\nb: 1\n...\nwords\n", "---\nb: 1\na: x\n...\nwords\n"),
    ],
)
def test_a_note_may_have_any_beginning_and_end(text: str, expected: str) -> None:
    assert set_one("x")(parse_for_edit(text.encode())).source.text == expected


@pytest.mark.parametrize(
    ("text", "edit", "reason"),
    [
        ("---\na: &x 1\nb: *x\n---\n", set_one("2"), "a property besides a"),
        ("---\na: &x 1\nb: *x\n---\n", unset, "a property besides a"),
        ("---\na: {b: 1}\n---\n", set_one("2"), "nested values"),
        ("---\na: [[x, y], z]\n---\n", set_one("2"), "nested values"),
        ("---\na: |\n  x\n---\n", set_many("x", "y"), "by hand"),
        ("---\na: b: c\n---\n", set_one("2"), "can't be read"),
        ("---\nnever closed\n", set_one("2"), "can't be read"),
        ("\ufeff\ufeff---\nb: 1\n---\n", set_one("2"), "begins with ---"),
        ("---\n- list\n---\n", set_one("2"), "can't be read"),
        ("<<<<<<< ours\n=======\n>>>>>>> theirs\n", set_one("2"), "merge"),
    ],
)
def test_what_would_do_harm_is_refused(text: str, edit: Callable[[Note], Note], reason: str) -> None:
    with pytest.raises(EditRefused, match=reason):
        edit(parse_for_edit(text.encode()))


def test_a_character_that_the_notes_encoding_lacks_is_refused() -> None:
    with pytest.raises(EditRefused, match="cp1252, has no “🎉”"):
        set_one("🎉")(parse_for_edit("caf\xe9\n".encode("latin-1")))


def test_bytes_that_are_no_text_are_left_alone() -> None:
    with pytest.raises(EditRefused, match="bytes that are not text"):
        parse_for_edit(b"\0\0\0\0")


def test_what_it_says_already_changes_nothing() -> None:
    before = note("a: [x, 'y']\n")
    assert set_many("x", "y")(before) is before
    assert unset(note("b: 1\n")).source.text == note("b: 1\n").source.text


def test_a_value_written_twice_the_same_is_written_once() -> None:
    before = note("a: x\nb: 1\na: 'x'\n")
    assert front_of(remove_shadowed(before, "a")) == "b: 1\na: 'x'\n"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: see [[Ada]] # x\n", "a: see [[Ada King]] # x\n"),
        ("a: [[Ada]]\n", "a: [[Ada King]]\n"),
        ('a:\n  - "[[Ada|A]]"\n', 'a:\n  - "[[Ada King|A]]"\n'),
        ("a: |\n  to [[Ada]]\n  and on\n", "a: |\n  to [[Ada King]]\n  and on\n"),
        ("a: ['[[Ada]]', b]\n", "a: ['[[Ada King]]', b]\n"),
    ],
)
def test_a_part_of_a_value_is_changed_in_place(front: str, expected: str) -> None:
    before = note(front)
    value = before.header.properties[0].value
    one = value.items[0] if isinstance(value, ListValue) else value
    assert isinstance(one, Scalar)
    after = replace_texts(before, {one.span: one.text.replace("[[Ada", "[[Ada King")})
    assert front_of(after) == expected


# Laws

KEYS = st.sampled_from(["a", "b", "c d", "é"])
PLAIN = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)


@st.composite
def fronts(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for key in draw(st.lists(KEYS, unique=True, max_size=4)):
        text = draw(PLAIN)
        quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        word = draw(st.sampled_from(["x", "2 months", quoted, "'it''s'", "&m y", "[[Ada]]", ""]))
        comment = draw(st.sampled_from(["", " # why", ""]))
        lines += draw(
            st.sampled_from(
                [
                    [f"{key}: {word}{comment}"],
                    [f"{key}: [{word or 'x'}, {quoted}]{comment}"],
                    [f"{key}:{comment}", f"  - {word or 'x'}{comment}", "  # between", f"  - {quoted}"],
                    [f"{key}:", f"- {word or 'x'}"],
                    [f"{key}: |", "  line", "", "  line"],
                    [f"{key}: >-{comment}", "  folded", "  text"],
                    [f"{key}: {{x: 1}}"],
                    ["# a comment", f"{key}: plain", "  and more"],
                ]
            )
        )
    return "".join(line + "\n" for line in lines)


@given(
    fronts(),
    st.sampled_from(["The body.\n", "", "# Title\n\n- [ ] task\n", "no end"]),
    KEYS,
    st.lists(PLAIN.filter(lambda t: t.strip() == t != ""), min_size=1, max_size=3),
    st.sampled_from(["one", "many", "unset"]),
    st.sampled_from(["\n", "\r\n"]),
)
@example("a: &m y\nb: [[Ada]]\n", "", "a", ["x"], "one", "\n")
def test_only_the_value_differs_and_unsetting_restores(
    front: str, body: str, key: str, texts: list[str], how: str, end: str
) -> None:
    before = parse_for_edit(f"---\n{front}---\n{body}".replace("\n", end).encode())
    wished = [YamlText(text) for text in (texts[:1] if how == "one" else texts)]
    try:
        if how == "unset":
            after = remove_property(before, key)
        else:
            after = set_values(before, key, wished, many=how == "many")
    except EditRefused:
        return
    told = [
        {p.name: plain_value(p.value) for p in each.header.properties if p.name != key}
        for each in (before, after)
    ]
    assert told[0] == told[1]
    found = property_texts(after, key)
    assert found == (None if how == "unset" else tuple(text.text for text in wished))
    old, new = before.source.text, after.source.text
    assert old[before.header.body_start :] == new[after.header.body_start :]
    assert new.count("\r") == new.count("\n") or end == "\n"
    # What is gone or new stands together, on lines of the one property.
    changes = [line for line in difflib.ndiff(old.split(end), new.split(end)) if line[0] in "-+"]
    assert all("# between" not in line or how != "one" for line in changes if line[0] == "+")
    if how != "unset" and front and key not in [p.name for p in before.header.properties]:
        assert remove_property(after, key).source.text == old
