"""Settings mean what they say; what they can't mean is told with its place."""

import os
import re
import string
import tomllib
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import SettingsInvalid
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.rules import DailyRules, KindRule, Mark, NewRules, Rules, WatchRules
from plaintext_network.vault.config import toml_positions, toml_table
from plaintext_network.vault.config.effective import (
    Setting,
    effective_color,
    effective_settings,
    effective_today,
    entries,
)
from plaintext_network.vault.config.settings import load_settings, parse_settings
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.config.toml_positions import key_places
from plaintext_network.vault.config.toml_table import dotted, toml_text
from plaintext_network.vault.config.user_config import UserConfig
from plaintext_network.vault.config.vault_settings import Settings

EVERYTHING = """\
ignore = ["templates", "*.excalidraw.md"]

[due]
cadence = "never"
first_follow_up = "1 week"
reply_within = "0 days"
birthday_notice = 7
patience = "3 weeks"
give_up_after = 2
group = 4
crowd = 10
stale = "6 months"
budget = 5
change_notice = "3 weeks"

[circles.mentors]
cadence = "6 weeks"

[circles."old friends"]

[kinds.contact]
types = ["human", "Person"]
folders = ["people", "crm/people"]
tags = ["#person"]
where = { category = ["Person", "Friend"], draft = false, since = 2020, day = 2026-11-24 }

[properties]
with = ["attendees", "Participants"]
cadence = "keep in touch"

[log]
write = "daily"
headings = ["History", "Log"]
tag = "#met"
by = true

[interactions]
participants = ["Crew", "Zugegen"]

[daily]
format = "journal/%Y_%m_%d"
touch = "link"
folder = "/journals/"
template = "templates/Day"

[watch]
quiet_hours = "22:00-07:30"
look = "often"

[cache]
text = false

[changes]
git = true

[sync.phone]
folder = "~/Contacts/phone"
who = "circle:family"
send = ["notes", "photos", "notes"]
new = "add"
gone = "archive"
vcard = "4.0"
watch = true

[sync.work-2]
folder = "cards"
"""


def fault(text: str) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        parse_settings(text)
    return str(caught.value)


def warnings(text: str) -> list[tuple[int, int, int, str, str]]:
    return [
        (found.line, found.column, found.width, found.message, found.hint)
        for found in parse_settings(text).problems
        if found.path == "pnet.toml" and found.code == "settings-unknown-key"
    ]


