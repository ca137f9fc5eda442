"""`by` says who logged an interaction, and a link in it neither takes part nor counts as a mention."""

from datetime import date

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.model.edits.write_interaction import (
    LinkedInteraction,
    add_daily_line,
    add_log_line,
    interaction_note,
)
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.plain_facts import from_plain, to_plain
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.note import parse

NOTE, LOG, DAILY = "interactions/2026-11-01 Tea.md", "contacts/Ada.md", "daily/2026-11-01.md"


def read(text: str, path: str, rules: Rules = Rules()) -> Facts:  # noqa: B008
    facts = read_facts(parse(text.encode()), path, rules)
    assert from_plain(to_plain(facts)) == facts
    return facts


@pytest.mark.parametrize("by", ["Jo", '"[[Jo]]"', '"[[people/Jo|Jo]]"', "[Jo, Mo]"])
def test_a_note_says_who_logged_it(by: str) -> None:
    facts = read(f'---\nwith: "[[Ada]]"\nby: {by}\n---\nTea.\n', NOTE)
    [interaction] = facts.interactions
    assert interaction.by == (("Jo", "Mo") if "Mo" in by else ("Jo",))
    assert [ref.target for ref in interaction.people] == ["Ada"]
    assert not [ref for ref in facts.links if "Jo" in ref.target]
    assert [ref.target for ref in facts.hidden_links] == [
        ref for ref in ("people/Jo", "Jo") if f"[[{ref}" in by
    ][:1]


@pytest.mark.parametrize("by", ["[by:: Jo]", "[by:: [[Jo]]]", "(by:: Jo)", "[By:: [[Jo]]]"])
def test_a_log_line_and_a_daily_line_say_it_in_a_field(by: str) -> None:
    log = read(f"## Log\n- 2026-11-01 call: hello [[Bo]] {by} [gave:: tea]\n", LOG)
    [line] = log.interactions
    assert (line.by, line.channel, line.summary, line.gave) == (("Jo",), "call", "hello Bo", ("tea",))
    assert [ref.target for ref in line.linked] == ["Bo"]
    daily = read(f"- tea with [[Ada]] {by} #touch\n- [[Jo]] came\n", DAILY)
    [line] = daily.interactions
    assert (line.by, [ref.target for ref in line.linked]) == (("Jo",), ["Ada"])
    assert [ref.target for ref in daily.links] == ["Ada", "Jo"]


def test_a_goal_is_still_to_be_reached_by_a_date() -> None:
    facts = read("---\nby: 2027-06-30\n---\n", "goals/Job.md")
    assert facts.texts("by") == ("2027-06-30",)
    assert not facts.problems


def test_the_users_own_property_in_other_notes_stays_theirs() -> None:
    facts = read('---\nby: "[[Jo]]"\n---\n', "books/Atlas.md")
    assert dict(facts.other)["by"] == ("[[Jo]]",)
    assert [ref.target for ref in facts.links] == ["Jo"]


TEA = LinkedInteraction(NewInteraction(date(2026, 11, 1), "tea", by="Jo Byrne"), ("[[Ada]]",), "tea [[Ada]]")


def test_what_is_written_reads_back() -> None:
    note = interaction_note(TEA, NOTE, Rules())
    assert note.source.text == '---\ndate: 2026-11-01\nwith: ["[[Ada]]"]\nby: [Jo Byrne]\n---\ntea\n'
    empty = parse_for_edit(b"## Log\n")
    line = add_log_line(empty, read("## Log\n", LOG), Rules(), TEA)
    assert line.source.text == "## Log\n\n- 2026-11-01 tea [by:: Jo Byrne]\n"
    rules = Rules(daily=DailyRules(touch="link"))
    daily = add_daily_line(parse_for_edit(b""), read("", DAILY), rules, TEA)
    assert daily.source.text == "- tea [[Ada]] [by:: Jo Byrne]\n"
    for text, path in ((note, NOTE), (line, LOG), (daily, DAILY)):
        [interaction] = read(text.source.text, path, rules).interactions
        assert interaction.by == ("Jo Byrne",)


def test_a_line_that_would_read_another_name_is_refused() -> None:
    entry = TEA._replace(interaction=TEA.interaction._replace(text="tea [by:: Mo]"))
    with pytest.raises(EditRefused):
        add_log_line(parse_for_edit(b"## Log\n"), read("## Log\n", LOG), Rules(), entry)
