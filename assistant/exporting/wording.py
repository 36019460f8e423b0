"""The words of an exported plan, in each language."""

from assistant.domain import AuthorKind, DocumentKind, Language

Words = dict[str, str]
"""Labels of one language, by key."""

LABELS: dict[Language, Words] = {
    "fr": {
        "theme": "Thème",
        "person": "1 personne",
        "people": "{people} personnes",
        "room": "en salle",
        "remote": "à distance",
        "novice": "niveau\u202f: découverte",
        "initiated": "niveau\u202f: initiation faite",
        "animator": "niveau\u202f: animation",
        "audience": "public\u202f:",
        "quoted": "",
        "legend": "Les passages suivis d’un numéro entre crochets viennent des documents cités en notes. Ce qui est en "
        "italique, les horaires et les durées sont proposés par l’assistant.",
        "legend_message": "Dans le message, les passages suivis d’un numéro entre crochets viennent des documents "
        "cités en notes ; le reste est rédigé par l’assistant.",
        "check": "Avant d’envoyer",
        "message": "Message",
        "cut": "Cartes à découper",
        "front": "Recto",
        "back": "Verso\u202f: la source",
        "timeline": "Déroulé",
        "start": "Début",
        "minutes": "Durée",
        "block": "Séquence",
        "objective": "Objectif",
        "pause": "pause",
        "says": "Vous dites",
        "does": "Les participants font",
        "material": "Matériel",
        "output": "Trace",
        "questions": "Questions à poser",
        "examples": "Exemples à raconter",
        "cautions": "Précautions",
        "afterwards": "Ensuite",
        "notes": "Notes",
        "published": "publié : {date}",
        "event": "événement : {date}",
        "retrieved": "consulté : {date}",
        "undated": "sans date connue",
    },
    "en": {
        "theme": "Theme",
        "person": "1 person",
        "people": "{people} people",
        "room": "on site",
        "remote": "online",
        "novice": "level: newcomers",
        "initiated": "level: initiated",
        "animator": "level: facilitators",
        "audience": "audience:",
        "quoted": "In French:",
        "legend": "Passages followed by a number in brackets come from the documents cited in the notes, and are "
        "quoted in French, their language. What is in italics, and all times, are proposed by the assistant.",
        "legend_message": "In the message, passages followed by a number in brackets come from the documents cited in "
        "the notes, and are quoted in French, their language; the rest is written by the assistant.",
        "check": "Before sending",
        "message": "Message",
        "cut": "Cards to cut out",
        "front": "Front",
        "back": "Back: the source",
        "timeline": "Timeline",
        "start": "Start",
        "minutes": "Length",
        "block": "Block",
        "objective": "Aim",
        "pause": "break",
        "says": "You say",
        "does": "Participants do",
        "material": "Material",
        "output": "Output",
        "questions": "Questions to ask",
        "examples": "Examples to tell",
        "cautions": "Cautions",
        "afterwards": "Afterwards",
        "notes": "Notes",
        "published": "published: {date}",
        "event": "event: {date}",
        "retrieved": "retrieved: {date}",
        "undated": "no known date",
    },
}
"""Labels by language; `{…}` is filled in."""

COLON: dict[Language, str] = {"fr": "\u202f:", "en": ":"}
"""The colon that follows a label."""

AUTHORS: dict[Language, dict[AuthorKind, str]] = {
    "fr": {
        "human": "écrit par une personne",
        "ai_summary": "résumé automatique, écrit par un programme",
        "unknown": "auteur inconnu",
    },
    "en": {
        "human": "written by a person",
        "ai_summary": "automatic summary, written by a program",
        "unknown": "unknown author",
    },
}

KINDS: dict[Language, dict[DocumentKind, str]] = {
    "fr": {
        "concept": "notion",
        "club": "club",
        "session": "séance",
        "case": "cas",
        "study": "étude",
        "practice": "pratique",
        "news": "actualité",
        "other": "document",
    },
    "en": {
        "concept": "notion",
        "club": "club",
        "session": "session",
        "case": "case",
        "study": "study",
        "practice": "practice",
        "news": "news",
        "other": "document",
    },
}
