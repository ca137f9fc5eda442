"""How a link finds its note: by path, then stem, then name, then alias; case and Unicode form do not count."""

from collections.abc import Mapping
from typing import Literal
from unicodedata import normalize

import pytest

from plaintext_network.model.note.facts import Ref
from plaintext_network.network.index.names import LinkTarget
from tests.conftest import index_of

PLAIN = "text\n"


def find(
    notes: Mapping[str, str], target: str, source: str = "index.md", *, people: bool = False
) -> LinkTarget:
    return index_of(notes).names.resolve(Ref(target, 1, 1, 1), source, people=people)


def led(
    notes: Mapping[str, str], target: str, source: str = "index.md", *, people: bool = False
) -> str | None:
    return find(notes, target, source, people=people).path


def test_an_exact_path_leads_to_its_note() -> None:
    notes = {"contacts/Ada.md": PLAIN, "people/Ada.md": PLAIN}
    assert led(notes, "people/Ada") == "people/Ada.md"
    assert led(notes, "contacts/Ada.md") == "contacts/Ada.md"


def test_a_leading_slash_means_the_root_of_the_vault() -> None:
    assert led({"contacts/Ada.md": PLAIN}, "/contacts/Ada", "daily/2026-11-24.md") == "contacts/Ada.md"


def test_an_exact_path_comes_before_a_stem() -> None:
    notes = {"Ada.md": PLAIN, "contacts/Ada.md": PLAIN}
    assert led(notes, "Ada", "daily/2026-11-24.md") == "Ada.md"


def test_an_exact_path_of_that_very_case_comes_before_one_of_another_case() -> None:
    notes = {"contacts/ada.md": PLAIN, "contacts/Ada.md": PLAIN}
    assert led(notes, "contacts/Ada") == "contacts/Ada.md"
    assert led(notes, "contacts/ada") == "contacts/ada.md"
    assert find(notes, "contacts/ADA") == LinkTarget(None, ("contacts/Ada.md", "contacts/ada.md"))


def test_a_path_may_be_written_in_another_case() -> None:
    assert led({"contacts/Ada Lovelace.md": PLAIN}, "Contacts/ada lovelace") == "contacts/Ada Lovelace.md"


def test_a_stem_leads_to_its_note_in_any_folder() -> None:
    assert led({"a/b/c/Ada Lovelace.md": PLAIN}, "Ada Lovelace") == "a/b/c/Ada Lovelace.md"


def test_the_ending_may_be_written_in_any_case() -> None:
    assert led({"contacts/Ada.md": PLAIN}, "Ada.MD") == "contacts/Ada.md"
    assert led({"contacts/Ada.MD": PLAIN}, "contacts/Ada") == "contacts/Ada.MD"


def test_a_stem_comes_before_a_name() -> None:
    notes = {"contacts/Ada.md": PLAIN, "contacts/Countess.md": "---\nname: Ada\n---\n"}
    assert led(notes, "Ada") == "contacts/Ada.md"


def test_a_name_comes_before_an_alias() -> None:
    notes = {
        "contacts/1.md": "---\nname: Ada\n---\n",
        "contacts/2.md": "---\nname: Countess\naliases: [Ada]\n---\n",
    }
    assert led(notes, "Ada") == "contacts/1.md"


def test_an_alias_leads_to_its_note() -> None:
    notes = {"contacts/Ada Lovelace.md": "---\naliases: [Ada, Enchantress of Numbers]\n---\n"}
    assert led(notes, "Enchantress of Numbers") == "contacts/Ada Lovelace.md"


def test_a_name_may_hold_a_slash() -> None:
    assert led({"organizations/acdc.md": "---\nname: AC/DC\n---\n"}, "AC/DC") == "organizations/acdc.md"


def test_a_path_leads_nowhere_where_only_its_last_part_is_a_name() -> None:
    notes = {"contacts/1.md": "---\nname: Ada\n---\n", "contacts/Grace.md": PLAIN}
    assert find(notes, "people/Ada") == LinkTarget(None)
    assert find(notes, "people/Grace") == LinkTarget(None)


