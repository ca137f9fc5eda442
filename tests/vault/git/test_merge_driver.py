"""Git runs pnet as its merge driver: in any kind of repository, after any failure, and never loses a line silently."""

import os
import resource
import shlex
import signal
import sys
from pathlib import Path

import pytest

from plaintext_network.vault.git.favoured_side import _asked, _side_in
from plaintext_network.vault.git.merge_driver import CONFLICTS, FAILED, merge_driver
from tests.vault.git.two_branches import PNET, Repository, both

pytestmark = pytest.mark.system

LINES = b"".join(b"line %d\n" % n for n in range(20))
NOTE = b"---\nname: Ada\ncadence: monthly\n---\n# Ada\n\n" + LINES
OURS, THEIRS = NOTE.replace(b"monthly", b"weekly"), NOTE.replace(b"monthly", b"yearly")
FAR = NOTE.replace(b"line 19", b"19")


def merged(repository: Repository) -> int:
    return repository.git("merge", "--no-edit", "side", ok=False).returncode


def on(tmp_path: Path, driver: str, ours: bytes = OURS, theirs: bytes = THEIRS) -> Repository:
    repository = Repository(tmp_path / "vault", driver)
    repository.branches({"n.md": NOTE}, {"n.md": ours}, {"n.md": theirs})
    return repository


@pytest.mark.parametrize(
    "driver",
    [
        "no-such-pnet",
        "/no/such/pnet",
        "false",
        "sh -c 'exit 200'",
        "sh -c 'kill -9 $$'",
        f"{shlex.quote(sys.executable)} -c 'raise SystemError'",
        f"{shlex.quote(sys.executable)} -P -m plaintext_network.no_such_module",
    ],
)
@pytest.mark.parametrize("theirs", [THEIRS, FAR], ids=["in conflict", "without conflict"])
def test_without_a_working_pnet_git_reports_a_conflict_and_loses_nothing(
    driver: str, theirs: bytes, tmp_path: Path
) -> None:
    repository = on(tmp_path, driver, theirs=theirs)
    assert merged(repository) == 1
    files, unmerged = repository.state()
    assert unmerged.count(b"\n") == 3
    expected = OURS.replace(b"line 19", b"19")
    if theirs == THEIRS:
        expected = OURS.replace(
            b"cadence: weekly\n", b"<<<<<<<\ncadence: weekly\n=======\ncadence: yearly\n>>>>>>>\n"
        )
    assert files == {"n.md": expected}


