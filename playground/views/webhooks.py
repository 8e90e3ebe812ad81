"""Signed word from the gateway that a task has ended."""

import time

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from playground.jobs import poll, recover
from playground.upstream.webhooks import is_genuine, read_event
from playground.upstream.wire import WireError
from playground.views.request import Request

LARGEST = 1024 * 1024


@csrf_exempt  # a signature over the raw body stands in the token's place
@require_POST
def toapis(request: Request) -> HttpResponse:
    """A webhook is a bell too: the watcher looks at that task now, and what it sees is what counts.

    So a replay, a forged verdict or a race with a poll can at most cause one more look.
    """
    too_large = int(request.headers.get("Content-Length") or 0) > LARGEST
    if too_large or not is_genuine(request.headers, request.body, settings.WEBHOOK_SECRETS, time.time()):
        return HttpResponse("Not signed by a secret of ours.\n", status=403, content_type="text/plain")
    try:
        task = read_event(request.body)
    except WireError:
        return HttpResponse("ok\n", content_type="text/plain")  # endpoint.test, and words to come
    poll.look_now(task.id, task.client_business_id or "")
    recover.wake()
    return HttpResponse("ok\n", content_type="text/plain")
