"""Lists the commands by group, as the help shows them. Imports nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# The heading of the options that every command accepts.
GLOBAL_OPTIONS = "global options"

# Each group of commands: the module of `options` with their options, its title in the help, and each command's summary.
# A summary fits on one line of 80 columns.
GROUPS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "daily",
        "daily",
        {
            "due": "list who is due today, and why",
            "agenda": "list upcoming birthdays, promises and meetings",
            "review": "go through the people who are due, one by one",
            "log": "log an interaction in one sentence",
            "promise": "note what you promised someone, and by when",
            "promises": "list what you promised and haven't done, of all dates",
            "done": "tick a promise",
            "snooze": "snooze a contact until a day; promises still show",
            "undo": "undo the last write",
            "redo": "redo the write that you undid last",
        },
    ),
    (
        "people",
        "people",
        {
            "add": "add a contact",
            "show": "show one page to read before you meet someone",
            "list": "list contacts by property, name or state",
            "find": "find anything you remember (full-text search)",
            "recent": "list interactions as a timeline, newest first",
            "set": "change one property of a note",
            "edit": "open a note in your editor",
            "rename": "rename a note, and update every link to it",
            "merge": "merge two contacts into one",
            "duplicates": "list contacts who may be one person",
            "archive": "archive a contact, or bring one back",
            "delete": "move a note to the trash; undo brings it back",
            "path": "print the path of a note",
        },
    ),
    (
        "networking",
        "the craft of networking",
        {
            "reach": "show whom you know somewhere, and who can introduce you",
            "intro": "suggest introductions; with two names, start one",
            "event": "show who may be at an event, whom you met, who to follow up",
            "topics": "show topics, what is new about them, and who likes a link",
            "goal": "show your goals: who can help, and what is missing",
            "balance": "list favours you haven't thanked people for",
            "ready": "show how ready your network is for a change",
            "stats": "show your network in numbers",
        },
    ),
    (
        "pictures",
        "pictures",
        {
            "report": "write a page, a note or a mail: who is due, a year of touches",
            "graph": "draw your network as rings, with you in the middle",
        },
    ),
    (
        "writing",
        "writing in public",
        {
            "post": "check a draft against its intended audience",
            "profile": "compare your public profiles with your own note",
        },
    ),
    (
        "exchange",
        "address books",
        {
            "import": "import contacts from an address book, and update those you have",
            "export": "export contacts to an address book, a spreadsheet or notes",
        },
    ),
    (
        "phone_mail",
        "phone, calendar and mail",
        {
            "sync": "keep your contacts in sync with your phone's",
            "address": "complete an email address in mutt, aerc and other programs",
            "calendar": "write a calendar of birthdays, promises and who is due",
            "touches": "log interactions that pnet finds in your mail, calendars and chats",
        },
    ),
    (
        "git",
        "git and several machines",
        {
            "git": "let git merge notes by property",
            "resolve": "resolve the conflicts of a merge, and merge conflict copies",
            "history": "show how a contact's properties changed, from git",
        },
    ),
    (
        "vault",
        "vault and settings",
        {
            "init": "create a vault, or adopt a folder; writes only pnet.toml",
            "check": "list every problem, with its place and remedy",
            "watch": "report who becomes due; makes other commands faster",
            "lsp": "serve your editor as a language server: names, problems, fixes",
            "mcp": "let an AI assistant ask about your contacts (MCP)",
            "bases": "write views for Obsidian Bases; check and show .base files",
            "config": "show the settings in force, and where each comes from",
            "cache": "show or clear the cache",
            "completion": "print the code that sets up shell completion",
            "help": "explain a command, with examples",
            "version": "print the version",
        },
    ),
)
