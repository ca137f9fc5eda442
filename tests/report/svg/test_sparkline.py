"""The bars on a person's card."""

from plaintext_network.report.svg.sparkline import sparkline
from tests.report.svg.reading import of_class, parsed, titles

MONTHS = (0, 1, 4, 2)


def test_the_highest_bar_fills_the_picture() -> None:
    (bars,) = of_class(sparkline(MONTHS), "sparkline-bars")
    assert bars.get("d") == "M7.5 19v-5M12.5 19v-19M17.5 19v-10"


def test_the_numbers_are_there_to_read() -> None:
    assert titles(sparkline(MONTHS)) == ["In touch 7 times in the last 4 months"]
    assert [part.text for part in parsed(sparkline(MONTHS)).iter("desc")] == [
        "By month, the oldest first: 0, 1, 4, 2."
    ]


def test_single_touches_have_bars_of_half_the_height() -> None:
    (bars,) = of_class(sparkline((1, 1)), "sparkline-bars")
    assert bars.get("d") == "M2.5 19v-10M7.5 19v-10"


def test_without_touches_only_the_ground_is_drawn() -> None:
    for months in ((), (0,) * 24):
        assert not list(of_class(sparkline(months), "sparkline-bars"))
        assert len(list(of_class(sparkline(months), "sparkline-ground"))) == 1


def test_hundreds_fit_on_a_page() -> None:
    assert len(str(sparkline((12,) * 24))) < 800
