"""Fixtures for tests that look at the report as a browser does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.report.contents import ReportContents, gather
from plaintext_network.report.html.page import page
from tests.report.browser import Browser
from tests.report.server import Server
from tests.report.tab import Tab

SAMPLE = Path(__file__).parents[2] / "sample_vault"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the Chromium of this process."""
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """Return a tab of its own."""
    with Tab(browser) as tab:
        yield tab


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server that counts who connects."""
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def sample() -> ReportContents:
    """Return the contents of the report of the sample vault."""
    return gather(pn.open(str(SAMPLE), today=TODAY))


@pytest.fixture(scope="session")
def sample_page(sample: ReportContents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the sample vault, as a file."""
    file = tmp_path_factory.mktemp("sample") / "report.html"
    file.write_text(page(sample), encoding="utf-8")
    return file
