"""The QGIS project of published layers: it names a section of ``pg_service.conf``, never a machine or a password."""

import re
from collections.abc import Mapping

import geopandas as gpd

from exports.gis.layers import MAP_LAYERS
from exports.gis.project import project
from exports.postgis.switch import quoted
from exports.postgis.tables import PLACE, ROW
from geo.errors import MaillageError
from geo.texts import N_
from words import Translator

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,63}")


def check_service(name: str) -> str:
    """Return the name of a section of ``pg_service.conf``; MaillageError when it can be none."""
    if not _NAME.fullmatch(name):
        raise MaillageError(
            N_("{name} is no name of a section of pg_service.conf: letters, digits, _ . and - only."), name=name
        )
    return name


def project_of(
    layers: Mapping[str, gpd.GeoDataFrame], title: str, translate: Translator, service: str, views: str
) -> str:
    """Return the project of layers published in the schema ``views``, as the text of a ``.qgs`` file."""

    def found(name: str) -> str:
        code = layers[name].crs.to_authority()[1]
        kind = MAP_LAYERS[name].geometry
        return (
            f"service='{service}' key='{ROW}' estimatedmetadata=true srid={code} type={kind} "
            f"checkPrimaryKeyUnicity='0' table={quoted(views, name)} ({PLACE})"
        )

    return project(layers, title, translate, found, "postgres")
