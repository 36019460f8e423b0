"""Read the parts of a question: what it compares, counts, asks to prepare."""

import re

from assistant.french import fold, fold_aligned, seek
from assistant.inquiry import Activity

_SUBJECT = r"(?P<{}>[^,;:.?!]+?)"
_END = r"(?= ?[,;:.?!]|$)"

COMPARED = 300
"""Letters of a question in which a comparison is looked for: the patterns take the cube of the length."""

_PAIRS = (
    rf"\bentre {_SUBJECT.format('a')} et {_SUBJECT.format('b')}{_END}",
    rf"\bbetween {_SUBJECT.format('a')} and {_SUBJECT.format('b')}{_END}",
    rf"\b(?:distingu\w+|compar\w+|differenci\w+|oppos\w+|confond\w+) {_SUBJECT.format('a')} (?:et|"
    rf"de|du|avec|a|au|and|with|from) {_SUBJECT.format('b')}{_END}",
    rf"^{_SUBJECT.format('a')} (?:vs\.?|versus|ou bien|par rapport a) {_SUBJECT.format('b')}{_END}",
    rf"{_SUBJECT.format('a')} et {_SUBJECT.format('b')},? (?:c'est|est-ce|sont-ils|sont-elles|ce "
    rf"sont)? ?(?:pareil|la meme chose|identiques?|synonymes?){_END}",
    rf"\b(?:en quoi|how (?:does|is)) {_SUBJECT.format('a')} (?:differe|different|se distingue|est "
    rf"different\w*|differs?)(?: de| du| d'| from)? ?{_SUBJECT.format('b')}{_END}",
)

_DURATION = re.compile(
    r"(?P<n>\d{1,3}) ?(?P<unit>minutes?|mins?|mn|heures?|hours?|h)(?![^\W\d_])(?: ?(?P<extra>\d{2})\b)?"
)

_ACTIVITIES = (
    (r"brise[- ]?glaces?|ice[- ]?breakers?", "Brise-glace"),
    (r"(?:e-?)?mails? (?:d'invitation|pour inviter)|invitations?", "Invitation"),
    (r"grilles? de lecture|grilles?", "Grille de lecture"),
    (r"quiz+|jeux? de questions", "Quiz"),
    (r"jeux? de roles?", "Jeu de rôle"),
    (r"(?:jeux? de )?cartes", "Jeu de cartes"),
    (
        r"interventions? orales?|exposes?|discours|topos?|presentations?|prises? de parole|minutes? a "
        r"l'oral|oral|pitch|talks?",
        "Intervention orale",
    ),
    (r"exercices?|activites?|exercises?", "Exercice"),
    (
        r"ateliers?|seances?|reunions?|workshops?|animations?|demi[- ]journees?|formations?|deroules?|"
        r"plans?|fiches?",
        "Atelier",
    ),
)


def facets_in(text: str) -> tuple[str, ...]:
    """Return the two things a question compares or links, without their articles; empty when none."""
    folded = fold(text)[:COMPARED]
    for pattern in _PAIRS:
        match = seek(pattern, folded)
        if match:
            return tuple(_bare(match.group(name)) for name in ("a", "b"))
    return ()


_SECOND = re.compile(
    r"(?:,| et|,? and)(?: et)? (?=(?:quel(?:le)?s?|qui|que|qu'|ou est|ou se|comment|pourquoi|par "
    r"quel\w*|depuis quand|quand|c'est ou|c'est quoi|"
    r"what|who|where|how|why|when|which)\b)"
)


def parts_in(text: str) -> tuple[str, ...]:
    """Return the two questions that a message asks in one, the whole message when it asks one."""
    folded, offsets = fold_aligned(text)
    for match in _SECOND.finditer(folded):
        first, second = text[: offsets[match.start()]], text[offsets[match.end()] :]
        if len(first.split()) >= 3 and len(second.split()) >= 2 and _asks(first):
            return first.strip(" ,") + " ?", second.strip()
    return (text,)


def _asks(text: str) -> bool:
    return (
        seek(
            r"\b(?:quel\w*|qui|quoi|ou|comment|pourquoi|combien|quand|est-ce|peut|what|who|where|how|"
            r"which)\b",
            fold(text),
        )
        is not None
    )


