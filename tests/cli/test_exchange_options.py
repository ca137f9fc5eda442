"""The options of `pnet import` and `pnet export` offer what the library does: they can't import it, since help must be quick."""

from plaintext_network.cli.options import exchange
from plaintext_network.exchange.gate.gate import ON_REQUEST
from plaintext_network.exchange.imports import import_options
from plaintext_network.exchange.writers.formats import FORMATS


def test_export_offers_every_format() -> None:
    assert tuple(FORMATS) == exchange.EXPORT_FORMATS


def test_import_offers_every_choice() -> None:
    assert (exchange.NEW, exchange.GONE) == (import_options.NEW, import_options.GONE)


def test_export_offers_every_extra() -> None:
    assert sorted(exchange.EXTRAS) == sorted(ON_REQUEST)
