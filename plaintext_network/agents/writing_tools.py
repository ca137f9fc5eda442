"""Has the tools that write, in the words that a model reads. Every text here is fixed: none comes from a note."""

from plaintext_network.agents.parameters import Parameter
from plaintext_network.agents.reading_tools import NAME
from plaintext_network.agents.tool import ARRAY, OBJECT, STRING, Tool
from plaintext_network.agents.tools import write_tools
from plaintext_network.agents.tools.when import DATES

_WRITTEN = {
    "written": ("boolean", "whether it is written; false if `token` must be confirmed first"),
    "what": (STRING, "what was done, as the user's list of writes calls it"),
    "files": (ARRAY, "the paths of the files that change"),
    "change": (ARRAY, "the lines that go (-) and come (+), after the path of their file"),
    "token": (STRING, "pass it to the tool apply to write"),
    "next": (STRING, "what to do next"),
    "undo": (STRING, "how the user undoes it"),
}
_NEEDED = NAME._replace(description="the name of a contact, or part of it, or the path of their note")

WRITE_TOOLS = (
    Tool(
        "log",
        "Log an interaction",
        "Note that the user was in touch with somebody, or learned something about them, in one sentence. Names must be contacts: add_person adds one.",
        (
            Parameter(
                "sentence",
                "text",
                "what happened, such as “coffee with Ada and Bo; gave: an intro; follow up in 2 weeks: send slides”",
                required=True,
            ),
            Parameter(
                "people", "texts", "who took part, if the sentence doesn't name them, or names are unclear"
            ),
            Parameter(
                "date",
                "text",
                f"the day it happened; pass it unless it was today: {DATES}",
            ),
            Parameter("anyway", "flag", "also if the same is logged for that day already"),
        ),
        {
            **_WRITTEN,
            "interaction": (OBJECT, "date, with, channel, topics and follow_ups as they were understood"),
        },
        plan=write_tools.log,
        is_additive=True,
        is_idempotent=False,
    ),
    Tool(
        "promise",
        "Note a promise",
        "Note what the user promised a contact, and by when.",
        (
            _NEEDED,
            Parameter("by", "text", "the day: friday, in 2 weeks or 2026-12-04", required=True),
            Parameter("text", "text", "what was promised, such as “send the slides”", required=True),
        ),
        {**_WRITTEN, "promise": (OBJECT, "contact, path, due and text")},
        plan=write_tools.promise,
        is_additive=True,
    ),
    Tool(
        "done",
        "Tick a promise",
        "Tick an open promise, or confirm that a planned meeting happened.",
        (
            Parameter(
                "promise",
                "text",
                "part of its text, or its path:line as the tool promises gives it",
                required=True,
            ),
        ),
        {**_WRITTEN, "done": (OBJECT, "text, path and line of what was ticked")},
        plan=write_tools.done,
        is_idempotent=False,
    ),
    Tool(
        "snooze",
        "Snooze a contact",
        "Don't list a contact as due until a day; promises still show.",
        (
            _NEEDED,
            Parameter(
                "until",
                "text",
                "a day to come, or a length of time: 2 weeks, friday, 2026-12-24",
                required=True,
            ),
        ),
        {**_WRITTEN, "snooze": (OBJECT, "contact, path and until")},
        plan=write_tools.snooze,
    ),
    Tool(
        "set_property",
        "Set a property",
        "Change one property of a contact, such as role, organization, location, cadence, circles, tags, needs, offers or interests.",
        (
            _NEEDED,
            Parameter("property", "text", "the property, such as cadence", required=True),
            Parameter(
                "values",
                "texts",
                "the new value, such as monthly, 2 weeks or never for cadence; several for a list",
            ),
            Parameter(
                "how",
                "text",
                "set (default), add to or remove from a list, or unset",
                choices=write_tools.HOWS,
            ),
        ),
        {**_WRITTEN, "property": (OBJECT, "contact, path, name and values as they are after the change")},
        plan=write_tools.set_property,
    ),
    Tool(
        "add_person",
        "Add a contact",
        "Add a contact with what is known of them. Search with people first: a similar contact that exists is an error.",
        (
            Parameter("name", "text", "their whole name", required=True),
            *(
                Parameter(
                    name,
                    "texts" if name in ("circles", "tags", "needs", "offers", "interests") else "text",
                    description,
                )
                for name, description in (
                    ("organization", "where they work"),
                    ("role", "what they do"),
                    ("location", "where they live"),
                    ("circles", "groups they belong to, such as friends"),
                    ("tags", "tags"),
                    ("cadence", "how often to be in touch, such as monthly"),
                    ("birthday", "1990-06-21, or 06-21 without a year"),
                    ("met_on", f"the day you met: {DATES}"),
                    ("met_at", "the event or place where you met"),
                    ("met_through", "the contact who introduced you"),
                    ("needs", "what would help them"),
                    ("offers", "what they can help with"),
                    ("interests", "what they like"),
                )
            ),
            Parameter("anyway", "flag", "also if a similar contact exists"),
        ),
        {**_WRITTEN, "person": (OBJECT, "contact and path")},
        plan=write_tools.add_person,
        is_additive=True,
        is_idempotent=False,
    ),
)
APPLY = Tool(
    "apply",
    "Apply a change",
    "Write a change for which another tool gave a token. First show the user the change; call it only if they agree.",
    (
        Parameter(
            "token",
            "text",
            "the token that came with the change; it works once, within ten minutes",
            required=True,
        ),
    ),
    _WRITTEN,
    is_idempotent=False,
)
ADDRESSES = (
    Parameter("emails", "texts", "e-mail addresses"),
    Parameter("phones", "texts", "telephone numbers"),
)
