"""Feedback and permalinks over one bot: what page, API and command line share."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from summitbot.bot import Bot
from summitbot.errors import UsageError
from summitbot.ledger import VERDICTS, Feedback, Frozen, Judgement, Ledger
from summitbot.records import REPLIES, Answer, Citation, Source, Turn

LONGEST_COMMENT = 2000
# What a source says and rests on; where its file lies and which questions it lists are no part of that.
_SAID = ("id", "title", "text", "date", "end", "place", "people", "parties", "references")


@dataclass(frozen=True)
class Thawed:
    """A frozen answer, and what became of the sources that it cites, or quotes beside a refusal.

    `changed` are those that read otherwise now, `gone` those that are no more; `moved` are the numbers of the
    citations whose quote stands nowhere in its source any longer.
    """

    frozen: Frozen
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[int, ...] = ()


class Keeper:
    """What readers leave behind, kept in the ledger of the bot's settings (opened at first use)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger; feedback past its time is removed as it opens. Raises `LedgerUnusable`."""
        ledger = Ledger.open(self._bot.settings.data_dir())
        expire(ledger, self._bot.settings.keep_days)
        return ledger

    def freeze(self, question: str, history: Sequence[Turn] = ()) -> Frozen:
        """Freeze the answer to a question; its `id` is the permalink.

        The bot is asked once more, because an answer that comes back from a browser could be anybody's.
        The same answer frozen twice has the same permalink.
        """
        answer = self._bot.ask(question, history)
        sources = self._bot.corpus.sources
        cited = [citation.source_id for citation in answer.citations]
        quoted = dict.fromkeys([*cited, *(near.source_id for near in answer.nearest if near.quote)])
        hashes = tuple((id_, source_hash(sources[id_])) for id_ in quoted)
        content = json.dumps([question, answer.to_dict(), hashes], sort_keys=True, ensure_ascii=False)
        id_ = hashlib.sha256(content.encode()).hexdigest()[:20]
        self.ledger.add_frozen(Frozen(id_, _now(), question, answer, hashes))
        return self.thaw_frozen(id_)

    def thaw_frozen(self, id_: str) -> Frozen:
        """The frozen answer of a permalink. Raises `UsageError` where there is none."""
        frozen = self.ledger.frozen(id_)
        if frozen is None:
            raise UsageError("There is no answer under this link. Ask the question again.")
        return frozen

    def thaw(self, id_: str) -> Thawed:
        """The frozen answer of a permalink, marked where its sources changed. Raises `UsageError`."""
        frozen = self.thaw_frozen(id_)
        now = self._bot.corpus.sources
        gone = tuple(source for source, _ in frozen.hashes if source not in now)
        changed = tuple(s for s, then in frozen.hashes if s in now and source_hash(now[s]) != then)
        moved = tuple(c.number for c in frozen.answer.citations if not _stands(c, now))
        return Thawed(frozen, changed, gone, moved)

    def judge(
        self,
        verdict: Judgement,
        question: str,
        answer: Answer,
        citation: int | None = None,
        comment: str = "",
    ) -> Feedback:
        """Keep a reader's judgement of an answer or of one of its citations.

        The question is kept only where the setting `keep_questions` says so. Raises `UsageError` for a verdict
        that is none, a citation that the answer lacks, or a comment that is too long.
        """
        _check(verdict, answer, citation, comment)
        feedback = Feedback(
            id=uuid.uuid4().hex,
            made=_now(),
            verdict=verdict,
            comment=comment.strip(),
            question=question if self._bot.settings.keep_questions else "",
            status=answer.status,
            citation=citation,
            sources=tuple(dict.fromkeys(c.source_id for c in answer.citations)),
            fingerprint=answer.corpus.fingerprint,
        )
        self.ledger.add_feedback(feedback)
        return feedback


def expire(ledger: Ledger, days: int) -> int:
    """Remove feedback older than so many days; how many there were."""
    return ledger.forget_feedback_before(_iso(datetime.now(UTC) - timedelta(days=days)))


def source_hash(source: Source) -> str:
    """A mark of what a source says and what it rests on."""
    said = {key: value for key, value in source.to_dict().items() if key in _SAID}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def pending_cases(feedback: Iterable[Feedback]) -> list[dict[str, Any]]:
    """Feedback as evaluation cases for a curator to complete; what has no question gives none.

    A verdict is a lead and no fact: `right` keeps the status that was given, the others ask for an
    answer, and the reader's words stand in `origin`.
    """
    rows: list[dict[str, Any]] = []
    for entry in (entry for entry in feedback if entry.question):
        right = entry.verdict == "right"
        row = {
            "id": f"feedback-{entry.id[:8]}",
            "question": entry.question,
            "category": "feedback",
            "expect": [entry.status] if right and entry.status else sorted(REPLIES - {"false_premise"}),
            "origin": _origin(entry),
        }
        rows.append(row | ({"sources": list(entry.sources)} if right and entry.sources else {}))
    return rows


def _origin(entry: Feedback) -> str:
    about = f" about citation {entry.citation}" if entry.citation is not None else ""
    comment = f": {entry.comment}" if entry.comment else ""
    return f"A reader’s feedback of {entry.made[:10]}, “{entry.verdict}”{about}{comment}"


def _check(verdict: str, answer: Answer, citation: int | None, comment: str) -> None:
    if verdict not in VERDICTS:
        raise UsageError(f"There is no verdict '{verdict}'. Name one of: {', '.join(VERDICTS)}.")
    if citation is not None and citation not in {c.number for c in answer.citations}:
        raise UsageError(f"The answer has no citation {citation}. Name one of its numbers.")
    if len(comment) > LONGEST_COMMENT:
        raise UsageError(f"The comment is too long. Keep to {LONGEST_COMMENT} characters.")


def _stands(citation: Citation, sources: Mapping[str, Source]) -> bool:
    source = sources.get(citation.source_id)
    return source is not None and citation.quote in source.text


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
