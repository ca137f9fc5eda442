"""Tests searches of notmuch."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.errors import NotmuchUnavailable
from tests.exchange.touches.read import outcomes, read
from tests.exchange.touches.test_sources import got, mail, maildir


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Maildir with a database of notmuch."""
    folder = maildir(
        tmp_path / "Mail",
        {
            "cur/1:2,S": mail("ada").replace("\nTo", "\nMessage-ID: <1@example.org>\nTo"),
            "cur/2:2,S": mail("bob")
            .replace("\nTo", "\nMessage-ID: <2@example.org>\nTo")
            .replace("2026", "2025"),
            "cur/3:2,S": mail("spam").replace("\nTo", "\nMessage-ID: <3@example.org>\nTo"),
        },
    )
    monkeypatch.setenv("NOTMUCH_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "config").write_text(
        f"[database]\npath={folder}\n[user]\nname=Me\nprimary_email=me@example.org\n[new]\ntags=inbox\n"
        "[search]\nexclude_tags=deleted;spam\n"
    )
    return folder


@pytest.mark.system
def test_a_search_finds_messages_but_no_excluded_ones(box: Path) -> None:
    subprocess.run(["notmuch", "new", "--quiet"], check=True, capture_output=True)
    subprocess.run(["notmuch", "tag", "+spam", "--", "from:spam"], check=True)
    assert outcomes(read("notmuch:*")) == [got("bob").replace("2026", "2025"), got("ada")]
    assert outcomes(read("notmuch:")) == outcomes(read("notmuch:*"))
    assert outcomes(read("notmuch:from:ada or from:bob", date(2026, 1, 1))) == [got("ada")]
    assert outcomes(read("notmuch:*", date(2026, 1, 1))) == [got("ada")]
    assert outcomes(read("notmuch:from:nobody")) == []
    # It is no option, and no command of a shell.
    assert outcomes(read("notmuch:--exclude=false from:spam; touch x")) == []
    assert not os.path.exists("x")


@pytest.mark.system
def test_without_a_database_it_says_how_to_make_one(box: Path) -> None:
    assert box.is_dir()
    with pytest.raises(NotmuchUnavailable) as caught:
        read("notmuch:*")
    assert "make one: notmuch setup, then notmuch new" in str(caught.value)


def test_without_notmuch_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotmuchUnavailable) as caught:
        read("notmuch:from:ada")
    assert str(caught.value).startswith("notmuch is not installed\ninstall it (apt install notmuch")


def test_what_it_says_of_an_error_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "notmuch"
    program.write_text(
        "#!/bin/sh\nyes error | head -c 300000 >&2\necho 'A Xapian exception occurred parsing query' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(NotmuchUnavailable) as caught:
        read("notmuch:from:(")
    assert "notmuch can't search: error" in str(caught.value)
