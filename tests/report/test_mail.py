"""A report as a mail: one that every program reads, the same on the same day, and safe from what a name contains."""

import mailbox
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.report.contents import ComingDay, DueReason, OpenItem, ReportContents
from plaintext_network.report.errors import MailAddressInvalid, MailAddressMissing
from plaintext_network.report.mail.address import mail_address
from plaintext_network.report.mail.message import mail_message
from plaintext_network.vault.notebook import Notebook
from tests.cli.screens import Shell
from tests.cli.test_prompts import needs_a_terminal
from tests.conftest import TODAY
from tests.exchange.hostile_input import NAMES
from tests.report.made_report import DAY, due, report

DATE = datetime(2026, 11, 24, tzinfo=UTC)
INJECTIONS = (
    "Ada\r\nBcc: eve@example.org",
    "Ada\n\n<script>alert(1)</script>",
    "Ada\u2028Bcc: eve@example.org",
    "From the sea\nFrom eve@example.org Tue Nov 24 00:00:00 2026",
    ".\r\n.",
    "--=_boundary--",
    "<img src=https://example.org/pixel.gif>",
    "\ud83d",
)


def read(contents: ReportContents, **more: str) -> EmailMessage:
    """Return a mail as Python's parser reads it, without a defect."""
    message = message_from_bytes(
        mail_message(contents, "ines@example.org", date=DATE, **more), policy=default
    )
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content = body.get_content()
    assert isinstance(content, str)
    return content


def everywhere(text: str) -> ReportContents:
    also = (DueReason("promise", text, DAY, 0, text),)
    return report(
        due=(due(text, text, about=text, also=also, kind="new"),),
        waiting=(due(text, text),),
        coming=(ComingDay(DAY, "event", text, None, text),),
        promises=(OpenItem((text, text), text, DAY, 0),),
    )


