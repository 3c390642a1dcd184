"""A model's answer, sentence by sentence: checked, mended once, replaced, dropped, or given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from summitbot.errors import ModelFailed
from summitbot.generation.evidence import Library, show
from summitbot.generation.judge import judge, stand_in
from summitbot.generation.parts import Checker, Draft, Evidence, Report, Written
from summitbot.generation.reading import drafts, resolve
from summitbot.models import GuardedModel, Message, Session
from summitbot.prompts import load_prompt, sentinel
from summitbot.records import Answer, Corpus, Hit

_MOST_FINDINGS = 20


class Writer:
    """Writes answers over one corpus with one model."""

    def __init__(self, corpus: Corpus, model: GuardedModel, checker: Checker, most: int) -> None:
        self._corpus = corpus
        self._model = model
        self._checker = checker
        self._most = most
        self._library = Library(corpus)

    def write(self, question: str, answer: Answer, hits: Sequence[Hit]) -> Iterator[Written | Report]:
        """Each sentence once it was found borne out, then a report.

        `answer` is the one out of the sources: where it refuses, puts a premise right, or is a list, a
        table or sides, no model is asked. Sentences given out count only if the report says that they are used.
        """
        if answer.status != "answered":
            yield Report("settled", self._model.name)
        elif answer.layout != "prose":
            yield Report("layout", self._model.name)
        else:
            evidence = self._library.gather(answer, hits)
            yield from _Work(self._corpus, self._model, self._checker, evidence).run(question, self._most)


class _Work:
    """The writing of one answer."""

    def __init__(
        self, corpus: Corpus, model: GuardedModel, checker: Checker, evidence: tuple[Evidence, ...]
    ) -> None:
        self._corpus = corpus
        self._session: Session = model.open()
        self._checker = checker
        self._evidence = evidence
        self._shown: set[str] = set()
        self._report = Report(model=model.name, prompt=load_prompt("answer").digest, asked=True)

    def run(self, question: str, most: int) -> Iterator[Written | Report]:
        why = ""
        try:
            for draft in drafts(self._reply(question, most)):
                written = self._settle(draft)
                if written is not None and written.text not in self._shown:
                    self._shown.add(written.text)
                    yield written
                if len(self._shown) >= most:
                    break
            why = "" if self._shown else "empty"
        except ModelFailed as failure:
            why = failure.why
        yield replace(self._report, why=why, tokens=self._session.spent)

    def _reply(self, question: str, most: int) -> Iterator[str]:
        prompt = load_prompt("answer")
        system, user = prompt.fill(
            {
                "subject": self._corpus.coverage.subject or "what the passages are about",
                "question": question,
                "passages": show(self._evidence),
                "most": str(most),
                "sentinel": sentinel(),
            }
        )
        return self._session.stream([Message("system", system), Message("user", user)], prompt.most_tokens)

    def _settle(self, draft: Draft) -> Written | None:
        """What is shown for a draft. Raises `ModelFailed` for a refusal, and when the first one is lost."""
        if sentinel() in draft.text:
            raise ModelFailed("refused")
        written = self._judged(draft)
        if written.verdict.label == "supported":
            self._count(kept=1)
            return written
        mended = self._mended(draft, written)
        if mended is not None:
            self._count(repaired=1)
            return mended
        if not self._shown:
            raise ModelFailed("unsupported")
        stands = stand_in(written, [self._corpus.sentences[s].text for s in written.sentences])
        self._count(replaced=int(stands is not None), dropped=int(stands is None))
        return stands

    def _judged(self, draft: Draft) -> Written:
        _, invented = resolve(draft.numbers, self._evidence)
        begun = perf_counter()
        written = judge(draft, self._evidence, self._checker)
        spent = round(self._report.checking + perf_counter() - begun, 6)
        findings = self._report.findings
        if written.verdict.label != "supported":
            findings = (*findings, *written.verdict.reasons)[:_MOST_FINDINGS]
        self._report = replace(
            self._report,
            sentences=self._report.sentences + 1,
            invented=(*self._report.invented, *invented),
            findings=findings,
            checking=spent,
        )
        return written

    def _mended(self, draft: Draft, lost: Written) -> Written | None:
        """The sentence after one more try by the model, if that is borne out."""
        cited, _ = resolve(draft.numbers, self._evidence)
        prompt = load_prompt("repair")
        system, user = prompt.fill(
            {
                "sentence": draft.text,
                "reasons": "\n".join(lost.verdict.reasons),
                "passages": show(cited or self._evidence),
                "sentinel": sentinel(),
            }
        )
        asked = [Message("system", system), Message("user", user)]
        try:
            again = next(drafts(self._session.stream(asked, prompt.most_tokens)), None)
        except ModelFailed:
            if self._session.seconds_left <= 0:
                raise
            return None
        if again is None or sentinel() in again.text:
            return None
        written = self._judged(again)
        return written if written.verdict.label == "supported" else None

    def _count(self, kept: int = 0, repaired: int = 0, replaced: int = 0, dropped: int = 0) -> None:
        now = self._report
        self._report = replace(
            now,
            kept=now.kept + kept,
            repaired=now.repaired + repaired,
            replaced=now.replaced + replaced,
            dropped=now.dropped + dropped,
        )
