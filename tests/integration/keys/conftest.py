"""What tests of workspaces' keys share: a gateway that knows keys apart, and no key in the environment."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from playground import access, connection, keys
from playground.models import User
from tests.integration.scripted import Answer, Call, Scripted, error

FIRST, SECOND = "sk-first" + "a" * 40 + "1111", "sk-second" + "b" * 40 + "2222"
REFUSED = error(401, 401, "Authentication failed, please check your API key")
PASSPHRASE, EARLIER = "a passphrase of more than thirty characters", "an earlier one that is also long enough"
type Enter = Callable[..., None]


class ByKey:
    """A route's answer: a refusal for the keys it names, the ordinary one for all others."""

    def __init__(self) -> None:
        self.refused: set[str] = set()

    def __call__(self, call: Call) -> Answer | None:
        return REFUSED if bearer(call) in self.refused else None


def bearer(call: Call) -> str:
    """The key that a call was made with."""
    return call.headers["authorization"].removeprefix("Bearer ")


@pytest.fixture
def gateway(gateway: Scripted, settings) -> Iterator[Scripted]:
    """No key but those that are entered; ENCRYPTION_KEY is set."""
    settings.TOAPIS_API_KEY, settings.ENCRYPTION_KEYS = "", [PASSPHRASE]
    return gateway


@pytest.fixture
def by_key(gateway: Scripted) -> ByKey:
    """`by_key.refused` are the keys that the gateway refuses, wherever they are shown."""
    told = ByKey()
    gateway.always |= dict.fromkeys(("create", "balance", "task", "models"), told)
    return told


@pytest.fixture
def enter(gateway: Scripted, static_files: None) -> Enter:
    """`enter(key)`: as the page's form posts it, by the local owner."""

    def post(key: str):
        return Client(headers={"accept-language": "en"}).post("/connection/key/", {"key": key})

    return post


def has_key(person: User, key: str) -> None:
    """The workspace of this person has a key."""
    keys.enter(access.workspace_of(person), person, connection.offered(key))
