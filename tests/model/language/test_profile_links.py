"""A web address is somebody's profile, however it is written, or no profile at all."""

import pytest

from plaintext_network.model.language.profile_links import profile_of


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.linkedin.com/in/ada-lovelace/", "linkedin.com/ada-lovelace"),
        ("http://de.linkedin.com/in/Ada-Lovelace?trk=people", "linkedin.com/ada-lovelace"),
        ("linkedin.com/in/ada-lovelace/de", "linkedin.com/ada-lovelace"),
        ("https://www.linkedin.com/in/ada-lovelace/en-us/", "linkedin.com/ada-lovelace"),
        ("//linkedin.com/in/ada-lovelace#about", "linkedin.com/ada-lovelace"),
        ("https://m.linkedin.com/in/%C3%A1da", "linkedin.com/áda"),
        ("https://uk.linkedin.com/pub/ada-lovelace/1/2a/3b4", "linkedin.com/ada-lovelace/1/2a/3b4"),
        ("https://github.com/ada", "github.com/ada"),
        ("https://GitHub.com/Ada/?tab=repositories", "github.com/ada"),
        ("https://twitter.com/@Ada", "x.com/ada"),
        ("https://mobile.twitter.com/ada?lang=de", "x.com/ada"),
        ("https://x.com/ada", "x.com/ada"),
        ("https://mastodon.example/@ada", "mastodon.example/@ada"),
        ("https://mastodon.example/users/ada", "mastodon.example/@ada"),
        ("https://www.facebook.com/profile.php?id=1815&sk=about", "facebook.com/1815"),
        ("https://facebook.com/people/Ada-Lovelace/1815/", "facebook.com/1815"),
        ("https://fb.com/ada.lovelace", "facebook.com/ada.lovelace"),
        ("https://bsky.app/profile/ada.example.org", "bsky.app/ada.example.org"),
        ("https://orcid.org/0000-0002-1825-009X", "orcid.org/0000-0002-1825-009x"),
        ("https://www.xing.com/profile/Ada_Lovelace/cv", "xing.com/ada_lovelace"),
        ("https://scholar.google.com/citations?hl=de&user=aDa-1", "scholar.google.com/ada-1"),
        ("https://uni.example.edu/~ada/", "uni.example.edu/@ada"),
        ("https://t.me/ada", "t.me/ada"),
    ],
)
def test_every_address_of_an_account_has_one_key(address: str, key: str) -> None:
    profile = profile_of(address)
    assert profile is not None
    assert profile.key == key


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/company/acme",
        "https://www.linkedin.com/school/acme/people",
        "https://www.linkedin.com/in/",
        "https://github.com/acme/engine",
        "https://github.com/orgs/acme",
        "https://github.com/",
        "https://www.facebook.com/groups/1815",
        "https://www.facebook.com/pages/Acme/1815",
        "https://twitter.com/intent/tweet",
        "https://twitter.com/ada/status/1815",
        "https://instagram.com/p/abc",
        "https://example.org",
        "https://example.org/ada",
        "https://example.org/about/team",
        "ada@example.org",
        "mailto:ada@example.org",
        "not an address",
        "",
        "https://",
        "https://[::1/in/ada",
    ],
)
def test_other_pages_are_no_profiles(address: str) -> None:
    assert profile_of(address) is None
