"""A title becomes a file's name that every system takes, and that nothing takes for something else."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.errors import NameInvalid
from plaintext_network.model.edits.file_names import (
    MAX_BYTES,
    MAX_CHARACTERS,
    file_stem,
    free_stem,
    is_name_taken,
)
from plaintext_network.model.note.kinds.conflict_copies import copy_of, maybe_copy_of
from plaintext_network.model.note.kinds.kind_rules import is_plain_by_name
from tests.read_cases import read_cases

FORBIDDEN = re.compile(
    r'[/\\:*?"<>|#^\[\]]|%%'
    "|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0010fffe\U0010ffff]"
)
DEVICES = ["con", "PRN", "Aux", "NUL", "COM0", "com9", "LPT1", "lpt²", "COM¹", "CONIN$", "conout$"]
PIECES = st.sampled_from(
    [
        *DEVICES, *'/\\:*?"<>|#^[]%.-+~_$@ ', ".md", ".TMP", ".icloud", "README", "index", " note", " (", ")", "case conflict", "'s conflicted copy",
        ".sync-conflict-20261124-101010-ABCDEF7", " 2", "\n", "\u200e", "\u200f", "\u200c", "\u200d", "\u202e", "\ufeff", "\x00", "\ud800",
        "\uffff", "e\u0301", "\u0301", "é", "שלמה", "می\u200cرم", "👩‍💻", "🇩🇪", "x" * 90, "é" * 60, "👨‍👩‍👧" * 9,
    ]
)  # fmt: skip
TITLES = st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join), st.text(st.characters()))


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \n\t Lovelace ", "Ada Lovelace"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("Zoe\u0308", "Zoë"),
        ("李小龍", "李小龍"),
        ("می\u200cرم", "می\u200cرم"),
        ("\u200fשלמה\u200e", "\u200fשלמה\u200e"),
        ("👩‍💻 Ada", "👩‍💻 Ada"),
        ("@ada", "@ada"),
        ("a/b", "a-b"),
        ("AC / DC", "AC - DC"),
        ("Re: hello", "Re - hello"),
        ("Coffee 12:30", "Coffee 12-30"),
        ("https://example.org/ada", "https-example.org-ada"),
        ("Note:", "Note"),
        ("/etc/passwd", "etc-passwd"),
        ("../../Ada", "Ada"),
        ("C:\\Ada", "C-Ada"),
        ("M*A*S*H?", "MASH"),
        ('Ada "Countess" Lovelace', "Ada Countess Lovelace"),
        ("Ada <ada@example.org>", "Ada ada@example.org"),
        ("[[Ada#Log^1]]", "Ada Log 1"),
        ("100%% sure", "100 sure"),
        ("100% sure", "100% sure"),
        ("-rf", "rf"),
        ("+c :!date", "c - !date"),
        (".git", "git"),
        ("~/x", "x"),
        ("__init__", "init__"),
        ("$HOME", "HOME"),
        ("\u200e.hidden", "hidden"),
        ("Ada...", "Ada"),
        ("Ada. \u200e", "Ada"),
        ("ada\u202egnp", "adagnp"),
        ("Ada\x00\x1b[31m", "Ada 31m"),
        ("Ada.md", "Ada"),
        ("Ada.tmp.MD", "Ada"),
        (".Ada.md.icloud", "Ada"),
        ("CON", "CON note"),
        ("con.txt", "con note.txt"),
        ("COM¹ .x", "COM¹ note.x"),
        ("LPT0", "LPT0 note"),
        ("conin$", "conin$ note"),
        ("COM10", "COM10"),
        ("Console", "Console"),
        # A note called so would be a plain one.
        ("README", "README note"),
        ("Index", "Index note"),
        # A note called so would be a conflict copy.
        ("Ada (Bob's conflicted copy 2026-11-24)", "Ada (Bob's conflicted copy 2026-11-24) note"),
        ("Smith v. Jones (Conflict of Laws)", "Smith v. Jones (Conflict of Laws)"),
        ("caf\udce9", "caf"),
    ],
)
def test_what_a_title_is_called_on_disk(title: str, stem: str) -> None:
    assert file_stem(title) == stem


@pytest.mark.parametrize("title", ["", "   ", "...", "-", "???", "[]", "\u200e\u200d", "\x00", "\ud800", "\u0301", "\u3164", "/"])  # fmt: skip
def test_a_title_of_which_nothing_is_left_is_refused(title: str) -> None:
    with pytest.raises(NameInvalid) as refused:
        file_stem(title)
    assert refused.value.name == title


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("x" * 300, "x" * 100),
        ("é" * 300, "é" * 100),
        ("李" * 300, "李" * 66),
        ("👨‍👩‍👧" * 50, "👨‍👩‍👧" * 11),
        ("x" * 99 + "e\u0301" + "y", "x" * 99 + "é"),
        ("x" * 98 + "🇩🇪🇫🇷", "x" * 98 + "🇩🇪"),
        ("x" * 99 + "🇩🇪", "x" * 99),
        ("x" * 97 + " - yes", "x" * 97),
        ("x" * 97 + ".mdx", "x" * 97),
        ("con." + "x" * 200, "con note." + "x" * 91),
    ],
)
def test_a_long_title_is_cut_between_characters(title: str, stem: str) -> None:
    assert file_stem(title) == stem


@given(TITLES)
@example("con." + "x" * 96)
@example("x" * 97 + ".md")
@example("a" + "\u0301" * 500)
@example("a \u0301")
@example("x" * 90 + " (case conflict)")
def test_every_stem_is_safe_and_stays(title: str) -> None:
    try:
        stem = file_stem(title)
    except NameInvalid:
        return
    assert file_stem(stem) == stem
    assert unicodedata.is_normalized("NFC", stem)
    assert not FORBIDDEN.search(stem)
    assert " ".join(stem.split()) == stem
    assert stem.strip("\u200c\u200d\u200e\u200f\u061c")[0] not in ".-+~_$"
    assert not stem.endswith((".", " "))
    assert not stem.lower().endswith((".md", ".icloud", ".tmp"))
    assert stem.partition(".")[0].rstrip().casefold() not in [device.casefold() for device in DEVICES]
    assert 0 < len(stem) <= MAX_CHARACTERS
    assert len(stem.encode()) <= MAX_BYTES
    assert not is_plain_by_name(f"{stem}.md")
    assert copy_of(f"{stem}.md") is None


@pytest.mark.parametrize(
    "name", [case.given for case in read_cases("conflict_copies/copies.txt") if case.expected != "none"]
)
def test_no_note_is_called_as_a_conflict_copy(name: str) -> None:
    assert copy_of(f"{file_stem(name)}.md") is None


def test_a_stem_is_taken_whatever_its_case_and_form() -> None:
    assert is_name_taken(["Bo", "ZOE\u0308"], "Zoë")
    assert not is_name_taken(["Bo", "Zoe"], "Zoë")


@pytest.mark.parametrize(
    ("stem", "taken", "free"),
    [
        ("Ada", [], "Ada"),
        ("Ada", ["Bo", "Ada L"], "Ada"),
        ("Ada", ["ada"], "Ada no. 2"),
        ("Ada", ["ADA", "ada No. 2", "Ada no. 4"], "Ada no. 3"),
        ("Zoë", ["ZOE\u0308"], "Zoë no. 2"),
        ("Straße", ["STRASSE"], "Straße no. 2"),
        ("x" * 100, ["x" * 100], "x" * 94 + " no. 2"),
        ("x" * 92 + " - yes", ["x" * 92 + " - yes"], "x" * 92 + " no. 2"),
    ],
)
def test_the_first_free_number_is_taken(stem: str, taken: list[str], free: str) -> None:
    assert free_stem(stem, taken) == free


@given(TITLES, st.integers(0, 12))
def test_a_free_stem_is_short_and_no_copy_of_another(title: str, number: int) -> None:
    try:
        stem = file_stem(title)
    except NameInvalid:
        return
    taken: list[str] = []
    for _ in range(number):
        taken.append(free_stem(stem, taken))
    free = free_stem(stem, taken)
    assert not is_name_taken(taken, free)
    assert len(free) <= MAX_CHARACTERS
    assert len(free.encode()) <= MAX_BYTES
    assert copy_of(f"{free}.md") is None
    if taken:
        assert not {f"{stem}.md", *(f"{each}.md" for each in taken)} & set(maybe_copy_of(f"{free}.md"))
