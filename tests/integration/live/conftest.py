"""What tests of the live stream share: a hub that ends with the test."""

from collections.abc import Iterator

import pytest

from playground.live import feed, hub


@pytest.fixture
def fresh_hub(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[hub.Hub]:
    """A hub of this test's own; its thread is gone afterwards."""
    found = hub.Hub()
    monkeypatch.setattr(feed, "hub", found)
    yield found
    found.close()
    if found._thread:
        found._thread.join(60)
