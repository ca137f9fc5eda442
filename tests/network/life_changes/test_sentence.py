"""A sentence about what changed is what a friend would say."""

import pytest

from plaintext_network.network.life_changes.sentence import change_sentence

CASES = [
    ({"organization": ("Globex", "Acme")}, "moved to Acme", "congratulate"),
    ({"role": ("Clerk", "Head of Sound")}, "now Head of Sound", "congratulate"),
    ({"role": ("Clerk", "Cook"), "organization": ("Globex", "Acme")}, "now Cook at Acme", "congratulate"),
    ({"role": ("Clerk", "Cook at Acme"), "organization": ("Globex", "Acme")}, "now Cook at Acme", "congratulate"),
    (
        {
            "role": ("Clerk", "Head of Sound"),
            "organization": ("Globex", "Acme"),
            "location": ("York", "Leeds"),
        },
        "now Head of Sound at Acme, in Leeds",
        "congratulate",
    ),
    ({"organization": ("Globex", "Acme"), "location": ("York", "Leeds")}, "moved to Acme, in Leeds", "congratulate"),
    # Nobody knows whether this is good.
    ({"location": ("York", "Leeds")}, "now in Leeds", "ask how it is there"),
    ({"location": ("York", "remote")}, "now remote", "ask how it is there"),
    ({"organization": ("Globex", "")}, "no longer at Globex", "ask how they are"),
    ({"organization": ("Globex", "between jobs")}, "now between jobs", "ask how they are"),
    ({"role": ("Clerk", "On parental leave")}, "now On parental leave", "ask how they are"),
    ({"role": ("Clerk", "Retired")}, "now Retired", "ask how they are"),
    ({"role": ("Clerk", "ex-Globex, looking for work")}, "now ex-Globex, looking for work", "ask how they are"),
    (
        {"role": ("Clerk", "Cook"), "organization": ("Globex", ""), "location": ("York", "Leeds")},
        "now Cook, no longer at Globex, in Leeds",
        "ask how they are",
    ),
    ({"organization": ("Globex", ""), "location": ("York", "Leeds")}, "no longer at Globex, now in Leeds", "ask how they are"),
    # Nobody moves to this.
    ({"organization": ("Globex", "self-employed")}, "now self-employed", "congratulate"),
    ({"role": ("Clerk", "Cook"), "organization": ("Globex", "freelance")}, "now Cook, freelance", "congratulate"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "text", "advice"), CASES)
def test_what_changed_is_said_in_a_few_words(
    changes: dict[str, tuple[str, str]], text: str, advice: str
) -> None:
    assert change_sentence(changes) == (text, advice)
