"""The people who write the drafts of `sentences_seen.txt` and `sentences_unseen.txt`: their own notes, contacts and settings."""

from plaintext_network.model.note.rules import AudienceRules, PostRules, Rules

_COMMON_RULES = Rules(post=PostRules(circles=()))


def _me(name: str, *lines: str) -> dict[str, str]:
    return {"me.md": "\n".join(("---", "type: me", f"name: {name}", *lines, "---", ""))}


def _contacts(*people: str) -> dict[str, str]:
    """Return contacts: of each a name, then properties after `|`, separated by `;`."""
    notes = {}
    for person in people:
        name, _, properties = person.partition("|")
        lines = [line.strip() for line in properties.split(";") if line.strip()]
        notes[f"contacts/{name.strip()}.md"] = "\n".join(("---", *lines, "---", "")) if lines else ""
    return notes


def _organization(name: str, *lines: str) -> dict[str, str]:
    return {f"organizations/{name}.md": "\n".join(("---", *lines, "---", ""))}


WRITERS = {
    "marketing": {
        **_me(
            "Nora Ferris",
            "role: Marketing manager",
            'organization: "[[Hollis Pumps]]"',
            "interests: [sea swimming]",
        ),
        **_organization(
            "Hollis Pumps",
            "aliases: [Hollis]",
            "industry: pump manufacturing",
            "emails: [hello@hollispumps.test]",
        ),
        **_organization("Vortex Pumps"),
        **_contacts(
            "Declan Roche | birthday: 1979-03-04",
            'Sinéad Byrne | phones: ["+353 86 555 0142"]',
            "Ann Kiely | emails: [ann.kiely@mailbox.test]",
            "Tom Ashdown | aliases: [Tommo]",
            'Graham Petty | organization: "[[Hollis Pumps]]"',
            "Una Moylan | private: true",
        ),
    },
    "nurse": {
        **_me("Ruth Okafor", "role: Staff nurse", 'organization: "[[St Brannoc\'s Hospital]]"'),
        **_organization("St Brannoc's Hospital", 'aliases: ["St Brannoc\'s"]', "industry: health care"),
        **_contacts(
            "Lena Whitlock",
            "Marcus Bell | address: 14 Quay Terrace, Instow",
            "Anil Mehta | aliases: [Dr Mehta]",
            'Joan Pryce | phones: ["07700 900482"]',
            "Kwame Asante",
        ),
    },
    "translator": {
        **_me("Ilse Brandt", "role: Freelance translator and interpreter", "interests: [poetry, theatre]"),
        **_contacts(
            "Paolo Ricci | address: Via dei Mille 12, 10123 Torino",
            'Hanne Solberg | phones: ["+47 22550173"]',
            "Viktor Stein",
            "Claire Dumont",
            "Beata Nowak",
            "Rosa Engel | private: true",
        ),
    },
    "teacher": {
        **_me(
            "Owen Teale",
            "role: Maths teacher",
            'organization: "[[Larkfield School]]"',
            "interests: [choral singing]",
        ),
        **_organization("Larkfield School", "aliases: [Larkfield]", "industry: education"),
        **_contacts(
            "Priti Shah | birthday: 1986-05-12",
            "Callum Reid | emails: [callum.reid@larkfield.test]",
            "Fiona Marsh",
            "Greg Nolan",
        ),
    },
    "engineer": {
        **_me("Mei Tanaka", "role: Software engineer", 'organization: "[[Brightwell Systems]]"'),
        **_organization("Brightwell Systems", "aliases: [Brightwell]", "industry: fintech"),
        **_contacts(
            "Arjun Rao | address: 7 Mill Lane, Reading RG1 2AB",
            "Lukas Weber | emails: [lukas@brightwell.test]",
            "Sophie Lambert",
            "Dmitri Volkov",
            "Hannah Price",
        ),
    },
    "academic": {
        **_me(
            "Elena Castro",
            "role: Senior lecturer in medieval history",
            'organization: "[[University of Aldmoor]]"',
            "industry: higher education",
            "interests: [history]",
        ),
        **_organization("University of Aldmoor", "aliases: [Aldmoor]"),
        **_contacts(
            "Peter Lindqvist",
            'Margaret Oduya | phones: ["07700 900318"]',
            "Rufus Hale | emails: [rufus.hale@posts.test]",
            "Ingrid Holm",
        ),
    },
    "choir": {
        **_me(
            "Bea Lomax", "role: Accountant", 'organization: "[[Penrose & Daughters]]"', "interests: [singing]"
        ),
        **_organization("Penrose & Daughters", "industry: accountancy"),
        **_organization("Tynedale Choir", "emails: [tickets@choir.test]"),
        **_contacts(
            "Barnaby Cross",
            "Judith Amory | birthday: 1957-01-03",
            "Wilf Garner | address: 3 Chapel Row, Hexham NE46 1AA",
            'Mabel Thorne | phones: ["01632 960184"]',
        ),
    },
}

RULES = {
    "marketing": Rules(
        post=PostRules(
            circles=(("clients", AudienceRules(avoid=("discount*",), not_named=("Vortex Pumps",))),)
        )
    ),
    "teacher": Rules(post=PostRules(circles=(("parents", AudienceRules(avoid=("shambles",))),))),
    "engineer": Rules(post=PostRules(circles=(("friends", AudienceRules(keeps=("climbing gym",))),))),
}
