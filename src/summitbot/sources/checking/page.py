"""What the checks see: a file as a page, and what they find as findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.errors import SourceInvalid
from summitbot.markup import Block, MarkupError, markdown_blocks, split_front_matter
from summitbot.records import Record


@dataclass(frozen=True)
class Finding(Record):
    """One thing to mend: where, which rule, what is wrong; `draft` where the source is not yet reviewed."""

    file: str
    line: int
    rule: str
    message: str
    draft: bool = False


@dataclass(frozen=True)
class Page:
    """A file as the checks see it."""

    file: str
    front: dict[str, Any]
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    def line_of(self, key: str, value: str = "") -> int:
        """The line on which a key of the front matter stands, or from there on the first that holds a value."""
        first = next((n for n, line in enumerate(self.lines, 1) if line.startswith(f"{key}:")), 1)
        if value:
            rest = enumerate(self.lines[first - 1 :], first)
            return next((n for n, line in rest if value in line), first)
        return first

    def strings(self, key: str) -> list[str]:
        """A list of the front matter, as strings."""
        value = self.front.get(key)
        return [str(v) for v in value] if isinstance(value, list) else []

    @property
    def draft(self) -> bool:
        """Is it marked `reviewed: no`, so that nothing is answered from it?"""
        return self.front.get("reviewed") in (False, "no")  # YAML reads a bare `no` as false

    @property
    def prose(self) -> list[Block]:
        """The runs of text that are no headings."""
        return [block for block in self.blocks if not block.level]

    @property
    def posed(self) -> list[tuple[str, int]]:
        """Every set question, with its line."""
        asked = self.front.get("questions")
        groups = asked.values() if isinstance(asked, dict) else [asked]
        questions = [str(q) for group in groups for q in (group if isinstance(group, list) else [])]
        return [(question, self.line_of("questions", question)) for question in questions]


def read_page(path: Path, folder: Path) -> Page:
    """A file as a page. Raises `SourceInvalid`."""
    try:
        text = path.read_bytes().decode("utf-8")
        front, body, line = split_front_matter(text)
    except UnicodeDecodeError:
        raise SourceInvalid(f"{path}:1: is not UTF-8. Save the file as UTF-8.") from None
    except MarkupError as error:
        raise SourceInvalid(f"{path}:{error.line}: {error.problem}. Mend the front matter.") from None
    blocks = tuple(markdown_blocks(body, line))
    return Page(path.relative_to(folder).as_posix(), front, tuple(text.splitlines()), blocks)
