"""Hybrid retrieval: what the arms bring, and what front matter adds."""

from __future__ import annotations

import pytest

from summitbot import Bot, Question, Settings
from summitbot.retrieval import RetrievalWeights, retrieve


def first(bot: Bot, question: str) -> str:
    return bot.search(question, 1)[0].passage.source_id


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("trout for dinner", "lake-summit"),
        ("captured boats", "hill-summit"),
        ("the Iron Angler", "ana-rok"),
        ("water for wood", "wfw"),
        ("watter for woood", "wfw"),
        ("second Rok-Tamm meeting", "hill-summit"),
        ("언덕 회담", "hill-summit"),
        ("언덕회담은 언제", "hill-summit"),
        ("talks of 1991", "hill-summit"),
    ],
)
def test_the_right_source_comes_first(bot: Bot, question: str, source: str) -> None:
    assert first(bot, question) == source


def test_hits_are_ranked_distinct_and_as_many_as_asked(bot: Bot) -> None:
    hits = bot.search("the presidents of Arland and Borland", 4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert len({hit.passage.id for hit in hits}) == 4
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_the_same_question_gives_the_same_ranking(bot: Bot, tiny_settings: Settings) -> None:
    other = Bot.open(tiny_settings)
    question = "What did Borland say of the water?"
    assert bot.search(question, 5) == other.search(question, 5)


@pytest.mark.parametrize("dense", [0.0, 0.1, 1.0])
def test_each_arm_is_reported(bot: Bot, dense: float) -> None:
    reading = bot.reader.read(Question("Where is the Hotel Astoria?"))
    weights = RetrievalWeights(dense=dense)
    found = retrieve(reading, bot.corpus, bot.index.lexical, bot.index.vectors, weights)
    assert found.hits[0].passage.source_id == "lake-summit"
    assert set(found.hits[0].scores) == {"lexical", "asked", "dense", "dense_asked", "front_matter"}
    assert (found.hits[0].scores["dense"] > 0) == (dense > 0)


def test_the_vectors_are_all_in_chroma(bot: Bot) -> None:
    assert bot.index.vectors.count() == len(bot.corpus.passages)


def test_dense_search_agrees_with_exact_search(bot: Bot) -> None:
    from summitbot.embedding import load_embedder
    from summitbot.index.build import passage_text

    embedder = load_embedder(bot.settings.embedder)
    texts = [passage_text(bot.corpus.source_of(p), p) for p in bot.corpus.passages]
    exact = embedder.embed(texts) @ embedder.embed(["the price of water"])[0]
    found = bot.index.vectors.search("the price of water", len(texts)).passages
    for passage, cosine in zip(bot.corpus.passages, exact, strict=True):
        assert found[passage.id] == pytest.approx(float(cosine), abs=1e-4)
