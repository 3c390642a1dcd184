"""The blind cases: fair in themselves, and none of them asked among the cases that everybody reads."""

from pathlib import Path

from summitbot.evaluation.cases import load_cases
from summitbot.evaluation.lint import lint

EVALS = Path(__file__).parents[1] / "evals"


def test_blind_cases_are_fair_and_asked_nowhere_else() -> None:
    blind, seen = load_cases(EVALS / "blind"), load_cases(EVALS / "cases")
    own = {case.id for case in blind}
    assert own
    assert not own & {case.id for case in seen}
    assert [(fault.case, fault.rule) for fault in lint([*seen, *blind], {}) if fault.case in own] == []
