"""What a feed leaves out: people who are private, dead or not to be contacted, and texts that name somebody private."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.exchange.calendar_feed.feeds import STAMP, feed_of, said
from tests.exchange.private_people import canaries, private_vault

Write = Callable[[Mapping[str, str]], Path]
ZEPH = "---\nprivate: true\nbirthday: 1971-12-01\ncadence: weekly\nmet_on: 2026-11-01\noccasions: [12-02 wedding]\n---\n- [ ] call 📅 2026-12-03\n"


def test_who_is_private_dead_or_not_to_be_contacted_has_no_event_and_is_counted_once(vault: Write) -> None:
    feed = feed_of(
        vault(
            {
                "contacts/Zephyrine Quill.md": ZEPH,
                "contacts/Ed.md": ZEPH.replace("private: true", "status: deceased"),
                "contacts/Di.md": ZEPH.replace("private: true", "status: do-not-contact"),
                "contacts/Ada.md": "---\nbirthday: 12-10\n---\n",
            }
        )
    )
    assert said(feed) == [("1970-12-10", "Ada’s birthday")]
    assert (feed.private, feed.by_status, feed.left_out) == (1, (("do-not-contact", 1),), 0)


@pytest.mark.parametrize(
    "note",
    [
        "---\nfollow_up: 2026-12-01 bring Zephyrine the map\n---\n",
        "---\noccasions: [12-01 dinner with Zephyrine Quill]\n---\n",
        "- [ ] ask [[Ada]] about Quill, Zephyrine 📅 2026-12-01\n",
        "- [ ] lend Zephyrine the map 📅 2026-11-01\n",
    ],
)
def test_a_text_that_names_somebody_private_has_no_event_and_is_counted(vault: Write, note: str) -> None:
    feed = feed_of(
        vault({"contacts/Ada.md": note, "contacts/Zephyrine Quill.md": "---\nprivate: true\n---\n"})
    )
    assert feed.events == ()
    assert feed.left_out == 1


def test_a_promise_to_somebody_private_and_another_names_the_other(vault: Write) -> None:
    pair = "---\nwith: [Ada, Zephyrine Quill]\nfollow_up: 2026-12-01 send slides\n---\n"
    note = {
        "interactions/2026-11-20 Talk.md": pair,
        "contacts/Ada.md": "",
        "contacts/Zephyrine Quill.md": "---\nprivate: true\n---\n",
    }
    feed = feed_of(vault(note))
    assert said(feed) == [("2026-12-01", "send slides (promised to Ada)")]
    assert feed.private == 1


def test_what_comes_from_a_note_about_somebody_private_stays(vault: Write) -> None:
    note = "---\nprivate: true\n---\n- [ ] ask [[Ada]] for the map 📅 2026-12-01\n"
    feed = feed_of(vault({"contacts/Ada.md": "", "contacts/Zephyrine Quill.md": note}))
    assert feed.events == ()


def test_a_reason_that_names_somebody_private_leaves_an_event_without_it(vault: Write) -> None:
    feed = feed_of(
        vault(
            {
                "introductions/A.md": "---\nbetween: [Ada, Zephyrine Quill]\nstatus: made\ndate: 2026-10-01\n---\n",
                "contacts/Ada.md": "",
                "contacts/Zephyrine Quill.md": "---\nprivate: true\n---\n",
            }
        )
    )
    (event,) = feed.events
    assert event.summary == "Ada: ask how the introduction went"
    assert event.description == "Due since 2026-11-01"


def test_a_text_may_name_the_dead(vault: Write) -> None:
    notes = {
        "contacts/Ada.md": "- [ ] send Edwin's photograph 📅 2026-12-01\n",
        "contacts/Edwin Ek.md": "---\nstatus: deceased\n---\n",
    }
    assert said(feed_of(vault(notes))) == [("2026-12-01", "send Edwin's photograph (promised to Ada)")]


def test_the_words_of_the_log_and_the_paths_stay(vault: Write) -> None:
    notes = {
        "secret-folder/contacts/Ada.md": "---\ntype: contact\ncadence: monthly\ncircles: [kith]\nneeds: [a job]\n---\n## Log\n- 2026-09-01 call: her divorce\n- 2026-11-22 email: her illness [direction:: in]\n",
        "secret-folder/Plan.md": "---\nwith: ['[[Ada]]']\ndate: 2026-11-20\nplanned: true\n---\n# About her debts\n",
    }
    content = feed_of(vault(notes)).write(STAMP).decode()
    assert "Ada: get in touch" in content
    for word in ("divorce", "illness", "debts", "secret-folder", "kith", "job", ".md"):
        assert word not in content, word


def test_nothing_of_somebody_private_is_in_a_calendar(tmp_path: Path) -> None:
    book = private_vault(tmp_path)
    (book.root / "contacts" / "Bo Ek.md").write_text(
        "---\ncadence: weekly\nmet_on: 2026-11-01\n---\n- [ ] write to xmpp:zwitscher@canary.example 📅 2026-12-01\n- [ ] call 📅 2026-12-02\n"
    )
    ran = book.run("calendar", "--days", "3000")
    assert not ran.crashed, ran
    assert "call (promised to Bo Ek)" in ran.out
    assert canaries((ran.out + ran.err).encode()) == []
