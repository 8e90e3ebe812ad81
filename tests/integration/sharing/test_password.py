"""A link with a password: few guesses, an unlocking that belongs to one browser and one link and dies with the word."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from playground.models import Attempt, AuditEntry, Generation, ShareLink
from playground.views.guest_lock import MOST_A_LINK, MOST_AN_ADDRESS, WITHIN
from tests import build
from tests.integration.sharing.conftest import MEDIA

WORD = "open sesame 开门"


@pytest.fixture(autouse=True)
def quick_hasher(settings: Any) -> None:
    """A hundred guesses in these tests would need a minute of the real one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def locked(take: Generation) -> tuple[ShareLink, str]:
    """A link with a password, and its token."""
    return build.share(take, reveal="prompt", password=WORD, allows_download=True)


def guess(guest: Client, token: str, word: str = "wrong", **headers: str) -> int:
    """The status of one guess."""
    return guest.post(f"/s/{token}/", {"password": word}, headers=headers).status_code


def test_nothing_is_told_before_the_word(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """The page asks, says nothing of the clip to other programs, and no clip or picture goes out."""
    page = guest.get(f"/s/{locked[1]}/").text
    assert "This link has a password" in page
    assert "og:" not in page
    assert "lighthouse" not in page
    assert "oembed" not in page
    assert {guest.get(f"/s/{locked[1]}/1/{name}").status_code for name in MEDIA} == {404}


def test_the_right_word_opens_it_in_this_browser(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """Page and clip; somebody else is asked again, and so is this one at another link."""
    link, token = locked
    assert guess(guest, token) == 403
    assert guess(guest, token, WORD) == 302
    assert "lighthouse" in guest.get(f"/s/{token}/").text
    assert guest.get(f"/s/{token}/1/clip.mp4").status_code == 200
    cookie = guest.cookies["unlocked"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"/s/{token}/", True, "Lax")
    assert Client().get(f"/s/{token}/1/clip.mp4").status_code == 404
    _, second = build.share(link.takes.get(), password=WORD)
    forged = {"cookie": f"unlocked={cookie.value}"}
    assert Client().get(f"/s/{second}/1/clip.mp4", headers=forged).status_code == 404


def test_another_password_ends_what_was_unlocked(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """And so does the same word given anew: whoever changes it wants everybody to be asked."""
    link, token = locked
    guess(guest, token, WORD)
    link.change_password(WORD)
    assert guest.get(f"/s/{token}/1/clip.mp4").status_code == 404
    assert guess(guest, token, WORD) == 302
    assert guest.get(f"/s/{token}/1/clip.mp4").status_code == 200


def test_revoking_ends_what_was_unlocked(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """The word is no use then."""
    link, token = locked
    guess(guest, token, WORD)
    link.revoke()
    assert guess(guest, token, WORD) == 404


def test_guesses_at_one_link_run_out(guest: Client, locked: tuple[ShareLink, str], take: Generation) -> None:
    """429 with a time to wait, for the right word too, from wherever; another link is not touched by it."""
    token = locked[1]
    codes = [guess(guest, token, **{"x-forwarded-for": f"10.0.0.{n}"}) for n in range(MOST_A_LINK)]
    assert set(codes) == {403}
    answer = guest.post(f"/s/{token}/", {"password": WORD}, REMOTE_ADDR="10.9.9.9")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= WITHIN.total_seconds()
    assert "Too many wrong passwords" in answer.text
    assert guess(guest, build.share(take, password=WORD)[1], WORD) == 302


def test_guesses_of_one_address_run_out(guest: Client, take: Generation) -> None:
    """At whatever links; then it takes no guess of theirs away from others."""
    tokens = [build.share(take, password=WORD)[1] for _ in range(4)]
    codes = [guess(guest, tokens[n % 3]) for n in range(MOST_AN_ADDRESS)]
    assert set(codes) == {403}
    assert guess(guest, tokens[3], WORD) == 429
    assert guest.post(f"/s/{tokens[3]}/", {"password": WORD}, REMOTE_ADDR="10.9.9.9").status_code == 302


def test_time_gives_guesses_back(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """A quarter of an hour after the first of them; a right word costs none."""
    token = locked[1]
    for _ in range(MOST_A_LINK):
        guess(guest, token)
    Attempt.objects.update(since=timezone.now() - WITHIN - timedelta(seconds=1))
    for _ in range(MOST_A_LINK + 2):
        assert guess(Client(), token, WORD) == 302


def test_a_frame_asks_for_no_password(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """It says where to open the clip: nothing that can be framed takes a secret."""
    page = guest.get(f"/s/{locked[1]}/embed/").text
    assert "<form" not in page
    assert "Open it on its own page" in page


def test_guessing_on_is_told_once(guest: Client, locked: tuple[ShareLink, str]) -> None:
    """The owners' log says at which link, by whose guest and from where, however long it goes on."""
    for _ in range(MOST_A_LINK + 3):
        guess(guest, locked[1])
    (entry,) = AuditEntry.objects.filter(action="share link guessed at")
    assert (entry.record_id, entry.workspace) == (str(locked[0].pk), locked[0].workspace)
    assert (entry.actor_words, entry.address) == (f"guest of link {str(locked[0].pk)[:8]}", "127.0.0.1")
