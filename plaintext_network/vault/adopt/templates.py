"""Finds a vault's templates, from the settings of Obsidian and its plugins and by name. Reads no template."""

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plaintext_network.model.language.normalize import stem_of, without_ending
from plaintext_network.vault.adopt.scan import NoteScan, first_text, is_there, json_of, text_in
from plaintext_network.vault.adopt.words import (
    TEMPLATES,
    is_stray_template,
    kind_of_word,
    last_word,
    parent_folders,
    without_template_words,
    writable,
)

# The settings that name a folder of templates, or a template.
_FOLDERS = (
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "template_folder"),
    (".obsidian/plugins/quickadd/data.json", "templateFolderPath"),
)
_FILES = (".obsidian/daily-notes.json", ".obsidian/zk-prefixer.json")


class NotRead(NamedTuple):
    """What a vault has besides notes: folders and single files, as globs for `ignore`."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def globs(self) -> tuple[str, ...]:
        """Both, as `ignore` takes them."""
        return (*self.folders, *self.files)


def templates_and_backups(top: str, paths: Iterable[str]) -> NotRead:
    """Return folders of templates anywhere, templates among other notes, and Logseq's backups."""
    named = [text_in(json_of(top, file), key) for file, key in _FOLDERS]
    folders = [name.strip("/") for name in named]
    paths = list(paths)
    every = sorted({folder for path in paths for folder in parent_folders(path)})
    folders += [folder for folder in every if last_word(folder) in TEMPLATES]
    if os.path.isfile(os.path.join(top, "logseq", "config.edn")):
        folders.append("logseq")
    within = (name for name in folders if _is_usable(name))
    there = dict.fromkeys(name for name in within if os.path.isdir(os.path.join(top, name)))
    outermost = [name for name in there if not any(outside in there for outside in parent_folders(name))]
    files = [
        path
        for path in (*_named_files(top), *(path for path in paths if is_stray_template(stem_of(path))))
        if _is_usable(path)
        and is_there(top, path)
        and not any(outside in there for outside in parent_folders(path))
    ]
    return NotRead(tuple(map(_as_glob, outermost)), tuple(map(_as_glob, dict.fromkeys(files))))


def _named_files(top: str) -> Iterable[str]:
    for file in _FILES:
        if name := text_in(json_of(top, file), "template").strip("/"):
            yield f"{without_ending(name)}.md"


def _is_usable(name: str) -> bool:
    return bool(name) and name[0] != "." and "/." not in name and writable(name)


def _as_glob(path: str) -> str:
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
