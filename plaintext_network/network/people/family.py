"""Decides who is family, by circle, tag, role or a property about the relationship. Ignores what they exchanged."""

from plaintext_network.model.language.normalize import circle_key, name_key, property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.people.mentor_roles import mentor_roles

# The circles and tags of family, as `circle_key` has them. Not `parents`: they may be those of a school.
CIRCLES = frozenset(
    (
        "family", "myfamily", "closefamily", "extendedfamily", "relatives", "kin", "inlaws",
        "siblings", "grandparents", "grandchildren", "cousins",
        "familie", "famille", "familia", "famiglia", "família", "familj", "rodzina",
    )
)  # fmt: skip
# What somebody is to you: a circle or tag, a role, or the value of one of PROPERTIES.
RELATIVES = frozenset(
    (
        "mother", "mum", "mom", "mam", "mama", "father", "dad", "papa", "parent", "stepmother", "stepfather",
        "sister", "brother", "sibling", "stepsister", "stepbrother", "half-sister", "half-brother", "twin",
        "daughter", "son", "child", "stepdaughter", "stepson", "wife", "husband", "spouse",
        "grandmother", "grandma", "granny", "nan", "grandfather", "grandad", "granddad", "grandpa", "grandparent",
        "granddaughter", "grandson", "grandchild", "aunt", "auntie", "uncle", "niece", "nephew", "cousin",
        "mother-in-law", "father-in-law", "sister-in-law", "brother-in-law", "daughter-in-law", "son-in-law",
    )
)  # fmt: skip
PROPERTIES = frozenset(("relation", "relationship", "relatedas", "kinship"))


def is_family(facts: Facts) -> bool:
    """Return whether a contact is family."""
    contact = facts.contact
    named = [circle_key(circle) for circle in (contact.circles if contact else ())]
    named += [circle_key(part) for tag in facts.tags for part in tag.split("/")]
    if any(key in CIRCLES or key in RELATIVE_KEYS for key in named):
        return True
    said = [contact.role] if contact and contact.role else []
    said += [value for name, values in facts.other if property_key(name) in PROPERTIES for value in values]
    return any(_is_relative(text) for text in said)


RELATIVE_KEYS = frozenset(circle_key(word) for word in RELATIVES)


def _is_relative(text: str) -> bool:
    """Return whether a text says no more than what somebody is to you: `sister`, `my aunt`, `cousin (mother's side)`."""
    words = name_key(text.partition("(")[0].partition(",")[0]).split()
    if words[:1] in (["my"], ["our"]):
        words = words[1:]
    return " ".join(words) in RELATIVES or (len(words) == 1 and words[0] == "family")


def may_return(facts: Facts) -> bool:
    """Return whether to suggest that somebody give in return: not to a mentee, and not to family."""
    return not is_family(facts) and all(role != "mentee" for role, _ in mentor_roles(facts))
