"""Several cities side by side as one: how the programme grows."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from geo.programme import Instance


def side_by_side(instance: Instance, cities: int) -> Instance:
    """Return a city as large as several: buildings and people once for each, one budget and one floor for all.

    Nobody walks from one to another. The sectors of activity are the same everywhere, so that floors and budgets, which
    grow with the number of cities, are shared between them.
    """
    buildings, options = len(instance.sites), len(instance.capex)
    tables = [instance.sites.set_axis([f"{city:02}-{key}" for key in instance.sites.index]) for city in range(cities)]
    budgets = tuple(cities * budget for budget in instance.programme.budgets_eur)

    def repeated(values: np.ndarray) -> np.ndarray:
        return np.concatenate([values] * cities)

    def moved(values: np.ndarray, by: int) -> np.ndarray:
        return np.concatenate([values + city * by for city in range(cities)])

    return replace(
        instance,
        programme=instance.programme.model_copy(update={"budgets_eur": budgets}),
        sites=pd.concat(tables),
        site_activity=repeated(instance.site_activity),
        ready=repeated(instance.ready),
        entry=repeated(instance.entry),
        first=np.r_[moved(instance.first[:-1], options), cities * options],
        option_site=moved(instance.option_site, buildings),
        option_tier=repeated(instance.option_tier),
        capex=repeated(instance.capex),
        opex=repeated(instance.opex),
        points=repeated(instance.points),
        served=repeated(instance.served),
        weight=repeated(instance.weight),
        room=repeated(instance.room),
        group=moved(instance.group, len(instance.groups)),
        area=repeated(instance.area),
        reach=sparse.csr_array(sparse.block_diag([instance.reach] * cities, format="csr")),
        groups=tuple(f"{city:02}-{code}" for city in range(cities) for code in instance.groups),
        total=cities * instance.total,
        already=cities * instance.already,
    )
