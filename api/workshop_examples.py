"""Examples of what an animator asks, shown in the OpenAPI description; a test holds each against its schema."""

from fastapi.openapi.models import Example

WORKSHOP_EXAMPLES: dict[str, Example] = {
    "phrase": {
        "summary": "Une demande en une phrase",
        "value": {"theme": "un atelier de 2 h pour 12 élus sur les effets utiles"},
    },
    "champs": {
        "summary": "Un thème, et le reste à part",
        "value": {
            "theme": "l’écosystème coopératif territorialisé",
            "minutes": 90,
            "people": 20,
            "audience": "chefs d’entreprise",
            "setting": "remote",
            "level": "novice",
        },
    },
    "brise-glace": {
        "summary": "Un brise-glace",
        "value": {"theme": "le déjà-là", "minutes": 15, "variant": "icebreaker"},
    },
}

PLAN_ID_EXAMPLE = "WyJsZXMgZWZmZXRzIHV0aWxlcyIsMTIwLDEyLCLDqWx1cyJdSZKIfQ"
"""The id of a plan of 120 minutes on « les effets utiles », for 12 people."""

GRID_EXAMPLES: dict[str, Example] = {
    "vide": {"summary": "Une grille à remplir à la main", "value": {}},
    "remplie": {
        "summary": "Vos mots, rangés dans les cases sans y rien changer",
        "value": {
            "description": "La mairie et deux associations se réunissent. Un jardin partagé existe déjà. "
            "Nous voulons mieux manger."
        },
    },
}
