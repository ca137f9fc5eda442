"""Defines every command and option except those of `networking_options`. Imports argparse and nothing slow."""

from __future__ import annotations

import sys

from plaintext_network.cli.arguments import (
    A_NAME,
    Parser,
    add_dry_run,
    add_format,
    add_global_options,
    add_name,
    complete_circles,
    positive_int,
    set_completer,
)

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SHELLS = ("bash", "zsh", "fish")
# A watch never ends, so it can't print a JSON list.
WATCH_FORMATS = ("table", "plain", "jsonl")


def build_parser(*, whole: bool = True) -> Parser:
    """Return the parser. Man pages, shell completion and the help all come from it.

    If not `whole`, only the command that is parsed gets its options, which is faster.
    """
    parser = Parser(
        prog="pnet",
        description="Keep in touch with people, using Markdown notes in a folder you own.",
        add_help=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    add_global_options(parser, top=True)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog=parser.prog, parser_class=Parser
    )
    for name, what, options, epilog in _COMMANDS:
        command = commands.add_parser(
            name, help=what, description=what[0].upper() + what[1:] + ".", epilog=epilog, add_help=False
        )
        command.defer_options(options)
        if whole:
            command.complete()
    return parser


def _init(init: Parser) -> None:
    init.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help="the folder (default: the current one)"
    )
    init.add_argument("--dry-run", action="store_true", help="print the settings without writing them")


def _due(due: Parser) -> None:
    due.add_argument("--within", metavar="SPAN", help="include people due within this time, such as 2w")
    circle = due.add_argument(
        "--circle", metavar="NAME", action="append", help="only people in this circle; may be repeated"
    )
    set_completer(circle, complete_circles)
    due.add_argument("--limit", metavar="N", type=positive_int, help="show at most N entries")
    due.add_argument("--all", action="store_true", help="include people left for later by the weekly limit")
    due.add_argument("--waiting", action="store_true", help="include people to leave alone for now")
    add_name(due, "--explain", metavar="NAME", nargs="+", help="explain every rule for one person")
    due.add_argument("--count", action="store_true", help="print only the number of people due")
    due.add_argument("--exit-code", action="store_true", help="exit with status 1 if someone is due")
    add_format(due)


def _show(show: Parser) -> None:
    add_name(show, "name", metavar="NAME", nargs="+", help=A_NAME)
    show.add_argument("--full", action="store_true", help="show everything, however long")
    add_format(show, fields=False)


def _list(listing: Parser) -> None:
    listing.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all match, such as circle:friends is:due"
    )
    listing.add_argument("--limit", metavar="N", type=positive_int, help="list at most N contacts")
    add_format(listing)


def _recent(recent: Parser) -> None:
    recent.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all match, such as with:ada channel:call"
    )
    recent.add_argument("--limit", metavar="N", type=positive_int, help="list at most N interactions")
    add_format(recent)


def _find(find: Parser) -> None:
    find.add_argument("text", metavar="TEXT", nargs="+", help="words that the note must all contain")
    find.add_argument(
        "--limit", metavar="N", type=positive_int, default=20, help="list at most N notes (default: 20)"
    )
    add_format(find)


def _path(path: Parser) -> None:
    add_name(path, "name", metavar="NAME", nargs="+", help=A_NAME)
    path.add_argument(
        "--absolute", action="store_true", help="print the full path, not the path within the vault"
    )


def _check(check: Parser) -> None:
    check.add_argument(
        "--severity",
        choices=("error", "warning", "information"),
        default="information",
        help="only problems at least this severe (default: information)",
    )
    check.add_argument(
        "--format",
        choices=("text", "gcc", "json"),
        default="text",
        help="text (the default), gcc (for editors) or json",
    )
    check.add_argument(
        "--fix",
        action="store_true",
        help="fix every problem that has one safe remedy, whatever its severity",
    )
    add_dry_run(check)


def _stats(stats: Parser) -> None:
    stats.add_argument(
        "--format", choices=("table", "json"), default="table", help="a page to read (the default), or json"
    )


def _cache(cache: Parser) -> None:
    cache.add_argument(
        "action",
        choices=("show", "clear"),
        nargs="?",
        default="show",
        help="show the cache (the default), or clear it",
    )
    cache.add_argument("--all", action="store_true", help="the caches of all vaults, including deleted ones")
    add_format(cache)


def _add(add: Parser) -> None:
    add.add_argument("name", metavar="NAME", nargs="+", help="the full name")
    for option, what in (
        ("--alias", "another name"),
        ("--email", "an email address"),
        ("--phone", "a phone number"),
        ("--link", "a web address"),
        ("--circle", "a circle they belong to"),
        ("--tag", "a tag"),
    ):
        added = add.add_argument(
            option, metavar=option[2:].upper(), action="append", help=f"{what}; may be repeated"
        )
        if option == "--circle":
            set_completer(added, complete_circles)
    for option, metavar, what in (
        ("--organization", "TEXT", "where they work"),
        ("--role", "TEXT", "what they do there"),
        ("--location", "TEXT", "where they live"),
        ("--cadence", "SPAN", "how often to be in touch, such as 2 months"),
        ("--birthday", "DATE", "their birthday, with or without the year"),
        ("--met-on", "DATE", "the day you met"),
        ("--met-at", "EVENT", "where you met"),
    ):
        add.add_argument(option, metavar=metavar, help=what)
    add_name(add, "--through", metavar="NAME", help="who introduced you")
    add.add_argument("--force", action="store_true", help="add even if a similar contact exists")
    add.add_argument("-e", "--edit", action="store_true", help="open the new note in your editor")
    add_dry_run(add)


