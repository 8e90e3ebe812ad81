"""The gateway's address as people paste it."""

from __future__ import annotations

import pytest

from playground.upstream.client import normalise_base_url


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://toapis.com", "https://toapis.com"),
        ("https://toapis.com/", "https://toapis.com"),
        ("https://toapis.com/v1", "https://toapis.com"),
        (" https://ToAPIs.com/v1/ ", "https://toapis.com"),
        ("toapis.cn/v1", "https://toapis.cn"),
        ("http://127.0.0.1:8001/v1", "http://127.0.0.1:8001"),
        ("https://proxy.example/toapis/v1", "https://proxy.example/toapis"),
    ],
)
def test_every_way_to_paste_it_is_one_address(pasted: str, address: str):
    """With or without scheme, slash and /v1, the address is the same."""
    assert normalise_base_url(pasted) == address


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "ftp://toapis.com",
        "https://",
        "https://a:b@c.d",
        "https://c.d/?x",
        "https://c.d/#x",
        "https://c d",
        "https://c:99999",
    ],
)
def test_what_is_no_address_is_refused_in_words(pasted: str):
    """The refusal is a sentence about the gateway's address."""
    with pytest.raises(ValueError, match=r"^The gateway's address .+\.$"):
        normalise_base_url(pasted)
