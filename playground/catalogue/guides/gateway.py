"""What the guides of all models say of the gateway: how a task runs, what it costs, who sees what.

Pages of its documentation as they stood on 2026-11-22.
"""

from playground.catalogue.guide import Fact, Question, Step
from playground.catalogue.words import _

DOCS = "https://docs.toapis.com/docs/en/api-reference/"
STATUS_PAGE = DOCS + "tasks/video-status"
LIMITS_PAGE = DOCS + "rate-limits/async-tasks"
UPLOADS_PAGE = DOCS + "uploads/images"
EVENTS_PAGE = DOCS + "webhooks/task-webhooks"

HOW_IT_RUNS = (
    Fact(
        term=_("How it runs"),
        detail=_("As a task: you submit it, ask for its state, and fetch the clip when it is completed."),
        source=STATUS_PAGE,
    ),
    Fact(
        term=_("How long it takes"),
        detail=_("Usually one to five minutes; long ones may take ten. There is no way to cancel."),
        source=STATUS_PAGE,
    ),
    Fact(
        term=_("How long the clip is kept"),
        detail=_("24 hours at the gateway. Playground saves its own copy as soon as there is one."),
        source=STATUS_PAGE,
    ),
    Fact(
        term=_("How much at once"),
        detail=_("300 new tasks and 3,000 look-ups a minute for an account in the default group."),
        source=LIMITS_PAGE,
    ),
)

STEPS = (
    Step(
        title=_("Submit"),
        call="POST /v1/videos/generations",
        detail=_(
            "Send the request with your key as a bearer token. The answer holds the task's id at once. "
            "Send it one time only: each accepted request is a task of its own and is charged. With a "
            "client_business_id of your own you can look the task up even if the answer is lost."
        ),
    ),
    Step(
        title=_("Poll"),
        call="GET /v1/videos/generations/{id}",
        detail=_(
            "Wait five seconds, then ask every ten. On 429, wait as long as Retry-After says. A look-up "
            "that fails says nothing about the task: ask again. Only completed and failed are final."
        ),
    ),
    Step(
        title=_("Download"),
        call="GET result.data[0].url",
        detail=_(
            "Fetch the file without your key and keep your own copy: its address stops working after 24 "
            "hours."
        ),
    ),
)

KEPT = Question(
    question=_("How long can I download the clip?"),
    answer=_(
        "From the gateway for 24 hours after it was completed. Playground downloads it by itself and "
        "plays only its own copy, so a clip in the history stays."
    ),
    source=STATUS_PAGE,
)
CANCELLED = Question(
    question=_("Can I cancel a task?"),
    answer=_(
        "Before it is sent, yes. Afterwards the gateway has no way to cancel, and the task is charged "
        "when it completes. You can stop watching it; a clip that arrives later is kept all the same."
    ),
    source=STATUS_PAGE,
)
TWICE = Question(
    question=_("Can I be charged twice for one click?"),
    answer=_(
        "Every request carries an id of ours, client_business_id. The gateway does not refuse a second "
        "request with the same id, but a task can be looked up by it. So when an answer is lost, "
        "Playground asks first and sends again only if the gateway knows nothing of the task."
    ),
    source=STATUS_PAGE,
)
COST = Question(
    question=_("What does a clip cost?"),
    answer=_(
        "The gateway publishes no price for this model in its documentation. Whoever runs this "
        "Playground can enter one; it is then shown as an estimate. Without it the price is shown as "
        "unknown, never as zero."
    ),
)
FAILED = Question(
    question=_("Do I pay for a task that failed?"),
    answer=_(
        "As we read the gateway's documentation, no: it reports a failure once refund or billing is "
        "settled. If you want to be sure, compare the balance before and after."
    ),
    source=EVENTS_PAGE,
)
SEEN = Question(
    question=_("Who can see my reference images?"),
    answer=_(
        "The model needs an address it can fetch. An image you attach is uploaded to the gateway when "
        "you generate, at most 10 MB, and anyone who knows its address there can open it."
    ),
    source=UPLOADS_PAGE,
)

OFTEN_ASKED = (KEPT, CANCELLED, TWICE, COST, FAILED, SEEN)