def counted_in(text: str) -> tuple[str, ...]:
    """Return each thing whose number is asked: « combien de tiers-lieux » gives « tiers-lieux »."""
    pattern = (
        r"\b(?:combien (?:y a-t-il |il y a |existe-t-il |compte-t-on |sont les )?(?:de |d'|des )?|"
        r"nombre (?:total )?(?:de |d'|des )|how many )"
        r"(?P<what>[^\W_].*?)(?= (?:et|ou|and) (?:combien|how many)\b|[,;.?!]|"
        r" (?:y a|il y a|existe\w*|sont|est|ont|a-t|compte\w*|dans|ya|dit|annonce\w*|are|does|do|did|"
        r"is|in)\b|$)"
    )
    found = [match.group("what").strip() for match in re.finditer(pattern, fold(text))]
    return tuple(one for phrase in found for one in _coordinated(phrase) if not _NOT_COUNTED.match(one))


_NOT_COUNTED = re.compile(r"(?:a|au|aux|dans|pour|par|chez|sur|avec|en) ")
"""How a phrase opens that says where or for whom, and not what is counted."""


def _coordinated(phrase: str) -> list[str]:
    """Return the things of « monnaies locales et de clusters », without the verb that may follow them."""
    bare = re.sub(r" (?:l'|le |la |les |un |une )?[^\W\d_]+ [^\W\d_]+-(?:t-)?(?:il|elle|ils|elles|on)$", "", phrase)
    return [part for part in re.split(r" et (?:de |d'|des )", bare) if part]


def activities_in(text: str) -> tuple[Activity, ...]:
    """Return the blocks of a workshop asked for, in order, each with its minutes when they are given.

    A request that names no kind of activity, « de quoi animer 45 min », is for a workshop.
    """
    folded = _in_figures(fold(text))
    alternatives = "|".join(f"(?P<k{rank}>{pattern})" for rank, (pattern, _) in enumerate(_ACTIVITIES))
    found = list(re.finditer(rf"\b(?:{alternatives})\b", folded))
    blocks: list[Activity] = []
    for rank, match in enumerate(found):
        before = folded[found[rank - 1].end() if rank else 0 : match.start()]
        after = folded[match.end() : found[rank + 1].start() if rank + 1 < len(found) else len(folded)]
        name = _ACTIVITIES[int(str(match.lastgroup)[1:])][1]
        if blocks and blocks[-1].name == name:
            last = blocks.pop()
            minutes = last.minutes if last.minutes is not None else _minutes_near("", after, first=False)
            blocks.append(Activity(name, minutes, last.theme or _theme(after)))
            continue
        blocks.append(Activity(name, _minutes_near(before, after, first=rank == 0), _theme(after)))
    themed = seek(r"\bsur\b|\babout\b|:", folded) is not None
    return tuple(blocks) or (Activity("Atelier", minutes_in(text), _theme(folded) if themed else ""),)


def minutes_in(text: str) -> int | None:
    """Return the first duration of a text in minutes: « 1 h 30 » is 90."""
    folded = fold(text)
    match = _DURATION.search(_in_figures(folded))
    if not match:
        return None
    count = int(match.group("n"))
    return count * 60 + int(match.group("extra") or 0) if match.group("unit").startswith("h") else count


_FIGURES = {
    "une heure et demie": "1h30",
    "une heure trente": "1h30",
    "deux heures": "2h",
    "trois heures": "3h",
    "une demi-heure": "30 min",
    "une demi heure": "30 min",
    "une demi-journee": "3h",
    "une heure": "1h",
    "un quart d'heure": "15 min",
    "dix minutes": "10 min",
    "quinze minutes": "15 min",
    "vingt minutes": "20 min",
    "trente minutes": "30 min",
    "quarante-cinq minutes": "45 min",
}
"""Durations in words, the longest wordings first."""


def _in_figures(folded: str) -> str:
    for words, figures in _FIGURES.items():
        folded = folded.replace(words, figures)
    return folded


def _minutes_near(before: str, after: str, *, first: bool) -> int | None:
    """Prefer the duration that follows the activity; one that precedes counts for the first only."""
    following = minutes_in(after)
    return following if following is not None else minutes_in(before) if first else None


