"""What differs between versions of a note is what their values say, and the differences lead from one to the other."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.note_differences import Difference, Version, VersionReader
from plaintext_network.model.note.rules import Rules

READER = VersionReader("contacts/Ada.md", "contact", Rules())


def version(text: str, reader: VersionReader = READER) -> Version:
    found = reader.read(text.encode())
    assert found is not None
    return found


def differences(*texts: str, base: str | None = None) -> list[Difference]:
    *before, after = map(version, texts)
    return list(READER.differences(before, after, None if base is None else version(base)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\ntags: [a, b]\n---\n", "---\ntags:\n  - '#b'\n  - a\n---\n"),
        ("---\ncompany: Acme\n---\n", "---\norganization: '[[Acme]]'\n---\n"),
        ("---\nemail: a@a.example\n---\n", "---\nEmails: [a@a.example]\n---\nText.\n"),
        ("---\nMy own: 1\n---\n", "---\nmy_own: '1'\n---\n"),
        ("---\nrole:\n---\n", ""),
        ("- [ ] write\n- [x] call\n", "- [x] call\n- [ ]   write\n"),
        ("## Log\n- 2026-11-01 met\n", "## Log\r\n\r\n* 2026-11-01  met\r\n"),
    ],
)
def test_the_same_values_in_another_form_are_no_difference(old: str, new: str) -> None:
    assert differences(old, new) == differences(new, old) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\nrole: [\n---\n",
        "---\nrole: x\n",
        "---\n<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n---\n",
        "\0\0\0",
    ],
)
def test_what_cannot_be_read_is_no_version(text: str) -> None:
    assert READER.read(text.encode()) is None


def test_a_property_of_the_user_is_a_list_once_it_has_several_values() -> None:
    assert differences("---\npets: cat\n---\n", "---\npets: [cat, dog]\n---\n") == [
        Difference("property", "pets", added=("dog",))
    ]
    assert differences("---\npets: cat\n---\n", "---\npets: dog\n---\n") == [
        Difference("property", "pets", "cat", "dog")
    ]


def test_a_note_of_another_kind_has_its_own_properties() -> None:
    reader = VersionReader("goals/Job.md", "goal", Rules())
    before, after = (version(f"---\nby: {year}-06-30\ntitle: x\n---\n", reader) for year in (2026, 2027))
    assert list(reader.differences([before], after)) == [
        Difference("property", "by", "2026-06-30", "2027-06-30")
    ]


ROLE = "---\nrole: {}\n---\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "result", "base", "expected"),
    [
        ("A", "B", "A", "X", ("B", "A")),
        ("A", "B", "B", "X", ("A", "B")),
        ("A", "B", "C", "X", ("A", "C")),
        ("A", "X", "A", "X", None),
        ("X", "A", "A", "X", None),
        ("A", "A", "A", "X", None),
        ("A", "A", "X", "X", ("A", "X")),
        ("A", "X", "X", "X", ("A", "X")),
        ("X", "X", "A", "X", ("X", "A")),
    ],
)
def test_a_merge_says_only_what_does_not_follow_from_its_sides(
    ours: str, theirs: str, result: str, base: str, expected: tuple[str, str] | None
) -> None:
    found = differences(ROLE.format(ours), ROLE.format(theirs), ROLE.format(result), base=ROLE.format(base))
    assert [(one.old, one.new) for one in found] == ([expected] if expected else [])


_word = st.sampled_from(["a", "b", "c", "d"])
_values = st.fixed_dictionaries(
    {},
    optional={
        "role": _word,
        "tags": st.lists(_word, max_size=3, unique=True),
        "pets": _word,
        "emails": st.lists(_word, max_size=3),
    },
)
_notes = st.builds(
    lambda values, log, tasks: (
        "---\n"
        + "".join(
            f"{name}: {value if isinstance(value, str) else '[' + ', '.join(value) + ']'}\n"
            for name, value in values.items()
        )
        + "---\n"
        + "".join(f"- [{'x' if is_done else ' '}] {text}\n" for text, is_done in tasks)
        + "\n## Log\n"
        + "".join(f"- 2026-11-0{day} {text}\n" for day, text in log)
    ),
    _values,
    st.lists(st.tuples(st.integers(1, 3), _word), max_size=3),
    st.lists(st.tuples(_word, st.booleans()), max_size=3),
)


@given(_notes, _notes)
def test_differences_lead_from_one_version_to_the_next(old: str, new: str) -> None:
    before, after = version(old), version(new)
    values = {name: Counter(texts) for name, texts in before.properties.items()}
    log, tasks = before.log.copy(), before.tasks.copy()
    for one in READER.differences([before], after):
        added, removed = Counter(one.added), Counter(one.removed)
        if one.kind == "log":
            log = log - removed + added
        elif one.kind == "tasks":
            tasks = tasks - removed + added
        else:
            added += Counter([one.new] if one.new else [])
            removed += Counter([one.old] if one.old else [])
            values[str(one.property)] = values.get(str(one.property), Counter()) - removed + added
    assert {name: texts for name, texts in values.items() if texts} == {
        name: Counter(texts) for name, texts in after.properties.items()
    }
    assert (log, tasks) == (after.log, after.tasks)
    assert not list(READER.differences([after], after))


@given(_notes, _notes, _notes)
def test_a_merge_that_equals_one_side_alone_says_nothing_of_the_other_ones_base(
    base: str, ours: str, theirs: str
) -> None:
    versions = [version(text) for text in (ours, base)]
    assert not list(READER.differences(versions, versions[0], versions[1]))
    # Without a base, a merge that equals a side says nothing.
    assert not list(READER.differences([version(ours), version(theirs)], version(theirs)))
