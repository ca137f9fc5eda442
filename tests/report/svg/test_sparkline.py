"""The bars on a person's card."""

from plaintext_network.report.svg.sparkline import sparkline
from tests.report.svg.reading import parsed

MONTHS = (0, 1, 4, 2)


def bars(months: tuple[int, ...]) -> list[str]:
    return [path.get("d", "") for path in parsed(sparkline(months)).iter("path")]


def test_the_highest_bar_fills_the_picture() -> None:
    assert bars(MONTHS) == ["M7 20v-5M12 20v-20M17 20v-10"]


def test_the_sum_is_there_to_read() -> None:
    picture = parsed(sparkline(MONTHS))
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "7 touches in 4 months")


def test_single_touches_have_bars_of_half_the_height() -> None:
    assert bars((1, 1)) == ["M2 20v-10M7 20v-10"]


def test_without_touches_there_are_no_bars() -> None:
    assert bars(()) == bars((0,) * 24) == []


def test_hundreds_fit_on_a_page() -> None:
    assert len(str(sparkline((12,) * 24))) < 500
