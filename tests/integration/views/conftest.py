"""What view tests share: the form as a browser posts it."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

type Post = Callable[..., HttpResponse]


@pytest.fixture
def browser(owner: object, static_files: None) -> Client:
    """The owner's, in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def generate(browser: Client) -> Post:
    """The click: `generate(prompt="…", htmx=True)`; a token of its own unless one is named."""

    def post(*, htmx: bool = False, **fields: Any) -> HttpResponse:
        chosen = {"aspect_ratio": "16:9", "duration": "6", "resolution": "720P", "prompt": "A quiet harbour"}
        chosen |= {"model": "gemini_omni_flash", "token": str(uuid.uuid4()), **fields}
        headers = {"HX-Request": "true"} if htmx else {}
        return browser.post("/generations/", chosen, headers=headers)

    return post


def token_in(html: str) -> str:
    """The form token that a page or fragment carries."""
    return re.search(r'id="form-token" name="token" value="([^"]+)"', html)[1]
