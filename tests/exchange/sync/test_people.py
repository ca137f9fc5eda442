"""Whose card is whose, who is new, and who is gone: a sync links, asks, and never guesses."""

from pathlib import Path

import pytest

from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import SyncAnswers, SyncPlan
from tests.exchange.sync.synced_vault import SyncedVault

ADA = "---\ntype: contact\nemails: [ada@example.org]\nphones: ['+44 20 7946 0018']\n---\n"
BEN = "---\ntype: contact\nemails: [ben@example.org]\n---\n"
A, B = "People/Ada Lovelace.md", "People/Ben Okri.md"


def card(name: str, *lines: str, uid: str = "") -> str:
    given, _, family = name.partition(" ")
    own = [f"UID:{uid}"] if uid else []
    return "\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{family};{given};;;", *lines, *own, "END:VCARD", ""]
    )


def vault_of(
    tmp_path: Path, notes: dict[str, str], cards: dict[str, str] | None = None, **settings: object
) -> SyncedVault:
    return SyncedVault(tmp_path / "vault", notes, cards, **settings)


@pytest.fixture
def both(tmp_path: Path) -> SyncedVault:
    """Ada and Ben, in sync with the folder."""
    vault = vault_of(tmp_path, {A: ADA, B: BEN})
    vault.sync()
    assert vault.changes() == []
    return vault


def states(plan: SyncPlan) -> dict[str, str]:
    return {entry.name: entry.state for entry in plan.entries}


def file_of(vault: SyncedVault, name: str) -> str:
    return next(file for file, content in vault.cards.items() if f"FN:{name}".encode() in content)


# Links


def test_a_new_contact_gets_a_card_and_a_uid(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {A: ADA})
    assert states(vault.sync()) == {"Ada Lovelace": "new contact"}
    (file,) = vault.cards
    uid = file.removesuffix(".vcf")
    assert f"uid: {uid}" in vault.text(A)
    assert f"UID:{uid}" in vault.card()


@pytest.mark.parametrize(
    "uid", ["../../evil", "a/b", "CON", "urn:uuid:1", "é", "x" * 300, ".hidden", "a.vcf"]
)
def test_a_uid_is_no_path(tmp_path: Path, uid: str) -> None:
    vault = vault_of(tmp_path, {A: ADA.replace("type: contact", f"type: contact\nuid: '{uid}'")})
    vault.sync()
    (file,) = vault.cards
    assert file.replace(".vcf", "").isalnum()
    assert len(file) == 36
    assert vault.changes() == []


def test_an_equal_address_links_and_writes_the_uid(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {A: ADA}, {"x.vcf": card("Ada Lovelace", "EMAIL:ADA@example.org", uid="u1")})
    assert states(vault.sync()) == {"Ada Lovelace": "changed"}
    assert "uid: u1" in vault.text(A)
    assert "TEL:+44 20 7946 0018" in vault.card()
    assert len(vault.cards) == 1
    assert vault.changes() == []


def test_an_equal_name_alone_is_a_question(tmp_path: Path) -> None:
    vault = vault_of(
        tmp_path, {A: ADA}, {"x.vcf": card("Ada Lovelace", "TEL:+1 555 0109999", uid="u1")}, new="add"
    )
    plan = vault.sync()
    (entry,) = [one for one in plan.entries if one.state == "new card"]
    assert entry.asks
    assert [one.path for one in entry.candidates] == [A]
    assert len(vault.cards) == len(vault.notes()) == 1


@pytest.mark.parametrize(
    ("answer", "notes", "cards"), [("add", 2, 2), ("skip", 1, 2), (A, 1, 1), ("Ada Lovelace", 1, 1)]
)
def test_the_answer_says_whose_card_it_is(tmp_path: Path, answer: str, notes: int, cards: int) -> None:
    vault = vault_of(tmp_path, {A: ADA}, {"x.vcf": card("Ada Lovelace", "TEL:+1 555 0109999", uid="u1")})
    vault.sync()
    vault.sync(SyncAnswers({"x.vcf": answer}))
    vault.sync()
    assert (len(vault.notes()), len(vault.cards)) == (notes, cards)
    plan = vault.plan()
    assert plan.question_count == 0
    assert vault.changes() == []


@pytest.mark.parametrize(("new", "notes", "asked"), [("ask", 0, 1), ("add", 1, 0), ("skip", 0, 0)])
def test_the_setting_says_what_to_do_with_new_cards(tmp_path: Path, new: str, notes: int, asked: int) -> None:
    vault = vault_of(tmp_path, {}, {"x.vcf": card("Ada Lovelace", uid="u1")}, new=new)
    plan = vault.sync()
    assert (len(vault.notes()), plan.question_count) == (notes, asked)


