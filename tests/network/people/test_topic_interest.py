"""Whom a topic interests, by what their notes say."""

import pytest

from plaintext_network.network.people.topic_interest import interest_in


@pytest.mark.parametrize(
    ("topic", "how", "text"),
    [
        ("room acoustics", "needs", "advice on room acoustics"),
        ("room acoustics", "topics", "acoustics of rooms"),
        ("acoustics", "tags", "acoustics/speech"),
        ("acoustics", "role", "Acoustics engineer"),
        ("photography", "role", "Wedding photographer"),
        ("law", "role", "Solicitor"),
        ("first aid", "offers", "first aid courses"),
        ("sensors", "needs", "a programmer for an installation with sensors"),
        ("sleep", "offers", "a talk on sleep"),
        ("German", "interests", "German"),
        ("German", "offers", "German lessons"),
        ("German", "offers", "translation from German"),
        ("German law", "topics", "German succession law"),
        ("open water swimming", "interests", "swimming in open water"),
        ("AI", "interests", "ai"),
        ("C", "interests", "C"),
    ],
)
def test_who_says_so_would_like_to_read_about_it(topic: str, how: str, text: str) -> None:
    assert interest_in(topic)(how, text)


@pytest.mark.parametrize(
    ("topic", "how", "text"),
    [
        ("room acoustics", "interests", "hotel rooms"),
        ("acoustics/speech", "interests", "acoustics"),
        ("office", "role", "Procurement officer"),
        ("organs", "role", "Organization of conferences"),
        ("schools", "role", "Cook at a school"),
        ("children", "needs", "a cello for a child"),
        ("first aid", "interests", "legal aid"),
        ("hearing aids", "interests", "first aid"),
        ("open water", "needs", "a water pump"),
        ("old maps", "interests", "maps"),
        ("German", "topics", "German law"),
        ("German law", "role", "Solicitor"),
        ("C", "interests", "C++"),
        ("", "interests", "horses"),
    ],
)
def test_who_only_says_something_alike_would_not(topic: str, how: str, text: str) -> None:
    assert not interest_in(topic)(how, text)
