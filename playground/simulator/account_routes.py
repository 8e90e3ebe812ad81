"""Balance and model list."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from playground.simulator import account
from playground.simulator.desk import desk_of, with_key
from playground.simulator.rules import listed


@with_key
async def balance(request: Request) -> Response:
    """What is left; the key's and the user's are the same here, as every key belongs to one user."""
    desk = desk_of(request)
    return JSONResponse(account.statement(*desk.shelf.balance(desk.clock())))


@with_key
async def models(request: Request) -> Response:
    """The video models, under ``type=video`` or ``all``; without a type it lists text models: none here."""
    wanted = request.query_params.get("type", "text")
    ids = listed() if wanted in ("video", "all") else ()
    rows = [
        {
            "id": wire_id,
            "object": "model",
            "created": 1_779_247_407,
            "owned_by": "simulator",
            "supported_endpoint_types": ["video_generations"],
        }
        for wire_id in ids
    ]
    return JSONResponse({"success": True, "object": "list", "data": rows})


async def top_up(request: Request) -> Response:
    """Money out of thin air, from the button on the simulator's own page."""
    desk = desk_of(request)
    desk.shelf.top_up(desk.clock())
    return RedirectResponse("/", 303)
