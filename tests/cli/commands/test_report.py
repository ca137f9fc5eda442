"""`pnet report`: where the page goes, its formats, what it says of the run and what it refuses."""

import email
import email.policy
import os
import stat
import sys
import webbrowser
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

import plaintext_network as pn
from plaintext_network import report
from plaintext_network.cli.main import main
from tests.cli.terminal import Terminal

NOTES = {
    "contacts/Ada.md": "---\ncadence: monthly\n---\n## Log\n- 2026-10-01 call: glazes\n",
    "contacts/Zephyrine.md": "---\nprivate: true\ncadence: monthly\n---\n## Log\n- 2026-10-01 call: looms\n",
    "Me.md": "---\ntype: me\nemails: [me@example.org]\n---\n",
}
LEFT_OUT = "left out: 1 private contact"
Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], own_place: None) -> Path:
    return vault(NOTES)


@pytest.fixture
def run(root: Path, answer: Run) -> Run:
    return partial(answer, root, "report")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in the browser."""
    found: list[str] = []

    def open_address(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(webbrowser, "get", lambda: SimpleNamespace(open=open_address))
    return found


def test_in_a_pipe_the_page_is_standard_output(run: Run) -> None:
    status, out, err = run()
    assert (status, err) == (0, [LEFT_OUT])
    assert out.startswith("<!doctype html>\n")
    assert "Ada" in out
    assert "Zephyrine" not in out
    assert run("--to", "-") == (status, out, err)


def test_a_file_is_written_whole_for_its_user_alone_and_only_if_it_differs(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("--to", str(page)) == (0, "", [f"wrote {page}; {LEFT_OUT}"])
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert page.read_text() == run()[1]
    assert run("--to", str(page)) == (0, "", [f"{page} is up to date; {LEFT_OUT}"])
    assert [file.name for file in tmp_path.glob("*.tmp")] == []


def test_on_a_terminal_the_page_has_a_file_of_its_own(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["--vault", str(root), "report"]) == 0
    (page,) = (tmp_path / "state" / "reports").iterdir()
    assert capsys.readouterr().err.splitlines() == [f"wrote {page}; {LEFT_OUT}"]
    assert screen.getvalue() == ""
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


def test_open_opens_the_file_in_the_browser(run: Run, tmp_path: Path, opened: list[str]) -> None:
    page = tmp_path / "my report.html"
    assert run("--open", "--to", str(page))[0] == 0
    assert opened == [page.as_uri()]
    assert run("--open")[1] == ""
    assert opened[1].startswith((tmp_path / "state" / "reports").as_uri())


def _none() -> webbrowser.BaseBrowser:
    raise webbrowser.Error("could not locate runnable browser")


@pytest.mark.parametrize(
    # The second takes over the terminal.
    "browser",
    [_none, lambda: webbrowser.GenericBrowser("/bin/false")],
    ids=["none", "text"],
)
def test_without_a_browser_the_file_is_there_all_the_same(
    browser: Callable[[], webbrowser.BaseBrowser], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", browser)
    page = tmp_path / "report.html"
    assert run("--open", "--to", str(page)) == (
        0,
        "",
        [f"wrote {page}; no browser found to open it; {LEFT_OUT}"],
    )


def test_the_browser_that_the_user_names_may_draw_in_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    monkeypatch.setenv("BROWSER", "touch")
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser(["touch", str(there)]))
    assert "no browser" not in run("--open", "--to", str(tmp_path / "report.html"))[2][0]
    assert there.exists()


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Due.md", "<!-- "), ("due.EML", "From: "), ("due.html", "<!doctype"), ("due", "<!doctype")],
)
def test_the_name_of_a_file_tells_its_format(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    file = tmp_path / name
    assert run("--to", str(file))[0] == 0
    assert file.read_text().startswith(begins)


@pytest.mark.parametrize("name", ["report.html", "Due.md"])
def test_nobody_else_can_read_a_report_with_private_people(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    for options in ((), ("--private",), ("--private",)):
        run("--to", str(file), *options)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)
    run("--to", str(file), "--private")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # A mode that the user gave stays otherwise.
    file.chmod(0o644)
    run("--to", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (
            ("--format", "md", "--limit", "5"),
            "--limit is for the cards of a page; for example: pnet report --limit 50",
        ),
        (("--format", "md", "--open"), "--open opens a page; for example: pnet report --open"),
        (("--open", "--to", "-"), "--open opens a file: leave out --to -"),
        (
            ("--format", "md", "--links", "obsidian"),
            "--links is for a page; for example: pnet report --links obsidian",
        ),
        (
            ("--mail-to", "a@example.org"),
            "--mail-to is for a mail; for example: pnet report --format mail --mail-to you@example.com",
        ),
        (("--format", "mail", "--private"), "a mail never names private people: leave out --private"),
        (("--limit", "0"), "argument --limit: “0” is not a whole number of at least 1"),
    ],
)
def test_options_that_do_not_fit_are_refused(run: Run, words: tuple[str, ...], fault: str) -> None:
    status, out, (first, *_) = run(*words)
    assert (status, out) == (2, "")
    assert fault in first


@pytest.mark.parametrize("name", ["contacts/Ada.md", "pnet.toml", ".git/report.html"])
def test_no_report_replaces_a_note_or_a_setting(run: Run, root: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for form in ("html", "md", "mail"):
        status, _, err = run("--format", form, "--to", str(root / name))
        assert status == 4, err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_no_page_replaces_a_file_that_pnet_did_not_write(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<!doctype html>\n<title>Mine</title>\n")
    status, _, err = run("--to", str(page))
    assert status == 4
    assert "pnet did not write it as a report" in " ".join(err)
    assert "Mine" in page.read_text()


def test_private_people_are_included_only_on_request(run: Run) -> None:
    for form in ("html", "md"):
        status, out, err = run("--private", "--format", form)
        assert (status, err) == (0, ["includes 1 private contact: keep it to yourself"])
        assert "Zephyrine" in out
        assert "Keep it to yourself." in out


def test_a_mail_goes_to_the_address_of_your_own_note_or_to_the_one_given(run: Run) -> None:
    for words, address in (((), "me@example.org"), (("--mail-to", "you@example.org"), "you@example.org")):
        status, out, err = run("--format", "mail", *words)
        assert (status, err) == (0, [LEFT_OUT])
        mail = email.message_from_string(out, policy=email.policy.default)
        assert mail["To"] == address
        assert "Ada" in "".join(part.get_content() for part in mail.walk() if not part.is_multipart())


def test_limit_and_links_change_the_cards_of_the_page(run: Run, root: Path) -> None:
    (root / "contacts" / "Bo.md").write_text("---\ntype: person\n---\n")
    one, both = run("--links", "obsidian", "--limit", "1")[1], run("--links", "obsidian")[1]
    assert 0 < one.count("obsidian://open") < both.count("obsidian://open")
    assert "obsidian://open" not in run()[1]


def test_a_vault_without_contacts_has_a_page(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    empty = vault({})
    for form in ("html", "md"):
        assert main(["--vault", str(empty), "report", "--format", form]) == 0
        out, err = capsys.readouterr()
        assert out
        assert err == ""


@pytest.mark.skipif(os.name != "posix", reason="these are no file names elsewhere")
def test_a_folder_may_have_any_name(
    vault: Callable[[Mapping[str, str]], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    opened: list[str],
) -> None:
    odd = vault(NOTES).rename(tmp_path / "a <b> & 'c' \"d\" \x1b[31m\u202e")
    assert main(["--vault", str(odd), "report", "--open"]) == 0
    assert "\x1b" not in capsys.readouterr().err
    (page,) = (opened[0].removeprefix("file://"),)
    text = Path(page).read_text()
    assert "<b>" not in text
    assert "\x1b" not in text


def test_the_same_day_has_the_same_bytes_and_the_library_writes_the_same(
    run: Run, root: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    run("--to", str(page))
    before = page.read_bytes()
    notebook = pn.open(str(root), today=date(2026, 11, 24))
    assert report.page(notebook).encode() == before
    assert not report.write_page(notebook, str(page))
    assert report.note(notebook) == run("--format", "md")[1]
    midnight = datetime(2026, 11, 24).astimezone()
    assert report.message(notebook, date=midnight).decode() == run("--format", "mail")[1]


@pytest.mark.parametrize("form", ["html", "md", "mail"])
def test_an_empty_name_of_a_file_is_refused(run: Run, form: str) -> None:
    # As a script gives it whose variable is empty.
    status, out, err = run("--format", form, "--to", "")
    assert (status, out) == (4, "")
    assert err[0] == "can't write “”: it names no file"


def test_a_mail_replaces_only_a_mail_of_pnet_s_own(run: Run, tmp_path: Path) -> None:
    mine, mail = tmp_path / "mine.html", tmp_path / "report.eml"
    mine.write_text("<p>mine")
    status, _, err = run("--format", "mail", "--to", str(mine))
    assert (status, mine.read_text()) == (4, "<p>mine")
    assert "pnet did not write it as a report" in err[0]
    assert "wrote" in run("--format", "mail", "--to", str(mail))[2][0]
    assert "is up to date" in run("--format", "mail", "--to", str(mail))[2][0]
    assert "wrote" in run("--format", "mail", "--mail-to", "other@example.org", "--to", str(mail))[2][0]


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_output_is_another_name_of_to(run: Run, tmp_path: Path, option: str) -> None:
    page = tmp_path / "report.html"
    assert run(option, str(page)) == (0, "", [f"wrote {page}; {LEFT_OUT}"])
    assert run(option, "-")[1].encode() == page.read_bytes()
