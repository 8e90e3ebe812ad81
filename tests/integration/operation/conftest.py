"""The owner's browser, whose pages can be drawn."""

import pytest
from django.test import Client


@pytest.fixture
def browser(static_files: None, owner: object) -> Client:
    """In English."""
    return Client(headers={"accept-language": "en"})
