"""Lists the summaries of each contact. A module for each, with what answers read of it; `index.summaries` says what one is."""

from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.hidden_people import HIDDEN
from plaintext_network.network.summaries.tallies import TALLY

SUMMARIES: dict[str, Summary] = {summary.name: summary for summary in (HIDDEN, TALLY)}
