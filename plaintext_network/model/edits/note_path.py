"""Makes the path of a new note from a pattern of the settings, such as `People/@ {name}.md`. Touches no files."""

import re
from collections.abc import Mapping

from plaintext_network.errors import NameInvalid
from plaintext_network.model.edits.file_names import file_stem
from plaintext_network.model.language.normalize import without_ending

_PLACE = re.compile(r"\{([^{}]*)\}")
_NOT_IN_A_FOLDER = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def path_fault(pattern: str, allowed: tuple[str, ...], required: tuple[str, ...]) -> str | None:
    """Return what is wrong with a pattern, else None.

    `allowed` are the placeholders it may contain; the file's name needs one of `required`.
    """
    for place in _PLACE.findall(pattern):
        if place not in allowed:
            known = " or ".join(f"{{{name}}}" for name in allowed)
            return f"{{{place}}} has no meaning here; write {known}"
    *folders, name = without_ending(pattern).split("/")
    if not any(f"{{{place}}}" in name for place in required):
        return f"the file's name needs {' or '.join(f'{{{place}}}' for place in required)}"
    for folder in folders:
        if not folder or folder.startswith(".") or folder != folder.rstrip(". "):
            return 'expected a path within the vault, such as "People/{name}.md"'
        if _NOT_IN_A_FOLDER.search(folder):
            return "a folder has a character that not every system allows"
    example = _PLACE.sub("x", name)
    try:
        fits = file_stem(example) == example and "{" not in example and "}" not in example
    except NameInvalid:
        fits = False
    return None if fits else "no file can have this name on every system"


def folder_and_title(pattern: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Return the folder and the title of the note that a valid pattern means, with a value for each placeholder.

    Raises NameInvalid if a value leaves nothing visible of a folder's name.
    """
    *folders, name = without_ending(pattern).split("/")

    def filled(part: str) -> str:
        return _PLACE.sub(lambda place: values[place[1]], part)

    parts = [file_stem(filled(folder)) if _PLACE.search(folder) else folder for folder in folders]
    return "/".join(parts), filled(name)
