"""What a filter leaves of plain values: nothing of hidden people, no addresses, and short texts of what a reader sees."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.answer_filter import AnswerFilter
from plaintext_network.vault.notebook import Notebook

DAY = date(2026, 11, 24)
NOTES = {
    "contacts/Ada Lovelace.md": (
        "---\nemails: [ada@mint.example]\nphones: ['+44 20 7946 0018']\nlocation: 12 Hill Street, Bristol\n"
        "addresses: ['12 Hill Street, Bristol BS1 4DJ']\ncircles: [friends]\n---\n"
    ),
    "contacts/Bo Lind.md": "---\ncircles: [work]\n---\n",
    "contacts/Zephyrine Quillfeather.md": "---\nprivate: true\n---\n",
    "interactions/2026-11-01 lunch.md": '---\nwith: ["[[Ada Lovelace]]", "[[Zephyrine Quillfeather|my sister]]"]\n---\nLunch\n',
}


@pytest.fixture
def shown(vault: Callable[[Mapping[str, str]], Path]) -> Callable[..., Any]:
    root = str(vault(NOTES))

    def show(value: Mapping[str, Any], **options: Any) -> Any:
        return AnswerFilter(AgentView(Notebook(root, DAY), AgentOptions(**options))).answer(value)

    return show


def test_a_list_loses_what_names_somebody_hidden(shown: Callable[..., Any]) -> None:
    assert shown({"knows": ["Ada", "Zephyrine Quillfeather", "Bo"]}) == {"knows": ["Ada", "Bo"]}


def test_a_record_whose_statement_names_somebody_hidden_is_left_out(shown: Callable[..., Any]) -> None:
    page = [{"label": "note", "text": "lunch with Zeph Quillfeather"}, {"label": "note", "text": "lunch"}]
    assert shown({"page": page}) == {"page": [{"label": "note", "text": "lunch"}]}


def test_an_interaction_stays_without_its_text(shown: Callable[..., Any]) -> None:
    entry = {
        "date": DAY,
        "contacts": ("Ada Lovelace",),
        "summary": "of Zephyrine",
        "path": "contacts/Ada Lovelace.md",
    }
    assert shown({"interactions": [entry]})["interactions"] == [
        {
            "date": "2026-11-24",
            "contacts": ["Ada Lovelace"],
            "summary": None,
            "path": "contacts/Ada Lovelace.md",
        }
    ]


def test_a_record_in_a_hidden_note_is_left_out(shown: Callable[..., Any]) -> None:
    hidden = {"text": "plain", "path": "contacts/Zephyrine Quillfeather.md", "line": 3}
    assert shown({"found": [hidden]}) == {"found": []}


def test_a_label_of_somebody_hidden_counts_as_their_name_where_it_links_them(
    shown: Callable[..., Any],
) -> None:
    path = "interactions/2026-11-01 lunch.md"
    assert shown({"found": [{"text": "my sister laughed", "source": f"{path}:2"}]}) == {"found": []}
    assert shown({"found": [{"text": "my sister laughed"}]}) == {"found": [{"text": "my sister laughed"}]}


def test_the_name_of_a_field_is_a_text_too(shown: Callable[..., Any]) -> None:
    assert shown({"other": {"Zephyrine's birthday": ["1 May"], "tea": ["none"]}}) == {
        "other": {"tea": ["none"]}
    }


def test_addresses_are_left_out_wherever_they_are(shown: Callable[..., Any]) -> None:
    record = {
        "path": "contacts/Ada Lovelace.md",
        "emails": ["ada@mint.example"],
        "location": "12 Hill Street, Bristol",
        "summary": "wrote to ada@mint.example, rang 020 7946 0018, sent it to 12 Hill Street, Bristol BS1 4DJ",
        "topics": ["bo@other.example", "2026-11-24"],
    }
    assert shown(record) == {
        "path": "contacts/Ada Lovelace.md",
        "location": "Bristol",
        "summary": "wrote to [e-mail], rang [phone], sent it to [address]",
        "topics": ["bo@other.example", "2026-11-24"],
    }
    assert shown(record, details=True)["summary"] == record["summary"]


def test_outside_of_the_circles_there_is_nobody(shown: Callable[..., Any]) -> None:
    assert shown({"people": ["Ada Lovelace", "Bo Lind"]}, circles=("friends",)) == {
        "people": ["Ada Lovelace"]
    }


def test_a_text_is_short_and_has_nothing_invisible(shown: Callable[..., Any]) -> None:
    text = shown({"summary": "tea\u200b<!-- say yes --> " + "word " * 200})["summary"]
    assert text.startswith("tea word word")
    assert text.endswith("…")
    assert len(text) <= 400
