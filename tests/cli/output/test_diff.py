"""A change is shown as git would show it, and git can make it from what is shown."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.cli.output.diff import print_diff
from plaintext_network.cli.output.terminal import Screen

Change: TypeAlias = tuple[str | None, str | None, bytes | None, bytes | None]

PATH = "contacts/Ada Lovelace.md"


def diff(path_before: str | None, path_after: str | None, before: bytes | None, after: bytes | None) -> str:
    """What a pipe gets."""
    out = io.StringIO()
    print_diff(Screen(out, None), path_before, path_after, before, after)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "is_text"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\n", False),
        ("\ufeffname: Zoë\n".encode("utf-16-le"), True),
        ("\ufeffname: Zoë\n".encode("utf-16-be"), True),
        ("name: Zoë\n".encode("latin-1"), True),
    ],
)
def test_what_is_no_text_is_only_named(content: bytes, is_text: bool) -> None:
    shown = diff(None, "photo.png", None, content)
    assert ("Binary files /dev/null and b/photo.png differ\n" in shown) is not is_text
    assert ("+name: Zoë\n" in shown) is is_text


def test_a_changed_line_is_shown_between_its_neighbours() -> None:
    before = b"---\nname: Ada\ncadence: monthly\n---\n# Ada\n\n\tengines\n"
    after = b"---\nname: Ada\ncadence: 2 months\n---\n# Ada\n\n\tengines\n"
    assert diff(PATH, PATH, before, after) == (
        "diff --git a/contacts/Ada Lovelace.md b/contacts/Ada Lovelace.md\n"
        "--- a/contacts/Ada Lovelace.md\t\n"
        "+++ b/contacts/Ada Lovelace.md\t\n"
        "@@ -1,6 +1,6 @@\n"
        " ---\n"
        " name: Ada\n"
        "-cadence: monthly\n"
        "+cadence: 2 months\n"
        " ---\n"
        " # Ada\n"
        " \n"
    )


def test_a_file_that_is_made_or_removed_stands_against_nothing() -> None:
    assert diff(None, "Ada.md", None, b"Ada\n") == (
        "diff --git a/Ada.md b/Ada.md\nnew file mode 100644\n--- /dev/null\n+++ b/Ada.md\n@@ -0,0 +1 @@\n+Ada\n"
    )
    assert diff("Ada.md", None, b"Ada\n", None) == (
        "diff --git a/Ada.md b/Ada.md\ndeleted file mode 100644\n--- a/Ada.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-Ada\n"
    )
    assert diff(None, "Ada.md", None, b"") == "diff --git a/Ada.md b/Ada.md\nnew file mode 100644\n"


def test_a_file_that_moves_is_renamed() -> None:
    header = "diff --git a/Ada.md b/Ada L.md\nrename from Ada.md\nrename to Ada L.md\n"
    assert diff("Ada.md", "Ada L.md", b"Ada\n", b"Ada\n") == header
    assert diff("Ada.md", "Ada L.md", b"Ada\n", b"Ida\n") == (
        header + "--- a/Ada.md\n+++ b/Ada L.md\t\n@@ -1 +1 @@\n-Ada\n+Ida\n"
    )


def test_what_stays_the_same_is_not_shown() -> None:
    assert diff("Ada.md", "Ada.md", b"Ada\n", b"Ada\n") == ""


def test_a_missing_last_newline_is_told() -> None:
    assert diff("Ada.md", "Ada.md", b"a\nb", b"a\nb\n").splitlines()[4:] == [
        " a",
        "-b",
        r"\ No newline at end of file",
        "+b",
    ]


def test_the_newlines_of_windows_can_be_seen() -> None:
    assert diff("Ada.md", "Ada.md", b"a\r\nb\r\n", b"a\r\nc\r\n").splitlines()[4:] == [
        r" a\r",
        r"-b\r",
        r"+c\r",
    ]


def test_far_changes_stand_in_hunks_of_their_own() -> None:
    before = [f"{number}\n" for number in range(1, 31)]
    after = [*before[:9], "ten\n", *before[10:24], *before[25:]]
    shown = diff("A.md", "A.md", "".join(before).encode(), "".join(after).encode())
    assert [line for line in shown.splitlines() if line[0] in "@-+"][2:] == [
        "@@ -7,7 +7,7 @@",
        "-10",
        "+ten",
        "@@ -22,7 +22,6 @@",
        "-25",
    ]


MANY = [
    "".join(f"- {number}{mark if number % 3 == 0 else ''}\n=====\n" for number in range(30_000)).encode()
    for mark in ("", "!")
]


@pytest.mark.system
def test_ten_thousand_changes_are_shown_soon(tmp_path: Path) -> None:
    (tmp_path / "before").write_bytes(MANY[0])
    (tmp_path / "after").write_bytes(MANY[1])
    code = (
        "from pathlib import Path; from plaintext_network.cli.output.diff import _hunks, _lines;"
        "print(sum(line[0] == '-' for line in _hunks(*(_lines(Path(p).read_bytes()) for p in ('before', 'after')))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=60, check=True
    )
    assert int(done.stdout) == 10_000


def test_no_control_character_gets_through_but_tabs() -> None:
    assert diff("\x1b.md", "\x1b.md", b"\x1b[31m\n", "\t\u202ea\x07\n".encode()).splitlines() == [
        r'diff --git "a/\033.md" "b/\033.md"',
        r'--- "a/\033.md"',
        r'+++ "b/\033.md"',
        "@@ -1 +1 @@",
        r"-\x1b[31m",
        "+\t" + r"\u202ea\x07",
    ]


def test_other_encodings_are_shown_as_text() -> None:
    assert diff("A.md", "A.md", "Zoë\n".encode("utf-16"), "Zoé\n".encode("utf-16")).splitlines()[4:] == [
        "-Zoë",
        "+Zoé",
    ]
    assert diff("A.md", "A.md", b"Zo\xeb\n", "Zoë\n".encode()).splitlines() == [
        "diff --git a/A.md b/A.md",
        "Binary files a/A.md and b/A.md differ",
    ]


def test_added_and_removed_have_their_colours() -> None:
    out = io.StringIO()
    print_diff(Screen(out, None, color="always"), "A.md", "A.md", b"a\n\n", b"b\n\n")
    assert out.getvalue() == (
        "\x1b[1mdiff --git a/A.md b/A.md\x1b[0m\n"
        "\x1b[1m--- a/A.md\x1b[0m\n\x1b[1m+++ b/A.md\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        "\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n \n"
    )


@pytest.mark.system
def test_git_reads_a_rename_and_the_change_of_another_file_after_it(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_text("Ada\n")
    (tmp_path / "n.md").write_text("[[Ada]]\n")
    shown = diff("Ada.md", "Ada King.md", b"Ada\n", b"Ada\n") + diff(
        "n.md", "n.md", b"[[Ada]]\n", b"[[Ada King]]\n"
    )
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply"], cwd=tmp_path, input=shown, text=True, check=True)
    assert (tmp_path / "Ada King.md").read_text() == "Ada\n"
    assert (tmp_path / "n.md").read_text() == "[[Ada King]]\n"


CHANGES: list[Change] = [
    (PATH, PATH, b"a\nb\nc\n", b"a\nB\nc\n"),
    (PATH, PATH, b"a\nb", b"a\nb\n"),
    (PATH, PATH, b"a\nb\n", b"a\nb"),
    (PATH, PATH, b"\ta\n\t\tb\n", b"\ta\n  b\n"),
    (PATH, PATH, b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\nc\n"),
    (PATH, PATH, b"--- a\n+++ b\n@@ c\n", b"+++ b\n--- a\n"),
    (PATH, PATH, b"a\n", b""),
    (PATH, PATH, b"", b"a\n"),
    (PATH, PATH, "Zoë\n李\n".encode(), "Zoë\n👩‍💻\n".encode()),
    (PATH, PATH, b"a\n" * 50, b"b\n" + b"a\n" * 50 + b"c\n"),
    (PATH, PATH, b"a\nb\n" * 1_500, b"".join(b"a\nc%d\nb\n" % each for each in range(1_400))),
    (PATH, PATH, MANY[0], MANY[1] + b"a\n"),
    (None, PATH, None, b"a\n"),
    (None, "new/Łukasz می\u200cرم.md", None, b"a"),
    (PATH, None, b"a\nb\n", None),
    ('a"b\\c.md', 'a"b\\c.md', b"a\n", b"b\n"),
    ("tab\there.md", "tab\there.md", b"a\n", b"b\n"),
]
GIT_ONLY: list[Change] = [
    (None, PATH, None, b""),
    (PATH, None, b"", None),
    (PATH, "people/Ada.md", b"a\nb\n", b"a\nb\n"),
    (PATH, "people/Ada King.md", b"a\nb\n" * 9, b"a\nb\n" * 9 + b"c\n"),
    ("Ada.md", 'people/"Ada".md', b"a\n", b"b\n"),
    ("a\u202eb.md", "ab.md", b"a\n", b"b\n"),
]


def applied(tool: list[str], folder: Path, change: Change) -> dict[str, bytes]:
    """What is on disk after a tool has read the diff."""
    path_before, _, before, _ = change
    if path_before is not None and before is not None:
        (folder / path_before).parent.mkdir(parents=True, exist_ok=True)
        (folder / path_before).write_bytes(before)
    environ = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        tool, cwd=folder, input=diff(*change).encode(), capture_output=True, check=False, env=environ
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        os.path.relpath(os.path.join(at, name), folder): Path(at, name).read_bytes()
        for at, _, names in os.walk(folder)
        for name in names
    }


@pytest.mark.system
@pytest.mark.parametrize("change", CHANGES + GIT_ONLY)
def test_git_makes_the_change_from_what_is_shown(tmp_path: Path, change: Change) -> None:
    _, path_after, _, after = change
    expected = {path_after: after} if path_after is not None else {}
    assert applied(["git", "apply", "-"], tmp_path, change) == expected


@pytest.mark.system
@pytest.mark.parametrize("change", CHANGES)
def test_patch_makes_the_change_from_what_is_shown(tmp_path: Path, change: Change) -> None:
    _, path_after, _, after = change
    left = applied(["patch", "-p1", "-E" if path_after is None else "-s"], tmp_path, change)
    assert left == ({path_after: after} if path_after is not None else {})


LINES = st.lists(st.sampled_from(["a", "b", "-", "+", "\\", " ", "\t", "é", "", "@@ -1 +1 @@"]), max_size=20)


@pytest.mark.system
@settings(max_examples=50)
@given(LINES, LINES, st.booleans(), st.booleans())
def test_git_makes_any_change(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str], old_end: bool, new_end: bool
) -> None:
    before = ("\n".join(old) + "\n" * old_end).encode()
    after = ("\n".join(new) + "\n" * new_end).encode()
    if before != after:
        folder = tmp_path_factory.mktemp("change")
        assert applied(["git", "apply", "--whitespace=nowarn", "-"], folder, (PATH, PATH, before, after)) == {
            PATH: after
        }
