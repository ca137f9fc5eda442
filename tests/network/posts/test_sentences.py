"""How many of the drafts in two files the check judges as their writers do. The one file is never used to develop the check."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.posts.check import check_post
from plaintext_network.notes.note import parse
from tests.conftest import index_of
from tests.network.posts.writers import RULES, WRITERS


class Sample(NamedTuple):
    """A draft, its writer, and the rule that should find something in it; None if it is harmless."""

    writer: str
    rule: str | None
    text: str


class Score(NamedTuple):
    """Counts of drafts: with something to find, of these found at all and by the right rule; harmless, of these found."""

    ill: int
    found: int
    right: int
    harmless: int
    alarms: int

    @property
    def recall(self) -> float:
        return self.found / self.ill

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.alarms)


def samples(half: str) -> Iterator[Sample]:
    """Yield the drafts of `sentences_seen.txt` or `sentences_unseen.txt`."""
    writer = ""
    for line in Path(__file__).with_name(f"sentences_{half}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            writer = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            rule, _, text = line.partition(" | ")
            yield Sample(writer, None if rule == "-" else rule, text)


@cache
def index(writer: str) -> Index:
    return index_of(WRITERS[writer])


def rules_found(sample: Sample) -> set[str]:
    check = check_post(index(sample.writer), RULES.get(sample.writer, Rules()), parse(sample.text.encode()))
    return {finding.rule for finding in check.findings}


@cache
def score(half: str) -> Score:
    ill = found = right = harmless = alarms = 0
    for sample in samples(half):
        rules = rules_found(sample)
        if sample.rule is None:
            harmless += 1
            alarms += bool(rules)
        else:
            ill += 1
            found += bool(rules)
            right += sample.rule in rules
    return Score(ill, found, right, harmless, alarms)


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_the_drafts_are_many_and_half_of_them_harmless(half: str) -> None:
    counts = score(half)
    assert counts.ill + counts.harmless >= 190
    assert counts.harmless >= 0.35 * (counts.ill + counts.harmless)


@pytest.mark.parametrize(("half", "recall"), [("seen", 0.88), ("unseen", 0.75)])
def test_most_drafts_with_something_to_find_are_found(half: str, recall: float) -> None:
    assert score(half).recall >= recall, score(half)


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_few_harmless_drafts_are_found(half: str) -> None:
    assert score(half).precision >= 0.93, score(half)


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_what_is_found_is_found_by_the_right_rule(half: str) -> None:
    assert score(half).right >= 0.97 * score(half).found, score(half)


@pytest.mark.parametrize(
    "properties",
    [
        "role: Marketing manager",
        "role: Head of marketing",
        "role: Marketer",
        "role: CMO",
        "role: Chief Marketing Officer at Acme",
        "role: VP, Marketing",
        "headline: Marketing person for small firms",
        "industry: marketing",
        "interests: [marketing]",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "Marketing is the worst business there is.",
        "The worst business there is: marketing.",
        "The worst business in the world is marketing.",
        "I hate marketing.",
        "Marketing is a racket.",
        "Why did I ever go into marketing?",
        "MARKETING IS THE WORST BUSINESS THERE IS",
    ],
)
def test_a_writer_is_warned_before_they_curse_their_field(properties: str, text: str) -> None:
    found = check_post(
        index_of({"me.md": f"---\ntype: me\n{properties}\n---\n"}), Rules(), parse(text.encode())
    )
    assert [finding.rule for finding in found.findings] == ["field-ill"]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("Staff nurse", "Nurses are liars."),
        ("Marketing manager", "Marketers are liars."),
        ("Head of marketing", "Most marketers are idiots."),
        ("Software engineer", "Engineers are arrogant."),
        ("Maths teacher", "Teaching is a scam."),
        ("Lecturer in history", "Historians are cowards."),
        ("Accountant", "Accountancy is a racket."),
        ("Translator", "Translation is a racket."),
        ("Solicitor", "Lawyers are crooks."),
        ("Journalist", "Journalism is dishonest."),
        ("Photographer", "Photographers are thieves."),
    ],
)
def test_the_people_of_a_field_are_known_by_its_name(role: str, text: str) -> None:
    found = check_post(
        index_of({"me.md": f"---\ntype: me\nrole: {role}\n---\n"}), Rules(), parse(text.encode())
    )
    assert [finding.rule for finding in found.findings] == ["field-ill"]


@pytest.mark.parametrize("text", ["Marketing is the worst business there is.", "Nurses are liars."])
def test_another_field_may_be_cursed(text: str) -> None:
    found = check_post(
        index_of({"me.md": "---\ntype: me\nrole: Baker\n---\n"}), Rules(), parse(text.encode())
    )
    assert found.findings == ()
