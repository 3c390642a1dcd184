"""Errors as problem details (RFC 9457): a title, and a sentence that says what to do."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from summitbot.errors import SummitbotError

MEDIA_TYPE = "application/problem+json"
REMEDIES = {
    404: "There is nothing at this address. The routes are listed at /api/openapi.json.",
    401: "This address wants its token, as Authorization: Bearer. It is SUMMITBOT_METRICS_TOKEN.",
    403: "Pages of this site may not call here. Its operator can allow the site.",
    405: "This address doesn't take that method. The routes are listed at /api/openapi.json.",
    408: "The body came too slowly. Send it again.",
    413: "The body is too large. Send a shorter question or less history.",
    415: "The body is not said to be JSON. Send it with Content-Type: application/json.",
    429: "Too many requests. Wait as long as the header Retry-After says.",
    500: "Something went wrong on the server. Try again; its log says more.",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
log = logging.getLogger(__name__)


def problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None, path: str = ""
) -> JSONResponse:
    """A response that says what is wrong and what to do next.

    Below `/v1` it carries OpenAI's `error` as well, a member more, which is where clients of that format look.
    """
    body = problem_body(status, detail)
    if path.startswith("/v1/"):
        kind = "server_error" if status >= 500 else "invalid_request_error"
        body["error"] = {"message": body["detail"], "type": kind, "param": None, "code": None}
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def problem_body(status: int, detail: str = "") -> dict[str, Any]:
    """What a problem says, as plain values; without a detail, the remedy of its status."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail or REMEDIES[status]}


def add_problem_handlers(app: FastAPI) -> None:
    """Have every error of this application answered as a problem."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(SummitbotError, _on_ours)
    app.add_exception_handler(Exception, _on_any)


class Unrouted(BaseRoute):
    """Takes what the page mounted at `/` would else get: wrong methods, and every address that is not `page`'s."""

    def __init__(self, routes: list[BaseRoute], page: re.Pattern[str]) -> None:
        self._routes = routes
        self._page = page

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A full match unless the page is to have it."""
        if scope["type"] != "http":
            return Match.NONE, {}
        wrong_method = any(route.matches(scope)[0] is Match.PARTIAL for route in self._routes)
        taken = wrong_method or not self._page.fullmatch(scope["path"])
        return (Match.FULL if taken else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """405 with the methods that are taken, or 404."""
        allow = [method for method in METHODS if self._routed({**scope, "method": method})]
        response = problem(405, headers={"Allow": ", ".join(allow)}) if allow else problem(404)
        await response(scope, receive, send)

    def _routed(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._routes)


async def _on_http(request: Request, error: Any) -> JSONResponse:
    plain = error.detail == HTTPStatus(error.status_code).phrase
    detail = REMEDIES.get(error.status_code, str(error.detail)) if plain else str(error.detail)
    return problem(error.status_code, detail, error.headers, request.url.path)


async def _on_invalid(request: Request, error: Any) -> JSONResponse:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(
            400, 'The body is no JSON. Send an object such as {"question": "…"}.', path=request.url.path
        )
    where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    if where == "the body" and not _says_json(request):
        return problem(415, path=request.url.path)
    return problem(
        422,
        f"{where}: {first['msg']}. What this address takes is at /api/openapi.json.",
        path=request.url.path,
    )


def _says_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


async def _on_ours(request: Request, error: Exception) -> JSONResponse:
    return problem(503, str(error), path=request.url.path)


async def _on_any(request: Request, error: Exception) -> JSONResponse:
    log.exception("A request failed.", exc_info=error)
    return problem(500, path=request.url.path)
