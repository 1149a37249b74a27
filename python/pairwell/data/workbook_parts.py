"""What a workbook's file holds, looked at before a reader gets it.

A file of a few kilobytes can name a cell in its last row and last column, or unpack to gigabytes.
So every part is unpacked once within bounds, the XML of the worksheets is gone through, and the
reader is given a copy of those very bytes.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
import zlib
from typing import NoReturn
from xml.parsers import expat

from pairwell import _core
from pairwell.data.faults import fault
from pairwell.data.shown import plural
from pairwell.data.workbook_cells import (
    MOST_CELLS,
    Handler,
    OdsCells,
    Worksheet,
    XlsxBook,
    XlsxCells,
    XlsxLinks,
    XlsxStrings,
)

MOST_BYTES = 256 * 1024 * 1024
_MOST_PARTS = 10_000

_XLSX = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_BEGIN = re.compile(rb"""<(?:[\w.-]+:)?sst\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ODS = "content.xml"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


class Workbook:
    """The parts of a workbook, as XLSX or ODS."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._parts = self._unpacked(data)
        if _XLSX in self._parts:
            self.kind = "xlsx"
            self.worksheets = self._in_xlsx()
        elif _ODS in self._parts and self._parts.get("mimetype", b"").startswith(_ODS_TYPE):
            self.kind = "ods"
            # The reader leaves these two out, and would join the words around them.
            for each in (b"<text:line-break/>", b"<text:tab/>"):
                self._parts[_ODS] = self._parts[_ODS].replace(each, b"<text:s/>")
            self.worksheets = self._in_ods()
        else:
            self._refuse("workbook", "The file is a ZIP archive, but no workbook in XLSX or ODS.")

    def whole(self) -> io.BytesIO:
        """The file that a reader is to have: what was looked at, and nothing else."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for part, data in self._parts.items():
                archive.writestr(zipfile.ZipInfo(part), data)
        packed.seek(0)
        return packed

    def look_at(self, worksheet: Worksheet) -> None:
        """Go through the cells of a worksheet of an XLSX file."""
        strings = XlsxStrings()
        if _STRINGS in self._parts:
            self._parse(_STRINGS, strings)
        cells = XlsxCells(worksheet, strings.lengths, self._broken)
        self._parse(worksheet.part, cells)
        self._bound([worksheet])
        # The reader refuses a workbook for an error that is newer than it, such as #SPILL!.
        data, pieces, done = self._parts[worksheet.part], [], 0
        for begin, end in cells.error_spans:
            pieces += [data[done : data.index(b">", begin) + 1], b"#N/A"]
            done = end
        self._parts[worksheet.part] = b"".join([*pieces, data[done:]])

    def _refuse(self, rule: str, message: str) -> NoReturn:
        _core.throw_if_errors("read_sheet", [fault(self._name, rule, message)])
        raise AssertionError(message)

    def _broken(self, why: str) -> NoReturn:
        self._refuse("workbook", f"The workbook is broken: {why}. Save it anew, or as CSV.")

    def _unpacked(self, data: bytes) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                wanted = [
                    info
                    for info in archive.infolist()
                    if info.filename.endswith((".xml", ".rels")) or info.filename == "mimetype"
                ]
                names = {info.filename.lower() for info in wanted}  # the reader knows no case
                if "xl/workbook.bin" in archive.namelist():
                    message = "The file is a binary workbook; save it as .xlsx or as CSV."
                    self._refuse("workbook", message)
                size = sum(info.file_size for info in wanted)
                if size > MOST_BYTES or len(wanted) > _MOST_PARTS:
                    self._refuse(
                        "size",
                        f"The workbook unpacks to {size:,} bytes in {plural(len(wanted), 'part')},"
                        f" where {MOST_BYTES:,} and {_MOST_PARTS:,} are the most; save the sheet"
                        " as CSV.",
                    )
                if len(names) < len(wanted):
                    self._broken("two of its parts have one name")
                parts = {_usual(info.filename): archive.read(info) for info in wanted}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            self._broken(str(error) or type(error).__name__)
        except RuntimeError:  # zipfile's word for a password
            self._refuse("workbook", "The workbook has a password; save it without one.")
        for part, text in parts.items():
            if b"\0" in text[:4] or text[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                self._broken(f"{part} is not UTF-8")
        if _STRINGS in parts:  # the reader makes room for as many strings as are promised
            parts[_STRINGS] = _STRINGS_BEGIN.sub(_without_promise, parts[_STRINGS])
        return parts

    def _parse(self, part: str, handler: Handler) -> None:
        if part not in self._parts:
            self._broken(f"it has no part {part}")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        handler.place = lambda: parser.CurrentByteIndex

        def declaration(version: str, encoding: str | None, standalone: int) -> None:
            if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
                self._broken(f"{part} is not UTF-8")

        def doctype(*_: object) -> None:
            self._broken(f"{part} declares a document type, which no workbook needs")

        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.XmlDeclHandler = declaration
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(self._parts[part], True)
        except expat.ExpatError as error:
            self._broken(f"{part}: {error}")

    def _bound(self, worksheets: list[Worksheet]) -> None:
        cells = sum(each.rows * each.columns for each in worksheets)
        if cells > MOST_CELLS:
            widest = max(worksheets, key=lambda each: each.rows * each.columns)
            self._refuse(
                "size",
                f"Worksheet '{widest.name}' goes on to row {widest.rows:,} and column"
                f" {widest.columns:,}, which makes {cells:,} cells where {MOST_CELLS:,} are the"
                " most; delete what stands far from the table, or save the table as CSV.",
            )

        characters = sum(each.characters for each in worksheets)
        if characters > MOST_BYTES:
            self._refuse(
                "size",
                f"The cells of the workbook have {characters:,} characters, where {MOST_BYTES:,}"
                " are the most; look for a long text that stands in many cells.",
            )

    def _in_xlsx(self) -> list[Worksheet]:
        book, links = XlsxBook(), XlsxLinks()
        self._parse(_XLSX, book)
        self._parse("xl/_rels/workbook.xml.rels", links)
        for each in book.worksheets:
            kind, target = links.targets.get(each.part, ("", ""))
            each.part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if not kind.endswith("/worksheet"):
                each.part = ""
        return [each for each in book.worksheets if each.part]

    def _in_ods(self) -> list[Worksheet]:
        cells = OdsCells(self._broken)
        self._parse(_ODS, cells)
        self._bound(cells.worksheets)
        return cells.worksheets


def _usual(part: str) -> str:
    return _STRINGS if part.lower() == _STRINGS.lower() else part


def _without_promise(begin: re.Match[bytes]) -> bytes:
    return begin[0].replace(b"uniqueCount", b"promised")
