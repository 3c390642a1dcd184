"""Evaluation: cases are asked through the front door, answers written down, then scored."""

from summitbot.evaluation.cases import Case, Turn, load_cases
from summitbot.evaluation.report import Report, summarise
from summitbot.evaluation.run import ask_cases, read_answers, write_answers
from summitbot.evaluation.score import Score, score_turn

__all__ = [
    "Case",
    "Report",
    "Score",
    "Turn",
    "ask_cases",
    "load_cases",
    "read_answers",
    "score_turn",
    "summarise",
    "write_answers",
]
