"""Offers the properties that a note doesn't have yet, in the words of its vault. Writes no value."""

from collections import Counter
from collections.abc import Iterator

from plaintext_network.lsp.features.completion.insertion import Change, Insertion
from plaintext_network.lsp.features.completion.make_items import Offer, escaped
from plaintext_network.lsp.features.completion.match_words import fitting
from plaintext_network.lsp.features.completion.offers.property_style import write_alike
from plaintext_network.lsp.features.completion.places.front_place import front_keys
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import PropertyDefinition, words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.edit_front import block_indent, has_items
from plaintext_network.notes.page_properties import first_block
from plaintext_network.notes.scalars import YamlText, format_scalar
from plaintext_network.vault.state_values import of_state

# Dates of a task in Dataview's form.
_OF_TASK = ("due", "scheduled", "start")
# What a line about an interaction can say, the most frequent first.
_OF_LINE = (
    "gave", "got", "with", "follow_up", "topics", "asked", "thanked", "event", "place", "goal", "direction", "channel", "planned", "read", "by",
)  # fmt: skip


def offer_properties(request: Request, place: Place) -> Iterator[Offer]:
    """Yield the properties of front matter that the note doesn't have, first those that most notes alike have."""
    end = request.front_end or 0
    alike = of_state(request.view.on_disk, write_alike, request.path, request.kind)
    present = {property_key(name) for name in front_keys(request.lines, end, request.at.line)}
    names = _names(request, alike.names, present)
    note = request.note
    indent = block_indent(note) if has_items(note) else alike.list_indent
    has_colon = request.text[place.end :].lstrip(" \t").startswith(":")
    for name in _fitting(names, place.typed):
        definition = names[name]
        key = format_scalar(YamlText(name))
        is_list = definition is not None and definition.many
        text, snippet = f"{key}: ", f"{escaped(key)}: $0"
        if is_list and indent is not None:
            text, snippet = f"{key}:\n{indent}- ", f"{escaped(key)}:\n{indent}- $0"
        elif is_list:
            snippet = f"{escaped(key)}: [$0]"
        if has_colon:
            text, snippet = key, escaped(key)
        yield _offer(place, name, text, snippet, definition)


def _names(
    request: Request, nearby: tuple[str, ...], present: set[str]
) -> dict[str, PropertyDefinition | None]:
    """Return the properties that a note doesn't have, in the vault's words; None for the vault's own properties."""
    editor = property_editor(
        request.note,
        request.facts,
        request.rules,
        lambda: nearby,
        in_graph=request.session.is_logseq(request.path),
    )
    there = {found.name for key in present if (found := request.definitions.get(key))}
    counts, spelled = Counter[str](), dict[str, str]()
    for name in nearby:
        definition = request.definitions.get(property_key(name))
        counts[definition.name if definition else property_key(name)] += 1
        spelled.setdefault(property_key(name), name)
    names: dict[str, PropertyDefinition | None] = {}
    for definition in dict.fromkeys(request.definitions.values()):
        if definition.name not in there:
            names.setdefault(editor.name_for(definition.name), definition)
    for key, name in spelled.items():
        if key not in request.definitions and key not in present:
            names[name] = None

    def rank(name: str) -> int:
        definition = names[name]
        return -counts[definition.name if definition else property_key(name)]

    return {name: names[name] for name in sorted(names, key=rank)}


def _fitting(names: dict[str, PropertyDefinition | None], typed: str) -> list[str]:
    """Return the names that match the typed text, then those with a synonym that matches."""
    key = property_key(typed)
    by_name = fitting(names, typed) if typed.strip() else list(names)
    return list(
        dict.fromkeys(
            [
                *by_name,
                *(
                    name
                    for name, definition in names.items()
                    if key and any(property_key(word).startswith(key) for word in _words(name, definition))
                ),
            ]
        )
    )


def _words(name: str, definition: PropertyDefinition | None) -> tuple[str, ...]:
    return (name,) if definition is None else (name, definition.name, *definition.synonyms)


def offer_fields(request: Request, place: Place) -> Iterator[Offer]:
    """Yield the inline fields that a line can have, after `[`."""
    names = field_names(request.rules)
    words: dict[str, PropertyDefinition | None] = {name: names[name] for name in _OF_LINE if name in names}
    words |= {
        definition.name: definition
        for definition in request.definitions.values()
        if request.kind == "interaction"
    }
    shown = {_vault_name(name, request.rules): definition for name, definition in words.items()}
    shown |= dict.fromkeys(_OF_TASK)
    closed = request.text.startswith("]", place.end)
    for name in _fitting(shown, place.typed):
        yield _offer(
            place, name, f"{name}:: ", f"{escaped(name)}:: $0" + ("" if closed else "]"), shown[name]
        )


def field_names(rules: Rules) -> dict[str, PropertyDefinition]:
    """Return the properties of an interaction by name."""
    return {definition.name: definition for definition in words_of("interaction", rules).values()}


def _vault_name(name: str, rules: Rules) -> str:
    """Return the vault's own word for a property, if it has one."""
    theirs = (words for ours, words in rules.properties if property_key(ours) == property_key(name) and words)
    return next((words[0] for words in theirs), name)


def offer_page_properties(request: Request, place: Place) -> Iterator[Offer]:
    """Yield the properties that a page of Logseq's doesn't have, at the start of a line among its others."""
    if not request.session.is_logseq(request.path) or not _is_in_first_block(request):
        return
    alike = of_state(request.view.on_disk, write_alike, request.path, request.kind)
    present = {property_key(field.name) for field in first_block(request.note)}
    names = _names(request, alike.names, present)
    for name in _fitting(names, place.typed):
        yield _offer(place, name, f"{name}:: ", f"{escaped(name)}:: $0", names[name])


def _is_in_first_block(request: Request) -> bool:
    """Return whether only properties are above the cursor's line."""
    above = (request.lines.line(number) for number in range(request.at.line))
    return all("::" in line or not line.strip() for line in above)


def _offer(place: Place, name: str, text: str, snippet: str, definition: PropertyDefinition | None) -> Offer:
    insertion = Insertion(Change(place.start, place.end, text))
    return Offer(name, "property", insertion, definition.meaning if definition else "", snippet=snippet)
