"""The programs of the request preview really run: each one submits, polls and downloads a clip."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playground.catalogue import video_model
from playground.catalogue.payload import request_fields, signed_text
from playground.catalogue.snippets import SNIPPETS, render
from tests.integration.installation import wait_until
from tests.ports import free_ports

GEMINI = video_model("gemini_omni_flash")
# Node is no dependency of the app, but a snippet that nobody ran is a promise, not a test: without node the
# JavaScript one fails here and names the package, instead of being skipped in silence.
RUNNERS = {
    "curl": ("generate.sh", "sh", "curl"),
    "python": ("generate.py", sys.executable, sys.executable),
    "javascript": ("generate.mjs", "node", "node"),
}
PACKAGES = {"curl": "curl", "node": "nodejs"}
TRAPS = 'A lighthouse, "rain", it\'s $HOME `id` $(id) ${x} \\ %REQUEST% 你好 🎬\nJSON\ntrue'

type Outcomes = dict[str, subprocess.CompletedProcess[str]]


def answers(address: str) -> bool:
    """Whether the server says anything."""
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The simulator as a process of its own, its time fifty times as fast."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    shelf = tmp_path_factory.mktemp("shelf")
    command = [sys.executable, "-m", "playground.simulator", "--port", str(port), "--data-dir", str(shelf)]
    process = subprocess.Popen([*command, "--time-scale", "0.02"])
    try:
        balance = f"{address}/v1/balance"
        assert wait_until(lambda: answers(balance) or process.poll() is not None, 60)
        assert process.poll() is None
        yield address
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def run_all(gateway: str, tmp_path: Path) -> Callable[..., Outcomes]:
    """Runs every program at once, as each waits its documented five seconds, and returns how they ended."""

    def run(prompt: str, **environment: str) -> Outcomes:
        running = {}
        for snippet in SNIPPETS:
            file, program, needed = RUNNERS[snippet.slug]
            assert shutil.which(needed), (
                f"{needed} is missing: install the package {PACKAGES.get(needed, needed)}."
            )
            fields = request_fields(GEMINI, GEMINI.defaults() | {"prompt": prompt, "duration": 4})
            text = signed_text(fields, f"{snippet.slug}-{abs(hash(prompt))}")
            (tmp_path / file).write_text(render(snippet, gateway, text), "utf-8")
            surroundings = {**os.environ, "TOAPIS_API_KEY": "any", **environment}
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
            running[snippet.slug] = subprocess.Popen(
                [program, file], cwd=tmp_path, env=surroundings, encoding="utf-8", **pipes
            )
        return {slug: finished(process) for slug, process in running.items()}

    return run


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """How a program ended; one that takes longer than 180 s is ended."""
    try:
        said, complained = process.communicate(timeout=180)
    finally:
        process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def test_each_program_prints_the_path_of_a_clip(run_all: Callable[..., Outcomes], tmp_path: Path):
    """A prompt full of quotes, code and line breaks still becomes an MP4 on disk in all three languages."""
    for slug, ended in run_all(TRAPS).items():
        assert ended.returncode == 0, (slug, ended.stderr)
        clip = tmp_path / ended.stdout.strip()
        assert clip.read_bytes()[4:8] == b"ftyp", slug


def test_each_program_obeys_retry_after(run_all: Callable[..., Outcomes], tmp_path: Path):
    """Told to slow down, they wait and submit again; what was refused was not charged."""
    for slug, ended in run_all("[throttled] a lighthouse").items():
        assert ended.returncode == 0, (slug, ended.stderr)
        assert (tmp_path / ended.stdout.strip()).is_file(), slug


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("[refused] a lighthouse", "rejected by the model"),
        ("[filtered] a lighthouse", "violates the content policy"),
        ("[half a file] a lighthouse", "could not be downloaded"),
        ("[no answer] a lighthouse", "may have been accepted"),
    ],
)
def test_each_program_stops_with_the_words_of_the_error(
    run_all: Callable[..., Outcomes], tmp_path: Path, prompt: str, words: str
):
    """A failure ends the program with what the gateway said, prints no path and leaves no half clip."""
    for slug, ended in run_all(prompt).items():
        assert (ended.returncode, ended.stdout) == (1, ""), slug
        assert words in ended.stderr, slug
    assert list(tmp_path.glob("*.mp4")) == []


def test_without_a_key_nothing_is_sent(run_all: Callable[..., Outcomes]):
    """The programs say what to set before they call anyone."""
    for slug, ended in run_all("a lighthouse", TOAPIS_API_KEY="").items():
        assert (ended.returncode, ended.stderr.strip()) == (1, "Set TOAPIS_API_KEY to your key first."), slug
