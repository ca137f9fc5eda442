"""URIs lead to files and back, whatever their names are."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.lsp.server.client.note_uris import path_of_uri, uri_of_path, windows_path

PATHS = (
    st.binary(min_size=1, max_size=20)
    .map(lambda name: "/" + os.fsdecode(name.replace(b"\0", b"0")))
    .map(os.path.normpath)
    .filter(lambda path: not path.startswith("//"))
)


@given(PATHS)
def test_any_path_comes_back(path: str) -> None:
    assert path_of_uri(uri_of_path(path)) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///n/Zo%C3%AB%20Ek.md", "/n/Zoë Ek.md"),
        ("file:///n/Zo%c3%ab Ek.md", "/n/Zoë Ek.md"),
        ("file:///n/Zoe%CC%88.md", "/n/Zoe\u0308.md"),
        ("file:///n/Zoë.md", "/n/Zoë.md"),
        ("file://localhost/n/a.md", "/n/a.md"),
        ("FILE:///n/a.md", "/n/a.md"),
        ("file:///n/100%25.md", "/n/100%.md"),
        ("file:///n/why%3F%20%23me.md", "/n/why? #me.md"),
        ("file:///n/why?.md", "/n/why?.md"),
        ("file:///n/a#b.md", "/n/a#b.md"),
        ("file:///n/%FF.md", "/n/\udcff.md"),
        ("file:///n/./x/../a.md", "/n/a.md"),
    ],
)
def test_a_file_uri_is_a_path(uri: str, path: str) -> None:
    assert path_of_uri(uri) == path


@pytest.mark.parametrize(
    "uri",
    ["untitled:Untitled-1", "git:/n/a.md?%7B%7D", "vscode-notebook-cell:/n/a.md", "https://example.org/a.md", "", "a.md", "file://", "file:///n/a%00.md", "file://[::1/a.md", "file:n/a.md", "file:///n/\ud800.md"],
)  # fmt: skip
def test_any_other_uri_is_none(uri: str) -> None:
    assert path_of_uri(uri) is None


@pytest.mark.parametrize(
    ("path", "host", "expected"),
    [
        ("/c:/Users/Ada/a.md", "", "C:\\Users\\Ada\\a.md"),
        ("/C:/a.md", "localhost", "C:\\a.md"),
        ("/share/a.md", "server", "\\\\server\\share\\a.md"),
    ],
)
def test_a_drive_or_host_leads_to_a_path_of_windows(path: str, host: str, expected: str) -> None:
    assert windows_path(path, host) == expected
