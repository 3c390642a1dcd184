"""What kind of answer a question asks for, by reviewed patterns (`data/understanding.json`)."""

from __future__ import annotations

import re
from functools import cache

from summitbot.text import fold, load_data


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(p)) for kind, p in load_data("understanding")["kinds"]["patterns"])


@cache
def pattern(key: str, data: str = "understanding") -> re.Pattern[str]:
    """One reviewed pattern of a data file, compiled."""
    return re.compile(load_data(data)[key]["pattern"])


def kind_of(question: str) -> str:
    """`when`, `where`, `who`, …; `what` where no pattern decides."""
    folded = fold(question).strip()
    found = [
        (m.start(), order, kind) for order, (kind, p) in enumerate(_patterns()) if (m := p.search(folded))
    ]
    if layout := next((kind for _, _, kind in found if kind in ("compare", "timeline")), None):
        return layout
    return min(found)[2] if found else "what"


def is_yes_no(question: str) -> bool:
    """Does the question ask for yes or no?"""
    return bool(pattern("yes_no").search(fold(question).strip()))
