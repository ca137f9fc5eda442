"""Computes the digest of a source's card: equal for two cards that say the same, however they are written. Knows no note.

It covers every line except REV, PRODID, VERSION and UID, each with its types, parameters and label, and what the reader found
beside the card. It doesn't depend on the order of lines, folding, the version, the form of a date, the signs in a telephone
number, letter case in an e-mail address or a type, whitespace, Unicode form or the names of groups. Another picture, even of
the same person, is another value: only its bytes count, not the version's way to write them.
"""

from unicodedata import normalize

from plaintext_network.exchange.cards.card_lines import LABEL, CardLines
from plaintext_network.exchange.cards.dates import note_date
from plaintext_network.exchange.cards.names import card_name, name_value
from plaintext_network.exchange.cards.shown_values import label_text, number_key
from plaintext_network.exchange.record import SourceCard
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import decode_binary, split_list, split_structured, unescape

_LEFT_OUT = frozenset(("REV", "PRODID", "VERSION", "UID", LABEL))
_DATES = frozenset(("BDAY", "ANNIVERSARY", "DEATHDATE", "X-ABDATE"))
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
# How a value is written, and not what it is.
_NO_MEANING = frozenset(("ENCODING", "CHARSET", "VALUE", "X-APPLE-OMIT-YEAR", "MEDIATYPE"))
_NO_TYPES = frozenset(("internet", "voice", ""))


def card_digest(source: SourceCard) -> str:
    """Return the digest of a card as 16 hexadecimal digits, the same on every machine."""
    # Late: commands that import nothing need no digest.
    from hashlib import sha256

    card = CardLines(source.card.lines)
    name = card_name(source.card)
    own = (("FN", _words(name)), ("N", _components(name_value(name))))
    said = [f"name {_words(name)}"]
    said += sorted(
        {
            normal_line(line, card)
            for number, line in enumerate(card.lines)
            if number not in card.nested
            and line.key not in _LEFT_OUT
            and (line.key != "NOTE" or line.value.strip())
            # A program may write the two anew from the name.
            and (line.params or (line.key, _value(line.key, line)) not in own)
        }
    )
    if card.nested:
        said += [
            f"{line.key}:{_words(line.value)}"
            for number, line in enumerate(card.lines)
            if number in card.nested
        ]
    said += sorted(f"{name}={_words(text)}" for name, texts in source.properties.items() for text in texts)
    said += sorted("entry " + _words("\t".join(entry)) for entry in source.entries)
    said += sorted(f"promise {_words(text)}\t{day}\t{done}" for text, day, done in source.promises)
    said += sorted("note " + _words(text) for text in source.notes)
    return sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def normal_line(line: ContentLine, card: CardLines) -> str:
    """Return what a line of a card says, with its types, parameters and label: equal for two lines that say the same."""
    key = line.key
    value = _value(key, line)
    said: set[str] = set()
    for name, values in line.params:
        name = name.upper()
        if name == "TYPE":
            if key not in _BINARY:
                said.update(text.strip().lower() for value in values for text in value.split(","))
        elif name == "PREF":
            if values == ("1",):
                said.add("pref")
        elif name not in _NO_MEANING:
            said.add(f"{name}={','.join(sorted(values)).lower()}")
    if said:
        said -= _NO_TYPES
    params = sorted(said) if said else ()
    label = card.labels.get(line.group.lower(), "") if line.group else ""
    return f"{key};{';'.join(params)};{label_text(label).lower() if label else ''}:{value}"


def _value(key: str, line: ContentLine) -> str:
    if key == "TEL":
        text = unescape(line.value).strip()
        return number_key(text[4:] if text[:4].lower() == "tel:" else text)
    if key == "EMAIL":
        return _words(unescape(line.value)).casefold().removeprefix("mailto:")
    if key in _DATES:
        return note_date(line) or _words(unescape(line.value))
    if key in ("ADR", "N", "ORG"):
        return _components(line.value)
    if key in ("CATEGORIES", "NICKNAME"):
        return "\t".join(sorted(map(_words, split_list(line.value))))
    if key in _BINARY and (decoded := decode_binary(line)):
        from hashlib import sha256

        return sha256(decoded[1]).hexdigest()
    return _words(unescape(line.value))


def _components(value: str) -> str:
    return "\t".join(map(_words, split_structured(value))).rstrip("\t")


def _words(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isascii() else normalize("NFC", text)
