"""Implements `pnet topics`: lists topics, shows one, or suggests whom to send a link about it."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted, either

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.reports.topics.share import Recipient, ShareReport
    from plaintext_network.network.reports.topics.topics import Knower, Spoken, TopicDetails, TopicSummary

# Mentions of a topic shown by default.
USUAL = 10
EXAMPLE = "pnet log 'tea with Ada; topics: engines'"


def run(session: Session) -> int:
    """Run `pnet topics`."""
    options = session.options
    topic = " ".join(options.topic)
    if options.share is None:
        if options.log or options.dry_run:
            raise WrongUsage(
                "pnet topics", f"{'--log' if options.log else '--dry-run'} works only with --share URL"
            )
        code = _topic(session, topic) if topic else _all(session)
    else:
        if not topic or not options.share.strip():
            raise WrongUsage("pnet topics", "--share needs a topic and a link: pnet topics TOPIC --share URL")
        code = _log(session, topic) if options.log else _share(session, topic)
    session.note_problem_counts()
    return code


def _all(session: Session) -> int:
    found = session.notebook.reports.topics()[: session.options.limit]
    page(session, [Section("what people talk to you about", list(map(_listed, found)))], found)
    if not found:
        session.note_nothing(f"no topics yet; log one: {EXAMPLE}")
    return 0


def _listed(one: TopicSummary) -> Line:
    people = counted(one.people, "person", "people")
    last = f"last with {one.name} on {one.date}" if one.date else f"{one.name} likes it"
    return Line(f"{one.topic}: {people}; {last}", (one.source,))


def _topic(session: Session, topic: str) -> int:
    limit = session.options.limit
    found = session.notebook.reports.topic(topic, limit or USUAL)
    found = found._replace(knows=found.knows[:limit])
    more = [Line(f"and {found.more} more")] if found.more else []
    sections = [
        Section("who knows about it", list(map(_knower, found.knows))),
        Section("who mentioned it last", [*map(_spoken, found.spoke), *more]),
    ]
    page(session, sections, found)
    return _unless_unknown(session, found, known=bool(found.knows or found.spoke))


def _unless_unknown(session: Session, found: TopicDetails | ShareReport, *, known: bool) -> int:
    """Return the exit status; for an unknown topic, print similar ones."""
    if known:
        return 0
    near = f"; did you mean {either(found.near)}?" if found.near else f"; for example: {EXAMPLE}"
    session.note_nothing(f"no notes about “{found.topic}” yet{near}")
    return 1


_HOWS = {"offers": "offers", "role": "is", "tags": "tagged", "interests": "likes"}


def _knower(one: Knower) -> Line:
    text, alone = f"{one.name}: {_HOWS[one.how]} {one.text}", one.leave_alone
    if alone is None:
        return Line(text, (one.source,))
    return Line(f"{text}; {alone.says}", tuple(dict.fromkeys((one.source, alone.source))))


def _spoken(one: Spoken) -> Line:
    text = ": ".join(part for part in (one.channel, one.text) if part)
    about = "" if one.topic == one.text else f" ({one.topic})"
    return Line(f"{one.day}  {', '.join(one.names)}{'  ' if text else ''}{text}{about}", one.sources)


def _share(session: Session, topic: str) -> int:
    found, limit = session.notebook.reports.share(topic, session.options.share), session.options.limit
    found = found._replace(glad=found.glad[:limit])
    left = [Line(f"{one.name}: {one.why}", (one.source,)) for one in found.in_peace]
    sections = [
        Section("who would enjoy it", list(map(_recipient, found.glad))),
        Section("leave alone for now", left),
    ]
    page(session, sections, found)
    code = _unless_unknown(session, found, known=bool(found.glad or found.in_peace))
    if found.in_peace and not found.glad:
        session.screen.note(("muted", "nobody for now; leave the people who care about it alone for a while"))
    return code


def _recipient(one: Recipient) -> Line:
    why = "; ".join(fact.text for fact in one.why)
    last = f"; last contact {one.last_touch}" if one.last_touch else ""
    sources = [*(fact.source for fact in one.why), *((one.last_source,) if one.last_source else ())]
    return Line(f"{one.name}: {why}{last}", tuple(dict.fromkeys(sources)))


def _log(session: Session, topic: str) -> int:
    """Log that the link was sent, with one interaction per person."""
    # Late: most runs write nothing.
    from plaintext_network.cli.commands.log import LogRequest, write_down
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.log_sentence import LogDetails

    options, notebook = session.options, session.notebook
    given = LogDetails(
        "message", "out", topics=(notebook.reports.topic(topic, 1).topic,), gave=(options.share.strip(),)
    )
    # Resolve every name before the first write.
    paths = dict.fromkeys(notebook.contact(name).path for name in options.log)
    code = 0
    for path in paths:
        request = LogRequest("", (path,), None, given, None, options.anyway)
        code = max(code, write_down(WriteCommand(session), request))
    return code
