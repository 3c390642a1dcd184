"""What readers leave behind, in one SQLite file: feedback on answers, and answers frozen under a permalink."""

from summitbot.ledger.entries import VERDICTS, Feedback, Frozen, Judgement
from summitbot.ledger.store import Ledger

__all__ = ["VERDICTS", "Feedback", "Frozen", "Judgement", "Ledger"]
