"""Names the rules of the draft check, and reads what allows a finding. Finds nothing."""

from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.named_tuples import NamedTuple

# Each rule, and what it finds.
RULES = {
    "field-ill": "your own field is spoken ill of",
    "employer-ill": "your employer, or whom you work with or for, is spoken ill of",
    "person-ill": "somebody in your notes is spoken ill of",
    "secret-of-another": "what somebody else may not want others to know: illness, divorce, debts, dismissal",
    "contact-details": "somebody's telephone number, e-mail address, date of birth or postal address",
    "private-named": "somebody whose note says `private` is named",
    "do-not-name": "somebody or something is named that the circle's `not_named` lists",
    "avoid": "a word stands there that the circle's `avoid` lists",
    "personal": "personal matters, where people of your profession read",
    "kept-topic": "a topic that another circle keeps to itself",
    "secret": "the text says itself that it should not be passed on",
}


class Allowance(NamedTuple):
    """What may stay in a draft: everything that a rule finds, or only what is about this text."""

    rule: str
    about: str | None = None

    def covers(self, rule: str, texts: tuple[str, ...]) -> bool:
        """Return whether a finding of a rule may stay; `texts` are all spellings of what it is about."""
        if rule != self.rule:
            return False
        return self.about is None or name_key(self.about) in map(name_key, texts)


def allowance(text: str) -> Allowance | None:
    """Read `rule` or `rule: whom or what it is about`. Return None if there is no such rule."""
    written, _, about = text.partition(":")
    known = {property_key(rule): rule for rule in RULES}
    rule = known.get(property_key(written))
    return None if rule is None else Allowance(rule, about.strip() or None)
