"""Evidence: what a question is about, the units of text that may answer it, and how much of it each covers."""

from assistant.evidence.concepts import Concept, Weighing, weighing_of
from assistant.evidence.units import Reader, Unit, leans_back
from assistant.evidence.wants import holds

__all__ = ["Concept", "Reader", "Unit", "Weighing", "holds", "leans_back", "weighing_of"]
