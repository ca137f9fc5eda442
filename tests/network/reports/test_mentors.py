"""Mentors and mentees: what was advised, what came of it, when last met."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from plaintext_network.network.reports.mentors import MentorDetails, mentor_track, mentors
from tests.conftest import TODAY, view_of

DANA = "contacts/Dana.md"
MENTOR = "---\ncircles: [mentors]\ncadence: monthly\n---\n## Log\n"


def track(text: str, more: Mapping[str, str] | None = None) -> MentorDetails:
    found = mentor_track(view_of({DANA: text, **(more or {})}, only=(DANA,)), DANA)
    assert found is not None
    return found


def lines(found: MentorDetails) -> list[str]:
    return [told.says for told in found.lines]


def test_what_a_mentor_advised_is_told_with_what_was_told_back() -> None:
    text = MENTOR + (
        "- 2026-03-03 call: prices [got:: raise the price]\n"
        "- 2026-05-01 mail [thanked:: it worked]\n"
        "- 2026-11-10 call: [got:: advice: hire a bookkeeper]\n"
    )
    found = track(text)
    assert lines(found) == [
        "last in touch on 2026-11-10 by phone; next 2026-12-10",
        "advised on 2026-11-10: hire a bookkeeper; nothing noted of it since",
        "advised on 2026-03-03: raise the price; you reported back on 2026-05-01: it worked",
    ]
    shown = [text.splitlines()[int(place.rpartition(":")[2]) - 1] for place in found.lines[2].sources]
    assert ["raise the price" in shown[0], "it worked" in shown[1]] == [True, True]
    assert (found.role, found.open, found.next_due) == ("mentor", 1, date(2026, 12, 10))


def test_thanks_that_speak_of_one_advice_are_not_of_another() -> None:
    found = track(
        MENTOR
        + "- 2026-03-03 [got:: raise the price]\n- 2026-04-03 [got:: hire a bookkeeper]\n- 2026-05-01 [thanked:: the higher prices hold]\n"
    )
    assert [(advice.text, advice.outcome and advice.outcome.text) for advice in found.advised] == [
        ("hire a bookkeeper", None),
        ("raise the price", "the higher prices hold"),
    ]


def test_thanks_that_speak_of_none_are_of_the_last_and_said_carefully_of_those_before() -> None:
    found = track(
        MENTOR
        + "- 2026-03-03 [got:: raise the price]\n- 2026-04-03 [got:: a map]\n- 2026-05-01 [thanked:: it worked]\n"
    )
    assert lines(found)[1:] == [
        "got on 2026-04-03: a map; you reported back on 2026-05-01: it worked",
        "advised on 2026-03-03: raise the price; you have thanked since, on 2026-05-01: it worked",
    ]


def test_thanks_of_before_and_of_tomorrow_are_of_nothing() -> None:
    found = track(
        MENTOR
        + "- 2026-03-01 [thanked:: the soup]\n- 2026-03-03 [got:: raise the price]\n- 2026-12-01 [thanked:: the price]\n"
    )
    assert found.advised[0].outcome is None


def test_advice_that_was_taken_on_the_spot_is_not_open() -> None:
    found = track(MENTOR + "- 2026-03-03 [got:: raise the price] [thanked:: a better price]\n")
    assert found.open == 0


def test_what_came_of_advice_to_a_mentee_is_what_later_shares_its_words() -> None:
    found = track(
        "---\ntags: [people/mentee]\n---\n## Log\n"
        "- 2026-03-03 [gave:: apply for the chartership] [gave:: a reading list] [gave:: books]\n"
        "- 2026-06-01 call: tea [topics:: chartership papers]\n"
    )
    assert lines(found)[1:] == [
        "you gave on 2026-03-03: books; no news of it noted yet",
        "you gave on 2026-03-03: a reading list; no news of it noted yet",
        "you advised on 2026-03-03: apply for the chartership; it came up on 2026-06-01: chartership papers",
    ]
    assert (found.role, found.open, found.source) == ("mentee", 2, f"{DANA}:2")


@pytest.mark.parametrize(
    ("given", "later", "news"),
    [
        (
            "keep a notebook by the phone",
            "call: the notebook saved her twice",
            "the notebook saved her twice",
        ),
        (
            "raise your prices",
            "coffee: she has raised the price of the small bowls",
            "she has raised the price",
        ),
        ("hire a bookkeeper", "call: two bookkeepers to choose from", "two bookkeepers"),
        ("apply to the conservatory", "tea: the conservatory said yes", "the conservatory said yes"),
        ("keep a notebook by the phone", "phone call about her mother", None),
        ("keep a notebook by the phone", "call: she wants to keep the old flat", None),
        ("finish the first chapter", "lunch: talked of the first summer in Cork", None),
        ("send the letter to the school", "coffee: the school concert", None),
    ],
)
@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_the_words_of_a_later_line_are_news_of_advice(
    role: str, given: str, later: str, news: str | None
) -> None:
    what = "gave" if role == "mentee" else "got"
    text = f"---\ntags: {role}\n---\n## Log\n- 2026-03-03 call [{what}:: {given}]\n- 2026-06-01 {later}\n"
    found = track(text)
    if news is None:
        assert found.open == 1
        assert "noted" in lines(found)[1]
    else:
        assert f"it came up on 2026-06-01: {news}" in lines(found)[1]
        assert found.lines[1].sources == (f"{DANA}:5", f"{DANA}:6")
        assert found.open == 0


def test_advice_that_names_somebody_private_is_shown_without_its_words() -> None:
    found = track(
        MENTOR
        + "- 2026-03-03 call [got:: ask Brid Hegarty for the loom]\n- 2026-06-01 tea: the loom came, thanks to Brid Hegarty\n",
        {"contacts/Brid Hegarty.md": "---\nprivate: true\n---\n"},
    )
    assert lines(found)[1] == "advised on 2026-03-03; it came up on 2026-06-01"
    assert "Brid" not in str(found)


def test_what_you_always_talk_about_is_no_news_of_advice() -> None:
    found = track(
        "---\ntags: mentee\n---\n## Log\n- 2026-02-01 call: her allotment\n"
        "- 2026-03-03 call [gave:: rent out the allotment]\n- 2026-06-01 tea: the allotment in June\n"
    )
    assert found.open == 1


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("circles: [Mentor]", "mentor"),
        ("circles: ['#mentors']", "mentor"),
        ("circles: MENTEES", "mentee"),
        ("tags: mentee", "mentee"),
        ("tags: [mentor/writing]", "mentor"),
        ("circles: [mentee, mentor]", "mentor"),
        ("tags: [mentoring]", None),
        ("circles: [friends]", None),
    ],
)
def test_a_circle_or_tag_makes_a_mentor(header: str, role: str | None) -> None:
    found = mentor_track(view_of({DANA: f"---\n{header}\n---\n"}), DANA)
    assert (found.role if found else None) == role


def test_without_a_touch_there_is_a_track_all_the_same() -> None:
    found = track("---\ntags: mentor\n---\n")
    assert lines(found) == ["not met yet"]
    assert found[4:10] == (None, None, None, None, 0, ())


def test_everybody_s_track_in_short() -> None:
    notes = {
        DANA: MENTOR + "- 2026-03-03 call: [got:: raise the price]\n",
        "contacts/Cy.md": "---\ncircles: [mentor, mentee]\n---\n",
        "contacts/Bo.md": "---\ncircles: [mentor]\nprivate: true\n---\n",
        "contacts/Al.md": "---\ncircles: [mentee]\nstatus: do-not-contact\n---\n",
    }
    found = mentors(view_of(notes))
    assert [(one.name, one.role, one.says) for one in found] == [
        ("Cy", "mentor", "not met yet"),
        (
            "Dana",
            "mentor",
            "last in touch on 2026-03-03 by phone, very long ago; next 2026-04-03; nothing noted yet of what came of one thing they advised or gave",
        ),
        ("Cy", "mentee", "not met yet"),
    ]
    assert found[1].sources == (f"{DANA}:2", f"{DANA}:6")


def test_what_was_said_to_a_crowd_is_advice_to_nobody() -> None:
    crowd = ", ".join(f"P{n}" for n in range(9))
    talk = {"interactions/2026-03-03 Talk.md": f"---\nwith: [Dana, {crowd}]\ngot: a lot\n---\n"}
    assert track(MENTOR, talk).advised == ()


def test_thousands_of_talks_with_one_mentor_are_gone_through_once() -> None:
    days = [TODAY - timedelta(days=n) for n in range(5000, 0, -1)]
    log = "".join(f"- {day} [got:: word{day:%j}] [thanked:: it{day:%d}]\n" for day in days)
    assert len(track(MENTOR + log).advised) == 5000


def test_a_day_kept_by_hand_is_the_last_meeting() -> None:
    text = "---\ncircles: mentor\nlast_contact: 2026-11-01\n---\n## Log\n- 2026-11-01 email: hello [direction:: out]\n- 2026-10-01 call\n"
    assert lines(track(text)) == ["last in touch on 2026-11-01 by email"]
