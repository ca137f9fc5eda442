"""Writes a report as a mail with a text and an HTML part (RFC 5322, RFC 2046). Sends nothing."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from hashlib import sha256

from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full
from plaintext_network.report.mail.html_part import mail_html
from plaintext_network.report.mail.text_part import mail_text
from plaintext_network.report.outline import summary


def mail_message(contents: ReportContents, to: str | None = None, date: datetime | None = None) -> bytes:
    """Return a message with line feeds, as `sendmail` and `msmtp -t` read it; the same arguments give the same bytes.

    `to` is a mail address, as `mail_address` returns it: the mail comes from there, too. Without it, there is no such header, and
    without a `date`, which has a zone, the program that sends the mail adds it. Raises ValueError for contents with private
    people: a mail passes through the machines of others.
    """
    if contents.private:
        raise ValueError("a mail never names private people")
    message = EmailMessage(policy=default)
    if to:
        message["From"] = message["To"] = to
    # No names: a lock screen shows the subject.
    message["Subject"] = f"{summary(contents)} · {day_in_full(contents.today)}"
    if date is not None:
        message["Date"] = format_datetime(date)
    # Prevents holiday replies (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    text, html = mail_text(contents), mail_html(contents)
    digest = sha256("\0".join((text, html, to or "", str(date))).encode()).hexdigest()[:32]
    if to:
        message["Message-ID"] = f"<pnet.{contents.today:%Y%m%d}.{digest}@{to.rpartition('@')[2]}>"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # By default it is random. No text of quoted-printable contains `=_`.
    message.set_boundary(f"=_{digest}")
    return message.as_bytes()