def test_nothing_is_left_in_the_folder_of_the_vault(tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    assert merged(repository) == 1
    assert sorted(os.listdir(repository.folder)) == [".git", "n.md"]


def test_pnet_prints_nothing_on_standard_error(tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    assert repository.git("merge", "--no-edit", "side", ok=False).stderr == b""


def test_git_learns_of_files_that_cannot_be_read(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert merge_driver([gone, gone, gone, "7", "n.md"]) == FAILED
    assert merge_driver(["x"]) == FAILED


def test_a_result_that_cannot_be_written_leaves_our_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("base", OURS), ("ours", OURS), ("theirs", FAR * 50)):
        (tmp_path / name).write_bytes(text)
    monkeypatch.chdir(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(FAR) * 20, limits[1]))
    try:
        assert merge_driver(["base", "ours", "theirs", "7", "n.md"]) == FAILED
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert (tmp_path / "ours").read_bytes() == OURS
    assert sorted(os.listdir(tmp_path)) == ["base", "ours", "theirs"]


@pytest.mark.parametrize("size", ["7", "9", "", "x", "0", "%L"])
def test_markers_have_the_length_that_git_asks_for(
    size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("base", b"a\n"), ("ours", b"b\n"), ("theirs", b"c\n")):
        (tmp_path / name).write_bytes(text)
    monkeypatch.chdir(tmp_path)
    assert merge_driver(["base", "ours", "theirs", size, "n.txt", "B", "O", "T"]) == CONFLICTS
    length = int(size) if size in ("7", "9") else 7
    assert (tmp_path / "ours").read_text() == f"{'<' * length} O\nb\n{'=' * length}\nc\n{'>' * length} T\n"


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("how", ["in the settings", "on the command line"])
def test_conflicts_are_written_as_the_user_likes_them(style: str, how: str, tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": LINES}, {"n.md": LINES + b"x\na\n"}, {"n.md": LINES + b"x\nb\n"})
        words: tuple[str, ...] = ("-c", f"merge.conflictStyle={style}")
        if how == "in the settings":
            repository.git("config", "merge.conflictStyle", style)
            words = ()
        assert repository.git(*words, "merge", "side", ok=False).returncode == 1
        found.append(repository.state())
    assert found[0] == found[1]


def test_a_merge_of_three_branches(tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": NOTE}, {"n.md": NOTE + b"x\n"}, {"n.md": NOTE.replace(b"line 9", b"9")})
        repository.git("checkout", "--quiet", "-b", "third", "main~")
        repository.commit({"n.md": NOTE.replace(b"monthly", b"4 weeks")})
        repository.git("checkout", "--quiet", "main")
        found.append((repository.git("merge", "side", "third", ok=False).returncode, repository.state()))
    assert found[0] == found[1]
    assert found[0][0] == 0


@pytest.mark.parametrize("theirs", [FAR, THEIRS], ids=["without conflict", "in conflict"])
def test_a_note_that_one_side_renamed(theirs: bytes, tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": NOTE}, {"n.md": None, "people/Ada.md": OURS}, {"n.md": theirs})
        found.append((merged(repository), repository.state()))
    assert found[0] == found[1]


def test_both_sides_of_a_cross_merge_each_other(tmp_path: Path) -> None:
    """The base of the last merge is a merge itself: of ancestors in conflict, so that the base has markers."""
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": NOTE}, {"n.md": OURS + b"ours\n"}, {"n.md": THEIRS + b"theirs\n"})
        repository.git("branch", "ours-before")
        repository.git("branch", "theirs-before", "side")
        repository.git("merge", "--quiet", "-s", "ours", "--no-edit", "theirs-before")
        repository.commit({"n.md": OURS + b"ours\ntheirs\n"})
        repository.git("checkout", "--quiet", "side")
        repository.git("merge", "--quiet", "-s", "ours", "--no-edit", "ours-before")
        repository.commit({"n.md": THEIRS + b"theirs\nours\n"})
        repository.git("checkout", "--quiet", "main")
        # The base in the index differs by the names in its markers.
        found.append((merged(repository), repository.state()[0]))
    assert found[0] == found[1]
    assert found[0][0] == 1


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
@pytest.mark.parametrize("attribute", ["", "*.md text eol=crlf\n", "*.md -text\n"])
def test_line_ends_are_what_git_makes_of_them(autocrlf: str, attribute: str, tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.git("config", "core.autocrlf", autocrlf)
        attributes = {".gitattributes": attribute.encode()}
        ends = LINES.replace(b"\n", b"\r\n")
        repository.branches(
            {"n.md": ends, **attributes}, {"n.md": ends + b"x\r\n"}, {"n.md": b"y\r\n" + ends}
        )
        found.append((merged(repository), repository.state()))
    assert found[0] == found[1]
    assert found[0][0] == 0


def test_a_symbolic_link_is_no_note(tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.commit({"a.md": NOTE, "b.md": NOTE, "c.md": NOTE})
        link = repository.folder / "link.md"
        for branch, target in (("main", "a.md"), ("side", "b.md"), ("main", "c.md")):
            repository.git("checkout", "--quiet", "-B", branch)
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            repository.commit({})
            repository.git("branch", "-f", "base", "HEAD~0")
            if branch == "side":
                repository.git("checkout", "--quiet", "main")
        found.append((merged(repository), repository.state()))
    assert found[0] == found[1]


def test_a_work_tree_of_a_bare_repository(tmp_path: Path) -> None:
    source = on(tmp_path, PNET, theirs=FAR)
    bare = tmp_path / "bare.git"
    source.git("clone", "--quiet", "--bare", str(source.folder), str(bare))
    for name in ("config", "info/attributes"):
        (bare / name).write_bytes((source.folder / ".git" / name).read_bytes())
    source.git("-C", str(bare), "config", "core.bare", "true")
    tree = source.git("-C", str(bare), "merge-tree", "--write-tree", "main", "side").stdout.decode().strip()
    assert source.git("-C", str(bare), "cat-file", "blob", f"{tree}:n.md").stdout == FAR.replace(
        b"monthly", b"weekly"
    )
    work = tmp_path / "work tree"
    source.git("-C", str(bare), "worktree", "add", "--quiet", str(work), "main")
    source.git("-C", str(work), "merge", "--no-edit", "side")
    assert (work / "n.md").read_bytes() == FAR.replace(b"monthly", b"weekly")


def test_a_repository_with_sha256(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "vault", PNET, "--object-format=sha256")
    repository.branches({"n.md": NOTE}, {"n.md": OURS}, {"n.md": FAR})
    assert merged(repository) == 0
    assert repository.read("n.md") == FAR.replace(b"monthly", b"weekly")


def test_another_folder_of_settings_than_dot_git(tmp_path: Path) -> None:
    repository = on(tmp_path, PNET, theirs=THEIRS)
    repository.git("config", "merge.conflictStyle", "diff3")
    away = tmp_path / "away"
    (repository.folder / ".git").rename(away)
    repository.git("merge", "side", ok=False, GIT_DIR=str(away), GIT_WORK_TREE=str(repository.folder))
    assert b"\n|||||||" in repository.read("n.md")


def test_nothing_of_the_repository_runs_but_the_driver(tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    ran = tmp_path / "ran"
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\necho $PPID >> {ran}\n")
    spy.chmod(0o755)
    (repository.folder / "re.py").write_text(f"open({str(ran)!r}, 'w')\n")
    (repository.folder / "plaintext_network.py").write_text(f"open({str(ran)!r}, 'w')\n")
    for name in ("pager.merge-file", "alias.merge-file", "core.pager"):
        repository.git("config", name, f"!{spy}")
    assert merged(repository) == 1
    assert not ran.exists()


def test_a_variable_that_traces_git_changes_nothing(tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    repository.git("merge", "side", ok=False, GIT_TRACE=str(tmp_path / "trace"), GIT_INDEX_FILE=".git/index")
    assert b"built-in: git merge-file" not in (tmp_path / "trace").read_bytes()
    assert repository.read("n.md").count(b"cadence") == 2


@pytest.mark.parametrize("settings", ["[properties\n", "<<<<<<< HEAD\n", "[properties]\nphone = 3\n", "\0"])
def test_broken_settings_do_not_stop_a_merge(settings: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "vault", PNET)
    repository.branches(
        {"n.md": NOTE, "pnet.toml": settings.encode()}, {"n.md": OURS + b"x\n"}, {"n.md": FAR + b"y\n"}
    )
    assert merged(repository) == 1
    assert b"cadence: weekly" in repository.read("n.md")


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(
    "form", ["-X {}", "-X{}", "--strategy-option {}", "--strategy-option={}", "--strategy-opt={}"]
)
def test_a_favoured_side_settles_conflicts(side: str, form: str, tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    assert repository.git("merge", "--no-edit", *form.format(side).split(), "side", ok=False).returncode == 0
    assert repository.read("n.md") == (OURS if side == "ours" else THEIRS)


@pytest.mark.parametrize("words", [("-m", "-X ours"), ("-m", "-Xours"), ("-qm", "-Xours")])
def test_a_message_favours_no_side(words: tuple[str, ...], tmp_path: Path) -> None:
    repository = on(tmp_path, PNET)
    assert repository.git("merge", *words, "side", ok=False).returncode == 1


# `ps` prints a command line without the quotes of a message.
@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("git merge -X ours side", "ours"),
        ("git -c user.name=m merge -Xtheirs side", "theirs"),
        ("git merge -m Try -X ours here side", ""),
        ("git merge -qm Try -Xours here side", ""),
        ("git merge --message=Try -X ours here side", ""),
        ("git rebase -x git merge -X ours side main", ""),
        ("git rebase -X theirs --exec git merge -X ours side main", "theirs"),
    ],
)
def test_a_message_favours_no_side_where_ps_joins_the_words(line: str, side: str, tmp_path: Path) -> None:
    program = tmp_path / "ps"
    program.write_text(f"#!/bin/sh\necho '  1 {line}'\n")
    program.chmod(0o755)
    assert _side_in(_asked(2, str(program))[0]) == side


@pytest.mark.parametrize("command", ["rebase", "cherry-pick"])
def test_a_favoured_side_counts_for_what_is_continued(command: str, tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": NOTE, "m.md": NOTE}, {"n.md": OURS, "m.md": OURS}, {"n.md": None})
        repository.git("checkout", "--quiet", "side")
        repository.commit({"m.md": THEIRS})
        repository.git("checkout", "--quiet", "main")
        if command == "rebase":
            repository.git("checkout", "--quiet", "side")
            repository.git("rebase", "-X", "theirs", "main", ok=False)
        else:
            repository.git("cherry-pick", "-X", "theirs", "main..side", ok=False)
        repository.git("rm", "--quiet", "n.md")
        found.append((repository.git(command, "--continue", ok=False).returncode, repository.state()))
    assert found[0] == found[1]
    assert found[0][0] == 0


@pytest.mark.parametrize("command", ["rebase", "cherry-pick"])
def test_a_favoured_side_counts_for_nothing_else_while_it_waits(command: str, tmp_path: Path) -> None:
    found = []
    for repository in both(tmp_path):
        repository.branches({"n.md": NOTE, "m.md": NOTE}, {"n.md": OURS, "m.md": OURS}, {"n.md": None})
        repository.git("checkout", "--quiet", "side")
        repository.commit({"m.md": THEIRS})
        repository.git("checkout", "--quiet", "-b", "other", "main~1")
        repository.commit({"m.md": NOTE.replace(b"monthly", b"daily")})
        if command == "rebase":
            repository.git("checkout", "--quiet", "side")
            repository.git("rebase", "-X", "theirs", "main", ok=False)
        else:
            repository.git("checkout", "--quiet", "main")
            repository.git("cherry-pick", "-X", "theirs", "main..side", ok=False)
        repository.git("rm", "--quiet", "n.md")
        repository.git("commit", "--quiet", "--message", "x")
        found.append(repository.git("cherry-pick", "other", ok=False).returncode)
    assert found == [1, 1]
