"""Every page there is, one line a page, by its route's name: what walks all of them reads this list.

A route that answers GET and is named in neither set fails tests/house/test_pages.py. `{take}` and the like are what
tests/furnished.py made.
"""

# Pages of the installation, as somebody signed in sees them
PAGES: dict[str, tuple[str, ...]] = {
    "home": (
        "/",
        "/?from={take}",
        "/?from={failed}&edge=retry",
        "/?edit={take}",
        "/?model=kling-v3-omni",
        "/?reference={reference}",
    ),
    "generations": ("/generations/", "/generations/?q=harbour", "/generations/?q=nothing+like+it"),
    "generation": (
        "/generations/{take}/",
        "/generations/{tall}/",
        "/generations/{failed}/",
        "/generations/{running}/",
        "/generations/{queued}/",
        "/generations/{asking}/",
        "/generations/{cancelled}/",
    ),
    "generation-lineage": ("/generations/{take}/lineage/",),
    "references": ("/references/",),
    "reference": ("/references/{reference}/",),
    "rehearsal": ("/rehearsal/",),
    "stage": ("/stage/", "/stage/?g={running}"),
    "recipe": ("/recipe/",),
    "compare": ("/compare/", "/compare/?g={take}&g={tall}"),
    "shares": ("/shares/", "/shares/?g={take}"),
    "batch": ("/batches/{batch}/",),
    "prices": ("/prices/",),
    "ledger": ("/ledger/",),
    "models": ("/models/",),
    "model": ("/models/gemini_omni_flash/", "/models/seedance-2-5/"),
    "connection": ("/connection/",),
    "simulator": ("/simulator/",),
    "storage": ("/storage/",),
    "audit": ("/audit/",),
}
# Pages of team mode alone
OF_A_TEAM: dict[str, tuple[str, ...]] = {
    "members": ("/workspace/members/",),
    "account_change_password": ("/password/",),
}
# Pages that somebody without an account opens
OF_GUESTS: dict[str, tuple[str, ...]] = {
    "account_login": ("/sign-in/",),
    "account_inactive": ("/sign-in/inactive/",),
    "account_reset_password_from_key": ("/password/1/used/",),
    "invitation": ("/invitations/{invitation}/",),
    "share": ("/s/{link}/", "/s/{both}/", "/s/{locked}/", "/s/nowhere/"),
    "share-embed": ("/s/{link}/embed/",),
}
# Asked by a page, a program or a form; what a person reads of them stands on a page above
NO_PAGES = {
    "absence", "audit-csv", "batch-frame", "batch-summary", "connection-balance", "connection-banner",
    "connection-limits", "generation-card", "generation-clip", "generation-download", "generation-frame",
    "generation-json", "generation-poster", "generation-review", "generation-slide", "generation-thumbnail",
    "generation-tile", "generations-archive", "health-live", "health-ready", "ledger-csv", "live", "metrics",
    "oembed", "prices-toml", "reference-file", "reference-thumbnail", "references-picker", "request-json",
    "share-clip", "share-download", "share-poster", "share-review", "share-still", "share-trial",
    "workspace-standing",
}  # fmt: skip


def addresses(*sets: dict[str, tuple[str, ...]], **made: str) -> list[str]:
    """The addresses of these pages, with the ids of what was made."""
    return [address.format(**made) for pages in sets for each in pages.values() for address in each]
