"""Devices given to places in former years, and what became of them."""

from geo.settings import DEVICE_KINDS, LEVELS
from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

_FOR_SCHOOLS = {
    "primary": N_("devices for nursery and primary schools"),
    "secondary": N_("devices for secondary schools"),
}

KINDS = {**{str(kind): words for kind, words in DEVICE_KINDS.items()}, **{each: _FOR_SCHOOLS[each] for each in LEVELS}}
"""Kinds of device, or for whom, and the words people read."""

COLUMNS = (
    Column(
        "building_id",
        "text",
        N_("Identifier of the building, as in the inventory, or of the school site"),
        required=True,
    ),
    Column("device_kind", "text", N_("Kind of device"), required=True, labels=KINDS),
    Column("year", "integer", N_("Year in which they were given"), required=True, minimum=2000, maximum=2200),
    Column("devices_given", "integer", N_("Devices given that year"), unit="devices", required=True, minimum=0),
    Column("devices_in_use", "integer", N_("Of these, devices in use today"), unit="devices", minimum=0),
    Column("devices_returned", "integer", N_("Of these, devices given back"), unit="devices", minimum=0),
)

LAYER = Layer(
    name="devices",
    title=N_("Devices given"),
    description=N_("What became of the devices given to public places: given, in use, given back, by place and year."),
    geometry=None,
    required=False,
    key=("building_id", "device_kind", "year"),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("The city's follow-up of devices"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=N_(
                "CSV, XLSX or ODS, a row for each building, kind of device and year; column names and words are "
                "translated in the configuration of the commune (mappings)"
            ),
            recognise=later("city_devices.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_devices.clean", columns=COLUMNS),
            template="devices.csv",
        ),
    ),
    totals=(Total(N_("Devices given"), "sum", "devices_given", unit="devices"),),
    stale_after_days=400,
)
