"""Names sources for people. Reads nothing."""

# What messages call a source that has its kind's name; any other is called by its own name.
SHOWN_NAMES = {
    "linkedin": "LinkedIn",
    "google": "Google",
    "outlook": "Outlook",
    "monica": "Monica",
    "vcard": "vCard",
    "pnet-json": "pnet",
    "friends": "friends.md",
    "ldif": "LDIF",
    "csv": "CSV",
}


def shown_source(source: str) -> str:
    """Return what messages call a source."""
    return SHOWN_NAMES.get(source, source)
