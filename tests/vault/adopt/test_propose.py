"""A folder is looked at, never touched, and what is proposed for it reads as what was found."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.errors import FileAlreadyExists, WriteFailed
from plaintext_network.model.dates.date_format import identifies_day
from plaintext_network.model.note.rules import KindRule, Rules
from plaintext_network.vault import adopt
from plaintext_network.vault.adopt import scan
from plaintext_network.vault.adopt.daily import day_format_of
from plaintext_network.vault.config.settings import load_settings, parse_settings
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files.walk import walk


def folder(root: Path, notes: Mapping[str, str]) -> Path:
    """Make a folder that holds these files."""
    root.mkdir(exist_ok=True)
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def proposed(root: Path, notes: Mapping[str, str]) -> tuple[Rules, str]:
    """Return the rules proposed for a folder that holds these files, and all that is said of it."""
    proposal = adopt.propose(folder(root, notes))
    read = parse_settings(proposal.text)
    assert read.problems == ()
    return read.rules, "\n".join(proposal.found)


def kind(rules: Rules, name: str) -> KindRule:
    return dict(rules.kinds)[name]


PERSON = "---\ntype: person\n---\n"


class TestNewFolders:
    def test_a_new_folder_gets_the_defaults_as_comments(self, tmp_path: Path) -> None:
        assert adopt.propose(tmp_path / "new").text == adopt.NEW
        assert adopt.propose(folder(tmp_path / "old", {"photo.png": "", ".hidden.md": ""})).text == adopt.NEW
        assert parse_settings(adopt.NEW) == Settings()

    def test_the_comments_hold_what_is_the_default(self) -> None:
        lines = [line.removeprefix("# ") for line in adopt.NEW.splitlines()[2:]]
        read = parse_settings("\n".join(lines))
        assert read.problems == ()
        # These are examples, since the defaults are none.
        never, circle, words = read.rules.due.cadence, read.rules.circles, read.rules.properties
        assert never
        assert never.is_never
        assert read.rules == Rules(circles=circle, properties=words, due=Rules().due._replace(cadence=never))

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        file = tmp_path / "notes.md"
        file.touch()
        with pytest.raises(WriteFailed, match="it is not a folder"):
            adopt.propose(file)
        with pytest.raises(WriteFailed, match="it is not a folder"):
            adopt.write(file, "")
        with pytest.raises(WriteFailed):
            adopt.write(file / "inner", "")


class TestKinds:
    def test_the_default_tree_needs_no_rule(self, tmp_path: Path) -> None:
        notes = {"contacts/Ada.md": PERSON, "interactions/2026/a.md": "", "events/b.md": "", "posts/c.md": ""}
        rules, said = proposed(tmp_path, notes)
        assert rules == Rules()
        assert [line for line in adopt.propose(tmp_path).text.splitlines() if line and line[0] != "#"] == []
        assert said.splitlines() == [
            "contacts: 1 note of type person",
            "interactions: 1 note in interactions/",
            "times in touch: 0; 1 interaction has no known participant; to list it: pnet check",
            "events: 1 note in events/",
            "posts: 1 note in posts/",
        ]

    def test_folders_and_tags_become_rules(self, tmp_path: Path) -> None:
        notes = {f"People/{number}.md": "" for number in range(3)}
        notes |= {"Ada.md": "---\ntags: [person, math]\n---\n", "Bob.md": "---\ntags:\n  - person\n---\n"}
        rules, said = proposed(tmp_path, notes)
        assert kind(rules, "contact") == KindRule(("contact", "person"), ("People",), ("person",))
        assert said == "contacts: 5 (3 notes in People/, 2 tagged #person)"

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("People", "contact"),
            ("03 People", "contact"),
            ("👤 Personen", "contact"),
            ("Kontakte", "contact"),
            ("CRM", "contact"),
            ("Areas/Address Book", "contact"),
            ("Meetings", "interaction"),
            ("1-1s", "interaction"),
            ("20 - Meeting Notes", "interaction"),
            ("Gespräche", "interaction"),
            ("Companies", "organization"),
            ("_orgs", "organization"),
            ("Work/Conferences", "event"),
        ],
    )
    def test_folders_are_known_by_many_names(self, tmp_path: Path, name: str, expected: str) -> None:
        rules, said = proposed(tmp_path, {f"{name}/sub/note.md": "x", "other/note.md": "x"})
        assert kind(rules, expected).folders == (name,)
        assert f"{expected}s: 1 note in {name}/" in said
        assert [other for other, rule in rules.kinds if rule != kind(Rules(), other)] == [expected]

    def test_the_fullest_folder_comes_first(self, tmp_path: Path) -> None:
        notes = {"A/People/a.md": "", "B/People/a.md": "", "B/People/b.md": "", "contacts/c.md": ""}
        rules, _ = proposed(tmp_path, notes)
        assert kind(rules, "contact").folders == ("B/People", "A/People", "contacts")

    def test_a_folder_within_another_of_its_kind_needs_no_rule(self, tmp_path: Path) -> None:
        rules, said = proposed(
            tmp_path, {"People/Contacts/a.md": "", "People/b.md": "", "People/Meetings/c.md": ""}
        )
        assert kind(rules, "contact").folders == ("People",)
        assert kind(rules, "interaction").folders == ("People/Meetings",)
        assert "2 notes in People/" in said

    def test_a_container_gives_way_to_what_it_holds(self, tmp_path: Path) -> None:
        rules, _ = proposed(tmp_path, {"crm/people/a.md": "", "crm/companies/b.md": "", "crm/notes.md": ""})
        assert kind(rules, "contact").folders == ("crm/people",)
        assert kind(rules, "organization").folders == ("crm/companies",)

    @pytest.mark.parametrize(
        ("text", "tag"),
        [
            ("#people\n\nAda", "people"),
            ("---\ntags: people math\n---\n", "people"),
            ('---\nTags: ["#people"]\n---\n', "people"),
            ("---\ntag: people/friends\n---\n", "people"),
            ("---\ntags:\n- type/person\n---\n", "type/person"),
        ],
    )
    def test_tags_are_found_where_they_speak_of_the_note(self, tmp_path: Path, text: str, tag: str) -> None:
        rules, said = proposed(tmp_path, {"Ada.md": text})
        assert kind(rules, "contact").tags == (tag,)
        assert said == f"contacts: 1 note tagged #{tag}"

    def test_a_tag_of_single_lines_makes_no_kind(self, tmp_path: Path) -> None:
        notes = {f"daily/{day}.md": "- lunch with [[Ada]] #meeting\n" for day in range(3)}
        rules, said = proposed(tmp_path, {**notes, "x.md": "---\ntags: meeting\n---\n"})
        assert kind(rules, "interaction").tags == ()
        assert "#meeting marks single lines of 3 notes, so it doesn't show the kind of a note" in said

    def test_tags_in_code_are_text(self, tmp_path: Path) -> None:
        rules, _ = proposed(tmp_path, {"Ada.md": "```\n#person\n```\n"})
        assert rules == Rules()

    def test_types_are_added(self, tmp_path: Path) -> None:
        notes = {"Ada.md": "---\ntype: People\n---\n", "Acme.md": '---\nType: "[[Company]]"\n---\n'}
        rules, said = proposed(tmp_path, notes)
        assert kind(rules, "contact").types == ("contact", "person", "People")
        assert kind(rules, "organization").types == ("organization", "Company")
        assert said.splitlines() == [
            "contacts: 1 note of type People",
            "organizations: 1 note of type Company",
        ]

    def test_a_type_that_only_people_have_is_one_of_people(self, tmp_path: Path) -> None:
        notes = {"People/Ada.md": "---\ntype: friend\n---\n", "x.md": "---\ntype: recipe\n---\n"}
        rules, _ = proposed(tmp_path, notes)
        assert kind(rules, "contact").types == ("contact", "person", "friend")

    def test_a_type_that_others_have_too_is_told(self, tmp_path: Path) -> None:
        notes = {"People/Ada.md": "---\ntype: note\n---\n", "x.md": "---\ntype: note\n---\n"}
        rules, said = proposed(tmp_path, notes)
        assert kind(rules, "contact").types == ("contact", "person")
        assert "type note makes 1 note in People/ plain" in said
        assert 'add "note" to types under [kinds.contact]' in said

    @pytest.mark.parametrize(
        "name",
        [
            "created",
            "date_created",
            "dateCreated",
            "Date-Created",
            "created_at",
            "creation.date",
            "modified",
            "date_modified",
            "updated",
            "last_updated",
            "ctime",
            "Erstellt_am",
            "added",
        ],
    )
    def test_when_a_file_was_made_is_no_date_of_a_meeting(self, tmp_path: Path, name: str) -> None:
        meeting = f"---\n{name}: 2026-01-02\nmeeting date: 2026-01-01\n---\n"
        rules, _ = proposed(tmp_path, {"Meetings/a.md": meeting})
        assert dict(rules.properties) == {"date": ("meeting date",)}

    @pytest.mark.parametrize(
        ("heading", "is_log"),
        [
            ("Conversation History", True),
            ("📞 Contact log", True),
            ("Meetings & calls", True),
            ("Relationship Notes", True),
            ("Past interactions", True),
            ("Notes", True),
            ("Work history", False),
            ("Key dates", False),
            ("Trips", False),
            ("Meeting ideas", False),
        ],
    )
    def test_headings_of_a_log_have_many_names(self, tmp_path: Path, heading: str, is_log: bool) -> None:
        rules, _ = proposed(tmp_path, {"contacts/a.md": f"## {heading}\n- 2026-11-01 call\n"})
        assert (rules.log.headings == (heading,)) == is_log

    @pytest.mark.parametrize(
        ("stem", "is_person"),
        [
            ("Jan Moc", True),
            ("Kim List", True),
            ("Person 3", True),
            ("Ada Byrne", True),
            ("Homer Home", True),
            ("People MOC", False),
            ("MOC - People", False),
            ("All people", False),
            ("Team", False),
            ("Org chart", False),
            ("Kiln team", False),
            ("📇 Contacts", False),
            ("People dashboard", False),
            ("Index of people", False),
            ("Familie", False),
        ],
    )
    def test_notes_that_list_people_are_no_contacts(self, tmp_path: Path, stem: str, is_person: bool) -> None:
        notes = {f"People/{stem}.md": "x", "People/Di Hale.md": "x"}
        _, said = proposed(tmp_path, notes)
        assert f"contacts: {1 + is_person} note{'s' if is_person else ''} in People/" in said

    @pytest.mark.parametrize("key", ["category", "Class", "categories"])
    def test_other_properties_may_say_the_kind(self, tmp_path: Path, key: str) -> None:
        rules, said = proposed(
            tmp_path, {"Ada.md": f"---\n{key}: Person\n---\n", "x.md": f"---\n{key}: recipe\n---\n"}
        )
        assert kind(rules, "contact").where == ((key, ("Person",)),)
        assert said == f"contacts: 1 note whose {key} is Person"

    def test_of_two_such_properties_one_is_taken(self, tmp_path: Path) -> None:
        # A note would need both.
        notes = {"a.md": "---\ncategory: person\n---\n", "b.md": "---\ncategory: person\n---\n"}
        rules, _ = proposed(tmp_path, {**notes, "c.md": "---\nclass: person\n---\n"})
        assert kind(rules, "contact").where == (("category", ("person",)),)

    def test_a_vault_without_people_is_told_what_to_say(self, tmp_path: Path) -> None:
        rules, said = proposed(tmp_path, {"recipe.md": "cake"})
        assert rules == Rules()
        assert said == (
            "no contacts were recognized; say under [kinds.contact] in pnet.toml which notes are people,"
            ' such as folders = ["People"]'
        )


class TestWords:
    def test_foreign_words_of_contacts_and_interactions(self, tmp_path: Path) -> None:
        notes = {
            "contacts/Ada.md": "---\nLast Contacted: 2026-11-01\nfrequency: 2 weeks\nbday: 1815-12-10\n---\n",
            "contacts/Bob.md": '---\nlast_contact: 2026-11-01\nmobile: "1"\ncompany: x\nfavourite: y\n---\n',
            "interactions/a.md": "---\nattendees: ['[[Ada]]']\nlocation: Rome\nSubject:\n---\n",
            "interactions/b.md": "---\nPeople:\n  - '[[Ada]]'\n---\n",
            "recipe.md": "---\nparticipants: 3\nemployer: x\n---\n",
        }
        rules, said = proposed(tmp_path, notes)
        assert dict(rules.properties) == {
            "birthday": ("bday",),
            "cadence": ("frequency",),
            "phones": ("mobile",),
            "place": ("location",),
            "topics": ("Subject",),
            "with": ("People", "attendees"),
        }
        assert "frequency as cadence" in said

    def test_a_word_whose_values_do_not_fit_is_left_alone(self, tmp_path: Path) -> None:
        notes = {"contacts/Ada.md": "---\nfrequency: 440 Hz\nborn: London\nlast seen: yes\n---\n"}
        assert proposed(tmp_path, notes)[0] == Rules()

    def test_words_of_goals_are_not_those_of_interactions(self, tmp_path: Path) -> None:
        assert proposed(tmp_path, {"goals/a.md": "---\npeople: '[[Ada]]'\n---\n"})[0] == Rules()

    def test_log_headings(self, tmp_path: Path) -> None:
        log = "## {}\n\n- {} call\n"
        notes = {
            "contacts/a.md": log.format("History", "2026-11-01"),
            "contacts/b.md": log.format("History:", "**2026-11-01**"),
            "contacts/c.md": log.format("Log", "[[2026-11-01]]"),
            "contacts/d.md": log.format("Ideas", "2026-11-01") + log.format("Timeline", "undated"),
            "diary.md": log.format("Meetings", "2026-11-01"),
        }
        rules, said = proposed(tmp_path, notes)
        assert rules.log.headings == ("History", "Log")
        assert "Log lines: dated lines in contacts' notes under History and Log" in said

    def test_the_usual_log_heading_needs_no_setting(self, tmp_path: Path) -> None:
        assert proposed(tmp_path, {"contacts/a.md": "## Log\n- 2026-11-01 call\n"})[0] == Rules()


class TestDailyNotes:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("YYYY-MM-DD", "%Y-%m-%d"),
            ("YYYYMMDD", "%Y%m%d"),
            ("DD.MM.YYYY", "%d.%m.%Y"),
            ("YYYY-MM-DD dddd", "%Y-%m-%d %A"),
            ("DD MMMM YYYY", "%d %B %Y"),
            ("D MMMM YYYY", "D MMMM YYYY"),
            ("D.M.YYYY", "D.M.YYYY"),
            ("[Daily]/YYYY/Do MMMM YYYY", "Do MMMM YYYY"),
            ("D.M.YYYY %", None),
            ("YYYY/MM/YYYY-MM-DD", "%Y-%m-%d"),
            ("[Journal]/YYYY/MM/DD", "%Y/%m/%d"),
            ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "%Y-%m-%d-%A"),
            ("[Day] YYYY-MM-DD", "Day %Y-%m-%d"),
            ("YYYY-MM-DD[_100%]", "%Y-%m-%d_100%%"),
            ("GGGG-[W]WW-E", "%G-W%V-%u"),
            ("YYYY-DDDD", "%Y-%j"),
            ("MMMM Do, YYYY", "MMMM Do, YYYY"),
            ("YYYY-[Q]Q-DD-MM", "YYYY-[Q]Q-DD-MM"),
            ("gggg-[W]ww", None),
            ("YYYY-MM", None),
            ("MM-DD", None),
            ("YYYY-MM-DD YYYY", "%Y-%m-%d %Y"),
            ("", None),
            ("[daily]", None),
        ],
    )
    def test_moments_codes_become_strftimes_where_it_has_them(
        self, moment: str, expected: str | None
    ) -> None:
        assert day_format_of(moment) == expected

    @pytest.mark.parametrize(
        ("file", "text", "expected"),
        [
            (".obsidian/daily-notes.json", '{"format": "YYYYMMDD", "folder": "Daily"}', "%Y%m%d"),
            (".obsidian/daily-notes.json", '{"format": ""}', "%Y-%m-%d"),
            (".obsidian/daily-notes.json", "not JSON", "%Y-%m-%d"),
            (".obsidian/daily-notes.json", '[{"format": 3}]', "%Y-%m-%d"),
            (".obsidian/daily-notes.json", '{"format": "Do"}', "%Y-%m-%d"),
            (".obsidian/daily-notes.json", '{"format": "\\ud800YYYYMMDD"}', "%Y-%m-%d"),
            (".obsidian/daily-notes.json", "[" * 60000, "%Y-%m-%d"),
            (
                ".obsidian/plugins/periodic-notes/data.json",
                '{"daily": {"format": "YYYY/DD-MM-YYYY", "enabled": true}}',
                "%d-%m-%Y",
            ),
            (
                ".obsidian/plugins/periodic-notes/data.json",
                '{"daily": {"format": "DD-MM-YYYY", "enabled": false}}',
                "%Y-%m-%d",
            ),
            (
                ".obsidian/plugins/periodic-notes/data.json",
                '{"activeCalendarSet": "b", "calendarSets":'
                ' [{"id": "a", "day": {"enabled": true, "format": "x"}},'
                ' {"id": "b", "day": {"enabled": true, "format": "DDMMYYYY"}}]}',
                "%d%m%Y",
            ),
            ("logseq/config.edn", '{:journal/file-name-format "yyyy_MM_dd"}', "%Y_%m_%d"),
            ("logseq/config.edn", '{\n ;; :journal/file-name-format "x"\n :a 1\n}', "%Y-%m-%d"),
            ("journals/2023_01_05.md", "", "%Y_%m_%d"),
            ("journals/2023-01-05.md", "", "%Y-%m-%d"),
        ],
    )
    def test_their_format_is_that_of_the_program(
        self, tmp_path: Path, file: str, text: str, expected: str
    ) -> None:
        rules, _ = proposed(tmp_path, {"Ada.md": "", file: text})
        assert rules.daily.format == expected

    def test_a_format_that_gives_no_day_is_reported(self, tmp_path: Path) -> None:
        _, said = proposed(tmp_path, {"Ada.md": "", ".obsidian/daily-notes.json": '{"format": "MMMM Do"}'})
        assert "daily notes: Obsidian names them MMMM Do, a format that doesn't identify the day" in said


class TestWhatIsNotRead:
    def test_templates_are_left_out(self, tmp_path: Path) -> None:
        notes = {"Meta/Snips/Person.md": PERSON, "Vorlagen/Person.md": PERSON, "contacts/Ada.md": ""}
        config = {".obsidian/templates.json": '{"folder": "/Meta/Snips/"}'}
        rules, said = proposed(tmp_path, notes | config)
        assert rules.ignore == ("Meta/Snips", "Vorlagen")
        assert said.splitlines() == [
            "contacts: 1 note in contacts/",
            "template for new contacts: Meta/Snips/Person.md",
            "not read: Meta/Snips/, Vorlagen/",
        ]

    @pytest.mark.parametrize("named", ["", "..", "../x", "gone", ".obsidian", "\\u0000", "\\ud800"])
    def test_a_templates_folder_that_is_none_makes_no_rule(self, tmp_path: Path, named: str) -> None:
        config = {".obsidian/templates.json": f'{{"folder": "{named}"}}'}
        assert proposed(tmp_path, {"contacts/Ada.md": "", **config})[0] == Rules()

    def test_names_with_letters_of_globs_are_taken_as_they_are(self, tmp_path: Path) -> None:
        config = {".obsidian/templates.json": '{"folder": "[T]*"}'}
        rules, _ = proposed(tmp_path, {"[T]*/Person.md": PERSON, "contacts/Ada.md": "", **config})
        assert [file.path for file in walk(tmp_path, rules.ignore).files] == ["contacts/Ada.md"]

    def test_logseqs_backups_are_left_out(self, tmp_path: Path) -> None:
        notes = {
            "logseq/config.edn": "{}",
            "logseq/bak/pages/a/1.md": "",
            "pages/a.md": "",
            "journals/2023_01_05.md": "",
        }
        rules, _ = proposed(tmp_path, notes)
        assert rules.ignore == ("logseq",)
        assert rules.daily.format == "%Y_%m_%d"

    def test_nothing_outside_is_read(self, tmp_path: Path) -> None:
        folder(tmp_path / "outside", {"Ada.md": PERSON, "daily-notes.json": '{"format": "YYYYMMDD"}'})
        root = folder(tmp_path / "vault", {"x.md": ""})
        (root / "Ada.md").symlink_to(tmp_path / "outside/Ada.md")
        (root / ".obsidian").symlink_to(tmp_path / "outside")
        assert proposed(root, {})[0] == Rules()

    def test_of_many_notes_some_all_over_are_looked_into(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scan, "MOST_NOTES", 10)
        notes = {f"a/{number:03}.md": "" for number in range(80)} | {
            f"z/{number:03}.md": PERSON for number in range(20)
        }
        _, said = proposed(tmp_path, notes)
        assert said.splitlines() == [
            "contacts: 20 notes of type person",
            "these settings are based on 10 of 100 notes",
            "new contacts: z/{name}.md",
        ]


def test_no_file_is_touched(tmp_path: Path) -> None:
    notes = {"People/Ada.md": PERSON, ".obsidian/daily-notes.json": "{}", "templates/x.md": ""}
    root = folder(tmp_path / "vault", notes)

    def state() -> dict[str, tuple[int, int, bytes]]:
        every = [file for file in root.rglob("*") if file.is_file() and file.name != "pnet.toml"]
        return {str(file): (file.stat().st_mtime_ns, file.stat().st_ino, file.read_bytes()) for file in every}

    before = state()
    adopt.write(root, adopt.propose(root).text)
    assert state() == before
    assert sorted(os.listdir(root)) == [".obsidian", "People", "pnet.toml", "templates"]


def test_front_matter_that_can_not_be_read_proposes_nothing(tmp_path: Path) -> None:
    # pnet reads no tags from it either.
    text = "---\n[[[[\ntags: [person\ntags: [person]\nx: &a [*a, *a]\n\t: {\n---\n"
    rules, _ = proposed(
        tmp_path, {"Ada.md": text, "long.md": f"---\na{' ' * 60000}\nb: {'[ ' * 30000}]\n# {' ' * 60000}x\n"}
    )
    assert rules == Rules()


class TestWriting:
    def test_the_folder_is_made_and_nothing_else(self, tmp_path: Path) -> None:
        written = adopt.write(tmp_path / "a/b", 'ignore = ["é"]\n')
        assert written == str(tmp_path.resolve() / "a/b/pnet.toml")
        assert os.listdir(tmp_path / "a/b") == ["pnet.toml"]
        assert load_settings(tmp_path / "a/b").rules.ignore == ("é",)

    def test_the_file_has_the_usual_mode(self, tmp_path: Path) -> None:
        (tmp_path / "usual").touch()
        usual = (tmp_path / "usual").stat().st_mode
        assert stat.S_IMODE(Path(adopt.write(tmp_path, "")).stat().st_mode) == stat.S_IMODE(usual)

    @pytest.mark.parametrize("sort", ["file", "folder", "link"])
    def test_what_is_there_is_never_overwritten(self, tmp_path: Path, sort: str) -> None:
        file = tmp_path / "pnet.toml"
        if sort == "file":
            file.write_text("mine")
        elif sort == "folder":
            file.mkdir()
        else:
            file.symlink_to("gone")
        with pytest.raises(FileAlreadyExists) as caught:
            adopt.write(tmp_path, "theirs")
        assert caught.value.path == str(file.resolve().parent / "pnet.toml" if sort != "link" else file)
        assert os.listdir(tmp_path) == ["pnet.toml"]
        assert sort != "file" or file.read_text() == "mine"

    def test_a_file_that_comes_between_is_not_overwritten(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = os.link

        def late(source: str, target: str) -> None:
            (tmp_path / "pnet.toml").write_text("mine")
            link(source, target)

        monkeypatch.setattr(os, "link", late)
        with pytest.raises(FileAlreadyExists):
            adopt.write(tmp_path, "theirs")
        assert os.listdir(tmp_path) == ["pnet.toml"]
        assert (tmp_path / "pnet.toml").read_text() == "mine"

    def test_a_file_system_without_hard_links_will_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
        adopt.write(tmp_path, "ignore = []\n")
        assert os.listdir(tmp_path) == ["pnet.toml"]
        with pytest.raises(FileAlreadyExists):
            adopt.write(tmp_path, "")

    def test_a_write_that_fails_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(WriteFailed, match="No space left on device"):
            adopt.write(tmp_path / "a/b", "x")
        assert os.listdir(tmp_path) == []


LINES = st.sampled_from(
    [
        "---",
        "type: person",
        "type:",
        "Type: [a, 'b\"']",
        "category: Person",
        "tags: [people, '#x']",
        "tags:",
        "  - meeting",
        '"quoted \\" key": 1',
        "attendees: '[[Ada]]'",
        "fre\x1bquency: 2 weeks",
        "frequency: 2 weeks",
        "Last.Contacted: 2026-01-01",
        "last contacted: 2026-01-01",
        "## Log",
        "## Hi\x07story",
        "# History",
        "- 2026-01-01 call",
        "#person #x",
        "x #meeting",
        "```",
    ]
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join) | st.binary(max_size=60).map(
    lambda raw: raw.decode("latin-1")
)
PATHS = st.builds(
    "/".join,
    st.lists(
        st.sampled_from(["People", "crm", 'Meet"ings', "meetings", "a b", "x\ny", "contacts"]), max_size=3
    ).map(lambda parts: [*parts, "n.md"]),
)


@settings(max_examples=150)
@given(notes=st.dictionaries(PATHS, TEXTS, max_size=6), moment=st.text(max_size=12))
def test_every_proposal_loads_without_a_problem(
    notes: dict[str, str], moment: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = folder(
        tmp_path_factory.mktemp("any"), {path.replace("n.md/", "n/"): text for path, text in notes.items()}
    )
    proposal = adopt.propose(root)
    assert parse_settings(proposal.text).problems == ()
    assert adopt.propose(root) == proposal
    pattern = day_format_of(moment)
    assert pattern is None or identifies_day(pattern)


class TestVaultsAsPeopleKeepThem:
    def test_templates_are_left_out_wherever_they_lie(self, tmp_path: Path) -> None:
        notes = {
            "People/a.md": "x",
            "_tools/Templates/person.md": PERSON,
            "Resources/templates/old/Templates/x.md": PERSON,
        }
        rules, said = proposed(tmp_path, notes)
        assert rules.ignore == ("Resources/templates", "_tools/Templates")
        assert "not read: Resources/templates/, _tools/Templates/" in said

    def test_properties_of_logseqs_pages_are_seen(self, tmp_path: Path) -> None:
        page = "type:: [[Person]]\nnickname:: Ada, Countess\nlast-contact:: [[2026-11-01]]\n\n- x:: y\n"
        rules, said = proposed(tmp_path, {"pages/Ada.md": page, "logseq/config.edn": ""})
        assert "contacts: 1 note of type Person" in said
        assert "no contacts were recognized" not in said
        assert dict(rules.properties) == {"aliases": ("nickname",)}

    def test_a_type_is_taken_over_where_a_property_or_tag_tells_what_it_is(self, tmp_path: Path) -> None:
        notes = {
            "Ada.md": '---\ncategories:\n  - "[[People]]"\ntype:\n  - "[[Authors]]"\n---\n',
            "Bo.md": "---\ntags: [people/friends]\ntype: Friend\n---\n",
            "Cy.md": "---\ntype: Recipe\n---\n",
        }
        rules, said = proposed(tmp_path, notes)
        assert kind(rules, "contact").types == ("contact", "person", "Authors", "Friend")
        assert "no contacts were recognized" not in said

    def test_words_of_other_crms_are_known(self, tmp_path: Path) -> None:
        person = "---\naka: Ada\nworkEmail: a@b.c\ncadence_days: 30\nmet: 2024-01-02\nloc: Rome\nnext_followup: 2026-12-01\n---\n"
        meeting = '---\nperson: "[[Ada]]"\nmode: call\nloc: Rome\n---\n'
        rules, _ = proposed(tmp_path, {"People/a.md": person, "Meetings/m.md": meeting})
        assert dict(rules.properties) == {
            "aliases": ("aka",),
            "emails": ("workEmail",),
            "cadence": ("cadence_days",),
            "met_on": ("met",),
            "location": ("loc",),
            "follow_up": ("next_followup",),
            "with": ("person",),
            "channel": ("mode",),
            "place": ("loc",),
        }

    def test_what_can_not_be_read_as_ours_is_not_taken_for_it(self, tmp_path: Path) -> None:
        rules, _ = proposed(tmp_path, {"People/a.md": "---\nmet: at school\nnext_followup: soon\n---\n"})
        assert rules.properties == ()

    def test_interactions_that_name_nobody_are_told_of(self, tmp_path: Path) -> None:
        notes = {
            "Meetings/a.md": "## Attendees\n- [[Ada]]\n",
            "Meetings/b.md": "---\nattendees: Ada\n---\n",
            "Meetings/c.md": "---\nwith: Ada\n---\n",
        }
        said = proposed(tmp_path, notes)[1]
        assert "times in touch: 0; 3 interactions have no known participant; to list them: pnet check" in said

    @pytest.mark.parametrize("value", ['" "', '"[[ ]]"', "''", "[' ']"])
    def test_a_blank_value_hides_no_other_note(self, tmp_path: Path, value: str) -> None:
        rules, _ = proposed(tmp_path, {"contacts/a.md": f"---\ntype: {value}\n---\n", "People/b.md": "x"})
        assert "People" in kind(rules, "contact").folders

    def test_only_line_ends_end_a_line(self, tmp_path: Path) -> None:
        rules, _ = proposed(tmp_path, {"a.md": "---\ntags: [person\u2028x]\n---\n", "People/b.md": "x"})
        assert kind(rules, "contact").tags == ("person",)

    def test_a_format_that_no_vault_has_is_not_tried(self) -> None:
        assert day_format_of("MM/DD/" + "b/" * 30_000 + "YYYY") is None
