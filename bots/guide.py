"""What to create on Discord’s side, with which permissions: the text of `efc discord --guide`."""

from assistant.french import typeset

PERMISSIONS: dict[str, tuple[int, str]] = {
    "view_channel": (1 << 10, "Voir les salons"),
    "send_messages": (1 << 11, "Envoyer des messages"),
    "attach_files": (1 << 15, "Joindre des fichiers (le plan d’un atelier)"),
    "read_message_history": (1 << 16, "Voir les anciens messages (pour répondre à l’un d’eux)"),
    "send_messages_in_threads": (1 << 38, "Envoyer des messages dans les fils (et les forums)"),
}
"""What the bot needs, by Discord’s own names: the bit and the French label."""

NEEDED = sum(bit for bit, _ in PERMISSIONS.values())
"""The permissions of the invitation."""
ADMINISTRATOR = 1 << 3
"""The permission that gives all the others; the bot must not have it."""


def invitation(application: str) -> str:
    """Return the address that adds the bot to a server."""
    scopes = "bot%20applications.commands"
    return f"https://discord.com/oauth2/authorize?client_id={application}&scope={scopes}&permissions={NEEDED}"


def guide() -> str:
    """Return the steps, one a line."""
    wanted = "\n".join(f"     – {label}" for _, label in PERMISSIONS.values())
    return typeset(
        "Pour mettre l’assistant sur un serveur Discord :\n"
        "\n"
        "  1. Ouvrez https://discord.com/developers/applications, puis « New Application ». Écrivez « Assistant "
        "automatique » dans la description.\n"
        "  2. Page « Bot » : laissez éteints les trois « Privileged Gateway Intents » ; l’assistant n’en a pas besoin. "
        "Copiez le jeton (« Reset Token »).\n"
        "  3. Donnez-lui le jeton par EFC_DISCORD_TOKEN, dans l’environnement ou dans un fichier .env que vous êtes "
        "seul à lire.\n"
        "  4. Page « General Information » : copiez l’« Application ID », mettez-le dans cette adresse, ouvrez-la :\n"
        f"     {invitation('APPLICATION_ID')}\n"
        "     Elle demande ces permissions, et aucune autre :\n"
        f"{wanted}\n"
        "  5. Lancez « efc discord ». Les commandes apparaissent dans Discord : /demander, /aide…\n"
        "  6. « efc doctor » vérifie le jeton et les permissions sur chaque serveur.\n"
        "\n"
        "L’assistant ne parle que si on l’appelle. Dans un salon nommé #demander-efc, ses réponses sont pour tout le "
        "monde ; ailleurs, pour qui demande. /efc-forum (droit de gérer le serveur) l’autorise à répondre une fois "
        "aux nouveaux sujets d’un forum."
    )
