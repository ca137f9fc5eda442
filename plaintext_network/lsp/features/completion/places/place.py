"""Defines where the cursor is: what is being typed there, and how text is written there. Finds nothing."""

from typing import Literal

from plaintext_network.named_tuples import NamedTuple

# How text is written at a place: in the body of a note (or a block of text in YAML), as a plain scalar of YAML, in a list in
# brackets, or in quotes.
Form = Literal["body", "plain", "flow", "'", '"']
# `link`: after `[[`. `heading`: after the `#` of such a link. `target`: after `](`. `mention`: after `@`. `name`: words in plain
# text. `key` and `value`: of a property, in YAML or inline. `tag`: after `#`. `date`: of a task. `item`: the start of a list item.
What = Literal["link", "heading", "target", "mention", "name", "key", "value", "tag", "date", "item"]


class Place(NamedTuple):
    """What is being typed: the half-open offsets `start` to `end` are what an item replaces, and the cursor is between them.

    `typed` is the text from `start` to the cursor. `property` is the property's name as written, "" outside of one. With
    `spaced`, a space belongs before the text. `is_item` is true for an item of a list. `target` is that of a link whose heading is
    being typed. `is_part` is true for one of several values in one text: `Ada, Bo`.
    """

    what: What
    typed: str
    start: int
    end: int
    form: Form = "body"
    property: str = ""
    spaced: bool = False
    is_item: bool = False
    target: str = ""
    is_part: bool = False
