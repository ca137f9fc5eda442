"""Lists everything that can be wrong in a vault, by code, and defines `Problem`, one fault and its place. Detects nothing."""

from __future__ import annotations

from collections.abc import Iterable

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Fault(NamedTuple):
    """One row of the catalogue: message, remedy, and why it matters. Braces are placeholders for the facts of one problem."""

    severity: str
    message: str
    hint: str
    why: str


ERROR, WARNING, INFORMATION = "error", "warning", "information"
SEVERITIES = (ERROR, WARNING, INFORMATION)

FAULTS: dict[str, Fault] = {
    # The file
    "unreadable": Fault(
        ERROR,
        "pnet can't read this file: {reason}",
        "fix its permissions, or check the disk",
        "pnet can use nothing in this note, so the people in it may seem overdue without reason.",
    ),
    "not-utf8": Fault(
        ERROR,
        "this is not UTF-8 text; pnet read it as {encoding}",
        "save the note as UTF-8",
        "git and other programs may show wrong letters. pnet reads the note as well as it can.",
    ),
    "utf16": Fault(
        WARNING,
        "this is {encoding}, which few tools read",
        "save the note as UTF-8",
        "pnet reads the whole note, but git treats it as binary and Obsidian shows garbage.",
    ),
    "empty-note": Fault(
        INFORMATION,
        "the file is empty",
        "write something in it, or delete it",
        "A failed save can leave an empty file.",
    ),
    "only-zeros": Fault(
        ERROR,
        "the file contains only zero bytes",
        "restore it from git or a backup",
        "A crash or an interrupted download leaves such a file. It contains no text.",
    ),
    "evicted": Fault(
        WARNING,
        "the file's text is not on this computer",
        "download it in the sync program, then run pnet again",
        "Reading the file would wait for the network, so pnet does not open it.",
    ),
    "too-large": Fault(
        WARNING,
        "the file has {size} bytes, more than the {limit} that pnet reads",
        "split the note; pnet read its front matter",
        "A limit on each note keeps one file from slowing down every answer.",
    ),
    "outside-link": Fault(
        INFORMATION,
        "this symbolic link leads out of the vault",
        "to include its target, copy it into the vault",
        "A stray link must not make pnet read files that are not part of your vault.",
    ),
    "odd-file": Fault(
        INFORMATION,
        "this is not a regular file",
        "move it out of the vault",
        "Opening a pipe or a device could block forever.",
    ),
    "conflict-copy": Fault(
        WARNING,
        "this looks like a sync program's conflict copy of “{base}”",
        "merge the two: pnet resolve {note}",
        "pnet never reads a conflict copy as a second person. What only this copy contains is missing from every answer.",
    ),
    "unfinished-write": Fault(
        INFORMATION,
        "pnet was interrupted while it wrote to this vault, probably on another computer",
        "run any pnet command there to finish the write; if that computer is gone, compare this file with your notes, then delete it",
        "Only the computer that wrote has the record of the write. Until it finishes the write, some notes may be changed and others not.",
    ),
    "settings-invalid": Fault(
        ERROR,
        "{fault}",
        "correct this; until then, every command stops here",
        "A guess could change who is due. pnet answers nothing until it can use every setting.",
    ),
    "settings-unknown-key": Fault(
        WARNING,
        "this version of pnet does not know the setting {key}",
        "{remedy}",
        "A misspelled setting has no effect. A newer setting may need a newer pnet.",
    ),
    # The front matter
    "front-matter-empty": Fault(
        INFORMATION,
        "the front matter is empty",
        "add properties between the two --- lines, or delete both",
        "Nothing is wrong with the note, but you may have forgotten to fill in a template.",
    ),
    "front-matter-unclosed": Fault(
        WARNING,
        "the front matter begins here and never ends",
        "write --- on a line of its own after the last property",
        "Without the closing line, every program reads the properties as text.",
    ),
    "front-matter-not-mapping": Fault(
        WARNING,
        "the front matter has no `property: value` lines",
        "write each property as `name: value`",
        "pnet finds properties by name. Plain text and lists have none.",
    ),
    "front-matter-too-large": Fault(
        ERROR,
        "the front matter is longer than {limit} characters; pnet did not read it",
        "move long text into the body",
        "A limit on each note keeps one file from slowing down every answer. Folder, name and body still count.",
    ),
    "yaml-invalid": Fault(
        ERROR,
        "the front matter is not valid YAML: {reason}",
        "fix this line; put text that contains `: `, `#` or brackets in quotes",
        "pnet reads no properties from invalid front matter. Folder, name and body still count.",
    ),
    "yaml-too-deep": Fault(
        ERROR,
        "the front matter is nested more than {limit} levels deep; pnet did not read it",
        "keep properties flat",
        "Deep nesting crashes YAML readers, and no property needs it.",
    ),
    "yaml-too-many-aliases": Fault(
        ERROR,
        "the front matter's YAML aliases repeat more than {limit} values, or too much text; pnet did not read it",
        "write the values out",
        "A few lines of aliases can expand to billions of values.",
    ),
    "yaml-merge-key": Fault(
        ERROR,
        "the front matter uses the merge key `<<`; pnet did not read it",
        "write the properties out",
        "Merge keys can take hours to resolve, and few tools support them.",
    ),
    "duplicate-key": Fault(
        WARNING,
        "the property {key} occurs a second time here; this one counts",
        "keep one of the two",
        "Programs disagree on which of the two counts, so one of them gets lost sooner or later.",
    ),
    "conflict-marker": Fault(
        ERROR,
        "{what} is {ours} or {theirs}{also}",
        "choose between the versions: pnet resolve {note}",
        "An unfinished merge left both versions in the note. pnet trusts neither, and reads the other properties. It doesn't "
        "write to the note until you choose.",
    ),
    # The body
    "body-too-large": Fault(
        WARNING,
        "the body has more than {limit}; pnet did not read it",
        "split the note; pnet read its front matter",
        "A limit on each note keeps one file from slowing down every answer.",
    ),
    "body-too-deep": Fault(
        WARNING,
        "lists or quotes are nested more than {limit} levels deep; pnet did not read the body",
        "flatten this part; pnet read the front matter",
        "Markdown readers silently drop deep nesting.",
    ),
    "comment-unclosed": Fault(
        WARNING,
        "this comment never ends and hides the rest of the note",
        "write {close} where it ends, or delete its opening sign",
        "Obsidian hides the text that follows, and pnet counts nothing in it: no Log line and no task.",
    ),
    # What it means
    "date-invalid": Fault(
        ERROR,
        "{value} is not a day",
        "write the date as YYYY-MM-DD",
        "pnet can't count from a date that does not exist, so the property counts as absent. It doesn't guess which number "
        "of 03/04/2026 is the month: it names the dates that this could be.",
    ),
    "task-date-unread": Fault(
        INFORMATION,
        "pnet does not read “{value}” as this task's day",
        "write 📅 YYYY-MM-DD or [due:: YYYY-MM-DD]; nothing is wrong if the date is only part of the text",
        "A task whose day is in an unknown form is never due. pnet reports the first one in each note.",
    ),
    "date-missing": Fault(
        WARNING,
        "this interaction has no date",
        "add `date: YYYY-MM-DD`, or put the date in the file name",
        "Without a date, pnet can't count the interaction as a touch.",
    ),
    "date-ambiguous": Fault(
        WARNING,
        "the date in the file name is ambiguous; it could be {days}",
        "add the right one, such as `date: {first}`",
        "A wrong day would move the person's next touch, so pnet doesn't guess. In 01-11-2026, either number may be the month; "
        "other names contain two days. Until you add the date, the interaction doesn't count as a touch.",
    ),
    "touch-undated": Fault(
        WARNING,
        "no day says when you were in touch with {name}",
        "begin the line with its date, such as `- YYYY-MM-DD coffee`, or move it to a daily note or below a dated heading",
        "Without a date, pnet can't count the line as a touch.",
    ),
    "with-missing": Fault(
        INFORMATION,
        "this interaction has no participants, but links {people}",
        "list the participants under `with` or a heading `## Attendees`; links in the text are mentions",
        "Without participants, the interaction is nobody's touch, and people you met may seem overdue.",
    ),
    "yearly-date-invalid": Fault(
        ERROR,
        "{value} is not a day of the year",
        "write MM-DD or YYYY-MM-DD",
        "The day never comes, so pnet would never remind you. pnet doesn't guess which number of 12/05 is the month: it names "
        "the days that this could be.",
    ),
    "dated-text-invalid": Fault(
        ERROR,
        "“{value}” does not begin with a date",
        "write the date first: 2026-12-04 send the slides",
        "A promise without a date is never due.",
    ),
    "cadence-unknown": Fault(
        WARNING,
        "“{value}” is not a cadence; it counts as absent",
        "write 2 weeks, every 3 months, monthly, quarterly, yearly, 90 days or never",
        "The cadence of the contact's circles or of the vault applies instead, or none.",
    ),
    "status-unknown": Fault(
        WARNING,
        "“{value}” is not a status; it counts as {used}",
        "write one of {known}",
        "An unknown status can't hide or show anyone.",
    ),
    "direction-unknown": Fault(
        WARNING,
        "“{value}” is not a direction; it counts as both",
        "write both, out or in",
        "The direction decides whether pnet waits for an answer before it lists the person again.",
    ),
    "planned-unknown": Fault(
        WARNING,
        "“{value}” is not true, false or cancelled; the interaction counts as not planned",
        "write true, false or cancelled",
        "`planned: true` keeps a meeting from counting as a touch until you confirm that it happened.",
    ),
    "yes-or-no-unknown": Fault(
        WARNING,
        "“{value}” is neither true nor false; it counts as {used}",
        "write true or false",
        "For `private`, pnet chooses the careful reading: true.",
    ),
    "value-nested": Fault(
        WARNING,
        "{key} contains a nested value, which pnet does not read",
        "write plain text or a list of texts",
        "Obsidian can't show nested properties either, so they are easy to lose.",
    ),
    "property-twice": Fault(
        WARNING,
        "{key} and {other} are the same property with different values; {other} counts",
        "keep one of the two",
        "Two names for one property drift apart.",
    ),
    # Between notes
    "name-shared": Fault(
        WARNING,
        "{name} is the name of {count} contacts; see also {others}",
        "give one of them another `name`, or merge the two; see `pnet duplicates`",
        "Every link to that name is ambiguous and counts for nobody.",
    ),
    "link-ambiguous": Fault(
        ERROR,
        "“{target}” matches {count} notes and counts for none: {others}",
        "write the path: [[{first}]]",
        "A guess could record a touch with the wrong person.",
    ),
    "link-nowhere": Fault(
        INFORMATION,
        "“{target}” leads to no note",
        "create the note, or ignore this: nothing is wrong",
        "You may plan to write the note later, or the name may contain a typo.",
    ),
    "photo-missing": Fault(
        INFORMATION,
        "the photo “{file}” is not in the vault",
        "copy the file into the vault, or remove the property",
        "Obsidian shows no picture, and an export leaves it out.",
    ),
    "me-twice": Fault(
        WARNING,
        "the vault has more than one note about yourself: {others}",
        "keep one note of type me",
        "You are one person, and pnet never counts you as a participant.",
    ),
}


