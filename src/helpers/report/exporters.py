"""nbconvert exporters: ``jupyter nbconvert --to helpers-html|helpers-pdf|helpers-typst notebooks/02_tenure.ipynb``.

One notebook gives its chapter; `from_notebooks` merges several into the whole report. The notebooks
must have been run: nothing is executed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nbconvert.exporters import Exporter
from traitlets import Unicode, default

from helpers.report.harvester import gather, harvest
from helpers.report.publication import load_publication


class ReportExporter(Exporter):
    """What the three exporters share: notebooks are gathered into an edition, which is then set."""

    config_file = Unicode("", help="report.toml of the publication; empty: the project's own.").tag(config=True)

    def publication(self):
        """The publication that the configured file describes, or the project's own."""
        return load_publication(Path(self.config_file) if self.config_file else None)

    def from_notebook_node(self, nb, resources=None, **options):
        """The chapter of one notebook. What it refers to in other notebooks is named by its id."""
        nb, resources = super().from_notebook_node(nb, resources, **options)
        name = resources.get("metadata", {}).get("name") or "notebook"
        edition = gather([(name, nb)], self.publication(), alone=True)
        resources["output_extension"] = self.file_extension
        return self.set_edition(edition, resources, whole=False), resources

    def from_notebooks(self, paths: Iterable[Path], resources=None):
        """The whole report of several executed notebooks."""
        resources = self._init_resources(resources)
        resources["output_extension"] = self.file_extension
        return self.set_edition(harvest(paths, publication=self.publication()), resources, whole=True), resources


class HtmlReportExporter(ReportExporter):
    """One self-contained HTML file."""

    export_from_notebook = "Report (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _extension(self):
        return ".html"

    def set_edition(self, edition, resources, *, whole: bool) -> str:
        """The edition as one HTML page."""
        from helpers.report.webpage import page

        return page(edition, whole=whole)


class TypstReportExporter(ReportExporter):
    """Typst source, with its figures, data and template as files beside it."""

    export_from_notebook = "Report (Typst)"
    output_mimetype = "text/x-typst"

    @default("file_extension")
    def _extension(self):
        return ".typ"

    def set_edition(self, edition, resources, *, whole: bool) -> str:
        """The edition as Typst source; the files beside it go into the outputs of `resources`."""
        from helpers.report.paper import typst_source

        source, files = typst_source(edition, whole=whole)
        resources["outputs"] = {f"./{name}": data for name, data in files.items()}
        return source


class PdfReportExporter(ReportExporter):
    """PDF/A-3a and PDF/UA-1."""

    export_from_notebook = "Report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _extension(self):
        return ".pdf"

    def set_edition(self, edition, resources, *, whole: bool) -> bytes:
        """The edition as the bytes of a PDF."""
        from helpers.report.paper import pdf_bytes

        return pdf_bytes(edition, whole=whole)
