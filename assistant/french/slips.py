"""Slips of the keyboard: how far two words are, and how far they may be."""


def distance(first: str, second: str, limit: int) -> int:
    """Return the optimal string alignment distance of two words, or `limit + 1` beyond `limit`.

    Insertions, deletions, substitutions and swaps of neighbours cost 1 (Damerau 1964, restricted).
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, left in enumerate(first, start=1):
        line = [row]
        for column, right in enumerate(second, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (left != right))
            swapped = column > 1 and row > 1 and left == second[column - 2] and first[row - 2] == right
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return min(above[-1], limit + 1)


def tolerance(word: str) -> int:
    """Return how many slips a word may hold and still be read: none under 7 letters, 2 from 9 on."""
    return 0 if len(word) < 7 else 1 if len(word) < 9 else 2
