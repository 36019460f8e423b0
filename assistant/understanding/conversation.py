"""Put back into a follow-up what it leaves to the conversation."""

import re
from collections.abc import Sequence

from assistant.french import fold, seek, tokens
from assistant.understanding.naming import Named

_LINK = r"^\W*(?:et|and|ok|oui|d'accord|mais|alors|donc|sinon|pareil|meme question|idem)\b[ ,]*"
_BACKWARD = (
    r"\b(?:il|elle|ils|elles|le|la|les|lui|leur|en|y|ca|cela|celui-ci|celle-ci|ceux-ci|celui-la|"
    r"celle-la|ce dernier|"
    r"son|sa|ses|leurs?|it|they|them|its|their|that|this)\b|\bl'(?:a|ont|avait|est|aurait)\b"
)
_LEADING_PRONOUN = (
    r"^\W*(?:(?:et|mais|alors|donc|ok)\W+)?(?:(?:pourquoi|comment|quand|ou|combien|qui|que|quoi|"
    r"depuis quand|qu'est-ce qu)\W*)?"
    r"(?:est-ce qu\W?)?(?:il|elle|ils|elles|ca|cela|celui-ci|celle-ci|on (?:en|y)|j'en|tu en|vous en)\b"
)
_INVERTED = (
    r"(?:-t)?-(?:il|elle|ils|elles)\b|\b(?:c'est|ca) (?:quand|ou|qui|combien)\b|\b(?:en|y) "
    r"(?:a-t-il|faut-il|savoir)\b"
)
_ELLIPTIC = (
    r"^\W*(?:et |mais |alors )?(?:donne[rsz]?(?:[- ]moi)? |cite[rsz]? |tu as |as-tu |vous avez "
    r")?(?:pourquoi|comment(?: ca)?|combien|quand|ou|par qui|un exemple|des exemples?|par exemple|"
    r"une source|"
    r"c'est-a-dire|depuis quand|since when|a partir de quand|a quelle date|en quelle annee|plus "
    r"de details?(?: \w+)?|en savoir (?:plus|davantage)|(?:dis|dites)[- ](?:m'en|moi|nous en) (?:plus|davantage)|"
    r"(?:can you |could you )?tell me more|developpe\w*|precise\w*|continue|la suite|why|how|when|where|an "
    r"example|more)\W*$"
)


def is_follow_up(text: str, *, names_something: bool) -> bool:
    """Tell whether a message needs the previous one to be understood."""
    folded = fold(text)
    if seek(_LINK, folded) or seek(_ELLIPTIC, folded):
        return True
    subject = [token for token in tokens(text) if not token.is_stop]
    if seek(_LEADING_PRONOUN, folded) and (not names_something or len(subject) <= 2):
        return True
    if not names_something and seek(_INVERTED, folded) and len(subject) <= 3:
        return True
    return not names_something and len(subject) <= 2 and seek(_BACKWARD, folded) is not None


def asks_anew(text: str) -> bool:
    """Tell whether a message holds a question word of its own."""
    return seek(r"\b(?:quel\w*|quoi|combien|comment|pourquoi|quand|what|which|how|why|when)\b", fold(text)) is not None


def is_bare(text: str, named: Sequence[Named]) -> bool:
    """Tell whether a message holds nothing but names: « et à La Réunion ? »."""
    rest = text
    for one in sorted(named, key=lambda name: name.start, reverse=True):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = re.sub(_LINK, " ", fold(rest))
    return not [token for token in tokens(rest) if not token.is_stop]


_ORDINAL = (
    r"\b(?:premier|première|premiere|deuxième|deuxieme|second|seconde|troisième|troisieme|"
    r"quatrième|quatrieme|1re|1ère|2e|3e)\b"
)


def with_rank_replaced(previous: str, text: str) -> str | None:
    """Return the previous question about another of a series: « et la deuxième ? »; None when nothing is ranked."""
    new = re.search(_ORDINAL, text, re.IGNORECASE)
    rest = re.sub(_LINK, " ", fold(re.sub(_ORDINAL, " ", text, flags=re.IGNORECASE)))
    if not new or not re.search(_ORDINAL, previous, re.IGNORECASE) or len(rest.split()) > 3:
        return None
    return re.sub(_ORDINAL, new.group(), previous, count=1, flags=re.IGNORECASE)


def with_names_replaced(previous: str, old: Sequence[Named], new: str) -> str:
    """Return the previous question about something else: its names replaced by `new`."""
    if not old:
        return f"{previous.rstrip(' ?.!')} ({new}) ?"
    first, last = old[0].start, old[-1].end
    return f"{previous[:first]}{new}{previous[last:]}"


def with_subject(text: str, subject: str) -> str:
    """Return a follow-up that says what it is about."""
    bare = re.sub(
        r"[ ?!.]+$",
        "",
        re.sub(r"^(?:et|mais|alors|donc|ok|and)\b[ ,]*", "", text.strip(), flags=re.IGNORECASE),
    )
    return f"{bare} ({subject}) ?" if bare else f"{subject} ?"
