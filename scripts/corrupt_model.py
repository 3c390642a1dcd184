"""What a lying model gets past the checks: real HTTP, real questions, each kind of corruption.

    python scripts/corrupt_model.py [--questions N] [--seed S] [--show N] [--lost]
    python scripts/corrupt_model.py --serve

A server that speaks as OpenAI does answers each question out of the passages that it is sent: once
faithfully (sentences of theirs, said otherwise by rule), then with every sentence spoilt in one way
(`corruptions.py`), then citing the wrong passage, an invented one or none, cut off, and dying. Asked to mend a
sentence it says the same again. A spoilt sentence has reached the reader when it was shown, if only for a
moment. The questions are the answerable cases and the set questions of the sources; of those, the ones that
a model is asked about, once. `--serve` only starts the server, honest, and prints the line that puts the
chat page in front of it. `--show` prints spoilt sentences beside their originals, to be read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event

from summitbot import Answer, Bot, Settings
from summitbot.evaluation import load_cases
from summitbot.records import Corpus
from summitbot.sentences import split_sentences
from summitbot.settings import load_settings

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

from corruptions import CORRUPTIONS, Around, spoilt  # noqa: E402
from paraphrases import paraphrased  # noqa: E402
from scripted_model import Asked, Reply, Scripted, serve  # noqa: E402

CITING = ("wrong passage", "invented passage", "no passage")
BREAKS = ("cut off", "died")
KINDS = (*CORRUPTIONS, *CITING, *BREAKS)
_BUNDLE = 4  # spoilt sentences of one reply
_FAITHFUL = 3


@dataclass(frozen=True)
class Said:
    """A sentence that the server says: of what kind, from which, citing what."""

    kind: str
    text: str
    original: str
    cited: str

    @property
    def whole(self) -> str:
        """As the server sends it."""
        return f"{self.text[:-1]}{self.cited}{self.text[-1]}"


@dataclass
class Tally:
    """What was sent and shown by kind, and what got through."""

    sent: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    said: list[Said] = field(default_factory=list)
    through: list[Said] = field(default_factory=list)
    lost: list[tuple[Said, str]] = field(default_factory=list)
    questions: int = 0
    given_up: int = 0


class Liar:
    """The script of the server: what it will say next is set before each question."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.passages: dict[int, str] = {}
        self.again: dict[str, str] = {}
        self.calls = 0

    def __call__(self, asked: Asked) -> Reply:
        """The reply; a request to mend a sentence gets the same sentence again."""
        if asked.task == "repair":
            sentence = asked.user.split("<sentence>\n")[1].split("\n</sentence>")[0]
            return Reply(self.again.get(sentence, "NOT_IN_SOURCES"))
        self.passages = asked.passages
        self.calls += 1
        return self.reply


class Trial:
    """One bot with the lying model, and what is said to one question after the other."""

    def __init__(self, settings: Settings, server: Scripted, liar: Liar, seed: int) -> None:
        changes = {
            "chat_model": "openai:liar",
            "chat_url": server.url + "/v1",
            "chat_timeout": 60,
            "chat_tokens": 100_000,
        }
        self.bot = Bot.open(settings.with_changes(**changes, chat_tokens_day=0, max_statements=12))
        self.liar, self.seed, self.tally = liar, seed, Tally()
        self.people = people(self.bot.corpus)

    def ask(self, question: str) -> bool:
        """Every kind of reply to one question; False where no model is asked about it, or about its parts."""
        self.liar.calls = 0
        self.liar.reply = Reply("NOT_IN_SOURCES")
        plain = self.bot.ask(question)
        if self.liar.calls != 1:
            return False
        random = Random(f"{self.seed} {question}")
        told = faithful(self.liar.passages, self.people, random)
        self.tally.questions += 1
        self._faithful(question, told)
        lead = told[0].original if told else ""
        tried = [self._spoilt(kind, told, random) for kind in (*CORRUPTIONS, *CITING)]
        wrong = [said for said in tried if said is not None]
        random.shuffle(wrong)
        for at in range(0, len(wrong), _BUNDLE):
            self._wrong(question, Said("", lead, lead, told[0].cited), wrong[at : at + _BUNDLE])
        for kind in BREAKS:
            self._broken(kind, question, told, plain)
        return True

    def _faithful(self, question: str, told: Sequence[Said]) -> None:
        shown, answer = self._shown(question, told)
        report = answer.trace["generation"]
        self.tally.given_up += not report["used"]
        for said in told:
            kind = "faithful, word for word" if said.text == said.original else "faithful, said otherwise"
            self.tally.sent[kind] += 1
            if report["used"] and said.text in shown:
                self.tally.shown[kind] += 1
            else:
                self.tally.lost.append((said, "; ".join(report["findings"])))

    def _spoilt(self, kind: str, told: Sequence[Said], random: Random) -> Said | None:
        """A sentence spoilt so, from the first that allows it; none where none does."""
        for said in random.sample(list(told), len(told)):
            around = Around(" ".join(self.liar.passages.values()), self.people, random)
            text = spoilt(kind, said.text, around) if kind in CORRUPTIONS else said.text
            cited = _miscited(kind, said, self.liar.passages) if kind in CITING else said.cited
            if text and cited is not None:
                return Said(kind, text, said.text, cited)
        return None

    def _wrong(self, question: str, lead: Said, wrong: Sequence[Said]) -> None:
        shown, _ = self._shown(question, (lead, *wrong))
        for said in wrong:
            self.tally.sent[said.kind] += 1
            self.tally.said.append(said)
            if shown.get(said.text) == "paraphrase" or (said.kind in CORRUPTIONS and said.text in shown):
                self.tally.shown[said.kind] += 1
                self.tally.through.append(said)

    def _broken(self, kind: str, question: str, told: Sequence[Said], plain: Answer) -> None:
        """A reply that breaks in the middle of a word of its last sentence must leave the answer out of the sources."""
        text = " ".join(said.whole for said in told)
        end = next((at for at in range(len(text) - 20, 0, -1) if text[at - 1 : at + 1].isalpha()), 0)
        reply = Reply(text[:end]) if kind == "cut off" else Reply(text, breaks_after=end)
        self.liar.reply = reply
        answer = self.bot.ask(question)
        self.tally.sent[kind] += 1
        if answer.statements != plain.statements:
            self.tally.shown[kind] += 1
            self.tally.through.append(Said(kind, answer.text, text, ""))

    def _shown(self, question: str, said: Sequence[Said]) -> tuple[dict[str, str], Answer]:
        """Kind by text of every sentence shown, if only while it streamed; and the answer."""
        self.liar.reply = Reply(" ".join(s.whole for s in said))
        self.liar.again = {s.text: s.whole for s in said}
        steps = list(self.bot.stream(question))
        answer: Answer = steps[-1][1]
        streamed = [value for name, value in steps if name == "statement"]
        return {s.text: s.kind for s in (*streamed, *answer.statements)}, answer


