"""List items that are interactions: lines under Log in a contact's note, tagged lines in a daily one."""

from datetime import date

import pytest

from plaintext_network.model.note.facts import Facts, Interaction
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DailyRules, LogRules, Rules
from plaintext_network.notes.note import parse


def facts(text: str, path: str = "contacts/Ada.md", rules: Rules | None = None) -> Facts:
    return read_facts(parse(text.encode()), path, rules or Rules())


def log(*lines: str) -> Facts:
    return facts("## Log\n" + "\n".join(lines) + "\n")


def only(found: Facts) -> Interaction:
    (interaction,) = found.interactions
    return interaction


# Lines under Log


@pytest.mark.parametrize(
    "dated",
    [
        "2026-11-01",
        "**2026-11-01**",
        "**2026-11-01:**",
        "*2026-11-01*",
        "__2026-11-01__",
        "_2026-11-01_",
        "[[2026-11-01]]",
        "**[[2026-11-01]]**",
        "***2026-11-01***",
        "[[daily/2026-11-01.md]]",
        "[[2026-11-01|the first]]",
        "[[daily/2026-11-01]]",
        "[[2026-11-01#Evening]]",
        "[2026-11-01](daily/2026-11-01.md)",
        "[2026-11-01](<daily notes/2026-11-01.md>)",
        '[2026-11-01](2026-11-01.md "then")',
        "2026-11-01 18:30",
        "2026-11-01T18:30",
        "2026-11-01T18:30:15.5",
        "2026-11-01T18:30Z",
        "2026-11-01T18:30+01:00",
        "2026-11-01t18:30-0500",
    ],
)
@pytest.mark.parametrize("parted", [" ", ": ", " – ", " - ", " — ", ", ", ":"])
def test_a_log_line_begins_with_a_date(dated: str, parted: str) -> None:
    found = log(f"- {dated}{parted}tea with honey")
    assert found.problems == ()
    assert (only(found).day, only(found).form, only(found).summary) == (
        date(2026, 11, 1),
        "log",
        "tea with honey",
    )
    assert only(found).owner


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "7)"])
def test_any_list_will_do_and_a_date_may_stand_alone(marker: str) -> None:
    found = only(log(f"{marker} 2026-11-01"))
    assert (found.day, found.summary, found.channel, found.line) == (date(2026, 11, 1), "", None, 2)


@pytest.mark.parametrize(
    ("text", "channel", "summary"),
    [
        ("call: how the engine runs", "call", "how the engine runs"),
        ("Call: x", "call", "x"),
        ("in person: x", "in-person", "x"),
        ("pigeon-post: x", "pigeon-post", "x"),
        ("call:", "call", ""),
        ("call about: x", None, "call about: x"),
        ("at 12:30 tea", None, "at 12:30 tea"),
        ("https://example.org", None, "https://example.org"),
        ("a: x", None, "a: x"),
    ],
)
def test_a_word_and_a_colon_after_the_date_are_the_channel(
    text: str, channel: str | None, summary: str
) -> None:
    found = only(log(f"- 2026-11-01 {text}"))
    assert (found.channel, found.summary) == (channel, summary)


@pytest.mark.parametrize(
    "line",
    [
        "- tea on 2026-11-01",
        "- [ ] 2026-11-01 tea",
        "- [x] 2026-11-01 tea",
        "2026-11-01 tea",
        "- `2026-11-01` tea",
        "- Nov 3: tea",
        "- 3/4 cup of tea",
        "- 10.5 miles",
        "- May 2026 was quiet",
        "- 20261301 is a part number",
        "- ~~2026-11-03 tea~~",
    ],
)
def test_what_begins_with_no_date_is_no_log_line_and_no_fault(line: str) -> None:
    found = log(line)
    assert (found.interactions, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        ("- 2026-02-30 tea", 3, "2026-02-30"),
        ("- 2026-31-01 tea", 3, "2026-31-01"),
        ("- **2026-11-3** tea", 5, "2026-11-3"),
        ("- 2026/11/03 tea", 3, "2026/11/03"),
        ("- 1.11.2026: tea", 3, "1.11.2026"),
        ("- [[11-03-2026]] tea", 5, "11-03-2026"),
        ("- 20261103 tea", 3, "20261103"),
        ("- 3 Nov 2026 tea", 3, "3 Nov 2026"),
        ("- **Nov 3, 2026**: tea", 5, "Nov 3, 2026"),
        ("- Fri 2026-11-03 tea", 3, "Fri 2026-11-03"),
        ("- 20261-11-03x tea", None, ""),
    ],
)
def test_a_date_that_cannot_be_read_is_said(line: str, column: int | None, meant: str) -> None:
    found = log(line)
    assert found.interactions == ()
    said = [(p.code, p.line, p.column, p.message) for p in found.problems]
    assert said == ([("date-invalid", 2, column, f"{meant} is not a day")] if column else [])


