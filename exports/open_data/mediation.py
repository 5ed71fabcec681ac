"""Places of digital help in the French national schema "lieux de médiation numérique", version 1.0.2."""

import re

import geopandas as gpd
import pandas as pd

from exports._column import Exported
from geo.crs import MAP
from geo.ranking import Assessment
from layers import layer
from words import translator

NAME = "lieux_mediation_numerique"

_OF_LAYER = "layer `support_places`"
_NOT_KNOWN = "no layer says it; the schema asks for it"

COLUMNS = (
    Exported("id", "Identifier of the place", f"the identifier in the {_OF_LAYER}"),
    Exported("pivot", "Number in a French register; empty", _NOT_KNOWN),
    Exported("nom", "Name", f"`name` of the {_OF_LAYER}"),
    Exported("commune", "Commune; empty where the place lies outside it", "the commune whose outlines hold the place"),
    Exported("code_postal", "Postal code", f"`postal_code` of the {_OF_LAYER}"),
    Exported("adresse", "Street and number", f"`address` of the {_OF_LAYER}"),
    Exported("latitude", "Latitude (WGS 84)", _OF_LAYER, "degrees"),
    Exported("longitude", "Longitude (WGS 84)", _OF_LAYER, "degrees"),
    Exported("typologie", "`CCAS` for a social service; else empty", f"`kind` of the {_OF_LAYER} is `cpas`"),
    Exported("horaires", "Opening hours, in OpenStreetMap's notation", f"`opening_hours` of the {_OF_LAYER}"),
    Exported("presentation_resume", "What it is, in French", f"`kind` of the {_OF_LAYER}"),
    Exported("date_maj", "Day the list describes; empty where it is no day", "`vintage` of `provenance.csv`", "date"),
    Exported(
        "services",
        "`Accès internet et matériel informatique` for a public digital space; else empty",
        f"`kind` of the {_OF_LAYER} is `epn`",
    ),
)

EQUIPMENT = "Accès internet et matériel informatique"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def mediation_table(assessment: Assessment, provenance: pd.DataFrame) -> pd.DataFrame | None:
    """Return the places of help in and around the commune as the schema has them; None where none are published.

    Notes
    -----
    Fields the schema asks for and no layer says stay empty: a check of the schema names them, and somebody who knows
    fills them in. What is written is read back by the source ``support_places.mediation`` as the same kinds, but for
    helpers, of whom the schema only knows French programmes.
    """
    places = assessment.evidence.support_places
    if places is None:
        return None
    places = places.reset_index()
    points = gpd.GeoSeries(places.geometry, crs=places.crs).to_crs(MAP)
    nothing = pd.Series(None, index=places.index, dtype="str")
    kind = places["kind"].astype("str")
    labels = {column.name: column.labels for column in layer("support_places").columns}["kind"]
    french = translator("fr")
    inside = places.geometry.intersects(assessment.evidence.sectors.geometry.union_all())
    told = {
        "id": places["place_id"],
        "pivot": nothing,
        "nom": places["name"],
        "commune": nothing.mask(inside, assessment.evidence.place.name.fr),
        "code_postal": places.get("postal_code", nothing),
        "adresse": places.get("address", nothing),
        "latitude": points.y.round(6),
        "longitude": points.x.round(6),
        "typologie": nothing.mask(kind == "cpas", "CCAS"),
        "horaires": places["opening_hours"],
        "presentation_resume": kind.map({code: french(label) for code, label in labels.items()}),
        "date_maj": nothing.fillna(day) if (day := _day(provenance)) else nothing,
        "services": nothing.mask(kind == "epn", EQUIPMENT),
    }
    return pd.DataFrame(told)[[column.name for column in COLUMNS]].reset_index(drop=True)


def _day(provenance: pd.DataFrame) -> str:
    """Return the oldest day of which the lists of places are; empty where one of them is of no day."""
    if not {"layer", "vintage"} <= set(provenance.columns):
        return ""
    vintages = provenance.loc[provenance["layer"] == "support_places", "vintage"].astype("str").tolist()
    return min(vintages) if vintages and all(_DAY.fullmatch(each) for each in vintages) else ""
