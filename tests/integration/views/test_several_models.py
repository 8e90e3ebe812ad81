"""The same prompt to several models, from one click."""

from django.http import QueryDict
from django.test import Client

from playground import access, connection
from playground.catalogue import video_model
from playground.forms.compose import ComposeForm
from playground.forms.several import order_on
from tests.unit.catalogue.paper import KLING_OMNI


def test_a_further_model_gets_what_it_takes_and_the_rest_is_said(browser: Client, owner) -> None:
    """Each model its own request and price; what it does not take is named, in the order of one each."""
    models = (video_model("gemini_omni_flash"), KLING_OMNI)
    post = QueryDict("prompt=Fox&aspect_ratio=9:16&duration=6&resolution=720P&count=2&also=kling-v3-omni")
    form = ComposeForm(models[0], owner, access.workspace_of(owner), data=post)
    order = order_on(form, connection.prices(form.workspace), models)
    assert [part.model for part in order.parts] == [*models, *models]
    assert order.parts[1].values["prompt"] == "Fox"
    assert order.parts[1].values["aspect_ratio"] == "9:16"
    assert order.notes == ("kling-v3-omni: without Resolution.",)
    assert order.total is None  # nobody has said what the other costs
