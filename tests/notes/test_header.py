"""Front matter gives text and places, or a Problem; never an exception, never a value that YAML made up."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from plaintext_network.notes import yaml_header
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import FILE_LIMIT, Source, Span
from plaintext_network.problems import Problem

LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]


@pytest.fixture(params=LOADERS, ids=lambda loader: str(loader.__name__))
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read with libyaml, and with the parser written in Python."""
    monkeypatch.setattr(yaml_header, "_LOADER", request.param)
    return request.param


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every event that was asked of YAML's parser."""
    seen: list[object] = []
    original = yaml.parse

    def parse(*args: Any, **options: Any) -> Iterator[Any]:
        for event in original(*args, **options):
            seen.append(event)
            yield event

    monkeypatch.setattr(yaml, "parse", parse)
    return seen


def plain(value: Value) -> object:
    """The value without places: text, None for null, lists, and pairs for mappings."""
    if isinstance(value, Scalar):
        return None if value.is_null else value.text
    if isinstance(value, ListValue):
        return [plain(item) for item in value.items]
    return [(plain(key), plain(item)) for key, item in value.items]


def properties(text: str) -> dict[str, object]:
    found, problems = read_header(Source(text))
    assert problems == ()
    return {one.name: plain(one.value) for one in found.properties}


def problems(text: str) -> tuple[Problem, ...]:
    return read_header(Source(text))[1]


def refusal(text: str) -> str:
    """The one code a front matter is refused with; it must give no property."""
    found, said = read_header(Source(text))
    assert found.properties == ()
    (problem,) = said
    assert problem.message
    assert problem.hint
    return problem.code


def body(text: str) -> str:
    return text[read_header(Source(text))[0].body_start :]


# Where front matter begins and ends


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("---\nname: Ada\n---\n# Ada\n", "# Ada\n"),
        ("---\r\nname: Ada\r\n---\r\n# Ada\r\n", "# Ada\r\n"),
        ("---\rname: Ada\r---\r# Ada\r", "# Ada\r"),
        ("---\nname: Ada\n...\n# Ada\n", "# Ada\n"),
        ("--- \nname: Ada\n---\t\n# Ada\n", "# Ada\n"),
        ("---\nname: Ada\n---", ""),
        ("---\nname: Ada\n---\n---\nx\n", "---\nx\n"),
    ],
)
def test_the_body_begins_after_the_closing_line(text: str, rest: str) -> None:
    assert properties(text) == {"name": "Ada"}
    assert body(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Ada\n",
        "----\nname: Ada\n----\n",
        "\n---\nname: Ada\n---\n",
        " ---\na: b\n---\n",
        "--- x\na: b\n---\n",
    ],
)
def test_a_note_that_does_not_begin_with_three_dashes_is_all_body(text: str) -> None:
    assert properties(text) == {}
    assert body(text) == text


def test_three_dashes_indented_in_a_block_text_do_not_close() -> None:
    text = "---\nbio: |\n  one\n  ---\n  two\n---\nbody"
    assert properties(text) == {"bio": "one\n---\ntwo\n"}
    assert body(text) == "body"


@pytest.mark.parametrize(
    "text", ["---", "---\n", "---\nname: Ada\n", "---\nname: Ada\n ---\n", "---\na: b\n----\n"]
)
def test_front_matter_that_never_closes_is_body(text: str) -> None:
    assert refusal(text) == "front-matter-unclosed"
    assert body(text) == text


@pytest.mark.parametrize(
    "text", ["---\n---\nx", "---\n\n---\nx", "---\n# only a comment\n---\nx", "---\n~\n---\nx"]
)
def test_front_matter_without_properties_is_empty(text: str) -> None:
    assert refusal(text) == "front-matter-empty"
    assert body(text) == "x"


@pytest.mark.parametrize(
    "text", ["---\nAda\n---\n", "---\n- Ada\n---\n", "---\n'null'\n---\n", "---\n[[Ada]]\n---\n"]
)
def test_front_matter_that_is_text_or_a_list_is_refused(text: str) -> None:
    assert refusal(text) == "front-matter-not-mapping"


def test_front_matter_may_be_as_large_as_the_limit_and_no_larger() -> None:
    opening, key = "---\n", "bio: "
    longest = yaml_header.SIZE_LIMIT - len(opening + key + "\n")
    fits = f"{opening}{key}{'x' * longest}\n---\nbody"
    assert properties(fits) == {"bio": "x" * longest}
    over = f"{opening}{key}{'x' * (longest + 1)}\n---\nbody"
    assert refusal(over) == "front-matter-too-large"
    assert body(over) == "body"


