"""Downloading a publisher's file: whole and of data, or refused with the reason."""

import http.client
import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from geo.errors import MaillageError
from geo.texts import N_
from layers import Fault, RawFile, Refused
from layers.reading.kinds import kind_of, kind_of_head
from store._publishing.durable import temporary_beside
from store._publishing.file_names import file_name_of_url, safe_file_name
from store._receiving.exception_text import exception_text

Progress = Callable[[int, int | None, str], None]
"""``progress(done, total, what)``: how far, of how much (None when nobody knows), and an ``N_`` text saying what."""

LONGEST_SILENCE_S = 30.0
"""Publishers' sites behind a bot guard let a program wait for ever; a person should learn it before losing patience."""
LONGEST_DOWNLOAD_S = 1800.0
LARGEST_BYTES = 4 * 1024**3

_CHUNK = 1 << 16
_KEPT_IN_ADDRESSES = "%/:?&=+,;@#~!$'()*[]"


MOST_RESUMED = 3
"""How often one download is taken up again where it broke off."""
PAUSE_S = 1.0
"""Before it is."""

_NOT_MODIFIED, _PART = 304, 206


@dataclass(frozen=True)
class Marks:
    """What a site said to tell one state of a file from another; empty where it said nothing."""

    etag: str = ""
    last_modified: str = ""


NO_MARKS = Marks()


class NotModified(Exception):  # noqa: N818 - an answer, not an error
    """The site says that the file is still the one whose marks were shown to it."""


@dataclass(frozen=True)
class Fetched:
    """A downloaded file, and the address it came from in the end (after redirections)."""

    path: Path
    url: str
    size_bytes: int
    marks: Marks = NO_MARKS


