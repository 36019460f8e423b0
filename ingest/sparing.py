"""Sparing: the words that must not be forgotten by mistake, and the sources that would bring a name back."""

from collections.abc import Iterable, Sequence

from assistant.domain import Document
from assistant.errors import InvalidInputError
from assistant.french import is_french_word
from ingest.forgotten import Forgotten, words_of
from ingest.redaction_lexicon import first_names

COMMON_SHARE = 0.2
"""Share of the documents above which a name is likelier a subject than a person, as for documents that leave at
once (`pipeline.VANISHING_SHARE`)."""

COMMON_COUNT = 2
"""Documents that may always hold a name: in a small corpus one document is a large share."""

_REMEDY = "Donnez le prénom et le nom, ou ajoutez --yes si c’est bien ce mot qu’il faut effacer partout."


def refuse_too_common(documents: Sequence[Document], name: Iterable[tuple[str, ...]], only: Forgotten) -> None:
    """Stop when a name is an ordinary word, a bare first name, a place or a term of the corpus, or in many documents.

    A first name followed by another word is a person, however many documents name it.

    Raises:
        InvalidInputError: with the remedy; the name is not repeated.
    """
    subjects = {"".join(words) for one in documents for words in _spelled((*one.places, *one.terms))}
    mentions = list(name)
    for words in mentions:
        if "".join(words) in subjects:
            raise InvalidInputError("Ce nom est un lieu ou un terme du corpus.", _REMEDY)
        if _is_ordinary(words):
            raise InvalidInputError("Ce nom n’est fait que de mots courants, ou d’un prénom seul.", _REMEDY)
    holding = sum(only.holds(one.text) for one in documents)
    many = holding > COMMON_COUNT and holding > COMMON_SHARE * len(documents)
    if many and not all(_is_person(words) for words in mentions):
        raise InvalidInputError(f"Ce nom est dans {holding} documents sur {len(documents)}.", _REMEDY)


def refuse_in_sources(sources: Iterable[str], only: Forgotten) -> None:
    """Stop when the path of a source holds the name: it must be kept to read the source again.

    Raises:
        InvalidInputError: with the remedy.
    """
    if any(only.holds(one) for one in sources):
        raise InvalidInputError(
            "Le chemin d’une source retenue contient ce nom, et il est gardé pour la relire.",
            "Renommez ce dossier ou ce fichier, lancez « efc ingest NOUVEAU-CHEMIN --yes », puis recommencez.",
        )


def _is_ordinary(words: tuple[str, ...]) -> bool:
    """Tell whether the words name nobody: a first name alone, or everyday French without any first name."""
    if len(words) == 1:
        return _has_first_name(words) or is_french_word(words[0])
    return not _has_first_name(words) and all(is_french_word(one) for one in words)


def _is_person(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and _has_first_name(words)


def _has_first_name(words: tuple[str, ...]) -> bool:
    sure, doubtful = first_names()
    return any(one in sure or one in doubtful for one in words)


def _spelled(values: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for one in values:
        try:
            yield words_of(one)
        except InvalidInputError:
            continue  # too short or too long to be asked for
