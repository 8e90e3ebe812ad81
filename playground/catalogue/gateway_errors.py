"""The gateway's errors as people meet them, the same for every model: trigger, fix, retry, charged.

Names of codes: the status page (docs/en/api-reference/tasks/video-status), read on 2026-11-22; retry rules:
its rate-limit page and the model guide. Codes without a status are our names for what no answer carries.
"""

from playground.catalogue.guide import GuideError
from playground.catalogue.words import _

GATEWAY_ERRORS: tuple[GuideError, ...] = (
    GuideError(
        status=400,
        code="invalid_request",
        title=_("The request was refused"),
        trigger=_("A field is missing, misspelt or has a value the model does not take."),
        fix=_("Read the gateway's own words, change that field and generate again."),
        retry=_("Only after a change; the same request is refused again."),
        charged="no",
    ),
    GuideError(
        status=401,
        code="unauthorized",
        title=_("The key was not accepted"),
        trigger=_("The API key is missing, mistyped, expired or revoked."),
        fix=_("Check the key on the connection page and test the connection there."),
        retry=_("After the key is mended; the request itself is fine."),
        charged="no",
    ),
    GuideError(
        status=402,
        code="insufficient_quota",
        title=_("The account is out of credits"),
        trigger=_("The balance of the key or of its account does not cover this request."),
        fix=_("Top up the account at the gateway, or choose a shorter clip."),
        retry=_("After topping up; the request itself is fine."),
        charged="no",
    ),
    GuideError(
        status=403,
        code="forbidden",
        title=_("The key may not do this"),
        trigger=_("The key is limited to other models, groups or network addresses."),
        fix=_("Allow this model for the key in the gateway's console, or use another key."),
        retry=_("After the permission is changed."),
        charged="no",
    ),
    GuideError(
        status=404,
        code="task_not_found",
        title=_("The gateway does not know this task"),
        trigger=_("The task id is wrong, belongs to another account, or the task was never accepted."),
        fix=_("Check that the connection is the one the task was sent through."),
        retry=_("A look-up may be repeated freely; a new request only once it is sure nothing was accepted."),
        charged="no",
    ),
    GuideError(
        status=422,
        code="content_policy_violation",
        title=_("Blocked by content policy"),
        trigger=_("The words or an image fall under what the model's owner does not allow."),
        fix=_("Reword the prompt or change the image. Real people, brands and violence are common reasons."),
        retry=_("Only after a change; the same request is blocked again."),
        charged="no",
    ),
    GuideError(
        status=429,
        code="rate_limit_exceeded",
        title=_("Too many requests at once"),
        trigger=_(
            "More requests in a minute than the account's group allows: 300 new tasks in the default one."
        ),
        fix=_("Nothing to mend. The request keeps its place and is sent when the gateway allows it."),
        retry=_("By itself, after the time the gateway names in Retry-After."),
        charged="no",
    ),
    GuideError(
        status=500,
        code="internal_error",
        title=_("The gateway had a fault"),
        trigger=_("Something broke at the gateway or behind it; your request may be fine."),
        fix=_("Nothing to mend. If it goes on, tell the gateway's support the request id."),
        retry=_(
            "By itself, at most three times, and only after the gateway has said that it knows nothing of "
            "this task."
        ),
        charged="unknown",
    ),
    GuideError(
        status=503,
        code="rate_limit_unavailable",
        title=_("The gateway takes no new tasks just now"),
        trigger=_("Its counter for new tasks is down. Running tasks go on and can be looked up."),
        fix=_("Nothing to mend; wait."),
        retry=_("By itself, after the time in Retry-After, else after growing pauses."),
        charged="no",
    ),
    GuideError(
        status=503,
        code="model_not_found",
        title=_("The gateway has no channel for this model"),
        trigger=_("The model is listed but not connected for your account's group at the moment."),
        fix=_("Try another model, or ask the gateway which group has this one."),
        retry=_("Later; a repeat within minutes seldom helps."),
        charged="no",
    ),
    GuideError(
        status=None,
        code="generation_failed",
        title=_("The task failed"),
        trigger=_("The model could not finish: content policy, an unreadable image or a fault on its side."),
        fix=_("Read the reason. If it names the content, change prompt or images; if not, generate again."),
        retry=_("A repeat is a new task with a new price, so a person decides."),
        charged="no",
    ),
    GuideError(
        status=None,
        code="no_result",
        title=_("Finished without a clip"),
        trigger=_("The gateway calls the task completed but names no file; often the clip was filtered."),
        fix=_("Reword the prompt. If the words are harmless, tell the gateway's support the task id."),
        retry=_("A repeat is a new task with a new price, so a person decides."),
        charged="unknown",
    ),
    GuideError(
        status=None,
        code="result_expired",
        title=_("The clip was gone before our copy was made"),
        trigger=_("The gateway keeps a clip for 24 hours; its address no longer answers."),
        fix=_("Look for the clip again; if the gateway has lost it for good, generate anew."),
        retry=_("A repeat is a new task with a new price, so a person decides."),
        charged="yes",
    ),
    GuideError(
        status=None,
        code="reference_gone",
        title=_("A reference image is no longer here"),
        trigger=_("Our own copy of an attached image was lost before the request was sent."),
        fix=_("Use the prompt again and attach the image anew."),
        retry=_("Only with the image; nothing was sent."),
        charged="no",
    ),
    GuideError(
        status=None,
        code="not_sent",
        title=_("The gateway was not reached"),
        trigger=_(
            "Its name could not be resolved, the connection was refused or its certificate was not valid."
        ),
        fix=_("Check the network and the address on the connection page."),
        retry=_("By itself; nothing left this machine."),
        charged="no",
    ),
    GuideError(
        status=None,
        code="unconfirmed",
        title=_("We do not know yet whether it was accepted"),
        trigger=_("The request was sent, but its answer timed out, broke off or could not be read."),
        fix=_("Nothing to do. We ask the gateway by our own id, and adopt the task if it is there."),
        retry=_("Never before the gateway has proved that it knows nothing of it: it might be paid twice."),
        charged="unknown",
    ),
    GuideError(
        status=None,
        code="not_accepted",
        title=_("The gateway never accepted it"),
        trigger=_("It was sent four times, and each time the gateway showed that it had taken nothing."),
        fix=_("Generate it again when the gateway is well."),
        retry=_("Not by itself any more."),
        charged="no",
    ),
    GuideError(
        status=None,
        code="undecided",
        title=_("Nobody can know whether it was accepted"),
        trigger=_("The request was sent, its answer was lost, and asking by our own id proves nothing."),
        fix=_("Look for the task in the gateway's console, then say on the take which it is."),
        retry=_("Only if you say so: it might be paid twice."),
        charged="unknown",
    ),
)

# Other spellings of the same thing, from the gateway's own pages and from answers people have published.
ALSO_CALLED = {
    "400": "invalid_request",
    "401": "unauthorized",
    "402": "insufficient_quota",
    "403": "forbidden",
    "404": "task_not_found",
    "422": "content_policy_violation",
    "429": "rate_limit_exceeded",
    "500": "internal_error",
    "invalid_request_error": "invalid_request",
    "authentication_error": "unauthorized",
    "payment_required": "insufficient_quota",
    "quota_not_enough": "insufficient_quota",
    "permission_error": "forbidden",
    "not_found_error": "task_not_found",
    "task_not_exist": "task_not_found",
    "content_filter": "content_policy_violation",
    "rate_limit_error": "rate_limit_exceeded",
    "server_error": "internal_error",
    "timeout": "unconfirmed",
    "restored": "unconfirmed",  # our own: out of a backup, and nobody knows what was sent after it
}