class TestMeaning:
    def test_no_file_and_an_empty_one_give_the_defaults(self, tmp_path: Path) -> None:
        assert load_settings(tmp_path) == Settings()
        (tmp_path / "pnet.toml").write_text("")
        assert load_settings(tmp_path) == Settings(Rules(), (), (), ())

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("journal/%Y_%m_%d", "journal/%Y_%m_%d"),
            ("%Y/%Y-%m-%d", "%Y/%Y-%m-%d"),
            ("/%Y/%m/%d/", "%Y/%m/%d"),
            ("D.M.YYYY", "D.M.YYYY"),
            ("dddd, Do MMMM YYYY", "dddd, Do MMMM YYYY"),
            ("GGGG-[W]WW-E", "GGGG-[W]WW-E"),
        ],
    )
    def test_a_daily_format_has_strftimes_codes_or_moments(self, written: str, read: str) -> None:
        assert parse_settings(f'[daily]\nformat = "{written}"').rules.daily.format == read

    @pytest.mark.parametrize("folder", ["../x", ".obsidian", "a/.b", "a//b"])
    def test_a_folder_for_daily_notes_is_within_the_vault(self, folder: str) -> None:
        with pytest.raises(SettingsInvalid, match="expected a path within the vault"):
            parse_settings(f'[daily]\nfolder = "{folder}"')

    def test_every_setting_is_read(self) -> None:
        found = parse_settings(EVERYTHING)
        rules = found.rules
        assert found.problems == ()
        assert rules.ignore == ("templates", "*.excalidraw.md")
        assert rules.due == (
            Cadence(0, 0, "never"),
            Cadence(0, 7, "1 week"),
            Cadence(0, 0, "0 days"),
            Cadence(0, 7, "7"),
            Cadence(0, 21, "3 weeks"),
            2,
            4,
            10,
            Cadence(6, 0, "6 months"),
            5,
            Cadence(0, 21, "3 weeks"),
        )
        assert rules.circles == (("mentors", Cadence(0, 42, "6 weeks")), ("old friends", None))
        assert rules.properties == (("with", ("attendees", "Participants")), ("cadence", ("keep in touch",)))
        assert rules.log == ("daily", ("History", "Log"), "met", True)
        assert rules.interactions.participants == ("Crew", "Zugegen")
        assert rules.daily == DailyRules("journal/%Y_%m_%d", "link", "journals", "templates/Day")
        assert rules.watch == ((time(22), time(7, 30)), "often")
        assert rules.cache == (False,)
        assert rules.changes == (True,)

    def test_syncs_are_read_in_the_order_of_the_file(self) -> None:
        assert parse_settings(EVERYTHING).syncs == (
            SyncSettings(
                "phone",
                "~/Contacts/phone",
                "circle:family",
                ("notes", "photos"),
                "add",
                "archive",
                "4.0",
                watch=True,
            ),
            SyncSettings("work-2", "cards"),
        )

    def test_syncs_are_no_rules_so_that_a_cache_stays_valid(self) -> None:
        assert parse_settings('[sync.phone]\nfolder = "a"\n').rules == Rules()

    def test_types_add_folders_replace_the_rest_is_as_given(self) -> None:
        kinds = dict(parse_settings(EVERYTHING).rules.kinds)
        assert kinds["contact"] == KindRule(
            types=("contact", "person", "human"),
            folders=("people", "crm/people"),
            tags=("#person",),
            where=(
                ("category", ("Person", "Friend")),
                ("draft", ("false",)),
                ("since", ("2020",)),
                ("day", ("2026-11-24",)),
            ),
        )
        assert kinds["goal"] == dict(Rules().kinds)["goal"]
        assert dict(parse_settings('[kinds.me]\nfolders = ["self"]\n').rules.kinds)["me"].folders == ("self",)
        assert dict(parse_settings("[kinds.post]\nfolders = []\n").rules.kinds)["post"].folders == ()

    @pytest.mark.parametrize(
        ("written", "hours"),
        [
            ("22:00-08:00", (time(22), time(8))),
            (" 9:05 – 17:45 ", (time(9, 5), time(17, 45))),
            ("00:00-23:59", (time(0), time(23, 59))),
            ("20:00-24:00", (time(20), time(0))),
        ],
    )
    def test_quiet_hours_are_two_times_of_the_day(self, written: str, hours: tuple[time, time]) -> None:
        assert parse_settings(f'[watch]\nquiet_hours = "{written}"\n').rules.watch == WatchRules(hours)

    def test_no_hour_is_quiet_where_none_is(self) -> None:
        assert parse_settings('[watch]\nquiet_hours = "none"\n').rules.watch.quiet_hours is None
        assert (
            dict(entry[:2] for entry in entries(parse_settings('watch.quiet_hours = "none"')))[
                "watch.quiet_hours"
            ]
            == '"none"'
        )

    @pytest.mark.parametrize("text", ["0 days", "0", "0d", "0 weeks"])
    @pytest.mark.parametrize("key", ["first_follow_up", "reply_within", "birthday_notice"])
    def test_no_time_at_all_is_a_length_where_it_makes_sense(self, key: str, text: str) -> None:
        assert getattr(parse_settings(f'[due]\n{key} = "{text}"\n').rules.due, key) == Cadence(0, 0, text)
        assert getattr(parse_settings(f"[due]\n{key} = 0\n").rules.due, key) == Cadence(0, 0, "0")

    def test_posts_and_profiles_have_rules_and_are_listed(self) -> None:
        written = """
post.allow = ["personal", "person-ill: Bob"]
circles.clients.avoid = ["salar*"]
circles.clients.not_named = ["Northern Mills"]
circles.friends.keeps = ["house move"]
circles.friends.professional = false
profile.review = "1 year"
profile.synonyms = [["UK", "Britain"], ["Dir.", "Director"]]
"""
        rules = parse_settings(written).rules
        assert rules.post == (
            ("personal", "person-ill: Bob"),
            (
                ("clients", (("salar*",), ("Northern Mills",), (), None)),
                ("friends", ((), (), ("house move",), False)),
            ),
        )
        assert rules.profile == (Cadence(12, 0, "1 year"), (("UK", "Britain"), ("Dir.", "Director")))
        set_here = {
            setting.key: setting.value
            for setting in entries(parse_settings(written))
            if setting.origin == "pnet.toml"
        }
        assert [f"{key} = {value}" for key, value in set_here.items()] == written.strip().splitlines()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('post.allow = "everything"', "begins with no rule"),
            ('circles.a.avoid = ["!?"]', "holds no word"),
            ("circles.a.professional = 1", "expected true or false, got 1"),
            ('profile.synonyms = [["a", 1]]', "expected lists of texts within a list"),
        ],
    )
    def test_a_rule_for_posts_that_cannot_be_used_is_said(self, text: str, said: str) -> None:
        with pytest.raises(SettingsInvalid, match=said):
            parse_settings(text)

    def test_one_text_counts_as_a_list(self) -> None:
        assert parse_settings('ignore = "templates"').rules.ignore == ("templates",)

    def test_a_byte_order_mark_and_crlf_are_accepted(self, tmp_path: Path) -> None:
        (tmp_path / "pnet.toml").write_bytes(b'\xef\xbb\xbf[due]\r\ncadence = "weekly"\r\n')
        assert load_settings(tmp_path).rules.due.cadence == Cadence(0, 7, "weekly")


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[due]\ncadence = \n", "pnet.toml:2: this is not TOML at column 11: invalid value"),
            (
                "[due\n",
                "pnet.toml:1: this is not TOML at column 5: expected ']' at the end of a table declaration",
            ),
            ("[due]\n[due]\n", "pnet.toml:2: this is not TOML at column 5: cannot declare ('due',) twice"),
            ("a = '", "pnet.toml:1: this is not TOML"),
            ("\na = [1,\n", "pnet.toml:3: this is not TOML"),
            ("a = 2026-02-30\n", "pnet.toml:1: this is not TOML at column 5: invalid date or datetime"),
            ("a = " + "9" * 5000, "pnet.toml:1: this is not TOML: exceeds the limit"),
            ("a = " + "[" * 5000, "pnet.toml: it is nested too deeply"),
            ("a = 1\r\nb = \r\n", "pnet.toml:2: this is not TOML at column 5"),
        ],
    )
    def test_what_is_not_toml_is_told_with_its_line(self, text: str, said: str) -> None:
        assert fault(text.replace("\r\n", "\n")).startswith(said)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                '[due]\n\ngive_up_after = "x"',
                'pnet.toml:3: due.give_up_after: expected a whole number of at least 1, got "x"',
            ),
            ("[due]\ngroup = 0", "pnet.toml:2: due.group: expected a whole number of at least 1, got 0"),
            (
                "[due]\ncrowd = true",
                "pnet.toml:2: due.crowd: expected a whole number of at least 1, got true",
            ),
            ("[due]\ncrowd = 2.5", "pnet.toml:2: due.crowd: expected a whole number of at least 1, got 2.5"),
            (f"due.crowd = 0x{'f' * 5000}", "got a very large number"),
            (
                '[due]\ncadence = "sometimes"',
                'pnet.toml:2: due.cadence: "sometimes" is not a cadence; write "2 weeks"',
            ),
            ("[due]\ncadence = [1]", 'due.cadence: expected a length of time such as "2 weeks", got [1]'),
            ("[due]\ncadence = -3", "due.cadence: expected a length of time"),
            ('[due]\npatience = "0 days"', 'due.patience: "0 days" is not a length of time; write "10 days"'),
            ('[due]\nstale = "never"', 'due.stale: "never" is not a length of time'),
            ('[due]\nbirthday_notice = "soon"', 'due.birthday_notice: "soon" is not a length of time'),
            ('[due]\nbirthday_notice = "never"', 'due.birthday_notice: "never" is not a length of time'),
            ("due = 3", "pnet.toml:1: due: expected a table, got 3"),
            ('[circles]\nfriends = "weekly"', 'pnet.toml:2: circles.friends: expected a table, got "weekly"'),
            (
                '[circles."old friends"]\ncadence = "x"',
                'pnet.toml:2: circles."old friends".cadence: "x" is not a cadence',
            ),
            ('[daily]\ntouch = "tags"', 'pnet.toml:2: daily.touch: expected "tag" or "link", got "tags"'),
            (
                '[daily]\nformat = "YYYY-MM"',
                'pnet.toml:2: daily.format: expected a whole day, such as "D.M.YYYY" or "%Y-%m-%d"',
            ),
            ('[daily]\nformat = "%Y-%"', "daily.format: expected a whole day"),
            ('[daily]\nformat = "%m-%d"', "daily.format: expected a whole day"),
            ('[daily]\nformat = "%Y-%m-24"', "daily.format: expected a whole day"),
            ('[daily]\nformat = "\\u0000%Y-%m-%d"', "daily.format: expected a whole day"),
            ('[daily]\nformat = ""', 'daily.format: expected a text, got ""'),
            (
                '[log]\nwrite = "line"',
                'pnet.toml:2: log.write: expected "note", "log" or "daily", got "line"',
            ),
            ('[log]\ntag = "two words"', "pnet.toml:2: log.tag: a tag is one word"),
            ("[log]\nheadings = [1]", "pnet.toml:2: log.headings: expected a list of texts, got [1]"),
            *(
                (
                    f"[watch]\nquiet_hours = {written}",
                    "pnet.toml:2: watch.quiet_hours: expected two times of the day such as "
                    f'"22:00-08:00", or "none", got {written}',
                )
                for written in ('"night"', '"22-8"', '"24:00-08:00"', '"22:00-24:30"', '"22:60-08:00"')
            ),
            (
                "[watch]\nquiet_hours = 22:00:00",
                'expected two times of the day such as "22:00-08:00", or "none", got 22:00:00',
            ),
            (
                '[watch]\nquiet_hours = "08:00-8:00"',
                'pnet.toml:2: watch.quiet_hours: "08:00-8:00" begins when it ends; write "none" where',
            ),
            ('[watch]\nquiet_hours = "0:00-24:00"', '"0:00-24:00" begins when it ends'),
            (
                '[watch]\nlook = "polling"',
                'pnet.toml:2: watch.look: expected "auto", "events" or "often", got "polling"',
            ),
            (
                '[kinds.contact]\nfolders = ["a", ""]',
                'kinds.contact.folders: expected a list of texts, got ["a", ""]',
            ),
            ('[kinds]\ncontact = "x"', 'kinds.contact: expected a table, got "x"'),
            ('[kinds.contact]\nwhere = "x"', 'kinds.contact.where: expected a table, got "x"'),
            (
                "[kinds.contact.where]\na = [{}]",
                "kinds.contact.where.a: expected a text or a list of texts, got [a table]",
            ),
            ("[kinds.contact]\nwhere = { a = 1.5 }", "pnet.toml:2: kinds.contact.where.a: expected a text"),
            (
                "[properties]\nwith = {}",
                "pnet.toml:2: properties.with: expected a text or a list of texts, got a table",
            ),
            ("[properties]\nwith = 2026-11-24T10:00:00", "properties.with: expected a text"),
            ("ignore = 3", "pnet.toml:1: ignore: expected a list of texts, got 3"),
            (
                "[sync.phone]\nnew = 'add'",
                "pnet.toml:1: sync.phone.folder: name the folder of cards that vdirsyncer fills, such as folder =",
            ),
            ("[sync.phone]\nfolder = ''", "pnet.toml:2: sync.phone.folder: expected a text"),
            ('[sync.phone]\nfolder = "a\\nb"', "sync.phone.folder: expected a folder on one line"),
            (
                '[sync]\nfolder = "~/Contacts"',
                "pnet.toml:2: sync.folder: a sync is a table with a name; write\n[sync.phone]\nfolder = …",
            ),
            ("[sync]\nphone = 3", "sync.phone: a sync is a table with a name; write\n[sync.phone]\nfolder"),
            ("sync = 3", "pnet.toml:1: sync: expected a table, got 3"),
            *(
                (
                    f"[sync.{name}]\nfolder = 'a'",
                    "name a sync with letters, digits, - and _ (at most 40), such as [sync.phone]",
                )
                for name in ('"a/b"', '".."', '"my phone"', '""', '"-x"', f'"{"a" * 41}"')
            ),
            (
                '[sync.phone]\nfolder = "a"\nnew = "maybe"',
                'pnet.toml:3: sync.phone.new: expected "ask", "add" or "skip", got "maybe"',
            ),
            (
                '[sync.phone]\nfolder = "a"\ngone = "trash"',
                'sync.phone.gone: expected "ask", "say" or "archive", got "trash"',
            ),
            (
                '[sync.phone]\nfolder = "a"\nvcard = 4.0',
                'sync.phone.vcard: expected "3.0" or "4.0", got 4.0',
            ),
            (
                '[sync.phone]\nfolder = "a"\nsend = ["notes", "log"]',
                'sync.phone.send: expected some of "notes", "tags", "circles", "photos", got "log"',
            ),
            ('[sync.phone]\nfolder = "a"\nwatch = "yes"', "sync.phone.watch: expected true or false"),
            (
                '[sync.phone]\nfolder = "~/a"\n[sync.desk]\nfolder = "~/a/"',
                "pnet.toml:4: sync.desk.folder: sync.phone has the same folder",
            ),
            (
                '[sync.phone]\nfolder = "a"\n[sync.Phone]\nfolder = "b"',
                "pnet.toml:3: sync.Phone: sync.phone differs only in case; choose another name",
            ),
        ],
    )
    def test_a_value_that_means_nothing_is_told_with_its_key(self, text: str, said: str) -> None:
        assert said in fault(text)

    def test_a_file_that_is_no_text_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "pnet.toml"

        def said() -> str:
            with pytest.raises(SettingsInvalid) as caught:
                load_settings(tmp_path)
            return str(caught.value)

        file.write_bytes(b"a = 1\nb = '\xe9'\n")
        assert said() == "pnet.toml:2: this is not UTF-8 text"
        file.write_bytes("a = 1".encode("utf-16"))
        assert said() == "pnet.toml:1: this is not UTF-8 text"
        file.write_bytes(b"#" * 1_000_001)
        assert said() == "pnet.toml: it is larger than 65,536 bytes"
        file.unlink()
        file.mkdir()
        assert said() == "pnet.toml: this is a folder"
        file.rmdir()
        os.mkfifo(file)
        assert said() == "pnet.toml: this is not a regular file"
        file.unlink()
        file.symlink_to("gone.toml")
        assert said() == "pnet.toml: this is a symbolic link that leads nowhere"
        file.unlink()
        file.symlink_to("/etc/hostname")
        assert said() == "pnet.toml: this is a symbolic link that leads out of the vault"

    def test_a_link_within_the_vault_is_read(self, tmp_path: Path) -> None:
        (tmp_path / ".config.toml").write_text("due.group = 7\n")
        (tmp_path / "pnet.toml").symlink_to(".config.toml")
        assert load_settings(tmp_path).rules.due.group == 7

    def test_a_file_that_must_not_be_read_is_told(self, forbidding: Path) -> None:
        (forbidding / "pnet.toml").touch(0)
        with pytest.raises(SettingsInvalid, match=r"it can't be read: Permission denied"):
            load_settings(forbidding)


