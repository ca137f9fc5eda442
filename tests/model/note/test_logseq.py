"""Notes of a Logseq graph are read as Logseq means them."""

from datetime import date

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, Rules
from plaintext_network.notes.note import parse

JOURNAL = "journals/2026_11_01.md"
TAGGED = Rules(
    kinds=tuple(
        (kind, KindRule(types=rule.types, tags=("person", "close friends")) if kind == "contact" else rule)
        for kind, rule in DEFAULT_KINDS
    )
)


def read(text: str, path: str = "pages/Hal.md", rules: Rules = TAGGED) -> Facts:
    return read_facts(parse(text.encode()), path, rules)


@pytest.mark.parametrize(
    "text",
    [
        "tags:: person\n",
        "tags:: [[person]], [[rower]]\n",
        "tags:: [[rower]], [[close friends]]\n",
        "tags:: rower, close friends\n",
        "tags:: #person\n",
        "tags:: #rower #person\n",
        "tags:: #[[close friends]]\n",
        "tags:: rower，person\n",
        "- tags:: person\n",
        "- met at sea #[[person]]\n",
        "- #[[close friends]]\n",
        "- met at sea #person\n",
        "tags:: person/rower\n",
        "type:: person\n",
        "type:: [[person]]\n",
        "type:: [[Friend]], [[Person]]\n",
        "- type:: [[Person]]\n  alias:: A\n",
        "public:: true\ntype:: person\n",
        "\n\ntags:: x\n\ntype:: person\n\n- y\n",
    ],
)
def test_a_page_is_a_contact_by_its_properties_and_tags(text: str) -> None:
    assert read(text).kind == "contact"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("- a film\n  type:: person\n", "pages/Hal.md"),
        ("- a film\n  tags:: person\n", "pages/Hal.md"),
        ("- # a film\n  tags:: person\n", "pages/Hal.md"),
        ("tags:: [[Person/Hal]]\n", "pages/Book.md"),
        ("- see #Person/Hal\n", "pages/Book.md"),
        ("tags:: #Person/Hal\n", "pages/Book.md"),
        ("- see #[[Person/Hal]]\n", "pages/Book.md"),
        ("- [[person]]\n", "pages/Hal.md"),
        ("tags:: person\n\n- tea\n", JOURNAL),
        ("type:: person\n\n- tea\n", JOURNAL),
        ("- #person\n", JOURNAL),
        ("---\ntype: person\n---\n", JOURNAL),
        ("tags:: person\n", "graph/journals/2026_11_01.md"),
        ("tags:: person\n", "journals/Nov 1st, 2026.md"),
        ("tags:: person\n", "journals/2026-11-01.md"),
        ("a #person came\n", "daily/2026-11-01.md"),
        ("- tea with [[A]]\n  type:: person\n", JOURNAL),
    ],
)
def test_a_block_or_a_journal_is_no_contact(text: str, path: str) -> None:
    assert read(text, path).kind == "plain"


@pytest.mark.parametrize(
    ("path", "text", "name", "page"),
    [
        ("pages/Person___Jeff Dickey.md", "type:: person\n", "Jeff Dickey", "Person/Jeff Dickey"),
        ("pages/Person%2FJeff Dickey.md", "type:: person\n", "Jeff Dickey", "Person/Jeff Dickey"),
        ("pages/Who%3F.md", "type:: person\n", "Who?", "Who?"),
        ("pages/x.md", "title:: Person/Hal\ntype:: person\n", "Hal", "Person/Hal"),
        ("pages/x.md", "- title:: Hal: Moor\n  type:: person\n", "Hal: Moor", "Hal: Moor"),
        ("pages/x.md", "type:: person\n\n- a film\n  title:: Jaws\n", "x", "x"),
        ("pages/Person___Hal.md", "type:: person\nname:: Hal Moor\n", "Hal Moor", "Person/Hal"),
        ("people/Person___Hal.md", "type:: person\n", "Hal", "Person/Hal"),
        ("pages/Concept___Tea.md", "- x\n", "Concept/Tea", "Concept/Tea"),
        ("contacts/Hal.md", "title:: Captain\n", "Hal", ""),
    ],
)
def test_a_page_has_the_name_of_its_title_or_file(path: str, text: str, name: str, page: str) -> None:
    facts = read(text, path)
    assert (facts.name, facts.page) == (name, page)


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("type:: person\nalias:: A, B c\n", ("A", "B c")),
        ("type:: person\nalias:: [[A]], [[B c]]\n", ("A", "B c")),
        ("type:: person\nalias:: [[Moor, Hal]], B\n", ("Moor, Hal", "B")),
        ("type:: person\naliases:: A，B,\n", ("A", "B")),
        ("type:: person\nalias:: A\n", ("A",)),
        ("type:: person\nalias:: [[Person/A]], he/him\n", ("Person/A", "A", "he/him")),
        ("type:: person\nalias::\n", ()),
        ("- type:: person\n  alias:: A,B\n", ("A", "B")),
    ],
)
def test_commas_separate_the_aliases_of_a_page(text: str, aliases: tuple[str, ...]) -> None:
    assert read(text).aliases == aliases


def test_a_title_of_a_page_is_no_role() -> None:
    contact = read("title:: Captain Hal\ntype:: person\n").contact
    assert contact is not None
    assert contact.role is None


