"""Prompts for models that begin from an image: what moves, and how the camera sees it."""

from playground.catalogue.guide import QuickPrompt, Workload
from playground.catalogue.words import _

STILLS = Workload(
    slug="stills",
    name=_("Bring a still to life"),
    summary=_("The image says what there is; the words say only what moves, and where the camera goes."),
    prompts=(
        QuickPrompt(
            label=_("A breath of wind"),
            prompt=(
                "Hair and cloth move in a light wind, leaves drift through the background, the light "
                "flickers softly. The subject blinks once and looks slightly to the left. Very slow push "
                "in, nothing else changes. Quiet outdoor sound."
            ),
            prompt_zh=(
                "微风吹动头发和衣料，背景里有树叶飘过，光线轻轻闪动。主体眨一下眼，视线微微转向左侧。"
                "镜头极慢地推近，其余一切不变。安静的户外环境声。"
            ),
        ),
        QuickPrompt(
            label=_("Around the object"),
            prompt=(
                "The camera travels a quarter circle around the object at its own height, the highlights "
                "slide along its edges, the background stays out of focus. Even speed, no cut, no text."
            ),
            prompt_zh=(
                "镜头以物体的高度绕它行进四分之一圈，高光沿边缘滑动，背景保持虚化。匀速，不切镜，没有文字。"
            ),
        ),
        QuickPrompt(
            label=_("The picture wakes up"),
            prompt=(
                "For a moment everything stands still, then the scene begins to move: water, smoke and "
                "people go on with what they were doing. Static camera, natural speed, the last second "
                "calm enough to loop."
            ),
            prompt_zh=(
                "画面先静止片刻，然后整个场景开始动起来：水、烟和人继续各自的动作。固定机位，自然速度，"
                "最后一秒平静下来，便于循环播放。"
            ),
        ),
    ),
)
