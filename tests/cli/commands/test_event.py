"""`pnet event` and `pnet topics`: what they show, write and leave."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.vault.edits.plan_edits import texts

NOTES = {
    "events/Fair.md": "---\ndate: 2026-12-01\nplace: Bath\ntopics: [engines]\n---\n[[Ada]]\n",
    "events/Makers.md": "---\ndate: 2026-11-14\n---\n",
    "contacts/Ada.md": "---\nrole: Analyst\nneeds: [a book on engines]\n---\n## Log\n- 2026-10-25 call: looms [topics:: looms]\n",
    "contacts/Bo.md": "---\nmet_at: Makers\ninterests: [engines]\n---\n",
    "contacts/Cy.md": "---\ninterests: [engines]\n---\n## Log\n- 2026-09-01 mail [direction:: out]\n- 2026-10-01 mail [direction:: out]\n",
}
URL = "https://example.org/a"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def changed(root: Path) -> dict[str, str]:
    return {
        path: text for path, text in texts(root).items() if NOTES.get(path) != text and path != "pnet.toml"
    }


class TestEvent:
    def test_events_to_come_are_listed_first(self, pnet: Run) -> None:
        assert pnet("event") == (
            0,
            "upcoming\t2026-12-01  Fair, Bath; 1 expected\tevents/Fair.md:2, events/Fair.md:3\n"
            "past\t2026-11-14  Makers; 1 met\tevents/Makers.md:2\n",
            "",
        )

    def test_before_it_tells_who_may_be_there(self, pnet: Run) -> None:
        assert pnet("event", "fair")[1].splitlines() == [
            "Fair\t2026-12-01, Bath\tevents/Fair.md:2, events/Fair.md:3",
            "Fair\tabout engines\tevents/Fair.md:4",
            "expected\tAda (Analyst): named in the event's note\tcontacts/Ada.md:2, events/Fair.md:6",
            "expected\t  last in touch on 2026-10-25, 30 days ago: call: looms; needs a book on engines"
            "\tcontacts/Ada.md:6, contacts/Ada.md:3",
            "people interested in its topics\tBo: likes engines\tcontacts/Bo.md:3",
            "people interested in its topics\t  no word yet\t",
            "people interested in its topics\tCy: likes engines\tcontacts/Cy.md:2",
            "people interested in its topics\t  no word yet\t",
        ]

    def test_a_message_without_an_answer_is_said_once(self, pnet: Run, root: Path) -> None:
        cy = "---\ninterests: [engines]\nmet_on: 2026-11-01\n---\n## Log\n- 2026-11-20 mail [direction:: out]\n"
        (root / "contacts/Cy.md").write_text(cy)
        assert pnet("event", "fair")[1].splitlines()[-1] == (
            "leave alone for now\t  no answer yet; leave it to them until 2026-12-04\tcontacts/Cy.md:6"
        )

    def test_after_it_tells_whom_you_met(self, pnet: Run) -> None:
        assert pnet("event", "makers")[1].splitlines()[1:] == [
            "met for the first time\tBo: you met there\tcontacts/Bo.md:2",
            "to follow up with\tBo: follow-up due since 2026-11-17\tcontacts/Bo.md:2",
        ]

    def test_after_it_one_command_sets_a_cadence_for_all(self, pnet: Run, root: Path) -> None:
        assert pnet("event", "makers")[2] == (
            "1 of them has no regular reminder; to keep in touch: pnet set Bo cadence quarterly\n"
        )
        for name, front in (("Dee Fox", ""), ("Eve", "cadence: monthly\n"), ("Fay", "status: paused\n")):
            (root / f"contacts/{name}.md").write_text(f"---\nmet_at: Makers\n{front}---\n")
        assert pnet("event", "makers")[2] == (
            '2 of them have no regular reminder; to keep in touch: pnet set Bo cadence quarterly --also "Dee Fox"\n'
        )
        assert pnet("set", "Bo", "cadence", "quarterly", "--also", "Dee Fox")[0] == 0
        assert pnet("event", "makers")[2] == ""

    def test_json_is_one_object(self, pnet: Run) -> None:
        found = json.loads(pnet("event", "makers", "--format", "json")[1])
        assert (found["event"], found["date"], found["coming"]) == ("Makers", "2026-11-14", False)
        assert found["new"][0]["why"] == [
            {"text": "you met there", "source": {"path": "contacts/Bo.md", "line": 2}}
        ]
        assert json.loads(pnet("event", "--limit", "1", "--format", "json")[1])[0]["people"] == 1

    def test_an_unknown_one_says_how_to_make_it(self, pnet: Run) -> None:
        code, out, err = pnet("event", "nowhere")
        assert (code, out) == (3, "")
        assert "`date`" in err
        assert pnet("event", "a")[0] == 3


class TestTopics:
    def test_what_people_talk_about(self, pnet: Run) -> None:
        assert pnet("topics")[1].splitlines() == [
            "what people talk to you about\tlooms: 1 person; last with Ada on 2026-10-25\tcontacts/Ada.md:6",
            "what people talk to you about\tengines: 2 people; Bo likes it\tcontacts/Bo.md:3",
        ]

    def test_one_topic_and_an_unknown_one(self, pnet: Run) -> None:
        assert (
            pnet("topics", "LOOM")[1]
            == "who mentioned it last\t2026-10-25  Ada  call: looms\tcontacts/Ada.md:6\n"
        )
        code, out, err = pnet("topics", "engynes")
        assert (code, out) == (1, "")
        assert "did you mean engines?" in err

    def test_who_would_be_glad_and_who_is_left_in_peace(self, pnet: Run) -> None:
        assert pnet("topics", "engines", "--share", URL)[1].splitlines() == [
            "who would enjoy it\tAda: needs a book on engines; last in touch on 2026-10-25\tcontacts/Ada.md:3, contacts/Ada.md:6",
            "who would enjoy it\tBo: likes engines\tcontacts/Bo.md:3",
            "leave alone for now\tCy: two messages without an answer since 2026-09-01; try another way, or leave it to them\tcontacts/Cy.md:6",
        ]

    def test_what_was_given_is_noted_for_each_and_known_afterwards(self, pnet: Run, root: Path) -> None:
        code, _, err = pnet("topics", "Engine", "--share", URL, "--log", "ada", "--log", "bo", "--log", "Ada")
        assert (code, err) == (0, "")
        assert sorted(changed(root).values()) == [
            f'---\ndate: 2026-11-24\nwith: ["[[{name}]]"]\nchannel: message\ndirection: out\n'
            f"topics: [engines]\ngave: [{URL}]\n---\n"
            for name in ("Ada", "Bo")
        ]
        assert pnet("topics", "engines", "--share", URL)[1].splitlines()[1].startswith(
            "leave alone for now\tAda: has had it since 2026-11-24"
        )  # fmt: skip

    def test_a_dry_run_and_a_third_message_write_nothing(self, pnet: Run, root: Path) -> None:
        assert pnet("topics", "engines", "--share", URL, "--log", "Ada", "--dry-run")[0] == 0
        assert pnet("topics", "engines", "--share", URL, "--log", "Ada", "--log", "Nobody")[0] == 3
        code, _, err = pnet("topics", "engines", "--share", URL, "--log", "Cy")
        assert code == 4, err
        assert changed(root) == {}
        assert pnet("topics", "engines", "--share", URL, "--log", "Cy", "--anyway")[0] == 0
        assert len(changed(root)) == 1

    @pytest.mark.parametrize(
        "argv", [["--share", URL], ["x", "--log", "Ada"], ["x", "--dry-run"], ["x", "--share", " "]]
    )
    def test_what_makes_no_sense_is_wrong_usage(self, pnet: Run, argv: list[str]) -> None:
        assert pnet("topics", *argv)[0] == 2
