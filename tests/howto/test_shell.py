"""The how-to about the shell is right: fzf, tmux, starship, bash, zsh and fish run its lines, and do what it says."""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.howto.conftest import NOTES
from tests.howto.multiplexer import Tmux
from tests.howto.reader import Reader, block

pytestmark = pytest.mark.system

PAGE = "howto-shell.md"
PICK, SEARCH = ".local/bin/pnet-pick", ".local/bin/pnet-search"
PEOPLE = {
    "Müller": "contacts/Zoë Müller.md",
    "Engines": "contacts/Ada Lovelace.md",
    "Byron": "contacts/old/Ada Lovelace.md",
    "Quill": "contacts/Jo O'Brien.md",
    "Twoline": "contacts/tabs.md",
    "Intab": "contacts/in\ttab\\t.md",
    "Newline": "contacts/new\nline.md",
    "Dollar": "contacts/$(touch hacked) `touch hacked` %h {2}.md",
    "田中": "contacts/🎉 田中.md",
    "Dash": "-q.md",
    "Shell": "contacts/🐚.md",
}
# fzf's count of one match. The clock of tmux, a date or a path may contain a bare number.
COUNT_OF_FOUND = " 1/11"
DUE = ("contacts/Zoë Müller.md", "contacts/Ada Lovelace.md")
Opens = Callable[..., Tmux]


@pytest.fixture(autouse=True)
def scripts(reader: Reader) -> None:
    reader.pastes(PAGE, "# Choose a person with fzf, and print", PICK)
    reader.pastes(PAGE, "# Search all notes with fzf", SEARCH)
    # An editor that waits for Enter.
    vi = f'#!/bin/sh\nprintf "%s\\0" "$@" > "{reader.home}/opened"\necho opened\nread -r answer\n'
    reader.environ["EDITOR"] = str(reader.installs("vi", vi))


def opened(reader: Reader) -> list[str]:
    """Return what the editor was told to open."""
    return (reader.home / "opened").read_text(encoding="utf-8").split("\0")[:-1]


def escaped(path: str) -> str:
    return path.replace("\t", r"\t").replace("\n", r"\n")


# fzf


def test_everybody_is_there() -> None:
    assert sorted(PEOPLE.values()) == sorted(NOTES)


@pytest.mark.parametrize(("word", "path"), PEOPLE.items())
def test_fzf_finds_everybody_and_the_path_leads_to_the_note(word: str, path: str, reader: Reader) -> None:
    # With --filter, fzf prints what matches instead of asking.
    reader.environ["FZF_DEFAULT_OPTS"] = f"--filter={word}"
    picked = reader.runs("pnet-pick").removesuffix("\n")
    assert picked == escaped(path)
    assert reader.runs("pnet", "-q", "path", "--", picked) == f"{path}\n"
    assert not list(reader.home.rglob("hacked"))


def test_a_query_limits_who_is_offered(reader: Reader) -> None:
    reader.environ["FZF_DEFAULT_OPTS"] = "--filter="
    assert reader.runs("pnet-pick", "circle:choir") == "contacts/Zoë Müller.md\n"
    assert reader.runs("pnet-pick", "circle:nobody", status=1) == ""
    assert len(reader.runs("pnet-pick").splitlines()) == len(NOTES)


@pytest.mark.parametrize(("word", "path"), PEOPLE.items())
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_preview_is_the_page_of_the_one_under_the_cursor(
    word: str, path: str, shell: str, reader: Reader, opens: Opens
) -> None:
    if shell != "bash" and word not in ("Quill", "Dollar", "Intab", "Shell"):
        return
    # fzf runs its preview by this shell.
    reader.environ["SHELL"] = shutil.which(shell) or ""
    terminal = opens("pnet-pick", columns=140)
    terminal.shows(f"{len(NOTES)}/{len(NOTES)}")
    terminal.types(word)
    screen = terminal.shows(f" 1/{len(NOTES)}", escaped(path))
    assert "in touch " in screen
    assert not list(reader.home.rglob("hacked"))


