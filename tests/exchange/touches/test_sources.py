"""Tests what a source is taken for: files and folders of mail and calendars, and what is neither."""

import os
from pathlib import Path

import pytest

from plaintext_network.exchange.errors import EventSourceNotFound, EventSourceUnknown
from tests.exchange.touches.read import outcomes, read

MAIL = "From: {0}@example.org\nTo: me@example.org\nDate: Tue, 24 Nov 2026 10:00:00\n\nhello\n"
SEPARATOR = "From x@example.org Tue Nov 24 10:00:00 2026\n"


def mail(name: str) -> str:
    return MAIL.format(name)


def got(name: str) -> str:
    return f"2026-11-24 in from {name}@example.org"


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def maildir(folder: Path, files: dict[str, str]) -> Path:
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return make(folder, files)


def test_a_maildir_with_flags_and_folders_within(tmp_path: Path) -> None:
    box = maildir(
        tmp_path / "Maildir",
        {
            "new/1764000000.1.host": mail("new"),
            "cur/1764000001.2.host:2,S": mail("seen"),
            "cur/1764000002.3.host:2,": mail("plain"),
            "cur/1764000003.4.host:2,ST": mail("trashed"),
            "cur/1764000004.5.host:2,DS": mail("draft"),
            "cur/1764000005.6.host!2,FS": mail("windows"),
            "cur/.hidden": mail("hidden"),
            "tmp/1764000006.7.host": mail("unfinished"),
            "dovecot-uidlist": "3 V1 N1\n",
        },
    )
    maildir(
        box / ".Sent",
        {"cur/1:2,S": "From: alias@example.org\nTo: bob@example.org\nDate: Tue, 24 Nov 2026 10:00\n\n"},
    )
    maildir(box / ".Trash", {"cur/1:2,S": mail("thrown")})
    maildir(box / ".Junk.2026", {"cur/1:2,S": mail("junk")})
    maildir(box / ".Entw&APw-rfe", {"cur/1:2,S": mail("entwurf")})
    maildir(box / ".Unsent Messages", {"cur/1:2,S": mail("unsent")})
    maildir(box / ".Archive.Friends", {"new/1": mail("friend")})
    maildir(box / ".notmuch", {})
    assert outcomes(read(box)) == [
        got("seen"),
        got("plain"),
        "skipped: deleted",
        "skipped: draft",
        got("windows"),
        got("new"),
        got("friend"),
        "skipped: draft",
        "skipped: spam",
        "2026-11-24 out to bob@example.org",
        "skipped: deleted",
        "skipped: draft",
    ]


def test_a_folder_of_maildirs(tmp_path: Path) -> None:
    for name in ("INBOX", "Sent Items", "Archive/2025", "[Gmail]/Spam", "[Gmail]/Papierkorb"):
        sender = "me" if name == "Sent Items" else name.rpartition("/")[2].lower()
        text = mail(sender).replace("To: me@", "To: bob@") if sender == "me" else mail(sender)
        maildir(tmp_path / name, {"cur/1:2,S": text})
    make(tmp_path, {".mbsyncstate": "x", ".git/config": mail("git")})
    assert outcomes(read(tmp_path)) == [
        got("2025"),
        got("inbox"),
        "2026-11-24 out to bob@example.org",
        "skipped: deleted",
        "skipped: spam",
    ]


def test_a_profile_of_thunderbird(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "Inbox": SEPARATOR + mail("inbox") + "\n",
            "Inbox.msf": '// <!-- <mdb:mork:z v="1.4"/> -->\n',
            "Sent": SEPARATOR + mail("alias").replace("To: me@", "To: bob@") + "\n",
            "Trash": SEPARATOR + mail("trash") + "\n",
            "Archives.sbd/2025": SEPARATOR + mail("old") + "\n",
            "Trash.sbd/Friends": SEPARATOR + mail("trashed") + "\n",
            "msgFilterRules.dat": 'version="9"\nlogging="no"\n',
        },
    )
    assert outcomes(read(tmp_path)) == [
        got("inbox"),
        "2026-11-24 out to bob@example.org",
        "skipped: deleted",
        got("old"),
        "skipped: deleted",
    ]


