"""Turns the answers to a plan's questions into changes. Asks nothing."""

from plaintext_network.exchange.imports.compare_contact import log_text
from plaintext_network.exchange.imports.merge_values import PropertyChange, is_respelled, is_same_value
from plaintext_network.exchange.imports.plan import THEIRS, ContactChange, PlannedRecord, Question
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules


def with_answers(planned: PlannedRecord, rules: Rules) -> PlannedRecord:
    """Return a record with the changes that its answered questions ask for; the questions stay."""
    change = planned.change
    for question in planned.questions:
        if question.answer == THEIRS:
            change = _with_answer(planned, change, question, rules)
    if change == planned.change:
        return planned
    outcome = "changed" if planned.outcome in ("asked", "same") and planned.path else planned.outcome
    return planned._replace(outcome=outcome, change=change)


def _with_answer(
    planned: PlannedRecord, change: ContactChange, question: Question, rules: Rules
) -> ContactChange:
    record = planned.record
    if question.property == "vcard":
        return change._replace(
            lines=tuple(dict.fromkeys((*change.lines, *question.theirs))), has_new_lines=True
        )
    if question.property == "notes":
        return change._replace(notes=tuple(dict.fromkeys((*change.notes, *question.theirs))))
    if question.property == "log" and record is not None:
        wanted = set(question.theirs)
        return change._replace(
            entries=tuple(one for one in record.entries if log_text(one) in wanted),
            promises=tuple(one for one in record.promises if log_text(one) in wanted),
        )
    row = words_of("contact", rules).get(question.property)
    if row is not None and row.many:
        new = tuple(
            value
            for value in question.theirs
            if not any(is_same_value(question.property, value, our) for our in question.ours)
        )
        added = PropertyChange(question.property, question.ours, new)
    else:
        added = PropertyChange(question.property, question.ours, question.theirs[:1], question.ours)
    others = tuple(one for one in change.properties if one.property != question.property)
    before = change.of(question.property)
    if before is not None and row is not None and row.many:
        added = before._replace(add=tuple(dict.fromkeys((*before.add, *added.add))))
    if question.property == "organization" and question.ours and not change.former:
        left, joined = question.ours[0], "".join(question.theirs[:1])
        if not is_respelled("organization", left, joined, Synonyms.of(rules.profile.synonyms)):
            change = change._replace(former=(left,))
    return change._replace(properties=(*others, added))
