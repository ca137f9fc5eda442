"""What a whole note says: its kind, its facts, and what stands where."""

from datetime import date

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DailyRules, Rules, TemplateRules
from plaintext_network.notes.note import parse


def facts(text: str, path: str = "contacts/Ada Lovelace.md", rules: Rules | None = None) -> Facts:
    return read_facts(parse(text.encode()), path, rules or Rules())


def meeting(text: str, path: str = "interactions/2026-11-20 Tea.md") -> Facts:
    return facts(text, path)


# The note


def test_a_note_is_called_by_its_name_else_its_stem() -> None:
    assert facts("").name == "Ada Lovelace"
    assert facts("---\nname: Countess\n---\n").name == "Countess"
    assert facts('---\nname: "[[Ada|Countess]]"\n---\n').name == "Countess"


@pytest.mark.parametrize(
    "blank", [r"\u200b", r"\u00ad \u2060", r"\u200e\u200f", r"\u3164", r"\ufeff", r"\x07", r"\u202e"]
)
def test_a_name_of_which_nothing_can_be_seen_is_none(blank: str) -> None:
    assert facts(f'---\nname: "{blank}"\n---\n').name == "Ada Lovelace"
    signs = blank.encode().decode("unicode_escape")
    assert facts("", f"contacts/{signs}.md").name == f"contacts/{signs}.md"
    assert facts(f'---\nname: "{blank}אבא"\n---\n').name == f"{signs}אבא"


@pytest.mark.parametrize(
    ("path", "text", "day"),
    [
        ("x/2026-11-20 Tea.md", "", date(2026, 11, 20)),
        ("x/2026-11-20 Tea.md", "---\ndate: 2026-11-21\n---\n", date(2026, 11, 21)),
        ("x/Tea.md", "---\ndate: 2026-11-21\n---\n", date(2026, 11, 21)),
        ("x/Tea.md", "date:: 2026-11-21\n", date(2026, 11, 21)),
        ("events/Fair.md", "---\ndate: 2026-11-21\n---\n", date(2026, 11, 21)),
        ("contacts/2026-11-20 Ada.md", "---\ndate: 2026-11-21\n---\n", None),
        ("x/20261120.md", "", None),
    ],
)
def test_a_note_is_dated_by_its_property_else_by_its_name_and_a_contact_never(
    path: str, text: str, day: date | None
) -> None:
    assert facts(text, path).day == day


@pytest.mark.parametrize(
    "value", ["{{date}}", '"{{title}}"', "<% tp.date.now() %>", "[<% x %>]", "'{{VALUE}}'"]
)
def test_a_template_is_no_contact_and_has_no_problems(value: str) -> None:
    found = facts(f"---\ntype: person\nmet_on: {value}\ncadence: so so\n---\nx\n")
    assert (found.kind, found.contact, found.problems) == ("template", None, ())


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: person\naliases:\n  - {{title}}\n---\n",
        '---\ntype: person\naliases: ["{{title}}"]\n---\n',
        "---\ntype: person\nup: see <% tp.file.title %>\n---\n",
        "---\ntype: person\n---\n# <% tp.file.title %>\n",
        "---\ntype: person\n---\n# {{title}}\n",
    ],
)
def test_a_placeholder_at_the_usual_places_makes_a_template(text: str) -> None:
    assert facts(text).kind == "template"


TEMPLATE = "---\ntype: person\nmet_on: 1 May\nknows: '[[Bo]]'\n---\n- [ ] write 📅 2026-11-01\n## Log\n- 2026-11-01 [[Cy]]\n"


@pytest.mark.parametrize("named", ["Extras/Ada.md", "extras/ada", "/Extras/Ada.md", "./Extras/Ada.md"])
def test_a_template_that_the_settings_name_counts_only_by_its_links(named: str) -> None:
    rules = Rules(templates=TemplateRules(named))
    found = facts(TEMPLATE, "Extras/Ada.md", rules)
    assert [ref.target for ref in found.links] == ["Bo", "Cy"]
    assert found._replace(links=()) == Facts("Extras/Ada.md", "template", "Ada")
    assert facts(TEMPLATE, "Extras/Adam.md", rules).kind == "contact"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("Templates/Ada.md", "template"),
        ("99 Templates/people/Ada.md", "template"),
        ("_templates/Ada.md", "template"),
        ("Vorlagen/Ada.md", "template"),
        ("New Templates/Ada.md", "template"),
        ("contacts/Template - Person.md", "template"),
        ("contacts/@ TEMPLATE Person.md", "template"),
        ("contacts/person-template.md", "template"),
        ("contacts/Person (template).md", "template"),
        ("contacts/tpl_contact.md", "template"),
        ("contacts/Templeton.md", "contact"),
        ("contacts/Ada Template.md", "contact"),
        ("contacts/Tatum.md", "contact"),
        ("Contemplate/Ada.md", "contact"),
        ("Web Templates/Ada.md", "contact"),
    ],
)
def test_a_note_among_templates_or_named_as_one_is_a_template(path: str, kind: str) -> None:
    assert facts(TEMPLATE, path).kind == kind


