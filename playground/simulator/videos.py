"""POST /v1/videos/generations and the status query."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.simulator import account, envelopes, life, scenarios
from playground.simulator.desk import Desk, desk_of, metered, new_id
from playground.simulator.line import hang_up
from playground.simulator.orders import film_order, film_stem, picture_complaint
from playground.simulator.rules import ModelRules, rules_for
from playground.simulator.scenarios import Fate, Scenario
from playground.simulator.shelf import Task

_LONGEST_BODY = 1 << 20  # bytes


@metered(lambda desk: desk.submit)
async def create(request: Request) -> Response:
    """Accept a request, or refuse it as its scenario, its rules or the balance demand, in that order."""
    fields = await _read(request)
    if fields is None:
        return envelopes.bad_request("Invalid request: the body must be a JSON object")
    desk, scenario = desk_of(request), scenarios.scenario_of(str(fields.get("prompt") or ""))
    refusal = _scenario_refusal(desk, scenario, fields)
    if refusal is not None:
        return refusal
    rules = rules_for(fields.get("model"))
    if rules is None:
        return _unknown_model(fields.get("model"))
    complaint = rules.complaint(fields) or _client_id_complaint(fields)
    complaint = complaint or picture_complaint(fields, rules, desk.shelf)
    if complaint is not None:
        return envelopes.bad_request(complaint)
    task = _new_task(desk, fields, scenario, rules)
    if task.price > desk.shelf.balance(desk.clock())[0]:
        return envelopes.out_of_credits()
    _accept(desk, task, _sender(fields))
    if scenario.fate.hang_up:
        return await hang_up(request)
    return JSONResponse(_as_seen(task, life.Stage("queued", 0), request))


@metered(lambda desk: desk.query)
async def status(request: Request) -> Response:
    """The task as it stands, by the gateway's id or the client's."""
    desk = desk_of(request)
    task = desk.shelf.find(request.path_params["task_id"])
    if task is None:
        return envelopes.task_not_found()
    stage = life.stage(task.born_at, task.plan, task.film_at, desk.clock())
    return JSONResponse(_as_seen(task, stage, request))


async def _read(request: Request) -> dict[str, Any] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_BODY:
            return None
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _unknown_model(model: object) -> Response:
    if not isinstance(model, str) or not model:
        return envelopes.bad_request("Invalid request: model is required")
    return envelopes.no_channel(model)


def _client_id(fields: dict[str, Any]) -> Any:
    metadata = fields.get("metadata")
    nested = metadata.get("client_business_id") if isinstance(metadata, dict) else None
    return fields.get("client_business_id") or nested


def _client_id_complaint(fields: dict[str, Any]) -> str | None:
    client_id = _client_id(fields)
    if client_id is None or (
        isinstance(client_id, str) and client_id.isprintable() and len(client_id) <= 128
    ):
        return None
    return "Invalid request: client_business_id must be at most 128 printable characters"


def _sender(fields: dict[str, Any]) -> str:
    return str(_client_id(fields) or film_stem(fields)).encode("utf-8", "replace").decode()


def _scenario_refusal(desk: Desk, scenario: Scenario, fields: dict[str, Any]) -> Response | None:
    fate, sender = scenario.fate, _sender(fields)
    times = desk.shelf.refusals_so_far(sender)
    if not fate.refusals or (times >= len(fate.refusals) and not fate.refused_for_good):
        return None
    desk.shelf.refused_again(sender)
    refusal = fate.refusals[min(times, len(fate.refusals) - 1)]
    return envelopes.refused(refusal, new_id("", desk.clock()))


def _new_task(desk: Desk, fields: dict[str, Any], scenario: Scenario, rules: ModelRules) -> Task:
    now, film, fate = desk.clock(), film_stem(fields), scenario.fate
    if rules.regret(fields) is not None:
        fate = replace(fate, ending="failed")
    planned = life.plan(int(film[:12], 16), fate, desk.time_scale)
    needs_film = fate.ending == "completed" and fate.delivery != "missing"
    return Task(
        id=new_id("tsk_vid_", now),
        client_business_id=_client_id(fields),
        body=json.dumps(fields),
        scenario=scenario.slug,
        film=film,
        price=account.price(fields["model"], rules.shape(fields)),
        born_at=now,
        waits=planned.waits,
        works=planned.works,
        ending=planned.ending,
        film_at=None if needs_film else now,
        fails_at=now + planned.total if planned.ending == "failed" else None,
    )


def _accept(desk: Desk, task: Task, sender: str) -> None:
    desk.shelf.add(task)
    desk.shelf.refusals_over(sender)
    if task.film_at is None:
        desk.studio.order(task.film, film_order(task.fields, desk.shelf))


def _as_seen(task: Task, stage: life.Stage, request: Request) -> dict[str, Any]:
    fate = scenarios.scenario(task.scenario).fate
    seen: dict[str, Any] = {
        "id": task.id,
        "object": "generation.task",
        "model": task.fields["model"],
        "status": stage.status,
        "progress": stage.progress,
        "created_at": int(task.born_at),
    }
    if task.client_business_id is not None:
        seen["client_business_id"] = task.client_business_id
    if stage.status == "failed":
        seen["error"] = _failure(task, fate)
    if stage.status == "completed":
        stage = replace(stage, lifetime=0) if fate.delivery == "expired" else stage
        seen["completed_at"], seen["expires_at"] = stage.completed_at, stage.expires_at
        seen["result"] = {"type": "video", "data": []}
        if fate.delivery != "missing":
            path = f"files/videos/{task.id}/{result_name(task)}"
            seen["result"]["data"].append({"url": f"{request.base_url}{path}", "format": "mp4"})
    return seen


def _failure(task: Task, fate: Fate) -> dict[str, str]:
    rules = rules_for(task.fields["model"])
    regret = rules.regret(task.fields) if rules else None
    if regret is not None and not fate.failure:
        return {"code": "InvalidParameter.TaskTypeConstraint", "message": regret}
    message = (fate.failure or "Generation failed: internal error").replace("{request_id}", task.id[8:])
    return {"code": "generation_failed", "message": message}


def result_name(task: Task) -> str:
    """The file name in the result address that is valid now; nobody guesses it."""
    digest = hashlib.sha256(f"{task.id}/{task.address}/{task.film}".encode()).hexdigest()
    return f"{digest[:8]}_{digest[8:16]}.mp4"
