"""`summitbot ask` and `summitbot search`."""

from __future__ import annotations

from pathlib import Path

from summitbot.bot import Bot
from summitbot.records import Hit
from summitbot.settings import Settings
from summitbot.surfaces.cli.batch import history_of, read_lines, write_lines
from summitbot.surfaces.cli.output import note, say, say_answer, say_json


def ask_one(settings: Settings, question: str, as_json: bool) -> None:
    """Answer one question on standard output."""
    answer = Bot.open(settings, note).ask(question)
    if as_json:
        say_json(answer.to_dict())
    else:
        say_answer(answer)


def ask_batch(settings: Settings, source: Path, target: Path | None) -> None:
    """A line out for every line in, in order, whatever the statuses."""
    rows = list(read_lines(source))
    bot = Bot.open(settings, note)
    write_lines(
        target,
        (
            {
                "id": row.get("id"),
                "answer": bot.ask(str(row.get("question") or ""), history_of(row)).to_dict(),
            }
            for row in rows
        ),
    )


def search_one(settings: Settings, query: str, k: int, as_json: bool) -> None:
    """The passages nearest to a query on standard output."""
    hits = Bot.open(settings, note).search(query, k)
    if as_json:
        say_json([_hit(hit) for hit in hits])
        return
    for hit in hits:
        say(f"{hit.rank:>3}  {hit.score:7.2f}  {hit.passage.source_id}  {' › '.join(hit.passage.headings)}")
        say(f"              {hit.passage.text[:160]}")


def search_batch(settings: Settings, source: Path, target: Path | None, k: int) -> None:
    """A line of hits out for every line in, in order."""
    rows = list(read_lines(source))
    bot = Bot.open(settings, note)
    write_lines(
        target,
        (
            {
                "id": row.get("id"),
                "hits": [_hit(h) for h in bot.search(str(row.get("question") or ""), k, history_of(row))],
            }
            for row in rows
        ),
    )


def _hit(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "source_id": passage.source_id,
        "passage_id": passage.id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 6),
    }
