"""One person's browser, as the security checks drive it: each request is taken back, and what it wrote is known."""

import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.security.access_table import ROWS
from tests.security.conftest import Enter, Studio

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# A visit is noted in its session, a guess is counted, a process says that it lives: nobody's rows
OWN_AFFAIRS = {"django_session", "playground_attempt", "playground_lease"}
DIFFERENT = re.compile(r'nonce="[^"]*"|value="\w{64}"|csrf[-_\w]*[^\w]+\w{64}|Request \w+')


class Caller:
    """`call("generation", "GET")`: answers, and leaves the studio as it was; `wrote` names the tables it wrote to."""

    def __init__(self, studio: Studio, enter: Enter, who: str) -> None:
        self.studio, self.who = studio, who
        self.client: Client = enter({"elsewhere": "stranger", "anonymous": "", "guest": ""}.get(who, who))
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.wrote: set[str] = set()
        self.text = ""

    def __call__(
        self, name: str, method: str, *, then: Callable[[], object] = bool, **others: Any
    ) -> HttpResponse:
        """`then` looks before it is taken back; `others` are ids in place of the studio's."""
        no_link = {"token": "x" * 43, "word": "x" * 43} if self.who == "anonymous" else {}
        studio = Studio(self.studio.team, self.studio.ids | no_link | others)
        row = ROWS[name]
        form = {
            key: studio.filled(value) for key, value in (row.form if method == "POST" else row.query).items()
        }
        given = form if method in ("GET", "HEAD", "POST") else None
        return self.send(studio.address(name), method, given, then)

    def send(
        self,
        where: str,
        method: str,
        given: dict[str, str] | None,
        then: Callable[[], object] = bool,
        **headers: str,
    ) -> HttpResponse:
        """Any request."""
        self.client.cookies = SimpleCookie(self.cookies)
        self.wrote = set()
        cache.clear()  # allauth counts some tries there
        with transaction.atomic(), connection.execute_wrapper(self._note):
            answer: HttpResponse = getattr(self.client, method.lower())(where, given, headers=headers)
            self.text = "" if answer.streaming else DIFFERENT.sub("", answer.content.decode(errors="replace"))
            then()
            transaction.set_rollback(True)
        return answer

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.wrote |= set(WRITES.findall(sql)) - OWN_AFFAIRS
        return execute(sql, params, many, context)


def everything() -> dict[tuple[str, Any], Any]:
    """Every row there is, as it stands."""
    return {
        (model.__name__, row[0]): row
        for model in apps.get_models()
        for row in model.objects.values_list("pk", *[each.attname for each in model._meta.concrete_fields])
    }
