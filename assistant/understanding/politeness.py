"""Take a question out of its politeness: greetings, « pourriez-vous me dire », « merci d'avance » ask nothing."""

import re

from assistant.french import fold_aligned

_GREETING = r"(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|evening)|madame|monsieur|messieurs)"
_CAN = (
    r"(?:pourriez|pouvez|auriez|saurie?z|voudriez)(?:[- ]vous)|(?:vous|tu) (?:pourriez|pouvez|pourrais|peux|sauriez|"
    r"saurais)|(?:peux|pourrais|saurais)[- ]tu|(?:can|could|would) you|"
    r"(?:je|j'|nous|on) ?(?:voudrai\w*|aimerai\w*|souhaiterai\w*|souhaite|cherche a|would like to)|i'd like to"
)
_SAY = (
    r"(?:(?:me|m'|nous|moi) ?)?(?:dire|expliquer|indiquer|preciser|rappeler|donner la reponse|savoir|eclairer|tell me|"
    r"explain|know)"
)
_OPENING = re.compile(
    rf"^\W*(?:{_GREETING}\b(?: (?:a (?:tous|toutes)|tout le monde))?[ ,!.]*)?"
    r"(?:(?:j'ai|j'aurais|voici|juste|i have) une? (?:petite |simple |quick )?question\b[ ,:.]*)?"
    r"(?:excusez[- ]moi|desolee?|pardon)?[ ,:]*"
    rf"(?:(?:est-ce que )?(?:{_CAN}) (?:(?:svp|stp|s'il (?:vous|te) plait|please),? )?{_SAY}\b[ ,:]*"
    r"(?:please,? )?(?:si |whether )?)?"
)
_CLOSING = re.compile(
    r"[ ,.;]*(?:,? ?(?:s'il (?:vous|te) plait|svp|stp|please))?[ ?!.,]*"
    r"(?:(?:je vous |un grand )?(?:merci|remercie|thank you|thanks)(?: (?:d'avance|par avance|beaucoup|bien|bcp|a vous|"
    r"in advance|a lot|pour (?:votre|ta) (?:aide|reponse)))*[ .!]*)?(?:bonne (?:journee|soiree)|cordialement)?[ .!]*$"
)

SHORTEST_QUESTION = 2
"""Words that have to be left for the rest to be a question: « bonjour, merci » stays as it is."""


def without_politeness(text: str) -> str:
    """Return a question without what opens and closes it out of courtesy; the text itself when little would be left."""
    folded, offsets = fold_aligned(text)
    opening = _OPENING.match(folded)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(folded, start)
    end = closing.start() if closing and closing.group().strip(" ?!.,;") else len(folded)
    rest = text[offsets[start] : offsets[end]].strip(" ,:")
    if len(rest.split()) < SHORTEST_QUESTION or (start == 0 and end == len(folded)):
        return text
    asks = "?" in text[offsets[start] :] and not rest.endswith("?")
    return f"{rest} ?" if asks else rest
