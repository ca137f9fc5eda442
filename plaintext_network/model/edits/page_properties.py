"""Sets and removes the properties of one of Logseq's pages, which are lines `key:: value` in its first block."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.set_property import PropertyEditor, is_same_value
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.page_lists import split_list, takes_list
from plaintext_network.model.note.page_names import is_page
from plaintext_network.model.note.properties import PropertyDefinition, own_identifiers
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.edit import encode_text
from plaintext_network.notes.edit_front import property_texts, set_values
from plaintext_network.notes.edit_page import is_property_line, remove_page_property, set_page_property
from plaintext_network.notes.fields import Field
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.page_properties import first_block
from plaintext_network.notes.scalars import YamlText

# The names that have a meaning in Logseq itself.
_THEIR_NAMES = {"aliases": "alias"}


def property_editor(
    note: Note,
    facts: Facts,
    rules: Rules,
    nearby_names: Callable[[], Sequence[str]] = tuple,
    *,
    in_graph: bool = False,
) -> PropertyEditor:
    """Return the editor for a note: of its front matter, or of its page properties if Logseq wrote the note.

    A page without front matter is Logseq's if it has page properties, or with `in_graph`, which says that a graph has it.
    """
    is_theirs = is_page(facts.path) and not note.header.body_start and (in_graph or bool(first_block(note)))
    kind = PagePropertyEditor if is_theirs else PropertyEditor
    return kind(note, facts, rules, nearby_names)


class PagePropertyEditor(PropertyEditor):
    """Edits the properties of a page in Logseq's form. A list is one line, with commas between its values."""

    def values(self, name: str) -> tuple[str, ...]:
        """Return a property's current values."""
        definition = self.definition(name)
        return tuple(text for field in self._lines(name) for text in _parts(definition, field.text))

    def set(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Set a property to exactly these values."""
        return self._write(name, [text.text for text in texts])

    def add(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Add values to a list, except those it already contains."""
        definition = self.definition(name)
        if definition is not None and not definition.many:
            raise EditRefused(f"{definition.name} has only one value; set it instead")
        current = self.values(name)
        known = list(current)
        for text in texts:
            if not any(_is_same(definition, text.text, old) for old in known):
                known.append(text.text)
        return self._write(name, known) if len(known) > len(current) else self.note

    def remove(self, name: str, texts: Sequence[str]) -> Note:
        """Remove values from a property. Raises EditRefused for a value it does not have."""
        definition, current = self.definition(name), self.values(name)
        for text in texts:
            if not any(_is_same(definition, value, text) for value in current):
                raise EditRefused(f"{name} has no value “{text}”")
        return self._write(
            name, [old for old in current if not any(_is_same(definition, old, text) for text in texts)]
        )

    def unset(self, name: str) -> Note:
        """Remove a property from the note."""
        return self._write(name, [])

    def _write(self, name: str, texts: Sequence[str]) -> Note:
        lines = self._lines(name)
        if bracketed := [field for field in lines if not is_property_line(self.note, field)]:
            raise self._inline_refusal(name, bracketed)
        if not texts:
            self.note = remove_page_property(self.note, lines)
            return self.note
        definition = self.definition(name)
        text = ", ".join(texts)
        many = len(texts) > 1 or (definition is not None and definition.many)
        if many and list(texts) != _parts(definition, text):
            raise EditRefused(
                f"a value of {name} can't contain a comma in a Logseq page, where commas separate values"
                if definition is not None and takes_list(definition, text)
                else f"{name} can have only one value in a Logseq page"
            )
        key = lines[0].name if lines else self._new_name(name, definition)
        self.note = set_page_property(self.note, lines, key, text)
        return self.note

    def _new_name(self, name: str, definition: PropertyDefinition | None) -> str:
        key = self._effective_name(name, ())
        return _THEIR_NAMES.get(key, key) if definition is not None else key

    def _lines(self, name: str) -> list[Field]:
        """Return the page's fields of a property; the empty ones too, which wait for a value."""
        definition = self.definition(name)
        found = []
        for field in own_fields(self.note, self.facts, self.rules) if self.note.body.fields else ():
            known = self.definitions.get(property_key(field.name))
            same_name = property_key(field.name) == property_key(name)
            if same_name if definition is None else known is not None and known.name == definition.name:
                found.append(field)
        return found


def _parts(definition: PropertyDefinition | None, text: str) -> list[str]:
    if not takes_list(definition, text):
        return [text] if text else []
    return [text[span.start : span.end] for span in split_list(text)]


def _is_same(definition: PropertyDefinition | None, one: str, other: str) -> bool:
    if definition is None or definition.type not in ("people", "links"):
        # `alias:: [[Ada]]` is the alias Ada.
        one, other = visible_text(one), visible_text(other)
    return is_same_value(definition, one, other)


# What Logseq notes about a block, which means nothing in another page.
_OWN = ("title", "id", "collapsed")


def with_front_matter(note: Note, facts: Facts, rules: Rules) -> Note:
    """Return one of Logseq's pages with its page properties as front matter, except its title; another note as it is.

    It is for reading the page's properties in one way, and is never written. Raises EditRefused.
    """
    block = first_block(note) if is_page(facts.path) and not note.header.body_start else ()
    if not block:
        return note
    definitions = own_identifiers(facts.kind, rules)
    front = parse(b"")
    for field in block:
        definition = definitions.get(property_key(field.name))
        texts = [*(property_texts(front, field.name) or ()), *_parts(definition, field.text)]
        if definition is not None and definition.type == "tags":
            # In front matter, a space separates tags.
            texts = [f"[[{text}]]" if " " in text and "[" not in text else text for text in texts]
        if field.name.lower() not in _OWN and texts:
            many = len(texts) > 1 or (definition is not None and definition.many)
            front = set_values(front, field.name, [YamlText(text) for text in texts], many=many)
    last = note.source.line_number(max(field.value.end for field in block))
    rest = note.source.text[note.source.line_stop(last) :].lstrip("\r\n")
    if rest[:1] in ("\t", " "):
        # The rest of the item that had the properties.
        indent = re.match(r"\t| {1,2}", rest)
        lines = rest.splitlines(keepends=True)
        nested = list(takewhile(lambda line: line[:1] in ("\t", " ", "\r", "\n"), lines))
        cut = len(indent[0]) if indent else 0
        rest = "".join([*(line[cut:] if line.strip() else line for line in nested), *lines[len(nested) :]])
    return parse(encode_text(front.source, front.source.text + rest))