def test_fields_stand_in_the_line_and_in_what_is_nested_in_it() -> None:
    found = only(
        log(
            "- 2026-11-01 tea [gave:: a hint] (got:: honey) [with:: [[Bo]]] [direction:: in]",
            "  - [topics:: the engine]",
            "  - channel:: letter",
        )
    )
    assert (found.gave, found.got, found.topics, found.direction) == (
        ("a hint",),
        ("honey",),
        ("the engine",),
        "in",
    )
    assert [ref.target for ref in found.people] == ["Bo"]
    assert (found.channel, found.summary) == ("letter", "tea")


def test_links_of_a_line_and_of_what_is_nested_in_it_are_mentions() -> None:
    first, second = log("- 2026-11-01 of [[Bo]]", "  - and [[Cy]]", "- 2026-11-02 of [[Di]]").interactions
    assert [ref.target for ref in first.linked] == ["Bo", "Cy"]
    assert [ref.target for ref in second.linked] == ["Di"]


@pytest.mark.parametrize(
    "heading", ["## Log", "# log", "###### LOG ##", "## **Log**:", "Log\n---", "## 📓 Log", "## Log 📞"]
)
def test_a_heading_is_known_however_it_is_written(heading: str) -> None:
    assert len(facts(f"{heading}\n- 2026-11-01 x\n").interactions) == 1


def test_a_log_ends_with_the_next_heading_of_its_level_and_holds_those_below() -> None:
    text = "- 2026-10-01 a\n## Log\n- 2026-11-01 b\n### 2025\n- 2025-11-01 c\n## Ideas\n- 2026-12-01 d\n"
    assert [one.summary for one in facts(text).interactions] == ["b", "c"]


def test_headings_of_logs_are_a_setting() -> None:
    rules = Rules(log=LogRules(headings=("History", "Verlauf")))
    text = "## Log\n- 2026-11-01 a\n## verlauf\n- 2026-11-02 b\n"
    assert [one.summary for one in facts(text, rules=rules).interactions] == ["b"]


def test_only_contacts_have_a_log() -> None:
    assert facts("## Log\n- 2026-11-01 x [[Ada]]\n", "notes/Plan.md").interactions == ()


@pytest.mark.parametrize(
    ("line", "summary"),
    [
        ("- 2026-11-05. tea", "tea"),
        ("- (2026-11-05) tea", "tea"),
        ("- [2026-11-05] tea", "tea"),
        ("- ==2026-11-05== tea", "tea"),
        ("- 2026-11-05 Thu: tea", "tea"),
        ("- 📅 2026-11-05, 14:00 tea", "tea"),
        ("3. **2026-11-05** tea", "tea"),
        ("> - 2026-11-05. tea", "tea"),
    ],
)
def test_a_date_may_be_marked_in_many_ways(line: str, summary: str) -> None:
    found = log(line)
    assert found.problems == ()
    assert (only(found).day, only(found).summary) == (date(2026, 11, 5), summary)


def test_a_channel_may_be_bold_together_with_the_date() -> None:
    found = only(log("- **2026-11-05 call**: kilns [gave:: x]"))
    assert (found.day, found.channel, found.summary, found.gave) == (
        date(2026, 11, 5),
        "call",
        "kilns",
        ("x",),
    )


# Dated headings of a Log


