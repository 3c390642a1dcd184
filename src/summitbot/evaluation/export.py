"""A run in the forms that other judges read.

RAGAS: a line is a `SingleTurnSample` (user_input, response, retrieved_contexts, reference);
`EvaluationDataset.from_jsonl` reads it. inspect_ai: a line is a `Sample` (id, input, target, metadata);
`json_dataset` reads it, with our answer in the metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitbot.evaluation.cases import Case
from summitbot.evaluation.run import Answered
from summitbot.records import REPLIES, Source

Row = dict[str, Any]


def export_rows(
    form: str, cases: Iterable[Case], answers: Sequence[Answered], sources: Mapping[str, Source]
) -> Iterator[Row]:
    """A row for every answer, in the form 'ragas' or 'inspect'."""
    by_id = {case.id: case for case in cases}
    for answered in answers:
        case = by_id.get(answered.case)
        if case is not None and answered.turn < len(case.turns):
            yield FORMS[form](case, answered, sources)


def _ragas(case: Case, answered: Answered, sources: Mapping[str, Source]) -> Row:
    return {
        "user_input": _asked(case, answered),
        "response": answered.answer.text,
        "retrieved_contexts": _contexts(answered, sources),
        "reference": _reference(case, answered),
    }


def _inspect(case: Case, answered: Answered, sources: Mapping[str, Source]) -> Row:
    return {
        "id": f"{case.id}/{answered.turn}",
        "input": _asked(case, answered),
        "target": _reference(case, answered),
        "metadata": {
            "suite": case.suite,
            "category": case.category,
            "status": answered.answer.status,
            "answer": answered.answer.text,
            "contexts": _contexts(answered, sources),
        },
    }


FORMS: dict[str, Callable[[Case, Answered, Mapping[str, Source]], Row]] = {
    "ragas": _ragas,
    "inspect": _inspect,
}


def _asked(case: Case, answered: Answered) -> str:
    """The question as the bot understood it: a follow-up can't be judged alone."""
    standalone = str(answered.answer.trace.get("standalone") or "")
    question = case.turns[answered.turn].question
    return standalone or question if answered.turn else question


def _contexts(answered: Answered, sources: Mapping[str, Source]) -> list[str]:
    places = [place for place in answered.found[:5] if place.source_id in sources]
    return [sources[p.source_id].text[p.start : p.end] for p in places]


def _reference(case: Case, answered: Answered) -> str:
    """What is wanted, in words that a judge can read; patterns stand as they are."""
    turn = case.turns[answered.turn]
    if not REPLIES & set(turn.expect):
        return "No answer is due: " + ", ".join(turn.expect)
    facts = "; ".join(turn.must)
    return f"The answer holds (regular expressions, all of them): {facts}" if facts else "Any answer"