def test_without_the_state_the_uid_links(both: SyncedVault) -> None:
    both.base = SyncBase()
    (both.root / A).rename(both.root / "Countess.md")
    plan = both.sync()
    assert states(plan) == {"Countess": "changed", "Ben Okri": "same"} or plan.conflict_count == 0
    assert len(both.cards) == 2
    assert both.changes() == []


def test_a_renamed_note_is_the_same_contact(both: SyncedVault) -> None:
    (both.root / A).rename(both.root / "Ada King.md")
    both.sync()
    assert len(both.cards) == 2
    assert "FN:Ada King" in both.card(file_of(both, "Ada King"))
    assert both.changes() == []


def test_a_renamed_file_is_the_same_card(both: SyncedVault) -> None:
    both.cards["other.vcf"] = both.cards.pop(file_of(both, "Ada Lovelace"))
    both.edit_note(A, "0018", "0019")
    both.sync()
    assert "0019" in both.card("other.vcf")
    assert len(both.cards) == 2
    assert both.changes() == []


@pytest.mark.parametrize("has_address", [True, False])
def test_a_server_that_gives_every_card_another_uid_and_name_changes_nobody(
    tmp_path: Path, has_address: bool
) -> None:
    people = {
        f"{name}.md": f"---\ntype: contact\n{f'emails: [{name[:3].lower()}@example.org]' if has_address else 'role: Poet'}\n---\n"
        for name in ("Ada Lovelace", "Ben Okri", "Cy Twombly")
    }
    vault = vault_of(tmp_path, people)
    vault.sync()
    before = vault.notes()
    moved = {}
    for number, (name, content) in enumerate(vault.cards.items()):
        text = (
            content.decode()
            .replace(name.removesuffix(".vcf"), f"google{number}")
            .replace("EMAIL:", "EMAIL;TYPE=INTERNET:")
        )
        moved[f"google{number}.vcf"] = text.encode()
    vault.cards = moved
    plan = vault.sync()
    assert {entry.state for entry in plan.entries} == {"same"}
    assert vault.notes() == before
    assert vault.cards == moved
    vault.edit_note("Ada Lovelace.md", "type: contact", "type: contact\nlocation: Oxford")
    vault.sync()
    assert len(vault.cards) == 3
    assert "Oxford" in vault.card(file_of(vault, "Ada Lovelace"))


def test_two_cards_with_one_uid_are_one_contact(tmp_path: Path) -> None:
    vault = vault_of(
        tmp_path,
        {},
        {"a.vcf": card("Ada Lovelace", uid="u1"), "b.vcf": card("Ada King", uid="u1")},
        new="add",
    )
    plan = vault.sync()
    (entry,) = plan.of("unreadable")
    assert (entry.file, entry.reason) == ("b.vcf", "a.vcf has the same UID")
    assert len(vault.notes()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCARD\nVERSION:3.0\nFN:Family\nX-ADDRESSBOOKSERVER-KIND:group\nUID:g\nEND:VCARD\n",
        "no card",
        "",
    ],
)
def test_what_is_no_contact_is_left_alone(tmp_path: Path, text: str) -> None:
    vault = vault_of(tmp_path, {}, {"x.vcf": text}, new="add")
    before = dict(vault.cards)
    (entry,) = vault.sync(deletes=True).entries
    assert entry.state == "unreadable"
    assert entry.reason
    assert vault.cards == before
    assert vault.notes() == {}


def test_a_linked_card_that_cannot_be_read_any_more_is_left_alone(both: SyncedVault) -> None:
    name = file_of(both, "Ada Lovelace")
    whole = both.cards[name]
    both.cards[name] = b"BEGIN:VCARD"
    plan = both.sync(deletes=True)
    assert [entry.state for entry in plan.entries if entry.file == name] == ["unreadable"]
    assert both.cards[name] == b"BEGIN:VCARD"
    both.cards[name] = whole
    assert both.changes() == []


# Gone from the folder


def test_a_card_that_is_gone_is_a_question_that_changes_nothing(both: SyncedVault) -> None:
    del both.cards[file_of(both, "Ada Lovelace")]
    for _ in range(2):
        plan = both.sync()
        (entry,) = plan.of("card gone")
        assert (entry.name, entry.asks) == ("Ada Lovelace", True)
    assert len(both.cards) == 1
    assert len(both.notes()) == 2