def test_a_plain_note_among_templates_stays_plain() -> None:
    assert facts("- [ ] tidy up\n", "Templates/Notes.md").kind == "plain"


def test_a_macro_of_logseq_makes_no_template() -> None:
    assert facts("# {{video https://example.org}}\n").kind == "contact"
    assert facts("- {{embed [[Bo]]}}\n\t-\n").kind == "contact"


def test_braces_elsewhere_make_no_template() -> None:
    found = facts("---\nrole: says {{hello}}\n---\n{{name}}\n")
    assert (found.kind, found.contact and found.contact.role) == ("contact", "says {{hello}}")


def test_tags_of_the_body_count_too_each_once() -> None:
    assert facts("---\ntags: [a, '#b/c']\n---\n#a #d `#e`\n").tags == ("a", "b/c", "d")


def test_links_are_found_once_wherever_they_stand() -> None:
    found = facts(
        '---\norganization: "[[Engines]]"\nknows: "[[Bo]]"\nlogo: "![[a.png]]"\nsite: "[x](https://a.b)"\n'
        'since: "[[2026-11-20]]"\n---\nplace:: [[Hall]] and [[Cy]] on [[2026-11-21]]\n'
    )
    assert [(ref.target, ref.line) for ref in found.links if not ref.is_day] == [
        ("Engines", 2),
        ("Hall", 8),
        ("Cy", 8),
    ]
    assert [ref.target for ref in found.links if ref.is_day] == ["2026-11-21"]
    assert [ref.target for ref in found.people] == ["Bo"]


def test_a_day_by_the_vaults_own_format_is_a_day() -> None:
    rules = Rules(daily=DailyRules(format="%d.%m.%Y"))
    found = facts("---\nmet_on: '[[20.11.2026]]'\n---\n[[21.11.2026]] [[22.11]]\n", rules=rules)
    assert found.contact
    assert found.contact.met_on == date(2026, 11, 20)
    assert [ref.is_day for ref in found.links] == [True, False]
    assert facts("", "daily/20.11.2026.md", rules).day == date(2026, 11, 20)


# Contacts


@pytest.mark.parametrize("title", ["Ada Lovelace", "ada lovelace", "Countess", "The Countess of Lovelace"])
def test_a_title_that_is_the_notes_own_is_no_role(title: str) -> None:
    found = facts(f"---\nname: Countess\ntitle: {title}\n---\n# The Countess of Lovelace\n# Analyst\n")
    assert found.contact
    assert found.contact.role is None


def test_any_other_title_is_one() -> None:
    found = facts("---\ntitle: Analyst\n---\n# Ada\n")
    assert found.contact
    assert found.contact.role == "Analyst"


def test_a_careful_reading_of_private() -> None:
    found = facts("---\nprivate: maybe\n---\n")
    assert found.contact
    assert found.contact.private
    assert [p.code for p in found.problems] == ["yes-or-no-unknown"]


def test_what_a_log_line_says_is_not_said_of_the_contact() -> None:
    found = facts(
        "organization:: Engines\n## Log\n- 2026-11-01 tea [gave:: a hint] [role:: host] [tea:: green]\n"
    )
    assert found.contact
    assert (found.contact.organization, found.contact.role, found.other) == ("Engines", None, ())
    assert found.interactions[0].gave == ("a hint",)


def test_the_due_date_of_a_task_is_no_property_of_its_note() -> None:
    assert facts("- [ ] write [due:: 2026-12-04] [tea:: green]\n").other == ()


# Interactions


def test_an_interaction_reads_every_property() -> None:
    found = meeting(
        '---\nwith: ["[[Ada]]", Bo]\nchannel: call\ndirection: IN\nevent: "[[Fair]]"\nplace: Hall\ntopics: [a, b]\n'
        "gave: c\ngot: [d]\nasked: e\nthanked: f\nfollow_up: 2026-12-01 g\ngoal: '[[H]]'\n---\n"
    )
    (passed,) = found.interactions
    assert [ref.target for ref in passed.people] == ["Ada", "Bo"]
    assert (passed.channel, passed.direction, passed.event, passed.place) == ("call", "in", "Fair", "Hall")
    assert (passed.topics, passed.gave, passed.got, passed.asked) == (("a", "b"), ("c",), ("d",), ("e",))
    assert (passed.thanked, passed.follow_ups[0].text, passed.goals[0].target) == (("f",), "g", "H")
    assert (passed.form, passed.owner, passed.line) == ("note", False, 2)


