"""Residents per statistical sector."""

from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

COLUMNS = (
    Column("sector_code_statbel", "text", N_("Statbel's nine-character code of the sector"), required=True),
    Column("population", "integer", N_("Residents"), unit="persons", required=True, minimum=0),
    Column(
        "population_16_74",
        "integer",
        N_("Residents of 16 to 74 years, whom the published rate of digital difficulty is about"),
        unit="persons",
        minimum=0,
    ),
    Column("reference_date", "date", N_("Day the residents were counted on")),
)

LAYER = Layer(
    name="population",
    title=N_("Population"),
    description=N_("Residents per sector on 1 January, people the register cannot place included."),
    geometry=None,
    required=True,
    key=("sector_code_statbel",),
    columns=COLUMNS,
    sources=(
        Source(
            name="statbel",
            title=N_("Statbel's population per statistical sector"),
            publisher="Statbel",
            licence="CC BY 4.0",
            page="https://statbel.fgov.be/en/open-data/population-statistical-sector-12",
            formats=N_("The table of any year since 2011 as text or XLSX, zipped or not"),
            recognise=later("statbel_population.recognise"),
            clean=later("statbel_population.clean"),
            # The year of the sectors: those of 2025 on have other codes.
            url=(
                "https://statbel.fgov.be/sites/default/files/files/opendata/bevolking/sectoren/"
                "OPENDATA_SECTOREN_2024.zip"
            ),
        ),
        Source(
            name="city",
            title=N_("Residents of areas of the commune's own"),
            publisher=N_("The commune, or the country's statistical office"),
            licence=N_("as its publisher decides"),
            page="",
            formats=N_(
                "CSV, XLSX or ODS with a row for each area or part of one; the configuration of the commune gives each "
                "the code of a sector (mappings)"
            ),
            recognise=later("city_population.recognise"),
            reads_mapping=True,
            clean=later("city_population.clean", columns=COLUMNS),
        ),
    ),
    totals=(Total(N_("Residents"), "sum", "population", unit="persons", people=True),),
    stale_after_days=800,
    dated_by="reference_date",
    sector_keyed=True,
)