class TestUnknownKeys:
    def test_the_nearest_known_key_is_suggested(self) -> None:
        assert warnings('[due]\ncadense = "weekly"\n') == [
            (
                2,
                1,
                7,
                "this version of pnet does not know the setting due.cadense",
                "write due.cadence, or delete it",
            )
        ]

    def test_nothing_is_suggested_where_nothing_is_near(self) -> None:
        assert warnings("xyz = 1") == [
            (
                1,
                1,
                3,
                "this version of pnet does not know the setting xyz",
                "delete it, or update pnet if a newer one knows it",
            )
        ]

    @pytest.mark.parametrize(
        ("text", "line", "column", "key", "remedy"),
        [
            ("[dues]\n", 1, 2, "dues", "write due, or delete it"),
            ('cadence = "weekly"\n', 1, 1, "cadence", "write due.cadence, or delete it"),
            ("[due]\nheadings = []\n", 2, 1, "due.headings", "write log.headings, or delete it"),
            ("  due . grup = 3\n", 1, 9, "due.grup", "write due.group, or delete it"),
            ("[kinds.contacts]\n", 1, 8, "kinds.contacts", "write kinds.contact, or delete it"),
            ("[kinds.contact]\nfolder = []\n", 2, 1, "kinds.contact.folder", "write kinds.contact.folders"),
            ("[circles.'a b']\ncolour = 1\n", 2, 1, 'circles."a b".colour', "delete it, or update"),
            ("circles = { a = { colour = 1 } }\n", 1, 19, "circles.a.colour", "delete it, or update"),
            ('[log]\n"wr\\u0069tes" = 1\n', 2, 1, "log.writes", "write log.write, or"),
            ("quiet_hours = '22:00-08:00'\n", 1, 1, "quiet_hours", "write watch.quiet_hours, or delete it"),
            ("[watch]\nquiet = ''\n", 2, 1, "watch.quiet", "write watch.quiet_hours, or delete it"),
            ("[daily]\nfoldr = 'x'\n", 2, 1, "daily.foldr", "write daily.folder, or delete it"),
            ("[properties]\nattendees = ['with']\n", 2, 1, "properties.attendees", "delete it, or update"),
            ("[properties]\ncompany = 'firm'\n", 2, 1, "properties.company", "write properties.organization"),
        ],
    )
    def test_a_key_is_told_with_its_place(
        self, text: str, line: int, column: int, key: str, remedy: str
    ) -> None:
        ((found_line, found_column, _, message, hint),) = warnings(text)
        assert (found_line, found_column) == (line, column)
        assert message == f"this version of pnet does not know the setting {key}"
        assert hint.startswith(remedy)

    def test_they_stop_nothing_else(self) -> None:
        found = parse_settings(
            "novel = { a = 1 }\n[due]\ngroup = 3\nnew = 1\n[circles.a]\nnew = 1\n[[more]]\n"
        )
        assert found.rules.due.group == 3
        assert [problem.line for problem in found.problems] == [1, 4, 6, 7]


