"""Compose a draft from the evidence: choose spans, order them, add short fixed connectives; write nothing else."""

from assistant.composing.composition import Composition, Material, brief
from assistant.composing.writing import compose

__all__ = ["Composition", "Material", "brief", "compose"]
