"""Decides whether a text describes contact with somebody, or only a thought: `met Raj`, not `I owe Raj a beer`. Guesses nothing."""

from plaintext_network.model.language.word_pattern import compile_words

_DID = compile_words(
    r"""(?<![\w@#/-])(?:met|meet|saw(?!~that\b)|spoke|talked|chatted|called|rang|phoned|wrote|e-?mailed|mailed|texted|messaged|pinged
    |contacted|visited|hosted|joined|told|asked|said|answered|replied|responded|thanked|helped|invited|congratulated|sent|gave
    |lunched|walked|hiked|cycled|zoomed|skyped|facetimed|whats-?apped|dm['’]?e?d|(?:ran|bumped)~into|caught~up|hung~out|heard~from
    |stopped~by|dropped~(?:by|in)|came~(?:by|over|to|round|along)|got~(?:in~touch|back)|reached~out|had|interviewed|exchanged
    |forwarded|left~an?|played|cooked|stayed|worked|went|showed|taught|lent|paid|brought)(?!\w)"""
)
_MAY_BE = compile_words(
    r"""(?<![\w@#/-])(?:with|coffees?|lunch|dinner|breakfast|brunch|supper|tea|beers?|drinks?|walk|hike|visit|meeting|chat|call|party
    |e-?mails?|mails?|messages?|texts?|letters?|post-?cards?|cards?|zoom|catch-?up|at)(?!\w)"""
)
_THOUGHT = compile_words(
    r"""(?<![\w@#/-])(?:owe[sd]?|owing|think(?:ing)?~(?:of|about)|thought~(?:of|about)|remember(?:ed|ing)?|birthday|anniversary|miss(?:ed|ing)?
    |(?:heard|read)~(?:about|that|of)|saw~that|dream(?:t|ed|ing)?~(?:of|about)|worried|worrying|wish(?:ing|es)?|wonder(?:ed|ing)?
    |idea~for|gift~for|present~for|note~to~self|should|must|need|found~out|looked~up|forgot(?:ten)?|promised)(?!\w)"""
)


def tells_contact(text: str, channel: str | None) -> bool:
    """Return whether a text with this channel describes people in touch."""
    if _DID.search(text):
        return True
    return (channel is not None or _MAY_BE.search(text) is not None) and not _THOUGHT.search(text)