class TestNewNotes:
    def test_new_notes_have_a_path_and_marks(self) -> None:
        text = """[new]
contact = "People/@ {name}.md"
interaction = "Meetings/{date} {title}"
contact_marks = { type = "person", categories = ["[[People]]"], tags = ["person"], done = false }
"""
        found = parse_settings(text)
        assert found.problems == ()
        assert found.rules.new == NewRules(
            "People/@ {name}.md",
            "Meetings/{date} {title}",
            (
                Mark("type", ("person",)),
                Mark("categories", ("[[People]]",), many=True),
                Mark("tags", ("person",), many=True),
                Mark("done", ("false",)),
            ),
        )
        listed = {setting.key: setting.value for setting in entries(found)}
        assert listed["new.contact"] == '"People/@ {name}.md"'
        assert listed["new.contact_marks.categories"] == '["[[People]]"]'
        assert listed["new.contact_marks.type"] == '"person"'
        assert listed["new.interaction_marks"] == "{}"

    @pytest.mark.parametrize(
        ("written", "fault"),
        [
            ('contact = "People"', "the file name must contain {name}"),
            ('contact = "{name}/x.md"', "the file name must contain {name}"),
            ('contact = "../{name}.md"', "expected a path within the vault"),
            ('contact = "a/../../{name}.md"', "expected a path within the vault"),
            ('contact = "/etc/{name}.md"', "expected a path within the vault"),
            ('contact = ".obsidian/{name}.md"', "expected a path within the vault"),
            ('contact = "a//{name}.md"', "expected a path within the vault"),
            ('contact = "C:/{name}.md"', "a folder name contains a character"),
            ('contact = "a\\\\{name}.md"', "pnet can't give a note this file name"),
            ('contact = "-{name}.md"', "pnet can't give a note this file name"),
            ('contact = "_{name}.md"', "pnet can't give a note this file name"),
            ('contact = "{name}{.md"', "pnet can't give a note this file name"),
            ('contact = "{title}.md"', "{title} has no meaning here; write {name}"),
            ('interaction = "{name} {date}.md"', "{name} has no meaning here; write {date} or {title}"),
            ('interaction = "Meetings/x.md"', "the file name must contain {date} or {title}"),
            (
                'interaction = "{date:\\u0001} {title}.md"',
                "has no date format; write one such as {date:YYYY-MM}",
            ),
            ('interaction = "{title:x}.md"', "{title:x} has no meaning here"),
            ('interaction = "{date:[../]}/{title}.md"', "has no date format"),
            ("contact = 3", "expected a text, got 3"),
            ("contact_marks = 3", "expected a table, got 3"),
        ],
    )
    def test_an_unsafe_or_unfit_path_is_refused(self, written: str, fault: str) -> None:
        with pytest.raises(SettingsInvalid, match=re.escape(fault)):
            parse_settings(f"[new]\n{written}\n")


