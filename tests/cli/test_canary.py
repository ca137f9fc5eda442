"""Nothing that pnet reports tells of a private person whom nobody asked for: every report, option and format, to the byte."""

import argparse
import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.command_table import GROUPS
from plaintext_network.cli.main import main
from plaintext_network.cli.parser import build_parser
from plaintext_network.network.people import privacy
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.private_names import PrivateNames

PRIVATE = "contacts/Zephyrine Quillfeather.md"
EMAIL, PHONE, LINK = "zq1971@lantern.example", "+353 87 555 0199", "https://www.linkedin.com/in/zq-loomer-88"
# Every form in which somebody may write of her; no other word of the vault looks like one.
FORMS = (
    "Zephyrine Quillfeather", "Quillfeather, Zephyrine", "Zephyrine", "zephyrine", "Zephyrine's", "Zephyrines", "Zeph", "Zephy",
    "Zephie's", "Plumeria", "Mother Plumeria", "Zephyrine Q.", "Z. Quillfeather", "Dr Quillfeather", "Quillfeather", "Z.Q.", "ZQ",
    EMAIL, PHONE, "087 5550199", LINK, "@zq-loomer-88", "#zephyrine-quillfeather", "Brackenby Looms", "BRACKENBY LOOMS", "[[Z|Zeph]]",
    "[[Zephyrine Quillfeather|Zeph]]", "[Zeph](../contacts/Zephyrine%20Quillfeather.md)", "Ze\u0301phyrine", "**Zephyrine** Quillfeather",
)  # fmt: skip
LEAK = re.compile(
    r"z[eé]\u0301?ph|quillfeather|plumeria|\bz\.? ?q\b|zq1971|lantern\.example|555\s?0199|zq-?loomer|brackenby",
    re.IGNORECASE,
)
NAMES = tuple(form for form in FORMS if not re.search(r"[/|#]", form))
# What can be part of a file's name.
TITLES = ("Zephyrine", "Zeph", "Zephyrine's", "Plumeria", "Quillfeather", "Z.Q")


def _list(texts: tuple[str, ...], how: str = "{}") -> str:
    return "".join(f'\n  - "{how.format(text)}"' for text in texts)


