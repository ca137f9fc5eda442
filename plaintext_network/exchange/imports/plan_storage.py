"""Stores the plan of an import in a file, and loads it. `plan_file` and `read_plan` know its format."""

from collections.abc import Iterator

from plaintext_network.exchange.errors import PlanNotFound
from plaintext_network.exchange.imports.plan import InputFile, Plan
from plaintext_network.exchange.imports.plan_file import KEY, plan_to_json
from plaintext_network.exchange.imports.read_plan import plan_from_json, with_input
from plaintext_network.exchange.imports.source_records import file_digest, read_contacts
from plaintext_network.exchange.plan_document import read_plan_file, write_plan_file
from plaintext_network.exchange.record import Record

_MOST_BYTES = 1 << 30


def load_plan(name: str) -> Plan:
    """Return the plan in a file, with the attachments and long texts of the address book that it was made from.

    Raises PlanNotFound or PlanInvalid. A record whose attachments the address book no longer has is refused.
    """
    plan, needs_input = plan_from_json(read_plan_file(name, _MOST_BYTES, PlanNotFound), name)
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
    write_plan_file(name, plan_to_json(plan._replace(input=address_book)), KEY)
