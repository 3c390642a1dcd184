"""Optional: a language model judges the answers beside the patterns, and how far the two agree.

Its verdicts decide nothing. They show where a pattern is too strict (right in other words) or too
loose (a word that stands for something else). Agreement is Cohen's kappa (Cohen 1960).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summitbot.errors import ModelFailed
from summitbot.evaluation.cases import Case, Turn
from summitbot.evaluation.run import Answered
from summitbot.evaluation.score import Score
from summitbot.evaluation.shape import holds
from summitbot.models import GuardedModel, Message
from summitbot.prompts import load_prompt
from summitbot.records import REPLIES, Answer, Record

VERDICTS = ("right", "partly", "wrong")
# Of these the next question would die too: judging ends, and what was judged stands.
_FINAL = frozenset({"budget", "key", "unknown", "resting"})
_TRIES = 2  # for a reply in another form than was asked for


@dataclass(frozen=True)
class Judgement(Record):
    """A model's verdict on one answer: of the whole, of each vital fact, and why. `failed` says why there is none."""

    case: str
    turn: int
    verdict: str = ""
    facts: tuple[bool, ...] = ()
    why: str = ""
    failed: str = ""


def can_judge(case: Case, answered: Answered) -> bool:
    """Is this an answer (no refusal) to a turn that asks for facts and may be answered?"""
    turn = case.turns[answered.turn]
    return answered.answer.status in REPLIES and bool(REPLIES & set(turn.expect)) and bool(turn.must)


def judge_answers(
    model: GuardedModel, rows: Iterable[tuple[Case, Answered]], done: Callable[[], None] = lambda: None
) -> Iterator[Judgement]:
    """A judgement for each answer, in order; the last one is where the model could not go on."""
    for case, answered in rows:
        turn = case.turns[answered.turn]
        try:
            verdict, facts, why = _ask(model, turn, answered.answer)
            yield Judgement(case.id, answered.turn, verdict, facts, why)
        except ModelFailed as failure:
            yield Judgement(case.id, answered.turn, failed=failure.why)
            if failure.why in _FINAL:
                return
        done()


def _ask(model: GuardedModel, turn: Turn, answer: Answer) -> tuple[str, tuple[bool, ...], str]:
    prompt = load_prompt("judge")
    system, user = prompt.fill(
        {
            "question": turn.question,
            "answer": answer.text,
            "facts": _numbered(turn.must),
            "forbidden": _numbered(turn.must_not),
            "count": str(len(turn.must)),
        }
    )
    messages = [Message("system", system), Message("user", user)]
    session = model.open()
    for _ in range(_TRIES):
        reply = "".join(session.stream(messages, prompt.most_tokens))
        if (read := read_judgement(reply, len(turn.must))) is not None:
            return read
    raise ModelFailed("garbled")


def _numbered(patterns: Sequence[str]) -> str:
    return "\n".join(f"{n}. {p}" for n, p in enumerate(patterns, 1)) or "none"


def read_judgement(reply: str, count: int) -> tuple[str, tuple[bool, ...], str] | None:
    """What a reply says; None for one that is not exactly in the form asked for.

    >>> read_judgement('{"facts": [true], "verdict": "right", "why": "Said."}', 1)
    ('right', (True,), 'Said.')
    """
    try:
        data = json.loads(reply)
    except ValueError:
        return None
    if not isinstance(data, dict) or set(data) != {"facts", "verdict", "why"}:
        return None
    facts, verdict, why = data["facts"], data["verdict"], data["why"]
    fit = isinstance(facts, list) and len(facts) == count and all(isinstance(f, bool) for f in facts)
    return (verdict, tuple(facts), why) if fit and verdict in VERDICTS and isinstance(why, str) else None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two judges; None where nothing was judged or both always said the same one thing.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    """
    n = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[k] * other[k] for k in one) / n**2 if n else 1.0
    if chance == 1.0:
        return None
    return round((sum(a == b for a, b in pairs) / n - chance) / (1 - chance), 4)


def judging(
    model: GuardedModel, judgements: Sequence[Judgement], cases: Mapping[str, Case],
    answers: Mapping[tuple[str, int], Answer], scores: Mapping[tuple[str, int], Score],
) -> dict[str, Any]:  # fmt: skip
    """The model's verdicts beside those of the patterns: counts, agreement, and where they differ."""
    good = [j for j in judgements if not j.failed]
    whole: list[tuple[str, str]] = []
    single: list[tuple[bool, bool]] = []
    differ = []
    for j in good:
        key = (j.case, j.turn)
        whole.append((scores[key].outcome, j.verdict))
        said = [holds(p, answers[key].text) for p in cases[j.case].turns[j.turn].must]
        single += zip(said, j.facts, strict=True)
        if scores[key].outcome != j.verdict:
            differ.append({**j.to_dict(), "patterns": scores[key].outcome})
    return {
        "model": model.name,
        "prompt": load_prompt("judge").digest,
        "n": len(good),
        "failed": dict(Counter(j.failed for j in judgements if j.failed)),
        "verdicts": {v: sum(j.verdict == v for j in good) for v in VERDICTS},
        "answers": _agreement(whole),
        "facts": _agreement(single),
        "differ": differ,
    }


def _agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[str, Any]:
    n = len(pairs)
    return {
        "n": n,
        "agree": round(sum(a == b for a, b in pairs) / n, 4) if n else None,
        "kappa": kappa(pairs),
    }
