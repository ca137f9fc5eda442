"""Plans the writes of an agent: what is asked for, and nothing else. Writes nothing.

Names are found among the people whom the agent may see. The rest is planned in the whole vault, so that links and file names are
right for everybody else, too.
"""

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.contact_details import DETAIL_PROPERTIES
from plaintext_network.agents.errors import LoggedAlready
from plaintext_network.agents.parameters import ArgumentInvalid, Arguments
from plaintext_network.agents.tool import PlannedWrite
from plaintext_network.agents.tools.due_tools import NO_TEXT
from plaintext_network.errors import ProbableDuplicate, PromiseNotFound, UnknownParticipant
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.dates.snooze_day import parse_snooze_day
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.language.normalize import circle_key, search_key
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.people.log_sentence import parse_log_date
from plaintext_network.vault.edits.add_contact import plan_contact, similar_contacts
from plaintext_network.vault.edits.match_done import match_done
from plaintext_network.vault.edits.planned import plan_confirm, plans_at
from plaintext_network.vault.edits.promises import (
    UntickedPromise,
    plan_promise,
    plan_snooze,
    plan_tick,
    reread_promise,
)
from plaintext_network.vault.edits.read_sentence import LoggedSentence, read_sentence
from plaintext_network.vault.edits.write_session import WriteSession

# What an agent may not set: what a note is, who may see it, and what programs keep in it.
_NOT_SET = ("type", "name", "private", "uid", "photo", "different_from")
# The parameters of `add_person` with the properties they set, as `pnet add` calls them.
NEW_PERSON = ("organization", "role", "location", "circles", "tags", "cadence", "birthday", "met_on", "met_at", "met_through", "needs", "offers", "interests")  # fmt: skip
HOWS = ("set", "add", "remove", "unset")


def log(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan to log an interaction in one sentence."""
    notebook = view.notebook
    people = [view.contact(name).path for name in arguments.texts("people")]
    typed = arguments.text("date")
    day = parse_log_date(typed, view.today) if typed else None
    logged = read_sentence(notebook, arguments.text("sentence"), people, day)
    if not logged.people or not all(map(view.is_there, logged.people)):
        raise UnknownParticipant("")
    what = logged.interaction
    if not arguments.flag("anyway") and _is_logged(view, logged):
        raise LoggedAlready
    understood = {
        "date": what.day,
        "with": [
            {"name": notebook.index.notes[path].name, "path": path} for path in dict.fromkeys(logged.people)
        ],
        "channel": what.channel,
        "topics": what.topics,
        "follow_ups": [{"due": due, "text": text or NO_TEXT} for due, text in what.follow_ups],
    }
    return PlannedWrite(logged.plan(_session(view)), {"interaction": understood})


def _is_logged(view: AgentView, logged: LoggedSentence) -> bool:
    """Return whether an interaction of this day has the same people and the same words: a client may send a call again."""
    people, day = set(logged.people), logged.interaction.day
    said = _words(logged.interaction.text)
    return any(
        set(entry.people) == people and _words(entry.summary) == said
        for path in logged.people[:1]
        for entry in view.notebook.interactions_with(view.notebook.contact_at(path), day, day)
    )


def _words(text: str) -> str:
    return " ".join(search_key(visible_text(text)).split())


def promise(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan to note what the user promised somebody, and by when."""
    who = view.contact(arguments.text("name"))
    day = parse_coming_day(arguments.text("by"), view.today)
    made = {"contact": who.name, "path": who.path, "due": day, "text": arguments.text("text")}
    operation = plan_promise(_session(view), who.path, day, arguments.text("text"))
    return PlannedWrite(operation, {"promise": made})


def done(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan to tick a promise, or to confirm that a planned interaction happened."""
    wanted = arguments.text("promise")
    if view.hides(wanted):
        raise PromiseNotFound(wanted)
    match = match_done(view.notebook, wanted)
    gate = view.gate
    shown = match._replace(
        promises=tuple(
            one
            for one in match.promises
            if gate.may_cite(one.place)
            and gate.may_show_from(one.text, (one.place,))
            and (not one.people or any(map(view.is_there, one.people)))
        ),
        plans=tuple(
            one
            for one in match.plans
            if gate.may_cite(one.place) and gate.may_show_from(one.about, (one.place,))
        ),
    )
    if not shown.found:
        raise PromiseNotFound(wanted)
    one, session = shown.the_one, _session(view)
    if isinstance(one, UntickedPromise):
        operation = plan_tick(session, reread_promise(session.index, one))
        return PlannedWrite(operation, {"done": {"text": one.text, "path": one.path, "line": one.line}})
    plan = plans_at(session.index, one.place)[0]
    return PlannedWrite(
        plan_confirm(session, plan), {"done": {"text": one.about, "path": one.path, "line": one.line}}
    )


def snooze(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan to snooze a contact until a day."""
    who = view.contact(arguments.text("name"))
    day = parse_snooze_day(arguments.text("until"), view.today)
    return PlannedWrite(
        plan_snooze(_session(view), who.path, day),
        {"snooze": {"contact": who.name, "path": who.path, "until": day}},
    )


def set_property(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan to change one property of a contact."""
    who, session = view.contact(arguments.text("name")), _session(view)
    name, how, values = arguments.text("property"), arguments.text("how") or "set", arguments.texts("values")
    # Raises PropertyUnknown: an agent adds no properties of its own.
    row = find_property(name, "contact", session.rules)
    if row is None or row.name in _NOT_SET:
        raise ArgumentInvalid("property", "an agent can't set this property; the user can, in the note")
    if row.name in DETAIL_PROPERTIES and not view.options.details:
        raise ArgumentInvalid(
            "property", "an agent sees and sets no addresses; the user can allow it: pnet mcp --details"
        )
    if bool(values) == (how == "unset"):
        raise ArgumentInvalid(
            "values", "leave them out to unset a property" if values else "give a value, or pass `how` unset"
        )
    if not row.many and (len(values) > 1 or how == "add"):
        raise ArgumentInvalid("values", "this property has one value: pass one, with `how` set")
    draft = session.draft(who.path)
    if how == "unset":
        draft.unset(name)
    else:
        {"set": draft.set, "add": draft.add, "remove": draft.remove}[how](name, *values)
    operation = draft.operation(f"{how} {' '.join((row.name, *values))} ({who.name})")
    changed = {"contact": who.name, "path": who.path, "name": row.name, "values": draft.values(name)}
    return PlannedWrite(operation, {"property": changed})


def add_person(view: AgentView, arguments: Arguments) -> PlannedWrite:
    """Plan the note of a new contact."""
    name, options = arguments.text("name"), view.options
    allowed = (*NEW_PERSON, *(("emails", "phones") if options.details else ()))
    properties = {row: values for row in allowed if (values := arguments.values(row))}
    wanted = list(map(circle_key, options.circles))
    if wanted and not any(circle_key(circle) in wanted for circle in properties.get("circles", ())):
        # Else the agent would add somebody whom it can't see.
        properties["circles"] = (*properties.get("circles", ()), options.circles[0])
    if not arguments.flag("anyway"):
        session = view.notebook.dry_run()
        found = similar_contacts(
            session, name, properties.get("emails", ()), (), properties.get("phones", ())
        )
        if known := [one for one in found if view.is_there(one[1])]:
            raise ProbableDuplicate(name, known)
    operation = plan_contact(_session(view), name, properties, force=True)
    return PlannedWrite(operation, {"person": {"contact": name, "path": operation.steps[0].path}})


def _session(view: AgentView) -> WriteSession:
    return view.whole.dry_run(find=lambda name: view.contact(name).path)
