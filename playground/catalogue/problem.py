"""One thing that is wrong with a request, told so that a person can mend it."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from playground.catalogue.parameter import Parameter, Value

type Fix = Mapping[str, Value]

_MSGIDS = {"label", "because", "old", "new"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Problem:
    """`message` is a msgid with %(name)s holes for `params`; `fix` holds the values that would mend it.

    `params["label"]`, "because", "old" and "new", where present, are msgids of their own.
    """

    field: str
    code: str
    message: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    fix: Fix | None = None

    def words(self, say: Callable[[str], str] = lambda text: text) -> str:
        """The message for a person; `say` translates the message and the words in it."""
        params = dict(self.params)
        for name in _MSGIDS & params.keys():
            params[name] = say(params[name]) if params[name] else ""
        return say(self.message) % params


def about(
    parameter: Parameter, code: str, message: str, params: Mapping[str, Any], fix: Fix | None
) -> Problem:
    """A problem of one parameter, with its label for the message."""
    named = {"label": parameter.label, **params}
    return Problem(field=parameter.name, code=code, message=message, params=named, fix=fix)
