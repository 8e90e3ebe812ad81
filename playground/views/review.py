"""What members say of a take: comments, replies, verdicts, and the revision that a comment asks for."""

import uuid
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from playground import access
from playground.forms import reviewing
from playground.forms.reviewing import ReviewTrouble
from playground.models import Generation
from playground.models import review as said
from playground.models.review import Hand
from playground.views import audit, generations
from playground.views.compare import LETTERS
from playground.views.frames import kept_frame
from playground.views.request import Request
from playground.views.reviewed import room_of

PLAIN = "text/plain; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """GET: all that was said, 204 when it is what the page has already. POST: a comment, or a reply."""
    if request.method != "POST":  # a page asks before there is a clip to speak of, too
        take = access.get_generation_to_view(request.user, generation_id)
        return _unchanged(request, take) or _fragment(request, take)
    take = access.get_take_to_review(request.user, generation_id)
    to = access.get_thread(take, request.POST.get("to", ""))
    try:
        told = reviewing.spoken(request.POST, take.clip.seconds)
        said.say(Hand(user=request.user), take, told.text, told.at_ms, told.mark, to)
    except (ReviewTrouble, said.Full) as trouble:
        return _refused(request, take, trouble)
    return _answer(request, take)


@require_POST
def verdict(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Approve, or say that it needs changes; an empty one withdraws it."""
    take = access.get_take_to_review(request.user, generation_id)
    try:
        said.judge(Hand(user=request.user), take, reviewing.verdict(request.POST))
    except ReviewTrouble as trouble:
        return _refused(request, take, trouble)
    return _answer(request, take)


@require_POST
def text(request: Request, comment_id: uuid.UUID) -> HttpResponse:
    """Other words for one's own comment."""
    comment = access.get_comment_to_edit(request.user, comment_id)
    try:
        said.change(comment, text=reviewing.words(request.POST), edited_at=timezone.now())
    except ReviewTrouble as trouble:
        return _refused(request, comment.generation, trouble)
    return _answer(request, comment.generation)


@require_POST
def resolution(request: Request, comment_id: uuid.UUID) -> HttpResponse:
    """Done; or, with `resolved=off`, open again."""
    comment = access.get_comment_to_settle(request.user, comment_id)
    if request.POST.get("resolved") == "off":
        said.change(comment, resolved_at=None, resolved_by=None)
    else:
        said.change(comment, resolved_at=timezone.now(), resolved_by=request.user)
    return _answer(request, comment.generation)


@require_POST
def deletion(request: Request, comment_id: uuid.UUID) -> HttpResponse:
    """Take a comment back; replies to it stay."""
    comment = access.get_comment_to_delete(request.user, comment_id)
    with transaction.atomic():
        said.change(comment, deleted_at=timezone.now())
        if comment.author_id != request.user.pk:
            audit.note(request, "comment deleted", comment, workspace=comment.generation.workspace_id)
    return _answer(request, comment.generation)


@require_POST
def revision(request: Request, comment_id: uuid.UUID) -> HttpResponse:
    """To the composer with the whole recipe, the comment, and its frame saved as a reference."""
    comment = access.get_comment_to_take_up(request.user, comment_id)
    take = comment.generation
    query = {"from": take.pk, "edge": "revision", "comment": comment.pk}
    if comment.seconds is not None:
        frame = kept_frame(request, take, comment.seconds)
        if isinstance(frame, HttpResponse):
            return frame
        query["frame"] = frame.pk
    return redirect(f"{reverse('home')}?{urlencode(query)}#answering")


def refusal(trouble: Exception) -> str:
    """Why nothing was kept, and what to do."""
    if isinstance(trouble, said.Full):
        words = _("This take has %(most)d comments, which is as many as it takes. Delete some that are done.")
        return words % {"most": said.MOST_COMMENTS}
    return str(trouble)


def typed_anew(request: HttpRequest, *names: str) -> dict[str, str]:
    """What stood in the form of a new comment; nothing of an answer or of another comment's words."""
    match = request.resolver_match
    if "to" in request.POST or (match and (match.url_name or "").endswith("comment-text")):
        return {}
    return {name: request.POST.get(name, "") for name in names}


def _unchanged(request: Request, take: Generation) -> HttpResponse | None:
    since = request.GET.get("since", "")
    return HttpResponse(status=204) if since == str(take.talked_version or 0) else None


def _fragment(request: Request, take: Generation) -> HttpResponse:
    letter = request.GET.get("pane", "")
    room = room_of(request.user, take, letter=letter if letter in LETTERS else "")
    return render(request, "review/_room.html", {"room": room})


def _answer(request: Request, take: Generation) -> HttpResponse:
    if request.htmx:
        return _fragment(request, take)
    return redirect(f"{reverse('generation', args=[take.pk])}#review")


def _refused(request: Request, take: Generation, trouble: Exception) -> HttpResponse:
    """422 and the words; without script the take's page again, with what was typed."""
    words = refusal(trouble)
    if request.htmx:
        return HttpResponse(words, status=422, content_type=PLAIN)
    return generations.page(request, take.pk, trouble=words, typed=typed_anew(request, "text", "at"))
