"""The network in numbers."""

from collections.abc import Mapping
from datetime import date

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.reports.stats import Stats, stats
from tests.conftest import TODAY, view_of
from tests.network.asking import answer


def counted(notes: Mapping[str, str], rules: Rules | None = None, today: date = TODAY) -> Stats:
    """Return the numbers of a vault given as text."""
    found = answer(notes, today.isoformat(), rules)
    due, waiting = ({entry.contact.path for entry in entries} for entries in (found.due, found.waiting))
    return stats(view_of(notes, rules, today), len(due), len(waiting))


NOTES = {
    "contacts/Ada.md": """---
circles: [Friends, mentors]
cadence: monthly
last_contact: 2026-11-01
follow_up: 2026-12-04 send the slides
---
- [ ] ask [[Bo]] and [[Ada]] to dinner 📅 2026-12-01
- [x] done 📅 2026-12-01

## Log
- 2026-11-01 call: hello
- 2026-10-05 call: hello
""",
    "contacts/Bo.md": "---\ncircles: [friends]\ncadence: monthly\nlast_contact: 2025-12-31\n---\n",
    "contacts/Cy.md": """---
cadence: monthly
---
## Log
- 2026-10-01 call: hello
- 2026-11-20 email: ping [direction:: out]
""",
    "contacts/Di.md": "---\nstatus: deceased\nfollow_up: 2026-12-04 return the book\n---\n",
    "contacts/Ed.md": "---\nstatus: archived\nlast_contact: 2015-01-01\n---\n",
    "interactions/2026-10-05 Lunch.md": "---\nwith: [Ada, Bo]\n---\n",
    "interactions/2026-12-24 Dinner.md": "---\nwith: Ada\n---\n",
    "daily/2025-11-30.md": "- tea with [[Ada]] #touch\n- shopping [[list]] #touch\n",
    "organizations/Engines.md": "",
    "me.md": "---\ntype: me\n---\n",
}


def test_the_network_in_numbers() -> None:
    rules = Rules(circles=(("FRIENDS", None), ("choir", Cadence(1, 0, "monthly"))))
    assert counted(NOTES, rules) == Stats(
        kinds=(
            ("contact", 5),
            ("interaction", 2),
            ("organization", 1),
            ("event", 0),
            ("introduction", 0),
            ("goal", 0),
            ("profile", 0),
            ("post", 0),
            ("me", 1),
            ("plain", 1),
        ),
        statuses=(("active", 3), ("paused", 0), ("archived", 1), ("do-not-contact", 0), ("deceased", 1)),
        # The day kept by hand on which a call is noted is not counted again, nor the line that links nobody.
        interactions=(("note", 2), ("log", 4), ("daily", 1), ("kept", 2)),
        months=(
            ("2025-12", 1),
            ("2026-01", 0),
            ("2026-02", 0),
            ("2026-03", 0),
            ("2026-04", 0),
            ("2026-05", 0),
            ("2026-06", 0),
            ("2026-07", 0),
            ("2026-08", 0),
            ("2026-09", 0),
            # Lunch with two people is one; what nobody answered, or is planned, is none.
            ("2026-10", 3),
            ("2026-11", 1),
        ),
        warmth=(("warm", 1), ("cooling", 2), ("dormant", 0), ("lost", 0), ("new", 0)),
        circles=(("FRIENDS", 2), ("mentors", 1), ("choir", 0)),
        due=1,
        waiting=1,
        promises=2,
        # Those of earlier years, too.
        touches=7,
    )


def test_nothing_is_counted_in_an_empty_vault() -> None:
    empty = counted({})
    assert {count for pairs in empty[:6] for _, count in pairs} == {0}
    assert empty[5:] == ((), 0, 0, 0, 0)


def test_the_last_twelve_months_end_with_this_one() -> None:
    months = [month for month, _ in counted({}, today=date(2026, 3, 31)).months]
    assert (months[0], months[-1], len(months)) == ("2025-04", "2026-03", 12)


def test_people_are_counted_once_however_many_reasons_there_are() -> None:
    text = "---\nfollow_up: [2026-11-20 one, 2026-11-21 two]\n---\n"
    found = counted({"contacts/Ada.md": text})
    assert (found.due, found.promises) == (1, 2)
