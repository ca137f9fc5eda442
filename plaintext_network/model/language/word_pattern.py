"""Compiles patterns of words, which match in linear time. Knows no words itself."""

import re


def compile_words(pattern: str, **words: str) -> re.Pattern[str]:
    """Compile a verbose pattern that ignores case: `~` stands for blanks between words, and `<NAME>` for one of `words`."""
    for name, value in words.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{value})")
    # Limit the number of blanks, so that a search takes linear time.
    return re.compile(pattern.replace("~", r"\s{1,9}"), re.VERBOSE | re.IGNORECASE)
