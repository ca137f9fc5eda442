"""Owns the command line's words: every command and option, in one place. Imports argparse and nothing slow."""

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

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SHELLS = ("bash", "zsh", "fish")
# A watch has no end, so there is no list of it.
WATCH_FORMATS = ("table", "plain", "jsonl")


def build_parser(*, whole: bool = True) -> Parser:
    """Return the parser; man pages, completion and the reference come from it.

    Not `whole`, each command is given its options when it is the one that is parsed, which is quicker.
    """
    parser = Parser(
        prog="pnet", description="Keep in touch, from Markdown notes in a folder you own.", add_help=False
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
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
    init.add_argument("folder", metavar="DIR", nargs="?", default=".", help="the folder (default: this one)")
    init.add_argument("--dry-run", action="store_true", help="print the settings, write nothing")


def _due(due: Parser) -> None:
    due.add_argument("--within", metavar="SPAN", help="show also who falls due within this time, as 2w")
    circle = due.add_argument("--circle", metavar="NAME", action="append", help="only people of this circle")
    set_completer(circle, complete_circles)
    due.add_argument("--limit", metavar="N", type=positive_int, help="at most this many entries")
    due.add_argument("--all", action="store_true", help="also those whom the week's budget leaves for later")
    due.add_argument("--waiting", action="store_true", help="add those better left in peace")
    add_name(due, "--explain", metavar="NAME", nargs="+", help="go through every rule for one person")
    due.add_argument("--count", action="store_true", help="print how many people are due, nothing else")
    due.add_argument("--exit-code", action="store_true", help="exit with 1 when somebody is due")
    add_format(due)


def _show(show: Parser) -> None:
    add_name(show, "name", metavar="NAME", nargs="+", help=A_NAME)
    show.add_argument("--full", action="store_true", help="everything, however long")
    add_format(show, fields=False)


def _list(listing: Parser) -> None:
    listing.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all hold, as circle:friends is:due"
    )
    listing.add_argument("--limit", metavar="N", type=positive_int, help="at most this many")
    add_format(listing)


def _recent(recent: Parser) -> None:
    recent.add_argument(
        "query", metavar="QUERY", nargs="*", help="terms that must all hold, as with:ada channel:call"
    )
    recent.add_argument("--limit", metavar="N", type=positive_int, help="at most this many")
    add_format(recent)


def _find(find: Parser) -> None:
    find.add_argument("text", metavar="TEXT", nargs="+", help="words that must all occur")
    find.add_argument(
        "--limit", metavar="N", type=positive_int, default=20, help="at most this many notes (default: 20)"
    )
    add_format(find)


def _path(path: Parser) -> None:
    add_name(path, "name", metavar="NAME", nargs="+", help=A_NAME)
    path.add_argument(
        "--absolute", action="store_true", help="from the root of the file system, not the vault's"
    )


def _check(check: Parser) -> None:
    check.add_argument(
        "--severity",
        choices=("error", "warning", "information"),
        default="information",
        help="only problems at least this severe",
    )
    check.add_argument(
        "--format", choices=("text", "gcc", "json"), default="text", help="text, gcc (for editors) or json"
    )
    check.add_argument(
        "--fix",
        action="store_true",
        help="mend the problems that have one safe remedy, whatever their severity",
    )
    add_dry_run(check)


def _stats(stats: Parser) -> None:
    stats.add_argument("--format", choices=("table", "json"), default="table", help="a page to read, or json")


def _cache(cache: Parser) -> None:
    cache.add_argument(
        "action", choices=("show", "clear"), nargs="?", default="show", help="show (the default) or clear it"
    )
    cache.add_argument("--all", action="store_true", help="of all vaults, those that are gone too")
    add_format(cache)


def _add(add: Parser) -> None:
    add.add_argument("name", metavar="NAME", nargs="+", help="the whole name")
    for option, what in (
        ("--alias", "another name"),
        ("--email", "an e-mail address"),
        ("--phone", "a telephone number"),
        ("--link", "an address on the web"),
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
        ("--cadence", "SPAN", "how often to be in touch, as 2 months"),
        ("--birthday", "DATE", "their birthday, with or without the year"),
        ("--met-on", "DATE", "the day you met"),
        ("--met-at", "EVENT", "where you met"),
    ):
        add.add_argument(option, metavar=metavar, help=what)
    add_name(add, "--through", metavar="NAME", help="who introduced you")
    add.add_argument("--force", action="store_true", help="also where somebody like this is there already")
    add.add_argument("-e", "--edit", action="store_true", help="open the new note in your editor")
    add_dry_run(add)


