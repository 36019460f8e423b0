import struct
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.chroma_leg import ChromaLeg, write_dense
from assistant.adapters.held_files import HeldFiles
from assistant.domain import Passage


@pytest.mark.parametrize("count", [0, 3, 1500])
def test_the_room_left_for_more_vectors_holds_nothing(tmp_path: Path, count: int) -> None:
    """What the graph keeps for later is zeros, not what the memory held; the vectors are found as before."""
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"p{number:04d}" for number in range(count)]

    passages = [
        Passage(id=one, document_id="d", number=number, start=number, end=number + 1, text="x")
        for number, one in enumerate(ids)
    ]
    write_dense(tmp_path, passages, vectors)

    for header in tmp_path.rglob("header.bin"):
        room, used, size = struct.unpack_from("<QQQ", header.read_bytes(), 12)
        level = header.with_name("data_level0.bin").read_bytes()
        lengths = header.with_name("length.bin").read_bytes()
        assert (len(level), len(lengths)) in {(one * size, one * 4) for one in (room, used)}
        assert not any(level[used * size :])
        assert not any(lengths[used * 4 :])
    leg = ChromaLeg(HeldFiles(tmp_path))
    assert count == leg.count()
    assert all(ids[row] == leg.search(vectors[row], 1)[0].passage_id for row in range(0, count, 100))
