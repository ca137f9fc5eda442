"""Front matter of two versions merges property by property."""

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.marker_style import MarkerStyle
from tests.model.merge.whole_text import merged, merged_front

# What each case shows, then base, ours, theirs and the result.
CASES = [
    # One side
    ("each side's change", "a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 2\n", "a: 2\nb: 2\n"),
    ("each side's addition at one place", "a: 1\n", "a: 1\no: 1\n", "a: 1\nt: 1\n", "a: 1\no: 1\nt: 1\n"),
    ("a removal beside a change", "a: 1\nb: 1\n", "b: 1\n", "a: 1\nb: 2\n", "b: 2\n"),
    ("a removal by both", "a: 1\nb: 1\nc: 1\n", "b: 2\nc: 1\n", "b: 1\nc: 2\n", "b: 2\nc: 2\n"),
    ("quotes and comments as written", "a: 1\nb: 1\n", "a: '2'  # two\nb: 1\n", "a: 1\nb: \"2\"\n", "a: '2'  # two\nb: \"2\"\n"),
    ("a comment above travels", "a: 1\nb: 1\n", "a: 1\n# why\nx: 1\nb: 1\n", "b: 1\na: 1\n", "b: 1\na: 1\n# why\nx: 1\n"),
    ("comments above by both", "# c\na: 1\nb: 1\n", "# o\n# c\na: 1\nb: 2\n", "# c\n# t\na: 2\nb: 1\n", "# o\n# c\n# t\na: 2\nb: 2\n"),
    ("comments at the end by both", "a: 1\nb: 1\n", "a: 2\nb: 1\n# o\n", "a: 1\nb: 2\n# t\n", "a: 2\nb: 2\n# o\n# t\n"),
    ("a comment after a value that the other changed", "a: 1\nb: 1\n", "a: 1  # one\nb: 1\n", "a: 2\nb: 2\n", "a: 2  # one\nb: 2\n"),
    ("quotes around a value that the other commented", "a: 1\n", "a: '1'\n", "a: 1  # one\n", "a: '1'  # one\n"),
    ("a block of text as written", "a: 1\nb: |\n  x\n\n  # y\nc: 1\n", "a: 2\nb: |\n  x\n\n  # y\nc: 1\n", "a: 1\nb: |\n  z\n\n  # y\nc: 2\n", "a: 2\nb: |\n  z\n\n  # y\nc: 2\n"),
    ("nested properties as written", "a: 1\nb:\n  k: 1\nc: 1\n", "a: 2\nb:\n  k: 1\nc: 1\n", "a: 1\nb:\n  k: 2 # two\nc: 2\n", "a: 2\nb:\n  k: 2 # two\nc: 2\n"),
    ("a text of several lines in quotes", "a: 1\nb: \"x\n  # y\"\nc: 1\n", "a: 2\nb: \"x\n  # y\"\nc: 1\n", "a: 1\nb: \"z\n  # y\"\nc: 2\n", "a: 2\nb: \"z\n  # y\"\nc: 2\n"),
    # Names
    ("a rename by synonym", "email: a@x\nb: 1\n", "emails: a@x\nb: 2\n", "email: b@x\nb: 1\n", "emails: b@x\nb: 2\n"),
    ("one property under two spellings", "b: 1\n", "Met-On: 2026-01-01\nb: 2\n", "met_on: 2026-01-01\nb: 1\n", "Met-On: 2026-01-01\nb: 2\n"),
    ("one list under two synonyms", "b: 1\n", "email: a@x\nb: 2\n", "emails: [b@x]\nb: 1\n", "email: [a@x, b@x]\nb: 2\n"),
    ("unknown names that differ", "b: 1\n", "Own: 1\nb: 2\n", "Owned: 2\nb: 1\n", "Own: 1\nOwned: 2\nb: 2\n"),
    ("two names for one property in one version", "email: a@x\nemails: [b@x]\nc: 1\n", "email: a@x\nemails: [b@x, o@x]\nc: 1\n", "email: t@x\nemails: [b@x]\nc: 2\n", "email: t@x\nemails: [b@x, o@x]\nc: 2\n"),
    ("a name in quotes", '"a": 1\nb: 1\n', '"a": 2\nb: 1\n', '"a": 1\nb: 2\n', '"a": 2\nb: 2\n'),
    # Both made the same change
    ("the same change in another style", "a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: '2'\nb: 2\n", "a: 2\nb: 2\n"),
    ("the same addition", "b: 1\n", "a: x\nb: 2\n", "a: 'x'\nb: 1\n", "a: x\nb: 2\n"),
    ("an empty property is as good as none", "role:\nb: 1\n", "role: Analyst\nb: 1\n", "b: 2\n", "role: Analyst\nb: 2\n"),
    ("properties that both added below one comment", "a: 1\n# end\n", "a: 1\n# end\no: 1\n", "a: 1\n# end\nt: 1\n", "a: 1\n# end\no: 1\nt: 1\n"),
    ("properties that both added between a comment and a property", "# b\nb: 1\n", "# b\no: 1\nb: 1\n", "# b\nt: 1\nb: 1\n", "# b\no: 1\nt: 1\nb: 1\n"),
    # Lists
    ("additions to brackets", "tags: [a]\n", "tags: [a, o]\n", "tags: [a, t]\n", "tags: [a, o, t]\n"),
    ("additions below each other", "tags:\n  - a\n", "tags:\n  - a\n  - o # o\n", "tags:\n  - a\n  - 't'\n", "tags:\n  - a\n  - o # o\n  - 't'\n"),
    ("an addition and a removal", "tags: [a, b]\n", "tags: [b]\n", "tags: [a, b, t]\n", "tags: [b, t]\n"),
    ("a removal by one, an edit by the other", "tags: [a, b]\n", "tags: [b]\n", "tags: [c, b]\n", "tags: [c, b]\n"),
    ("an item that both edited", "emails: [a@x]\n", "emails: [o@x]\n", "emails: [t@x]\n", "emails: [o@x, t@x]\n"),
    ("a single email that both edited", "email: a@x\n", "email: o@x\n", "email: t@x\n", "email: [o@x, t@x]\n"),
    ("one form for the other's additions", "tags: [a, b]\n", "tags: [a, b, o]\n", "tags:\n- a\n- b\n- t\n", "tags:\n- a\n- b\n- o\n- t\n"),
    ("brackets for what was below", "tags:\n- a\n", "tags: [a]\n", "tags:\n- a\n- 'x, y'\n- p, q\n", "tags: [a, 'x, y', \"p, q\"]\n"),
    ("a text becomes a list", "tags: a\n", "tags: [a, o]\n", "tags: t\n", "tags: [o, t]\n"),
    ("a text that lists several", "tags: a, b\n", "tags: a, b, o\n", "tags: b, t\n", "tags: b, o, t\n"),
    ("aliases in one text", "aliases: Adi, Countess\n", "aliases: Adi, Countess, O\n", "aliases: Adi\n", "aliases: Adi, O\n"),
    ("texts that may contain commas", "needs: a desk, by May\n", "needs: [a desk, by June]\n", "needs:\n- a desk, by May\n- a lamp\n", "needs: [a desk, by June, a lamp]\n"),
    ("a duplicate stays", "tags: [a, a]\n", "tags: [a, a, o]\n", "tags: [a, a, t]\n", "tags: [a, a, o, t]\n"),
    ("the same addition once", "tags: [a]\n", "tags: [a, x]\n", "tags: [x, a, t]\n", "tags: [a, t, x]\n"),
    ("a tag with and without #", "tags: [a]\nb: 1\n", "tags: [a, '#x']\nb: 1\n", "tags: [a, x, t]\nb: 1\n", "tags: [a, '#x', t]\nb: 1\n"),
    ("a link and a name among people", "knows: []\n", 'knows: ["[[Ada]]"]\n', "knows: [Ada, Bo]\n", 'knows: ["[[Ada]]", Bo]\n'),
    ("a link without quotes", "knows: [[Ada]]\n", 'knows: ["[[Ada]]", "[[Bo]]"]\n', "knows:\n- [[Ada]]\n- [[Cy]]\n", 'knows: ["[[Ada]]", "[[Bo]]", "[[Cy]]"]\n'),
    ("an item put first stays first", "emails: [a@x]\n", "emails: [o@x, a@x]\n", "emails: [a@x, t@x]\n", "emails: [o@x, a@x, t@x]\n"),
    ("the order of the side that moved items", "tags: [a, b, c]\n", "tags: [a, b, c, o]\n", "tags: [c, a, b]\n", "tags: [c, o, a, b]\n"),
    ("a removed list and an added item", "tags: [a]\nb: 1\n", "b: 1\n", "tags: [a, t]\nb: 1\n", "tags: [t]\nb: 1\n"),
    ("all items removed", "tags: [a, b]\n", "tags: [a]\n", "tags: [b]\n", "tags: []\n"),
    ("all items below removed", "tags:\n- a\n- b\n", "tags:\n- a\n", "tags:\n- b\n", "tags: []\n"),
    ("an unknown list", "own: [a]\n", "own: [a, o]\n", "own: [a, t]\n", "own: [a, o, t]\n"),
    ("an empty list filled by both", "tags:\n", "tags: [o]\n", "tags:\n- t\n", "tags: [o, t]\n"),
    ("brackets over several lines", "tags: [\n  a,\n]\n", "tags: [\n  a,\n  o,\n]\n", "tags: [\n  a,\n  t,\n]\n", "tags: [\n  a,\n  o,\n  t,\n]\n"),
    ("a comment above an item", "tags:\n- a\n", "tags:\n# why\n- o\n- a\n", "tags:\n- a\n- t\n", "tags:\n# why\n- o\n- a\n- t\n"),
    # Who logged it
    ("both logged it", "a: 1\n", "a: 1\nby: Mo\n", "a: 1\nby: Jo\n", "a: 1\nby: [Mo, Jo]\n"),
    ("both logged it, in lists", "a: 1\n", "a: 1\nby: [Mo]\n", "a: 1\nby: [Jo]\n", "a: 1\nby: [Mo, Jo]\n"),
    ("both logged it, as links", "a: 1\n", 'a: 1\nby: "[[Mo]]"\n', 'a: 1\nby: "[[Jo]]"\n', 'a: 1\nby: ["[[Mo]]", "[[Jo]]"]\n'),
    ("both logged it, one with a third", "a: 1\n", "a: 1\nby: Mo\n", "a: 1\nby:\n  - Jo\n  - Al\n", "a: 1\nby:\n  - Mo\n  - Jo\n  - Al\n"),
    # Order
    ("the order of the side that moved properties", "a: 1\nb: 1\nc: 1\n", "c: 1\na: 1\nb: 1\n", "a: 1\nb: 2\nc: 1\n", "c: 1\na: 1\nb: 2\n"),
    ("our order if both moved properties", "a: 1\nb: 1\nc: 1\n", "c: 1\na: 1\nb: 1\n", "b: 1\na: 1\nc: 1\n", "c: 1\na: 1\nb: 1\n"),
    # Dates
    ("the later last contact", "last_contact: 2026-01-01\n", "last_contact: 2026-03-01\n", "last_contact: 2026-02-01\n", "last_contact: 2026-03-01\n"),
    ("the later review", "reviewed: 2026-01-01\n", "reviewed: 2026-02-01\n", "reviewed: 2026-03-01\n", "reviewed: 2026-03-01\n"),
    ("the later stamp of Dendron", "updated: 1752941942573\n", "updated: 1752941950000\n", "updated: 1752941960000\n", "updated: 1752941960000\n"),
    ("the later stamp of seconds with a fraction", "mtime: 1752941942.5\n", "mtime: 1752941942.75\n", "mtime: 1752941942.6\n", "mtime: 1752941942.75\n"),
    ("the later stamp by date", "lastmod: 2026-01-01\n", "lastmod: 2026-02-01\n", "lastmod: 2026-01-31\n", "lastmod: 2026-02-01\n"),
    ("the later stamp by time", "date modified: 2026-01-01 10:00\n", "date modified: 2026-01-01 12:00\n", "date modified: 2026-01-01 13:00\n", "date modified: 2026-01-01 13:00\n"),
    ("the later stamp in its quotes", 'Last-Modified: "2026-01-01T10:00:00Z"\n', 'Last-Modified: "2026-01-01T10:05:00Z"\n', 'Last-Modified: "2026-01-01T10:04:00Z"\n', 'Last-Modified: "2026-01-01T10:05:00Z"\n'),
    ("the later stamp of two zones", "last updated: 2026-01-01T10:00:00+01:00\n", "last updated: 2026-01-02T10:00:00+01:00\n", "last updated: 2026-01-02T10:30:00+02:00\n", "last updated: 2026-01-02T10:00:00+01:00\n"),
    ("the later of two new stamps", "a: 1\n", "a: 1\nmodified: 2026-02-01\n", "a: 1\nmodified: 2026-02-02\n", "a: 1\nmodified: 2026-02-02\n"),
    ("the later stamp in an empty one", "updated:\n", "updated: 2026-02-01\n", "updated: 2026-02-02\n", "updated: 2026-02-02\n"),
    ("the later stamp under two spellings", "date-modified: 2026-01-01\n", "Date modified: 2026-02-01\n", "date-modified: 2026-02-02\n", "Date modified: 2026-02-02\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_properties_merge(base: str, ours: str, theirs: str, expected: str) -> None:
    assert merged_front(base, ours, theirs) == expected


# What each case shows, base, ours, theirs, the result, and the properties in conflict.
CONFLICTS = [
    (
        "a value that both set",
        "a: 1\nrole: x\nz: 1\n",
        "a: 2\nrole: y\nz: 1\n",
        "a: 1\nrole: z\nz: 2\n",
        "a: 2\n<<<<<<< ours\nrole: y\n=======\nrole: z\n>>>>>>> theirs\nz: 2\n",
    ),
    (
        "a removed property that the other changed",
        "# why\nrole: x\nz: 1\n",
        "z: 2\n",
        "# why\nrole: y\nz: 1\n",
        "<<<<<<< ours\n=======\n# why\nrole: y\n>>>>>>> theirs\nz: 2\n",
    ),
    (
        "a property that both added",
        "z: 1\n",
        "role: x\nz: 1\n",
        "role: y\nz: 1\n",
        "<<<<<<< ours\nrole: x\n=======\nrole: y\n>>>>>>> theirs\nz: 1\n",
    ),
    (
        "synonyms with different values",
        "z: 1\n",
        "company: x\nz: 1\n",
        "organization: y\nz: 2\n",
        "<<<<<<< ours\ncompany: x\n=======\norganization: y\n>>>>>>> theirs\nz: 2\n",
    ),
    (
        "two snoozes",
        "snooze: 2026-01-01\n",
        "snooze: 2026-02-01\n",
        "snooze: 2026-03-01\n",
        "<<<<<<< ours\nsnooze: 2026-02-01\n=======\nsnooze: 2026-03-01\n>>>>>>> theirs\n",
    ),
    (
        "a last contact that one side moved back",
        "last_contact: 2026-02-01\n",
        "last_contact: 2026-01-01\n",
        "last_contact: 2026-03-01\n",
        "<<<<<<< ours\nlast_contact: 2026-01-01\n=======\nlast_contact: 2026-03-01\n>>>>>>> theirs\n",
    ),
    *(
        (
            f"stamps that tell nothing: {base}, {ours}, {theirs}",
            *(f"updated: {each}\n" for each in (base, ours, theirs)),
            f"<<<<<<< ours\nupdated: {ours}\n=======\nupdated: {theirs}\n>>>>>>> theirs\n",
        )
        for base, ours, theirs in (
            ("2026-01-02", "2026-01-01", "2026-01-03"),
            ("2026-01-02", "2026-01-03", "2026-01-04T10:00"),
            ("1752941942573", "1752941950", "1752941960"),
            ("2026-01-02", "2026-01-33", "2026-02-30"),
            ("2026-01-02T10:00", "2026-01-03T10:00", "2026-01-04T10:00Z"),
            ("never", "today", "later"),
            ("1", "2", "3"),
        )
    ),
    (
        "two dates of a goal",
        "a: 1\n",
        "a: 1\nby: 2027-01-01\n",
        "a: 1\nby: 2027-02-01\n",
        "a: 1\n<<<<<<< ours\nby: 2027-01-01\n=======\nby: 2027-02-01\n>>>>>>> theirs\n",
    ),
    (
        "different comments after one value",
        "a: 1\n",
        "a: 1 # o\n",
        "a: 1 # t\n",
        "<<<<<<< ours\na: 1 # o\n=======\na: 1 # t\n>>>>>>> theirs\n",
    ),
    (
        "comments above stay outside",
        "# c\nrole: x\n",
        "# c\n# o\nrole: y\n",
        "# c\nrole: z\n",
        "# c\n# o\n<<<<<<< ours\nrole: y\n=======\nrole: z\n>>>>>>> theirs\n",
    ),
    (
        "a text that both wrote anew",
        "d: |\n  x\n",
        "d: |\n  y\n",
        "d: |\n  z\n",
        "<<<<<<< ours\nd: |\n  y\n=======\nd: |\n  z\n>>>>>>> theirs\n",
    ),
    (
        "a value and nested properties",
        "own: x\n",
        "own:\n  k: 1\n",
        "own: y\n",
        "<<<<<<< ours\nown:\n  k: 1\n=======\nown: y\n>>>>>>> theirs\n",
    ),
]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"), [c[1:] for c in CONFLICTS], ids=[c[0] for c in CONFLICTS]
)
def test_a_conflict_has_markers_around_one_property(base: str, ours: str, theirs: str, expected: str) -> None:
    assert merged_front(base, ours, theirs) == expected


def test_conflicts_are_counted_and_named() -> None:
    result = merged(
        "---\nrole: x\ncity: x\n---\n", "---\nrole: y\ncity: y\n---\n", "---\nrole: z\ncity: z\n---\n"
    )
    assert (result.conflicts, result.properties) == (2, ("role", "city"))


def test_markers_have_the_style_that_git_asks_for() -> None:
    style = MarkerStyle(9, "HEAD", "branch", "1a2b", with_base=True)
    result = merged("---\nrole: x\n---\n", "---\nrole: y\n---\n", "---\nrole: z\n---\n", style)
    assert result.text.decode() == (
        "---\n<<<<<<<<< HEAD\nrole: y\n||||||||| 1a2b\nrole: x\n=========\nrole: z\n>>>>>>>>> branch\n---\n"
    )


def test_a_vaults_own_names_are_known() -> None:
    rules = Rules(properties=(("emails", ("Kontakt",)),))
    result = merged(
        "---\nb: 1\n---\n", "---\nKontakt: a@x\nb: 2\n---\n", "---\nemail: b@x\nb: 1\n---\n", rules=rules
    )
    assert result.text == b"---\nKontakt: [a@x, b@x]\nb: 2\n---\n"


def test_a_family_name_first_is_one_alias() -> None:
    result = merged(
        "---\naliases: Adi\nb: 1\n---\n",
        "---\naliases: Byrne, Ada\nb: 2\n---\n",
        "---\naliases: Adi, Bea\nb: 1\n---\n",
        path="contacts/Ada Byrne.md",
    )
    assert result.text == b'---\naliases: ["Byrne, Ada", Bea]\nb: 2\n---\n'
