"""Comments hide text: nothing in them is an element of the note, and nothing around them moves."""

import pytest

from plaintext_network.notes.note import parse, without_comments


def visible(text: str) -> str:
    """Return what a reader sees, with one space for each blank stretch of a line."""
    lines = without_comments(text).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a %%b%% c", "a c"),
        ("a %% b\nc %% d", "a\nd"),
        ("a\n%%\nb\n\nc\n%%\nd", "a\n\n\n\n\n\nd"),
        ("a <!-- b --> c", "a c"),
        ("a\n<!--\nb\n\n- c\n-->\nd", "a\n\n\n\n\n\nd"),
        ("<!-- a\n--> b", "\nb"),
        ("a %%b%% %%c%% d", "a d"),
        ("a %%%% b", "a b"),
        ("a <!--> b", "a b"),
        ("a <!---> b", "a b"),
        # One that is not closed hides the rest.
        ("a\n%%\nb\n\n- c", "a\n\n\n\n"),
        ("a %% b\n\nc", "a\n\n"),
        ("a\n<!--\nb\n\nc", "a\n\n\n\n"),
        ("- a <!-- b\n- c", "- a\n"),
        # The first that opens decides.
        ("%% <!-- %% a", "a"),
        ("<!-- %% --> a", "a"),
        ("%% ` %% a ` b", "a ` b"),
        ("%%\n```\n%%\na %%b%% c", "\n\n\na c"),
        ("<!--\n~~~\n-->\n%%b%% a", "\n\n\na"),
        ("`%%` a `%%`", "`%%` a `%%`"),
        ("`<!--` a", "`<!--` a"),
        ("``a ` %% b``", "``a ` %% b``"),
        ("```\n%% a\n```\nb", "```\n%% a\n```\nb"),
        ("~~~ r\nx %% 2\n~~~\ny %% 3 %%", "~~~ r\nx %% 2\n~~~\ny"),
        ("- a\n\n  ```\n  %%\n  ```\n- b", "- a\n\n```\n%%\n```\n- b"),
        ("a\n\n    %% code\n\nb", "a\n\n%% code\n\nb"),
        ("<pre>\n%%\n</pre>\nb", "<pre>\n%%\n</pre>\nb"),
        ("<div>\n%% a %%\n</div>\nb", "<div>\n\n</div>\nb"),
        # Percent signs that begin no comment
        ("it is 50%% off", "it is 50%% off"),
        ("50%%\n\n- a\n\n60%%", "50%%\n\n- a\n\n60%%"),
        ("50%% and 60%% off", "50 off"),
        ("50% a 60%", "50% a 60%"),
        ("https://example.org/a%%20b c", "https://example.org/a%%20b c"),
        ("[a](b%%20c.md) d", "[a](b%%20c.md) d"),
        ("[[a %% b]] c", "[[a %% b]] c"),
        (r"a \%% b", r"a \%% b"),
        (r"a \<!-- b", r"a \<!-- b"),
        # The front matter keeps its own comments.
        ("---\nrole: a %% b\n---\nc %%d%%", "---\nrole: a %% b\n---\nc"),
        ("---\nrole: <!-- x\n---\nc", "---\nrole: <!-- x\n---\nc"),
    ],
)
def test_what_a_comment_hides(text: str, seen: str) -> None:
    assert visible(text).rstrip("\n") == seen.rstrip("\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_offsets_stay_valid(newline: str) -> None:
    text = newline.join(("a %% b", "c", "%% d", "<!-- e", "-->", "f [[g]]"))
    assert len(without_comments(text)) == len(text)
    (link,) = parse(text.encode()).body.links
    assert text[slice(*link.span)] == "[[g]]"


@pytest.mark.parametrize(
    "comment",
    [
        "%% {} %%",
        "<!-- {} -->",
        "%%\n{}\n%%",
        "<!--\n{}\n-->",
        "- x %%\n{}\n%%",
        "- x\n  <!--\n{}\n  -->",
        "> %% \n{}\n%%",
        "%%\n\n{}\n\nmore\n\n%%",
    ],
)
@pytest.mark.parametrize(
    "inside",
    ["- [ ] a", "[[Ada]]", "#tag", "[due:: 2026-12-04]", "key:: value", "# Heading", "`code`", "1. a"],
)
def test_nothing_in_a_comment_is_an_element(comment: str, inside: str) -> None:
    body = parse(comment.format(inside).encode()).body
    assert (body.headings, body.links, body.fields, body.tags, body.code) == ((), (), (), (), ())
    assert [item.text.strip() for item in body.items] == (["x"] if comment.startswith("-") else [])
    assert len(body.hidden) == 1


def test_links_in_comments_can_still_be_found() -> None:
    note = parse(b"[[a]] %% [[b]]\n[c](d.md) %% <!-- ![[e]] -->\n")
    found = [(link.target, note.source.text[slice(*link.span)]) for link in note.body.hidden_links]
    assert found == [("b", "[[b]]"), ("d.md", "[c](d.md)"), ("e", "[[e]]")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- a %%b%% c", ["a       c"]),
        ("- %%b%% c", ["c"]),
        ("- [ ] %%b%% c", ["c"]),
        ("- a <!-- b -->\n- c", ["a", "c"]),
        ("- a\n<!--\n- b\n-->\n- c", ["a", "c"]),
        ("%%b%% - a", []),
        ("<!-- b --> 1. a", []),
        ("- a\n  %%b%%\n- c", ["a", "c"]),
        ("- a %%\n- b\n%%\n- c", ["a", "c"]),
    ],
)
def test_items_around_comments_are_read(text: str, items: list[str]) -> None:
    body = parse(text.encode()).body
    assert [item.text for item in body.items] == items
    for item in body.items:
        assert text[item.own.start :].startswith(item.text[:1])


