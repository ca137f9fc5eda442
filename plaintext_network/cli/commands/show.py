"""Shows one page before you meet: who, how you know them, what passed, what is promised, needed, offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.cli.contacts import FIELDS, contact_record
from plaintext_network.cli.records import choose_format, one, rows
from plaintext_network.cli.session import Session
from plaintext_network.model.values import shown
from plaintext_network.network.person import Person, Touch
from plaintext_network.network.standing import Promise

if TYPE_CHECKING:
    from plaintext_network.cli.output import Screen

LAST_TOUCHES = 5
MOST_PROSE = 8
INDENT = 16


def run(session: Session) -> int:
    """Run `pnet show`."""
    person = session.notebook.contact(" ".join(session.options.name))
    form = choose_format(session.options.format, session.screen)
    if form in ("table", "plain"):
        _page(session, person)
    elif form == "json":
        one(session.screen, contact_record(person))
    else:
        rows(session.screen, [contact_record(person)], FIELDS, form)
    session.mind_problems()
    return 0


def brief(session: Session, person: Person) -> None:
    """Show the few lines one needs to get back to somebody."""
    screen, contact = session.screen, person.contact
    screen.say(("heading", person.name), "  ", ("place", person.path))
    _line(screen, "is", [part for part in (contact.role, contact.organization, contact.location) if part])
    _line(screen, "circles", contact.circles)
    _line(screen, "reach", (*contact.emails[:1], *contact.phones[:1]))
    _line(screen, "in touch", [_in_touch(person)])
    _list(screen, "you promised", [_promise(promise, person.today) for promise in person.promises])
    _line(screen, "needs", contact.needs)
    _line(screen, "likes", contact.interests)
    _list(screen, "last", [_touch(t) for t in person.touches[:2]])


def _page(session: Session, person: Person) -> None:
    screen, contact = session.screen, person.contact
    screen.say(("heading", person.name), "  ", ("place", person.path))
    _line(screen, "also", person.facts.aliases)
    _line(screen, "is", [part for part in (contact.role, contact.organization, contact.location) if part])
    _line(screen, "before", contact.former)
    _line(screen, "circles", contact.circles)
    _line(screen, "tags", person.facts.tags)
    _line(screen, "e-mail", contact.emails)
    _line(screen, "phone", contact.phones)
    _line(screen, "links", contact.links)
    _line(screen, "birthday", [_birthday(person)] if contact.birthday else ())
    _line(screen, "occasions", [f"{o.day.next_from(person.today)} {o.text}" for o in contact.occasions])
    _line(screen, "met", _met(person))
    _line(screen, "knows", person.knows)
    _line(screen, "status", [contact.status] if contact.status != "active" else ())
    _line(screen, "in touch", [_in_touch(person)])
    _list(screen, "due", _due(session, person))
    _list(screen, "you promised", [_promise(promise, person.today) for promise in person.promises])
    _list(screen, "some day", person.undated)
    _list(screen, "needs", contact.needs)
    _list(screen, "offers", contact.offers)
    _list(screen, "likes", contact.interests)
    for name, said in _LEDGER:
        _list(screen, said, [f"{day}  {text}" for day, text in person.ledger(name)[:LAST_TOUCHES]])
    for name, texts in person.facts.other:
        _line(screen, name, [shown(text) for text in texts])
    _list(screen, "note", session.notebook.prose(person.path)[:MOST_PROSE])
    planned = [t for t in person.interactions if t.day > person.today]
    past = [t for t in person.interactions if t.day <= person.today]
    _list(screen, "planned", [_touch(t) for t in reversed(planned)])
    _list(screen, "last", [_touch(t) for t in past[:LAST_TOUCHES]])


_LEDGER = (("gave", "you gave"), ("got", "you got"), ("asked", "you asked"), ("thanked", "you thanked for"))


def _promise(promise: Promise, today: date) -> str:
    hidden = f" (not before {promise.start})" if promise.start and promise.start > today else ""
    return f"{promise.day}  {promise.text}{hidden}"


def _due(session: Session, person: Person) -> list[str]:
    """Say what is due or waiting, and until when all is put off."""
    return [
        verdict.why
        for verdict in session.notebook.explain(person.path)
        if verdict.rule == "snooze" or (verdict.entry and verdict.entry.kind != "promise")
    ]


def _line(screen: Screen, name: str, values: Sequence[str]) -> None:
    if values:
        _list(screen, name, [", ".join(values)])


def _list(screen: Screen, name: str, values: Sequence[str]) -> None:
    for number, value in enumerate(values):
        screen.paragraph(("muted", f"{name if not number else '':<{INDENT - 1}} "), value)


def _birthday(person: Person) -> str:
    birthday = person.contact.birthday
    if birthday is None:
        return ""
    following = birthday.next_from(person.today)
    days = (following - person.today).days
    turns = "" if birthday.year is None else f", turns {following.year - birthday.year}"
    return f"{following}{turns}, " + ("today" if not days else "tomorrow" if days == 1 else f"in {days} days")


def _met(person: Person) -> list[str]:
    contact = person.contact
    through = person.met_through
    parts = [contact.met_on.isoformat() if contact.met_on else "", contact.met_at or ""]
    return [part for part in (*parts, f"through {through}" if through else "") if part]


def _in_touch(person: Person) -> str:
    cadence, last = person.standing.cadence, person.last_touch
    parts = [f"last on {last}, {_ago(last, person.today)}" if last else "no touch yet"]
    parts += [f"cadence {cadence.text}"] if cadence else []
    parts += [f"next {person.next_due}"] if person.next_due else []
    parts += [person.warmth] if person.warmth else []
    return "; ".join(parts)


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if not days else "yesterday" if days == 1 else f"{days} days ago"


def _touch(touch: Touch) -> str:
    others = f" (with {', '.join(touch.with_others)})" if touch.with_others else ""
    sent = {"out": " (no answer recorded)", "in": " (from them)"}.get(touch.direction, "")
    about = ": ".join(part for part in (touch.channel, touch.summary) if part)
    return f"{touch.day}  {about or 'in touch'}{sent}{others}"
