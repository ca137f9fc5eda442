"""Finds a vault's templates, from the settings of Obsidian and its plugins and by name. Reads no template."""

import os
import re
from collections.abc import Iterable, Sequence

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.kinds.templates import TEMPLATE_FOLDERS
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import (
    kind_of_word,
    last_word,
    parent_folders,
    without_template_words,
    writable,
)
from plaintext_network.vault.config.program_settings import first_text, json_of, text_in

# The settings that name a folder of templates.
_FOLDERS = (
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "template_folder"),
    (".obsidian/plugins/quickadd/data.json", "templateFolderPath"),
)


def folders_not_read(top: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return folders of templates anywhere, and Logseq's backups, as globs for `ignore`."""
    folders = [text_in(json_of(top, file), key).strip("/") for file, key in _FOLDERS]
    every = sorted({folder for path in paths for folder in parent_folders(path)})
    folders += [folder for folder in every if last_word(folder) in TEMPLATE_FOLDERS]
    if os.path.isfile(os.path.join(top, "logseq", "config.edn")):
        folders.append("logseq")
    within = (name for name in folders if _is_usable(name))
    there = dict.fromkeys(name for name in within if os.path.isdir(os.path.join(top, name)))
    outermost = [name for name in there if not any(outside in there for outside in parent_folders(name))]
    return tuple(map(as_glob, outermost))


def _is_usable(name: str) -> bool:
    return bool(name) and name[0] != "." and "/." not in name and writable(name)


def as_glob(path: str) -> str:
    """Return a glob that matches only this path."""
    return re.sub(r"([*?[])", r"[\1]", path)


def template_for(kind: str, top: str, templates: Sequence[NoteScan]) -> NoteScan | None:
    """Return the template for new notes of a kind that pnet can fill in; the one with the plainest name if there are several."""
    found = []
    for note in templates:
        words = without_template_words(stem_of(note.path))
        plain = len(words) == 1
        # A program in a template needs Templater to run it.
        if words and kind_of_word(" ".join(words)) == kind and "<%" not in first_text(top, note.path):
            found.append((not plain, len(words), _RANK.get(words[-1], 9), note.path, note))
    return min(found)[-1] if found else None


_RANK = {"person": 0, "people": 1, "contact": 2, "meeting": 0}


def kind_of_template(note: NoteScan) -> str | None:
    """Return the kind of the notes that a template is for, by its name."""
    return kind_of_word(" ".join(without_template_words(stem_of(note.path))))
