"""Tell whether a draft answers the question that was asked, and what it leaves without an answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.composing.answer_types import shows_what_is_asked
from assistant.composing.composition import Composition, Material
from assistant.composing.facts import is_known
from assistant.domain import Span
from assistant.evidence import Concept
from assistant.evidence.concepts import LEAST_TERM_WEIGHT
from assistant.french import NUMBER_WORDS, analyse, fold, word_set
from assistant.inquiry import Inquiry, Intent, Want

_ASKING = word_set(
    "pouvoir pourriez pourrait pourrais pouvons voudrai voulons vouliez devons devez devrait veuillez agir agit "
    "consister consiste expression distinction diminutif abreviation sigle sigles lettres lettre initiales perd "
    "perdre confonds confondre confond vs versus mm nb abord coup dessus juste procede proceder prepare preparer "
    "dites-moi redites resumez resume eclairer eclaire precisez enumerer enumerez citez nommez comprendre connues "
    "connu connus connaissez connaitre connait retenir retient apprendre dis dire vite fait stp svp etapes etape "
    "maniere facon liens lien rapport liste ici contacter contact adresser correspond correspondre confirmez "
    "confirmer final finalement orgas organisations mois annees siecle temps frequence periode coute couter "
    "initiative ignore ignorer oublie oublier reste invente inventer connais complete complet according remonte "
    "remonter tombe tomber tombait jour jours semaine histoire birth born start started lieu passe passer datees "
    "date dater nom noms accord forme cote boulot taf exact exacte ordre kind type sort tell know meaning "
    "difference between link each right order founded"
)
"""Folded words that ask, beside those of `understanding.focus.FRAME`: an answer need not repeat them."""


NEARLY_ALL = 0.7
"""Share of a question from which one noun that other documents hold may be left out: it is seldom the thing asked."""

_AUDIENCE = (
    r"(?:elue?s?|habitant\w*|citoyen\w*|agents?|agentes?|collegues?|benevoles?|adherent\w*|equipes?|debutant\w*|novices?|"
    r"public|entreprises?|dirigeant\w*|partenaires?|conseil municipal|participant\w*|stagiaires?|etudiant\w*|jeunes)"
)
_ADDRESSED = re.compile(
    rf"\b(?:a|aux|pour|avec|devant|chez|vers|to|for|with) (?:(?:des|les|mes|nos|un|une|my|our) )?{_AUDIENCE}\b"
)
"""Whom an answer is for: it need not be said in it."""
_PUBLIC = re.compile(rf"\b(?:mes|nos|les|des|aux|notre|mon|our|my|the) {_AUDIENCE}\b")

LEAD = 400
"""Characters at the start of a note in which it says what it is about: its first two sentences, or three."""

ROOT = 5
"""Letters that a verb and the noun drawn from it share, at least."""

_IDENTITY = re.compile(
    r"\b(?:c'est|est-ce|est) (?:bien |donc |juste |pas )?(?:un|une|du|de la|des|le|la|a|au|en|contre)\b.*\?|"
    r"\b(?:non|right) \?"
)
_QUESTION_WORD = re.compile(
    r"\b(?:qui|quels?|quelles?|ou|comment|pourquoi|quand|combien|lequel|laquelle|what|who|where|when|why|how|which)\b"
)
_BEFORE_A_NOUN = re.compile(
    r"(?:\b(?:le|la|les|un|une|des|du|de|au|aux|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|"
    r"leurs?|its|their|his|her|your|quel(?:le)?s?|(?<![mtsjn]')en|par|sans|avec|the|an?|of|in|many|which|\d+|"
    rf"{'|'.join(NUMBER_WORDS)}) |\b(?:l|d|qu)')$"
)

_DATED: frozenset[Want] = frozenset({"year", "date", "day", "month"})
"""Wants that hang on what was done: the year of a start is not that of an end."""

_ASKED = re.compile(r"\b(?:quel(?:le)?s?|which) (?!numeros?\b)(?P<what>[^\W\d_]+(?: (?:de |d')[^\W\d_]+)?)")
"""A question word and the noun it bears on, with the noun after « de »."""

LEAST_SHARE = 0.5
"""Share of a question that a draft has to name when all it leaves out are verbs and adjectives.

