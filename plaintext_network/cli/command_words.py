"""Suggests a command for an unknown command word, by meaning or spelling. Imported only for an unknown word."""

from __future__ import annotations

import shlex
from difflib import get_close_matches
from typing import TYPE_CHECKING

from plaintext_network.cli.command_table import GROUPS
from plaintext_network.errors import either, shell_word

if TYPE_CHECKING:
    from collections.abc import Sequence

# The words that people try for each command, or for a command with an option.
_MEANINGS = {
    "due": "now next overdue status waiting",
    "agenda": "birthdays birthday bday bdays upcoming coming week schedule occasions anniversaries reminders",
    "promises": "todo todos tasks task followups follow-ups followup",
    "review": "walk triage process go session",
    "log": "touch met meet meeting call called talk talked contacted interaction record write message email coffee",
    "promise": "remind reminder remindme owe commit",
    "done": "tick finish finished close check-off checkoff fulfil fulfill",
    "snooze": "later postpone defer pause delay mute",
    "undo": "revert rollback restore back undelete",
    "redo": "reapply repeat again",
    "add": "new create contact person insert",
    "delete": "remove rm del erase trash drop forget",
    "archive": "hide retire inactive deactivate",
    "archive --undo": "unarchive unhide reactivate activate",
    "show": "view info whois who card get cat print display read about",
    "list": "ls contacts people everyone all filter persons",
    "find": "search grep query lookup fulltext text",
    "recent": "timeline interactions journal last latest logs activity",
    "set": "update change modify property field tag",
    "edit": "open vim vi nano",
    "rename": "mv move name",
    "merge": "combine join unify",
    "resolve": "conflict conflicts resolved settle mergetool",
    "duplicates": "dedupe dedup duplicate dups dupes doubles twins same",
    "path": "where locate file which",
    "reach": "network knows path-to connect connections linkedin",
    "intro": "introduce introduction introductions match",
    "event": "events conference",
    "topics": "topic interests subjects share",
    "goal": "goals aim",
    "balance": "thanks thank favours favors gave owed debts ledger",
    "ready": "readiness health score",
    "report": "dashboard html page webpage overview newsletter browser",
    "stats": "statistics summary numbers count counts heatmap heat sparkline frequency",
    "graph": "rings draw picture map-of-people visualize visualise plot graphviz gephi svg",
    "post": "draft publish proofread",
    "profile": "profiles me bio",
    "sync": "synchronize synchronise carddav phone vdirsyncer nextcloud icloud",
    "calendar": "cal ics ical icalendar feed ics-export subscribe",
    "git": "merge-driver gitattributes",
    "history": "versions revisions blame changelog evolution past",
    "init": "setup start begin adopt vault",
    "check": "lint doctor validate verify fix problems errors",
    "watch": "daemon serve notify monitor",
    "lsp": "language-server languageserver server ls-server editor-server",
    "mcp": "agent agents ai assistant claude chatgpt copilot llm",
    "bases": "base obsidian obsidian-bases views dataview",
    "config": "settings preferences options configure configuration conf",
    "completion": "completions complete autocomplete",
    "help": "man usage commands ?",
    "version": "ver about-pnet",
}
# Words for what pnet has no command for, and what to do instead.
_INSTEAD = {
    "import": 'it can\'t import address books yet; add people with `pnet add "Ada Lovelace"`, or adopt a folder of notes with '
    "`pnet init FOLDER`",
    "export": "print contacts as CSV or JSON: pnet list --format csv",
    "today": "see today and the week ahead: pnet",
    "note": 'to write in a note: pnet edit NAME; to log what happened: pnet log "coffee with Ada"',
    "plan": 'to note what is planned: pnet log "2026-12-24: lunch with Ada"; see what is coming up: pnet agenda',
    "tags": "list the contacts with a tag: pnet list tag:NAME",
    "save": "pnet saves at once; to revert a write: pnet undo",
    "friends": "list a circle: pnet list circle:friends",
    "unsnooze": "to end a snooze: pnet set NAME snooze --unset",
    "backup": "the vault is a folder: copy it, or keep it in git",
    "syncthing": "the vault is a folder: sync it with git, Syncthing or a cloud drive",
    "commit": "the vault is a folder: keep it in git, and commit there",
}
_INSTEAD |= dict.fromkeys(("push", "pull", "git", "clone"), _INSTEAD["commit"])
_INSTEAD |= dict.fromkeys(("load", "vcard", "csv"), _INSTEAD["import"])
_LONGEST = 40  # characters of a word that may be a name


def advice(word: str, words: Sequence[str] = ()) -> str:
    """Return what to type instead of a wrong command word; `words` are all arguments of the command line."""
    typed = word.casefold().strip()
    if typed in _INSTEAD:
        return _INSTEAD[typed]
    commands = [name for _, _, summaries in GROUPS for name in summaries]
    meant = {name: name for name in commands}
    meant |= {alike: name for name, said in _MEANINGS.items() for alike in said.split()}
    if typed in meant:
        return f"to {_purpose(meant[typed])}: {_command_line(meant[typed], word, words)}"
    near = dict.fromkeys(meant[each].split()[0] for each in get_close_matches(typed, meant, n=3, cutoff=0.7))
    if not near:
        shown = (
            f"; a contact: pnet show {shell_word(word)}"
            if word.isprintable() and len(word) < _LONGEST
            else ""
        )
        return f"list the commands: pnet help{shown}"
    return f"did you mean {either(list(near)[:2])}? list the commands: pnet help"


def _purpose(command: str) -> str:
    name = command.split()[0]
    return next(summaries[name] for _, _, summaries in GROUPS if name in summaries)


def _command_line(command: str, wrong: str, words: Sequence[str]) -> str:
    """Return the command line with the right word, if it can be pasted; else the command alone."""
    if wrong not in words:
        return f"pnet {command}"
    place = list(words).index(wrong)
    line = shlex.join(["pnet", *words[:place], *command.split(), *words[place + 1 :]])
    return line if line.isprintable() and len(line) < 100 else f"pnet {command} …"
