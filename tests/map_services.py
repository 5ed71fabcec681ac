"""A map service on this machine, as WFS and as OGC API Features, that can be told to do what bad ones do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pyproj

CENTRE = (4.44, 50.41)


@dataclass
class MapService:
    """Hotspots north of each other, 100 m apart; ``count`` of them, at most ``page`` given at a time."""

    count: int = 25
    page: int = 10
    version: str = "2.0.0"
    formats: tuple[str, ...] = ("application/gml+xml; version=3.2", "application/json")
    systems: tuple[str, ...] = ("urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG::31370")
    says_matched: bool = True
    ignores_start: bool = False
    next_host: str = ""
    replies: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    """Path or name of a request -> what is answered instead."""
    etag: str = ""
    address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(handler.path)
        asked = {name.lower(): value for name, value in parse_qsl(parts.query)}
        self.asked.append({"path": parts.path, **asked})
        self.headers.append(dict(handler.headers))
        name = asked.get("request", parts.path)
        if name in self.replies:
            status, kind, body = self.replies[name]
        elif parts.path == "/wfs":
            status, kind, body = 200, *(self._capabilities() if name == "GetCapabilities" else self._wfs(asked))
        else:
            status, kind, body = 200, *self._api(parts.path, asked)
        if self.etag and handler.headers.get("If-None-Match") == self.etag:
            status, body = 304, b""
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        if self.etag and ("items" in parts.path or name == "GetFeature"):
            handler.send_header("ETag", self.etag)
        if status in (301, 302):
            handler.send_header("Location", body.decode())
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _rows(self, start: int, most: int) -> list[tuple[int, str, float, float]]:
        last = min(self.count, start + min(most, self.page))
        return [(row, f"Place {row}", CENTRE[0], CENTRE[1] + row * 0.0009) for row in range(start, last)]

    def _feature(self, row: tuple[int, str, float, float], x: float, y: float) -> dict:
        number, name, *_ = row
        properties = {"wifi_id": f"w{number}", "name": name, "access": "public"}
        point = {"type": "Point", "coordinates": [x, y]}
        return {"type": "Feature", "id": f"h.{number}", "geometry": point, "properties": properties}

    def _capabilities(self) -> tuple[str, bytes]:
        values = "".join(f"<ows:Value>{each}</ows:Value>" for each in self.formats)
        default, *others = self.systems
        systems = f"<wfs:DefaultCRS>{default}</wfs:DefaultCRS>"
        systems += "".join(f"<wfs:OtherCRS>{each}</wfs:OtherCRS>" for each in others)
        types = "".join(
            f"<wfs:FeatureType><wfs:Name>{each}</wfs:Name>{systems}</wfs:FeatureType>"
            for each in ("net:hotspots", "net:masts")
        )
        return "text/xml", (
            f'<wfs:WFS_Capabilities version="{self.version}" xmlns:wfs="http://www.opengis.net/wfs/2.0" '
            f'xmlns:ows="http://www.opengis.net/ows/1.1"><ows:OperationsMetadata><ows:Operation name="GetFeature">'
            f'<ows:Parameter name="outputFormat"><ows:AllowedValues>{values}</ows:AllowedValues></ows:Parameter>'
            f"</ows:Operation></ows:OperationsMetadata><wfs:FeatureTypeList>{types}</wfs:FeatureTypeList>"
            f"</wfs:WFS_Capabilities>"
        ).encode()

    def _wfs(self, asked: dict[str, str]) -> tuple[str, bytes]:
        start = 0 if self.ignores_start else int(asked.get("startindex", 0))
        rows = self._rows(start, int(asked.get("count", asked.get("maxfeatures", 10**6))))
        code = asked["srsname"].rpartition(":")[2]
        to = pyproj.Transformer.from_crs(4326, int(code), always_xy=True)
        matched = self.count if self.says_matched else "unknown"
        if "json" in asked.get("outputformat", ""):
            features = [self._feature(row, *to.transform(row[2], row[3])) for row in rows]
            crs = {"type": "name", "properties": {"name": asked["srsname"]}}
            time = f"2026-01-01T00:00:{len(self.asked):02d}Z"
            whole = {"type": "FeatureCollection", "numberMatched": matched, "timeStamp": time, "crs": crs}
            return "application/json", json.dumps({**whole, "features": features}).encode()
        turned = code == "4326"
        members = ""
        for number, name, longitude, latitude in rows:
            x, y = to.transform(longitude, latitude)
            position = f"{y} {x}" if turned else f"{x} {y}"
            members += (
                f'<wfs:member><net:hotspots gml:id="h.{number}"><net:wifi_id>w{number}</net:wifi_id>'
                f"<net:name>{name}</net:name><net:access>public</net:access><net:geom>"
                f'<gml:Point gml:id="p.{number}" srsName="{asked["srsname"]}"><gml:pos>{position}</gml:pos></gml:Point>'
                f"</net:geom></net:hotspots></wfs:member>"
            )
        return "application/gml+xml", (
            f'<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" '
            f'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:net="http://example.org/net" '
            f'timeStamp="2026-01-01T00:00:{len(self.asked):02d}Z" numberMatched="{matched}" '
            f'numberReturned="{len(rows)}">{members}</wfs:FeatureCollection>'
        ).encode()

    def _api(self, path: str, asked: dict[str, str]) -> tuple[str, bytes]:
        def link(relation: str, target: str, kind: str = "application/geo+json") -> dict[str, str]:
            return {"rel": relation, "href": target, "type": kind}

        if path.endswith("/items"):
            start = int(asked.get("offset", 0))
            rows = self._rows(start, int(asked["limit"]))
            features = [self._feature(row, row[2], row[3]) for row in rows]
            following = f"{self.next_host}{path}?limit={asked['limit']}&bbox={asked['bbox']}&offset={start + len(rows)}"
            links = [link("next", following)] if start + len(rows) < self.count else []
            whole = {"type": "FeatureCollection", "links": links, "timeStamp": str(len(self.asked))}
            return "application/geo+json", json.dumps(
                {**whole, "features": features} | ({"numberMatched": self.count} if self.says_matched else {})
            ).encode()
        collections = [
            {"id": each, "links": [link("items", f"/api/collections/{each}/items")]} for each in ("hotspots", "masts")
        ]
        pages: dict[str, dict] = {
            "/api": {"title": "Net", "links": [link("data", "/api/collections", "application/json")]},
            "/api/collections": {"collections": collections, "links": []},
            "/api/collections/hotspots": collections[0],
        }
        return "application/json", json.dumps(pages[path]).encode()


@contextmanager
def serving(service: MapService) -> Iterator[MapService]:
    """Have a service answer under an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
