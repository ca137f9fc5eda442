"""In a Logseq graph, new pages, journal blocks, Log lines and promises go where Logseq keeps them, in its form."""

from datetime import date

import pytest

from plaintext_network.errors import NameInvalid
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.logseq_notes import format_day
from plaintext_network.vault.edits.merge_contacts import plan_merge
from plaintext_network.vault.edits.promises import plan_promise
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

CONFIG = "logseq/config.edn"
PERSON = '[kinds.contact]\ntags = ["person"]\n'
HAL = "pages/Person___Hal.md"
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("settings", "others", "name", "path", "text"),
    [
        ("", {}, "Ada Byrne", "pages/Ada Byrne.md", "type:: contact\n"),
        (PERSON, {}, "Ada Byrne", "pages/Ada Byrne.md", "tags:: person\n"),
        (PERSON, {}, "Who: Q?", "pages/Who%3A Q%3F.md", "tags:: person\n"),
        (PERSON, {}, "Person/Ada", "pages/Person___Ada.md", "tags:: person\n"),
        (PERSON, {HAL: "tags:: [[boats]], [[person]]\n"}, "Ada", "pages/Person___Ada.md", "tags:: [[person]]\n"),
        ("", {HAL: "type:: [[Person]]\n"}, "Ada", "pages/Person___Ada.md", "type:: [[Person]]\n"),
        (PERSON, {HAL: "type:: person\n"}, "Ada", "pages/Person___Ada.md", "type:: person\n"),
        ('[kinds.contact]\nwhere = { category = "human" }\n', {}, "Ada", "pages/Ada.md", "category:: human\n"),
        ('[kinds.contact]\nnames = ["Person/*"]\n', {}, "Ada", "pages/Person___Ada.md", "name:: Ada\n"),
        ('[kinds.contact]\nnames = ["Person___*"]\n', {}, "Ada", "pages/Person___Ada.md", "name:: Ada\n"),
        (PERSON, {CONFIG: '{:pages-directory "notes/pages"}'}, "Ada", "notes/pages/Ada.md", "tags:: person\n"),
        ('[kinds.contact]\nfolders = ["people"]\n', {}, "Ada", "people/Ada.md", "---\nname: Ada\n---\n"),
        (
            '[kinds.contact]\nnames = ["Person___*"]\n[new]\ncontact = "pages/Person___{name}.md"\n'
            'contact_marks = { entity = ["[[Logseq/Person]]"] }\n',
            {HAL: "entity:: [[Logseq/Person]]\n"}, "Ada", "pages/Person___Ada.md", "entity:: [[Logseq/Person]]\n",
        ),
        ("", {"contacts/Bo.md": "x\n"}, "Ada", "contacts/Ada.md", "---\nname: Ada\n---\n"),
    ],
)  # fmt: skip
def test_a_new_contact_is_a_page_with_the_marks_of_the_others(
    vault: Write, settings: str, others: dict[str, str], name: str, path: str, text: str
) -> None:
    root = vault({CONFIG: "{}", "pnet.toml": settings, **others})
    after = do(root, lambda desk: plan_contact(desk, name))
    assert after[path] == text
    assert not errors(root)


def test_a_new_contact_has_its_values_as_page_properties(vault: Write) -> None:
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, HAL: "tags:: person\n"})
    given = {"emails": ["a@x.org"], "cadence": ["2 months"], "met_through": ["hal"], "aliases": ["A", "B"]}
    after = do(root, lambda desk: plan_contact(desk, "Ada", given))
    assert after["pages/Person___Ada.md"] == (
        "tags:: person\nemails:: a@x.org\ncadence:: 2 months\nmet_through:: [[Person/Hal]]\nalias:: A, B\n"
    )


def test_a_page_that_no_link_can_name_is_not_made(vault: Write) -> None:
    root = vault({CONFIG: "{}"})
    with Notebook(str(root), TODAY).write_session() as desk, pytest.raises(NameInvalid):
        plan_contact(desk, "Ada [Kiln]")


@pytest.mark.parametrize(
    ("files", "path", "text"),
    [
        ({}, "journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({CONFIG: '{:journal/file-name-format "yyyy-MM-dd"}'}, "journals/2026-11-20.md", "- tea with [[Person/Hal]] #touch\n"),
        # A format that can't name a file is not followed.
        ({CONFIG: '{:journal/file-name-format "%s"}' % ("yyyy" * 60)}, "journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({CONFIG: '{;; :journals-directory "x"\n :journals-directory "days/journals"}'}, "days/journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026_11_20.md": "- a\n\t- b\n"}, "journals/2026_11_20.md", "- a\n\t- b\n- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026_11_20.md": "-\n"}, "journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026_11_20.md": "- "}, "journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch"),
        ({"journals/2026_11_20.md": "- a\n- \n"}, "journals/2026_11_20.md", "- a\n- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026_11_20.md": "- a\r\n\t- b\r\n-"}, "journals/2026_11_20.md", "- a\r\n\t- b\r\n- tea with [[Person/Hal]] #touch"),
        ({"journals/2026_11_19.md": "- a\n"}, "journals/2026_11_20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026-11-19.md": "- a\n"}, "journals/2026-11-20.md", "- tea with [[Person/Hal]] #touch\n"),
        ({"journals/2026-11-20.md": "- a\n"}, "journals/2026-11-20.md", "- a\n- tea with [[Person/Hal]] #touch\n"),
    ],
)  # fmt: skip
def test_what_happened_is_a_block_of_the_days_journal(
    vault: Write, files: dict[str, str], path: str, text: str
) -> None:
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, HAL: "tags:: person\n", **files})
    tea = NewInteraction(DAY, "tea with Hal")
    after = do(root, lambda desk: plan_interaction(desk, tea, [HAL], [(9, 12, HAL)]))
    assert after[path] == text


