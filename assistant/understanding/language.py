"""Tell French from English by function words; French unless English clearly wins."""

from assistant.domain import Language
from assistant.french import fold, word_set

_ENGLISH = word_set(
    "what which who whom whose where when why how is are was were does did do the of and an for to in with about "
    "there this that these those can could should would you your my our i we it they have has from by hello hi "
    "hey thanks thank bye yes great nice perfect help tell give list explain mean means me please any between "
    "than before after since until older younger earlier later"
)
_FRENCH = word_set(
    "le la les un une des du de d l est sont qui que quoi quel quelle quels quelles ou quand comment pourquoi "
    "combien dans pour avec sur et en au aux ce cet cette ces je tu il elle nous vous ils elles mon ma mes notre "
    "nos votre vos se sa son ses y a c qu j n ne pas plus par ça ca"
)


def is_function_word(folded: str) -> bool:
    """Tell whether a folded word is one of those that tell the languages apart: it is no slip of another."""
    return folded in _ENGLISH or folded in _FRENCH


def language_of(text: str) -> Language:
    """Return the language of a question; a bare term counts as French."""
    words = fold(text).replace("'", " ").replace("-", " ").split()
    english = sum(word.strip('?!.,;:«»"()') in _ENGLISH for word in words)
    french = sum(word.strip('?!.,;:«»"()') in _FRENCH for word in words)
    return "en" if english > french else "fr"
