"""Reports and pictures are the same, to the byte, as those of a vault in which the private people never were."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.network.people import privacy
from plaintext_network.network.people.privacy import SuggestionView

SAMPLE_VAULT = Path(__file__).parents[2] / "sample_vault"
# Two numbers count her in any vault, as in `pnet due`: how many people a message went to, and how many of the week's budget are
# left. What is between ⟨ and ⟩ is about a private person, and only in the vault that has her. No other text names her, because a text
# that does is left out as a whole.
NOTES = {
    "contacts/Dorrit Zabrinski.md": """⟨---
private: true
aliases: [Dorry]
organization: Wierzba Vibration
location: Reykjavik
circles: [spies, friends]
birthday: 11-26
occasions: ['12-01 dinner']
cadence: 2 weeks
met_on: 2019-01-05
met_at: "[[Bristol Makers Evening 2026]]"
knows: ["[[Zoë Brandvold]]", "[[Priya Holtby]]"]
follow_up: [2026-11-20 write, 2026-11-28 call]
needs: [a hat]
---
- [ ] bring a hat 📅 2026-11-24

## Log
- 2018-03-02 coffee
- 2026-11-20 call: hats [got:: a lamp]
- 2026-12-04 dinner: hats
⟩""",
    "contacts/Hekla Sturludóttir.md": """---
location: Clifton, Bristol
circles: [friends]
knows: ["[[Zoë Brandvold]]"⟨, "[[Dorrit Zabrinski]]"⟩]
⟨met_through: "[[Dorrit Zabrinski]]"
⟩---
## Log
- 2026-10-10 call: lava⟨ [with:: [[Dorrit Zabrinski]]]⟩
- 2026-11-21 message: lava⟨ [with:: [[Dorrit Zabrinski]]]⟩
""",
    "interactions/2026-11-10 tea.md": """---
date: 2026-11-10
with: ["[[Zoë Brandvold]]", "[[Camille Derouin]]"⟨, Dorry⟩]
got: [a book]
follow_up: [2026-12-05 send the recipe]
event: "[[Bristol Makers Evening 2026]]"
---
- [ ] water the ferns 📅 2026-11-22
""",
    "interactions/2026-11-11 call.md": "⟨---\ndate: 2026-11-11\nwith: [Dorrit Zabrinski]\ngot: [a map]\n---\n⟩",
    "interactions/2026-11-28 lunch.md": "---\ndate: 2026-11-28\nwith: [Liv Havnevik⟨, Dorrit Zabrinski⟩]\n---\n",
    "daily/2026-11-23.md": "- [[Priya Holtby]] #touch⟨ [with:: [[Dorrit Zabrinski]]]⟩\n⟨- [[Dorrit Zabrinski]] #touch\n⟩",
    "events/Gala.md": "---\ntype: event\ndate: 2026-12-03\nplace: Bath\n---\n[[Zoë Brandvold]]⟨, [[Dorrit Zabrinski]]⟩\n",
    "events/Ball.md": "---\ntype: event\ndate: 2026-12-04\nplace: Bath\n---\n⟨[[Dorrit Zabrinski]]⟩\n",
    "introductions/Dorrit and Zoë.md": "⟨---\nbetween: [Dorrit Zabrinski, Zoë Brandvold]\nstatus: asked\ndate: 2026-11-01\n---\n⟩",
    "introductions/Hekla and Zoë.md": (
        "---\nbetween: [Hekla Sturludóttir, Zoë Brandvold]\nstatus: asked\n⟨by: Dorrit Zabrinski\n⟩date: 2026-11-01\n---\n"
    ),
}
COMMANDS = (
    "report --format html --links obsidian",
    "report --format md",
    "report --format mail --mail-to ines@example.org",
    *(f"graph --format {form}" for form in ("table", "svg", "dot", "graphml", "json")),
    "graph Zoë --steps 2 --format json",
    "graph --circle friends --format json",
    "graph --circle spies --format json",
    "stats --calendar --format json",
    "stats Zoë --format json",
)
Ask = Callable[[str, str], tuple[int, str]]


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders `with` her and `without`, in each of which is a vault of the same name, because a page shows it."""
    folder = tmp_path_factory.mktemp("vaults")
    for which, left_out in (("with", r"[⟨⟩]"), ("without", r"(?s)⟨.*?⟩")):
        root = folder / which / "notes"
        shutil.copytree(SAMPLE_VAULT, root)
        for path, marked in NOTES.items():
            if text := re.sub(left_out, "", marked):
                (root / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ask(vaults: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Answer a command about one of the vaults."""
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.setenv("PNET_CACHE", str(vaults / "cache"))
    monkeypatch.delenv("PNET_VAULT", raising=False)

    def ask(which: str, command: str) -> tuple[int, str]:
        status = main(["--vault", str(vaults / which / "notes"), *command.split()])
        return status, capsys.readouterr().out

    return ask


@pytest.mark.parametrize("command", COMMANDS)
def test_the_answer_is_that_of_a_vault_without_her(ask: Ask, command: str) -> None:
    assert ask("with", command) == ask("without", command)


def test_without_the_gate_each_answer_differs(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for view in (SuggestionView, privacy._RecordView):
        monkeypatch.setattr(view, "_hides", lambda *_: False)
    assert [command for command in COMMANDS if ask("with", command) == ask("without", command)] == []
