"""Finds who got in touch with whom in a text about an interaction: wrote to Ada, Ada texted me, no answer. Guesses nothing.

One-way contact decides: letters, messages, calls without an answer. A conversation, or an answer, goes both ways.
"""

import re

from plaintext_network.model.language.word_pattern import compile_words
from plaintext_network.notes.source import Span

_US = r"me|us|myself"
_THEM = r"her|him|them|everyone|everybody|both|all"
# A name begins with a capital or is a link; the caller capitalizes the names of contacts.
_NAME = r"\[\[|(?-i:[^\W\d_a-z])[\w’'.-]{0,40}"
_THING = (
    r"e-?mails?|mails?|messages?|msgs?|texts?|letters?|post-?cards?|cards?|notes?|lines?|voice[\s-]?mails?|voice[\s-]messages?|dms?|sms"
    r"|invitations?|invites?|pings?|replies|requests?"
)
_LIKE_TEXT = r"whats-?app|telegram|signal|slack|linkedin|facebook|twitter|mastodon|instagram|discord|imessage|threema|wechat"

# Verbs of sending something that may stay without an answer.
_VERB = compile_words(
    r"""(?<![\w@#/])(?:
    (?P<send>e-?mailed | mailed | texted | messaged | pinged | contacted | faxed | (?:whats-?app|slack|telegramm?|imessag|tweet)ed(?:~at)?
        | dm['’]?e?d | sent(?!~(?:off|for|by|from)\b) | forwarded | reached~out | got~in~touch)
    | (?P<wrote>wrote)(?=~to\b|~(?:<US>|<THEM>)\b|~(?:an?|another|the|my|her|his|their)~(?:\w{1,20}~){0,2}<THING>\b
        |~(?:about|that|saying|asking|regarding|again|on|via)\b|\s{0,3}[,.;:!?]|\s{0,9}$
        |~<NAME>(?!['’]s)(?:~<NAME>)?(?=\]|\s{0,3}[,.;:!?]|\s{0,9}$|~(?:about|regarding|re|again|an?|another|on|via|to|that|because|for|and|today)\b))
    | (?P<thing>left(?=~(?:\w{1,30}~){0,4}(?:messages?|voice[\s-]?mails?|notes?|lines?)\b)
        | (?:dropped|shot|posted|fired~off)(?=~(?:\w{1,30}~){0,4}<THING>\b))
    )(?!\w)""",
    US=_US,
    THEM=_THEM,
    NAME=_NAME,
    THING=_THING,
)
_NOUN = compile_words(
    r"""(?<![\w@#/])(?:<THING>|<LIKE_TEXT>)~(?:(?P<from>from)|to(?=~(?:(?:<THEM>)\b|<NAME>|(?:my|our|the)\b)))(?!\w)
    | (?P<heard>\bheard~from\b) | (?P<missed>\bmissed~(?:an?~)?call~from\b) | (?P<missed_call>\bmissed~(?:<NAME>|her|his|their|a)['’]?s?~call\b)""",
    THING=_THING,
    LIKE_TEXT=_LIKE_TEXT,
    THEM=_THEM,
    NAME=_NAME,
)
_TO_US = compile_words(r"~<US>\b", US=_US)
_CALLED_US = compile_words(r"(?<!\w)(?:called|rang|phoned)~(?:<US>)\b(?!~back)", US=_US)
_NO_ANSWER = compile_words(
    r"""(?<!\w)(?: (?:no|without~an?(?:y)?|still~no)~(?:answer|reply|response|word)(?!~to\b) | unanswered
    | (?:tried|trying)~(?:to~(?:call|ring|phone|reach|message|text|e-?mail|contact|get~hold)|calling|ringing|phoning|reaching)
    | (?:didn['’]?t|did~not|couldn['’]?t|could~not|can(?:['’]t|not)|failed~to|never|hasn['’]?t|has~not|haven['’]?t|have~not|wouldn['’]?t|not)~(?:yet~)?
        (?:reach(?:ed)?|answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?|pick(?:ed)?~up|get~(?:hold|through|an?~(?:answer|reply))|got~(?:hold|through)
        |call(?:ed)?~back|wr(?:ite|ote|itten)~back|text(?:ed)?~back|(?:got|get|gotten)~back|heard~(?:back|anything)|been~answered)(?!~(?:my|the|his|her|their)\b(?!~<THING>\b))
    | no~luck(?=\s{0,3}[.,;!]|\s{0,9}$) | no(?:body|~one)~(?:answered|picked~up|replied|responded|(?:was~)?(?:at~)?home)
    | (?:got|reached|hit|only|just|went|straight|through|onto|on|to)~(?:(?:straight|only|through)~)?(?:to~)?(?:(?:her|his|their|the|a|an)~)?(?:voice[\s-]?mail|answering~machine|mailbox)(?!~from\b)
    | (?:await|wait)ing~(?:for~)?(?:an?|her|his|their|the)?\s{0,3}(?:answer|reply|response)
    | line~(?:was~)?(?:busy|engaged)
    )(?!\w)""",
    THING=_THING,
)
_VOICEMAIL = compile_words(
    r"(?<!\w)(?:called|rang|phoned|call|phone)\b[^.;\n]{0,80}?[,:(–—-]\s{0,3}(?:(?:only|just|her|his|their)~)?(?:voice[\s-]?mail|answering~machine|mailbox)\b"
)
# After these, both have written or spoken.
_ANSWERED = compile_words(
    r"""(?<!\w)(?: (?:replied|answered|responded)(?!~to~my\b)(?!~(?:questions?|for)\b)
    | (?:wrote|called|rang|phoned|texted|e-?mailed|mailed|messaged|pinged|got|came|heard)~(?:(?:<US>|<THEM>|right|straight)~)?back(?!~to~back)
    | back~and~forth | each~other | one~another | (?:got|had|received)~(?:an?|her|his|their)~(?:\w{1,20}~)?(?:answer|reply|response)
    | exchanged | (?:and|then|later|afterwards|[,;.])\s{0,3}(?:then~)?(?:we~|i~)?(?:spoke|talked|chatted|met)
    )(?!\w)""",
    US=_US,
    THEM=_THEM,
)
_CONVERSATION = compile_words(
    r"""(?<![\w@#/])(?: coffees? | lunch(?:ed)? | dinner | breakfast | brunch | supper | tea | beers? | drinks? | walk(?:ed)? | hiked?
    | visit(?:ed)? | (?:ran|bumped)~into | met | meeting | saw(?!~that\b) | spoke | talked | chatted | chat | party | workshop | conference
    | called | rang | phoned | (?:phone|video)?\s{0,2}call(?!~from\b) | zoom(?:ed)? | skyped? | facetimed? )(?!\w)"""
)
_BOUNDARY = re.compile(r"[.,;:!?\n()–—]")
_WORD = re.compile(r"[\w’'-]+")
_NEGATION = re.compile(r"not|never|without|\w+n[’']t|(?:did|do|have|has|had|could)nt", re.IGNORECASE)
_MY_ANSWER = re.compile(r"repl|answer|respond|back", re.IGNORECASE)
_BEFORE_VERB = """
    and then just also so but or again today yesterday tonight finally first later already only once twice i've i’ve have had
    now plus we've we’ve i'd i’d both still even afterwards there meanwhile instead
"""
_ADVERBS = frozenset(_BEFORE_VERB.split())


