"""Money before the button: the price page, what was paid already, the second step, the ledger."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from playground import access, connection
from playground.models import BalanceReading, Generation, MoneySettings
from playground.models.reading import actual_of, note
from tests import build
from tests.integration.views.conftest import Post

CELL = "credits.gemini_omni_flash."


def label(html: str) -> str:
    """What the button says after its first word."""
    return re.search(r'id="generate-label"[^>]*>([^<]*)<', html)[1]


def save(browser: Client, **amounts: str) -> object:
    """Post the price page's form."""
    return browser.post("/prices/", {CELL + tier: text for tier, text in amounts.items()})


def test_what_the_page_saves_is_on_the_button_and_in_the_ledger(browser: Client, generate: Post) -> None:
    """One table: the estimate before the click is what is booked."""
    assert save(browser, **{"720P": "2.5", "1080p": "4"}).status_code == 302
    assert "≈ 15 credits" in label(browser.get("/?prompt=x&duration=6").text)
    generate()
    take = Generation.objects.get()
    assert (take.price, take.bookings.get().held) == (15_000, 15_000)


def test_an_empty_price_is_unknown(browser: Client) -> None:
    """Not zero: the button says so."""
    save(browser, **{"720P": "", "1080p": "4"})
    assert "price unknown" in label(browser.get("/?prompt=x").text)


@pytest.mark.parametrize("typed", ["two", "-1", "1.2345", "1e12", "NaN", "Infinity"])
def test_a_mistyped_price_is_kept_and_explained(browser: Client, typed: str) -> None:
    """422 that names model and tier; what was typed stands there, and nothing is saved."""
    answer = save(browser, **{"720P": typed, "1080p": "4"})
    assert answer.status_code == 422
    assert "Gemini Omni Flash, 720P:" in answer.text
    assert f'value="{typed}"' in answer.text
    assert not MoneySettings.objects.exists()


def test_an_export_is_an_import(browser: Client) -> None:
    """The file that goes out comes in again, pasted or as a file; sections of unknown models stay."""
    text = '[gemini_omni_flash]\nunit = "task"\ncredits = 7\n\n[another]\nunit = "task"\ncredits = 1\n'
    assert browser.post("/prices/import/", {"toml": text}).status_code == 302
    save(browser, **{"720P": "9", "1080p": "7"})
    out = browser.get("/prices.toml")
    assert "[another]" in out.text
    file = SimpleUploadedFile("prices.toml", out.content)
    assert browser.post("/prices/import/", {"toml": "", "file": file}).status_code == 302
    assert browser.get("/prices.toml").text == out.text


def test_an_import_says_in_which_line_it_is_wrong(browser: Client) -> None:
    """422, the text is kept, and the table that counted still does."""
    answer = browser.post("/prices/import/", {"toml": '[a]\nunit = "hour"\ncredits = 1'})
    assert answer.status_code == 422
    assert "Line 2: [a] unit has to be" in answer.text
    assert "unit = &quot;hour&quot;" in answer.text
    assert not MoneySettings.objects.exists()


def test_the_file_counts_until_the_page_is_saved(browser: Client, settings, tmp_path) -> None:
    """The page says which counts, and gives the word back to the file."""
    settings.PRICES_FILE = str(tmp_path / "mine.toml")
    (tmp_path / "mine.toml").write_text('[gemini_omni_flash]\nunit = "task"\ncredits = 5')
    assert "mine.toml counts" in browser.get("/prices/").text
    save(browser, **{"720P": "1", "1080p": "1"})
    assert "mine.toml is not read" in browser.get("/prices/").text
    browser.post("/prices/reset/")
    assert "≈ 5 credits" in label(browser.get("/?prompt=x").text)


def test_a_viewer_does_not_set_prices(owner, browser: Client) -> None:
    """Who may only look gets the same 404 as for anything that may not be touched."""
    owner.memberships.update(role="viewer")
    assert save(browser, **{"720P": "1"}).status_code == 404


def test_prices_are_the_workspaces_own(browser: Client, owner) -> None:
    """Another workspace's table is not touched."""
    save(browser, **{"720P": "50"})
    other = access.workspace_of(build.user("stranger"))
    assert connection.prices(other) == connection.file_prices()


def asked_above(browser: Client, above: str) -> None:
    """Set the threshold."""
    assert browser.post("/prices/confirmation/", {"confirm_above": above}).status_code == 302


@pytest.mark.parametrize("htmx", [True, False])
def test_a_large_spend_has_to_be_confirmed(browser: Client, generate: Post, htmx: bool) -> None:
    """The first click makes nothing and offers the box, with and without script; the ticked one generates."""
    asked_above(browser, "10")
    answer = generate(htmx=htmx)
    assert (answer.status_code, Generation.objects.count()) == (422, 0)
    assert "Tick the box" in answer.text
    assert not re.search(r'<button class="generate"[^>]* disabled', answer.text)
    assert generate(htmx=htmx, confirmed="12000").status_code in (200, 302)
    assert Generation.objects.count() == 1


def test_a_tick_holds_for_the_price_it_stood_beside(browser: Client, generate: Post) -> None:
    """A dearer request has to be confirmed anew, and the answer to a click brings an empty box."""
    asked_above(browser, "10")
    assert generate(confirmed="12000", duration="10").status_code == 422
    answer = generate(htmx=True, confirmed="12000")
    assert 'id="gate-tick"' in answer.text
    assert not re.search(r'id="gate-tick"[^>]* checked', answer.text)


def test_what_is_below_or_unasked_passes(browser: Client, generate: Post) -> None:
    """Up to the threshold, and without one, a click is a click."""
    assert generate().status_code == 302
    asked_above(browser, "12")
    assert generate().status_code == 302


