"""Prompts to start from, by workload, in English and Chinese, with settings that short-clip models take."""

from playground.catalogue.guide import QuickPrompt, Workload
from playground.catalogue.words import _

AD_CONCEPTS = Workload(
    slug="ad-concepts",
    name=_("Ad concepts"),
    summary=_(
        "Test the idea of a spot before anybody books a stage: one image that carries it, one movement."
    ),
    prompts=(
        QuickPrompt(
            label=_("Lighthouse in the storm"),
            prompt=(
                "A small red lighthouse on black rocks at dusk, heavy rain, waves breaking white against "
                "the stone. The camera rises slowly from the water line to the lamp as its beam swings "
                "across the sea. Cold blue light, one warm window. Wind, surf, a distant foghorn."
            ),
            prompt_zh=(
                "黄昏，黑色礁石上一座红色小灯塔，大雨，白浪拍打岩石。镜头从水面缓缓升向塔顶的灯，光束扫过海面。"
                "冷蓝色调，只有一扇窗透出暖光。风声、浪声、远处的雾笛。"
            ),
            settings={"aspect_ratio": "16:9", "duration": 6, "resolution": "720P"},
        ),
        QuickPrompt(
            label=_("First train home"),
            prompt=(
                "Inside an empty morning train, a woman in a yellow coat rests her head against the "
                "window. Low sun flickers between passing trees and moves across her face. Static camera "
                "at seat height, 85 mm lens, shallow focus, dust in the light. Quiet wheels on the rails, "
                "no dialogue."
            ),
            prompt_zh=(
                "清晨空荡的列车车厢，穿黄色外套的女人把头靠在车窗上。低低的阳光在掠过的树影间闪动，从她脸上移过。"
                "固定机位，座椅高度，85 毫米镜头，浅景深，光里有浮尘。车轮轻响，没有对白。"
            ),
            settings={"aspect_ratio": "16:9", "duration": 10, "resolution": "1080p"},
        ),
        QuickPrompt(
            label=_("Paper city"),
            prompt=(
                "A city made of folded white paper on a dark table. Streets unfold, towers stand up one "
                "after another, tiny windows begin to glow. The camera glides low along the main street, "
                "then tilts up to a paper moon. Soft side light, crisp shadows, stop-motion rhythm."
            ),
            prompt_zh=(
                "深色桌面上，一座白纸折成的城市。街道展开，高楼一座接一座立起，小小的窗户依次亮起。"
                "镜头贴着主街低空滑行，最后仰起，对准一轮纸月亮。柔和侧光，清晰的影子，定格动画的节奏。"
            ),
            settings={"aspect_ratio": "16:9", "duration": 6, "resolution": "720P"},
        ),
    ),
)

