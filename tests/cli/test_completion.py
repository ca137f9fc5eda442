"""What Tab offers, through argcomplete and through bash itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_vault"
BASH = shutil.which("bash")
# The function that argcomplete registers, called as bash calls it; it prints what bash would insert.
SCRIPT = """
eval "$({python} -m plaintext_network completion bash)"
pnet() {{ {python} -m plaintext_network "$@"; }}
compopt() {{ :; }}
COMP_LINE="$1"; COMP_POINT=${{#COMP_LINE}}; COMP_TYPE=9
_python_argcomplete pnet
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def offered(typed: str) -> list[str]:
    """Return what bash would put in place of the last word, or of what follows the last `:` in it."""
    done = subprocess.run(
        [str(BASH), "--norc", "-c", SCRIPT.format(python=sys.executable), "bash", f"pnet {typed}"],
        env={**os.environ, "PNET_VAULT": str(SAMPLE), "PNET_TODAY": "2026-11-24", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        cwd=SAMPLE,
    )
    # It also offers the options of the command.
    return [word.strip() for word in done.stdout.splitlines() if not word.startswith("-")]


@pytest.mark.skipif(BASH is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("list ci", ["circle:"]),
        ("list circle:", ["alumni", "choir", "clients", "family", "friends", "mentees", "mentors", "professional"]),
        ("list CIRCLE:FR", ["friends"]),
        ("list not:circle:m", ["mentees", "mentors"]),
        ("list is:", ["due", "waiting", "warm", "cooling", "dormant", "lost", "new", "paused", "archived", "do-not-contact", "deceased", "active", "no-cadence", "snoozed"]),
        ("list status:p", ["paused"]),
        ("recent channel:in", ["in-person"]),
        ("list organization:lantern", ['\\"Lantern\\ Row\\ Architects\\"']),
        ("list location:yoko", ["Yokohama"]),
        ("list --fields name,las", ["name,last_contact", "name,last_touch"]),
        ("due --circle FAM", ["family"]),
        ("show zoe", ["Zoë", "Zoë\\ Brandvold"]),
        ("event 'sound", ["Sound in Schools 2026"]),
        ("goal open", ["Open\\ Quiet\\ Rooms"]),
        ("profile link", ["LinkedIn"]),
        ("set Zoë status dec", ["deceased", "declined"]),
        ("set Zoë cadence mo", ["monthly"]),
        ("set Zoë circles --add fr", ["friends"]),
        ("add Ada --cadence qu", ["quarterly"]),
        ("help pro", ["promise", "promises", "profile"]),
    ],
)  # fmt: skip
def test_bash_is_offered(typed: str, words: list[str]) -> None:
    assert offered(typed) == words
