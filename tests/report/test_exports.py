"""Files of an edition: complete, hashed, with rights and fonts inside, the same bytes every time."""

import hashlib
import io
import json
import re
import shutil
import subprocess

import bibtexparser
import pikepdf
import pytest
from lxml import etree
from PIL import Image

from helpers import exhibits
from helpers.errors import ExhibitError
from helpers.report import exports, inscribe
from helpers.report.redraw import figure_again, main_figure

FIGURE = "figures/fig-days"
SPACES = {"dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "svg": "http://www.w3.org/2000/svg"}


def test_every_recorded_file_is_there_with_its_hash(pages):
    for record in json.loads((pages / "figures.json").read_text()).values():
        for file in record["files"]:
            data = (pages / file["path"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])


def test_figure_record_is_complete(pages):
    record = json.loads((pages / "figures.json").read_text())["fig-days"]
    assert (record["kind"], record["number"], record["width_mm"], record["notebook"]) == ("figure", 1, 180, "02_tenure")
    assert record["sources"] == ["wikipedia-foreign-ministry"] and record["data"]["rows"] == 3
    assert record["data"]["sha256"] == hashlib.sha256((pages / f"{FIGURE}.csv").read_bytes()).hexdigest()
    assert {f["media_type"] for f in record["files"]} == {"image/svg+xml", "application/pdf", "image/png", "text/csv"}
    assert set(record["citation"]) == {"apa", "chicago", "bibtex", "ris", "csl", "latex", "markdown"}


def test_finding_record_has_numbers_range_and_lines(pages):
    record = json.loads((pages / "findings.json").read_text())["find-longest"]
    assert record["numbers"]["days"] == {"value": 2425, "unit": "days", "text": "2,425"}
    assert record["range"] == {"min": 2000, "max": 2425, "n": 96, "share_agree": 0.5, "mark": "depends on ho-dam-start", "moved_most": "ho-dam-start"}
    assert record["as_of"] == "2026-11-21" and record["reading_set"] == "document" and record["cell"] == "02_tenure-c05"
    assert record["lines"] == ["wikipedia-foreign-ministry:31", "wikipedia-foreign-ministry:30-32"]


def test_svg_is_well_formed_named_and_carries_its_rights(pages):
    tree = etree.parse(pages / f"{FIGURE}.svg")
    assert tree.find("svg:title", SPACES).text == "Days in office & <b>"
    assert tree.find(".//dc:rights//rdf:li", SPACES).text == "© 2026 The Two Ministries Project, CC BY-SA 4.0"
    assert "sha256:" in tree.find(".//dc:source", SPACES).text
    assert "font/woff2" in etree.tostring(tree).decode() and "일" in "".join(tree.getroot().itertext())


def test_pdf_of_a_figure_has_its_size_fonts_and_metadata(pages):
    with pikepdf.open(pages / f"{FIGURE}.pdf") as file:
        box = [float(v) for v in file.pages[0].MediaBox]
        assert box[2] / 72 * 25.4 == pytest.approx(180, abs=0.1)
        packet = file.Root.Metadata.read_bytes().decode()
        fonts = [set(f.DescendantFonts[0].FontDescriptor.keys()) for f in find_fonts(file)]
    assert "AltTextAccessibility" in packet and "CC BY-SA 4.0" in packet
    assert fonts and all("/FontFile2" in keys for keys in fonts)  # TrueType outlines, embedded


def find_fonts(file):
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font" and "/DescendantFonts" in o]


def test_png_has_300_ppi_and_its_texts(pages):
    picture = Image.open(pages / f"{FIGURE}.png")
    assert picture.size[0] == pytest.approx(180 / 25.4 * 300, abs=2)
    assert picture.info["dpi"][0] == pytest.approx(300, abs=0.1)
    assert picture.info["Copyright"].startswith("© 2026") and "x:xmpmeta" in picture.info["XML:com.adobe.xmp"]
    picture.verify()


def test_png_pixels_are_untouched():
    plain = io.BytesIO()
    Image.effect_mandelbrot((20, 20), (-2, -1, 1, 1), 20).save(plain, "png", dpi=(72, 72))
    marked = inscribe.inscribe_png(plain.getvalue(), "<x/>", {"Title": "박"}, ppi=300)
    assert Image.open(io.BytesIO(marked)).tobytes() == Image.open(plain).tobytes()
    assert Image.open(io.BytesIO(marked)).info["Title"] == "박"


def test_exported_cells_are_no_formulas(build, publication, tmp_path):
    import pandas as pd

    from helpers.report.harvester import gather

    frame = pd.DataFrame({"a": ["=HYPERLINK(1)", "@x"], "n": [-1, 2]})
    edition = gather([("a", build.notebook(lambda: exhibits.table("tbl-a", frame, title="T")))], publication, data_dir="-")
    exports.write_exhibits(edition, tmp_path)
    assert (tmp_path / "tables/tbl-a.csv").read_text() == "a,n\n'=HYPERLINK(1),-1\n'@x,2\n"


def test_references_hold_report_data_exhibits_sources_and_literature(pages):
    parsed = bibtexparser.loads((pages / "references.bib").read_text(), bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False))
    keys = [entry["ID"] for entry in parsed.entries]
    assert {"two-ministries", "two-ministries-data", "two-ministries-fig-days", "two-ministries-tbl-terms", "turnbull-1976"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_exhibits_written_twice_are_the_same_bytes(edition, pages, tmp_path):
    exports.write_exhibits(edition, tmp_path)
    for path in sorted(p for p in tmp_path.rglob("*") if p.is_file()):
        assert path.read_bytes() == (pages / path.relative_to(tmp_path)).read_bytes(), path.name


@pytest.fixture
def redrawable(pages, monkeypatch):
    """The published record names a drawing function that can be found."""
    from helpers.figures import style

    def draw_days(frame, *, width_mm=180):
        figure, axes = style.new_figure(width_mm, 40)
        axes.plot(frame["days_min"])
        return figure

    monkeypatch.setattr("helpers.report.redraw.redraw", lambda spec, csv, width_mm: draw_days(exhibits.tables.frame_from_csv(csv), width_mm=width_mm or 180))
    return pages


def test_figure_is_drawn_again_for_a_column(redrawable, tmp_path):
    path = main_figure("fig-days", width_mm=85, out=str(tmp_path), folder=redrawable)
    assert path.name == "fig-days-85mm.pdf"
    with pikepdf.open(path) as file:
        assert float(file.pages[0].MediaBox[2]) / 72 * 25.4 == pytest.approx(85, abs=0.1)


@pytest.mark.parametrize("figure_id, form, words", [
    ("fig-nothing", "pdf", "is not in this edition"), ("tbl-terms", "pdf", "is not a figure"), ("fig-days", "tiff", "Choose one of: pdf, svg, png"),
])
def test_redrawing_what_is_not_there_is_refused(pages, figure_id, form, words):
    with pytest.raises(ExhibitError, match=words):
        figure_again(figure_id, form=form, folder=pages)


def test_text_of_a_figure_is_text_in_its_pdf(pages):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", pages / f"{FIGURE}.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "박헌영" in re.sub(r"\s", "", text) and "As printed" in text


def test_labels_that_run_into_each_other_are_counted():
    from helpers.figures import style
    from helpers.report.redraw import count_collisions

    figure, axes = style.new_figure(85, 40)
    axes.set_axis_off()
    axes.text(0.2, 0.5, "one label")
    axes.text(0.2, 0.9, "far from it")
    assert count_collisions(figure) == 0
    axes.text(0.21, 0.5, "another on it")
    assert count_collisions(figure) == 1


def test_long_label_is_broken_at_a_narrow_width():
    from helpers.figures import style

    figure, axes = style.new_figure(85, 60)
    axes.set_xlabel("a label that says more than there is room for below the axis of a narrow figure in a journal")
    axes.set_title("Short")
    style.wrap_labels(figure)
    assert "\n" in axes.get_xlabel() and axes.get_title("left") == "Short"
    assert [style.legend_columns(style.new_figure(width, 40)[0], 4) for width in (180, 120, 85)] == [4, 3, 2]
