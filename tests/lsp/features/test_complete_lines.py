"""Log lines, lines of daily notes and promises are begun as the vault writes them."""

from pathlib import Path

import pytest

from tests.lsp.features.completing import NOTE, Completing

VAULT = {
    "contacts/Ada.md": "",
    "interactions/2026-11-01 a.md": "---\nwith: [Ada]\nchannel: zoom\n---\n",
    "interactions/2026-11-02 b.md": "---\nwith: [Ada]\nchannel: call\n---\n",
    "interactions/2026-11-03 c.md": "---\nwith: [Ada]\nchannel: call\n---\n",
}
DAILY = "daily/2026-11-24.md"


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("## Log\n- ‸", "2026-11-24", "## Log\n- 2026-11-24 "),
        ("## Log\n- ‸", "2026-11-24 call", "## Log\n- 2026-11-24 call: "),
        ("## Log\n- ca‸", "2026-11-24 call", "## Log\n- 2026-11-24 call: "),
        ("## Log\n- yest ca‸", "2026-11-23 call", "## Log\n- 2026-11-23 call: "),
        ("## Log\n- fri zo‸", "2026-11-20 zoom", "## Log\n- 2026-11-20 zoom: "),
        ("## Log\n- last friday‸", "2026-11-20", "## Log\n- 2026-11-20 "),
        ("## Log\n- 2026-11-2‸", "2026-11-24", "## Log\n- 2026-11-24 "),
        ("## Log\n- 2026-11-20 tea\n- ‸", "2026-11-24", "## Log\n- 2026-11-20 tea\n- 2026-11-24 "),
        (
            "## Log\n- **2026-11-20** tea\n- ‸",
            "2026-11-24",
            "## Log\n- **2026-11-20** tea\n- **2026-11-24** ",
        ),
        ("## Log\n- ‸\n- 2026-11-20: tea\n", "2026-11-24", "## Log\n- 2026-11-24: \n- 2026-11-20: tea\n"),
        ("## Log\n- 2026-11-20 tea\n\n- ‸\n", "2026-11-24", "## Log\n- 2026-11-20 tea\n\n- 2026-11-24 \n"),
        ("## Interactions\n### 2026\n* ‸", "2026-11-24", "## Interactions\n### 2026\n* 2026-11-24 "),
        ("- Log\n  - ‸", "2026-11-24", "- Log\n  - 2026-11-24 "),
        ("## Log\r\n- ‸\r\n\r\n## More\r\n", "2026-11-24", "## Log\r\n- 2026-11-24 \r\n\r\n## More\r\n"),
        ("## 🎂 Log\n- ‸", "2026-11-24", "## 🎂 Log\n- 2026-11-24 "),
    ],
)
def test_a_line_of_the_log_begins_with_its_day(tmp_path: Path, text: str, label: str, after: str) -> None:
    assert Completing(tmp_path, text, VAULT).accepted(label) == after


def test_the_channels_in_use_come_first(tmp_path: Path) -> None:
    labels = Completing(tmp_path, "## Log\n- ‸", VAULT).labels
    assert labels[:4] == ["2026-11-24", "2026-11-24 call", "2026-11-24 zoom", "2026-11-24 in-person"]
    assert labels[-1] == "2026-11-23"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (NOTE, "## Notes\n- ‸"),
        (NOTE, "## Log\n- 2026-11-20 tea\n  - ‸"),
        (NOTE, "## Log\n- 2026-11-20 tea\n- [ ] ‸"),
        (NOTE, "## Log\nword‸"),
        (NOTE, "## Log\n- met somebody we have long known ‸"),
        ("notes/x.md", "## Log\n- ‸"),
        (NOTE, "```\n## Log\n- ‸"),
    ],
)
def test_no_line_of_a_log_begins_elsewhere(tmp_path: Path, path: str, text: str) -> None:
    assert Completing(tmp_path, text, VAULT, path).labels == []


def test_the_heading_of_the_settings_counts(tmp_path: Path) -> None:
    files = {**VAULT, "pnet.toml": '[log]\nheadings = ["Verlauf"]\n'}
    assert Completing(tmp_path, "## Verlauf\n- ‸", files).labels[0] == "2026-11-24"
    (tmp_path / "b").mkdir()
    assert Completing(tmp_path / "b", "## Log\n- ‸", files).labels == []


@pytest.mark.parametrize(
    ("settings", "snippets", "after"),
    [
        ("", True, "- call: $1 [[$2]] #touch$0"),
        ("", False, "- call: [[]] #touch"),
        ('[log]\ntag = "met"\n', True, "- call: $1 [[$2]] #met$0"),
        ('[daily]\ntouch = "link"\n', True, "- call: $1 [[$2]]$0"),
    ],
)
def test_a_line_of_a_daily_note_names_a_person(
    tmp_path: Path, settings: str, snippets: bool, after: str
) -> None:
    completing = Completing(tmp_path, "- ca‸", {**VAULT, "pnet.toml": settings}, DAILY, snippets=snippets)
    assert completing.accepted(completing.labels[0]) == after


def test_a_daily_note_offers_lines_only_for_letters_or_by_hand(tmp_path: Path) -> None:
    assert Completing(tmp_path, "- ‸", VAULT, DAILY).labels == []
    (tmp_path / "b").mkdir()
    assert Completing(tmp_path / "b", "- ‸", VAULT, DAILY, explicit=True).labels[:2] == [
        "… [[…]] #touch",
        "call: … [[…]] #touch",
    ]


@pytest.mark.parametrize(
    ("text", "snippets", "after"),
    [
        ("- ‸", True, "- [ ] $1 📅 $2$0"),
        ("- ‸", False, "- [ ] "),
        ("- pro‸", True, "- [ ] $1 📅 $2$0"),
        ("- [ ] ‸", True, "- [ ] $1 📅 $2$0"),
        ("- [ ] a [due:: 2026-12-01]\n- ‸", True, "- [ ] a [due:: 2026-12-01]\n- [ ] $1 [due:: $2]$0"),
        ("- TODO a\n- ‸", True, "- TODO a\n- TODO $1 DEADLINE: <$2>$0"),
        (
            "- [x] a\n- [ ] ‸\n\n## Log\n- 2026-11-01 b\n",
            True,
            "- [x] a\n- [ ] $1 📅 $2$0\n\n## Log\n- 2026-11-01 b\n",
        ),
    ],
)
def test_a_promise_is_written_as_the_note_writes_them(
    tmp_path: Path, text: str, snippets: bool, after: str
) -> None:
    completing = Completing(tmp_path, text, VAULT, explicit=True, snippets=snippets)
    assert completing.accepted("promise") == after
