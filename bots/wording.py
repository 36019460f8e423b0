"""Every sentence the bot says in its own name, in French and in English; none of them states a fact of the corpus."""

from assistant.domain import AbstentionReason, Language, Persona
from assistant.french import typeset

COMMANDS: dict[str, tuple[str, str, str]] = {
    "demander": ("ask", "Pose une question sur l’EFC : réponse sourcée", "Ask a question about EFC: a cited answer"),
    "definir": ("define", "Donne la définition d’un terme, avec sa source", "Define a term, with its source"),
    "club": ("club", "Donne le club EFC d’un lieu", "Find the EFC club of a place"),
    "atelier": ("workshop", "Prépare un atelier minuté, avec ses sources", "Plan a timed workshop, with its sources"),
    "sources": (
        "sources",
        "Montre les passages exacts de votre dernière réponse, ou ce que l’assistant connaît",
        "Show the exact passages behind your last answer, or what the assistant knows",
    ),
    "oublier": ("forget", "Efface ce que l’assistant garde de vos échanges", "Erase what the assistant keeps of you"),
    "signaler": ("report", "Signale une source de votre dernière réponse", "Report a source of your last answer"),
    "aide": ("help", "Dit ce que fait l’assistant, et ce qu’il garde", "What the assistant does, and what it keeps"),
    "efc-forum": (
        "efc-forum",
        "Administration : répondre une fois aux nouveaux sujets d’un forum",
        "Administrators: answer new posts of a forum once",
    ),
}
"""Each command: its English name, its French description, its English one."""

OPTIONS: dict[str, tuple[str, str, str]] = {
    "question": ("question", "Votre question ; vide, un formulaire s’ouvre", "Your question; empty opens a form"),
    "lieu": ("place", "Ville, département, région ou club", "Town, department, region or club"),
    "niveau": ("level", "D’où vous posez la question", "Where you ask from"),
    "visible": ("visible", "Montrer la réponse à tout le salon", "Show the answer to the whole channel"),
    "terme": ("term", "Un terme ou un sigle, par exemple ECT", "A term or an acronym, such as ECT"),
    "theme": ("theme", "Le thème de l’atelier", "The theme of the workshop"),
    "duree": ("minutes", "Durée en minutes", "Length in minutes"),
    "public": ("audience", "À qui il s’adresse : élus, dirigeants…", "Whom it is for: councillors, managers…"),
    "forum": ("forum", "Le forum", "The forum"),
    "actif": ("active", "Répondre, ou ne plus répondre", "Answer, or stop answering"),
}
"""Each option, alike."""

CONTEXT_MENU = ("Chercher dans le corpus EFC", "Search the EFC corpus")

LEVELS: dict[Persona, tuple[str, str]] = {
    "newcomer": ("je découvre", "newcomer"),
    "entreprise": ("entreprise", "company"),
    "collectivite": ("collectivité", "local authority"),
    "association": ("association", "association"),
    "animateur": ("animation de club ou d’atelier", "facilitator"),
}

REASONS: dict[str, tuple[str, str]] = {
    "source": ("La source ne dit pas cela", "The source does not say this"),
    "outdated": ("La source est périmée", "The source is outdated"),
    "wrong": ("La réponse est fausse", "The answer is wrong"),
    "incomplete": ("La réponse est incomplète", "The answer is incomplete"),
    "unclear": ("La réponse n’est pas claire", "The answer is unclear"),
    "other": ("Autre chose, ou une information privée", "Something else, or private information"),
}
"""What is said against a reply, by its key in the journal."""

KINDS: dict[str, tuple[str, str]] = {
    "concept": ("notions", "concepts"),
    "club": ("clubs", "clubs"),
    "session": ("rencontres", "sessions"),
    "case": ("cas", "cases"),
    "study": ("études", "studies"),
    "practice": ("pratiques", "practices"),
    "news": ("actualités", "news"),
    "other": ("autres documents", "other documents"),
}

VERDICTS: dict[AbstentionReason, tuple[str, str]] = {
    "no_evidence": ("Les documents ne permettent pas de répondre", "The documents do not answer this"),
    "out_of_scope": ("C’est hors du sujet de cet assistant", "This is beyond this assistant"),
    "private": ("C’est une information privée", "This is private information"),
    "unsafe": ("Cette demande est déclinée", "This request is declined"),
}

