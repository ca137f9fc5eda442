"""Converts what Monica records about a contact over time: calls, activities, messages, tasks, gifts and notes. Reads no file."""

from __future__ import annotations

from plaintext_network.exchange.readers.monica_account import day, flag, list_of, number, text, values
from plaintext_network.exchange.readers.monica_card import full_name, is_yearly, special_date
from plaintext_network.exchange.record import DatedEntry, SourcePromise

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from plaintext_network.exchange.readers.monica_account import Account, Thing

    Parts = Mapping[str, Sequence[Any]]

# In characters: a longer text is a note, and its beginning is the entry.
_LONGEST_ENTRY = 280
_LONGEST_PLACE = 80
_MOST_COMPANIONS = 8
_GIFTS = {"idea": "Gift idea", "offered": "Gift given", "received": "Gift received"}


class History:
    """What happened with a contact: entries of interactions, promises and notes."""

    def __init__(
        self, contact: Thing, parts: Parts, account: Account, companions: Mapping[int, Sequence[str]]
    ) -> None:
        self.entries: list[DatedEntry] = []
        self.promises: list[SourcePromise] = []
        self.notes: list[str] = []
        self._account = account
        found = values(contact)
        self._name = text(found.get("first_name")) or full_name(contact)
        if food := text(found.get("food_preferences")):
            self.notes.append(f"Food preferences: {food}")
        self._add_meeting(found)
        self.notes += filter(None, map(self._pet, parts.get("pet", ())))
        self.notes += filter(None, map(self._gift, parts.get("gift", ())))
        self.notes += filter(None, map(self._debt, parts.get("debt", ())))
        self.notes += filter(None, map(self._life_event, parts.get("life_event", ())))
        self.notes += filter(None, map(self._note, parts.get("note", ())))
        for call in parts.get("call", ()):
            self._add_call(values(call))
        for reference in parts.get("activity", ()):
            activity = account.find(reference)
            if activity is not None:
                self._add_activity(values(activity), companions.get(id(activity), ()), full_name(contact))
        for conversation in parts.get("conversation", ()):
            self._add_conversation(values(conversation))
        for task in map(values, parts.get("task", ())):
            self._add_promise(task, "", flag(task.get("completed")))
        for reminder in map(values, parts.get("reminder", ())):
            self._add_reminder(reminder)
        self.entries.sort(key=lambda entry: entry.day)

    def _add_entry(self, date: str, content: str, channel: str = "", direction: str = "both") -> None:
        """Add an interaction; a long text is a note, too, and so is one without a day."""
        line = _one_line(content)
        if len(line) > _LONGEST_ENTRY or not date:
            self.notes.append(f"{date}: {content.strip()}" if date else content.strip())
            line = f"{line[:_LONGEST_ENTRY].rsplit(' ', 1)[0]} …"
        if date:
            self.entries.append(DatedEntry(date, line, channel, direction))

    def _add_meeting(self, found: Thing) -> None:
        date = special_date(found.get("first_met_date"))
        if date and not date[:4].isdigit():
            self.notes.append(f"First met: {date.removeprefix('--')}")
        where = text(found.get("first_met_additional_info")) or text(found.get("general_information"))
        if len(where) > _LONGEST_PLACE or "\n" in where:
            self.notes.append(f"How you met: {where}")

    def _pet(self, thing: Any) -> str:
        pet = values(thing)
        name = text(pet.get("name"))
        kind = text(pet.get("category")) or text(values(pet.get("pet_category")).get("name"))
        kind = kind.replace("_", " ")
        return f"Pet: {name} ({kind})" if name and kind else f"Pet: {name or kind}" if name or kind else ""

    def _gift(self, thing: Any) -> str:
        gift = values(thing)
        recipient = self._account.find(gift.get("recipient"))
        details = (
            text(gift.get("comment")),
            text(gift.get("url")),
            _money(gift),
            f"for {full_name(recipient)}" if recipient and full_name(recipient) else "",
        )
        heading = _GIFTS.get(text(gift.get("status")), "Gift")
        date = day(gift.get("date"))
        name = ", ".join(filter(None, (text(gift.get("name")), *details)))
        return f"{heading}{f' on {date}' if date else ''}: {name}" if name else ""

    def _debt(self, thing: Any) -> str:
        debt = values(thing)
        amount = _money(debt)
        if not amount:
            return ""
        you = flag(debt.get("in_debt"))
        is_paid = text(debt.get("status")) in ("complete", "completed")
        if is_paid:
            owes = f"You owed {self._name}" if you else f"{self._name} owed you"
        else:
            owes = f"You owe {self._name}" if you else f"{self._name} owes you"
        reason = text(debt.get("reason"))
        return f"{owes} {amount}{', paid' if is_paid else ''}{f': {reason}' if reason else ''}"

    def _life_event(self, thing: Any) -> str:
        event = values(thing)
        kind = values(
            self._account.find(event.get("type")) or self._account.find(event.get("life_event_type"))
        )
        kind_name = (
            text(kind.get("name"))
            or text(kind.get("translation_key"))
            or text(kind.get("default_life_event_type_key"))
        )
        name = text(event.get("name")) or kind_name.replace("_", " ").capitalize()
        written = ": ".join(filter(None, (name, text(event.get("note")))))
        return _dated(day(event.get("happened_at")), written)

    def _note(self, thing: Any) -> str:
        note = values(thing)
        return _dated(day(note.get("created_at")), text(note.get("body")))

    def _add_call(self, call: Thing) -> None:
        emotions = [text(one) or text(values(one).get("name")) for one in list_of(call.get("emotions"))]
        felt = ", ".join(filter(None, emotions))
        content = text(call.get("content")) or "a call"
        direction = "in" if flag(call.get("contact_called")) else "both"
        self._add_entry(
            day(call.get("called_at")), f"{content} ({felt})" if felt else content, "call", direction
        )

    def _add_activity(self, activity: Thing, companions: Sequence[str], own_name: str) -> None:
        kind = values(
            self._account.find(activity.get("type")) or self._account.find(activity.get("activity_type"))
        )
        kind_name = text(kind.get("name")) or text(kind.get("translation_key")).replace("_", " ")
        summary = text(activity.get("summary")) or kind_name or "an activity"
        others = [name for name in companions[: _MOST_COMPANIONS + 2] if name != own_name]
        if others:
            more = len(companions) - 1 - len(others[:_MOST_COMPANIONS])
            rest = f" and {more} more" if more > 0 else ""
            summary += f" (with {', '.join(others[:_MOST_COMPANIONS])}{rest})"
        description = text(activity.get("description"))
        date = day(activity.get("happened_at")) or day(activity.get("date_it_happened"))
        self._add_entry(date, f"{summary}: {description}" if description else summary)

    def _add_conversation(self, conversation: Thing) -> None:
        kind = values(
            self._account.find(conversation.get("contact_field_type"))
            or self._account.find(conversation.get("type"))
        )
        messages = [values(one) for one in list_of(conversation.get("messages"))]
        spoken = [
            (flag(one.get("written_by_me")), text(one.get("content")), day(one.get("written_at")))
            for one in messages
            if text(one.get("content"))
        ]
        mine = {by_me for by_me, _, _ in spoken}
        direction = "both" if len(mine) != 1 else "out" if True in mine else "in"
        date = day(conversation.get("happened_at")) or next((one for _, _, one in spoken if one), "")
        name = text(kind.get("name"))
        channel = (
            "email" if text(kind.get("type")) == "email" or name.lower() in ("email", "e-mail") else "message"
        )
        turns = [f"{'You' if by_me else self._name}: {said}" for by_me, said, _ in spoken]
        short = sum(map(len, turns)) < _LONGEST_ENTRY and not any("\n" in turn for turn in turns)
        content = (" / " if short else "\n").join(turns)
        where = f"{name}: " if name and channel == "message" and content else ""
        self._add_entry(date, f"{where}{content or name or 'a conversation'}", channel, direction)

    def _add_promise(self, thing: Thing, date: str, done: bool) -> None:
        title, description = text(thing.get("title")), text(thing.get("description"))
        written = _one_line(": ".join(filter(None, (title, description))))
        if written:
            self.promises.append(SourcePromise(written, date, done))

    def _add_reminder(self, reminder: Thing) -> None:
        """Add a promise for a reminder of one day, and a note for one that repeats but isn't an occasion."""
        date = day(reminder.get("initial_date"))
        if is_yearly(reminder) and date:
            if description := text(reminder.get("description")):
                self.notes.append(f"{text(reminder.get('title'))}: {description}")
            return
        unit = text(reminder.get("frequency_type"))
        if unit in ("week", "month", "year"):
            count = number(reminder.get("frequency_number")) or 1
            every = f"every {unit}" if count == 1 else f"every {count} {unit}s"
            title = ": ".join(filter(None, (text(reminder.get("title")), text(reminder.get("description")))))
            self.notes.append(f"Reminder {every}: {title}")
        else:
            self._add_promise(reminder, date, flag(reminder.get("inactive")))


