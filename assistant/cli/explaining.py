"""Show in a terminal how a reply came to be."""

from assistant.cli.border import readable
from assistant.explaining import Explanation, Found, Judged

_INTENTS = {
    "definition": "définition",
    "example": "exemple",
    "acronym": "sigle",
    "list": "liste",
    "count": "nombre",
    "comparison": "comparaison",
    "concordance": "qui définit la notion",
    "elaboration": "en savoir plus",
    "howto": "comment faire",
    "place": "club d’un lieu",
    "time": "date ou durée",
    "who": "qui",
    "origin": "origine",
    "next_step": "premier pas",
    "workshop": "atelier",
    "fact": "fait",
    "courtesy": "politesse",
    "private": "donnée privée",
    "unsafe": "demande refusée",
    "off_topic": "hors sujet",
}


def explanation_text(explanation: Explanation) -> str:
    """Return an explanation as French text: understanding, passages, sentences kept and dropped."""
    lines = ["Comment cette réponse est faite"]
    lines += [f"  {label} : {readable(value)}" for label, value in _understood(explanation) if value]
    lines += (
        ["Passages trouvés, du meilleur au moins bon", *map(_found, explanation.found)] if explanation.found else []
    )
    lines += ["Phrases du brouillon", *map(_judged, explanation.judged)]
    return "\n".join(lines)


def _understood(explanation: Explanation) -> list[tuple[str, str]]:
    weights = sorted(explanation.weights.items(), key=lambda pair: -pair[1])
    return [
        ("compris", explanation.understood),
        ("cherché", explanation.sought),
        ("type de question", _INTENTS.get(explanation.intent, explanation.intent)),
        ("termes", ", ".join(explanation.terms)),
        ("lieux", ", ".join(explanation.places)),
        ("poids des mots", ", ".join(f"{label} {weight:.1f}".replace(".", ",") for label, weight in weights)),
        ("absent des passages", ", ".join(explanation.missing)),
        ("confiance", f"{explanation.confidence:.2f}".replace(".", ",")),
    ]


def _found(found: Found) -> str:
    where = " › ".join([found.location, *found.headings])
    legs = ", ".join(f"{leg} {rank}" for leg, rank in sorted(found.legs.items()))
    return f"  · {readable(where)} ({legs})"


def _judged(judged: Judged) -> str:
    if not judged.quotes:
        return f"  · de l’assistant : {readable(judged.text)}"
    verdict = f"écartée, {judged.why_dropped}" if judged.why_dropped else "gardée"
    quotes = "".join(f"\n      « {readable(quote)} »" for quote in judged.quotes)
    return f"  · {verdict} : {readable(judged.text)}{quotes}"
