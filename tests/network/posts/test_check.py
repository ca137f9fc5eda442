"""Drafts against their audience: what is found, what is not, and what is allowed."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.model.language.phrases import matches_glob
from plaintext_network.model.note.post_rules import RULES
from plaintext_network.model.note.rules import AudienceRules, PostRules, Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.posts.check import PostCheck, PostFinding, check_post
from plaintext_network.notes.note import parse
from tests.conftest import index_of

NOTES = {
    "Ines.md": """---
type: me
name: Ines Havnevik
headline: Acoustic engineer for rooms where people have to listen
role: Senior acoustic consultant
organization: "[[Finch & Tarrow Acoustics]]"
---
""",
    "organizations/Finch & Tarrow Acoustics.md": "---\naliases: [Finch & Tarrow, F&T]\nindustry: acoustic consulting\n---\n",
    "organizations/Lantern Row Architects.md": "---\naliases: [Lantern Row]\n---\n",
    "contacts/Bob Smith.md": "---\naliases: [Bobby]\n---\n",
    "contacts/Dafydd Prosser-Quill.md": "",
    "contacts/Priya Holtby.md": "---\naliases: [Priya]\n---\n",
    "contacts/Helena Marić-Boyd.md": "---\nprivate: true\naliases: [Nell]\nemails: [helena@example.org]\n---\n",
    "contacts/田中 さくら.md": "---\nprivate: true\n---\n",
}
INDEX = index_of(NOTES)


def checked(text: str, *audience: str, rules: Rules | None = None, index: Index = INDEX) -> PostCheck:
    return check_post(index, rules or Rules(), parse(text.encode("utf-8", "replace")), "draft.md", audience)


def found(text: str, *audience: str, rules: Rules | None = None) -> list[tuple[str, str]]:
    """Return the rule and the text of each finding, for professional readers if no others are given."""
    return [(f.rule, f.text) for f in checked(text, *(audience or ("professional",)), rules=rules).findings]


def circles(**tables: AudienceRules) -> Rules:
    return Rules(post=PostRules(circles=tuple(tables.items())))


HARMLESS = """
Two hundred and ten children in one dining hall make eighty-four decibels. They are not rude.
Not bad, said my boss when the panel went up.
Dafydd Prosser-Quill helped us replace a useless panel.
The noise was terrible before our client hung panels.
We failed twice before my colleagues found the error.
No question is stupid, my manager says.
Bad acoustics make patients ill. We measured three wards of a cancer clinic.
I was in a cancer ward to measure reverberation.
I love this room, and I love my job.
Our clients were stuck with a terrible echo; we fixed it.
Thank you, Bob Smith, for an hour of patience. My worst mistake became a lesson.
Our team looks for an engineer. Salary from 40,000.
Finch & Tarrow Acoustics is ten years old today. Not a bad run.
The health of teachers depends on quiet rooms; mental health too.
What is wrong with open-plan offices? Our industry knows the answer.
Tired of noisy classrooms? Our team at Finch & Tarrow can help.
How to avoid the mistakes my clients make.
We keep conversations confidential: speech privacy in surgeries.
Acoustic consultants are lucky people: we are paid to listen.
My daughter asked why rooms echo.
The distance between us and the loudspeaker was three metres.
My trial period is over and I have good news.
Bob Smith is not the problem; the ceiling is.
The old system was a mess until Dafydd and my team sorted it out.
My boss is nothing but kind.
My doctor friends tell me that wards are loud.
"""


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
@pytest.mark.parametrize("readers", ["professional", "everybody", "friends"])
def test_a_harmless_text_is_left_alone(text: str, readers: str) -> None:
    assert found(text, readers) == []


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("Acoustic consultants are overpaid and lazy.", "field-ill", "overpaid"),
        ("This industry is full of liars.", "field-ill", "full of liars"),
        ("I'm so tired of our industry.", "field-ill", "tired of"),
        ("Consultants are charlatans.", "field-ill", "charlatans"),
        ("My boss is an idiot.", "employer-ill", "idiot"),
        ("Our company is a complete disaster.", "employer-ill", "disaster"),
        ("I hate my job.", "employer-ill", "hate"),
        ("F&T treats people badly.", "employer-ill", "treats people badly"),
        ("Working at Finch & Tarrow is boring.", "employer-ill", "boring"),
        ("My terrible new boss shouted again.", "employer-ill", "terrible"),
        ("My manager is not competent.", "employer-ill", "not competent"),
        ("Bob Smith was rude and useless.", "person-ill", "rude"),
        ("Bob lied to all of us.", "person-ill", "lied"),
        ("Working with Dafydd has been a nightmare.", "person-ill", "nightmare"),
        ("[[Bob Smith|He]] is a crook.", "person-ill", "crook"),
        ("Never work with Bob Smith.", "person-ill", "Never work with"),
        ("Dinner with Helena Marić-Boyd.", "private-named", "Helena Marić-Boyd"),
        ("Dinner with Nell.", "private-named", "Nell"),
        ("[[Helena Marić-Boyd|A friend]] said so.", "private-named", "[[Helena Marić-Boyd|A friend]]"),
        ("Write to helena@example.org today.", "private-named", "helena@example.org"),
        ("田中さくらと会った。", "private-named", "田中さくら"),
        ("I was hungover all of Monday.", "personal", "hungover"),
        ("My divorce came through.", "personal", "divorce"),
        ("My depression came back this spring.", "personal", "depression"),
        ("My mother's cancer is back.", "personal", "cancer"),
        ("I am in debt up to my ears.", "personal", "debt"),
        ("Don't tell anyone, but we won.", "secret", "Don't tell anyone"),
        ("Between us, it is won.", "secret", "Between us"),
    ],
)
def test_what_should_not_go_out_is_found(text: str, rule: str, said: str) -> None:
    assert found(text) == [(rule, said)]


def test_a_finding_has_its_place_in_the_file_front_matter_counted() -> None:
    text = "---\naudience: professional\n---\nHello,\n\tMy boss is an *idiot*.\n"
    (finding,) = checked(text).findings
    assert (finding.path, finding.line, finding.column, finding.width) == ("draft.md", 5, 17, 5)
    assert text.splitlines()[finding.line - 1][finding.column - 1 :].startswith("idiot")
    assert finding.reason == "“idiot” is said in one breath with “My boss”"
    assert 'allow: ["employer-ill: My boss"]' in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "`My boss is an idiot.`",
        "```\nMy boss is an idiot.\n```\n",
        "My boss, see https://example.org/idiot-boss",
        "[my boss](https://example.org/idiot)",
        "<!-- my boss is an idiot -->\n\nGood morning.",
        "My boss is kind. Echo is an idiot.",
    ],
)
def test_code_addresses_comments_and_other_sentences_do_not_count(text: str) -> None:
    assert found(text) == []


def test_what_is_shown_of_a_link_and_html_are_text() -> None:
    assert found("[[notes/x|My boss is an idiot]]") == [("employer-ill", "idiot")]
    assert found("<p>\nMy boss is an idiot.\n</p>\n") == [("employer-ill", "idiot")]


class TestTheAudience:
    def test_the_draft_declares_it_and_who_asks_overrides_it(self) -> None:
        text = "---\naudience: [friends, choir]\n---\nI was hungover all of Monday.\n"
        assert checked(text).audience == ("friends", "choir")
        assert checked(text).findings == ()
        assert [f.rule for f in checked(text, "clients").findings] == ["personal"]

    def test_without_one_everybody_reads_it(self) -> None:
        answer = checked("I was hungover.\n")
        assert (answer.declared, answer.audience) == (False, ())
        assert [f.rule for f in answer.findings] == ["personal"]
        assert checked("hello", "Public").declared

    def test_the_settings_say_which_circle_is_professional(self) -> None:
        rules = circles(friends=AudienceRules(professional=True), clients=AudienceRules(professional=False))
        assert found("I was hungover.", "friends", rules=rules)
        assert not found("I was hungover.", "clients", rules=rules)

    def test_a_private_person_is_protected_from_friends_too(self) -> None:
        assert found("Tea with Helena Marić-Boyd", "friends") == [("private-named", "Helena Marić-Boyd")]

    def test_front_matter_that_cannot_be_read_declares_nothing(self) -> None:
        answer = checked("---\naudience: [friends\n---\nI was hungover.\n")
        assert not answer.declared
        assert answer.remarks


class TestTheRulesOfACircle:
    RULES = circles(
        clients=AudienceRules(
            avoid=("salar*", "fire sale", "merger"), not_named=("Lantern Row Architects", "Bob Smith")
        ),
        friends=AudienceRules(keeps=("house move", "health")),
    )

    @pytest.mark.parametrize("text", ["The salaries rose", "A FIRE   sale!", "Three mergers", "salary"])
    def test_words_are_avoided_in_their_common_forms(self, text: str) -> None:
        assert [rule for rule, _ in found(text, "clients", rules=self.RULES)] == ["avoid"]

    @pytest.mark.parametrize("text", ["a salad", "fire. Sale", "emerge", "fireside"])
    def test_parts_of_words_are_not_avoided(self, text: str) -> None:
        assert found(text, "clients", rules=self.RULES) == []

    @pytest.mark.parametrize(
        "text",
        ["We work with lantern row", "Bobby came", "[[Bob Smith]]", "for [[Lantern Row Architects|them]]"],
    )
    def test_whom_the_circle_lists_is_not_named_whatever_the_name(self, text: str) -> None:
        assert [rule for rule, _ in found(text, "clients", rules=self.RULES)] == ["do-not-name"]
        assert found(text, "choir", rules=self.RULES) == []

    def test_everybody_has_the_rules_of_every_circle(self) -> None:
        assert found("the merger", "public", rules=self.RULES) == [("avoid", "merger")]

    def test_a_topic_stays_with_the_circle_that_keeps_it(self) -> None:
        assert found("Our house moves on", "friends", rules=self.RULES) == []
        assert found("The house move", "friends", rules=self.RULES) == []
        assert found("The house move", "friends", "choir", rules=self.RULES) == [("kept-topic", "house move")]

    def test_a_topic_of_our_own_lists_brings_their_words(self) -> None:
        assert found("My depression is back", "choir", rules=self.RULES) == [("kept-topic", "depression")]

    def test_a_hostile_pattern_takes_no_time(self) -> None:
        rules = circles(clients=AudienceRules(avoid=("*a" * 60 + "b",)))
        assert found("a" * 20_000, "clients", rules=rules) == []


class TestWhatIsAllowed:
    @pytest.mark.parametrize("allow", ["[employer-ill]", '["Employer ill: my boss"]', "employer-ill"])
    def test_the_draft_allows_a_rule_or_what_it_is_about(self, allow: str) -> None:
        assert found(f"---\nallow: {allow}\n---\nMy boss is an idiot.\n") == []

    def test_another_one_is_still_found(self) -> None:
        text = '---\nallow: ["person-ill: Bob"]\n---\nBob lied. Dafydd lied.\n'
        assert [f.line for f in checked(text, "friends").findings] == [4]

    def test_the_settings_allow(self) -> None:
        rules = Rules(post=PostRules(allow=("personal",)))
        assert found("I was hungover.", rules=rules) == []

    def test_the_hint_allows_what_it_says(self) -> None:
        for line in ("My boss is an idiot.", "Bob lied.", "I was hungover.", "Dinner with Nell."):
            (finding,) = checked(line, "professional").findings
            allow = (
                finding.hint.partition("allow: ")[2].partition("allow: ")[2]
                or finding.hint.rpartition("allow: ")[2]
            )
            assert found(f"---\nallow: {allow}\n---\n{line}\n") == []

    def test_a_word_that_is_no_rule_is_told(self) -> None:
        (remark,) = checked("---\nallow: everything\n---\n").remarks
        assert "everything" in remark
        assert all(rule in remark for rule in RULES)


@pytest.mark.parametrize("notes", [{}, {"me.md": "---\ntype: me\n---\n"}, {"contacts/A.md": ""}])
def test_any_vault_will_do(notes: Mapping[str, str]) -> None:
    answer = checked("My boss is an idiot. A was here.", "clients", index=index_of(notes))
    assert [f.rule for f in answer.findings] == ["employer-ill"]


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in checked(text).findings:
        assert isinstance(finding, PostFinding)
        assert 1 <= finding.line <= len(lines)


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_a_star_stands_for_any_letters(glob: str, word: str) -> None:
    import re

    assert matches_glob(word, glob) == bool(re.fullmatch(re.sub(r"\*+", ".*", glob), word))


@pytest.mark.parametrize(
    "text",
    [
        "Dinner with Jonas was a joy.",
        "[him](contacts/Jonas%20Mise.md) came.",
        "[him](../contacts/Jonas%20Mise.md) came.",
    ],
)
def test_a_private_friend_is_known_by_the_first_name_and_by_a_link(text: str) -> None:
    index = index_of({"contacts/Jonas Mise.md": "---\nprivate: true\n---\n", "contacts/Bo Ek.md": ""})
    found = check_post(index, Rules(), parse(text.encode()), "-", ("friends",))
    assert [finding.rule for finding in found.findings] == ["private-named"]


def test_without_a_note_about_the_writer_the_answer_says_what_was_not_checked() -> None:
    contacts = index_of({path: text for path, text in NOTES.items() if path != "Ines.md"})
    answer = checked("Acoustics is a fraud.", index=contacts)
    assert answer.findings == ()
    assert answer.remarks == (
        "no note about you: your field and your employer's name were not checked; add a note with `type: me`",
    )
    assert checked("Mein Chef ist ein Idiot, und das ist alles.", index=contacts).remarks == (
        "looks like German: checked names, contact details and your own lists only",
    )
    assert checked("Acoustics is a fraud.").remarks == ()
