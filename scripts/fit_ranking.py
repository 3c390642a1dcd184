"""Fit the ranking and the decision to answer: a linear listwise softmax and a logistic regression.

    python scripts/fit_ranking.py --foreign DIR [--foreign DIR …] [--write]

The rows are questions with marked answers: the evaluation cases over our own sources (a sentence
is right when it holds every fact that the case demands), and folders of foreign questions, each
with `sources/` and `questions.jsonl` (lines {"question", "answers": [text, …]}, no answers where
the texts have none). Prints the weights and, by cross-validation over groups of questions, what
they reach; `--write` puts them into the package's data files.

Listwise softmax: Cao et al. 2007 (ListNet, top one). Both fits are ridge-regularised on features
scaled to unit variance, so the weights are those of the raw features.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting_questions import Case, fitting_questions, foreign_questions, own_questions
from numpy.typing import NDArray
from scipy.optimize import minimize

from summitbot import Bot, Question, Settings
from summitbot.answering.choose import ComposeRules, choose
from summitbot.answering.features import FEATURES, Asked
from summitbot.answering.rank import rank_sentences
from summitbot.answering.signals import signals
from summitbot.bot import UNKNOWN
from summitbot.retrieval import RetrievalWeights, retrieve

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "summitbot" / "data"
# Weights that no question of ours tells anything of: an answer must not lead with the wrong side's words (decision 004).
BY_HAND = {"curated": {"otherparty": -1.5}, "untrained": {"otherparty": -1.5}, "plain": {"otherparty": -1.5}}
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One question: candidates' features, which are right, the signals, and whether the reply is right."""

    features: Matrix
    right: NDArray[np.bool_]
    signals: NDArray[np.float64]
    replied_right: bool
    answerable: bool


def rows_of(bot: Bot, questions: list[Case], weights: RetrievalWeights | None = None) -> list[Row]:
    """Features, signals and labels of every question that reaches retrieval; the bot's own weights unless others are given."""
    rows = []
    for asked in questions:
        reading = bot.reader.read(Question(asked.question))
        if reading.early:
            continue
        found = retrieve(reading, bot.corpus, bot.index.lexical, bot.index.vectors, weights or bot.weights)
        idf = bot.index.lexical.vocabulary.idf
        ranked = rank_sentences(found.candidates, reading, bot.corpus, idf)
        if not ranked:
            continue
        texts = [bot.corpus.sentences[c.sentence].text for c in ranked]
        most = bot.settings.max_statements
        _, picked = choose(ranked, reading, Asked.of(reading, idf), bot.corpus, most, ComposeRules())
        reply = " ".join(bot.corpus.sentences[pick.sentence].text for pick in picked)
        rows.append(
            Row(
                np.array([[c.features[f] for f in FEATURES] for c in ranked]),
                np.array([asked.sentence(text) for text in texts]),
                np.array(list(signals(reading, ranked, bot.corpus, idf).values())),
                asked.answerable and asked.answer(reply),
                asked.answerable,
            )
        )
    return rows


def fit_ranking(rows: list[Row], ridge: float) -> NDArray[np.float64]:
    """Weights of the features by listwise softmax over each question's candidates."""
    rows = [r for r in rows if r.right.any() and not r.right.all()]
    scale = np.vstack([r.features for r in rows]).std(axis=0)
    scale[scale == 0] = np.inf
    lists = [(r.features / scale, r.right) for r in rows]

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(w)
        for features, right in lists:
            z = features @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            mass = p[right].sum() + 1e-12
            total -= np.log(mass)
            slope += features.T @ (p - p * right / mass)
        return total / len(lists) + ridge * w @ w, slope / len(lists) + 2 * ridge * w

    best = minimize(loss, np.zeros(lists[0][0].shape[1]), jac=True, method="L-BFGS-B").x
    return np.asarray(best / scale)


# With few unanswerable cases of our own, a sign that makes no sense is chance: these are held to theirs.
SIGNS = {
    "coverage": 1, "coverage3": 1, "type_ok": 1, "ccov": 1, "lcs": 1, "headcov": 1, "named": 1, "passage": 1, "matter": 1,
    "matter_passage": 1, "matter_posed": 1, "matter_left": -1, "matter_none": -1, "posed": 1, "kindhead": 1, "detail_ok": 1,
    "misname": -1, "type_miss": -1, "rarest_left": -1, "unseen": -1, "othername": -1, "period_miss": -1, "detail_miss": -1,
    "words_left": -1, "posedfirst": 1, "asks_what": -1,
}  # fmt: skip


# What a question without an answer counts beside one with: few of our own cases are of that kind.
SILENT = {"curated": 1.5, "untrained": 1.5, "plain": 1.0}


def _bounds(names: list[str], held: bool) -> list[tuple[float | None, float | None]]:
    """For the bias and each signal; a signal without a sign of its own is left out."""
    if not held:
        return [(None, None)] * (len(names) + 1)
    limits: dict[int, tuple[float | None, float | None]] = {1: (0, None), -1: (None, 0), 0: (0, 0)}
    return [(None, None), *(limits[SIGNS.get(name, 0)] for name in names)]


