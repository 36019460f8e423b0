"""Gaps: what people asked and the corpus lacks, in groups, without anything that tells who asked."""