def test_other_lists_of_a_page_are_split_and_texts_are_not() -> None:
    facts = read(
        "type:: person\ncircles:: a, [[b c]]\nknows:: Ada Byrne, [[Bo]]\nfollow_up:: 2026-12-04 tea, cake\n"
    )
    assert facts.contact is not None
    assert facts.contact.circles == ("a", "b c")
    assert [ref.target for ref in facts.contact.knows] == ["Ada Byrne", "Bo"]
    assert [promise.text for promise in facts.contact.follow_ups] == ["tea, cake"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("- ## Log\n\t- 2026-11-01 tea\n", [1]),
        ("- Log\n\t- 2026-11-01 tea\n\t- 2026-11-02 call: x\n", [1, 2]),
        ("- **Log**\n\t- 2026-11-01 tea\n", [1]),
        ("- [[Log]]\n\t- [[2026-11-01]] tea\n", [1]),
        ("- Log:\n  id:: 6f\n  collapsed:: true\n\t- 2026-11-01 tea\n", [1]),
        ("- ## Log\n  id:: 6f\n\t- 2026-11-01 tea\n", [1]),
        ("- # Hal\n\t- ## Log\n\t\t- [[Nov 1st, 2026]] tea\n", [1]),
        ("- Log\n\t- 2026\n\t\t- 2026-11-01 tea\n", [1]),
        ("- Log\n\t- [[2026-11-01 Sun]] tea\n\t- [[2026-11-02|Mon]]: x\n", [1, 2]),
        ("- Log\n- 2026-11-01 tea\n", []),
        ("- Logbook\n\t- 2026-11-01 tea\n", []),
        ("- a Log of what is to be done\n\t- 2026-11-01 tea\n", []),
        ("- [ ] Log\n\t- 2026-11-01 tea\n", []),
    ],
)  # fmt: skip
def test_items_nested_in_a_log_block_are_log_lines(text: str, days: list[int]) -> None:
    found = read(f"type:: person\n\n{text}").interactions
    assert [one.day for one in found] == [date(2026, 11, day) for day in days]


@pytest.mark.parametrize(
    ("block", "summary"),
    [
        ("- tea with [[Person/Hal]] #touch", "tea with Hal"),
        ("- tea with [[Person/Hal]] #[[touch]]", "tea with Hal"),
        ("- #touch [[Hal]]\n  id:: 64ab\n  collapsed:: true", "Hal"),
        ("- [[Hal]] #touch\n  logseq.order-list-type:: number\n  background-color:: red", "Hal"),
        (
            "- DONE [#A] call [[Hal]] #touch\n  :LOGBOOK:\n  CLOCK: [2026-11-01 Sun 10:00:00]\n  :END:",
            "call Hal",
        ),
        ("- call [[Hal]] #touch\n  SCHEDULED: <2026-11-01 Sun>\n  he is well", "call Hal he is well"),
        ("- [[Hal]] #touch ((64ab3c5e-1234-4cde-8f00-0123456789ab)) again", "Hal again"),
        ("- [[Hal]] #touch {{query (task TODO)}}", "Hal"),
        ("- {{embed [[Person/Hal]]}} #touch", "Hal"),
        ("- [his words](((64ab3c5e-1234-4cde-8f00-0123456789ab))) [[Hal]] #touch", "his words Hal"),
        ("- [a friend]([[Person/Hal]]) #touch", "a friend"),
    ],
)
def test_what_logseq_hides_is_no_text(block: str, summary: str) -> None:
    (touch,) = read(f"{block}\n\t- nested\n", JOURNAL).interactions
    assert " ".join(touch.summary.split()) == summary


def test_the_properties_of_a_block_belong_to_its_interaction() -> None:
    text = "- tea with [[Hal]] #touch\n  direction:: out\n  gave:: a book\n- x\n  date:: 2020-01-01\n"
    facts = read(text, JOURNAL)
    assert facts.day == date(2026, 11, 1)
    (touch,) = facts.interactions
    assert (touch.direction, touch.gave) == ("out", ("a book",))


def test_the_summary_of_a_meeting_is_its_first_text() -> None:
    text = "type:: meeting\ndate:: 2026-11-01\nwith:: [[Person/Hal]]\n\n- id:: 6f\n- {{query x}}\n- boats\n"
    (meeting,) = read(text, "pages/Sync.md").interactions
    assert meeting.summary == "boats"
    assert [ref.target for ref in meeting.people] == ["Person/Hal"]


@pytest.mark.parametrize(
    "block",
    [
        "- tea with #Person/Hal #touch",
        "- tea with #[[Person/Hal]] #touch",
        "- #[[touch]]: tea with #Person/Hal",
    ],
)
def test_a_tag_with_a_namespace_is_a_link_to_its_page(block: str) -> None:
    (touch,) = read(block + "\n", JOURNAL).interactions
    assert [ref.target for ref in touch.linked if ref.target != "touch"] == ["Person/Hal"]
    assert touch.summary.replace("#", "").endswith("tea with Hal")


def test_a_nested_touch_is_no_link() -> None:
    (touch,) = read("- tea with [[Person/Hal]] #touch/tea\n", JOURNAL).interactions
    assert [ref.target for ref in touch.linked] == ["Person/Hal"]


def test_a_query_alone_is_no_touch_where_a_link_is_enough() -> None:
    rules = TAGGED._replace(daily=TAGGED.daily._replace(touch="link"))
    facts = read(
        "- {{query [[Hal]]}}\n- tea with [[Hal]] {{query [[Hal]]}}\n- {{embed [[Hal]]}}\n", JOURNAL, rules
    )
    assert [one.summary.strip() for one in facts.interactions] == ["tea with Hal", "Hal"]


def test_dates_of_a_page_are_links_to_journals() -> None:
    contact = read("type:: person\nbirthday:: [[Dec 10th, 1990]]\nmet_on:: [[2026-11-01 Sun]]\n").contact
    assert contact is not None
    assert contact.birthday is not None
    assert (contact.birthday.month, contact.birthday.day, contact.met_on) == (12, 10, date(2026, 11, 1))
