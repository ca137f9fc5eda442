"""Notes merge with `git merge-file` for their lines."""

import subprocess
from pathlib import Path

import pytest

from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import LineMerge, MergeLines
from plaintext_network.model.note.rules import Rules


@pytest.fixture
def merge_lines(tmp_path: Path) -> MergeLines:
    def merge(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
        names = ("ours", "base", "theirs")
        for name, content in zip(names, (ours, base, theirs), strict=True):
            (tmp_path / name).write_bytes(content)
        labels = [each for name in names for each in ("-L", name)]
        command = ["git", "merge-file", "-p", *labels, *names]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        return LineMerge(done.stdout, done.returncode)

    return merge


BASE = """\
---
name: Ada
role: Analyst
tags: [math]
emails:
  - ada@example.org
city: London
---
# Ada

First line.

Last line.
"""


@pytest.mark.system
def test_changes_beside_each_other_merge(merge_lines: MergeLines) -> None:
    ours = (
        BASE.replace("Analyst", "Engineer").replace("[math]", "[math, friend]").replace("First", "Our first")
    )
    theirs = BASE.replace("[math]", "[math, engines]").replace("  - ada", "  - office@example.org\n  - ada")
    theirs = theirs.replace("Last", "Their last")
    assert merge_lines(BASE.encode(), ours.encode(), theirs.encode()).conflicts
    result = merge_notes(BASE.encode(), ours.encode(), theirs.encode(), merge_lines, Rules())
    assert (result.conflicts, result.is_by_note) == (0, True)
    assert (
        result.text.decode()
        == """\
---
name: Ada
role: Engineer
tags: [math, friend, engines]
emails:
  - office@example.org
  - ada@example.org
city: London
---
# Ada

Our first line.

Their last line.
"""
    )


@pytest.mark.system
def test_two_values_leave_markers_around_one_property(merge_lines: MergeLines) -> None:
    ours = BASE.replace("Analyst", "Engineer").replace("London", "Bath").replace("Last", "Our last")
    theirs = BASE.replace("Analyst", "Countess").replace("[math]", "[]").replace("Last", "Their last")
    result = merge_notes(BASE.encode(), ours.encode(), theirs.encode(), merge_lines, Rules())
    assert (result.conflicts, result.properties) == (2, ("role",))
    assert (
        result.text.decode()
        == """\
---
name: Ada
<<<<<<< ours
role: Engineer
=======
role: Countess
>>>>>>> theirs
tags: []
emails:
  - ada@example.org
city: Bath
---
# Ada

First line.

<<<<<<< ours
Our last line.
=======
Their last line.
>>>>>>> theirs
"""
    )


@pytest.mark.system
def test_a_text_of_several_lines_merges_as_git_merges_it(merge_lines: MergeLines) -> None:
    base = "---\nbio: |\n  one\n  two\n  three\n  four\nrole: x\n---\n"
    ours = base.replace("one", "ONE").replace("role: x", "role: y")
    theirs = base.replace("four", "FOUR").replace("role: x", "tags: [a]\nrole: x")
    result = merge_notes(base.encode(), ours.encode(), theirs.encode(), merge_lines, Rules())
    assert result.text.decode() == "---\nbio: |\n  ONE\n  two\n  three\n  FOUR\ntags: [a]\nrole: y\n---\n"
