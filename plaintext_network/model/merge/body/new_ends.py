"""Aligns tasks and a Log that a side added at the end of a body, whatever the other side wrote above them. Merges no line."""

from collections.abc import Sequence

from plaintext_network.model.merge.body.body_units import MarkdownBody, Unit, Units, parse_body, read_units
from plaintext_network.model.merge.body.log_entries import align_entries
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Blank lines at the end of a text.
_BLANK_END = late_pattern(r"\n\s*\Z")


class _End(NamedTuple):
    """What a side added: the text above it, the new tasks, and the new Log; each ends with a line feed, or is empty."""

    above: str
    tasks: str
    log: str
    blank_lines: int


def align_new_ends(
    base: MarkdownBody, ours: MarkdownBody, theirs: MarkdownBody, rules: Rules
) -> tuple[str, str, str]:
    """Return the three texts with all new tasks and the new Log at the end of each, or above the Log that all have.

    They are unchanged if that isn't certain. Otherwise, git would see a conflict where one side edits the last paragraph,
    or adds one, and the other adds a task below it.
    """
    texts = (base.source.text, ours.source.text, theirs.source.text)
    units = [read_units(parsed, rules) for parsed in (base, ours, theirs)]
    if (aligned := _with_all_ends(texts, units, rules)) is not None:
        return aligned
    logs = [_only_log(each) for each in units]
    if any(log is None for log in logs) or len({log.text for log in logs if log}) != 1:
        return texts
    cuts = [len(_text(each.lines[: log.first])) for each, log in zip(units, logs, strict=True) if log]
    heads = [text[:cut] for text, cut in zip(texts, cuts, strict=True)]
    ends = [
        head[len(_without_blank_end(head)) :] + text[cut:]
        for head, text, cut in zip(heads, texts, cuts, strict=True)
    ]
    above = _with_all_ends(heads, [read_units(parse_body(head), rules) for head in heads], rules)
    if above is None:
        return texts
    first, second, third = (
        head + (end if end.startswith("\n") else "\n" + end) for head, end in zip(above, ends, strict=True)
    )
    return first, second, third


def _only_log(text: Units) -> Unit | None:
    """Return the heading of the only Log of a text."""
    logs = [unit for unit in text.units if unit.is_log]
    return logs[0] if len(logs) == 1 and logs[0].is_heading else None


def _with_all_ends(texts: Sequence[str], units: Sequence[Units], rules: Rules) -> tuple[str, str, str] | None:
    """Return the texts with what both sides added at the end, None if that isn't certain, or they added nothing."""
    before = units[0]
    if before.units and (before.units[-1].is_entry or before.units[-1].is_log):
        return None
    here, there = (_new_end(before, side) for side in units[1:])
    if not (here.tasks or here.log or there.tasks or there.log):
        return None
    tasks, log = (
        _joined(mine, other, rules) for mine, other in ((here.tasks, there.tasks), (here.log, there.log))
    )
    if tasks is None or log is None:
        return None
    logs = [sum(unit.is_log for unit in each.units) for each in units]
    if log and (logs[0] or logs[1] > bool(here.log) or logs[2] > bool(there.log)):
        # Another Log is elsewhere.
        return None
    end = "\n".join(part for part in (tasks, log) if part)
    blank = "\n" * max(here.blank_lines, there.blank_lines, 1)
    above = [text + blank if text else "" for text in (_without_blank_end(texts[0]), here.above, there.above)]
    first, second, third = (text + end for text in above)
    read = [_read_end(text, start, rules) for text, start in zip((first, second, third), above, strict=True)]
    # Below other headings, or within code, the end would mean something else.
    return (first, second, third) if read[0] == read[1] == read[2] else None


def _new_end(base: Units, side: Units) -> _End:
    known = {unit.text for unit in base.units}
    units = side.units
    at = len(units)
    while at and (units[at - 1].is_entry or units[at - 1].is_log) and units[at - 1].text not in known:
        at -= 1
    nothing = _End(_without_blank_end(_text(side.lines)), "", "", 0)
    if at == len(units) or (at and (units[at - 1].is_entry or units[at - 1].is_log)):
        return nothing
    stop = units[at - 1].stop if at else 0
    blank_lines = units[at].first - stop
    if at and not blank_lines:
        return nothing
    new = units[at:]
    log = next((unit.first for unit in new if unit.is_log), new[-1].stop)
    return _End(
        _text(side.lines[:stop]),
        _without_blank_end(_text(side.lines[new[0].first : log])),
        _text(side.lines[log : new[-1].stop]),
        blank_lines,
    )


def _joined(ours: str, theirs: str, rules: Rules) -> str | None:
    """Return what both sides added as one text; None if they can't be joined."""
    if not ours or not theirs or ours == theirs:
        return ours or theirs
    _, first, second = align_entries(parse_body(""), parse_body(ours), parse_body(theirs), rules)
    return first if first == second else None


def _read_end(text: str, above: str, rules: Rules) -> Sequence[tuple[str, tuple[str, ...], bool]]:
    """Return how what follows a text is read."""
    start = above.count("\n")
    return [_reading(unit) for unit in read_units(parse_body(text), rules).units if unit.first >= start]


def _reading(unit: Unit) -> tuple[str, tuple[str, ...], bool]:
    return unit.text, unit.place, unit.is_log


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _without_blank_end(text: str) -> str:
    return _BLANK_END.sub("\n", text) if text.strip() else ""
