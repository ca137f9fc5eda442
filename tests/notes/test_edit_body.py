"""An edit of the body puts in or replaces what was asked for, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    parse_for_edit,
    same_front,
)
from plaintext_network.notes.edit_body import (
    ItemPlace,
    insert_item,
    replace_fields,
    retarget_links,
    retarget_text,
)
from plaintext_network.notes.links import Link, links_in
from plaintext_network.notes.note import Note


def note(text: str) -> Note:
    return parse_for_edit(text.encode())


END = ItemPlace()
LOG = ItemPlace(new_heading="Log")


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("", END, "- new\n"),
        ("", LOG, "## Log\n\n- new\n"),
        ("words", END, "words\n\n- new"),
        ("words\n", END, "words\n\n- new\n"),
        ("words\n\n", LOG, "words\n\n## Log\n\n- new\n"),
        ("words\r\n", END, "words\r\n\r\n- new\r\n"),
        ("---\na: 1\n---\n", LOG, "---\na: 1\n---\n## Log\n\n- new\n"),
        ("---\na: 1\n---", END, "---\na: 1\n---\n- new"),
        ("# Ada\n\nwords\n", LOG, "# Ada\n\nwords\n\n## Log\n\n- new\n"),
        ("ends in a blank ", LOG, "ends in a blank \n\n## Log\n\n- new"),
        ("   ", END, "   \n- new"),
        ("```\nx\n```", END, "```\nx\n```\n\n- new"),
        ("<div>x</div>", LOG, "<div>x</div>\n\n## Log\n\n- new"),
        ("    code", END, "    code\n\n- new"),
    ],
)
def test_an_item_is_put_at_the_end(text: str, place: ItemPlace, expected: str) -> None:
    assert insert_item(note(text), "new", place).source.text == expected


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("- a\n- b\n", "- a\n- b\n- new\n", "- a\n- new\n- b\n"),
        ("- a\n- b", "- a\n- b\n- new", "- a\n- new\n- b"),
        ("* a\n  * b\n", "* a\n  * b\n  * new\n", "* a\n  * new\n  * b\n"),
        ("1. a\n2. b\n", "1. a\n2. b\n3. new\n", "1. a\n3. new\n2. b\n"),
        ("> - a\n> - b\n", "> - a\n> - b\n> - new\n", "> - a\n> - new\n> - b\n"),
        ("- a\n- b\n  and more\n\nwords\n", "- a\n- b\n  and more\n- new\n\nwords\n", "- a\n- new\n- b\n  and more\n\nwords\n"),
        ("-   a\n-   b\n", "-   a\n-   b\n-   new\n", "-   a\n-   new\n-   b\n"),
        ("- [ ]\n- [ ]\n", "- [ ]\n- [ ]\n- new\n", "- [ ]\n- new\n- [ ]\n"),
        ("- [ ] a\n- [x] b\n", "- [ ] a\n- [x] b\n- new\n", "- [ ] a\n- new\n- [x] b\n"),
    ],
)  # fmt: skip
def test_an_item_is_put_beside_another_as_that_is_written(text: str, after: str, before: str) -> None:
    last = note(text).body.items[-1]
    assert insert_item(note(text), "new", ItemPlace(after=last)).source.text == after
    assert insert_item(note(text), "new", ItemPlace(before=last)).source.text == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Log\n", "## Log\n\n- [ ] new\n"),
        ("## Log", "## Log\n\n- [ ] new"),
        ("Log\n---\nwords\n", "Log\n---\n\n- [ ] new\n\nwords\n"),
        ("## Log\n| a |\n|---|\n", "## Log\n\n- [ ] new\n\n| a |\n|---|\n"),
        ("## Log\n[ref]: http://x\n", "## Log\n\n- [ ] new\n\n[ref]: http://x\n"),
        ("## Log\n- undated\n", "## Log\n\n- [ ] new\n- undated\n"),
        ("## Log\n\n## Next\n", "## Log\n\n- [ ] new\n\n## Next\n"),
    ],
)
def test_an_item_is_put_under_a_heading(text: str, expected: str) -> None:
    before = note(text)
    assert insert_item(before, "new", ItemPlace(under=before.body.headings[0]), " ").source.text == expected


def test_an_item_is_put_before_a_heading() -> None:
    before = note("words\n\n## Log\n- a\n")
    place = ItemPlace(before_heading=before.body.headings[0])
    assert insert_item(before, "new", place, " ").source.text == "words\n\n- [ ] new\n\n## Log\n- a\n"


@pytest.mark.parametrize(
    ("text", "new", "place"),
    [
        ("```\ncode\n", "new", END),
        ("<div>\nhtml\n", "new", ItemPlace(new_heading="x </div>\n\n<!--")),
        ("<!-- a comment\n", "new", LOG),
        ("words\n", "two\nlines", END),
        ("words\n", " ", END),
        ("- a\n", "# b", ItemPlace(new_heading="")),
        ("words\n", "    ", LOG),
    ],
)
def test_a_line_that_would_be_read_as_something_else_is_refused(
    text: str, new: str, place: ItemPlace
) -> None:
    with pytest.raises(EditRefused):
        insert_item(note(text), new, place)


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("[[Ada]]", "Ada King", "[[Ada King]]"),
        ("[[Ada|the countess]]", "Ada King", "[[Ada King|the countess]]"),
        ("[[Ada#Log|log]]", "Ada King", "[[Ada King#Log|log]]"),
        (r"[[Ada\|a]]", "Ada King", r"[[Ada King\|a]]"),
        ("[Ada](contacts/Ada%20L.md)", "contacts/Ada King", "[Ada](contacts/Ada%20King.md)"),
        ("[Ada](Ada#Log)", "Ada King", "[Ada](Ada%20King#Log)"),
        ("[Ada](<Ada L.md>)", "Ada (King)", "[Ada](<Ada (King).md>)"),
        ('[Ada](Ada.md "who")', "Zoë", '[Ada](Zoë.md "who")'),
        ("[Zoë](Zo%C3%AB.md)", "Zoë K", "[Zoë](Zo%C3%AB%20K.md)"),
        ("[k](Ada%20(Kiln)%20Moor.md)", "Ada Kiln", "[k](Ada%20Kiln.md)"),
        ("[k](Ada%20(Kiln)%20Moor.md#Log)", "Ada (K)", "[k](Ada%20(K).md#Log)"),
        ("[k](a(b).md)", "A :) B", "[k](A%20:%29%20B.md)"),
        ("[k](Ada%20%28Kiln%29.md)", "Ada (K)", "[k](Ada%20%28K%29.md)"),
        (r"[k](Ada\(Kiln\).md)", "Ada (K)", r"[k](Ada%20\(K\).md)"),
        ("[k](Ada.md)", "Ada (K)", "[k](Ada%20%28K%29.md)"),
        ("[k](Ada.md (title))", "Ada [K]", "[k](Ada%20%5BK%5D.md (title))"),
        ("[k](Ada.md 'it')", "100% #1", "[k](100%25%20%231.md 'it')"),
        ("[a [b] c](Ada.md)", "Bo", "[a [b] c](Bo.md)"),
        ("![Ada](Ada.md)", "Bo", "![Ada](Bo.md)"),
        ("[Ada](/p/Ada.md)", "/p/Bo", "[Ada](/p/Bo.md)"),
        ('<a class=x href="p/Ada%20B.md#Log">A</a>', "p/A & \"B'", '<a class=x href="p/A%20&%20%22B%27.md#Log">A</a>'),
        ("<a href='Ada.md'>A</a>", "A &amp; B", "<a href='A%20%26amp;%20B.md'>A</a>"),
        ("[A](Smith%20&amp;%20Co.md)", "Ada + Bo", "[A](Ada%20+%20Bo.md)"),
    ],
)  # fmt: skip
def test_a_link_keeps_its_form(written: str, target: str, expected: str) -> None:
    assert retarget_text(written, [(next(links_in(written)), target)]) == expected
    before = note(f"See {written}, and [[Other]].\n")
    after = retarget_links(before, [(_first(before), target)])
    assert after.source.text == f"See {expected}, and [[Other]].\n"


def _first(before: Note) -> Link:
    return next(link for link in before.body.links if link.target != "Other")


def test_a_target_that_no_link_can_hold_is_refused() -> None:
    before = note("See [[Ada]].\n")
    with pytest.raises(EditRefused):
        retarget_links(before, [(before.body.links[0], "a]] b")])


def test_links_in_code_stay() -> None:
    before = note("[[Ada]] `[[Ada]]`\n\n```\n[[Ada]]\n```\n\n## [[Ada]]\n- [[Ada]] x\n")
    after = retarget_links(before, [(link, "Bo") for link in before.body.links])
    assert after.source.text == "[[Bo]] `[[Ada]]`\n\n```\n[[Ada]]\n```\n\n## [[Bo]]\n- [[Bo]] x\n"


def test_a_field_is_replaced_where_it_stands() -> None:
    before = note("- 2026-01-01 call [gave:: a book] (got:: tea)\nrole:: Analyst\n")
    field = before.body.fields[0]
    assert "[gave:: a pen] (got" in replace_fields(before, [(field, "a pen")]).source.text
    with pytest.raises(EditRefused):
        replace_fields(before, [(field, "a ] pen")])


# Laws

LINES = st.sampled_from(
    ["words", "", "# Title", "## Log", "- item", "- [ ] task", "  - nested", "1. one", "> quote", "> - in it", "```",
     "    code", "| a | b |", "[[Ada]] and #tag", "a:: b", "- 2026-01-01 call [gave:: x]", "<div>", "</div>", "***", "Log\n==="]
)  # fmt: skip


@given(st.lists(LINES, max_size=12), st.data(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_item_put_anywhere_leaves_all_else_as_it_was(
    lines: list[str], data: st.DataObject, end: str, final: bool
) -> None:
    text = end.join(line.replace("\n", end) for line in lines) + (end if final else "")
    before = note(text)
    places = [END, LOG]
    places += [ItemPlace(after=item) for item in before.body.items]
    places += [ItemPlace(before=item) for item in before.body.items]
    places += [ItemPlace(under=heading) for heading in before.body.headings]
    places += [ItemPlace(before_heading=heading) for heading in before.body.headings]
    place = data.draw(st.sampled_from(places))
    try:
        after = insert_item(before, "new [[Bo]] #x", place, data.draw(st.sampled_from([None, " "])))
    except EditRefused:
        return
    new = after.source.text
    # One stretch is new; what was before it and behind it is as it was.
    same = next(
        (n for n, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), min(len(text), len(new))
    )
    assert new.endswith(text[same:])
    assert new.count("[[Bo]]") == text.count("[[Bo]]") + 1
    assert same_front(before, after)
    old_items = [(item.text, item.box, item.headings) for item in before.body.items]
    new_items = [
        (item.text, item.box, item.headings) for item in after.body.items if "[[Bo]]" not in item.text
    ]
    assert new_items == old_items


def test_what_no_change_touches_must_be_as_it_was() -> None:
    before = note("words\n\n- a\n")
    change = TextChange(before.body.items[0].own._replace(start=0, end=5), "```")
    with pytest.raises(EditRefused, match="the item “a” would change too"):
        changed_elements(before, apply_changes(before, [change]), [change])
