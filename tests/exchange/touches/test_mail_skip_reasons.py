"""Tests which messages count for whom, in which direction, and which are left out, and why."""

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.touches.read import outcome, outcomes, read

IN = "From: Ada <ada@example.org>\nTo: me@example.org\nDate: Tue, 24 Nov 2026 10:00:00\n"
OUT = "From: me@example.org\nTo: Ada <ada@example.org>\nDate: Tue, 24 Nov 2026 10:00:00\n"
GOT = "2026-11-24 in from Ada <ada@example.org>"
SENT = "2026-11-24 out to Ada <ada@example.org>"


def one(
    folder: Path, header: str, *, me: tuple[str, ...] = ("me@example.org",), name: str = "message.eml"
) -> str:
    file = folder / name
    file.write_text(header + "\nbody\n")
    [event] = read(file, me=me)
    return outcome(event)


ADDED = [
    ("", GOT),
    ("List-Id: <news.example.org>\n", "skipped: bulk"),
    ("list-unsubscribe: <mailto:x@example.org>\n", "skipped: bulk"),
    ("List-Post: <mailto:x@example.org>\n", "skipped: bulk"),
    ("Precedence: bulk\n", "skipped: bulk"),
    ("Precedence: LIST\n", "skipped: bulk"),
    ("Precedence: junk\n", "skipped: bulk"),
    ("Precedence: first-class\n", GOT),
    ("Feedback-ID: 1:2:3:x\n", "skipped: bulk"),
    ("Auto-Submitted: auto-replied\n", "skipped: automatic"),
    ("Auto-Submitted: auto-generated (vacation)\n", "skipped: automatic"),
    ("Auto-Submitted: no\n", GOT),
    ("Auto-Submitted: No; comment=x\n", GOT),
    ("X-Auto-Response-Suppress: All\n", "skipped: automatic"),
    ("X-Autoreply: yes\n", "skipped: automatic"),
    ("Precedence: auto_reply\n", "skipped: automatic"),
    ("Return-Path: <>\n", "skipped: automatic"),
    ("Return-Path: <ada@example.org>\n", GOT),
    ('Content-Type: multipart/report; report-type="delivery-status"\n', "skipped: automatic"),
    ('Content-Type: text/calendar; method=REPLY; charset="utf-8"\n', "skipped: automatic"),
    ("Content-Type: multipart/alternative; boundary=x; method=REPLY\n", "skipped: automatic"),
    ("List-Help: <mailto:x@example.org>\n", "skipped: bulk"),
    ("Content-Class: urn:content-classes:calendarmessage\n", "skipped: automatic"),
    ("Content-Type: multipart/alternative; boundary=x\n", GOT),
    ("X-Spam-Flag: YES\n", "skipped: spam"),
    ("X-Spam-Status: Yes, score=9.1 required=5\n", "skipped: spam"),
    ("X-Spam-Flag: NO\nX-Spam-Status: No, score=-1\n", GOT),
    ("X-Mozilla-Status: 0009\n", "skipped: deleted"),
    ("X-Mozilla-Status: 0001\n", GOT),
    ("X-Mozilla-Draft-Info: internal/draft\n", "skipped: draft"),
    ("X-Unsent: 1\n", "skipped: draft"),
    ("X-Evolution: 00000023-0016\n", "skipped: deleted"),
    ("X-Evolution: 00000023-0010\n", GOT),
    ("X-Status: AD\n", "skipped: deleted"),
    ("Status: RO\nX-Status: A\n", GOT),
    ("X-Gmail-Labels: Important,Trash\n", "skipped: deleted"),
    ("X-Gmail-Labels: =?UTF-8?Q?Corbeille,Cat=C3=A9gorie_:_E-mails_personnels?=\n", "skipped: deleted"),
    ("X-Gmail-Labels: Posteingang,Kategorie: Werbung\n", "skipped: bulk"),
    ("X-Gmail-Labels: Archived,Important,Opened,Category Updates,Werbung\n", GOT),
    ("Sender: Google Calendar <calendar-notification@google.com>\n", "skipped: automatic"),
    ("Sender: Ada's assistant <bob@example.org>\n", GOT),
    ("X-GM-LABELS: Spam\n", "skipped: spam"),
    ("X-GM-LABELS: =?UTF-8?Q?Papierkorb,Entw=C3=BCrfe?=\n", "skipped: deleted"),
    ("X-GM-LABELS: Inbox,Category Promotions\n", "skipped: bulk"),
    ("X-GM-LABELS: Inbox,Opened,Category Personal\n", GOT),
    ("X-GM-LABELS: Sent\n", "2026-11-24 out to me@example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "expected"), ADDED)
def test_fields_that_say_what_a_message_is(tmp_path: Path, added: str, expected: str) -> None:
    if "Sent" in added:
        # Then the user sent it, from an address that isn't in `me`.
        expected = "skipped: own"
    assert one(tmp_path, added + IN) == expected


SENDERS = [
    "noreply@example.org", "3ab5f1234567890abcdef12345@example.org", "no-reply@example.org", "no_reply@example.org", "NoReply+x@example.org", "do-not-reply@example.org",
    "donotreply@example.org", "calendar-noreply@example.org", "noreply-jobs@example.org", "MAILER-DAEMON@example.org",
    "postmaster@example.org", "bounces@example.org", "bounces+123-x@example.org", "news-bounces@example.org", "notifications@example.org",
    "notification+abc@example.org", "newsletter@example.org", "nicht-antworten@example.org", "root@example.org",
]  # fmt: skip
PERSONS = ["ada@example.org", "info@example.org", "norep@example.org", "ada.bounce@example.org", "reply@example.org", "norbert.reply@example.org", "cronje@example.org"]  # fmt: skip


@pytest.mark.parametrize("address", SENDERS)
def test_senders_that_are_programs(tmp_path: Path, address: str) -> None:
    assert one(tmp_path, IN.replace("ada@example.org", address)) == "skipped: automatic"


@pytest.mark.parametrize("address", PERSONS)
def test_senders_that_are_persons(tmp_path: Path, address: str) -> None:
    assert one(tmp_path, IN.replace("ada@example.org", address)).startswith("2026-11-24 in")


def test_programs_among_recipients_are_no_people(tmp_path: Path) -> None:
    assert one(tmp_path, OUT.replace("To: ", "To: noreply@example.org, ")) == SENT


MINE = [
    (("me@example.org",), OUT, SENT),
    (("ME@Example.org",), OUT, SENT),
    # What follows a plus is the user's, too.
    (("me@example.org",), OUT.replace("me@", "me+shop@"), SENT),
    (("me+shop@example.org",), OUT, SENT),
    # All of a domain is.
    (("@example.org",), OUT.replace("ada@example.org", "ada@other.example"), SENT.replace("ada@example.org", "ada@other.example")),
    (("me@gmail.com",), OUT.replace("me@example.org", "m.e+x@googlemail.com"), SENT),
    (("me@example.org",), "From: Bob <bob@example.org>, me@example.org\n" + OUT.partition("\n")[2], SENT),
    # Only to oneself, and to nobody.
    (("me@example.org",), OUT.replace("Ada <ada@example.org>", "me+notes@example.org"), "skipped: own"),
    (("me@example.org",), OUT.replace("To: Ada <ada@example.org>\n", ""), "skipped: nobody"),
    (("me@example.org",), OUT.replace("Ada <ada@example.org>", "undisclosed-recipients:;"), "skipped: nobody"),
    (("me@example.org",), OUT.replace("To: Ada", "Bcc: Ada"), "2026-11-24 out cc Ada <ada@example.org>"),
]  # fmt: skip


@pytest.mark.parametrize(("me", "header", "expected"), MINE)
def test_who_the_user_is(tmp_path: Path, me: tuple[str, ...], header: str, expected: str) -> None:
    assert one(tmp_path, header, me=me) == expected


RECEIVED = [
    (IN, GOT),
    # A blind copy, and what another mailbox of the user's passed on.
    (IN.replace("To: me@example.org", "To: undisclosed-recipients:;"), GOT),
    (IN.replace("To: me@example.org\n", ""), GOT),
    ("Delivered-To: me@example.org\n" + IN.replace("To: me@", "To: old@"), f"{GOT}, to old@example.org"),
    ("X-Original-To: alias@example.org\n" + IN.replace("To: me@", "To: alias@"), f"{GOT}, to alias@example.org"),
    # Between others: nobody delivered it to the user.
    (IN.replace("To: me@", "To: bob@"), "skipped: elsewhere"),
    (IN + "Cc: Bob <bob@example.org>\n", f"{GOT}, cc Bob <bob@example.org>"),
    # Who passes a message on is who wrote to the user.
    ("Resent-From: Bob <bob@example.org>\nResent-To: me@example.org\nResent-Date: Wed, 25 Nov 2026 09:00\n" + IN.replace("To: me@", "To: bob@"),
     "2026-11-25 in from Bob <bob@example.org>"),
    ("Resent-From: me@example.org\nResent-To: bob@example.org\nResent-Date: Wed, 25 Nov 2026 09:00\n" + IN, "2026-11-25 out to bob@example.org"),
    ("Resent-From: me@example.org\nResent-To: me+archive@example.org\n" + IN, GOT),
    # Without From.
    (IN.replace("From:", "Sender:"), GOT),
    ("Return-Path: <ada@example.org>\n" + IN.partition("\n")[2], "2026-11-24 in from ada@example.org"),
    (IN.partition("\n")[2], "refused: it doesn't say who sent it"),
    # The clock of a sender may be wrong.
    ("Received: from x by y; Tue, 24 Nov 2026 09:00:00\n" + IN.replace("2026 10", "2062 10"), GOT),
    ("Received: from x by y; Tue, 24 Nov 2026 09:00:00\n" + IN.replace("2026 10", "1970 10"), GOT),
    ("Received: from x by y; Tue, 24 Nov 2026 09:00:00\n" + IN.replace("Date: Tue, 24 Nov 2026 10:00:00\n", ""), GOT),
    (IN.replace("2026 10", "2062 10"), "skipped: ahead"),
    (IN.replace("Date: Tue, 24 Nov 2026 10:00:00\n", ""), "refused: it has no date that pnet can read"),
    (IN.replace("From: ", "From : ").replace("To: me", "TO:me"), GOT),
    (IN.replace("\n", "\r\n"), GOT),
]  # fmt: skip


@pytest.mark.parametrize(("header", "expected"), RECEIVED)
def test_who_wrote_to_the_user(tmp_path: Path, header: str, expected: str) -> None:
    assert one(tmp_path, header) == expected


def test_a_subject_is_read_only_on_request(tmp_path: Path) -> None:
    file = tmp_path / "message.eml"
    file.write_text(IN + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n\n")
    assert [getattr(event, "text", None) for event in read(file)] == [""]
    assert [getattr(event, "text", None) for event in read(file, subjects=True)] == ["Grüße"]


def test_everybody_who_got_it_counts(tmp_path: Path) -> None:
    file = tmp_path / "message.eml"
    file.write_text(IN + "Cc: a@example.org, b@example.org, A@example.org\nMessage-ID:\n <1@example.org>\n\n")
    [event] = read(file)
    assert (getattr(event, "group", 0), getattr(event, "id", "")) == (3, "1@example.org")


def test_a_message_without_an_id_has_the_same_one_each_time(tmp_path: Path) -> None:
    for name, header in (("a.eml", IN), ("b.eml", IN), ("c.eml", IN.replace("10:00", "11:00"))):
        (tmp_path / name).write_text(header + "\n")
    first, second, third = (getattr(event, "id", "") for event in read(tmp_path))
    assert first == second
    assert first.startswith("digest:")
    assert first != third


def test_days_before_those_that_count_are_left_out_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(IN + "\n")
    assert read(tmp_path, date(2026, 11, 25)) == []
    assert outcomes(read(tmp_path, date(2026, 11, 24))) == [GOT]
