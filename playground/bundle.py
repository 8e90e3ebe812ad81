"""Static files as they go over the wire: many sources, but a first load is one stylesheet and one script.

`BundledStorage` replaces css/ and js/ by bundle/app.css and bundle/app.js while collectstatic runs; beside them stand
rooms.css and rooms.js, which every page but the composer adds, and share.css and share.js for guests' pages. Then every
file gets its hash in its name, and .gz and .br twins.
`fingerprint()` tells whether anything has changed since.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import lightningcss
import rjsmin
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from servestatic.storage import CompressedManifestStaticFilesStorage

# Browsers of 2024 and later: light-dark(), oklch, nesting and @layer stay as written.
BROWSERS = ["chrome 123", "firefox 128", "safari 17.5"]
TOOLS = ("django", "django-htmx", "servestatic", "lightningcss", "rjsmin", "brotli")
SOURCES = ("css", "js")
# What a guest's page runs, in this order: clips, and what is said of them
SHARED_SCRIPTS = (
    "lib/page.js",
    "lib/timecode.js",
    "rooms/lib/meld.js",
    "rooms/lib/review_marks.js",
    "rooms/lib/review_place.js",
    "rooms/lib/review_post.js",
    "rooms/lib/sync_clock.js",
    "elements/clip_player.js",
    "elements/copy_button.js",
    "elements/frame_deck.js",
    "elements/local_time.js",
    "rooms/comment_form.js",
    "rooms/compare_address.js",
    "rooms/compare_room.js",
    "rooms/compare_sound.js",
    "rooms/compare_trim.js",
    "rooms/compare_wipe.js",
    "rooms/frame_ink.js",
    "rooms/take_review.js",
    "share.js",
)
# Of what django-htmx brings we serve htmx-2.min.js alone.
UNSERVED = ["ext", "htmax-*", "htmx-4*", "htmx-2.js", "django-htmx.js", "README*", ".*"]


class UnsafeScript(ValueError):
    """rjsmin would cut this script; the sentence names the file."""


def stylesheet(css: Path, name: str = "app.css") -> str:
    """css/app.css, or one like it, with its @imports put in place, shortened. url() stays as written, relative to css/.

    Raises OSError for a missing import, ValueError for a syntax error.
    """
    return lightningcss.bundle_css(str(css / name), browsers_list=BROWSERS, minify=True)


def scripts(js: Path) -> list[Path]:
    """lib/ first, then elements/, then app.js; by name inside each."""
    return [*sorted(js.glob("lib/*.js")), *sorted(js.glob("elements/*.js")), *sorted(js.glob("app.js"))]


def script(js: Path, paths: Iterable[Path] = ()) -> str:
    """One strict classic script, of `scripts` unless some are named: the top-level names of a page are shared."""
    parts = []
    for path in paths or scripts(js):
        source = path.read_text(encoding="utf-8")
        if _has_nested_template(source):
            raise UnsafeScript(f"{path.name}: a template literal inside another; name the inner one first.")
        parts.append(source)
    return str(rjsmin.jsmin('"use strict";\n' + "\n;\n".join(parts)))


def _has_nested_template(source: str) -> bool:
    """True if a backtick stands between `${` and its brace: rjsmin takes it for the end of the literal."""
    literals = re.findall(r"`(?:[^`\\]|\\.)*`", source, re.DOTALL)
    return any("${" in literal and "}" not in literal[literal.rindex("${") :] for literal in literals)


def fingerprint() -> str:
    """Hash of all static sources (name, size, time of change), of this file and of the tools that read them."""
    found = hashlib.sha256(Path(__file__).read_bytes())
    for tool in TOOLS:
        found.update(f"{tool} {version(tool)}\n".encode())
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list(None), key=lambda pair: pair[0]):
            state = Path(storage.path(name)).stat()
            found.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


class BundledStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # servestatic has no types
    """Hashed names, compressed twins, and a few bundles in place of their sources."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Called by collectstatic with everything it copied: name → (storage, path)."""
        if not dry_run:
            css, js = Path(self.path("css")), Path(self.path("js"))
            shared = [js / name for name in SHARED_SCRIPTS]
            self._bundle("bundle/app.css", stylesheet(css), paths)
            self._bundle("bundle/app.js", script(js), paths)
            self._bundle("bundle/rooms.css", stylesheet(css, "rooms.css"), paths)
            self._bundle(
                "bundle/rooms.js",
                script(js, [*sorted(js.glob("rooms/lib/*.js")), *sorted(js.glob("rooms/*.js"))]),
                paths,
            )
            self._bundle("bundle/share.css", stylesheet(css, "share.css"), paths)
            self._bundle("bundle/share.js", script(js, shared), paths)
            for name in [name for name in paths if name.split("/")[0] in SOURCES]:
                del paths[name]
            for folder in SOURCES:
                shutil.rmtree(self.path(folder), ignore_errors=True)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name: str, text: str, paths: dict[str, Any]) -> None:
        # Through the plain storage: the manifest's own save() is not meant for files of its own making.
        plain = StaticFilesStorage(location=self.location, base_url=self.base_url)
        plain.delete(name)
        plain.save(name, ContentFile(text.encode()))
        paths[name] = (plain, name)
