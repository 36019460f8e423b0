"""The words of an exported plan, in each language."""

from assistant.domain import AuthorKind, DocumentKind, Language

LABELS: dict[Language, dict[str, str]] = {
    "fr": {
        "theme": "Thème",
        "person": "1 personne",
        "people": "{people} personnes",
        "room": "en salle",
        "remote": "à distance",
        "novice": "public qui découvre",
        "initiated": "public initié",
        "animator": "public qui anime",
        "audience": "pour",
        "quoted": "",
        "legend": "Les passages suivis d’un numéro entre crochets viennent des documents cités en notes. Ce qui est en "
        "italique, les horaires et les durées sont proposés par l’assistant.",
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
        "afterwards": "Après l’atelier",
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
        "novice": "newcomers",
        "initiated": "initiated people",
        "animator": "facilitators",
        "audience": "for",
        "quoted": "In French:",
        "legend": "Passages followed by a number in brackets come from the documents cited in the notes, and are "
        "quoted in French, their language. What is in italics, and all times, are proposed by the assistant.",
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
        "afterwards": "After the workshop",
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
