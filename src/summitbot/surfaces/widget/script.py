"""`/widget.js`: its parts, its words and its style sheet as one script, put together once a process."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE / "static"
PARTS = ("dom", "colours", "client", "render", "shell", "element", "start")


@dataclass(frozen=True)
class Script:
    """The script as it is sent: plain, zipped, and the tag that names this very text (RFC 9110, 8.8.3)."""

    plain: bytes
    zipped: bytes
    tag: str


@cache
def widget_script() -> Script:
    """The script. Everything in it is private to it but the element that it defines."""
    words = json.loads((HERE / "texts.json").read_text(encoding="utf-8"))
    words.pop("why")
    head = [
        '"use strict";',
        'const HOME = document.currentScript ? new URL(".", document.currentScript.src).href.slice(0, -1) : "";',
        f"const TEXTS = {json.dumps(words, ensure_ascii=False)};",
        "const STYLE_SHEET = new CSSStyleSheet();",
        f"STYLE_SHEET.replaceSync({json.dumps(_read('style.css'))});",
    ]
    body = "\n".join([*head, *(_read(f"{part}.js") for part in PARTS)])
    plain = f"(() => {{\n{body}}})();\n".encode()
    return Script(plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:20]}"')


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
