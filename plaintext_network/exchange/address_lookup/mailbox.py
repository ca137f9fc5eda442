"""Writes an address with its name as a mail header does. Imports nothing: a program asks for it at each key."""

# RFC 5322 §3.2.3: a name with one of these needs quotes.
_SPECIAL = '()<>[]:;@\\,."'


def mailbox(name: str, email: str) -> str:
    """Return a mailbox of RFC 5322 §3.4, with letters of any script (RFC 6532): `"Lovelace, Ada" <ada@example.org>`."""
    if not name:
        return email
    if any(sign in name for sign in _SPECIAL):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name} <{email}>"
