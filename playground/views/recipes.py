"""A clip's recipe: opened in the composer, and whether downloads carry one."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from playground import access
from playground.forms.recipes import packed, recipe_in
from playground.media.recipe import NoRecipe
from playground.views.request import Request
from playground.views.theme import YEAR, way_back

COOKIE = "recipe"


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: Request) -> HttpResponse:
    """GET: a form for a clip. POST: the composer as that clip was asked for, or 422 with the reason."""
    access.get_workspace_to_edit(request.user)
    trouble = ""
    if request.method == "POST":
        try:
            return _to_composer(request)
        except NoRecipe as none:
            trouble = _(none.words)
        if request.htmx:
            return HttpResponse(trouble, status=422, content_type="text/plain; charset=utf-8")
    context = {"nav": "compose", "trouble": trouble}
    return render(request, "recipes/page.html", context, status=422 if trouble else 200)


@require_POST
def choice(request: Request) -> HttpResponse:
    """Remember whether downloads carry their recipe."""
    response = redirect(way_back(request))
    if request.POST.get("recipe") == "off":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, "off", max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def carries_recipe(request: Request) -> bool:
    """What the address says, or else what was remembered; with the recipe unless told."""
    return (request.GET.get("recipe") or request.COOKIES.get(COOKIE)) != "off"


def _to_composer(request: Request) -> HttpResponse:
    file = request.FILES.get("clip")
    if file is None:
        raise NoRecipe(_("Choose a clip that was downloaded from a playground."))
    address = f"{reverse('home')}?recipe={packed(recipe_in(file))}"
    return HttpResponse(address, content_type="text/plain") if request.htmx else redirect(address)
