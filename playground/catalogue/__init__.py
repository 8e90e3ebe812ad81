"""What can be asked of which video model. Pure: no framework, no network, no clock."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from playground.catalogue import entries
from playground.catalogue.video_model import VideoModel


class UnknownVideoModel(LookupError):
    """No entry of the catalogue has this slug or alias."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"No video model is called “{name}”.")


def discover(package: ModuleType) -> tuple[VideoModel, ...]:
    """The `VIDEO_MODEL` of every module in a package, by rank and slug: a new model is one new file.

    Raises ValueError when two of them claim one name.
    """
    modules = (
        importlib.import_module(f"{package.__name__}.{m.name}")
        for m in pkgutil.iter_modules(package.__path__)
    )
    found: tuple[VideoModel, ...] = tuple(module.VIDEO_MODEL for module in modules)
    owner: dict[str, str] = {}
    for model in found:
        for name in model.names:
            if owner.setdefault(name, model.slug) != model.slug:
                raise ValueError(f"Both {owner[name]} and {model.slug} are called {name}.")
    return tuple(sorted(found, key=lambda model: (model.rank, model.slug)))


@cache
def video_models() -> tuple[VideoModel, ...]:
    """All models of the catalogue, the one to offer first in front."""
    return discover(entries)


@cache
def _by_name() -> dict[str, VideoModel]:
    return {name: model for model in video_models() for name in model.names}


def video_model(name: str) -> VideoModel:
    """The model with this slug, wire id or alias; raises UnknownVideoModel."""
    try:
        return _by_name()[name]
    except KeyError:
        raise UnknownVideoModel(name) from None
