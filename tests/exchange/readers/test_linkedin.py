"""LinkedIn's Connections.csv becomes cards."""

from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

EXPORT = """\
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada-lovelace-1815,,Analytical Engines,Analyst,24 Nov 2026
,,,,,,01 Jan 2020
"""


def test_rows_below_the_preamble_become_cards_or_are_skipped() -> None:
    ada, nobody = items(EXPORT)
    assert kind(EXPORT) == "linkedin"
    assert isinstance(ada, SourceCard)
    assert ada.id == "ada-lovelace-1815"
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "ORG:Analytical Engines",
        "TITLE:Analyst",
        "URL:https://www.linkedin.com/in/ada-lovelace-1815",
        "X-LINKEDIN-CONNECTED-ON:24 Nov 2026",
    ]
    assert outcome(nobody) == "skipped 6: it has no name; the member may have left LinkedIn"
