"""Evaluation: cases are asked through the front door, answers written down, then scored and judged."""

from summitbot.evaluation.cases import Case, Turn, load_cases
from summitbot.evaluation.figures import Figures, score_run, summary
from summitbot.evaluation.gate import Gate, judge
from summitbot.evaluation.run import Answered, ask_cases, read_answers, write_answers
from summitbot.evaluation.score import Score, score_turn

__all__ = [
    "Answered",
    "Case",
    "Figures",
    "Gate",
    "Score",
    "Turn",
    "ask_cases",
    "judge",
    "load_cases",
    "read_answers",
    "score_run",
    "score_turn",
    "summary",
    "write_answers",
]
