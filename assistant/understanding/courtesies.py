"""Messages that ask nothing of the corpus: greetings, thanks, calls for help, « who are you »."""

from assistant.french import seek
from assistant.inquiry import CourtesyKind

_PATTERNS: tuple[tuple[CourtesyKind, tuple[str, ...]], ...] = (
    (
        "identity",
        (
            r"(?:qui|quoi|que|comment).{0,12}\b(?:es[- ]tu|etes[- ]vous|tu es|t'es)\b",
            r"\b(?:es-tu|tu es|t'es|etes-vous) (?:un |une )?(?:robot|humain|ia|machine|chatbot|bot|vrai)",
            r"\bwho are you\b|\bare you (?:a |an )?(?:bot|robot|human|ai)\b|\bton nom\b|\bwho made you\b",
            r"\b(?:t'? ?es|tu es|vous etes) qui\b|\bc'est qui (?:toi|vous)\b",
            r"\bqui (?:t'a|vous a) (?:cree|fait|concu|developpe|programme)\w*",
        ),
    ),
    (
        "help",
        (
            r"\b(?:tu|vous) (?:sais|savez|peux|pouvez|fais|faites|sers) (?:faire )?(?:quoi|a quoi)",
            r"\b(?:peux-tu|tu peux|pouvez-vous|vous pouvez|sais-tu)\b.{0,12}\baide[rsz]?\b\W*$",
            r"\ba quoi (?:peux-tu|pouvez-vous|tu peux|vous pouvez)\b|\bque (?:sais|peux|fais)[- ]tu|\ba "
            r"quoi (?:tu sers|sers[- ]tu|servez)",
            r"\bqu'est-ce que (?:tu|vous) (?:sais|peux|fais|savez|pouvez)\b|\b(?:tu|vous) (?:peux|"
            r"pouvez) m'aider\W*$",
            r"\bwhat can you (?:do|help)|\bcomment (?:ca|tu) (?:marche|fonctionne)s?\b\W*$|^\W*(?:aide|"
            r"help)(?:[- ]moi| me)?\W*$",
        ),
    ),
    (
        "goodbye",
        (r"^\W*(?:au revoir|a bientot|bonne (?:journee|soiree|nuit)|bye|goodbye|ciao|a plus)\b.{0,20}$",),
    ),
    (
        "thanks",
        (
            r"^\W*(?:un (?:grand )?)?(?:merci|thanks|thank you|thx|super merci|parfait merci)\b[^?]{0,45}$",
            r"^\W*(?:(?:ok|oki|okay|d'accord|super|parfait|top|genial|nickel|cool|tres bien|c'est "
            r"(?:tres )?clair|clair|compris|"
            r"j'ai compris|entendu|excellent|great|nice|perfect|got it|bravo|c'est note|note|merci(?: "
            r"beaucoup)?|bonne (?:journee|soiree)|"
            r"au revoir|a bientot|thanks|bye)[ ,.!]*)+\W*$",
        ),
    ),
    (
        "greeting",
        (
            r"^\W*(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|yo|wesh|hola)\b(?:[ ,!.]*(?:a tous|tout "
            r"le monde|ca va|"
            r"comment (?:ca )?va\w*|l'assistant|toi|vous|there|how are you))?\W*$",
            r"^\W*(?:ca va|comment vas[- ]tu|comment allez[- ]vous|how are you)\W*$",
        ),
    ),
)


def courtesy_in(folded: str) -> CourtesyKind | None:
    """Return the courtesy a message amounts to, None when it asks something."""
    for kind, patterns in _PATTERNS:
        if any(seek(pattern, folded) for pattern in patterns):
            return kind
    return None