def _theme(after: str) -> str:
    """Return what an activity is about: after « sur », else after a colon, else what follows, the audience left out."""
    theme = re.sub(r" +", " ", _DURATION.sub(" ", after)).strip()
    told = seek(r"\b(?:sur|about) (?!place\b|site\b|zoom\b|mesure\b)(?P<theme>.+)|:(?P<after>.+)", theme)
    theme = ((told.group("theme") or told.group("after")) if told else theme).strip()
    theme = re.sub(r"\b(?:pour|devant|avec) (?:\d+|des|les|un public|mes|nos|l'|le)\b.*$|\b\d+ pers\w*.*$", "", theme)
    theme = re.sub(
        r"^[\W]*(?:(?:d'|de|du|des|sur|pour|about|on|of|a propos d\w+|autour d\w+|afin d\w*|qui)(?:\W+|$))+",
        "",
        theme.strip(),
    )
    return re.sub(r"\W*\b(?:puis|et|ensuite|avec|suivi\w*|un|une|then|and|a)?\W*$", "", theme).strip()


def _bare(noun: str) -> str:
    return re.sub(r"^(?:l'|d'|le |la |les |un |une |des |du |de |the |a |an )+", "", noun.strip())


_ORIGIN_VERB = r"(?:cree\w*|fonde\w*|lance\w*|invente\w*|initie\w*|impulse\w*|founded|created|started|launched)"


_NO_OBJECT = r"(?:tout|toute|seule?s?|ensemble|avec|par|en|a|au|comme|by|in|at|with|inside|alone)\b"
"""What follows a verb of beginning and is not what began."""


def object_in(text: str) -> str:
    """Return the thing whose origin is asked: « qui a créé les clubs EFC en 2018 » gives « clubs efc »."""
    folded = fold(text)
    passive = seek(
        rf"(?P<what>[^,;.?!]+?) (?:a-t-(?:il|elle)|ont-(?:ils|elles)|a|ont|sont|est|furent) (?:ete "
        rf")?{_ORIGIN_VERB} (?:par|en)\b",
        folded,
    )
    if passive:
        return _bare(re.sub(r"^.*?\b(?:pourquoi|quand|que|qui) ", "", passive.group("what")))
    dated = seek(r"^(?P<what>[^,;?!]+?) remont\w+ a quand|\ba quand remont\w+ (?P<that>[^,;.?!]+)", folded)
    if dated:
        return _bare(dated.group("what") or dated.group("that"))
    after = seek(
        rf"\b{_ORIGIN_VERB} (?!{_NO_OBJECT})(?P<what>[^,;.?!]+?)(?: (?:en|in|des|vers|depuis) \d{{4}}.*)?{_END}", folded
    )
    if after:
        return _bare(after.group("what"))
    before = seek(
        rf"\b(?:origine|naissance|creation|fondation) (?P<what>d(?:e|u|es)\b[^,;.?!]+|d'[^,;.?!]+){_END}|"
        rf"\b(?:depuis quand|quand|en quelle annee|de quand date\w*|when (?:was|were|did)) (?:est-ce "
        rf"qu\W?(?:e )?|est |sont |ont ete |a ete )?(?:nee?s? |cree\w* |fonde\w* )?(?P<that>[^,;.?!]+?)"
        rf"(?: (?:a-t-|ont-|est-|sont-|existe|a ete|ont ete|created|founded|start|launched|born|"
        rf"commence|demarre)[^,;.?!]*)?{_END}",
        folded,
    )
    return _bare(before.group("what") or before.group("that")) if before else ""


def without_grounds(folded: str) -> str:
    """Return a folded question less the clause it takes for granted: « puisque c'est gratuit, qui vient ? »."""
    return re.sub(r"^\W*(?:puisque?|comme|etant donne que?|sachant que?|since|as) ?[^,;?]+, (?=.)", "", folded)


def premises_in(text: str) -> tuple[str, ...]:
    """Return what a question takes for granted: years, and who is said to have done the thing."""
    folded = fold(text)
    years = tuple(re.findall(r"\b(?:1[89]|20)\d{2}\b", folded))
    actor = seek(
        rf"\bpourquoi (?:est-ce que )?(?P<who>[^,;.?!]+?) (?:a-t-(?:il|elle)|ont-(?:ils|elles)|a|ont) "
        rf"{_ORIGIN_VERB}",
        folded,
    )
    passive = seek(rf"\b{_ORIGIN_VERB} par (?P<who>[^,;.?!]+?)(?: en \d{{4}}.*)?{_END}", folded)
    found = actor or passive
    return (*years, *((_bare(found.group("who")),) if found else ()))
