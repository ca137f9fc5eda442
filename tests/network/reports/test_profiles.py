"""Profiles that agree, and those that do not."""

from collections.abc import Mapping

import pytest

from plaintext_network.model.language.equivalence import Synonyms, address_key
from plaintext_network.model.note.rules import ProfileRules, Rules
from plaintext_network.network.reports.profiles.profiles import Disagreement, Profile, profiles
from tests.conftest import view_of

ME = """---
type: me
name: Ines Havnevik
aliases: [Ines]
headline: Rooms for listening
role: Senior Engineer
organization: "[[Finch & Tarrow Acoustics]]"
location: Bristol
links:
  - https://example.org/ines
  - https://social.example.org/@ines
---
"""
FINCH = "---\naliases: [Finch & Tarrow, F&T]\n---\n"
NOTES = {
    "me.md": ME,
    "organizations/Finch & Tarrow Acoustics.md": FINCH,
    "organizations/Pennine Sound Bureau.md": "---\naliases: [Pennine]\n---\n",
}


def page(front: str, me: str = ME, rules: Rules | None = None) -> Profile:
    notes = {**NOTES, "me.md": me, "profiles/Page.md": f"---\n{front}\n---\n"}
    return profiles(view_of(notes, rules)).profiles[0]


def told(front: str, me: str = ME, rules: Rules | None = None) -> list[tuple[str, str]]:
    return [(each.property, each.text) for each in page(front, me, rules).disagreements]


def lines_of(notes: Mapping[str, str], each: Disagreement) -> list[str]:
    """Return the lines that a disagreement names."""
    sources = [source for source in (each.source, each.other_source) if source]
    parts = [source.rpartition(":") for source in sources]
    return [notes[path].splitlines()[int(line) - 1] for path, _, line in parts]


@pytest.mark.parametrize(
    "front",
    [
        "name: INES  HAVNEVIK",
        "name: Dr. Ines Havnevik",
        "name: Ines",
        "role: Sr. Eng.",
        "role: Senior  engineer (2021 - present)",
        "organization: F&T",
        "organization: Finch and Tarrow Acoustics Ltd.",
        "organization: The Finch & Tarrow Acoustics",
        "location: Bristol, UK",
        "location: BRISTOL",
        "headline: rooms for listening!",
        "links: [http://www.EXAMPLE.org/ines/, social.example.org/@ines]",
        "offers: [an hour]",
        "channel: LinkedIn",
    ],
)
def test_what_says_the_same_agrees(front: str) -> None:
    assert told(front) == []


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("name: Agnes Havnevik", "name: “Agnes Havnevik”; your own note says “Ines Havnevik”"),
        ("role: Engineer", "role: “Engineer”; your own note says “Senior Engineer”"),
        ("location: Leeds", "location: “Leeds”; your own note says “Bristol”"),
        (
            "organization: Pennine",
            "organization: “Pennine”; your own note says “Finch & Tarrow Acoustics”",
        ),
    ],
)
def test_what_says_otherwise_is_told_with_both_places(front: str, text: str) -> None:
    (each,) = page(front).disagreements
    assert each.text == text
    notes = {**NOTES, "profiles/Page.md": f"---\n{front}\n---\n"}
    theirs, ours = lines_of(notes, each)
    assert each.says in theirs
    assert each.other_says is not None
    assert each.other_says in ours


def test_a_headline_that_names_another_organization_is_told_so() -> None:
    assert told("headline: Engineer at the Pennine Sound Bureau")[1] == (
        "headline",
        "headline says “Pennine Sound Bureau”; your own note says “Finch & Tarrow Acoustics”",
    )
    assert told("headline: Senior engineer at Finch & Tarrow, ex-Pennine") == []


def test_links_are_compared_address_by_address() -> None:
    assert told(
        "url: https://social.example.org/@ines\nlinks: [https://example.org/ines, https://old.example.org]"
    ) == [("links", "links: https://old.example.org is not among those of your own note")]
    assert told("links: https://example.org/ines") == [
        ("links", "links: https://social.example.org/@ines from your own note is missing")
    ]