def _log(log: Parser) -> None:
    log.add_argument(
        "text", metavar="TEXT", nargs="*", help="what happened, in words; - reads it from standard input"
    )
    add_name(
        log, "--with", dest="people", metavar="NAME", action="append", help="who took part; may be repeated"
    )
    log.add_argument("--date", metavar="DATE", help="the day it happened")
    log.add_argument("--channel", metavar="WORD", help="how: call, email, in-person, …")
    log.add_argument("--direction", choices=("both", "out", "in"), help="out: you wrote, in: they did")
    for option, what in (
        ("--gave", "help, an introduction or advice you gave"),
        ("--got", "help, an introduction or advice you got"),
        ("--asked", "what you asked for"),
        ("--thanked", "what you thanked for"),
        ("--topic", "what it was about"),
    ):
        log.add_argument(option, metavar="TEXT", action="append", help=f"{what}; may be repeated")
    log.add_argument("--event", metavar="NAME", help="the event at which it was: its note, or any words")
    log.add_argument("--goal", metavar="NAME", action="append", help="a goal that it served; may be repeated")
    log.add_argument(
        "--follow-up", metavar="DAY: TEXT", action="append", help="a promise, as 'in 2 weeks: send slides'"
    )
    log.add_argument(
        "--as",
        dest="form",
        choices=("note", "log", "daily"),
        help="a note, a Log line, or one of a daily note",
    )
    log.add_argument("-e", "--edit", action="store_true", help="write the text in your editor")
    log.add_argument(
        "--anyway", action="store_true", help="also a third ask without a gift, or message without an answer"
    )
    add_dry_run(log)


def _set(setting: Parser) -> None:
    add_name(setting, "name", metavar="NAME", help="a contact's name, or the name or path of any note")
    set_completer(
        setting.add_argument("property", metavar="PROPERTY", help="the property"), complete_properties
    )
    setting.add_argument("value", metavar="VALUE", nargs="*", help="the value; of a list, one each")
    how = setting.add_mutually_exclusive_group()
    how.add_argument("--add", metavar="VALUE", nargs="*", action="extend", help="add to a list")
    how.add_argument("--remove", metavar="VALUE", nargs="*", action="extend", help="remove from a list")
    how.add_argument("--unset", action="store_true", help="remove the property")
    setting.add_argument("--any", action="store_true", help="also a property that pnet does not know")
    add_dry_run(setting)


def _snooze(snooze: Parser) -> None:
    add_name(snooze, "name", metavar="NAME", help=A_NAME)
    snooze.add_argument("when", metavar="WHEN", nargs="+", help="the day, as in 2 weeks or 2027-01-15")
    add_dry_run(snooze)


def _promise(promise: Parser) -> None:
    add_name(promise, "name", metavar="NAME", help=A_NAME)
    promise.add_argument("words", metavar="WHEN TEXT", nargs="+", help="the day, then what you promised")
    add_dry_run(promise)


def _done(done: Parser) -> None:
    done.add_argument(
        "promise", metavar="PROMISE", nargs="*", help="a part of its text, or path:line; asked for without"
    )
    add_dry_run(done)


def _rename(rename: Parser) -> None:
    add_name(rename, "old", metavar="OLD", help="a contact's name, or the name or path of any note")
    rename.add_argument("new", metavar="NEW", help="its new name")
    rename.add_argument("--alias", action="store_true", help="keep the old name as an alias")
    add_dry_run(rename)


def _merge(merge: Parser) -> None:
    add_name(merge, "first", metavar="NAME", help="the contact that stays")
    add_name(merge, "second", metavar="OTHER", help="the contact that becomes part of it")
    add_dry_run(merge)


def _edit(edit: Parser) -> None:
    add_name(edit, "name", metavar="NAME", nargs="+", help=A_NAME)


def _undo(undo: Parser) -> None:
    undo.add_argument("--list", action="store_true", help="list what can be undone, the last first")
    undo.add_argument(
        "--forget",
        action="store_true",
        help="leave the last write as it is, so that the one before can be undone",
    )
    add_dry_run(undo)


def _review(review: Parser) -> None:
    circle = review.add_argument(
        "--circle", metavar="NAME", action="append", help="only people of this circle"
    )
    set_completer(circle, complete_circles)


