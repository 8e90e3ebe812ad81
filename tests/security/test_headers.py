"""Checks 9, 15, 17 and 21: what every answer carries over https, whatever it is; asked of a real server."""

import re

import pytest

from tests.integration.installation import Answer
from tests.security.observatory import policy_of, score
from tests.security.serving import Site

DIRECTIVES = {"default-src", "form-action", "base-uri", "frame-ancestors"}
type Answers = dict[str, Answer]


@pytest.fixture(scope="module")
def answers(site: Site) -> Answers:
    """One of each kind, by what it is."""
    take, token = site.known["take"], site.known["token"]
    page, ranged = site.ask("GET", "/"), {"Range": "bytes=0-9"}
    static = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.body.decode())
    clip = f"/generations/{take}/clip.mp4"
    etag = site.ask("HEAD", clip).headers["ETag"]
    pages = ["/generations/", "/connection/", "/health/ready", "/live/", "/nowhere/", "/prices.toml"]
    pages += [f"/generations/{take}/", f"/generations/{take}.json", f"/generations/{take}/poster.webp"]
    pages += [f"/s/{token}/", f"/s/{token}/1/poster.webp", f"/s/{'x' * 43}/", "/static/nothing.js"]
    found = {path: site.ask("GET", path) for path in [*static, *pages]}
    return found | {
        "a page": page,
        "a clip": site.ask("GET", clip),
        "a part": site.ask("GET", clip, ranged),
        "behind the end": site.ask("GET", clip, {"Range": "bytes=999999999-"}),
        "unchanged": site.ask("GET", clip, {"If-None-Match": etag}),
        "a static part": site.ask("GET", static[0], ranged),
        "a static file unchanged": site.ask("GET", static[0], {"If-None-Match": "*"}),
        "to the sign-in": site.ask("GET", "/generations/", signed_in=False),
        "the sign-in": site.ask("GET", "/sign-in/", signed_in=False),
        "a wrong method": site.ask("GET", "/generations/deletion/"),
        "without a token": site.ask("POST", "/generations/", form={"prompt": "x"}),
        "a foreign host": site.ask("GET", "/", {"Host": "evil.example"}),
        "no webhook": site.ask("POST", "/webhooks/toapis/", form={}),
        "the other scheme": site.ask("GET", "/generations/", scheme="http"),
    }  # fmt: skip


def test_each_kind_of_answer_is_there(answers: Answers) -> None:
    """Check 17: what the other tests look at is what it says it is."""
    told = {name: answer.status for name, answer in answers.items()}
    assert set(told.values()) >= {200, 206, 301, 302, 304, 400, 403, 404, 405, 416, 503}
    assert sum(name.startswith("/static/") and status == 200 for name, status in told.items()) >= 4
    assert told["/live/"] == 200


def test_every_answer_has_the_policy(answers: Answers) -> None:
    """Check 17: nothing by default, no unsafe-*, no foreign host, on errors, static files and streams too."""
    wrong = {}
    for name, answer in answers.items():
        policy = policy_of(answer.headers)
        is_media = policy == {"default-src": ["'none'"], "sandbox": []}
        said = {word for values in policy.values() for word in values}
        known = {word for word in said if re.fullmatch(r"'(self|none|nonce-[\w+/=-]+)'|blob:", word)}
        if not (
            is_media
            or (policy.keys() >= DIRECTIVES and policy["default-src"] == ["'none'"] and said == known)
        ):
            wrong[name] = answer.headers.get("Content-Security-Policy")
    assert wrong == {}


def test_every_answer_has_the_rest(answers: Answers) -> None:
    """Checks 9, 15, 17: https for a year, no sniffing, no frame, no referrer for others, a window of one's own."""
    wrong = {}
    for name, answer in answers.items():
        told = {key.lower(): value for key, value in answer.headers.items()}
        if name not in ("the other scheme", "a foreign host"):
            assert told["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload", name
        right = (
            told.get("x-content-type-options") == "nosniff"
            and told.get("x-frame-options") == "DENY"
            and told.get("referrer-policy") in ("same-origin", "no-referrer")
            and told.get("cross-origin-opener-policy") == "same-origin"
            and "server" not in told
            and "access-control-allow-origin" not in told
        )
        if not right:
            wrong[name] = told
    assert wrong == {}


def test_the_player_alone_may_be_framed(site: Site) -> None:
    """Check 15: its answer opens frame-ancestors, drops X-Frame-Options and lets no form go anywhere."""
    answer = site.ask("GET", f"/s/{site.known['token']}/embed/", signed_in=False)
    policy = policy_of(answer.headers)
    assert (policy["frame-ancestors"], policy["form-action"]) == (["*"], ["'none'"])
    assert answer.headers.get("X-Frame-Options") is None
    assert b"<form" not in answer.body


def test_every_cookie_is_the_hosts_own(site: Site, answers: Answers) -> None:
    """Check 21: __Host- for what signs in, and Secure, HttpOnly and SameSite for each that is ever set."""
    asked = [site.post("/theme/", theme="dark"), site.post("/language/", language="en")]
    asked.append(site.post("/sign-in/", login="editor", password="a quiet harbour"))
    asked.append(site.ask("GET", f"/s/{site.known['token']}/", signed_in=False))
    set_ones = [
        line for each in [*answers.values(), *asked] for line in each.headers.get_all("Set-Cookie", [])
    ]
    names = {line.split("=")[0] for line in set_ones}
    assert {"__Host-session", "__Host-csrf", "theme", "seen"} <= names
    for line in set_ones:
        words = {word.strip().lower() for word in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax"} <= words, line
        assert not any(word.startswith("domain") for word in words)


@pytest.mark.parametrize("path", ["/sign-in/", "/"])
def test_the_observatory_gives_the_most(site: Site, path: str) -> None:
    """Check 17: 125, the most a site can have without being on the browsers' own list."""
    page, plain = site.ask("GET", path, signed_in=path == "/"), site.ask("GET", path, scheme="http")
    assert (plain.status, page.status) == (301, 200)
    assert score(page.headers, plain.headers) == 125


def test_other_headers_would_score_less(site: Site) -> None:
    """Check 17: the score can fall, item by item."""
    page, plain = site.ask("GET", "/sign-in/", signed_in=False), site.ask("GET", "/", scheme="http")
    spoilt = {"Content-Security-Policy": "script-src *", "Strict-Transport-Security": "max-age=1",
              "Referrer-Policy": "unsafe-url", "X-Content-Type-Options": "", "Set-Cookie": "a=b"}  # fmt: skip
    for name, value in spoilt.items():
        kept = page.headers[name]
        del page.headers[name]
        page.headers[name] = value
        assert score(page.headers, plain.headers) < 125, name
        del page.headers[name]
        page.headers[name] = kept
    assert score(page.headers, page.headers) < 125


def test_wrong_tries_are_remembered_by_the_next_start(site: Site) -> None:
    """Check 22: after ten of them and a restart the right password is 429 still, whoever X-Forwarded-For says asks."""
    script = (
        "from playground.models.attempt import hidden, spend; from playground.views.sign_in import WINDOW"
    )
    site.run(f"{script}\nfor _ in range(9): spend(hidden('sign-in name', 'stranger'), 10, WINDOW)")
    tries = [site.post("/sign-in/", login="stranger", password=f"wrong {n}").status for n in range(2)]
    assert tries == [200, 429]
    site.finish()
    site.begin()
    assert site.post("/sign-in/", login="stranger", password="a quiet harbour").status == 429
    assert site.post("/sign-in/", login="editor", password="a quiet harbour").status == 302