def fetch(
    url: str,
    destination: Path,
    *,
    known: Marks = NO_MARKS,
    expected: Collection[str] | None = None,
    accept: str = "*/*",
    progress: Progress | None = None,
    longest_silence_s: float = LONGEST_SILENCE_S,
    longest_download_s: float = LONGEST_DOWNLOAD_S,
    largest_bytes: int = LARGEST_BYTES,
) -> Fetched:
    """Download ``url`` into the folder ``destination``, under the name the publisher gives the file.

    With ``known``, the marks of the file as it was last downloaded, the site is asked for it only if it changed.
    ``accept`` says what it may be, to a service that can answer in several ways. ``expected`` holds the kinds
    (`layers.reading.kinds.kind_of`) of which the file must be one; when it is None, anything goes but a web page.

    Raises
    ------
    Refused
        ``fetch.refused`` (status 4xx or 5xx), ``fetch.unreachable``, ``fetch.slow``, ``fetch.cut_short``,
        ``fetch.too_large``, ``file.empty``, ``file.web_page`` (also with status 200, as bot guards answer) or
        ``file.unexpected``. Nothing is left in ``destination`` then.
    NotModified
        When the file is still that of ``known``.
    MaillageError
        When the address is none of the web's.

    Notes
    -----
    The standard library does it: no cookies and nothing to sign in to, so that ``requests`` would bring nothing but a
    dependency. A download that breaks off is taken up where it did, at most `MOST_RESUMED` times and only with
    ``If-Range`` (RFC 9110, 13.1.5): half a file of last year with half a file of this year is no file, and a site that
    does not say which of its files it is sending is asked for all of it again by a person.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise MaillageError(N_("{url} is not a web address (http or https)."), url=url)
    address = quote(url, safe=_KEPT_IN_ADDRESSES)
    deadline = time.monotonic() + longest_download_s
    with _open(address, longest_silence_s, {**_conditions(known), "Accept": accept}) as response:
        given = response.headers.get_filename()
        name = safe_file_name(given) if given else file_name_of_url(response.url)
        destination.mkdir(parents=True, exist_ok=True)
        beside = temporary_beside(destination / name)
        try:
            download = _Download(address, name, longest_silence_s, deadline, longest_download_s, largest_bytes)
            marks = _marks(response)
            size = download.receive(response, beside, progress, marks)
            _judge(RawFile(name, beside), expected)
            os.replace(beside, destination / name)
        finally:
            beside.unlink(missing_ok=True)
    return Fetched(destination / name, response.url, size, marks)


def _marks(response: http.client.HTTPResponse) -> Marks:
    return Marks(response.headers.get("ETag", "").strip(), response.headers.get("Last-Modified", "").strip())


def _conditions(known: Marks) -> dict[str, str]:
    """Return the headers that ask for a file only if it changed."""
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _open(address: str, longest_silence_s: float, more: dict[str, str]) -> http.client.HTTPResponse:
    # Only these handlers, so that no redirection leads to a local file or to FTP.
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    # Decompressing during the transfer would change the bytes and hide a wrong length.
    headers = {"User-Agent": "Maillage/0.1", "Accept": "*/*", "Accept-Encoding": "identity", **more}
    try:
        return opener.open(Request(address, headers=headers), timeout=longest_silence_s)
    except HTTPError as error:
        said = _what_is_wrong(error)
        if error.code == _NOT_MODIFIED and more:
            raise NotModified from None
        if said is not None:
            _refuse("service.says", file_name_of_url(address), url=address, said=said)
        _refuse("fetch.refused", file_name_of_url(address), url=address, status=error.code)
    except TimeoutError:
        _refuse("fetch.slow", file_name_of_url(address), url=address, seconds=f"{longest_silence_s:g}")
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            _refuse("fetch.slow", file_name_of_url(address), url=address, seconds=f"{longest_silence_s:g}")
        _refuse("fetch.unreachable", file_name_of_url(address), url=address, problem=error.reason)
    except (OSError, http.client.HTTPException) as error:
        _refuse("fetch.unreachable", file_name_of_url(address), url=address, problem=error)


def _what_is_wrong(error: HTTPError) -> str | None:
    """Return what a map service says in its answer of error; None where another site, or nothing, says so."""
    try:
        with error:
            head = error.read(_CHUNK)
    except (OSError, http.client.HTTPException):
        return None
    return exception_text(head, kind_of_head(head)) if head else None


@dataclass(frozen=True)
class _Download:
    """The limits of one download, and what its faults name."""

    url: str
    name: str
    longest_silence_s: float
    deadline: float
    longest_download_s: float
    largest_bytes: int

    def receive(self, response: http.client.HTTPResponse, target: Path, progress: Progress | None, marks: Marks) -> int:
        """Write the answer to ``target`` within the limits and return how many bytes it has."""
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() else None
        if total is not None and total > self.largest_bytes:
            _refuse("fetch.too_large", self.name, url=self.url, limit=self.largest_bytes)
        # A weak mark tells states apart that a person would, not bytes (RFC 9110, 8.8.1).
        which = marks.etag if marks.etag and not marks.etag.startswith("W/") else marks.last_modified
        with target.open("xb") as stream:
            done = self._pour(response, stream, 0, total, progress)
            for _ in range(MOST_RESUMED):
                if total is None or done >= total or not which:
                    break
                time.sleep(PAUSE_S)
                rest = {"Range": f"bytes={done}-", "If-Range": which}
                with _open(self.url, self.longest_silence_s, rest) as more:
                    begins = more.headers.get("Content-Range", "").partition("-")[0]
                    if more.status != _PART or begins != f"bytes {done}":
                        # The file is another by now, or the site sends no parts.
                        break
                    done = self._pour(more, stream, done, total, progress)
        # When reading in pieces, the library does not check the announced length.
        if total is not None and done < total:
            self._cut_short(done, total)
        return done

    def _pour(
        self,
        response: http.client.HTTPResponse,
        stream: BinaryIO,
        done: int,
        total: int | None,
        progress: Progress | None,
    ) -> int:
        """Write what comes, as far as it comes, and return how many bytes there are by now."""
        try:
            # One reception at a time: waiting for a full piece would let a site that trickles outlast the deadline.
            while chunk := response.read1(_CHUNK):
                done += len(chunk)
                if done > self.largest_bytes:
                    _refuse("fetch.too_large", self.name, url=self.url, limit=self.largest_bytes)
                if time.monotonic() > self.deadline:
                    _refuse("fetch.slow", self.name, url=self.url, seconds=f"{self.longest_download_s:g}")
                stream.write(chunk)
                if progress is not None:
                    progress(done, total, N_("downloading"))
        except TimeoutError:
            _refuse("fetch.slow", self.name, url=self.url, seconds=f"{self.longest_silence_s:g}")
        except (OSError, http.client.HTTPException):
            if total is None:
                self._cut_short(done, total)
        return done

    def _cut_short(self, done: int, total: int | None) -> NoReturn:
        _refuse("fetch.cut_short", self.name, found=done, expected="?" if total is None else total)


def _judge(raw: RawFile, expected: Collection[str] | None) -> None:
    kind = kind_of(raw)
    if kind == "web_page":
        _refuse("file.web_page", raw.name)
    if kind == "empty":
        _refuse("file.empty", raw.name)
    if expected is not None and kind not in expected:
        _refuse("file.unexpected", raw.name, found=kind, wanted=", ".join(sorted(expected)))


def _refuse(code: str, name: str, **parameters: object) -> NoReturn:
    raise Refused(
        [Fault(code, "error", file=name, parameters={key: str(value) for key, value in parameters.items()})]
    ) from None
