"""The gateway's answers when it says no, word for word as its pages show them."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from playground.simulator.scenarios import Refusal


def error(status: int, code: int | str, message: str, type_: str) -> JSONResponse:
    """The envelope of the task and account pages; ``code`` is a number on some, a word on others."""
    return JSONResponse({"error": {"code": code, "message": message, "type": type_}}, status)


def refused(refusal: Refusal, request_id: str) -> JSONResponse:
    """A scenario's refusal in that envelope."""
    message = refusal.message.replace("{request_id}", request_id)
    response = error(refusal.status, refusal.code, message, refusal.type)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def bad_request(message: str) -> JSONResponse:
    """400: the request must be mended before it can be repeated."""
    return error(400, 400, message, "invalid_request_error")


def unauthorized() -> JSONResponse:
    """401: no key, or an empty one."""
    return error(401, 401, "Authentication failed, please check your API key", "authentication_error")


def out_of_credits() -> JSONResponse:
    """402: the balance does not cover the task."""
    return error(402, 402, "Insufficient account balance, please top up", "payment_required")


def task_not_found() -> JSONResponse:
    """404: no task under that id, be it the gateway's or the client's."""
    return error(404, 404, "Task not found", "not_found_error")


def no_channel(model: object) -> JSONResponse:
    """503: what the live gateway was seen to answer for a model it does not carry."""
    return error(503, "model_not_found", f"No available channel for model {model}", "new_api_error")


def invalid_url(request: Request) -> JSONResponse:
    """404 for an address outside the API, such as the doubled /v1/v1 of a base URL pasted with its prefix."""
    message = f"Invalid URL ({request.method} {request.url.path})"
    return error(404, "", message, "invalid_request_error")


def upload_refused(message: str) -> JSONResponse:
    """400 of the upload pages, which have an envelope of their own."""
    return JSONResponse({"success": False, "message": message}, 400)
