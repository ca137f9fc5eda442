"""Resolving writes the answers in place of markers, merges conflict copies into their originals, and loses no line."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import ChangedOnDisk, EditRefused
from plaintext_network.model.merge.conflicts.conflict_answers import OpenPart
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.vault.edits.merge_copy import find_base
from plaintext_network.vault.edits.resolve_conflicts import NoteInConflict, notes_in_conflict, plan_resolve
from plaintext_network.vault.edits.settle_note import SettledNote, settle_note
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.read_cases import read_cases
from tests.vault.edits.plan_edits import Write, do, texts

PATH = "contacts/Ada.md"
COPY = "contacts/Ada (Conflicted copy Phone 202611200930).md"
ADA = "---\nname: Ada\nrole: Engineer\ntags: [a]\n---\n# Ada\n\nMet at PyCon.\n\n## Log\n- 2026-10-01 tea\n"


class Always:
    """Answers every question with one side, or with none."""

    def __init__(self, side: str) -> None:
        self.side, self.asked = side, list[str]()

    def lines(self, _path: str, each: OpenPart, _facts: Facts, _rules: Rules, /) -> str | None:
        self.asked.append(each.part.name)
        return {"ours": each.part.ours, "theirs": each.part.theirs}.get(self.side)

    def yes(self, _question: str, /) -> bool:
        return self.side == "theirs"


def settled(desk: WriteSession, found: NoteInConflict, side: str = "none") -> SettledNote:
    return settle_note(desk, found, Always(side))


def resolve(side: str = "none") -> Callable[[WriteSession], Operation]:
    """Resolve all conflicts of a vault with one side."""

    def plan(desk: WriteSession) -> Operation:
        found = notes_in_conflict(Notebook(desk.root, TODAY).problems())
        each = [settled(desk, one, side).resolution for one in found]
        return plan_resolve(desk, [one for one in each if one])

    return plan


def git(root: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
        check=True,
        capture_output=True,
    )


def commit(root: Path, text: str) -> None:
    (root / PATH).write_bytes(text.encode())
    git(root, "add", PATH)
    git(root, "commit", "--quiet", "--message", "x")


# Markers

MARKED = "---\n<<<<<<< main\nrole: Engineer\n=======\nrole: Director\n>>>>>>> laptop\nname: Ada\n---\nx\n"


def test_answers_of_several_notes_are_one_write(vault: Write) -> None:
    root = vault({PATH: MARKED, "contacts/Bo.md": MARKED.replace("Ada", "Bo"), "contacts/Cy.md": "x\n"})
    after = do(root, resolve("theirs"))
    assert after[PATH] == "---\nrole: Director\nname: Ada\n---\nx\n"
    assert after["contacts/Bo.md"] == "---\nrole: Director\nname: Bo\n---\nx\n"


def test_a_note_that_changed_meanwhile_is_not_written(vault: Write) -> None:
    root = vault({PATH: MARKED})
    with Notebook(str(root), TODAY).write_session() as desk:
        (found,) = notes_in_conflict(Notebook(str(root), TODAY).problems())
        one = settled(desk, found, "ours")
        (root / PATH).write_text(MARKED + "more\n")
        assert one.resolution
        with pytest.raises(ChangedOnDisk):
            plan_resolve(desk, [one.resolution])


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_note_keeps_its_encoding(vault: Write, encoding: str) -> None:
    root = vault({})
    (root / "contacts").mkdir()
    (root / PATH).write_bytes(MARKED.replace("Engineer", "Köchin").encode(encoding))
    with Notebook(str(root), TODAY).write_session() as desk:
        (found,) = notes_in_conflict(Notebook(str(root), TODAY).problems())
        one = settled(desk, found, "ours")
        assert one.resolution
        desk.perform(plan_resolve(desk, [one.resolution]))
    assert (root / PATH).read_bytes() == "---\nrole: Köchin\nname: Ada\n---\nx\n".encode(encoding)


def test_sides_that_nobody_can_tell_apart_are_left_to_the_user(vault: Write) -> None:
    root = vault({PATH: "x\n<<<<<<< a\nAda Lov\n=======\n=======\nAda\n>>>>>>> b\n"})
    with (
        Notebook(str(root), TODAY).write_session() as desk,
        pytest.raises(EditRefused, match="choose in your editor"),
    ):
        settled(desk, NoteInConflict(PATH, has_markers=True), "ours")


@pytest.mark.system
def test_with_the_base_from_git_fewer_questions_are_left(vault: Write) -> None:
    root = vault({PATH: ADA})
    git(root, "init", "--quiet", "-b", "main")
    commit(root, ADA)
    git(root, "checkout", "--quiet", "-b", "laptop")
    commit(root, ADA.replace("Engineer", "Director").replace("[a]", "[a, b]"))
    git(root, "checkout", "--quiet", "main")
    commit(root, ADA.replace("Engineer", "Analyst"))
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "laptop")
    with Notebook(str(root), TODAY).write_session() as desk:
        answers = Always("ours")
        one = settle_note(desk, NoteInConflict(PATH, has_markers=True), answers)
    assert answers.asked == ["role"]
    assert one.resolution
    assert one.resolution.after.decode() == ADA.replace("Engineer", "Analyst").replace("[a]", "[a, b]")


# Conflict copies


def names_of_copies() -> list[tuple[str, str]]:
    """Return the names of copies in the cases, each with its original's, that every system can have."""
    found = [(case.given, case.expected) for case in read_cases("conflict_copies/copies.txt")]
    return [(name, base) for name, base in found if base != "none" and not set(name) & set('<>:"/\\|?*')]