def test_it_says_the_same_as_text_and_as_html() -> None:
    message = read(report(due=(due("Zoë Byrne", about="clay"), due("Bo", "you promised: call"))))
    assert list(message) == [
        "From", "To", "Subject", "Date", "Auto-Submitted", "Message-ID", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert message["Subject"] == "2 people to get back to · 24 November 2026"
    assert message["Date"].datetime == DATE
    assert (message["From"], message["To"]) == ("ines@example.org", "ines@example.org")
    assert re.fullmatch(r"<pnet\.20261124\.[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]
    assert (
        part(message, "plain")
        == """\
2 people to get back to.
Tuesday, 24 November 2026


TODAY

- Zoë Byrne (4 days ago)
  every month; last in touch on 2026-10-01
  last time: clay

- Bo (4 days ago)
  you promised: call


COMING UP

- Bo Lund (Sat 28 Nov): turns 40


PROMISES

- Ada Byrne (4 days ago): send the glaze recipe


IN TOUCH

  ··················░······█
  5 times in touch since 27 May, week by week


Written by pnet from your notes. Private people are left out.
"""
    )
    html = part(message, "html")
    for words in ("Zoë Byrne", "last time: clay", "turns 40", "send the glaze recipe", "5 times in touch"):
        assert words in html


def test_the_same_day_gives_the_same_bytes() -> None:
    once, twice = (mail_message(report(), "ines@example.org", date=DATE) for _ in range(2))
    assert once == twice
    assert b"\r" not in once
    other = mail_message(report(people=4), "ines@example.org", date=DATE)
    ids = [message_from_bytes(one, policy=default)["Message-ID"] for one in (once, other)]
    assert ids[0] != ids[1]


def test_without_an_address_or_a_day_the_sending_program_adds_them() -> None:
    message = message_from_bytes(mail_message(report()), policy=default)
    assert list(message) == ["Subject", "Auto-Submitted", "MIME-Version", "Content-Type"]


def test_a_long_sentence_fits_into_72_columns_and_a_long_word_stays_whole() -> None:
    address = f"https://example.org/{'a' * 2000}"
    message = read(report(due=(due("Ada", f"{'word ' * 100}{address} end"),)))
    lines = part(message, "plain").split("\n")
    assert address in [line.strip() for line in lines]
    assert all(len(line) <= 72 or address in line for line in lines)
    raw = mail_message(report(due=(due("Ada", "é" * 3000),)), "ines@example.org", date=DATE)
    assert max(map(len, raw.split(b"\n"))) <= 78
    assert raw.isascii()


@pytest.mark.parametrize("text", [*INJECTIONS, *NAMES])
def test_no_text_becomes_a_header_a_part_or_an_element(text: str) -> None:
    is_inert(text)


@given(st.text(max_size=40))
def test_any_text_stays_text(text: str) -> None:
    is_inert(text)


def is_inert(text: str) -> None:
    plain, message = read(everywhere("words")), read(everywhere(text))
    assert list(message) == list(plain)
    assert message["Subject"] == plain["Subject"]
    assert len(list(message.walk())) == 3
    assert not re.search(r"(?m)^From |^\.", part(message, "plain"))
    html = part(message, "html")
    if text.strip():
        assert Shape(html).found == Shape(part(plain, "html")).found


class Shape(HTMLParser):
    """The elements of a document with the names of their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


def test_the_html_loads_and_links_nothing_and_has_styles_that_mail_programs_know() -> None:
    html = part(read(everywhere("https://example.org/x.png")), "html")
    assert not re.search(r"<(?:img|script|link|style|a|svg|form|iframe)\b|url\(|@import|\bsrc=|\bhref=", html)
    names = {
        name.strip()
        for style in re.findall(r'style="([^"]*)"', html)
        for name in re.findall(r"([\w-]+):", style)
    }
    assert names <= {
        "background-color", "border-top", "color", "font-family", "font-size", "line-height", "margin",
        "max-width", "padding", "text-align", "width",
    }  # fmt: skip
    # Gmail cuts a mail at 102 kB.
    assert len(html.encode()) < 100_000


def test_a_mail_with_private_people_is_refused() -> None:
    with pytest.raises(ValueError, match="a mail never names private people"):
        mail_message(report(private=True))


# To whom


@pytest.fixture
def notebook(vault: Callable[[Mapping[str, str]], Path]) -> Callable[[str], Notebook]:
    return lambda me: Notebook(
        str(vault({"Me.md": me, "contacts/Ada.md": "---\nemails: ada@example.org\n---\n"})), TODAY
    )


def test_it_goes_to_the_address_in_the_note_about_yourself(notebook: Callable[[str], Notebook]) -> None:
    mine = notebook("---\ntype: me\nemails: [nonsense, ines@example.org, ines@example.net]\n---\n")
    assert mail_address(mine) == "ines@example.org"
    assert mail_address(mine, " other@example.org ") == "other@example.org"


def test_without_an_address_it_says_where_to_write_one(notebook: Callable[[str], Notebook]) -> None:
    with pytest.raises(MailAddressMissing, match="--mail-to you@example"):
        mail_address(notebook("---\ntype: me\n---\n"))


@pytest.mark.parametrize(
    "given",
    ["", "ines", "ines@", "a@b, c@d", "Ines <i@example.org>", "i@example.org\nBcc: e@x.org", "é@example.org"],
)
def test_what_is_not_one_address_is_refused(given: str, notebook: Callable[[str], Notebook]) -> None:
    with pytest.raises(MailAddressInvalid, match="is not a mail address"):
        mail_address(notebook("Me\n"), given)


# Mail programs


@pytest.mark.system
@needs_a_terminal
def test_mutt_shows_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "muttrc").write_text(
        f"set folder={home}\nset charset=utf-8\nalternative_order text/plain\nset wait_key=no\n"
    )
    box = mailbox.mbox(home / "box")
    box.add(mail_message(report(due=(due("Zoë 田中", about="clay"),)), "ines@example.org", date=DATE))
    box.close()
    shell = Shell(home, {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    shell.types("mutt -n -F muttrc -R -f box\n")
    shell.shows("1 person to get back to · 24")
    shell.types("\n")
    shell.shows("Subject: 1 person to get back to · 24 November 2026")
    shell.shows("- Zoë 田中 (4 days ago)")
    shell.shows("last time: clay")
    assert "<td" not in "\n".join(shell.screen())
    shell.ends()
