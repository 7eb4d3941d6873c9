"""Who made a figure, from what, under which licence: written inside its SVG, PDF and PNG files."""

from __future__ import annotations

import html
import io
import struct
import zlib

from helpers.report.edition import Exhibit
from helpers.report.publication import Publication

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


def rdf(exhibit: Exhibit, publication: Publication) -> str:
    """Dublin Core, rights and the alternative text of one figure as RDF/XML."""
    def one(tag: str, value: str) -> str:
        return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{html.escape(value)}</rdf:li></rdf:Alt></{tag}>'

    def several(tag: str, values) -> str:
        return f"<{tag}><rdf:Seq>{''.join(f'<rdf:li>{html.escape(v)}</rdf:li>' for v in values)}</rdf:Seq></{tag}>"

    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
    source = f"{exhibit.id}.csv sha256:{exhibit.data_sha256}"
    parts = (
        one("dc:title", exhibit.title), one("dc:description", exhibit.spec["caption"]), one("dc:rights", publication.rights),
        several("dc:creator", publication.authors), several("dc:date", [publication.day.isoformat()]),
        f"<dc:identifier>{html.escape(identifier(exhibit, publication))}</dc:identifier>",
        f"<dc:source>{html.escape(source)}</dc:source>", f"<dc:language><rdf:Bag><rdf:li>{publication.language}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{publication.day.isoformat()}T00:00:00Z</xmp:CreateDate>",
        "<xmpRights:Marked>True</xmpRights:Marked>",
        f"<xmpRights:WebStatement>{publication.licence_url}</xmpRights:WebStatement>",
        f'<cc:license rdf:resource="{publication.licence_url}"/>',
        one("Iptc4xmpCore:AltTextAccessibility", exhibit.spec["alt"]),
    )
    return f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" {spaces}>{"".join(parts)}</rdf:Description></rdf:RDF>'


def identifier(exhibit: Exhibit, publication: Publication) -> str:
    """The address of an exhibit, or its permanent id in this version where there is no address."""
    return f"{publication.link}#{exhibit.id}" if publication.link else f"{publication.slug}/{publication.version}#{exhibit.id}"


def xmp(exhibit: Exhibit, publication: Publication) -> str:
    """The same record as an XMP packet."""
    inside = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf(exhibit, publication)}</x:xmpmeta>'
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{inside}<?xpacket end="w"?>'


def inscribe_pdf(pdf: bytes, packet: str) -> bytes:
    """`pdf` with an XMP packet; the same bytes for the same input."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.Root.Metadata = pikepdf.Stream(file, packet.encode(), {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML})
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def inscribe_png(png: bytes, packet: str, texts: dict[str, str], *, ppi: int) -> bytes:
    """`png` with its resolution, texts and an XMP packet, the pixels untouched.

    The chunks stand right after the header (PNG specification, 11.3).
    """
    texts = {**texts, "XML:com.adobe.xmp": packet}
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", round(ppi / 0.0254), round(ppi / 0.0254), 1))]
    chunks += [_chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + text.encode()) for key, text in texts.items()]
    header = 8 + 25
    kept = _without(png[header:], b"pHYs")
    return png[:header] + b"".join(chunks) + kept


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _without(chunks: bytes, kind: bytes) -> bytes:
    kept, at = [], 0
    while at < len(chunks):
        size = struct.unpack(">I", chunks[at:at + 4])[0] + 12
        kept += [chunks[at:at + size]] if chunks[at + 4:at + 8] != kind else []
        at += size
    return b"".join(kept)