def test_the_preview_is_wrapped_between_words(opens: Opens) -> None:
    terminal = opens("pnet-pick", columns=80)
    terminal.types("Müller")
    screen = terminal.shows(COUNT_OF_FOUND, "Kiln", "2026-11-16")
    shown = [line.partition("│")[2].rstrip("│ ") for line in screen.splitlines() if line.count("│") == 2]
    told = " ".join(" ".join(shown).split())
    assert "last on 2026-11-02, 22 days ago; every 2 weeks; next 2026-11-16" in told
    # The text hangs beside its label.
    assert any(re.match(r" {17}\S", line) for line in shown)


def test_escape_chooses_nobody(opens: Opens) -> None:
    terminal = opens("bash", "--norc", "-i")
    terminal.types("pnet-pick; echo status: $?\n")
    terminal.shows("11/11")
    terminal.presses("Escape")
    assert "contacts/" not in terminal.shows("status: 130")


# Functions and keys

SETTINGS = {
    "bash": (".bashrc", "# Print the page.\npshow()"),
    "zsh": (".zshrc", "# Print the page.\npshow()"),
    "fish": (".config/fish/conf.d/pnet.fish", "# Print the page.\nfunction"),
}
KEYS = {
    "bash": (".bashrc", "bind -x"),
    "zsh": (".zshrc", "bindkey"),
    "fish": (".config/fish/conf.d/pnet-key.fish", "bind \\cxp"),
}


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, reader: Reader) -> str:
    """A shell with the lines of the page in its settings."""
    shell: str = request.param
    for path, holding in (SETTINGS[shell], KEYS[shell]):
        reader.pastes(PAGE, holding, path)
    return shell


def test_the_functions_show_open_and_log_the_chosen_one(shell: str, reader: Reader, opens: Opens) -> None:
    terminal = opens(shell, "-i")
    terminal.types("pshow\n")
    terminal.shows("11/11")
    terminal.types("Byron")
    terminal.shows(COUNT_OF_FOUND, "contacts/old")
    terminal.presses("Enter")
    terminal.shows("contacts/old/Ada Lovelace.md\n")
    terminal.types("clear; pedit circle:choir\n")
    terminal.shows(" 1/1 ", "Kiln")
    terminal.presses("Enter")
    terminal.shows("opened")
    assert opened(reader) == [str(reader.vault / "contacts/Zoë Müller.md")]
    terminal.presses("Enter")
    terminal.types("clear; plog 'coffee at the Lido; gave: a book'\n")
    terminal.shows("11/11")
    terminal.types("Quill")
    terminal.shows(COUNT_OF_FOUND, "contacts/Jo")
    terminal.presses("Enter")
    terminal.shows("in-person")
    (note,) = reader.vault.glob("interactions/**/*.md")
    assert """with: ["[[Jo O'Brien]]"]\nchannel: in-person\ngave: [a book]""" in note.read_text()


@pytest.mark.parametrize(
    "word",
    ["Byron", "Quill", "Dollar", "Intab", "田中"],
    ids=["namesake", "quotes", "dollar", "tab", "emoji"],
)
def test_a_key_inserts_the_chosen_one_into_the_command(
    word: str, shell: str, reader: Reader, opens: Opens
) -> None:
    terminal = opens(shell, "-i")
    terminal.types("echo ready\n")
    terminal.shows("\nready")
    terminal.types("pnet -q path -- ")
    terminal.presses("C-x", "p")
    terminal.shows("11/11")
    terminal.types(word)
    terminal.shows(COUNT_OF_FOUND, escaped(PEOPLE[word])[-9:])
    terminal.presses("Enter")
    terminal.waits(lambda screen: COUNT_OF_FOUND not in screen, "the end of fzf")
    terminal.types(" > found.txt")
    terminal.presses("Enter")
    found = reader.home / "found.txt"
    terminal.waits(lambda _: found.exists() and found.read_text() != "", "a file")
    assert found.read_text() == f"{PEOPLE[word]}\n"
    assert not list(reader.home.rglob("hacked"))