def _watch(watch: Parser) -> None:
    watch.add_argument(
        "--format", choices=WATCH_FORMATS, help="lines on a terminal, plain in a pipe, or as said"
    )
    watch.add_argument(
        "--notify", action="store_true", help="show on the desktop who is due: a digest a day, and promises"
    )
    watch.add_argument(
        "--exec", metavar="COMMAND", help="run this for each event, with its JSON on standard input"
    )
    watch.add_argument(
        "--print-unit",
        nargs="?",
        const="launchd" if sys.platform == "darwin" else "systemd",
        choices=("systemd", "launchd"),
        help="print what makes a service of it, and stop",
    )


def _completion(completion: Parser) -> None:
    completion.add_argument("shell", choices=SHELLS, help="the shell")


_QUERIES = (
    "Terms: a part of a name; property:value, property:a|b, property: (it is set), property:>=DAY; touched:<3m, touched:>1y; "
    "is: with due, waiting, warm, cooling, dormant, lost or new; not: before any of them. Quote what the shell would take for "
    "itself: 'touched:>1m' 'location:\"new york\"'."
)


_SENTENCES = (
    "A sentence may begin with a day and a colon, and end in parts: gave: …; got: …; asked: …; thanked: …; topics: …; "
    "follow up WHEN: …. People are found by name or alias before the first part. For example: "
    "pnet log 'yesterday: coffee with Ada; gave: an intro to Grace; follow up in 2 weeks: send slides'."
)


_WATCHING = (
    "SIGTERM and Ctrl-C end it, SIGHUP reads the settings again. One watcher a vault is enough. The COMMAND of --exec is started "
    "without a shell, for one event after the other."
)


def _craft(name: str) -> Callable[[Parser], None]:
    """Return what gives a command about the craft of networking its options."""

    def options(parser: Parser) -> None:
        # Late: only these commands need them.
        from plaintext_network.cli import networking_options

        getattr(networking_options, name)(parser)

    return options


# Each command's name, what it answers, its options, and what its help adds.
_COMMANDS: tuple[tuple[str, str, Callable[[Parser], None], str | None], ...] = (
    ("init", "make a vault, or adopt an existing folder; writes only pnet.toml", _init, None),
    ("due", "who is due today, why, and what you last talked about", _due, None),
    ("show", "one page before you meet", _show, None),
    ("list", "contacts by property, name or standing", _list, _QUERIES),
    ("recent", "interactions as a timeline, newest first", _recent, _QUERIES),
    ("find", "anything remembered: ranked full text over the notes", _find, None),
    ("path", "the path of a note", _path, None),
    ("check", "every problem with its place and remedy", _check, None),
    ("stats", "the network in numbers", _stats, None),
    ("add", "add a contact", _add, None),
    ("log", "write down what passed between you, in words", _log, _SENTENCES),
    ("set", "change one property of a note", _set, None),
    ("snooze", "put off what is due of somebody until a day", _snooze, None),
    ("promise", "write down what you promised, and for when", _promise, None),
    ("done", "tick a promise", _done, None),
    ("rename", "give a note another name, and lead every link along", _rename, None),
    ("merge", "make one contact of two", _merge, None),
    ("edit", "open a note in your editor", _edit, None),
    ("undo", "take back the last write", _undo, None),
    ("review", "go through who is due, one by one", _review, None),
    ("balance", "what was given and got, and where a word of thanks is open", _craft("balance"), None),
    (
        "ready",
        "how ready your network is for a change, and who is worth a word this week",
        _craft("ready"),
        None,
    ),
    ("profile", "your profiles side by side with your own note: what disagrees", _craft("profile"), None),
    ("post", "look through a draft for what should not go out to its audience", _craft("post"), None),
    (
        "intro",
        "whom to introduce to whom, and what was begun; two names begin an introduction",
        _craft("intro"),
        None,
    ),
    ("reach", "whom you know somewhere, and who can introduce you", _craft("reach"), None),
    ("event", "who may be there, whom you met, and who has heard from you since", _craft("event"), None),
    ("topics", "what people talk to you about, and who would be glad of a link", _craft("topics"), None),
    ("goal", "your goals: who can help, what was done about them, what is missing", _craft("goal"), None),
    ("watch", "stay, and say who becomes due; other commands ask it and answer at once", _watch, _WATCHING),
    ("config", "what is in force, and where it comes from", add_format, None),
    ("cache", "what is kept between runs: where, how large, how fresh", _cache, None),
    ("completion", "print the lines that teach a shell to complete pnet", _completion, None),
)


def complete_properties(prefix: str, **_: object) -> list[str]:
    """Return the properties of a contact that begin with what was typed."""
    # Late: only completion reads the table from here.
    from plaintext_network.model.note.properties import property_names

    return sorted({name for name in property_names("contact") if name.startswith(prefix)})
