"""All settings: one frozen value, read once from the environment (and a `.env` file).

Every name below is an environment variable with the prefix `SUMMITBOT_`, for example
`SUMMITBOT_SOURCES=/srv/texts`. Flags of the command line override the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from summitbot.errors import SettingsError, SourcesNotFound

DEFAULT_EMBEDDER = "summitbot-static"


class Settings(BaseSettings):
    """What can be set, with its default. Raises `SettingsError` through `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix="SUMMITBOT_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    sources: Path | None = Field(
        None, description="Folder of sources (default: the nearest `sources/` upwards)."
    )
    index: Path | None = Field(
        None, description="Folder of the index (default: `index/` beside the sources)."
    )
    data: Path | None = Field(
        None,
        description="Folder for what readers leave behind (feedback, permalinks; default: `data/` beside the sources).",
    )
    primary: bool = Field(
        True,
        description="Answer from the official texts too that `summitbot sources fetch` brought to SUMMITBOT_DATA.",
    )
    keep_questions: bool = Field(False, description="Keep the question's text with feedback.")
    keep_days: int = Field(365, ge=1, description="Days after which feedback is removed.")
    embedder: str = Field(
        DEFAULT_EMBEDDER,
        description="The embedding model: the built-in one, or a sentence-transformers name or folder.",
    )
    dense_weight: float | None = Field(
        None,
        ge=0,
        le=5,
        description="Weight of the dense arm (default: small for the built-in model over sources with front matter, 0 over plain texts; 1 for other models).",
    )
    refuse: bool = Field(
        True, description="Refuse when the sources don't answer; false answers whatever is nearest."
    )
    max_question: int = Field(2000, ge=50, le=100_000, description="Longest question taken, in characters.")
    max_statements: int = Field(4, ge=1, le=12, description="Most sentences of an answer in prose.")
    passage_words: int = Field(300, ge=20, le=1000, description="Longest passage, in words.")
    chat_model: str | None = Field(
        None,
        description="A language model that writes answers in prose, every sentence checked: `openai:…`, `anthropic:…`, `ollama:…` or `huggingface:…` (default: none).",
    )
    chat_url: str | None = Field(
        None, description="Base URL of the model's server, for example of one that speaks OpenAI's language."
    )
    chat_key: SecretStr | None = Field(
        None,
        description="The key of the model's provider (default: `OPENAI_API_KEY` or `ANTHROPIC_API_KEY`).",
    )
    chat_key_file: Path | None = Field(None, description="A file that holds the key and nothing else.")
    chat_timeout: float = Field(
        20.0, gt=0, le=600, description="Seconds that a model may take over one question."
    )
    chat_temperature: float | None = Field(
        None, ge=0, le=2, description="Temperature of the model (default: its provider's)."
    )
    chat_tokens: int = Field(
        8000, ge=500, description="Most tokens of a model for one question, prompts included."
    )
    chat_tokens_day: int = Field(
        1_000_000,
        ge=0,
        description="Most tokens of a model for one day (UTC), counted in SUMMITBOT_DATA; 0 for no limit.",
    )
    chat_rewrite: bool = Field(
        False, description="Let the model spell out questions that lean on the conversation, and part them."
    )
    judge_model: str | None = Field(
        None,
        description="The language model that judges answers in `summitbot eval --judge`, named as `chat_model` is (default: that one).",
    )
    nli_model: str | None = Field(
        None,
        description="A cross-encoder for entailment that judges beside the support checker: a sentence-transformers name or folder.",
    )
    host: str = Field("127.0.0.1", description="Address that `summitbot serve` listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port that `summitbot serve` listens on.")

    origins: str = Field(
        "",
        description="Sites that may embed the bot and call its API, besides those in `origins.txt` of SUMMITBOT_DATA, by comma: `https://example.org`.",
    )
    concurrent: int = Field(4, ge=1, le=64, description="Questions that the server answers at once.")
    waiting: int = Field(
        32,
        ge=0,
        le=10_000,
        description="Questions that may wait for their turn; more get 503 and Retry-After.",
    )
    question_seconds: float = Field(
        30.0, gt=0, le=3600, description="Seconds that the server gives one question, waiting included."
    )
    body_seconds: float = Field(
        10.0, gt=0, le=600, description="Seconds in which a request's body has to arrive."
    )
    rate_client: str = Field(
        "120/minute",
        description="Most requests of one address to API and page, such as `120/minute` or `5/second`.",
    )
    rate_site: str = Field(
        "1200/minute", description="Most requests from the pages of one listed site, all readers together."
    )
    rate_store: str = Field(
        "memory://",
        description="Where requests are counted: `memory://`, or `redis://host:6379/0` for several servers (extra `redis`).",
    )
    proxies: str = Field(
        "",
        description="Addresses or networks, by comma, of the reverse proxies that are believed about a client's address (default: none).",
    )
    log_requests: bool = Field(
        False, description="Log a JSON line for each request on standard error; never the question."
    )
    metrics_token: SecretStr | None = Field(
        None, description="Token that `/metrics` then asks for, as `Authorization: Bearer …`."
    )

    def sources_dir(self) -> Path:
        """The folder of sources. Raises `SourcesNotFound` when there is none."""
        if self.sources is not None:
            found = self.sources.expanduser().resolve()
            if not found.is_dir():
                raise SourcesNotFound(
                    f"There is no folder {found}. Name a folder of texts with --sources DIR."
                )
            return found
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "sources").is_dir():
                return folder / "sources"
        raise SourcesNotFound(
            f"No folder `sources/` in {here} or above it. Name one with --sources DIR or SUMMITBOT_SOURCES."
        )

    def index_dir(self) -> Path:
        """The folder of the index: the one set, or `index/` beside the sources."""
        if self.index is not None:
            return self.index.expanduser().resolve()
        return self.sources_dir().parent / "index"

    def data_dir(self) -> Path:
        """The folder of what readers leave behind: the one set, or `data/` beside the sources."""
        if self.data is not None:
            return self.data.expanduser().resolve()
        return self.sources_dir().parent / "data"

    def with_changes(self, **changes: Any) -> Settings:
        """These settings with some values replaced; None leaves a value as it is."""
        return _checked({**self.model_dump(), **{k: v for k, v in changes.items() if v is not None}})


def load_settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming the variable that is wrong."""
    return _checked({})


def _checked(values: dict[str, Any]) -> Settings:
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"SUMMITBOT_{name}: {first['msg']}. Mend or unset it.") from None
