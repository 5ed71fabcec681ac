"""5G reception by operator, as areas of a class or as a grid."""

from geo.texts import N_
from layers._later import later
from layers._spec import Column, Drawing, Layer, Look, Source

CLASSES = {
    0: N_("no reception"),
    1: N_("outdoor"),
    2: N_("indoor"),
    3: N_("deep indoor"),
}
"""BIPT's classes of reception."""

LAYER = Layer(
    name="mobile_5g",
    title=N_("5G"),
    description=N_("Reception of 5G by operator: areas of a class, or one row per grid whose cells hold the classes."),
    geometry="polygon",
    geometry_required=False,
    required=False,
    key=("coverage_id",),
    columns=(
        Column("coverage_id", "text", N_("Identifier of the area or grid"), required=True),
        Column("operator", "text", N_("Operator"), required=True),
        Column(
            "class",
            "integer",
            N_("Class of reception: 0 none, 1 outdoor, 2 indoor, 3 deep indoor; missing for a grid"),
            minimum=0,
            maximum=3,
        ),
        Column("raster_file", "text", N_("Grid published beside the table, when reception comes as a grid")),
    ),
    sources=(
        Source(
            name="bipt",
            title=N_("BIPT's atlas of mobile coverage"),
            publisher="BIPT/IBPT",
            licence=N_("CC BY, to be confirmed with BIPT"),
            page="https://www.bipt-data.be/en/projects/atlas/mobile",
            formats=N_(
                "One file an operator (GeoJSON, GeoPackage, shapefile) with areas whose property Layer is 0 none, "
                "1 outdoor, 2 indoor or 3 deep indoor"
            ),
            recognise=later("bipt_5g.recognise"),
            clean=later("bipt_5g.clean"),
            many_files=True,
        ),
        Source(
            name="raster",
            title=N_("Grids of 5G reception"),
            publisher=N_("The operator or the commune"),
            licence=N_("as its publisher decides"),
            page="",
            formats=N_("One GeoTIFF of one band an operator, in classes 0 to 3 or in dBm"),
            recognise=later("signal_raster.recognise"),
            clean=later("signal_raster.clean"),
            many_files=True,
        ),
    ),
    far_reaching=None,
    stale_after_days=250,
    drawing=Drawing(
        kind="areas",
        title=N_("5G"),
        by="class",
        looks=(
            Look(N_("5G: deep indoor"), "reddish_purple", code=3, fill="dense_dots"),
            Look(N_("5G: indoor"), "reddish_purple", code=2, fill="dots"),
            Look(N_("5G: outdoor"), "reddish_purple", code=1, fill="sparse_dots"),
        ),
        first_wins=True,
    ),
)
