"""Offers days for words such as `fri`, in the form in which a property or a task has them. Parses no words itself."""

from collections.abc import Iterator
from datetime import date

from plaintext_network.errors import ValueInvalid
from plaintext_network.lsp.features.completion.insertion import Change, Insertion, insert_value
from plaintext_network.lsp.features.completion.make_items import Offer
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.dates.suggest_days import suggest_days
from plaintext_network.model.edits.parse_value import ValueContext, day_reading, parse_value
from plaintext_network.model.note.daily_notes import name_of_day
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.notes.scalars import YamlText

DATED = ("date", "yearly", "occasion", "dated")
# The fields in which tasks have their dates (Dataview, Obsidian Tasks).
TASK_FIELDS = ("due", "scheduled", "start", "deadline", "defer", "created", "completion", "cancelled", "done")
_STAMPED = ("DEADLINE:", "SCHEDULED:")


def offer_task_days(request: Request, place: Place) -> Iterator[Offer]:
    """Yield days for the date of a task."""
    opening = request.text[: place.start].rstrip()
    is_stamp = opening.endswith("<") and opening[:-1].rstrip().endswith(_STAMPED)
    for words, day in suggest_days(place.typed, request.view.notebook.today, parse_coming_day):
        text = day.isoformat()
        if is_stamp:
            # As Logseq writes it.
            text = f"{text} {_WEEKDAYS[day.weekday()]}" + (
                "" if request.text.startswith(">", place.end) else ">"
            )
        yield _offer(place, words, day, YamlText(text, bare=True), request)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def offer_days(
    request: Request, place: Place, definition: PropertyDefinition, *, linked: bool
) -> Iterator[Offer]:
    """Yield days for a property; with `linked`, as links to daily notes."""
    today, name = request.view.notebook.today, definition.name
    if definition.type == "yearly":
        yield from _yearly(request, place, definition)
        return
    read = parse_coming_day if definition.type == "dated" else day_reading(name, request.kind)
    for words, day in suggest_days(place.typed, today, read):
        text = YamlText(day.isoformat(), bare=True)
        if definition.type == "occasion":
            text = YamlText(f"{day:%m-%d}")
        elif linked and definition.type == "date":
            text = YamlText(f"[[{name_of_day(day, request.rules.daily.format).rpartition('/')[2]}]]")
        yield _offer(place, words, day, text, request)


def _yearly(request: Request, place: Place, definition: PropertyDefinition) -> Iterator[Offer]:
    """Yield the day of the year that is typed: nobody says a birthday in words that count from today."""
    context = ValueContext(request.view.notebook.today, lambda name: name, request.kind)
    try:
        value = parse_value(definition, place.typed, context)
    except ValueInvalid:
        return
    if value.text != place.typed and (insertion := insert_value(place, value, request.text)):
        yield Offer(place.typed, "date", insertion, value.text)


def _offer(place: Place, words: str, day: date, value: YamlText, request: Request) -> Offer:
    insertion = insert_value(place, value, request.text)
    # Nothing in a date needs an escape.
    return Offer(
        words, "date", insertion or Insertion(Change(place.start, place.end, value.text)), day.isoformat()
    )
