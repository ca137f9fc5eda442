"""Only evidence of one person alone decides who a record is; everything else is a question with its evidence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.network.people.matching import Match, MatchIndex, MatchPerson
from tests.network.people.labelled_pairs import decisions, labelled_pairs

ADA = MatchPerson(
    "contacts/Ada.md",
    "Ada Lovelace",
    ("Countess",),
    ("ada@example.org",),
    ("+44 20 7946 0018",),
    ("https://www.linkedin.com/in/ada-lovelace/",),
    "Analytical Engines",
    (("google", "c1815"), ("uid", "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1")),
)
BO = MatchPerson("contacts/Bo.md", "Bo Ek", emails=("bo@example.org",))


def match(*records: MatchPerson, contacts: tuple[MatchPerson, ...] = (ADA, BO)) -> tuple[Match, ...]:
    numbered = [record._replace(key=str(number)) for number, record in enumerate(records)]
    return MatchIndex(contacts).match(numbered)


def one(name: str, *contacts: MatchPerson, **values: object) -> Match:
    record = MatchPerson("", name)._replace(**values)  # type: ignore[arg-type]
    return match(record, contacts=contacts or (ADA, BO))[0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_labelled_pairs_none_is_wrong_and_most_settle(seed: int) -> None:
    found = decisions(labelled_pairs(seed, 2000))
    assert found.wrong == ()
    assert found.settled.total() >= 0.97 * found.shared.total()
    assert found.shared.total() > 800


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"ids": (("google", "c1815"),)}, "id"),
        ({"ids": (("uid", "4FBE8971-0BC3-424C-9C26-36C3E1EFF6B1"),)}, "id"),
        ({"ids": (("nextcloud", "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"),)}, "id"),
        ({"emails": ("Ada@Example.ORG",)}, "email"),
        ({"links": ("linkedin.com/in/Ada-Lovelace?trk=x",)}, "link"),
    ],
)
def test_an_id_an_address_and_a_profile_decide_alone(values: dict[str, object], kind: str) -> None:
    found = one("A. Lovelace", **values)
    assert found.decided == ADA.key
    assert found.candidates[0].evidence[0].kind == kind
    assert found.doubt == ""


@pytest.mark.parametrize(
    ("name", "values", "kinds"),
    [
        ("Mrs Lovelace", {"phones": ("020 7946 0018",)}, ["phone"]),
        ("Ada Lovelace", {"organization": "analytical engines ltd"}, ["organization"]),
        ("lovelace, ada", {"organization": "Acme"}, ["name"]),
        ("COUNTESS", {}, ["name"]),
        ("Ada Lovelase", {}, ["near-name"]),
        ("A. Lovelace", {}, ["near-name"]),
        ("Ada Lovelace", {"phones": ("+442079460018",)}, ["phone", "name"]),
    ],
)
def test_everything_else_is_a_question(name: str, values: dict[str, object], kinds: list[str]) -> None:
    found = one(name, **values)
    assert found.decided is None
    assert found.candidates[0].path == ADA.key
    assert [each.kind for each in found.candidates[0].evidence] == kinds


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Bob Smith", {"phones": ("+44 20 7946 0018",)}),
        ("Bob Smith", {"organization": "Analytical Engines"}),
        ("Bob Smith", {}),
        ("Cy Ng", {"links": ("https://www.linkedin.com/company/ada-lovelace",)}),
    ],
)
def test_who_has_only_a_number_or_a_company_in_common_is_nobody(name: str, values: dict[str, object]) -> None:
    assert one(name, **values) == Match("0", None, ())


def test_the_reason_why_an_address_does_not_decide_is_told() -> None:
    assert one("Bob Smith", emails=ADA.emails).doubt == "the names may be two people's"
    assert one("Ada Lovelace", ADA, ADA._replace(key="b.md"), links=ADA.links).decided is None
    found = match(MatchPerson("", "Ada Lovelace", emails=ADA.emails), MatchPerson("", "A. Lovelace", emails=ADA.emails))  # fmt: skip
    assert [each.decided for each in found] == [None, None]
    assert found[0].doubt == "several records have the same e-mail address"
    both = one("Ada Lovelace", ADA, BO._replace(name="Ada L."), emails=(*ADA.emails, *BO.emails))
    assert both.decided is None
    assert both.doubt == "several contacts have the same e-mail address"


def test_records_that_may_be_one_name_each_other() -> None:
    found = match(
        MatchPerson("", "Cy Ng", emails=("cy@example.org",)),
        MatchPerson("", "C. Ng", emails=("cy@example.org",)),
        MatchPerson("", "Dee Ng", emails=("cy@example.org",)),
        MatchPerson("", "Cy Ng"),
    )
    assert [[other.path for other in each.others] for each in found] == [["1", "3"], ["0"], [], ["0"]]


def test_a_record_that_may_be_another_record_does_not_decide_by_an_address() -> None:
    one, other = match(
        MatchPerson("", "Ada Lovelace", emails=("ada@example.org", "al@example.org")),
        MatchPerson("", "Ada Lovelace", emails=("al@example.org",)),
    )
    assert (one.decided, one.doubt) == (None, "another record may be the same person")
    assert other.decided is None


def test_an_id_decides_before_an_address_that_others_have_too() -> None:
    found = match(
        MatchPerson("", "Ada Lovelace", emails=ADA.emails, ids=(("google", "c1815"),)),
        MatchPerson("", "Ada Lovelace", emails=ADA.emails),
    )
    assert [each.decided for each in found] == [ADA.key, None]


def test_after_a_rename_an_id_decides_with_one_more_value() -> None:
    mum = ADA._replace(name="Mum", aliases=())
    ids = (("google", "c1815"),)
    assert one("Ada Lovelace", mum, ids=ids).decided is None
    assert one("Ada Lovelace", mum, ids=ids, emails=ADA.emails).decided == mum.key
    digest = ("digest", "0123456789abcdef")
    renamed = mum._replace(ids=(*mum.ids, digest))
    assert one("Ada Lovelace", renamed, ids=(*ids, digest)).decided == mum.key


def test_an_id_given_to_somebody_else_is_a_question() -> None:
    found = one("Bob Smith", ids=(("google", "c1815"),))
    assert found.decided is None
    assert found.candidates[0].path == ADA.key


def test_an_address_of_several_contacts_decides_nothing() -> None:
    bo = BO._replace(emails=("ada@example.org",))
    found = one("Ada Lovelace", ADA, bo, emails=ADA.emails)
    assert found.decided is None
    assert [each.path for each in found.candidates] == [ADA.key]
    assert found.candidates[0].evidence[0].text.endswith("which may be several people's")


def test_people_known_to_be_apart_are_no_candidates() -> None:
    assert one("Ada Lovelace", emails=ADA.emails, apart=frozenset({ADA.key})) == Match("0", None, ())
    apart = ADA._replace(apart=frozenset({"0"}))
    assert one("Ada Lovelace", apart, emails=ADA.emails) == Match("0", None, ())


def test_another_birthday_is_another_person() -> None:
    ada = ADA._replace(birthday="1815-12-10")
    assert one("Ada Lovelace", ada, emails=ADA.emails, birthday="1845-12-10").decided is None
    assert one("Ada Lovelace", ada, emails=ADA.emails, birthday="12-11").doubt == "the birthdays differ"
    assert one("Ada Lovelace", ada, emails=ADA.emails, birthday="12-10").decided == ADA.key
    assert one("Ada Lovelace", ada, emails=ADA.emails, birthday="in spring").decided == ADA.key


def test_a_changed_surname_needs_that_nothing_else_differs() -> None:
    assert one("Ada King", emails=ADA.emails).decided == ADA.key
    assert one("Ada King", emails=ADA.emails, phones=("+44 20 7946 0999",)).decided is None
    assert one("Ada King", emails=ADA.emails, phones=ADA.phones).decided == ADA.key


def test_another_entry_of_the_same_source_needs_the_same_name() -> None:
    assert one("A. Lovelace", emails=ADA.emails, ids=(("google", "c9"),)).decided is None
    assert one("Ada Lovelace", emails=ADA.emails, ids=(("google", "c9"),)).decided == ADA.key
    assert one("A. Lovelace", emails=ADA.emails, ids=(("outlook", "c9"),)).decided == ADA.key


def test_a_name_in_another_script_needs_the_whole_name_in_the_address() -> None:
    taro = MatchPerson("taro.md", "Taro Yamada", emails=("taro.yamada@example.org", "tyy@example.com"))
    assert one("山田太郎", taro, emails=("taro.yamada@example.org",)).decided == "taro.md"
    assert one("山田太郎", taro, emails=("tyy@example.com",)).decided is None
    assert one("Yamada", taro, emails=("taro.yamada@example.org",)).decided == "taro.md"
    assert one("Mrs Yamada", taro, emails=("taro.yamada@example.org",)).decided is None


def test_the_likeliest_come_first_and_not_too_many() -> None:
    contacts = [MatchPerson(f"{number}.md", "Cy Ng") for number in range(9)]
    contacts[7] = contacts[7]._replace(organization="Acme")
    contacts[8] = contacts[8]._replace(emails=("info@example.org",))
    found = one("Cy Ng", *contacts, emails=("info@example.org",), organization="Acme")
    assert [each.path for each in found.candidates] == ["8.md", "7.md", "0.md", "1.md", "2.md"]


def test_a_value_of_very_many_is_nobodys() -> None:
    contacts = [MatchPerson(f"{n}.md", f"Cy Ng{n}", phones=("+44 20 7946 0018",)) for n in range(9)]
    assert one("Cy Ek", *contacts, phones=("+44 20 7946 0018",)).candidates == ()


def test_the_pairs_of_one_vault_are_named_once() -> None:
    contacts = (ADA, ADA._replace(key="b.md", ids=()), BO, BO._replace(key="c.md", emails=(), apart=frozenset({BO.key})))  # fmt: skip
    [(key, candidate)] = MatchIndex(contacts).similar()
    assert {key, candidate.path} == {ADA.key, "b.md"}
    assert [each.kind for each in candidate.evidence] == ["email", "link", "phone", "organization"]


def test_a_first_name_alone_is_a_pair_only_with_one() -> None:
    names = ["Ada", "Ada Lovelace", "Cy", "Cy Ng", "Cy Ek"]
    found = MatchIndex([MatchPerson(name, name) for name in names]).similar()
    assert [{key, candidate.path} for key, candidate in found] == [{"Ada", "Ada Lovelace"}]


TEXTS = st.one_of(st.text(max_size=8), st.sampled_from(["Ada Lovelace", "A. Lovelace", "ada@example.org", "info@x.org", "+44 20 7946 0018", "https://github.com/ada", "Иван"]))  # fmt: skip
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
PEOPLE = st.lists(
    st.builds(
        MatchPerson, st.just(""), TEXTS, LISTS, LISTS, LISTS, LISTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
        st.just(frozenset()), TEXTS,
    ),
    max_size=5,
)  # fmt: skip


@given(PEOPLE, PEOPLE)
@settings(max_examples=200)
def test_any_people_can_be_matched_and_each_contact_is_taken_once(
    contacts: list[MatchPerson], records: list[MatchPerson]
) -> None:
    index = MatchIndex([each._replace(key=f"{number}.md") for number, each in enumerate(contacts)])
    found = index.match([each._replace(key=str(number)) for number, each in enumerate(records)])
    decided = [each.decided for each in found if each.decided]
    assert len(decided) == len(set(decided))
    for each in found:
        assert each.decided in (None, *(candidate.path for candidate in each.candidates[:1]))
        assert all(candidate.evidence for candidate in (*each.candidates, *each.others))
    for key, candidate in index.similar():
        assert key != candidate.path
