"""Owns what a wish about a property means in one note: the word this vault has for it, and how its value is written.

Knows no file and no other note; whom a name means is asked of the caller.
"""

import re
from collections.abc import Callable, Sequence

from plaintext_network.errors import EditRefused, PropertyUnknown
from plaintext_network.model.language.normalize import circle_key, name_key, property_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import (
    PropertyDefinition,
    own_words,
)
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import visible_text
from plaintext_network.notes.body import Field, links_in
from plaintext_network.notes.edit_body import replace_fields
from plaintext_network.notes.edit_front import property_texts, remove_property, set_values
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText


class PropertyEditor:
    """What is wished of the properties of one note. Each wish gives the note as it then is, and holds it.

    `facts` is what the note says now; `beside` gives the properties' names of notes of its kind, by which a new one is called
    as it is there. Raises EditRefused where a wish can't be granted without harm.
    """

    def __init__(
        self, note: Note, facts: Facts, rules: Rules, beside: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self.note, self.facts, self.rules, self.beside = note, facts, rules, beside
        self.words = own_words(facts.kind, rules)

    def row(self, name: str) -> PropertyDefinition | None:
        """Return the property that goes by a word here; None for the user's own."""
        return self.words.get(property_key(name))

    def values(self, name: str) -> tuple[str, ...]:
        """Return what a property says now, in the front matter and as inline fields."""
        found = [text for key in self.written_names(name) for text in property_texts(self.note, key) or ()]
        return (*found, *(field.text for field in self._inline(name)))

    def set(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Let a property say just this."""
        row, keys, inline = self.row(name), self.written_names(name), self._inline(name)
        many = row.many if row else len(texts) > 1
        if inline and not many and not any(property_texts(self.note, key) for key in keys):
            field = inline[0]
            if field.text != texts[0].text:
                self.note = replace_fields(self.note, [(field, texts[0].text)])
            return self.note
        if many and inline and {field.text for field in inline} - {text.text for text in texts}:
            raise self._in_the_text(name, inline)
        key = self._counting(name, keys)
        self.note = set_values(self.note, key, texts, many=many)
        for other in keys:
            # Two words for one list: what the other says would be added.
            if other != key and many:
                self.note = remove_property(self.note, other)
        return self.note

    def add(self, name: str, texts: Sequence[YamlText]) -> Note:
        """Let a list say this too; what it says already is not said twice."""
        row = self.row(name)
        if row is not None and not row.many:
            raise EditRefused(f"{row.name} has one value; set it")
        has = self.values(name)
        new = [text for text in texts if not any(_same(row, text.text, old) for old in has)]
        if not new:
            return self.note
        key = self._counting(name, self.written_names(name))
        kept = property_texts(self.note, key) or ()
        if len(kept) == 1 and row is not None and row.type == "tags":
            # One text may hold several tags; in a list each stands by itself.
            kept = tuple(part for part in re.split(r"[,\s]+", kept[0]) if part)
        self.note = set_values(self.note, key, [*map(YamlText, kept), *new], many=True)
        return self.note

    def remove(self, name: str, texts: Sequence[str]) -> Note:
        """Let a property say this no more. Raises EditRefused where it does not say it."""
        row = self.row(name)

        def unwanted(said: str) -> bool:
            return any(_same(row, said, text) for text in texts)

        inline = [field for field in self._inline(name) if unwanted(field.text)]
        if inline:
            raise self._in_the_text(name, inline)
        has = self.values(name)
        for text in texts:
            if not any(_same(row, said, text) for said in has):
                raise EditRefused(f"{name} does not say “{text}”")
        for key in self.written_names(name):
            old = property_texts(self.note, key) or ()
            kept = [YamlText(text) for text in old if not unwanted(text)]
            if len(kept) < len(old):
                self.note = set_values(self.note, key, kept, many=True)
        return self.note

    def unset(self, name: str) -> Note:
        """Let the note say nothing of a property."""
        if inline := self._inline(name):
            raise self._in_the_text(name, inline)
        keys = self.written_names(name)
        # Another word for it stays: `title` may be more to somebody than a role.
        typed = [key for key in keys if property_key(key) == property_key(name)]
        for key in typed or keys:
            self.note = remove_property(self.note, key)
        return self.note

    def written_names(self, name: str) -> list[str]:
        """Return the words under which the front matter has a property, in the order written."""
        row = self.row(name)
        if row is None:
            exact = [p.name for p in self.note.header.properties if p.name == name]
            return exact or [
                p.name for p in self.note.header.properties if property_key(p.name) == property_key(name)
            ]
        found = [(p.name, self.words.get(property_key(p.name))) for p in self.note.header.properties]
        return [word for word, known in found if known is not None and known.name == row.name]

    def _counting(self, name: str, keys: Sequence[str]) -> str:
        """Return the word that counts where several are written, or by which this vault calls a property that is not there."""
        row = self.row(name)
        if row is None:
            return keys[0] if keys else name
        told = [key for key in keys if property_texts(self.note, key)] or list(keys)
        own = [key for key in told if property_key(key) == property_key(row.name)]
        if told:
            return (own or told)[0]
        theirs = next(
            (words for ours, words in self.rules.properties if property_key(ours) == property_key(row.name)),
            (),
        )
        return theirs[0] if theirs and self._speaks_theirs() else row.name

    def _speaks_theirs(self) -> bool:
        """Tell whether this note, or else those beside it, has the vault's own words rather than ours."""
        theirs = {property_key(word) for _, words in self.rules.properties for word in words}
        ours = {property_key(name) for name, _ in self.rules.properties} - theirs
        for names in ([p.name for p in self.note.header.properties], self.beside()):
            keys = [property_key(name) for name in names]
            counts = sum(key in theirs for key in keys), sum(key in ours for key in keys)
            if any(counts):
                return counts[0] > counts[1]
        return True

    def _inline(self, name: str) -> list[Field]:
        row = self.row(name)
        if not self.note.body.fields:
            return []
        found = own_fields(self.note, self.facts, self.rules)
        if row is None:
            return [field for field in found if property_key(field.name) == property_key(name) and field.text]
        known = [(field, self.words.get(property_key(field.name))) for field in found if field.text]
        return [field for field, of in known if of is not None and of.name == row.name]

    def _in_the_text(self, name: str, inline: Sequence[Field]) -> EditRefused:
        line = self.note.source.line_number(inline[0].value.start)
        return EditRefused(f"{name} stands in its text, as an inline field on line {line}; change it there")


def _same(row: PropertyDefinition | None, one: str, other: str) -> bool:
    """Tell whether two values of a property say the same."""
    if row is not None and row.name == "circles":
        return circle_key(one) == circle_key(other)
    if row is not None and row.type == "tags":
        return name_key(one.strip("#/")) == name_key(other.strip("#/"))
    if row is not None and row.type == "dated" and name_key(one.partition(" ")[2]) == name_key(other):
        return True
    if row is None or row.type not in ("people", "links"):
        return name_key(one) == name_key(other)
    targets = [
        name_key(link.target if (link := next(links_in(text), None)) else visible_text(text))
        for text in (one, other)
    ]
    # A path and a name may lead to one note.
    short = any("/" not in target for target in targets)
    return targets[0] == targets[1] or (short and stem_of(targets[0]) == stem_of(targets[1]))


def find_property(name: str, kind: str, rules: Rules, *, any_name: bool = False) -> PropertyDefinition | None:
    """Return the property of a kind of note that goes by a word; with `any_name`, None for the user's own.

    Raises PropertyUnknown.
    """
    words = own_words(kind, rules)
    if (row := words.get(property_key(name))) or any_name:
        return row
    # Late: only a slip needs it.
    from difflib import get_close_matches

    near = get_close_matches(property_key(name), words, n=2, cutoff=0.7)
    raise PropertyUnknown(name, kind, tuple(dict.fromkeys(words[word].name for word in near)))
