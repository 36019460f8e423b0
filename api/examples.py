"""Examples shown in the OpenAPI description; a test holds each against its schema."""

from typing import Any

from fastapi.openapi.models import Example

ASK_EXAMPLES: dict[str, Example] = {
    "definition": {
        "summary": "Une définition",
        "value": {"question": "C’est quoi un écosystème coopératif territorialisé ?"},
    },
    "suite": {
        "summary": "Une suite, dans une conversation",
        "value": {
            "question": "et à Toulouse ?",
            "history": [
                {"role": "user", "text": "Quel est le club de Rouen ?"},
                {"role": "assistant", "text": "Le Club Inné couvre la Normandie."},
            ],
            "persona": "newcomer",
        },
    },
}

SEARCH_EXAMPLES: dict[str, Example] = {
    "mots": {"summary": "Des mots", "value": {"query": "effets utiles", "k": 5}},
    "cas": {
        "summary": "Dans les cas seulement",
        "value": {"query": "alimentation locale", "kinds": ["case"]},
    },
}

_QUOTE = "Les effets utiles sont les bénéfices que les usagers retirent d’une solution."

REPLY_EXAMPLE: dict[str, Any] = {
    "id": "5f0c2a9d4b7e1836",
    "kind": "answer",
    "language": "fr",
    "question": "Que sont les effets utiles ?",
    "text": f"{_QUOTE} [1]",
    "statements": [
        {
            "text": _QUOTE,
            "origin": "source",
            "citations": [
                {
                    "mark": 1,
                    "passage_id": "9a41c07be25d6f38-1",
                    "start": 120,
                    "end": 120 + len(_QUOTE),
                    "quote": _QUOTE,
                }
            ],
        }
    ],
    "sources": [
        {
            "mark": 1,
            "document_id": "9a41c07be25d6f38",
            "title": "Effets utiles",
            "kind": "concept",
            "author_kind": "human",
            "publisher": "Un club du réseau",
            "url": "https://exemple.invalid/effets-utiles",
            "published_on": "2025-10",
            "event_on": None,
            "retrieved_on": None,
            "headings": ["Définition"],
        }
    ],
    "next_steps": [],
    "follow_ups": ["Quel lien avec la performance d’usage ?"],
    "reason": None,
    "confidence": 0.93,
    "engine": {"writer": "extractive", "embedder": "subword-v1", "reranker": None, "generation": "3c9e51"},
    "elapsed_ms": 12,
}