def _log(log: Parser) -> None:
    log.add_argument(
        "text", metavar="TEXT", nargs="*", help="what happened, in one sentence; - reads standard input"
    )
    add_name(
        log, "--with", dest="people", metavar="NAME", action="append", help="who took part; may be repeated"
    )
    log.add_argument(
        "--date", "--on", metavar="DATE", help="the day it happened: friday, april 3, 3 days ago"
    )
    log.add_argument("--channel", metavar="WORD", help="how you were in touch: call, email, in-person, …")
    log.add_argument(
        "--direction",
        choices=("both", "out", "in"),
        help="out: from you; in: from them; both: a conversation",
    )
    for option, what in (
        ("--gave", "what you gave: help, advice, an introduction, …"),
        ("--got", "what you got: help, advice, an introduction, …"),
        ("--asked", "what you asked for"),
        ("--thanked", "what you thanked them for"),
        ("--topic", "what you talked about"),
    ):
        log.add_argument(option, metavar="TEXT", action="append", help=f"{what}; may be repeated")
    log.add_argument(
        "--event", metavar="NAME", help="the event where it happened: a note's name, or any text"
    )
    log.add_argument("--goal", metavar="NAME", action="append", help="a goal that it helped; may be repeated")
    log.add_argument(
        "--follow-up",
        metavar="DAY: TEXT",
        action="append",
        help="a promise, such as 'in 2 weeks: send slides'; may be repeated",
    )
    log.add_argument(
        "--as",
        dest="form",
        choices=("note", "log", "daily"),
        help="where to write it: a note of its own, the Log section of the contact's note, or the daily note",
    )
    log.add_argument("-e", "--edit", action="store_true", help="write the text in your editor")
    log.add_argument(
        "--anyway", action="store_true", help="log even a third unreturned request or unanswered message"
    )
    add_dry_run(log)


def _set(setting: Parser) -> None:
    add_name(setting, "name", metavar="NAME", help="a contact's name, or the name or path of any note")
    set_completer(
        setting.add_argument("property", metavar="PROPERTY", help="the property"), complete_properties
    )
    setting.add_argument(
        "value", metavar="VALUE", nargs="*", help="the new value; for a list, each VALUE is an item"
    )
    how = setting.add_mutually_exclusive_group()
    how.add_argument("--add", metavar="VALUE", nargs="*", action="extend", help="add items to a list")
    how.add_argument("--remove", metavar="VALUE", nargs="*", action="extend", help="remove items from a list")
    how.add_argument("--unset", action="store_true", help="remove the property")
    setting.add_argument("--any", action="store_true", help="allow a property that pnet does not know")
    add_dry_run(setting)


def _snooze(snooze: Parser) -> None:
    add_name(snooze, "name", metavar="NAME", help=A_NAME)
    snooze.add_argument("when", metavar="WHEN", nargs="+", help="the day, such as 'in 2 weeks' or 2027-01-15")
    add_dry_run(snooze)


def _promise(promise: Parser) -> None:
    add_name(promise, "name", metavar="NAME", help=A_NAME)
    promise.add_argument("words", metavar="WHEN TEXT", nargs="+", help="the day, then what you promised")
    add_dry_run(promise)


def _done(done: Parser) -> None:
    done.add_argument(
        "promise", metavar="PROMISE", nargs="*", help="part of its text, or path:line; without it, pnet asks"
    )
    add_dry_run(done)


def _rename(rename: Parser) -> None:
    add_name(rename, "old", metavar="OLD", help="a contact's name, or the name or path of any note")
    rename.add_argument("new", metavar="NEW", help="the new name")
    rename.add_argument("--alias", action="store_true", help="keep the old name as an alias")
    add_dry_run(rename)


def _merge(merge: Parser) -> None:
    add_name(merge, "first", metavar="NAME", help="the contact to keep")
    add_name(merge, "second", metavar="OTHER", help="the contact to merge into it")
    add_dry_run(merge)


def _edit(edit: Parser) -> None:
    add_name(edit, "name", metavar="NAME", nargs="+", help=A_NAME)


def _undo(undo: Parser) -> None:
    undo.add_argument("--list", action="store_true", help="list what can be undone, newest first")
    undo.add_argument(
        "--forget",
        action="store_true",
        help="skip the last write, so that the one before it can be undone",
    )
    add_dry_run(undo)


