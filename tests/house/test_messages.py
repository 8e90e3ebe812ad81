"""Chinese stands beside English: every text is translated, whole and fresh."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from playground.models.state import State
from tests.build import generation
from tests.furnished import ENGLISH as WORDS
from tests.furnished import furnish
from tests.house.tree import ROOT
from tests.pages import OF_A_TEAM, OF_GUESTS, PAGES, addresses

PO = Path("playground/locale/zh_Hans/LC_MESSAGES/django.po")
LINE = re.compile(
    r'^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE
)
HOLE = re.compile(r"%\(\w+\)s|%[sd%]")
ENGLISH = re.compile(
    r"\b(?:the|and|with|your|prompt|takes?|clips?|credits|history|models|compose|generate|charged|waiting|"
    r"gateway|duration|resolution|theme|reference|errors?|download|close|\d+ s)\b",
    re.IGNORECASE,
)


def _entries(po: Path) -> dict[str, dict[str, str]]:
    """Context and msgid → the parts of that entry; the header is none."""
    found: dict[str, dict[str, str]] = {}
    for block in po.read_text(encoding="utf-8").split("\n\n")[1:]:
        parts = {key: "".join(map(ast.literal_eval, text.split("\n"))) for key, text in _lines(block)}
        found["\4".join(filter(None, (parts.get("msgctxt"), parts["msgid"])))] = parts | {"block": block}
    return found


def _lines(block: str) -> list[tuple[str, str]]:
    return [(key, text.strip()) for key, text in LINE.findall(block)]


def _said(parts: dict[str, str]) -> list[str]:
    return [text for key, text in parts.items() if key.startswith("msgstr")]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose texts were collected just now; needs the gettext tools."""
    copy = tmp_path_factory.mktemp("collected")
    for name in ("playground", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "--all", "--add-location", "file", "--no-wrap"]
    environment = {**os.environ, "DATA_DIR": str(copy / "var")}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return copy / PO


def test_every_text_is_translated() -> None:
    """No entry is empty, guessed or left over."""
    entries = _entries(ROOT / PO)
    assert len(entries) > 400
    assert [key for key, parts in entries.items() if not all(_said(parts))] == []
    assert [
        key for key, parts in entries.items() if re.search(r"^#(?:, .*fuzzy|~)", parts["block"], re.MULTILINE)
    ] == []


def test_the_texts_are_those_of_the_code(collected: Path) -> None:
    """`make messages` would bring nothing new and drop nothing."""
    kept, now = _entries(ROOT / PO).keys(), _entries(collected).keys()
    assert (now - kept, kept - now) == (set(), set())


def test_the_compiled_file_is_fresh(tmp_path: Path) -> None:
    """What is served is what the translators wrote."""
    subprocess.run(["msgfmt", "--check-format", "-o", tmp_path / "fresh.mo", ROOT / PO], check=True)
    catalogs = []
    for path in (tmp_path / "fresh.mo", (ROOT / PO).with_suffix(".mo")):
        with path.open("rb") as file:
            catalogs.append(vars(gettext.GNUTranslations(file))["_catalog"])
    assert catalogs[0] == catalogs[1]


def test_no_hole_is_lost() -> None:
    """Each %(name)s of a text is in its translation, and no other."""
    for key, parts in _entries(ROOT / PO).items():
        wanted = set(HOLE.findall(parts["msgid"]))
        assert [set(HOLE.findall(text)) for text in _said(parts)] == [wanted] * len(_said(parts)), key


@pytest.fixture
def made(db: None, static_files: None) -> dict[str, str]:
    """A studio whose own words are Chinese."""
    return furnish(dict.fromkeys(WORDS, "安静的港口") | {"reference": "猫.png"})


@pytest.mark.parametrize("mode", ["local", "team"])
def test_pages_speak_chinese(made: dict[str, str], settings, mode: str) -> None:
    """A Chinese browser gets Chinese pages, whoever looks: no English word of ours is left in text or labels."""
    settings.PLAYGROUND_MODE = mode
    member = {"session": made["session_owner"]} if mode == "team" else {}
    walked = [(page, member) for page in addresses(PAGES, OF_A_TEAM if mode == "team" else {}, **made)]
    walked += [(page, {}) for page in ["/nowhere/", *addresses(OF_GUESTS, **made)] if mode == "team"]
    left = {page: _english_on(page, cookies) for page, cookies in walked}
    assert {page: words for page, words in left.items() if words} == {}


def test_a_viewers_pages_speak_chinese(made: dict[str, str], settings) -> None:
    """What stands there in place of controls, too."""
    settings.PLAYGROUND_MODE = "team"
    mine = {"session": made["session_viewer"]}
    left = {page: _english_on(page, mine) for page in ("/", *addresses(PAGES, **made)) if "?" not in page}
    assert {page: words for page, words in left.items() if words and page != "/recipe/"} == {}


@pytest.mark.usefixtures("owner", "static_files")
@pytest.mark.parametrize("state", State.values)
def test_takes_speak_chinese(state: str) -> None:
    """A take tells each of its states in Chinese."""
    failure = {"error_code": "401", "error_status": 401, "charged": "no"} if state == "failed" else {}
    take = generation(state, prompt="安静的港口", **failure)
    assert _english_on(f"/generations/{take.pk}/") == []


def _english_on(page: str, cookies: dict[str, str] | None = None) -> list[str]:
    browser = Client(headers={"accept-language": "zh-CN,zh;q=0.9"})
    browser.cookies.load(cookies or {})
    html = browser.get(page).content.decode()
    assert re.search(r'<html lang="zh-hans"', html, re.IGNORECASE)
    return sorted(set(ENGLISH.findall(_shown(html))))


def _shown(html: str) -> str:
    """What a person reads or hears of a page: texts without code and data, and the attributes that carry words."""
    named = r"aria-label|title|placeholder|alt|content|data-(?:uploading|failed|done|fell|lost|headline|theme-\w+)"
    spoken = re.findall(rf'\s(?:{named})="([^"]*)"', html)
    silent = (
        r'(?s)<(script|style|code|pre|kbd|textarea)\b.*?</\1>|<div id="(?:declaration|request-base)".*?</div>'
    )
    words = " ".join([re.sub(r"(?s)<[^>]+>", " ", re.sub(silent, " ", html)), *spoken])
    return re.sub(r"https?://\S+", " ", words)
