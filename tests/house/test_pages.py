"""No page is forgotten: what walks all pages reads one list, and that list is held against the resolver."""

from django.urls import get_resolver, resolve

from tests.integration.views.test_every_address import POST_ONLY
from tests.pages import NO_PAGES, OF_A_TEAM, OF_GUESTS, PAGES, addresses

# Routes that take a form and answer no GET, in local mode or in a team's
ONLY_POSTED = POST_ONLY | {
    "account_logout", "invitation-revocation", "member-allowance", "member-removal", "member-role",
    "set_language", "workspace-choice", "workspace-departure", "workspace-invitations", "workspace-name", "workspaces",
}  # fmt: skip
LISTED = PAGES | OF_A_TEAM | OF_GUESTS


class Any(dict):
    """Stands for whatever was made."""

    def __missing__(self, key: str) -> str:
        return "00000000-0000-4000-8000-000000000000"


def test_every_route_is_a_page_or_is_known_not_to_be_one() -> None:
    """A new route needs a line in tests/pages.py; a line whose route went has to go too."""
    routes = {str(pattern.name) for pattern in get_resolver().url_patterns}
    assert routes == LISTED.keys() | NO_PAGES | ONLY_POSTED
    assert LISTED.keys() & (NO_PAGES | ONLY_POSTED) == set()


def test_each_address_belongs_to_its_route() -> None:
    """What is walked is what the list says."""
    for name, templates in LISTED.items():
        for template in templates:
            path = template.format_map(Any()).partition("?")[0]
            assert resolve(path).url_name == name, path
    assert len(addresses(PAGES, take="x", **dict.fromkeys(
        ("failed", "reference", "tall", "running", "queued", "asking", "cancelled", "batch"), "x"
    ))) > 30  # fmt: skip
