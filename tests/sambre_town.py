"""Toyville on a river: three streets from west to east, the south one joined to the others by one bridge in the east.

::

    c  (0,250)---------------(300,250)     help h1 at x = 50
          |
    b  (0,150)---------------(300,150)
       ~~~~~~~~~~~ Sambre ~~~~~~~ | bridge
    a  (0, 50)---------------(300, 50)     Wi-Fi w1 at x = 150, pool with public Wi-Fi at x = 250
"""

from functools import cache
from typing import Any

from geo.ranking.assessment import Assessment, assess
from geo.settings.parameters import Parameters, Reach
from geo.tables import Tables
from geo.walking.reach import Walking
from geo.walking.walks import walking
from tests import toyville as toy
from tests.geo.walking.street_towns import streets

PARAMETERS: Parameters = toy.PARAMETERS.model_copy(update={"reach": Reach(limit_m=400)})


def river_streets():
    """Return the streets layer."""
    x, y = toy.CORNER
    rows = [
        ("a-west", "a-east", [(0, 50), (300, 50)]),
        ("b-west", "b-east", [(0, 150), (300, 150)]),
        ("c-west", "c-east", [(0, 250), (300, 250)]),
        ("a-east", "b-east", [(300, 50), (300, 150)]),
        ("b-west", "c-west", [(0, 150), (0, 250)]),
    ]
    return streets(*((u, v, [(x + dx, y + dy) for dx, dy in line]) for u, v, line in rows))


def river_tables(**pieces: Any) -> Tables:
    """Return Toyville's layers with these streets."""
    return toy.full_tables(**({"streets": river_streets()} | pieces))


def river_town(parameters: Parameters = PARAMETERS, **pieces: Any) -> tuple[Assessment, Walking]:
    """Return Toyville assessed along these streets, and the way of walking; as it stands, assessed once."""
    return _assessed(parameters, **pieces) if pieces or parameters != PARAMETERS else _as_it_stands()


@cache
def _as_it_stands() -> tuple[Assessment, Walking]:
    return _assessed(PARAMETERS)


def _assessed(parameters: Parameters, **pieces: Any) -> tuple[Assessment, Walking]:
    tables = river_tables(**pieces)
    return assess(tables, toy.PLACE, parameters), walking(tables.streets, parameters.reach)
