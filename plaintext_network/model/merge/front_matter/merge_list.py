"""Merges a property that is a list: what each side added and removed, in the form of the side that changed it. Reads no note."""

from collections.abc import Sequence

from plaintext_network.model.merge.front_matter.front_parts import Part
from plaintext_network.model.merge.front_matter.list_forms import (
    BRACKETS,
    LINES,
    NOTHING,
    Item,
    ListForm,
    read_form,
    write_list,
)
from plaintext_network.model.merge.front_matter.merge_order import Token, merge_order, merged_keys
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.notes.changed_version import changed_version


def merge_list(
    base: Part | None,
    ours: Part | None,
    theirs: Part | None,
    row: PropertyDefinition | None,
    own_names: Sequence[str],
) -> str | None:
    """Return the merged lines of a list, "" if nothing is left of it. Return None if a version isn't written item by item."""
    before, here, there = (read_form(each, row, own_names) if each else None for each in (base, ours, theirs))
    for part, form in ((base, before), (ours, here), (theirs, there)):
        if part and form is None:
            return None
    old, first, second = (
        [item.token for item in form.items] if form else [] for form in (before, here, there)
    )
    tokens = merge_order(old, first, second, merged_keys(old, first, second))
    if not tokens and (ours is None or theirs is None):
        return ""
    if here is None or there is None:
        style = here or there
        other = None
    else:
        style, other = _style(before, here, there)
    if style is None:
        return ""
    if not style.items and tokens and other is not None and other.items:
        style, other = other, style
    items = _items(tokens, before, style, other)
    if before and here and there and before.form == here.form == there.form:
        head, foot = (
            changed_version(before.head, here.head, there.head),
            changed_version(before.foot, here.foot, there.foot),
        )
        style = style._replace(
            head=style.head if head is None else head, foot=style.foot if foot is None else foot
        )
    return write_list(style, _name(before, here, there), items)


def _style(before: ListForm | None, here: ListForm, there: ListForm) -> tuple[ListForm, ListForm]:
    """Return the form to write in, and the other side's: that of the side that changed it, else ours."""
    if here.form != there.form:
        if before and here.form == before.form and there.form != NOTHING:
            return there, here
        if not (before and there.form == before.form) and here.form not in (BRACKETS, LINES):
            return there, here
    return here, there


def _name(before: ListForm | None, here: ListForm | None, there: ListForm | None) -> str:
    if here is None or there is None:
        return here.name if here else there.name if there else ""
    if before is None:
        return here.name
    return changed_version(before.name, here.name, there.name) or here.name


def _items(
    tokens: Sequence[Token], before: ListForm | None, style: ListForm, other: ListForm | None
) -> list[Item]:
    """Return the items in the style's own writing, but in the other side's if only that changed it.

    Of two spellings that both sides chose, the longer one counts: `[[Ada]]` rather than Ada.
    """
    first = {item.token: item for item in style.items}
    second = {item.token: item for item in other.items} if other else {}
    old = {item.token: item for item in before.items} if before else {}
    found = []
    for token in tokens:
        item, others, base = first.get(token), second.get(token), old.get(token)
        if item is None:
            item = second[token]
        elif others is not None and item.text != others.text:
            spelling = changed_version(base and base.text, item.text, others.text)
            spelling = spelling or max((len(each), each) for each in (item.text, others.text))[1]
            item = item if spelling == item.text else others
        elif others is not None and item == base:
            item = others
        found.append(item)
    return found
