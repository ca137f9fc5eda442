"""Merges the front matter of three versions of a note property by property. Reads no body and runs nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plaintext_network.model.merge.front_matter.front_comments import comments_of
from plaintext_network.model.merge.front_matter.front_parts import Front, Part
from plaintext_network.model.merge.front_matter.merge_order import merge_order
from plaintext_network.model.merge.front_matter.merge_property import (
    MergeOwnLines,
    PropertyConflict,
    PropertyRules,
    merge_property,
)
from plaintext_network.model.merge.front_matter.property_keys import find_keys, own_names
from plaintext_network.model.merge.front_matter.silent_lines import merge_silent_lines
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.changed_version import changed_version
from plaintext_network.notes.conflict_markers import write_conflict
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.source import lines_of


class MergedFront(NamedTuple):
    """Merged front matter with its `---` lines, and the names of the properties in conflict."""

    text: str
    conflicts: tuple[str, ...] = ()


def merge_front_matter(
    base: Front,
    ours: Front,
    theirs: Front,
    merge_own_lines: MergeOwnLines,
    rules: Rules,
    style: MarkerStyle,
    path: str = "",
) -> MergedFront | None:
    """Merge front matter, with markers around each property that both sides set differently.

    Return None if a side removed all of it and the other changed it.
    """
    texts = base.text, ours.text, theirs.text
    if (merged := changed_version(*texts)) is not None:
        return MergedFront(merged)
    if not ours.opening or not theirs.opening:
        return None
    fronts = base, ours, theirs
    keys = find_keys([[part.name for part in front.parts] for front in fronts], rules)
    parts = [{keys.keys[part.name]: part for part in front.parts} for front in fronts]
    names = own_names(fronts, keys, path)
    end = "\r\n" if ours.opening.endswith("\r\n") else "\n"
    written: dict[str, tuple[str, str]] = {}
    conflicts: list[str] = []
    for key in dict.fromkeys(key for side in parts for key in side):
        versions = parts[0].get(key), parts[1].get(key), parts[2].get(key)
        row = keys.row(key, [part.value for part in versions if part])
        known = PropertyRules(key, row, names, rules.daily.format, merge_own_lines)
        result = merge_property(*versions, known)
        if isinstance(result, PropertyConflict):
            lines = write_conflict(result.ours, result.base, result.theirs, style, end)
            written[key] = result.lead, lines
            conflicts.append(_shown_name(*versions))
        elif result.own:
            written[key] = result.lead, result.own
    before, here, there = (list(side) for side in parts)
    order = merge_order(before, here, there, written)
    tail = merge_silent_lines(base.tail, ours.tail, theirs.tail)
    inner = "".join(_without_doubles([*(written[key] for key in order), (tail, "")], fronts))
    opening = changed_version(base.opening, ours.opening, theirs.opening) or ours.opening
    closing = changed_version(base.closing, ours.closing, theirs.closing) or ours.closing
    return MergedFront(f"{opening}{inner}{closing}", tuple(conflicts))


def _without_doubles(pieces: Sequence[tuple[str, str]], fronts: tuple[Front, Front, Front]) -> Iterator[str]:
    """Yield properties with the comments above them, but no comment again below which both sides added one."""
    base, ours, theirs = (Counter(comments_of(front)) for front in fronts)
    left = {
        each: max(ours[each], theirs[each], ours[each] + theirs[each] - base[each]) for each in ours | theirs
    }
    for above, own in pieces:
        for line in lines_of(above):
            if comment := line.strip():
                left[comment] = left.get(comment, 0) - 1
                if left[comment] < 0:
                    continue
            yield line
        yield own


def _shown_name(base: Part | None, ours: Part | None, theirs: Part | None) -> str:
    part = ours or theirs or base
    return part.name if part else ""
