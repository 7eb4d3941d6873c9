"""The report: executed notebooks are harvested into an edition, and the edition is printed, put on a page and exported.

`harvest` → `write_exhibits`, `write_html`, `write_pdf`; each writes alone and can run beside the others.
"""

from __future__ import annotations


def harvest(*arguments, **options):
    """See `helpers.report.harvester.harvest`."""
    from helpers.report.harvester import harvest as run

    return run(*arguments, **options)


def write_exhibits(edition, folder) -> None:
    """See `helpers.report.exports.write_exhibits`."""
    from helpers.report.exports import write_exhibits as run

    run(edition, folder)


def write_html(edition, path) -> None:
    """See `helpers.report.webpage.write_html`."""
    from helpers.report.webpage import write_html as run

    run(edition, path)


def write_pdf(edition, path) -> None:
    """See `helpers.report.paper.write_pdf`."""
    from helpers.report.paper import write_pdf as run

    run(edition, path)
