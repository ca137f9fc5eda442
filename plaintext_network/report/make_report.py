"""Makes a report of a notebook as a page, a note or a mail, and writes its file. Lays out nothing itself."""

from __future__ import annotations

from plaintext_network.report.contents import gather

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from plaintext_network.vault.notebook import Notebook


# Late imports: each form needs only its own modules.


def page(
    notebook: Notebook,
    limit: int | None = None,
    *,
    private: bool = False,
    links: str | None = None,
) -> str:
    """Return the report as one self-contained HTML file with at most `limit` cards; see `usual_number` for the default.

    `links` is `obsidian` to link each person's note there. It names private people only with `private`.
    """
    from plaintext_network.report.html.page import page as laid_out

    return laid_out(gather(notebook, limit, private=private), links=links)


def note(notebook: Notebook, *, private: bool = False) -> str:
    """Return the report as a Markdown note."""
    from plaintext_network.report.markdown_note import markdown_note

    return markdown_note(gather(notebook, 0, private=private))


def message(notebook: Notebook, to: str | None = None, date: datetime | None = None) -> bytes:
    """Return the report as a mail to an address, else to the first one in the note about yourself; never with private people.

    `date` has a time zone; without it, the program that sends the mail adds one. Raises MailAddressInvalid or MailAddressMissing.
    """
    from plaintext_network.report.mail.address import mail_address
    from plaintext_network.report.mail.message import mail_message

    return mail_message(gather(notebook, 0), mail_address(notebook, to), date=date)


def write_page(
    notebook: Notebook,
    path: str,
    limit: int | None = None,
    *,
    private: bool = False,
    links: str | None = None,
) -> bool:
    """Write what `page` returns, and return whether that changed the file. Only you can read a new file.

    With `private`, only you can read an existing file, too. Raises FileNotWritten, for a file that pnet didn't write, too.
    """
    from plaintext_network.report.report_file import write_page as write

    return write(notebook.root, path, page(notebook, limit, private=private, links=links), private=private)


def write_note(notebook: Notebook, path: str, *, private: bool = False) -> bool:
    """Write what `note` returns to a file, as `write_page` does. In the vault, it must match an `ignore` glob of pnet.toml."""
    from plaintext_network.report.report_file import write_note as write

    ignore = notebook.settings.rules.ignore
    return write(notebook.root, ignore, path, note(notebook, private=private), private=private)
