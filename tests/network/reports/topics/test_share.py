"""Who would be glad of a link, and who is left in peace."""

import pytest

from plaintext_network.errors import NothingToShare
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.reports.topics.share import ShareReport, share
from tests.conftest import view_of

URL = "https://example.org/compilers"


def asked(notes: dict[str, str], url: str = URL) -> ShareReport:
    return share(view_of(notes), "compilers", url)


def test_who_needs_likes_or_talked_about_it_comes_before_who_is_known_for_it() -> None:
    notes = {
        "contacts/Ada.md": "---\nrole: Compiler engineer\n---\n",
        "contacts/Bo.md": "---\ninterests: [horses, compilers]\n---\n",
        "contacts/Cy.md": "## Log\n- 2026-10-01 call: hello [topics:: compilers]\n",
        "contacts/Di.md": "---\nneeds: [a book on compilers]\n---\n",
        "contacts/Ed.md": "---\ninterests: [horses]\n---\n",
    }
    found = asked(notes)
    assert [one.name for one in found.glad] == ["Cy", "Bo", "Di", "Ada"]
    assert found.glad[0].why == (SourcedText("you talked about compilers on 2026-10-01", "contacts/Cy.md:2"),)
    assert found.glad[1].why == (SourcedText("likes compilers", "contacts/Bo.md:2"),)
    assert found.glad[2].why == (SourcedText("needs a book on compilers", "contacts/Di.md:2"),)
    assert (str(found.glad[0].last_touch), found.glad[0].last_source) == ("2026-10-01", "contacts/Cy.md:2")
    assert found.in_peace == ()


LIKES = "---\ninterests: [compilers]\n{}---\n## Log\n{}"


@pytest.mark.parametrize(
    ("properties", "log", "why", "line"),
    [
        ("status: paused\n", "", "paused; leave them alone for now", 3),
        ("status: archived\n", "", "archived; leave them alone", 3),
        ("snooze: 2027-01-01\n", "", "snoozed until 2027-01-01", 3),
        ("", "- 2026-11-20 email: hello [direction:: out]\n", "no answer yet; leave it to them until 2026-12-04", 5),
        ("", "- 2026-01-05 email: hello [direction:: out]\n", "your message of 2026-01-05 has no answer yet", 5),
        (
            "phone: 555 0100\n",
            "- 2026-01-05 email: a [direction:: out]\n- 2026-02-05 email: b [direction:: out]\n",
            "two messages without an answer since 2026-01-05; try a call, or leave it to them",
            7,
        ),
        (
            "",
            "- 2026-11-10 email: hello [direction:: out]\n- 2026-11-11 email: thanks [direction:: in]\n",
            "you wrote on 2026-11-10",
            5,
        ),
        ("", "- 2026-11-20 call: hello [gave:: see www.example.net]\n", "you gave a link on 2026-11-20", 5),
        ("", f"- 2025-01-05 call: hello [gave:: {URL}/]\n", "has had it since 2025-01-05", 5),
        ("", "- 2025-01-05 call: hi [gave:: see http://www.example.org/Compilers#top.]\n", "has had it since 2025-01-05", 5),
    ],
)  # fmt: skip
def test_who_is_left_in_peace_is_told_with_the_reason(properties: str, log: str, why: str, line: int) -> None:
    found = asked({"contacts/Ada.md": LIKES.format(properties, log)})
    assert found.glad == ()
    assert [one[:4] for one in found.in_peace] == [("Ada", "contacts/Ada.md", why, f"contacts/Ada.md:{line}")]


@pytest.mark.parametrize(
    ("properties", "log", "reason", "until"),
    [
        ("status: paused\n", "", "paused", "None"),
        ("snooze: 2027-01-01\n", "", "snoozed", "2027-01-01"),
        ("", "- 2026-11-20 email: hello [direction:: out]\n", "waiting", "2026-12-04"),
        ("", "- 2026-01-05 email: hello [direction:: out]\n", "unanswered", "None"),
        ("", "- 2026-11-20 call: hello [gave:: see www.example.net]\n", "recent", "2026-12-05"),
        ("", f"- 2025-01-05 call: hello [gave:: {URL}/]\n", "has_it", "None"),
    ],
)
def test_the_reason_comes_as_a_word_and_a_day_too(properties: str, log: str, reason: str, until: str) -> None:
    (one,) = asked({"contacts/Ada.md": LIKES.format(properties, log)}).in_peace
    assert (one.reason, str(one.until)) == (reason, until)


@pytest.mark.parametrize(
    "log",
    [
        "",
        "- 2026-11-20 call: hello [gave:: an intro]\n",
        "- 2026-11-09 email: hello [direction:: out]\n- 2026-11-10 email: hi [direction:: in]\n",
        "- 2026-11-01 call: hello [gave:: https://example.org/compilers-two]\n",
        "- 2026-11-01 call: hello [gave:: https://example.org/compilers/two]\n",
    ],
)
def test_who_was_not_bothered_lately_is_not_left_out(log: str) -> None:
    assert [one.name for one in asked({"contacts/Ada.md": LIKES.format("", log)}).glad] == ["Ada"]


@pytest.mark.parametrize("status", ["private: true", "status: deceased", "status: do-not-contact"])
def test_who_is_not_to_be_named_is_not_even_left_in_peace(status: str) -> None:
    assert asked({"contacts/Ada.md": LIKES.format(status + "\n", "")}) == ShareReport(
        "compilers", URL, (), ()
    )


def test_an_odd_address_is_compared_as_it_is() -> None:
    notes = {"contacts/Ada.md": LIKES.format("", "- 2025-01-05 call: hello [gave:: example.org/a(b]\n")}
    assert [one.name for one in asked(notes, "example.org/a(b").in_peace] == ["Ada"]
    with pytest.raises(NothingToShare):
        asked(notes, "https://")