def test_front_matter_too_large_that_ends_the_file_leaves_no_body() -> None:
    text = f"---\nbio: {'x' * yaml_header.SIZE_LIMIT}\n---"
    assert refusal(text) == "front-matter-too-large"
    assert body(text) == ""


def test_a_long_note_that_never_closes_is_unclosed_not_too_large() -> None:
    assert refusal("---\n" + "x\n" * yaml_header.SIZE_LIMIT) == "front-matter-unclosed"


def test_front_matter_that_is_cut_with_its_file_is_too_large() -> None:
    source = Source("---\n" + "a: b\n" * 20_000, size=FILE_LIMIT + 1)
    found, said = read_header(source)
    assert [problem.code for problem in said] == ["front-matter-too-large"]
    assert found.body_start == len(source.text)


# What a value is


SCALARS = [
    ("NO", "NO"),
    ("no", "no"),
    ("Yes", "Yes"),
    ("on", "on"),
    ("true", "true"),
    ("0441234", "0441234"),
    ("0123", "0123"),
    ("0o17", "0o17"),
    ("0x1F", "0x1F"),
    ("0b101", "0b101"),
    ("1_000", "1_000"),
    ("1e3", "1e3"),
    ("-5", "-5"),
    ("3.10", "3.10"),
    (".inf", ".inf"),
    (".NaN", ".NaN"),
    ("+4412345", "+4412345"),
    ("+44 20 555 0100", "+44 20 555 0100"),
    ("12:30", "12:30"),
    ("190:20:30", "190:20:30"),
    ("1815-12-10", "1815-12-10"),
    ("2024-02-30", "2024-02-30"),
    ("2026-13-01", "2026-13-01"),
    ("2026-11-20T25:00:00Z", "2026-11-20T25:00:00Z"),
    ("2026-11-20 10:00:00 +01:00", "2026-11-20 10:00:00 +01:00"),
    ("--12-10", "--12-10"),
    ("9" * 5_000, "9" * 5_000),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("", None),
    ("#math", None),
    ("'null'", "null"),
    ('"~"', "~"),
    ("''", ""),
    ("'it''s'", "it's"),
    ('"a\\tb \\u00e9 \\x41"', "a\tb é A"),
    ('"\\e]0;title\\a"', "\x1b]0;title\x07"),
    ("a#b", "a#b"),
    ("C# # a comment", "C#"),
    ("https://example.org:80/#x", "https://example.org:80/#x"),
    ("Zoe\u0308 😀", "Zoe\u0308 😀"),
    ("=", "="),
    ("!!int twelve", "twelve"),
    ("!!timestamp 2024-02-30", "2024-02-30"),
    ("!!python/object/apply:os.system x", "x"),
    ("!unknown x", "x"),
    ("!!binary x", "x"),
    ("&anchor x", "x"),
    ("one\n  two", "one two"),
    ("|\n  one\n  two", "one\ntwo\n"),
    (">-\n  one\n  two", "one two"),
    ("[[Ada]]", "[[Ada]]"),
    ("[[people/Ada|the Countess]]", "[[people/Ada|the Countess]]"),
]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("written", "text"), SCALARS, ids=[written[:20] for written, _ in SCALARS])
def test_a_value_is_the_text_that_was_written(written: str, text: str | None) -> None:
    assert properties(f"---\nkey: {written}\nnext: x\n---\n") == {"key": text, "next": "x"}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("[a, 'b', 3]", ["a", "b", "3"]),
        ("[]", []),
        ("{}", []),
        ("\n- a\n- b", ["a", "b"]),
        ("\n  - a\n  -\n  - b", ["a", None, "b"]),
        ("{a: b, c: [d]}", [("a", "b"), ("c", ["d"])]),
        ("\n  a: b", [("a", "b")]),
        ("[[Ada]]", "[[Ada]]"),
        ("[[Ada], [Bob]]", [["Ada"], ["Bob"]]),
        ("[[Ada, Countess]]", "[[Ada, Countess]]"),
        ("[[Ada: a life]]", "[[Ada: a life]]"),
        ("[[Ada#Log]]", "[[Ada#Log]]"),
        ("[[[Ada]], [[Bob]]]", ["[[Ada]]", "[[Bob]]"]),
        ("[ [Ada] ]", [["Ada"]]),
        ("[[]]", [[]]),
        ("[[[]]]", [[[]]]),
        ("[[[[Ada]]]]", [["[[Ada]]"]]),
        ("[[{a: [b]}]]", [[[("a", ["b"])]]]),
        ("[[{a: b}]]", "[[{a: b}]]"),
        ("\n- [[Ada]]\n- [[Bob|B]]", ["[[Ada]]", "[[Bob|B]]"]),
        ('"[[Ada]]"', "[[Ada]]"),
        ("&x [a]\nother: *x", ["a"]),
    ],
)
def test_lists_mappings_and_links_keep_their_shape(written: str, value: object) -> None:
    assert properties(f"---\nkey: {written}\n---\n")["key"] == value