def test_another_name_of_a_page_is_the_label_of_its_link(vault: Write) -> None:
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, HAL: "tags:: person\nalias:: the captain\n"})
    tea = NewInteraction(DAY, "tea with the captain")
    after = do(root, lambda desk: plan_interaction(desk, tea, [HAL], [(9, 20, HAL)]))
    assert after["journals/2026_11_20.md"] == "- tea with [the captain]([[Person/Hal]]) #touch\n"
    (touch,) = Notebook(str(root), TODAY).index.all_interactions()
    assert touch.summary == "tea with the captain"


def test_the_settings_decide_the_form_where_they_name_it(vault: Write) -> None:
    root = vault({CONFIG: "{}", "pnet.toml": PERSON + '[log]\nwrite = "log"\n', HAL: "tags:: person\n"})
    after = do(root, lambda desk: plan_interaction(desk, NewInteraction(DAY, "tea"), [HAL]))
    assert after[HAL] == "tags:: person\n- ## Log\n\t- 2026-11-20 tea\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- ## Log\n\t- 2026-11-01 x\n\t  id:: 1\n- y\n", "- ## Log\n\t- 2026-11-01 x\n\t  id:: 1\n\t- 2026-11-20 tea\n- y\n"),
        ("- Log\n\t- 2026-11-02 x\n\t- 2026-11-01 x\n", "- Log\n\t- 2026-11-20 tea\n\t- 2026-11-02 x\n\t- 2026-11-01 x\n"),
        ("- Log\n\t- [[Nov 1st, 2026]] x\n", "- Log\n\t- [[Nov 1st, 2026]] x\n\t- 2026-11-20 tea\n"),
        ("- Log\n\t- [[2026-11-01]] x\n", "- Log\n\t- [[2026-11-01]] x\n\t- [[2026-11-20]] tea\n"),
        ("- Log\n  collapsed:: true\n- y\n", "- Log\n  collapsed:: true\n\t- 2026-11-20 tea\n- y\n"),
        ("- # Hal\n\t- ## Log\n\t\t-\n- y\n", "- # Hal\n\t- ## Log\n\t\t- 2026-11-20 tea\n\t\t-\n- y\n"),
        ("- # Hal\n  - ## Log\n- y\n", "- # Hal\n  - ## Log\n  \t- 2026-11-20 tea\n- y\n"),
        ("- y\n-\n", "- y\n- ## Log\n\t- 2026-11-20 tea\n"),
    ],
)  # fmt: skip
def test_a_log_line_is_nested_in_its_log_block(vault: Write, before: str, after: str) -> None:
    front = "tags:: person\n\n"
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, HAL: front + before})
    tea = NewInteraction(DAY, "tea")
    assert do(root, lambda desk: plan_interaction(desk, tea, [HAL], form="log"))[HAL] == front + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- ## Log\n\t- 2026-11-01 x\n\t-\n", "- ## Log\n\t- 2026-11-01 x\n- [ ] call 📅 2026-12-04\n"),
        ("- ## Promises\n- y\n", "- ## Promises\n\t- [ ] call 📅 2026-12-04\n- y\n"),
        ("- y\n-", "- y\n- [ ] call 📅 2026-12-04"),
    ],
)
def test_a_promise_is_a_block_outside_of_the_log(vault: Write, before: str, after: str) -> None:
    front = "tags:: person\n\n"
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, HAL: front + before})
    texts = do(root, lambda desk: plan_promise(desk, HAL, date(2026, 12, 4), "call"))
    assert texts[HAL] == front + after


def test_merged_pages_keep_every_value_and_the_title_as_an_alias(vault: Write) -> None:
    first = "tags:: person\nalias:: H\n\n- at sea\n"
    second = "title:: Person/Hal Moor\ntags:: [[person]], [[close friends]]\nalias:: [[Captain]], C\nicon:: 🚣\nid:: 6f\n\n- ashore\n- Log\n\t- 2026-11-01 tea\n"  # fmt: skip
    files = {HAL: first, "pages/x.md": second, "pages/N.md": "- [[Person/Hal Moor]], #[[Person/Hal Moor]]\n"}
    root = vault({CONFIG: "{}", "pnet.toml": PERSON, **files})
    after = do(root, lambda desk: plan_merge(desk, HAL, "pages/x.md"))
    assert after[HAL] == (
        "tags:: person, [[close friends]]\nalias:: H, [[Captain]], C, Person/Hal Moor\nicon:: 🚣\n\n"
        "- at sea\n\n- ashore\n- Log\n\t- 2026-11-01 tea\n"
    )
    assert after["pages/N.md"] == "- [[Person/Hal]], #[[Person/Hal]]\n"
    assert Notebook(str(root), TODAY).contact("Person/Hal Moor").path == HAL


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("yyyy_MM_dd", "2026_11_01"),
        ("MMM do, yyyy", "Nov 1st, 2026"),
        ("EEEE, dd.MM.yy", "Sunday, 01.11.26"),
        ("E, d MMMM yyyy", "Sun, 1 November 2026"),
        ("yyyy'w'MM", "2026w11"),
    ],
)
def test_days_are_written_in_logseqs_letters(letters: str, text: str) -> None:
    assert format_day(date(2026, 11, 1), letters) == text


@pytest.mark.parametrize(("day", "ending"), [(2, "nd"), (3, "rd"), (11, "th"), (21, "st"), (30, "th")])
def test_a_day_has_its_english_ending(day: int, ending: str) -> None:
    assert format_day(date(2026, 11, day), "do") == f"{day}{ending}"
