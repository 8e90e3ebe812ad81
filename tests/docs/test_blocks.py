"""Every block of the documentation is run, or read by what reads it in earnest."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.catalogue.pricing import Prices
from tests.docs.blocks import READ, RUN, Block, blocks_of, pages, prose_of
from tests.docs.ground import Ground, commands, compare
from tests.house.tree import ROOT

PAGES = {str(path.relative_to(ROOT)): blocks_of(path) for path in pages()}
EVERY = [block for blocks in PAGES.values() for block in blocks]
# What no machine can read: drawings and formulas. A block of words that is none of these is somebody's output.
DRAWN = {"docs/scale.md": 1}
# Pages with blocks for another machine, and how many they may have.
ELSEWHERE = {"docs/operator.md": 9}
NAMES = set(
    re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A machine for one page; nothing runs on it afterwards."""
    prepared = Ground(tmp_path)
    yield prepared
    prepared.end()


def check(block: Block, ground: Ground) -> None:
    """What is read rather than run."""
    if block.language == "json":
        told = json.loads(block.text)
        if "answer" in block.words:
            agrees(told, json.loads(ground.said.strip().splitlines()[-1]))
    elif block.language == "toml":
        if "tool" not in tomllib.loads(block.text):
            Prices.from_toml(block.text)
    elif block.language == "env":
        lines = [line for line in block.text.splitlines() if line.strip() and not line.startswith("#")]
        assert {line.partition("=")[0] for line in lines} <= NAMES
    elif block.page not in DRAWN:
        compare(ground.at_our_ports(block.text).splitlines(), ground.said)


def agrees(told: Any, answered: Any) -> None:
    """Every field that the page shows is answered, with a value of the same kind."""
    assert isinstance(answered, type(told)), (told, answered)
    if isinstance(told, dict):
        for name, value in told.items():
            assert name in answered, (name, answered)
            agrees(value, answered[name])
    elif isinstance(told, list) and told:
        agrees(told[0], answered[0])


@pytest.mark.parametrize("page", [page for page, blocks in PAGES.items() if blocks])
def test_a_page_can_be_followed_from_top_to_bottom(page: str, ground: Ground) -> None:
    """Each block in its order does what the page says it does."""
    for block in PAGES[page]:
        if block.is_elsewhere:
            continue
        try:
            ground.play(block) if block.language in RUN else check(block, ground)
        except Exception as error:
            pytest.fail(f"{block.where} ({block.language})\n{error}", pytrace=False)


def test_every_block_has_a_language_somebody_reads() -> None:
    """A block in a new language needs a reader first."""
    assert [
        block.where for block in EVERY if not block.is_elsewhere and block.language not in (*RUN, *READ)
    ] == []


def test_only_drawings_and_other_machines_are_left_out() -> None:
    """What is neither run nor read is counted, page by page."""
    elsewhere = [block.page for block in EVERY if block.is_elsewhere]
    drawn = [block.page for block in EVERY if block.language == "text" and block.page in DRAWN]
    assert {page: elsewhere.count(page) for page in elsewhere} == ELSEWHERE
    assert {page: drawn.count(page) for page in drawn} == DRAWN


def test_no_code_hides_from_these_tests() -> None:
    """Code is fenced: what is only indented would be shown as code, and run by nobody."""
    hidden = re.compile(r"(?:\A|\n)\s*\n {4,}\S")
    assert [page for page in PAGES if hidden.search(prose_of(ROOT / page))] == []


def test_a_saved_file_is_used_by_a_later_block() -> None:
    """A block with a file name is run by one of those below it: by name, or by the tests it is imported into."""
    idle = []
    for blocks in PAGES.values():
        for place, block in enumerate(blocks):
            later = " ".join(other.text for other in blocks[place + 1 :])
            if block.file and Path(block.file).stem not in later and block.file != "conftest.py":
                idle.append(block.where)
    assert idle == []


def test_every_make_target_that_is_named_exists() -> None:
    """`make test` and its like, in blocks and in sentences; `make run` is started from its recipe."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    texts = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES]
    said = {word for text in texts for word in re.findall(r"(?:`|\$ )(?:\w+=\S+ )*make ([a-z]+)", text)}
    assert said <= targets
    assert "\n\t@exec $(PYTHON) manage.py up\n" in makefile


def test_an_expected_line_that_does_not_come_is_noticed() -> None:
    """The comparison itself can fail: order counts, and only `…` stands for anything."""
    ((command, expected),) = commands("$ ls\na…\nz\n")
    compare(expected, "abc\nz\n")
    assert command == "ls"
    for said in ("z\nabc\n", "abc\nzz\n", ""):
        with pytest.raises(AssertionError):
            compare(expected, said)
