"""Saves a text that was typed and not logged, so that it is not lost. Asks nothing."""


def save_unlogged(text: str) -> str:
    """Save a text, and return a message with its place; if saving fails, with the text."""
    # Late: a text is seldom left over.
    from plaintext_network.vault.config.user_folders import keep_text

    try:
        return f"your text is saved in {keep_text('unwritten log', text)}"
    except OSError:
        return f"your text could not be saved: {text}"
