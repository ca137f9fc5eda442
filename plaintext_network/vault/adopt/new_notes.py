"""Finds where a vault keeps notes of a kind and what marks them, for new ones. Reads no file."""

import re
from collections import Counter
from collections.abc import Sequence

from plaintext_network.model.edits.note_path import path_fault
from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note.rules import KindRule
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.adopt.draft import Value
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import writable

# Fewer notes outside of folders show no pattern.
FEW = 3


class NewNotes(NamedTuple):
    """Where new notes of a kind go, as a pattern of paths, and the properties that mark them."""

    kind: str
    path: str
    marks: dict[str, str | tuple[str, ...]]

    def settings(self) -> dict[str, Value]:
        """Return the settings of the table `[new]`."""
        found: dict[str, Value] = {self.kind: self.path}
        if self.marks:
            found[f"{self.kind}_marks"] = self.marks
        return found


def new_notes(kind: str, notes: Sequence[NoteScan], rule: KindRule) -> NewNotes | None:
    """Return where new notes of a kind go, like most of these; None if the kind's folder is enough."""
    if not notes:
        return None
    folders = Counter(_folder_pattern(note.path.rpartition("/")[0], kind) for note in notes)
    folder, _ = folders.most_common(1)[0]
    inside = [note for note in notes if _folder_pattern(note.path.rpartition("/")[0], kind) == folder]
    sign = _common_start([stem_of(note.path) for note in inside], rule)
    if not sign and (_is_usual(folder, rule) if folder else len(inside) < FEW):
        return None
    name = "{name}" if kind == "contact" else _title_pattern(inside, len(sign))
    path = f"{folder}/{sign}{name}.md" if folder else f"{sign}{name}.md"
    allowed = ("name",) if kind == "contact" else ("date", "title")
    if not writable(path) or path_fault(path, allowed, allowed):
        return None
    by_folder = any(
        folder == each.strip("/") or folder.startswith(f"{each.strip('/')}/") for each in rule.folders
    )
    return NewNotes(kind, path, {} if by_folder else _marks(inside, rule))


def _is_usual(folder: str, rule: KindRule) -> bool:
    """Return whether new notes go to a folder, or to one above it, without a setting."""
    for each in (each.strip("/") for each in rule.folders):
        if folder in (each, f"{each}/{{date:YYYY}}") or (folder.startswith(f"{each}/") and "{" not in folder):
            return True
    return False


# Folders that are named after years and months.
_DATED = (
    (re.compile(r"(?:19|20)\d\d", re.ASCII), "{date:YYYY}"),
    (re.compile(r"(?:19|20)\d\d-\d\d", re.ASCII), "{date:YYYY-MM}"),
    (re.compile(r"(?:0[1-9]|1[0-2])", re.ASCII), "{date:MM}"),
)


def _folder_pattern(folder: str, kind: str) -> str:
    if kind != "interaction":
        return folder
    parts = folder.split("/")
    for number, part in enumerate(parts):
        parts[number] = next((code for pattern, code in _DATED if pattern.fullmatch(part)), part)
    return "/".join(parts)


_SIGN = re.compile(r"[^\w\s(\[{'\"„“‘«¿¡.]+ ?")


def _common_start(stems: Sequence[str], rule: KindRule) -> str:
    """Return what nearly all names begin with before the name itself: a sign, or what a pattern of the rule begins with."""
    starts = [pattern[:-1] for pattern in rule.names if pattern.endswith("*") and pattern != "@*"]
    found = Counter[str]()
    for stem in stems:
        start = next((each for each in starts if stem.startswith(each)), None)
        if start is None and (sign := _SIGN.match(stem)):
            start = sign[0]
        found[start or ""] += 1
    start, count = found.most_common(1)[0]
    return start if 5 * count >= 4 * len(stems) else ""


def _title_pattern(notes: Sequence[NoteScan], skipped: int) -> str:
    dated = sum(re.match(r"\d{4}-\d\d-\d\d", stem_of(note.path)[skipped:]) is not None for note in notes)
    last = sum(re.search(r"\d{4}-\d\d-\d\d\Z", stem_of(note.path)) is not None for note in notes)
    return "{title} {date}" if last > dated else "{date} {title}"


def _marks(notes: Sequence[NoteScan], rule: KindRule) -> dict[str, str | tuple[str, ...]]:
    """Return the properties that make these notes of their kind, in the form that most of them have."""
    found: dict[str, str | tuple[str, ...]] = {}
    tags = Counter(tag for note in notes for tag in sorted(note.head_tags) if _is_wanted(tag, rule.tags))
    if tags and 2 * tags.most_common(1)[0][1] >= len(notes):
        found["tags"] = (tags.most_common(1)[0][0],)
    for name, values in rule.where:
        written_values = Counter(
            text
            for note in notes
            for key, texts in note.written.items()
            if property_key(key) == property_key(name)
            for text in texts
            if any(value.lower() in text.lower() for value in values)
        )
        if written_values and 2 * written_values.most_common(1)[0][1] >= len(notes):
            found[name] = (written_values.most_common(1)[0][0],)
    types = Counter(note.written["type"][:1] for note in notes if note.written.get("type"))
    wanted = {word.lower() for word in rule.types}
    if types and (not found or 5 * types.most_common(1)[0][1] >= 4 * len(notes)):
        written, _ = types.most_common(1)[0]
        if written[0].strip("[]").lower() in wanted:
            found["type"] = written[0]
    return {name: value for name, value in found.items() if all(map(writable, value))}


def _is_wanted(tag: str, wanted: Sequence[str]) -> bool:
    return any(tag.lower() == each.lower() or tag.lower().startswith(f"{each.lower()}/") for each in wanted)
