"""Owns what can be wrong in a vault: the catalogue of codes, and `Problem`, one fault with its place. Finds none itself."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One row of the catalogue: what is said, the remedy, and why it matters. Braces hold the facts of one problem."""

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
        "the file can't be read: {reason}",
        "mend its permissions or its disk",
        "A note that can't be opened says nothing, and the people in it may look neglected for no reason of yours.",
    ),
    "not-utf8": Fault(
        ERROR,
        "this is not UTF-8 text; it was read as {encoding}",
        "save the note as UTF-8",
        "Other programs, and git, would show other letters than you wrote. The note is read as well as it can be.",
    ),
    "utf16": Fault(
        WARNING,
        "this is {encoding}, which few tools read",
        "save the note as UTF-8",
        "The note is read in full, but git shows it as binary and Obsidian as noise.",
    ),
    "empty-note": Fault(
        INFORMATION,
        "the file is empty",
        "write something into it, or delete it",
        "An empty file may be the trace of a save that went wrong.",
    ),
    "only-zeros": Fault(
        ERROR,
        "the file holds nothing but zero bytes",
        "restore it from git or a backup",
        "That is what a crash or a half-finished download leaves. There is no text to read.",
    ),
    "evicted": Fault(
        WARNING,
        "the file's text is not on this computer",
        "download it in the sync program, then run pnet again",
        "Reading it would wait for the network, so it is left alone.",
    ),
    "too-large": Fault(
        WARNING,
        "the file has {size} bytes, more than the {limit} that are read",
        "split the note; its front matter was read",
        "Work on one note is bounded, so that one file can't make every answer slow.",
    ),
    "outside-link": Fault(
        INFORMATION,
        "this symbolic link leads out of the vault",
        "copy what it points to into the vault, if it should be read",
        "What lies outside of the folder is not yours to have read by accident.",
    ),
    "odd-file": Fault(
        INFORMATION,
        "this is not a regular file",
        "move it out of the vault",
        "Opening a pipe or a device could wait for ever.",
    ),
    "conflict-copy": Fault(
        WARNING,
        "this looks like a copy of “{base}” that a sync program made",
        "merge the two by hand, then delete this file",
        "A conflict copy is never read as a second person, so what only it says is missing from every answer.",
    ),
    "settings-unknown-key": Fault(
        WARNING,
        "the setting {key} is not known to this pnet",
        "{remedy}",
        "A misspelt setting has no effect; a newer one may need a newer pnet.",
    ),
    # The front matter
    "front-matter-empty": Fault(
        INFORMATION,
        "the front matter is empty",
        "add properties between the two --- lines, or delete both",
        "Nothing is wrong with the note; a template may have been left unfilled.",
    ),
    "front-matter-unclosed": Fault(
        WARNING,
        "the front matter begins here and never ends",
        "write --- on a line of its own after the last property",
        "Without the closing line, all the properties are text to every reader.",
    ),
    "front-matter-not-mapping": Fault(
        WARNING,
        "the front matter holds no `property: value` lines",
        "write each property as `name: value`",
        "Properties are found by name; text or a list has none.",
    ),
    "front-matter-too-large": Fault(
        ERROR,
        "the front matter is larger than {limit} characters and was not read",
        "move long text into the body",
        "Work on one note is bounded. Folder, name and body still count.",
    ),
    "yaml-invalid": Fault(
        ERROR,
        "the front matter is not valid YAML: {reason}",
        "mend this line; text with `: `, `#` or brackets wants quotes",
        "A front matter that can't be parsed gives no properties. Folder, name and body still count.",
    ),
    "yaml-too-deep": Fault(
        ERROR,
        "the front matter is nested more than {limit} deep and was not read",
        "keep properties flat",
        "Deep nesting crashes YAML readers, and no property needs it.",
    ),
    "yaml-too-many-aliases": Fault(
        ERROR,
        "the front matter's aliases repeat more than {limit} values, or too long ones, and it was not read",
        "write the values out",
        "A few lines of aliases can stand for billions of values.",
    ),
    "yaml-merge-key": Fault(
        ERROR,
        "the front matter uses the merge key `<<` and was not read",
        "write the properties out",
        "Merge keys can take hours to resolve, and few tools know them.",
    ),
    "duplicate-key": Fault(
        WARNING,
        "the property {key} stands here a second time; this one counts",
        "keep one of the two",
        "Readers disagree about which of the two counts, and so one of them is lost sooner or later.",
    ),
    "conflict-marker": Fault(
        ERROR,
        "an unfinished merge left a conflict marker here",
        "decide between the two versions and delete the marker lines",
        "Both versions stand in the note, so neither can be trusted.",
    ),
    # The body
    "body-too-large": Fault(
        WARNING,
        "the body has more than {limit} and was not read",
        "split the note; its front matter was read",
        "Work on one note is bounded, so that one file can't make every answer slow.",
    ),
    "body-too-deep": Fault(
        WARNING,
        "lists or quotes are nested more than {limit} deep; the body was not read",
        "flatten this part; the front matter was read",
        "Deep nesting is dropped silently by Markdown readers.",
    ),
    # What it means
    "date-invalid": Fault(
        ERROR,
        "{value} is not a day",
        "write the date as YYYY-MM-DD",
        "A date that does not exist can't be counted from, so the property counts as absent.",
    ),
    "date-missing": Fault(
        WARNING,
        "this interaction has no date",
        "add `date: YYYY-MM-DD`, or begin the file's name with the date",
        "Without a day, nobody in it counts as touched.",
    ),
    "with-missing": Fault(
        INFORMATION,
        "nobody took part in this interaction; it links {people}",
        "name who took part under `with`; links in the text are mentions",
        "Without somebody who took part it is nobody's touch, and those you met may look neglected.",
    ),
    "yearly-date-invalid": Fault(
        ERROR,
        "{value} is not a day of the year",
        "write MM-DD or YYYY-MM-DD",
        "The day would never come, and nobody would be told.",
    ),
    "dated-text-invalid": Fault(
        ERROR,
        "“{value}” does not begin with a day",
        "write the date first: 2026-12-04 send the slides",
        "A promise without a day can't fall due.",
    ),
    "cadence-unknown": Fault(
        WARNING,
        "“{value}” is not a cadence; it counts as absent",
        "write 2 weeks, every 3 months, quarterly, P3M, 90 days or never",
        "The contact falls back to the circle's or the vault's cadence, or to none.",
    ),
    "status-unknown": Fault(
        WARNING,
        "“{value}” is not a status; {used} counts",
        "write one of {known}",
        "A word that is not known can't hide or show anybody.",
    ),
    "direction-unknown": Fault(
        WARNING,
        "“{value}” is not a direction; both counts",
        "write both, out or in",
        "Whether somebody answered decides whether you are asked to wait.",
    ),
    "yes-or-no-unknown": Fault(
        WARNING,
        "“{value}” is neither true nor false; {used} counts",
        "write true or false",
        "For `private`, the careful reading is taken.",
    ),
    "value-nested": Fault(
        WARNING,
        "{key} holds a nested value, which can't be read here",
        "write plain text or a list of texts",
        "Obsidian can't show nested properties either, and so they get lost.",
    ),
    "property-twice": Fault(
        WARNING,
        "{key} is also written as {other}, with another value; {other} counts",
        "keep one of the two",
        "Two words for one property drift apart.",
    ),
    # Between notes
    "name-shared": Fault(
        WARNING,
        "{name} is the name of {count} contacts: {others}",
        "give one of them another `name`, or merge the two",
        "Every link by that name is ambiguous and counts for nobody.",
    ),
    "link-ambiguous": Fault(
        ERROR,
        "“{target}” fits {count} notes and counts for none: {others}",
        "write the path: [[{first}]]",
        "A guess would put a touch on the wrong person.",
    ),
    "link-nowhere": Fault(
        INFORMATION,
        "“{target}” leads to no note",
        "make the note, or leave it: nothing is wrong",
        "A name you mean to fill in later, or a slip of the pen.",
    ),
    "me-twice": Fault(
        WARNING,
        "there is more than one note about yourself: {others}",
        "keep one note of type me",
        "The owner never counts as taking part, and should be one person.",
    ),
}


class Problem(NamedTuple):
    """One fault in one note; lines and columns count from 1, `width` in characters. `path` is set by the vault."""

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
        """One sentence that says what is wrong."""
        return FAULTS[self.code].message.format_map(dict(self.facts))

    @property
    def hint(self) -> str:
        """What to do about it."""
        return FAULTS[self.code].hint.format_map(dict(self.facts))

    @property
    def rank(self) -> tuple[str, int, int, str]:
        return (self.path, self.line, self.column, self.code)


def problem(code: str, at: tuple[int, int, int] = (1, 1, 0), **facts: object) -> Problem:
    """Return a Problem at a place (line, column, width) from facts named as in the catalogue."""
    return Problem(code, *at, facts=tuple((name, shortened(str(fact))) for name, fact in facts.items()))


def shortened(text: str, limit: int = 80) -> str:
    """Return the text, or its beginning and `…` where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
