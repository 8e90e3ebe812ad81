"""From a posted form to values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.catalogue import video_model
from playground.catalogue.payload import request_fields
from playground.catalogue.reading import read, read_request

from .paper import GEMINI_EDIT, KLING_OMNI

GEMINI = video_model("gemini_omni_flash")
TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


def test_an_empty_form_is_the_defaults():
    """Whatever a form leaves out has the declaration's default."""
    assert read(GEMINI, {}) == GEMINI.defaults()


def test_line_ends_become_lf_and_nothing_is_stripped():
    """CRLF and CR are one LF each; the spaces around a prompt are the person's."""
    assert read(GEMINI, {"prompt": " a\r\nb\rc\n\r\n "})["prompt"] == " a\nb\nc\n\n "


@pytest.mark.parametrize(
    "text", ["06", "+6", "-0", " 6", "6 ", "６", "6.0", "1e1", "9999999999999999", "six"]
)
def test_what_is_not_plainly_an_integer_stays_a_string(text: str):
    """Validation can then name exactly what was given; the browser decides by the same pattern."""
    assert read(GEMINI, {"duration": text})["duration"] == text


@pytest.mark.parametrize(
    ("text", "number"), [("6", 6), ("0", 0), ("-6", -6), ("999999999999999", 999999999999999)]
)
def test_a_plain_integer_is_read_as_a_number(text: str, number: int):
    """Up to fifteen digits, which a browser's numbers hold exactly."""
    assert read(GEMINI, {"duration": text})["duration"] == number


def test_a_blank_choice_is_its_default_but_a_blank_prompt_is_blank():
    """An empty select or number box was not answered; an emptied text was."""
    values = read(GEMINI, {"prompt": "", "duration": "", "resolution": ""})
    assert (values["prompt"], values["duration"], values["resolution"]) == ("", 6, "720P")


def test_of_several_scalars_the_last_counts():
    """A hidden "off" before a checkbox's "on" makes a switch that can be turned off."""
    assert read(KLING_OMNI, {"audio": ["off", "on"]})["audio"] is True
    assert read(KLING_OMNI, {"audio": ["off"]})["audio"] is False


def test_images_may_come_as_fields_or_as_lines():
    """One address per field or per line of a text area; blank ones are dropped, spaces around trimmed."""
    values = read(GEMINI, {"image_urls": [" https://a/1 ", "", "https://a/2\r\n\r\nhttps://a/3\n"]})
    assert values["image_urls"] == ["https://a/1", "https://a/2", "https://a/3"]
    assert read(GEMINI, {"image_urls": "https://a/1"})["image_urls"] == ["https://a/1"]


def test_the_parts_of_an_object_are_parallel_fields():
    """Row by row; a part nobody gave has its default and a row without an address is no row."""
    raw = {"video_list": ["https://a/1", "", "https://a/3"], "video_list.refer_type": ["feature", "base"]}
    assert read(KLING_OMNI, raw)["video_list"] == [
        {"video_url": "https://a/1", "refer_type": "feature", "keep_original_sound": "no"},
        {"video_url": "https://a/3", "refer_type": "base", "keep_original_sound": "no"},
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.0", 1), ("0.95", 0.95), ("-0.0", 0), ("0.00001", "0.00001"), ("1e3", "1e3"), (".5", ".5")],
)
def test_numbers_are_those_that_both_languages_write_alike(text: str, value: object):
    """At most four decimals; a whole number is written without a point."""
    read_value = read(GEMINI_EDIT, {"temperature": text})["temperature"]
    assert (read_value, type(read_value)) == (value, type(value))


@settings(max_examples=60, deadline=None)
@given(prompt=TEXT, ratio=TEXT, duration=TEXT, images=st.lists(TEXT, max_size=4))
def test_a_request_reads_back_as_the_values_it_was_made_of(
    prompt: str, ratio: str, duration: str, images: list[str]
):
    """Even nonsense survives the way to the wire and back, so a take can fill the form again."""
    raw = {"prompt": prompt, "aspect_ratio": ratio, "duration": duration, "image_urls": images}
    values = read(GEMINI, raw)
    assert read_request(GEMINI, request_fields(GEMINI, values)) == (values, {})


def test_unknown_keys_of_a_request_are_kept_apart():
    """Pasted JSON may hold what this model does not know; nothing of it is lost."""
    values, unknown = read_request(GEMINI, {"model": "x", "prompt": "a", "seed": 7, "metadata": {"a": 1}})
    assert values["prompt"] == "a"
    assert unknown == {"seed": 7, "metadata": {"a": 1}}