class TestWhatIsInForce:
    def test_every_setting_is_listed_with_its_origin(self) -> None:
        listed = {
            setting.key: (setting.value, setting.origin)
            for setting in entries(parse_settings("[due]\ngroup = 7\n"))
        }
        assert listed["due.group"] == ("7", "pnet.toml")
        assert listed["due.crowd"] == ("8", "default")
        assert listed["due.cadence"] == ("none", "default")
        assert listed["due.patience"][0].startswith("half the days")
        assert listed["kinds.contact.folders"] == ('["contacts"]', "default")
        assert listed["circles"] == listed["properties"] == ("{}", "default")
        assert listed["daily.format"] == ('"%Y-%m-%d"', "default")
        assert listed["watch.quiet_hours"] == ('"22:00-08:00"', "default")
        assert listed["watch.look"] == ('"auto"', "default")
        assert listed["cache.text"] == ("true", "default")
        assert listed["sync"] == ("{}", "default")

    def test_every_key_that_was_set_is_listed_as_such(self) -> None:
        listed = [
            setting.key for setting in entries(parse_settings(EVERYTHING)) if setting.origin == "pnet.toml"
        ]
        tables = tomllib.loads(EVERYTHING)
        leaves = {
            "ignore",
            *(
                f"{table}.{key}"
                for table in (
                    "due",
                    "properties",
                    "log",
                    "interactions",
                    "daily",
                    "watch",
                    "cache",
                    "changes",
                )
                for key in tables[table]
            ),
        }
        assert set(listed) == leaves | {
            "circles.mentors.cadence",
            *(f"sync.phone.{key}" for key in SyncSettings._fields[1:]),
            "sync.work-2.folder",
            *(f"kinds.contact.{key}" for key in ("types", "folders", "tags", "where")),
        }

    def test_values_are_toml(self) -> None:
        for setting in entries(parse_settings(EVERYTHING)):
            if setting.value not in ("none", "{}"):
                assert tomllib.loads(f"x = {setting.value}")

    def test_a_listing_reads_as_the_same_settings(self) -> None:
        found = parse_settings(EVERYTHING)
        written = "\n".join(
            f"{setting.key} = {setting.value}" for setting in entries(found) if setting.value != "none"
        )
        # A circle without a cadence has nothing to be written.
        assert parse_settings(written).rules == found.rules._replace(circles=found.rules.circles[:1])
        assert parse_settings(written).syncs == found.syncs

    def test_what_decides_beside_the_vaults_settings_comes_first(self) -> None:
        day = date(2026, 11, 24)
        user = UserConfig("/home/ada/.config/pnet/config.toml")
        environ = {"PNET_TODAY": "2026-11-24", "NO_COLOR": "1"}
        listed = effective_settings(
            Settings(),
            ("/home/ada/notes", "$PNET_VAULT"),
            effective_color(user, environ),
            effective_today(day, environ),
            user._replace(me=("ada@example.org", "@ada.example")),
        )
        assert listed[:8] == (
            Setting("vault", '"/home/ada/notes"', "$PNET_VAULT"),
            Setting("color", '"never"', "$NO_COLOR"),
            Setting("today", "2026-11-24", "$PNET_TODAY"),
            Setting("name", "none", "default"),
            Setting("me", '["ada@example.org", "@ada.example"]', "config.toml"),
            Setting("calendars", "[]", "default"),
            Setting("mail", "[]", "default"),
            Setting("ignore", "[]", "default"),
        )

    def test_where_today_comes_from(self) -> None:
        day = date(2026, 11, 24)
        assert effective_today(day, {}).origin == "the clock"
        assert effective_today(day, {"PNET_TODAY": ""}).origin == "the clock"
        assert effective_today(day, {"PNET_TODAY": "today"}, "yesterday").origin == "--today"

    @pytest.mark.parametrize(
        ("option", "config", "no_color", "expected"),
        [
            (None, None, "", ("auto", "default")),
            (None, "auto", "", ("auto", "config.toml")),
            (None, "always", "", ("always", "config.toml")),
            (None, None, "1", ("never", "$NO_COLOR")),
            (None, "auto", "1", ("never", "$NO_COLOR")),
            (None, "always", "1", ("always", "config.toml")),
            ("auto", "always", "1", ("auto", "--color")),
        ],
    )
    def test_where_colour_comes_from(
        self,
        option: str | None,
        config: Literal["auto", "always", "never"] | None,
        no_color: str,
        expected: tuple[str, str],
    ) -> None:
        found = effective_color(UserConfig("", None, config), {"NO_COLOR": no_color}, option)
        assert (found.value, found.origin) == expected