def test_a_key_inserts_at_the_cursor(shell: str, opens: Opens) -> None:
    terminal = opens(shell, "-i")
    terminal.types("echo ready\n")
    terminal.shows("\nready")
    terminal.types("echo  end")
    terminal.presses("Left", "Left", "Left", "Left", "C-x", "p")
    terminal.shows("11/11")
    terminal.types("Engines")
    terminal.shows(COUNT_OF_FOUND, "contacts/Ada")
    terminal.presses("Enter")
    terminal.waits(lambda screen: COUNT_OF_FOUND not in screen, "the end of fzf")
    terminal.types("x")
    terminal.presses("Enter")
    terminal.shows("\ncontacts/Ada Lovelace.mdx end")


# Search


def test_the_search_follows_the_keys_and_opens_the_line(reader: Reader, opens: Opens) -> None:
    terminal = opens("pnet-search", columns=120)
    terminal.types("quin")
    screen = terminal.shows("the glazes and a quince", "Zoë Müller", "circles: [choir]")
    assert "Ada" not in screen
    terminal.presses("BSpace", "BSpace", "BSpace", "BSpace")
    terminal.types("<engine>")
    terminal.shows("the <engine> & co", "Ada Lovelace", "organization: Engines")
    terminal.presses("Enter")
    terminal.shows("opened")
    assert opened(reader) == ["+6", str(reader.vault / "contacts/Ada Lovelace.md")]


def test_a_search_may_contain_anything(reader: Reader, opens: Opens) -> None:
    reader.writes("notes/contacts/new\nline.md", "---\nname: Newline\n---\nit's $(touch hacked) -x\n")
    terminal = opens("pnet-search", "it's", "$(touch", columns=120)
    terminal.shows("Newline", "> it's $(touch", "-x")
    terminal.presses("Enter")
    terminal.shows("opened")
    assert opened(reader) == ["+4", str(reader.vault / "contacts/new\nline.md")]
    assert not list(reader.home.rglob("hacked"))


# Prompts


@pytest.mark.parametrize(
    ("shell", "path", "holding"),
    [
        ("bash", ".bashrc", "PS1="),
        ("zsh", ".zshrc", "setopt prompt_subst"),
        ("fish", ".config/fish/functions/fish_right_prompt.fish", "fish_right_prompt"),
    ],
)
def test_a_prompt_shows_how_many_are_due_and_nothing_for_nobody(
    shell: str, path: str, holding: str, reader: Reader, opens: Opens
) -> None:
    reader.pastes(PAGE, holding, path)
    assert reader.runs("pnet", "due", "--count") == "2\n"
    terminal = opens(shell, "-i")
    terminal.shows("2☎")
    for path in DUE:
        (reader.vault / path).unlink()
    terminal.types("echo NOBODY | tr A-Z a-z")
    terminal.presses("Enter")
    terminal.waits(lambda screen: screen.partition("\nnobody\n")[2].strip() != "", "a prompt")
    assert "☎" not in terminal.screen().partition("\nnobody\n")[2]


@pytest.fixture
def starship(reader: Reader) -> Callable[[], str]:
    """Return a function that returns the prompt of starship."""
    # The package doesn't mark it as a program.
    program = reader.installs("starship", "")
    program.write_bytes(Path(sysconfig.get_path("scripts"), "starship").read_bytes())
    reader.environ["STARSHIP_SHELL"] = "fish"

    def prompt() -> str:
        shown = reader.runs(str(program), "prompt", "--terminal-width=80", "--status=0")
        return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown)

    return prompt


def test_starship_shows_how_many_are_due_and_nothing_for_nobody(
    starship: Callable[[], str], reader: Reader
) -> None:
    # A busy machine may take longer than the 500 ms that starship grants.
    reader.writes(".config/starship.toml", "command_timeout = 30_000\n")
    reader.pastes(PAGE, "[custom.people_due]", ".config/starship.toml")
    assert "2☎ " in starship()
    for path in DUE:
        (reader.vault / path).unlink()
    assert reader.runs("pnet", "due", "--count") == "0\n"
    assert "☎" not in starship()


# tmux


