"""No report names anybody who is private, dead or not to be contacted, in any format."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import plaintext_network.network.reports as reports
from plaintext_network.cli.main import main
from plaintext_network.network.people import privacy
from plaintext_network.network.people.privacy import SuggestionView

# The rare word of each name makes every leak visible.
HIDDEN = {
    "Zoe Quillfeather": "private: true",
    "Abel Thistlewood": "status: do-not-contact",
    "Mira Hollowell": "status: deceased",
}
LEAK = re.compile("quillfeather|thistlewood|hollowell|plumeria|brackenby|marigoldia", re.IGNORECASE)
ALIASES = dict(zip(HIDDEN, ("Plumeria", "Brackenby", "Marigoldia"), strict=True))


def _notes() -> dict[str, str]:
    """Return a vault in which every kind of note mentions every hidden contact."""
    notes = {
        "me/Me.md": "---\ntype: me\nname: Me\norganization: Mint\noffers: [a cello]\n---\n",
        "organizations/Mint.md": "---\ntype: organization\nindustry: coins\n---\n",
        "events/Fair.md": "---\ntype: event\ndate: 2026-12-20\nplace: Lisbon\ntopics: [cello]\n---\n",
        "goals/Sing.md": "---\ntype: goal\nroles: [Cellist]\ntopics: [cello]\norganizations: [Mint]\n---\n",
    }
    for number, (name, rule) in enumerate(HIDDEN.items()):
        alias = ALIASES[name]
        who = f"[[{name}]]"
        notes[f"contacts/{name}.md"] = (
            f"---\naliases: [{alias}]\n{rule}\norganization: Mint\nrole: Cellist\nlocation: Lisbon\ncircles: [mentors]\n"
            "interests: [cello]\noffers: [a cello]\nneeds: [a cello]\nknows: [Ada, Tom]\nmet_at: Fair\ncadence: monthly\n"
            f"---\n- [ ] bring {name} a book 📅 2026-11-20\n\n## Log\n"
            "- 2026-11-20 call: with [[Ada]] and [[Bo]] [got:: a lamp] [topics:: cello] [event:: Fair] [goal:: [[Sing]]]\n"
        )
        notes[f"interactions/2026-10-1{number} Talk.md"] = (
            f"---\nwith: [Ada, {name}]\nevent: Fair\ngoal: '[[Sing]]'\ntopics: [cello, {name}]\ngave: [a book for {name}]\n"
            f"got: [advice from {alias}]\nasked: [about {name}]\nthanked: [like {name}]\nfollow_up: 2026-11-20 greet {alias}\n"
            f"---\nWith {who} and {alias}.\n- [ ] write to Ada about {name} 📅 2026-11-21\n"
        )
        notes[f"introductions/{number}.md"] = (
            f"---\nbetween: [Ada, Bo]\nstatus: asked\ndate: 2026-10-01\nwhy: {name} said so\n---\n"
        )
        notes[f"daily/2026-10-2{number}.md"] = f"- met [[Ada]] and {who}, spoke of {name}\n"
        notes["events/Fair.md"] += f"{who} comes, says {alias}.\n"
        notes["goals/Sing.md"] += f"- [ ] ask {who}\n- [ ] as {alias} says\n"
    every = ", ".join((*HIDDEN, *ALIASES.values()))
    for name, more in (("Ada", "last_contact: 2026-11-01\n"), ("Bo", "met_on: 2026-01-01\n"), ("Tom", "")):
        notes[f"contacts/{name}.md"] = (
            f"---\norganization: Mint\nrole: Cellist\nlocation: Lisbon\ncircles: [mentors]\nmet_at: Fair\n"
            f"needs: [a cello, {every}]\noffers: [a cello, {every}]\ninterests: [cello, {every}]\n"
            f"knows: [{', '.join(HIDDEN)}]\nmet_through: Zoe Quillfeather\nfollow_up: 2026-11-20 ask {every}\n{more}---\n"
            "## Log\n" + "".join(f"- 2026-11-0{n} call: about {each}\n" for n, each in enumerate(HIDDEN, 1))
        )
    return notes


REPORTS = {
    "ready": ["ready"],
    "balance": ["balance"],
    "intro": ["intro", "--limit", "1000"],
    "reach an organization": ["reach", "Mint", "--limit", "1000"],
    "reach a topic": ["reach", "cello", "--as", "topic", "--limit", "1000"],
    "reach a role": ["reach", "Cellist", "--limit", "1000"],
    "reach a place": ["reach", "Lisbon", "--limit", "1000"],
    "event": ["event", "Fair"],
    "topics": ["topics"],
    "topic": ["topics", "cello"],
    "share": ["topics", "cello", "--share", "https://example.org/x"],
    "goals": ["goal"],
    "goal": ["goal", "Sing"],
}
FORMATS = ("table", "plain", "json")


@pytest.fixture
def shown(
    vault: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[list[str]], str]:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(_notes())

    def show(words: list[str]) -> str:
        formats = (*FORMATS, "dot") if words[0] == "reach" else FORMATS
        for each in formats:
            main(["--vault", str(root), *words, "--format", each])
        out, err = capsys.readouterr()
        assert out, err
        return out + err

    return show


def _leaks(text: str, words: list[str]) -> list[str]:
    """Return the lines with a hidden name. `pnet balance` records the dead and those not to be contacted by name."""
    allowed = re.compile("thistlewood|hollowell", re.IGNORECASE) if words == ["balance"] else None
    lines = (allowed.sub("", line) if allowed else line for line in text.splitlines())
    return [line for line in lines if LEAK.search(line)]


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_no_report_names_a_hidden_contact(shown: Callable[[list[str]], str], words: list[str]) -> None:
    assert _leaks(shown(words), words) == []


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_each_report_would_name_one_without_the_gate(
    shown: Callable[[list[str]], str], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in (SuggestionView, privacy._RecordView):
        monkeypatch.setattr(view, "_hides", lambda *_: False)
    assert _leaks(shown(words), words)


@pytest.mark.parametrize(
    "module", sorted(Path(reports.__path__[0]).rglob("*.py")), ids=lambda path: path.stem
)
def test_no_report_reaches_for_the_index(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    # Import Linter does not see imports under TYPE_CHECKING.
    assert not re.search(r"\bindex\.(index|names|overlay|resolve)\b|\bindex import\b|\bimport index\b", text)
    assert not re.search(r"\._index\b|\._is_hidden\b|\._hid|\._may_name\b", text)