BARE = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=6)
KEYS = BARE | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
SCALARS = st.sampled_from(
    [
        "1",
        "-1.5e3",
        "true",
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00",
        '"a = # ] }"',
        "'a = # ]'",
        '"\\"\\\\"',
        '"""\na = 1\n[b]\n""""',
        "'''\n'' a = 1 '''",
        '""',
        "''",
        "'''a''''",
    ]
)
SPACE = st.sampled_from(["", " ", "\t"])
BREAK = st.sampled_from(["", " ", "\n", " # a = [\n", "\n\n"])


@st.composite
def written_keys(draw: st.DrawFn) -> str:
    def one() -> str:
        key = draw(KEYS)
        if key and key.isascii() and key.replace("-", "").replace("_", "").isalnum() and draw(st.booleans()):
            return key
        literal = "'" not in key and key.isprintable() and draw(st.booleans())
        return f"'{key}'" if literal else toml_text(key)

    dot = f"{draw(SPACE)}.{draw(SPACE)}"
    return dot.join(one() for _ in range(draw(st.integers(1, 3))))


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def joined(items: list[str], gap: str) -> str:
        return f"[{gap}" + f"{gap},{gap}".join(items) + f"{gap}]"

    return st.builds(joined, st.lists(inner, max_size=3), BREAK)


