"""From a reading and what was found to an `Answer`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from summitbot.answering.choose import ComposeRules, choose
from summitbot.answering.cite import quote
from summitbot.answering.decide import Decision, decide, is_listed
from summitbot.answering.features import Asked
from summitbot.answering.offer import closest_sentences, nearest_sources
from summitbot.answering.rank import rank_sentences
from summitbot.answering.words import printed, refusal_text, suggestions
from summitbot.prompts import is_order
from summitbot.reading import Candidate, Reading
from summitbot.records import Answer, Corpus, Hit, Nearest, Status


class Answerer:
    """Composes answers over one corpus."""

    def __init__(self, corpus: Corpus, idf: Callable[[str], float], most: int, refuse: bool) -> None:
        self._corpus = corpus
        self._idf = idf
        self._most = most
        self._refuse = refuse
        self._rules = ComposeRules()

    def answer(self, reading: Reading, hits: Sequence[Hit], candidates: Sequence[Candidate]) -> Answer:
        """The answer, or a typed refusal; `early` statuses of the reading are settled first."""
        near = [hit.passage.source_id for hit in hits]
        ranked = self._without_orders(rank_sentences(candidates, reading, self._corpus, self._idf))
        if reading.early and self._settled(reading.early, ranked):
            return self._refusal(reading, *reading.early, ranked, near, {})
        decision = decide(reading, ranked, self._corpus, self._idf)
        trace = {"p_right": round(decision.probability, 3)}
        if not ranked or (self._refuse and not decision.answers):
            return self._refusal(reading, decision.status, decision.reason, ranked, near, trace)
        fresh = self._untold(ranked, reading) if reading.told else ranked
        if not fresh:
            return self._refusal(reading, "not_covered", "no_more", ranked, near, trace)
        return self._reply(reading, fresh, decision, near, trace)

    def _settled(self, early: tuple[Status, str], ranked: Sequence[Candidate]) -> bool:
        """Is a question refused for its shape? Not where the sources set that very question, harm aside."""
        if early[0] == "invalid":
            return True
        if not self._refuse:
            return False
        return early[1] in ("harm", "instructions") or not (ranked and is_listed(ranked[0]))

    def _without_orders(self, ranked: Sequence[Candidate]) -> list[Candidate]:
        """The ranking without sentences that speak to a language model: no reader asked for them."""
        return [c for c in ranked if not is_order(self._corpus.sentences[c.sentence].text)]

    def _untold(self, ranked: Sequence[Candidate], reading: Reading) -> list[Candidate]:
        """What of the ranking was not shown yet, as far as it still belongs to the question."""
        told = " ".join(reading.told)
        near = [c for c in ranked if c.score >= ranked[0].score - self._rules.more_gap]
        return [c for c in near if self._corpus.sentences[c.sentence].text not in told]

    def _reply(
        self,
        reading: Reading,
        ranked: Sequence[Candidate],
        decision: Decision,
        near: list[str],
        trace: Mapping[str, object],
    ) -> Answer:
        layout, picked = choose(
            decision.lead(ranked, self._corpus),
            reading,
            Asked.of(reading, self._idf),
            self._corpus,
            self._most,
            self._rules,
        )
        kept = [p for p in picked if not is_order(self._corpus.sentences[p.sentence].text)]
        statements, citations = quote(self._corpus, kept)
        cited = list(dict.fromkeys(c.source_id for c in citations))
        dates = [self._corpus.sources[id_].as_of for id_ in cited]
        return Answer(
            status=decision.status if decision.answers else "answered",
            text=printed(statements, layout),
            layout=layout,
            statements=statements,
            citations=citations,
            as_of=min((d for d in dates if d), default=None),
            corpus=self._corpus.stamp,
            nearest=nearest_sources([*cited, *near], self._corpus),
            suggestions=suggestions([*cited, *near], self._corpus, reading.standalone),
            trace={**_trace(reading), **trace},
        )

    def _refusal(
        self,
        reading: Reading,
        status: Status,
        reason: str,
        ranked: Sequence[Candidate],
        near: list[str],
        trace: Mapping[str, object],
    ) -> Answer:
        bare = status not in ("not_covered", "declined") or reason in _BARE
        offered = () if bare else self._offered(ranked, near, reading)
        return Answer(
            status=status,
            text=refusal_text(status, reason, self._corpus.coverage, reading.language, offered),
            corpus=self._corpus.stamp,
            nearest=offered,
            suggestions=suggestions((n.source_id for n in offered), self._corpus, reading.standalone),
            trace=_trace(reading) | {"reason": reason, **trace},
        )

    def _offered(self, ranked: Sequence[Candidate], near: list[str], reading: Reading) -> tuple[Nearest, ...]:
        """The closest sentences; where there are none, the nearest sources."""
        closest = closest_sentences(ranked, self._corpus, reading.told)
        return closest or nearest_sources(near, self._corpus)


# Refusals beside which nothing is offered.
_BARE = ("harm", "private", "instructions", "live")


def _trace(reading: Reading) -> dict[str, object]:
    return {
        "standalone": reading.standalone,
        "kind": reading.kind,
        "named": sorted(reading.named),
        "corrected": [list(pair) for pair in reading.corrected],
    }
