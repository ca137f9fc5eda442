"""Owns the words by which a text tells how two people were in touch: coffee, rang, on zoom, no answer. Guesses nothing."""

import re

from plaintext_network.model.dates.dates_in_text import overlaps
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.notes.source import Span, Spans

# Only words that hardly ever mean anything else; the others want a word beside them that tells.
_CHANNEL_WORDS = re.compile(
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
    )(?!\w|-\w)""".replace("~", r"\s{1,9}"),
    re.VERBOSE | re.IGNORECASE,
)
_GROUPS = tuple(channel.replace("-", "_") for channel in CHANNELS)
_CLAUSE_END = re.compile(r"[.,;:!?\n]")
_BY = re.compile(r"\b(?:on|over|via|by|through)(?:\s+|$)", re.IGNORECASE)
_CALLERS = frozenset({"i", "we", "she", "he", "they", "you", "who", "and", "then", "just", "finally", "also"})


def parse_channel(words: str) -> str | None:
    """Return the channel of a text that is nothing but a word for one, before a colon."""
    found = _CHANNEL_WORDS.match(words + ":")
    return _channel(found) if found and found.end() == len(words) else None


def find_channel(typed: str, main: Span, unseen: Spans) -> str | None:
    """Return the channel of the first word for one; `met` and its like give way to `on zoom` in the same clause."""
    text = typed[main.start : main.end]
    weak_until = -1
    weak: str | None = None
    for found in _CHANNEL_WORDS.finditer(text):
        if weak and found.start() >= weak_until:
            return weak
        if overlaps(unseen, main.start + found.start(), main.start + found.end()) or _is_a_name(text, found):
            continue
        if weak and not (_BY.match(found[0]) or _BY.search(text[max(0, found.start() - 10) : found.start()])):
            continue
        if weak or not found["weak"]:
            return _channel(found)
        weak = _channel(found)
        end = _CLAUSE_END.search(text, found.end())
        weak_until = end.start() if end else len(text)
    return weak


def _channel(found: re.Match[str]) -> str:
    return next(group for group in _GROUPS if group in found.re.groupindex and found[group]).replace("_", "-")


def _is_a_name(text: str, found: re.Match[str]) -> bool:
    """Tell whether `called` gives something its name, as in `a company called Engines`."""
    before = text[max(0, found.start() - 40) : found.start()].split()
    if found[0].lower() != "called" or not before:
        return False
    word = before[-1]
    return word[-1].isalnum() and word.lower() not in _CALLERS and not word[0].isupper()


# Who is waiting for whom counts only where it is said outright.
_NO_ANSWER = re.compile(
    r"""(?<!\w)(?: no~(?:answer|reply|response)(?!~to\b) | (?:tried|trying)~(?:to~(?:call|ring|phone|reach|message|text|e-?mail)|calling|ringing|phoning|reaching)
    | left~(?:(?:a|him|her|them)~){0,2}(?:message|voice[-\s]?mail|note)
    | (?:didn['’]t|did~not|couldn['’]t|could~not|failed~to)~(?:reach|answer|reply|respond|pick~up|get~(?:hold|through)) )(?!\w)""".replace(
        "~", r"\s{1,9}"
    ),
    re.VERBOSE | re.IGNORECASE,
)
_FROM_THEM = re.compile(
    r"""(?<!\w)(?: (?:e-?mailed|texted|messaged|called|rang|phoned|wrote(?:~to)?|contacted|pinged)~(?:me|us)
    | (?:got|received|had)~(?:an?|another)~(?:\w+~)?(?:e-?mail|message|text|letter|postcard|note|voice-?mail)~from )(?!\w)""".replace(
        "~", r"\s{1,9}"
    ),
    re.VERBOSE | re.IGNORECASE,
)
_TO_COME = re.compile(
    r"""\s*(?: (?:i|we)['’]ll | i['’]d~(?:like|love)~to | (?:todo|to~do):? | don['’]t~forget~to
    | (?:(?:i|we)~)?(?:(?:need|have|want|ought|remember|plan(?:ning)?|going|hope|hoping|meaning|promised)~to|should|must|shall|will)
    )~(?=[a-z])""".replace("~", r"\s{1,9}"),
    re.VERBOSE | re.IGNORECASE,
)


def find_direction(text: str) -> str | None:
    """Return `out` where a text says that they did not answer, `in` where it says that they wrote or rang; else None."""
    if _NO_ANSWER.search(text):
        return "out"
    return "in" if _FROM_THEM.search(text) else None


def find_future_opening(text: str) -> Span | None:
    """Return where a text begins as what is yet to be done does, `need to call Ada`; None where it does not."""
    found = _TO_COME.match(text)
    return (
        Span(found.start() + len(found[0]) - len(found[0].lstrip()), found.start() + len(found[0].rstrip()))
        if found
        else None
    )