A noun left out is the thing asked: « quelle médaille », « le formulaire ». Over our own answerable and unanswerable
questions, refusing on any word left out cost 5 % of the right answers of long questions, on nouns alone it let
through a third of the false ones.
"""


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """How much of a question a draft answers."""

    missing: tuple[Concept, ...]
    """The things asked that no cited span names, nor its title or headings."""
    share: float
    """Share of the question's weight that they leave, in [0, 1]."""


def sufficiency(material: Material, composition: Composition) -> Sufficiency:
    """Compare the things a question names with those that the cited spans name, asides left out.

    A thing that only another passage of a cited document names counts too, unless it is a place or its number is asked.
    """
    spans = [span for draft in composition.drafted for span in draft.spans if not _is_aside(span, material)]
    held = _stems(spans)
    around = frozenset().union(*(_stems_of(text) for text in {span.document.text for span in spans}))
    counted = _counted(material)
    named = {place.name for place in material.inquiry.places}
    required = [concept for concept in material.weighing.concepts if is_required(concept, material)]
    missing = tuple(
        concept
        for concept in required
        if not concept.is_in(held)
        and (
            not concept.is_in(around)
            or material.inquiry.intent == "count"
            or concept.is_in(counted)
            or concept.label in named
        )
    )
    total = sum(concept.weight for concept in material.weighing.concepts if not concept.light)
    return Sufficiency(missing, 1 - sum(concept.weight for concept in missing) / total if total else 1.0)


def _counted(material: Material) -> frozenset[str]:
    return frozenset(stem for phrase in material.inquiry.counted for stem in analyse(phrase))


def _asked(material: Material) -> frozenset[str]:
    """Return the stems of what a question word bears on: « quelle part d'entreprises », « combien de fiches »."""
    phrases = [match["what"] for match in _ASKED.finditer(fold(material.inquiry.standalone))]
    counted = frozenset[str]() if material.inquiry.wants & {"money", "duration"} else _counted(material)
    return counted | frozenset(stem for phrase in phrases for stem in analyse(phrase))


def _is_aside(span: Span, material: Material) -> bool:
    """Tell whether a span only proposes a next step to somebody who asked for something else."""
    headings = span.passage.headings
    return bool(headings) and fold(headings[-1]).startswith("prochain pas") and material.inquiry.intent != "next_step"


_UNGATED: frozenset[Intent] = frozenset({"howto", "next_step", "acronym", "comparison", "place"})
"""Classes of questions whose words tell of the person who asks as much as of what is asked."""


def names_a_public(question: str) -> bool:
    """Tell whether a question, folded, is about people whom the field addresses: « mes élus », « les habitants »."""
    return _PUBLIC.search(question) is not None


def answers(material: Material, composition: Composition) -> bool:
    """Tell whether a draft speaks of all that is asked, and shows the kind of thing asked."""
    return not leaves_unanswered(material, composition) and (
        not _is_gated(material, composition) or shows_what_is_asked(material, composition)
    )


def _is_gated(material: Material, composition: Composition) -> bool:
    inquiry = material.inquiry
    if inquiry.intent in _UNGATED or inquiry.misnomers or composition.is_courtesy or composition.reason:
        return False
    return not _asks_yes_or_no(inquiry) and all(draft.spans for draft in composition.drafted[:1])


