"""Reads where a vault keeps its daily notes and how it names them, from the settings of Obsidian, Periodic Notes and Logseq."""

import os
import re
from collections.abc import Iterable

from plaintext_network.model.dates.moment_format import format_parts
from plaintext_network.model.language.normalize import without_ending
from plaintext_network.model.note.daily_notes import day_patterns
from plaintext_network.model.note.kinds.templates import is_like_template
from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.problems import shortened
from plaintext_network.vault.config.daily_place import daily_place
from plaintext_network.vault.config.logseq_graph import moment_of
from plaintext_network.vault.config.program_settings import first_text


def daily_settings(
    top: str, paths: Iterable[str], ignored: Iterable[str]
) -> tuple[dict[str, str], str | None]:
    """Return the settings of daily notes that aren't the usual ones, and a sentence about them.

    `ignored` are folders whose notes aren't read.
    """
    written, whose = _moment_format(top, paths)
    if not written:
        return {}, None
    pattern = day_format_of(written)
    if pattern is None:
        return (
            {},
            f"daily notes: {whose} names them {shortened(written)}, a format that doesn't identify the day",
        )
    place = daily_place(top)
    folder, template = (place.folder, place.template) if place else ("", "")
    settings = {"format": "" if pattern == DailyRules().format else pattern, "template": template}
    # pnet follows Obsidian's folder and template without settings, but a template among notes must be known as one.
    file = f"{without_ending(template)}.md"
    if (
        is_like_template(file, Rules())
        or file.startswith(tuple(f"{each}/" for each in ignored))
        or not os.path.isfile(os.path.join(top, file))
    ):
        del settings["template"]
    parts = [f"in {folder}/"] if folder else []
    parts += [f"named {shortened(written)}", *([f"from the template {template}"] if template else [])]
    said = f"daily notes: {', '.join(parts)}, as in {whose}"
    return {key: value for key, value in settings.items() if value}, said


def _moment_format(top: str, paths: Iterable[str]) -> tuple[str, str]:
    """Return the format of daily notes in Moment.js letters, and the program it comes from; empty texts for none."""
    if (place := daily_place(top)) is not None:
        return place.format, place.program
    journals = [path.rpartition("/")[2] for path in paths if path.startswith("journals/")]
    if named := _LOGSEQ.search(first_text(top, "logseq/config.edn")):
        return moment_of(named[1]), "Logseq"
    if any(re.fullmatch(r"\d{4}_\d\d_\d\d\.md", name, re.ASCII) for name in journals):
        return "YYYY_MM_DD", "Logseq"
    if any(_DENDRON.fullmatch(path.rpartition("/")[2]) for path in paths):
        return "[daily.journal].YYYY.MM.DD", "Dendron"
    return "", ""


_DENDRON = re.compile(r"daily\.journal\.\d{4}\.\d\d\.\d\d\.md", re.ASCII)
_LOGSEQ = re.compile(r'^[^;\n]*:journal/file-name-format\s+"([^"\n]+)"', re.MULTILINE)


# The codes of Moment.js that strftime has, too.
_STRFTIME = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "DDDD": "%j",
    "DD": "%d",
    "dddd": "%A",
    "ddd": "%a",
    "GGGG": "%G",
    "WW": "%V",
    "E": "%u",
}


_PERCENT = "\ue000"


def day_format_of(moment: str) -> str | None:
    """Return a Moment.js format for `[daily] format`, without folders that the day doesn't need; in strftime's codes if it can be.

    None if the format doesn't distinguish days.
    """
    if len(moment) > 100:
        return None
    # A percent sign would make it a format of strftime's.
    moment = moment.replace("%", _PERCENT)
    # Only the date matters, wherever the note is.
    shortest = next(reversed(day_patterns(moment)), None)
    parts = format_parts(shortest) if shortest else None
    if shortest is None or parts is None:
        return None
    if any(part.code and part.code not in _STRFTIME for part in parts):
        return None if _PERCENT in shortest else shortest
    codes = (_STRFTIME[part.code] if part.code else part.text.replace(_PERCENT, "%%") for part in parts)
    return "".join(codes)
