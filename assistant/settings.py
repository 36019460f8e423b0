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
    discord_token: SecretStr = SecretStr("")
    """Token of the bot on Discord, never shown; empty for none."""
