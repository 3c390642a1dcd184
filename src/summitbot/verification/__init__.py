"""Is a claim supported by its evidence? Coverage and typed conflicts, without a model."""

from summitbot.verification.checker import SupportChecker
from summitbot.verification.citing import CitationScore, Judge, citation_score, mean_citation_score
from summitbot.verification.entailment import Entailment, judged_too
from summitbot.verification.names import NO_NAMES, Names
from summitbot.verification.verify import verify

__all__ = [
    "NO_NAMES",
    "CitationScore",
    "Entailment",
    "Judge",
    "Names",
    "SupportChecker",
    "citation_score",
    "judged_too",
    "mean_citation_score",
    "verify",
]
