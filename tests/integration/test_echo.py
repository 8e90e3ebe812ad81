"""The browser's echo of every model: the script itself, run by node, writes what the server would write.

The composer's page is held by tests/browser/test_preview_bytes.py; here is the interpreter of all declarations.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.catalogue import video_model, video_models
from playground.catalogue.extra import packed
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.reading import read
from playground.catalogue.validation import closed_choices
from tests.unit.catalogue.requests import ADDRESSES, Form, forms
from tests.unit.catalogue.test_pasting import JSON

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "lib" / "request_body.js"
# One line in, a declaration and a form; one line out, all that the script makes of them.
ECHO = """
const vm = require("node:vm"), fs = require("node:fs");
vm.runInThisContext(fs.readFileSync(process.argv[1], "utf8") + "\\nglobalThis.body = requestBody;");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { declaration, form } = JSON.parse(line);
  const values = body.read(declaration, form);
  const said = { text: body.text(body.fields(declaration, values)), mode: body.mode(declaration, values) };
  process.stdout.write(JSON.stringify({ ...said, closed: body.closedChoices(declaration, values) }) + "\\n");
});
"""

type Echo = Callable[[dict[str, Any], Form], dict[str, Any]]


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    """One node process for all forms."""
    assert shutil.which("node"), "This test runs the browser's script: install nodejs."
    command = ["node", "-e", ECHO, str(SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        pipe_in, pipe_out = node.stdin, node.stdout

        def ask(declaration: dict[str, Any], form: Form) -> dict[str, Any]:
            pipe_in.write(json.dumps({"declaration": declaration, "form": form}) + "\n")
            pipe_in.flush()
            said: dict[str, Any] = json.loads(pipe_out.readline())
            return said

        yield ask
        pipe_in.close()


@pytest.mark.parametrize("slug", [model.slug for model in video_models()])
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_script_and_the_server_agree(echo: Echo, slug: str, data: st.DataObject) -> None:
    """The same bytes, the same mode and the same closed choices, whatever stands in the form."""
    model = video_model(slug)
    form = data.draw(forms(model))
    values = read(model, form)
    said = echo(model.declaration(), form)
    assert said["text"].encode() == request_text(request_fields(model, values)).encode()
    assert said["mode"] == model.mode(values)
    closed = {
        name: {json.dumps(value).strip('"'): why for value, why in reasons.items()}
        for name, reasons in closed_choices(model, values).items()
    }
    assert said["closed"] == closed


BEYOND = st.dictionaries(st.sampled_from(["x", "7", "metadata", "prompt", "你"]), JSON, max_size=3)


@pytest.mark.parametrize("slug", ["gemini_omni_flash", "kling-v3-omni", "seedance-2"])
@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_what_no_model_knows_is_written_alike(echo: Echo, slug: str, data: st.DataObject) -> None:
    """Unknown fields, over known ones too, and unknown parts of list items: the same bytes, the same order."""
    model = video_model(slug)
    lists = [p.path[-1] for p in model.parameters if p.kind == "objects"]
    called = st.tuples(st.sampled_from(ADDRESSES), BEYOND).map(list)
    rows = {name: data.draw(st.lists(BEYOND, max_size=2) | st.lists(called, max_size=3)) for name in lists}
    form = {**data.draw(forms(model)), "extra": [packed(data.draw(BEYOND), rows)]}
    values = read(model, form)
    said = echo(model.declaration(), form)
    assert said["text"].encode() == request_text(request_fields(model, values)).encode()
