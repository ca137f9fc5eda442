"""Plans the note of a new introduction between two contacts. Writes nothing."""

from plaintext_network.errors import EditRefused, IntroductionRefused
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.kinds.kind_rules import folder_of, type_word
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.reach.introductions import (
    OPEN,
    known_to_each_other,
    match,
)
from plaintext_network.network.reports.reach.relationships import Ties, told
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.transaction.record import FileStep, Operation


def plan_introduction(
    desk: WriteSession,
    one: str,
    other: str,
    why: str | None = None,
    status: str = "asked",
    day: str | None = None,
) -> Operation:
    """Plan an introduction between the contacts at two paths; dated today unless `day` gives a day in words.

    Without a reason, it uses what one needs and the other offers, if the notes say so. Raises IntroductionRefused,
    ValueInvalid or EditRefused.
    """
    index, rules, today = desk.index, desk.rules, desk.today
    pair = (index.notes[one], index.notes[other])
    _check(desk, pair)
    view = SuggestionView(index, rules, today, only=(one, other))
    if why is None and (found := match(view, one, other)):
        why = found.says
    path = desk.new_path(folder_of("introduction", rules), f"{pair[0].name} and {pair[1].name}")
    draft = NoteEdit(desk, path, b"", parse_for_edit(b""))
    if draft.facts.kind != "introduction":
        draft.facts = draft.facts._replace(kind="introduction")
        draft.set("type", type_word("introduction", rules))
    draft.set("between", *(desk.link(facts.path, path) for facts in pair))
    draft.set("status", status).set("date", day or today.isoformat())
    if why:
        draft.set("why", " ".join(why.split()))
    written = read_facts(draft.note, path, rules)
    if written.kind != "introduction" or written.introduction is None:
        raise EditRefused("a note there would not be read as an introduction", path)
    notices = []
    ties = Ties(view)
    if known_to_each_other(ties, one, other):
        tie = ties.between(one, other)[0]
        said = told(pair[0].name, pair[1].name, tie, pair[0].path)
        notices.append(f"they know each other already: {said} ({', '.join(tie.sources)})")
    what = f"introduce {pair[0].name} and {pair[1].name}"
    return Operation(what, (FileStep(path, None, draft.note.as_bytes),), notices=tuple(notices))


def _check(desk: WriteSession, pair: tuple[Facts, Facts]) -> None:
    one, other = pair
    if one.path == other.path:
        raise IntroductionRefused(
            f"both names lead to {one.name}", "put a name of several words between quotes"
        )
    for facts in pair:
        status = (facts.contact or Contact()).status
        if status == "deceased":
            raise IntroductionRefused(f"{facts.name} has died")
        if status == "do-not-contact":
            raise IntroductionRefused(f"{facts.name} is not to be contacted")
    view = SuggestionView(desk.index, desk.rules, desk.today, only=(one.path, other.path))
    for facts, between, _ in view.introductions():
        introduction = facts.introduction
        if introduction and introduction.status in OPEN and {one.path, other.path} <= set(between):
            raise IntroductionRefused(
                f"an introduction of {one.name} and {other.name} is under way: {facts.path}, {introduction.status}",
                f'`pnet set "{facts.name}" status made` says how it went on',
            )
