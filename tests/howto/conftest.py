"""Fixtures of the how-tos: a reader with a home and a vault, and the reader's terminals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.howto.multiplexer import Tmux
from tests.howto.reader import Reader

# Two people of one name, and names that are hard on shells, tables and terminals.
NOTES = {
    "contacts/Zoë Müller.md": "---\norganization: Kiln & Sons\ncircles: [choir]\ncadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: the glazes and a quince\n",
    "contacts/Ada Lovelace.md": "---\norganization: Engines\ncadence: weekly\n---\n## Log\n- 2026-10-02 letter: the <engine> & co\n",
    "contacts/old/Ada Lovelace.md": "---\ntype: contact\norganization: Byron's\n---\n",
    "contacts/Jo O'Brien.md": "---\nname: 'Jo \"Quill\" O''Brien'\n---\n",
    "contacts/tabs.md": '---\nname: "Tab\\tbed\\nTwoline"\n---\n',
    "contacts/in\ttab\\t.md": "---\nname: Intab\n---\n",
    "contacts/new\nline.md": "---\nname: Newline\n---\n",
    "contacts/$(touch hacked) `touch hacked` %h {2}.md": "---\nname: Dollar\n---\n",
    "contacts/🎉 田中.md": "",
    "-q.md": "---\ntype: contact\nname: Dash\n---\n",
    "contacts/🐚.md": "---\nname: Shell '; touch hacked; '\n---\n",
}


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    home = tmp_path / "home"
    home.mkdir()
    return Reader(home, NOTES)


@pytest.fixture
def opens(reader: Reader, tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    """Return a function that opens a terminal in the reader's home, with a program in it."""
    opened: list[Tmux] = []

    def tmux(*command: str, columns: int = 100, lines: int = 30) -> Tmux:
        words = ("sh", "-c", 'cd && exec "$@"', "sh", *command)
        made = Tmux(tmp_path / f"tmux{len(opened)}", reader.environ, *words, columns=columns, lines=lines)
        opened.append(made)
        return made

    yield tmux
    for each in opened:
        each.ends()
