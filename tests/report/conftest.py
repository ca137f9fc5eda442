"""Fixtures for tests that look at the report as a browser does."""

from collections.abc import Iterator

import pytest

from tests.report.browser import Browser
from tests.report.server import Server
from tests.report.tab import Tab


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