def faithful(passages: dict[int, str], names: Sequence[str], random: Random) -> list[Said]:
    """The first sentences of the passages, most of them said otherwise."""
    found: list[Said] = []
    for number, passage in passages.items():
        start, end = split_sentences(passage)[0]
        text = passage[start:end]
        if len(found) < _FAITHFUL and text.endswith(".") and "\n" not in text:
            said = paraphrased(text, Around(passage, names, random)) if random.random() < 0.8 else text
            found.append(Said("faithful", said, text, f" [{number}]"))
    return found


def _miscited(kind: str, said: Said, passages: dict[int, str]) -> str | None:
    """Marks that don't lead to what the sentence says: of the passage that says least of it, of none, or no marks."""
    if kind != "wrong passage":
        return " [88]" if kind == "invented passage" else ""
    words = set(said.text.lower().split())
    share, number = min((len(words & set(p.lower().split())) / len(words), n) for n, p in passages.items())
    return f" [{number}]" if share < 0.5 else None


def people(corpus: Corpus) -> list[str]:
    """The names of people that the sources are about; those that name two are left out."""
    return [
        s.title.split(" (")[0] for s in corpus.sources.values() if s.kind == "person" and "," not in s.title
    ]


def questions(corpus: Corpus, seed: int) -> Iterator[str]:
    """Those of the answerable cases, then those that the sources set, each group shuffled."""
    cases = [
        turn
        for case in load_cases(ROOT / "evals" / "cases")
        if case.suite == "answerable"
        for turn in case.turns[:1]
    ]
    for group in (
        [turn.question for turn in cases],
        [text for s in corpus.sources.values() for _, text in s.questions],
    ):
        yield from Random(seed).sample(group, len(group))


def lines(tally: Tally) -> list[str]:
    """The table."""
    rows = [f"{tally.questions} questions; {'kind':24} {'sent':>6} {'shown':>6}"]
    for kind in (*KINDS, "faithful, word for word", "faithful, said otherwise"):
        rows.append(f"{kind:38} {tally.sent[kind]:6} {tally.shown[kind]:6}")
    wrong, through = sum(tally.sent[k] for k in KINDS), sum(tally.shown[k] for k in KINDS)
    sent = sum(n for k, n in tally.sent.items() if k not in KINDS)
    lost = sent - sum(n for k, n in tally.shown.items() if k not in KINDS)
    rows.append(f"spoilt sentences and replies that reached the reader: {through} of {wrong}")
    rows.append(
        f"faithful sentences lost: {lost} of {sent} ({lost / max(1, sent):.1%}); "
        f"{tally.given_up} of {tally.questions} faithful answers gave way to the extract"
    )
    return rows


def measure(settings: Settings, most: int, seed: int) -> Tally:
    """Ask until `most` questions were put to the model."""
    liar = Liar()
    with serve(liar) as server:
        trial = Trial(settings, server, liar, seed)
        for question in questions(trial.bot.corpus, seed):
            if trial.tally.questions == most:
                break
            trial.ask(question)
    return trial.tally


def serve_honestly() -> None:
    """A model to look at the page with: faithful sentences until it is stopped."""

    def script(asked: Asked) -> str:
        told = faithful(asked.passages, [], Random(asked.user))
        return "NOT_IN_SOURCES" if asked.task == "repair" else " ".join(said.whole for said in told)

    with serve(script) as running:
        print(
            f"SUMMITBOT_CHAT_MODEL=openai:scripted SUMMITBOT_CHAT_URL={running.url}/v1 summitbot serve",
            flush=True,
        )
        Event().wait()


def main() -> None:
    """Print the table, and what got through."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=240, help="how many are put to the model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many spoilt sentences of each kind")
    parser.add_argument("--lost", action="store_true", help="print the faithful sentences that were lost")
    parser.add_argument("--serve", action="store_true", help="start the server alone, honest")
    wanted = parser.parse_args()
    if wanted.serve:
        serve_honestly()
    tally = measure(load_settings(), wanted.questions, wanted.seed)
    for kind in KINDS if wanted.show else ():
        for said in [s for s in tally.said if s.kind == kind][: wanted.show]:
            print(f"[{kind}]\n  was {said.original}\n  now {said.text}{said.cited}")
    for said, why in tally.lost if wanted.lost else ():
        print(f"[lost] {said.original}\n    as {said.text}\n    {why}")
    for said in tally.through:
        print(f"[through: {said.kind}]\n  was {said.original}\n  now {said.text}{said.cited}")
    print("\n".join(lines(tally)))


if __name__ == "__main__":
    main()
