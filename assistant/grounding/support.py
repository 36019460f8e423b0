"""Judge a statement against the spans it claims: exact words, or a wording that adds nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import MINIMAL_QUOTE, Drafted, Span, Statement
from assistant.french import fold, word_set
from assistant.grounding.agreement import Comparison, compare, frames_only
from assistant.grounding.cues import CONDITION, NEGATION
from assistant.grounding.expansions import false_reading, unproved_reading
from assistant.grounding.marking import Marks
from assistant.grounding.sequences import folded_words
from assistant.grounding.windows import LIST_MARK, Window, holding, pieces_of, windows_of
from assistant.knowledge import Lexicon

_QUOTED = re.compile(r"[«“] ?([^»”]+?) ?[»”]")
_OMISSION = re.compile(r"[(\[] ?(?:…|\.{3}) ?[)\]]|…|\.{3}")
_LEAD = re.compile(r"^(?P<label>[^:]{1,120}?)[ \u00a0\u202f]:\s+(?=\S)|^(?P<english>[^:]{1,120}?):\s+(?=\S)")
_HANGING = re.compile(
    r"(?<!dit )(?<!ecrit )(?<!explique )(?<!indique )(?<!precise )(?<!rappelle )\b(?:qu(?:e |')|si )$"
)
"""Ends of a clause that does not assert what follows; those of verbs that do are left out."""

_COUNTING = word_set(
    "j cette liste la les de source extraits elle le disent en nomme compte je m tiens a ce qu ne dit n pour the list "
    "names its itself i keep to what it says of for dans du reseau d apres in network s here is are"
)
"""Words of the sentences that count the cited evidence or say which list it is; they name nothing of the field."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that was not kept, and why."""

    text: str
    why: str


def ground(drafted: Iterable[Drafted], lexicon: Lexicon, marks: Marks) -> tuple[list[Statement], list[Dropped]]:
    """Return the statements that their spans support, in order, and those dropped with the reason."""
    kept: list[Statement] = []
    dropped: list[Dropped] = []
    for draft in drafted:
        why = unsupported(draft, lexicon)
        if why:
            dropped.append(Dropped(draft.text, why))
            continue
        citations = tuple(marks.citation(span) for span in draft.spans)
        kept.append(Statement(text=draft.text, origin="source" if citations else "assistant", citations=citations))
    return kept, dropped


def unsupported(draft: Drafted, lexicon: Lexicon) -> str | None:
    """Return why the spans of a draft do not support it, None when they do or when it claims none."""
    if not draft.spans:
        return None
    if any(not 0 <= span.start < span.end <= len(span.document.text) for span in draft.spans):
        return "un extrait sort de son document"
    short = next((span for span in draft.spans if len(span.quote.strip()) < MINIMAL_QUOTE), None)
    if short is not None:
        return f"la citation {short.quote!r} est trop courte pour prouver"
    asserted = false_reading(draft.text, lexicon)
    if asserted:
        return f"la lecture {asserted!r} d’un sigle est fausse"
    if any(fold(draft.text).strip() == fold(span.quote).strip() for span in draft.spans):
        return None
    return _disagreement(draft, lexicon)


def _disagreement(draft: Drafted, lexicon: Lexicon) -> str | None:
    windows = windows_of(draft.spans)
    read = unproved_reading(draft.text, " . ".join(span.quote for span in draft.spans), lexicon)
    if read:
        return f"la lecture « {read} » d’un sigle ne figure pas dans les extraits"
    omitted = Counter(_OMISSION.findall(draft.text))
    if omitted - Counter(mark for span in draft.spans for mark in _OMISSION.findall(span.quote)):
        return "des points de suspension relient des morceaux"
    for quoted in _QUOTED.findall(draft.text):
        if holding(folded_words(quoted), windows) is None and not _is_label(quoted, draft.text):
            return f"« {quoted} » ne figure pas dans les extraits"
    computed = {str(number) for number in _computable(draft.spans)}
    return next((why for why in _judged(draft.text, windows, computed, lexicon) if why), None)


