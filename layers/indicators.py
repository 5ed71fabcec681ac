"""Indicators of neighbourhoods: one row per sector and indicator, with unit, vintage and status."""

from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

LAYER = Layer(
    name="indicators",
    title=N_("Neighbourhood indicators"),
    description=N_(
        "Income, deprivation, diplomas, age and any other figure per sector, one row per sector and indicator."
    ),
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
    sources=(
        Source(
            name="statbel_income",
            title=N_("Statbel's fiscal income per statistical sector"),
            publisher="Statbel",
            licence="CC BY 4.0",
            page="https://statbel.fgov.be/en/open-data/fiscal-statistics-income-statistical-sector",
            formats=N_("The table of one income year or many as text or XLSX, zipped or not"),
            recognise=later("statbel_income.recognise"),
            clean=later("statbel_income.clean"),
            url=(
                "https://statbel.fgov.be/sites/default/files/files/opendata/arbeid%20per%20sector/"
                "TF_PSNL_INC_TAX_SECTOR.zip"
            ),
        ),
        Source(
            name="bimd",
            title=N_("Belgian Index of Multiple Deprivation"),
            publisher="Sciensano, UCLouvain (BIMD)",
            licence=N_("open data, on the terms its publisher's page states"),
            page="https://www.sciensano.be/en/projects/belgian-index-multiple-deprivation",
            formats=N_("Scores, ranks and deciles per statistical sector as CSV or XLSX"),
            recognise=later("bimd.recognise"),
            clean=later("bimd.clean"),
        ),
        Source(
            name="table",
            title=N_("Any indicators per sector"),
            publisher=N_("The commune, or whoever made the figures"),
            licence=N_("as its publisher decides"),
            page="",
            formats=N_(
                "CSV or XLSX with a column for each indicator, or a row for each sector and indicator; names are "
                "translated in the configuration of the commune (mappings)"
            ),
            recognise=later("indicator_table.recognise"),
            reads_mapping=True,
            clean=later("indicator_table.clean"),
            template="indicators.csv",
        ),
    ),
    combine=later("_merge_indicators.merge"),
    totals=(Total(N_("Values known"), where=("status", "published")),),
    stale_after_days=1100,
    dated_by="vintage",
    sector_keyed=True,
    passes_on=True,
)
