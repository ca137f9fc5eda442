"""Offers values of properties: fixed words, those in use, and links to notes. Decides neither which property it is nor its form."""

from collections.abc import Iterable, Iterator

from plaintext_network.lsp.features.completion.insertion import Insertion, insert_value
from plaintext_network.lsp.features.completion.make_items import Offer
from plaintext_network.lsp.features.completion.match_words import fitting
from plaintext_network.lsp.features.completion.offers.dates import (
    DATED,
    TASK_FIELDS,
    offer_days,
    offer_task_days,
)
from plaintext_network.lsp.features.completion.offers.other_notes import notes_of_kind
from plaintext_network.lsp.features.completion.offers.people import link_of, offer_notes
from plaintext_network.lsp.features.completion.offers.property_style import write_alike
from plaintext_network.lsp.features.completion.offers.tags import tags_in_use
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.lsp.features.completion.verify_insertion import proved
from plaintext_network.model.language.normalize import circle_key, fold, name_key, property_key
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.properties import (
    CADENCES,
    CANCELLED,
    CHANNELS,
    DIRECTIONS,
    INTRODUCTION_STATUSES,
    STATUSES,
    PropertyDefinition,
)
from plaintext_network.model.note.values.listed_values import LISTED, split_names, start_of_last
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.index.reference_link import LINKED_KINDS
from plaintext_network.network.index.value_counts import COUNTED, values_in_use
from plaintext_network.notes.scalars import YamlText
from plaintext_network.vault.state_values import of_state


def offer_values(request: Request, place: Place) -> Iterator[Offer]:
    """Yield offers for the value of a property, the likeliest first."""
    definition = request.definition(place.property)
    if definition is None:
        if place.form == "body" and place.property.lower() in TASK_FIELDS:
            yield from offer_task_days(request, place)
        else:
            yield from _words(request, place, request.in_use(property_key(place.property), place))
    elif definition.type == "people":
        yield from offer_people(request, place)
    elif definition.type in DATED:
        linked = place.form != "body" and _alike_links(request, place.property, default=False)
        yield from offer_days(request, place, definition, linked=linked)
    elif definition.name in LINKED_KINDS:
        yield from _references(request, place, definition)
    else:
        yield from _words(request, place, _known_words(request, place, definition))


def part_of_text(request: Request, place: Place) -> Iterator[Place]:
    """Yield the last of several values in the one text that is being typed, if its property may list them there."""
    definition = request.definition(place.property) if place.what == "value" and not place.is_part else None
    if definition is None or place.form == "flow":
        return
    is_people = definition.type == "people"
    if is_people or definition.name in LISTED:
        start = start_of_last(place.typed, at_commas=not is_people)
        if start:
            yield place._replace(
                typed=place.typed[start:], start=place.start + start, spaced=False, is_part=True
            )


def offer_people(request: Request, place: Place) -> Iterator[Offer]:
    """Yield contacts: as links, or as bare names if the vault's notes have those there."""
    bare = place.form != "body" and not _alike_links(request, place.property, default=True)

    def write(facts: Facts) -> Insertion | None:
        if place.is_part and not _is_link_there(request, place):
            is_one = _is_found_by_name(request, facts) and split_names(facts.name) == (facts.name,)
            return insert_value(place, YamlText(facts.name), request.text) if is_one else None
        if bare and _is_found_by_name(request, facts):
            return insert_value(place, YamlText(facts.name), request.text)
        link = link_of(request, facts, people=place.form != "body", body=place.form == "body")
        if link is None:
            return None
        insertion = insert_value(place, YamlText(link), request.text)
        return proved(insertion, link, request.text) if place.form == "body" else insertion

    return offer_notes(request, place.typed, write, only_people=True)


def _is_link_there(request: Request, place: Place) -> bool:
    """Return whether a link belongs here: in the body, or after one in the same quotes."""
    if place.form == "body":
        return True
    return place.form in ("'", '"') and request.text[: place.start].rstrip(" \t,;&").endswith("]]")


def _is_found_by_name(request: Request, facts: Facts) -> bool:
    ref = Ref(facts.name, 1, 1, 0, None)
    return request.index.names.resolve(ref, request.path, people=True).path == facts.path


def _alike_links(request: Request, name: str, *, default: bool) -> bool:
    """Return whether notes like this one have links in a property; `default` if none of them has it."""
    alike = of_state(request.view.on_disk, write_alike, request.path, request.kind)
    key = property_key(name)
    return alike.links(name) if alike.linked[key] or alike.bare[key] else default


def _references(request: Request, place: Place, definition: PropertyDefinition) -> Iterator[Offer]:
    """Yield notes of the kind that a property refers to, and the names in use that have no note."""
    kind, notes = LINKED_KINDS[definition.name], request.index.notes
    linked = place.form == "body" or _alike_links(request, place.property, default=True)
    paths = notes_of_kind(request, kind, place.typed)
    fetch(notes, paths)
    uses = values_in_use(request.index.value_counts, definition.name)
    start = fold(place.typed)

    def rank(path: str) -> tuple[bool, int]:
        name, stem = notes[path].name, notes[path].stem
        return not fold(stem).startswith(start), -max(uses.get(name, 0), uses.get(stem, 0))

    paths.sort(key=rank)
    names = {name_key(name) for path in paths for name in (notes[path].name, notes[path].stem)}
    for path in paths:
        link = link_of(request, notes[path], people=False, body=place.form == "body") if linked else None
        if insertion := insert_value(place, YamlText(link or notes[path].name), request.text):
            yield Offer(notes[path].name, "note", insertion, kind, path)
    texts = (text for text in request.in_use(definition.name, place) if name_key(text) not in names)
    yield from _words(request, place, texts)


def _words(request: Request, place: Place, words: Iterable[str]) -> Iterator[Offer]:
    """Yield words that are not in the list yet."""
    there = {circle_key(text) for text in request.others_of_list(place)}
    for word in fitting(words, place.typed):
        if circle_key(word) in there:
            continue
        # Offer only the first of several spellings.
        there.add(circle_key(word))
        value = YamlText(word, bare=word in ("true", "false"))
        if insertion := insert_value(place, value, request.text):
            yield Offer(word, "value", insertion)


def _known_words(request: Request, place: Place, definition: PropertyDefinition) -> Iterable[str]:
    """Return the words that a property can have, in the order in which they are likely."""
    if definition.type == "status":
        return INTRODUCTION_STATUSES if "introduction" in definition.kinds else STATUSES
    if definition.type == "direction":
        return DIRECTIONS
    if definition.type == "flag":
        return ("true", "false")
    if definition.type == "planned":
        return ("true", "false", CANCELLED[0])
    if definition.type == "tags":
        return tags_in_use(request, place)
    used = request.in_use(definition.name, place) if definition.name in COUNTED else []
    if definition.type == "cadence":
        return (*used, *CADENCES)
    if definition.name == "channel":
        return (*used, *CHANNELS)
    if definition.name == "type":
        kinds = (word for _, rule in request.rules.kinds for word in rule.types)
        return (*used, *kinds)
    if definition.name in ("circles", "audience"):
        return _circles(request, (*used, *request.in_use("circles", place)))
    return used


def _circles(request: Request, used: Iterable[str]) -> Iterable[str]:
    """Return every circle once, as the settings spell it, else as most notes do; those in use first."""
    settings = {circle_key(circle): circle for circle, _ in request.rules.circles}
    found: dict[str, str] = {}
    for circle in (*used, *settings.values()):
        found.setdefault(circle_key(circle), settings.get(circle_key(circle), circle))
    return found.values()
