"""What stands in History's address, read and written back."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from playground.forms.history import HistoryFilters
from playground.models import Tag
from playground.models.search import Place, Wanted

TAKE = "0f0f0f0f-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("", Wanted()),
        ("q=paper+boat&state=ready", Wanted(text="paper boat", state="ready")),
        ("model=veo&ratio=9:16&duration=6", Wanted(model="veo", ratio="9:16", seconds=6)),
        ("rating=4&verdict=keep", Wanted(rating=4, verdict="keep")),
        ("since=2026-01-31&until=2026-02-01", Wanted(since=date(2026, 1, 31), until=date(2026, 2, 1))),
        ("tag=BOATS", Wanted(tags=(7,))),
        ("tag=unheard", Wanted(tags=(0,))),
        ("state=nonsense&rating=9&duration=six&since=31.1.&verdict=maybe&q=+", Wanted()),
        ("duration=99999999999&rating=%C2%B2&since=0001-01-01&x=y", Wanted()),
    ],
)
def test_an_address_is_read_tolerantly(address: str, wanted: Wanted) -> None:
    """Every filter has a name; what makes no sense is not asked for."""
    assert HistoryFilters(QueryDict(address), [Tag(pk=7, name="Boats")]).wanted == wanted


def test_the_address_is_written_back_without_the_empty() -> None:
    """A form sends all its fields; the address bar shows those that say something, and the place."""
    filters = HistoryFilters(QueryDict(f"q=boat&state=&model=&rating=nonsense&before={TAKE}"))
    assert filters.here == f"?q=boat&before={TAKE}"
    assert filters.query(after=1) == "?q=boat&after=1"
    assert HistoryFilters(QueryDict("q=&state=")).here == ""


def test_a_place_is_a_take_before_or_after() -> None:
    """Nonsense is the newest; both at once is the first of them."""
    assert HistoryFilters(QueryDict("before=yesterday")).place == Place()
    both = HistoryFilters(QueryDict(f"before={TAKE}&after={TAKE}")).place
    assert (str(both.before), both.after) == (TAKE, None)
    assert not HistoryFilters(QueryDict(f"after={TAKE}")).is_newest


def test_days_are_whole_days(settings) -> None:
    """Both ends belong to the range, in the site's own time zone."""
    settings.TIME_ZONE = "UTC"
    begin, end = Wanted(since=date(2026, 1, 31), until=date(2026, 1, 31)).days
    assert (begin, end) == (datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))


def test_a_filter_offers_what_the_catalogue_has_and_what_the_address_says() -> None:
    """A model that the catalogue has lost can still be looked for."""
    filters = HistoryFilters(QueryDict("model=lost_model&ratio=9:16"))
    found = {select.name: select for select in filters.selects()}
    assert ("lost_model", "lost_model") in found["model"].options
    assert found["ratio"].value == "9:16"
    assert [value for value, _ in found["duration"].options][:2] == ["", "4"]
    assert "tag" not in found
