"""Makes an event of one occurrence: the people who were there, and by what channel. Decides what is left out, and why."""

from __future__ import annotations

import re

from plaintext_network.exchange.touches.calendar_in.parsed_event import Attendee
from plaintext_network.exchange.touches.mail_in.skip_reasons import is_program
from plaintext_network.exchange.touches.source_event import (
    AUTOMATIC,
    CALENDAR_DAY,
    CANCELLED,
    DECLINED,
    ELSEWHERE,
    NOBODY,
    Participant,
    SkippedEvent,
    SourceEvent,
)
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.record import Origin
    from plaintext_network.exchange.touches.calendar_in.occurrences import Occurrence
    from plaintext_network.exchange.touches.calendar_in.parsed_event import ParsedEvent
    from plaintext_network.exchange.touches.own_addresses import OwnAddresses
    from plaintext_network.exchange.touches.source_event import Event

# Birthdays, holidays and the like, in titles, categories and names of calendars.
_CALENDAR_DAYS = re.compile(
    r"birthdays?\b|\bb-?day\b|geburtstag|anniversa|anniversaire|aniversario|aniversário|cumplea[nñ]os|compleanno|verjaardag|födelsedag|fødselsdag|bursdag|"
    r"syntymäpäivä|urodziny|narozeniny|день рождения|дни рождения|誕生日|生日|jubiläum|hochzeitstag|todestag|jahrestag|namenstag|name day|imieniny|"
    r"\bholidays?\b(?! with\b)|feiertag|jours? fériés?|festivos?\b|feriados?\b|festività|feestdag|helgdag|helligdag|święta|svátky|праздник|祝日|节假日|"
    r"school break|schulferien|\bferien\b|week ?numbers?|kalenderwoche|moon phase|mondphase|sunrise|🎂",
    re.I,
)
# Days on which somebody isn't there, of which colleagues send invitations to each other.
_ABSENCES = re.compile(
    r"\bout of (?:the )?office\b|\booo\b|\boof\b|\bpto\b|\bwfh\b|working from home|home-?office|\b(?:time|day) off\b|\bon leave\b|\b(?:annual|parental|sick) leave\b|"
    r"\bsick\b|\bkrank\b|\babsen(?:ces?|zen|te?s?)\b|abwesen|\bvacations?\b|\bon holidays?\b|\burlaub|elternzeit|\bcongés?\b|\bvacances\b|\bvacaciones\b|\bferie\b|\bvakantie\b",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:with|mit|avec|con|com|met|med)\b", re.I)
_VIDEO = re.compile(
    r"zoom\.us|zoomgov|meet\.google|hangouts?\.google|teams\.(?:microsoft|live)|microsoft teams|webex|whereby\.com|jitsi|meet\.jit\.si|bigbluebutton|\bbbb\b|"
    r"skype|gotomeet|facetime|chime\.aws|around\.co|discord|gather\.town|google meet|\bzoom\b|video ?(?:call|chat|conference|konferenz|telefon)|visio\b",
    re.I,
)
_CALL = re.compile(
    r"(?:phone|telephone|tel\.|call|telefon\w*|anruf|appel|llamada|telefonata|ring)\b(?!\s+for\b)|.*\b(?:telefonat|phone|telephone|telefonisch)\b"
    # “Late call”, “Call with Ada: budget”, “Weekly call (Ada)”; but not the first word of “call for papers”.
    r"|.*\b(?:call|telko|telco|telefonkonferenz|anruf|appel|llamada|telefonata|chiamata)\b\s*(?:$|[^\w\s]|(?:with|w|mit|avec|con|met|med|re|about|on)\b)",
    re.I,
)
# A place that is a telephone: its number, or a word for it.
_PHONE = re.compile(
    r"(?:(?:by|per|via|am|au|par|por)\s+)?(?:(?:tele)?phone(?: call)?|call|tel\.?|telefon(?:isch|at)?|anruf|téléphone|teléfono|telefono|telefoon)(?:\s*[:(,–+-].*)?"
    r"|\+?[\d ()./-]{7,25}",
    re.I,
)
# Programs put it before the title when they leave a cancelled or declined meeting in the calendar, and people put it anywhere.
_OFF = (
    r"cancel+ed(?: event)?|declined|abgesagt|abgelehnt|ausgefallen|entfällt|fällt aus|annul[ée]e?|refus[ée]e?|cancelad[oa]|annullat[oa]|geannuleerd|inställd|"
    r"avlyst|aflyst|odwołane?"
)
_CANCELLED = re.compile(rf"\W*(?:{_OFF})\s*[:\])–—-]|.*(?<!\w)(?:{_OFF})\W*$", re.I)
# Calendars and rooms that Google gives addresses.
_NO_PERSON = re.compile(
    r".*@(?:group|resource|import)\.calendar\.google\.com|unknownorganizer@calendar\.google\.com"
)
# Kinds of attendees that are no single person.
_NO_PEOPLE = frozenset(("ROOM", "RESOURCE", "GROUP"))
_NOT_THERE = frozenset(("DECLINED", "DELEGATED"))
# Methods that only answer or ask about an event in another message.
_MESSAGES = frozenset(("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"))