@pytest.mark.parametrize(
    ("heading", "channel", "summary"),
    [
        ("2026-11-01 call", "call", "About kilns."),
        ("2026-11-01: call", "call", "About kilns."),
        ("2026-11-01", None, "About kilns."),
        ("[[2026-11-01]]", None, "About kilns."),
        ("[[2026-11-01]] lunch", None, "lunch – About kilns."),
        ("2026-11-01: lunch with [[Bo]]", None, "lunch with Bo – About kilns."),
        ("call: kilns (2026-11-01)", "call", "kilns – About kilns."),
        ("Lunch 2026-11-01", None, "Lunch – About kilns."),
        ("Nov 1, 2026", None, "About kilns."),
        ("Sunday, 1 November 2026 – tea", None, "tea – About kilns."),
        ("2026-11-01 (Sun) tea", None, "tea – About kilns."),
        ("**2026-11-01** tea", None, "tea – About kilns."),
        ("20261101 tea", None, "tea – About kilns."),
    ],
)
@pytest.mark.parametrize("outer", ["## Log", "# Interactions", "## LOG:"])
def test_a_dated_heading_of_a_log_is_an_entry(
    outer: str, heading: str, channel: str | None, summary: str
) -> None:
    found = facts(f"{outer}\n\n### {heading}\n\nAbout kilns.\n\nMore.\n")
    assert found.problems == ()
    one = only(found)
    assert (one.day, one.form, one.line, one.owner) == (date(2026, 11, 1), "log", 3, True)
    assert (one.channel, one.summary) == (channel, summary)


def test_what_is_below_a_dated_heading_belongs_to_it() -> None:
    text = (
        "## Log\n### 2026-11-01 tea\ngave:: a hint\n- on [[Bo]]\n- and kilns [with:: [[Cy]]]\n- [ ] send it\n#### Later\n[[Di]]\n"
        "### 2026-10-01\n[[Ed]]\n## Ideas\n[[Fay]]\n"
    )
    first, second = facts(text).interactions
    assert (first.summary, first.gave) == ("tea – on Bo; and kilns", ("a hint",))
    assert [ref.target for ref in first.people] == ["Cy"]
    assert [ref.target for ref in first.linked] == ["Bo", "Cy", "Di"]
    assert (second.day, second.summary) == (date(2026, 10, 1), "Ed")
    assert [ref.target for ref in second.linked] == ["Ed"]
    assert [task.text for task in facts(text).tasks] == ["send it"]


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("### 2026-11-01\n- 2026-11-01 tea\n", ["tea"]),
        ("### 2026-11-01\n- 2026-11-02 tea\n- 2026-11-03 cake\n", ["tea", "cake"]),
        ("### 2026-11-01 tea\n- 2026-11-01 tea and cake\n", ["tea and cake"]),
        ("### 2026-11-01 tea\n- 2026-11-09 cake\n", ["cake", "tea – 2026-11-09 cake"]),
        ("### 2026\n#### 2026-11-01 tea\n### W45\n", ["tea"]),
    ],
)
def test_nothing_counts_twice(text: str, summaries: list[str]) -> None:
    assert [one.summary for one in facts(f"## Log\n{text}").interactions] == summaries


@pytest.mark.parametrize(
    "text",
    [
        "## 2026-11-01 tea\nx\n",
        "## Notes\n### 2026-11-01 tea\n",
        "## Log 2026-11-01\nx\n",
        "## Log\n### Plan for 2026-12-01\n",
        "## Log\n### Before 2026-12-01\n",
        "## Log\n### 2026-11\n",
        "## Log\n### 2026-W45\n",
    ],
)
def test_other_headings_are_no_entries(text: str) -> None:
    assert (facts(text).interactions, facts(text).problems) == ((), ())


@pytest.mark.parametrize(
    ("heading", "meant"), [("2026-02-30 tea", "2026-02-30"), ("01-11-2026 tea", "01-11-2026")]
)
def test_a_heading_with_a_date_that_cannot_be_read_is_reported(heading: str, meant: str) -> None:
    found = facts(f"## Log\n### {heading}\n")
    assert found.interactions == ()
    assert [(p.code, p.line, p.column, p.message) for p in found.problems] == [
        ("date-invalid", 2, 5, f"{meant} is not a day")
    ]


# Lines of a daily note


def daily(line: str, rules: Rules | None = None, path: str = "daily/2026-11-20.md") -> Facts:
    return facts(line + "\n", path, rules)


@pytest.mark.parametrize("path", ["2026-11-20.md", "daily/2026-11-20 Friday.md", "journals/2026_11_20.md"])
def test_a_tagged_line_with_a_link_is_an_interaction_of_that_day(path: str) -> None:
    found = only(daily("- call: with [[Ada]] about tea #touch", path=path))
    assert (found.day, found.form, found.channel) == (date(2026, 11, 20), "daily", "call")
    assert (found.summary, [ref.target for ref in found.linked]) == ("with Ada about tea", ["Ada"])


