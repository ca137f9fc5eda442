"""The town in which somebody lives is found in their own words."""

import pytest

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.towns import group_towns

SYNONYMS = Synonyms.of(())


def towns(*texts: str) -> list[list[tuple[str, str]]]:
    """Return the towns of each text, in a vault in which one person says each."""
    found = group_towns(dict.fromkeys(texts, 1), SYNONYMS)
    return [[(town.name, town.within) for town in found[text]] for text in texts]


@pytest.mark.parametrize(
    ("text", "town", "within"),
    [
        ("Bristol", "Bristol", "UK"),
        ("Clifton, Bristol", "Bristol", "UK"),
        ("Greater Bristol area", "Bristol", "UK"),
        ("near Bath", "Bath", "UK"),
        ("Bristol (UK)", "Bristol", "UK"),
        ("Lisboa, Portugal", "Lisboa", "Portugal"),
        ("東京", "東京", "Japan"),
        ("Paris, Texas", "Paris", "USA"),
        ("Austin TX", "Austin", "USA"),
        ("Tunis, Tunisia", "Tunis", "Tunisia"),
        ("Sarajevo, Bosnia and Herzegovina", "Sarajevo", "Bosnia and Herzegovina"),
        ("Frome", "Frome", ""),
        ("LA", "LA", "USA"),
        ("Spain", "Spain", ""),
        ("Somerset", "Somerset", "UK"),
        # Codes of countries, but of no state.
        ("NO", "Norway", ""),
        ("CA", "California", "USA"),
    ],
)
def test_a_text_names_a_town_or_else_a_region_or_country(text: str, town: str, within: str) -> None:
    assert towns(text) == [[(town, within)]]


def test_a_text_may_name_two_towns() -> None:
    assert towns("London & Lisbon") == [[("London", "UK"), ("Lisbon", "Portugal")]]


def test_a_text_may_name_no_place() -> None:
    assert towns("remote", "?") == [[], []]


@pytest.mark.parametrize(
    "address", ["12 High Street, Bristol", "Bristol BS1 4DJ", "12b High Street, Bristol BS1 4DJ", "Bristol 5"]
)
def test_a_street_or_a_post_code_is_never_shown(address: str) -> None:
    assert towns(address) == [[("Bristol", "UK")]]


def test_a_street_alone_is_no_town() -> None:
    assert towns("12 High Street") == [[]]


def test_spellings_of_one_town_have_the_name_that_most_use() -> None:
    found = group_towns({"München": 1, "Munich": 2, "munich, Germany": 1}, SYNONYMS)
    assert {town for several in found.values() for town in several} == {("Munich", "Germany")}


def test_a_town_without_a_country_is_the_only_one_that_fits() -> None:
    assert towns("Frome", "Frome, Somerset") == [[("Frome", "UK")], [("Frome", "UK")]]


def test_a_town_that_could_be_several_stays_on_its_own() -> None:
    assert towns("Springfield", "Springfield, IL", "Springfield, Ohio") == [
        [("Springfield", "")],
        [("Springfield", "Illinois, USA")],
        [("Springfield", "Ohio, USA")],
    ]


def test_towns_of_one_name_in_two_countries_are_two() -> None:
    assert towns("Bath", "Bath, Maine") == [[("Bath", "UK")], [("Bath", "USA")]]


def test_the_order_of_the_texts_changes_nothing() -> None:
    texts = ["Springfield, IL", "Springfield", "Cambridge", "Cambridge, UK", "Cambridge, MA", "cambridge"]
    one = group_towns(dict.fromkeys(texts, 1), SYNONYMS)
    other = group_towns(dict.fromkeys(reversed(texts), 1), SYNONYMS)
    assert one == other


def test_a_synonym_of_the_vault_is_the_same_town() -> None:
    found = group_towns({"Brizzle": 1, "Bristol": 2}, Synonyms.of([("Bristol", "Brizzle")]))
    assert found["Brizzle"] == found["Bristol"]
