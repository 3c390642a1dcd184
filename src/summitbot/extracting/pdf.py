"""Text out of a PDF (pypdf)."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

from summitbot.errors import ExtraMissing, InputUnreadable
from summitbot.extracting.contract import Extract, escaped, one_line

_END = re.compile(r"[.!?:”\"’)]$")


def read_pdf(content: bytes, name: str) -> Extract:
    """The text of a PDF, its paragraphs guessed from the lengths of lines; running heads left out.

    Raises `InputUnreadable` for one that is broken or locked with a password.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ExtraMissing("sources", "Reading a PDF") from None
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputUnreadable(f"{name} is locked with a password. Save it without one, then add it.")
        pages = [page.extract_text().splitlines() for page in reader.pages]
        told = reader.metadata
        title = str(told.title or "") if told else ""
    except InputUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise InputUnreadable(
            f"{name} is a broken PDF ({error}). Open it in a viewer and print it to a new file."
        ) from None
    blocks = tuple(escaped(one_line(block)) for block in _paragraphs(_without_running_heads(pages)))
    return Extract(blocks, one_line(title))


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """The lines of all pages; a first or last line that more than half the pages share, but for numbers, is none."""
    kept = [[line.strip() for line in page if line.strip()] for page in pages]
    edges = Counter(_key(line) for page in kept for line in {*page[:1], *page[-1:]})
    common = {key for key, n in edges.items() if len(kept) >= 3 and n > len(kept) / 2}
    return [
        line
        for page in kept
        for at, line in enumerate(page)
        if not (at in (0, len(page) - 1) and (_key(line) in common or line.isdigit()))
    ]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Runs of lines: a line that ends a sentence well before the margin ends a paragraph."""
    long = median(sorted(len(line) for line in lines)[-max(1, len(lines) // 2) :]) if lines else 0
    run: list[str] = []
    for line in lines:
        run.append(line)
        if _END.search(line) and len(line) < 0.85 * long:
            yield "\n".join(run)
            run = []
    if run:
        yield "\n".join(run)
