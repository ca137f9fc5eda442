"""Made-up vaults, each written as a public one is: what is proposed for it, and who and what pnet then finds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from plaintext_network.vault import adopt
from plaintext_network.vault.config.settings import parse_settings
from plaintext_network.vault.notebook import Notebook

TODAY = date(2026, 11, 24)


class Vault(NamedTuple):
    """A vault's files, what is in the proposed settings, and the people, meetings and touches that pnet finds with them."""

    files: Mapping[str, str]
    settings: str
    people: tuple[str, ...]
    meetings: tuple[str, ...] = ()
    touches: int = 0


# People by folder and by a tag on a line of their own, participants below a heading, templates in a folder that Obsidian names.
BY_TASKS = Vault(
    {
        ".obsidian/daily-notes.json": '{"folder": "Days", "template": "_tools/Templates/Day"}',
        ".obsidian/templates.json": '{"folder": "_tools/Templates"}',
        "Days/2026-09-22.md": "## Meetings\n[[2026-09-22 Kiln meeting]]\n- [ ] clean the kiln\n",
        "Meeting Notes/2026-09-22 Kiln meeting.md": "## Attendees\n[[Ada Byrne]]\n[[Bo Lund]]\n\n## Notes\nGlaze:: late\n",
        "Meeting Notes/2026-09-29 Glaze.md": "## Attendees\n[[Ada Byrne]]\n",
        "People/Ada Byrne.md": "## Notes\n\n## Tags\n#people\n",
        "People/Bo Lund.md": "## Notes\n\n## Tags\n#people\n",
        "_tools/Templates/Person.md": "## Notes\n\n## Tags\n#people\n",
        "_tools/Templates/Meeting.md": "## Attendees\n\n## Notes\n",
    },
    """\
ignore = ["_tools/Templates"]

[kinds.contact]
folders = ["People"]
tags = ["people"]

[kinds.interaction]
folders = ["Meeting Notes"]

[templates]
contact = "_tools/Templates/Person.md"
""",
    ("Ada Byrne", "Bo Lund"),
    ("2026-09-22 Kiln meeting", "2026-09-29 Glaze"),
    2,
)
# Inline fields without front matter, also below headings; the type of a meeting is a phrase.
INLINE = Vault(
    {
        ".obsidian/daily-notes.json": '{"format": "YYYY/MM/YYYY-MM-DD", "folder": "daily", "template": "templates/day"}',
        "_logs/2_meetings.md": '```dataview\ntable from "daily" where contains(type, "meeting")\n```\n',
        "customers/Kiln Works.md": "## Persons\n```dataview\nlist\n```\n",
        "daily/2026/10/2026-10-10_0937.md": (
            "title::needs\ncustomer:: [[Kiln Works]]\ntype::customer meeting\n\n"
            "## Participants\nparticipants::[[Ada Byrne]]\n### Notes\n"
        ),
        "daily/2026/10/2026-10-18_1507.md": "## note\n\ntype:: case_note\nsummary:: about [[Ada Byrne]]\n",
        "people/Ada Byrne.md": "customer:: [[Kiln Works]]\ntitle:: Potter\n",
        "templates/person.md": "<%* await tp.file.rename('x') -%>\ncustomer:: [[]]\n",
    },
    """\
ignore = ["templates"]

[kinds.contact]
folders = ["people"]

[kinds.interaction]
types = ["customer meeting"]

[properties]
with = ["participants"]

[new]
interaction = "daily/{date:YYYY}/{date:MM}/{date} {title}.md"
interaction_marks = { type = "customer meeting" }
""",
    ("Ada Byrne",),
    ("2026-10-10_0937",),
    1,
)
# Nested tags, signs before names, classes that describe people and are none.
OBJECTS = Vault(
    {
        "Classes/Class Person.md": '---\ntags: [class]\ntype:\n  - "[[Class Class]]"\n---\n- [[@ Ada Byrne]]\n',
        "Classes/Class Team.md": "---\ntags: [class]\n---\n",
        "Files/@ Ada Byrne.md": "---\naliases:\n- Ada\ntags:\n  - object/person\ncreated: 2026-05-30\n---\n",
        "Files/@ Bo Lund.md": "---\ntags:\n- object/intel/person\ncreated: 2026-05-30\n---\n",
        "Files/@ The Yard.md": "---\ntags:\n  - object/location\ncreated: 2026-05-30\n---\n",
        "Files/» 2026-06-06 Call - Kilns.md": (
            '---\ntags: [act/meeting]\ndate: 2026-06-06\ncreated: 2026-06-01\nparticipants:\n  - "[[@ Ada Byrne]]"\n'
            'type:\n  - "[[Meeting]]"\n---\n'
        ),
        "Templates/@ TEMPLATE Person.md": "---\ntags:\n- object/intel/person\n---\n",
    },
    """\
ignore = ["Templates"]

[kinds.contact]
tags = ["object/intel/person", "object/person"]

[kinds.interaction]
tags = ["act/meeting"]

[properties]
with = ["participants"]

[templates]
contact = "Templates/@ TEMPLATE Person.md"

[new]
contact = "Files/@ {name}.md"
contact_marks = { tags = ["object/person"] }
interaction = "Files/» {date} {title}.md"
interaction_marks = { tags = ["act/meeting"], type = "[[Meeting]]" }
""",
    ("@ Ada Byrne", "@ Bo Lund"),
    ("» 2026-06-06 Call - Kilns",),
    1,
)
# A category for each note, whose own note lists them; types within the category.
CATEGORIES = Vault(
    {
        "Categories/People.md": "---\ntags: [categories]\n---\n![[People.base]]\n",
        "Categories/Meetings.md": "---\ntags: [categories]\n---\n![[Meetings.base]]\n",
        "Notes/2026-09-12 With Ada.md": (
            '---\ncategories:\n  - "[[Meetings]]"\ntype: []\ndate: 2026-09-12\npeople:\n  - "[[Ada Byrne]]"\n---\n'
        ),
        "References/Ada Byrne.md": '---\ncategories:\n  - "[[People]]"\ntype:\n  - "[[Authors]]"\n---\n',
        "References/Bo Lund.md": '---\ncategories:\n  - "[[People]]"\ncreated: 2026-09-13\n---\n',
        "References/Kilns.md": '---\ncategories:\n  - "[[Books]]"\nauthor: "[[Ada Byrne]]"\n---\n',
        "Templates/Person Template.md": "---\ncategories:\n  - '[[People]]'\ncreated: {{date}}\n---\n",
    },
    """\
ignore = ["Templates"]

[kinds.contact]
types = ["Authors"]
where = { categories = ["People"] }

[kinds.interaction]
where = { categories = ["Meetings"] }

[properties]
with = ["people"]

[templates]
contact = "Templates/Person Template.md"

[new]
contact = "References/{name}.md"
contact_marks = { categories = ["[[People]]"] }
interaction = "Notes/{date} {title}.md"
interaction_marks = { categories = ["[[Meetings]]"] }
""",
    ("Ada Byrne", "Bo Lund"),
    ("2026-09-12 With Ada",),
    1,
)
# No person yet: the templates show the marks of those to come. A date of creation is no date of a meeting.
ONLY_TEMPLATES = Vault(
    {
        ".obsidian/plugins/periodic-notes/data.json": (
            '{"daily": {"folder": "Reviews", "template": "Templates/Daily.md", "enabled": true}}'
        ),
        "Reviews/2026-09-01.md": "---\ndate_created:\ntags: [daily-note]\n---\n",
        "Templates/Meeting Template.md": "---\ndate_created:\ntags:\n  - meeting\ntitle: Meeting\n---\n## Attendees\n",
        "Templates/Person Template.md": "---\ntags:\n  - person\n---\n# Name\n\ndate_last_contacted::\n\nbirthdate:: \n",
    },
    """\
ignore = ["Templates"]

[kinds.contact]
tags = ["person"]

[kinds.interaction]
tags = ["meeting"]

[templates]
contact = "Templates/Person Template.md"
""",
    (),
)
# A graph of Logseq: people are pages one level below a name, and deeper pages are no people.
LOGSEQ = Vault(
    {
        "logseq/config.edn": "{}",
        "journals/2026_07_23.md": "- met [[Person/Ada Byrne]] #touch\n",
        **{
            f"pages/Person___{name}.md": "logseq-entity:: [[Logseq/Entity/Person]]\n- # About\n"
            for name in ("Ada Byrne", "Bo Lund")
        },
        "pages/Person___Cy Moor.md": "- # Cy Moor\n",
        "pages/Person___Ada Byrne___GitHub___kiln.md": "logseq-entity:: [[Logseq/Entity/Project]]\n",
        "pages/Person.md": "alias:: [[People]]\n",
        "pages/Logseq___Entity___Person.md": "logseq-entity:: [[Logseq/Entity/Definition]]\n",
    },
    """\
ignore = ["logseq"]

[kinds.contact]
names = ["Person___*"]
where = { logseq-entity = ["Person"] }

[daily]
format = "%Y_%m_%d"

[new]
contact = "pages/Person___{name}.md"
contact_marks = { logseq-entity = ["[[Logseq/Entity/Person]]"] }
""",
    ("Person___Ada Byrne", "Person___Bo Lund", "Person___Cy Moor"),
    touches=1,
)
# People among whom are notes that list people, and a Log under another heading.
COLLECTIONS = Vault(
    {
        "People/Ada Byrne.md": "---\nemail: a@b.c\n---\n## Conversation History\n- 2026-11-01 call: kilns\n",
        "People/Bo Lund.md": "## Conversation History\n- 2026-11-02 tea\n### 2026-11-03 call\nkilns\n",
        "People/People MOC.md": "- [[Ada Byrne]]\n- [[Bo Lund]]\n",
        "People/People.base": "views: []\n",
        "People/People Dashboard.md": "```dataview\nlist\n```\n",
        "People/Kiln team.md": "- [[Ada Byrne]]\n- [[Bo Lund]]\n",
        "People/Template - Person.md": "---\nemail:\n---\n## Conversation History\n",
        "Projects/Plan.md": "- [ ] fire\n",
    },
    """\
ignore = ["People/Kiln team.md"]

[kinds.contact]
folders = ["People"]

[log]
headings = ["Conversation History"]

[templates]
contact = "People/Template - Person.md"
""",
    ("Ada Byrne", "Bo Lund"),
    touches=3,
)
# People in a folder for each company, which has a folder note.
COMPANIES = Vault(
    {
        "People/Brightwater/Brightwater.md": "# Brightwater\nMakes water.\n",
        "People/Brightwater/Grace Okafor.md": "## Log\n- 2026-10-01 call about pipes\n",
        "People/Brightwater/Tom Weller.md": "---\nemail: t@w.example\n---\n",
        "People/Kiln/Kiln.md": "#company\n",
        "People/Kiln/Ada Byrne.md": "#person\n",
        "People/Kiln/Cy Dent.md": "#person\n",
        "People/Bo/Bo.md": "A friend.\n",
        "People/Bo/Gift Ideas.md": "a book\n",
        "People/Bo/Old Letters.md": "a letter\n",
        "People/Eve/Eve.md": "---\nbirthday: 1990-01-02\n---\n",
        "People/Eve/Kiln Prize.md": "---\nemail: prize@kiln.example\n---\n",
    },
    """\
[kinds.contact]
folders = ["People", "People/Brightwater"]
tags = ["person"]

[kinds.organization]
tags = ["company"]
""",
    ("Ada Byrne", "Bo", "Cy Dent", "Eve", "Grace Okafor", "Tom Weller"),
    touches=1,
)
# Meetings and daily notes in levels, with days between dots.
DENDRON = Vault(
    {
        "user.ada.md": "---\ntitle: Ada Byrne\n---\n",
        "user.bo.md": "---\ntitle: Bo Lund\n---\n",
        "user.bo.ideas.md": "---\ntitle: Ideas\n---\n",
        "meet.md": "---\ntitle: Meet\n---\n",
        "meet.2026.11.03.sync.md": "## Attendees\n- [[user.ada]]\n",
        "meet.2026.11.11.md": "## Attendees\n- [[user.bo]]\n",
        "daily.journal.2026.11.04.md": "- tea with [[user.ada]] #touch\n",
    },
    """\
[kinds.contact]
names = ["user.*"]

[kinds.interaction]
names = ["meet.*"]

[daily]
format = "daily.journal.%Y.%m.%d"

[new]
contact = "user.{name}.md"
interaction = "meet.{date} {title}.md"
""",
    ("user.ada", "user.bo"),
    ("meet.2026.11.03.sync", "meet.2026.11.11"),
    3,
)
SPANISH = Vault(
    {
        "Personas/Índice.md": "x\n",
        "Personas/José Núñez.md": "---\ncumpleaños: 1980-03-04\nteléfono: 600 000 000\nempresa: '[[Horno]]'\n---\n",
        "Personas/María Peña.md": "",
        "Empresas/Horno.md": "x\n",
        "Reuniones/Horno.md": "---\nfecha: 2026-11-03\nasistentes: ['[[José Núñez]]']\n---\n",
    },
    """\
ignore = ["Personas/Índice.md"]

[kinds.contact]
folders = ["Personas"]

[kinds.interaction]
folders = ["Reuniones"]

[kinds.organization]
folders = ["Empresas"]

[properties]
birthday = ["cumpleaños"]
date = ["fecha"]
organization = ["empresa"]
phones = ["teléfono"]
with = ["asistentes"]
""",
    ("José Núñez", "María Peña"),
    ("Horno",),
    1,
)
VAULTS = {
    "tasks": BY_TASKS,
    "inline fields": INLINE,
    "objects": OBJECTS,
    "categories": CATEGORIES,
    "only templates": ONLY_TEMPLATES,
    "Logseq": LOGSEQ,
    "collections": COLLECTIONS,
    "companies": COMPANIES,
    "Dendron": DENDRON,
    "Spanish": SPANISH,
}


