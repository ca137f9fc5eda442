"""Files of cases are read as they are meant, and a broken one is refused."""

from pathlib import Path

import pytest

from tests import read_cases
from tests.read_cases import Case, quoted, unquoted

HEAD = "What is tried.\n\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(read_cases, "FOLDER", tmp_path)
    return tmp_path


def test_a_case_is_what_is_given_an_empty_line_and_what_is_expected(folder: Path) -> None:
    (folder / "x.txt").write_text(f'{HEAD}---- a heading\na\n\nb\n\n1\n----\n" \\n"\n\none: 1\ntwo: 2\n')
    assert read_cases.read_cases("x.txt") == [Case("a\n\nb", "1"), Case(" \n", "one: 1\ntwo: 2")]


@pytest.mark.parametrize("text", ["----\na\n", "----\n\n\n1\n", "----\na\n\n1\n----\na\n\n2\n"])
def test_a_case_without_an_expectation_or_twice_is_refused(folder: Path, text: str) -> None:
    (folder / "x.txt").write_text(HEAD + text)
    with pytest.raises(ValueError, match=r"x\.txt"):
        read_cases.read_cases("x.txt")


@pytest.mark.parametrize("text", ["", " ", "a\nb", '"new york"|london', '"x', "\ud800", "é", "\u200d"])
def test_a_text_in_quotes_is_read_back(text: str) -> None:
    assert unquoted(quoted(text)) == text
