"""What Mozilla's HTTP Observatory gives for a site's headers (its public rules, as far as they can concern us)."""

import re
from email.message import Message
from http.cookies import SimpleCookie

SIX_MONTHS = 15_768_000
PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


def policy_of(headers: Message) -> dict[str, list[str]]:
    """A content security policy, by directive."""
    parts = [
        part.split() for part in (headers.get("Content-Security-Policy") or "").split(";") if part.strip()
    ]
    return {name: values for name, *values in parts}


def score(headers: Message, plain: Message) -> int:
    """Of a page over https; `plain`: the answer to the same address over http. 100 to begin with, 25 can be added."""
    given = 100 + _policy(headers) + _cookies(headers) + _transport(headers, plain)
    policy = policy_of(headers)
    referrer = (headers.get("Referrer-Policy") or "").split(",")[-1].strip()
    given += 5 if referrer in PRIVATE else 0 if not referrer else -5
    given += 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5
    framed = "frame-ancestors" in policy
    given += 5 if framed else 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20
    given -= 50 if headers.get("Access-Control-Allow-Credentials") else 0
    return given


def _policy(headers: Message) -> int:
    policy = policy_of(headers)
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    if any(word in scripts for word in ("'unsafe-inline'", "data:", "https:", "*")):
        return -20
    text = headers["Content-Security-Policy"]
    if "unsafe" in text or "http:" in text:
        return -10
    closed = policy.get("default-src") == ["'none'"] and policy.get("form-action") in (["'self'"], ["'none'"])
    return 10 if closed else 5


def _cookies(headers: Message) -> int:
    cookies = [morsel for line in headers.get_all("Set-Cookie", []) for morsel in SimpleCookie(line).values()]
    if not cookies:
        return 0
    if not all(each["secure"] for each in cookies):
        return -40
    if not all(each["httponly"] for each in cookies):
        return -30
    return 5 if all(each["samesite"] in ("Lax", "Strict") for each in cookies) else 0


def _transport(headers: Message, plain: Message) -> int:
    found = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security") or "")
    given = 0 if found and int(found[1]) >= SIX_MONTHS else -20
    return given + (0 if (plain.get("Location") or "").startswith("https://films.example/") else -20)
