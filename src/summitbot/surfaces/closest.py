"""What a refusal quotes, as plain text: for the terminal, the clipboard, and clients that show nothing but text."""

from __future__ import annotations

from summitbot.records import Answer, Nearest
from summitbot.text import load_data


def closest_lines(answer: Answer, label: str = "") -> list[str]:
    """The sentences that come closest, each with its place, under a label; no line where none is quoted.

    >>> closest_lines(Answer("not_covered", "No.", nearest=(Nearest("a", "Lake", "Who?", "Rok came.", 0, 9),)), "Near")
    ['Near:', '- “Rok came.” (Lake › Who?)']
    """
    quoted = [f"- “{near.quote}” ({place_of(near)})" for near in answer.nearest if near.quote]
    return [f"{label or load_data('wording')['offered']['label']}:", *quoted] if quoted else []


def place_of(near: Nearest) -> str:
    """The title of the source and the headings that its sentence stands under."""
    return " › ".join(part for part in (near.title, near.section) if part)