class CalendarFacts(NamedTuple):
    """What a calendar says of all its events: its method in capitals, its name, and whether pnet wrote it."""

    method: str = ""
    name: str = ""
    is_own_feed: bool = False


def make_meeting(occurrence: Occurrence, origin: Origin, calendar: CalendarFacts, own: OwnAddresses) -> Event:
    """Return what an occurrence is. Its text is the title: people's names may be in it, above all if nobody is invited."""
    event = occurrence.event
    if reason := _left_out(occurrence, calendar, own):
        return SkippedEvent(origin, reason)
    people = _people(event, own)
    if not people and not event.title:
        return SkippedEvent(origin, NOBODY)
    key = event.uid or f"{event.start.isoformat()} {event.title}"[:200]
    return SourceEvent(
        occurrence.day.isoformat(),
        _channel(event),
        "both",
        people,
        origin,
        f"{key}#{occurrence.key}" if occurrence.key else key,
        event.title,
        max(1, len(people)),
    )


def _left_out(occurrence: Occurrence, calendar: CalendarFacts, own: OwnAddresses) -> str:
    event = occurrence.event
    if calendar.method in _MESSAGES:
        return AUTOMATIC
    if event.status == "CANCELLED" or _CANCELLED.match(event.title) or calendar.method == "CANCEL":
        return CANCELLED
    if calendar.is_own_feed or event.uid.startswith("pnet-") or _is_calendar_day(occurrence, calendar):
        return CALENDAR_DAY
    mine = [one for one in event.attendees if one.address in own]
    # A person may be invited at several addresses.
    if mine and all(one.answer == "DECLINED" for one in mine) and not _is_mine(event.organizer, own):
        return DECLINED
    organizer = _organizer(event)
    is_others = organizer is not None and not _is_mine(organizer, own)
    if own and is_others and not mine and _guests(event):
        return ELSEWHERE
    return ""


def _is_mine(organizer: Attendee | None, own: OwnAddresses) -> bool:
    return organizer is not None and organizer.address in own


def _is_calendar_day(occurrence: Occurrence, calendar: CalendarFacts) -> bool:
    event = occurrence.event
    if hasattr(event.start, "hour"):
        return False
    words = (event.title, event.categories, calendar.name)
    if any(map(_ABSENCES.search, words)) and not _TOGETHER.search(event.title):
        return True
    if _guests(event):
        return False
    return occurrence.is_yearly or any(map(_CALENDAR_DAYS.search, words))


def _guests(event: ParsedEvent) -> list[Attendee]:
    return [one for one in event.attendees if one.kind not in _NO_PEOPLE and _is_person(one)]


def _organizer(event: ParsedEvent) -> Attendee | None:
    """Return who organises it, unless that is a calendar or a program that sells tickets."""
    organizer = event.organizer
    return organizer if organizer is not None and _is_person(organizer) else None


def _is_person(one: Attendee) -> bool:
    return not (_NO_PERSON.fullmatch(one.address) or is_program(one.address))


def _people(event: ParsedEvent, own: OwnAddresses) -> tuple[Participant, ...]:
    """Return everybody else who was there, as far as the calendar knows. Whoever organises it without a list of guests may be alone."""
    guests = _guests(event)
    found: dict[str, Participant] = {}
    gone = {
        one.address or one.name for one in guests if one.answer in _NOT_THERE or one.role == "NON-PARTICIPANT"
    }
    organizer = _organizer(event)
    listed = [(one, "attendee") for one in guests]
    if organizer is not None and (guests or organizer.address not in own):
        listed.insert(0, (organizer, "organizer"))
    for one, role in listed:
        key = one.address or one.name
        if key and key not in gone and one.address not in own:
            before = found.get(key)
            if before is None or (one.name and not before.name):
                found[key] = Participant(one.address, one.name, before.role if before else role)
    return tuple(found.values())


def _channel(event: ParsedEvent) -> str:
    if any(_VIDEO.search(place) for place in event.places) or _VIDEO.search(event.title):
        return "video"
    is_call = _CALL.match(event.title) or any(_PHONE.fullmatch(place.strip()) for place in event.places)
    return "call" if is_call else "in-person"