def leaves_unanswered(material: Material, composition: Composition) -> tuple[Concept, ...]:
    """Return the things asked that a draft does not speak of; empty when it speaks of all."""
    inquiry = material.inquiry
    if not _is_gated(material, composition):
        return ()
    found = sufficiency(material, composition)
    nouns = tuple(concept for concept in found.missing if is_noun(concept, fold(inquiry.standalone)))
    asked = _asked(material)
    if any(concept.is_in(asked) for concept in found.missing):
        return nouns or found.missing
    asked_of = {place.name for place in inquiry.places}
    is_aside = len(nouns) == 1 and nouns[0].label not in asked_of and is_known(nouns[0], material)
    if is_aside and found.share >= NEARLY_ALL:
        return ()
    if nouns:
        return nouns
    acts = tuple(concept for concept in found.missing if not _is_derived(concept, composition))
    return acts if found.share < LEAST_SHARE else tuple(one for one in acts if _is_decisive(one, material))


def _is_decisive(act: Concept, material: Material) -> bool:
    """Tell whether what is asked hangs on an act: its date, or the reason of a rare one that no document tells."""
    inquiry = material.inquiry
    if inquiry.language != "fr":
        return False
    is_untold = not is_known(act, material) and act.weight > LEAST_TERM_WEIGHT
    return bool(inquiry.wants & _DATED) or ("reason" in inquiry.wants and is_untold)


def is_how(material: Material, composition: Composition) -> bool:
    """Tell whether the steps of a practice are those asked: its note names each thing, its title or lead some."""
    asked = fold(material.inquiry.standalone)
    missing = [one for one in sufficiency(material, composition).missing if not _is_audience(one)]
    if any(is_noun(one, asked) for one in missing):
        return False
    things = [one for one in material.weighing.concepts if is_required(one, material) and not _is_audience(one)]
    span = composition.drafted[0].spans[0]
    lead = _stems_of(span.document.title) | _stems_of(span.document.text[:LEAD])
    return not things or any(one.is_in(lead) for one in things)


def _is_audience(concept: Concept) -> bool:
    """Tell whether a thing is people with whom something is done, which suits others as well."""
    return re.fullmatch(_AUDIENCE, fold(concept.label)) is not None


def is_noun(concept: Concept, asked: str) -> bool:
    """Tell whether a thing is named as a noun: after an article, a preposition, a number, or with a capital."""
    place = asked.find(fold(concept.label))
    return place <= 0 or _BEFORE_A_NOUN.search(asked[:place]) is not None


def _is_derived(concept: Concept, composition: Composition) -> bool:
    """Tell whether a cited span holds a word of the same root: « se connecter », « la connexion »."""
    held = _stems(span for draft in composition.drafted for span in draft.spans)
    stems = {stem for form in concept.forms for stem in form if len(stem) >= ROOT}
    return any(stem[:ROOT] == other[:ROOT] for stem in stems for other in held)


def _asks_yes_or_no(inquiry: Inquiry) -> bool:
    """Tell whether a question asks to confirm that one thing is another: « quelle est la date » does not."""
    found = _IDENTITY.search(fold(inquiry.standalone))
    return found is not None and not _QUESTION_WORD.search(fold(inquiry.standalone)[: found.start()])


@lru_cache(maxsize=1024)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(analyse(text))


def _stems(spans: Iterable[Span]) -> frozenset[str]:
    held: set[str] = set()
    for span in spans:
        held.update(_stems_of(span.quote))
        held.update(_stems_of(" . ".join((span.document.title, *span.passage.headings))))
    return frozenset(held)


def is_required(concept: Concept, material: Material) -> bool:
    """Tell whether an answer has to name a thing: not what asks, no number, no commonplace.

    Nor what belongs to the person who asks about a term of the field: « notre mairie et l'EFC ».
    """
    folded = fold(concept.label)
    if concept.light or folded in _ASKING or folded in NUMBER_WORDS or any(c.isdigit() for c in folded):
        return False
    if material.inquiry.terms and re.search(
        rf"\b(?:mon|ma|mes|notre|nos|my|our) {re.escape(folded)}\b", fold(material.inquiry.standalone)
    ):
        return False
    if any(folded in match.group() for match in _ADDRESSED.finditer(fold(material.inquiry.standalone))):
        return False
    is_term = material.lexicon.find(concept.label) is not None
    return concept.weight > LEAST_TERM_WEIGHT or not (is_term or is_known(concept, material))