def inline_tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(written_keys(), inner), max_size=3)
    return pairs.map(lambda items: "{ " + ", ".join(f"{key} = {value}" for key, value in items) + " }")


VALUES = st.recursive(SCALARS, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=6)
LINES = st.one_of(
    st.builds("{}{} = {}".format, SPACE, written_keys(), VALUES),
    st.builds("[{}]".format, written_keys()),
    st.builds("[[{}]] # ]".format, written_keys()),
    st.sampled_from(["", "# a = 1", "  "]),
)


def key_paths(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the path of every key, those in arrays by the array's."""
    if isinstance(value, dict):
        return {(*path, key) for key in value} | {
            inner for key, each in value.items() for inner in key_paths(each, (*path, key))
        }
    return {inner for each in value for inner in key_paths(each, path)} if isinstance(value, list) else set()


@settings(max_examples=400)
@given(lines=st.lists(LINES, max_size=8))
@example(lines=["a = [{b = 1}, {'c' = {}}] # x", "[a.b]"])
def test_every_key_has_its_place(lines: list[str]) -> None:
    # Lines that don't go together are left out, one by one.
    text, values = "", dict[str, Any]()
    for line in lines:
        try:
            values = tomllib.loads(f"{text}{line}\n")
        except tomllib.TOMLDecodeError:
            continue
        text += f"{line}\n"
    places = key_places(text)
    assert set(places) == key_paths(values)
    rows = text.split("\n")
    for path, (line_number, column, width) in places.items():
        written = rows[line_number - 1][column - 1 : column - 1 + width]
        assert list(tomllib.loads(f"{written} = 1")) == [path[-1]]


def said_of(read: Callable[[], Settings]) -> str:
    """Return what is said against settings, or of each that is in force."""
    try:
        found = read()
    except SettingsInvalid as error:
        return str(error)
    assert all(setting.value for setting in entries(found))
    return "pnet.toml:1: all is well"


@given(content=st.binary(max_size=200))
@example(content=b"\xef\xbb\xbf\xef\xbb\xbf")
@example(content=b"\x00")
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    # A folder of its own: a pnet.toml further up would make a vault of every test's folder.
    root = tmp_path_factory.mktemp("any")
    (root / "pnet.toml").write_bytes(content)
    assert said_of(lambda: load_settings(root)).startswith("pnet.toml")


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)
KNOWN = [setting.key for setting in entries(Settings())] + [
    "circles.a.cadence",
    "properties.with",
    "kinds",
    "kinds.me",
    "sync.phone",
    "sync.phone.who",
]


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{dotted(key)} = {as_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str):
        return toml_text(value)
    return str(value).lower().replace("none", "07:32:00")


