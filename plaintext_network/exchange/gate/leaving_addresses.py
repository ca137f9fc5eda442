"""Decides whose email addresses leave the vault, and with which texts. Compares nothing with what somebody typed.

The rule is that of exports: private people stay, the dead and those not to be contacted too, and so does a text that names
somebody private.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plaintext_network.exchange.gate.contact_uid import ContactUids
from plaintext_network.exchange.gate.gate import STAYING_STATUSES, one_line
from plaintext_network.exchange.gate.private_values import PrivateValues
from plaintext_network.exchange.gate.vault_files import VaultFiles
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.contact_values import CONTACT_VALUES, ContactValues
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class Correspondent(NamedTuple):
    """A contact with email addresses that may leave, as their note has them: the preferred first.

    `last_touch` is the day of the last touch, as an ordinal; 0 without one. It is so from the day `since`.
    """

    name: str
    path: str
    aliases: tuple[str, ...]
    emails: tuple[str, ...]
    organization: str
    last_touch: int
    since: int


def correspondents(notebook: Notebook) -> Iterator[Correspondent]:
    """Yield the contacts whose addresses may leave, in no order."""
    index, rules, today = notebook.index, notebook.settings.rules, notebook.today
    view = SuggestionView(index, rules, today).of_records()
    # Of hidden contacts alone: only their UIDs are looked for in texts.
    uids = ContactUids((path, next(iter(index.notes[path].texts("uid")), "")) for path in view.unnamed)
    with VaultFiles(notebook) as files:
        rule = _TextRule(view, PrivateValues(view, uids, files))
        for path, stored in view.summaries(CONTACT_VALUES).items():
            values = ContactValues._make(stored)
            if not values.emails or values.status in STAYING_STATUSES:
                continue
            last = values.last_touch or 0
            if values.since > today.toordinal():
                touch = Person(index, path, rules, today).last_touch
                last = touch.toordinal() if touch else 0
            organization = (values.organization,) if values.organization else ()
            aliases, emails, employers = rule.leaving(path, (values.aliases, values.emails, organization))
            if emails:
                name, employer = one_line(values.name), next(iter(employers), "")
                yield Correspondent(name, path, aliases, emails, employer, last, values.since)


class _TextRule:
    """Chooses the texts of a contact that name nobody private."""

    def __init__(self, view: SuggestionView, private: PrivateValues) -> None:
        self._view, self._private = view, private

    def leaving(self, path: str, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return each group of a contact's texts without those that stay, each text on one line."""
        together = [text for texts in groups for text in texts]
        all_may = self._view.name_nobody_of(path, together) and not self._private.in_texts(together)
        return [
            tuple(filter(None, (one_line(text) for text in texts if all_may or self._may_say(path, text))))
            for texts in groups
        ]

    def _may_say(self, path: str, text: str) -> bool:
        return self._view.may_say_of(path, text) and not self._private.in_texts((text,))
