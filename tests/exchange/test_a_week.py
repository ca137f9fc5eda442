"""A week of somebody who keeps their contacts in a vault, and has them on a phone that shares a server."""

import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest
import vobject

from tests.exchange.command_line import Ran
from tests.exchange.server_rewrites import CardLine, parse_card, write_lines
from tests.exchange.synced_world import World, card_values, synced_world


class Week:
    """The week's vault and phone."""

    def __init__(self, world: World) -> None:
        self.world, self.side = world, world.sides[0]
        self.book = self.side.book

    def pnet(self, *words: str | Path) -> Ran:
        """Run a command that succeeds."""
        ran = self.book.run_here(*words)
        assert ran.code == 0, ran
        return ran

    def sync(self, *options: str, code: int = 0) -> Ran:
        """Bring the vault, the folder and the phone in sync; `pnet sync` ends with this status."""
        assert self.side.engine.sync().code == 0
        ran = self.side.sync(*options)
        assert ran.code == code, ran
        assert self.side.engine.sync().code == 0
        return ran

    def phone(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return what the phone shows, by name."""
        cards = [card_values(path.read_bytes()) for path in self.world.stored().values()]
        return {values["FN"][0]: dict(values) for values in cards}

    def edit_on_phone(self, name: str, old: str, new: str) -> None:
        """Change a value on the phone."""
        for file, path in self.world.stored().items():
            lines = parse_card(path.read_bytes())
            if any(line.name == "FN" and line.value == name for line in lines):
                self.world.put(file, write_lines(_replaced(line, old, new) for line in lines))
                return
        raise LookupError(name)


def _replaced(line: CardLine, old: str, new: str) -> CardLine:
    return line._replace(value=new) if line.value == old else line


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    """Return a vault and a phone without anybody."""
    with synced_world(tmp_path, "icloud") as world:
        yield Week(world)


def test_a_week(week: Week) -> None:
    _monday(week)
    _tuesday(week)
    _wednesday(week)
    _thursday(week)
    _friday(week)
    _saturday(week)
    _sunday(week)


def _monday(week: Week) -> None:
    """Two people are added, and are on the phone."""
    week.pnet(
        "add",
        "Ada Lovelace",
        "--email",
        "ada@example.org",
        "--phone",
        "+44 20 7946 0001",
        "--birthday=--12-10",
    )
    week.pnet("add", "Grace Hopper", "--email", "grace@example.org", "--cadence", "monthly")
    week.pnet("set", "Ada Lovelace", "role", "Analyst")
    week.sync()
    phone = week.phone()
    assert sorted(phone) == ["Ada Lovelace", "Grace Hopper"]
    assert phone["Ada Lovelace"]["TEL"] == ("+44 20 7946 0001",)
    # How often to be in touch is nobody's business but the user's.
    assert "month" not in str(phone)


def _tuesday(week: Week) -> None:
    """The phone changes a number and adds somebody."""
    week.edit_on_phone("Ada Lovelace", "+44 20 7946 0001", "+44 20 7946 0999")
    lines = [
        "VERSION:3.0",
        "UID:from-phone",
        "N:Achieng;Wanjiru;;;",
        "FN:Wanjiru Achieng",
        "TEL;type=CELL:+254 700 000111",
    ]
    week.world.put("from-phone.vcf", write_lines(lines))
    week.sync()
    shown = week.pnet("show", "Ada").out
    assert "+44 20 7946 0999" in shown
    assert "+44 20 7946 0001" not in shown
    assert "+254 700 000111" in week.pnet("show", "Wanjiru").out
    assert week.sync().out == week.sync().out


def _wednesday(week: Week) -> None:
    """Both change one value: nothing is decided until the user decides. Both change others of the same card: these merge."""
    week.pnet("set", "Ada", "role", "Countess")
    week.pnet("set", "Ada", "emails", "--add", "countess@example.org")
    week.edit_on_phone("Ada Lovelace", "Analyst", "Programmer")
    week.edit_on_phone("Ada Lovelace", "+44 20 7946 0999", "+44 20 7946 0777")
    week.sync(code=1)
    status = week.side.sync("--status", "--format", "table").out
    assert "Ada Lovelace" in status
    assert "Countess" in status
    assert "Programmer" in status
    assert week.phone()["Ada Lovelace"]["TITLE"] == ("Programmer",)
    assert "countess@example.org" in week.phone()["Ada Lovelace"]["EMAIL"]
    assert "Countess" in week.pnet("show", "Ada").out
    assert "+44 20 7946 0777" in week.pnet("show", "Ada").out
    week.sync("--resolve", "folder")
    assert "Programmer" in week.pnet("show", "Ada").out
    assert "Countess" not in week.pnet("show", "Ada").out
    assert "Countess" not in week.side.sync("--status", "--format", "table").out


def _thursday(week: Week) -> None:
    """Somebody becomes private: their card stays as it was until the user withdraws it."""
    before = week.phone()["Grace Hopper"]
    week.pnet("set", "Grace", "private", "true")
    week.pnet("set", "Grace", "role", "Admiral")
    assert "Grace Hopper" in week.sync().out
    assert week.phone()["Grace Hopper"] == before
    week.sync("--withdraw", "Grace Hopper")
    assert sorted(week.phone()) == ["Ada Lovelace", "Wanjiru Achieng"]
    assert "Admiral" in week.pnet("show", "Grace").out
    week.sync()
    assert sorted(week.phone()) == ["Ada Lovelace", "Wanjiru Achieng"]


def _friday(week: Week) -> None:
    """A contact is deleted: their card goes only when the user says so, and comes back with undo."""
    week.pnet("delete", "Wanjiru", "--yes")
    said = week.side.sync()
    assert "Wanjiru Achieng" in said.out + said.err
    assert week.side.engine.sync().code == 0
    assert "Wanjiru Achieng" in week.phone()
    assert week.side.sync("--deletes").code == 0
    assert week.side.engine.sync().code == 0
    assert "Wanjiru Achieng" not in week.phone()
    week.pnet("undo")
    assert week.side.engine.sync().code == 0
    assert "Wanjiru Achieng" in week.phone()
    week.pnet("undo")
    assert "+254 700 000111" in week.pnet("show", "Wanjiru").out
    week.sync()
    assert sorted(week.phone()) == ["Ada Lovelace", "Wanjiru Achieng"]


def _saturday(week: Week) -> None:
    """The state is lost: nobody is deleted, overwritten or there twice."""
    notes, phone = week.book.contents(), week.phone()
    week.book.forget()
    week.side.sync()
    assert week.side.engine.sync().code == 0
    assert week.phone() == phone
    assert week.book.contents().keys() == notes.keys()
    week.side.sync("--deletes")
    assert week.side.engine.sync().code == 0
    assert week.phone() == phone
    assert week.book.contents().keys() == notes.keys()


def _sunday(week: Week) -> None:
    """A message becomes a touch, and the calendar shows the birthday to other programs."""
    box = mailbox.mbox(week.book.root.parent / "mail.mbox")
    box.add(_message("Ada <ada@example.org>", "me@example.net", "Sun, 22 Nov 2026 10:00:00 +0000"))
    box.add(
        _message("Nobody Known <stranger@example.com>", "me@example.net", "Sun, 22 Nov 2026 11:00:00 +0000")
    )
    box.close()
    config = week.book.root.parent / "config/pnet/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('me = ["me@example.net"]\n')
    assert "Ada Lovelace" in week.book.run_here("touches", box._path, "--dry-run").out
    file = week.book.root.parent / "feed.ics"
    week.pnet("calendar", "-o", file)
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert any("Ada Lovelace" in str(event["SUMMARY"]) for event in events)
    assert not any("Grace" in str(event["SUMMARY"]) for event in events)
    assert len([*vobject.readOne(file.read_text()).vevent_list]) == len(events)


def _message(sender: str, recipient: str, day: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = sender, recipient, day, "Hello"
    message.set_content("How are you?")
    return message
