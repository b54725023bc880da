#!/usr/bin/env python3
"""What is in a workbook, a line for each cell: sheet, cell, type, text."""
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main(path):
    book = zipfile.ZipFile(path)
    assert book.testzip() is None
    for info in book.infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0), info.date_time
    names = tree.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets")
    for number, sheet in enumerate(names, 1):
        root = tree.fromstring(
            book.read("xl/worksheets/sheet%d.xml" % number))
        name = sheet.get("name")
        pane = root.find(".//" + MAIN + "pane")
        print(name, "frozen", pane.get("state"), pane.get("ySplit"), sep="\t")
        found = root.find(MAIN + "autoFilter")
        print(name, "filter", "", found.get("ref") if found is not None else "",
              sep="\t")
        for cell in root.iter(MAIN + "c"):
            text = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
            value = cell.find(MAIN + "v")
            kind = cell.get("t", "number")
            if cell.find(MAIN + "f") is not None:
                kind = "formula"
            if value is not None:
                text = value.text
            text = re.sub(
                "_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
            print(name, cell.get("r"), kind, repr(text)[1:-1], sep="\t")
        for link in root.iter(MAIN + "hyperlink"):
            print(name, link.get("ref"), "link", link.get(LINK), sep="\t")
        for bad in re.findall(
                rb'(?<!version)="-?[0-9]+\.[0-9]+"',
                book.read("xl/worksheets/sheet%d.xml" % number)):
            print(name, "fraction", "", bad, sep="\t")


main(sys.argv[1])
