"""What our own runs tell of a model, as its page shows it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from playground import access
from playground.catalogue.video_model import VideoModel
from playground.models import User
from playground.models.runs import Runs, runs_of
from playground.views.plots import Bars, Curve, bars, curve

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Insight:
    """One model on the connection that this person's takes use."""

    runs: Runs

    @cached_property
    def curve(self) -> Curve:
        """Of the time to finish; asked for only where there are enough runs."""
        return curve(self.runs.seconds)

    @cached_property
    def bars(self) -> Bars:
        """Of the last days."""
        return bars(self.runs.days)

    @property
    def is_recent(self) -> bool:
        """Whether anything ended on the days that are drawn."""
        return self.bars.highest > 0

    @property
    def quantiles(self) -> list[tuple[int, float]]:
        """Of a hundred runs so many were done within so many seconds."""
        return [(round(share * 100), self.runs.seconds.at(share)) for share in QUANTILES]

    @property
    def total(self) -> int:
        """All booked estimates together, in milli-credits."""
        return round(sum(self.runs.prices.ordered))


def insight_of(user: User, model: VideoModel) -> Insight:
    """By the connection in use now; a stranger to every workspace has no runs."""
    try:
        connection = access.get_connection_to_use(user)
    except Http404:
        return Insight(Runs())
    return Insight(runs_of(connection.pk, model.slug))
