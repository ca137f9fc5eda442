"""`pnet touches`: what it asks, writes, lists and remembers."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting

ADA = "---\nemails: [ada@example.org]\n---\n"
NOTES = {
    "pnet.toml": '[log]\nwrite = "log"\n',
    "Me.md": "---\ntype: me\nemails: [me@example.org]\n---\n",
    "contacts/Ada Lovelace.md": ADA,
    "contacts/Bo Ek.md": "---\nemails: [bo@example.org]\n---\n",
}
PNET = [sys.executable, "-m", "plaintext_network"]


def message(sender: str, to: str, day: str, number: int, subject: str = "the engine") -> str:
    return (
        f"From x Fri Nov 20 10:00:00 2026\nFrom: {sender}\nTo: {to}\nDate: {day} Nov 2026 10:00:00 +0000\n"
        f"Message-ID: <{number}@example.org>\nSubject: {subject}\n\nPrivate words.\n\n"
    )


MAIL = "".join(
    (
        message("Ada <ada@example.org>", "me@example.org", "20", 1),
        message("Ada <ada@example.org>", "me@example.org", "12", 2),
        message("Ada <ada@example.org>", "me@example.org", "10", 3),
        message("me@example.org", "Bo <bo@example.org>", "18", 4),
        message("me@example.org", "Grace Hopper <grace@example.org>", "18", 5),
        message("me@example.org", "Grace Hopper <grace@example.org>", "19", 6),
    )
)


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mail.mbox").write_text(MAIL)
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"PNET_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    found = vault(NOTES)
    monkeypatch.chdir(found)
    return found


def touches(*words: str) -> int:
    return main(["touches", *words])


def sitting(root: Path, *words: str) -> Sitting:
    return Sitting([*PNET, "--vault", str(root), "touches", str(root.parent / "mail.mbox"), *words])


def log(root: Path, name: str) -> list[str]:
    text = (root / f"contacts/{name}.md").read_text()
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_it_asks_person_by_person_and_writes_what_is_accepted(root: Path) -> None:
    person = sitting(root)
    person.reads("Ada Lovelace")
    person.reads("2026-11-20  email from them")
    person.reads("1 of 2")
    person.types(b"a")
    person.reads("Bo Ek")
    person.types(b"n")
    assert person.answers()[:2] == ["logged 3 interactions with 1 person", "  wrote contacts/Ada Lovelace.md"]
    assert log(root, "Ada Lovelace")[-1] == "- 2026-11-20 email: 1 message [direction:: in]"
    assert log(root, "Bo Ek") == []
    again = sitting(root, "--since", "2026-01-01")
    again.reads("nothing new to propose")
    again.answers()


def test_last_only_declines_the_others(root: Path) -> None:
    person = sitting(root)
    person.reads("1 of 2")
    person.types(b"lq")
    person.answers()
    assert len(log(root, "Ada Lovelace")) == 1
    again = sitting(root)
    again.reads("Bo Ek")
    again.reads("1 of 1")
    again.types(b"y")
    again.answers()
    assert log(root, "Bo Ek") == ["- 2026-11-18 email: 1 message [direction:: out]"]


def test_one_by_one_and_skipped_ones_are_asked_again(root: Path) -> None:
    person = sitting(root)
    person.reads("1 of 2")
    person.types(b"b")
    person.reads("2026-11-20")
    person.types(b"y")
    person.reads("2026-11-12")
    person.types(b"n")
    person.reads("2026-11-10")
    person.types(b"q")
    person.answers()
    assert [line[2:12] for line in log(root, "Ada Lovelace")] == ["2026-11-20"]
    again = sitting(root)
    # Those with the newest touch come first.
    again.reads("Bo Ek")
    again.types(b"s")
    again.reads("2026-11-10  email from them")
    again.types(b"\x04")
    again.answers()


def test_ctrl_c_writes_and_remembers_nothing(root: Path) -> None:
    person = sitting(root)
    person.reads("1 of 2")
    person.types(b"a")
    person.reads("2 of 2")
    person.types(b"\x03")
    person.answers(130)
    assert (root / "contacts/Ada Lovelace.md").read_text() == ADA
    assert not list((root.parent / "state").rglob("touches.json"))


def test_one_undo_takes_a_run_back(root: Path) -> None:
    assert touches("../mail.mbox", "--plan", "../plan.json") == 0
    answer_all(root, "accept")
    assert touches("--apply", "../plan.json") == 0
    assert len(log(root, "Ada Lovelace")) == 3
    assert main(["undo"]) == 0
    assert (root / "contacts/Ada Lovelace.md").read_text() == ADA


def answer_all(root: Path, answer: str) -> None:
    path = root.parent / "plan.json"
    path.write_text(path.read_text().replace('"answer": ""', f'"answer": "{answer}"'))


def test_without_a_terminal_it_lists_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    assert touches("../mail.mbox") == 0
    out, err = capsys.readouterr()
    assert out == (
        "Ada Lovelace\n  2026-11-20  email from them\n  2026-11-12  email from them\n  2026-11-10  email from them\n\n"
        "Bo Ek\n  2026-11-18  email to them\n"
    )
    assert "6 messages and meetings since 2026-10-25: 4 proposed, 2 with nobody in the vault" in err
    assert (
        "1 person you write to or meet is not in the vault:\n  Grace Hopper <grace@example.org> (2 messages)"
        in err
    )
    assert 'pnet add "Grace Hopper" --email grace@example.org' in err
    assert "to answer in a file: pnet touches ../mail.mbox --plan plan.json" in err
    assert before == {path: path.read_bytes() for path in root.rglob("*.md")}
    assert not list((root.parent / "state").rglob("touches.json"))


def test_subjects_are_shown_and_noted_only_on_request(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    touches("../mail.mbox")
    assert "engine" not in capsys.readouterr().out
    touches("../mail.mbox", "--subjects", "--plan", "../plan.json")
    answer_all(root, "accept")
    touches("--apply", "../plan.json")
    assert log(root, "Bo Ek") == ["- 2026-11-18 email: the engine [direction:: out]"]


def test_json_has_everything_and_other_formats_one_touch_a_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    touches("../mail.mbox", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert found["touches"][0] == {
        "date": "2026-11-20",
        "contacts": ["Ada Lovelace"],
        "paths": ["contacts/Ada Lovelace.md"],
        "channel": "email",
        "direction": "in",
        "text": None,
        "events": 1,
        "places": ["../mail.mbox:1"],
        "answer": None,
    }
    assert found["counts"] == {"proposed": 4, "unknown": 2}
    assert found["strangers"][0]["command"] == 'pnet add "Grace Hopper" --email grace@example.org'
    touches("../mail.mbox", "--format", "plain")
    assert capsys.readouterr().out.splitlines()[0] == "2026-11-20\tAda Lovelace\temail\tin\t"
    touches("../mail.mbox", "--format", "csv")
    assert capsys.readouterr().out.startswith("date,contacts,paths,channel,")


def test_mail_needs_to_know_who_the_user_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "Me.md").unlink()
    assert touches("../mail.mbox") == 2
    err = capsys.readouterr().err
    assert 'me = ["me@example.org"]' in err
    assert "config.toml" in err
    assert touches("../mail.mbox", "--me", "me@example.org") == 0


def test_a_calendar_without_an_owner_says_how_to_name_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "Me.md").unlink()
    meeting = "BEGIN:VEVENT\nUID:1\nDTSTART:20261120T100000Z\nSUMMARY:Lunch\nATTENDEE:mailto:me@example.org\nATTENDEE:mailto:ada@example.org\nEND:VEVENT"
    (root.parent / "c.ics").write_text(f"BEGIN:VCALENDAR\n{meeting}\nEND:VCALENDAR\n")
    assert touches("../c.ics") == 0
    out, err = capsys.readouterr()
    assert out == "Ada Lovelace\n  2026-11-20  Lunch\n"
    assert "me = [" in err


def test_sources_of_the_config_are_read_without_arguments(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert touches() == 2
    assert "mail = [" in capsys.readouterr().err
    config = root.parent / "config/pnet/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'me = ["me@example.org"]\nmail = ["{root.parent}/mail.mbox"]\n')
    assert touches() == 0
    assert "Ada Lovelace" in capsys.readouterr().out


def test_what_cannot_be_read_is_named_and_the_rest_is_proposed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "chat.csv").write_text("date,person\nnever,Ada\n2026-11-22,Bo Ek\n")
    assert touches("../chat.csv", "../missing.mbox") == 4
    out, err = capsys.readouterr()
    assert out == "Bo Ek\n  2026-11-22  message\n"
    assert "../chat.csv:2: “never” is no day" in err
    assert "missing.mbox" in err
    assert touches("../missing.mbox") == 3


def test_a_plan_is_edited_and_a_wrong_one_is_refused_with_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = root.parent / "plan.json"
    touches("../mail.mbox", "--plan", str(plan))
    text = (
        plan.read_text()
        .replace('"text": ""', '"text": "about the engine"', 1)
        .replace('"answer": ""', '"answer": "accept"', 1)
    )
    plan.write_text(text.replace('"answer": ""', '"answer": "maybe"', 1))
    assert touches("--apply", str(plan)) == 2
    err = capsys.readouterr().err
    assert (
        f"{plan}:{text[: text.index(chr(34) + 'answer' + chr(34) + ': ' + chr(34) * 2)].count(chr(10)) + 1}: “maybe” is no answer"
        in err
    )
    plan.write_text(text)
    assert touches("--apply", str(plan), "--dry-run") == 0
    assert "+- 2026-11-20 email: about the engine [direction:: in]" in capsys.readouterr().out
    assert log(root, "Ada Lovelace") == []
    assert touches("--apply", str(plan)) == 0
    assert log(root, "Ada Lovelace") == ["- 2026-11-20 email: about the engine [direction:: in]"]
    assert "3 without an answer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"contacts/Bo Ek.md"', '"../../etc/passwd"', "is no path within the vault"),
        ('"day": "2026-11-18"', '"day": "2026-02-30"', "is no day"),
        ('"direction": "out"', '"direction": "up"', "must be one of"),
        ('"pnet_touches": 1', '"pnet_touches": 9', "this version of pnet"),
        ('"keys"', '"kyes"', "a plan has no “kyes”"),
        ('"touches": [', '"touches": [[', "not JSON"),
    ],
)
def test_a_plan_that_is_wrong_changes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, fault: str
) -> None:
    plan = root.parent / "plan.json"
    touches("../mail.mbox", "--plan", str(plan))
    text = plan.read_text()
    assert old in text
    plan.write_text(text.replace(old, new))
    answer_all(root, "accept")
    assert touches("--apply", str(plan)) == 2
    assert fault in capsys.readouterr().err
    assert log(root, "Ada Lovelace") == []


def test_a_plan_replaces_no_other_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert touches("../mail.mbox", "--plan", "contacts/Bo Ek.md") != 0
    assert "Bo Ek.md" in capsys.readouterr().err
    assert touches("../mail.mbox", "--plan", "../plan.json") == 0
    assert touches("../mail.mbox", "--plan", "../plan.json") == 0
    assert (root.parent / "plan.json").stat().st_mode & 0o777 == 0o600


def test_control_characters_of_a_title_never_reach_the_terminal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "chat.csv").write_text(
        "date,person,text\n2026-11-22,Bo Ek,\x1b[31mred\n2026-11-22,\x1b]0;Zed\x07,hi\n"
    )
    for form in ("table", "plain", "json"):
        touches("../chat.csv", "--subjects", "--format", form)
        out, err = capsys.readouterr()
        assert "\x1b" not in out + err


def test_each_line_fits_a_narrow_terminal(root: Path) -> None:
    done = subprocess.run(
        [*PNET, "--vault", str(root), "touches", "../mail.mbox"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_it_says_when_it_was_with_somebody_who_may_be_several(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "contacts/Bo Ros.md").write_text("---\naliases: [Bobo]\n---\n")
    (root / "contacts/Bo Ek.md").write_text("---\naliases: [Bobo]\n---\n")
    (root.parent / "chat.csv").write_text("date,person\n2026-11-22,Bobo\n2026-11-20,Bobo\n")
    assert touches("../chat.csv") == 0
    assert "Bobo, on 2026-11-22 and 1 more, may be Bo Ek or Bo Ros\n" in capsys.readouterr().err
