"""Who speaks in a sentence, and when: the source it names itself, else the publisher of its document."""

import re
from dataclasses import dataclass

from assistant.composing.wording import say
from assistant.domain import Document, Drafted, Language
from assistant.evidence import Unit
from assistant.french import fold, fold_aligned, say_date
from assistant.knowledge import Lexicon, LexiconEntry

_DEFINES = (
    r"definit|definissent|decrit|presente|distingue|separe|considere|insiste|met en avant|entend|concoit|retient|"
    r"ajoute|resume|(?:parle|voit)(?= .*\bcomme\b)|defines?|describes?|presents?|sees?"
)
_SAYS = r"appelle|nomme|voit|parle|range|rapproche|juge|ecrit|compte|annonce|donne|dit|calls?|speaks?|says?"
_BETWEEN = r"(?:, [^,]{2,80},)? (?:aussi |surtout |d'abord |elle-meme )?"
_OPENS = re.compile(rf"^(?P<who>[^,;:.]{{2,80}}?){_BETWEEN}(?:(?P<defines>{_DEFINES})|{_SAYS})\b")
_ACCORDING = re.compile(r"\b(?:selon|d'apres|au sens de|according to) (?P<who>[^,.;:()]{2,80}?)(?=[,.;:()]|$)")
_CALLED = re.compile(rf"(?<!\bce )\bque (?P<who>(?:le |la |l'|les )?[^,.;:()]{{2,50}}?) (?:{_DEFINES}|{_SAYS})\b")
_SOURCE_NOUN = re.compile(
    r"^(?:une? |la |le |les |l'|des )?(?:pages?|lexique|glossaire|textes?|articles?|offre|etude|rapport|loi|"
    r"restitution|media|tribune|presse|compte rendu|site|guide|charte|fiche|journal)\b"
)
_NOT_A_SUBJECT = re.compile(r"\b(?:ne|qui|que|ou|dont|est|sont|se|a|ont|aucune?|personne|documents?)\b|\bn'|\bs'|\bqu'")
_TOLD_YEAR = re.compile(r"^,? ?(?:en |\()(?P<year>(?:19|20)\d{2})\b")
_PROPER_NAME = re.compile(r"(?<!^)\b[^\W\d_a-zà-ÿ][\w&’'-]+|^[A-ZÀ-Ý]{3,}")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something."""

    key: str
    """The same for every way of naming one source."""
    name: str
    """As shown, with a capital."""
    told: str | None = None
    """The year that the sentence itself gives for what is said."""
    is_named: bool = False
    """True when the sentence names its source; False when the publisher of the document stands for it."""
    defined: str | None = None
    """What the source is said to define, describe or distinguish, folded, to the end of the sentence."""


def voice_of(unit: Unit, lexicon: Lexicon) -> Voice:
    """Return who says a unit: the source it names, else who publishes the document, else its title."""
    folded, offsets = fold_aligned(unit.text)
    for pattern in (_OPENS, _ACCORDING, _CALLED):
        match = pattern.search(folded)
        if match is None:
            continue
        start, end = match.span("who")
        who = unit.text[offsets[start] : offsets[end]].strip()
        actor = _actor_in(who, lexicon)
        if _is_a_source(who, actor, subject=pattern is not _ACCORDING):
            defines = pattern is _OPENS and match.group("defines")
            return _named(who, actor, folded[end:], folded[match.end() :].strip() if defines else None)
    return publisher_of(unit.document)


def publisher_of(document: Document) -> Voice:
    """Return the publisher of a document as the one who speaks in it, its title when no publisher is known."""
    name = document.publisher or document.title
    return Voice(fold(name), name)


def _named(who: str, actor: LexiconEntry | None, after: str, defined: str | None) -> Voice:
    """Return the voice of a source that a sentence names, as it is named there when that stands alone."""
    year = _TOLD_YEAR.match(after)
    stands_alone = actor is None or _SOURCE_NOUN.match(fold(who)) or fold(who).endswith(_short_names(actor))
    name = who if stands_alone or actor is None else actor.term
    key = actor.term if actor else fold(who)
    told = year.group("year") if year else None
    return Voice(key, name[:1].upper() + name[1:], told, is_named=True, defined=defined)


def _short_names(actor: LexiconEntry) -> tuple[str, ...]:
    return tuple(fold(name) for name in actor.names)


def _is_a_source(who: str, actor: LexiconEntry | None, *, subject: bool) -> bool:
    """Tell whether words name a source: an actor, a proper name, or a page, a study, a law."""
    folded = fold(who)
    if subject and _NOT_A_SUBJECT.search(folded):
        return False
    named = actor is not None or _PROPER_NAME.search(who) is not None
    return named or _SOURCE_NOUN.match(folded) is not None


def _actor_in(text: str, lexicon: Lexicon) -> LexiconEntry | None:
    """Return the actor that a text names first, the longest name when two begin together."""
    folded = fold(text)
    found = [
        (match.start(), -len(name), entry)
        for name, entry in lexicon.by_name.items()
        if name in folded and entry.kind == "actor"
        if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded))
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def dated(voice: Voice, document: Document, language: Language) -> str:
    """Return when something was said: the year told, the date of the document, or that it is unknown."""
    if voice.told:
        return voice.told
    when = document.published_on or document.event_on
    if when is None:
        return say("undated", language)
    key = "published" if document.published_on else "held"
    if language == "en":
        return say(key, language, date=when)
    said = say_date(when).replace(" (", ", ").replace(")", "")
    preposition = "le" if said[0].isdigit() and not said[:4].isdigit() else "en"
    return say(key, language, date=f"{preposition} {said}")


def label(voice: Voice, unit: Unit, language: Language) -> Drafted:
    """Return the line that announces what a voice says: its name and its date."""
    automatic = unit.passage.author_kind == "ai_summary" and not voice.is_named
    key = "voice_ai" if automatic else "voice"
    return Drafted(say(key, language, who=voice.name, date=dated(voice, unit.document, language)))