@pytest.mark.parametrize(("name", "base"), names_of_copies())
def test_an_equal_copy_of_any_name_goes_to_the_trash(vault: Write, name: str, base: str) -> None:
    root = vault({f"contacts/{base}": ADA, f"contacts/{name}": ADA})
    after = do(root, resolve())
    assert after[f"contacts/{base}"] == ADA
    assert list(after.values()).count(ADA) == 2
    assert f"contacts/{name}" not in after


OURS = ADA.replace("tags: [a]", "tags: [a, b]") + "- 2026-11-02 call\n"
THEIRS = ADA.replace("tags: [a]", "tags: [a, c]\ncity: Leeds") + "- 2026-11-01 mail\n"
MERGED = ADA.replace("tags: [a]", "tags: [a, b, c]\ncity: Leeds") + "- 2026-11-01 mail\n- 2026-11-02 call\n"


@pytest.mark.system
@pytest.mark.parametrize("path", [PATH, "interactions/2026-10-01 Tea.md", "daily/2026-10-01.md", "Ada.md"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_each_version_added_is_in_the_merged_note(vault: Write, path: str, end: str) -> None:
    copy = path.replace(".md", ".sync-conflict-20261120-093000-ABCDEFG.md")
    root = vault({path: OURS.replace("\n", end), copy: THEIRS.replace("\n", end)})
    after = do(root, resolve())
    assert after[path] == MERGED.replace("\n", end)
    assert copy not in after
    assert after[f".trash/{copy.rpartition('/')[2]}"] == THEIRS.replace("\n", end)


@pytest.mark.system
def test_several_copies_are_merged_one_after_the_other(vault: Write) -> None:
    copies = [COPY, COPY.replace("Phone", "Tablet")]
    root = vault({PATH: OURS, copies[0]: THEIRS, copies[1]: ADA + "- 2026-11-03 tea\n"})
    after = do(root, resolve())
    assert after[PATH] == MERGED + "- 2026-11-03 tea\n"
    assert set(after) == {PATH, *(copy.replace("contacts", ".trash") for copy in copies)}


def test_copies_of_one_name_in_two_folders_both_get_a_place_in_the_trash(vault: Write) -> None:
    other = COPY.replace("contacts", "friends")
    root = vault({PATH: ADA, COPY: ADA, "friends/Ada.md": "x\n", other: "x\n"})
    after = do(root, resolve())
    assert sorted(after) == [
        f".trash/{COPY.rpartition('/')[2][:-3]} no. 2.md",
        COPY.replace("contacts", ".trash"),
        PATH,
        "friends/Ada.md",
    ]


@pytest.mark.system
@pytest.mark.parametrize(("side", "role"), [("ours", "Engineer"), ("theirs", "Director")])
def test_two_values_of_one_property_are_a_question(vault: Write, side: str, role: str) -> None:
    root = vault({PATH: ADA, COPY: ADA.replace("Engineer", "Director")})
    assert do(root, resolve(side))[PATH] == ADA.replace("Engineer", role)


@pytest.mark.system
def test_a_task_that_one_version_has_ticked_is_ticked(vault: Write) -> None:
    task = ADA.replace("Met at PyCon.", "- [ ] send slides")
    root = vault({PATH: task, COPY: task.replace("[ ]", "[x]")})
    assert do(root, resolve())[PATH] == task.replace("[ ]", "[x]")


def test_properties_that_are_text_in_the_copy_are_not_doubled(vault: Write) -> None:
    root = vault({PATH: ADA, COPY: f"Draft\n{ADA}"})
    with pytest.raises(EditRefused, match="what is a property in one version is text in the other"):
        do(root, resolve("ours"))
    assert texts(root)[PATH] == ADA


@pytest.mark.system
def test_without_an_answer_both_files_stay(vault: Write) -> None:
    root = vault({PATH: ADA, COPY: ADA.replace("Engineer", "Director")})
    before = texts(root)
    assert do(root, resolve()) == before


@pytest.mark.system
def test_markers_come_first_and_while_they_are_left_copies_wait(vault: Write) -> None:
    root = vault({PATH: MARKED, COPY: "---\nname: Ada\n---\ny\n"})
    assert do(root, resolve()) == {PATH: MARKED, COPY: "---\nname: Ada\n---\ny\n"}
    after = do(root, resolve("ours"))
    assert after[PATH].startswith("---\nrole: Engineer\nname: Ada\n---\n")
    assert COPY not in after


def test_a_copy_with_markers_is_left_to_the_user(vault: Write) -> None:
    root = vault({PATH: ADA, COPY: MARKED})
    with (
        Notebook(str(root), TODAY).write_session() as desk,
        pytest.raises(EditRefused, match="contains conflict markers"),
    ):
        settled(desk, NoteInConflict(PATH, has_markers=False, copies=(COPY,)))


def test_the_only_copy_of_a_missing_note_takes_its_place_if_the_answer_is_yes(vault: Write) -> None:
    root = vault({COPY: ADA})
    assert do(root, resolve("ours")) == {COPY: ADA}
    assert do(root, resolve("theirs")) == {PATH: ADA}


def test_a_link_to_a_copy_is_reported(vault: Write) -> None:
    root = vault({PATH: ADA, COPY: ADA, "Bo.md": f"[[{COPY.rpartition('/')[2][:-3]}]]\n"})
    with Notebook(str(root), TODAY).write_session() as desk:
        told = resolve()(desk).warnings
    assert told == ("Bo.md links to the copy: [[Ada (Conflicted copy Phone 202611200930)]]",)


@pytest.mark.parametrize("name", ["Ada 2", "Ada-LAPTOP", "Ada (London)"])
def test_a_file_that_only_may_be_a_copy_is_merged_only_if_it_is_about_the_same_person(
    vault: Write, name: str
) -> None:
    other = f"contacts/{name}.md"
    same = "---\nuid: 4711\n---\n"
    assert other not in do(vault({PATH: same, other: same}), resolve())


def test_a_file_about_somebody_else_is_no_copy(vault: Write) -> None:
    root = vault({PATH: "---\nuid: 1\n---\n", "contacts/Ada 2.md": "---\nuid: 2\n---\n"})
    assert notes_in_conflict(Notebook(str(root), TODAY).problems()) == ()


# The base


def edit(root: Path, text: str) -> None:
    """Write a note with pnet."""
    with Notebook(str(root), TODAY).write_session() as desk:
        step = desk.draft(PATH).step()
        desk.perform(operation("edit", [step._replace(after=text.encode())]))


def base_of(root: Path, ours: str, theirs: str) -> tuple[str, str]:
    base, source = find_base(str(root), PATH, ours.encode(), theirs.encode())
    return base.decode(), source


def test_the_version_before_a_write_of_pnets_is_what_a_copy_comes_from(vault: Write) -> None:
    root = vault({PATH: ADA})
    edit(root, ADA.replace("Engineer", "Director"))
    assert base_of(root, ADA.replace("Engineer", "Director"), ADA + "- mail\n") == (ADA, "pnet")


@pytest.mark.system
@pytest.mark.parametrize(
    "second",
    [
        ADA + "- 2026-10-02 call\n",
        ADA.replace("tags: [a]", "tags: [a]\ncity: Leeds"),
        ADA.replace("Met", "Saw"),
    ],
)
def test_a_version_that_the_other_side_never_saw_does_not_count(vault: Write, second: str) -> None:
    root = vault({PATH: ADA})
    git(root, "init", "--quiet")
    commit(root, ADA)
    commit(root, second)
    theirs = ADA.replace("Engineer", "Director")
    assert base_of(root, second + "- more\n", theirs)[0] in (ADA, _common(second + "- more\n", theirs))


def _common(ours: str, theirs: str) -> str:
    body = theirs[theirs.index("# Ada") :].splitlines(keepends=True)
    return "".join(line for line in body if line in ours.splitlines(keepends=True))


@pytest.mark.system
def test_a_committed_version_that_both_have_counts(vault: Write) -> None:
    root = vault({PATH: ADA})
    git(root, "init", "--quiet")
    commit(root, "x\n")
    commit(root, ADA)
    commit(root, ADA.replace("Engineer", "Director"))
    ours = ADA.replace("Engineer", "Director") + "- post\n"
    assert base_of(root, ours, ADA + "- mail\n") == (ADA, "git")


@pytest.mark.system
@pytest.mark.parametrize(
    ("known", "ours", "theirs"),
    [
        # Our own change is newer than theirs, which is as before.
        (
            ["tags: [x]\nrole: Director\n---\n"],
            "tags: [x]\nrole: Director\n---\nours\n",
            "tags: [x]\nrole: Engineer\n---\ntheirs\n",
        ),
        # Both noted the same day, and so seem to know the same commit.
        (
            ["role: a\nlast_contact: 2026-11-01\n---\n", "role: b\nlast_contact: 2026-11-02\n---\n"],
            "role: b\nlast_contact: 2026-11-02\n---\nours\n",
            "role: c\nlast_contact: 2026-11-02\n---\ntheirs\n",
        ),
        (
            ["tags: [x]\nlast_contact: 2026-11-01\n---\n", "tags: [x, y]\nlast_contact: 2026-11-02\n---\n"],
            "tags: [x, y]\nlast_contact: 2026-11-02\n---\nours\n",
            "tags: [x, z]\nlast_contact: 2026-11-02\n---\ntheirs\n",
        ),
        # They never saw the comment, the tick, or the second of two equal lines.
        (
            ["tags: [x]\nrole: a # new\n---\n"],
            "tags: [x]\nrole: a # new\n---\nours\n",
            "tags: [x]\nrole: a\n---\ntheirs\n",
        ),
        (["---\n- [x] t\n"], "---\n- [x] t\nours\n", "---\n- [ ] t\ntheirs\n"),
        (["---\nCalled.\n\nCalled.\n"], "---\nCalled.\n\nCalled.\nours\n", "---\nCalled.\ntheirs\n"),
    ],
)
def test_what_only_one_side_knows_is_never_taken_back(
    vault: Write, known: list[str], ours: str, theirs: str
) -> None:
    root = vault({PATH: "x\n", COPY: f"---\n{theirs}"})
    git(root, "init", "--quiet")
    for text in known:
        commit(root, f"---\n{text}")
    (root / PATH).write_text(f"---\n{ours}")
    with Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(resolve("ours")(desk))
    merged = (root / PATH).read_text()
    for line in ours.splitlines():
        # A list may have more items.
        assert merged.count(line.rstrip("]")) >= f"---\n{ours}".count(line.rstrip("]")), merged


_LINES = st.lists(
    st.sampled_from(["- 2026-11-01 a", "- 2026-11-02 b", "x", "", "- [ ] t", "```", "## Log"]), max_size=6
)


@given(_LINES, _LINES)
def test_without_a_common_version_the_base_is_the_lines_of_both(first: list[str], second: list[str]) -> None:
    ours, theirs = ("---\na: 1\n---\n" + "".join(f"{line}\n" for line in each) for each in (first, second))
    base = find_base("/nowhere", PATH, ours.encode(), theirs.encode())[0].decode()
    for side in (first, second):
        rest = iter(side)
        assert all(line in rest for line in base.splitlines())
