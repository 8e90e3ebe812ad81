"""What the simulated gateway accepts, model by model: from the vendor's pages, never from our catalogue.

One file a family; whatever file here defines ``RULES`` is found by itself. A new model is one new file.
"""

import importlib
import pkgutil
from collections.abc import Iterable

from playground.simulator.rules.media import Media
from playground.simulator.rules.model_rules import Fields, ModelRules, Shape

__all__ = ["Fields", "Media", "ModelRules", "Shape", "found", "listed", "rules_for"]


def found(folders: Iterable[str]) -> dict[str, ModelRules]:
    """Wire id → rules, of every file in these folders that has any, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(folders))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    families = [module.RULES for module in modules if hasattr(module, "RULES")]
    return {wire_id: family for family in families for wire_id in family.ids}


_BY_ID = found(__path__)


def rules_for(wire_id: object) -> ModelRules | None:
    """The rules of a model id exactly as sent (letter case counts); None when no channel carries it."""
    return _BY_ID.get(wire_id) if isinstance(wire_id, str) else None


def listed() -> tuple[str, ...]:
    """The ids that GET /v1/models?type=video shows."""
    return tuple(_BY_ID)