def test_a_box_behind_a_comment_makes_no_task() -> None:
    (item,) = parse(b"- %%x%% [ ] a").body.items
    assert item.box is None


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("## Log %%a%%", ["Log"]),
        ("%%a%% ## Log", []),
        ("## %%a%% Log", ["Log"]),
        ("%%\n## a\n%%\n# b", ["b"]),
    ],
)
def test_headings_are_read_without_comments(text: str, headings: list[str]) -> None:
    assert [heading.text for heading in parse(text.encode()).body.headings] == headings


def test_a_field_is_read_without_a_comment_in_its_value() -> None:
    note = parse(b"[due:: 2026-12-04 %%maybe%%]\nrole:: poet <!-- says she -->\n")
    assert [(field.name, field.text) for field in note.body.fields] == [
        ("due", "2026-12-04"),
        ("role", "poet"),
    ]


@pytest.mark.parametrize(
    "piece",
    ["%%a%% ", "<!-- a --> ", "50%% ", "%%a%%\n", "%% ` %%\n", "<!--\n```\n-->\n", "`%%` ", "<!-->\n"],
)
def test_many_comments_take_time_in_proportion(piece: str) -> None:
    # Quadratic work on a text of this size would never end.
    parse((piece * (100_000 // len(piece))).encode())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a\n%% b\nc\n", [(2, 1, 2)]),
        ("a <!-- b\n- c", [(1, 3, 4)]),
        ("a\n%%\nb\n%%\n", []),
        ("a\n%%\nb\n%%", []),
        ("<!--\nb\n-->", []),
        ("a %% b", []),
        ("a\n\n%%\n", []),
        ("50%%\n\na\n", []),
    ],
)
def test_a_comment_that_hides_the_rest_is_reported(text: str, places: list[tuple[int, int, int]]) -> None:
    found = [p for p in parse(text.encode()).problems if p.code == "comment-unclosed"]
    assert [(p.line, p.column, p.width) for p in found] == places