def test_words_that_yaml_takes_for_values_are_names() -> None:
    text = "---\non: a\nNO: b\n1: c\nnull: d\n2026-11-20: e\ncontent: f\nhandler: g\n---\n"
    assert list(properties(text)) == ["on", "NO", "1", "null", "2026-11-20", "content", "handler"]


def test_a_quoted_merge_key_is_a_name() -> None:
    assert properties('---\n"<<": a\n---\n') == {"<<": "a"}


# Where a value stands


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_span_holds_the_value_as_written(newline: str) -> None:
    text = newline.join(
        [
            "---",
            "# who",
            "name: Ada Lovelace  # the Countess",
            "'emails' : [ada@example.org,  \"a b\"]",
            "emoji: 😀 x",
            "met: [[Bob]]",
            'bio: "two\\n lines"',
            "empty:",
            "tagged: !!str 12",
            "last: x",
            "---",
            "",
        ]
    )
    found, said = read_header(Source(text))
    assert said == ()

    def written(span: Span) -> str:
        return text[span.start : span.end]

    assert [(written(one.key), written(one.value.span)) for one in found.properties] == [
        ("name", "Ada Lovelace"),
        ("'emails'", '[ada@example.org,  "a b"]'),
        ("emoji", "😀 x"),
        ("met", "[[Bob]]"),
        ("bio", '"two\\n lines"'),
        ("empty", ""),
        ("tagged", "!!str 12"),
        ("last", "x"),
    ]
    emails = found.properties[1].value
    assert isinstance(emails, ListValue)
    assert [written(item.span) for item in emails.items] == ["ada@example.org", '"a b"']


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff"])
def test_a_byte_order_mark_within_the_note_moves_no_place(marks: str) -> None:
    text = f"---\n{marks}name: Ada\n---\n"
    (name,) = read_header(Source(text))[0].properties
    assert (name.name, text[slice(*name.key)], text[slice(*name.value.span)]) == ("name", "name", "Ada")


def test_an_alias_stands_where_it_is_written() -> None:
    text = "---\na: &x [Ada]\nb: *x\n---\n"
    found, _ = read_header(Source(text))
    span = found.properties[1].value.span
    assert text[span.start : span.end] == "*x"


def test_a_nested_mapping_has_places_too() -> None:
    text = "---\nwork: {city: London}\n---\n"
    (work,) = read_header(Source(text))[0].properties
    assert isinstance(work.value, MappingValue)
    assert text[work.value.span.start : work.value.span.end] == "{city: London}"


# What is wrong is said


def test_the_last_of_two_equal_keys_counts_and_is_pointed_at() -> None:
    text = "---\ncadence: 2 weeks\nname: Ada\ncadence: 3 weeks\n---\n"
    found, said = read_header(Source(text))
    assert [(one.name, plain(one.value)) for one in found.properties] == [
        ("name", "Ada"),
        ("cadence", "3 weeks"),
    ]
    assert [(one.code, one.line, one.column, one.width) for one in said] == [("duplicate-key", 4, 1, 7)]


def test_a_list_as_a_name_is_left_out_and_said() -> None:
    found, said = read_header(Source("---\n? [a, b]\n: c\nname: Ada\n---\n"))
    assert [one.name for one in found.properties] == ["name"]
    assert [(one.code, one.line) for one in said] == [("value-nested", 2)]
    assert said[0].message == "a property's name contains a nested value, which pnet does not read"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nname: a: b\n---\n", 2),
        ("---\nname: Ada\nwith: [[Ada]] and [[Bob]]\n---\n", 3),
        ("---\nname: Ada\nrole: @home\n---\n", 3),
        ("---\nname: `Ada`\n---\n", 2),
        ("---\nname: 'Ada\n---\n", None),
        ("---\nname: [Ada\n---\n", None),
        ("---\n\tname: Ada\n---\n", 2),
        ("---\nname: Ada\n  role: x\n---\n", 3),
        ("---\nname: Ada\nrole: *nobody\n---\n", 3),
        ("---\na: &x [*x]\n---\n", 2),
        ("---\n%YAML 9.9\na: b\n---\n", None),
        ("---\nname: Ada\n--- more\nrole: x\n---\n", 3),
        ('---\nname: "\\ud800"\n---\n', None),
        ('---\nname: "\\q"\n---\n', 2),
        ("---\nname: Ada\nrole: \x07\n---\n", 3),
        ("---\nname: Ada\nrole: \x00x\n---\n", 3),
        ("---\nname: Ada\nrole: \ud800\n---\n", 3),
        ("---\na: !<x y\n---\n", 2),
        ("---\na: !nobody!x y\n---\n", 2),
    ],
)
def test_what_is_not_yaml_is_refused_where_it_goes_wrong(text: str, line: int | None) -> None:
    assert refusal(text) == "yaml-invalid"
    (problem,) = problems(text)
    assert line is None or problem.line == line
    assert 1 <= problem.line <= text.count("\n") + 1


