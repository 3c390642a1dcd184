"""The main text of a web page (trafilatura)."""

from __future__ import annotations

import logging
import re

from summitbot.errors import ExtraMissing
from summitbot.extracting.contract import Extract, no_text, one_line


def read_html(content: bytes, name: str) -> Extract:
    """The main text of a page without menus and footers; a table's rows become items.

    Raises `InputUnreadable` where no main text is found.
    """
    try:
        import trafilatura
        from trafilatura.metadata import extract_metadata
    except ImportError:
        raise ExtraMissing("sources", "Reading a web page") from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(content)
    if tree is None:
        raise no_text(name)
    told = extract_metadata(tree, default_url=name if "://" in name else None)
    text = trafilatura.extract(
        tree, output_format="markdown", include_formatting=True, include_comments=False, favor_recall=True
    )
    blocks = tuple(_block(part) for part in re.split(r"\n[ \t]*\n", text or "") if part.strip())
    return Extract(blocks, one_line(told.title or ""), told.date or "", told.sitename or "")


def _block(part: str) -> str:
    """A block of Markdown without emphasis; a table as a list of its rows."""
    part = re.sub(r"\*\*|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])", "", part.strip()).replace("[^", "[\\^")
    lines = part.splitlines()
    if not all(line.startswith("|") for line in lines):
        return part
    rows = [line.strip("| ").split("|") for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
    return "\n".join("- " + "; ".join(cell.strip() for cell in row if cell.strip()) for row in rows)
