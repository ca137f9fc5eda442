"""Describes where a text names a contact, and by which form. Finds nothing; see `private_names`."""

from collections.abc import Collection, Container, Mapping
from functools import lru_cache

from plaintext_network.model.language.name_parts import FoldedText
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.name_forms import ADDRESS

# A text is searched, and then what was found in it is compared with other names.
folded_text = lru_cache(maxsize=8)(FoldedText)


class Naming(NamedTuple):
    """A half-open span of a text, the path of the contact whom it may name, and the form: its folded words and its kind.

    A `weak` one doesn't count if anybody else has a name with this word.
    """

    path: str
    start: int
    end: int
    words: tuple[str, ...]
    kind: str
    weak: bool = False


def name_others(namings: Collection[Naming], linked: Mapping[str, Container[tuple[str, ...]]]) -> bool:
    """Return whether all of these name contacts whom their line links, rather than those at their paths.

    `linked` are the forms of each linked contact who may be named, by path; of others, none.
    """
    if any(one.kind == ADDRESS or one.path in linked for one in namings):
        return False
    # Several hidden contacts may have one name.
    return all(any(words in forms for forms in linked.values()) for words in {one.words for one in namings})
