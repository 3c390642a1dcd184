"""The shape of an answer: the order of a timeline, the headings and cells of a comparison, the sides of a dispute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summitbot.evaluation.cases import Cell, Side, Turn
from summitbot.records import Answer, Statement


def holds(pattern: str, text: str) -> bool:
    """Does a pattern of a case match somewhere in a text?"""
    return re.search(pattern, text, re.IGNORECASE) is not None


def lacking(turn: Turn, answer: Answer) -> list[str]:
    """What a turn asks of the shape and the answer hasn't, in words."""
    return [
        *(["the order of the events"] if not in_order(turn.order, answer.text) else []),
        *(f"heading: {p}" for p in turn.headings if not _headed(p, answer)),
        *(f"cell: {c.column}: {c.says}" for c in turn.cells if not _cell(c, answer)),
        *(f"side: {s.who}: {s.says}" for s in turn.sides if not _side(s, answer)),
    ]


def shapes(turn: Turn) -> int:
    """How many facts of that kind a turn asks for."""
    return len(turn.headings) + len(turn.cells) + len(turn.sides) + bool(turn.order)


def in_order(patterns: Sequence[str], text: str) -> bool:
    """Do the patterns match one after the other?"""
    at = 0
    for pattern in patterns:
        match = re.compile(pattern, re.IGNORECASE).search(text, at)
        if match is None:
            return False
        at = match.end()
    return True


def has_headings(turn: Turn, answer: Answer) -> bool:
    """Is there a statement under every heading that the turn asks for?"""
    return all(_headed(pattern, answer) for pattern in turn.headings)


def cells_held(turn: Turn, answer: Answer) -> float | None:
    """The share of the cells asked for that are filled as they should be; None where none is asked for."""
    found = [_cell(cell, answer) for cell in turn.cells]
    return sum(found) / len(found) if found else None


def sides_held(turn: Turn, answer: Answer) -> float | None:
    """The share of the sides asked for that are there; None where none is asked for."""
    found = [_side(side, answer) for side in turn.sides]
    return sum(found) / len(found) if found else None


def _headed(pattern: str, answer: Answer) -> bool:
    return any(holds(pattern, s.heading) for s in answer.statements)


def _cell(cell: Cell, answer: Answer) -> bool:
    return any(_in_cell(cell, s) and holds(cell.says, s.text) for s in answer.statements)


def _in_cell(cell: Cell, statement: Statement) -> bool:
    """In the column, or, outside a table, of the thing compared; in the row, where one is named."""
    return holds(cell.column, statement.column or statement.text) and (
        not cell.row or holds(cell.row, statement.heading)
    )


def _side(side: Side, answer: Answer) -> bool:
    return any(
        holds(side.who, f"{s.heading}\n{s.text}") and holds(side.says, s.text) for s in answer.statements
    )
