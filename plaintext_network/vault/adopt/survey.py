"""Scans a folder for the folders, tags and property names its notes use. Proposes nothing."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.templates import TEMPLATE_FOLDERS
from plaintext_network.vault.adopt.words import (
    LOGS,
    comparable_word,
    last_word,
    parent_folders,
    writable,
)
from plaintext_network.vault.files import read_file

MOST_NOTES = 2000
MOST_BYTES = 65_536


class NoteScan(NamedTuple):
    """What a quick scan of one note shows, line by line, without parsing. `linked`: its text contains a link."""

    path: str
    properties: Mapping[str, tuple[str, ...]]
    head_tags: frozenset[str]
    inner_tags: frozenset[str]
    log_headings: tuple[str, ...]
    linked: bool


def ignored(top: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return folders without notes of their own: templates anywhere, and Logseq's backups."""
    named = [
        json_of(top, ".obsidian/templates.json").get("folder"),
        json_of(top, ".obsidian/plugins/templater-obsidian/data.json").get("templates_folder"),
    ]
    folders = [name.strip("/") for name in named if isinstance(name, str)]
    every = sorted({folder for path in paths for folder in parent_folders(path)})
    folders += [folder for folder in every if last_word(folder) in TEMPLATE_FOLDERS]
    if os.path.isfile(os.path.join(top, "logseq", "config.edn")):
        folders.append("logseq")
    within = (name for name in folders if name and name[0] != "." and "/." not in name and writable(name))
    there = dict.fromkeys(name for name in within if os.path.isdir(os.path.join(top, name)))
    outermost = [name for name in there if not any(outside in there for outside in parent_folders(name))]
    return tuple(re.sub(r"([*?[])", r"[\1]", name) for name in outermost)


def json_of(top: str, path: str) -> dict[str, object]:
    # Late: only `init` needs it.
    import json

    try:
        value = json.loads(first_text(top, path))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def first_text(top: str, path: str) -> str:
    """Return the beginning of a file as text; empty if it can't be read."""
    try:
        return read_file.read(top, path, MOST_BYTES)[:MOST_BYTES].decode("utf-8-sig", "replace")
    except (FileNotFoundError, read_file.NotRead):
        return ""


def glances(top: str, paths: list[str]) -> list[NoteScan]:
    step = max(1, -(-len(paths) // MOST_NOTES))
    return [_scan(path, first_text(top, path)) for path in paths[::step]]


_KEY = re.compile(r"""(?:"([^"]+)"\s?|'([^']+)'\s?|([^\s#"'\[\]{}:,&*?|>%@`-][^:#]{0,80})):(?:\s+(.*))?""")
_ITEM = re.compile(r"\s*-\s+(.*)")
_DATED = re.compile(r"\s*[-*+][ \t]+(?:\*\*|__|\[\[)?\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
_TAG = re.compile(r"(?<!\S)#([^\s#,;.:!?()\[\]\"'`]*[^\W\d_][^\s#,;.:!?()\[\]\"'`]*)")


def _scan(path: str, text: str) -> NoteScan:
    lines = re.split("\r\n|\r|\n", text)
    head, body = _parted(lines)
    properties = _scanned(head) if head else _fields(body)
    head_tags, inner_tags = set[str](), set[str]()
    for key, values in properties.items():
        if property_key(key) in ("tag", "tags"):
            head_tags.update(values)
    headings: dict[str, None] = {}
    heading, fenced = "", False
    for line in body:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        if line.startswith("#") and line.lstrip("#")[:1] in (" ", "\t"):
            heading = line.strip("#*_: \t")
            heading = heading if comparable_word(heading) in LOGS.split() else ""
        elif heading and _DATED.match(line):
            headings[heading] = None
        if "#" in line:
            tags = _TAG.findall(line)
            # A line that contains only tags describes the note, as front matter does.
            (head_tags if tags and not _TAG.sub("", line).strip() else inner_tags).update(tags)
    whole = frozenset(tag.removeprefix("#") for each in head_tags for tag in re.split(r"[\s,]+", each) if tag)
    return NoteScan(
        path, properties, whole, frozenset(inner_tags), tuple(headings), any("[[" in line for line in body)
    )


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return lines[1:number], lines[number + 1 :]
    return [], lines


def _scanned(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        if match := _KEY.fullmatch(line.rstrip()):
            key = (match[1] or match[2] or match[3]).strip()
            found[key] = tuple(_values(match[4] or ""))
        elif key and (item := _ITEM.fullmatch(line)):
            found[key] = (*found[key], *_values(item[1]))
        elif line.strip() and not line[0].isspace():
            key = ""
    return found


_FIELD = re.compile(r"(?:- )?([^\W\d_][\w -]{0,40})::(.*)")


def _fields(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the properties of a Logseq page: its first lines of the form `key:: value`."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        match = _FIELD.fullmatch(line.strip())
        if not match:
            break
        found[match[1].strip()] = tuple(value for part in match[2].split(",") for value in _values(part))
    return found


def _values(written: str) -> Iterator[str]:
    text = re.sub(r"(?:^|\s)#(?=\s).*", "", written).strip()
    listed = text.startswith("[") and not text.startswith("[[") and text.endswith("]")
    for part in text[1:-1].split(",") if listed else (text,):
        value = part.strip()
        if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
            value = value[1:-1]
        if value.startswith("[[") and value.endswith("]]"):
            value = value[2:-2].partition("|")[0]
        if value.strip():
            yield value.strip()


def values_of(note: NoteScan, name: str) -> tuple[str, ...]:
    return next((values for key, values in note.properties.items() if property_key(key) == name), ())
