"""What validation says about a Gemini Omni Flash request, and what would mend it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.catalogue import video_model
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.reading import read
from playground.catalogue.validation import Problem, closed_choices, problems

GEMINI = video_model("gemini_omni_flash")
IMAGES = [f"https://example.com/{number}.jpg" for number in range(5)]


def complaints(**values: object) -> list[Problem]:
    """The problems of a good request with some values changed."""
    return problems(GEMINI, GEMINI.defaults() | {"prompt": "a lighthouse"} | values)


def only(**values: object) -> Problem:
    """The one problem of such a request."""
    [problem] = complaints(**values)
    return problem


def test_the_defaults_with_a_prompt_may_be_sent():
    """A form that only lacks its prompt has no other problem."""
    assert complaints() == []
    assert [p.field for p in problems(GEMINI, GEMINI.defaults())] == ["prompt"]


@pytest.mark.parametrize(
    ("name", "value"), [(p.name, choice) for p in GEMINI.parameters for choice in p.values]
)
def test_every_declared_choice_is_valid(name: str, value: object):
    """Each choice of the declaration passes in an otherwise untouched form."""
    assert complaints(**{name: value}) == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_no_image_one_or_three_are_fine(count: int):
    """These are the counts the gateway documents."""
    assert complaints(image_urls=IMAGES[:count]) == []


def test_two_images_are_explained():
    """The words say what the model takes and both ways out; which one is the person's choice, so no fix."""
    problem = only(image_urls=IMAGES[:2])
    assert problem.words() == (
        "This model takes no image, one image or three; two are refused by the gateway. Add one more or remove one."
    )
    assert problem.fix is None


def test_too_many_images_can_be_cut_to_three():
    """Beyond three there is an obvious mend: keep the first three."""
    problem = only(image_urls=IMAGES)
    assert problem.fix == {"image_urls": IMAGES[:3]}
    assert problem.words().endswith("Remove 2.")


def test_1080p_upright_is_refused_and_mended_to_720p():
    """1080p needs 16:9; the ratio is kept and the resolution offered."""
    problem = only(aspect_ratio="9:16", resolution="1080p")
    assert (problem.field, problem.words()) == ("resolution", "1080p needs 16:9.")
    assert problem.fix == {"resolution": "720P"}


def test_the_closed_choice_has_its_reason():
    """The form disables 1080p while the clip is upright, and says why."""
    assert closed_choices(GEMINI, {"aspect_ratio": "9:16"}) == {"resolution": {"1080p": "1080p needs 16:9."}}
    assert closed_choices(GEMINI, {"aspect_ratio": "16:9"}) == {}


@pytest.mark.parametrize(
    ("values", "fix"),
    [
        ({"resolution": "720p"}, {"resolution": "720P"}),
        ({"resolution": "1080P"}, {"resolution": "1080p"}),
        ({"resolution": "4k"}, {"resolution": "720P"}),
        ({"duration": 9}, {"duration": 10}),
        ({"duration": "6 "}, {"duration": 6}),
        ({"duration": "soon"}, {"duration": 6}),
        ({"duration": True}, {"duration": 6}),
        ({"aspect_ratio": "1:1"}, {"aspect_ratio": "16:9"}),
    ],
)
def test_a_value_that_is_no_choice_gets_the_likeliest_one(values: dict[str, object], fix: dict[str, object]):
    """Letter case is mended, numbers go to the nearest, anything else to the default."""
    problem = only(**values)
    assert (problem.code, problem.fix) == ("not_a_choice", fix)
    assert complaints(**values | fix) == []


@pytest.mark.parametrize("prompt", ["", " \n\t", "\u3000"])
def test_a_prompt_is_needed(prompt: str):
    """Blank space is not a prompt, not even the full-width kind."""
    assert only(prompt=prompt).code == "required"


def test_the_prompt_is_counted_in_code_points():
    """Twelve hundred film clappers fit; one more does not, and the words say by how much."""
    assert complaints(prompt="🎬" * 1200) == []
    problem = only(prompt="🎬" * 1203)
    assert problem.words() == "Prompt is 3 characters too long: 1203 of at most 1200."


@pytest.mark.parametrize("broken", ["\ud800", "\0"])
def test_a_character_that_cannot_be_sent_is_refused_in_words(broken: str):
    """Lone surrogates and zero characters are named, and the fix leaves them out."""
    problem = only(prompt=f"a{broken}b")
    assert problem.code == "broken_character"
    assert problem.fix == {"prompt": "ab"}


@pytest.mark.parametrize(
    "address", ["example.com/a.jpg", "ftp://a/b", "https://", "http://a b", "upload:", "", 7]
)
def test_what_is_no_address_is_named_by_its_place(address: object):
    """The second image is the wrong one, and the words say so."""
    problem = only(image_urls=[IMAGES[0], address, IMAGES[1]])
    assert problem.words().startswith("Item 2 is not an address")


def test_embedded_image_data_is_told_apart():
    """The gateway takes no base64; the words say what to do instead."""
    assert only(image_urls=["data:image/png;base64,AAAA"]).code == "data_url"


def test_a_file_that_waits_for_its_upload_is_no_problem():
    """Its name stands in the preview until it is submitted."""
    assert complaints(image_urls=["upload:my photo (1).png"]) == []


def test_words_and_labels_are_translated():
    """The message and the label in it go through the same translation."""
    said = only(prompt="").words({"Prompt": "提示词", only(prompt="").message: "%(label)s 是空的"}.get)
    assert said == "提示词 是空的"


@settings(max_examples=60, deadline=None)
@given(
    raw=st.dictionaries(
        st.sampled_from([p.name for p in GEMINI.parameters]),
        st.one_of(
            st.text(st.characters(exclude_categories=()), max_size=12),
            st.lists(st.sampled_from([*IMAGES, "x", "16:9", "9:16", "1080p"]), max_size=4),
        ),
    )
)
def test_any_form_has_words_and_bytes(raw: dict[str, str | list[str]]):
    """No input, however odd, breaks validation or preview, and a sendable request is proper UTF-8."""
    values = read(GEMINI, raw)
    found = problems(GEMINI, values)
    assert all(problem.words() and problem.field in values for problem in found)
    assert request_text(request_fields(GEMINI, values)).encode()