@pytest.fixture
def inside(reader: Reader, opens: Opens, tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    """Return a function that opens a tmux with the lines of the page, within a terminal that shows it whole."""
    server = ("tmux", "-S", str(tmp_path / "inner"), "-f", str(reader.home / ".tmux.conf"))

    def start(*command: str, columns: int = 100) -> Tmux:
        return opens("env", "-u", "TMUX", *server, "new", *command, columns=columns)

    yield start
    # It outlives its terminal.
    subprocess.run([*server, "kill-server"], env=reader.environ, capture_output=True, check=False)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_status_line_of_tmux_shows_how_many_are_due(
    columns: int, reader: Reader, inside: Callable[..., Tmux]
) -> None:
    reader.pastes(PAGE, "set -g status-right", ".tmux.conf")
    terminal = inside("cat", columns=columns)
    screen = terminal.waits(lambda screen: "2 due" in screen, "2 due")
    assert re.fullmatch(r"\[0\] 0:\S+ +2 due \d\d:\d\d", screen.rstrip("\n").splitlines()[-1].rstrip())


def test_the_status_line_of_tmux_is_short_if_nobody_is_due(
    reader: Reader, inside: Callable[..., Tmux]
) -> None:
    reader.pastes(PAGE, "set -g status-right", ".tmux.conf")
    for path in DUE:
        (reader.vault / path).unlink()
    terminal = inside("cat")
    screen = terminal.waits(lambda screen: bool(re.search(r"\d\d:\d\d", screen)), "the time")
    assert "due" not in screen


@pytest.fixture(params=["/bin/bash", "/usr/bin/fish"])
def popups(request: pytest.FixtureRequest, reader: Reader, inside: Callable[..., Tmux]) -> Tmux:
    """A tmux with popups, in which `cat` runs; its popups run by another shell, too."""
    reader.environ["SHELL"] = request.param
    reader.pastes(PAGE, "display-popup", ".tmux.conf")
    terminal = inside("cat")
    terminal.shows("[0] 0:")
    return terminal


def test_a_popup_opens_the_note_of_the_chosen_one(popups: Tmux, reader: Reader) -> None:
    popups.presses("C-b", "P")
    popups.shows("11/11")
    popups.types("Byron")
    popups.shows(COUNT_OF_FOUND)
    popups.presses("Enter")
    popups.shows("opened")
    assert opened(reader) == [str(reader.vault / "contacts/old/Ada Lovelace.md")]
    popups.presses("Enter")
    popups.waits(lambda screen: "opened" not in screen, "the end of the popup")


@pytest.mark.parametrize(
    ("word", "link"),
    [("Müller", "[[Zoë Müller]]"), ("Byron", "[[contacts/old/Ada Lovelace]]"), ("Quill", "[[Jo O'Brien]]")],
)
def test_a_popup_pastes_a_link_into_the_pane(word: str, link: str, popups: Tmux) -> None:
    popups.types("met ")
    # tmux takes keys that come at once for a paste.
    popups.shows("met")
    popups.presses("C-b", "L")
    popups.shows("11/11")
    popups.types(word)
    popups.shows(COUNT_OF_FOUND)
    popups.presses("Enter")
    popups.waits(lambda screen: f"met {link}" in screen and COUNT_OF_FOUND not in screen, link)


# Scripts


def test_xargs_gets_every_path_whole(reader: Reader) -> None:
    script = block(PAGE, "xargs -0")
    assert reader.runs("sh", "-c", script) == "contacts/Zoë Müller.md\n"
    everybody = script.replace("circle:choir ", "").replace("grep -il quince --", "printf '<%s>'")
    assert sorted(PEOPLE.values()) == sorted(reader.runs("sh", "-c", everybody)[1:-1].split("><"))


def test_a_script_reminds_only_if_someone_is_due(reader: Reader) -> None:
    reader.installs("notify-send", '#!/bin/sh\necho "$@"\n')
    script = block(PAGE, "--exit-code")
    assert reader.runs("sh", "-c", script) == "Time to get back to someone\n"
    shutil.rmtree(reader.vault / "contacts")
    assert reader.runs("sh", "-c", script) == ""
    assert os.listdir(reader.vault)
