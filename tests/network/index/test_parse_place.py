"""A place is a path and a line; no text that is typed for one raises an error."""

import pytest

from plaintext_network.network.index.parse_place import parse_place


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("daily/2026-11-24.md:3", ("daily/2026-11-24.md", 3)),
        (" a: b.md:12 ", ("a: b.md", 12)),
        ("a.md", None),
        ("a.md:", None),
        (":3", None),
        ("a.md:²", None),
        ("a.md:-1", None),
        pytest.param("a.md:" + "9" * 5000, None, id="too many digits"),
    ],
)
def test_a_place_is_a_path_and_a_line(typed: str, place: tuple[str, int] | None) -> None:
    assert parse_place(typed) == place
