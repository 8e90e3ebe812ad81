"""The connection goes to the address that was checked, by the name that was asked, and each hop is checked again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from playground.upstream import fetcher
from playground.upstream.fetcher import fetch

from .scripted import closes, says, scripted

if TYPE_CHECKING:
    from pathlib import Path

FILM = b"\0\0\0\x18ftypisom" + b"film" * 50


class Resolver:
    """Answers from a list, one look-up after another, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def test_the_name_is_looked_up_once_and_kept_in_host(tmp_path: Path):
    """The connection uses the first answer; Host still carries the name with its port."""
    resolver = Resolver(["127.0.0.1"], ["192.0.2.1"])

    async def case() -> list[bytes]:
        async with scripted(says(200, FILM)) as server:
            trusted = frozenset({f"clips.example:{server.port}"})
            url = f"http://clips.example:{server.port}/a"
            await fetch(url, tmp_path / "one", trusted_hosts=trusted, resolve=resolver, deadline=9)
            assert f"host: clips.example:{server.port}\r\n".encode() in server.requests[0].lower()
            return server.requests

    assert len(asyncio.run(case())) == 1
    assert resolver.asked == ["clips.example"]


def test_tls_is_asked_for_the_name_not_the_address(tmp_path: Path):
    """The TLS hello to the checked address carries the name (SNI), so certificates are checked against it."""

    async def case() -> bytes:
        async with scripted(closes) as server:
            options: dict[str, Any] = {
                "trusted_hosts": frozenset({f"clips.example:{server.port}"}),
                "deadline": 9,
            }
            with pytest.raises(fetcher.Unreachable):
                await fetch(
                    f"https://clips.example:{server.port}/a",
                    tmp_path / "one",
                    resolve=Resolver(["127.0.0.1"]),
                    **options,
                )
            return server.requests[0]

    assert b"clips.example" in asyncio.run(case())


def test_a_dead_address_gives_way_to_the_next(tmp_path: Path):
    """Of several addresses the first that takes the connection is used."""

    async def case() -> int:
        async with scripted(says(200, FILM)) as server:
            trusted = frozenset({f"clips.example:{server.port}"})
            resolver = Resolver(["127.0.0.2", "127.0.0.1"])
            url = f"http://clips.example:{server.port}/a"
            return (
                await fetch(url, tmp_path / "one", trusted_hosts=trusted, resolve=resolver, deadline=9)
            ).size

    assert asyncio.run(case()) == len(FILM)


@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.1:{canary}/", "//127.0.0.1:{canary}/", "https://127.0.0.1/", "https://localhost/"),
        *("http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "https://user@files.toapis.com/"),
    ],
)
def test_a_redirect_into_the_house_is_refused(tmp_path: Path, location: str):
    """Each hop passes the gate again; the canary on another port of this machine hears nothing."""

    async def case() -> list[bytes]:
        async with scripted(says(200, FILM)) as canary:
            async with scripted(says(302, location=location.format(canary=canary.port))) as server:
                with pytest.raises(fetcher.AddressRefused):
                    await fetch(f"{server.url}/a", tmp_path / "one", trusted_hosts=server.trusted, deadline=9)
            return canary.requests

    assert asyncio.run(case()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("hops", "arrives"), [(3, True), (4, False)])
def test_three_redirects_are_enough(tmp_path: Path, hops: int, arrives: bool):
    """Three checked hops are followed, relative ones included; a fourth is refused."""
    moves = [says(307, location=f"/hop/{number}") for number in range(hops)]

    async def case() -> bool:
        async with scripted(*moves, says(200, FILM)) as server:
            try:
                await fetch(f"{server.url}/a", tmp_path / "one", trusted_hosts=server.trusted, deadline=9)
            except fetcher.AddressRefused:
                return False
            return b"GET /hop/2 " in server.requests[-1]

    assert asyncio.run(case()) is arrives


def test_an_unknown_name_is_unreachable(tmp_path: Path):
    """No address at all is a matter of the network, not of trust."""
    with pytest.raises(fetcher.Unreachable):
        asyncio.run(fetch("https://files.toapis.com/a", tmp_path / "one", resolve=Resolver([]), deadline=9))


def test_a_second_and_different_answer_changes_nothing(tmp_path: Path):
    """A name that leads elsewhere at the next look-up is not looked up again: the canary hears nothing."""
    resolver = Resolver(["127.0.0.2"], ["127.0.0.1"])

    async def case() -> list[bytes]:
        async with scripted(says(200, FILM)) as canary:
            trusted = frozenset({f"clips.example:{canary.port}"})
            url = f"http://clips.example:{canary.port}/a"
            with pytest.raises(fetcher.Unreachable):
                await fetch(url, tmp_path / "one", trusted_hosts=trusted, resolve=resolver, deadline=9)
            return canary.requests

    assert asyncio.run(case()) == []
    assert resolver.asked == ["clips.example"]


def test_a_name_that_turns_private_at_a_redirect_is_refused(tmp_path: Path):
    """Each hop is judged by its own look-up, a public name's second answer included."""
    resolver = Resolver(["10.0.0.7"])

    async def case() -> list[bytes]:
        async with scripted(says(302, location="https://clips.example/b")) as server:
            options: dict[str, Any] = {"trusted_hosts": server.trusted, "resolve": resolver}
            with pytest.raises(fetcher.AddressRefused):
                await fetch(f"{server.url}/a", tmp_path / "one", deadline=9, **options)
            return server.requests

    assert len(asyncio.run(case())) == 1
    assert resolver.asked == ["clips.example"]


def test_no_hop_hears_a_credential(tmp_path: Path):
    """Neither the first host nor the one it leads to sees a key, a cookie, or where we came from."""

    async def case() -> list[bytes]:
        async with scripted(says(200, FILM)) as second:
            leads = says(302, location=f"{second.url}/b", set_cookie="a=b")
            async with scripted(leads) as first:
                trusted = first.trusted | second.trusted
                await fetch(f"{first.url}/a", tmp_path / "one", trusted_hosts=trusted, deadline=9)
                return [*first.requests, *second.requests]

    heard = asyncio.run(case())
    assert len(heard) == 2
    for word in (b"authorization", b"cookie", b"referer"):
        assert not any(word in request.lower() for request in heard)
