"""The synthetic demonstration city, written as raw files in the formats of the real publishers.

How it is invented
------------------
Real is the frame everybody knows: the names, places, sizes, residents, deprivation and income of Charleroi's fifteen
former communes, the course of the Sambre and of the canal, the names of some neighbourhoods. Everything inside the
frame is drawn by chance from a seed and describes nobody:

1. ``geography`` sketches every section with a few brush strokes on squared paper. ``partition`` grows them to their
   published areas (a power diagram whose paper is warped by noise), the Sambre being a border nobody crosses, and cuts
   each into its published number of neighbourhoods (a centroidal Voronoi diagram, finer where people live). ``mosaic``
   turns the picture into outlines that share their borders exactly.
2. ``people`` shares out the published residents of every section, fuller near the old centres, and draws incomes,
   deprivation, diplomas and age around the published level of the section. Some are withheld, as in life.
3. ``streets`` lays bent rows of streets and 35,000 houses; ``names`` and ``building_names`` name things.
   ``street_network`` makes a network to walk of them: ``main_roads`` sketches the roads and bridges everybody knows,
   ``street_plan`` adds streets along the borders of neighbourhoods, paths by the water and lanes in the countryside,
   ``street_lanes`` leads the rows on to the next street and cuts lanes across the blocks, ``street_crossings`` finds
   where all these meet. The Sambre and the canal are crossed by the bridges and nothing else.
4. ``buildings`` places about 550 municipal buildings of the kinds of ``building_kinds``, half of them public;
   ``coverage`` lets fibre spread from the centre and the south and sums up the antennas of three operators; ``places``
   adds the Wi-Fi and the digital help that exist, ``workplaces`` those who would help.
5. ``statistics_files``, ``address_file`` and ``city_files`` write all this as its publisher would, with the awkward
   rows real files have; streets are a table of stretches with the nodes at their ends. The same readers read it all,
   and the same checks check it, as for a real commune.

Vintages are those of the published figures behind it: sectors of 2023, residents of 1 January 2019, incomes of 2005,
deprivation of 2011. Names of files begin with ``demo_``, GeoJSON says ``synthetic``, and a note lies beside them.

The same seed gives the same bytes: ``chance`` makes its noise of additions and products only, every decision is rounded
or broken by order, and nothing depends on the clock, a dictionary's order or a compression library.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from demo import address_file, city_files, statistics_files
from demo.buildings import inventory
from demo.coverage import fibre, reception
from demo.devices import follow_up, school_sites, with_desks
from demo.formats import SYNTHETIC
from demo.partition import sectors
from demo.people import settle
from demo.places import hotspots, support_places
from demo.realised import first_year
from demo.street_network import edges_geojson, walking_network
from demo.streets import lay_out
from demo.workplaces import workplaces
from geo.texts import N_
from layers import Layer

SEED = 52011

PUBLISHER = N_("Maillage: invented, in the publisher's format")
LICENCE = N_("none needed: invented data")


@dataclass(frozen=True)
class RawDelivery:
    """Files for one source of one layer, as somebody would hand them to ``maillage refresh``."""

    layer: str
    source: str
    files: tuple[Path, ...]


def as_invented(layer: Layer) -> Layer:
    """Return the layer with sources that name who made these data, and not the publisher whose format they borrow."""
    sources = tuple(replace(source, publisher=PUBLISHER, licence=LICENCE) for source in layer.sources)
    return replace(layer, sources=sources)


def write(folder: Path, *, seed: int = SEED) -> list[RawDelivery]:
    """Write the raw files of the demonstration city and return them in the order in which to refresh the layers.

    Parameters
    ----------
    folder
        Where the files go; made when it is not there. Files of the same names are replaced.
    seed
        Another seed gives another city in the same frame.
    """
    quarters = sectors(seed)
    people = settle(seed, quarters)
    streets, houses = lay_out(seed, quarters, people.residents)
    networks = fibre(seed, quarters)
    municipal = with_desks(seed, inventory(seed, quarters, streets, houses, networks))
    signal = {
        f"demo_{operator}_5G_20250701.geojson": city_files.reception(operator, classes)
        for operator, classes in reception(seed).items()
    }
    contents: list[tuple[str, str, dict[str, bytes]]] = [
        (
            "sectors",
            "statbel",
            {"demo_sh_statbel_statistical_sectors_3812_20230101.geojson": statistics_files.sector_outlines(quarters)},
        ),
        ("population", "statbel", {"demo_OPENDATA_SECTOREN_2019.txt": statistics_files.residents(quarters, people)}),
        (
            "indicators",
            "statbel_income",
            {"demo_TF_PSNL_INC_TAX_SECTOR.txt": statistics_files.incomes(quarters, people)},
        ),
        (
            "indicators",
            "bimd",
            {"demo_bimd2011_domains_score_ranks_deciles.csv": statistics_files.deprivation(quarters, people)},
        ),
        ("indicators", "table", {"demo_indicateurs_2021.csv": statistics_files.shares(quarters, people)}),
        (
            "residences",
            "best_addresses",
            {"demo_openaddress-bewal.zip": address_file.addresses(seed, quarters, streets, houses)},
        ),
        (
            "streets",
            "edges",
            {"demo_rues_20260101.geojson": edges_geojson(walking_network(seed, quarters, streets))},
        ),
        ("buildings", "inventory", {"demo_batiments_20260101.csv": city_files.buildings(municipal)}),
        ("fibre", "polygons", {"demo_fibre_20260101.geojson": city_files.fibre(networks)}),
        ("mobile_5g", "bipt", signal),
        ("wifi", "city", {"demo_wifi_20260101.csv": city_files.hotspots(hotspots(seed, municipal, houses))}),
        (
            "support_places",
            "city",
            {"demo_aide_numerique_20260101.csv": city_files.support_places(support_places(seed, houses))},
        ),
        ("devices", "city", {"demo_materiel_20261231.csv": city_files.devices(follow_up(seed, municipal))}),
        ("school_pupils", "city", {"demo_ecoles_20251001.csv": city_files.school_sites(school_sites(seed, municipal))}),
        ("workplaces", "city", {"demo_aidants_20260101.csv": city_files.workplaces(workplaces(seed, municipal))}),
        ("realised", "city", {"demo_realise_20271231.csv": city_files.realised(first_year(seed, municipal))}),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder / "demo_LISEZ-MOI_README.txt", f"{SYNTHETIC}\n".encode())
    deliveries = []
    for layer, source, files in contents:
        for name, content in files.items():
            _put(folder / name, content)
        deliveries.append(RawDelivery(layer, source, tuple(folder / name for name in files)))
    return deliveries


def _put(path: Path, content: bytes) -> None:
    """Put a file in its place whole, or leave nothing of it."""
    beside = path.with_name(f".tmp-{path.name}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
