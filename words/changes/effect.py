"""The effect of a file on the decisions, line by line, as the screen and the command line say it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.texts import N_
from words.marks import semicolons
from words.numbers import Numbers, Translate, is_unknown
from words.sentences import tier_words

if TYPE_CHECKING:
    import pandas as pd

    from store.effect import Effect

FIRST = (10, 50)
"""Places of a ranking of which it is said who enters and who leaves them."""

LISTED = 10
"""Buildings named one by one."""

_GAPS: dict[str, str] = {
    "population": N_("Residents"),
    "home_gap_persons": N_("People without a good connection at home"),
    "public_gap_persons": N_("People without public Wi-Fi within a walk"),
    "help_gap_persons": N_("People without digital help within a walk"),
}

_RANKINGS: dict[str, str] = {"wifi": N_("Ranking for Wi-Fi"), "aidants": N_("Ranking for helpers")}


def effect_lines(effect: "Effect", language: str, translate: Translate) -> list[str]:
    """Return what a file changes in gaps, rankings and plan; one line where nothing that matters changes."""
    numbers = Numbers(language, translate)
    planned = effect.buildings is not None
    lines = [translate(N_("Effect on the decisions:"))]
    if effect.empty:
        said = N_("Nothing that matters changes: the same people in each gap, the same places, the same plan.")
        if effect.doors is not None and planned:
            said = N_(
                "Nothing that matters changes: the same people in each gap, the same places, the same plan, the same "
                "doors of helpers."
            )
        unplanned = N_("The same people in each gap and the same places; there is no plan to compare.")
        return [*lines, translate(said if planned else unplanned)]
    for gap, row in effect.gaps.iterrows():
        text = translate(N_("{what}, before: {before}; now: {now}."))
        before, now = (numbers.number(value) for value in (row["before"], row["now"]))
        lines.append(text.format(what=translate(_GAPS[str(gap)]), before=before, now=now))
    for ranking, moved in effect.ranks.items():
        if moved.empty:
            continue
        text = translate(N_("{what}: buildings with another place: {count}."))
        lines.append(text.format(what=translate(_RANKINGS[ranking]), count=numbers.number(len(moved))))
        for places in FIRST:
            came, left = effect.first(ranking, places)
            if came or left:
                text = translate(N_("  First {places}: enter: {entering}; leave: {leaving}."))
                entering, leaving = _listed(came, effect, translate), _listed(left, effect, translate)
                lines.append(text.format(places=places, entering=entering, leaving=leaving))
    return [*lines, *_plan_lines(effect, numbers), *_door_lines(effect, numbers)]


def _door_lines(effect: "Effect", numbers: Numbers) -> list[str]:
    """Return which doors of helpers come and go in a first roster, and which have other half-days."""
    translate, doors = numbers.translate, effect.doors
    if doors is None:
        return [translate(N_("Roster of helpers: there is none to compare."))]
    if doors.empty:
        return [translate(N_("Roster of helpers, as first found: the same doors and half-days."))]
    came, left = doors["pairs_before"].isna(), doors["pairs_now"].isna()
    stay = doors[~came & ~left]
    told = [
        (N_("Roster of helpers, as first found, doors that come: {rows}."), _doors(doors[came], translate)),
        (N_("Roster of helpers, as first found, doors that go: {rows}."), _doors(doors[left], translate)),
        (N_("Roster of helpers, as first found, doors with other half-days a week: {rows}."), _doors(stay, translate)),
    ]
    return [translate(text).format(rows=rows) for text, rows in told if rows]


def _doors(rows: "pd.DataFrame", translate: Translate) -> str:
    """Return doors by name, with the pairs a week before and now where both are known."""
    told = []
    for key, row in rows.head(LISTED).iterrows():
        both = not is_unknown(row["pairs_before"]) and not is_unknown(row["pairs_now"])
        moved = f": {row['pairs_before']} → {row['pairs_now']}" if both else ""
        told.append(f"{key} ({row['name']}){moved}")
    return semicolons(told, translate) + (" ..." if len(rows) > LISTED else "")


def _plan_lines(effect: "Effect", numbers: Numbers) -> list[str]:
    translate, moved = numbers.translate, effect.buildings
    if moved is None:
        return [translate(N_("Wi-Fi plan: there is none to compare."))]
    if moved.empty:
        return [translate(N_("Wi-Fi plan: the same buildings, years and tiers."))]
    before, now = moved["year_before"], moved["year_now"]
    enters, leaves = before.isna(), now.isna()
    groups = (
        (N_("Wi-Fi plan, buildings that enter: {rows}."), moved.index[enters]),
        (N_("Wi-Fi plan, buildings that leave: {rows}."), moved.index[leaves]),
    )
    lines = [translate(text).format(rows=_listed(list(keys), effect, translate)) for text, keys in groups if len(keys)]
    stay = moved[~enters & ~leaves]
    if len(stay):
        told = [
            f"{_named(str(key), effect)}: {_when(row, 'before', numbers)} → {_when(row, 'now', numbers)}"
            for key, row in stay.head(LISTED).iterrows()
        ]
        text = translate(N_("Wi-Fi plan, another year or tier: {rows}."))
        lines.append(text.format(rows=semicolons(told, translate) + (" ..." if len(stay) > LISTED else "")))
    text = translate(N_("Wi-Fi plan, whole cost before: {before}; now: {now}."))
    lines.append(text.format(before=numbers.euros(effect.capex_eur[0]), now=numbers.euros(effect.capex_eur[1])))
    if any(not is_unknown(gap) and gap > 0 for gap in effect.gaps_of_plans):
        text = N_("The plans may fall short of the best possible: some of these moves may come from the search.")
        lines.append(translate(text))
    return lines


def _when(row: "pd.Series", when: str, numbers: Numbers) -> str:
    return f"{row[f'year_{when}']} {tier_words(str(row[f'tier_{when}']), numbers.translate)}"


def _named(key: str, effect: "Effect") -> str:
    return f"{key} ({effect.names[key]})" if effect.names.get(key) else key


def _listed(keys: Sequence[str], effect: "Effect", translate: Translate) -> str:
    if not keys:
        return "-"
    told = [_named(key, effect) for key in keys[:LISTED]]
    return semicolons(told, translate) + (" ..." if len(keys) > LISTED else "")
