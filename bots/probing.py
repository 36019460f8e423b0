"""What `efc doctor` says of Discord: whether the token is good, and what is missing on each server."""

import asyncio

from assistant.errors import ChannelRefusedError
from assistant.settings import Settings
from bots.guide import ADMINISTRATOR, PERMISSIONS


def probe(settings: Settings) -> list[str]:
    """Return lines for the person who hosts the bot; one call of the network, none without a token."""
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        return ["aucun : EFC_DISCORD_TOKEN est vide (« efc discord --guide » dit comment faire)"]
    try:
        from bots.discord_client.surveying import survey  # noqa: PLC0415 - the extra may not be installed
    except ImportError:
        return ['la bibliothèque n’est pas installée : pip install -c constraints.txt -e ".[discord]"']
    try:
        found = asyncio.run(survey(token))
    except ChannelRefusedError as error:
        return [str(error)]
    servers = f"{len(found.guilds)} serveur" + ("s" if len(found.guilds) > 1 else "")
    lines = [f"{found.name} est accepté, sur {servers}"]
    if found.listens_to_everything:
        lines.append("un « Privileged Gateway Intent » est allumé, pour rien : éteignez-le")
    return [*lines, *(f"{name} : {_verdict(permissions)}" for name, permissions in found.guilds)]


def _verdict(permissions: int) -> str:
    """Return what is missing, or too much, in the permissions of a server."""
    if permissions & ADMINISTRATOR:
        return "le bot y est administrateur, ce qui est trop : retirez ce droit"
    missing = [label for bit, label in PERMISSIONS.values() if not permissions & bit]
    return "il manque " + ", ".join(f"« {label} »" for label in missing) if missing else "permissions complètes"
