"""What can be set from outside, read only by the command-line modules: `EFC_…` or a `.env` file."""

from importlib.resources import files
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import CorpusInvalidError


def shipped_corpus() -> Path:
    """Return the folder of the notes that travel with the program, from a checkout or from a wheel."""
    for root in getattr(files("corpus"), "_paths", [files("corpus")]):
        folder = Path(str(root))
        if (folder / "lexicon.yaml").is_file():
            return folder
    raise CorpusInvalidError(
        "Le corpus livré est introuvable.",
        "Réinstallez le paquet, ou indiquez son dossier avec EFC_CORPUS.",
    )


class Settings(BaseSettings):
    """The effective settings of one process."""

    model_config = SettingsConfigDict(env_prefix="EFC_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Path(".efc")
    """The data folder: ledger, generations, lock."""
    corpus: Path = Field(default_factory=shipped_corpus)
    """The notes, the lexicon and the place table."""
    embedder: str = "subword"
    """Which embedder makes the vectors: `subword`, which needs no download, or a sentence-transformers model,
    by its name on the hub (`intfloat/multilingual-e5-small` is a good one for French) or by its folder."""
    reranker: str = ""
    """Which cross-encoder orders the first hits anew, by its name on the hub or its folder; empty for none."""
    allowed_hosts: str = "127.0.0.1,localhost"
    """Names under which the server may be reached, separated by commas."""
    allowed_origins: str = ""
    """Web sites whose pages may call the server from a browser (`https://hote`), separated by commas; `*` for all.
    Empty, only the pages of the server itself may."""
    rate: int = Field(default=1200, ge=0, le=1_000_000)
    """Requests that one client may send in a minute, and at once after a rest; 0 for no limit. The default is a
    quarter of what one core answers (80 a second, measured on two cores by `efc bench --http`)."""
    slots: int = Field(default=0, ge=0, le=1024)
    """Questions that one process works at once; 0 for as many as it has cores, eight times more with a chat model,
    which is mostly waited for."""
    trusted_proxies: str = ""
    """Addresses of the proxies whose `X-Forwarded-For` is believed, separated by commas; empty for none."""
    fetch_hosts: str = ""
    """Hosts that an ingestion may read on the web, separated by commas: exact names, or `*.domain`; empty for none."""
    contact: str = ""
    """Address of a page or of a mailbox, shown to the sites that an ingestion reads."""
    chat_model: str = ""
    """`provider:model` as LangChain's `init_chat_model` takes it; empty for extracts alone."""
    chat_base_url: str = ""
    """Address of the endpoint of the chat model; empty for the provider's own."""
    chat_api_key: SecretStr = SecretStr("")
    """Key sent to the provider; empty leaves it to the provider's own environment variable."""
    chat_deadline: float = Field(default=20.0, gt=0, le=300)
    """Seconds after which the extracts are the answer: about what a reader waits for."""
    admin_key: SecretStr = SecretStr("")
    """Key that opens what is kept to the operator, `GET /v1/gaps`; empty closes it."""
    retention_days: int = Field(default=30, ge=1, le=365)
    """Days that anything of what people ask is kept."""
    log_questions: bool = False
    """Keep every question, redacted, in clear; without it, only the words that at least three people used."""
    discord_token: SecretStr = SecretStr("")
    """Token of the bot on Discord, never shown; empty for none."""
