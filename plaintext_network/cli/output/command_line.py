"""Quotes names in the command lines that messages suggest. Runs nothing."""

import shlex


def shell_word(text: str) -> str:
    """Return text as one word of a shell, in double quotes where these are enough."""
    if text and all(character.isalnum() or character in "-_./@:" for character in text):
        return text
    if text.isprintable() and not set(text) & set('"$`\\!'):
        return f'"{text}"'
    return shlex.quote(text)
