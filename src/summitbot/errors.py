"""Every error that summitbot raises, as a tree.

SummitbotError                exit 1   catch this one
├─ UsageError                 exit 2   the command was put together wrongly
├─ SettingsError              exit 2   a setting has a value that can't be used
├─ SourcesError               exit 3   the sources can't be read
│  ├─ SourcesNotFound
│  └─ SourceInvalid                    one file: where, and what is wrong
├─ IndexUnusable              exit 4   the index can't be opened or written
│  ├─ IndexUnwritable
│  ├─ IndexDamaged
│  └─ IndexModelMismatch
├─ ModelUnavailable           exit 5   an embedder or model can't be loaded
│  └─ ExtraMissing                     the pip line to type is in the message
├─ ModelFailed                exit 5   a language model gave no reply that can be used: `why`, in a word
├─ PortInUse                  exit 6
├─ InputUnreadable            exit 7   a batch file is not what it should be
└─ LedgerUnusable             exit 8   what readers left behind can't be read or written

Each message is one sentence of what is wrong and one of what to do next. Words only: a surface
prints `str(error)` and exits with `error.exit_code`.
"""


class SummitbotError(Exception):
    """Anything that summitbot can tell the user about; `exit_code` is the process's."""

    exit_code = 1


class UsageError(SummitbotError):
    """Arguments that don't go together."""

    exit_code = 2


class SettingsError(SummitbotError):
    """A setting (environment, .env file or flag) that can't be used."""

    exit_code = 2


class SourcesError(SummitbotError):
    """The sources can't be read."""

    exit_code = 3


class SourcesNotFound(SourcesError):
    """No folder of sources where one was looked for."""


class SourceInvalid(SourcesError):
    """One file among the sources is broken; the message starts with `file:line:`."""


class IndexUnusable(SummitbotError):
    """The index can't be opened, read or written."""

    exit_code = 4


class IndexUnwritable(IndexUnusable):
    """The index folder can't be written to."""


class IndexDamaged(IndexUnusable):
    """A folder is no index of ours, or parts of it are missing or broken."""


class IndexModelMismatch(IndexUnusable):
    """The index was built by another embedder than the one that would query it."""


class ModelUnavailable(SummitbotError):
    """An embedder or a language model can't be loaded."""

    exit_code = 5


class ExtraMissing(ModelUnavailable):
    """A library is needed that an extra installs."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra '{extra}', which is not installed. "
            f"Run: pip install 'summitbot[{extra}]'"
        )
        self.extra = extra


class ModelFailed(SummitbotError):
    """A language model gave no reply that can be used. The reader gets an answer without it.

    `why` is one of: "slow", "away" (not reached, or broken), "busy" (rate limit), "cut" (ended in the middle),
    "garbled", "empty", "long", "key", "unknown" (no such model), "rejected" (the request), "budget",
    "resting" (after failures in a row), "refused" (by the model), "unsupported" (not borne out by the sources).
    """

    exit_code = 5

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The language model gave no usable reply ({why}). Ask again, or unset SUMMITBOT_CHAT_MODEL."
        )
        self.why = why

    @property
    def passing(self) -> bool:
        """May another try go better?"""
        return self.why in ("away", "busy", "cut")

    @property
    def own_fault(self) -> bool:
        """Is the model itself well: was it a limit of ours?"""
        return self.why in ("budget", "long", "resting")


class PortInUse(SummitbotError):
    """Another program listens on the port asked for."""

    exit_code = 6


class InputUnreadable(SummitbotError):
    """A file that was given, or what stands in it, can't be read."""

    exit_code = 7


class FetchFailed(InputUnreadable):
    """An address that can't be fetched, or that must not be."""


class LedgerUnusable(SummitbotError):
    """The file of feedback and frozen answers can't be made, read, written or migrated."""

    exit_code = 8
