"""Makes the path of a new note from a pattern of the settings, such as `People/@ {name}.md`. Touches no files."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from plaintext_network.errors import NameInvalid
from plaintext_network.model.dates.moment_format import format_moment, format_parts
from plaintext_network.model.edits.file_names import file_stem
from plaintext_network.model.language.normalize import without_ending

# A date may have a format: {date:YYYY-MM}.
_PLACE = re.compile(r"\{([^{}:]*)(?::([^{}]+))?\}")
_NOT_IN_A_FOLDER = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def path_fault(pattern: str, allowed: tuple[str, ...], required: tuple[str, ...]) -> str | None:
    """Return what is wrong with a pattern, else None.

    `allowed` are the placeholders it may contain; the file name must contain one of `required`.
    """
    for place in _PLACE.finditer(pattern):
        if place[1] not in allowed or (place[2] and place[1] != "date"):
            known = " or ".join(f"{{{name}}}" for name in allowed)
            return f"{place[0]} has no meaning here; write {known}"
        if place[2] and (format_parts(place[2]) is None or ("/" in place[2] and "[" in place[2])):
            return f"{place[0]} has no date format; write one such as {{date:YYYY-MM}}"
    *folders, name = _split(pattern)
    if not {place[1] for place in _PLACE.finditer(name)} & set(required):
        return f"the file name must contain {' or '.join(f'{{{place}}}' for place in required)}"
    for folder in (_PLACE.sub("x", folder) for folder in folders):
        if not folder or folder.startswith(".") or folder != folder.rstrip(". "):
            return 'expected a path within the vault, such as "People/{name}.md"'
        if _NOT_IN_A_FOLDER.search(folder) or "{" in folder or "}" in folder:
            return "a folder name contains a character that some systems forbid, such as : or ?"
    example = _PLACE.sub("x", name)
    try:
        fits = file_stem(example) == example and "{" not in example and "}" not in example
    except NameInvalid:
        fits = False
    return None if fits else f"pnet can't give a note this file name; write one such as {{{required[0]}}}.md"


def folder_and_title(pattern: str, values: Mapping[str, str], day: date | None = None) -> tuple[str, str]:
    """Return the folder and the title of the note that a valid pattern means, with a value for each placeholder.

    `day` is for dates that have a format. Raises NameInvalid if a value leaves nothing visible of a folder's name.
    """
    *folders, name = _split(pattern)
    moment = None if day is None else datetime.combine(day, time())

    def value(place: re.Match[str]) -> str:
        return format_moment(place[2], moment) if place[2] and moment else values[place[1]]

    def filled(part: str) -> str:
        return _PLACE.sub(value, part)

    parts = [file_stem(filled(folder)) if _PLACE.search(folder) else folder for folder in folders]
    return "/".join(parts), filled(name)


def _split(pattern: str) -> list[str]:
    """Return the folders and the name of a pattern; a slash in a date's format parts folders, too."""
    by_folder = re.sub(r"\{date:[^{}]*/[^{}]*\}", lambda place: place[0].replace("/", "}/{date:"), pattern)
    return without_ending(by_folder).split("/")
