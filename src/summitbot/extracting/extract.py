"""Which extractor reads a document: by its first bytes, its media type and its name."""

from __future__ import annotations

import re

from summitbot.errors import InputUnreadable
from summitbot.extracting.contract import Extract, escaped, no_text, one_line
from summitbot.extracting.docx import read_docx
from summitbot.extracting.html import read_html
from summitbot.extracting.pdf import read_pdf

_HTML = re.compile(rb"\A\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ZIP = b"PK\x03\x04"


def extract(content: bytes, name: str, media_type: str = "") -> Extract:
    """The text of a document; `name` is its file name or address, for its suffix and for messages.

    Raises `InputUnreadable` for what is none of PDF, DOCX, HTML, Markdown and text, or holds no text,
    and `ExtraMissing` where the library for it is not installed.
    """
    suffix = name.partition("?")[0].lower().rpartition(".")[2]
    if content.startswith(b"%PDF-"):
        found = read_pdf(content, name)
    elif content.startswith(_ZIP) and b"word/" in content:
        found = read_docx(content, name)
    elif (
        _HTML.match(content[:2000])
        or media_type in ("text/html", "application/xhtml+xml")
        or suffix in ("html", "htm", "xhtml")
    ):
        found = read_html(content, name)
    else:
        found = _read_text(content, name, markdown=suffix in ("md", "markdown"))
    if not found.prose.strip():
        raise no_text(name)
    return found


def _read_text(content: bytes, name: str, markdown: bool) -> Extract:
    text = _decoded(content, name).replace("\r\n", "\n")
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    if not markdown:
        return Extract(tuple(escaped(one_line(part)) for part in parts))
    title = next((part[2:].strip() for part in parts if part.startswith("# ")), "")
    return Extract(tuple(parts), title=title)


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise InputUnreadable(f"{name} is no PDF, DOCX, HTML or text. Save it as one of them, then add it.")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise InputUnreadable(f"{name} is a text, but not in UTF-8. Save it as UTF-8, then add it.") from None
