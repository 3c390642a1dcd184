"""Text out of a Word document (python-docx)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summitbot.errors import ExtraMissing, InputUnreadable
from summitbot.extracting.contract import Extract, escaped, one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# A small file can unpack to gigabytes; a long book in Word takes a tenth of this.
_UNPACKED = 100_000_000


def read_docx(content: bytes, name: str) -> Extract:
    """The text of a DOCX with its headings and lists; a table's rows become items.

    Raises `InputUnreadable` for one that is broken or unpacks to more than 100 MB.
    """
    try:
        from docx import Document as open_document
    except ImportError:
        raise ExtraMissing("sources", "Reading a Word document") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > _UNPACKED:
            raise InputUnreadable(f"{name} unpacks to {size / 1e6:.0f} MB. Save the part that you need.")
        document = open_document(io.BytesIO(content))
        blocks = tuple(block for block in _blocks(document) if block.strip("#- "))
        return Extract(blocks, one_line(document.core_properties.title or ""))
    except InputUnreadable:
        raise
    except (
        Exception
    ) as error:  # a broken file fails in the zip, the XML or the relations, each in its own way
        raise InputUnreadable(
            f"{name} is a broken Word document ({type(error).__name__}). Open it in Word and save it anew."
        ) from None


def _blocks(document: Document) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _block(block)
            continue
        for row in block.rows:
            cells = dict.fromkeys(one_line(cell.text) for cell in row.cells)
            yield "- " + "; ".join(cell for cell in cells if cell)


def _block(paragraph: Paragraph) -> str:
    style = (paragraph.style.name if paragraph.style else "") or ""
    text = escaped(one_line(paragraph.text))
    if style == "Title":
        return f"# {text}"
    if match := re.fullmatch(r"Heading (\d)", style):
        return f"{'#' * (int(match.group(1)) + 1)} {text}"
    return f"- {text}" if style.startswith("List") else text
