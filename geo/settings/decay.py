"""How the use of a place fades with the walk to it: step, linear, exponential, Gaussian and logistic."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from geo.errors import MaillageError, refuse
from geo.place import Frozen
from geo.texts import N_

# Settings are read by commands that compute nothing: what computes is loaded with the first weight.
if TYPE_CHECKING:
    import numpy as np
    from scipy import sparse

LAST_WEIGHT = 0.05
"""What is left of the weight at the limit when no scale is given: one in twenty, after which the walk is cut off."""


class Decay(Frozen):
    """A weight for every walk: 1 next door, 0 beyond the limit, and never rising in between.

    Notes
    -----
    ``step``: 1 up to the limit (Luo and Wang 2003), or the weights of ``zones`` (Luo and Qi 2009).
    ``linear``: ``1 - d / limit``. ``exponential``: ``exp(-d / scale)``. ``gaussian``: ``exp(-(d / scale)^2 / 2)``.
    ``logistic``: ``(1 + exp(-scale / s)) / (1 + exp((d - scale) / s))`` with ``s = scale / ln 19``, so that use falls
    from 95 % to 5 % between 0 and twice the scale, divided by its value at 0.

    Examples
    --------
    >>> Decay(family="linear", limit_m=1000).weight(np.array([0, 250, 1000, 1001])).tolist()
    [1.0, 0.75, 0.0, 0.0]
    >>> Decay(limit_m=900, zones=((300, 1), (900, 0.5))).weight(np.array([300, 301])).tolist()
    [1.0, 0.5]
    """

    family: Literal["step", "linear", "exponential", "gaussian", "logistic"] = "step"
    limit_m: float = Field(gt=0)
    """Longest walk that weighs anything, in metres. It is asked for each time: what it is stands in the parameters."""
    scale_m: float | None = Field(default=None, gt=0)
    """Distance at which exponential use is down to 1/e; standard deviation of the Gaussian; middle of the logistic
    fall. Without it, use at the limit is ``LAST_WEIGHT`` (logistic: the middle is half the limit)."""
    zones: tuple[tuple[float, float], ...] = ()
    """For ``step``: (up to so many metres, weight), rising metres and falling weights, such as
    ``((300, 1.0), (600, 0.68), (900, 0.22))``; the last zone ends at the limit."""

    @model_validator(mode="after")
    def _zones_fit(self) -> Self:
        faults = faults_of_zones(self.zones, self.limit_m)
        if self.zones and self.family != "step":
            faults.insert(0, MaillageError(_NO_STEPS, key="zones", value=self.family))
        refuse(faults)
        return self

    @property
    def resolved_scale_m(self) -> float:
        """The scale in use, in metres."""
        if self.scale_m is not None:
            return self.scale_m
        if self.family == "exponential":
            return self.limit_m / -math.log(LAST_WEIGHT)
        if self.family == "gaussian":
            return self.limit_m / math.sqrt(-2 * math.log(LAST_WEIGHT))
        return self.limit_m / 2

    def weight(self, distance_m: "np.ndarray") -> "np.ndarray":
        """Return the weight of walks of so many metres; walks of NaN weigh NaN."""
        import numpy as np
        from scipy.special import expit

        distance = np.asarray(distance_m, dtype=np.float64)
        scale = self.resolved_scale_m
        match self.family:
            case "step":
                ends = np.array([end for end, _ in self.zones] or [self.limit_m])
                steps = np.array([*(weight for _, weight in self.zones), 0.0] if self.zones else [1.0, 0.0])
                weight = steps[np.searchsorted(ends, distance, side="left")]
            case "linear":
                weight = 1 - distance / self.limit_m
            case "exponential":
                weight = np.exp(-distance / scale)
            case "gaussian":
                weight = np.exp(-np.square(distance / scale) / 2)
            case "logistic":
                steepness = scale / math.log(19)
                weight = expit((scale - distance) / steepness) / expit(scale / steepness)
        return np.where(np.isnan(distance), np.nan, np.where(distance > self.limit_m, 0.0, weight))

    def weights(self, reach: "sparse.csr_array") -> "sparse.csr_array":
        """Return the weights of a matrix of distances, without the pairs that weigh nothing."""
        from scipy import sparse

        # A copy, since dropping zeros moves the indices in place.
        matrix = sparse.csr_array((self.weight(reach.data), reach.indices, reach.indptr), shape=reach.shape, copy=True)
        matrix.eliminate_zeros()
        return matrix


def faults_of_zones(zones: Sequence[tuple[float, float]], limit: float) -> list[MaillageError]:
    """Return what is wrong with zones: (up to so far, weight), the last one ending at the limit; none is not wrong.

    Examples
    --------
    >>> [str(each) for each in faults_of_zones(((1, 1), (2, 0.5)), 3)]
    ['zones: the last zone ends at 2; it must end at the limit, 3.']
    >>> faults_of_zones(((1, 1), (3, 0.5)), 3)
    []
    """
    faults, before = [], (0.0, 1.0)
    for end, weight in zones:
        if end <= before[0]:
            faults.append(MaillageError(_NOT_FURTHER, key="zones", value=f"{end:.10g}", last=f"{before[0]:.10g}"))
        if not 0 < weight <= before[1]:
            told = {"value": f"{end:.10g}", "weight": f"{weight:.10g}", "most": f"{before[1]:.10g}"}
            faults.append(MaillageError(_NO_WEIGHT, key="zones", **told))
        before = end, min(weight, before[1]) if weight > 0 else before[1]
    if zones and 0 < zones[0][1] < 1:
        faults.append(MaillageError(_FIRST_ZONE, key="zones", value=f"{zones[0][1]:.10g}"))
    if zones and zones[-1][0] != limit:
        faults.append(MaillageError(_LAST_ZONE, key="zones", value=f"{zones[-1][0]:.10g}", limit=f"{limit:.10g}"))
    return faults


_NO_STEPS = N_("{key}: zones belong to the family step, and family is {value}; leave them out, or change it.")
_NOT_FURTHER = N_("{key}: a zone ends at {value}, which is not beyond {last}; let each end further away.")
_NO_WEIGHT = N_(
    "{key}: the zone that ends at {value} weighs {weight}; give it a weight above 0 that is {most} at the most."
)
_FIRST_ZONE = N_("{key}: the first zone weighs {value}; it must weigh 1.")
_LAST_ZONE = N_("{key}: the last zone ends at {value}; it must end at the limit, {limit}.")
