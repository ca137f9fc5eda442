"""Defines what a note says about its sources: one fenced block per source with the source's id and the card's own lines."""

from plaintext_network.named_tuples import NamedTuple


class SourceBlock(NamedTuple):
    """What a note says about one source: its name, its id of the person, the ISO day and digest of the last import, and raw lines.

    In the note it is a fenced block of the language `vcard`. Its first line is
    `X-PNET-SOURCE;ID=…;DAY=2026-11-24;DIGEST=…:source`; the raw lines follow, one logical line each.
    """

    source: str
    id: str
    day: str
    digest: str
    lines: tuple[str, ...] = ()