def _judged(text: str, windows: Sequence[Window], computed: set[str], lexicon: Lexicon) -> Iterator[str | None]:
    for piece in pieces_of(text):
        yield _why_not(piece, windows, computed, lexicon)


def _why_not(piece: str, windows: Sequence[Window], computed: set[str], lexicon: Lexicon) -> str | None:
    """Return why no window supports one sentence, None when one does."""
    words = folded_words(piece)
    if not words.strip() or _is_count(piece, computed):
        return None
    whole = holding(words, windows)
    if whole is not None:
        return _cut_short(piece, words, whole)
    lead = _LEAD.match(piece)
    if lead and _is_label_of(lead.group("label") or lead.group("english"), windows, computed):
        items = re.split(r"[ \u00a0\u202f]; ", piece[lead.end() :])
        return next((why for item in items if (why := _why_not(item, windows, computed, lexicon))), None)
    if _QUOTED.search(piece) and frames_only(_QUOTED.sub(" ", piece), lexicon):
        return None
    compared = [compare(piece, window, lexicon, computed) for window in windows if not window.asks]
    return _best(compared)


def _best(compared: Sequence[Comparison]) -> str | None:
    """Return None when one comparison agrees, else what disagrees with the window that covers most."""
    if any(one.why is None for one in compared):
        return None
    if not compared:
        return "aucune phrase citée n’affirme quelque chose"
    return max(compared, key=lambda one: one.coverage).why


def _cut_short(piece: str, words: str, window: Window) -> str | None:
    """Return why a part of a sentence says another thing than the sentence, None when it says the same."""
    if window.asks != piece.rstrip(' \u00a0\u202f»")').endswith("?"):
        return "la phrase change une question en affirmation, ou l’inverse"
    if words == window.words:
        return None
    before, _, after = window.words.partition(words)
    left, right = _beside(window, len(before.split()), len(after.split()))
    if CONDITION.search(fold(window.text)) and not CONDITION.search(fold(piece)):
        return "la phrase tait la condition que pose l’extrait"
    if NEGATION.search(left) or NEGATION.search(right) or _HANGING.search(left):
        return "la phrase coupe ce qui nie ou rapporte ses mots"
    return None


def _beside(window: Window, before: int, after: int) -> tuple[str, str]:
    """Return what stands in the same clause before and after a part of a window, folded."""
    found = list(re.finditer(r"[^\W_]+", fold(window.text)))
    text = fold(window.text)
    left = text[: found[before].start()] if before else ""
    right = text[found[-after].start() :] if after else ""
    end = found[-after - 1].end() if after else len(text)
    gap = text[end : found[-after].start()] if after else ""
    return re.split(r"[,;:(]|\. ", left)[-1], "" if re.search(r"[,;:)]", gap) else re.split(r"[,;:(]", right)[0]


def _is_count(piece: str, computed: set[str]) -> bool:
    """Tell whether a sentence does nothing but count the cited evidence."""
    words = folded_words(_QUOTED.sub(" ", piece)).split()
    numbers = [word for word in words if word.isdigit()]
    return bool(numbers) and set(numbers) <= computed and all(word.isdigit() or word in _COUNTING for word in words)


def _is_label_of(label: str, windows: Sequence[Window], computed: set[str]) -> bool:
    """Tell whether what stands before a colon only names: a title, a heading, words of a window, a count."""
    words = folded_words(_QUOTED.sub(" ", label))
    bare = [word for word in words.split() if word not in computed]
    if all(word in _COUNTING for word in bare):
        return True
    return any(words in folded_words(window.title) or words in window.words for window in windows)


def _is_label(quoted: str, text: str) -> bool:
    """Tell whether a quotation repeats what the question counted, which is no claim about a source."""
    return re.search(rf"\d+ (?:pour|for) [«“][ \u00a0\u202f]?{re.escape(quoted.strip())}", text) is not None


def _computable(spans: Sequence[Span]) -> list[int]:
    """Return the numbers that counting the cited evidence gives: its spans, and the items of each list."""
    return [len(spans), *(len(LIST_MARK.findall(span.quote)) for span in spans)]
