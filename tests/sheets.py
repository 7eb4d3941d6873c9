"""The pages of a PDF as words in their places, as pdftotext gives them."""

import re
import shutil
import subprocess

import pytest

HEIGHT_PT = 842
FOOT_PT = HEIGHT_PT - 24 / 25.4 * 72    # the bottom margin begins here
SLACK_PT = 4                            # boxes of words hold some air below the letters
LEAST, LEAST_LAST = 0.4, 0.2            # of a page's height, and of the last one's: so far down its words go at least


def read_sheets(paper):
    """For each page of the file its words as (top, bottom, text), in points from the top of the page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-bbox", paper, "-"], capture_output=True, text=True, check=True).stdout
    word = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<')
    return [[(float(top), float(bottom), words) for top, bottom, words in word.findall(page)] for page in re.split(r"<page ", text)[1:]]


def nearly_empty(sheets):
    """The pages whose words end above `LEAST` of their height (`LEAST_LAST` on the last): number → points from the top, the page number aside."""
    lowest = {n: max((bottom for _, bottom, _ in page if bottom <= FOOT_PT + SLACK_PT), default=0) for n, page in enumerate(sheets, 1)}
    return {n: points for n, points in lowest.items() if points < (LEAST if n < len(sheets) else LEAST_LAST) * HEIGHT_PT}
