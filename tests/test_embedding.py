"""Embedders: the light reader against the library, other models, and what goes wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from summitbot import Bot, Settings
from summitbot.embedding import StaticEmbedder, builtin_folder, load_embedder
from summitbot.errors import ExtraMissing, IndexModelMismatch, ModelUnavailable
from summitbot.index import build_index, open_index
from summitbot.sources import Shelf

TINY = Path(__file__).parent / "tiny"
TEXTS = [
    "Where was the Lake summit held?",
    "The treaty of 1998 – “signed” by Ana Rok & Bor Tamm, at 10 a.m.",
    "정상회담 北 ☃ Ünïcode",
    "word " * 3000,
    "",
    " \n\t",
]

needs_library = pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="the extra sentence-transformers is not installed"
)


@pytest.fixture(scope="module")
def static() -> StaticEmbedder:
    """The built-in model."""
    return StaticEmbedder(builtin_folder())


@pytest.fixture(scope="module")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model of another make than ours: whole words, random vectors."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "the", "summit", "lake", "hill", "held", "where", "was"]
    tokenizer = Tokenizer(models.WordLevel({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    rows = np.random.default_rng(1).normal(size=(len(words), 16)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "other"
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows)], device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
    return folder


@needs_library
@pytest.mark.extra_sentence_transformers
def test_light_reader_gives_the_librarys_vectors(static: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(builtin_folder()), device="cpu")
    theirs = model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(static.embed(TEXTS), theirs, atol=1e-5)


def test_vectors_are_of_unit_length_or_nothing(static: StaticEmbedder) -> None:
    lengths = np.linalg.norm(static.embed(TEXTS), axis=1)
    np.testing.assert_allclose(lengths[:2], 1, atol=1e-6)
    np.testing.assert_allclose(lengths[3], 1, atol=1e-6)
    assert lengths[4] == lengths[5] == 0


def test_unknown_characters_are_left_out(static: StaticEmbedder) -> None:
    known, padded = static.embed(["the summit", "the \U0001f9ff summit"])
    np.testing.assert_allclose(padded, known, atol=1e-6)
    assert not static.embed(["\U0001f9ff"]).any()


def test_no_text_gives_no_row(static: StaticEmbedder) -> None:
    assert static.embed([]).shape[0] == 0


def test_a_batch_gives_what_single_texts_give(static: StaticEmbedder) -> None:
    np.testing.assert_allclose(static.embed(TEXTS), np.vstack([static.embed([t]) for t in TEXTS]), atol=1e-6)


def test_related_texts_are_nearer(static: StaticEmbedder) -> None:
    asked, near, far = static.embed(
        ["Who signed the joint statement?", "The leaders signed a statement.", "Trains carry coal by rail."]
    )
    assert asked @ near > asked @ far + 0.1


def test_the_built_in_model_is_small() -> None:
    assert sum(path.stat().st_size for path in builtin_folder().iterdir()) <= 5_000_000


def test_name_tells_the_weights(static: StaticEmbedder, tmp_path: Path) -> None:
    copy = shutil.copytree(builtin_folder(), tmp_path / "copy")
    assert StaticEmbedder(copy).name == static.name
    weights = copy / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    assert StaticEmbedder(copy).name != static.name


@pytest.mark.parametrize("damage", ["missing", "cut", "no tokenizer"])
def test_damaged_model_says_so(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    if damage != "missing":
        shutil.copytree(builtin_folder(), folder)
    if damage == "cut":
        (folder / "model.safetensors").write_bytes(b"\x08\x00\x00")
    if damage == "no tokenizer":
        (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailable, match=r"can't be read .*Reinstall summitbot"):
        StaticEmbedder(folder)


def test_missing_extra_names_the_line_to_type() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from summitbot.embedding import load_embedder\n"
        "from summitbot.errors import ExtraMissing\n"
        "try: load_embedder('some/model')\n"
        "except ExtraMissing as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "some/model" in done.stdout
    assert "pip install 'summitbot[sentence-transformers]'" in done.stdout


def test_missing_extra_is_a_missing_model() -> None:
    assert issubclass(ExtraMissing, ModelUnavailable)


@needs_library
@pytest.mark.extra_sentence_transformers
def test_any_model_folder_builds_an_index(other_model: Path, tmp_path: Path) -> None:
    settings = Settings(sources=TINY, index=tmp_path, embedder=str(other_model))
    bot = Bot.open(settings)
    assert bot.index.manifest.embedder.startswith("other@")
    assert bot.weights.dense == 1.0
    assert bot.index.vectors.search("where was the lake summit held", 3)
    assert bot.ask("Where was the Lake summit held?").statements


@needs_library
@pytest.mark.extra_sentence_transformers
def test_a_folder_without_a_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="SUMMITBOT_EMBEDDER"):
        load_embedder(str(tmp_path))


def test_an_index_refuses_another_embedder(tmp_path: Path) -> None:
    build_index(Shelf(TINY), tmp_path, load_embedder("hash"), 300)
    with pytest.raises(IndexModelMismatch, match=r"built by the embedder hash-64.*summitbot index"):
        open_index(tmp_path, StaticEmbedder(builtin_folder()))
