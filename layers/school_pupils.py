"""Pupils and socio-economic index of school sites, for lots of school equipment."""

from geo.settings import ISE_CLASSES, LEVELS
from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

COLUMNS = (
    Column("school_site_id", "text", N_("Identifier of the school site"), required=True),
    Column("name", "text", N_("Name"), required=True),
    Column(
        "level",
        "text",
        N_("Level of education"),
        required=True,
        labels=LEVELS,
    ),
    Column("pupils", "integer", N_("Pupils enrolled"), unit="pupils", minimum=0, maximum=20_000),
    Column(
        "ise_class",
        "integer",
        N_("Class of the socio-economic index (ISE): from 1, the least favoured, to 20"),
        minimum=1,
        maximum=ISE_CLASSES,
    ),
    Column("building_id", "text", N_("Identifier of its building, as in the inventory")),
)

LAYER = Layer(
    name="school_pupils",
    title=N_("Pupils of schools"),
    description=N_("Pupils and class of the socio-economic index by school site and level of education."),
    geometry=None,
    required=False,
    key=("school_site_id", "level"),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("A table of pupils and ISE classes by school site"),
            publisher=N_("The commune, from figures of the Federation Wallonie-Bruxelles"),
            licence=N_("as its publisher decides"),
            page="",
            formats=N_(
                "CSV, XLSX or ODS, a row for each school site and level; column names and words are translated in the "
                "configuration of the commune (mappings)"
            ),
            recognise=later("city_pupils.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_pupils.clean", columns=COLUMNS),
            template="school_pupils.csv",
        ),
    ),
    totals=(Total(N_("Pupils enrolled"), "sum", "pupils", unit="pupils"),),
    stale_after_days=800,
)
