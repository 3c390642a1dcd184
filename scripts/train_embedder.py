"""Train the built-in embedder from the sources alone, with sentence-transformers.

    python scripts/train_embedder.py                        write src/summitbot/models/static
    python scripts/train_embedder.py --sources DIR --output DIR --seed 7

Needs the extra `sentence-transformers`. A static embedding (a vector a token, averaged) is started
from what the texts themselves tell of their words (positive pointwise mutual information of
neighbours, Levy & Goldberg 2014, reduced by singular value decomposition), weighted by rarity (SIF,
Arora et al. 2017), then trained on pairs out of the sources with MultipleNegativesRankingLoss
inside MatryoshkaLoss. The same sources and seed give the same weights.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from summitbot.embedding import TRAINED_ON
from summitbot.passages import cut_passages
from summitbot.records import Passage, Sentence, Source
from summitbot.sources import read_sources
from summitbot.text import load_data

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "src" / "summitbot" / "models" / "static"
# Longer texts are not questions: no word of theirs is swapped.
SHORT = 20
Pair = tuple[str, str]


@dataclass(frozen=True)
class Plan:
    """How the model is trained; docs/decisions/003-embedder-and-dense-weight.md says what was tried."""

    vocabulary: int = 2000
    dimension: int = 256
    window: int = 8
    rarity: float = 1e-2
    epochs: int = 4
    batch: int = 256
    rate: float = 1e-2
    seed: int = 7


def pairs(sources: Sequence[Source], questions: bool = True) -> list[Pair]:
    """(what is asked, what answers) out of the sources, in their order, each pair once.

    Headings, titles and the front matter's questions with passages and their opening sentences and, where
    one passage answers them, with each other,
    aliases with titles and openings, and neighbouring sentences.
    """
    passages, sentences = cut_passages(sources, 300)
    inside: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        inside.setdefault(sentence.passage, []).append(sentence)
    by_source: dict[str, list[tuple[Passage, list[Sentence]]]] = {}
    for number, passage in enumerate(passages):
        by_source.setdefault(passage.source_id, []).append((passage, inside.get(number, [])))
    found: dict[Pair, None] = {}
    for source in sources:
        rows = by_source.get(source.id, [])
        for pair in (*_of_passages(source, rows, questions), *_of_names(source, rows)):
            if all(pair) and pair[0] != pair[1]:
                found[pair] = None
    return list(found)


def _of_passages(
    source: Source, rows: list[tuple[Passage, list[Sentence]]], questions: bool
) -> Iterator[Pair]:
    for passage, inside in rows:
        asked = [*passage.headings[-1:], *(passage.asked if questions else ())]
        yield from permutations(asked, 2)
        for question in asked or [source.title]:
            yield question, passage.text
            for sentence in inside:
                yield question, sentence.text
        for one, two in pairwise(inside):
            yield one.text, two.text


def _of_names(source: Source, rows: list[tuple[Passage, list[Sentence]]]) -> Iterator[Pair]:
    openings = [inside[0].text for _, inside in rows[:1] if inside]
    for name in (source.title, *source.aliases):
        for other in (source.title, *openings):
            yield name, other
    for passage, _ in rows:
        yield source.title, passage.text


def swapped(found: Sequence[Pair], groups: Iterable[Sequence[str]], seed: int) -> list[Pair]:
    """The pairs, and each short question again with one word put for another of its group of everyday words."""
    others: dict[str, list[str]] = {}
    for group in groups:
        for member in group:
            others.setdefault(member, []).extend(other for other in group if other != member)
    chance = random.Random(seed)
    more = []
    for asked, answer in found:
        tokens = asked.split()
        known = [at for at, token in enumerate(tokens) if token.lower().strip("?.,") in others]
        if known and len(tokens) < SHORT:
            at = chance.choice(known)
            tokens[at] = chance.choice(others[tokens[at].lower().strip("?.,")])
            more.append((" ".join(tokens), answer))
    return [*found, *more]


def texts_of(sources: Sequence[Source], questions: bool = True) -> list[str]:
    """Every text that the vocabulary and the neighbourhoods of words are learnt from."""
    passages, _ = cut_passages(sources, 300)
    names = [text for s in sources for text in (s.title, *s.aliases)]
    asked = [text for p in passages for text in p.asked] if questions else []
    return [*names, *("\n".join((*p.headings, p.text)) for p in passages), *asked]


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Byte-pair encoding, lower-cased (its training is deterministic; WordPiece's is not)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.BpeTrainer(vocab_size=size, min_frequency=2, show_progress=False)
    tokenizer.train_from_iterator(list(texts), trainer)
    return tokenizer


def first_rows(tokenizer: Tokenizer, texts: Sequence[str], plan: Plan) -> NDArray[np.float32]:
    """A vector a token: PPMI of neighbours within a window, by SVD, weighted by rarity."""
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd
    from threadpoolctl import threadpool_limits

    size = tokenizer.get_vocab_size()
    near: Counter[tuple[int, int]] = Counter()
    seen: Counter[int] = Counter()
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        ids = encoding.ids
        seen.update(ids)
        for at, one in enumerate(ids):
            for two in ids[at + 1 : at + 1 + plan.window]:
                near[one, two] += 1
                near[two, one] += 1
    cells = sorted(near)
    row, column = np.array(cells).T
    count = np.array([near[cell] for cell in cells], dtype=np.float64)
    of_row = np.bincount(row, count, size)
    of_column = np.bincount(column, count, size) ** 0.75
    mutual = np.log(count * of_column.sum() / (of_row[row] * of_column[column]))
    matrix = csr_matrix((np.maximum(mutual, 0), (row, column)), shape=(size, size))
    kept = min(plan.dimension, size - 1)
    with threadpool_limits(1):  # sums of several threads differ in their last bits
        left, strength, _ = randomized_svd(matrix, kept, random_state=plan.seed)
    rows = np.zeros((size, plan.dimension))
    rows[:, :kept] = left * np.sqrt(strength)
    alone = np.linalg.norm(rows, axis=1) < 1e-6  # without neighbours, and a zero row has no gradient
    rows[alone] = np.random.default_rng(plan.seed).normal(size=(int(alone.sum()), plan.dimension))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    share = np.bincount(np.fromiter(seen.elements(), int), minlength=size) / max(1, seen.total())
    return (rows * (plan.rarity / (plan.rarity + share))[:, None]).astype(np.float32)


def train(sources: Sequence[Source], output: Path, plan: Plan, questions: bool = True) -> None:
    """Train on the sources and save to a folder that sentence-transformers loads."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from datasets import Dataset, disable_caching
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from sentence_transformers.sentence_transformer.trainer import SentenceTransformerTrainer
    from sentence_transformers.sentence_transformer.training_args import (
        BatchSamplers,
        SentenceTransformerTrainingArguments,
    )
    from transformers import PrinterCallback

    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    disable_caching()
    texts = texts_of(sources, questions)
    tokenizer = train_tokenizer(texts, plan.vocabulary)
    module = StaticEmbedding(tokenizer, embedding_weights=first_rows(tokenizer, texts, plan))
    model = SentenceTransformer(modules=[module], device="cpu")
    model.model_card_data.generate_widget_examples = False
    found = swapped(pairs(sources, questions), load_data("thesaurus")["groups"], plan.seed)
    rows = Dataset.from_dict({"anchor": [a for a, _ in found], "positive": [b for _, b in found]})
    widths = [plan.dimension // part for part in (1, 2, 4)]
    loss = MatryoshkaLoss(model, MultipleNegativesRankingLoss(model), matryoshka_dims=widths)
    with tempfile.TemporaryDirectory() as scratch:
        arguments = SentenceTransformerTrainingArguments(
            output_dir=scratch,
            num_train_epochs=plan.epochs,
            per_device_train_batch_size=plan.batch,
            learning_rate=plan.rate,
            warmup_steps=0.1,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            seed=plan.seed,
            data_seed=plan.seed,
            use_cpu=True,
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
            logging_strategy="no",
        )
        trainer = SentenceTransformerTrainer(model=model, args=arguments, train_dataset=rows, loss=loss)
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    save(model, output)
    ids = sorted(source.id for source in sources)
    (output / TRAINED_ON).write_text(json.dumps(ids, indent=0) + "\n", encoding="utf-8")


def save(model: object, output: Path) -> None:
    """Write the model without a model card (a card would hold the date and the machine)."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    model.save_pretrained(str(output), create_model_card=False)  # type: ignore[attr-defined]
    for path in output.iterdir():
        path.chmod(0o644)  # safetensors writes for the owner alone; a package is read by all


def main() -> None:
    """Train and say how large the model became."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    args = parser.parse_args()
    sources = read_sources(args.sources)
    train(sources, args.output, Plan(seed=args.seed))
    size = sum(path.stat().st_size for path in args.output.rglob("*") if path.is_file())
    sys.stdout.write(f"{args.output}: {len(sources)} sources, {size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