def test_the_end_of_a_path_leads_to_its_note() -> None:
    notes = {"work/contacts/Ada.md": PLAIN, "home/family/Ada.md": PLAIN}
    assert led(notes, "contacts/Ada") == "work/contacts/Ada.md"
    assert led(notes, "Family/ada") == "home/family/Ada.md"


def test_the_end_of_a_path_begins_at_a_folder() -> None:
    assert led({"old-contacts/Ada.md": PLAIN}, "contacts/Ada") is None


def test_an_end_that_two_paths_have_is_ambiguous() -> None:
    notes = {"work/contacts/Ada.md": PLAIN, "home/contacts/Ada.md": PLAIN}
    assert find(notes, "contacts/Ada") == LinkTarget(None, ("home/contacts/Ada.md", "work/contacts/Ada.md"))


@pytest.mark.parametrize(
    ("target", "source", "path"),
    [
        ("./Ada", "contacts/work/Charles.md", "contacts/work/Ada.md"),
        ("../Ada.md", "contacts/work/Charles.md", "contacts/Ada.md"),
        ("../../Ada", "contacts/work/Charles.md", "Ada.md"),
        ("../work/Ada", "contacts/home/Charles.md", "contacts/work/Ada.md"),
        ("work/Ada", "contacts/Charles.md", "contacts/work/Ada.md"),
        ("work/../Ada", "contacts/Charles.md", "contacts/Ada.md"),
        ("./ada", "contacts/Charles.md", "contacts/Ada.md"),
    ],
)
def test_a_path_may_begin_at_the_folder_of_its_note(target: str, source: str, path: str) -> None:
    notes = {"Ada.md": PLAIN, "contacts/Ada.md": PLAIN, "contacts/work/Ada.md": PLAIN}
    assert led(notes, target, source) == path


def test_a_path_from_the_root_comes_before_one_from_the_folder() -> None:
    notes = {"contacts/Ada.md": PLAIN, "home/contacts/Ada.md": PLAIN}
    assert led(notes, "contacts/Ada", "home/index.md") == "contacts/Ada.md"


def test_a_note_in_the_same_folder_comes_before_one_elsewhere() -> None:
    notes = {"work/Ada.md": PLAIN, "home/Ada.md": PLAIN}
    assert led(notes, "Ada", "work/Charles.md") == "work/Ada.md"
    assert led(notes, "Ada", "home/Charles.md") == "home/Ada.md"


def test_a_path_that_leaves_the_vault_leads_nowhere() -> None:
    assert led({"Ada.md": PLAIN}, "../Ada", "index.md") is None
    assert led({"Ada.md": PLAIN}, "../../Ada", "daily/2026-11-24.md") is None


def test_a_name_that_begins_with_a_dot_is_not_a_path() -> None:
    assert led({"organizations/net.md": "---\nname: .NET\n---\n"}, ".NET") == "organizations/net.md"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_the_unicode_form_does_not_count(form: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]) -> None:
    stem, name, alias = (normalize(form, text) for text in ("Zoë", "Łukasz Ćwik", "Ångström"))
    notes = {f"contacts/{stem}.md": f"---\nname: {name}\naliases: [{alias}]\n---\n"}
    for text in ("zoë", "CONTACTS/ZOË", "łukasz ćwik", "ÅNGSTRÖM"):
        assert led(notes, normalize(written, text)) == f"contacts/{stem}.md", text


def test_case_is_that_of_unicode_not_of_ascii() -> None:
    assert led({"contacts/Jörg Weiß.md": PLAIN}, "JÖRG WEISS") == "contacts/Jörg Weiß.md"


def test_spaces_around_and_between_words_do_not_count() -> None:
    assert led({"contacts/1.md": '---\nname: " Ada  Lovelace "\n---\n'}, "Ada Lovelace ") == "contacts/1.md"


