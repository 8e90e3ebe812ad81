"""What was paid for already: said before the click, never in its way."""

from playground.forms.compose import ComposeForm
from playground.models import Connection, Generation
from playground.models.asking import digest_of
from playground.models.state import State

PAID_SHOWN = 3


def already_paid(form: ComposeForm) -> tuple[Generation, ...]:
    """Finished takes of the workspace that asked for exactly this."""
    digest = digest_of(form.model, form.values, form.attached)
    same = Generation.objects.shown().filter(workspace=form.workspace, request_digest=digest)
    same = same.exclude(connection__kind=Connection.Kind.REHEARSAL)
    return tuple(same.filter(state=State.READY)[:PAID_SHOWN])
