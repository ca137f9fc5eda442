"""Asks on the terminal what an import can't decide: who a person is, and which value counts. Decides nothing itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled
from plaintext_network.errors import counted
from plaintext_network.exchange.contact_notes.source_names import shown_source
from plaintext_network.exchange.imports.answers import with_answers
from plaintext_network.exchange.imports.plan import ADD, OURS, SKIP, THEIRS, Plan, PlannedRecord, Question
from plaintext_network.network.people.match_pair import Evidence
from plaintext_network.network.people.match_people import EvidencePlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plaintext_network.cli.prompts import Prompter
    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.imports.import_contacts import ImportPlanner
    from plaintext_network.network.people.matching import MatchCandidate
    from plaintext_network.vault.notebook import Notebook

# What a question calls lines, texts and interactions, which are not the values of a property.
_WORDS = {"vcard": "other lines", "notes": "a note", "log": "an interaction"}
# How a source says what needs a yes.
_PROPOSALS = {
    "private": "marks them as private. Set private: true?",
    "status": "says that they have died. Set status: {values}?",
    "knows": "relates them to {values}. Add to knows?",
}
# How many values of the source a question names.
_FEW = 3


def ask(session: Session, prompter: Prompter, planner: ImportPlanner, plan: Plan) -> Plan:
    """Ask the questions of a plan one at a time, and return it with the answers. If the user stops, later ones wait."""
    records = list(plan.records)
    total = plan.question_count
    if not total:
        return plan
    session.screen.warn(
        f"{file_and_kind(plan)}: {counted(total, 'question')}. Leave one blank to answer the rest later."
    )
    try:
        for number, planned in enumerate(records):
            if planned.asks_who and not planned.answer:
                planned = records[number] = _who(prompter, planner, planned)
            if planned.has_job_question:
                planned = records[number] = _job(prompter, plan, planned)
            for place, question in enumerate(planned.questions):
                if not question.answer:
                    answer = _which(prompter, plan, planned, question)
                    questions = list(planned.questions)
                    questions[place] = question._replace(answer=answer)
                    planned = records[number] = planned._replace(questions=tuple(questions))
            records[number] = with_answers(planned, planner.rules)
    except Cancelled:
        session.screen.warn("the other questions wait")
    return plan.replace_records(records)


def ask_former(prompter: Prompter, plan: Plan) -> Plan:
    """Ask whether to keep the organizations that people have left as former ones, once for all, and return the plan."""
    left = [planned for planned in plan.records if planned.change.former]
    if not left:
        return plan
    names = ", ".join(f"{planned.contact} ({planned.change.former[0]})" for planned in left[:_FEW])
    more = f" and {len(left) - _FEW} more" if len(left) > _FEW else ""
    try:
        keep = prompter.yes(f"Keep these as former organizations? {names}{more}", default=True)
    except Cancelled:
        keep = True
    if keep:
        return plan
    return plan.replace_records(
        [planned._replace(change=planned.change._replace(former=())) for planned in plan.records]
    )


def file_and_kind(plan: Plan) -> str:
    """Return the name of the imported file and what it is: `phone.vcf (vCard)`."""
    kind = shown_source(plan.kind)
    if plan.source != plan.kind:
        kind = f"{kind}, source {plan.source}"
    name = os.path.basename(plan.input.path) or plan.input.path
    return f"{name or 'standard input'} ({kind})"


def _job(prompter: Prompter, plan: Plan, planned: PlannedRecord) -> PlannedRecord:
    """Ask about organization and role at once."""
    open_ones = {one.property: one for one in planned.open_questions}
    role, organization = open_ones["role"], open_ones["organization"]
    ours = ", ".join(filter(None, (first_values(role.ours), first_values(organization.ours))))
    theirs = ", ".join(filter(None, (first_values(role.theirs), first_values(organization.theirs))))
    sides = (f"{ours}  ({planned.path})", f"{theirs}  ({plan.title})")
    answer = (OURS, THEIRS)[prompter.choice(f"{planned.contact or planned.name}: which is right?", sides)]
    questions = [
        one._replace(answer=answer) if one in (role, organization) else one for one in planned.questions
    ]
    return planned._replace(questions=tuple(questions))


def _who(prompter: Prompter, planner: ImportPlanner, planned: PlannedRecord) -> PlannedRecord:
    record = planned.record
    if record is None:
        return planned
    places = evidence_places(planner.notebook)
    options = [f"{one.name} ({places(one)}): {evidence_in_words(one.evidence)}" for one in planned.candidates]
    options += ["somebody else: add a contact" if options else "add a contact", "skip"]
    place = f"{planned.origin.file}:{planned.origin.line}"
    about = [
        value for name in ("role", "organization", "emails") for value in record.values.get(name, ())[:1]
    ]
    who = f"{planned.name} ({place})" + (f", {', '.join(about)}" if about else "")
    reason = "" if planned.candidates else f" {planned.reason[:1].upper()}{planned.reason[1:]}."
    number = prompter.choice(f"Who is {who}?{reason}", options)
    if number < len(planned.candidates):
        chosen = planned.candidates[number]
        return planner.belongs_to(record, chosen.path, chosen.evidence)
    return planned._replace(answer=ADD if number == len(planned.candidates) else SKIP)


def _which(prompter: Prompter, plan: Plan, planned: PlannedRecord, question: Question) -> str:
    name, theirs = planned.contact or planned.name, first_values(question.theirs)
    what = _WORDS.get(question.property, question.property)
    if question.is_proposed:
        asked = _PROPOSALS.get(what, "suggests {property}: {values}. Set it?")
        wanted = prompter.yes(
            f"{name}: {plan.title} {asked.format(property=what, values=theirs)}", default=False
        )
        return THEIRS if wanted else OURS
    if not question.ours or question.property in _WORDS or len(question.theirs) > 1:
        wanted = prompter.yes(f"{name}: {plan.title} also has {what}: {theirs}. Add this?", default=False)
        return THEIRS if wanted else OURS
    sides = (f"{first_values(question.ours)}  ({planned.path})", f"{theirs}  ({plan.title})")
    return (OURS, THEIRS)[prompter.choice(f"{name}: which {what}?", sides)]


def evidence_places(notebook: Notebook) -> Callable[[MatchCandidate], str]:
    """Return the function that returns where a candidate's note has the first piece of evidence, as `path:line`."""
    places = EvidencePlaces(notebook.index, notebook.settings.rules)

    def place(candidate: MatchCandidate) -> str:
        try:
            return places.of(candidate.evidence[0], candidate.path)
        except LookupError:
            # An organization, or a note that has changed since.
            return candidate.path

    return place


def evidence_in_words(evidence: Sequence[Evidence]) -> str:
    """Return evidence as part of a sentence."""
    # One of each kind is enough.
    texts: dict[str, str] = {}
    for one in evidence:
        texts.setdefault(one.kind, one.text)
    return ", ".join(texts.values()) or "you said so"


def first_values(values: Sequence[str]) -> str:
    """Return the first values, and how many more there are; long ones are cut."""
    few = [value if len(value) <= 80 else f"{value[:79]}…" for value in values[:_FEW]]
    return ", ".join(few) + (f" and {len(values) - _FEW} more" if len(values) > _FEW else "")
