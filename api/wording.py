"""The French of the page: labels, dates, and the sentences of its first screen."""

from assistant.domain import AbstentionReason, AuthorKind, DocumentKind

NAME = "Assistant EFC"
TITLE = "L’économie de la fonctionnalité et de la coopération, sources à l’appui"
QUESTION_LABEL = "Votre question"
PLACE_LABEL = "Votre lieu"
PLACE_HINT = "facultatif : ville, département ou région"
SEND = "Demander"

KNOWS = (
    "Il répond à partir de {count} documents du réseau : notions, clubs, rencontres, cas et pratiques. "
    "Chaque phrase factuelle renvoie au passage exact dont elle vient."
)
UNTIL = "Le plus récent de ceux qui sont datés est de {date} : il ignore ce qui a eu lieu depuis."
KNOWS_NOT = (
    "Il ne connaît ni les prix, ni les numéros de téléphone, ni les dates à venir ; quand il ne sait pas, il le dit."
)
AUTOMATIC = "Outil automatique : il peut se tromper, vérifiez les sources."
PRIVATE = "Votre question figure dans l’adresse de la page : n’y écrivez rien de personnel."

STARTERS = (
    ("Découvrir", "C’est quoi l’économie de la fonctionnalité et de la coopération ?"),
    ("Entreprise", "Par où commencer quand on est une entreprise ?"),
    ("Collectivité", "Quel est le rôle d’une collectivité dans une coopération territoriale ?"),
    ("Association", "Comment une association peut-elle s’engager dans l’EFC ?"),
    ("Animer", "Comment animer un premier atelier sur l’EFC ?"),
    ("Trouver un club", "Quelle est la liste des clubs ?"),
)
"""Ways to start: for whom, and a question the corpus answers."""

STARTERS_HEADING = "Pour commencer"
SCOPE_HEADING = "Ce qu’il sait, ce qu’il ne sait pas"
NEXT_HEADING = "Prochain pas"
SOURCES_HEADING = "Sources"
NEARBY_HEADING = "Documents les plus proches"
FOLLOW_UPS_HEADING = "Pour continuer"
UNDERSTOOD = "Question comprise ainsi : "
CONNECTIVES = "En italique : ce que l’assistant ajoute de lui-même, sans source."
SEE = "Lire sur "
SKIP = "Aller à la question"
TIE = "\u00a0"
"""No-break space between a word and the mark of its source."""

FAILED = "Une erreur s’est produite de notre côté. Signalez-la avec cet identifiant : {id}."

PROBLEM_HEADINGS = {
    422: "Cette question ne peut pas être lue",
    500: "L’assistant n’a pas pu répondre",
    503: "L’assistant n’est pas encore prêt",
}

ABSTENTION_HEADINGS: dict[AbstentionReason, str] = {
    "no_evidence": "Les documents ne permettent pas de répondre",
    "out_of_scope": "C’est hors du sujet de cet assistant",
    "private": "C’est une information privée",
    "unsafe": "Cette demande est déclinée",
}

KINDS: dict[DocumentKind, str] = {
    "concept": "notion",
    "club": "club",
    "session": "rencontre",
    "case": "cas",
    "study": "étude",
    "practice": "pratique",
    "news": "actualité",
    "other": "document",
}

AUTHORS: dict[AuthorKind, str] = {
    "human": "écrit par une personne",
    "ai_summary": "résumé automatique",
    "unknown": "auteur inconnu",
}

PUBLISHED = "publié : "
EVENT = "événement : "
RETRIEVED = "consulté : "
NO_DATE = "date inconnue"
