"""Offers beginnings of Log lines, daily lines and promises, in the form that the vault uses."""

from collections.abc import Iterator
from datetime import date, timedelta

from plaintext_network.lsp.features.completion.insertion import Change, Insertion
from plaintext_network.lsp.features.completion.make_items import Offer, escaped
from plaintext_network.lsp.features.completion.match_words import fitting
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.dates.date_words import parse_past_day
from plaintext_network.model.dates.suggest_days import suggest_days
from plaintext_network.model.edits.promises import promise_form
from plaintext_network.model.edits.write_interaction import dated_like
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.entries.log_lines import has_log_heading
from plaintext_network.model.note.page_names import in_journals
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.notes.body import Item
from plaintext_network.notes.note import Note, parse

# A menu of more channels would hide everything else.
MOST_CHANNELS = 8


def offer_lines(request: Request, place: Place) -> Iterator[Offer]:
    """Yield the lines that can begin at a list item."""
    if request.kind not in ("contact", "plain"):
        return
    note = request.document.note
    if not place.typed:
        # A letter at the cursor makes it an item.
        note = parse(f"{request.text[: place.start]}x{request.text[request.cursor :]}".encode())
    item = next((item for item in note.body.items if item.own.start == place.start), None)
    if item is None:
        return
    if (
        request.kind == "contact"
        and item.box is None
        and has_log_heading(item.under, request.rules.log.headings)
    ):
        yield from _log_lines(request, place, note, item)
    elif not (request.explicit or place.typed):
        return
    elif request.kind == "contact":
        yield from _promises(request, place, note, item)
    elif request.kind == "plain" and item.box is None and _is_daily(request):
        yield from _daily_lines(request, place)


def _is_daily(request: Request) -> bool:
    return in_journals(request.path) or day_of_path(request.path, request.rules.daily.format) is not None


def _log_lines(request: Request, place: Place, note: Note, item: Item) -> Iterator[Offer]:
    """Yield lines for today and yesterday, or for a past day in words, with each channel."""
    others = [other for other in note.body.items if other is not item and _is_dated(request, other)]
    if any(other.extent.start <= item.own.start < other.extent.end for other in others):
        # Items nested in a Log line belong to that line.
        return
    nearest = min(others, key=lambda other: abs(other.own.start - item.own.start), default=None)
    like = nearest.text if nearest else ""
    today = request.view.notebook.today
    for day, channel in _days_and_channels(request, place, today):
        text = dated_like(like, day) + (f"{channel}: " if channel else "")
        label = f"{day} {channel}".rstrip()
        yield Offer(label, "snippet", Insertion(Change(place.start, place.end, text)), _named(day, today))


def _is_dated(request: Request, item: Item) -> bool:
    dated = split_day(item.text, request.rules.daily.format)
    return dated is not None and has_log_heading(item.under, request.rules.log.headings)


def _days_and_channels(request: Request, place: Place, today: date) -> Iterator[tuple[date, str]]:
    words = fold(place.typed).split()
    channels = _channels(request, place)
    usual = [(day, channel) for day in (today, today - timedelta(1)) for channel in ("", *channels)]
    for day, channel in usual:
        text = f"{day} {_named(day, today)} {_weekday(day)} {channel}"
        # Without words, the day before needs no channels.
        if (words or day == today or not channel) and all(
            any(part.startswith(word) for part in text.split()) for word in words
        ):
            yield day, channel
    if not words:
        return
    # The first words may be another day, and the last one the channel.
    for count in dict.fromkeys((len(words), len(words) - 1)):
        rest = words[count:]
        for suggested in suggest_days(" ".join(words[:count]), today, parse_past_day) if count else ():
            for channel in fitting(channels, rest[0]) if rest else ("", *channels):
                if (suggested.day, channel) not in usual:
                    yield suggested.day, channel


def _named(day: date, today: date) -> str:
    return {0: "today", 1: "yesterday"}.get((today - day).days) or _weekday(day)


def _weekday(day: date) -> str:
    return f"{day:%A}".lower()


def _channels(request: Request, place: Place) -> list[str]:
    used = [word for word in request.in_use("channel", place) if " " not in word]
    return list(dict.fromkeys([*used, *CHANNELS]))[:MOST_CHANNELS]


def _daily_lines(request: Request, place: Place) -> Iterator[Offer]:
    """Yield lines of a daily note: with each channel, a place for the text, one for a person, and the tag."""
    rules = request.rules
    tag = "" if rules.daily.touch == "link" else "#" + rules.log.tag.lstrip("#")
    end = f" {tag}" if tag else ""
    for channel in fitting(("", *_channels(request, place), tag.strip("#")), place.typed):
        start = f"{channel}: " if channel and channel != tag.strip("#") else ""
        label = f"{start}… [[…]]{end}"
        yield Offer(
            label,
            "snippet",
            Insertion(Change(place.start, place.end, f"{start}[[]]{end}")),
            snippet=f"{escaped(start)}$1 [[$2]]{escaped(end)}$0",
        )


def _promises(request: Request, place: Place, note: Note, item: Item) -> Iterator[Offer]:
    """Yield a promise with a place for its text and one for its day, in the form of the note's other tasks."""
    if item.box not in (None, " ") or not "promise".startswith(fold(place.typed)):
        return
    form = promise_form(note, request.rules, without=item)
    begins = f"{form.begins} " if item.box is None else ""
    if not begins and not request.snippets:
        return
    yield Offer(
        "promise",
        "snippet",
        Insertion(Change(place.start, place.end, begins)),
        f"{begins}… {form.opening}…{form.closing}",
        snippet=f"{escaped(begins)}$1 {escaped(form.opening)}$2{escaped(form.closing)}$0",
    )