@pytest.mark.parametrize(
    ("answer", "text"), [("keep", "type: contact"), ("archive", "status: archived"), ("trash", "")]
)
def test_the_answer_says_what_happens_to_who_is_gone_from_the_folder(
    both: SyncedVault, answer: str, text: str
) -> None:
    del both.cards[file_of(both, "Ada Lovelace")]
    both.sync(SyncAnswers({A: answer}))
    plan = both.sync()
    assert plan.question_count == 0
    assert len(both.cards) == 1
    assert (A in both.notes()) == (answer != "trash")
    assert not text or text in both.text(A)


@pytest.mark.parametrize(("gone", "text"), [("say", "type: contact"), ("archive", "status: archived")])
def test_the_setting_decides_about_who_is_gone_from_the_folder(tmp_path: Path, gone: str, text: str) -> None:
    vault = vault_of(tmp_path, {A: ADA, B: BEN}, gone=gone)
    vault.sync()
    del vault.cards[file_of(vault, "Ada Lovelace")]
    assert vault.sync().question_count == 0
    assert text in vault.text(A)
    vault.sync()
    assert len(vault.cards) == 1


def test_who_stays_without_a_card_is_linked_again_when_it_comes_back(both: SyncedVault) -> None:
    name = file_of(both, "Ada Lovelace")
    content = both.cards.pop(name)
    both.sync(SyncAnswers({A: "keep"}))
    assert both.base.without_card
    both.cards[name] = content.replace(b"0018", b"0019")
    both.sync()
    assert "0019" in both.text(A)
    assert not both.base.without_card
    assert both.changes() == []


# Gone from the vault


def test_the_card_of_a_deleted_contact_stays_until_the_user_says_so(both: SyncedVault) -> None:
    name = file_of(both, "Ada Lovelace")
    (both.root / A).unlink()
    for _ in range(2):
        plan = both.sync()
        (entry,) = plan.of("contact gone")
        assert (entry.name, entry.asks) == ("Ada Lovelace", True)
        assert name in both.cards
    both.sync(deletes=True)
    assert name not in both.cards
    assert len(both.notes()) == 1
    assert [entry.state for entry in both.plan().entries] == ["same"]


def test_a_card_that_changed_since_is_not_deleted_without_a_yes(both: SyncedVault) -> None:
    name = file_of(both, "Ada Lovelace")
    (both.root / A).unlink()
    both.edit_card("0018", "0019", name)
    (entry,) = both.sync(deletes=True).of("contact gone")
    assert entry.asks
    assert name in both.cards
    both.sync(SyncAnswers({name: "delete"}))
    assert name not in both.cards


def test_a_card_that_the_user_keeps_is_no_question_again(both: SyncedVault) -> None:
    name = file_of(both, "Ada Lovelace")
    (both.root / A).unlink()
    both.sync(SyncAnswers({name: "keep"}))
    plan = both.sync(deletes=True)
    assert plan.question_count == 0
    assert name in both.cards
    assert len(both.notes()) == 1


# Withheld


@pytest.mark.parametrize("line", ["private: true", "status: do-not-contact", "status: deceased"])
def test_the_card_of_who_may_not_leave_any_more_stays_as_it_is(both: SyncedVault, line: str) -> None:
    name = file_of(both, "Ada Lovelace")
    before = both.cards[name]
    both.edit_note(A, "type: contact", f"type: contact\n{line}")
    both.edit_note(A, "0018", "0019")
    (entry,) = both.sync(deletes=True).of("withheld")
    assert entry.reason
    assert both.cards[name] == before
    both.edit_card("0018", "0020", name)
    both.sync(deletes=True)
    assert "0019" in both.text(A)
    both.sync(withdraw=["Ada Lovelace"])
    assert name not in both.cards
    assert both.changes() == []


def test_who_leaves_the_query_is_withheld(tmp_path: Path) -> None:
    circled = ADA.replace("type: contact", "type: contact\ncircles: [family]")
    vault = vault_of(tmp_path, {A: circled, B: BEN}, who="circle:family")
    vault.sync()
    assert len(vault.cards) == 1
    vault.edit_note(A, "[family]", "[work]")
    (entry,) = vault.sync(deletes=True).of("withheld")
    assert entry.reason == "the query `who` doesn't match them"
    assert len(vault.cards) == 1


def test_a_card_of_a_private_contact_links_to_nobody_new(tmp_path: Path) -> None:
    private = ADA.replace("type: contact", "type: contact\nprivate: true")
    vault = vault_of(
        tmp_path, {A: private}, {"x.vcf": card("Ada Lovelace", "EMAIL:ada@example.org", uid="u")}, new="add"
    )
    before = vault.notes(), dict(vault.cards)
    (entry,) = vault.sync().entries
    assert entry.state == "withheld"
    assert (vault.notes(), vault.cards) == before


