"""Markdown blocks (markdown-it-py) and YAML front matter (PyYAML), as plain values."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOOTNOTE = re.compile(r"\s?\[\^([^\]\s]+)\]")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n)?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "reference"])
_tables = MarkdownIt("commonmark", {"html": False}).enable("table")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MarkupError(ValueError):
    """YAML or front matter that can't be read: `line` (from 1) and what is wrong."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Block:
    """A heading (level 1–6) or a run of prose (level 0), its first line, its footnote keys."""

    text: str
    level: int
    line: int
    keys: tuple[str, ...] = ()
    item: bool = False


def read_yaml(text: str, first_line: int = 1) -> Any:
    """The value of a YAML text. Raises `MarkupError` with the line."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise MarkupError(first_line + (mark.line if mark else 0), str(problem)) from None
    except ValueError as error:  # a bare date that the calendar lacks, as 2018-02-30
        raise MarkupError(first_line + _line_of_bad_day(text), f"a date can't be: {error}") from None


def _line_of_bad_day(text: str) -> int:
    """The line (from 0) of the first date that is none; 0 where it isn't found."""
    for match in re.finditer(r"\b\d{4}-\d\d?-\d\d?\b", text):
        try:
            datetime.date(*(int(part) for part in match.group().split("-")))
        except ValueError:
            return text.count("\n", 0, match.start())
    return 0


def write_yaml(value: Any) -> str:
    """A value as YAML that reads well: keys in their order, letters as they are."""
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)
    return text


def split_front_matter(text: str) -> tuple[dict[str, Any], str, int]:
    """Front matter (empty where there is none), the body, and the body's first line.

    Raises `MarkupError` when front matter opens but doesn't close, or is no mapping.
    """
    match = _FRONT.match(text)
    if not match:
        if re.match(r"\A\ufeff?---[ \t]*\r?\n\w+:", text):
            raise MarkupError(1, "the front matter that opens with --- is not closed by a line ---")
        return {}, text.removeprefix("\ufeff"), 1
    found = read_yaml(match.group(1), first_line=2)
    if found is None:
        found = {}
    if not isinstance(found, dict):
        raise MarkupError(2, "the front matter is not a mapping of keys to values")
    return found, text[match.end() :], text[: match.end()].count("\n") + 1


def markdown_blocks(body: str, first_line: int = 1) -> list[Block]:
    """The headings and runs of prose of a Markdown text, markup and footnote marks taken off."""
    blocks: list[Block] = []
    level, depth = 0, 0
    for token in _markdown.parse(body):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "inline":
            _add(blocks, _plain(token), level, _line(token, first_line), depth > 0)
        elif token.type in ("fence", "code_block"):
            _add(blocks, token.content, 0, _line(token, first_line), False)
    return blocks


def text_blocks(body: str) -> list[Block]:
    """The paragraphs of a plain text: runs of lines between empty lines."""
    blocks: list[Block] = []
    for match in re.finditer(r"\S.*?(?=\n[ \t]*\n|\Z)", body, re.DOTALL):
        _add(blocks, match.group(), 0, body.count("\n", 0, match.start()) + 1, False)
    return blocks


def table_rows(text: str) -> list[tuple[list[str], list[str]]]:
    """The rows of every table of a Markdown text: the table's head and the row's cells, as plain text."""
    rows: list[tuple[list[str], list[str]]] = []
    head: list[str] = []
    row: list[str] = []
    in_head = in_cell = False
    for token in _tables.parse(text):
        if token.type in ("thead_open", "thead_close"):
            in_head = token.nesting > 0
        elif token.type in ("th_open", "td_open", "th_close", "td_close"):
            in_cell = token.nesting > 0
        elif token.type == "inline" and in_cell:
            row.append(_plain(token))
        elif token.type == "tr_close":
            if in_head:
                head = row
            else:
                rows.append((head, row))
            row = []
    return rows


def _line(token: Token, first_line: int) -> int:
    return first_line + (token.map[0] if token.map else 0)


def _add(blocks: list[Block], raw: str, level: int, line: int, item: bool) -> None:
    keys = tuple(dict.fromkeys(FOOTNOTE.findall(raw)))
    text = re.sub(r"\s+", " ", FOOTNOTE.sub("", raw)).strip()
    if text:
        blocks.append(Block(text, level, line, keys, item))


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "image", "text_special"):
            parts.append(child.content)
    return "".join(parts)
