"""An address of a post, a household or a company isn't one person's."""

import pytest

from plaintext_network.model.language.shared_addresses import email_key, mailbox_key, may_be_shared


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("mailto:ada@example.org", "ada@example.org"),
        (" <ada@example.org> ", "ada@example.org"),
        ("ada.lovelace@gmail.com", "adalovelace@gmail.com"),
        ("a.d.a+news@googlemail.com", "ada@gmail.com"),
        ("ada.lovelace@example.org", "ada.lovelace@example.org"),
        ("+@gmail.com", "+@gmail.com"),
        ("ada@example.org.", "ada@example.org"),
        ("ada", ""),
        ("@ada", ""),
        ("ada@", ""),
        ("ada lovelace@example.org", ""),
        ("", ""),
    ],
)
def test_addresses_of_one_mailbox_have_one_key(address: str, key: str) -> None:
    assert email_key(address) == key


def test_a_tag_can_be_left_out() -> None:
    assert mailbox_key("Ada+news@example.org") == "ada@example.org"
    assert mailbox_key("+news@example.org") == "+news@example.org"
    assert mailbox_key("ada") == ""


@pytest.mark.parametrize(
    "local",
    [
        "info", "office", "sales", "noreply", "no-reply", "do_not_reply", "no-reply-orders", "support", "hello", "kontakt", "buero",
        "vertrieb", "sekretariat", "accueil", "ventas", "atencionalcliente", "segreteria", "administratie", "klantenservice", "salg",
        "biuro", "sklep", "objednavky", "podpora", "ugyfelszolgalat", "myynti", "info1", "info-de", "team.north", "hr", "it-support",
        "customercare", "press-office", "marketing-team", "postmaster", "mailer-daemon", "bonjour", "info+web",
    ],
)  # fmt: skip
def test_a_post_or_a_service_is_nobodys_own(local: str) -> None:
    assert may_be_shared(f"{local}@firm.example")


@pytest.mark.parametrize(
    "local",
    [
        "family",
        "familie.mueller",
        "smithfamily",
        "familysmith",
        "smith.home",
        "anna.und.bob",
        "anna-and-bob",
        "bob_y_ana",
        "parents",
    ],
)
def test_a_household_is_nobodys_own(local: str) -> None:
    assert may_be_shared(f"{local}@mail.example")


def test_the_name_of_the_company_is_nobodys_own() -> None:
    assert may_be_shared("acme@acme.example")
    assert may_be_shared("acme-engines@acme-engines.example")
    assert not may_be_shared("gmail@gmail.com")


@pytest.mark.parametrize(
    "local",
    [
        "ada", "ada.lovelace", "a.lovelace", "lovelace", "al", "ada1815", "countess", "mail42", "contact17", "it.lovelace", "hr.giger",
        "pr.jones", "1815", "ola.nordmann", "anna.maria", "e.m.forster",
    ],
)  # fmt: skip
def test_a_person_has_an_address_of_their_own(local: str) -> None:
    assert not may_be_shared(f"{local}@mail.example")
