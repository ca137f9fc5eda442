"""neomutt, mutt and aerc complete addresses with the lines of the how-to, and khard prints what pnet does."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.screens import Shell
from tests.cli.test_prompts import needs_a_terminal
from tests.exchange.other_programs import KHARD_CONFIG

HOWTO = Path(__file__).parents[3] / "docs" / "howto-mail-programs.md"
NOTES = {
    "contacts/Lovelace, Ada.md": "---\nemails: [ada@engine.example]\norganization: Analytical Ltd\n---\n",
    "contacts/Zoë Müller.md": "---\nemails: [zoe@kiln.example, zm@home.example]\n---\n",
    "contacts/Jo.md": "---\nname: 'Jo \"Quill\" O''Brien'\nemails: [jo@quill.example]\n---\n",
    "contacts/Adam Zoric.md": "---\nemails: [adam@dry.example]\nprivate: true\n---\n",
}
# So that they ask for nothing else, and send nothing.
OF_THE_TEST = "set folder={home}\nset record=''\nset sendmail=/bin/false\nset from=me@home.example\nset editor=/bin/false\n"


def lines_of(caption: str) -> str:
    """Return the lines that the how-to tells to paste."""
    found = re.search(
        rf":caption: {re.escape(caption)}\n\n(.*?)^```$", HOWTO.read_text(), re.DOTALL | re.MULTILINE
    )
    assert found
    return found[1]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault(NOTES)


@pytest.fixture
def environ(root: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a mail program, with a home of its own, which finds pnet as a user's would."""
    home = tmp_path / "home"
    home.mkdir()
    # Drafts stay where they are made.
    (tmp_path / "drafts").mkdir()
    folders = {f"PNET_{name.upper()}": str(tmp_path / name) for name in ("cache", "state", "runtime")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **folders,
        "PNET_VAULT": str(root),
        "HOME": str(home),
        "TMPDIR": str(tmp_path / "drafts"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "PATH": path,
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def shell(environ: dict[str, str], tmp_path: Path) -> Iterator[Shell]:
    made = Shell(tmp_path / "home", environ)
    yield made
    made.ends()


@pytest.fixture(params=["neomutt", "mutt"])
def mutt(request: pytest.FixtureRequest, shell: Shell, tmp_path: Path) -> Shell:
    """A mutt on an empty mailbox."""
    home = tmp_path / "home"
    (home / "muttrc").write_text(lines_of("muttrc") + OF_THE_TEST.format(home=home))
    shell.types(f"{request.param} -n -F muttrc -f /dev/null\n")
    shell.shows("Msgs:0")
    return shell


@pytest.mark.system
@needs_a_terminal
def test_mutt_completes_an_address_in_the_to_line(mutt: Shell) -> None:
    mutt.types("m")
    mutt.shows("To:")
    mutt.types("ada\t")
    mutt.shows('To: "Lovelace, Ada" <ada@engine.example>')
    # Ctrl-U clears the line.
    mutt.types("\x15o'brien\t")
    mutt.shows('To: "Jo \\"Quill\\" O\'Brien" <jo@quill.example>')
    # Of two addresses, the user chooses one.
    mutt.types("\x15ZOE\t")
    mutt.shows("zm@home.example")
    mutt.types("\n")
    mutt.shows("To: Zoë Müller <zoe@kiln.example>")


@pytest.mark.system
@needs_a_terminal
def test_mutt_lists_who_matches_and_writes_to_one_of_them(mutt: Shell) -> None:
    mutt.types("Q")
    mutt.shows("Query")
    mutt.types("example\n")
    mutt.shows("jo@quill.example")
    shown = "\n".join(mutt.screen())
    assert "Lovelace, Ada" in shown
    assert "Analytical Ltd" in shown
    assert "dry.example" not in shown
    mutt.types("m")
    mutt.shows('To: "Jo \\"Quill\\" O\'Brien" <jo@quill.example>')


@pytest.mark.system
@needs_a_terminal
def test_aerc_completes_an_address_in_the_composer(shell: Shell, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for folder in ("cur", "new", "tmp"):
        (home / "Mail/INBOX" / folder).mkdir(parents=True)
    config = home / ".config/aerc"
    config.mkdir(parents=True)
    account = f"[me]\nsource = maildir://{home}/Mail\nfrom = Me <me@home.example>\noutgoing = /bin/false\ndefault = INBOX\n"
    (config / "accounts.conf").write_text(account)
    (config / "accounts.conf").chmod(0o600)
    # An editor that waits; and room for the whole address.
    of_the_test = "editor = tail -f\nheader-layout = To,From,Subject\n"
    (config / "aerc.conf").write_text(lines_of("aerc.conf") + of_the_test)
    shell.types("aerc\n")
    shell.shows("Connected")
    shell.types(":compose\n")
    shell.shows("Subject:")
    shell.types("zo")
    shell.shows("Zoë Müller <zm@home.example>")
    assert "dry.example" not in "\n".join(shell.screen())
    # As far as both agree.
    shell.types("\t")
    shell.shows("To: Zoë Müller <z")
    # Ctrl-U clears the line.
    shell.types("\x15ada")
    shell.shows("ada@engine.example")
    shell.types("\t")
    shell.shows('To: "Lovelace, Ada" <ada@engine.example>')
    shell.types(", o'b")
    shell.shows("jo@quill.example")
    shell.types("\t")
    shell.shows('"Jo \\"Quill\\" O\'Brien" <jo@quill.example>')


def test_khard_prints_the_same_addresses_in_the_same_form(
    root: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    def said(*argv: str) -> tuple[int, str, set[tuple[str, ...]]]:
        done = subprocess.run(
            [sys.executable, "-m", *argv], capture_output=True, text=True, env=environ, cwd=tmp_path
        )
        first, *lines = done.stdout.splitlines()
        assert all(line.count("\t") == 2 for line in lines)
        return done.returncode, first, {tuple(line.split("\t")[:2]) for line in lines}

    subprocess.run(
        [sys.executable, "-m", "plaintext_network", "export", "--split", str(tmp_path / "cards")],
        env=environ,
        check=True,
        capture_output=True,
    )
    (tmp_path / "khard.conf").write_text(KHARD_CONFIG.format(folder=tmp_path / "cards"))
    for text in ("zo", "ada", "example", "nobody"):
        status, first, addresses = said("khard", "-c", "khard.conf", "email", "--parsable", text)
        assert (status, addresses) == (
            ours := said("plaintext_network", "address", "--format", "mutt", "--", text)
        )[::2]
        assert "\t" not in first + ours[1]
