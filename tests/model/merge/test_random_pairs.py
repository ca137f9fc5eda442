"""Random pairs of edits to one note merge without a loss, and conflict about nothing but what both sides changed."""

import pytest

from tests.soak.merge_judge import judge
from tests.soak.merges import Tally, judge_number, merge_lines, numbers
from tests.soak.note_pieces import take_apart

BASE = b"---\nrole: Pilot\ntags: [a]\n---\nwords\n\n## Log\n- 2026-01-01 call\n- 2026-02-01 mail\n\n- [ ] write\n"

# They run `git merge-file`.
pytestmark = pytest.mark.system


def test_pairs_of_edits_lose_nothing_and_conflict_only_about_what_both_changed() -> None:
    tally = Tally()
    for number in numbers(5, 120):
        tally.add(judge_number(number))
    assert tally.examples_of_faults() == {}
    assert tally.ours < tally.git / 2


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        ("lost line", BASE.replace(b"words\n", b"")),
        ("lost line", BASE.replace(b"- 2026-02-01 mail\n", b"")),
        ("doubled line", BASE.replace(b"words\n", b"words\nwords\n")),
        ("line nobody wrote", BASE.replace(b"words\n", b"words\nmore\n")),
        ("duplicate key", BASE.replace(b"tags", b"role: x\ntags")),
        ("property", BASE.replace(b"Pilot", b"Judge")),
        ("property", BASE.replace(b"role: Pilot\n", b"")),
        ("order of the Log", BASE.replace(b"- 2026-01-01 call\n- 2026-02-01 mail\n", b"- 2026-02-01 mail\n- 2026-01-01 call\n")),
        ("line ends", BASE.replace(b"words\n", b"words\r\n")),
        ("markers", BASE.replace(b"words\n", b"<<<<<<< ours\nwords\n=======\n>>>>>>> theirs\n")),
    ],
)  # fmt: skip
def test_the_judge_finds_what_a_bad_merge_did(kind: str, result: bytes) -> None:
    base, ours, theirs = (take_apart(BASE) for _ in range(3))
    assert kind in [found for found, _ in judge(base, ours, theirs, result, 0).faults]


def test_the_judge_calls_a_conflict_about_two_lists_needless() -> None:
    base = take_apart(BASE)
    ours, theirs = BASE.replace(b"[a]", b"[a, b]"), BASE.replace(b"[a]", b"[a, c]")
    merged = merge_lines(BASE, ours, theirs)
    verdict = judge(base, take_apart(ours), take_apart(theirs), merged.text, merged.conflicts)
    assert verdict.conflicts == ["needless"]


def test_the_judge_wants_a_conflict_about_two_values() -> None:
    base = take_apart(BASE)
    ours, theirs = BASE.replace(b"Pilot", b"Judge"), BASE.replace(b"Pilot", b"Editor")
    verdict = judge(base, take_apart(ours), take_apart(theirs), ours, 0)
    assert [kind for kind, _ in verdict.faults] == ["value chosen"]
