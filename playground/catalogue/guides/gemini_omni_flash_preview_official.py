"""The guide of the official channel: Gemini Omni Flash's own, with what editing a clip adds to it."""

from playground.catalogue.gateway_errors import GATEWAY_ERRORS
from playground.catalogue.guide import Fact, ModelGuide, Question, QuickPrompt, Workload
from playground.catalogue.guides.gateway import DOCS, LIMITS_PAGE, STATUS_PAGE, STEPS
from playground.catalogue.guides.gemini_omni_flash import FAQ, QUICK_FACTS
from playground.catalogue.quick_prompts import WORKLOADS
from playground.catalogue.words import _

MODEL_PAGE = DOCS + "videos/gemini-omni-flash-preview-official/generation"
UPLOADS_PAGE = DOCS + "uploads/videos"

EDITS = Workload(
    slug="edits",
    name=_("Edits"),
    summary=_("Change one thing in a clip you have, and keep its camera and its people."),
    prompts=(
        QuickPrompt(
            label=_("Day into rainy night"),
            prompt=(
                "Turn the daytime scene into a rainy night: wet ground, reflections, warm windows. Keep the "
                "camera movement, the people and their timing exactly as they are."
            ),
            prompt_zh="把白天改成雨夜：湿润的地面、倒影、暖色的窗光。镜头运动、人物和节奏保持原样。",
        ),
        QuickPrompt(
            label=_("Paper cut-out"),
            prompt=(
                "Redraw everything as layered paper cut-outs with soft shadows between the layers. Keep the "
                "composition and every movement; no text."
            ),
            prompt_zh="把画面改成层叠的剪纸风格，层与层之间有柔和的阴影。构图和所有动作保持不变，画面没有文字。",
        ),
        QuickPrompt(
            label=_("Another season"),
            prompt=(
                "Make it late autumn: golden trees, fallen leaves that stir in the wind, low warm light. Nothing "
                "else changes."
            ),
            prompt_zh="改成深秋：金黄的树，被风吹动的落叶，低而温暖的光。其他一切不变。",
        ),
    ),
)

_OWN_FACTS = (
    Fact(
        term=_("What goes in"),
        detail=_("A prompt, and no file, up to ten images, or up to three clips to edit."),
        source=MODEL_PAGE,
    ),
    Fact(
        term=_("What comes out"),
        detail=_("One clip of 1 to 10 seconds at 720p; an edited one keeps its aspect ratio."),
        source=MODEL_PAGE,
    ),
)

_SHARED = (STATUS_PAGE, LIMITS_PAGE)

GUIDE = ModelGuide(
    quick_facts=(*_OWN_FACTS, *(fact for fact in QUICK_FACTS if fact.source in _SHARED)),
    errors=GATEWAY_ERRORS,
    steps=STEPS,
    workloads=(EDITS, *WORKLOADS),
    faq=(
        Question(
            question=_("Which clips can be edited?"),
            answer=_(
                "MP4, WebM or MOV of at most 50 MB each: one you upload, one at a public address, or any clip "
                "of your history. Images and clips exclude each other."
            ),
            source=UPLOADS_PAGE,
        ),
        Question(
            question=_("Why is no aspect ratio sent?"),
            answer=_("The gateway drops it from an edit: the result has the ratio of the clip you give."),
            source=MODEL_PAGE,
        ),
        *(each for each in FAQ if each.source in _SHARED or not each.source),
    ),
)
