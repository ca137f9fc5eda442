"""The report of the sample vault looks as the screenshots show: light, dark, on a phone and on paper."""

from pathlib import Path

import pytest

from tests.report.screenshots import ROOT, SHOTS, Shot, difference, taken
from tests.report.tab import Tab

pytestmark = pytest.mark.system

# What a reader of the docs waits for, and what a clone carries.
LARGEST = 200_000


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.file)
def test_the_report_looks_as_in_the_screenshots(shot: Shot, sample_page: Path, tab: Tab) -> None:
    found = difference(shot, taken(shot, sample_page, tab))
    assert not found, f"{shot.file}: {found}; UPDATE_EXAMPLES=1 writes what Chromium shows now"
    assert (ROOT / shot.file).stat().st_size <= LARGEST


def test_the_same_page_looks_the_same_twice(sample_page: Path, tab: Tab) -> None:
    first, second = (taken(SHOTS[0], sample_page, tab) for _ in range(2))
    assert first.tobytes() == second.tobytes()
