"""Finds words for a channel in a text: coffee, rang, on zoom; and openings of what is still to be done. Guesses nothing."""

import re

from plaintext_network.model.language.word_pattern import compile_words
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.notes.source import Span, Spans

# Words that rarely mean anything else; ambiguous words need another word next to them.
_CHANNEL_WORDS = compile_words(
    r"""(?<![\w@#/])(?<!\w-)(?:
    (?P<call>(?:phone|voice|conference|whats-?app|signal|telegram|slack)~call | phoned | rang(?!~true\b)
        | called(?!~(?:off|it|itself|himself|herself|out)\b) | call(?!~(?:for~(?:papers|proposals|help|action)|it|cent(?:re|er))\b)
        | (?:on|over|by)~(?:the~)?phone | \Aphone(?=~with\b|\s*:))
    | (?P<video>video~(?:call(?:ed)?|chat(?:ted)?|meeting|conference|with) | (?:on|by|via|over)~video | \Avideo(?=\s*:)
        | zoom(?:ed)?(?!~(?:in|out|lens)\b) | facetimed? | google~meet | (?:on|via|over)~(?:meet|teams)
        | (?:ms|microsoft)~teams | teams~(?:call|meeting|chat) | \Ateams(?=~with\b|\s*:) | skyped? | webex | jitsi)
    | (?P<email>e-?mail(?:ed|s)?(?!~address) | mail(?:ed)?)
    | (?P<message>(?:facebook~)?messenger | texted | text~(?:messages?|from|to) | \Atext(?=~with\b|\s*:)
        | messaged | messages? | whats-?app(?:ed)? | (?:on|via|over|by)~(?:signal|slack|text|discord)
        | (?:signal|slack)~(?:messages?|chat|thread|huddle) | \A(?:signal|slack)(?=~with\b|\s*:)
        | slacked | sms | dms? | dm['’]?e?d | telegram | imessaged? | wechat | threema)
    | (?P<letter>letters?(?!~of\b) | postcards?)
    | (?P<event>conference(?!~call) | meet-?up | (?<!third[\s-])party | hackathon)
    | (?P<social>linkedin | mastodon | twitter | tweeted | facebook | instagram | bluesky)
    | (?P<in_person>coffees? | lunch(?:ed)? | dinner | breakfast | brunch | supper | tea | beers? | drinks?
        | walk(?:ed)?(?!~(?:(?:me|us|her|him|them|you)~)?through\b) | hiked? | visit(?:ed)? | (?:ran|bumped)~into
        | in[\s-]person | face~to~face | (?P<weak>met | meeting | saw(?!~that\b)))
    )(?!\w|-\w)"""
)
_GROUPS = tuple(channel.replace("-", "_") for channel in CHANNELS)
_CLAUSE_END = re.compile(r"[.,;:!?\n]")
_BY = re.compile(r"\b(?:on|over|via|by|through)(?:\s+|$)", re.IGNORECASE)
_CALLERS = frozenset({"i", "we", "she", "he", "they", "you", "who", "and", "then", "just", "finally", "also"})


def parse_channel(words: str) -> str | None:
    """Return the channel if the text is only a word for one, as before a colon; else None."""
    match = _CHANNEL_WORDS.match(words + ":")
    return _channel(match) if match and match.end() == len(words) else None


def find_channel(typed: str, main: Span, hidden: Spans) -> str | None:
    """Return the channel of the first word for one; a weak word such as `met` yields to `on zoom` in its clause."""
    text = typed[main.start : main.end]
    weak_until = -1
    weak: str | None = None
    for match in _CHANNEL_WORDS.finditer(text):
        if weak and match.start() >= weak_until:
            return weak
        if hidden.overlaps(main.start + match.start(), main.start + match.end()) or _introduces_name(
            text, match, main.start, hidden
        ):
            continue
        if weak and not (_BY.match(match[0]) or _BY.search(text[max(0, match.start() - 10) : match.start()])):
            continue
        if weak or not match["weak"]:
            return _channel(match)
        weak = _channel(match)
        end = _CLAUSE_END.search(text, match.end())
        weak_until = end.start() if end else len(text)
    return weak


def _channel(match: re.Match[str]) -> str:
    return next(group for group in _GROUPS if group in match.re.groupindex and match[group]).replace("_", "-")


def _introduces_name(text: str, match: re.Match[str], start: int, hidden: Spans) -> bool:
    """Return whether the match is `called` before a name, as in `a company called Engines`."""
    before = text[max(0, match.start() - 40) : match.start()].split()
    if match[0].lower() != "called" or not before:
        return False
    last = len(text[: match.start()].rstrip()) - 1
    if start + last in hidden:
        # A name without a capital is who called.
        return False
    word = before[-1]
    return word[-1].isalnum() and word.lower() not in _CALLERS and not word[0].isupper()


_FUTURE = compile_words(
    r"""\s*(?: (?:i|we)['’]ll | i['’]d~(?:like|love)~to | (?:todo|to~do):? | don['’]t~forget~to
    | (?:(?:i|we)~)?(?:(?:need|have|want|ought|remember|plan(?:ning)?|going|hope|hoping|meaning|promised)~to|should|must|shall|will)
    )~(?=[a-z])"""
)


def find_future_opening(text: str) -> Span | None:
    """Return the span of an opening such as `need to` in `need to call Ada`, or None if there is none."""
    match = _FUTURE.match(text)
    return (
        Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        if match
        else None
    )
