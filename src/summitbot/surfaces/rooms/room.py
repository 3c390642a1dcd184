"""What every room has: its words, its frame, the way back, and its answer to what isn't there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from summitbot.bot import Bot
from summitbot.records import Source
from summitbot.surfaces.rooms.words import words_for
from summitbot.surfaces.ui.elements import alone, join, web_link
from summitbot.surfaces.ui.masthead import asset, render_frame_head, render_masthead
from summitbot.surfaces.ui.words import COOKIE, LANGUAGES, Words
from summitbot.text import name_in

STATIC = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600


def home_of(request: Request) -> str:
    """The way from this page to the chat page, relative, so that it holds behind any prefix."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return "../" * (path.count("/") - 1) or "./"


def respond(request: Request, bot: Bot, template: str, values: Mapping[str, Any]) -> HTMLResponse:
    """A room as a page in the reader's language. `values` is what its template shows.

    A language chosen in the address is remembered in a cookie that says nothing else.
    """
    words, home, room = words_for(request), home_of(request), template.partition(".")[0]
    frame = {
        "words": words,
        "home": home,
        "room": room,
        "frame": Markup(join([render_frame_head(home), asset("panel.css", home)])),
        "masthead": Markup(render_masthead(room, Words(words.language), home)),
        "stamp": bot.corpus.stamp,
        "versioned": _versioned,
        "source_path": source_path,
        "ask_path": ask_path,
        "web_link": web_link,
    }
    page = _environment().get_template(template).render({**frame, **values})
    response = HTMLResponse(
        page, headers={"Content-Language": words.language, "Vary": "Accept-Language, Cookie"}
    )
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, words.language, max_age=A_YEAR, samesite="lax", httponly=False)
    return response


def not_here(request: Request, bot: Bot, why: str, status: int = 404) -> HTMLResponse:
    """The page that says what is missing; `why` is the key of its text."""
    response = respond(request, bot, "error.html.jinja", {"why": why})
    response.status_code = status
    return response


def source_path(source_id: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a source, relative to the chat page."""
    return f"sources/{quote(source_id)}" + ("" if start is None else f"?start={start}&end={end}#here")


def ask_path(question: str) -> str:
    """The address of the chat page with a question filled in, relative to the chat page."""
    return f"?{urlencode({'q': question})}"


def question_about(source: Source, words: Words) -> str:
    """A question that the source answers: the first set for its opening, else one from its title."""
    opening = [question for heading, question in source.questions if not heading and question.endswith("?")]
    return opening[0] if opening else words("timeline.question", {"title": name_in(source.title)})


@cache
def _versioned(name: str) -> str:
    """A file of the rooms by an address that changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"rooms/{name}?v={digest}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("summitbot.surfaces.rooms", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: alone(value) if type(value) is str else value,
    )