@pytest.mark.parametrize(
    ("path", "text", "summary"),
    [
        ("interactions/2026-11-20 Tea.md", "", "Tea"),
        ("interactions/2026-11-20 Tea.md", "---\ntopics: [a, b]\n---\n", "a, b"),
        ("interactions/2026-11-20T12-47-58 - Tea at 5.md", "", "Tea at 5"),
        ("interactions/2026-11-20 1830 Tea.md", "", "Tea"),
        ("interactions/2026-11-20 3 cups.md", "", "3 cups"),
        ("interactions/2026-11-20.md", "\n> of [[Ada|her]] engine\n", "of her engine"),
        ("interactions/2026-11-20.md", "# Participants\n#a #b\nTags: #meeting #1x1\n- tea\n", "tea"),
        ("interactions/2026-11-20.md", "# Participants\n", ""),
        (
            "interactions/2026-11-20.md",
            "customer::Kiln\n**Place**:: shop\nThe mixer [gave:: a book]\n",
            "The mixer [gave:: a book]",
        ),
        ("interactions/0012-1.md", "---\ndate: 2026-11-20\n---\ntea\n", "tea"),
    ],
)
def test_what_it_was_about(path: str, text: str, summary: str) -> None:
    assert meeting(text, path).interactions[0].summary == summary


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("x", ["date-missing"]),
        ("---\ndate: soon\n---\n", ["date-invalid"]),
        ("---\ndate:\n---\n", ["date-missing"]),
    ],
)
def test_an_interaction_without_a_day_is_said_once_and_kept(text: str, codes: list[str]) -> None:
    found = meeting(text, "interactions/Tea.md")
    assert [p.code for p in found.problems] == codes
    assert [passed.day for passed in found.interactions] == [None]


def test_a_done_block_of_logseq_keeps_the_fields_of_its_interaction() -> None:
    (tea,) = facts(
        "- DONE tea with [[Ada]] #touch [gave:: a pointer]\n  id:: 5f\n", "journals/2026_11_20.md"
    ).interactions
    assert tea.gave == ("a pointer",)


@pytest.mark.parametrize(
    ("stem", "day", "summary"),
    [
        ("Sync 2026-11-01", date(2026, 11, 1), "Sync"),
        ("202611011030 Sync", date(2026, 11, 1), "Sync"),
        ("2026_11_01 Sync", date(2026, 11, 1), "Sync"),
        ("» 2026-11-01 Sync", date(2026, 11, 1), "Sync"),
        ("Sync (2026-11-01) Ada", date(2026, 11, 1), "Sync Ada"),
        ("25-11-2026 Sync", date(2026, 11, 25), "Sync"),
        ("2022-10-10_0937", date(2022, 10, 10), "Words"),
        ("2026-11-20 Plan for 2026-12-01", date(2026, 11, 20), "Plan for 2026-12-01"),
    ],
)
def test_a_meeting_is_dated_by_a_day_anywhere_in_its_name(stem: str, day: date, summary: str) -> None:
    found = meeting("Words\n", f"interactions/{stem}.md")
    assert (found.day, found.problems) == (day, ())
    assert [(one.day, one.summary) for one in found.interactions] == [(day, summary)]


def test_the_property_wins_over_the_name() -> None:
    assert meeting("---\ndate: 2026-11-02\n---\n", "interactions/Sync 01-11-2026.md").problems == ()
    assert meeting("---\ndate: 2026-11-02\n---\n", "interactions/Sync 2026-11-01.md").day == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("stem", "days"),
    [
        ("Sync 01-11-2026", "2026-01-11 or 2026-11-01"),
        ("Sync 2026-11-01 to 2026-11-03", "2026-11-01 or 2026-11-03"),
        ("2026-11-01 to 2026-11-03", "2026-11-01 or 2026-11-03"),
        ("2026-11-01 – 2026-11-03 Offsite", "2026-11-01 or 2026-11-03"),
    ],
)
def test_a_meeting_whose_name_has_several_days_has_a_problem_and_no_day(stem: str, days: str) -> None:
    found = meeting("Words", f"interactions/{stem}.md")
    assert found.day is None
    (fault,) = found.problems
    assert fault.code == "date-ambiguous"
    assert f"it could be {days}" in fault.message
    assert fault.hint == f"add the right one, such as `date: {days[:10]}`"


def test_a_day_that_a_name_begins_with_counts_beside_one_later_in_it() -> None:
    found = meeting("Words", "interactions/2026-11-01 Sync about 2026-12-01.md")
    assert (found.day, found.problems) == (date(2026, 11, 1), ())


def test_only_meetings_and_events_are_dated_by_a_day_later_in_their_name() -> None:
    assert facts("", "events/Fair 2026-11-01.md").day == date(2026, 11, 1)
    for path in ("contacts/Ada 2026-11-01.md", "notes/Plan 2026-11-01.md", "organizations/Fair 20261101.md"):
        assert (facts("x", path).day, facts("x", path).problems) == (None, ())


def test_a_link_in_a_comment_is_no_participant() -> None:
    (sync,) = meeting("## Attendees\n- [[Ada]]\n%%\n- [[Bob]]\n%%\n- <!-- [[Cy]] --> [[Dora]]\n").interactions
    assert [ref.target for ref in sync.people] == ["Ada", "Dora"]
