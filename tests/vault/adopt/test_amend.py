"""A pnet.toml gets what a proposal has and it lacks, and keeps what its writer wrote."""

import os
import stat
from pathlib import Path

import pytest

from plaintext_network.errors import ChangedOnDisk, EditRefused, SettingsInvalid, WriteFailed
from plaintext_network.vault import adopt
from plaintext_network.vault.adopt.amend import amend
from plaintext_network.vault.adopt.draft import Draft

MINE = """\
# how we write
[kinds.contact]
folders = ["Humans"] # not People
[daily]
touch = "tag"
"""


def test_lists_grow_and_other_values_stay() -> None:
    draft = (
        Draft()
        .put(("kinds", "contact"), "folders", ("Humans", "People"))
        .put(("kinds", "contact"), "tags", ("person",))
        .put(("daily",), "touch", "link")
        .put(("log",), "headings", ("History",))
    )
    assert amend(MINE, draft).text == (
        '# how we write\n[kinds.contact]\nfolders = ["Humans", "People"] # not People\ntags = ["person"]\n'
        '[daily]\ntouch = "tag"\n\n[log]\nheadings = ["History"]\n'
    )


def test_what_is_there_is_not_added_again() -> None:
    draft = Draft().put(("kinds", "contact"), "folders", ("Humans",)).put(("daily",), "touch", "link")
    assert amend(MINE, draft) == (MINE, ())


def test_a_where_rule_with_conditions_gets_no_others() -> None:
    text = '[kinds.contact]\nwhere = { category = ["friend"] }\n'
    # A note would need both.
    draft = Draft().put(("kinds", "contact"), "where", {"class": ("Person",)})
    assert amend(text, draft) == (text, ())


def test_what_cannot_be_added_safely_is_left_to_the_user() -> None:
    text = "kinds = { contact = { folders = ['A'] } }\n"
    draft = Draft().put(("kinds", "contact"), "tags", ("person",))
    assert amend(text, draft) == (text, ('kinds.contact.tags = ["person"]',))


class TestReplacing:
    def file(self, root: Path, content: bytes = b"x = 1\n") -> Path:
        (root / "pnet.toml").write_bytes(content)
        return root / "pnet.toml"

    def test_the_mode_stays(self, tmp_path: Path) -> None:
        file = self.file(tmp_path)
        file.chmod(0o640)
        assert adopt.replace(tmp_path, b"x = 1\n", b"y") == str(file.resolve())
        assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"y", 0o640)
        assert os.listdir(tmp_path) == ["pnet.toml"]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        file = self.file(tmp_path)
        file.rename(tmp_path / "real.toml")
        file.symlink_to("real.toml")
        adopt.replace(tmp_path, b"x = 1\n", b"y")
        assert file.is_symlink()
        assert (tmp_path / "real.toml").read_bytes() == b"y"

    def test_a_file_that_changed_is_not_overwritten(self, tmp_path: Path) -> None:
        file = self.file(tmp_path, b"theirs")
        with pytest.raises(ChangedOnDisk):
            adopt.replace(tmp_path, b"x = 1\n", b"y")
        assert file.read_bytes() == b"theirs"
        assert os.listdir(tmp_path) == ["pnet.toml"]

    def test_a_write_that_fails_leaves_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        file = self.file(tmp_path)
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(WriteFailed, match="No space left on device"):
            adopt.replace(tmp_path, b"x = 1\n", b"y")
        assert file.read_bytes() == b"x = 1\n"
        assert os.listdir(tmp_path) == ["pnet.toml"]

    def test_line_ends_and_the_mark_stay(self) -> None:
        content = b"\xef\xbb\xbfa = 1\r\nb = 2\r\n"
        text = adopt.settings_text(content)
        assert text == "a = 1\nb = 2\n"
        assert adopt.as_bytes(text + "c = 3\n", like=content) == content + b"c = 3\r\n"

    def test_lines_that_end_in_two_ways_are_refused(self) -> None:
        with pytest.raises(EditRefused, match="CRLF"):
            adopt.settings_text(b"a = 1\r\nb = 2\n")

    def test_without_a_file_there_is_nothing_to_add_to(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsInvalid, match="create it with: pnet init"):
            adopt.settings_bytes(tmp_path)
