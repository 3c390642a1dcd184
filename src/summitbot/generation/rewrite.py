"""Optionally a model spells a message out, or parts it; what comes back is held to the conversation's own words."""

from __future__ import annotations

from collections.abc import Sequence

from summitbot.errors import ModelFailed
from summitbot.models import GuardedModel, Message
from summitbot.prompts import load_prompt
from summitbot.records import Turn
from summitbot.stemming import stems
from summitbot.text import clean

_MOST = 3
_TURNS = 6
_LEAD = 600  # characters of a message before
_LONGEST = 300


def rewrite(model: GuardedModel, question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """One to three questions that can be understood alone; () when the model fails or brings in words of its own.

    Nothing is lost with (): the rules of understanding read the message then.
    """
    told = "\n".join(f"{turn.role}: {turn.content[:_LEAD]}" for turn in history[-_TURNS:])
    prompt = load_prompt("rewrite")
    system, user = prompt.fill({"conversation": told, "question": question, "most": str(_MOST)})
    messages = [Message("system", system), Message("user", user)]
    try:
        reply = "".join(model.open().stream(messages, prompt.most_tokens))
    except ModelFailed:
        return ()
    lines = [line for line in map(clean, reply.splitlines()) if line]
    allowed = set(stems(f"{question} {told}"))
    if not 1 <= len(lines) <= _MOST or not all(_faithful(line, allowed) for line in lines):
        return ()
    return tuple(lines)


def _faithful(line: str, allowed: set[str]) -> bool:
    """A question in the conversation's own words?"""
    return len(line) <= _LONGEST and line.endswith("?") and set(stems(line)) <= allowed
