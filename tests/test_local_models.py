"""Models that run on this machine, tiny ones made here: a text generator, and a judge of entailment."""

from __future__ import annotations

from pathlib import Path

import pytest

from summitbot import Bot, Settings
from summitbot.bot import load_checker, load_entailment
from summitbot.errors import ModelUnavailable
from summitbot.models import Message, load_chat_model
from summitbot.surfaces.cli.verifying import verify_one

pytest.importorskip("sentence_transformers")

WORDS = "[UNK] [PAD] [EOS] the lake summit was held in veldes , end early why did . rain it".split()


@pytest.fixture(scope="module")
def tokenizer() -> object:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="[UNK]", pad_token="[PAD]", eos_token="[EOS]"
    )


@pytest.fixture(scope="module")
def writer(tokenizer: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a language model of a few thousand weights."""
    from transformers import GPT2Config, GPT2LMHeadModel, set_seed

    set_seed(1)
    folder = tmp_path_factory.mktemp("writer")
    config = GPT2Config(
        vocab_size=len(WORDS),
        n_embd=16,
        n_layer=1,
        n_head=2,
        n_positions=4096,
        bos_token_id=2,
        eos_token_id=2,
    )
    GPT2LMHeadModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)  # type: ignore[attr-defined]
    return folder


def make_judge(tokenizer: object, folder: Path, labels: list[str], sure_of: str) -> Path:
    """A folder with a cross-encoder that gives one label whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([6.0 if label == sure_of else 0.0 for label in labels]))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)  # type: ignore[attr-defined]
    return folder


def test_a_local_model_writes(writer: Path) -> None:
    model = load_chat_model(Settings(chat_model=f"huggingface:{writer}"))
    assert model is not None
    text = "".join(
        model.open().stream(
            [Message("system", "the lake summit"), Message("user", "why did it end early")], 12
        )
    )
    assert 0 < len(text.split()) <= 12
    assert set(text.replace(".", " . ").replace(",", " , ").split()) <= set(WORDS)


def test_what_a_local_model_babbles_is_not_shown(writer: Path, bot: Bot, tiny_settings: Settings) -> None:
    babbling = Bot.open(tiny_settings.with_changes(chat_model=f"huggingface:{writer}"))
    answer = babbling.ask("Why did the Lake summit end early?")
    assert answer.text == bot.ask("Why did the Lake summit end early?").text
    assert answer.trace["generation"]["asked"]


def test_a_folder_that_is_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="can't be loaded"):
        load_chat_model(Settings(chat_model=f"huggingface:{tmp_path}"))
    with pytest.raises(ModelUnavailable, match="SUMMITBOT_NLI_MODEL"):
        load_entailment(Settings(nli_model=str(tmp_path)))


CLAIM, EVIDENCE = "In Veldes the Lake summit was held.", "The Lake summit was held in Veldes."


@pytest.mark.parametrize(
    ("sure_of", "label"),
    [("entailment", "supported"), ("neutral", "unsupported"), ("contradiction", "contradicted")],
)
@pytest.mark.parametrize(
    "labels", [["contradiction", "entailment", "neutral"], ["ENTAILMENT", "NEUTRAL", "CONTRADICTION"]]
)
def test_a_judge_of_entailment_can_take_support_away(
    labels: list[str], sure_of: str, label: str, tokenizer: object, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], tiny_settings: Settings,
) -> None:  # fmt: skip
    sure = next(given for given in labels if given.lower() == sure_of)
    settings = tiny_settings.with_changes(nli_model=str(make_judge(tokenizer, tmp_path, labels, sure)))
    verdict = load_checker(settings).verdict(CLAIM, [EVIDENCE])
    assert verdict.label == label
    assert ("entailment model" in " ".join(verdict.reasons)) == (label != "supported")
    verify_one(settings, CLAIM, [EVIDENCE], False)
    assert capsys.readouterr().out.startswith(label)


def test_a_judge_of_entailment_never_gives_support(
    tokenizer: object, tmp_path: Path, tiny_settings: Settings
) -> None:
    judge = make_judge(tokenizer, tmp_path, ["contradiction", "entailment", "neutral"], "entailment")
    checker = load_checker(tiny_settings.with_changes(nli_model=str(judge)))
    assert checker.verdict("The Lake summit was held in Zell.", [EVIDENCE]).label == "contradicted"


def test_another_kind_of_cross_encoder_is_refused(tokenizer: object, tmp_path: Path) -> None:
    judge = make_judge(tokenizer, tmp_path, ["good", "bad"], "good")
    with pytest.raises(ModelUnavailable, match="entailment, neutral and contradiction"):
        load_entailment(Settings(nli_model=str(judge)))
