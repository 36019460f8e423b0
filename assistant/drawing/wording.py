"""The words of the pictures, in each language."""

from assistant.domain import Language

GRID: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Grille de lecture d’un écosystème coopératif territorialisé",
        "legend": "Droit, suivi d’un numéro\u202f: les documents cités au bas de la page. "
        "Italique\u202f: les questions de l’assistant. Empattements\u202f: vos mots.",
        "yours": "Vos mots",
        "to_sort": "À ranger",
        "question": "Question de l’assistant\u202f: ",
        "box": "Case",
        "help": "Pour vous aider",
        "sources": "Sources des définitions de la grille\u202f:",
        "colon": "\u202f:",
    },
    "en": {
        "title": "Reading grid of a territorialised cooperative ecosystem",
        "legend": "Upright, followed by a number: the documents cited at the foot of the page, in French. "
        "Italics: the questions of the assistant. Serif: your words.",
        "yours": "Your words",
        "to_sort": "To be sorted",
        "question": "Question of the assistant: ",
        "box": "Box",
        "help": "To help you",
        "sources": "Sources of the definitions of the grid:",
        "colon": ":",
    },
}

NOTIONS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Les notions de l’EFC et leurs liens",
        "caution": "Schéma de l’assistant, d’après les renvois du lexique ; la place d’une notion ne dit rien de son "
        "importance.",
        "rules": "Cadre plein : notion. Cadre tireté : méthode.",
        "colon": "\u202f:",
    },
    "en": {
        "title": "The notions of the EFC and how they relate",
        "caution": "A sketch by the assistant, from the cross-references of the lexicon; where a notion stands says "
        "nothing of its importance.",
        "rules": "Full frame: notion. Dashed frame: method. A term without an English name is in French.",
        "colon": ":",
    },
}

CLUBS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Les clubs EFC par région",
        "caution": "Schéma de l’assistant, sans échelle, d’après la liste tenue dans le corpus. Un club peut exister "
        "sans y figurer.",
        "none": "aucun club dans la liste",
        "partly": "en partie, {club}",
        "partly_drawn": "en partie\u202f: {club}",
        "away": "Ailleurs en France",
        "abroad": "À l’étranger",
        "whole_rule": "un club de la liste couvre la région",
        "partly_rule": "la liste n’en couvre qu’une partie",
        "colon": "\u202f:",
        "semicolon": " ; ",
    },
    "en": {
        "title": "The EFC clubs by region",
        "caution": "A sketch by the assistant, not to scale, from the list kept in the corpus. A club may exist "
        "without being on it.",
        "none": "no club on the list",
        "partly": "in part, {club}",
        "partly_drawn": "in part: {club}",
        "away": "Elsewhere in France",
        "abroad": "Abroad",
        "whole_rule": "a club of the list covers the region",
        "partly_rule": "the list covers a part of it only",
        "colon": ":",
        "semicolon": "; ",
    },
}