def test_an_unknown_price_is_asked_about_too(browser: Client, generate: Post) -> None:
    """It may be more than anything."""
    save(browser, **{"720P": ""})
    asked_above(browser, "1000")
    assert generate().status_code == 422
    assert generate(confirmed="unknown").status_code == 302


def test_a_batch_is_confirmed_by_its_total(browser: Client, generate: Post) -> None:
    """Four takes of 12 are 48."""
    asked_above(browser, "40")
    assert generate().status_code == 302
    assert generate(count="4").status_code == 422
    assert generate(count="4", confirmed="48000").status_code == 302


def test_what_was_paid_for_is_offered(browser: Client, generate: Post) -> None:
    """The word on exactly the same request shows the finished clip; a changed one does not, nor a stranger's."""
    take = build.generation("ready", prompt="A red fox")
    build.generation("ready", prompt="Theirs", of=build.user())
    form = {"model": "gemini_omni_flash", "aspect_ratio": "16:9", "duration": "6", "resolution": "720P"}
    word = browser.post("/preview/", {**form, "prompt": "A red fox"}).text
    assert "already paid for exactly this" in word
    assert f"/generations/{take.pk}/" in word
    for other in ({"prompt": "A red fox."}, {"prompt": "A red fox", "duration": "4"}, {"prompt": "Theirs"}):
        assert "already paid" not in browser.post("/preview/", {**form, **other}).text


def test_references_count_by_content(browser: Client) -> None:
    """The same picture under another name is the same request; another picture is not."""
    first, renamed, other = (build.reference(colour=c, name=n) for c, n in
                             (("teal", "a.png"), ("teal", "b.png"), ("red", "a.png")))  # fmt: skip
    asks = [build.ask("Boat", None, build.Attached(each)) for each in (first, renamed, other)]
    assert asks[0].digest == asks[1].digest != asks[2].digest


def test_the_ledger_lists_every_booking(browser: Client, generate: Post) -> None:
    """Newest first, with sums; a stranger's are in none of it."""
    build.asked("Theirs", of=build.user())
    for number in range(60):
        build.asked(f"Take {number}")
    first = browser.get("/ledger/").text
    assert ">720<" in first
    assert "Theirs" not in first
    older = re.search(r'href="\?before=(\d+)"', first)[1]
    assert "Take 9<" in browser.get(f"/ledger/?before={older}").text
    assert browser.get("/ledger/?before=nonsense").status_code == 200


def read(take: Generation, *balances: tuple[float, int]) -> None:
    """What the account held, so many seconds after the take was sent."""
    for seconds, milli in balances:
        note(take.connection, milli, take.submitted_at + timedelta(seconds=seconds))


def ran(seconds: float = 60, begun: float = 0) -> Generation:
    """A take that was sent then and ended so much later."""
    sent = timezone.now() + timedelta(seconds=begun)
    return build.generation("ready", submitted_at=sent, completed_at=sent + timedelta(seconds=seconds))


def test_what_a_take_cost_is_read_from_the_balance(browser: Client, owner: object) -> None:
    """Before and after, when nothing else ran; marked as approximate beside the estimate."""
    take = ran()
    read(take, (-50, 100_000), (-5, 100_000), (30, 90_000), (65, 88_000))
    assert "≈ 12 credits, as the balance fell" in browser.get(f"/generations/{take.pk}/").text


def test_takes_that_ran_together_are_not_told_apart(owner: object) -> None:
    """Then the page says so and gives no figure for the one."""
    take, other = ran(), ran(begun=30)
    read(take, (-5, 100_000), (65, 88_000))
    found = actual_of([take])
    assert (found.fell_by, found.alone) == (12_000, False)
    read(take, (100, 76_000))
    assert actual_of([take, other]).alone


def test_without_both_readings_nothing_is_claimed(owner: object) -> None:
    """One balance is not a difference."""
    take = ran()
    assert actual_of([take]) is None
    read(take, (-5, 100_000))
    assert actual_of([take]) is None


def test_a_balance_that_stays_is_one_row(owner: object) -> None:
    """An idle account fills no table."""
    take = ran()
    read(take, (0, 5), (60, 5), (120, 5), (180, 4))
    assert list(BalanceReading.objects.order_by("since").values_list("balance", flat=True)) == [5, 4]


SOUND = {"model": "kling-v3", "prompt": "Fox", "mode": "pro", "duration": "5", "audio": "on"}
LEFT_OUT = "Not in the estimate: Sound. The price table does not say what it costs."


def test_an_option_without_a_price_is_said_beside_the_estimate(browser: Client, owner) -> None:
    """While it is on and the table is silent on it; a factor in the table is in the price instead."""
    html = browser.post("/preview/", SOUND).text
    assert (label(html).split(" · ")[-1], LEFT_OUT in html) == ("≈ 30 credits", True)
    assert LEFT_OUT not in browser.post("/preview/", {**SOUND, "audio": "off"}).text
    table = '[kling-v3]\nunit = "second"\ncredits = { "pro" = 6 }\nfactors = { audio = 1.5 }\n'
    browser.post("/prices/import/", {"toml": table})
    html = browser.post("/preview/", SOUND).text
    assert (label(html).split(" · ")[-1], LEFT_OUT in html) == ("≈ 45 credits", False)


def test_the_form_keeps_the_factors(browser: Client, owner) -> None:
    """Saving amounts on the page leaves what it does not show."""
    table = '[gemini_omni_flash]\nunit = "second"\ncredits = 2\nfactors = { "resolution=1080p" = 1.5 }\n'
    browser.post("/prices/import/", {"toml": table})
    save(browser, **{"720P": "3"})
    assert 'factors = { "resolution=1080p" = 1.5 }' in browser.get("/prices.toml").text
