"""What the simulated gateway accepts, model by model: from the vendor's pages, never from our catalogue.

One file a family: it defines ``RULES``. A new model is a new file and one line in ``_TABLE``.
"""

from playground.simulator.rules import gemini_omni_flash, loosely
from playground.simulator.rules.model_rules import Fields, ModelRules, Shape

__all__ = ["Fields", "ModelRules", "Shape", "listed", "rules_for"]

_TABLE: tuple[ModelRules, ...] = (gemini_omni_flash.RULES, *loosely.RULES)
_BY_ID = {wire_id: rules for rules in _TABLE for wire_id in rules.ids}


def rules_for(wire_id: object) -> ModelRules | None:
    """The rules of a model id exactly as sent (letter case counts); None when no channel carries it."""
    return _BY_ID.get(wire_id) if isinstance(wire_id, str) else None


def listed() -> tuple[str, ...]:
    """The ids that GET /v1/models?type=video shows."""
    return tuple(_BY_ID)
