"""A report as a note: readable on a phone, and what users wrote stays text."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.notes.inert_text import one_line
from plaintext_network.notes.note import parse
from plaintext_network.report.contents import ComingDay, DueReason, OpenItem
from plaintext_network.report.markdown_note import markdown_note, note_link
from tests.exchange.hostile_input import NAMES
from tests.exchange.note_trips import hostile_texts
from tests.report.made_report import DAY, due, report

SIGNS = st.text(st.sampled_from(list("ab \\u{}[]<%`~#-*+.1>:$&;x^()\n\t\x1b\u2028=|A/!_é")), max_size=30)


def facts(note: str) -> Facts:
    return read_facts(parse(note.encode("utf-8", "surrogatepass")), "Due.md", Rules())


def everywhere(text: str, path: str = "contacts/Ada.md") -> str:
    """A note that has a text in each place where a user's text can be."""
    why = (DueReason("promise", text, DAY, 0, text),)
    return markdown_note(
        report(
            due=(due(text, text, about=text, also=why, path=path, kind="new"),),
            waiting=(due(text, text, path=path),),
            circles=(CircleStanding(text, 1, (("warm", 1),)),),
            coming=tuple(ComingDay(DAY, kind, text, path, text) for kind in ("promise", "event")),
            promises=(OpenItem((text, text), text, DAY, 0),),
            thanks=(OpenItem((), text, None, None),),
            introductions=(OpenItem((text,), text, DAY, 0),),
        )
    )


def test_it_says_who_is_due_and_why_then_what_comes_and_where_everyone_stands() -> None:
    assert (
        markdown_note(report(due=(due("Ada Byrne", about="clay"),), more_due=2))
        == """\
<!-- Written by pnet report, which replaces this note. -->
# 3 people to get back to

Tuesday, 24 November 2026 · 3 contacts

## Today

- **[[contacts/Ada Byrne|Ada Byrne]]** · 4 days ago
    - every month; last in touch on 2026-10-01
    - last time: clay
- *and 2 more*

## Coming up

- **[[contacts/Bo Lund|Bo Lund]]** · Sat 28 Nov · turns 40

## Promises

- **[[contacts/Ada Byrne|Ada Byrne]]** · 4 days ago · send the glaze recipe

## In touch

`··················░······█`

5 times in touch since 27 May, week by week

## Where everyone stands

| | in touch | a while ago |
| --- | ---: | ---: |
| family | 2 | 1 |
"""
    )


def test_on_a_quiet_day_there_are_no_empty_lists() -> None:
    quiet = report(due=(), coming=(), promises=(), circles=(), touches=TouchDays(DAY, DAY, ()))
    assert markdown_note(quiet).split("\n")[1:] == [
        "# Nobody to get back to",
        "",
        "Tuesday, 24 November 2026 · 3 contacts",
        "",
    ]


def test_in_the_first_days_of_the_calendar_there_is_a_strip() -> None:
    note = markdown_note(report(touches=TouchDays(date.min, date.min, ((date.min, 1),))))
    assert "1 time in touch since 1 Jan, week by week" in note


def test_a_long_list_is_cut_and_says_so() -> None:
    note = markdown_note(report(due=tuple(due(f"Ada {number}") for number in range(40)), more_due=5))
    assert note.count("|Ada 29]]") == 1
    assert "|Ada 30]]" not in note
    assert "- *and 15 more*" in note


def test_it_says_whom_the_weekly_limit_leaves_for_later() -> None:
    note = markdown_note(report(more_due=2, later=3))
    assert note.splitlines()[1] == "# 3 people to get back to"
    assert "- *and 2 more; 3 more left for later by the weekly limit*" in note
    assert "- *3 more left for later by the weekly limit*" in markdown_note(report(due=(), later=3))


def test_lists_that_are_cut_before_count_what_they_never_had() -> None:
    item = OpenItem(("Ada",), "made", DAY, 0)
    note = markdown_note(
        report(introductions=(item,), more_introductions=5, waiting=(due("Bo"),), more_waiting=4)
    )
    assert "- *and 5 more*" in note
    assert "- *and 4 more*" in note
    assert "- *and more*" in markdown_note(report(thanks=(item,) * 7, has_more_thanks=True))


def test_circles_beyond_the_table_are_counted() -> None:
    circles = tuple(CircleStanding(f"choir {number}", 1, (("warm", 1),)) for number in range(14))
    assert markdown_note(report(circles=circles)).endswith("| choir 11 | 1 |\n\n*and 2 more circles*\n")


def test_a_promise_is_listed_once() -> None:
    promised = (DueReason("promise", "you promised: call", DAY, 0),)
    paths = ("contacts/Ada.md",)
    both = OpenItem(("Ada",), "call", DAY, 0, paths), OpenItem(("Ada",), "write", None, None, paths)
    note = markdown_note(report(due=(due("Ada", also=promised),), promises=both))
    assert note.count("call") == 1
    assert "## Other promises\n\n- **[[contacts/Ada|Ada]]** · write\n" in note


def test_a_note_with_private_people_says_so() -> None:
    assert "includes private people" in markdown_note(report(private=True))
    assert "private" not in markdown_note(report())


@pytest.mark.parametrize(
    ("name", "path", "link"),
    [
        ("Ada", "contacts/Ada.md", "[[contacts/Ada|Ada]]"),
        ("Zoë D’Arc-Ní (old)", "People/Zoë.md", "[[People/Zoë|Zoë D’Arc-Ní (old)]]"),
        ("Ada | [x]", "contacts/Ada.md", "Ada \\| \\[x] ([[contacts/Ada|note]])"),
        ("Ada", "contacts/C# [1].md", "Ada"),
        ("#Ada", None, "\\#Ada"),
    ],
)
def test_a_name_links_its_note_where_a_link_can(name: str, path: str | None, link: str) -> None:
    assert note_link(name, path) == link
    assert [ref.target for ref in facts(link).links] == re.findall(r"\[\[([^|]+)\|", link)


@pytest.mark.parametrize("text", [*NAMES, *hostile_texts()])
def test_a_hostile_text_stays_text(text: str) -> None:
    is_inert(text)


@given(SIGNS | st.text(max_size=30))
def test_any_text_stays_text(text: str) -> None:
    is_inert(text)


def is_inert(text: str) -> None:
    note = everywhere(text)
    found = facts(note)
    assert {ref.target for ref in found.links} <= {"contacts/Ada"}
    assert not found.tasks
    assert not found.tags
    assert not found.hidden_links
    assert not found.interactions
    assert not found.other
    # Obsidian, and plugins that look for signs of their own.
    bare = re.sub(r"\\.", "x", note.replace("[[contacts/Ada|", "").replace("`·", ""))
    assert not re.search(r"\[\[|!\[|%%|``|\[[ x]\]|(?<=[\w)])::|<%|\{\{|\$", bare), bare
    # Each list and title is where it would be for a plain text.
    shape = re.sub(r">[^<]*", ">", MarkdownIt("commonmark").enable("table").render(note))
    plain = re.sub(r">[^<]*", ">", MarkdownIt("commonmark").enable("table").render(everywhere("words")))
    if one_line(text):
        assert _without_emphasis(shape) == _without_emphasis(plain)


def _without_emphasis(html: str) -> str:
    """Return HTML without what only looks otherwise."""
    return re.sub(r"</?(?:em|strong|s)>", "", html)


def test_a_path_of_any_kind_makes_no_other_link() -> None:
    for path in NAMES:
        found = facts(everywhere("Ada", f"{path}.md"))
        assert {ref.target for ref in found.links} <= {path}
