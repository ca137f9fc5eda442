"""Who took part in a meeting, as its note's text lists them: under a heading or behind a label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Interaction
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import InteractionRules, Rules
from plaintext_network.notes.note import parse

MEETING = "interactions/2026-11-20 Tea.md"


def meeting(text: str, rules: Rules | None = None) -> Interaction:
    return read_facts(parse(text.encode("utf-8", "replace")), MEETING, rules or Rules()).interactions[0]


def linked(text: str, rules: Rules | None = None) -> list[str]:
    return [ref.target for ref in meeting(text, rules).people]


def named(text: str) -> list[list[str]]:
    return [[ref.target for ref in group] for group in meeting(text).named]


@pytest.mark.parametrize(
    "heading",
    [
        "## Attendees",
        "### Participants",
        "# Present",
        "## Attendees\n### Acme",
        "## Who",
        "## With:",
        "## ATTENDEES ##",
        "## 👥 Attendees",
        "## Attendees 👥",
        "## **Attendees**",
        "## ==Attendees==:",
        "## [[Attendees]]",
        "## 1. Attendees",
        "## 2) Attendees",
        "## Attendees (2)",
        "Attendees\n---",
        "## In attendance",
        "## in-attendance",
        "## Teilnehmer:innen",
        "## Présents",
        "## 参加者",
        "**Attendees**",
        "**Attendees:**",
        "**Attendees**:",
        "__Present__:",
        "***Present***:",
        "👥 **Attendees:**",
        "<b>Attendees</b>:",
        "Attendees:",
        "Attendees：",
        "> [!info] Attendees\n",
    ],
)
def test_a_list_under_a_heading_or_a_label_has_the_participants(heading: str) -> None:
    text = f"{heading}\n\n- [[Ada]]\n* [[Bo|B]]\n\n## Notes\n- [[Cy]]\n"
    if heading.startswith(">"):
        text = f"{heading}> - [[Ada]]\n> - [[Bo|B]]\n\n## Notes\n- [[Cy]]\n"
    assert linked(text) == ["Ada", "Bo"]


@pytest.mark.parametrize(
    "line",
    [
        "**Participants**: [[Ada]], [[Bo]]",
        "**Participants:** [[Ada]] and [[Bo]]",
        "**Participants** [[Ada]] [[Bo]]",
        "**Participants** – [[Ada]] & [[Bo]]",
        "- **With**: [[Ada]]; [[Bo]]",
        "* With: [[Ada]] / [[Bo]]",
        "1. Who: [[Ada]] + [[Bo]]",
        "Attendees: [[Ada]], [[Bo]], and others",
        "Attendees:: [[Ada]], [[Bo]]",
        "**Attendees**:: [[Ada]], [[Bo]]",
        "> **Attendees**: [[Ada]], [[Bo]]",
        "Spoke long [attendees:: [[Ada]], [[Bo]]]",
        "**Attendees** : [[Ada]], [[Bo]]",
        "Attendees (2): [[Ada]], [[Bo]]",
        "**Met with**: [[Ada]] · [[Bo]]",
        "| Attendees | [[Ada]], [[Bo]] |",
        "Attendees: [Ada](Ada), **[[Bo]]**",
        "Attendees: [[Ada]] (PM, Acme), [[Bo]] (via [[Cy]])",
        "Attendees: ![[Ada]], #person [[Bo]]",
    ],
)
def test_links_after_a_label_are_participants(line: str) -> None:
    assert linked(f"[[Di]] rang.\n\n{line}\n\nWe spoke of [[Cy]].\n\n- [[Di]]\n") == ["Ada", "Bo"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("## Attendees\n[[Ada]], [[Bo]]\n\nWe talked of [[Cy]].\n\n- [[Di]]\n", ["Ada", "Bo"]),
        ("## Attendees\n- [ ] [[Ada]]\n- [x] [[Bo]]\n- [-] [[Cy]]\n", ["Ada", "Bo"]),
        (
            "## Attendees\n| Name | Role |\n| --- | --- |\n| [[Ada\\|A]] | chair |\n| [[Bo]] | |\n",
            ["Ada", "Bo"],
        ),
        (
            "## Attendees\n- [[Ada]] brings the slides of [[Cy]]\n- friend of [[Di]]\n- Lead: [[Bo]]\n",
            ["Ada", "Bo"],
        ),
        ("## Attendees\n- Acme\n  - [[Ada]]\n- [[Bo]]\n  - said that [[Cy]] is ill\n", ["Ada", "Bo"]),
        ("## Attendees\n### Acme\n- [[Ada]]\n### Absent\n- [[Cy]]\n### Guests\n- [[Bo]]\n", ["Ada", "Bo"]),
        ("## Attendees\n- [[Ada]]\n- [[Bo]]\n\n**Agenda**\n- [[Cy]]\n", ["Ada", "Bo"]),
        ("## Attendees\n- [[Ada]]\n- [[Bo]]\n\nAgenda:\n- [[Cy]]\n", ["Ada", "Bo"]),
        ("- Attendees\n  - [[Ada]]\n  - [[Bo]]\n- Notes\n  - [[Cy]]\n", ["Ada", "Bo"]),
        ("- ## Attendees\n  - [[Ada]]\n  - [[Bo]]\n- ## Notes\n  - [[Cy]]\n", ["Ada", "Bo"]),
        ("* Attendees:\n    * [[Ada]]\n    * [[Bo]]\n* Agenda:\n    * [[Cy]]\n", ["Ada", "Bo"]),
        ("With:\n[[Ada]]\n[[Bo]]\n\n[[Cy]] rang\n", ["Ada", "Bo"]),
        ("**With**:\n- [[Ada]]\n- [[Bo]]\n\nNotes\n- [[Cy]]\n", ["Ada", "Bo"]),
        ("## Attendees\r\n- [[Ada]]\r\n- [[Bo]]\r\n", ["Ada", "Bo"]),
    ],
)
def test_what_is_not_a_name_in_the_list_is_only_mentioned(text: str, people: list[str]) -> None:
    assert linked(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "## People problems\n- [[Ada]]\n",
        "## Agenda\n### With whom next\n- [[Ada]]\n",
        "## Notes on attendees\n- [[Ada]]\n",
        "With [[Ada]] at the [[Harbour]]\n",
        "We met people: [[Ada]]\n",
        "Without: [[Ada]]\n",
        "**Absent**: [[Ada]]\n",
        "## Attendees\n```\n[[Ada]]\n```\n`[[Bo]]`\n",
        "## Attendees\n\nA word from [[Ada]].\n",
        "## Attendees\n- [ ] ask [[Ada]] for slides 📅 2026-12-01\n",
    ],
)
def test_other_headings_and_sentences_list_no_participants(text: str) -> None:
    assert linked(text) == []


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("**Attendees:** Ada Byrne, Bo Ek\n", [["Ada Byrne, Bo Ek"], ["Ada Byrne", "Bo Ek"]]),
        ("## Attendees\n- Ada Byrne\n- **Bo Ek**\n", [["Ada Byrne"], ["Bo Ek"]]),
        ("## Attendees\n\nAda Byrne\nBo Ek\n", [["Ada Byrne"], ["Bo Ek"]]),
        ("With: @Ada Byrne, [[Bo Ek]] (chair)\n", [["Ada Byrne"]]),
    ],
)
def test_names_without_brackets_are_kept_by_group(text: str, groups: list[list[str]]) -> None:
    assert named(text) == groups


@pytest.mark.parametrize(
    "text",
    [
        "## Attendees\n- Present: [[Ada]]\n- Absent: [[Bo]]\n- **Apologies**: [[Bo]]",
        "## Attendees\n- Absent\n  - [[Bo]]\n- [[Ada]] ✅",
        "## Attendees\n- ~~[[Bo]]~~\n- [[Ada]]",
        "## Attendees\n- [[Bo]] (absent)\n- [[Ada]] (the absent-minded professor)",
        "## Attendees\n- [[Bo]] – excused\n- [[Ada]] – host",
        "## Attendees\n- [[Bo]] ❌\n- [[Ada]]",
        "Attendees: [[Bo]] (not present), [[Ada]]",
        "Attendees: ~~[[Bo]]~~, [[Ada]]",
        "## Attendees\n- [[Ada]], [[Bo]] (absent)",
        "**Attendees:**\n[[Ada]]\n\n**Agenda:**\n[[Bo]]",
        "**Attendees:**\n[[Ada]]\n\nNotes:\n[[Bo]]",
        "**Attendees:**\n[[Ada]]\n\n---\n[[Bo]]",
        "Attendees\n---\n- [[Ada]]\n\n***\n\n- [[Bo]]",
    ],
)
def test_who_was_away_or_is_listed_elsewhere_did_not_take_part(text: str) -> None:
    assert linked(text) == ["Ada"]


@pytest.mark.parametrize(
    "text", ["[[Ada]]\\\n[[Bo]]", "[[Ada]]<br>[[Bo]]", "[[Ada]]<br />\n[[Bo]]", "[[Ada]]  \n[[Bo]]"]
)
def test_a_line_break_separates_names(text: str) -> None:
    assert linked(f"## Attendees\n{text}\n") == ["Ada", "Bo"]


def test_the_words_are_a_setting() -> None:
    rules = Rules(interactions=InteractionRules(("Zugegen", "Crew")))
    assert linked("## Crew\n- [[Ada]]\n\n**Zugegen**: [[Bo]]\n\n## Attendees\n- [[Cy]]\n", rules) == [
        "Ada",
        "Bo",
    ]
    assert linked("## Attendees\n- [[Cy]]\n", Rules(interactions=InteractionRules(()))) == []


def test_the_property_and_the_text_count_together() -> None:
    assert linked("---\nwith: '[[Ada]]'\n---\n**With**: [[Bo]]\n") == ["Ada", "Bo"]


def test_a_field_that_is_a_property_counts_once() -> None:
    rules = Rules(properties=(("with", ("attendees",)),))
    assert linked("Attendees:: [[Ada]]\n", rules) == ["Ada"]


def test_a_box_before_a_participant_is_no_task() -> None:
    text = (
        "## Attendees\n- [ ] [[Ada]]\n- [ ] Bo Ek\n- [ ] ask [[Cy]] 📅 2026-12-01\n\n## Next\n- [ ] [[Di]]\n"
    )
    tasks = read_facts(parse(text.encode()), MEETING, Rules()).tasks
    assert [task.text for task in tasks] == ["ask Cy", "Di"]


def test_only_meetings_have_participants() -> None:
    found = read_facts(parse(b"## Attendees\n- [[Ada]]\n"), "notes/2026-11-20 Tea.md", Rules())
    assert found.interactions == ()


@given(
    st.lists(
        st.sampled_from(
            ["## Attendees\n", "**With**:", "- ", "  ", "[[Ada]]", "[[", "]]", "|", ",", " and ", "(", ")", "Ada", "> ", "\n", "\0",
             "[ ] ", "`", "::", "\r", "[!note] Who", "#", "é", "<b>Who</b>", "```\n"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_no_text_is_too_odd(parts: list[str]) -> None:
    text = "".join(parts)
    assert meeting(text) == meeting(text)


@pytest.mark.parametrize("part", ["- [[Ada]] and ", "(", "a, ", "**", "[[a]]", "| x ", " ", "a:", "*_ "])
def test_a_long_text_takes_no_quadratic_time(part: str) -> None:
    # With quadratic work, this takes hours.
    assert meeting("## Attendees\n- x\n" + part * 50_000)
    assert meeting("## Attendees\n" + (part + "\n") * 5_000)
