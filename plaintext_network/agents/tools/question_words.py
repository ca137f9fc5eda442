"""Finds the words that say what a question is about: assistants ask “an architect in Cardiff” where one word would do. Searches nothing."""

from collections.abc import Iterator

# What says nothing of whom or what somebody looks for.
_FILLER_WORDS = """
    a about all an and any anybody anyone anything are as at be because by can contact contacts could did do does for from get
    had has have he her here him his how i in into is it its know knows like likes list live lives living me meet met my need
    needs of on or our people person said say says she show so some somebody someone something talk talked tell that the their them there
    these they this those to us was we were what when where which who whom whose why will with work works worked would you your
    day days month months today tomorrow week weeks year years yesterday
"""
_FILLERS = frozenset(_FILLER_WORDS.split())
# How many words are tried alone, and their letters.
_MOST_ALONE, _SHORTEST = 3, 3


def question_words(question: str) -> list[str]:
    """Return the words of a question without the punctuation around them."""
    return list(filter(None, (word.strip(".,;:!?()“”\"'") for word in question.split())))


def telling_words(question: str) -> list[str]:
    """Return the words of a question that say what it is about."""
    return [word for word in question_words(question) if word.casefold() not in _FILLERS]


def phrases(question: str, *, alone: bool = True) -> Iterator[str]:
    """Yield what to look for, the likeliest first: all words, those that say something, and (`alone`) the longest of them one by one."""
    telling = telling_words(question)
    found = [" ".join(question_words(question)), " ".join(telling)]
    if alone:
        found += sorted((word for word in telling if len(word) >= _SHORTEST), key=len, reverse=True)[
            :_MOST_ALONE
        ]
    yield from filter(None, dict.fromkeys(found))
