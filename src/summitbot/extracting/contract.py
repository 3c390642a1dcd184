"""What every extractor gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitbot.errors import InputUnreadable


@dataclass(frozen=True)
class Extract:
    """A document's text as Markdown blocks (headings begin with `#`, items with `- `), and what it says of itself.

    `date` (ISO 8601) is the day of publication; what a file says of its own making is none. What the document
    doesn't say is ''.
    """

    blocks: tuple[str, ...]
    title: str = ""
    date: str = ""
    publisher: str = ""

    @property
    def prose(self) -> str:
        """The text without its headings."""
        return "\n".join(block for block in self.blocks if not block.startswith("#"))


def one_line(text: str) -> str:
    """A text with its spaces and line breaks made single, a word parted at a line's end joined again."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)).strip()


def escaped(text: str) -> str:
    """A run of plain text that Markdown will take for nothing else."""
    return re.sub(
        r"(?m)^([^\S\n]*)(#|[-+*>](?=\s)|\d+[.)](?=\s)|={3,}|-{3,})", r"\1\\\2", text.replace("[^", "[\\^")
    )


def no_text(name: str) -> InputUnreadable:
    """The error for a document without text."""
    return InputUnreadable(
        f"{name} holds no text. If it is a scan, run text recognition (OCR) over it first, then add that file."
    )