_SAID: dict[str, tuple[str, str]] = {
    "sources": ("Sources", "Sources"),
    "step": ("Prochain pas", "Next step"),
    "follow_ups": ("Pour continuer", "To continue"),
    "understood": ("Question comprise ainsi : {question}", "The question as understood: {question}"),
    "automatic": ("Réponse automatique : vérifiez les sources.", "Automatic answer: check the sources."),
    "rest": ("La suite est derrière « Voir plus ».", "Press “See more” for the rest."),
    "too_long": (
        "(passage de {count} caractères, trop long pour ce salon : lisez-le à la source)",
        "(a passage of {count} characters, too long for this channel: read it at its source)",
    ),
    "more": ("Voir plus", "See more"),
    "share": ("Partager", "Share"),
    "report": ("Signaler une source", "Report a source"),
    "up": ("Utile", "Helpful"),
    "down": ("Pas utile", "Not helpful"),
    "thanks": ("Merci, c’est noté.", "Thank you, noted."),
    "shared": ("Réponse partagée dans le salon.", "Answer shared with the channel."),
    "not_yours": (
        "Seule la personne qui a posé la question peut partager sa réponse.",
        "Only the person who asked can share the answer.",
    ),
    "gone": (
        "Je ne garde pas les réponses longtemps, et celle-ci n’est plus là : reposez la question.",
        "I do not keep answers for long, and this one is gone: please ask again.",
    ),
    "nothing_yet": (
        "Je n’ai pas de réponse récente à vous ici : posez d’abord une question avec /demander.",
        "I hold no recent answer of yours here: ask a question first, with /demander.",
    ),
    "cooling": (
        "Vous allez plus vite que moi. Reposez votre question dans {seconds} s, je vous répondrai.",
        "You are faster than I am. Ask again in {seconds} s and I will answer.",
    ),
    "guild_full": (
        "Ce serveur a posé beaucoup de questions ces dernières minutes. Réessayez dans {minutes} min.",
        "This server has asked a lot lately. Please try again in {minutes} min.",
    ),
    "late": (
        "Je n’ai pas pu répondre à temps. Reposez la question dans un instant ; rien n’a été gardé.",
        "I could not answer in time. Please ask again in a moment; nothing was kept.",
    ),
    "failed": (
        "Quelque chose n’a pas marché de mon côté (repère {id}). Réessayez, ou signalez-le avec ce repère.",
        "Something failed on my side (reference {id}). Try again, or report it with this reference.",
    ),
    "unready": (
        "Je ne suis pas encore prêt : mes documents ne sont pas lisibles. La personne qui m’héberge en est avertie.",
        "I am not ready yet: my documents cannot be read. The person who hosts me has been told.",
    ),
    "empty": (
        "Posez-moi une question sur l’EFC, ses clubs ou un atelier ; /aide dit ce que je sais faire.",
        "Ask me about EFC, its clubs or a workshop; /aide tells what I can do.",
    ),
    "forgotten": (
        "C’est effacé. Échanges en mémoire : {exchanges} ; avis : {opinions}. Les messages déjà envoyés dans un salon "
        "restent sur Discord, où vous pouvez les supprimer.",
        "Erased. Exchanges in memory: {exchanges}; opinions: {opinions}. Messages already sent to a channel stay on "
        "Discord, where you can delete them.",
    ),
    "forum_on": (
        "Je répondrai une fois aux nouveaux sujets de « {forum} », quand mes sources sont sûres, et jamais après une "
        "personne.",
        "I will answer new posts of “{forum}” once, when my sources are sure, and never after a person.",
    ),
    "forum_off": ("Je ne répondrai plus de moi-même dans « {forum} ».", "I will no longer volunteer in “{forum}”."),
    "not_admin": (
        "Cette commande demande le droit de gérer le serveur.",
        "This command needs the permission to manage the server.",
    ),
    "known": ("Je réponds à partir de {count} documents :", "I answer from {count} documents:"),
    "question_title": ("Votre question", "Your question"),
    "report_title": ("Signaler une source", "Report a source"),
    "report_reason": ("Ce qui ne va pas", "What is wrong"),
    "report_mark": ("Numéro de la source (facultatif)", "Number of the source (optional)"),
    "plan": ("{title} — {minutes} min, {people} personnes", "{title} — {minutes} min, {people} people"),
    "plan_file": (
        "Le plan entier, avec ses extraits et ses notes, est dans le fichier joint.",
        "The whole plan, with its excerpts and notes, is in the attached file.",
    ),
    "help": (
        "Je suis un **assistant automatique**, pas une personne : je cherche dans les documents du réseau EFC et je "
        "cite le passage exact de chaque phrase. Quand ils ne disent rien, je le dis.\n"
        "• /demander — une question ; « visible » montre la réponse au salon\n"
        "• /definir — un terme • /club — un lieu • /atelier — un plan d’atelier\n"
        "• /sources — les passages de votre dernière réponse • /signaler — une source qui ne va pas\n"
        "• sur un message : Applications › Chercher dans le corpus EFC\n"
        "• ou mentionnez-moi, répondez à l’un de mes messages, écrivez-moi en privé\n"
        "Dans un fil, mentionnez-moi ou répondez-moi : je me souviens de ce que vous y avez demandé.\n"
        "**Ce que je garde** : vos derniers échanges, en mémoire, {minutes} minutes au plus, et vos avis sous un "
        "pseudonyme. Je ne lis pas les messages qui ne me sont pas adressés. /oublier efface tout.",
        "I am an **automatic assistant**, not a person: I search the documents of the EFC network and quote the exact "
        "passage behind each sentence. When they say nothing, I say so.\n"
        "• /demander — a question; “visible” shows the answer to the channel\n"
        "• /definir — a term • /club — a place • /atelier — a workshop plan\n"
        "• /sources — the passages behind your last answer • /signaler — a source that is wrong\n"
        "• on a message: Apps › Search the EFC corpus\n"
        "• or mention me, reply to one of my messages, write to me in private\n"
        "In a thread, mention me or reply to me: I remember what you asked there.\n"
        "**What I keep**: your last exchanges, in memory, {minutes} minutes at most, and your opinions under a "
        "pseudonym. I do not read messages that are not addressed to me. /oublier erases it all.",
    ),
}


def say(key: str, language: Language, **values: object) -> str:
    """Return a sentence of the bot, its blanks filled."""
    return pick(_SAID[key], language).format(**values)


def pick(pair: tuple[str, str], language: Language) -> str:
    """Return the French of a pair, typeset, or its English."""
    return pair[1] if language == "en" else typeset(pair[0])