def test_a_folder_of_messages_and_calendars_among_other_files(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "a.eml": mail("eml"),
            "b.emlx": f"{len(mail('apple'))}\n{mail('apple')}<?xml version='1.0'?>\n",
            "12": mail("mh"),
            "notes.md": "Date: today\n\nFrom: here\n",
            "notes.txt": "Hello,\nthis is a text.\n",
            "people.csv": "name,email\nAda,ada@example.org\n",
            "picture.jpg": "\x00\x01",
            "empty": "",
            "sub/d.eml": mail("sub"),
        },
    )
    assert outcomes(read(tmp_path)) == [got("mh"), got("eml"), got("apple"), got("sub")]


def test_places_name_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"mail/sub/a.eml": mail("a"), "box": SEPARATOR + mail("a") + "\n" + SEPARATOR + mail("b")})
    monkeypatch.chdir(tmp_path)
    assert [event.origin for event in read("mail")] == [("mail/sub/a.eml", 1, 1)]
    assert [event.origin for event in read("box")] == [("box", 1, 1), ("box", 2, 8)]


def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", {"a": mail("outside"), "b.ics": "BEGIN:VCALENDAR\nEND:VCALENDAR\n"})
    box = maildir(tmp_path / "box", {"cur/2:2,S": mail("inside")})
    (box / "cur" / "1:2,S").symlink_to(outside / "a")
    os.mkfifo(box / "cur" / "3:2,S")
    (box / ".Linked").symlink_to(maildir(tmp_path / "other", {"cur/1:2,S": mail("other")}))
    assert outcomes(read(box)) == [
        "skipped: link",
        got("inside"),
        "refused: it is no message: it has no header",
    ]
    folder = make(tmp_path / "folder", {"a.eml": mail("inside")})
    (folder / "b.ics").symlink_to(outside / "b.ics")
    (folder / "c").symlink_to(outside)
    os.mkfifo(folder / "d.eml")
    assert outcomes(read(folder)) == [got("inside"), "skipped: link"]


def test_a_source_that_is_a_link_is_followed(tmp_path: Path) -> None:
    make(tmp_path, {"real/a.eml": mail("a")})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link.eml").symlink_to(tmp_path / "real" / "a.eml")
    assert outcomes(read(tmp_path / "link")) == outcomes(read(tmp_path / "link.eml")) == [got("a")]


def test_an_empty_mailbox_has_no_events(tmp_path: Path) -> None:
    maildir(tmp_path / "box", {})
    make(tmp_path, {"Inbox.mbox": ""})
    assert read(tmp_path / "box") == read(tmp_path / "Inbox.mbox") == []


@pytest.mark.parametrize(
    "text", ["", "Hello\n", "From here to there\n", "BEGIN:VCARD\nEND:VCARD\n", "a: b\n"]
)
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    make(tmp_path, {"folder/file": text})
    for source in (tmp_path / "folder", tmp_path / "folder" / "file"):
        with pytest.raises(EventSourceUnknown) as caught:
            read(source)
        assert "pnet reads mbox files, Maildirs" in str(caught.value)


def test_a_source_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(EventSourceNotFound) as caught:
        read(tmp_path / "nothing")
    assert "No such file" in str(caught.value)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EventSourceUnknown):
        read(tmp_path / "pipe")


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    make(tmp_path, {"a.eml": mail("a"), "b.eml": mail("b"), "c/d.eml": mail("d")})
    (tmp_path / "a.eml").chmod(0)
    if os.access(tmp_path / "a.eml", os.R_OK):
        # The superuser reads everything.
        assert outcomes(read(tmp_path)) == [got("a"), got("b"), got("d")]
    else:
        assert outcomes(read(tmp_path)) == [
            "refused: it can't be read: Permission denied",
            got("b"),
            got("d"),
        ]
