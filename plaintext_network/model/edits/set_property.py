"""Sets and removes the properties of one note, under the names that the vault uses for them. Knows no other note.

The caller resolves names of people.
"""

import re
from collections.abc import Callable, Sequence

from plaintext_network.errors import EditRefused, PropertyUnknown
from plaintext_network.model.language.normalize import circle_key, name_key, property_key, stem_of
from plaintext_network.model.note.entries.participants import listed_participants
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import (
    PropertyDefinition,
    own_identifiers,
    with_title_as_name,
)
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.listed_values import split_values
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.edit_body import replace_fields
from plaintext_network.notes.edit_front import property_texts, remove_property, set_values
from plaintext_network.notes.fields import Field
from plaintext_network.notes.header import ListValue
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText


class PropertyEditor:
    """Edits the properties of one note. Each edit returns the changed note and stores it in `note`.

    `facts` are those of the original note. `nearby_names` returns the property names in other notes of its kind, which
    decide the name of a new property. Raises EditRefused if an edit would change anything else.
    """

    def __init__(
        self, note: Note, facts: Facts, rules: Rules, nearby_names: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self.note, self.facts, self.rules, self.nearby_names = note, facts, rules, nearby_names
        # How new lists are written in a note without a list, as for `set_values`.
        self.list_indent: str | None = None
        self.definitions = own_identifiers(facts.kind, rules)
        if facts.texts("name") and not self.values("name"):
            self.definitions = with_title_as_name(self.definitions)

    def definition(self, name: str) -> PropertyDefinition | None:
        """Return the property that has a name in this vault, or None for one of the user's own."""
        return self.definitions.get(property_key(name))

    def values(self, name: str) -> tuple[str, ...]:
        """Return a property's current values, from the front matter and from inline fields."""
        found = [text for key in self.written_names(name) for text in self._texts(name, key)]
        return (*found, *(field.text for field in self._inline(name)))

    def set(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Set a property to exactly these values."""
        definition, keys, inline = self.definition(name), self.written_names(name), self._inline(name)
        many = len(texts) > 1 or (definition is not None and definition.many)
        self._refuse_listed(definition, [text.text for text in texts])
        if inline and not many and not any(property_texts(self.note, key) for key in keys):
            field = inline[0]
            if field.text != texts[0].text:
                self.note = replace_fields(self.note, [(field, texts[0].text)])
            return self.note
        if many and inline and {field.text for field in inline} - {text.text for text in texts}:
            raise self._inline_refusal(name, inline)
        key = self._effective_name(name, keys)
        self.note = set_values(self.note, key, texts, many=many, indent=self.list_indent)
        for other in keys:
            # The list under another name would add its values.
            if other != key and many:
                self.note = remove_property(self.note, other)
        return self.note

    def add(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Add values to a list, except those it already contains."""
        definition = self.definition(name)
        if definition is not None and not definition.many:
            raise EditRefused(f"{definition.name} has only one value; set it instead")
        known, new = list(self.values(name)), []
        for text in texts:
            if not any(is_same_value(definition, text.text, old) for old in known):
                known.append(text.text)
                new.append(text)
        if not new:
            return self.note
        key = self._effective_name(name, self.written_names(name))
        written = self._texts(name, key)
        if len(written) == 1 and definition is not None and definition.type == "tags":
            # One text may contain several tags; in a list, each is an item.
            written = tuple(part for part in re.split(r"[,\s]+", written[0]) if part)
        self.note = set_values(
            self.note, key, [*map(YamlText, written), *new], many=True, indent=self.list_indent
        )
        return self.note

    def remove(self, name: str, texts: Sequence[str]) -> Note:
        """Remove values from a property. Raises EditRefused for a value it does not have."""
        definition = self.definition(name)
        self._refuse_listed(definition, texts, removed=True)

        def is_removed(value: str) -> bool:
            return any(is_same_value(definition, value, text) for text in texts)

        inline = [field for field in self._inline(name) if is_removed(field.text)]
        if inline:
            raise self._inline_refusal(name, inline)
        current = self.values(name)
        for text in texts:
            if not any(is_same_value(definition, value, text) for value in current):
                raise EditRefused(f"{name} has no value “{text}”")
        for key in self.written_names(name):
            old = self._texts(name, key)
            remaining = [YamlText(text) for text in old if not is_removed(text)]
            if len(remaining) < len(old):
                self.note = set_values(self.note, key, remaining, many=True)
        return self.note

    def _texts(self, name: str, key: str) -> tuple[str, ...]:
        """Return the values of a property under one of its names; one text may list several."""
        texts = property_texts(self.note, key) or ()
        definition = self.definition(name)
        is_list = any(isinstance(p.value, ListValue) for p in self.note.header.properties if p.name == key)
        if definition is None or is_list or len(texts) != 1:
            return texts
        return split_values(definition.name, texts[0], (self.facts.stem, self.facts.name))

    def unset(self, name: str) -> Note:
        """Remove a property from the note."""
        if inline := self._inline(name):
            raise self._inline_refusal(name, inline)
        self._refuse_listed(self.definition(name), ())
        keys = self.written_names(name)
        # A synonym stays if the typed name itself is there: `title` may mean more to somebody than a role.
        typed = [key for key in keys if property_key(key) == property_key(name)]
        for key in typed or keys:
            self.note = remove_property(self.note, key)
        return self.note

    def written_names(self, name: str) -> list[str]:
        """Return the names under which the front matter has a property, in the order written."""
        definition = self.definition(name)
        if definition is None:
            exact = [p.name for p in self.note.header.properties if p.name == name]
            return exact or [
                p.name for p in self.note.header.properties if property_key(p.name) == property_key(name)
            ]
        found = [(p.name, self.definitions.get(property_key(p.name))) for p in self.note.header.properties]
        return [written for written, known in found if known is not None and known.name == definition.name]

    def name_for(self, name: str) -> str:
        """Return the name under which the note has a property, or would get it."""
        return self._effective_name(name, self.written_names(name))

    def _effective_name(self, name: str, keys: Sequence[str]) -> str:
        """Return the written name that counts, or the name for a property that the note does not have yet."""
        definition = self.definition(name)
        if definition is None:
            return keys[0] if keys else name
        filled = [key for key in keys if property_texts(self.note, key)] or list(keys)
        own = [key for key in filled if property_key(key) == property_key(definition.name)]
        if filled:
            return (own or filled)[0]
        theirs = next(
            (
                words
                for ours, words in self.rules.properties
                if property_key(ours) == property_key(definition.name)
            ),
            (),
        )
        if theirs:
            return theirs[0] if self._uses_vault_names() else definition.name
        return self._usual_synonym(definition) or definition.name

    def _usual_synonym(self, definition: PropertyDefinition) -> str | None:
        """Return the name that nearby notes have for a property, None if one of them has ours or none has any."""
        names = [
            name
            for name in self.nearby_names()
            if (meant := self.definitions.get(property_key(name))) and meant.name == definition.name
        ]
        if any(property_key(name) == property_key(definition.name) for name in names):
            return None
        # A title may be the note's own.
        names = [name for name in names if property_key(name) != "title"]
        return max(names, key=names.count) if names else None

    def _uses_vault_names(self) -> bool:
        """Return whether this note, or else nearby notes, use the names from the settings rather than ours."""
        theirs = {property_key(word) for _, words in self.rules.properties for word in words}
        ours = {property_key(name) for name, _ in self.rules.properties} - theirs
        for names in ([p.name for p in self.note.header.properties], self.nearby_names()):
            keys = [property_key(name) for name in names]
            counts = sum(key in theirs for key in keys), sum(key in ours for key in keys)
            if any(counts):
                return counts[0] > counts[1]
        return True

    def _inline(self, name: str) -> list[Field]:
        definition = self.definition(name)
        if not self.note.body.fields:
            return []
        found = own_fields(self.note, self.facts, self.rules)
        if definition is None:
            return [field for field in found if property_key(field.name) == property_key(name) and field.text]
        known = [(field, self.definitions.get(property_key(field.name))) for field in found if field.text]
        return [field for field, of in known if of is not None and of.name == definition.name]

    def _refuse_listed(
        self, definition: PropertyDefinition | None, texts: Sequence[str], *, removed: bool = False
    ) -> None:
        """Refuse to set participants other than those in the note's text, or to remove one of them."""
        if definition is None or definition.name != "with" or self.facts.kind != "interaction":
            return
        listed = listed_participants(self.note, self.rules)
        for number in listed.links:
            link = self.note.body.links[number]
            is_given = any(is_same_value(definition, f"[[{link.target}]]", text) for text in texts)
            if is_given == removed:
                line = self.note.source.line_number(link.span.start)
                raise EditRefused(
                    f"the note's text lists “{stem_of(link.target)}” as a participant on line {line}; change it there"
                )

    def _inline_refusal(self, name: str, inline: Sequence[Field]) -> EditRefused:
        line = self.note.source.line_number(inline[0].value.start)
        return EditRefused(f"{name} is an inline field on line {line}; change it there")


def is_same_value(definition: PropertyDefinition | None, one: str, other: str) -> bool:
    """Return whether two values of a property are equal."""
    if definition is not None and definition.name == "circles":
        return circle_key(one) == circle_key(other)
    if definition is not None and definition.type == "tags":
        return name_key(one.strip("#/")) == name_key(other.strip("#/"))
    if (
        definition is not None
        and definition.type == "dated"
        and name_key(one.partition(" ")[2]) == name_key(other)
    ):
        return True
    if definition is None or definition.type not in ("people", "links", "reference"):
        return name_key(one) == name_key(other)
    targets = [
        name_key(link.target if (link := next(links_in(text), None)) else visible_text(text))
        for text in (one, other)
    ]
    # A path and a name may lead to the same note.
    has_short_form = any("/" not in target for target in targets)
    return targets[0] == targets[1] or (has_short_form and stem_of(targets[0]) == stem_of(targets[1]))


# What people call some properties, spelled as keys: what `show` calls them, and other words for the same.
_MEANT = {
    "likes": "interests", "hobbies": "interests", "job": "role", "work": "organization", "employer": "organization",
    "lives": "location", "town": "location", "country": "location", "often": "cadence", "frequency": "cadence",
    "nickname": "aliases", "group": "circles", "groups": "circles", "met": "met_on", "mobile": "phones", "website": "links",
    "born": "birthday", "wants": "needs", "skills": "offers",
}  # fmt: skip


def find_property(name: str, kind: str, rules: Rules, *, any_name: bool = False) -> PropertyDefinition | None:
    """Return the property that has a name in a kind of note; with `any_name`, None for one of the user's own.

    Raises PropertyUnknown.
    """
    words = own_identifiers(kind, rules)
    if (definition := words.get(property_key(name))) or any_name:
        return definition
    # Late: only an unknown name needs it.
    from difflib import get_close_matches

    key = property_key(name)
    near = [_MEANT[key]] if _MEANT.get(key) in words else get_close_matches(key, words, n=2, cutoff=0.7)
    raise PropertyUnknown(name, kind, tuple(dict.fromkeys(words[word].name for word in near)))
