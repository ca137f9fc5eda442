"""`pnet reach` and `pnet intro`: what they show, write, refuse and leave."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.vault.edits.plan_edits import texts

NOTES = {
    "contacts/Ada King.md": "---\norganization: Mint\nknows: Tom\nneeds: [a cello]\nlast_contact: 2026-11-01\n---\n",
    "contacts/Bob.md": "---\nformer: [Mint]\noffers: [a cello]\nlast_contact: 2026-10-01\n---\n",
    "contacts/Tom.md": '---\nname: Tom "T" \\Lee\norganization: Mint\n---\n',
    "contacts/Sly.md": "---\nstatus: do-not-contact\n---\n",
    "introductions/x.md": "---\nbetween: [Bob, Tom]\nstatus: asked\ndate: 2026-10-01\n---\n",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_reach_tells_whom_you_know_and_who_can_introduce_you(pnet: Run) -> None:
    assert pnet("reach", "mint", "--format", "table") == (
        0,
        """people you know there: Mint
  Ada King, at Mint: last in touch on 2026-11-01  contacts/Ada King.md:2 contacts/Ada King.md:5

before
  Bob, was at Mint: last in touch on 2026-10-01  contacts/Bob.md:2 contacts/Bob.md:4

who can introduce you
  to Tom "T" \\Lee, at Mint: through Ada King  contacts/Tom.md:3
    1. you know Ada King: last in touch on 2026-11-01  contacts/Ada King.md:5
    2. Ada King knows Tom "T" \\Lee  contacts/Ada King.md:3
""",
        "",
    )


@pytest.mark.parametrize(("typed", "heading"), [("mint", "people you know there: Mint"), ("cello", "people you know: cello")])  # fmt: skip
def test_the_heading_speaks_of_a_place_only_if_there_is_one(pnet: Run, typed: str, heading: str) -> None:
    assert pnet("reach", typed, "--format", "table")[1].splitlines()[0] == heading


def test_nobody_is_at_a_trade_or_a_topic(pnet: Run, root: Path) -> None:
    (root / "contacts/Ivy.md").write_text(
        "---\nrole: Baker\noffers: [sourdough]\n---\n## Log\n- 2026-11-01 tea\n"
    )
    for target in ("baker", "sourdough"):
        assert pnet("reach", target, "--format", "table")[1].startswith(f"people you know: {target}\n")


def test_reach_as_json_has_its_parts_and_a_graph(pnet: Run) -> None:
    found = json.loads(pnet("reach", "mint", "--format", "json")[1])
    assert (found["target"], found["kind"]) == ("Mint", "organization")
    assert [len(found[part]) for part in ("now", "before", "chains")] == [1, 1, 1]
    assert found["chains"][0]["steps"][1]["sources"] == [{"path": "contacts/Ada King.md", "line": 3}]
    assert set(found["graph"]) == {"nodes", "edges"}


def test_reach_as_a_graph_holds_any_name(pnet: Run) -> None:
    lines = pnet("reach", "mint", "--format", "dot")[1].splitlines()
    assert (lines[0], lines[-1]) == ("digraph pnet {", "}")
    assert any(r'label="Tom \"T\" \\Lee"' in line for line in lines)


def test_reach_says_gently_that_there_is_nothing(pnet: Run) -> None:
    assert pnet("reach", "moon", "base") == (
        1,
        "",
        "no organization, person, role, place or topic matches “moon base”\n",
    )
    assert pnet("reach", "mint", "--as", "place") == (1, "", "no place matches “mint”\n")
    assert pnet("reach", "sly")[::2] == (1, "Sly is not to be contacted; pnet suggests nobody\n")


def test_intro_tells_what_is_under_way_and_whom_to_introduce(pnet: Run) -> None:
    code, out, err = pnet("intro")
    assert (code, err) == (0, "")
    assert [line.split("\t")[:2] for line in out.splitlines()] == [
        ["under way", 'Bob and Tom "T" \\Lee, asked to introduce on 2026-10-01, no news since'],
        ["people to introduce", "Ada King needs a cello; Bob offers a cello (cello)"],
    ]
    found = json.loads(pnet("intro", "--format", "json")[1])
    assert list(found) == ["open", "suggestions", "helps", "why_not"]
    assert pnet("intro", "tom")[1].splitlines()[-1].startswith("under way")


def test_intro_of_two_is_written_and_taken_back(pnet: Run, root: Path) -> None:
    before = texts(root)
    assert pnet("intro", "ada", "bob", "--dry-run")[0] == 0
    assert texts(root) == before
    path = "introductions/Ada King and Bob.md"
    assert pnet("intro", "ada", "bob", "--status", "agreed", "--date", "yesterday") == (
        0,
        f"Ada King and Bob: agreed\n  wrote {path}\n",
        "",
    )
    assert texts(root)[path] == (
        '---\nbetween: ["[[Ada King]]", "[[Bob]]"]\nstatus: agreed\ndate: 2026-11-23\n'
        "why: Ada King needs a cello; Bob offers a cello\n---\n"
    )
    assert pnet("set", "Ada King and Bob", "status", "made")[0] == 0
    assert "\nstatus: made\n" in texts(root)[path]
    code, _, err = pnet("intro", "ada", "bob")
    assert (code, path in err) == (4, True)
    pnet("undo")
    pnet("undo")
    assert texts(root) == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("ada", "sly"), 4),
        (("Ada", "King"), 4),
        (("ada", "nobody"), 3),
        (("nobody",), 3),
        (("a", "b", "c"), 2),
        (("ada", "--why", "x"), 2),
        (("ada", "bob", "--status", "maybe"), 2),
        (("ada", "bob", "--date", "soonish"), 2),
    ],
)
def test_intro_refuses_what_it_can_not_do(pnet: Run, root: Path, argv: tuple[str, ...], code: int) -> None:
    before = texts(root)
    assert pnet("intro", *argv)[0] == code
    assert texts(root) == before


def test_an_empty_vault_has_no_answer(
    vault: Callable[[Mapping[str, str]], Path], pnet: Run, root: Path
) -> None:
    for path in NOTES:
        (root / path).unlink()
    assert pnet("intro")[:2] == (0, "")
    assert pnet("reach", "ada")[:2] == (1, "")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "Ada's note has no `needs` and no `offers` yet: pnet set Ada needs --add 'a quiet room'\n"),
        (
            "---\nneeds: a kiln shelf\n---\n",
            "nobody in your notes offers what Ada needs (a kiln shelf) yet\n",
        ),
        ("---\noffers: old maps\n---\n", "nobody in your notes needs what Ada offers yet\n"),
        (
            "---\nneeds: a kiln shelf\noffers: old maps\n---\n",
            "nobody in your notes offers what Ada needs (a kiln shelf), and nobody needs what they offer yet\n",
        ),
    ],
)
def test_without_a_suggestion_it_says_what_is_missing(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str], note: str, said: str
) -> None:
    root = vault({"contacts/Ada.md": note, "contacts/Bo.md": "---\nneeds: a piano\n---\n"})
    assert main(["--vault", str(root), "intro", "ada"]) == 0
    assert capsys.readouterr().err == said
