"""Every address, grouped by noun; a verb is a noun of its own."""

from django.urls import path
from django.views.i18n import set_language

from playground.views import (
    absence,
    catalogue,
    compare,
    compose,
    connection,
    frames,
    generations,
    health,
    lineage,
    live,
    media,
    recipes,
    references,
    simulator,
    theme,
    webhooks,
)

ONE = "generations/<uuid:generation_id>"

urlpatterns = [
    path("", compose.home, name="home"),
    path("preview/", compose.preview, name="preview"),
    path("carried/", compose.carried, name="carried"),
    path("references/", references.references, name="references"),
    path(
        "references/<uuid:reference_id>/thumbnail.webp", media.reference_thumbnail, name="reference-thumbnail"
    ),
    path("generations/", generations.generations, name="generations"),
    path(f"{ONE}/", generations.generation, name="generation"),
    path(f"{ONE}.json", generations.as_json, name="generation-json"),
    path(f"{ONE}/card/", generations.card, name="generation-card"),
    path(f"{ONE}/tile/", generations.tile, name="generation-tile"),
    path(f"{ONE}/clip.mp4", media.clip, name="generation-clip"),
    path(f"{ONE}/download/", media.download, name="generation-download"),
    path(f"{ONE}/poster.webp", media.poster, name="generation-poster"),
    path(f"{ONE}/thumbnail.webp", media.thumbnail, name="generation-thumbnail"),
    path(f"{ONE}/lineage/", lineage.lineage, name="generation-lineage"),
    path(f"{ONE}/frame.png", frames.picture, name="generation-frame"),
    path(f"{ONE}/frames/", frames.frames, name="generation-frames"),
    path(f"{ONE}/cancellation/", generations.cancellation, name="generation-cancellation"),
    path(f"{ONE}/watching/", generations.watching, name="generation-watching"),
    path(f"{ONE}/retrieval/", generations.retrieval, name="generation-retrieval"),
    path(f"{ONE}/decision/", generations.decision, name="generation-decision"),
    path("recipe/", recipes.opening, name="recipe"),
    path("recipe/choice/", recipes.choice, name="recipe-choice"),
    path("compare/", compare.compare, name="compare"),
    path("models/", catalogue.models, name="models"),
    path("models/<slug:slug>/", catalogue.model, name="model"),
    path("connection/", connection.connection, name="connection"),
    path("connection/banner/", connection.banner, name="connection-banner"),
    path("connection/limits/", connection.limits, name="connection-limits"),
    path("connection/test/", connection.test, name="connection-test"),
    path("simulator/", simulator.scenarios, name="simulator"),
    path("live/", live.live, name="live"),
    path("absence/", absence.absence, name="absence"),
    path("language/", set_language, name="set_language"),
    path("theme/", theme.theme, name="theme"),
    path("webhooks/toapis/", webhooks.toapis, name="webhooks-toapis"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
