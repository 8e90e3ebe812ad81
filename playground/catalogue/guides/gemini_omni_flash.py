"""The guide of Gemini Omni Flash: what its parameters, rules and prices do not already say."""

from playground.catalogue.gateway_errors import GATEWAY_ERRORS
from playground.catalogue.guide import Fact, ModelGuide, Question, Step
from playground.catalogue.quick_prompts import WORKLOADS
from playground.catalogue.words import _

# Pages of the gateway's documentation as they stood on 2026-11-22.
_DOCS = "https://docs.toapis.com/docs/en/api-reference/"
MODEL_PAGE = _DOCS + "videos/gemini-omni-flash/generation"
STATUS_PAGE = _DOCS + "tasks/video-status"
LIMITS_PAGE = _DOCS + "rate-limits/async-tasks"
UPLOADS_PAGE = _DOCS + "uploads/images"
EVENTS_PAGE = _DOCS + "webhooks/task-webhooks"
MAKER_PAGE = "https://ai.google.dev/gemini-api/docs/omni"

QUICK_FACTS = (
    Fact(
        term=_("What goes in"),
        detail=_("A prompt, and no image, one image or three reference images."),
        source=MODEL_PAGE,
    ),
    Fact(
        term=_("What comes out"),
        detail=_("One MP4 clip of 4, 6 or 10 seconds, wide or upright."),
        source=MODEL_PAGE,
    ),
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

FAQ = (
    Question(
        question=_("Why are two images refused?"),
        answer=_(
            "The gateway takes none, one or three for this model. One image is where the clip begins; "
            "three are fused as references. Playground tells you before anything is sent, so it costs "
            "nothing."
        ),
        source=MODEL_PAGE,
    ),
    Question(
        question=_("Why can I not choose 1080p?"),
        answer=_(
            "1080p works with 16:9 only. Choose 16:9, or stay at 720P for an upright clip. The gateway "
            "spells the two in different letter cases, and Playground sends them just so."
        ),
        source=MODEL_PAGE,
    ),
    Question(
        question=_("How long can I download the clip?"),
        answer=_(
            "From the gateway for 24 hours after it was completed. Playground downloads it by itself and "
            "plays only its own copy, so a clip in the history stays."
        ),
        source=STATUS_PAGE,
    ),
    Question(
        question=_("Can I cancel a task?"),
        answer=_(
            "Before it is sent, yes. Afterwards the gateway has no way to cancel, and the task is charged "
            "when it completes. You can stop watching it; a clip that arrives later is kept all the same."
        ),
        source=STATUS_PAGE,
    ),
    Question(
        question=_("Can I be charged twice for one click?"),
        answer=_(
            "Every request carries an id of ours, client_business_id. The gateway does not refuse a second "
            "request with the same id, but a task can be looked up by it. So when an answer is lost, "
            "Playground asks first and sends again only if the gateway knows nothing of the task."
        ),
        source=STATUS_PAGE,
    ),
    Question(
        question=_("What does a clip cost?"),
        answer=_(
            "The gateway publishes no price for this model in its documentation. Whoever runs this "
            "Playground can enter one; it is then shown as an estimate. Without it the price is shown as "
            "unknown, never as zero."
        ),
    ),
    Question(
        question=_("Do I pay for a task that failed?"),
        answer=_(
            "As we read the gateway's documentation, no: it reports a failure once refund or billing is "
            "settled. If you want to be sure, compare the balance before and after."
        ),
        source=EVENTS_PAGE,
    ),
    Question(
        question=_("Do clips have sound?"),
        answer=_(
            "The gateway documents no switch for it. Google describes the model behind it as one whose "
            "clips come with sound, so write into the prompt what should be heard. Each clip says whether "
            "it has a sound track, and plays muted until you turn it on."
        ),
        source=MAKER_PAGE,
    ),
    Question(
        question=_("Who can see my reference images?"),
        answer=_(
            "The model needs an address it can fetch. An image you attach is uploaded to the gateway when "
            "you generate, at most 10 MB, and anyone who knows its address there can open it."
        ),
        source=UPLOADS_PAGE,
    ),
    Question(
        question=_("How long may a prompt be?"),
        answer=_("Playground takes 1,200 characters. That limit is ours; the gateway documents none."),
    ),
)

GUIDE = ModelGuide(
    quick_facts=QUICK_FACTS,
    errors=GATEWAY_ERRORS,
    steps=STEPS,
    workloads=WORKLOADS,
    faq=FAQ,
)
