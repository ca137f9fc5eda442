"""Asks on the terminal what a sync can't decide: which value counts, whom to add, and what to do with whoever is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.import_questions import evidence_in_words, evidence_places, first_values
from plaintext_network.errors import counted
from plaintext_network.exchange.sync.sync_plan import (
    ADD,
    ARCHIVE,
    DELETE,
    FOLDER,
    KEEP,
    SKIP,
    TRASH,
    VAULT,
    SyncAnswers,
    SyncEntry,
    SyncPlan,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.cli.prompts import Prompter
    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.sync.run_sync import PreparedSync
    from plaintext_network.exchange.sync.sync_plan import Conflict

# What a question calls lines and texts, which are not the values of a property.
WORDS = {"vcard": "other lines", "notes": "note"}


def ask(
    session: Session,
    prompter: Prompter,
    prepared: PreparedSync,
    plan_again: Callable[[SyncAnswers], PreparedSync],
) -> PreparedSync:
    """Ask the questions of a sync one at a time, and return it with the answers. If the user stops, later ones wait.

    `plan_again` plans with answers: whose card it is may lead to other questions.
    """
    people: dict[str, str] = {}
    values: dict[tuple[str, str], str] = {}
    count = question_count(prepared.plan)
    if count:
        what = counted(count, "question")
        session.screen.warn(f"{prepared.plan.name}: {what}. Leave one blank to answer the rest later.")
    try:
        while True:
            before = len(people) + len(values)
            for entry in prepared.plan.entries:
                if entry.asks and entry.key not in people:
                    people[entry.key] = _who(session, prompter, entry)
                for conflict in entry.open_conflicts:
                    if (entry.key, conflict.property) not in values:
                        values[entry.key, conflict.property] = _which(prompter, entry, conflict)
            if len(people) + len(values) == before:
                return prepared
            prepared = plan_again(SyncAnswers(dict(people), dict(values)))
    except Cancelled:
        session.screen.warn("the other questions wait")
    return plan_again(SyncAnswers(people, values)) if people or values else prepared


def question_count(plan: SyncPlan) -> int:
    """Return how many answers a plan needs."""
    return plan.conflict_count + plan.question_count


def _which(prompter: Prompter, entry: SyncEntry, conflict: Conflict) -> str:
    what = WORDS.get(conflict.property, conflict.property)
    was = f" (was {first_values(conflict.base)})" if conflict.base else ""
    sides = (
        f"{first_values(conflict.vault) or 'none'}  ({entry.path})",
        f"{first_values(conflict.folder) or 'none'}  ({entry.file})",
    )
    return (VAULT, FOLDER)[prompter.choice(f"{entry.name}: which {what}{was}?", sides)]


def _who(session: Session, prompter: Prompter, entry: SyncEntry) -> str:
    if entry.state == "card gone":
        options = {
            KEEP: f"keep the contact without a card  ({entry.path})",
            ARCHIVE: "archive the contact",
            TRASH: "move the note to the trash",
        }
        asked = f"{entry.name}'s card is gone from the folder. What now?"
    elif entry.state in ("contact gone", "withheld"):
        options = {
            DELETE: f"remove the card  ({entry.file})",
            KEEP: "leave the card",
        }
        why = f" {_sentence(entry.reason)}" if entry.reason else ""
        what = "is no longer in the vault" if entry.state == "contact gone" else "is no longer sent"
        asked = f"{entry.name} {what}.{why} What now?"
    elif entry.state == "new contact":
        options = {ADD: "write a card", KEEP: "leave the contact without a card"}
        asked = f"{entry.name} ({entry.path}) has no card. {_sentence(entry.reason)} What now?"
    else:
        places = evidence_places(session.notebook)
        options = {
            one.path: f"{one.name} ({places(one)}): {evidence_in_words(one.evidence)}"
            for one in entry.candidates
        }
        options[ADD] = "somebody else: add a contact" if options else "add a contact"
        options[SKIP] = "skip: leave the card, and don't ask again"
        reason = "" if entry.candidates or not entry.reason else f" {_sentence(entry.reason)}"
        asked = f"Who is {entry.name} ({entry.file})?{reason}"
    return list(options)[prompter.choice(asked, list(options.values()))]


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