def test_no_part_of_a_name_is_enough() -> None:
    assert led({"contacts/Ada Lovelace.md": PLAIN}, "Ada") is None


def test_a_stem_that_two_notes_have_is_ambiguous() -> None:
    notes = {"work/Ada.md": PLAIN, "home/Ada.md": PLAIN}
    assert find(notes, "Ada") == LinkTarget(None, ("home/Ada.md", "work/Ada.md"))


def test_an_ambiguous_stem_is_not_settled_by_a_name() -> None:
    notes = {"a/Ada.md": PLAIN, "b/Ada.md": PLAIN, "contacts/1.md": "---\nname: Ada\n---\n"}
    assert find(notes, "Ada").path is None


def test_a_name_or_an_alias_that_two_notes_have_is_ambiguous() -> None:
    notes = {
        "contacts/1.md": "---\nname: Ada\naliases: [Countess]\n---\n",
        "contacts/2.md": "---\nname: ada\naliases: [countess]\n---\n",
    }
    assert find(notes, "ADA") == LinkTarget(None, ("contacts/1.md", "contacts/2.md"))
    assert find(notes, "Countess") == LinkTarget(None, ("contacts/1.md", "contacts/2.md"))


def test_an_alias_that_a_note_has_twice_is_not_ambiguous() -> None:
    assert led({"contacts/1.md": "---\naliases: [Ada, ada]\n---\n"}, "Ada") == "contacts/1.md"


def test_a_property_that_names_people_prefers_contacts() -> None:
    notes = {"notes/Ada.md": PLAIN, "contacts/Lovelace.md": "---\naliases: [Ada]\n---\n"}
    assert led(notes, "Ada") == "notes/Ada.md"
    assert led(notes, "Ada", people=True) == "contacts/Lovelace.md"


def test_among_contacts_the_order_of_rules_is_the_same() -> None:
    notes = {
        "notes/Ada.md": PLAIN,
        "contacts/1.md": "---\nname: Ada\n---\n",
        "contacts/2.md": "---\naliases: [Ada]\n---\n",
    }
    assert led(notes, "Ada", people=True) == "contacts/1.md"


def test_a_property_that_names_people_leads_to_another_note_where_no_contact_fits() -> None:
    notes = {"organizations/Analytical Engines.md": PLAIN}
    assert led(notes, "Analytical Engines", people=True) == "organizations/Analytical Engines.md"


def test_a_path_to_another_note_is_not_bent_towards_a_contact() -> None:
    notes = {"notes/Ada.md": PLAIN, "contacts/Ada.md": PLAIN}
    assert led(notes, "notes/Ada", people=True) == "notes/Ada.md"


def test_two_contacts_of_one_name_are_ambiguous_though_a_note_has_it_too() -> None:
    notes = {
        "notes/Ada.md": PLAIN,
        "contacts/1.md": "---\nname: Ada\n---\n",
        "contacts/2.md": "---\nname: Ada\n---\n",
    }
    assert find(notes, "Ada", people=True) == LinkTarget(None, ("contacts/1.md", "contacts/2.md"))


def test_nothing_leads_nowhere() -> None:
    assert find({"contacts/Ada.md": PLAIN}, "Grace") == LinkTarget(None, ())
    assert find({}, "Grace", people=True) == LinkTarget(None, ())


def test_the_names_that_contacts_share_are_known_after_a_change_as_from_nothing() -> None:
    notes = {
        "contacts/Ada.md": "",
        "people/Ada.md": "---\ntype: contact\n---\n",
        "Ada.md": "",
        "contacts/Bo.md": "",
    }
    index = index_of(notes)
    assert index.names.shared() == ["ada"]
    bo = index_of({"contacts/2.md": "---\nname: BO\n---\n"}).notes["contacts/2.md"]
    changed = index.replace({"people/Ada.md": None, "contacts/2.md": bo})
    assert changed.names.shared() == ["bo"]
