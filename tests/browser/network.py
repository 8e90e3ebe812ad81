"""What a page costs on the wire, as the browser itself counts it."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass
class Load:
    """The requests of a page from its start on; the clip and what follows it are counted apart."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def asked(self, event: dict[str, Any]) -> None:
        """A request left the browser; the icons of its own video controls are none."""
        if not event["request"]["url"].startswith("data:"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def came(self, event: dict[str, Any]) -> None:
        """A part of an answer arrived, headers included when it is the last."""
        self.sizes[event["requestId"]] = max(
            self.sizes.get(event["requestId"], 0), event["encodedDataLength"]
        )

    @property
    def before_the_clip(self) -> dict[str, int]:
        """Address → bytes on the wire."""
        kept = {number: url for number, url in self.addresses.items() if not url.endswith(".mp4")}
        return {url: self.sizes.get(number, 0) for number, url in kept.items()}


def first_load(page: Page, path: str = "/") -> Load:
    """Load a page with an empty cache and count until it has come to rest."""
    load, session = Load(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", load.asked)
    session.on("Network.responseReceived", lambda event: load.came(event | event["response"]))
    session.on("Network.loadingFinished", load.came)
    page.goto(path)
    page.wait_for_timeout(1500)
    return load
