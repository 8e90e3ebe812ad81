"""Reads a prompt, English or Chinese, for what a picture needs: place, light, weather, camera, colours, things."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

type Vocabulary = Mapping[str, str]

# Slug: words. Chinese ones are found anywhere, English ones at the start of a word ("rain" finds "rainy").
PLACES: Vocabulary = {
    "alley": "alley lane hutong backstreet 弄堂 里弄 胡同 小巷 巷子 巷",
    "street": "city street tram road downtown skyline skyscraper avenue traffic boulevard metropolis urban"
    " 城市 街道 街头 街 马路 都市 电车 高楼 大厦 霓虹",
    "shore": "beach shore coast sand surf 海滩 沙滩 海岸",
    "sea": "sea ocean wave sail boat ship lighthouse harbo 大海 海 海浪 海洋 浪 帆 船 灯塔",
    "lake": "lake river pond canoe reflection 湖 江 河 水面 倒影 溪",
    "mountains": "mountain peak alps ridge valley summit cliff hill canyon 山 峰 山谷 悬崖 峡谷 雪山",
    "forest": "forest wood tree jungle pine bamboo deer 森林 树林 树 竹 松 丛林 鹿",
    "meadow": "meadow flower field garden grass blossom petal tulip lavender 草地 草原 花 田野 花园 麦田 樱花",
    "desert": "desert dune sahara camel cactus 沙漠 沙丘 骆驼 戈壁",
    "food": "ramen bowl noodle soup coffee tea cup food dish cake bread steak pizza sushi dumpling cooking kitchen"
    " restaurant chef 面条 拉面 面馆 汤面 碗 汤 咖啡 茶 美食 火锅 饺子 面包 蛋糕 厨房 菜",
    "product": "product bottle perfume studio commercial turntable watch sneaker shoe phone headphone cosmetic lipstick"
    " cream package can jar serum unboxing 产品 商品 瓶 香水 手表 腕表 跑鞋 手机 耳机 口红 化妆品 广告 展示 护肤",
    "portrait": "portrait woman man girl boy dancer face person model people child singer actor hair smile lady"
    " fashion ballerina 人像 肖像 女 男 少女 女孩 男孩 舞者 脸 人物 模特 长发 微笑 孩",
    "space": "space planet galaxy star rocket astronaut moon orbit nebula cosmos alien spaceship mars"
    " 太空 宇宙 星球 星空 银河 火箭 宇航员 月球 飞船 行星",
    "underwater": "underwater fish whale coral jellyfish reef aquarium turtle 水下 海底 鱼 鲸 珊瑚 水母",
}
# A scene's own name says more than a thing that may stand in it.
_STRONG = {"underwater", "alley", "shore", "portrait", "product", "food"}

TIMES: Vocabulary = {
    "golden": "golden sunset sunlit warm magic-hour 黄金 夕阳 日落 落日 余晖 暖阳",
    "dawn": "dawn sunrise morning daybreak 黎明 清晨 日出 早晨 晨 破晓",
    "dusk": "dusk twilight evening blue-hour futuristic 黄昏 傍晚 暮 未来",
    "neon": "neon cyberpunk 霓虹 赛博",
    "night": "night midnight moonlit moonlight starry dark 夜 深夜 月光 星空 夜晚 午夜",
    "studio": "studio white clean minimal 白色 干净 影棚 极简",
    "day": "noon day sunny bright sunshine daylight summer spring 白天 晴 阳光 中午 夏 春",
    "autumn": "autumn maple 秋 枫",
}
WEATHERS: Vocabulary = {
    "rain": "rain drizzle storm downpour 雨 暴雨 细雨",
    "wet": "after-rain wet puddle 雨后 湿 积水",
    "snow": "snow blizzard winter frost 雪 冬",
    "mist": "mist fog haze smoke foggy 雾 薄雾 烟 霭",
    "wind": "wind breeze blowing 风",
    "petals": "petal blossom confetti sakura 花瓣 樱花 落花",
    "fireflies": "firefly fireflies lantern 萤火 灯笼 孔明灯",
    "stars": "star starry galaxy 星",
    "steam": "steam steaming hot 热气 蒸汽 腾腾",
}
CAMERAS: Vocabulary = {
    "push": "push-in push dolly zoom-in forward approach close-up closeup 推进 推近 特写 推 前进",
    "pull": "pull-out pull-back pull zoom-out reveal 拉远 拉出 后退",
    "orbit": "orbit rotat spin turntable revolve 360 around 旋转 环绕 转动",
    "pan": "pan tracking track sideways follow glide truck 平移 横移 跟拍 摇 跟随",
    "tilt": "tilt crane pedestal 俯仰 升降",
    "rise": "aerial drone bird flyover fly overhead above 航拍 俯瞰 鸟瞰 无人机 空中",
    "static": "static locked tripod fixed still 固定 静止 定格",
}
COLOURS: Vocabulary = {
    "red": "red crimson scarlet 红",
    "orange": "orange amber 橙 橘",
    "yellow": "yellow gold 黄 金色",
    "green": "green emerald jade 绿 翡翠",
    "teal": "teal turquoise cyan 青",
    "blue": "blue navy azure cobalt 蓝",
    "purple": "purple violet lavender 紫",
    "pink": "pink rose magenta 粉",
    "white": "white ivory 白色 白",
    "black": "black 黑",
    "brown": "brown chocolate wooden 棕 褐 木",
}
_LATIN = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True)
class Brief:
    """What was read. Empty strings and sets where the prompt says nothing."""

    text: str
    place: str
    time: str
    weather: frozenset[str]
    camera: str
    colours: tuple[str, ...]

    def has(self, words: str) -> bool:
        """Whether the prompt names any of these words (English or Chinese, separated by spaces)."""
        return _first(self.text, words.split()) is not None


def read(prompt: str) -> Brief:
    """Read a prompt; bracketed scenario words are not part of the picture."""
    text = re.sub(r"[\[【][^\]】]*[\]】]", " ", prompt).lower()
    joined = " ".join(_LATIN.findall(text.replace("-", " ")))
    text = f" {joined} \n{text}"
    return Brief(
        text=text,
        place=_weightiest(text, PLACES),
        time=_earliest(text, TIMES),
        weather=frozenset(
            slug for slug, words in WEATHERS.items() if _first(text, words.split()) is not None
        ),
        camera=_earliest(text, CAMERAS),
        colours=tuple(slug for slug, words in COLOURS.items() if _first(text, words.split()) is not None),
    )


def _first(text: str, words: list[str]) -> int | None:
    """Where in the text the first of the words stands."""
    places = (text.find(_pattern(word)) for word in words)
    return min((place for place in places if place >= 0), default=None)


def _pattern(word: str) -> str:
    return " " + word.replace("-", " ") if word.isascii() else word


def _weightiest(text: str, vocabulary: Vocabulary) -> str:
    """The place most of whose words occur; of equals, the strong ones and then the one named first."""
    marks: dict[str, tuple[float, float]] = {}
    for slug, words in vocabulary.items():
        hits = [place for word in words.split() if (place := text.find(_pattern(word))) >= 0]
        if hits:
            marks[slug] = (len(hits) + (1.5 if slug in _STRONG else 0), -min(hits))
    return max(marks, key=lambda slug: marks[slug]) if marks else ""


def _earliest(text: str, vocabulary: Vocabulary) -> str:
    found = {
        slug: place
        for slug, words in vocabulary.items()
        if (place := _first(text, words.split())) is not None
    }
    return min(found, key=lambda slug: found[slug]) if found else ""
