import io

from ingest.reporting import ProgressLine, said_time


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_terminal_sees_counts_and_the_time_left() -> None:
    """The line is rewritten with what is done; after a second it says how long the stage still lasts."""
    now, terminal = [0.0], Terminal()
    progress = ProgressLine(terminal, lambda: now[0])
    for done in (1, 50, 100):
        now[0] = done / 10
        progress("prepare", done, 100)

    shown = terminal.getvalue().split("\r\x1b[K")
    assert [
        "",
        "Préparation des documents\u00a0: 1 sur 100",
        "Préparation des documents\u00a0: 50 sur 100, encore 5 s",
        "Préparation des documents\u00a0: 100 sur 100\n",
    ] == shown


def test_a_terminal_is_not_flooded() -> None:
    """However many documents go by, the line is drawn ten times a second at most."""
    now, terminal = [0.0], Terminal()
    progress = ProgressLine(terminal, lambda: now[0])
    for done in range(1, 5000):
        now[0] = done / 10_000
        progress("prepare", done, 5000)

    assert len(terminal.getvalue().split("\r")) <= 7


def test_a_pipe_sees_one_line_a_stage() -> None:
    """Where nothing can be rewritten, a stage is told when it begins or ends."""
    stream = io.StringIO()
    progress = ProgressLine(stream)
    progress("prepare", 1, 2)
    progress("prepare", 2, 2)
    progress("build", 0, 7)

    assert ["Préparation des documents\u00a0: 2 sur 2", "Construction de l’index\u00a0: 7 passages"] == (
        stream.getvalue().splitlines()
    )


def test_durations_are_rounded_up() -> None:
    """Seconds up to a minute and a half, then minutes, never 0 while something is left."""
    assert ["1 s", "90 s", "2 min", "10 min"] == [said_time(one) for one in (0.2, 90, 91, 600)]
