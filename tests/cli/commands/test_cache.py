"""`pnet cache`: where, how large, how fresh; and gone when asked."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def root(vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + 10**13)
    return vault({"contacts/Ada.md": "---\ncadence: weekly\n---\n"})


def told(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["--vault", str(root), "cache", *words, "--format", "json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_where_how_large_and_how_fresh(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [nothing] = told(root, capsys)
    assert (nothing["size"], nothing["written"], nothing["state"]) == (0, None, "no cache")
    main(["--vault", str(root), "due", "-q"])
    capsys.readouterr()
    [kept] = told(root, capsys)
    assert (kept["vault"], kept["notes"], kept["state"]) == (str(root), 1, "current")
    assert kept["size"] == sum(path.stat().st_size for path in (tmp_path / "caches").iterdir())
    assert str(kept["path"]).startswith(str(tmp_path / "caches/"))
    (root / "contacts/Ada.md").write_text("x")
    [kept] = told(root, capsys)
    assert kept["state"] == "1 file to read"


def test_a_table_names_all_its_files_as_a_shell_reads_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--vault", str(root), "due", "-q"])
    capsys.readouterr()
    assert main(["--vault", str(root), "cache", "--format", "table"]) == 0
    [pattern] = [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("path")]
    folder, name = Path(pattern).parent, Path(pattern).name
    assert sorted(folder.glob(name)) == sorted(folder.iterdir())


def test_it_is_cleared(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--vault", str(root), "due", "-q"])
    assert main(["--vault", str(root), "cache", "clear"]) == 0
    assert capsys.readouterr().err.endswith("; the next command re-reads every note\n")
    assert [path.suffix for path in (tmp_path / "caches").iterdir()] in ([], [".lock"])
    assert main(["--vault", str(root), "cache", "clear"]) == 0
    assert capsys.readouterr().err == "no cache to remove\n"


def test_those_of_all_vaults(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (root, root.with_name("other")):
        (place / "contacts").mkdir(parents=True, exist_ok=True)
        main(["--vault", str(place), "due", "-q"])
    capsys.readouterr()
    assert [kept["vault"] for kept in told(root, capsys, "--all")] == [
        str(root.with_name("other")),
        str(root),
    ]
    assert main(["--vault", str(root), "cache", "clear", "--all"]) == 0
    assert {path.suffix for path in (tmp_path / "caches").iterdir()} == {".lock"}


def test_settings_that_cannot_be_read_hinder_no_clearing(root: Path, tmp_path: Path) -> None:
    main(["--vault", str(root), "due", "-q"])
    (root / "pnet.toml").write_text("[")
    assert main(["--vault", str(root), "cache"]) == 2
    assert main(["--vault", str(root), "cache", "clear"]) == 0
    assert [path.suffix for path in (tmp_path / "caches").iterdir()] in ([], [".lock"])


def test_what_cannot_be_removed_is_said(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--vault", str(root), "due", "-q"])
    [warm] = (tmp_path / "caches").glob("*.warm")
    warm.unlink()
    warm.mkdir()
    assert main(["--vault", str(root), "cache", "clear"]) == 4
    assert "can't remove" in capsys.readouterr().err