def _review(review: Parser) -> None:
    circle = review.add_argument(
        "--circle", metavar="NAME", action="append", help="only people in this circle; may be repeated"
    )
    set_completer(circle, complete_circles)


def _watch(watch: Parser) -> None:
    watch.add_argument(
        "--format", choices=WATCH_FORMATS, help="default: table on a terminal, plain in a pipe"
    )
    watch.add_argument(
        "--notify",
        action="store_true",
        help="send desktop notifications: a daily digest, and promises as they fall due",
    )
    watch.add_argument(
        "--exec", metavar="COMMAND", help="run COMMAND for each event, with its JSON on standard input"
    )
    watch.add_argument(
        "--print-unit",
        nargs="?",
        const="launchd" if sys.platform == "darwin" else "systemd",
        choices=("systemd", "launchd"),
        help="print a service definition that runs this watch, and exit",
    )


def _completion(completion: Parser) -> None:
    completion.add_argument("shell", choices=SHELLS, help="the shell")


_QUERIES = (
    "Terms: part of a name; property:value, property:a|b, property: (it is set), property:>=DATE; touched:<3m (within three "
    "months), touched:>1y (over a year ago, or never); is:due, is:waiting, is:warm, is:cooling, is:dormant, is:lost, is:new. "
    "not: before a term negates it. Quote terms that the shell would interpret: 'touched:>1m' 'location:\"new york\"'."
)


_SENTENCES = (
    "A sentence can start with a day and a colon, and end with parts: gave: …; got: …; asked: …; thanked: …; topics: …; "
    "follow up WHEN: …. pnet recognizes people by name or alias, in the text before the first part. Example: "
    "pnet log 'yesterday: coffee with Ada; gave: an intro to Grace; follow up in 2 weeks: send slides'."
)


_WATCHING = (
    "Ctrl-C or SIGTERM ends it; SIGHUP reloads the settings. One watcher per vault is enough. --exec runs COMMAND without a "
    "shell, for one event at a time."
)


def _networking(name: str) -> Callable[[Parser], None]:
    """Return a function that adds the options of one of the commands in `networking_options`."""

    def options(parser: Parser) -> None:
        # Late: the other commands do without this module.
        from plaintext_network.cli import networking_options

        getattr(networking_options, name)(parser)

    return options


# Each command: its name, its summary, a function that adds its options, and an epilog for its help.
_COMMANDS: tuple[tuple[str, str, Callable[[Parser], None], str | None], ...] = (
    ("init", "create a vault, or adopt an existing folder; writes only pnet.toml", _init, None),
    ("due", "list who is due today, and why", _due, None),
    ("show", "show one page to read before you meet someone", _show, None),
    ("list", "list contacts by property, name or state", _list, _QUERIES),
    ("recent", "list interactions as a timeline, newest first", _recent, _QUERIES),
    ("find", "find anything you remember (ranked full-text search)", _find, None),
    ("path", "print the path of a note", _path, None),
    ("check", "list every problem, with its place and remedy", _check, None),
    ("stats", "show your network in numbers", _stats, None),
    ("add", "add a contact", _add, None),
    ("log", "log an interaction in one sentence", _log, _SENTENCES),
    ("set", "change one property of a note", _set, None),
    ("snooze", "snooze a contact until a day; promises still show", _snooze, None),
    ("promise", "note what you promised someone, and by when", _promise, None),
    ("done", "tick a promise", _done, None),
    ("rename", "rename a note, and update every link to it", _rename, None),
    ("merge", "merge two contacts into one", _merge, None),
    ("edit", "open a note in your editor", _edit, None),
    ("undo", "undo the last write", _undo, None),
    ("review", "go through the people who are due, one by one", _review, None),
    ("balance", "list favours you haven't thanked people for", _networking("balance"), None),
    (
        "ready",
        "show how ready your network is for a change, and whom to contact this week",
        _networking("ready"),
        None,
    ),
    ("profile", "compare your public profiles with your own note", _networking("profile"), None),
    ("post", "check a draft against its intended audience", _networking("post"), None),
    (
        "intro",
        "suggest introductions and list those under way; with two names, start one",
        _networking("intro"),
        None,
    ),
    ("reach", "show whom you know somewhere, and who can introduce you", _networking("reach"), None),
    (
        "event",
        "show who may be at an event, whom you met, and who is left to follow up",
        _networking("event"),
        None,
    ),
    ("topics", "show what people talk to you about, and who would enjoy a link", _networking("topics"), None),
    ("goal", "show your goals: who can help, what you did, what is missing", _networking("goal"), None),
    ("watch", "keep running and report who becomes due; makes other commands faster", _watch, _WATCHING),
    ("config", "show the settings in force, and where each comes from", add_format, None),
    ("cache", "show or clear the cache", _cache, None),
    ("completion", "print the code that sets up shell completion", _completion, None),
)


def complete_properties(prefix: str, **_: object) -> list[str]:
    """Return a contact's properties that start with `prefix`."""
    # Late: only completion reads the table from here.
    from plaintext_network.model.note.properties import property_names

    return sorted({name for name in property_names("contact") if name.startswith(prefix)})