PRODUCT_DEMOS = Workload(
    slug="product-demos",
    name=_("Product demos"),
    summary=_("Show one object well: what it is made of, how it moves, how large it is."),
    prompts=(
        QuickPrompt(
            label=_("Bottle on the turntable"),
            prompt=(
                "A blue glass bottle with a matt white pump stands on a slowly turning disc of pale stone. "
                "Clean white studio, large softbox from the left, thin rim light from behind. One drop "
                "runs down the glass. Slow push in from medium shot to the neck of the bottle. No text."
            ),
            prompt_zh=(
                "一只蓝色玻璃瓶，哑光白色泵头，立在缓缓转动的浅色石盘上。干净的白色摄影棚，左侧大柔光箱，"
                "背后一道细轮廓光。一滴水沿瓶身滑下。镜头从中景慢慢推近到瓶颈。画面没有文字。"
            ),
            settings={"aspect_ratio": "16:9", "duration": 6, "resolution": "1080p"},
        ),
        QuickPrompt(
            label=_("Watch, macro"),
            prompt=(
                "Extreme close-up of a mechanical watch, the balance wheel beating under brushed steel "
                "bridges. The focus travels from the wheel to the engraved edge. Dark background, a narrow "
                "strip of warm light sweeps over the metal once. Steady ticking, nothing else."
            ),
            prompt_zh=(
                "机械腕表的大特写，摆轮在拉丝钢夹板下跳动。焦点从摆轮移到刻字的边缘。深色背景，"
                "一道窄窄的暖光在金属上扫过一次。只有平稳的滴答声。"
            ),
            settings={"aspect_ratio": "16:9", "duration": 4, "resolution": "1080p"},
        ),
        QuickPrompt(
            label=_("Running shoe, rain"),
            prompt=(
                "A running shoe lands in a shallow puddle on night asphalt, water bursts outward in slow "
                "motion, street lamps mirrored in the drops. Camera at ground level, side view, following "
                "the step to the right. Teal shadows, orange highlights. One splash, then rain."
            ),
            prompt_zh=(
                "夜晚的柏油路，一只跑鞋踏进浅水洼，水花慢动作向外迸开，水滴里映着路灯。"
                "镜头贴地，侧面跟随脚步向右移动。青色暗部，橙色高光。先是一声溅水，然后是雨声。"
            ),
            settings={"aspect_ratio": "9:16", "duration": 4, "resolution": "720P"},
        ),
    ),
)

SOCIAL_CONTENT = Workload(
    slug="social-content",
    name=_("Social content"),
    summary=_("Upright, readable without sound, with something that moves in the first second."),
    prompts=(
        QuickPrompt(
            label=_("Noodles from above"),
            prompt=(
                "Top view of a bowl of ramen on dark wood. Chopsticks enter from the right and lift "
                "noodles straight up, steam curls through window light. The camera follows the noodles "
                "upward. Glossy broth, spring onions, a halved egg. Warm, appetising, handheld but calm."
            ),
            prompt_zh=(
                "俯拍深色木桌上的一碗拉面。筷子从右侧伸入，把面条笔直挑起，热气在窗边的光里缭绕。"
                "镜头随面条向上。油亮的汤、葱花、半颗溏心蛋。暖色调，令人垂涎，手持拍摄但画面平稳。"
            ),
            settings={"aspect_ratio": "9:16", "duration": 6, "resolution": "720P"},
        ),
        QuickPrompt(
            label=_("Cat and the snow"),
            prompt=(
                "A ginger cat sits inside a bright window and watches the first snow fall on a quiet "
                "street. It lifts one paw and touches the glass, leaving a small print. Slow push in over "
                "its shoulder, soft morning light, pastel colours. Muffled town sounds."
            ),
            prompt_zh=(
                "一只橘猫坐在明亮的窗边，看第一场雪落在安静的街上。它抬起一只爪子碰了碰玻璃，留下一个小小的印子。"
                "镜头越过它的肩膀缓缓推近，柔和的晨光，淡雅的色彩。街上的声音隔着窗，闷闷的。"
            ),
            settings={"aspect_ratio": "9:16", "duration": 6, "resolution": "720P"},
        ),
        QuickPrompt(
            label=_("Rooftop at sunset"),
            prompt=(
                "A skateboarder rolls along a flat rooftop at sunset, the city hazy behind her. Wide shot, "
                "the camera travels beside her at the same speed and stops when she jumps, so that she "
                "leaves the frame. Long shadows, orange sky, light wind. One continuous take."
            ),
            prompt_zh=(
                "日落时分，滑板少女沿着平坦的屋顶滑行，身后的城市笼在薄雾里。全景，镜头与她同速平移，"
                "她起跳时镜头停住，让她跃出画面。长长的影子，橙色的天空，微风。一镜到底。"
            ),
            settings={"aspect_ratio": "9:16", "duration": 10, "resolution": "720P"},
        ),
    ),
)

WORKLOADS = (AD_CONCEPTS, PRODUCT_DEMOS, SOCIAL_CONTENT)
