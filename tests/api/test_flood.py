"""A thousand clients at once before a real `efc serve`: served or told to come back, and nothing else."""

import asyncio
import json
import re
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.api.test_working import serving

pytestmark = pytest.mark.slow

CLIENTS = 1000
EACH = 5
BODY = json.dumps({"question": "C’est quoi un ECT ?"}).encode()
HEADERS = {"Content-Type": "application/json"}
HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
REQUEST = HEAD % len(BODY) + BODY


async def _client(port: int, together: asyncio.Semaphore) -> list[int]:
    """Return the status of each request, 0 where the connection broke."""
    async with together:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            statuses = []
            for _ in range(EACH):
                writer.write(REQUEST)
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head.lower())
                assert length
                await reader.readexactly(int(length[1]))
                statuses.append(int(head.split(b" ", 2)[1]))
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            return [0]
        return statuses


def _memory(pid: int) -> int:
    """Return the resident memory of a process in kibibytes."""
    return int(re.findall(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read in /proc: Linux")
@pytest.mark.parametrize("rate", ["0", "600"])
def test_a_flood_is_served_or_told_to_come_back(shipped: Path, rate: str) -> None:
    """Only 200, 429 and 503, no broken connection, 150 MB more at most, and serving again at once."""

    async def flood(port: int) -> list[int]:
        together = asyncio.Semaphore(CLIENTS)
        found = await asyncio.gather(*(_client(port, together) for _ in range(CLIENTS)))
        return [status for one in found for status in one]

    with serving(shipped, 1, EFC_RATE=rate) as (process, address):
        port = int(address.rpartition(":")[2])
        httpx.post(f"{address}/v1/ask", content=BODY, headers=HEADERS, timeout=20)  # opens the index
        before = _memory(process.pid)
        statuses = Counter(asyncio.run(flood(port)))
        assert set(statuses) <= {200, 429, 503}, statuses
        assert CLIENTS * EACH == statuses.total()
        assert _memory(process.pid) - before <= 150_000
        started = time.monotonic()
        while httpx.post(f"{address}/v1/ask", content=BODY, headers=HEADERS, timeout=20).is_error:
            assert time.monotonic() - started < 5
            time.sleep(0.2)
