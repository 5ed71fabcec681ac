"""Indicators of neighbourhoods: one row per sector and indicator, with unit, vintage and status."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="indicators",
    title=N_("Neighbourhood indicators"),
    description=N_("Income, deprivation, diplomas, age and any other figure per sector, one row per sector and indicator."),
    geometry=None,
    required=False,
    key=("sector_code_statbel", "indicator"),
    columns=(
        Column("sector_code_statbel", "text", N_("Statbel's nine-character code of the sector"), required=True),
        Column("indicator", "text", N_("Key of the indicator"), required=True),
        Column("value", "number", N_("Value, missing where suppressed")),
        Column("unit", "text", N_("Unit of the value"), required=True),
        Column("vintage", "text", N_("Year or date the value describes"), required=True),
        Column(
            "status",
            "text",
            N_("Whether the publisher gives the value"),
            required=True,
            labels={
                "published": N_("published"),
                "suppressed": N_("withheld by the publisher"),
                "transferred": N_("carried over from former sector outlines"),
            },
        ),
    ),
    sources=(),
    stale_after_days=1100,
    sector_keyed=True,
)