def fit_decision(
    sets: list[list[Row]], ridge: float, bounds: list[tuple[float | None, float | None]], silent: float
) -> tuple[float, NDArray[np.float64]]:
    """Bias and weights of the signals by logistic regression; every set counts the same, `silent` what an unanswerable row counts."""
    x = np.vstack([[r.signals for r in rows] for rows in sets])
    y = np.concatenate([[float(r.replied_right) for r in rows] for rows in sets])
    share = np.concatenate([[(1.0 if r.answerable else silent) / len(rows) for r in rows] for rows in sets])
    share /= share.sum()
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = np.inf
    z = (x - mean) / scale

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = w[0] + z @ w[1:]
        error = share * (1 / (1 + np.exp(-s)) - y)
        value = float(share @ (np.logaddexp(0, s) - y * s)) + ridge * w[1:] @ w[1:]
        return value, np.concatenate([[error.sum()], z.T @ error + 2 * ridge * w[1:]])

    best = minimize(loss, np.zeros(z.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = best[1:] / scale
    return float(best[0] - weights @ mean), np.asarray(weights)


def trade_off(rows: list[Row], bias: float, weights: NDArray[np.float64]) -> str:
    """For thresholds: score (right − wrong) / n, share answered of the answerable, refused of the others."""
    p = 1 / (1 + np.exp(-(np.array([r.signals for r in rows]) @ weights + bias)))
    right = np.array([r.replied_right for r in rows])
    able = np.array([r.answerable for r in rows])
    cells = []
    for threshold in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.57, 0.6, 0.65):
        replied = p >= threshold
        score = ((replied & right).sum() - (replied & ~right).sum()) / len(rows)
        refused = (~replied[~able]).mean() if (~able).any() else float("nan")
        cells.append(
            f"{threshold:.2f}: {score:+.3f} ({replied[able].mean():.0%} answered, {refused:.0%} refused)"
        )
    return "  ".join(cells)


def first_right(rows: list[Row], weights: NDArray[np.float64]) -> float:
    """Share of answerable questions whose first-ranked sentence is right."""
    able = [r for r in rows if r.answerable]
    return float(np.mean([r.right[int(np.argmax(r.features @ weights))] for r in able]))


def cross_validated(sets: dict[str, list[Row]], ridge: float, folds: int = 5) -> dict[str, float]:
    """`first_right` of each set, each fold ranked with weights fitted on all other rows."""
    out = {}
    for name, rows in sets.items():
        others = [r for other, theirs in sets.items() if other != name for r in theirs]
        total = 0.0
        for fold in range(folds):
            kept = [r for n, r in enumerate(rows) if n % folds != fold]
            weights = fit_ranking([*others, *kept], ridge)
            held = rows[fold::folds]
            total += first_right(held, weights) * sum(r.answerable for r in held)
        out[name] = total / sum(r.answerable for r in rows)
    return out


def rounded(names: list[str] | tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    """Weights by name, to two decimals; zeros left out."""
    return {n: round(float(v), 2) for n, v in zip(names, values, strict=True) if abs(v) >= 0.005}


def main() -> None:
    """Collect, fit, print, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--foreign", action="append", type=Path, default=[])
    parser.add_argument("--ridge", type=float, default=0.002)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    own = Bot.open(Settings(sources=ROOT / "sources", index=ROOT / "index"))
    ours = _rows_of_ours(own)
    strange = _rows_of_ours(own, UNKNOWN)
    foreign: dict[str, list[Row]] = {}
    for folder in args.foreign:
        bot = Bot.open(Settings(sources=folder / "sources", index=folder / "index"))
        foreign[folder.name] = rows_of(bot, foreign_questions(folder / "questions.jsonl"))
    kinds = {"curated": ours, "untrained": strange, "plain": foreign}
    ranking = {}
    for kind, sets in kinds.items():
        if sets:
            ranking[kind] = fit_ranking([r for rows in sets.values() for r in rows], args.ridge)
            print("ranking", kind, json.dumps(rounded(FEATURES, ranking[kind])))
            print("  first sentence right, cross-validated", cross_validated(sets, args.ridge))
    names = list(_signal_names(own))
    decisions = {kind: decided(kind, sets, names, args.ridge) for kind, sets in kinds.items() if sets}
    if args.write:
        _write("ranking", {k: rounded(FEATURES, w) | BY_HAND.get(k, {}) for k, w in ranking.items()})
        _write("deciding", decisions)


def decided(kind: str, sets: dict[str, list[Row]], names: list[str], ridge: float) -> dict[str, object]:
    """The estimate fitted on all sets, printed with each set's trade-off by an estimate fitted on the others alone."""
    bounds = _bounds(names, kind != "plain")
    telling = {n: rows for n, rows in sets.items() if any(not r.answerable for r in rows)}
    bias, weights = fit_decision(list(telling.values()), ridge, bounds, SILENT[kind])
    found: dict[str, object] = {"bias": round(bias, 2), "weights": rounded(names, weights)}
    print(kind, json.dumps(found))
    for name, rows in telling.items():
        others = [theirs for other, theirs in telling.items() if other != name] or [rows]
        print(f"  {name}: {trade_off(rows, *fit_decision(others, ridge, bounds, SILENT[kind]))}")
    return found


def _rows_of_ours(bot: Bot, weights: RetrievalWeights | None = None) -> dict[str, list[Row]]:
    """The rows of every set over our own sources."""
    found = {"own": rows_of(bot, own_questions(ROOT / "evals" / "cases"), weights)}
    for path in sorted((ROOT / "evals" / "fitting").glob("*.jsonl")):
        found |= {name: rows_of(bot, cases, weights) for name, cases in fitting_questions(path).items()}
    return found


def _signal_names(bot: Bot) -> list[str]:
    reading = bot.reader.read(Question(bot.corpus.passages[0].text[:80]))
    found = retrieve(reading, bot.corpus, bot.index.lexical, None, bot.weights)
    idf = bot.index.lexical.vocabulary.idf
    return list(signals(reading, rank_sentences(found.candidates, reading, bot.corpus, idf), bot.corpus, idf))


def _write(name: str, changes: dict[str, dict[str, object]]) -> None:
    path = DATA / f"{name}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for key, value in changes.items():
        data[key] = {**data.get(key, {}), **value}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
