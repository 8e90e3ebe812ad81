"""Every address, grouped by noun; a verb is a noun of its own."""

from django.urls import path
from django.views.i18n import set_language

from playground.views import (
    archive,
    catalogue,
    compose,
    connection,
    generations,
    health,
    history,
    judgement,
    live,
    media,
    references,
    simulator,
    theme,
    webhooks,
)

ONE = "generations/<uuid:generation_id>"

urlpatterns = [
    path("", compose.home, name="home"),
    path("preview/", compose.preview, name="preview"),
    path("references/", references.references, name="references"),
    path(
        "references/<uuid:reference_id>/thumbnail.webp", media.reference_thumbnail, name="reference-thumbnail"
    ),
    path("generations/", generations.generations, name="generations"),
    path("generations/tagging/", history.tagging, name="generations-tagging"),
    path("generations/deletion/", history.deletion, name="generations-deletion"),
    path("generations/clip-deletion/", history.clip_deletion, name="generations-clip-deletion"),
    path("generations/restoration/", history.restoration, name="generations-restoration"),
    path("generations/clips.zip", archive.archive, name="generations-archive"),
    path(f"{ONE}/", generations.generation, name="generation"),
    path(f"{ONE}.json", generations.as_json, name="generation-json"),
    path(f"{ONE}/card/", generations.card, name="generation-card"),
    path(f"{ONE}/tile/", generations.tile, name="generation-tile"),
    path(f"{ONE}/clip.mp4", media.clip, name="generation-clip"),
    path(f"{ONE}/download/", media.download, name="generation-download"),
    path(f"{ONE}/poster.webp", media.poster, name="generation-poster"),
    path(f"{ONE}/thumbnail.webp", media.thumbnail, name="generation-thumbnail"),
    path(f"{ONE}/cancellation/", generations.cancellation, name="generation-cancellation"),
    path(f"{ONE}/watching/", generations.watching, name="generation-watching"),
    path(f"{ONE}/retrieval/", generations.retrieval, name="generation-retrieval"),
    path(f"{ONE}/judgement/", judgement.judgement, name="generation-judgement"),
    path(f"{ONE}/decision/", generations.decision, name="generation-decision"),
    path("models/", catalogue.models, name="models"),
    path("models/<slug:slug>/", catalogue.model, name="model"),
    path("connection/", connection.connection, name="connection"),
    path("connection/banner/", connection.banner, name="connection-banner"),
    path("connection/limits/", connection.limits, name="connection-limits"),
    path("connection/test/", connection.test, name="connection-test"),
    path("simulator/", simulator.scenarios, name="simulator"),
    path("live/", live.live, name="live"),
    path("language/", set_language, name="set_language"),
    path("theme/", theme.theme, name="theme"),
    path("webhooks/toapis/", webhooks.toapis, name="webhooks-toapis"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
