"""Errors as problem details (RFC 9457): a title, and a sentence that says what to do."""

from __future__ import annotations

import logging
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
    405: "This address doesn't take that method. The routes are listed at /api/openapi.json.",
    413: "The body is too large. Send a shorter question or less history.",
    500: "Something went wrong on the server. Try again; its log says more.",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
log = logging.getLogger(__name__)


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> JSONResponse:
    """A response that says what is wrong and what to do next."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or REMEDIES[status]}
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Have every error of this application answered as a problem."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(SummitbotError, _on_ours)
    app.add_exception_handler(Exception, _on_any)


class Unrouted(BaseRoute):
    """Takes what the page mounted at `/` would else swallow: wrong methods, and the rest of `/api`."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        self._routes = routes

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A full match if a route before this one has the path but not the method, or below `/api`."""
        wrong_method = any(route.matches(scope)[0] is Match.PARTIAL for route in self._routes)
        taken = scope["type"] == "http" and (wrong_method or scope["path"].startswith("/api/"))
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
    return problem(error.status_code, detail, error.headers)


async def _on_invalid(request: Request, error: Any) -> JSONResponse:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(400, 'The body is no JSON. Send {"question": "…"} as application/json.')
    where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    return problem(422, f'{where}: {first["msg"]}. Send {{"question": "…", "history": […]}}.')


async def _on_ours(request: Request, error: Exception) -> JSONResponse:
    return problem(503, str(error))


async def _on_any(request: Request, error: Exception) -> JSONResponse:
    log.exception("A request failed.", exc_info=error)
    return problem(500)
