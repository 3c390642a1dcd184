"""Citation recall and precision, on answers whose scores are known by hand."""

from __future__ import annotations

import pytest

from summitbot import Answer, Bot, Citation, Statement
from summitbot.verification import CitationScore, citation_score, mean_citation_score

QUOTES = [
    "The Lake summit was held in Veldes on 3 and 4 May 1990.",
    "Ana Rok and Bor Tamm disagreed about the price of water.",
    "The Hill statement returned 120 boats to the fishermen of Zell.",
]


def answer(*statements: tuple[str, tuple[int, ...]]) -> Answer:
    """An answer over the three quotes."""
    return Answer(
        status="answered",
        text="",
        statements=tuple(Statement(text, "paraphrase", numbers) for text, numbers in statements),
        citations=tuple(Citation(n, "s", "S", "", quote, 0, 1) for n, quote in enumerate(QUOTES, 1)),
    )


LAKE = "The Lake summit was held on 3 and 4 May 1990 in Veldes."
BOTH = "The Lake summit was held in Veldes on 3 and 4 May 1990, and Ana Rok and Bor Tamm disagreed about the price of water."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([(LAKE, (1,))], CitationScore(1.0, 1.0, 1, 1), id="right"),
        pytest.param([(LAKE, (3,))], CitationScore(0.0, 0.0, 1, 1), id="wrong passage"),
        pytest.param([(LAKE, ())], CitationScore(0.0, None, 1, 0), id="not cited"),
        pytest.param([(LAKE, (9,))], CitationScore(0.0, 0.0, 1, 1), id="number that is not there"),
        pytest.param([(LAKE, (1, 3))], CitationScore(1.0, 0.5, 1, 2), id="one citation too many"),
        pytest.param([(LAKE, (1, 1))], CitationScore(1.0, 1.0, 1, 1), id="cited twice"),
        pytest.param([(BOTH, (1, 2))], CitationScore(1.0, 1.0, 1, 2), id="both are needed"),
        pytest.param([(LAKE, (1,)), (LAKE, (2,))], CitationScore(0.5, 0.5, 2, 2), id="half"),
        pytest.param([], CitationScore(None, None, 0, 0), id="a refusal"),
    ],
)
def test_one_answer(given: list[tuple[str, tuple[int, ...]]], expected: CitationScore) -> None:
    assert citation_score(answer(*given)) == expected


def test_an_extractive_answer_is_cited_perfectly(bot: Bot) -> None:
    score = citation_score(bot.ask("Why did the Lake summit end early?"))
    assert (score.recall, score.precision) == (1.0, 1.0)
    assert score.statements > 0


def test_a_suite_counts_each_answer_alike_and_leaves_refusals_out() -> None:
    scores = [
        citation_score(answer((LAKE, (1,)))),
        citation_score(answer((LAKE, (3,)), (LAKE, (2,)), (LAKE, (2,)))),
        citation_score(answer()),
    ]
    assert mean_citation_score(scores) == CitationScore(0.5, 0.5, 4, 4)
    assert mean_citation_score([]) == CitationScore(None, None)
