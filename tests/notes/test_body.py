"""What stands in Markdown is found where it stands, and what stands in code is text."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes import body as module
from plaintext_network.notes.body import Body, read_body
from plaintext_network.notes.links import wiki_target
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem


def body(text: str, start: int = 0) -> Body:
    found, problems = read_body(Source(text), start)
    assert problems == ()
    return found


def targets(text: str) -> list[str]:
    return [link.target for link in body(text).links]


def tags(text: str) -> list[str]:
    return [tag.text for tag in body(text).tags]


def fields(text: str) -> list[tuple[str, str]]:
    return [(field.name, field.text) for field in body(text).fields]


def lines_run(work: Callable[[], Any]) -> int:
    """How many lines of Python this work runs: a measure of effort that no clock disturbs."""
    count = 0

    def step(_frame: FrameType, event: str, _what: object) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


# Headings and sections


def test_headings_have_level_text_and_line() -> None:
    text = "# Ada\n\n## Log ##\n\nPlans\n=====\n\nLater\n---\n> ### Quoted\n"
    assert [tuple(heading) for heading in body(text).headings] == [
        (1, "Ada", 1),
        (2, "Log", 3),
        (1, "Plans", 5),
        (2, "Later", 8),
        (3, "Quoted", 10),
    ]


def test_lines_are_counted_from_the_beginning_of_the_note() -> None:
    text = "---\nname: Ada\n---\n\n# Ada\n"
    assert body(text, text.index("\n# Ada")).headings[0].line == 5


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_line_end_gives_the_same_items(newline: str) -> None:
    text = newline.join(["## Log", "- [ ] one [[Ada]]", "  more", "- two", ""])
    found = body(text)
    assert [item.text for item in found.items] == ["one [[Ada]]\nmore", "two"]
    assert text[slice(*found.items[0].own)] == f"one [[Ada]]{newline}  more"
    assert text[slice(*found.items[1].own)] == "two"
    assert found.headings[0].text == "Log"


def test_an_item_knows_the_sections_it_stands_in() -> None:
    text = "- a\n\n# Ada\n- b\n\n## Log\n- c\n\n### 2026\n- d\n\n## Plans\n- e\n"
    assert [(item.text, item.headings) for item in body(text).items] == [
        ("a", ()),
        ("b", ("Ada",)),
        ("c", ("Ada", "Log")),
        ("d", ("Ada", "Log", "2026")),
        ("e", ("Ada", "Plans")),
    ]


# List items


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "12)", "> -", "> > 1."])
def test_every_kind_of_list_marker_begins_an_item(marker: str) -> None:
    text = f"{marker} see [[Ada]]\n"
    (item,) = body(text).items
    assert (item.text, item.box, text[slice(*item.own)]) == ("see [[Ada]]", None, "see [[Ada]]")


@pytest.mark.parametrize(
    ("line", "box", "text"),
    [
        ("- [ ] call", " ", "call"),
        ("- [x] call", "x", "call"),
        ("- [X]  call", "X", "call"),
        ("- [-] call", "-", "call"),
        ("1. [>] call", ">", "call"),
        ("- [ ]\tcall", " ", "call"),
        ("- [ ]", " ", ""),
        ("- [✓] call", "✓", "call"),
        ("- [] call", None, "[] call"),
        ("- [ ]call", None, "[ ]call"),
        ("- [xx] call", None, "[xx] call"),
        ("- [x](a.md) call", None, "[x](a.md) call"),
        ("- [[x]] call", None, "[[x]] call"),
        ("- \\[ ] call", None, "\\[ ] call"),
    ],
)
def test_a_box_makes_a_task(line: str, box: str | None, text: str) -> None:
    (item,) = body(line).items
    assert (item.box, item.text, line[slice(*item.own)]) == (box, text, text)


def test_an_item_reaches_over_what_is_nested_in_it() -> None:
    text = "- a\n  more\n\n  second\n  - [ ] b\n\n    c\n- d\n"
    found = body(text).items
    assert [(item.text, item.depth) for item in found] == [("a\nmore", 1), ("b", 2), ("d", 1)]
    assert text[slice(*found[0].own)] == "a\n  more"
    assert text[slice(*found[0].extent)] == "- a\n  more\n\n  second\n  - [ ] b\n\n    c\n"
    assert text[slice(*found[1].extent)] == "  - [ ] b\n\n    c\n"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("- a\nb\n", "a"),
        ("- a\n  b\nc\n  d\n", "a\n  b"),
        ("- a\n b\n", "a\n b"),
        ("1. a\r\n\tb\r\nc\r\n", "a\r\n\tb"),
        ("> - a\n>   b\n> c\n", "a\n>   b"),
        ("> - a\n>   b\nc\n", "a\n>   b"),
        ("> > - a\n>> b\n", "a"),
    ],
)
def test_a_line_below_an_item_is_its_own_if_it_is_indented(text: str, own: str) -> None:
    (item,) = body(text).items
    assert text[slice(*item.own)] == own
    assert item.text.split() == own.replace(">", "").split()


def test_a_heading_within_a_quote_or_an_item_ends_no_section() -> None:
    text = "## Log\n- a\n\n> ## Letter\n> dear\n> - b\n\n- ## Tea\n  - c\n- d\n"
    assert [(item.text, item.headings) for item in body(text).items] == [
        ("a", ("Log",)),
        ("b", ("Letter",)),
        ("c", ("Tea",)),
        ("d", ("Log",)),
    ]


@pytest.mark.parametrize("line", ["1. 1", "- - -x", "2. 2. 2.x", "7. 7 7"])
def test_an_item_whose_text_looks_like_its_marker_stands_after_the_marker(line: str) -> None:
    (item,) = body(line).items
    assert line[item.own.start :] == item.text


@pytest.mark.parametrize(
    "text", ["-\n- b\n", "- # head\n- b\n", "- ```\n  a\n  ```\n- b\n", "- > a\n- b\n", "- ---\n- b\n"]
)
def test_an_item_without_a_paragraph_of_its_own_is_left_out(text: str) -> None:
    assert [item.text for item in body(text).items] == ["b"]


def test_an_item_with_a_zero_byte_is_kept() -> None:
    text = "- a\0b [[Ada]]\n"
    found = body(text)
    assert text[slice(*found.items[0].own)].endswith("a\0b [[Ada]]")
    assert found.links[0].target == "Ada"


# Links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Ada Lovelace]]", ["Ada Lovelace"]),
        ("[[Ada Lovelace|Ada]]", ["Ada Lovelace"]),
        ("[[contacts/Ada Lovelace#Log]]", ["contacts/Ada Lovelace"]),
        ("[[Ada#^block|her]]", ["Ada"]),
        ("[[Ada.md]]", ["Ada.md"]),
        ("[[ Ada ]]", ["Ada"]),
        ("![[Ada]]", ["Ada"]),
        ("[[Dr. No]] [[v1.2]]", ["Dr. No", "v1.2"]),
        ("a[[Ada]]b[[Bob]]c", ["Ada", "Bob"]),
        ("[[Zoe\u0308]] [[日本]]", ["Zoe\u0308", "日本"]),
        ("[[#Log]] [[]] [[ ]] [[|x]]", []),
        ("[[Ada", []),
        ("[[Ada\nLovelace]]", []),
        ("![[photo.png]] [[paper.PDF]] [[board.canvas]]", []),
        ("[Ada](contacts/Ada%20Lovelace.md)", ["contacts/Ada Lovelace.md"]),
        ("[Ada](<contacts/Ada Lovelace.md>)", ["contacts/Ada Lovelace.md"]),
        ("[Ada](Ada.md#Log)", ["Ada.md"]),
        ('[Ada](Ada.md "the Countess")', ["Ada.md"]),
        ("[Ada](../Ada.md)", ["../Ada.md"]),
        ("[Ada](Ada)", ["Ada"]),
        ("[](Ada.md)", ["Ada.md"]),
        ("[Ada](Ada(1).md)", ["Ada(1).md"]),
        ("[Ada](Ada.MD)", ["Ada.MD"]),
        ("[bad](Ada%ZZ.md)", ["Ada%ZZ.md"]),
        (
            "[a](https://example.org/a.md) [b](mailto:a@example.org) [c](/about) [d](#log) [e]() [f](//x/a.md)",
            [],
        ),
        ("![i](a.png) [p](photo.png) ![q](photo)", []),
        ("[[Ada]](Ada.md) [[Test]](s)", ["Ada", "Ada.md", "Test"]),
    ],
)
def test_a_link_leads_to_the_note_it_names(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


def test_links_come_in_the_order_written_with_their_places() -> None:
    text = "---\nx: [[No]]\n---\n[b](B.md) and [[A|a]]\n"
    found = body(text, text.index("[b]")).links
    assert [(link.target, link.wiki, text[slice(*link.span)]) for link in found] == [
        ("B.md", False, "[b](B.md)"),
        ("A", True, "[[A|a]]"),
    ]


def test_the_bar_in_a_table_is_escaped() -> None:
    text = "| who | when |\n| --- | --- |\n| [[Ada Lovelace\\|Ada]] | `[[Bob\\|B]]` |\n"
    assert targets(text) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("inner", "target"),
    [("Ada", "Ada"), ("Ada|x#y", "Ada"), ("Ada#h|x", "Ada"), ("Ada\\|x", "Ada"), ("#h", ""), (" ", "")],
)
def test_the_inside_of_a_wiki_link_names_a_note(inner: str, target: str) -> None:
    assert wiki_target(inner) == target


# Code is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n[[a]]\n```\n[[b]]\n", ["b"]),
        ("~~~ md\n[[a]]\n~~~\n[[b]]\n", ["b"]),
        ("```\n[[a]]\n", []),
        ("    [[a]]\n\n[[b]]\n", ["b"]),
        ("\t[[a]]\n\n[[b]]\n", ["b"]),
        ("- x\n  ```\n  [[a]]\n  ```\n  [[b]]\n", ["b"]),
        ("> ```\n> [[a]]\n> ```\n> [[b]]\n", ["b"]),
        ("`[[a]]` [[b]]", ["b"]),
        ("``[[a]] ` [[b]]`` [[c]]", ["c"]),
        ("`[[a]]\n[[b]]` [[c]]", ["c"]),
        ("` [[a]]", ["a"]),
        ("` [[a]] `` [[b]]", ["a", "b"]),
        ("`` [[a]] ` [[b]] ` [[c]]", ["a", "c"]),
        ("\\`[[a]]`", ["a"]),
        ("\\`[[a]]` [[b]] `", ["a"]),
        ("\\\\`[[a]]` [[b]]", ["b"]),
        ("\\``[[a]]` [[b]]", ["b"]),
        ("`\\` [[a]] `", ["a"]),
        ("`[[a]]\n\n[[b]]`", ["a", "b"]),
        ("# `[[a]]` [[b]]\n", ["b"]),
        ("<pre>\n[[a]]\n</pre>\n\n[[b]]\n", ["b"]),
        ("<!-- [[a]] -->\n\n[[b]]\n", ["b"]),
        ("`a` `b` `c` [[d]]", ["d"]),
    ],
)
def test_a_link_in_code_is_text(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


def test_tags_fields_and_boxes_in_code_are_text() -> None:
    found = body("`#a [b:: c]`\n\n```\n- [ ] d #e [f:: g]\nh:: i\n```\n")
    assert (found.items, found.tags, found.fields) == ((), (), ())
    assert len(found.code) == 2


def test_code_is_where_it_stands() -> None:
    text = "---\na: `b`\n---\nx `code` y\n\n    more\n"
    found = body(text, text.index("x `"))
    assert [text[slice(*span)] for span in found.code] == ["`code`", "    more\n"]


# Tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#math", ["math"]),
        ("met #math/analysis, #to-do_2", ["math/analysis", "to-do_2"]),
        ("#1 #2026 #1a #q1", ["1a", "q1"]),
        ("#math/ #math.", ["math", "math"]),
        ("#é #日本 #ß", ["é", "日本", "ß"]),
        ("(#a) [#b] *#c* \"#d\" '#e' {#f}", ["a", "b", "c", "d", "e", "f"]),
        ("x#no a.b#no #a#b", ["a"]),
        ("# heading\n## #tagged\n", ["tagged"]),
        ("\\#no ##no # no #", []),
        ("https://example.org/#no", []),
        ("[[Ada#no]] [[#no]] [[Ada |#no]] [[a #no]] [x](#no) [x](<#no>) [x](a.md#no)", []),
        ("[[Ada]] #yes [x](a.md) #too", ["yes", "too"]),
        ("- #a\n- [ ] #b\n> #c\n", ["a", "b", "c"]),
    ],
)
def test_a_tag_begins_with_a_sign_and_is_no_number(text: str, expected: list[str]) -> None:
    assert tags(text) == expected


def test_a_tag_knows_its_place() -> None:
    text = "met #math/ today"
    assert text[slice(*body(text).tags[0].span)] == "#math/"


# Inline fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met [gave:: a pointer] today", [("gave", "a pointer")]),
        ("met (gave:: a pointer) today", [("gave", "a pointer")]),
        ("gave:: a pointer", [("gave", "a pointer")]),
        ("- gave:: a pointer", [("gave", "a pointer")]),
        ("> gave:: a pointer", [("gave", "a pointer")]),
        ("1. gave:: a pointer", [("gave", "a pointer")]),
        ("- [ ] call [due:: 2026-12-04]", [("due", "2026-12-04")]),
        ("[with:: [[Ada]], [[Bob|B]]]", [("with", "[[Ada]], [[Bob|B]]")]),
        ("[paper:: [title](a.md)]", [("paper", "[title](a.md)")]),
        ("[gave:: a (small) hint]", [("gave", "a (small) hint")]),
        ("[gave::x]", [("gave", "x")]),
        ("[gave:: ]", [("gave", "")]),
        ("follow up:: 2026-12-04 x", [("follow up", "2026-12-04 x")]),
        ("[a:: 1] [b:: 2] (c:: 3)", [("a", "1"), ("b", "2"), ("c", "3")]),
        ("we gave:: x", [("we gave", "x")]),
        ("gave::x", [("gave", "x")]),
        ("**gave**:: x", [("gave", "x")]),
        ("- __follow_up__:: x", [("follow_up", "x")]),
        ("*gave*::x", [("gave", "x")]),
        ("[**gave**:: x] (_got_:: y)", [("gave", "x"), ("got", "y")]),
        ("(gave:: a (big) hint)", [("gave", "a (big) hint")]),
        ("**gave::** x", [("gave", "x")]),
        ("- **gave::** x", [("gave", "x")]),
        ("* **gave::** x", [("gave", "x")]),
        ("> __gave::__ x", [("gave", "x")]),
        ("*gave::* x", [("gave", "x")]),
        ("***gave::*** x", [("gave", "x")]),
        ("==gave==:: x", [("gave", "x")]),
        ("==gave::== x", [("gave", "x")]),
        ("*gave:: x*", [("gave", "x")]),
        ("**gave:: x**", [("gave", "x")]),
        ("[**gave::** x]", [("gave", "x")]),
        ("(**gave**:: x)", [("gave", "x")]),
        ("gave:: **x**", [("gave", "x")]),
        ("gave:: ==x==", [("gave", "x")]),
        ("gave:: `x`", [("gave", "x")]),
        ("gave:: **x** and **y**", [("gave", "**x** and **y**")]),
        ("gave:: 2 * 3 * 4", [("gave", "2 * 3 * 4")]),
        ("gave :: x", [("gave", "x")]),
        ("**gave** :: x", [("gave", "x")]),
        ("🎁 gave:: x", [("gave", "x")]),
        ("- 🎁 **gave**:: x", [("gave", "x")]),
        ("**🎁 gave**:: x", [("🎁 gave", "x")]),
        ("gave 🎁:: x", [("gave 🎁", "x")]),
        ("(gave :: x)", [("gave", "x")]),
        ("gave:: x (got:: y) [asked:: z]", [("gave", "x"), ("got", "y"), ("asked", "z")]),
        ("größe:: 1", [("größe", "1")]),
        ("follow\u00a0up:: x", [("follow\u00a0up", "x")]),
        ("gave: x", []),
        ("f(a) :: x", []),
        ("[:: x] [a: b] std::string f(a::b\n", []),
        ("[gave:: x", []),
        ("[gave:: [[x]", []),
        ("[gave::\nx]", []),
        ("a" * 42 + ":: x", []),
    ],
)
def test_a_field_in_each_form(text: str, expected: list[tuple[str, str]]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize("text", ["[gave::  a hint ]", "(gave:: a hint )", "gave::   a hint  "])
def test_a_field_stands_where_its_value_does(text: str) -> None:
    (field,) = body(text).fields
    assert text[slice(*field.value)] == "a hint"


# Limits


def codes(text: str) -> list[tuple[str, int]]:
    found, problems = read_body(Source(text), 0)
    assert found == Body()
    return [(problem.code, problem.line) for problem in problems]


def nested(levels: int) -> str:
    return "".join(f"{'  ' * level}- x{level}\n" for level in range(levels))


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n"])
def test_a_body_without_text_is_nothing(text: str) -> None:
    assert body(text) == Body()


def test_a_body_of_a_million_characters_is_read_and_one_more_is_not() -> None:
    line = "[[Ada]] " + "x" * 991 + "\n"
    text = line * (module.BODY_LIMIT // len(line))
    assert len(text) == module.BODY_LIMIT
    assert len(body(text).links) == 1000
    assert codes(text + "y") == [("body-too-large", 1)]


def test_lists_are_read_fifty_deep_and_no_deeper() -> None:
    assert [item.depth for item in body(nested(50)).items] == [*range(1, 51)]
    assert codes("# Ada\n" + nested(51)) == [("body-too-deep", 52)]


def test_tasks_in_lists_too_deep_are_never_dropped_in_silence() -> None:
    for levels in range(45, 60):
        found, problems = read_body(Source(nested(levels)), 0)
        assert len(found.items) == levels or problems


def test_quotes_are_never_dropped_in_silence() -> None:
    for levels in (10, 50, 99, 100, 101, 102, 103, 104, 120, 5000):
        found, problems = read_body(Source("> " * levels + "[[Ada]] and `[[Bob]]`\n"), 0)
        assert len(found.links) == 1 or [problem.code for problem in problems] == ["body-too-deep"]


def test_five_thousand_levels_are_refused_after_a_few_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens: list[int] = []
    parse = module._markdown().parse

    def counted(text: str) -> Any:
        found = parse(text)
        tokens.append(len(found))
        return found

    monkeypatch.setattr(module._markdown(), "parse", counted)
    assert codes("- " * 5000 + "x")[0][0] == "body-too-deep"
    assert codes("".join(f"{' ' * 2 * level}- x\n" for level in range(900)))[0][0] == "body-too-deep"
    assert max(tokens) < 1000


def test_ten_thousand_items_are_all_read() -> None:
    text = "".join(f"- [ ] send {number} to [[Ada {number}]]\n" for number in range(10_000))
    found = body(text)
    assert len(found.items) == len(found.links) == 10_000
    assert text[slice(*found.items[-1].own)] == "send 9999 to [[Ada 9999]]"


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] a [[b]] #c [d:: e]\n",
        "`a` `` b ` c `` d `\n",
        "# a\n- b\n",
        "- [[a]] [b](c.md) (d:: e)\n  - f\n",
        "```\na\n```\n",
        "[a](b) \\` [[c\n\n",
    ],
)
def test_twice_as_many_lines_are_twice_the_work(line: str) -> None:
    body(line)  # what is made once is made
    once, twice = lines_run(lambda: body(line * 150)), lines_run(lambda: body(line * 300))
    assert twice < 2.2 * once


def test_a_place_in_a_problem_counts_the_front_matter() -> None:
    text = "---\na: b\n---\n" + nested(60)
    _, problems = read_body(Source(text), text.index("- x0"))
    assert isinstance(problems[0], Problem)
    assert problems[0].line == 3 + 51


def test_spans_are_of_the_whole_note() -> None:
    text = "---\na: b\n---\n[[Ada]]"
    assert body(text, 13).links[0].span == Span(13, 20)


def test_code_within_a_field_is_part_of_its_value() -> None:
    (found,) = body("- 2026-11-01 call [gave:: the `[[regex]]` book, [[Ada]]]\n").fields
    assert found.text == "the `[[regex]]` book, [[Ada]]"


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "b:: c",
                "#tag",
                "# H",
                "#",
                "-",
                "- x",
                "1. y",
                "12) ",
                "*",
                "+",
                "=",
                "==",
                "---",
                "~~~",
                "<b>",
                ">",
                "```",
                "`x`",
                "    x",
                "\t",
                " ",
                "   - z",
                "[[Ada]]",
                "[a]: b",
                "|t|",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "\u200b",
                "\x0b",
            ]
        ),
        max_size=12,
    )
)
def test_a_body_that_is_not_given_to_the_parser_would_have_told_it_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    source = Source(text)
    quick = read_body(source, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MAY_BE_BLOCKS", re.compile(""))
        assert read_body(source, 0) == quick


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#👤", ["👤"]),
        ("#👤/friend, #👨‍👩‍👧 and #🇩🇪!", ["👤/friend", "👨‍👩‍👧", "🇩🇪"]),
        ("#person✨ (#❤️/family)", ["person✨", "❤️/family"]),
        ("#1️⃣ #⭐️⭐️", ["1️⃣", "⭐️⭐️"]),
        ("#हिन्दी #日本語タグ。 #ПриветДа", ["हिन्दी", "日本語タグ", "ПриветДа"]),
        ("#écrire #y1984 #snake_case #a-b", ["écrire", "y1984", "snake_case", "a-b"]),
        ("#1984 #2026-11 #- #12/3 ## # x#👤", []),
        ("#foo’s #a—b #a… «#b» #c++ #d&e #f|g", ["foo", "a", "a", "c", "d", "f"]),
        ("[[Ada#👤]] [x](#👤) `#👤`", []),
    ],
)
def test_a_tag_of_any_letters_and_emoji(text: str, found: list[str]) -> None:
    assert tags(text) == found


def test_a_priority_of_logseqs_is_no_tag() -> None:
    assert tags("- TODO [#A] call [#friends] #B\n") == ["friends", "B"]
