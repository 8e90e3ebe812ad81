"""From pasted text to values: what can be read, what is refused in words, and where."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.catalogue import video_model, video_models
from playground.catalogue.extra import EXTRA, names_in
from playground.catalogue.pasting import Pasted, PasteTrouble, paste, reread
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.reading import read
from playground.catalogue.snippets import SNIPPETS, render

from .requests import legal_forms

GEMINI = video_model("gemini_omni_flash")
ASKED: dict[str, Any] = {"model": "gemini_omni_flash", "prompt": 'It\'s "rain"\n你好', "duration": 10}
BODY = json.dumps(ASKED)
QUOTED = BODY.replace("'", "'\\''")
DOUBLED = BODY.replace("\\", "\\\\").replace('"', '\\"')
ANSI = BODY.replace("\\", "\\\\").replace("'", "\\'")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.sampled_from([0.5, -2.25, 0.0001])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def made(pasted: Pasted) -> str:
    """The request that the form would send."""
    return request_text(request_fields(pasted.model, pasted.values))


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        json.dumps({"id": "x", "state": "ready", "request": {**ASKED, "client_business_id": "x"}}),
        f"curl -X POST https://x/v1 -H 'Content-Type: application/json' -d '{QUOTED}'",
        f"curl https://x \\\n  --header 'Authorization: Bearer sk-1' \\\n  --data '{QUOTED}'",
        f"$ curl https://x --data-raw='{QUOTED}'",
        f'curl "https://x" --json "{DOUBLED}"',
        f"curl 'https://x' --data-raw $'{ANSI}' --compressed",
        f"curl https://x -d'{QUOTED}'",
        f"curl https://x -d @- <<'JSON'\n{BODY}\nJSON",
        "\ufeff" + BODY.replace(", ", ",\r\n"),
    ],
)
def test_every_common_form_fills_everything(text: str) -> None:
    """A request, a take's JSON, and commands as people and browsers copy them."""
    pasted = paste(text, GEMINI)
    assert {name: pasted.values[name] for name in ("prompt", "duration")} == {
        "prompt": ASKED["prompt"],
        "duration": 10,
    }
    assert "Bearer" not in pasted.text
    assert ("The key in the command was left out." in pasted.told) is ("sk-1" in text)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.slug)
def test_our_own_programs_can_be_pasted(snippet: Any) -> None:
    """What the preview's tabs show goes back into the form."""
    text = request_text(request_fields(GEMINI, {**GEMINI.defaults(), **ASKED}) | {"a": True, "b": None})
    assert made(paste(render(snippet, "https://x", text), GEMINI)) == text


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "Nothing stands here yet"),
        ('{\n  "prompt": "a",\n}', 2, 16, "no comma"),
        ('{"prompt" "a"}', 1, 11, "A colon"),
        ('{"prompt": "a" "b": 1}', 1, 16, "A comma or }"),
        ('{"prompt": "a', 1, 12, "never closed"),
        ('{"prompt": "a\nb"}', 1, 14, "written as \\n"),
        ('{"a": 1, "a": 2}', 1, 10, "twice"),
        ('{"a": NaN}', 1, 7, "no value"),
        ('{"a": 1e999}', 1, 7, "exactly"),
        ('{"a": 12345678901234567890}', 1, 7, "exactly"),
        ('{"a": "\\ud800"}', 1, 7, "broken character"),
        ('{"__proto__": 1}', 1, 2, "can't be a name"),
        ('{"a":' + "[" * 5000, 1, 46, "nested too deeply"),
        ('{"prompt": ["a"]}', 1, 12, "One value"),
        ('{"image_urls": "a"}', 1, 16, "A list of addresses"),
        ('{"model": "nobody"}', 1, 11, "“nobody”"),
        ('{"prompt": "a"} x', 1, 17, "more text follows"),
        ("x" * 100_001, 1, 1, "longer than"),
        ("curl https://x -H 'Authorization: Bearer sk-1'", 1, 1, "no JSON"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, line: int, column: int, words: str) -> None:
    """Line, column and words; a key is not shown again."""
    with pytest.raises(PasteTrouble) as caught:
        paste(text, GEMINI)
    trouble = caught.value
    assert (trouble.line, trouble.column) == (line, column)
    assert words in trouble.words % trouble.params
    assert "sk-1" not in trouble.text


@pytest.mark.parametrize("slug", [model.slug for model in video_models()])
@settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_a_request_with_unknown_fields_comes_back_byte_for_byte(slug: str, data: st.DataObject) -> None:
    """Whatever a model's form asks for, with whatever beside it, at the top and inside metadata."""
    model = video_model(slug)
    sent = request_fields(model, read(model, data.draw(legal_forms(model))))
    beyond = data.draw(st.dictionaries(st.text(min_size=1, max_size=6).map("x_{}".format), JSON, max_size=3))
    if data.draw(st.booleans()):
        sent["metadata"] = {**sent.get("metadata", {}), "x_look": data.draw(JSON)}
    text = request_text({**sent, **beyond})
    once = paste(text, GEMINI)
    assert made(once) == made(paste(made(once), GEMINI))
    assert json.loads(made(once)) == json.loads(text)


def test_unknown_parts_of_list_items_stay_with_them() -> None:
    """Inside an item, as long as there is one."""
    model = next(
        m for m in video_models() if any(p.kind == "objects" and len(p.path) == 1 for p in m.parameters)
    )
    listed = next(p for p in model.parameters if p.kind == "objects")
    item = {listed.parts[0].path[-1]: "https://example.com/a", "weight": 0.5}
    pasted = paste(json.dumps({"model": model.wire_id, "prompt": "a", listed.path[-1]: [item]}), GEMINI)
    assert names_in(pasted.values[EXTRA]) == [f"{listed.path[-1]}.weight"]
    assert json.loads(made(pasted))[listed.path[-1]][0]["weight"] == 0.5
    without = request_fields(model, {**pasted.values, listed.name: []})
    assert listed.path[-1] not in without or without[listed.path[-1]] == []


def test_another_spelling_of_a_value_is_named() -> None:
    """The form holds 6 where "6" was written; null says nothing; our own fields are left out with a word."""
    pasted = paste(
        '{"prompt": "a", "duration": "6", "resolution": null, "callback_url": "https://x"}', GEMINI
    )
    assert [parameter.name for parameter in reread(pasted)] == ["duration"]
    assert EXTRA not in pasted.values
    assert "callback_url are left out" in pasted.told[0]
