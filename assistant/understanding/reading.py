"""Read a question into an `Inquiry`."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain import Question, Turn
from assistant.errors import InvalidInputError
from assistant.french import commonness, fold, fold_aligned, is_french_word, seek, stem, tokens
from assistant.inquiry import Inquiry, Intent, Misnomer
from assistant.knowledge import Lexicon, LexiconEntry, Place, Places
from assistant.understanding import asking, intents, introducing, refusals, situating
from assistant.understanding.conversation import (
    asks_anew,
    is_bare,
    is_follow_up,
    with_names_replaced,
    with_rank_replaced,
    with_subject,
)
from assistant.understanding.courtesies import courtesy_in
from assistant.understanding.focus import focus_of
from assistant.understanding.language import language_of
from assistant.understanding.naming import Named, Names, canonical, may_be_a_place, words_of
from assistant.understanding.politeness import without_politeness
from assistant.understanding.spelling import (
    Corrector,
    normalised,
    vocabulary_of,
    with_elisions,
    with_plain_consonants,
    without_chat_spelling,
)
from assistant.understanding.timing import dated, this_day
from assistant.understanding.wanting import wants_of

Known = Callable[[str], bool]
"""Tells whether an analysed word occurs in the index."""

_WHERE = (
    r"\b(?:clubs?|(?<!\bd')ou|pres d|proche|autour|chez moi|region|coin|territoire|contact\w*|where|near|"
    r"adress\w+|qui .*\b(?:anime|contacter)|"
    r"je suis|j'habite|je vis|habitons|on est|nous sommes|base\w*|vivons|i am|i live|i'm|we are|"
    r"implante\w*|situe\w*|rejoindre|existe|depend\w*|"
    r"rattach\w*|relev\w+|s'occupe|referent|il y a quoi|y a quoi|quelqu'un|quelque chose|interlocut\w+)\b"
)
_UNKNOWN_PLACE = (
    r"\b(?:club(?: efc)?(?: .{0,20})?|je suis|j'habite|j'habite|je vis|on est|nous sommes|i am|i "
    r"live|i'm|base\w*) "
    r"(?<!\bil )(?<!\bon )(?<!\bqui )(?<!elle )(?:a|au|aux|en|pres de|vers|du cote de|in|near|at) "
    r"(?P<place>[\w' -]{3,40}?)(?=[,;.?!]|$| (?:quel|y|il|est|je|on|qui|ou|which|what|is)\b)"
)


@dataclass(frozen=True, slots=True)
class _Names:
    terms: tuple[tuple[Named, LexiconEntry], ...]
    misnomers: tuple[tuple[Named, Misnomer], ...]
    places: tuple[tuple[Named, tuple[Place, ...]], ...]

    @property
    def all(self) -> list[Named]:
        return [named for named, _ in (*self.terms, *self.misnomers, *self.places)]


WHOLE = 4
"""Letters from which a word of the French list is taken for whole when an apostrophe may be missing before it."""

COMMON = 3.5
"""Commonness asked of a shorter one: « un » 6.8 and « eau » 3.9 are, « ail » 2.0 is not (« mail » is no « m'ail »)."""

_LOCAL_INTENTS = frozenset({"fact", "list", "definition", "who", "next_step", "howto", "place", "count"})


class Understander:
    """Understand questions against a lexicon and a place table; keeps nothing between questions."""

    def __init__(self, lexicon: Lexicon, places: Places, today: Callable[[], date] = this_day) -> None:
        self._today = today
        self._names = Names(lexicon, places)
        spellings = [name for entry in lexicon for name in entry.names]
        towns = [place.name for homonyms in places.by_name.values() for place in homonyms]
        self._corrector = Corrector(vocabulary_of(spellings), vocabulary_of(towns))
        self._lexicon_names = vocabulary_of(spellings)
        self._lexicon_words = {token.stem for text in [*spellings, *towns] for token in tokens(text)}

    def understand(self, question: Question, known: Known) -> Inquiry:
        """Return what a question asks, follow-ups resolved from its history.

        Raises:
            InvalidInputError: the question is empty, too long, or not text.
        """
        plain = self._plain(question.text, known)
        asked = situating.asked_in(plain)
        text = asked if asked != plain and self._named(asked).terms else plain
        standalone = dated(self._resolved(text, question, known), self._today())
        inquiry = self._read(text, standalone, question)
        said = [*(turn.text for turn in question.history if turn.role == "user"), plain]
        home = situating.home_in(said, lambda turn: self._named(turn).places) or self._given_place(question)
        persona = question.persona or introducing.persona_in(" ".join(said))
        return replace(inquiry, persona=persona, stage=situating.stage_in(said), home=home)

    def sought(self, text: str, known: Known) -> str:
        """Return what to search for some words: slips mended, each term under its canonical name and its acronym.

        Raises:
            InvalidInputError: the words are empty, too long, or not text.
        """
        plain = self._plain(text, known)
        return canonical(plain, self._named(plain).terms)

    def parts(self, question: Question, known: Known) -> tuple[Question, ...]:
        """Return the questions that one message asks, the second read after the first; itself when it asks one.

        Raises:
            InvalidInputError: the question is empty, too long, or not text.
        """
        parts = asking.parts_in(self._plain(question.text, known))
        if len(parts) < 2:
            return (question,)
        first = question.model_copy(update={"text": parts[0]})
        after = (*question.history, Turn(role="user", text=parts[0]))
        return first, question.model_copy(update={"text": parts[1], "history": after})

    def _plain(self, text: str, known: Known) -> str:
        plain = without_politeness(without_chat_spelling(normalised(text)))
        plain = with_plain_consonants(plain, lambda word: self._is_plain(word, known))
        plain = with_elisions(plain, lambda word: self._is_plain(word, known))
        whole = language_of(plain) == "en"  # the French list knows no English word
        return self._corrector.correct(plain, lambda stem: stem in self._lexicon_words or known(stem), bold=not whole)

    def _is_plain(self, word: str, known: Known) -> bool:
        """Tell whether a folded word is whole: short ones are rare by chance, so they must be common."""
        if word in self._lexicon_names or (len(word) >= WHOLE and known(stem(word))):
            return True
        return is_french_word(word) and (len(word) >= WHOLE or commonness(word) >= COMMON)

    def _named(self, text: str) -> _Names:
        words = words_of(text)
        terms = tuple(self._names.terms(words))
        misnomers = (*self._names.misnomers(words), *self._names.invented(text, terms))
        places = tuple(self._names.places(words, [named for named, _ in terms]))
        return _Names(terms, misnomers, places)

    def _resolved(self, text: str, question: Question, known: Known) -> str:
        """Return the question standing alone, the latest earlier questions of the person put back."""
        if courtesy_in(fold(text)) and not self._named(text).terms:
            return text
        earlier = [turn.text for turn in question.history if turn.role == "user" and turn.text.strip()]
        context = ""
        for turn in [*(self._tolerant(turn, known) for turn in earlier[-6:]), text]:
            context = self._following(context, turn) if turn else context
        return context

    def _tolerant(self, turn: str, known: Known) -> str:
        """Return an earlier turn as it is read, empty when it could not be one."""
        try:
            return self._plain(turn[:1000], known) if any(character.isalnum() for character in turn) else ""
        except InvalidInputError:
            return ""

    def _following(self, previous: str, text: str) -> str:
        if not previous or courtesy_in(fold(text)):
            return text if not previous or not courtesy_in(fold(text)) else previous
        names = self._named(text)
        if not is_follow_up(text, names_something=bool(names.all)):
            return text
        before = self._named(previous)
        moved = bool(names.places and before.places) and not names.terms and not asks_anew(text)
        if names.all and (moved or is_bare(text, names.all)):
            return self._transposed(previous, before, text, names)
        if any(text.find(one.name) >= 0 for one in names.all) and len(names.terms) > 1:
            return text
        ranked = with_rank_replaced(previous, text)
        if ranked is not None:
            return ranked
        return with_subject(text, self._subject(previous, before))

    def _transposed(self, previous: str, before: _Names, text: str, names: _Names) -> str:
        """Ask the previous question about what the bare follow-up names."""
        if names.places and not names.terms:
            place = text[names.places[0][0].start : names.places[-1][0].end]
            old = [named for named, _ in before.places]
            if old or seek(_WHERE, fold(previous)):
                return with_names_replaced(previous, old, place)
            return f"Quel club à {place} ?"
        new = text[names.all[0].start : names.all[-1].end]
        return with_names_replaced(previous, [named for named, _ in (before.terms or before.places)], new)

    def _subject(self, previous: str, before: _Names) -> str:
        named = sorted(before.all, key=lambda one: one.start)
        if named:
            return ", ".join(previous[one.start : one.end] for one in named)
        return " ".join(focus_of(previous))

    def _read(self, text: str, standalone: str, question: Question) -> Inquiry:
        folded, names = fold(standalone), self._named(standalone)
        places = tuple(place for _, homonyms in names.places for place in homonyms)
        local = not places and _asks_for_own_club(folded, names)
        home = self._given_place(question) if local else ()
        unknown = question.place if local and question.place and not home else _unknown_place(standalone, names.terms)
        courtesy = courtesy_in(fold(text)) if not names.terms else None
        own = names if text == standalone else self._named(text)
        return Inquiry(
            text=text,
            standalone=standalone,
            language=question.language or language_of(_without(text, own.all)),
            intent="courtesy"
            if courtesy
            else "place"
            if home or (local and question.place)
            else self._intent(folded, names),
            sought=canonical(standalone, names.terms),
            terms=_unique(entry for _, entry in names.terms),
            misnomers=tuple(misnomer for _, misnomer in names.misnomers),
            places=places or home,
            unknown_place=None if places or home else unknown,
            wants=wants_of(asking.without_grounds(folded)),
            facets=asking.facets_in(standalone),
            counted=asking.counted_in(standalone),
            object=asking.object_in(standalone),
            premises=asking.premises_in(standalone),
            focus=focus_of(standalone, [*names.all, *self._names.common_nouns(words_of(standalone))]),
            self_words=introducing.described_in(standalone),
            is_distress=refusals.is_distress(folded),
            is_future=intents.is_about_the_future(fold(text)) or intents.is_about_the_future(folded),
            activities=asking.activities_in(standalone),
            courtesy=courtesy,
            role_words=intents.roles_in(folded),
        )

    def _given_place(self, question: Question) -> tuple[Place, ...]:
        """Return the place the interface says the person is in, used only when the question names none."""
        if not question.place:
            return ()
        found = self._names.places(words_of(f"à {question.place}"), [])
        return tuple(place for _, homonyms in found for place in homonyms)

    def _intent(self, folded: str, names: _Names) -> Intent:
        if refusals.is_unsafe(folded):
            return "unsafe"
        if refusals.is_private(folded) or refusals.is_about_somebody(_masked(folded, names)):
            return "private"
        intent = intents.intent_of(folded)
        if not names.terms and refusals.is_opinion(folded):
            return "off_topic"
        if intent != "workshop" and refusals.is_another_trade(folded):
            return "off_topic"
        if names.misnomers:
            return "acronym"
        return "place" if self._asks_for_a_club(folded, names, intent) else intent

    @staticmethod
    def _asks_for_a_club(folded: str, names: _Names, intent: Intent) -> bool:
        """Tell whether a question is for the club of a place: it names one, and nothing else but clubs."""
        if intent not in _LOCAL_INTENTS or (intent == "next_step" and "club" not in folded):
            return False
        if not names.places:
            return "club" in folded and bool(_unknown_place(folded, names.terms))
        if any(entry.kind != "notion" and "club" not in fold(entry.term) for _, entry in names.terms):
            return False
        return seek(_WHERE, folded) is not None or is_bare(folded, names.all)


def _asks_for_own_club(folded: str, names: _Names) -> bool:
    """Tell whether a question is for the club of whoever asks: no club and no place is named."""
    named = [entry for _, entry in names.terms if entry.kind == "actor" and "territoriaux" not in entry.term]
    return not named and seek(r"\b(?:mon|notre|quel|un|le|my|our|which|a) (?:efc )?clubs?\b", folded) is not None


def _masked(folded: str, names: _Names) -> str:
    """Return a question with each name of the field or the map told as a common noun; the rest may be a person."""
    for one in names.all:
        folded = re.sub(rf"(?<!\w){re.escape(fold(one.name))}(?!\w)", "le nom", folded)
    return folded


def _unknown_place(text: str, terms: Sequence[tuple[Named, LexiconEntry]]) -> str | None:
    """Return the place asked about that no table knows, as it is written."""
    folded, offsets = fold_aligned(text)
    match = seek(_UNKNOWN_PLACE, folded)
    if not match:
        return None
    start, end = match.span("place")
    inside_a_term = any(named.start < end and start < named.end for named, _ in terms)
    place = text[offsets[start] : offsets[end - 1] + 1].strip()
    return None if inside_a_term or not may_be_a_place(fold(place)) else place


def _without(text: str, named: Sequence[Named]) -> str:
    """Return a text without its names, which belong to no language; the whole text when nothing else is left."""
    rest = text
    for one in sorted(named, key=lambda name: name.start, reverse=True):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return rest if any(character.isalpha() for character in rest) else text


def _unique(entries: Iterable[LexiconEntry]) -> tuple[LexiconEntry, ...]:
    return tuple({entry.term: entry for entry in entries}.values())