def test_a_fault_names_its_reason() -> None:
    (problem,) = problems("---\nrole: *nobody\n---\n")
    assert problem.message == "the front matter is not valid YAML: found undefined alias"


# What would cost is refused before it does


BOMB = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.usefixtures("loader")
def test_an_alias_bomb_is_refused_after_few_events(events: list[object]) -> None:
    assert refusal(BOMB + "---\n") == "yaml-too-many-aliases"
    assert len(events) < 100


@pytest.mark.usefixtures("loader")
def test_aliases_may_repeat_values_up_to_the_limit() -> None:
    # A list of nine counts as ten values.
    repeated = ", ".join(["*a"] * (yaml_header.ALIAS_LIMIT // 10))
    fits = f"---\na: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\nb: [{repeated}]\n"
    assert list(properties(fits + "---\n")) == ["a", "b"]
    assert refusal(f"{fits}c: *a\n---\n") == "yaml-too-many-aliases"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        "---\n<<: {a: b}\n---\n",
        "---\na: &a {b: c}\n<<: *a\n---\n",
        "---\na: [{<<: {b: c}}]\n---\n",
        "---\na: &a {b: c}\n"
        + "".join(f"k{n}: &k{n} {{<<: [{', '.join(['*a'] * 9)}]}}\n" for n in range(5))
        + "---\n",
    ],
)
def test_a_merge_key_is_refused(text: str, events: list[object]) -> None:
    assert refusal(text) == "yaml-merge-key"
    assert len(events) < 20


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("brackets", ["[", "[" * 2, "{a: "])
def test_deep_nesting_is_refused_at_the_limit(brackets: str, events: list[object]) -> None:
    assert refusal(f"---\na: {brackets * 15_000}\n---\n") == "yaml-too-deep"
    assert len(events) < 3 * yaml_header.DEPTH_LIMIT


def test_deep_nesting_by_dashes_is_refused_too(events: list[object]) -> None:
    assert refusal("---\na:\n" + "- " * 15_000 + "x\n---\n") == "yaml-too-deep"
    assert len(events) < 3 * yaml_header.DEPTH_LIMIT


def test_nesting_up_to_the_limit_is_read() -> None:
    # The properties themselves are one level.
    levels = yaml_header.DEPTH_LIMIT - 1
    assert list(properties(f"---\na: {'[ ' * levels}x{']' * levels}\n---\n")) == ["a"]
    assert refusal(f"---\na: {'[ ' * (levels + 1)}x{']' * (levels + 1)}\n---\n") == "yaml-too-deep"


@pytest.mark.usefixtures("loader")
def test_what_only_old_yaml_takes_for_a_line_end_is_text() -> None:
    text = "---\nname: a\u2028b\u2029c\x85d\nrole: \ue000x\n---\n"
    assert properties(text) == {"name": "a\u2028b\u2029c\x85d", "role": "\ue000x"}
    name, role = read_header(Source(text))[0].properties
    assert text[slice(*name.value.span)] == "a\u2028b\u2029c\x85d"
    assert text[slice(*role.value.span)] == "\ue000x"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("value", ["[[Ada]]" * 600, "[" + "z" * 4000])
def test_aliases_may_repeat_no_more_characters_than_may_be_written(value: str) -> None:
    text = f"---\nx: &a '{value}'\ny: [{', '.join(['*a'] * 15)}]\n"
    assert list(properties(text + "---\n")) == ["x", "y"]
    assert refusal(f"{text}z: [*a, *a]\n---\n") == "yaml-too-many-aliases"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\nname: Ada\nwith: [a,\n  b\n---\n", (3, 7)),
        ("---\nwith: {a: b\nname: Ada\n---\n", (2, 7)),
        ("---\nname: 'Ada\nrole: x\n---\n", (2, 7)),
        ('---\nname: "Ada\nrole: x\n---\n', (2, 7)),
    ],
)
def test_what_is_never_closed_is_pointed_at_where_it_opens(text: str, place: tuple[int, int]) -> None:
    (found,) = problems(text)
    assert (found.code, (found.line, found.column)) == ("yaml-invalid", place)
