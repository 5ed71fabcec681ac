"""Of when data are, in words; where nobody says, that is said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.texts import N_
from words.marks import quoted, semicolons
from words.numbers import Numbers

if TYPE_CHECKING:
    from store.snapshots import Waiting

VINTAGE_UNKNOWN = N_("vintage unknown")


def vintage_words(vintage: str, numbers: Numbers) -> str:
    """Return the days, months and years data describe, separated by semicolons."""
    # Asked for here, since the layers and their models take a while to load and the help of a command needs neither.
    from layers import SEVERAL, UNDATED

    each = dict.fromkeys(vintage.split(SEVERAL))
    told = (numbers.day(one) if one and one != UNDATED else numbers.translate(VINTAGE_UNKNOWN) for one in each)
    return semicolons(told, numbers.translate)


def waiting_sentence(found: Sequence["Waiting"], numbers: Numbers, *, keys: bool = False) -> str:
    """Say which layers the figures rest on though newer ones are published; empty when there are none.

    ``keys`` names layers as commands do, else they are named as on the screen.
    """
    translate, said = numbers.translate, []

    def named(each: "Waiting") -> str:
        return each.layer if keys else quoted(translate(each.title), translate)

    if older := [each for each in found if each.rests_on]:
        of_day = translate(N_("{layer} of {day}"))
        layers = ", ".join(of_day.format(layer=named(each), day=numbers.day(each.rests_on[:10])) for each in older)
        said.append(translate(N_("The map and every figure rest on {layers}; newer ones wait.")).format(layers=layers))
    if unknown := [named(each) for each in found if not each.rests_on]:
        text = translate(N_("Published since and not counted yet: {layers}."))
        said.append(text.format(layers=", ".join(unknown)))
    return " ".join(said)
