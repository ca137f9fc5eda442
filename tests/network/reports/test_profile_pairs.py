"""Pairs of your own note and a profile, in the files of tests/cases/profiles: most say the same in other words."""

import pytest

from plaintext_network.network.reports.profiles.profiles import profiles
from tests.conftest import view_of
from tests.read_cases import cases

FILES = ("agree", "disagree", "agree_unseen", "disagree_unseen")


def disagreeing(given: str) -> list[str]:
    """Return the properties in which a profile disagrees with your own note."""
    own, shown = [], []
    for line in given.splitlines():
        name, _, values = line.partition(": ")
        ours, _, theirs = values.partition(" | ") if not values.startswith("- | ") else ("-", "", values[4:])
        own += [f"{name}: {_quoted(ours)}"] if ours != "-" else []
        shown += [f"{name}: {_quoted(theirs)}"] if theirs != "-" else []
    notes = {"me.md": "\n".join(["---", "type: me", *own, "---", ""]),
             "profiles/Page.md": "\n".join(["---", *shown, "---", ""])}  # fmt: skip
    found = profiles(view_of(notes)).profiles[0].disagreements
    return sorted({"links" if each.property == "url" else each.property for each in found})


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("given", "expected"), [*(case for file in FILES for case in cases(f"profiles/{file}.txt"))]
)
def test_only_what_contradicts_your_own_note_is_a_disagreement(given: str, expected: str) -> None:
    wanted = [] if expected == "none" else sorted(part.strip() for part in expected.split(","))
    assert disagreeing(given) == wanted
