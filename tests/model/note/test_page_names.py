"""File names of Logseq's pages are read and written by Logseq's rules."""

import pytest

from plaintext_network.model.note.page_names import last_part, page_names, page_of_path, page_stem


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("pages/Person___Jeff Dickey.md", "Person/Jeff Dickey"),
        ("graph/pages/Person___Jeff Dickey.md", "Person/Jeff Dickey"),
        ("people/Person___Hal.md", "Person/Hal"),
        ("pages/a___b___c.md", "a/b/c"),
        ("pages/What%3F.md", "What?"),
        ("pages/12%3A30.md", "12:30"),
        ("pages/Person%2FHal.md", "Person/Hal"),
        ("pages/Person%2fHal.md", "Person/Hal"),
        ("pages/caf%C3%A9.md", "café"),
        ("pages/100%25.md", "100%"),
        ("pages/100%.md", "100%"),
        ("pages/50%ZZ.md", "50%ZZ"),
        ("pages/bad%FF.md", "bad%FF"),
        ("pages/CON___.md", "CON"),
        ("pages/Ada.md", "Ada"),
        ("pages/snake_case__name.md", "snake_case__name"),
        ("notes/What%3F.md", ""),
        ("notes/____.md", ""),
        ("notes/a____b.md", ""),
        ("notes/Ada.md", ""),
        ("pages.md", ""),
    ],
)
def test_a_file_names_its_page(path: str, page: str) -> None:
    assert page_of_path(path) == page


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("pages/Person.Hal.md", ("Person.Hal", "Person/Hal")),
        ("pages/St. Mary.md", ("St. Mary",)),
        ("pages/etc..md", ("etc.",)),
        ("notes/Person.Hal.md", ()),
    ],
)
def test_dots_in_a_file_name_may_separate_namespaces(path: str, names: tuple[str, ...]) -> None:
    assert page_names(path) == names


@pytest.mark.parametrize(
    ("page", "stem"),
    [
        ("Person/Jeff Dickey", "Person___Jeff Dickey"),
        ("What?", "What%3F"),
        ('a:b*c"d<e>f|g\\h#i', "a%3Ab%2Ac%22d%3Ce%3Ef%7Cg%5Ch%23i"),
        ("100%25", "100%2525"),
        ("100%", "100%"),
        ("a_/b", "a%5F___b"),
        ("a/_b", "a___%5Fb"),
        ("a___b", "a%5F%5F%5Fb"),
        ("aux", "aux___"),
        ("etc.", "etc.___"),
        ("Zoë/日本", "Zoë___日本"),
    ],
)
def test_a_page_has_the_file_name_that_reads_as_it(page: str, stem: str) -> None:
    assert page_stem(page) == stem
    assert page_of_path(f"pages/{stem}.md") == page
    assert page_of_path(f"pages/{page_stem(page, like='A%2FB')}.md") in (page, page.replace("___", "/"))


@pytest.mark.parametrize(
    ("page", "name"), [("Person/Hal", "Hal"), ("Hal", "Hal"), ("a/b/c", "c"), ("/", "/")]
)
def test_a_name_is_the_last_part_of_a_page(page: str, name: str) -> None:
    assert last_part(page) == name