def test_the_vaults_own_synonyms_agree() -> None:
    rules = Rules(profile=ProfileRules(synonyms=(("Bristol", "Brizzle"),)))
    assert told("location: Brizzle", rules=rules) == []
    assert len(told("location: Brizzle")) == 1


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("role: Senior Engineer (2019–2023)", "role says “(2019–2023)”, which ended in 2023"),
        ("role: Senior Engineer until 2024", "role says “until 2024”, which ended in 2024"),
        (
            "role: Baker, 2021 - present",
            "role says “2021 - present”, but your own note says “Senior Engineer”",
        ),
    ],
)
def test_a_period_that_is_over_is_told(front: str, said: str) -> None:
    assert ("period", said) in told(front)


@pytest.mark.parametrize("role", ["since 2023", "2021 - present", "2021–2026"])
def test_a_period_that_goes_on_is_fine(role: str) -> None:
    assert told(f"role: Senior Engineer {role}") == []


class TestReviewed:
    @pytest.mark.parametrize(
        ("reviewed", "days", "again", "said"),
        [
            ("2026-11-24", 0, False, "reviewed on 2026-11-24, today"),
            ("2026-05-25", 183, False, "reviewed on 2026-05-25, 5 months ago"),
            ("2026-05-24", 184, True, "reviewed on 2026-05-24, 6 months ago; worth another review"),
        ],
    )
    def test_how_long_ago_it_was(self, reviewed: str, days: int, again: bool, said: str) -> None:
        found = page(f"reviewed: {reviewed}")
        assert (found.days, found.look_again, found.remarks[0].text) == (days, again, said)

    @pytest.mark.parametrize(
        ("front", "said"),
        [
            ("channel: web", "it does not say when you last looked it over"),
            ("reviewed: 2027-01-01", "reviewed: “2027-01-01” is still to come"),
            ("reviewed: lately", "reviewed: “lately” is no day"),
        ],
    )
    def test_a_day_that_tells_nothing_is_said(self, front: str, said: str) -> None:
        found = page(front)
        assert (found.reviewed, found.days, found.remarks[0].text) == (None, None, said)


def test_where_your_own_note_is_silent_profiles_are_compared_with_each_other() -> None:
    notes = {
        "me.md": "---\ntype: me\nrole: Engineer\n---\n",
        "profiles/A.md": "---\nlocation: Leeds\n---\n",
        "profiles/B.md": "---\nlocation: Bristol\n---\n",
        "profiles/C.md": "---\nlocation: Leeds, UK\nname: Ines\n---\n",
    }
    found = profiles(view_of(notes))
    assert [(p.name, [d.text for d in p.disagreements]) for p in found.profiles] == [
        ("A", []),
        ("B", ["location: “Bristol”; A says “Leeds”"]),
        ("C", []),
    ]


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({}, "no note here says who you are"),
        ({"me.md": "---\ntype: me\n---\n"}, "your own note says nothing yet"),
        (
            {"a.md": "---\ntype: me\nname: A\n---\n", "b.md": "---\ntype: me\n---\n"},
            "2 notes say who you are; a.md",
        ),
    ],
)
def test_none_an_empty_or_two_notes_of_your_own(notes: Mapping[str, str], said: str) -> None:
    found = profiles(view_of({**notes, "profiles/P.md": "---\nrole: Cook\n---\n"}))
    assert found.remarks[0].text.startswith(said)
    assert found.profiles[0].disagreements == ()


def test_a_profile_is_found_by_channel_name_path_or_a_part() -> None:
    notes = {"profiles/LinkedIn.md": "", "profiles/Page.md": "---\nchannel: website\n---\n"}
    found = profiles(view_of(notes))
    for asked, names in (
        ("linkedin", ["LinkedIn"]),
        ("Website", ["Page"]),
        ("profiles/Page.md", ["Page"]),
        ("[[Page]]", ["Page"]),
        ("linke", ["LinkedIn"]),
        ("nobody", []),
    ):
        assert [p.name for p in found.called(asked)] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("VP Sales", "Vice President, Sales", True),
        ("Co-Founder", "cofounder", True),
        ("C++ developer", "C# dev", False),
        ("U.K.", "United Kingdom", True),
        ("St. Odulf's", "Saint Odulfs", True),
        ("Łódź", "lodz", True),
        ("🎵", "🎶", False),
    ],
)
def test_texts_that_say_the_same(one: str, other: str, same: bool) -> None:
    synonyms = Synonyms.of(())
    assert (synonyms.key(one) == synonyms.key(other)) is same


def test_an_address_is_one_however_it_is_written() -> None:
    spellings = ("https://www.Example.org/Ada/", "http://example.org/Ada", "example.org/Ada")
    assert {address_key(url) for url in spellings} == {"example.org/Ada"}
