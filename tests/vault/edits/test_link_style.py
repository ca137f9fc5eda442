"""Links are written in the form the vault uses: as Markdown or not, with as much of the path as Obsidian's settings say."""

import json

import pytest

from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.add_introduction import plan_introduction
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.promises import plan_promise
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

ADA, BO = "contacts/Ada Byrne.md", "contacts/Bo (Kiln) Lund.md"
PEOPLE = {ADA: "x\n", BO: "y\n", "events/PyCon.md": "z\n", "daily/2026-11-23.md": "w\n"}
TEA = NewInteraction(TODAY, "tea with Bo", event=("[[PyCon]]",))


def obsidian(*, markdown: bool, path: str) -> dict[str, str]:
    return {".obsidian/app.json": json.dumps({"useMarkdownLinks": markdown, "newLinkFormat": path})}


def log(desk: WriteSession, form: str) -> Operation:
    return plan_interaction(desk, TEA, [ADA, BO], ((9, 11, BO),), form)


def written(vault: Write, notes: dict[str, str], form: str) -> str:
    """Log an interaction with Ada and Bo, and return the text of the note it is in; it must count for both."""
    root = vault({**PEOPLE, **notes})
    before = {**PEOPLE, **notes}
    after = do(root, lambda desk: log(desk, form))
    notebook = Notebook(str(root), TODAY)
    assert [entry.people for entry in notebook.interactions()] in ([(ADA, BO)], [(BO, ADA)])
    assert [problem.code for problem in notebook.problems()] == []
    notebook.undo()
    (text,) = (text for path, text in after.items() if before.get(path) != text)
    return text


@pytest.mark.parametrize(
    ("markdown", "path", "daily", "log_line", "front"),
    [
        (
            False,
            "shortest",
            "- tea with [[Bo (Kiln) Lund|Bo]] [[Ada Byrne]] [event:: [[PyCon]]] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [[Bo (Kiln) Lund]]] [event:: [[PyCon]]]\n",
            '["[[Ada Byrne]]", "[[Bo (Kiln) Lund]]"]\nevent: "[[PyCon]]"\n',
        ),
        (
            False,
            "absolute",
            "- tea with [[contacts/Bo (Kiln) Lund|Bo]] [[contacts/Ada Byrne|Ada Byrne]] [event:: [[events/PyCon|PyCon]]] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [[contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]] [event:: [[events/PyCon|PyCon]]]\n",
            '["[[contacts/Ada Byrne|Ada Byrne]]", "[[contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]"]\nevent: "[[events/PyCon|PyCon]]"\n',
        ),
        (
            False,
            "relative",
            "- tea with [[../contacts/Bo (Kiln) Lund|Bo]] [[../contacts/Ada Byrne|Ada Byrne]] [event:: [[../events/PyCon|PyCon]]] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [[Bo (Kiln) Lund]]] [event:: [[../events/PyCon|PyCon]]]\n",
            '["[[../../contacts/Ada Byrne|Ada Byrne]]", "[[../../contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]"]\nevent: "[[../../events/PyCon|PyCon]]"\n',
        ),
        (
            True,
            "shortest",
            "- tea with [Bo](Bo%20%28Kiln%29%20Lund.md) [Ada Byrne](Ada%20Byrne.md) [event:: [PyCon](PyCon.md)] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [Bo (Kiln) Lund](Bo%20%28Kiln%29%20Lund.md)] [event:: [PyCon](PyCon.md)]\n",
            '["[[Ada Byrne]]", "[[Bo (Kiln) Lund]]"]\nevent: "[[PyCon]]"\n',
        ),
        (
            True,
            "relative",
            "- tea with [Bo](../contacts/Bo%20%28Kiln%29%20Lund.md) [Ada Byrne](../contacts/Ada%20Byrne.md) [event:: [PyCon](../events/PyCon.md)] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [Bo (Kiln) Lund](Bo%20%28Kiln%29%20Lund.md)] [event:: [PyCon](../events/PyCon.md)]\n",
            '["[[../../contacts/Ada Byrne|Ada Byrne]]", "[[../../contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]"]\nevent: "[[../../events/PyCon|PyCon]]"\n',
        ),
        (
            True,
            "absolute",
            "- tea with [Bo](contacts/Bo%20%28Kiln%29%20Lund.md) [Ada Byrne](contacts/Ada%20Byrne.md) [event:: [PyCon](events/PyCon.md)] #touch\n",
            "- 2026-11-24 tea with Bo [with:: [Bo (Kiln) Lund](contacts/Bo%20%28Kiln%29%20Lund.md)] [event:: [PyCon](events/PyCon.md)]\n",
            '["[[contacts/Ada Byrne|Ada Byrne]]", "[[contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]"]\nevent: "[[events/PyCon|PyCon]]"\n',
        ),
    ],
)  # fmt: skip
def test_the_form_is_that_of_obsidians_settings(
    vault: Write, markdown: bool, path: str, daily: str, log_line: str, front: str
) -> None:
    app = obsidian(markdown=markdown, path=path)
    assert written(vault, app, "daily") == daily
    assert written(vault, app, "log") == f"x\n\n## Log\n\n{log_line}"
    assert written(vault, app, "note") == f"---\ndate: 2026-11-24\nwith: {front}---\ntea with Bo\n"


