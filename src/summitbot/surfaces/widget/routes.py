"""The script and the framed page, as routes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.widget.script import STATIC, widget_script

# A site that embeds gets a mended script within minutes, and asks for no byte of it in between.
CACHED = "public, max-age=300, stale-while-revalidate=86400"
SHARED = {"Cache-Control": CACHED, "Cross-Origin-Resource-Policy": "cross-origin", "Vary": "Accept-Encoding"}
# What an address of /embed may set, each an attribute of the element of the same name.
SETTABLE = ("lang", "theme", "accent", "heading", "greeting", "starters")
LONGEST = 1000


def widget_routes(origins: Collection[str]) -> APIRouter:
    """`/widget.js`, `/embed`, and what a site sees that is not on the list of `origins`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    async def script(request: Request) -> Response:
        """The whole widget as one script."""
        made = widget_script()
        headers = SHARED | {"ETag": made.tag}
        if made.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        zipped = "gzip" in request.headers.get("accept-encoding", "")
        if zipped:
            headers |= {"Content-Encoding": "gzip"}
        return Response(made.zipped if zipped else made.plain, 200, headers, "text/javascript")

    @router.get("/embed.css")
    async def style() -> Response:
        """The style sheet of the framed page."""
        return FileResponse(STATIC / "page.css", media_type="text/css", headers={"Cache-Control": CACHED})

    @router.get("/embed")
    async def embed(request: Request) -> Response:
        """The bot as a page to be framed, in the language and colours that its address names."""
        if _is_foreign(request, origins):
            return RedirectResponse("embed/closed", 303, {"Cache-Control": "no-store"})
        return HTMLResponse(_page(request.query_params), headers={"Cache-Control": "no-store"})

    @router.get("/embed/closed")
    async def closed() -> Response:
        """In a frame of a site that is not on the list: why it is empty, and where the bot is."""
        return HTMLResponse(_closed())

    return router


def _is_foreign(request: Request, origins: Collection[str]) -> bool:
    """Does the browser say that the page is to be framed by a site that is not on the list?

    Only for telling the reader; what holds is `frame-ancestors` in the browser.
    """
    parts = urlsplit(request.headers.get("referer", ""))
    origin, host = f"{parts.scheme}://{parts.netloc}", request.headers.get("host", "")
    framed = request.headers.get("sec-fetch-dest") in ("iframe", "frame")
    return framed and bool(parts.netloc) and parts.netloc != host and origin not in origins


def _page(wanted: Mapping[str, str]) -> Html:
    attributes: dict[str, str | bool | None] = {
        name: wanted[name][:LONGEST] for name in SETTABLE if wanted.get(name)
    }
    way = element("p", element("a", "Open summitbot", href="./", target="_blank", rel="noopener"))
    bot = element("summit-bot", way, **attributes)
    script = element("script", src="widget.js", data_launcher="off")
    return _document("summitbot", join([element("main", bot), script]), str(attributes.get("lang") or "en"))


def _closed() -> Html:
    way = element("a", "Open summitbot in a new tab", href="../", target="_blank", rel="noopener")
    text = "This site may not show the assistant yet: the server has not let it in. "
    return _document("summitbot", element("p", text, way, class_="closed"), "en", "../")


def _document(title: str, content: Html, language: str, up: str = "") -> Html:
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("link", rel="stylesheet", href=f"{up}embed.css"),
    )
    return join([Html("<!doctype html>"), element("html", head, element("body", content), lang=language)])
