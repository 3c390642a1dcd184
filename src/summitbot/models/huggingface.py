"""A model of the Hugging Face hub, or a folder of one, run on this machine (the extra `transformers`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event, Thread
from typing import Any

from summitbot.errors import ExtraMissing, ModelFailed, ModelUnavailable
from summitbot.models.contract import ChatModel, Message, Piece
from summitbot.models.spec import Spec


def open_huggingface(spec: Spec) -> ChatModel:
    """The model of a spec. Raises `ExtraMissing`, and `ModelUnavailable` when it can't be loaded."""
    try:
        import torch
        import transformers
    except ImportError:
        raise ExtraMissing("transformers", f"The chat model '{spec.full}'") from None
    try:
        writer = transformers.pipeline(
            "text-generation", model=spec.name, device="cuda" if torch.cuda.is_available() else "cpu"
        )
    except Exception as error:  # hub, file and format errors of several libraries
        raise ModelUnavailable(
            f"The chat model '{spec.full}' can't be loaded ({type(error).__name__}). "
            "Check the name or folder, and the network if it is to be downloaded."
        ) from None
    return LocalModel(spec, writer)


class LocalModel:
    """A text-generation pipeline of transformers behind our contract. One reply is written at a time."""

    def __init__(self, spec: Spec, writer: Any) -> None:
        self.name = spec.full
        self._spec = spec
        self._writer = writer

    def stream(self, messages: Sequence[Message], most: int) -> Iterator[Piece]:
        """See `summitbot.models.contract.ChatModel.stream`."""
        from transformers import TextIteratorStreamer

        tokenizer = self._writer.tokenizer
        pieces = TextIteratorStreamer(
            tokenizer, skip_prompt=True, timeout=self._spec.timeout, skip_special_tokens=True
        )
        left = Event()
        failed: list[Exception] = []
        worker = Thread(target=self._write, args=(messages, most, pieces, left, failed), daemon=True)
        worker.start()
        try:
            for text in pieces:
                yield Piece(text)
        except Exception:  # the streamer's queue stayed empty for longer than the limit
            raise ModelFailed("slow") from None
        finally:
            left.set()
        if failed:
            raise ModelFailed("garbled")

    def _write(
        self, messages: Sequence[Message], most: int, pieces: Any, left: Event, failed: list[Exception]
    ) -> None:
        from transformers import StoppingCriteriaList

        warm = self._spec.temperature or 0.0
        sampled: dict[str, Any] = {"do_sample": True, "temperature": warm} if warm else {"do_sample": False}
        try:
            self._writer(
                _prompt(self._writer.tokenizer, messages),
                streamer=pieces,
                max_new_tokens=most,
                return_full_text=False,
                stopping_criteria=StoppingCriteriaList([_stop_when(left)]),
                **sampled,
            )
        except Exception as error:  # anything that the model's code raises; the reader gets another answer
            failed.append(error)
            pieces.end()


def _stop_when(left: Event) -> Any:
    import torch

    def stop(ids: Any, scores: Any, **rest: Any) -> Any:
        return torch.full((ids.shape[0],), left.is_set(), device=ids.device, dtype=torch.bool)

    return stop


def _prompt(tokenizer: Any, messages: Sequence[Message]) -> str:
    """The messages in the model's own form, or one after the other where it has none."""
    if tokenizer.chat_template:
        rows = [{"role": m.role, "content": m.text} for m in messages]
        shown: str = tokenizer.apply_chat_template(rows, tokenize=False, add_generation_prompt=True)
        return shown
    return "\n\n".join(m.text for m in messages) + "\n\n"
