"""Who is offered to a mail program, in which order, and who never is."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.exchange import find_addresses
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]


def note(emails: str, *lines: str, log: str = "") -> str:
    text = "\n".join(("---", f"emails: [{emails}]", *lines, "---", ""))
    return f"{text}## Log\n{log}" if log else text


PEOPLE = {
    "contacts/Ada Lovelace.md": note("ada@engine.example", "organization: Analytical Ltd"),
    "contacts/Adam Ek.md": note("adam@dry.example", log="- 2026-11-20 call\n"),
    "contacts/Joanna Nada.md": note("jo@home.example", log="- 2026-11-23 call\n"),
    "contacts/Zoë Müller.md": note(
        "zoe@kiln.example, zm@home.example", "aliases: [Señora Zo]", "organization: Kiln & Sons"
    ),
    "contacts/Smith, John.md": note("john@smith.example"),
    "contacts/Jean-Luc O’Brien.md": note("jl@brien.example"),
    "contacts/山田 太郎.md": note("taro@tokyo.example"),
    "contacts/Łukasz Żak.md": note("l@zak.example"),
    "contacts/No Mail.md": "---\nphones: [1]\n---\n",
}


@pytest.fixture
def book(vault: Write) -> Notebook:
    return Notebook(str(vault(PEOPLE)), TODAY)


def names(notebook: Notebook, text: str = "", limit: int | None = None) -> list[str]:
    return [address.name for address in find_addresses(notebook, text, limit)]


def emails(notebook: Notebook, text: str = "") -> list[str]:
    return [address.email for address in find_addresses(notebook, text)]


FOUND = {
    "zoe": ["Zoë Müller", "Zoë Müller"],
    "ZOE MUL": ["Zoë Müller", "Zoë Müller"],
    "müll zo": ["Zoë Müller", "Zoë Müller"],
    "senora": ["Zoë Müller", "Zoë Müller"],
    "sons": ["Zoë Müller", "Zoë Müller"],
    "zoe sons": ["Zoë Müller", "Zoë Müller"],
    "zoe@kiln.example": ["Zoë Müller"],
    "zm@": ["Zoë Müller"],
    "zoe ltd": [],
    "analytical": ["Ada Lovelace"],
    "engine.example": ["Ada Lovelace"],
    "Smith, John": ["Smith, John"],
    '"Smith, Jo': ["Smith, John"],
    "john smith": ["Smith, John"],
    "<john@smith.example>": ["Smith, John"],
    "o'brien": ["Jean-Luc O’Brien"],
    "jean-luc": ["Jean-Luc O’Brien"],
    "luc": ["Jean-Luc O’Brien"],
    "太郎": ["山田 太郎"],
    "lukasz zak": ["Łukasz Żak"],
    "no mail": [],
    "nobody": [],
    # Not the language of queries.
    "circle:friends": [],
    "-ada": [],
    "*": [],
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_every_word_is_part_of_a_name_an_alias_an_organization_or_the_address(
    book: Notebook, text: str, expected: list[str]
) -> None:
    assert names(book, text) == expected


def test_whole_words_come_before_beginnings_and_these_before_other_parts(book: Notebook) -> None:
    assert names(book, "ada") == ["Ada Lovelace", "Adam Ek", "Joanna Nada"]


def test_among_equals_whom_you_met_last_comes_first(vault: Write) -> None:
    days = {
        "Ada A": "",
        "Ada B": "- 2026-01-01 call\n",
        "Ada C": "- 2026-11-20 call\n",
        "Ada D": "- 2026-05-05 call\n",
    }
    root = vault(
        {f"contacts/{name}.md": note(f"{name[-1]}@x.example", log=log) for name, log in days.items()}
    )
    assert names(Notebook(str(root), TODAY), "ada") == ["Ada C", "Ada D", "Ada B", "Ada A"]
    # Then nobody had met them yet, but one.
    assert names(Notebook(str(root), date(2026, 3, 1)), "ada") == ["Ada B", "Ada A", "Ada C", "Ada D"]


def test_a_whole_name_or_alias_or_address_comes_first(vault: Write) -> None:
    root = vault(
        {
            "contacts/Tom Baker.md": note("b@tom.example", log="- 2026-11-20 call\n"),
            "contacts/Tom.md": note("t@x.example"),
            "contacts/Ann Ek.md": note("ann@x.example", "aliases: [Tom]"),
        }
    )
    book = Notebook(str(root), TODAY)
    assert names(book, "tom") == ["Ann Ek", "Tom", "Tom Baker"]
    assert names(book, "b@tom.example") == ["Tom Baker"]


def test_without_words_everybody_is_listed_whom_you_met_last_first(book: Notebook) -> None:
    everybody = names(book)
    assert everybody[:3] == ["Joanna Nada", "Adam Ek", "Ada Lovelace"]
    assert len(everybody) == 9
    assert names(book, " ,") == everybody
    assert names(book, limit=2) == everybody[:2]
    assert names(book, "example", 3) == names(book, "example")[:3]


def test_the_preferred_address_comes_first_and_each_comes_once(vault: Write) -> None:
    root = vault(
        {"contacts/Ada.md": note("z@x.example, Z@X.example, a@x.example, ask Bo, 'Ada <b@x.example>'")}
    )
    assert emails(Notebook(str(root), TODAY), "ada") == ["z@x.example", "a@x.example", "b@x.example"]


def test_one_address_is_offered_if_a_word_fits_that_one_alone(book: Notebook) -> None:
    assert emails(book, "zoe home") == ["zm@home.example"]
    assert emails(book, "zoe") == ["zoe@kiln.example", "zm@home.example"]
    assert emails(book, "kiln.example home.example") == ["zoe@kiln.example", "zm@home.example"]


def test_two_people_may_share_an_address(vault: Write) -> None:
    root = vault({f"contacts/{name}.md": note("home@x.example") for name in ("Ada", "Bo")})
    assert names(Notebook(str(root), TODAY), "home@x") == ["Ada", "Bo"]


def test_the_dead_and_those_not_to_be_contacted_are_not_offered(vault: Write) -> None:
    notes = {
        f"contacts/{status}.md": note(f"{status}@x.example", f"status: {status}")
        for status in ("active", "dormant", "archived", "do-not-contact", "deceased")
    }
    found = names(Notebook(str(vault(notes)), TODAY), "x.example")
    assert {*found} & {"do-not-contact", "deceased"} == set()
    assert {"active", "archived"} <= {*found}


PRIVATE = {
    "contacts/Zephyrine Quill.md": note(
        "zq@lantern.example", "private: true", "organization: Brackenby Looms"
    ),
    "contacts/Bo Ek.md": note(
        "bo@ek.example, zephyrine.and.bo@home.example, zq@lantern.example",
        "aliases: [Zephyrine's brother, Bobby]",
        "organization: Zephyrine Quill Ltd",
    ),
    "contacts/Cy.md": note("cy@ek.example", "organization: Acme"),
}


def test_private_people_are_not_offered_by_name_by_address_or_by_anothers_text(vault: Write) -> None:
    book = Notebook(str(vault(PRIVATE)), TODAY)
    assert [tuple(address) for address in find_addresses(book, "")] == [
        ("bo@ek.example", "Bo Ek", ""),
        ("cy@ek.example", "Cy", "Acme"),
    ]
    for text in ("zephyrine", "quill", "zq", "lantern", "brackenby", "brother", "home.example"):
        assert names(book, text) == [], text
    assert names(book, "bobby") == ["Bo Ek"]


def test_somebody_who_is_no_longer_private_is_offered_and_the_other_way_around(vault: Write) -> None:
    root = vault(PRIVATE)
    path = root / "contacts/Zephyrine Quill.md"
    path.write_text(path.read_text().replace("private: true\n", ""))
    assert {*names(Notebook(str(root), TODAY), "zephyrine")} == {"Zephyrine Quill", "Bo Ek"}
    path.write_text(path.read_text().replace("emails", "private: true\nemails"))
    assert names(Notebook(str(root), TODAY), "zephyrine") == []


def test_a_name_is_one_line_without_signs_that_mislead(vault: Write) -> None:
    root = vault(
        {
            "contacts/a.md": '---\nname: "Ada\\tLove\\nlace\\e[31m\\u202Egpj"\nemails: [a@x.example]\norganization: "A\\tB"\n---\n',
            "contacts/b.md": '---\nname: "שרה ‏כהן"\nemails: [b@x.example]\n---\n',
        }
    )
    one, other = find_addresses(Notebook(str(root), TODAY))
    assert one == ("a@x.example", "Ada Love lace[31mgpj", "A B")
    # A mark of direction that Hebrew needs stays.
    assert other.name == "שרה ‏כהן"


def test_a_name_is_without_the_marks_and_signs_of_its_note(vault: Write) -> None:
    shown = {"@Bo": "Bo", "**Cy** _Ek_": "Cy Ek", "👤 Dee": "Dee", "C. (Kiln)": "C. (Kiln)"}
    notes = {
        f"contacts/{number}.md": f"---\nname: '{name}'\nemails: [{number}@x.example]\n---\n"
        for number, name in enumerate(shown)
    }
    book = Notebook(str(vault(notes)), TODAY)
    assert names(book) == sorted(shown.values())
    assert [names(book, typed) for typed in ("@bo", "bo", "cy ek")] == [["Bo"], ["Bo"], ["Cy Ek"]]


def test_notes_that_are_no_people_are_not_offered(vault: Write) -> None:
    root = vault(
        {
            "me.md": "---\ntype: me\nemails: [me@x.example]\n---\n",
            "organizations/Acme.md": "---\ntype: organization\nemails: [info@acme.example]\n---\n",
        }
    )
    assert names(Notebook(str(root), TODAY)) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=12) | st.text("aoz @.'\"-,\x1c\x1d\x1e\t", max_size=12))
def test_any_text_is_answered_and_more_words_find_no_more(book: Notebook, text: str) -> None:
    found = {tuple(address) for address in find_addresses(book, text)}
    assert found <= {tuple(address) for address in find_addresses(book)}
    by_person = {name for _, name, _ in found}
    assert {address.name for address in find_addresses(book, f"{text} a")} <= by_person or not text.strip()
