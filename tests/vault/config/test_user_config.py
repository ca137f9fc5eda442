"""Tests the user's own config.toml: the vault, colour, the user's addresses, and where mail and calendars are."""

from pathlib import Path

import pytest

from plaintext_network.errors import SettingsInvalid
from plaintext_network.vault.config.user_config import UserConfig, user_config, user_file


class TestTheUsersConfig:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "config.toml"

    def test_none_is_fine(self, file: Path) -> None:
        assert user_config(str(file)) == UserConfig(str(file), None, None, ())

    def test_it_names_the_vault_and_colour(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", "/home/ada")
        file.write_text('vault = "~/notes"\ncolor = "never"\n')
        assert user_config(str(file)) == UserConfig(str(file), "/home/ada/notes", "never")

    def test_it_says_who_you_are_and_where_your_mail_and_calendars_are(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", "/home/ada")
        file.write_text(
            'me = ["ada@example.org", "@ada.example", "Ada Lovelace", "+44 20 7946 0000"]\ncalendars = "~/calendars"\n'
            'mail = ["/mail/ada", "notmuch:folder:Inbox and tag:~x"]\n'
        )
        user = user_config(str(file))
        assert user.me == ("ada@example.org", "@ada.example", "Ada Lovelace", "+44 20 7946 0000")
        assert user.calendars == ("/home/ada/calendars",)
        assert user.mail == ("/mail/ada", "notmuch:folder:Inbox and tag:~x")
        assert not user.problems

    def test_it_is_found_in_the_platforms_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        file = Path(user_file())
        file.parent.mkdir(parents=True)
        file.write_text('vault = "/notes"\n')
        assert file.parts[-2:] == ("pnet", "config.toml")
        assert file.is_relative_to(tmp_path)
        assert user_config().vault == "/notes"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('vault = "notes"', ':1: vault: expected a whole path, or one that begins with ~, got "notes"'),
            ("vault = 3", ":1: vault: expected a text, got 3"),
            ("\ncolor = true", ':2: color: expected "auto", "always" or "never", got true'),
            ("color\n", ":1: this is not TOML at column 6"),
            (
                'me = ["ada@example.org", "Ada <ada@example.org>"]',
                ':1: me: expected email addresses such as "ada@example.org", names or phone numbers, got "Ada <ada@example.org>"',
            ),
            (
                'me = ["?"]',
                ':1: me: expected email addresses such as "ada@example.org", names or phone numbers, got "?"',
            ),
            ("me = 3", ":1: me: expected a list of texts, got 3"),
            (
                'calendars = ["~/calendars", "work.ics"]',
                ':1: calendars: expected whole paths, or ones that begin with ~, got "work.ics"',
            ),
            (
                'vault = "/notes"\nmail = "Mail"',
                ":2: mail: expected whole paths, or ones that begin with ~, or a search such as "
                '"notmuch:folder:Inbox", got "Mail"',
            ),
        ],
    )
    def test_what_it_cannot_mean_is_told(self, file: Path, text: str, said: str) -> None:
        file.write_text(text)
        with pytest.raises(SettingsInvalid) as caught:
            user_config(str(file))
        assert str(caught.value).startswith(f"{file}{said}")

    def test_unknown_keys_warn(self, file: Path) -> None:
        file.write_text("colour = 'never'\ncadence = 'weekly'\neditor = 'sh -c evil'\n")
        found = user_config(str(file)).problems
        assert [(each.path, each.line, each.hint.split(",")[0]) for each in found] == [
            (str(file), 1, "write color"),
            (str(file), 2, "delete it"),
            (str(file), 3, "delete it"),
        ]
