"""One sentence of a model's held to the passages that it cites."""

from __future__ import annotations

from collections.abc import Sequence

from summitbot.generation.parts import Checker, Draft, Evidence, Written
from summitbot.generation.reading import resolve
from summitbot.records import Verdict
from summitbot.text import load_data

UNCITED = Verdict("unsupported", 0.0, ("it cites no passage that there is",))
STANDS = Verdict("supported", 1.0, ("cut out of the source word for word",))
_MOST_QUOTES = 3


def judge(draft: Draft, evidence: Sequence[Evidence], checker: Checker) -> Written:
    """The sentence with as few quotes as bear it out, or with the verdict that it is not borne out.

    What contradicts the nearest sentences is given up: with more of them, a fact of one would excuse
    the same fact in the place of another.
    """
    cited, _ = resolve(draft.numbers, evidence)
    positions = [s for item in cited for s in item.sentences]
    texts = [text for item in cited for text in item.texts]
    if not texts:
        return Written(draft.text, "paraphrase", (), UNCITED)
    if draft.text in texts:
        return Written(draft.text, "verbatim", (positions[texts.index(draft.text)],), STANDS)
    best = list(checker.best(draft.text, texts))[:_MOST_QUOTES] or [0]
    verdict = UNCITED
    for size in range(1, len(best) + 1):
        verdict = checker.verdict(draft.text, [texts[at] for at in best[:size]])
        if verdict.label != "unsupported":
            best = best[:size]
            break
    return Written(draft.text, "paraphrase", tuple(positions[at] for at in best), verdict)


def stand_in(lost: Written, texts: Sequence[str]) -> Written | None:
    """The source's own sentence in the place of one that was not borne out, if it is near enough.

    `texts` are those of `lost.sentences`.
    """
    if not lost.sentences or lost.verdict.score < load_data("prompts")["replace_from"]:
        return None
    return Written(texts[0], "verbatim", lost.sentences[:1], STANDS)
