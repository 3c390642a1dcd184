"""summitbot: answers out of curated sources, with a citation for every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitbot.errors import SummitbotError
from summitbot.records import Answer, Citation, Hit, Question, Statement, Turn, Verdict

if TYPE_CHECKING:
    from summitbot.bot import Bot
    from summitbot.settings import Settings

__all__ = [
    "Answer",
    "Bot",
    "Citation",
    "Hit",
    "Question",
    "Settings",
    "Statement",
    "SummitbotError",
    "Turn",
    "Verdict",
]


def __getattr__(name: str) -> Any:
    """`Bot` and `Settings` are imported when they are first asked for, to keep `import summitbot` light."""
    if name == "Bot":
        from summitbot.bot import Bot

        return Bot
    if name == "Settings":
        from summitbot.settings import Settings

        return Settings
    raise AttributeError(f"module 'summitbot' has no attribute {name!r}")
