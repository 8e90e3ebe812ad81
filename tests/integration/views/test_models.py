"""The list of models and the guide to each: drawn from the catalogue, and marked by what the key may use."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from playground import access, catalogue
from playground.catalogue import entries, video_models
from playground.models import Connection, User

SLUGS = [model.slug for model in video_models()]
ENTRY = """
from dataclasses import replace
from playground.catalogue.entries.kling_v3 import VIDEO_MODEL as KLING
VIDEO_MODEL = replace(KLING, slug="brand-new", wire_id="brand-new-1", name="Brand New", maker="Somebody")
"""


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One file more among the entries, and nothing else."""
    (tmp_path / "brand_new.py").write_text(ENTRY)
    monkeypatch.setattr(entries, "__path__", [*entries.__path__, str(tmp_path)])
    catalogue.video_models.cache_clear()
    catalogue._by_name.cache_clear()
    yield
    monkeypatch.undo()
    sys.modules.pop("playground.catalogue.entries.brand_new", None)
    catalogue.video_models.cache_clear()
    catalogue._by_name.cache_clear()


@pytest.fixture
def listed(owner: User) -> Connection:
    """A connection whose gateway listed Gemini under its other name, and one variant of Veo."""
    row = access.get_connection_to_use(owner)
    row.book_models(["gemini-omni-flash", "veo3.1-fast"], timezone.now())
    return row


def line_of(html: str, slug: str) -> str:
    """One model's line of the list."""
    found = re.search(rf'<li class="model" id="model-{slug}">.*?</li>', html, re.DOTALL)
    assert found
    return found[0]


def test_a_new_model_is_one_new_file(one_more: None, browser: Client) -> None:
    """It stands in the list, has a guide with prices, and a form that can be sent; no other file knew of it."""
    assert "Brand New" in line_of(browser.get("/models/").text, "brand-new")
    guide = browser.get("/models/brand-new/").text
    assert all(words in guide for words in ("brand-new-1", "metadata.negative_prompt", "price unknown"))
    form = browser.get("/?model=brand-new").text
    assert 'value="brand-new"' in form
    assert "brand-new-1" in form


def test_the_list_names_every_model_once(browser: Client) -> None:
    """Each with its price by the simulator's table and a link that opens the composer with it."""
    html = browser.get("/models/").text
    for slug in SLUGS:
        line = line_of(html, slug)
        assert f'href="/models/{slug}/"' in line
        assert f'href="/?model={slug}"' in line
        assert "≈" in line
    assert "≈ 12 credits" in line_of(html, "gemini_omni_flash")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_model_has_its_guide_and_its_form(browser: Client, slug: str) -> None:
    """Facts, parameters, prices, errors, steps and prompts; and the composer opens with that model."""
    html = browser.get(f"/models/{slug}/").text
    for part in ("facts", "parameters", "prices", "errors", "steps", "workloads", "questions"):
        assert f'id="{part}"' in html
    assert "%(" not in html
    assert "price unknown" not in html
    composer = browser.get(f"/?model={slug}")
    assert composer.status_code == 200
    assert f'name="model" value="{slug}"' in composer.text


def test_the_list_can_be_narrowed_to_what_a_model_does(browser: Client) -> None:
    """Only models that edit are left under "Edit video"; a word nobody knows leaves all."""
    html = browser.get("/models/?does=edit").text
    assert "model-kling-v3-omni" in html
    assert "model-kling-v3" not in html.replace("model-kling-v3-omni", "")
    assert "model-sora2" in browser.get("/models/?does=nonsense").text


def test_before_anybody_asked_nothing_is_claimed(browser: Client) -> None:
    """Neither "can" nor "can't" until the gateway has said so."""
    assert "Not asked yet" in line_of(browser.get("/models/").text, "sora2")
    assert "Not asked yet" in browser.get("/models/sora2/").text


def test_what_the_key_can_use_is_marked(listed: Connection, browser: Client) -> None:
    """By any of a model's names; a family of which some ids are listed says which."""
    html = browser.get("/models/").text
    assert "Your key can use this" in line_of(html, "gemini_omni_flash")
    assert "Your key can use some of its variants" in line_of(html, "veo3")
    assert "Not listed for your key" in line_of(html, "sora2")
    assert "<code>veo3.1-fast</code>" in browser.get("/models/veo3/").text


def test_a_model_that_needs_an_image_says_so(browser: Client) -> None:
    """In the list, on its page, and on the button that cannot be pressed yet."""
    assert "Needs an image" in line_of(browser.get("/models/").text, "grok-video-1-5")
    assert "Needs an image" in browser.get("/models/wan2-6-flash/").text
    assert "This model makes its clip from an image" in browser.get("/?model=wan2-6-flash").text


def test_the_guide_names_what_an_option_makes_of_the_price(browser: Client) -> None:
    """Under the table: the option as the form names it, and the factor; nothing where the table has none."""
    table = '[kling-v3]\nunit = "second"\ncredits = 6\nfactors = { audio = 1.5, "mode=pro" = 2 }\n'
    assert "multiply the price" not in browser.get("/models/kling-v3/").text
    browser.post("/prices/import/", {"toml": table})
    words = " ".join(re.sub(r"<[^>]+>", " ", browser.get("/models/kling-v3/").text).split())
    assert "multiply the price: Sound × 1.5 · Mode · Professional × 2" in words, words[
        words.find("multiply") :
    ][:200]
