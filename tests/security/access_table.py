"""Who may what, route by route: a new address needs its line here. Tests walk it (test_access_matrix.py).

"all": nobody need be known · "link": whoever has the link · "hand": the guest who wrote it · "signed": a program with
the secret · "members" · "editors": they and owners · "owners".
A method that names nobody is 405. `form`: what a POST must say to do something, `query`: what an address must;
`named`: the fields of both that name rows (test_foreign_ids.py fills in those of another workspace).
"""

from dataclasses import dataclass, field
from uuid import UUID

TOKEN = str(UUID(int=7))
COMPOSED = {"model": "gemini_omni_flash", "prompt": "x", "token": TOKEN, "duration": "6"}
COMPOSED |= {"resolution": "720P", "aspect_ratio": "16:9"}
MOMENT = {"moment": "2026-01-01T00:00:00+00:00"}
CHOSEN = {"g": "generation_id"}
IN_A_FORM = {"references": "reference_id", "parent": "generation_id", "rehearsal": "generation_id"}


@dataclass(frozen=True)
class Row:
    """One route."""

    get: str = ""
    post: str = ""
    form: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


SEEN, EDITED, OWNED, FOR_ALL = Row("members"), Row(post="editors"), Row(post="owners"), Row("all")
PLACES = ("from", "edit", "reference", "rehearsal")
ROWS = {
    "home": Row("members", named=dict.fromkeys(PLACES, "generation_id") | {"reference": "reference_id"}),
    "preview": Row(post="editors", form=COMPOSED, named=IN_A_FORM),
    "carried": Row(post="editors", form=COMPOSED | {"to": "kling-v3"}, named=IN_A_FORM),
    "draft": Row(post="editors", form=COMPOSED, named=IN_A_FORM | {"add": "reference_id"}),
    "request-json": Row("editors", "editors", COMPOSED | {"pasted": "{}"}, IN_A_FORM),
    "references": Row(
        "members",
        "editors",
        {"url": "https://a.example/x.png"},
        {"take": "generation_id", "reference": "reference_id", "before": "reference_id"},
    ),
    "references-picker": Row("members", named={"before": "reference_id"}),
    "references-erasure": Row(post="members", form=MOMENT),  # of a viewer: nothing goes
    "references-restoration": Row(post="members", form=MOMENT),  # of a viewer: nothing comes back
    "reference": SEEN,
    "reference-file": SEEN,
    "reference-crop": EDITED,
    "reference-deletion": EDITED,
    "reference-thumbnail": SEEN,
    "generations": Row("members", "editors", COMPOSED, IN_A_FORM),
    "generations-tagging": Row(post="editors", form=CHOSEN | {"tags": "x"}, named=CHOSEN),
    "generations-deletion": Row(post="editors", form=CHOSEN, named=CHOSEN),
    "generations-clip-deletion": Row(post="editors", form=CHOSEN, named=CHOSEN),
    "generations-erasure": Row(post="members", form=MOMENT),  # of a viewer: nothing goes
    "generations-restoration": Row(post="members", form=MOMENT),  # of a viewer: nothing comes back
    "generations-archive": Row("members", query=CHOSEN, named=CHOSEN),
    "generation": SEEN,
    "generation-json": SEEN,
    "generation-card": SEEN,
    "generation-tile": SEEN,
    "generation-clip": SEEN,
    "generation-download": SEEN,
    "generation-poster": SEEN,
    "generation-thumbnail": SEEN,
    "generation-lineage": SEEN,
    "generation-frame": SEEN,
    "generation-frames": EDITED,
    "generation-cancellation": EDITED,
    "generation-watching": EDITED,
    "generation-retrieval": EDITED,
    "generation-judgement": Row(post="editors", form={"rating": "5"}),
    "generation-decision": EDITED,
    "generation-review": Row("members", "members", {"text": "Warmer"}, {"to": "comment_id"}),
    "generation-verdict": Row(post="members", form={"verdict": "approve"}),
    "comment-text": Row(post="owners", form={"text": "Cooler"}),  # of whoever wrote it: an owner
    "comment-resolution": EDITED,
    "comment-deletion": EDITED,
    "comment-revision": EDITED,
    "generation-recording": EDITED,
    "generation-replay": EDITED,
    "generation-slide": SEEN,
    "rehearsal": SEEN,
    "stage": Row("members", named=CHOSEN),
    "recipe": Row("editors", "editors"),
    "recipe-choice": Row(post="members"),
    "compare": Row("members", named=CHOSEN),
    "shares": Row("members", "editors", CHOSEN | {"reveal": "clip"}, CHOSEN),
    "share-revocation": EDITED,
    "share-password": EDITED,
    "share": Row("link", "link"),
    "share-embed": Row("link"),
    "share-clip": Row("link"),
    "share-download": Row("link"),
    "share-poster": Row("link"),
    "share-still": Row("link"),
    "share-trial": Row("link"),
    "share-review": Row("link", "link", {"text": "Warmer", "name": "A guest"}),
    "share-verdict": Row(post="link", form={"verdict": "approve", "name": "A guest"}),
    "share-comment-text": Row(post="hand", form={"text": "Cooler"}),
    "share-comment-deletion": Row(post="hand"),
    "oembed": Row("link", query={"url": "shared"}),
    "batch": SEEN,
    "batch-summary": SEEN,
    "batch-frame": SEEN,
    "batch-pause": EDITED,
    "batch-others": EDITED,
    "batch-cancellation": EDITED,
    "prices": Row("members", "editors"),
    "prices-toml": SEEN,
    "prices-import": EDITED,
    "prices-reset": EDITED,
    "prices-confirmation": EDITED,
    "ledger": Row("members", named={"before": "workspace"}),
    "ledger-csv": SEEN,
    "storage": SEEN,
    "storage-retention": Row(post="owners", form={"rule": "posters", "days": "30"}),
    "audit": Row("owners"),
    "audit-csv": Row("owners"),
    "models": SEEN,
    "model": SEEN,
    "connection": SEEN,
    "connection-balance": SEEN,
    "connection-banner": SEEN,
    "connection-limits": SEEN,
    "connection-test": EDITED,
    "connection-key": OWNED,
    "connection-key-removal": OWNED,
    "simulator": SEEN,
    "live": SEEN,
    "absence": Row("members", "members"),
    "set_language": Row("all", "all", {"language": "en"}),
    "theme": Row(post="all", form={"theme": "dark"}),
    "account_login": Row("all", "all"),
    "account_inactive": FOR_ALL,
    "account_logout": Row(post="all"),
    "account_change_password": Row("members", "members"),
    "account_reset_password_from_key": Row("all", "all"),
    "invitation": Row("link", "link"),
    "workspaces": Row(post="owners", form={"name": "New"}),
    "workspace-choice": Row(post="members", named={"workspace": "workspace"}),
    "workspace-departure": Row(post="members", named={"workspace": "workspace"}),
    "workspace-invitations": Row(post="owners", form={"role": "viewer", "days": "7"}),
    "invitation-revocation": OWNED,
    "members": SEEN,
    "member-removal": OWNED,
    "member-role": Row(post="owners", form={"role": "editor"}),
    "member-allowance": Row(post="owners", form={"allowance": "5"}),
    "workspace-limit": Row(post="owners", form={"monthly_limit": "50"}),
    "workspace-name": Row(post="owners", form={"name": "New"}),
    "workspace-standing": Row("members", named={"workspace": "workspace"}),
    "webhooks-toapis": Row(post="signed"),
    "metrics": FOR_ALL,  # of this machine, or with the token
    "health-live": FOR_ALL,
    "health-ready": FOR_ALL,
}
# Answered whatever the method is, by allauth or Django; they change nothing but by POST
ANY_METHOD = {
    "health-live", "health-ready", "set_language", "account_inactive", "account_login", "account_change_password",
    "account_reset_password_from_key",
}  # fmt: skip
