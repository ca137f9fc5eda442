"""Finds whose profile a web address is: a LinkedIn name, a GitHub or Mastodon account. Fetches nothing."""

import re
from functools import lru_cache

from plaintext_network.named_tuples import NamedTuple


class Profile(NamedTuple):
    """An account: its key, which is equal for every address of it; the name in it; and whether only people have such accounts."""

    key: str
    handle: str
    is_personal: bool


_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_HANDLE = r"([^/?#]+)"
# Sites by host: a pattern of the path, and whether only people have such accounts.
_SITES: dict[str, tuple[tuple[str, bool], ...]] = {
    "linkedin.com": ((rf"in/{_HANDLE}(?:/[a-z]{{2}}(?:-[a-z]{{2}})?)?$", True), (r"pub/([^?#]+)$", True), (rf"mwlite/in/{_HANDLE}$", True)),
    "xing.com": ((rf"profile/{_HANDLE}", True),),
    "github.com": ((rf"{_HANDLE}$", False),),
    "gitlab.com": ((rf"{_HANDLE}$", False),),
    "codeberg.org": ((rf"{_HANDLE}$", False),),
    "bitbucket.org": ((rf"{_HANDLE}$", False),),
    "x.com": ((rf"@?{_HANDLE}$", False),),
    "instagram.com": ((rf"{_HANDLE}$", False),),
    "threads.net": ((rf"@{_HANDLE}$", False),),
    "facebook.com": ((r"profile\.php\?(?:.*&)?id=(\d+)", False), (r"people/[^/]+/(\d+)$", False), (rf"{_HANDLE}$", False)),
    "bsky.app": ((rf"profile/{_HANDLE}$", False),),
    "keybase.io": ((rf"{_HANDLE}$", True),),
    "orcid.org": ((r"(\d{4}-\d{4}-\d{4}-\d{3}[\dxX])$", True),),
    "researchgate.net": ((rf"profile/{_HANDLE}", True),),
    "scholar.google.com": ((r"citations\?(?:.*&)?user=([\w-]+)", True),),
    "medium.com": ((rf"@{_HANDLE}$", False),),
    "stackoverflow.com": ((r"users/(\d+)", True),),
    "t.me": ((rf"{_HANDLE}$", False),),
    "matrix.to": ((r"#/(@[^/?#]+)", False),),
    "youtube.com": ((rf"@{_HANDLE}$", False),),
    "tiktok.com": ((rf"@{_HANDLE}$", False),),
    "about.me": ((rf"{_HANDLE}$", True),),
    "goodreads.com": ((r"user/show/(\d+)", True),),
    "strava.com": ((r"athletes/(\d+)", True),),
    "soundcloud.com": ((rf"{_HANDLE}$", False),),
    "vk.com": ((rf"{_HANDLE}$", False),),
    "sr.ht": ((rf"~{_HANDLE}$", True),),
}  # fmt: skip
_OTHER_HOSTS = {
    "twitter.com": "x.com",
    "fb.com": "facebook.com",
    "telegram.me": "t.me",
    "threads.com": "threads.net",
    "git.sr.ht": "sr.ht",
    "linkedin.cn": "linkedin.com",
}
# Any Mastodon server, or any other page of one account; and the home page of one person at a university.
_ACCOUNT = re.compile(rf"(?:@|users/|web/@){_HANDLE}$", re.IGNORECASE)
_HOME = re.compile(r"~([^/?#]+)$")
# First words of a path that no account has.
_RESERVED_WORDS = """
    about account accounts blog business careers company companies contact developers directory docs enterprise events explore
    feed features groups hashtag help home i intent jobs join legal login marketplace messages notifications orgs organizations
    p pages people permalink.php photo.php pricing privacy profile public pulse reel reels s school search security settings
    share share.php sharer.php showcase signup site sponsors status stories story.php terms topics trending users watch
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())


@lru_cache(maxsize=50_000)
def profile_of(url: str) -> Profile | None:
    """Return the account that a web address is of; None for a company's page, and for any other page."""
    bare = url.strip().strip("<>")
    rest = _SCHEME.sub("", bare)
    host, _, path = rest.partition("/")
    host = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".").removeprefix("www.")
    if "." not in host or " " in rest:
        return None
    path, hash_mark, fragment = path.partition("#")
    path, _, query = path.partition("?")
    path = _decoded(path).strip("/")
    site = _site(host)
    asked = f"{path}?{query}" if query else path
    if hash_mark and site == "matrix.to":
        asked = f"#{_decoded(fragment)}"
    if site is None:
        for pattern in (_ACCOUNT, _HOME):
            if found := pattern.match(path):
                handle = found[1].lower()
                return Profile(f"{host}/@{handle}", handle, pattern is _HOME)
        return None
    if path.partition("/")[0].lower() in _RESERVED - {"profile", "people", "users"}:
        return None
    for pattern_text, is_personal in _SITES[site]:
        for text in (asked, path):
            if found := re.match(pattern_text, text, re.IGNORECASE):
                handle = found[1].lower().rstrip("/")
                if handle in _RESERVED:
                    return None
                return Profile(f"{site}/{handle}", handle, is_personal)
    return None


def _site(host: str) -> str | None:
    """Return the site of a host; `de.linkedin.com` and `m.facebook.com` are the same in another language or size."""
    if host in _OTHER_HOSTS:
        return _OTHER_HOSTS[host]
    if host in _SITES:
        return host
    first, _, rest = host.partition(".")
    rest = _OTHER_HOSTS.get(rest, rest)
    return rest if rest in _SITES and (len(first) <= 2 or first in ("mobile", "web", "touch")) else None


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    # Late: few addresses have escaped letters.
    from urllib.parse import unquote

    return unquote(text)
