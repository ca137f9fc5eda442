"""A week's budget leaves the rest of those one would write to for later; what is owed is always shown. 2026-11-24 is a Tuesday."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import within_budget
from plaintext_network.vault.notebook import Notebook
from tests.network.asking import answer

TUESDAY = date(2026, 11, 24)
TWO = Rules(due=DueRules(budget=2))


def friend(last: str) -> str:
    """Return a contact's note, whose last touch was on a day."""
    return f"---\ncadence: 1 month\n---\n## Log\n- {last} call\n"


FRIENDS = {
    "contacts/Ada.md": friend("2026-01-01"),
    "contacts/Bo.md": friend("2026-03-01"),
    "contacts/Cy.md": friend("2026-05-01"),
}


def names(notes: Mapping[str, str], rules: Rules = TWO) -> tuple[list[str], list[str]]:
    found = answer(notes, rules=rules)
    return [e.contact.name for e in found.due], [e.contact.name for e in found.later]


def test_the_first_in_order_are_due_and_the_rest_are_left_for_later() -> None:
    assert names(FRIENDS) == (["Ada", "Bo"], ["Cy"])


def test_without_a_budget_everybody_is_due() -> None:
    assert names(FRIENDS, Rules()) == (["Ada", "Bo", "Cy"], [])


def test_whom_the_week_has_had_counts_from_monday_on() -> None:
    written = {
        "contacts/Dee.md": "## Log\n- 2026-11-23 call\n",
        "contacts/Eve.md": "## Log\n- 2026-11-22 call\n",
    }
    assert names({**FRIENDS, **written}) == (["Ada"], ["Bo", "Cy"])


def test_an_unanswered_message_of_this_week_counts_and_one_from_them_does_not() -> None:
    sent = {"contacts/Dee.md": "## Log\n- 2026-11-24 email: hello [direction:: out]\n"}
    came = {"contacts/Dee.md": "## Log\n- 2026-11-24 email: hello [direction:: in]\n"}
    assert names({**FRIENDS, **sent}) == (["Ada"], ["Bo", "Cy"])
    assert names({**FRIENDS, **came}) == (["Ada", "Bo"], ["Cy"])


def test_whom_you_wrote_to_this_week_counts_though_they_have_answered_since() -> None:
    sent = "- 2026-11-23 email [direction:: out]\n- 2026-11-24 email [direction:: in]\n"
    assert names({**FRIENDS, "contacts/Dee.md": f"## Log\n{sent}"}) == (["Ada"], ["Bo", "Cy"])


def test_what_is_owed_is_shown_whatever_the_budget() -> None:
    owed = {
        "contacts/Dee.md": "- [ ] send the map 📅 2026-11-20\n",
        "contacts/Eve.md": "---\nbirthday: 11-24\n---\n",
        "contacts/Fay.md": "## Log\n- 2026-11-01 email: hello? [direction:: in]\n",
    }
    shown, later = names({**FRIENDS, **owed}, Rules(due=DueRules(budget=1)))
    assert (shown, later) == (["Fay", "Dee", "Eve", "Ada"], ["Bo", "Cy"])


def test_the_notebook_says_the_same_from_nothing_from_the_cache_and_after_a_change(
    vault: Callable[[Mapping[str, str]], Path],
) -> None:
    root = str(vault({"pnet.toml": "[due]\nbudget = 2\n", **FRIENDS}))

    def told() -> tuple[list[str], list[str]]:
        found = Notebook(root, TUESDAY).due_list()
        assert found == Notebook(root, TUESDAY, cache=False).due_list()
        return [e.contact.name for e in found.due], [e.contact.name for e in found.later]

    assert told() == (["Ada", "Bo"], ["Cy"])
    assert told() == (["Ada", "Bo"], ["Cy"])
    (Path(root) / "contacts/Dee.md").write_text("## Log\n- 2026-11-23 call\n")
    assert told() == (["Ada"], ["Bo", "Cy"])
    (Path(root) / "contacts/Dee.md").unlink()
    assert told() == (["Ada", "Bo"], ["Cy"])


def test_a_circle_shares_the_week_with_all_others(vault: Callable[[Mapping[str, str]], Path]) -> None:
    choir = {"contacts/Dee.md": friend("2026-01-01").replace("---\n", "---\ncircles: choir\n", 1)}
    reached = {
        "contacts/Eve.md": "## Log\n- 2026-11-23 call\n",
        "contacts/Fay.md": "## Log\n- 2026-11-23 tea\n",
    }
    root = str(vault({"pnet.toml": "[due]\nbudget = 2\n", **choir, **reached}))
    found = Notebook(root, TUESDAY).due_list(circles=("choir",))
    assert ([e.contact.name for e in found.due], [e.contact.name for e in found.later]) == ([], ["Dee"])


@given(st.lists(st.sampled_from(["a", "b", "c", "d", None])), st.integers(1, 4), st.integers(0, 6))
def test_nothing_is_lost_and_nobody_is_beyond_the_budget(
    entries: list[str | None], budget: int, reached: int
) -> None:
    shown, later = within_budget(entries, lambda entry: entry, lambda entry: entry == "d", budget, reached)
    assert sorted(map(str, [*shown, *later])) == sorted(map(str, entries))
    assert len(set(shown) - {None}) <= max(budget - reached, 0)
    assert None not in later
    left = max(budget - reached, 0)
    assert budget < 2 or not left or "d" not in later


def new(met_on: str) -> dict[str, str]:
    return {"contacts/Zoe.md": f"---\ncadence: monthly\nmet_on: {met_on}\n---\n"}


def test_somebody_just_met_has_one_of_several_places() -> None:
    assert names({**FRIENDS, **new("2026-11-18")}) == (["Ada", "Zoe"], ["Bo", "Cy"])
    # Of the places that are left, too.
    reached = {"contacts/Dee.md": "## Log\n- 2026-11-23 call\n"}
    assert names({**FRIENDS, **new("2026-11-18"), **reached}) == (["Zoe"], ["Ada", "Bo", "Cy"])


def test_a_budget_of_one_keeps_the_order() -> None:
    one = Rules(due=DueRules(budget=1))
    assert names({**FRIENDS, **new("2026-11-18")}, one) == (["Ada"], ["Bo", "Cy", "Zoe"])


def test_whoever_was_met_long_ago_or_never_waits_their_turn() -> None:
    assert names({**FRIENDS, **new("2025-11-18")}) == (["Ada", "Bo"], ["Cy", "Zoe"])
    assert names({**FRIENDS, "contacts/Zoe.md": "---\ncadence: monthly\n---\n"}) == (
        ["Ada", "Bo"],
        ["Cy", "Zoe"],
    )