@pytest.mark.parametrize(
    "line",
    [
        "- [[Ada]]",
        "- tea #touch",
        "[[Ada]] #touch",
        "- `[[Ada]]` #touch",
        "- [[Ada]] `#touch`",
        "- TODO call [[Ada]] #touch",
        "- LATER write to [[Ada]] #touch",
    ],
)
def test_any_other_line_is_none(line: str) -> None:
    assert daily(line).interactions == ()


def test_without_a_day_there_are_no_daily_lines() -> None:
    assert daily("- [[Ada]] #touch", path="notes/Ideas.md").interactions == ()
    assert len(daily("---\ndate: 2026-11-20\n---\n- [[Ada]] #touch", path="notes/Ideas.md").interactions) == 1


def test_the_tag_is_a_setting() -> None:
    rules = Rules(log=LogRules(tag="met"))
    assert only(daily("- [[Ada]] #met", rules)).summary == "Ada"
    assert daily("- [[Ada]] #touch", rules).interactions == ()


def test_where_a_link_will_do_every_line_with_one_counts_but_tasks() -> None:
    rules = Rules(daily=DailyRules(touch="link"))
    text = "- tea with [[Ada]]\n- [ ] call [[Ada]]\n- [x] called [[Ada]]\n- TODO write [[Ada]]\n- DONE wrote [[Ada]]"
    assert [one.summary for one in daily(text, rules).interactions] == ["tea with Ada", "wrote Ada"]


# Journals of a week, or of years


def days(text: str, path: str = "Journal.md", rules: Rules | None = None) -> list[date | None]:
    return [one.day for one in facts(text, path, rules).interactions]


@pytest.mark.parametrize(
    "heading",
    [
        "2026-11-03",
        "2026-11-03 Tuesday",
        "Tuesday 2026-11-03",
        "Tuesday, 3 November 2026",
        "[[2026-11-03]]",
        "[[daily/2026-11-03|Tuesday]]",
        "**2026-11-03**",
        "2026-11-03: a long day",
        "Nov 3rd, 2026",
        "[[Nov 3rd, 2026]]",
        "W45 · 2026-11-03",
        "📅 2026-11-03",
        "25-11-2026",
    ],
)
def test_a_tagged_line_below_a_dated_heading_counts_on_its_day(heading: str) -> None:
    text = f"# Journal\n## {heading}\n### Evening\n- tea with [[Ada]] #touch\n- [[Bo]] rang\n"
    expected = date(2026, 11, 25) if heading.startswith("25") else date(2026, 11, 3)
    assert days(text) == [expected]
    assert days(text, "journals/2026-W45.md") == [expected]
    assert facts(text, "Journal.md").undated == ()


def test_the_innermost_dated_heading_counts_more_than_the_note() -> None:
    text = "- a [[Ada]] #touch\n# 2026-11-02\n- b [[Ada]] #touch\n## 2026-11-03\n- c [[Ada]] #touch\n# Plan for 2026-12-01\n- d [[Ada]] #touch\n"
    assert days(text, "2026-11-20.md") == [date(2026, 11, day) for day in (20, 2, 3, 20)]


@pytest.mark.parametrize(
    "heading", ["2026-11-02 – 2026-11-08", "2026-11-02 to 2026-11-08", "**2026-11-02** - **2026-11-08**"]
)
def test_a_heading_over_several_days_is_none(heading: str) -> None:
    text = f"## {heading}\n- tea with [[Ada]] #touch\n"
    assert days(text) == []
    assert days(text, "2026-11-20.md") == [date(2026, 11, 20)]


