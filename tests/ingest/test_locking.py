import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import DataFolderError, WriterBusyError
from ingest.locking import LOCK_NAME, writer_lock

HOLDER = """
import sys, time
from pathlib import Path
from ingest.locking import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock of `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert process.stdout is not None
    assert "held\n" == process.stdout.readline()
    return process


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    """While a process writes, another one gets exit code 75 and the number of the first."""
    try:
        with pytest.raises(WriterBusyError, match=str(holder.pid)) as caught, writer_lock(tmp_path):
            pass
        assert 75 == caught.value.exit_code
    finally:
        holder.kill()
        holder.communicate()


def test_a_holder_that_has_not_named_itself_is_not_taken_for_an_older_one(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    """What an earlier writer left in the file names nobody: the one that writes is waited for."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    lock = tmp_path / LOCK_NAME
    lock.write_text(f"{ended.pid}\n")
    named = threading.Timer(0.1, lambda: lock.write_text(f"{holder.pid}\n"))
    named.start()
    try:
        with pytest.raises(WriterBusyError, match=str(holder.pid)), writer_lock(tmp_path):
            pass
    finally:
        named.join()
        holder.kill()
        holder.communicate()


def test_the_lock_dies_with_its_process(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    """A killed writer leaves its file, not its lock."""
    holder.kill()
    holder.communicate()

    with writer_lock(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_the_folder_and_the_lock_belong_to_their_owner(tmp_path: Path) -> None:
    """The data folder is made with mode 0700, the lock with mode 0600, and the lock is free again after."""
    data = tmp_path / "a" / "data"
    for _ in range(2):
        with writer_lock(data):
            modes = [path.stat().st_mode & 0o777 for path in (data, data / LOCK_NAME)]
            assert [0o700, 0o600] == modes


@pytest.mark.parametrize("data", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_an_error_with_a_remedy(tmp_path: Path, data: str) -> None:
    """A file in the way of the data folder is said in one line with the remedy."""
    (tmp_path / "file").write_text("")

    with pytest.raises(DataFolderError, match="--data"), writer_lock(tmp_path / data):
        pass


def test_a_full_disk_during_the_work_is_an_error_of_the_data_folder(tmp_path: Path) -> None:
    """What the system refuses while the lock is held is told with the remedy, and frees the lock."""
    with pytest.raises(DataFolderError, match="No space left"), writer_lock(tmp_path):
        raise OSError(28, "No space left on device")
    with writer_lock(tmp_path):
        pass