def _money(thing: Thing) -> str:
    """Return an amount with its currency; the export has the currency as an object."""
    if whole := text(thing.get("amount_with_currency")):
        return whole
    amount = text(thing.get("amount")) or text(thing.get("value"))
    currency = thing.get("currency")
    unit = text(currency) or text(values(currency).get("iso"))
    return f"{amount} {unit}".strip() if amount else ""


def _dated(date: str, written: str) -> str:
    return f"{date}: {written}" if date and written else written


def _one_line(value: str) -> str:
    return " ".join(value.split())


def properties(
    contact: Thing, account: Account, entries: Sequence[DatedEntry]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what neither a card nor an entry expresses, under pnet's names."""
    found = values(contact)
    every = number(found.get("stay_in_touch_frequency"))
    if every:
        yield "cadence", (f"{every} day{'s'[: every > 1]}",)
    met = special_date(found.get("first_met_date"))
    if met[:4].isdigit():
        yield "met_on", (met,)
    through = account.find(found.get("first_met_through")) or account.find(
        found.get("first_met_through_contact")
    )
    if through and full_name(through):
        yield "met_through", (full_name(through),)
    where = text(found.get("first_met_additional_info")) or text(found.get("general_information"))
    if where and len(where) <= _LONGEST_PLACE and "\n" not in where:
        yield "met_at", (where,)
    last = day(found.get("last_talked_to"))
    if last and all(entry.day < last for entry in entries):
        yield "last_contact", (last,)
    if "is_active" in found and not flag(found["is_active"]):
        yield "status", ("archived",)
