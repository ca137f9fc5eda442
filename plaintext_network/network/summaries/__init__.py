"""Lists all summaries, the small values that the cache stores for each contact. `index/summaries.py` defines what a summary is."""

from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.acquaintances import ACQUAINTANCE
from plaintext_network.network.people.advice import MENTORS
from plaintext_network.network.people.attendance import ATTENDANCE
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.network.people.contact_values import CONTACT_VALUES
from plaintext_network.network.people.descriptions import DESCRIPTION
from plaintext_network.network.people.favours import FAVOURS
from plaintext_network.network.people.hidden_forms import HIDDEN_FORMS
from plaintext_network.network.people.hidden_people import HIDDEN
from plaintext_network.network.people.known_for import STATEMENTS, TALKED
from plaintext_network.network.people.leave_alone import LEAVE_ALONE
from plaintext_network.network.people.match_people import MATCHED
from plaintext_network.network.people.relations import STATED_RELATIONS, TOGETHER
from plaintext_network.network.people.talks import TALKS
from plaintext_network.network.people.tallies import TALLY

# One name a line: they are added and removed one by one.
SUMMARIES: dict[str, Summary] = {
    summary.name: summary
    for summary in (
        ACQUAINTANCE,
        ATTENDANCE,
        CONTACT_NAMES,
        CONTACT_VALUES,
        DESCRIPTION,
        FAVOURS,
        HIDDEN,
        HIDDEN_FORMS,
        LEAVE_ALONE,
        MATCHED,
        MENTORS,
        STATED_RELATIONS,
        STATEMENTS,
        TALKED,
        TALKS,
        TOGETHER,
        TALLY,
    )
}
