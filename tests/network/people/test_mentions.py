"""Who a text names, and who is not guessed at."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.mentions import NameFinder, NameMatch
from plaintext_network.network.people.unknown_names import unknown_names
from tests.conftest import index_of
from tests.read_cases import cases, lines, quoted

ADA = "contacts/Ada Lovelace.md"
NOTES = {
    ADA: "---\naliases: [Countess]\nemails: [ada@example.org]\n---\n",
    "contacts/Ada King Noel.md": "",
    "contacts/Charles Babbage.md": "",
    "contacts/Grace Hopper.md": "",
    "contacts/Will Byers.md": "",
    "contacts/May Chen.md": "",
    "contacts/zoe.md": "---\nname: Zoë Brandvold\n---\n",
    "contacts/Łukasz Wierzba.md": "",
    "contacts/田中 さくら.md": "",
    "contacts/हिन्दी नाम.md": "",
    "contacts/Adaeze Nwosu-Park.md": "",
    "contacts/Pat O'Brien.md": "",
    "contacts/Noor van Hashem.md": "",
    "contacts/Bo.md": "",
    "contacts/Sam One.md": "---\nname: Sam Same\n---\n",
    "contacts/Sam Two.md": "---\nname: Sam Same\naliases: [Art]\n---\n",
}
PEOPLE = [contact_names(facts) for facts in index_of(NOTES).notes.values()]
SPOTTER = NameFinder(PEOPLE)
WORDS = [
    "Ada", "ada", "Lovelace", "Ada Lovelace", "King", "Charles", "Grace", "grace", "Will", "will", "May 5", "Bo", "Zoe\u0308",
    "[[Ada Lovelace]]", "[[", "]]", "[[Nobody|x]]", "ada@example.org", "with", "and", ",", ".", ":", "'s", "-", "\n", "\x00",
    "½", "ﬁ", "İ", "\u0301", "\u200d", "🎉", "שלום", "田中", "हिन्दी", "`", "https://a.b/Ada",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=20).map(" ".join) | st.text()


def named(text: str) -> list[tuple[str, str]]:
    """Return what was spotted with the file stems of those meant."""
    return [
        (each.typed, " | ".join(path.rpartition("/")[2].removesuffix(".md") for path in each.paths))
        for each in SPOTTER.find(text)
    ]


@pytest.mark.parametrize(("text", "expected"), cases("mentions/named.txt"))
def test_who_is_named(text: str, expected: str) -> None:
    assert lines(f"{quoted(typed)}: {people or 'nobody'}" for typed, people in named(text)) == expected


def test_a_first_name_is_open_where_somebody_is_called_so_and_another_was_just_named() -> None:
    people = [contact_names(facts) for facts in index_of({"contacts/Ada.md": "", ADA: ""}).notes.values()]
    assert [each.paths for each in NameFinder(people).find("Ada")] == [("contacts/Ada.md",)]
    assert NameFinder(people).find("Ada Lovelace and Ada")[1].paths == (
        "contacts/Ada Lovelace.md",
        "contacts/Ada.md",
    )


def test_the_same_accents_come_first() -> None:
    people = [
        contact_names(facts)
        for facts in index_of({"contacts/Zoe.md": "", "contacts/Zoë.md": ""}).notes.values()
    ]
    found = NameFinder(people).find("Zoe, Zoë, " + normalize("NFD", "zoë") + ", Zöe")
    assert [each.paths for each in found] == [
        ("contacts/Zoe.md",),
        ("contacts/Zoë.md",),
        ("contacts/Zoë.md",),
        ("contacts/Zoe.md", "contacts/Zoë.md"),
    ]


@pytest.mark.parametrize(
    ("link", "typed", "paths"),
    [
        ("[[Ada Lovelace]]", "Ada Lovelace", (ADA,)),
        ("[[ada lovelace|her]]", "ada lovelace", (ADA,)),
        ("[[contacts/Ada Lovelace.md#Log|her]]", "contacts/Ada Lovelace.md#Log", (ADA,)),
        ("[[Countess]]", "Countess", (ADA,)),
        ("[[Sam Same]]", "Sam Same", ("contacts/Sam One.md", "contacts/Sam Two.md")),
        ("[[people/Ada Lovelace]]", "people/Ada Lovelace", ()),
        ("[[Nobody]]", "Nobody", ()),
        ("[[Ada]]", "Ada", ()),
        ("[[]]", "", ()),
    ],
)
def test_a_link_leads_to_whoever_goes_by_its_target(link: str, typed: str, paths: tuple[str, ...]) -> None:
    assert SPOTTER.find(f"x {link} y") == (NameMatch(2, 2 + len(link), typed, paths, link=True),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("coffee with Bo, Tom Jones and Sue", ("Tom Jones", "Sue")),
        ("coffee with Ada Byron's team", ("Ada Byron",)),
        ("coffee with Dr. Who and Ludwig van Beethoven, yesterday", ("Who", "Ludwig van Beethoven")),
        ("coffee with [[Nobody]] and Tom; lunch with Tom", ("Tom",)),
        ("coffee with friends, Tom", ()),
        ("coffee with Bo at the Blue Door", ()),
        ("coffee with Bo on Friday, with Friday", ()),
        ("Tom came", ()),
        ("with", ()),
    ],
)
def test_names_in_a_list_that_nobody_goes_by(text: str, names: tuple[str, ...]) -> None:
    assert tuple(each.typed for each in unknown_names(text, SPOTTER.find(text), ())) == names


@given(TEXTS)
def test_what_is_spotted_stands_in_the_text(text: str) -> None:
    found = SPOTTER.find(text)
    last = 0
    for each in found:
        assert last <= each.start < each.end <= len(text)
        assert each.typed in text[each.start : each.end]
        assert each.paths or each.link
        assert list(each.paths) == sorted(set(each.paths))
        last = each.end
    for name, *_ in unknown_names(text, found, ()):
        assert name in text


# Letters that fold to a sign, as ʹ does, or to a letter and a sign, are left out: a name ends before an apostrophe.
SIGNS = "".join(
    letter for letter in map(chr, range(0x300)) if letter.isalpha() and not fold(letter).isalnum()
)
NAMES = st.lists(
    st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x2FF, exclude_characters=SIGNS), min_size=2, max_size=8), min_size=2, max_size=4
).map(" ".join)  # fmt: skip


@given(
    NAMES,
    st.lists(NAMES, max_size=5),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["", "'s", ".", ","]),
)
def test_a_whole_name_is_always_found(name: str, others: list[str], form: str, after: str) -> None:
    people = [
        (f"{number}.md", who, (), (name_key(who),), (fold(who),)) for number, who in enumerate([name, *others])
    ]  # fmt: skip
    text = normalize(form, f"x {name}{after} x")  # type: ignore[arg-type]
    found = NameFinder(people).find(text)
    assert any(each.start == 2 and "0.md" in each.paths for each in found)


@given(TEXTS)
def test_nobody_is_spotted_where_nobody_is_known(text: str) -> None:
    assert all(each.link and not each.paths for each in NameFinder([]).find(text))


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "Ada ", "ada, ", "with Ada, ", "with ", "With With ", "Ada Byron ", "Byron Lovelace ", "[[Ada]] ", "[[", "é", "\u0301", "-", "'", "@",
     "will ", "Will, ", "May ", "\n", "हिन्दी"],
)  # fmt: skip
def test_a_long_text_is_read_in_one_go(piece: str) -> None:
    # A search that grew with the square of the length would not come back.
    text = "with " + piece * 20_000
    unknown_names(text, SPOTTER.find(text), ())


def test_a_name_that_thousands_share_is_read_in_one_go() -> None:
    people = [
        (f"{number}.md", f"Ada Number{number}", (), (f"ada number{number}",), (f"ada number{number}",))
        for number in range(10_000)
    ]
    found = NameFinder(people).find("Ada, " * 2_000 + "Ada Number7 and Ada")
    assert len(found[0].paths) == 10_000
    assert [each.paths for each in found[-2:]] == [("7.md",), ("7.md",)]
