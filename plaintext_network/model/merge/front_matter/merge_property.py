"""Merges three versions of one property, or finds that both sides set it differently. Knows no other property."""

from collections.abc import Callable, Sequence

from plaintext_network.model.merge.front_matter.front_comments import comments_of_part
from plaintext_network.model.merge.front_matter.front_parts import Part
from plaintext_network.model.merge.front_matter.later_dates import later_value
from plaintext_network.model.merge.front_matter.property_values import is_list
from plaintext_network.model.merge.front_matter.silent_lines import merge_silent_lines
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.changed_version import changed_version
from plaintext_network.notes.header import Plain, Scalar, plain_value
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import written_end

# Merges three versions of a property's lines by lines, and returns None if they conflict.
MergeOwnLines = Callable[[str, str, str], str | None]


class MergedProperty(NamedTuple):
    """The lines of a merged property with those above it; both are empty if it is removed."""

    lead: str = ""
    own: str = ""


class PropertyConflict(NamedTuple):
    """The lines of a property that both sides set differently; empty where a side removed it. `lead` precedes the conflict."""

    lead: str
    base: str
    ours: str
    theirs: str


class PropertyRules(NamedTuple):
    """What pnet knows of a property beyond its three versions. `key` is its name, or its key."""

    key: str
    row: PropertyDefinition | None
    own_names: Sequence[str]
    daily_format: str
    merge_own_lines: MergeOwnLines


def merge_property(
    base: Part | None, ours: Part | None, theirs: Part | None, rules: PropertyRules
) -> MergedProperty | PropertyConflict:
    """Merge a property that at least one version has."""
    versions = [part for part in (base, ours, theirs) if part]
    before, here, there = (_lines(part) for part in (base, ours, theirs))
    if (merged := changed_version(before, here, there)) is not None:
        return MergedProperty(*merged)
    if is_list(rules.row, [part.value for part in versions]):
        # Late: few merges need it.
        from plaintext_network.model.merge.front_matter.merge_list import merge_list

        own = merge_list(base, ours, theirs, rules.row, rules.own_names)
        if own == "":
            return MergedProperty() if _may_go(base, ours or theirs) else _conflict(base, ours, theirs)
    elif ours is None or theirs is None:
        return _one_sided(base, ours or theirs) or _conflict(base, ours, theirs)
    else:
        own = changed_version(before[1], here[1], there[1])
        if own is None:
            own = _merge_single(base, ours, theirs, rules)
    if own is None and base and ours and theirs and all(part.own.count("\n") > 1 for part in versions):
        own = rules.merge_own_lines(base.own, ours.own, theirs.own)
    if own is None or _loses_comment(base, ours, theirs, own):
        return _conflict(base, ours, theirs)
    return MergedProperty(_lead(base, ours, theirs), own)


def _lines(part: Part | None) -> tuple[str, str]:
    return (part.lead, part.own) if part else ("", "")


def _lead(base: Part | None, ours: Part | None, theirs: Part | None) -> str:
    """Return the merged lines above a property; a side without it has changed none of them."""
    here, there = (part.lead if part else None for part in (ours, theirs))
    if here is None or there is None:
        return here or there or ""
    return merge_silent_lines(base.lead if base else "", here, there)


def _one_sided(base: Part | None, present: Part | None) -> MergedProperty | None:
    """Merge a single value that one side removed and the other changed. Return None if that is a conflict."""
    if base is None or present is None:
        return None
    before, now = plain_value(base.value), plain_value(present.value)
    if before is None and now is not None:
        # A side that removes an empty property doesn't object to a value.
        return MergedProperty(present.lead, present.own)
    return MergedProperty() if now == before and _may_go(base, present) else None


def _loses_comment(base: Part | None, ours: Part | None, theirs: Part | None, own: str) -> bool:
    """Return whether merged lines lack a comment that a side added, or that no side removed."""
    if not any("#" in part.own for part in (ours, theirs) if part):
        return False
    before, here, there = (
        set(comments_of_part(part, own_lines=True)) if part else set() for part in (base, ours, theirs)
    )
    return any(comment not in own for comment in ((here | there) - before) | (before & here & there))


def _may_go(base: Part | None, present: Part | None) -> bool:
    """Return whether no comment would be lost with a property that one side removed."""
    return present is None or set(comments_of_part(present)) <= set(comments_of_part(base) if base else ())


def _conflict(base: Part | None, ours: Part | None, theirs: Part | None) -> PropertyConflict:
    if ours is None or theirs is None:
        # The lines above it were removed with it.
        return PropertyConflict("", *("".join(_lines(part)) for part in (base, ours, theirs)))
    lead = _lead(base, ours, theirs)
    return PropertyConflict(lead, *(part.own if part else "" for part in (base, ours, theirs)))


def _merge_single(base: Part | None, ours: Part, theirs: Part, rules: PropertyRules) -> str | None:
    """Return the merged lines of a single value that both sides wrote again, or None for a conflict."""
    before = plain_value(base.value) if base else None
    here, there = plain_value(ours.value), plain_value(theirs.value)
    if here == there or there == before:
        value = here
    elif here == before:
        value = there
    elif (later := later_value(rules.row, rules.key, before, here, there, rules.daily_format)) is not None:
        value = later
    else:
        return None
    if (mixed := _merge_pieces(base, ours, theirs, value)) is not None:
        return mixed
    return ours.own if here == value else theirs.own


def _merge_pieces(base: Part | None, ours: Part, theirs: Part, value: Plain) -> str | None:
    """Merge what precedes a value on its line, how it is written, and what follows; None if it isn't that simple."""
    pieces = [_pieces(part) if part else ("", "", "") for part in (base, ours, theirs)]
    if None in pieces:
        return None
    before, here, there = (each or ("", "", "") for each in pieces)
    name = changed_version(before[0], here[0], there[0])
    end = changed_version(before[2], here[2], there[2])
    if end is None and base is None:
        end = here[2] if not there[2].strip() else there[2] if not here[2].strip() else None
    if end is None:
        return None
    if plain_value(ours.value) == plain_value(theirs.value):
        written = changed_version(before[1], here[1], there[1])
        written = here[1] if written is None else written
    else:
        written = here[1] if plain_value(ours.value) == value else there[1]
    return (here[0] if name is None else name) + written + end


def _pieces(part: Part) -> tuple[str, str, str] | None:
    value, own = part.value, part.own
    if not isinstance(value, Scalar) or value.is_null:
        return None
    first = value.span.start - part.start
    last = written_end(own, Scalar(value.text, Span(first, value.span.end - part.start), value.plain))
    return None if "\n" in own[first:last] else (own[:first], own[first:last], own[last:])
