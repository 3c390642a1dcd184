"""Cases that nobody is to read: a run prints and writes totals, and no question, answer or name of a case."""

from __future__ import annotations

from datetime import UTC, datetime

from summitbot.bot import Bot
from summitbot.errors import SummitbotError, UsageError
from summitbot.evaluation import page, texts
from summitbot.evaluation.copies import judge_all
from summitbot.evaluation.figures import summary
from summitbot.evaluation.run import ask_cases
from summitbot.evaluation.runs import write_json
from summitbot.files import write_text
from summitbot.surfaces.cli.evaluating import Home, Wanted, asking, choose, stamp_of, trend
from summitbot.surfaces.cli.output import note, say, say_json


def keep_blind(home: Home, what: str) -> None:
    """Raises `UsageError` where something would show single cases of a blind folder."""
    if home.blind:
        raise UsageError(
            f"{what} shows single cases, and those in {home.cases} are kept blind. "
            "Leave it out, or copy them to a folder of another name: then they are blind no longer."
        )


def run_blind(home: Home, wanted: Wanted) -> None:
    """One run over blind cases: `summary.json`, `run.json` and reports, all of totals alone."""
    for what, given in (
        ("--case", wanted.case),
        ("--changed", wanted.changed),
        ("--gate", wanted.gate),
        ("--answers", wanted.answers),
        ("--judge", wanted.model),
    ):
        if given:
            keep_blind(home, what)
    bot = Bot.open(home.settings, note)
    chosen = choose(home, wanted, bot)
    turns = judge_all(chosen, list(ask_cases(bot, asking(chosen))), bot)
    made = datetime.now(UTC)
    stamp = stamp_of(wanted, bot, made)
    figures = summary([turn.score for turn in turns], stamp.corpus, stamp.made)
    folder = home.new_run(made)
    write_json(folder / "summary.json", figures)
    write_json(folder / "run.json", stamp.to_dict())
    write_text(folder / "report.html", page.html(figures, [], None, trend(home, figures)))
    write_text(folder / "report.md", texts.markdown(figures, None))
    if wanted.as_json:
        say_json(figures)
    else:
        for line in texts.table(figures):
            say(line)
        say(f"Totals alone, since these cases are kept blind. Report: {folder / 'report.html'}")
    if figures["grounding"]["ungrounded"]:
        raise SummitbotError(
            "Statements break the promise of grounding. Look for such among cases that may be read."
        )
