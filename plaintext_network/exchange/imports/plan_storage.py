"""Stores the plan of an import in a file, and loads it. `plan_file` and `read_plan` know its format."""

import os
from collections.abc import Iterator
from pathlib import Path

from plaintext_network.errors import FileAlreadyExists, PlanNotFound, WriteFailed
from plaintext_network.exchange.imports.plan import InputFile, Plan
from plaintext_network.exchange.imports.plan_file import is_plan, plan_to_json
from plaintext_network.exchange.imports.read_plan import plan_from_json, with_input
from plaintext_network.exchange.imports.source_records import file_digest, read_contacts
from plaintext_network.exchange.record import Record

_MOST_BYTES = 1 << 30


def load_plan(name: str) -> Plan:
    """Return the plan in a file, with the attachments and long texts of the address book that it was made from.

    Raises PlanNotFound or PlanInvalid. A record whose attachments the address book no longer has is refused.
    """
    try:
        with open(name, "rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise PlanNotFound(name, error.strerror or "it can't be opened") from error
    except UnicodeDecodeError as error:
        raise PlanNotFound(name, "it is not in UTF-8") from error
    plan, needs_input = plan_from_json(text, name)
    return with_input(plan, _records(plan)) if needs_input else plan


def _records(plan: Plan) -> Iterator[Record]:
    """Yield the records of the address book that a plan was made from; none if it is gone or has changed."""
    path, digest = plan.input
    if path and (not digest or file_digest(path) == digest):
        for record in read_contacts(path, kind=plan.kind, name=plan.source):
            if isinstance(record, Record):
                yield record


def store_plan(name: str, plan: Plan) -> None:
    """Write a plan to a file that only the user can read. Raises FileAlreadyExists for a file that is no plan, WriteFailed."""
    address_book = InputFile(plan.input.path, file_digest(plan.input.path))
    text = plan_to_json(plan._replace(input=address_book)).encode("utf-8", "surrogatepass")
    path = Path(name)
    try:
        if path.exists():
            with path.open("rb") as file:
                if not is_plan(file.read(200)):
                    raise FileAlreadyExists(name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(text)
    except OSError as error:
        raise WriteFailed(name, error.strerror or str(error)) from error
