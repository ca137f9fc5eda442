"""Implements `pnet address`: prints the email addresses that match a text, in the formats of mail programs."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import PnetError, counted
from plaintext_network.exchange.address_lookup.find_addresses import address_rows

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.address_lookup.find_addresses import AddressRow
    from plaintext_network.records.record_types import Record

FIELDS = ("name", "email", "organization")
# mutt and aerc read the address first; aerc reads no third field.
PLAIN, OF_AERC = ("email", "name", "organization"), ("email", "name")


def run(session: Session) -> int:
    """Run `pnet address`."""
    screen, form = session.screen, session.options.format
    if form in ("mutt", "aerc"):
        # These programs draw on the same terminal.
        screen.suppress_notes()
    if form == "mutt":
        return _for_mutt(session)
    found = _found(session)
    if form == "aerc":
        rows(screen, _records(found), OF_AERC, "plain")
    elif form == "header":
        # Late: only these lines quote names.
        from plaintext_network.exchange.address_lookup.mailbox import mailbox

        lines: list[Record] = [{"mailbox": mailbox(name, email)} for email, name, _ in found]
        rows(screen, lines, ("mailbox",), "plain")
    else:
        form = choose_format(form, screen)
        fields = PLAIN if form == "plain" else FIELDS
        rows(screen, _records(found), fields, form, whole="email", optional=("organization",))
        if not found and screen.out.terminal:
            session.note_nothing(_message(found, _text(session)))
    return 0 if found else 1


def _for_mutt(session: Session) -> int:
    """Print a line that mutt shows, then the addresses. An error is such a line, too."""
    try:
        found = _found(session)
    except PnetError as error:
        session.screen.print_whole(str(error).partition("\n")[0])
        return error.exit_code
    session.screen.print_whole(_message(found, _text(session)))
    rows(session.screen, _records(found), PLAIN, "plain")
    return 0 if found else 1


def _found(session: Session) -> list[AddressRow]:
    return address_rows(session.notebook, _text(session), session.options.limit)


def _text(session: Session) -> str:
    return " ".join(session.options.text).strip()


def _message(found: list[AddressRow], text: str) -> str:
    if not found:
        return f"no address matches “{text}”" if text else "no contact has an email address"
    count = counted(len(found), "address", "addresses")
    return f"{count} {'matches' if len(found) == 1 else 'match'} “{text}”" if text else count


def _records(found: list[AddressRow]) -> list[Record]:
    return [
        {"name": name, "email": email, "organization": organization or None}
        for email, name, organization in found
    ]
