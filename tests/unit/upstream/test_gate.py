"""The address gate: where our server may connect to, asked of URLs and of bare addresses."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.upstream.gate import AddressRefused, addresses_of, check_url, is_public

TRUSTED = frozenset({"127.0.0.1:8001", "[::1]:8001", "minio:9000"})
SPACED = """
https://127.0.0.1/ https://127.1/ https://2130706433/ https://0x7f000001/ https://0/ https://0.0.0.0/
https://0177.0.0.1/ https://[::ffff:127.0.0.1]/ https://[::ffff:7f00:1]/ https://127。0。0。1/ https://①②⑦.0.0.1/
https://user@127.0.0.1/ https://a:b@example.com/ https://169.254.169.254/latest/ https://[fd00::1]/
https://[64:ff9b::7f00:1]/ https://[fe80::1%25lo]/ https://100.64.0.1/ https://224.0.0.1/ https://[fec0::1]/
https://[2002:7f00:1::]/ https://[::]/ file:///etc/passwd ftp://example.com/a //example.com/a example.com https://
https:///a http://example.com/a https://example.com:8443/a https://example.com:99999/ https://example.com:x/
https://example.com\\@127.0.0.1/ https://a..b/ http://127.0.0.1:8002/ http://127.1:8001/
https://%31%32%37.0.0.1/ https://-a.example/ https://1.2.3.4.5/ https://.example.com/
"""
BAD = ["", "https://exam ple.com/", "https://example.com/a\r\nHost: b", *SPACED.split()]
OUR_OWN_DENYLIST = [
    ip_network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *(
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
        *("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "2002::/16", "fc00::/7"),
        *("fe80::/10", "fec0::/10", "ff00::/8", "2001::/32"),
    )
]


async def _resolver_that_must_not_be_asked(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("url", BAD)
def test_no_bad_url_gets_as_far_as_a_socket(url: str):
    """Every vector is refused by its text or as a literal address, before any look-up."""

    async def case() -> None:
        await addresses_of(check_url(url, TRUSTED), _resolver_that_must_not_be_asked)

    with pytest.raises(AddressRefused):
        asyncio.run(case())


@pytest.mark.parametrize("url", ["https://localhost/", "https://files.toapis.com/a.mp4"])
@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["nonsense"], ["fe80::1%eth0"]]
)
def test_one_private_address_refuses_the_name(url: str, answer: list[str]):
    """A name is refused when any of its addresses is not public."""

    async def resolve(host: str, port: int) -> list[str]:
        return answer

    with pytest.raises(AddressRefused):
        asyncio.run(addresses_of(check_url(url, TRUSTED), resolve))


@pytest.mark.parametrize(
    ("url", "header", "target"),
    [
        ("https://Files.ToAPIs.com/v/a.mp4?sig=%2F#t", "files.toapis.com", "/v/a.mp4?sig=%2F"),
        ("https://files.toapis.com:443", "files.toapis.com", "/"),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001", "/a"),
        ("http://[::1]:8001/a", "[::1]:8001", "/a"),
        ("http://minio:9000/a", "minio:9000", "/a"),
        ("https://93.184.216.34/a", "93.184.216.34", "/a"),
    ],
)
def test_ordinary_and_trusted_places_pass(url: str, header: str, target: str):
    """Public https passes; plain http, other ports and private hosts pass when named as trusted."""
    place = check_url(url, TRUSTED)
    assert (place.host_header, place.target) == (header, target)


def test_every_address_of_a_good_name_is_kept_in_order():
    """The system's order is respected, doubles are dropped, and four are enough."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["2606:4700::1", "1.1.1.1", "1.1.1.1", "8.8.8.8", "9.9.9.9", "8.8.4.4"]

    found = asyncio.run(addresses_of(check_url("https://files.toapis.com/", TRUSTED), resolve))
    assert found == ["2606:4700::1", "1.1.1.1", "8.8.8.8", "9.9.9.9"]


@settings(max_examples=150, deadline=None, database=None)
@given(
    st.ip_addresses() | st.sampled_from(OUR_OWN_DENYLIST).flatmap(lambda net: st.ip_addresses(network=net))
)
@example(IPv6Address("::ffff:127.0.0.1"))
@example(IPv6Address("64:ff9b::7f00:1"))
@example(IPv4Address("100.64.0.1"))
def test_nothing_on_the_denylist_is_public(address: IPv4Address | IPv6Address):
    """Whatever the gate lets through is in none of the reserved ranges, however it is wrapped."""
    if not is_public(str(address)):
        return
    inner = getattr(address, "ipv4_mapped", None) or address
    assert inner.is_global
    assert not inner.is_multicast
    assert not any(inner in net for net in OUR_OWN_DENYLIST)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2001:4860:4860::8888", "::ffff:1.1.1.1"]
)
def test_the_public_internet_is_public(address: str):
    """The gate is no wall: ordinary addresses pass."""
    assert is_public(address)
