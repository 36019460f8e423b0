"""Listing: the gaps of a journal, under names that at least `ASKERS` people gave, and never a smaller group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from assistant.askings import ASKERS, Complaint, DisputedDocument, Gap, GapList, MissReason, Verdict
from assistant.gaps.grouping import grouped

LABEL_WORDS = 6
"""Words of a label at most, those that most people used."""

Person = tuple[int, str]
"""A period, and the pseudonym of somebody within it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One notion of an asking, as the journal keeps it."""

    key: str
    weight: float
    form: str | None
    """The hash of its word, None when a turn of the question said it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question without a good answer."""

    day: str
    person: Person
    reason: MissReason
    notions: tuple[Said, ...]
    """In the order of the question."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement."""

    person: Person
    verdict: Verdict
    reasons: tuple[Complaint, ...]
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be shown of the words of a journal."""

    words: Mapping[str, str]
    """Words in clear, by the hash of their form."""
    classes: Mapping[str, str]
    """Names of the classes of words of this program, by the hash of their key."""


def people(persons: Iterable[Person]) -> int:
    """Return the fewest people that some pseudonyms stand for.

    One person has another pseudonym in another period, so that those of two periods are never added up.
    """
    seen: dict[int, set[str]] = defaultdict(set)
    for period, name in persons:
        seen[period].add(name)
    return max(map(len, seen.values()), default=0)


def list_gaps(askings: Sequence[Asking], judged: Sequence[Judged], vocabulary: Vocabulary, *, since: str) -> GapList:
    """Return the gaps, the most people first, ties by label.

    Args:
        askings: those to group, the latest first.
        judged: the judgements to count.
        vocabulary: what may be shown.
        since: the first day that counts, told again.
    """
    groups = grouped([{said.key: said.weight for said in one.notions} for one in askings])
    found = [_gap([askings[rank] for rank in group], vocabulary) for group in groups]
    gaps = sorted((one for one in found if one), key=lambda one: (-one.askers, -one.askings, one.label))
    verdicts = Counter(one.verdict for one in judged)
    complaints: Counter[Complaint] = Counter(reason for one in judged for reason in one.reasons)
    return GapList(
        gaps=tuple(gaps),
        askings=len(askings),
        hidden=len(askings) - sum(one.askings for one in gaps),
        ups=verdicts["up"],
        downs=verdicts["down"],
        complaints=dict(sorted(complaints.items())),
        disputed=tuple(_disputed(judged)),
        since=since,
    )


def _gap(group: Sequence[Asking], vocabulary: Vocabulary) -> Gap | None:
    askers = people(one.person for one in group)
    label = _label(group, vocabulary) if askers >= ASKERS else ()
    if not label:
        return None
    days = sorted(one.day for one in group)
    reasons = Counter(one.reason for one in group)
    return Gap(
        id=sha256(" ".join(sorted(label)).encode()).hexdigest()[:8],
        label=label,
        askers=askers,
        askings=len(group),
        reasons=dict(sorted(reasons.items())),
        first_on=days[0],
        last_on=days[-1],
    )


def _label(group: Sequence[Asking], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words that enough people of a group used, in the order in which they stand on average.

    Where people said the same thing in different words of one class, the name of the class stands for them.
    """
    users: dict[str, list[Person]] = defaultdict(list)
    places: dict[str, list[float]] = defaultdict(list)
    for one in group:
        for rank, said in enumerate(one.notions):
            for mark in _marks(said):
                users[mark].append(one.person)
                places[mark].append(rank / len(one.notions))
    counts = {mark: people(persons) for mark, persons in users.items()}
    shown: dict[str, str] = {}
    for key, forms in sorted(_forms(group).items()):
        common = [one for one in forms if counts[one] >= ASKERS and one in vocabulary.words]
        if common:
            best = max(common, key=counts.__getitem__)
            shown[best] = vocabulary.words[best]
        elif counts[key] >= ASKERS and key in vocabulary.classes:
            shown[key] = vocabulary.classes[key]
    kept = sorted(shown, key=lambda mark: (-counts[mark], shown[mark]))[:LABEL_WORDS]
    ordered = sorted(kept, key=lambda mark: (sum(places[mark]) / len(places[mark]), shown[mark]))
    return tuple(dict.fromkeys(shown[mark] for mark in ordered))


def _marks(said: Said) -> tuple[str, ...]:
    return (said.key,) if said.form is None else (said.key, said.form)


def _forms(group: Sequence[Asking]) -> dict[str, list[str]]:
    """Return the hashes of the words said, in alphabetical order, by that of their key."""
    forms: dict[str, set[str]] = defaultdict(set)
    for one in group:
        for said in one.notions:
            forms[said.key].update(_marks(said)[1:])
    return {key: sorted(found) for key, found in forms.items()}


def _disputed(judged: Sequence[Judged]) -> Iterable[DisputedDocument]:
    persons: dict[str, list[Person]] = defaultdict(list)
    for one in judged:
        if one.verdict == "down" and one.document_id:
            persons[one.document_id].append(one.person)
    counts = {document: people(found) for document, found in persons.items()}
    for document, askers in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if askers >= ASKERS:
            yield DisputedDocument(document_id=document, askers=askers)
