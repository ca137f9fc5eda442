"""Splits the text of a formula into tokens. Knows no grammar beyond where a regular expression may begin."""

import re

from plaintext_network.bases.language.syntax import FormulaInvalid
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span


class Token(NamedTuple):
    """One token: `number`, `text`, `pattern`, `name`, `sign` or `end`. `value` is what a text or pattern means."""

    kind: str
    written: str
    span: Span
    value: str = ""


# The operators and brackets, longest first.
_SIGN = re.compile(r"===|!==|&&|\|\||==|!=|<=|>=|\?\?|\?\.|=>|\*\*|\+\+|--|[-+*/%!<>()\[\]{}.,:?=&|;`]")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?")
# Letters of any script, and signs that are neither operators nor ASCII, such as emoji.
_NAME = re.compile(r"(?:[^\W\d]|[$]|[^\x00-\x7f\s\w])(?:\w|[$]|[^\x00-\x7f\s\w])*")
_SPACES = re.compile(r"\s*")
_TYPOGRAPHIC = "“”„‟«»‘’‚‛"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_FLAGS = re.compile(r"\w*")
# After one of these, `/` divides.
_VALUES = ("number", "text", "pattern", "name")


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a formula, the last of which is its end. Raises FormulaInvalid."""
    found: list[Token] = []
    at = _end_of_spaces(text, 0)
    while at < len(text):
        token = _token(text, at, found[-1] if found else None)
        found.append(token)
        at = _end_of_spaces(text, token.span.end)
    # A fault at the end is shown after the last character, not after spaces.
    end = found[-1].span.end if found else 0
    found.append(Token("end", "", Span(end, end)))
    return found


def _end_of_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _token(text: str, at: int, before: Token | None) -> Token:
    first = text[at]
    if first in "\"'":
        return _text(text, at)
    if first in _TYPOGRAPHIC:
        raise FormulaInvalid(
            Span(at, at + 1),
            f"{first} is not a quote that Bases reads",
            "use straight quotes: \"text\" or 'text'",
        )
    if first == "/" and not _divides(before):
        return _pattern(text, at)
    if number := _NUMBER.match(text, at):
        after = _NAME.match(text, number.end())
        if after:
            raise FormulaInvalid(
                Span(at, after.end()),
                f"{text[at : after.end()]} is neither a number nor a name",
                'put a duration in quotes, such as "7d", and a name that begins with a digit as note["…"]',
            )
        return Token("number", number[0], Span(at, number.end()))
    if name := _NAME.match(text, at):
        return Token("name", name[0], Span(at, name.end()))
    if sign := _SIGN.match(text, at):
        return Token("sign", sign[0], Span(at, sign.end()))
    raise FormulaInvalid(
        Span(at, at + 1), f"a formula can't contain {_shown(first)}", "remove it, or put the text in quotes"
    )


def _shown(character: str) -> str:
    return character if character.isprintable() else f"the character U+{ord(character):04X}"


def _divides(before: Token | None) -> bool:
    return before is not None and (before.kind in _VALUES or before.written in (")", "]", "}"))


def _text(text: str, at: int) -> Token:
    quote = text[at]
    pieces: list[str] = []
    here = at + 1
    while here < len(text):
        character = text[here]
        if character == quote:
            return Token("text", text[at : here + 1], Span(at, here + 1), "".join(pieces))
        if character == "\\" and here + 1 < len(text):
            piece, here = _escaped(text, here + 1)
            pieces.append(piece)
            continue
        pieces.append(character)
        here += 1
    raise FormulaInvalid(Span(at, len(text)), "this text is never closed", f"end it with {quote}")


_HEX = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}")


def _escaped(text: str, at: int) -> tuple[str, int]:
    """Return what follows a backslash stands for, and where it ends."""
    if code := _HEX.match(text, at):
        number = int(code[1] or code[2] or code[3], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd", code.end()
    return _ESCAPES.get(text[at], text[at]), at + 1


def _pattern(text: str, at: int) -> Token:
    here, in_class = at + 1, False
    while here < len(text):
        character = text[here]
        if character == "\\":
            here += 2
            continue
        if character == "[":
            in_class = True
        elif character == "]":
            in_class = False
        elif character == "/" and not in_class:
            break
        here += 1
    else:
        here = len(text)
    if here >= len(text) or here == at + 1:
        raise FormulaInvalid(
            Span(at, min(here, len(text))),
            "a value is missing before /, or a regular expression is never closed",
            "write a / b to divide, and /abc/ for a regular expression",
        )
    flags = _FLAGS.match(text, here + 1)
    end = flags.end() if flags else here + 1
    return Token("pattern", text[at:end], Span(at, end), text[at + 1 : here])