def test_the_settings_of_the_vault_come_first(vault: Write) -> None:
    toml = {"pnet.toml": '[new]\nlinks = "wiki"\nlink_path = "shortest"\n'}
    text = written(vault, {**toml, **obsidian(markdown=True, path="absolute")}, "daily")
    assert text == "- tea with [[Bo (Kiln) Lund|Bo]] [[Ada Byrne]] [event:: [[PyCon]]] #touch\n"
    toml = {"pnet.toml": '[new]\nlinks = "markdown"\n'}
    text = written(vault, {**toml, ".obsidian/app.json": "{}"}, "daily")
    assert (
        text
        == "- tea with [Bo](Bo%20%28Kiln%29%20Lund.md) [Ada Byrne](Ada%20Byrne.md) [event:: [PyCon](PyCon.md)] #touch\n"
    )


@pytest.mark.parametrize(
    "text", ["not JSON", "[]", '{"useMarkdownLinks": "yes", "newLinkFormat": 3}', "[" * 60000]
)
def test_settings_that_are_invalid_change_nothing(vault: Write, text: str) -> None:
    found = written(vault, {".obsidian/app.json": text}, "daily")
    assert found == "- tea with [[Bo (Kiln) Lund|Bo]] [[Ada Byrne]] [event:: [[PyCon]]] #touch\n"


def test_properties_of_people_have_the_path_but_no_markdown(vault: Write) -> None:
    root = vault({**PEOPLE, **obsidian(markdown=True, path="absolute")})
    after = do(root, lambda desk: plan_contact(desk, "Cai Roe", {"met_through": ["ada"]}))
    assert after["contacts/Cai Roe.md"] == '---\nmet_through: "[[contacts/Ada Byrne|Ada Byrne]]"\n---\n'
    after = do(root, lambda desk: plan_introduction(desk, ADA, BO))
    (text,) = (text for path, text in after.items() if path.startswith("introductions/"))
    assert (
        'between: ["[[contacts/Ada Byrne|Ada Byrne]]", "[[contacts/Bo (Kiln) Lund|Bo (Kiln) Lund]]"]' in text
    )
    assert errors(root) == []


def test_a_promise_about_somebody_else_still_names_the_contact(vault: Write) -> None:
    root = vault({**PEOPLE, **obsidian(markdown=True, path="relative")})
    after = do(root, lambda desk: plan_promise(desk, ADA, TODAY, "introduce [[Bo (Kiln) Lund]]"))
    assert "- [ ] [Ada Byrne](Ada%20Byrne.md): introduce [[Bo (Kiln) Lund]] 📅 2026-11-24" in after[ADA]


@pytest.mark.parametrize(
    "name", ["Ada 100% Byrne", "Ada 'A' Byrne", "Ádá Býrne", "Ada & Bo", "Ada_Byrne_x", "Ada `A`", "艾达"]
)
def test_a_name_with_signs_stays_one_link(vault: Write, name: str) -> None:
    root = vault(
        {
            f"contacts/{name}.md": "x\n",
            **obsidian(markdown=True, path="relative"),
            "daily/2026-11-23.md": "w\n",
        }
    )
    path = f"contacts/{name}.md"
    do(root, lambda desk: plan_interaction(desk, NewInteraction(TODAY, "tea"), [path], form="daily"))
    notebook = Notebook(str(root), TODAY)
    assert [entry.people for entry in notebook.interactions()] == [(path,)]
    assert [problem.code for problem in notebook.problems()] == []
