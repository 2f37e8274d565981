"""Sharing one cost over several lines so that not a fen is lost or invented."""

from collections.abc import Sequence

from desk.kernel.quantities import round_half_up


def split_fen(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Share a truck, run or manifest cost by weights (tickets, pieces, grams, cm³ …).

    Each share is rounded half-up to fen; the remainder goes to the line with the largest share, the
    first of them if several are equal. The sum is always the total. If every weight is 0 the lines
    share equally. No line pays against the direction of the total: where the remainder would turn
    the largest share round (less than about a fen a line), whole fen go to the largest fractions.

    Raises:
        ValueError: no line to carry the cost, or a negative weight.
    Source: spec 5.3.
    """
    if not weights:
        if total_fen:
            raise ValueError("a cost needs at least one line")
        return []
    if min(weights) < 0:
        raise ValueError("weights cannot be negative")
    parts = list(weights) if any(weights) else [1] * len(weights)
    sign = -1 if total_fen < 0 else 1
    return [sign * share for share in _split(abs(total_fen), parts)]


def _split(total_fen: int, parts: list[int]) -> list[int]:
    whole = sum(parts)
    shares = [round_half_up(total_fen * part, whole) for part in parts]
    largest = max(range(len(parts)), key=parts.__getitem__)
    shares[largest] += total_fen - sum(shares)
    return shares if shares[largest] >= 0 else _by_fractions(total_fen, parts, whole)


def _by_fractions(total_fen: int, parts: list[int], whole: int) -> list[int]:
    shares = [total_fen * part // whole for part in parts]
    by_fraction = sorted(range(len(parts)), key=lambda i: -(total_fen * parts[i] % whole))
    for line in by_fraction[: total_fen - sum(shares)]:
        shares[line] += 1
    return shares
