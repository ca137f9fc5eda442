"""Keys and items are added to a TOML file, and every other character stays."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.vault.config.toml_edit import add_items, add_key

FILE = """\
# mine

ignore = ["a"] # why
[kinds.contact]
folders = [
  "People", # at work
  "Friends" # all others
]
tags = ["p",]

# what happened
[log]
headings = "Log"
"""


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (("ignore",), '["a"] # why', '["a", "x", "y"] # why'),
        (("kinds", "contact", "tags"), '["p",]', '["p", "x", "y",]'),
        (("log", "headings"), 'headings = "Log"', 'headings = ["Log", "x", "y"]'),
        (
            ("kinds", "contact", "folders"),
            '"Friends" # all others\n]',
            '"Friends", # all others\n  "x",\n  "y",\n]',
        ),
    ],
)
def test_items_go_to_the_end_of_a_list_written_as_it_is(
    path: tuple[str, ...], before: str, after: str
) -> None:
    assert add_items(FILE, path, ['"x"', '"y"']) == FILE.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = []", 'a = ["x"]'),
        ("a = [\n]\n", 'a = [\n  "x",\n]\n'),
        ('a = [\n\t"y",\n]\n', 'a = [\n\t"y",\n\t"x",\n]\n'),
        ('a = ["y",\n "z"]', 'a = ["y",\n "z",\n "x",\n]'),
        ("a = ['y'] # [b]", "a = ['y', \"x\"] # [b]"),
        ('a = ["]", "[,"]', 'a = ["]", "[,", "x"]'),
        ("[t]\n[[u]]\na = 1\n[]", None),
    ],
)
def test_a_list_may_be_written_in_many_ways(before: str, after: str | None) -> None:
    assert add_items(before, ("a",), ['"x"']) == after


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        (("log",), 'headings = "Log"\n', 'headings = "Log"\nkey = "x"\n'),
        (("kinds", "contact"), 'tags = ["p",]\n', 'tags = ["p",]\nkey = "x"\n'),
        ((), 'ignore = ["a"] # why\n', 'ignore = ["a"] # why\nkey = "x"\n'),
        (("daily",), 'headings = "Log"\n', 'headings = "Log"\n\n[daily]\nkey = "x"\n'),
        (("kinds", "a b"), 'headings = "Log"\n', 'headings = "Log"\n\n[kinds."a b"]\nkey = "x"\n'),
    ],
)
def test_a_key_goes_below_the_others_of_its_table(table: tuple[str, ...], before: str, after: str) -> None:
    assert add_key(FILE, table, "key", '"x"') == FILE.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'key = "x"\n'),
        ("# mine\n", '# mine\nkey = "x"\n'),
        ("# mine\n\n# of a\n[a]\n", '# mine\n\nkey = "x"\n\n# of a\n[a]\n'),
        ("[a]\nb = 1", 'key = "x"\n\n[a]\nb = 1'),
        ("[[a]]\nb = 1\n", 'key = "x"\n\n[[a]]\nb = 1\n'),
    ],
)
def test_a_key_of_no_table_goes_before_the_first_one(before: str, after: str) -> None:
    assert add_key(before, (), "key", '"x"') == after


def test_a_table_written_with_dots_gets_its_key_with_dots() -> None:
    assert add_key("a.b.c = 1\n[d]\n", ("a", "b"), "key", '"x"') == 'a.b.c = 1\na.b.key = "x"\n[d]\n'


def test_a_table_within_braces_is_left_alone() -> None:
    assert add_key("a = { b = 1 }\n", ("a",), "key", '"x"') is None


LINES = st.sampled_from(
    ['a = 1', 'b = ["x"]', "b = [\n'y', # c\n]", '"q r" = "s"', "[t]", "[t.u]", "[[v]]", "# [w]", "", "t.k = []", 'd = """\n[z]\n"""']
)  # fmt: skip


@given(lines=st.lists(LINES, max_size=8), table=st.sampled_from([(), ("t",), ("t", "u"), ("new",)]))
def test_nothing_but_the_key_changes(lines: list[str], table: tuple[str, ...]) -> None:
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except ValueError:
        return
    changed = add_key(text, table, "key", '["x"]')
    if changed is None:
        return
    after = tomllib.loads(changed)
    place = after
    for part in table:
        place = place[part]
    assert place.pop("key") == ["x"]
    known = before
    for part in table:
        known = known.setdefault(part, {})
    assert after == before
    # The lines that were there are there, in their order.
    rest = iter(changed.split("\n"))
    assert all(line in rest for line in text.split("\n") if line)
