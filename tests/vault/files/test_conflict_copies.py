"""Conflict copies are told from people by name alone, where the name leaves no doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.vault.files.conflict_copies import copy_of, maybe_copy_of

COPIES = [
    # Syncthing
    ("Ada.sync-conflict-20261124-101010-ABCDEF7.md", "Ada.md"),
    ("Ada Lovelace.sync-conflict-20260101-000000-7A2B3C4.md", "Ada Lovelace.md"),
    ("Ada.sync-conflict-20150101-101010.md", "Ada.md"),
    ("Ada.sync-conflict-20261124-101010-ABCDEF7.sync-conflict-20261125-101010-ABCDEF7.md", "Ada.md"),
    ("Ada.sync-conflict-20261124-101010-abcdef7.MD", "Ada.MD"),
    ("2026-11-20 Coffee with Ada.sync-conflict-20261124-101010-ABCDEF7.md", "2026-11-20 Coffee with Ada.md"),
    ("J. R. R. Tolkien.sync-conflict-20261124-101010-ABCDEF7.md", "J. R. R. Tolkien.md"),
    ("Ada.sync-conflict-20261124-101010-ABCDEF7 (1).md", "Ada.md"),
    # Obsidian
    ("Ada (Conflicted copy iPhone 202611241030).md", "Ada.md"),
    ("Ada (Conflicted copy Bob's MacBook Pro 202611241030).md", "Ada.md"),
    ("Ada (Conflicted copy 202611241030).md", "Ada.md"),
    ("Ada (Conflicted copy Phone (old) 202611241030).md", "Ada.md"),
    ("Ada (Conflicted copy iPhone 20261124103059).md", "Ada.md"),
    ("Ada (Conflicted copy iPhone 202611241030) 1.md", "Ada.md"),
    ("Żaneta Öztürk (Conflicted copy Żanetas Händy 202611241030).md", "Żaneta Öztürk.md"),
    # Dropbox
    ("Ada (Bob's conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (Bob’s conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (James' conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (DESKTOP-1A2B3C's conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (Bob's MacBook (2)'s conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (Bob's conflicted copy 2026-11-24 (1)).md", "Ada.md"),
    ("Ada (Bob's conflicted copy 2026-11-24) (2).md", "Ada.md"),
    ("Ada (Bob's conflicted copy 2026-11-24)(2).md", "Ada.md"),
    ("Ada (Bob's conflicted copy).md", "Ada.md"),
    ("Ada (Ærøs conflicted copy 2026-11-24).md", "Ada.md"),
    ("Ada (王's conflicted copy 2026-11-24).md", "Ada.md"),
    ("ADA (BOB'S CONFLICTED COPY 2026-11-24).MD", "ADA.MD"),
    ("Ada (Bobs in Konflikt stehende Kopie 2026-11-24).md", "Ada.md"),
    ("Ada (In Konflikt stehende Kopie von Bob 2026-11-24).md", "Ada.md"),
    ("Ada (Copia en conflicto de Bob 2026-11-24).md", "Ada.md"),
    ("Ada (Copie en conflit de Bob 2026-11-24).md", "Ada.md"),
    ("Ada (Case Conflict).md", "Ada.md"),
    ("Ada (Case Conflict 1).md", "Ada.md"),
    ("Ada (Unicode Encoding Conflict).md", "Ada.md"),
    ("Ada (Unicode Encoding Conflict (2)).md", "Ada.md"),
    ("Ada (engines) (Bob's conflicted copy 2026-11-24).md", "Ada (engines).md"),
    # Nextcloud, ownCloud, Seafile
    ("Ada (conflicted copy 2026-11-24 101010).md", "Ada.md"),
    ("Ada (conflicted copy bob 2026-11-24 101010).md", "Ada.md"),
    ("Ada (conflicted copy 2026-11-24 101010) 2.md", "Ada.md"),
    ("Ada_conflict-20160101-101010.md", "Ada.md"),
    ("Ada_conflict-bob-20160101-101010.md", "Ada.md"),
    ("Ada (SFConflict bob@example.org 2026-11-24-10-10-10).md", "Ada.md"),
    # Several programs on one file
    ("Ada (Case Conflict).sync-conflict-20261124-101010-ABCDEF7.md", "Ada.md"),
    ("Ada (Bob's conflicted copy 2026-11-24) (Conflicted copy iPhone 202611241030).md", "Ada.md"),
]

PEOPLE = [
    "Ada.md",
    "Ada 2.md",
    "Ada (2).md",
    "Ada-DESKTOP-1A2B3C.md",
    "Anne-Marie Smith.md",
    "Ada (copy).md",
    "Ada copy.md",
    "Ada - Copy.md",
    "Ada (Analytical Engines).md",
    "Conflict.md",
    "Conflict resolution.md",
    "Case Conflict.md",
    "Sync conflict.md",
    "Unicode Encoding Conflict.md",
    "Notes (conflict with Bob 2026-11-24).md",
    "Notes on the conflicted copy.md",
    "Ada (about her conflicted copy).md",
    "Ada (conflicted).md",
    "conflicted copy 2026-11-24.md",
    "(Bob's conflicted copy 2026-11-24).md",
    "Ada (Bob's copy 2026-11-24).md",
    "Ada (Bob's conflicted copy 2026-11-24.md",
    "Ada Bob's conflicted copy 2026-11-24).md",
    "Ada (Bob's conflicted copy 2026-11-24) and Bob.md",
    "Ada (conflicted copying 2026-11-24).md",
    "Ada.sync-conflict.md",
    "Ada.sync-conflict-2026.md",
    "Ada.sync-conflict-20261124-101010-ABCDEF7 notes.md",
    "Ada.sync-conflict-20261124-101010-TOOLONGDEVICE.md",
    "Ada sync-conflict-20261124-101010-ABCDEF7.md",
    "Ada_conflict.md",
    "Ada_conflict-2016.md",
    "Ada.sync-conflict-20261124-101010-ABCDEF7.txt",
    "Ada (Case Conflict).txt",
    "Ada (Conflicted copy iPhone 202611241030)",
    ".syncthing.Ada.md.tmp",
    "~syncthing~Ada.md.tmp",
    "2026-11-20 Conflict with Ada.md",
    "Apollo 11.md",
    "Конфликт.md",
    "Smith v. Jones (Conflict of Laws).md",
    "Konflikt (Kopie).md",
    ".md",
    "",
]

MAYBE = [
    ("Ada 2.md", ("Ada.md",)),
    ("Ada (1).md", ("Ada.md",)),
    ("Ada(1).md", ("Ada.md",)),
    ("Ada-DESKTOP.md", ("Ada.md",)),
    ("Ada-DESKTOP-1A2B3C.md", ("Ada-DESKTOP.md", "Ada.md")),
    ("Ada-MacBook-Pro-2.md", ("Ada-MacBook.md", "Ada.md")),
    ("Anne-Marie Smith-LAPTOP.md", ("Anne-Marie Smith.md",)),
    ("Ada-DESKTOP 2.md", ("Ada-DESKTOP.md", "Ada.md")),
    ("Anne-Marie.MD", ("Anne.MD",)),
    ("Ada.md", ()),
    ("2026-11-24.md", ()),
    ("2026-11-24 Coffee.md", ()),
    ("Ada 2026.md", ()),
    ("-DESKTOP.md", ()),
    (" 2.md", ()),
    ("Ada 2.txt", ()),
    ("Ada (Case Conflict).md", ()),
]


@pytest.mark.parametrize(("name", "base"), COPIES)
def test_a_conflict_copy_names_its_base(name: str, base: str) -> None:
    assert copy_of(name) == base


@pytest.mark.parametrize("name", PEOPLE)
def test_other_names_are_no_conflict_copies(name: str) -> None:
    assert copy_of(name) is None


def test_forty_names_of_each_sort_are_tried() -> None:
    assert len(set(COPIES)) >= 40
    assert len(set(PEOPLE)) >= 40


@pytest.mark.parametrize(("name", "bases"), MAYBE)
def test_a_doubtful_name_gives_every_base_it_may_have(name: str, bases: tuple[str, ...]) -> None:
    assert maybe_copy_of(name) == bases


MARKS = st.sampled_from(
    [
        ".sync-conflict-20261124-101010-ABCDEF7",
        " (Conflicted copy iPhone 202611241030)",
        " (Bob's conflicted copy 2026-11-24)",
        " (Case Conflict)",
        " (Unicode Encoding Conflict)",
        " (conflicted copy 2026-11-24 101010)",
    ]
)
STEMS = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(stem=STEMS, marks=st.lists(MARKS, min_size=1, max_size=4))
def test_whatever_the_stem_its_marks_come_off(stem: str, marks: list[str]) -> None:
    assert copy_of(f"{stem}{''.join(marks)}.md") == (copy_of(f"{stem}.md") or f"{stem}.md")


@given(name=st.text(max_size=300))
def test_a_base_is_shorter_and_no_copy_itself(name: str) -> None:
    base = copy_of(name)
    assert base is None or (len(base) < len(name) and copy_of(base) is None)
    for maybe in maybe_copy_of(name):
        assert len(maybe) < len(name)
        assert name.startswith(maybe[:-3])
