"""Opening what was received: the wanted file out of an archive, unpacked within limits into a folder that goes away."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.damage import refusing_damage
from layers.reading.kinds import NOT_READ, kind_of, kind_of_head, looks_like_a_table
from layers.reading.shapefile_parts import SIDECARS, part

MOST_MEMBERS = 10_000
MOST_BYTES = 4 * 1024**3
"""Unpacked size of what is taken out of an archive; the largest official file (PICC, one province) is about 2 GB."""
MOST_RATIO = 200
"""Unpacked over packed size. Coordinates and tables pack 3 to 30 times smaller; a bomb a thousand times or more."""
SMALL_BYTES = 10 * 1024**2
"""Below this, an archive may pack as well as it likes."""

_GEODATABASE = ".gdbtable"
_OF_GEODATABASE = re.compile(r"a[0-9a-f]{8}\.[\w.]{1,60}|gdb|timestamps", re.I)
"""Names of the files of a geodatabase."""
SMALL_BESIDE = 20
"""A text that many times smaller than what stands beside it in an archive explains it."""
BESIDE_THE_POINT = re.compile(r"^(readme|read_me|lisez|leesmij|licen[cs]e|licentie|\.|thumbs\.db)", re.I)
NEEDED_SIDECARS = (".shx", ".dbf")
SIDECAR_TEXT = (".prj", ".cpg", ".qpj", ".qmd", ".xml")
"""Text beside a shapefile that is not a table."""


@contextmanager
def opened(raw: RawFile, wanted: tuple[str, ...], *, any_of_several: bool = False) -> Iterator[RawFile]:
    """Yield the file of a wanted kind: ``raw`` itself, or the member of it unpacked into a temporary folder.

    Parameters
    ----------
    raw
        The file as received, an archive or not.
    wanted
        Kinds of :func:`layers.reading.kinds.kind_of`, told by content. ``shapefile`` is a ``.shp`` with its parts
        beside it.
    any_of_several
        Take the first of several members instead of refusing: for a look at what kind of archive it is.

    Raises
    ------
    Refused
        ``file.empty``, ``file.web_page``, ``file.old_excel``, ``file.unexpected``, ``shapefile.incomplete``, or any of
        the ``zip.`` faults.

    Notes
    -----
    The name of a member is ``archive.zip: folder/member``, for messages. It lives as long as the context.
    """
    kind = kind_of(raw)
    if kind in wanted:
        if kind == "shapefile":
            _need_sidecars(raw.name, {suffix for suffix in SIDECARS if part(raw, suffix) is not None})
        yield raw
        return
    if kind != "zip":
        raise Refused([_unwanted(raw, kind, wanted)])
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        yield replace(_unpacked(raw, wanted, Path(folder), any_of_several), sheet=raw.sheet)


def check_archive(raw: RawFile) -> None:
    """Refuse an archive that is damaged, locked or made to do harm, before anything of it is unpacked.

    Also holds for workbooks (.xlsx), which are archives.

    Raises
    ------
    Refused
        With every ``zip.`` fault found.
    """
    with refusing_damage(raw.name, "zip.corrupt"), zipfile.ZipFile(raw.path) as archive:
        members = archive.infolist()
    faults = []
    if len(members) > MOST_MEMBERS:
        limits = {"found": len(members), "limit": MOST_MEMBERS}
        faults.append(Fault("zip.too_many_members", "error", raw.name, parameters=limits))
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", member.filename):
            faults.append(Fault("zip.unsafe_path", "error", raw.name, value=member.filename))
        if member.flag_bits & 0x1:
            faults.append(Fault("zip.encrypted", "error", raw.name, value=member.filename))
            break
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_BYTES:
        limits = {"found": unpacked, "limit": MOST_BYTES}
        faults.append(Fault("zip.too_large", "error", raw.name, parameters=limits))
    # Measured on the archive as a whole too: members may overlap, each looking modest.
    packed = raw.path.stat().st_size
    if unpacked > SMALL_BYTES and unpacked > MOST_RATIO * packed:
        ratio = {"limit": MOST_RATIO}
        largest = max(members, key=lambda member: member.file_size)
        faults.append(Fault("zip.bomb", "error", raw.name, value=largest.filename, parameters=ratio))
    if faults:
        raise Refused(faults)


def _unpacked(raw: RawFile, wanted: tuple[str, ...], folder: Path, any_of_several: bool) -> RawFile:
    check_archive(raw)
    nested = []
    foreign: list[Fault] = []
    found: list[tuple[zipfile.ZipInfo, RawFile, str]] = []
    with refusing_damage(raw.name, "zip.corrupt"), zipfile.ZipFile(raw.path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        for number, member in enumerate(members):
            if _beside_the_point(member.filename):
                continue
            with archive.open(member) as stream:
                kind = kind_of_head(stream.read(4096))
            if _may_be(kind, member.filename, wanted):
                inner = _extracted(archive, member, members, raw, folder / str(number))
                kind = kind_of(inner)
                if kind in wanted:
                    found.append((member, inner, kind))
            if kind in NOT_READ:
                foreign.append(
                    Fault("file.to_convert", "error", f"{raw.name}: {member.filename}", value=NOT_READ[kind])
                )
            if kind == "zip":
                nested.append(member.filename)
    # Notes beside a format that is not read explain it, and are not what was meant.
    explained = foreign and all(kind == "text" and not looks_like_a_table(inner.head) for _, inner, kind in found)
    if found and not explained:
        return _the_one(found, raw, any_of_several)
    if foreign:
        raise Refused(foreign)
    if nested:
        raise Refused([Fault("zip.nested", "error", raw.name, value=", ".join(nested))])
    names = [member.filename for member in members]
    parameters = {"wanted": ", ".join(wanted), "members": _some(names) or "-"}
    raise Refused([Fault("zip.nothing_wanted", "error", raw.name, parameters=parameters)])


def _the_one(found: list[tuple[zipfile.ZipInfo, RawFile, str]], raw: RawFile, any_of_several: bool) -> RawFile:
    """Return the only member that may be meant; refuse where there are several, since nobody said which.

    A text that is no table, or a text or JSON that is small beside the others, explains them and is left aside. One
    thing in several formats, or twice the same, counts once.
    """
    largest = max(member.file_size for member, _, _ in found)
    worth = [
        each
        for each in found
        if each[2] not in ("text", "json")
        or (each[0].file_size * SMALL_BESIDE > largest and (each[2] == "json" or looks_like_a_table(each[1].head)))
    ] or found
    kinds = [kind for _, _, kind in worth]
    stems = {PurePosixPath(member.filename).stem.casefold() for member, _, _ in worth}
    contents = {(member.CRC, member.file_size) for member, _, _ in worth}
    in_several_formats = len(stems) == 1 and len(set(kinds)) == len(kinds)
    if not (in_several_formats or len(contents) == 1 or any_of_several):
        names = _some([member.filename for member, _, _ in worth])
        raise Refused([Fault("zip.several", "error", raw.name, parameters={"members": names})])
    return worth[0][1]


def _some(names: list[str]) -> str:
    return ", ".join(names[:20]) + (f", ... ({len(names)})" if len(names) > 20 else "")


def _beside_the_point(member: str) -> bool:
    parts = PurePosixPath(member).parts or ("",)
    return "__MACOSX" in parts or bool(BESIDE_THE_POINT.match(parts[-1]))


def _may_be(kind: str, member: str, wanted: tuple[str, ...]) -> bool:
    suffix = PurePosixPath(member).suffix.lower()
    if kind == "text" and suffix in SIDECAR_TEXT:
        return False
    if kind == "shapefile" and suffix != ".shp":
        # The index (.shx) opens with the same bytes.
        return False
    return kind in wanted or (kind == "zip" and "xlsx" in wanted) or (kind == "json" and "geojson" in wanted)


def _extracted(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, members: list[zipfile.ZipInfo], raw: RawFile, folder: Path
) -> RawFile:
    """Unpack ``member`` under a name of ours, with the parts of a shapefile beside it."""
    folder.mkdir()
    name = f"{raw.name}: {member.filename}"
    path = PurePosixPath(member.filename)
    taken = [(member, "data" + path.suffix.lower())]
    if path.suffix.lower() == ".shp":
        stem = str(path.with_suffix("")).casefold()
        beside = {
            PurePosixPath(each.filename).suffix.lower(): each
            for each in members
            if str(PurePosixPath(each.filename).with_suffix("")).casefold() == stem
        }
        _need_sidecars(name, set(beside))
        taken += [(beside[suffix], "data" + suffix) for suffix in SIDECARS if suffix in beside]
    for each, target in taken:
        with archive.open(each) as stream, (folder / target).open("wb") as out:
            while block := stream.read(1024**2):
                out.write(block)
    return RawFile(name, folder / taken[0][1])


def unpack_geodatabase(raw: RawFile, folder: Path) -> None:
    """Unpack the one Esri File Geodatabase of a zip into a folder that is not there yet.

    Raises
    ------
    Refused
        ``zip.several`` where there are several, and any of the ``zip.`` faults.
    """
    check_archive(raw)
    with refusing_damage(raw.name, "zip.corrupt"), zipfile.ZipFile(raw.path) as archive:
        members = {member: PurePosixPath(member.filename.replace("\\", "/")) for member in archive.infolist()}
        kept_in = {path.parent for path in members.values() if path.suffix.lower() == _GEODATABASE}
        if len(kept_in) != 1:
            names = _some([path.as_posix() for path in sorted(kept_in)])
            raise Refused([Fault("zip.several", "error", raw.name, parameters={"members": names})])
        folder.mkdir()
        for member, path in members.items():
            # Only names the format has, so that nothing else comes beside.
            if path.parent in kept_in and _OF_GEODATABASE.fullmatch(path.name):
                with archive.open(member) as stream, (folder / path.name).open("xb") as out:
                    while block := stream.read(1024**2):
                        out.write(block)


def _need_sidecars(name: str, beside: set[str]) -> None:
    missing = [suffix for suffix in NEEDED_SIDECARS if suffix not in beside]
    if missing:
        raise Refused([Fault("shapefile.incomplete", "error", name, parameters={"missing": ", ".join(missing)})])


def _unwanted(raw: RawFile, kind: str, wanted: tuple[str, ...]) -> Fault:
    special = {"empty": "file.empty", "web_page": "file.web_page", "xls": "file.old_excel"}
    if kind in special:
        return Fault(special[kind], "error", raw.name)
    if kind in NOT_READ:
        return Fault("file.to_convert", "error", raw.name, value=NOT_READ[kind])
    if kind == "json" and raw.head.lstrip().startswith(b'{"error"'):
        # Map services report errors this way, with a status of success.
        return Fault("file.service_error", "error", raw.name)
    return Fault("file.unexpected", "error", raw.name, parameters={"found": kind, "wanted": ", ".join(wanted)})
