"""The OpenAPI document: what FastAPI makes of the routes, with the shape of every error."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from summitbot.surfaces.api.shapes import Problem

DESCRIPTION = """Answers out of curated sources, with a citation for every sentence.

**Versions.** The version stands in the path. Within `v1` fields, events and values of lists may be added,
none is taken away or changes its meaning; read what you know and leave the rest. A route that is to go is
marked `deprecated` here and answers with the headers `Deprecation` and `Sunset` (RFC 9745, RFC 8594) for at
least six months. Nothing is deprecated now.

**Errors** are problem details (RFC 9457): `detail` says what to do next. A refusal is no error but an Answer
whose `status` says why."""


def complete(app: FastAPI) -> None:
    """Have the application's document name our errors in place of FastAPI's."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document = made()
        schemas = document["components"]["schemas"]
        schemas["Problem"] = Problem.model_json_schema()
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
