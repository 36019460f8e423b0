"""Where the person who asks stands: in the three times of the movement, and on the map."""

from collections.abc import Callable, Sequence

from assistant.french import fold, fold_aligned, seek
from assistant.inquiry import Stage
from assistant.knowledge import Place
from assistant.understanding.naming import Named

_US = r"(?:j'ai|on a|nous avons|i have|i've|we have|we've)"
_GROUP = (
    r"(?:group\w*|equipe\w*|collecti[fv]s?|reseaux?|communautes?|clubs?|cooperations?|demarches?|ecosystemes?|ateliers?|"
    r"rencontres?|territoires?|acteurs|tiers-lieux?|ect|network|community|team|workshops?)"
)
_WHO = r"(?:entreprise|societe|boite|pme|tpe|collectivite|commune|mairie|ville|association|asso|structure|equipe)s?"
_NOT_YET = (
    r"\b(?:pas|jamais|rien) (?:encore )?(?:commenc\w+|demarr\w+|lance\w*|fait)\b|"
    r"\bpas encore\b|\bnot (?:yet|started)\b|\bhaven't started\b"
)

_STAGES: tuple[tuple[Stage, str], ...] = (
    (
        "aware",
        rf"{_NOT_YET}|\b(?<!comment )(?<!quand )(?:on|je|nous) (?:decouvr\w+|debut\w+|m'interesse|nous interessons|"
        r"s'interesse)\b|\b(?:je suis|on est|nous sommes) (?:\w+ )?(?:nouve\w+|debutant\w*|novices?|curieu\w+|"
        r"en train de decouvrir)\b|\b(?:connais|connait|connaissons) (?:rien|pas|peu|mal)\b|"
        r"\bjamais entendu parler\b|\bviens de decouvrir\b|\bvenons de decouvrir\b|"
        r"\b(?:new to|discovering|never heard of|beginners?)\b",
    ),
    (
        "animating",
        rf"\b(?:j'anime|nous animons|on anime|je coordonne|nous coordonnons|on coordonne|je facilite|nous facilitons|"
        rf"i (?:facilitate|run|coordinate|lead)|we (?:facilitate|run|coordinate|lead)|"
        rf"(?:je suis|nous sommes|on est) (?:capables?|en mesure) d'animer)\b(?=.{{0,60}}\b{_GROUP}\b)",
    ),
    (
        "committed",
        rf"\b{_US} (?:deja |bien |already )(?:commenc\w+|demarr\w+|lance\w*|engage\w*|entame\w*|adhere\w*|rejoint\w*|"
        r"avance\w*|monte\w*|un (?:\w+ )?projet|des projets|started|begun|joined|launched|a project)\b|"
        rf"\b{_US} (?:lance|demarre|commence|monte|engage|entame|started|launched) (?:un|une|notre|mon|a|our) |"
        r"\b(?:notre|mon) (?:projet|demarche) (?:est|a) (?:deja |bien )?(?:lance\w*|en cours|engage\w*|demarr\w*|"
        r"commenc\w*|avance\w*)\b|"
        r"\b(?:je me suis|on s'est|nous nous sommes) (?:deja |bien )?(?:engage\w*|lance\w*)\b|"
        rf"\b(?:notre|mon|ma) {_WHO} (?:a (?:deja |bien )+(?:commenc\w+|demarr\w+|engage\w*|avance\w*)|"
        r"est (?:deja |bien )?(?:adherente?|membre|engagee?|lancee?))\b|"
        rf"\b{_WHO} (?:qui (?:est|s'est|a) )?deja (?:engagee?s?|lancee?s?|adherente?s?|membres?|commenc\w+)\b|"
        r"\b(?:je suis|on est|nous sommes) (?:deja |bien )?(?:adherente?s?|membres?|engagee?s? dans)\b|"
        r"\b(?:je porte|nous portons|on porte) (?:un|deja un|le) projet\b|"
        r"\bon est en train de (?:monter|lancer|construire)\b|"
        r"\bnous sommes en train de (?:monter|lancer|construire)\b",
    ),
)
"""What somebody says of oneself at each stage, on folded text; the first that is said counts."""

_HERE = (
    r"\b(?:je suis|j'habite|je vis|nous sommes|on est|on habite|nous habitons|base\w*|implante\w*|installe\w*|"
    r"chez nous|(?:j'|je |on |nous )(?:anim\w+|accompagn\w+|travaill\w+|coordonn\w+|port\w+|dirige\w*)|"
    r"notre (?:ville|commune|territoire|region|association|entreprise|communaute|metropole|structure|equipe)|"
    r"ma (?:ville|commune|region)|mon (?:territoire|entreprise|association)|maire d\w*|elue? (?:a|de|d'\w*)|"
    r"i live|i am|i'm|we are|we live|based in)\b"
)
"""How somebody says to be somewhere."""

_ASKS_MEANING = (
    r"(?<=[.!;,]) +(?!.*\bclubs?\b)(?:et |alors |mais )?(?:c'est quoi|qu'est-ce|"
    r"que (?:veu\w+ dire|sont|signifie\w*|designe\w*)|what is|what are|what's)\b[^.!]*$"
)
"""A question on the meaning of something else than a club, after somebody has said where one is."""


def asked_in(text: str) -> str:
    """Return what a message asks, without the words before it by which the person says where one is."""
    folded, offsets = fold_aligned(text)
    meaning = seek(_ASKS_MEANING, folded)
    if meaning is None or not seek(_HERE, folded[: meaning.start()]):
        return text
    return text[offsets[meaning.start()] :].strip()


def stage_in(said: Sequence[str]) -> Stage | None:
    """Return the stage that the latest of some messages tells, None when none does."""
    for text in reversed(said):
        folded = fold(text)
        stage = next((stage for stage, pattern in _STAGES if seek(pattern, folded)), None)
        if stage:
            return stage
    return None


def home_in(
    said: Sequence[str], places_of: Callable[[str], Sequence[tuple[Named, tuple[Place, ...]]]]
) -> tuple[Place, ...]:
    """Return the places named by the latest message that says where the person is, empty when none does."""
    for text in reversed(said):
        named = places_of(text) if seek(_HERE, fold(text)) else ()
        if named:
            return tuple(place for _, homonyms in named for place in homonyms)
    return ()