def canary_notes() -> dict[str, str]:
    """Return a vault in which every kind of place tells of her in every form."""
    notes = {
        PRIVATE: (
            f"---\nprivate: true\naliases: [Plumeria]\nemails: [{EMAIL}]\nphones: ['{PHONE}']\nlinks: ['{LINK}']\n"
            "organization: Brackenby Looms\nrole: Cellist\nlocation: Lisbon\ncircles: [mentors]\ninterests: [cello]\n"
            "offers: [a cello]\nneeds: [a cello]\nknows: [Ada, Tom]\nmet_at: Fair\ncadence: monthly\n---\n"
            "- [ ] bring Ada a book 📅 2026-11-20\n\n## Log\n"
            "- 2026-11-20 call: with [[Ada]] and [[Bo]] [got:: a lamp] [topics:: cello] [event:: Fair] [goal:: [[Sing]]]\n"
        ),
        "me/Me.md": "---\ntype: me\nname: Me\nemails: [me@mint.example]\norganization: Mint\noffers: [a cello]\nrole: Baker\nheadline: Baker\n---\n",
        "organizations/Mint.md": "---\ntype: organization\nindustry: coins\n---\n",
        "profiles/Site.md": f"---\ntype: profile\nchannel: site\nrole: Helper of Zephyrine\nheadline: With Zeph\nlinks: ['{LINK}']\n---\n",
        "profiles/Other.md": "---\ntype: profile\nchannel: other\nrole: Singer\n---\n",
    }
    events = "---\ntype: event\ndate: 2026-12-20\nplace: Lisbon\ntopics: [cello]\n---\nCome: [[Ada]].\n"
    goals = f"---\ntype: goal\nroles: [Cellist]\ntopics: [cello{''.join(f', {title} songs' for title in TITLES)}]\norganizations: [Mint, Brackenby Looms]\npeople: [Ada, Zeph]\n---\n"
    events += "".join(f"- [ ] ask {form}\n" for form in FORMS)
    goals += "".join(f"- [ ] ask {form}\n" for form in FORMS)
    notes["events/Fair.md"], notes["goals/Sing.md"] = events, goals
    for number, title in enumerate(TITLES, 1):
        notes[f"events/Party of {title}.md"] = (
            "---\ntype: event\ndate: 2026-12-21\nplace: Lisbon\n---\n[[Ada]]\n"
        )
        notes[f"goals/Help {title}.md"] = "---\ntype: goal\nstatus: open\ntopics: [looms]\n---\n"
        notes[f"interactions/2026-10-0{number} Coffee with {title}.md"] = (
            "---\nwith: [Ada, Bo]\nevent: Fair\ngoal: '[[Sing]]'\ntopics: [cello]\ngot: [a lamp]\nasked: [a map]\nthanked: [the map]\n"
            "follow_up: 2026-11-20 bring the map\n---\n# The cello\n- [ ] write to Ada 📅 2026-11-21\n"
        )
    for number, form in enumerate(FORMS):
        notes[f"interactions/2026-10-{10 + number % 20} Tea {number}.md"] = (
            f'---\nwith: [Ada, Bo]\nby: "{form}"\n---\nTea.\n'
        )
        day = f"2026-09-{number % 28 + 1:02d}"
        notes[f"interactions/{day} {number}.md"] = (
            f'---\nwith: [Ada, "{PRIVATE}"]\nevent: Fair\ngoal: "[[Sing]]"\ntopics: ["{form}", cello]\ngave: ["a book for {form}"]\n'
            f'got: ["advice from {form}"]\nasked: ["about {form}"]\nthanked: ["like {form}"]\nfollow_up: ["2026-11-20 greet {form}"]\n'
            f'place: "{form}\'s place"\n---\n# With {form}\nWith {form}.\n- [ ] write to Ada about {form} 📅 2026-11-21\n'
        )
        notes[f"introductions/{number}.md"] = (
            f'---\nbetween: [Ada, Bo]\nstatus: asked\ndate: 2026-10-01\nwhy: "{form} said so"\n---\n'
        )
        notes[f"daily/{day}.md"] = (
            f"- met [[Ada]], spoke of {form}\n- call with [[Bo]] about {form} [got:: a lamp from {form}]\n"
        )
    for name, more in (("Ada", "last_contact: 2026-11-01\n"), ("Bo", "met_on: 2026-01-01\n"), ("Tom", "")):
        log = "".join(
            f"- 2026-11-{number % 20 + 1:02d} call: about {form} [got:: advice by {form}] [gave:: a lamp for {form}] [asked:: if {form} sings] "
            f"[thanked:: as {form} did] [read:: a cello book by {form}] [topics:: {form.strip('[]#')} and looms, looms] [event:: Party of {form.strip('[]#')}] [goal:: Sing]\n"
            for number, form in enumerate(FORMS)
        )
        role = "Cellist of Zeph" if name == "Bo" else "Cellist"
        circles = _list(NAMES, "friends of {}")
        # The first circle decides where somebody is in the rings.
        circles = f"{circles}\n  - mentors" if name == "Tom" else f"\n  - mentors{circles}"
        notes[f"contacts/{name}.md"] = (
            f'---\nrole: {role}\nlocation: "Lisbon, at Zeph\'s"\norganization: Mint\nmet_at: Fair\nmet_through: Zeph\n'
            f"emails: [{name.lower()}@mint.example, {name.lower()}-zephyrine@mint.example]\n"
            f"circles:{circles}\nneeds:\n  - a cello{_list(FORMS, 'a cello like that of {}')}\n"
            f"offers:\n  - a cello{_list(FORMS, 'a cello from {}')}\ninterests:\n  - cello\n  - cello Zeph{_list(FORMS)}\n"
            f"knows:\n  - Tom{_list(NAMES)}\ntags: [zephyrine, zeph-cello]\nformer: [Brackenby Looms of Quillfeather]\n"
            f"follow_up:{_list(FORMS, '2026-11-20 ask {}')}\noccasions: ['12-01 dinner at Zeph']\nlikes: Zeph\n{more}---\n"
            f"{''.join(f'A note on {form}.{chr(10) * 2}' for form in FORMS)}## Of Zephyrine\n\n"
            f"{''.join(f'- [ ] lend {form} the map 📅 2026-11-21{chr(10)}' for form in FORMS)}\n## Log\n{log}"
        )
    return notes


