"""What stands around the blocks of a plan: questions, examples, cautions, and what is sent afterwards."""

from collections.abc import Sequence

from assistant.domain import Document, Drafted
from assistant.evidence import Unit
from assistant.planning.laying import DraftBlock, Laying

MOST_QUESTIONS, MOST_EXAMPLES, MOST_CAUTIONS, MOST_AFTERWARDS = 3, 2, 2, 1
"""Sourced statements of each list: what lets two hours hold on two pages, see `tests/assistant/test_printing.py`."""

SPOKEN_A_MINUTE = 130
"""Words that are said calmly in a minute."""

_BRIEF = frozenset({"icebreaker", "cards", "talk"})
"""Variants that tell no other example around them: they are short, or said through."""

_SENT_ALONE = frozenset({"invitation", "readings"})
"""Variants that are sent or handed out: nobody animates them, and nothing is asked or sent around them."""


class Surrounding:
    """The lists around the blocks; each takes what no block nor earlier list told."""

    def __init__(self, laying: Laying, blocks: Sequence[DraftBlock]) -> None:
        self._laying = laying
        self._told = [draft for block in blocks for draft in (*block.says, *block.does)]
        cited = {span.document.id: span.document for draft in self._told for span in draft.spans}
        self._cited: list[Document] = [document for document in cited.values() if document.kind != "session"]

    @property
    def _is_sent_alone(self) -> bool:
        return self._laying.request.variant in _SENT_ALONE

    def questions(self) -> list[Drafted]:
        """Return questions to ask: those on the theme first, then those that open or close any meeting."""
        if self._is_sent_alone:
            return []
        held = self._laying.gathered
        pools = [*held.own_questions, *held.demands, *held.questions, *held.openings, *held.closings]
        return self._laying.take(pools, MOST_QUESTIONS)

    def examples(self) -> list[Drafted]:
        """Return other examples to tell, of the theme where there are some."""
        if self._is_sent_alone or self._laying.request.variant in _BRIEF:
            return []
        laying = self._laying
        own, others = (
            [units[0] for units in cases if not any(laying.is_told(unit) for unit in units)]
            for cases in (laying.gathered.own_cases, laying.gathered.cases)
        )
        return laying.take(own or others[:1], MOST_EXAMPLES)

    def cautions(self) -> list[Drafted]:
        """Return what the documents cited do not establish, then what whoever animates should mind."""
        laying = self._laying
        limits = [] if laying.request.variant == "invitation" else map(laying.gathered.limits, self._cited)
        held = [units for units in limits if units]
        first: list[Unit] = [units[0] for units in held]
        rest = [unit for units in held for unit in units[1:]]
        return [*laying.take([*first, *rest], MOST_CAUTIONS), *self._own_cautions()]

    def _own_cautions(self) -> list[Drafted]:
        laying, request = self._laying, self._laying.request
        matching = laying.gathered.matching
        first = "uncovered" if matching.is_partly_untreated else "scattered" if matching.is_scattered else ""
        keys = [first] if first else []
        if request.variant == "invitation":
            return [laying.line(key) for key in [*keys, "caution_mail"]]
        keys += ["caution_ours", "caution_quotes"]
        keys += [] if self._is_sent_alone or request.variant == "talk" else ["caution_names"]
        keys += ["caution_access"] if laying.is_remote else []
        keys += ["caution_time"] if request.variant == "workshop" else []
        spoken = [self._time_to_say()] if request.variant == "talk" else []
        return [*spoken, *(laying.line(key) for key in keys)]

    def _time_to_say(self) -> Drafted:
        """Return how many minutes the text of a talk takes."""
        minutes = round(sum(len(draft.text.split()) for draft in self._told) / SPOKEN_A_MINUTE)
        return self._laying.line("caution_talk", minutes=minutes) if minutes > 1 else self._laying.line("caution_brief")

    def afterwards(self) -> list[Drafted]:
        """Return what to send after the meeting, and the next steps that the documents propose."""
        laying = self._laying
        steps = [unit for document in self._cited for unit in laying.gathered.next_steps(document)[:1]]
        if laying.request.variant in {"invitation", "icebreaker"}:
            return []
        own = [] if self._is_sent_alone or laying.request.variant == "talk" else ["after_notes"]
        own += ["after_board" if laying.is_remote else "after_photo"] if own else []
        own += ["after_ask"] if own else []
        return [*(laying.line(key) for key in own), *laying.take(steps, MOST_AFTERWARDS)]