@pytest.mark.parametrize(
    "line",
    ["- 2026-11-03 coffee with [[Ada]] #touch", "- **2026-11-03**: coffee with [[Ada]] #touch", "- [[2026-11-03]] coffee with [[Ada]] #touch",
     "- 2026-11-03\n  - coffee with [[Ada]] #touch", "- [[Nov 3rd, 2026]]\n\t- coffee with [[Ada]] #touch",
     "- [x] 2026-11-03 coffee with [[Ada]] #touch"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["Journal.md", "2026-11-20.md", "notes/Engines.md"])
def test_a_tagged_line_that_begins_with_a_day_counts_on_it(line: str, path: str) -> None:
    found = only(facts(f"# 2026-10-10\n{line}\n", path))
    assert (found.day, found.form, found.summary) == (date(2026, 11, 3), "daily", "coffee with Ada")


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Monday", date(2026, 11, 2)),
        ("Tue", date(2026, 11, 3)),
        ("Tuesday 3", date(2026, 11, 3)),
        ("Wednesday, 4 November", date(2026, 11, 4)),
        ("Thursday 5th", date(2026, 11, 5)),
        ("Sonntag", date(2026, 11, 8)),
        ("Monday meeting", None),
        ("Tuesday 4", None),
        ("Notes", None),
    ],
)
def test_a_weekday_is_a_day_in_a_weekly_note(heading: str, day: date | None) -> None:
    text = f"## {heading}\n- tea with [[Ada]] #touch\n"
    for path in ("2026-W45.md", "weekly/2026-W45 Review.md", "Week 45, 2026.md"):
        assert days(text, path) == ([day] if day else [])
    assert days(text, "Journal.md") == []


@pytest.mark.parametrize(
    ("name", "sunday"),
    [
        ("Week of 2026-11-02", 8),
        ("Week of 2026-11-01", 1),
        ("2026-11-02 Week 45", 8),
        ("2026-11-02 (W45)", 8),
        ("KW 45 2026-11-02", 8),
        ("2026-11-02 to 2026-11-08", 8),
        ("2026-11-02 – 2026-11-08", 8),
        ("2026-11-02 - 2026-11-30", None),
        ("2026-W99", None),
    ],
)
def test_a_week_may_be_named_after_its_first_day(name: str, sunday: int | None) -> None:
    text = "## Sunday\n- tea with [[Ada]] #touch\n"
    assert days(text, f"{name}.md") == ([date(2026, 11, sunday)] if sunday else [])
    assert days("- tea with [[Ada]] #touch\n", f"{name}.md") == []


def test_a_day_that_only_begins_the_name_of_a_note_counts_for_its_lines() -> None:
    for name in ("2026-11-02 Week off", "2026-11-02 to the lake"):
        assert days("- tea with [[Ada]] #touch\n", f"{name}.md") == [date(2026, 11, 2)]


def test_a_heading_that_is_crossed_out_is_no_entry() -> None:
    assert log("### ~~2026-11-01~~ call\n").interactions == ()


def test_the_name_of_a_block_is_no_text() -> None:
    assert only(log("- 2026-11-01 tea ^a1b2")).summary == "tea"
    assert only(daily("- tea with [[Ada]] #touch ^a1")).summary == "tea with Ada"


def test_a_tagged_line_without_any_day_is_kept_to_be_said() -> None:
    text = "- tea with [[Ada]] #touch\n- [ ] tea with [[Ada]] #touch\n- [[Ada]]\n- tea #touch\n"
    assert [
        (touch.line, [ref.target for ref in touch.linked]) for touch in facts(text, "Journal.md").undated
    ] == [(1, ["Ada"])]
    for path in ("contacts/Bo.md", "interactions/Tea.md", "organizations/X.md", "2026-11-20.md"):
        assert facts(text, path).undated == ()
    assert facts(f"---\ndate: '{{{{date}}}}'\n---\n{text}", "Template.md").undated == ()


def test_if_a_link_is_enough_a_heading_counts_only_in_a_journal() -> None:
    rules = Rules(daily=DailyRules(touch="link"))
    text = "## 2026-11-03\n- tea with [[Ada]]\n## Ideas\n- ask [[Ada]]\n"
    for path in ("Journal.md", "2026-W45.md", "2026-11.md", "2026.md"):
        assert days(text, path, rules) == [date(2026, 11, 3)]
    assert days(text, "notes/Engines.md", rules) == []


def test_a_format_of_daily_notes_identifies_day_of_a_heading() -> None:
    rules = Rules(daily=DailyRules(format="%d.%m.%Y"))
    text = "## 03.11.2026\n- tea with [[Ada]] #touch\n## [[04.11.2026]]\n- tea with [[Ada]] #touch\n"
    assert days(text, rules=rules) == [date(2026, 11, 3), date(2026, 11, 4)]
    assert days("## 03.11.2026\n- tea with [[Ada]] #touch\n") == []
