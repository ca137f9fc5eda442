"""Has the tools that read, in the words that a model reads. Every text here is fixed: none comes from a note."""

from plaintext_network.agents.paging import PAGING
from plaintext_network.agents.parameters import Parameter
from plaintext_network.agents.tool import ARRAY, OBJECT, STRING, Tool
from plaintext_network.agents.tools import due_tools, note_tools, people_tools, report_tools
from plaintext_network.agents.tools.when import SINCE, UNTIL, WITHIN
from plaintext_network.network.due.agenda import KINDS
from plaintext_network.problems import SEVERITIES

_TODAY = ("string", "the day for which the answer holds")
NAME = Parameter(
    "name", "text", "a contact's name, or part of it, an alias, or the path of their note", required=True
)
_QUERY = (
    "conditions with spaces between; all must hold: location:bristol, role:engineer, organization:mint, circle:friends, tags:acoustics, "
    "needs:studio, offers:licence, interests:moths, knows:zoë, status:active touched:>6m (not seen for six months), is:due, is:waiting, "
    "is:warm, is:cooling, is:dormant, is:lost, is:new; not: before one excludes. A bare word looks in names, aliases and organizations"
)
_HINT = (STRING, "what else to ask, or how these were found")

READ_TOOLS = (
    Tool(
        "due",
        "Who is due",
        "Whom to get back to today, most urgent first, each with the reason and its source: a promise, a birthday, an unanswered message, "
        "a meeting to follow up, an introduction, or the time since the last touch. For days to come use `within`; for birthdays and "
        "meetings by day use agenda.",
        (
            WITHIN,
            Parameter("circles", "texts", "only members of these circles, such as friends"),
            NAME._replace(
                required=False,
                description="only this contact, also if they are due later or the next word is up to them",
            ),
            Parameter(
                "waiting", "flag", "also list those to leave alone for now, since they haven't answered"
            ),
            *PAGING,
        ),
        {
            "today": _TODAY,
            "due": (
                ARRAY,
                "contact, path, kind, due (the day), overdue_by (days), last_touch, cadence, reason, source (path:line), unanswered",
            ),
            "counts": (
                OBJECT,
                "people who are not listed: waiting for an answer, left for later by the weekly limit, never contacted, without a cadence",
            ),
        },
        read=due_tools.due,
    ),
    Tool(
        "agenda",
        "What is coming up",
        "What comes up, by day: birthdays and other yearly days, planned meetings, promises, ends of snoozes. The next four weeks, unless "
        "`within` says otherwise; what is overdue is in due and promises.",
        (
            WITHIN,
            Parameter("kinds", "texts", "only these kinds, such as birthday", choices=KINDS),
            *PAGING,
        ),
        {
            "today": _TODAY,
            "until": (STRING, "the last day"),
            "agenda": (ARRAY, "date, kind, contact, contact_path, text, path, line, source (path:line)"),
        },
        read=due_tools.agenda,
    ),
    Tool(
        "promises",
        "What the user promised",
        "What the user has promised and not yet done, the earliest first, to everybody or to one contact; those without a day come last. "
        "What others promised the user is in person.",
        (NAME._replace(required=False), *PAGING),
        {
            "today": _TODAY,
            "promises": (
                ARRAY,
                "due (the day, or null), overdue_by (days), contact, contact_path, text, path, line, source (path:line), start (not before this day); "
                "one to several people has an item for each",
            ),
        },
        read=due_tools.promises,
    ),
    Tool(
        "person",
        "One contact",
        "What the notes say about one contact: role, last touches, open promises both ways, needs, offers, likes, what was given and "
        "received. Use it before a meeting, and for “what do I know about …”.",
        (NAME, *PAGING),
        {
            "today": _TODAY,
            "person": (
                OBJECT,
                "name, path, and each property that the note has; last_touch, next_due, touches, standing; other properties in other",
            ),
            "page": (
                ARRAY,
                "label, text and sources (path and line) of each line, the most useful first; offset reads on",
            ),
        },
        read=people_tools.person,
    ),
    Tool(
        "people",
        "Contacts that match",
        "Contacts that fit conditions, or all by name: in a place, in a circle, with a job, with a need or an offer, not seen for months.",
        (
            Parameter("query", "text", _QUERY),
            Parameter("sort", "text", "the order (default: name)", choices=people_tools.SORTS),
            Parameter("reverse", "flag", "the other way round"),
            *PAGING,
        ),
        {
            "today": _TODAY,
            "people": (
                ARRAY,
                "name, path, role, organization, location, circles, cadence, last_touch, next_due, standing",
            ),
            "hint": _HINT,
        },
        read=people_tools.people,
    ),
    Tool(
        "recent",
        "What happened",
        "Conversations and meetings that happened, newest first: when, with whom, by which channel, about what. For one contact pass "
        "`name`; planned meetings are in agenda.",
        (
            NAME._replace(required=False, description="only those with this contact"),
            Parameter("query", "text", "instead of `name`: only those with contacts who fit, as in people"),
            SINCE,
            UNTIL._replace(description=f"{UNTIL.description} (default: today)"),
            Parameter("oldest_first", "flag", "the other way round"),
            *PAGING,
        ),
        {
            "today": _TODAY,
            "interactions": (
                ARRAY,
                "date, contacts, unknown (names without a note), channel, direction, summary, topics, planned, by, path, line, source, touch (false "
                "for what went one way to many people)",
            ),
            "hint": _HINT,
        },
        read=note_tools.recent,
    ),
    Tool(
        "find",
        "Search all notes",
        "Search every note for words: notes that contain all of them, best first, with the line that shows them; if none does, those with "
        "some. Use few and plain words, not a question.",
        (
            Parameter(
                "text",
                "text",
                "one to three words, such as quince; “quoted words” stand together",
                required=True,
            ),
            *PAGING,
        ),
        {"notes": (ARRAY, "name, kind, path, line, text (the line), score"), "hint": _HINT},
        read=note_tools.find,
    ),
    Tool(
        "event",
        "Events",
        "One event: who is expected, who lives there, whom the user met, whom to follow up with, promises made there. Without a name: all "
        "events, the coming ones first.",
        (Parameter("name", "text", "an event's name, or part of it"), *PAGING),
        {
            "today": _TODAY,
            "event": (
                OBJECT,
                "the event, expected, lives_there, interested, met, new, not_yet, followed_up, promised, said, with sources",
            ),
            "events": (ARRAY, "event, path, date, end, place, people, coming, sources"),
        },
        read=report_tools.event,
    ),
    Tool(
        "goal",
        "Goals",
        "One of the user's goals: who can help with what and how to reach them, what was done, what is missing. Without a name: all open goals.",
        (
            Parameter("name", "text", "a goal's name, or part of it"),
            Parameter("finished", "flag", "without a name: also list finished goals"),
            *PAGING,
        ),
        {
            "today": _TODAY,
            "goal": (OBJECT, "remarks, helps, steps, tasks, promises, missing, with sources"),
            "goals": (ARRAY, "name, path, standing, by, helpers, last_step, says, sources"),
        },
        read=report_tools.goal,
    ),
    Tool(
        "topics",
        "Topics",
        "Who knows about a topic, the latest conversations about it, and what was read or shared. Without a topic: what people talk to the "
        "user about.",
        (Parameter("topic", "text", "a topic, such as acoustics"), *PAGING),
        {
            "today": _TODAY,
            "topic": (OBJECT, "knows, spoke, shared, with sources"),
            "topics": (ARRAY, "topic, people, name, path, date, source"),
        },
        read=report_tools.topics,
    ),
    Tool(
        "reach",
        "Who can help or introduce",
        "Whom the user knows at an organization, in a place, with a role or about a topic, and who can introduce them to somebody else "
        "there. Also answers “who works at …”.",
        (
            Parameter(
                "target", "text", "one name or word: Severnside, Leeds, architect, acoustics", required=True
            ),
            Parameter(
                "kind", "text", "what the target is, if it could be several", choices=report_tools.KINDS
            ),
            Parameter(
                "limit",
                "number",
                "at most so many chains of introductions (1 to 20; default 5)",
                least=1,
                most=20,
            ),
        ),
        {
            "today": _TODAY,
            "reach": (
                OBJECT,
                "target, kind, now (people there), before (former ones), chains (steps to people whom the user doesn't know), "
                "unreached (how many more fit, but nobody leads to them), with sources",
            ),
            "hint": _HINT,
        },
        read=report_tools.reach,
    ),
    Tool(
        "check",
        "Problems in notes",
        "Faults in the notes and how to fix them, for example links that lead nowhere or dates that don't exist. Only when the user asks "
        "about the notes themselves.",
        (
            Parameter(
                "severity",
                "text",
                "the mildest severity to list (default: warning)",
                choices=tuple(SEVERITIES),
            ),
            *PAGING,
        ),
        {"problems": (ARRAY, "path, line, column, code, severity, message, hint")},
        read=note_tools.check,
    ),
)
