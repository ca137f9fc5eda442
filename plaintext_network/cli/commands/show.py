"""Shows one page before you meet: who, how you know them, what passed, what is promised, needed, offered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.cli.contacts import FIELDS, contact_record
from plaintext_network.cli.records import choose_format, one, rows
from plaintext_network.cli.session import Session
from plaintext_network.network.person import Person, Touch

if TYPE_CHECKING:
    from plaintext_network.cli.output import Screen

LAST_TOUCHES = 5


def run(session: Session) -> int:
    """Run `pnet show`."""
    person = session.notebook.contact(session.options.name)
    form = choose_format(session.options.format, session.screen)
    if form in ("table", "plain"):
        _page(session.screen, person)
    elif form == "json":
        one(session.screen, contact_record(person))
    else:
        rows(session.screen, [contact_record(person)], FIELDS, form)
    session.mind_problems()
    return 0


def _page(screen: Screen, person: Person) -> None:
    contact = person.contact
    screen.say(("heading", person.name), "  ", ("place", person.path))
    _line(screen, "also", person.facts.aliases)
    _line(screen, "is", [part for part in (contact.role, contact.organization, contact.location) if part])
    _line(screen, "before", contact.former)
    _line(screen, "circles", contact.circles)
    _line(screen, "e-mail", contact.emails)
    _line(screen, "phone", contact.phones)
    _line(screen, "links", contact.links)
    _line(screen, "birthday", [_birthday(person)] if contact.birthday else ())
    _line(screen, "occasions", [f"{o.day.next_from(person.today)} {o.text}" for o in contact.occasions])
    _line(screen, "met", _met(person))
    _line(screen, "knows", person.knows)
    _line(screen, "in touch", [_in_touch(person)])
    _line(screen, "status", [contact.status] if contact.status != "active" else ())
    _list(screen, "you promised", [f"{p.day}  {p.text}" for p in person.promises])
    _list(screen, "needs", contact.needs)
    _list(screen, "offers", contact.offers)
    _list(screen, "likes", contact.interests)
    for name in ("gave", "got", "asked", "thanked"):
        said = {"gave": "you gave", "got": "you got", "asked": "you asked", "thanked": "you thanked for"}[
            name
        ]
        _list(screen, said, [f"{day}  {text}" for day, text in person.ledger(name)[:LAST_TOUCHES]])
    planned = [t for t in person.interactions if t.day > person.today]
    past = [t for t in person.interactions if t.day <= person.today]
    _list(screen, "planned", [_touch(t) for t in reversed(planned)])
    _list(screen, "last", [_touch(t) for t in past[:LAST_TOUCHES]])


def _line(screen: Screen, name: str, values: tuple[str, ...] | list[str]) -> None:
    if values:
        screen.paragraph(("muted", f"{name:<16}"), ", ".join(values))


def _list(screen: Screen, name: str, values: tuple[str, ...] | list[str]) -> None:
    for number, value in enumerate(values):
        screen.paragraph(("muted", f"{name if not number else '':<16}"), value)


def _birthday(person: Person) -> str:
    birthday = person.contact.birthday
    if birthday is None:
        return ""
    following = birthday.next_from(person.today)
    when = "today" if following == person.today else following.isoformat()
    return when if birthday.year is None else f"{when}, {following.year - birthday.year} years"


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