def find_direction(text: str, *, conversation: bool = False) -> str | None:
    """Return `out` if a text says that you wrote or got no answer, `in` if it says that they did, else None.

    The text has capitals for the names of contacts. With `conversation`, its channel is known to be one, so that only
    a missing answer decides.
    """
    text = text.replace("]]", " ").replace("|", " ")
    if silent := _silence(text) or _VOICEMAIL.search(text):
        if _is_answered(text, silent.end()):
            return None
        return (
            "in"
            if silent[0].lower().startswith(("tried", "trying")) and _TO_US.match(text, silent.end())
            else "out"
        )
    if conversation:
        return None
    sides = {"in": _CALLED_US.search(text) is not None, "out": False}
    begins: list[Span] = []  # of the words that decided
    for match in _VERB.finditer(text):
        if side := _side_of_verb(text, match):
            sides[side] = True
            begins.append(Span(*match.span()))
    for match in _NOUN.finditer(text):
        said = any(
            begin.start < match.start() and not _BOUNDARY.search(text, begin.end, match.start())
            for begin in begins
        )
        # `sent Ada a postcard from Rome` says nothing about Rome.
        if said or _is_negated(text, match.start()):
            continue
        theirs = match["from"] or match["heard"] or match["missed"] or match["missed_call"]
        sides["in" if theirs else "out"] = True
        begins.append(Span(*match.span()))
    if sides["in"] == sides["out"]:
        return None
    if begins and (_is_answered(text) or _CONVERSATION.search(text, 0, min(begin.start for begin in begins))):
        return None
    return "in" if sides["in"] else "out"


_OBJECT = compile_words(
    r"(?:~(?:back~)?(?:to|at|with))?~(?:(?P<us>(?:<US>)\b)|(?P<them>(?:<THEM>)\b|<NAME>|\[\[))",
    US=_US,
    THEM=_THEM,
    NAME=_NAME,
)
_NO_ONE_WAY = compile_words(r"~(?:with|by|back)\b")


def _side_of_verb(text: str, match: re.Match[str]) -> str | None:
    """Return whose message a verb of sending names: `out`, `in`, or None for neither."""
    if _is_negated(text, match.start()):
        return None
    if match[0].lower().startswith("got") and _NO_ONE_WAY.match(text, match.end()):
        follows = _OBJECT.match(text, match.end())
        return None if follows is None else "in" if follows["us"] else "out"
    if _NO_ONE_WAY.match(text, match.end()):
        return None
    thing = _OBJECT.match(text, match.end())
    if thing and thing["us"]:
        return "in"
    clause = _BOUNDARY.split(text[max(0, match.start() - 60) : match.start()])[-1]
    words = _WORD.findall(clause)
    while words and (words[-1].lower() in _ADVERBS or words[-1].lower().endswith("ly")):
        words.pop()
    if not words:
        return "out"
    subject = words[-1].lower()
    if subject in ("i", "we"):
        with_them = len(words) > 1 and words[-2].lower() in ("and", "&")
        # `We emailed about it` goes both ways.
        return None if with_them or (subject == "we" and not thing) else "out"
    return None if thing else "in"


def _silence(text: str) -> re.Match[str] | None:
    """Return the first words that say they did not answer, unlike `I haven't replied`."""
    for match in _NO_ANSWER.finditer(text):
        before = _WORD.findall(text[max(0, match.start() - 20) : match.start()])
        mine = before[-1:] in (["I"], ["i"], ["we"], ["We"]) and "heard" not in match[0].lower()
        if not (mine and _MY_ANSWER.search(match[0])):
            return match
    return None


def _is_answered(text: str, start: int = 0) -> bool:
    return any(not _is_negated(text, match.start()) for match in _ANSWERED.finditer(text, start))


def _is_negated(text: str, start: int) -> bool:
    before = _WORD.findall(text[max(0, start - 40) : start])
    return any(_NEGATION.fullmatch(word) for word in before[-3:])
