"""Lists the summaries of each contact. A module for each, with what answers read of it; `index.summaries` says what one is."""

from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.contact_values import CONTACT_VALUES
from plaintext_network.network.people.favours import FAVOURS
from plaintext_network.network.people.hidden_people import HIDDEN
from plaintext_network.network.people.talks import TALKS
from plaintext_network.network.summaries.knowledge import CIRCLES, INTERESTS, KNOWLEDGE
from plaintext_network.network.summaries.tallies import TALLY

# One name a line: they are added and removed one by one.
SUMMARIES: dict[str, Summary] = {
    summary.name: summary
    for summary in (
        CIRCLES,
        CONTACT_VALUES,
        FAVOURS,
        HIDDEN,
        INTERESTS,
        KNOWLEDGE,
        TALKS,
        TALLY,
    )
}