# What each report is asked. Each of these is asked with each option and in each format as well.
QUESTIONS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "show": (("Ada",), ("Bo",), ("Tom",)),
    "reach": (("Mint",), ("Tom",), ("cello",), ("Cellist",), ("Lisbon",), ("Portugal",)),
    "intro": ((), ("Ada",)),
    "event": ((), ("Fair",)),
    "topics": ((), ("cello",), ("looms",), ("cello zeq",)),
    "goal": ((), ("Sing",)),
    "balance": ((), ("Ada",), ("Bo",)),
    "ready": ((),),
    "report": ((),),
    "stats": ((), ("--calendar",), ("Ada",), ("Bo",)),
    "graph": ((), ("Ada",)),
    "profile": ((), ("site",)),
    "export": ((), ("Ada",), ("circle:mentors",), ("organization:Brackenby",)),
    "address": ((), ("Ada",), ("mint",)),
    "calendar": ((),),
}
# These show nothing that could name her, even without the rule.
OF_NOTHING_PRIVATE = {
    ("intro", ("Ada",)),
    ("reach", ("Tom",)),
    ("reach", ("cello",)),
    ("stats", ("--calendar",)),
    ("stats", ("Ada",)),
    ("stats", ("Bo",)),
    ("export", ("organization:Brackenby",)),
}
# What each option is given, by its name; None for one that asks for her, or that a report of what is there doesn't take.
OPTIONS: Mapping[str, tuple[str, ...] | None] = {
    "--limit": ("1000",),
    "--vcard": ("2.1", "3.0", "4.0"),
    "--with": ("notes", "tags", "circles", "photos", "notes,tags,circles,photos"),
    "--as": ("organization", "person", "role", "place", "topic"),
    "--links": ("obsidian",),
    "--mail-to": ("me@mint.example",),
    "--share": ("https://example.org/x",),
    "--since": ("2026-01-01",),
    "--what": ("birthdays", "occasions", "promises", "due", "birthdays,occasions,promises,due"),
    "--days": ("0", "3000"),
    "--alarm": ("09:00",),
    "--details": (),
    "--all": (),
    "--full": (),
    "--calendar": (),
    "--year": ("2026",),
    "--steps": ("1", "2"),
    "--circle": ("mentors",),
    "--private": None,
    "--why": None,
    "--status": None,
    "--date": None,
    "--dry-run": None,
    "--no-commit": None,
    "--commit-with-hooks": None,
    "--log": None,
    "--anyway": None,
    # They write files, which tests of their own read.
    "--output": None,
    # It writes a file as well, of what the command prints otherwise.
    "--open": None,
    "--split": None,
}
# The options that choose a format.
FORMAT = ("--format", "--to")
GLOBAL = {
    "--vault",
    "--today",
    "--color",
    "--quiet",
    "--verbose",
    "--help",
    "--format",
    "--no-color",
    "--no-pager",
}
# These list your own people, notes and settings, private ones too: they are yours to read.
OF_YOUR_OWN = {
    "due", "agenda", "review", "promises", "list", "find", "recent", "check", "path", "edit", "watch", "lsp", "undo", "redo", "post", "duplicates", "touches",
    "resolve", "bases",
}  # fmt: skip
# These write what you say, or tell nothing of your notes.
WITHOUT_REPORT = {
    "log", "promise", "done", "snooze", "add", "set", "rename", "merge", "archive", "delete",
    "init", "config", "cache", "completion", "help", "version", "import", "sync", "git",
}  # fmt: skip


# These read git, which tests of their own do.
OF_GIT = {"history"}
# It shows no private people, as tests of its own prove.
OF_AGENTS = {"mcp"}


def _parsers() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(commands.choices)


def _options(command: str) -> list[argparse.Action]:
    actions = _parsers()[command]._actions
    return [action for action in actions if action.option_strings and action.help is not argparse.SUPPRESS]


def _own_options(command: str) -> list[str]:
    everywhere = {string for action in _options("version") for string in action.option_strings}
    strings = [action.option_strings[-1] for action in _options(command)]
    return [string for string in strings if string not in everywhere | {*FORMAT}]


def _formats(command: str) -> list[tuple[str, ...]]:
    """Return every way to choose a format: the option and its value. A calendar has one format."""
    return [
        (option, str(form))
        for action in _options(command)
        for option in FORMAT
        if option in action.option_strings
        for form in action.choices or ()
    ]


def questions(command: str) -> Iterator[list[str]]:
    """Yield every way to ask for a report that names nobody private."""
    for words in QUESTIONS[command]:
        for options in _with_options(command):
            if "--share" in options and not words:
                continue
            for form in _formats(command) or [()]:
                yield [command, *words, *options, *form]


def _with_options(command: str) -> Iterator[tuple[str, ...]]:
    yield ()
    for option in _own_options(command):
        values = OPTIONS[option]
        if values is not None:
            yield from ((option, value) for value in values) if values else ((option,),)


