"""Whatever the documentation points at is there."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import pages, prose_of
from tests.house.tree import ROOT, files

PAGES = [*pages(), ROOT / "STYLE.md"]
_LINK = re.compile(r"(?:\]\(|<img src=\")([^)\s\"]+)")
_TEST = re.compile(r"`((?:tests/)?[\w/]+\.py)(?:::(\w+))?`")
_PATH = re.compile(r"`((?:playground|templates|static|tests|docs)/[\w./-]*)`")
KIB = 1024


def anchors(path: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose_of(path), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {text.replace(" ", "-") for text in plain}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    """Each relative address is a file of the project, each fragment one of its headings."""
    lost = []
    for link in _LINK.findall(prose_of(path)):
        place, _, fragment = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        if "://" in link:
            continue
        if (target not in files() and not target.is_dir()) or (fragment and fragment not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_named_files_and_tests_exist(path: Path) -> None:
    """A folder, file or test that is named in code type is one that is there."""
    prose = prose_of(path)
    lost = [named for named in _PATH.findall(prose) if not (ROOT / named).exists()]
    for file, test in _TEST.findall(prose):
        places = [place for place in files() if str(place).endswith(f"/{file}")]
        lost += [file] * (not places)
        if test and not any(f"def {test}(" in place.read_text(encoding="utf-8") for place in places):
            lost.append(f"{file}::{test}")
    assert lost == []


def test_every_picture_is_shown_and_small() -> None:
    """No picture lies about unused; each has words for those who can't see it, and all load quickly."""
    pictures = [path for path in files() if path.parent == ROOT / "docs" and path.suffix == ".webp"]
    shown = " ".join(prose_of(path) for path in pages())
    assert [path.name for path in pictures if path.name not in shown] == []
    assert re.findall(r"!\[\s*\]", shown) == []
    sizes = {path.name: path.stat().st_size for path in pictures}
    assert {name: size for name, size in sizes.items() if size > 68 * KIB} == {}
    assert sum(size for name, size in sizes.items() if name.startswith("tour-")) <= 600 * KIB


def test_every_page_can_be_reached_from_the_readme() -> None:
    """The README's map leads to each page of docs/."""
    linked = set(_LINK.findall(prose_of(ROOT / "README.md")))
    assert {str(path.relative_to(ROOT)) for path in pages()} - {"README.md"} - linked == set()