def made(root: Path, files: Mapping[str, str]) -> Path:
    """Make a folder that holds these files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("vault", VAULTS.values(), ids=VAULTS)
class TestVaults:
    def test_the_settings_fit(self, vault: Vault, tmp_path: Path) -> None:
        text = adopt.propose(made(tmp_path, vault.files), TODAY).text
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert "\n".join(lines).strip("\n") + "\n" == vault.settings
        assert parse_settings(text).problems == ()

    def test_pnet_finds_the_real_contacts_and_interactions(self, vault: Vault, tmp_path: Path) -> None:
        adopt.write(tmp_path, adopt.propose(made(tmp_path, vault.files), TODAY).text)
        notes = list(Notebook(str(tmp_path), TODAY).index.notes.values())
        for kind, expected in (("contact", vault.people), ("interaction", vault.meetings)):
            found = sorted(Path(facts.path).stem for facts in notes if facts.kind == kind)
            assert tuple(found) == expected

    def test_the_numbers_shown_are_those_of_stats(self, vault: Vault, tmp_path: Path) -> None:
        proposal = adopt.propose(made(tmp_path, vault.files), TODAY)
        adopt.write(tmp_path, proposal.text)
        stats = Notebook(str(tmp_path), TODAY).reports.stats()
        assert proposal.counts is not None
        counts = {kind: proposal.counts.of(kind) for kind, _ in stats.kinds if kind != "plain"}
        assert counts == {kind: number for kind, number in stats.kinds if kind != "plain"}
        assert proposal.counts.interactions == stats.interactions
        assert (proposal.counts.touches, stats.touches) == (vault.touches, vault.touches)

    def test_init_again_has_nothing_to_add(self, vault: Vault, tmp_path: Path) -> None:
        text = adopt.propose(made(tmp_path, vault.files), TODAY).text
        again = adopt.Adoption(tmp_path, TODAY, existing=text)
        for question in again.questions():
            again.leave_open(question)
        assert again.text == text


UP = "---\nUp: '[[People MOC]]'\n---\n"


@pytest.mark.parametrize(
    ("files", "people"),
    [
        # Names.
        (
            {"user.ada.md": "", "user.bo.md": "", "user.ada.notes.md": "", "root.md": ""},
            ["user.ada", "user.bo"],
        ),
        ({"people.ada-b.md": "", "people.bo.md": "", "people.md": ""}, ["people.ada-b", "people.bo"]),
        (
            {"Person - Ada.md": "", "Person - Bo.md": "", "Personal - x.md": ""},
            ["Person - Ada", "Person - Bo"],
        ),
        ({"@Ada.md": "", "@Bo.md": "", "x.md": ""}, ["@Ada", "@Bo"]),
        ({"@Ada.md": "---\ntags: [a/place]\n---\n", "@Bo.md": "", "@Cy.md": ""}, []),
        ({"People/x7ab.md": "---\ntitle: Ada Byrne\n---\n"}, ["Ada Byrne"]),
        # Properties.
        ({"Ada.md": "---\nfileClass: People\n---\n", "x.md": "---\nfileClass: Recipe\n---\n"}, ["Ada"]),
        ({"Ada.md": "---\ncontentType: contact\n---\n"}, ["Ada"]),
        ({"Ada.md": "---\nentity: person-entity\n---\n"}, ["Ada"]),
        ({"Ada.md": "---\nnote type: Person\n---\n"}, ["Ada"]),
        ({"Ada.md": "is:: [[Person]]\n"}, ["Ada"]),
        ({"Ada.md": UP, "Bo.md": "Up:: [[People MOC]]\n", "People MOC.md": "[[Ada]] [[Bo]]"}, ["Ada", "Bo"]),
        ({"Ada.md": "# Ada\n\n## Meta\ntype:: person\n"}, ["Ada"]),
        ({"Ada.md": "---\naudience: people\n---\n", "x.md": "---\ntopics: [meetings]\n---\n"}, []),
        # Tags.
        ({"Ada.md": "#👤\n", "Bo.md": "---\ntags: [👤]\n---\n"}, ["Ada", "Bo"]),
        ({"Ada.md": "---\ntags: people/friends\n---\n", "x.md": "---\ntags: people/moc\n---\n"}, ["Ada"]),
        ({"Ada.md": "#people\n", "2026-11-05.md": "- asked #people about kilns\n"}, ["Ada"]),
        ({"x.md": "---\ntags: [schema-org, copilot-conversation, crm]\n---\n"}, []),
        # Folders.
        ({"🗂️ People/🗂️ People.md": "x", "🗂️ People/Ada.md": "x"}, ["Ada"]),
        ({"People/Ada/Ada.md": "x", "People/Ada/Letter.md": "x"}, ["Ada"]),
        ({"Friends/Ada Byrne.md": "---\nphone: 1\n---\n", "contacts/Bo.md": ""}, ["Ada Byrne", "Bo"]),
        ({"Personas/The Buyer.md": "x"}, []),
        # Templates.
        (
            {
                "People/@ TEMPLATE Person.md": "---\ntags: [person]\n---\n",
                "People/Person Template.md": "",
                "People/_template.md": "",
                "People/Ada.md": "",
            },
            ["Ada"],
        ),
    ],
)
def test_people_are_found_however_they_are_marked(
    files: Mapping[str, str], people: list[str], tmp_path: Path
) -> None:
    adopt.write(tmp_path, adopt.propose(made(tmp_path, files), TODAY).text)
    notes = Notebook(str(tmp_path), TODAY).index.notes.values()
    assert sorted(facts.name for facts in notes if facts.kind == "contact") == people


@pytest.mark.parametrize(
    ("file", "text", "is_one"),
    [
        ("1-1s/Ada 2026-11-01.md", "", True),
        ("Besprechungen/2026-11-01.md", "## Teilnehmer\n- [[Ada]]\n", True),
        ("x.md", "type:: 1-2-1\n", True),
        ("x.md", "---\ntype: Team Meeting\n---\n", True),
        ("x.md", "---\ntype: meeting room\n---\n", False),
        ("Calls/2026-11-01 Ada.md", "", True),
        ("Calls/Phone plans.md", "", False),
        ("Activities/Hiking.md", "", False),
        ("meetings/type.md", "---\ntags: meetings/type\n---\n", True),
        ("x.md", "---\ntags: meetings/type\n---\n", False),
    ],
)
def test_meetings_are_found_however_they_are_marked(
    file: str, text: str, is_one: bool, tmp_path: Path
) -> None:
    adopt.write(tmp_path, adopt.propose(made(tmp_path, {file: text}), TODAY).text)
    notes = list(Notebook(str(tmp_path), TODAY).index.notes.values())
    assert [facts.kind == "interaction" for facts in notes] == [is_one]


@pytest.mark.parametrize(
    ("file", "text", "key", "value"),
    [
        (".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter": "#todo"}', "tasks", "#todo"),
        (".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter": "#task"}', "tasks", "#task"),
        (".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter": "by me"}', "tasks", "#task"),
    ],
)
def test_the_filter_of_tasks_is_that_of_the_plugin(
    file: str, text: str, key: str, value: str, tmp_path: Path
) -> None:
    rules = parse_settings(adopt.propose(made(tmp_path, {"Ada.md": "", file: text}), TODAY).text).rules
    assert rules.tasks.filter == value