def _decoded(mail: str) -> str:
    """Return a mail as its reader sees it, and as it is sent."""
    message = email.message_from_string(mail, policy=email.policy.default)
    headers = [f"{name}: {value}" for name, value in message.items()]
    texts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    assert len(texts) == 2
    return "\n".join((*headers, *texts, mail))


@pytest.fixture
def shown(
    vault: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[list[str]], str]:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(canary_notes())

    def show(words: list[str]) -> str:
        main(["--vault", str(root), *words])
        out, err = capsys.readouterr()
        if words[-1] == "mail" and out:
            out = _decoded(out)
        # A line of a calendar may be folded in the middle of a name (RFC 5545 §3.1).
        return out.replace("\r\n ", "") + err

    return show


def test_every_command_is_a_report_or_documented_not_to_be_one() -> None:
    commands = {name for _, _, summaries in GROUPS for name in summaries}
    assert commands == QUESTIONS.keys() | OF_YOUR_OWN | WITHOUT_REPORT | OF_GIT | OF_AGENTS
    assert not (QUESTIONS.keys() & OF_YOUR_OWN) | (OF_YOUR_OWN & WITHOUT_REPORT)


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_option_of_a_report_is_tried(command: str) -> None:
    assert set(_own_options(command)) <= OPTIONS.keys()


@pytest.mark.parametrize("command", QUESTIONS)
def test_no_report_tells_of_somebody_private(shown: Callable[[list[str]], str], command: str) -> None:
    leaks = {
        " ".join(words): lines
        for words in questions(command)
        if (lines := [line[:300] for line in shown(words).splitlines() if LEAK.search(line)])
    }
    assert leaks == {}


def _plainest_formats(command: str) -> list[tuple[str, ...]]:
    """Return how to choose JSON, or each format of a command that has none."""
    formats = _formats(command)
    return [form for form in formats if form[1] == "json"] or formats or [()]


@pytest.mark.parametrize("command", QUESTIONS)
def test_without_the_rule_each_report_would(
    shown: Callable[[list[str]], str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrivateNames, "find", lambda *_: ())
    monkeypatch.setattr(PrivateNames, "has_part_of", lambda *_: False)
    for words in QUESTIONS[command]:
        if (command, words) not in OF_NOTHING_PRIVATE:
            for form in _plainest_formats(command):
                assert LEAK.search(shown([command, *words, *form])), (words, form)


@pytest.mark.parametrize("command", QUESTIONS)
def test_without_the_gate_each_report_would(
    shown: Callable[[list[str]], str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in (SuggestionView, privacy._RecordView):
        monkeypatch.setattr(view, "_hides", lambda *_: False)
    assert LEAK.search("".join(map(shown, questions(command))))


def test_asked_for_by_name_their_page_is_complete(shown: Callable[[list[str]], str]) -> None:
    page = shown(["show", "Zephyrine Quillfeather", "--full", "--format", "json"])
    for text in (
        EMAIL,
        PHONE,
        LINK,
        "Brackenby Looms",
        "Plumeria",
        "Cellist",
        "Lisbon",
        "advice from Z.Q.",
        "a book for Zeph",
    ):
        assert text in page, text
    for place in (PRIVATE, "interactions/2026-09-07 6.md"):
        assert place in page, place
    assert '"label": "left out"' not in page
    assert "Z.Q." in shown(["balance", "Zephyrine"])


def test_a_page_of_somebody_else_tells_of_them_where_asked(shown: Callable[[list[str]], str]) -> None:
    page = shown(["show", "Ada", "--full"])
    assert page.rstrip().endswith("name somebody private left out: add --private")
    assert not LEAK.search(page)
    everything = shown(["show", "Ada", "--full", "--private"])
    assert "left out" not in everything
    assert len(LEAK.findall(everything)) > 30
    properties = json.loads(shown(["show", "Ada", "--private", "--format", "json"]))
    assert "Zephyrine Quillfeather" in properties["knows"]
    assert "Zephyrine Quillfeather" not in json.loads(shown(["show", "Ada", "--format", "json"]))["knows"]


def test_a_report_with_private_people_names_them_and_still_not_the_dead(
    shown: Callable[[list[str]], str],
) -> None:
    for form in ("html", "md"):
        assert LEAK.search(shown(["report", "--private", "--format", form]))
    assert "a mail never names private people" in shown(["report", "--private", "--format", "mail"])
