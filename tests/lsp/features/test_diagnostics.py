"""What an editor underlines is what `pnet check` reports once the note is saved."""

from pathlib import Path

import pytest

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.features.diagnostics import (
    Diagnostic,
    diagnose,
    diagnose_settings,
    problems_of_notes,
)
from tests.lsp.view_of import cursor_in, view_of

CONTACT = "---\ntype: contact\n---\n"
ADA = "contacts/Ada.md"


def shown(document: Document, found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Return the code of each problem, and the text that is underlined."""
    offset = document.lines.offset
    return [
        (each.problem.code, document.text[offset(each.range.start) : offset(each.range.end)])
        for each in found
    ]


def problems(root: Path, text: str, path: str = ADA, **others: str) -> list[tuple[str, str]]:
    """Return the problems of an unsaved note with a text that may have the cursor, `‸`, in a vault with other contacts."""
    files = {f"contacts/{name}.md": content for name, content in others.items()}
    text, cursor = cursor_in(text) if "‸" in text else (text, None)
    view = view_of(root, files, {path: text})
    document = view.document(path)
    return shown(document, diagnose(view, document, cursor))


# Places


@pytest.mark.parametrize(
    "line",
    [
        "Met [[Nobody]].",
        "Met 🎉 and e\u0301 and 👩‍👩‍👧 [[Nobody]].",
        "\tMet [[Nobody]].",
        "\u202bMet\u202c [[Nobody]] \u2028 later",
        "> [!note] [[Nobody]]",
        "- [[Nobody]]",
        "ﬁ İstanbul ẞ [[Nobody]]",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_link_is_underlined_to_the_character(tmp_path: Path, line: str, ending: str) -> None:
    text = f"{CONTACT}A line.\n{line}\nAnother.\n".replace("\n", ending)
    assert problems(tmp_path, text) == [("link-nowhere", "[[Nobody]]")]


def test_a_byte_order_mark_shifts_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, "\ufeff[[Nobody]]\n") == [("link-nowhere", "[[Nobody]]")]


def test_half_a_character_shifts_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, f"{CONTACT}\ud83c é [[Nobody]]\n") == [("link-nowhere", "[[Nobody]]")]


def test_a_problem_without_a_width_has_its_line(tmp_path: Path) -> None:
    text = "---\ntype: contact\nname: Bo   \n---\n"
    assert problems(tmp_path, text, Bo=CONTACT) == [("name-shared", "name: Bo")]


@pytest.mark.parametrize("line", ["birthday: '", "knows: [", "a: b: ", "- ", "\tname: Bo", "name: 'Bo' x"])
def test_broken_front_matter_is_underlined_within_a_line(tmp_path: Path, line: str) -> None:
    view = view_of(tmp_path, {}, {ADA: f"---\ntype: contact\n{line}\n---\n"})
    document = view.document(ADA)
    for found in diagnose(view, document):
        start, end = found.range
        assert start.line == end.line <= 3
        assert start.column <= end.column <= len(document.lines.line(end.line))


def test_an_empty_note_has_an_empty_range(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == [("empty-note", "")]


def test_two_contacts_of_one_name_are_found_while_one_is_unsaved(tmp_path: Path) -> None:
    assert problems(tmp_path, "---\ntype: contact\nname: Bob\n---\n", "Ada.md", Bo=CONTACT) == []
    unsaved = "---\ntype: contact\nname: Bo\n---\n"
    assert problems(tmp_path, unsaved, "Ada.md", Bo=CONTACT) == [("name-shared", "name: Bo")]


def test_a_second_note_about_you_is_found(tmp_path: Path) -> None:
    assert problems(tmp_path, "---\ntype: me\n---\n", Me="---\ntype: me\n---\n") == [("me-twice", "---")]


# Files


def test_a_photo_is_found_wherever_it_is(tmp_path: Path) -> None:
    text = "---\ntype: contact\nphoto: ada.jpg\n---\n"
    assert problems(tmp_path, text) == [("photo-missing", "photo: ada.jpg")]
    (tmp_path / "files" / "more").mkdir(parents=True)
    (tmp_path / "files" / "more" / "Ada.JPG").touch()
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize("path", [".hidden/Ada.md", "old/Ada.md", "Ada.txt", ".Ada.md"])
def test_a_file_that_pnet_does_not_read_has_no_problem(tmp_path: Path, path: str) -> None:
    (tmp_path / "pnet.toml").write_text('ignore = ["old"]\n')
    assert problems(tmp_path, "---\nbirthday: 2026-02-30\n---\n[[Nobody]]\n", path) == []


def test_a_note_behind_a_link_out_of_the_vault_is_not_read(tmp_path: Path) -> None:
    root, outside = tmp_path / "vault", tmp_path / "Ada.md"
    root.mkdir()
    outside.write_text("x")
    (root / "Ada.md").symlink_to(outside)
    assert problems(root, f"{CONTACT}[[Nobody]]\n", "Ada.md") == [("outside-link", "---")]


def test_a_conflict_copy_has_the_remedy_for_its_original(tmp_path: Path) -> None:
    copy = "contacts/Ada (conflicted copy 2026-11-20).md"
    view = view_of(tmp_path, {copy: CONTACT}, {copy: CONTACT})
    [alone] = diagnose(view, view.document(copy))
    assert alone.problem.hint.startswith("contacts/Ada.md is missing")
    view = view_of(tmp_path, {}, {copy: CONTACT, ADA: CONTACT})
    [beside] = diagnose(view, view.document(copy))
    assert beside.problem.hint.startswith("merge the two")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252"])
def test_an_editor_keeps_the_encoding_of_a_file(tmp_path: Path, encoding: str) -> None:
    code = "not-utf8" if encoding == "cp1252" else "utf16"
    file = tmp_path / "Ada.md"
    file.write_bytes(f"{CONTACT}é and [[Bo]]\n".encode(encoding))
    view = view_of(tmp_path, {}, {"Ada.md": f"{CONTACT}[[Nobody]] è\n"})
    document = view.document("Ada.md")
    assert (
        shown(document, diagnose(view, document))
        == [
            (code, "---" if code == "utf16" else "è"),
            ("link-nowhere", "[[Nobody]]"),
        ][:: 1 if code == "utf16" else -1]
    )


def test_a_character_that_the_encoding_lacks_makes_it_utf8(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_bytes(f"{CONTACT}é\n".encode("cp1252"))
    view = view_of(tmp_path, {}, {"Ada.md": f"{CONTACT}é 🎉\n"})
    assert diagnose(view, view.document("Ada.md")) == ()


def test_a_note_that_is_too_large_has_that_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, "a\n" * 2_100_000) == [("too-large", "a")]


# A link at the cursor


@pytest.mark.parametrize(
    "line",
    [
        "Met [[Ko‸",
        "Met [[Ko‸ and [[Bo]].",
        "Met [[‸",
        "Met [[Kof‸]]",
        "Met [[‸Kof]]",
        "Met [[Kof]]‸",
        "Met [[contacts/Ko‸",
        "Met [[Ko|th‸",
        "Met ![[Ko‸",
        "Met [[Bo]] and [[Ko‸",
    ],
)
def test_a_link_that_is_being_written_is_no_problem(tmp_path: Path, line: str) -> None:
    assert problems(tmp_path, f"{CONTACT}{line}\n", Bo=CONTACT) == []


@pytest.mark.parametrize(
    "line",
    [
        'met_through: "[[Ko‸',
        'met_through: "[[Ko‸"',
        'met_through: "[[Ko‸]]"',
        "met_through: '[[Ko‸",
        'knows: ["[[Ko‸',
        'knows: ["[[Bo]]", "[[Ko‸',
        'knows: ["[[Ko‸"]',
        'knows:\n  - "[[Ko‸',
        "knows: [[Ko‸",
        "met_through: Ko‸",
    ],
)
def test_it_does_not_break_the_front_matter(tmp_path: Path, line: str) -> None:
    text = f"---\ntype: contact\n{line}\nbirthday: 2026-02-30\n---\n"
    assert problems(tmp_path, text, Bo=CONTACT) == [("yearly-date-invalid", "2026-02-30")]


def test_links_elsewhere_are_still_problems(tmp_path: Path) -> None:
    text = f"{CONTACT}[[Nobody]] met [[Ko‸ and [[Somebody]]\n"
    assert problems(tmp_path, text) == [("link-nowhere", "[[Nobody]]"), ("link-nowhere", "[[Somebody]]")]


def test_other_problems_at_the_cursor_are_still_problems(tmp_path: Path) -> None:
    text = "---\ntype: contact\nbirthday: 2026-02-30‸\n---\n"
    assert problems(tmp_path, text) == [("yearly-date-invalid", "2026-02-30")]


# All notes, and the settings


def test_all_notes_are_listed_with_the_unsaved_texts(tmp_path: Path) -> None:
    files = {
        ADA: f"{CONTACT}[[Nobody]]\n",
        "contacts/Bo.md": f"{CONTACT}[[Cy]]\n",
        "contacts/Dee.md": CONTACT,
    }
    view = view_of(tmp_path, files, {ADA: f"{CONTACT}Fine.\n"})
    found = problems_of_notes(view)
    assert {path: shown(view.document(path), each) for path, each in found.items()} == {
        "contacts/Bo.md": [("link-nowhere", "[[Cy]]")]
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ('[due]\ncadance = "2 weeks"\n', [("settings-unknown-key", "cadance")]),
        ('[due]\r\ncadance = "2 weeks"\r\n', [("settings-unknown-key", "cadance")]),
        ('\ufeff[due]\ncadence = "often"\n', [("settings-invalid", "cadence")]),
        ("[due]\ncadence = often\n", [("settings-invalid", "o")]),
        ("[due\n", [("settings-invalid", "")]),
        ("a" * 70_000, [("settings-invalid", "a" * 70_000)]),
        (f"{'a.' * 12}b = 1\n", [("settings-invalid", f"{'a.' * 12}b = 1")]),
        (f"a = {'[' * 5000}\n", [("settings-invalid", f"a = {'[' * 5000}")]),
    ],
)
def test_the_settings_have_their_problems(text: str, found: list[tuple[str, str]]) -> None:
    document = Document("pnet.toml", text, 1)
    assert shown(document, diagnose_settings(document)) == found


def test_settings_are_found_among_all_files(tmp_path: Path) -> None:
    (tmp_path / "pnet.toml").write_text("[dues]\n")
    assert problems_of_notes(view_of(tmp_path, {}))["pnet.toml"][0].problem.code == "settings-unknown-key"
    unsaved = view_of(tmp_path, {}, {"pnet.toml": '[due]\ncadence = "often"\n'})
    assert problems_of_notes(unsaved)["pnet.toml"][0].problem.message.startswith("due.cadence: ")
    assert problems_of_notes(view_of(tmp_path, {}, {"pnet.toml": ""})) == {}