@given(key=st.sampled_from(KNOWN), value=JUNK)
def test_any_value_of_any_key_is_read_or_refused(key: str, value: object) -> None:
    text = f"{key} = {as_toml(value)}\n"
    assert tomllib.loads(text)
    assert said_of(lambda: parse_settings(text)).startswith("pnet.toml:1: ")


class TestBoundedWork:
    @pytest.mark.parametrize(
        "text",
        [
            "a." * 8 + "b = 1",
            "[" + "a." * 8 + "b]",
            "x = { " + "'a' . " * 8 + "b = 1 }",
            'ignore = []\n"a".' + '"b".' * 20_000 + "c = 1",
        ],
    )
    def test_a_key_of_many_parts_is_refused_before_it_is_read(self, text: str) -> None:
        line = 2 if text.startswith("ignore") else 1
        with pytest.raises(SettingsInvalid, match=rf"pnet.toml:{line}: a key of more than 8 parts"):
            parse_settings(text)

    def test_dots_in_texts_and_numbers_are_no_parts(self) -> None:
        assert parse_settings('ignore = ["a.b.c.d.e.f.g.h.i.j", "1.2.3.4.5.6.7.8.9"]').rules.ignore

    def test_many_unknown_keys_are_looked_up_in_one_reading(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[str] = []
        original = toml_positions.key_places

        def counted(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
            read.append(text)
            return original(text)

        monkeypatch.setattr(toml_table, "key_places", counted)
        assert len(parse_settings("".join(f"k{number} = 1\n" for number in range(300))).problems) == 300
        assert len(read) == 1


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("", "#task"),
        ('[tasks]\nfilter = "#todo"', "#todo"),
        ('[tasks]\nfilter = "todo"', "#todo"),
        ('[tasks]\nfilter = "none"', ""),
    ],
)
def test_the_tag_of_all_tasks_is_read(text: str, tag: str) -> None:
    assert parse_settings(text).rules.tasks.filter == tag


def test_a_tag_of_all_tasks_is_one_word() -> None:
    with pytest.raises(SettingsInvalid):
        parse_settings('[tasks]\nfilter = "#a b"')
