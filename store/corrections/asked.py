"""What a review would have otherwise: which columns can be corrected, what is wrong with it, and where it stands."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType

from geo.errors import MaillageError
from geo.texts import N_
from layers import Column, Layer, layer
from store._publishing.corrected import read_value, written_value
from store.decisions import Decision, Entry, Review, reviews_of
from store.store import Store

CORRECTABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "buildings": (
            *("name", "activity", "kind", "address", "postal_code", "public_access", "floor_area_m2", "opening_hours"),
            *("contact_staff", "aidant_candidates", "wifi_now", "fibre_now", "requests_per_year", "visitors_per_year"),
            *("public_desks", "function_in_charge", "ready_from"),
        ),
        "population": ("population", "population_16_74"),
        "support_places": ("name", "kind", "help_hours_per_week", "opening_hours", "address", "postal_code"),
        "wifi": ("name", "operator", "access", "setting", "opening_hours", "address", "postal_code"),
    }
)
"""Layer whose rows a review can be about -> columns a review can correct; a key or a place is no cell of these."""


@dataclass(frozen=True)
class Correction:
    """A correction the committee has accepted.

    Attributes
    ----------
    review
        The fact, with all that was said of it.
    asked
        The entry that says which cell should say what.
    now
        What the published cell says, empty where nothing is known.
    there
        False where the row is not published any more.
    """

    review: Review
    asked: Entry
    now: str
    there: bool

    @property
    def layer(self) -> Layer:
        """The layer it is about."""
        return layer(self.asked.corrects.partition(".")[0])

    @property
    def column(self) -> Column:
        """The column it is about."""
        return self.layer.column(self.asked.corrects.partition(".")[2])

    @property
    def again(self) -> bool:
        """True where the layer had it right once, and a later file of its source says otherwise."""
        return any(entry.version for entry in self.review.entries)

    @property
    def done(self) -> bool:
        """True where the published layer says it already: only the log does not know yet."""
        return self.there and self.now == self.asked.after


def columns_to_correct(layer_name: str) -> tuple[Column, ...]:
    """Return the columns of a layer a review can correct; none of a layer whose rows no review is about.

    Examples
    --------
    >>> [column.name for column in columns_to_correct("population")]
    ['population', 'population_16_74']
    >>> columns_to_correct("streets")
    ()
    """
    return tuple(layer(layer_name).column(name) for name in CORRECTABLE.get(layer_name, ()))


def layer_with(store: Store, row: str) -> str | None:
    """Return the first layer a review can correct that has this row; None where none has it.

    A key may stand in two lists: buildings and neighbourhoods come first, as the order of ``CORRECTABLE`` says.
    """
    return next((name for name in CORRECTABLE if cell_now(store, name, row, CORRECTABLE[name][0]) is not None), None)


def cell_now(store: Store, layer_name: str, row: str, column: str) -> str | None:
    """Return what a published cell says, as `written_value` writes it; None where there is no such row, or no layer."""
    if store.published(layer_name) is None:
        return None
    (key,) = layer(layer_name).key
    read = store.read_columns(layer_name, (key, column))
    found = dict(zip(map(str, read[key]), read[column], strict=True))
    return written_value(layer(layer_name).column(column), found[row]) if row in found else None


def with_correction(store: Store, told: Decision, corrects: str, after: str) -> Decision:
    """Return a review that would have a cell otherwise, with what the cell says now.

    ``corrects`` is ``layer.column``; where it is empty, or there is no such cell, `faults_of_correction` says so.
    """
    name, _, column = corrects.strip().partition(".")
    known = column in CORRECTABLE.get(name, ())
    before = (cell_now(store, name, told.subject, column) or "") if known else ""
    if known:
        declared = layer(name).column(column)
        with suppress(MaillageError):
            # As the log keeps it: 1200.0 m2 are 1200.
            after = written_value(declared, read_value(declared, after))
    return replace(told, corrects=corrects.strip(), before=before, after=after)


def faults_of_correction(store: Store, told: Decision) -> tuple[MaillageError, ...]:
    """Return what is wrong with what a review would have corrected; nothing where it corrects nothing."""
    if not told.corrects:
        return ()
    name, _, column = told.corrects.partition(".")
    if column not in CORRECTABLE.get(name, ()):
        known = ", ".join(f"{each}.{one}" for each, columns in CORRECTABLE.items() for one in columns)
        text = N_("{value} cannot be corrected. What can be: {known}.")
        return (MaillageError(text, value=told.corrects, known=known),)
    try:
        after = written_value(layer(name).column(column), read_value(layer(name).column(column), told.after))
    except MaillageError as error:
        return (error,)
    now = cell_now(store, name, told.subject, column)
    if now is None:
        text = N_("Layer {layer} has no row {row} that could be corrected.")
        return (MaillageError(text, layer=name, row=told.subject),)
    if now == after and told.value != "corrected":
        text = N_("Layer {layer} says so already: {column} of {row} is {value}.")
        return (MaillageError(text, layer=name, column=column, row=told.subject, value=now or "-"),)
    return ()


def corrections(store: Store, entries: Iterable[Entry]) -> tuple[Correction, ...]:
    """Return the accepted corrections the published layers do not have, or that the log does not know they have.

    Those that were corrected once and are lost again, since a later file of the source says otherwise, are among them.

    Parameters
    ----------
    store
        What is published.
    entries
        The whole log.
    """
    found = []
    for review in reviews_of(entries):
        asked = review.correction
        if asked is None or review.state not in ("accepted", "corrected"):
            continue
        name, _, column = asked.corrects.partition(".")
        if column not in CORRECTABLE.get(name, ()):
            # Of a program that could correct more: it stays in the log.
            continue
        now = cell_now(store, name, asked.subject, column)
        each = Correction(review, asked, now or "", now is not None)
        if review.state == "accepted" or not each.done:
            found.append(each)
    return tuple(found)