def test_whose_card_it_is_is_asked_once_also_of_a_private_contact(tmp_path: Path) -> None:
    private = "---\ntype: contact\nprivate: true\nphones: ['+46 70 174 06 05']\n---\n"
    vault = vault_of(tmp_path, {A: private}, {"x.vcf": card("Ada", "TEL:+46 70 174 06 05", uid="u")})
    (entry,) = vault.sync().entries
    assert entry.asks
    (entry,) = vault.sync(SyncAnswers({"x.vcf": A})).entries
    assert (entry.state, entry.asks) == ("withheld", False)
    (entry,) = vault.sync().entries
    assert (entry.state, entry.asks, vault.text(A)) == ("withheld", False, private)
    vault.edit_note(A, "private: true", "role: Analyst")
    vault.sync()
    assert "TITLE:Analyst" in vault.card("x.vcf")


@pytest.mark.parametrize("copy", ["People/Aa.md", "People/Zz.md"])
def test_a_copy_of_a_note_gets_a_card_with_another_uid_and_only_after_a_yes(
    both: SyncedVault, copy: str
) -> None:
    cards = dict(both.cards)
    both.write(copy, both.text(A))
    for plan in (both.sync(), both.sync()):
        (entry,) = (entry for entry in plan.entries if entry.asks)
        assert (entry.path, entry.reason) == (copy, f"the uid is that of {A}")
    assert both.cards == cards
    both.sync(SyncAnswers({entry.key: "add"}))
    uids = {line for name in both.cards for line in both.card(name).split("\n") if line.startswith("UID:")}
    assert len(uids) == len(both.cards) == 3
    assert both.changes() == []


def test_a_copy_of_a_note_that_stays_without_a_card_is_no_question_again(both: SyncedVault) -> None:
    both.write("People/Aa.md", both.text(A))
    (entry,) = (entry for entry in both.plan().entries if entry.asks)
    both.sync(SyncAnswers({entry.key: "keep"}))
    assert not any(entry.asks for entry in both.plan().entries)
    assert len(both.cards) == 2


def test_a_new_note_where_another_was_before_gets_a_uid_of_its_own(both: SyncedVault) -> None:
    text = both.text(A)
    (both.root / A).unlink()
    both.write("People/Ada King.md", text)
    both.write(A, BEN.replace("ben@", "another.ada@"))
    both.sync()
    uids = {line for name in both.cards for line in both.card(name).split("\n") if line.startswith("UID:")}
    assert len(uids) == len(both.cards) == 3


@pytest.mark.parametrize(("answer", "cards"), [("add", 2), ("keep", 1)])
def test_without_the_state_a_card_that_was_removed_is_not_written_again_without_a_yes(
    both: SyncedVault, answer: str, cards: int
) -> None:
    del both.cards[file_of(both, "Ada Lovelace")]
    both.base = SyncBase()
    for plan in (both.sync(), both.sync()):
        (entry,) = (entry for entry in plan.entries if entry.asks)
        assert (entry.path, entry.reason) == (A, "they had one before")
        assert len(both.cards) == 1
    both.sync(SyncAnswers({entry.key: answer}))
    assert len(both.cards) == cards
    assert not any(entry.asks for entry in both.plan().entries)


def test_a_folder_of_another_address_book_gets_everybody(both: SyncedVault) -> None:
    both.cards = {"x.vcf": card("Cy Twombly", uid="cy").encode()}
    both.base = SyncBase()
    both.sync()
    assert len(both.cards) == 3


@pytest.mark.parametrize("edit", ["", "uid", "email", "folder"])
def test_a_contact_whose_card_a_server_moved_may_be_renamed(both: SyncedVault, edit: str) -> None:
    name = file_of(both, "Ada Lovelace")
    own = name.removesuffix(".vcf")
    both.cards["g1.vcf"] = both.cards.pop(name).replace(own.encode(), b"g1")
    both.sync()
    text = both.text(A)
    (both.root / A).unlink()
    if edit == "uid":
        text = text.replace(f"uid: {own}\n", "")
    if edit == "email":
        text = text.replace("ada@example.org", "ada@example.com")
    path = "Friends/Ada Lovelace.md" if edit == "folder" else "People/Ada King.md"
    both.write(path, text)
    plan = both.sync()
    assert plan.question_count == 0
    assert len(both.cards) == 2
    if edit != "uid":
        assert both.changes() == []
    if edit == "email":
        assert "ada@example.com" in both.card("g1.vcf")
    assert path in both.notes()
