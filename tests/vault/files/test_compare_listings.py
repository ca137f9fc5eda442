"""Finding names by how they begin."""

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.vault.files.compare_listings import NamePrefixes

NAMES = st.lists(st.text("ab 2.é", min_size=1, max_size=5), unique=True, max_size=30)


@given(NAMES, st.lists(st.text("ab 2.é", min_size=1, max_size=3), max_size=60))
def test_few_or_many_beginnings_find_the_same_names(names: list[str], sought: list[str]) -> None:
    listed = NamePrefixes("\0".join(names).encode())
    for beginning in sought:
        assert sorted(listed.of(beginning)) == sorted(n for n in names if n.startswith(beginning))
