"""Comparing listings, and finding names by how they begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.vault.files.compare_listings import (
    NamePrefixes,
    changes_between,
    differences,
    with_changes,
)
from plaintext_network.vault.files.fingerprints import WIDTH

Packed = dict[str, tuple[str, bytes, bytes]]

NAMES = st.lists(st.text("ab 2.é", min_size=1, max_size=5), unique=True, max_size=30)


@given(NAMES, st.lists(st.text("ab 2.é", min_size=1, max_size=3), max_size=60))
def test_few_or_many_beginnings_find_the_same_names(names: list[str], sought: list[str]) -> None:
    listed = NamePrefixes("\0".join(names).encode())
    for beginning in sought:
        assert sorted(listed.of(beginning)) == sorted(n for n in names if n.startswith(beginning))


def packed(files: dict[str, dict[str, int]]) -> Packed:
    return {
        folder: (
            folder.upper(),
            "\0".join(names).encode(),
            b"".join(number.to_bytes(WIDTH, "big") for number in names.values()),
        )
        for folder, names in files.items()
    }


FOLDERS = st.dictionaries(
    st.sampled_from(("", "a/", "b/")),
    st.dictionaries(st.text("ab", min_size=1, max_size=3), st.integers(0, 2)),
)


@given(FOLDERS, FOLDERS)
def test_a_listing_with_its_changes_is_the_other_listing(
    before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]
) -> None:
    old, new = packed(before), packed(after)
    assert with_changes(old, changes_between(old, new)) == new
    assert changes_between(new, new) == {}


@given(st.dictionaries(st.integers(0, 3000), st.integers(5, 9), min_size=1, max_size=5))
def test_of_a_large_folder_only_the_changed_fingerprints_are_kept(changed: dict[int, int]) -> None:
    names = {f"{number}.md": 1 for number in range(3001)}
    old, new = packed({"a/": names}), packed({"a/": names | {f"{n}.md": to for n, to in changed.items()}})
    changes = changes_between(old, new)
    assert with_changes(old, changes) == new
    assert len(repr(changes)) < 60 + 250 * len(changed)
    assert differences(old, with_changes(old, changes))[0].keys() == {f"a/{number}.md" for number in changed}


@pytest.mark.parametrize(
    "damaged", [[], {"a/": ()}, {"a/": ((), 3)}, {"b/": None}, {"a/": ([("x", 2, b"")], [])}]
)
def test_damaged_changes_are_no_listing(damaged: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        with_changes(packed({"a/": {"x": 1}}), damaged)  # type: ignore[arg-type]
