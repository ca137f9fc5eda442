"""Of pairs labelled by hand, none is merged wrongly, and those with an unshared address settle without a question."""

import pytest

from tests.exchange.labelled_pairs import labelled_pairs
from tests.exchange.match_score import score


@pytest.mark.parametrize("together", [True, False], ids=["in one vault", "each alone"])
def test_no_two_people_are_merged_and_few_who_share_an_address_are_asked(together: bool) -> None:
    result = score(list(labelled_pairs()), together)
    assert result.wrong == (), str(result)
    assert result.settled >= 0.95, str(result)
