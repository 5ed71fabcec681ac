"""The city's own lists and the operators' maps: buildings, fibre, 5G, Wi-Fi, digital help and helpers."""

from dataclasses import fields

from shapely.geometry.base import BaseGeometry

from demo.buildings import Building
from demo.coverage import FibreArea
from demo.devices import Given, SchoolSite
from demo.formats import delimited, geojson
from demo.places import Hotspot, SupportPlace
from demo.realised import Done
from demo.workplaces import Workplace


def buildings(inventory: list[Building]) -> bytes:
    """Return the inventory of buildings under the headers of the template."""
    header = [field.name for field in fields(Building) if field.name != "section"]
    return delimited(header, ([getattr(each, name) for name in header] for each in inventory), ";", mark=True)


def fibre(areas: list[FibreArea]) -> bytes:
    """Return the areas of fibre in degrees."""
    features = [
        (
            None,
            {
                "fibre_id": area.fibre_id,
                "status": area.status,
                "operator": area.operator,
                "technology": "FTTH",
                "available_from": area.available_from,
            },
            area.outline,
        )
        for area in areas
    ]
    return geojson("demo_fibre_20260101", 4326, features, 7)


def reception(operator: str, classes: dict[int, BaseGeometry]) -> bytes:
    """Return one operator's 5G as BIPT's atlas delivers it: four multipolygons in web Mercator."""
    features = [
        (f"{operator}_5G.{number}", {"Layer": level}, classes[level])
        for number, level in enumerate(sorted(classes), start=1)
    ]
    return geojson(f"demo_{operator}_5G", 3857, features, 2)


def hotspots(found: list[Hotspot]) -> bytes:
    """Return the Wi-Fi points under the headers of the template."""
    header = [field.name for field in fields(Hotspot)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)


def support_places(found: list[SupportPlace]) -> bytes:
    """Return the places of digital help under the headers of the template."""
    header = [field.name for field in fields(SupportPlace)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)


def devices(found: list[Given]) -> bytes:
    """Return the follow-up of devices under the headers of the template."""
    header = [field.name for field in fields(Given)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)


def school_sites(found: list[SchoolSite]) -> bytes:
    """Return the pupils of schools under the headers of the template."""
    header = [field.name for field in fields(SchoolSite)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)


def workplaces(found: list[Workplace]) -> bytes:
    """Return the workplaces of helpers under the headers of the template."""
    header = [field.name for field in fields(Workplace)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)


def realised(found: list[Done]) -> bytes:
    """Return what was carried out of the programme under the headers of the template."""
    header = [field.name for field in fields(Done)]
    return delimited(header, ([getattr(each, name) for name in header] for each in found), ";", mark=True)
