"""Citation recall and precision of an answer (Gao et al. 2023, “Enabling Large Language Models to Generate
Text with Citations”, section 4.3), with the support checker in the place of their entailment model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from summitbot.records import Answer, Record, Verdict
from summitbot.verification.verify import verify

Judge = Callable[[str, Sequence[str]], Verdict]


@dataclass(frozen=True)
class CitationScore(Record):
    """Recall and precision in 0..1 (None where there is nothing to score), and how much was scored.

    `recall` is the share of statements that their citations together support; `precision` the share of
    citations that are of use: of a supported statement, and either support it alone or are needed by the rest.
    """

    recall: float | None
    precision: float | None
    statements: int = 0
    citations: int = 0


def citation_score(answer: Answer, judge: Judge = verify) -> CitationScore:
    """The score of one answer. A citation number that the answer doesn't hold supports nothing.

    `judge` says of a claim whether its evidence, texts that count together, supports it.

    >>> citation_score(answer).recall                                   # doctest: +SKIP
    1.0
    """
    quotes = {citation.number: citation.quote for citation in answer.citations}
    judged = [
        _judged(s.text, [quotes.get(n, "") for n in dict.fromkeys(s.citations)], judge)
        for s in answer.statements
    ]
    useful = [use for _, uses in judged for use in uses]
    return CitationScore(
        recall=_mean([supported for supported, _ in judged]),
        precision=_mean(useful),
        statements=len(judged),
        citations=len(useful),
    )


def mean_citation_score(scores: Iterable[CitationScore]) -> CitationScore:
    """The score of a suite: the mean over its answers, as the paper has it; answers without statements are left out."""
    kept = [score for score in scores if score.statements]
    return CitationScore(
        recall=_mean([s.recall for s in kept if s.recall is not None]),
        precision=_mean([s.precision for s in kept if s.precision is not None]),
        statements=sum(s.statements for s in kept),
        citations=sum(s.citations for s in kept),
    )


def _judged(claim: str, quotes: Sequence[str], judge: Judge) -> tuple[bool, list[bool]]:
    """Is the claim supported by the quotes, and is each of them of use?"""
    if not quotes or not _supports(claim, quotes, judge):
        return False, [False] * len(quotes)
    if len(quotes) == 1:
        return True, [True]
    return True, [_of_use(claim, quotes, at, judge) for at in range(len(quotes))]


def _of_use(claim: str, quotes: Sequence[str], at: int, judge: Judge) -> bool:
    rest = [quote for other, quote in enumerate(quotes) if other != at]
    return _supports(claim, [quotes[at]], judge) or not _supports(claim, rest, judge)


def _supports(claim: str, quotes: Sequence[str], judge: Judge) -> bool:
    return judge(claim, quotes).label == "supported"


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
