"""Implements `pnet topics`: lists topics, shows one, or suggests people to pass something to read on to."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.output.records import choose_format
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted, either

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from plaintext_network.network.reports.topics.looks import Look
    from plaintext_network.network.reports.topics.share import Recipient, ShareReport
    from plaintext_network.network.reports.topics.things_to_read import ReadingItem
    from plaintext_network.network.reports.topics.topics import Knower, Spoken, TopicDetails, TopicSummary
    from plaintext_network.vault.topic_looks import TopicLooks

# Mentions of a topic shown by default.
USUAL = 10
_NEW = " (new)"
EXAMPLE = "pnet log 'tea with Ada; topics: engines'"


def run(session: Session) -> int:
    """Run `pnet topics`."""
    options = session.options
    topic = " ".join(options.topic)
    if options.share is None:
        if options.log or options.dry_run:
            raise WrongUsage(
                "pnet topics", f"{'--log' if options.log else '--dry-run'} works only with --share WHAT"
            )
        code = _topic(session, topic) if topic else _all(session)
    else:
        if not topic or not options.share.strip():
            raise WrongUsage(
                "pnet topics",
                "--share needs a topic, and an address, a note or a line: pnet topics TOPIC --share URL",
            )
        code = _log(session, topic) if options.log else _share(session, topic)
    session.note_problem_counts()
    return code


def _all(session: Session) -> int:
    found = session.notebook.reports.topics(_since(session) or _looks_of(session))[: session.options.limit]
    page(session, [Section("what people talk to you about", list(map(_listed, found)))], found)
    if not found:
        session.note_nothing(f"no topics yet; log one: {EXAMPLE}")
    return 0


def _listed(one: TopicSummary) -> Line:
    people = counted(one.people, "person", "people")
    last = f"last with {one.name} on {one.date}" if one.date else f"{one.name} likes it"
    return Line(f"{one.topic}: {people}; {last}{_NEW if one.new else ''}", (one.source,))


def _topic(session: Session, topic: str) -> int:
    limit, looks = session.options.limit, _looks(session)
    # Late: the list of topics needs no keys.
    from plaintext_network.network.people.topics_of import topic_key

    key = topic_key(topic)
    since = _since(session) or looks.before(key, session.today)
    found = session.notebook.reports.topic(topic, limit or USUAL, since)
    found = found._replace(knows=found.knows[:limit])
    sections = [
        Section("who knows about it", list(map(_knower, found.knows))),
        Section("who mentioned it last", [*map(_spoken, found.spoke), *_more(found.more)]),
        Section("what was read or shared about it", [*map(_shared, found.shared), *_more(found.more_shared)]),
    ]
    page(session, sections, found)
    if found.since and found.is_known:
        news = sum(one.new for one in found.spoke) + sum(one.new for one in found.shared)
        session.screen.note(("muted", f"{news or 'nothing'} new since {found.since}"))
    if found.is_known and _counts_as_look(session):
        looks.record(key, found.seen_on(session.today))
    return _unless_unknown(session, found, known=found.is_known)


def _more(count: int) -> list[Line]:
    return [Line(f"and {count} more")] if count else []


def _since(session: Session) -> date | None:
    """Return the day of --since."""
    if session.options.since is None:
        return None
    # Late: most runs name no day.
    from plaintext_network.model.dates.periods import parse_period

    return parse_period(session.options.since, session.today).first


def _looks(session: Session) -> TopicLooks:
    # Late: --share needs none.
    from plaintext_network.vault.topic_looks import TopicLooks

    return TopicLooks(session.place.root)


def _looks_of(session: Session) -> Callable[[str], Look | None]:
    looks = _looks(session)
    return lambda key: looks.before(key, session.today)


def _counts_as_look(session: Session) -> bool:
    """Return whether somebody looks at the page now: on a terminal, and today."""
    screen, options = session.screen, session.options
    return screen.out.terminal and options.today is None and choose_format(options.format, screen) == "table"


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
    new = _NEW if one.new else ""
    return Line(f"{one.day}  {', '.join(one.names)}{'  ' if text else ''}{text}{about}{new}", one.sources)


def _shared(one: ReadingItem) -> Line:
    day = f"{one.day}  " if one.day else ""
    return Line(f"{day}{_says(one)}{_NEW if one.new else ''}", one.sources)


def _says(one: ReadingItem) -> str:
    """Return something to read with what happened to it, the latest last."""
    happened = "; ".join(one.happened)
    return f"{one.says}: {happened}" if happened else one.says


def _share(session: Session, topic: str) -> int:
    found, limit = session.notebook.reports.share(topic, session.options.share), session.options.limit
    found = found._replace(glad=found.glad[:limit])
    left = [Line(f"{one.name}: {one.why}", (one.source,)) for one in found.in_peace]
    sections = [
        Section("who has it already", [Line(_says(found.item), found.item.sources)] if found.item else []),
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
    last = f"; last in touch on {one.last_touch}" if one.last_touch else ""
    meeting = f"; {one.meeting.says}" if one.meeting else ""
    sources = [*(fact.source for fact in one.why), *((one.last_source,) if one.last_source else ())]
    sources += (one.meeting.source,) if one.meeting else ()
    return Line(f"{one.name}: {why}{last}{meeting}", tuple(dict.fromkeys(sources)))


def _log(session: Session, topic: str) -> int:
    """Log that it was passed on, with one interaction per person."""
    # Late: most runs write nothing.
    from plaintext_network.cli.commands.log import log_with_each
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.network.people.log_sentence import LogDetails

    options, notebook = session.options, session.notebook
    found = notebook.reports.share(topic, options.share)
    what = notebook.link_to(found.note) if found.note else found.url or options.share.strip()
    given = LogDetails("message", "out", topics=(found.topic,), gave=(what,))
    paths = dict.fromkeys(notebook.contact(name).path for name in options.log)
    return log_with_each(WriteCommand(session), tuple(paths), given, anyway=options.anyway)
