"""Prints what pdfplumber sees in PDF files, as JSON: a list with one entry per file named on the command line."""

import json
import sys

import pdfplumber
from pdfminer.pdftypes import resolve1


def number(value):
    return round(float(value), 3)


def char(page, one):
    return {
        "text": one["text"],
        "x0": number(one["x0"]),
        "x1": number(one["x1"]),
        "base": number(float(page.height) - one["matrix"][5]),
        "size": number(one["size"]),
        "font": one["fontname"].split("+")[-1],
        "colour": [number(part) for part in (one["non_stroking_color"] or [])],
    }


def shape(one):
    return {
        "x0": number(one["x0"]),
        "x1": number(one["x1"]),
        "top": number(one["top"]),
        "bottom": number(one["bottom"]),
        "colour": [number(part) for part in (one["stroking_color"] or [])],
    }


def embedded(font):
    """Whether a font's file is in the PDF."""
    font = resolve1(font)
    below = resolve1(font.get("DescendantFonts"))
    descriptor = resolve1(resolve1(below[0] if below else font).get("FontDescriptor")) or {}
    return any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))


def archive(pdf):
    """What PDF/A-2b wants of the file as a whole."""
    catalog = pdf.doc.catalog
    intents = [resolve1(one) for one in resolve1(catalog.get("OutputIntents")) or []]
    fonts = [
        font
        for page in pdf.pages
        for font in (resolve1(resolve1(page.page_obj.resources).get("Font")) or {}).values()
    ]
    trailer = pdf.doc.xrefs[0].trailer
    return {
        "xmp": resolve1(catalog["Metadata"]).get_data().decode("utf-8") if "Metadata" in catalog else "",
        "intents": [str(one.get("S")) for one in intents if "DestOutputProfile" in one],
        "embedded": bool(fonts) and all(embedded(font) for font in fonts),
        "encrypted": "Encrypt" in trailer,
        "id": "ID" in trailer,
        "scripts": "JavaScript" in str(catalog) or "OpenAction" in catalog,
    }


def read(path):
    with pdfplumber.open(path) as pdf:
        pages = [
            {
                "width": number(page.width),
                "height": number(page.height),
                "chars": [char(page, one) for one in page.chars],
                "rules": [shape(one) for one in page.lines],
                "rects": [shape(one) for one in page.rects],
            }
            for page in pdf.pages
        ]
        return {"pages": pages, "archive": archive(pdf)}


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