class Problem(NamedTuple):
    """One fault in one note. Lines and columns start at 1; `width` is in characters. The vault sets `path`."""

    code: str
    line: int = 1
    column: int = 1
    width: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    path: str = ""

    @property
    def severity(self) -> str:
        return FAULTS[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in one sentence. The fact `doubt`, if any, says what else it may mean."""
        facts = dict(self.facts)
        doubt = f"; it could be {facts['doubt']}" if "doubt" in facts else ""
        return FAULTS[self.code].message.format_map(facts) + doubt

    @property
    def hint(self) -> str:
        """What to do about it: the fact `remedy`, if any, else the usual remedy."""
        facts = dict(self.facts)
        hint = FAULTS[self.code].hint
        if "{note}" in hint:
            # Late: only a remedy with a command needs it.
            from shlex import quote

            facts["note"] = quote(self.path) if self.path else "NAME"
        return facts.get("remedy") or hint.format_map(facts)

    @property
    def rank(self) -> tuple[str, int, int, str]:
        return (self.path, self.line, self.column, self.code)


def problem(code: str, at: tuple[int, int, int] = (1, 1, 0), **facts: object) -> Problem:
    """Return a Problem at (line, column, width); the keywords are the facts that its message and hint name."""
    return Problem(code, *at, facts=tuple((name, shortened(str(fact))) for name, fact in facts.items()))


def shortened(text: str, limit: int = 80) -> str:
    """Return the text, cut to `limit` characters with a final `…` if it is longer."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain_problems(problems: Iterable[Problem]) -> tuple[tuple[Any, ...], ...]:
    """Return problems as plain values to store."""
    return tuple(tuple(each) for each in problems)


def problems_from_plain(stored: Iterable[tuple[Any, ...]]) -> tuple[Problem, ...]:
    """Return the problems that `plain_problems` made plain."""
    return tuple([Problem(*each) for each in stored])
