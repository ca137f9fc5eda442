"""Two values of a property are the same in another spelling, or another value."""

import pytest

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.same_value import IS_SAME

SYNONYMS = Synonyms.of([("Big Wheel", "Ferris GmbH")])
SAME = [
    ("organization", "Acme", "ACME Ltd."),
    ("organization", "The Acme Trust Ltd", "Acme Trust"),
    ("organization", "BBC", "British Broadcasting Corporation"),
    ("organization", "M.I.T.", "Massachusetts Institute of Technology"),
    ("organization", "University of Leeds", "Leeds University"),
    ("organization", "University of Leeds", "Department of Physics, University of Leeds"),
    ("organization", "Lantern Row", "Lantern Row Architects"),
    ("organization", "Acmee", "Acme"),
    ("organization", "Café Müller", "Cafe Muller"),
    ("organization", "Big Wheel", "Ferris GmbH"),
    ("role", "Sr Eng", "Senior Engineer"),
    ("role", "Head of Sound", "head of sound"),
    ("role", "Engineer", "Engineer at Acme"),
    ("role", "Translator and interpreter", "Interpreter & translator"),
    ("role", "RN", "Registered nurse"),
    ("role", "Manger", "Manager"),
    ("role", "Nurse", "Nurse, paediatrics"),
    ("location", "Leeds", "Leeds, UK"),
    ("location", "London UK", "London, United Kingdom"),
    ("location", "UK", "Leeds, UK"),
    ("location", "Málaga", "Malaga"),
    ("location", "NYC", "New York City"),
]
DIFFERENT = [
    ("organization", "Google", "Globex"),
    ("organization", "University of Leeds", "University of Lincoln"),
    ("organization", "St Mary's School", "St Mary's Hospital"),
    ("role", "Engineer", "Senior Engineer"),
    ("role", "Director", "Deputy director"),
    ("role", "Engineer at Globex", "Engineer at Initech"),
    ("role", "Studio 4 manager", "Studio 5 manager"),
    ("location", "Leeds, UK", "London, UK"),
    ("location", "York", "New York"),
    ("location", "Cork", "York"),
    ("location", "Boston", "Bolton"),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME)
def test_another_spelling_is_the_same_value(name: str, one: str, other: str) -> None:
    assert IS_SAME[name](one, other, SYNONYMS)
    assert IS_SAME[name](other, one, SYNONYMS)


@pytest.mark.parametrize(("name", "one", "other"), DIFFERENT)
def test_another_value_is_not_a_spelling(name: str, one: str, other: str) -> None:
    assert not IS_SAME[name](one, other, SYNONYMS)
    assert not IS_SAME[name](other, one, SYNONYMS)
