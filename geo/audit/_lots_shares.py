"""Whether lots are Sainte-Lague's, told by comparing places two by two and not by sharing out again."""

import math
from collections.abc import Mapping
from fractions import Fraction

from geo.audit._differences import Differences
from geo.audit._lots_places import Bounds
from geo.texts import N_

_SUM = N_("{file}: the lots of {value} add up to {found}; expected {recomputed}.")
_BOUNDS = N_("{file}, row {row}: {value} has {found} of {column}, which is not from {low} to {high}.")
_TURN = N_("{file}: {value} should have had a {column} before {other}.")

Lots = Mapping[str, int]


def more(bounds: Mapping[str, Bounds], lots: Lots) -> dict[str, Fraction]:
    """Return what each place with need and room would be given one more device for: need / (2 lots + 1)."""
    return {key: each.need / (2 * lots[key] + 1) for key, each in bounds.items() if each.need and lots[key] < each.most}


def fewer(bounds: Mapping[str, Bounds], lots: Lots) -> dict[str, Fraction]:
    """Return what each place above its least was given its last device for: need / (2 lots - 1)."""
    return {key: each.need / (2 * lots[key] - 1) for key, each in bounds.items() if lots[key] > each.least}


def out_of_turn(bounds: Mapping[str, Bounds], lots: Lots) -> tuple[str, str] | None:
    """Return a place that should have had a device and one that had it instead; None where there is no such pair.

    Of equal quotients the key that sorts first has it.
    """
    up, down = more(bounds, lots), fewer(bounds, lots)
    if not up or not down:
        return None
    first = min(up, key=lambda key: (-up[key], key))
    last = max(down, key=lambda key: (-down[key], key))
    wrong = up[first] > down[last] or (up[first] == down[last] and first < last)
    return (first, last) if wrong else None


def ends(bounds: Mapping[str, Bounds], lots: Lots) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return which place had the last device, which would have the next, and which stood equal there."""
    up, down = more(bounds, lots), fewer(bounds, lots)
    last = max(down, key=lambda key: (-down[key], key)) if down else None
    following = min(up, key=lambda key: (-up[key], key)) if up else None
    if last is None or following is None or up[following] != down[last]:
        return last, following, ()
    level = down[last]
    tied = {key for each in (up, down) for key, quotient in each.items() if quotient == level}
    return last, following, tuple(sorted(tied))


def held_by(key: str, bounds: Mapping[str, Bounds], lots: Lots, minimum: int) -> str | None:
    """Return what keeps a lot from what the comparison alone would give."""
    each, have = bounds[key], lots[key]
    if each.cap is None or not each.need:
        return "forced"
    up = more(bounds, lots)
    level = max(up.values(), default=None)
    if have == each.most and (level is None or each.need / (2 * have + 1) > level):
        return "cap" if have == each.cap else "last_year"
    if have and have == each.least and level is not None and each.need / (2 * have - 1) < level:
        return "minimum" if have == minimum else "last_year"
    return None


def quotas(bounds: Mapping[str, Bounds], total: int) -> dict[str, Fraction]:
    """Return the exact shares in proportion to need between least and most, by taking out whoever goes past an end."""
    fixed = {key: Fraction(each.least) for key, each in bounds.items() if not each.need}
    free = {key: each for key, each in bounds.items() if each.need}
    while free:
        factor = (total - sum(fixed.values(), Fraction(0))) / sum((each.need for each in free.values()), Fraction(0))
        over = {key for key, each in free.items() if factor * each.need > each.most}
        under = {key for key, each in free.items() if factor * each.need < each.least}
        beyond = sum(factor * free[key].need - free[key].most for key in over)
        short = sum(free[key].least - factor * free[key].need for key in under)
        if not over and not under:
            return fixed | {key: factor * each.need for key, each in free.items()}
        for key in over if beyond >= short else ():
            fixed[key] = Fraction(free.pop(key).most)
        for key in under if short >= beyond else ():
            fixed[key] = Fraction(free.pop(key).least)
    return fixed


def by_remainder(bounds: Mapping[str, Bounds], total: int) -> dict[str, int]:
    """Return the lots by largest remainder."""
    share = quotas(bounds, total)
    lots = {key: math.floor(quota) for key, quota in share.items()}
    order = sorted((lots[key] - quota, key) for key, quota in share.items() if lots[key] < bounds[key].most)
    for _rest, key in order[: total - sum(lots.values())]:
        lots[key] += 1
    return lots


def check_lots(
    kind: str,
    file: str,
    bounds: Mapping[str, Bounds],
    have: Lots,
    to_give: int,
    rows: Mapping[str, int],
    differences: Differences,
) -> int:
    """Hold the lots of a kind against their sum, their bounds and each other; return what their sum must be.

    ``rows`` says in which row of the file each place stands.
    """
    room = sum(each.most if each.need else each.least for each in bounds.values())
    total = min(to_give, room)
    differences.figures += 2
    if sum(have.values()) != total:
        found = sum(have.values())
        differences.tell("lots_sum", _SUM, kind, file=file, value=kind, found=found, recomputed=total)
    inside = True
    for key, each in bounds.items():
        differences.figures += 1
        if not each.least <= have[key] <= each.most:
            inside = False
            facts = {"row": rows.get(key, "–"), "value": key, "found": have[key], "column": kind}
            differences.tell("lots_bounds", _BOUNDS, key, file=file, low=each.least, high=each.most, **facts)
    if inside and (pair := out_of_turn(bounds, have)):
        differences.tell("lots_turn", _TURN, pair[0], file=file, value=pair[0], other=pair[1], column=kind)
    return total
