"""The operator's price table, and what a request costs by it."""

import pytest

from playground.catalogue import video_model, video_models
from playground.catalogue.pricing import PriceRow, Prices, PriceTableError, credits_text, left_out, quote

GEMINI = video_model("gemini_omni_flash")
PER_SECOND = Prices.from_toml(
    '[gemini_omni_flash]\nunit = "second"\ncredits = { "720P" = 2, "1080p" = 2.675 }'
)


def test_six_seconds_at_two_credits_are_twelve():
    """The default form costs 12 credits by the simulator's table."""
    assert quote(PER_SECOND, GEMINI, GEMINI.defaults()) == 12_000


def test_decimals_are_exact():
    """Ten times 2.675 is 26.75 credits, without a float in between."""
    assert quote(PER_SECOND, GEMINI, {"duration": 10, "resolution": "1080p"}) == 26_750


@pytest.mark.parametrize(
    "values", [{"resolution": "4k"}, {"duration": "soon"}, {"duration": True}, {"duration": 0}]
)
def test_what_the_table_does_not_tell_is_unknown(values: dict[str, object]):
    """Unknown is None, never zero."""
    assert quote(PER_SECOND, GEMINI, GEMINI.defaults() | values) is None
    assert quote(Prices({}), GEMINI, GEMINI.defaults()) is None


def test_a_price_per_task_ignores_the_duration():
    """One number for every resolution, under any of the model's names."""
    prices = Prices.from_toml('["gemini-omni-flash"]\nunit = "task"\ncredits = 30')
    assert quote(prices, GEMINI, GEMINI.defaults() | {"duration": 10}) == 30_000
    assert [row.milli_credits for row in prices.describe(GEMINI)] == [30_000, 30_000]


def test_a_price_of_nothing_is_known():
    """Zero in the table is zero, not unknown."""
    prices = Prices.from_toml('[gemini_omni_flash]\nunit = "task"\ncredits = 0')
    assert quote(prices, GEMINI, GEMINI.defaults()) == 0


def test_the_guide_lists_each_resolution_and_what_durations_come_to():
    """Known rates have totals, unknown ones an empty row."""
    half = Prices.from_toml('[gemini_omni_flash]\nunit = "second"\ncredits = { "720P" = 2 }')
    assert half.describe(GEMINI) == (
        PriceRow("720P", "second", 2000, ((4, 8000), (6, 12000), (10, 20000))),
        PriceRow("1080p", None, None),
    )


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[a", "not TOML"),
        ("a = 1", "has to be a section"),
        ('[a]\nunit = "hour"\ncredits = 1', "unit has to be"),
        ('[a]\nunit = "task"', "has to be a number"),
        ('[a]\nunit = "task"\ncredits = "2"', "has to be a number"),
        ('[a]\nunit = "task"\ncredits = true', "has to be a number"),
        ('[a]\nunit = "task"\ncredits = -1', "between 0"),
        ('[a]\nunit = "task"\ncredits = nan', "between 0"),
        ('[a]\nunit = "task"\ncredits = inf', "between 0"),
        ('[a]\nunit = "task"\ncredits = 0.0001', "three decimals"),
        ('[a]\nunit = "task"\ncredits = 1\nprice = 2', "unknown key: price"),
        ('[a]\nunit = "task"\ncredits = 1\nfactors = 2', "factors has to be a table"),
        ('[a]\nunit = "task"\ncredits = 1\nfactors = { x = "2" }', 'factors for "x" has to be a number'),
    ],
)
def test_a_table_that_cannot_be_read_says_where(toml: str, words: str):
    """Each mistake has its own words, with the section's name."""
    with pytest.raises(PriceTableError, match=words):
        Prices.from_toml(toml)


@pytest.mark.parametrize(
    ("milli", "text"), [(12_000, "12"), (2500, "2.5"), (1, "0.001"), (0, "0"), (-1500, "-1.5")]
)
def test_credits_are_written_without_needless_zeros(milli: int, text: str):
    """Milli-credits as a person reads them."""
    assert credits_text(milli) == text


WAN, KLING, VIDU = video_model("wan2.6-flash"), video_model("kling-v3"), video_model("viduq3")
# By the pages: 0.3 RMB a second with sound at 720p, half of that without
WITH_SOUND = Prices.from_toml(
    '["wan2.6-flash"]\nunit = "second"\ncredits = { "720p" = 3 }\nfactors = { "audio=off" = 0.5 }'
)
OPTIONS = """
[kling-v3]
unit = "second"
credits = { std = 4, pro = 6 }
factors = { audio = 1.5 }
[viduq3-pro]
unit = "task"
credits = 4.001
factors = { off_peak = 0.5, audio = 0 }
"""


def test_an_option_multiplies_the_price():
    """A switch that is on, or one that is off; by seconds and by take; the half of a thousandth is rounded up."""
    shot = {"resolution": "720p", "duration": 5}
    assert quote(WITH_SOUND, WAN, WAN.defaults() | shot) == 15_000
    assert quote(WITH_SOUND, WAN, WAN.defaults() | shot | {"audio": False}) == 7_500
    prices = Prices.from_toml(OPTIONS)
    kling = KLING.defaults() | {"duration": 5, "mode": "pro"}
    assert [quote(prices, KLING, kling | {"audio": on}) for on in (False, True)] == [30_000, 45_000]
    vidu = VIDU.defaults() | {"audio": False}
    assert [quote(prices, VIDU, vidu | {"off_peak": on}) for on in (False, True)] == [4_001, 2_001]
    assert quote(prices, VIDU, vidu | {"audio": True}) == 0


def test_what_the_table_leaves_out_is_known():
    """Kling's sound and Vidu's off-peak change the price; while they are on, the table has to say how."""
    silent = Prices.from_toml(
        '[kling-v3]\nunit = "task"\ncredits = 4\n[viduq3-pro]\nunit = "task"\ncredits = 4'
    )
    for model, name in ((KLING, "audio"), (VIDU, "off_peak")):
        on = model.defaults() | {name: True}
        assert left_out(silent, model, on) == [name]
        assert left_out(silent, model, on | {name: False}) == []
        assert left_out(Prices.from_toml(OPTIONS), model, on) == []
        assert left_out(Prices({}), model, on) == []


def test_options_that_change_the_price_are_switches():
    """A slip in an entry's word for one would leave it out in silence."""
    for model in video_models():
        for name in model.priced_options:
            assert model.parameter(name).kind == "switch"


def test_a_mistake_is_told_in_the_readers_language():
    """Each sentence and each part of one is translated by itself; names and numbers stay as they are."""
    text = '[a]\nunit = "task"\ncredits = { x = -1 }'
    with pytest.raises(PriceTableError) as caught:
        Prices.from_toml(text)
    told = caught.value.words(lambda words: f"<{words}>")
    assert told == '<[a] credits for "x" <has to lie between 0 and 1000000.>>'
