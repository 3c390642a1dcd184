"""How follow-ups are read: our own dialogues, and the rewrites of CAsT 2020.

    python scripts/score_followups.py                                   # evals/fitting/dialogues.yaml
    python scripts/score_followups.py --file evals/fitting/FILE.yaml --failures
    python scripts/score_followups.py --cast PATH/OF/cast-2020.json     # F1 of content words, against people's rewrites

Each turn of our dialogues is asked with the bot's own answers as history. `has` are patterns that its reading must
hold, `lacks` such as it must not, `alone` says that it must be read as if nothing had gone before.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from summitbot import Bot, Turn
from summitbot.markup import read_yaml
from summitbot.settings import load_settings
from summitbot.stemming import stem
from summitbot.text import content_words, fold, words
from summitbot.understanding import NameIndex
from summitbot.understanding.followup import FollowUps

DIALOGUES = Path(__file__).parents[1] / "evals" / "fitting" / "dialogues.yaml"
# A usual list of English function words, shorter than our own: the aim of .67 was counted with one like it.
FUNCTION = frozenset(
    "i me my myself we our ours ourselves you your yours yourself he him his himself she her hers herself it its "
    "itself they them their theirs themselves what which who whom this that these those am is are was were be been "
    "being have has had having do does did doing a an the and but if or because as until while of at by for with "
    "about against between into through during before after above below to from up down in out on off over under "
    "again further then once here there when where why how all any both each few more most other some such no nor "
    "not only own same so than too very s t can will just don should now".split()
)


def turns_of(bot: Bot, dialogue: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, bool]]:
    """Each scored turn, the reading of its question or questions, and whether it was read alone."""
    history: list[Turn] = []
    for turn in dialogue["turns"]:
        steps = list(bot.stream(turn["ask"], tuple(history)))
        readings = [value for name, value in steps if name == "reading"]
        if {"has", "lacks", "alone"} & set(turn):
            alone = [r.standalone for r in readings] == [turn["ask"]] and not any(r.context for r in readings)
            yield turn, " | ".join(r.standalone for r in readings), alone
        history += [Turn("user", turn["ask"]), Turn("assistant", steps[-1][1].text)]


def fault(turn: dict[str, Any], read: str, alone: bool) -> str:
    """What is wrong with a reading, in words; '' where nothing is."""
    folded = fold(read)
    lost = [p for p in turn.get("has", ()) if not re.search(p, folded)]
    extra = [p for p in turn.get("lacks", ()) if re.search(p, folded)]
    faults = [f"lacks {lost}" if lost else "", f"holds {extra}" if extra else ""]
    return ", ".join(filter(None, [*faults, "inherits" if turn.get("alone") and not alone else ""]))


def score_dialogues(path: Path, failures: bool) -> None:
    """Print how many turns and dialogues are read as they should be."""
    bot = Bot.open(load_settings())
    rows = [
        (d["id"], turn, read, fault(turn, read, alone))
        for d in read_yaml(path.read_text(encoding="utf-8"))
        for turn, read, alone in turns_of(bot, d)
    ]
    wrong = [row for row in rows if row[3]]
    whole = {row[0] for row in rows}
    print(
        f"turns {len(rows) - len(wrong)}/{len(rows)}, whole dialogues {len(whole - {w[0] for w in wrong})}/{len(whole)}"
    )
    for id_, turn, read, why in wrong if failures else ():
        print(f"{id_}: {turn['ask']}\n    → {read}\n    {why}")


def score_cast(path: Path) -> None:
    """Print recall, precision and F1 of the content words of our readings, a mean over the follow-ups."""
    reader = FollowUps(NameIndex(()))
    pairs = [
        (
            turns[0]["raw_utterance"],
            turns[at]["raw_utterance"],
            turns[at]["manual_rewritten_utterance"],
            reader.standalone(
                turns[at]["raw_utterance"], tuple(Turn("user", t["raw_utterance"]) for t in turns[:at])
            ).text,
        )
        for turns in (dialogue["turn"] for dialogue in json.loads(path.read_text(encoding="utf-8")))
        for at in range(1, len(turns))
    ]
    for name, tokens in (("usual list, stemmed", _stems), ("our own list", content_words)):
        for rule, of in (
            ("raw", lambda p: p[1]),
            ("first turn added", lambda p: p[0] + " " + p[1]),
            ("ours", lambda p: p[3]),
        ):
            rows = [_f1(set(tokens(of(p))), set(tokens(p[2]))) for p in pairs]
            print(f"{name:20} {rule:17}", *(f"{fmean(column):.3f}" for column in zip(*rows, strict=True)))


def _stems(text: str) -> list[str]:
    return [stem(w) for w in words(text) if w not in FUNCTION]


def _f1(found: set[str], wanted: set[str]) -> tuple[float, float, float]:
    """Recall, precision and F1 of a set of words."""
    both = len(found & wanted)
    if not both:
        return (0.0, 0.0, 0.0)
    return both / len(wanted), both / len(found), 2 * both / (len(found) + len(wanted))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, default=DIALOGUES, help="dialogues to score")
    parser.add_argument("--failures", action="store_true", help="show each turn that is read wrongly")
    parser.add_argument("--cast", type=Path, help="CAsT 2020 with manual rewrites, JSON")
    asked = parser.parse_args()
    if asked.cast:
        score_cast(asked.cast)
    else:
        score_dialogues(asked.file, asked.failures)


if __name__ == "__main__":
    main()
