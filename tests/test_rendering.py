"""Drawings made into files: what is rounded and numbered in their SVG."""

from helpers import rendering


def test_tidy_svg_rounds_coordinates_but_no_text():
    svg = '<?xml version="1.0"?><svg><path d="M 1.23456 -0.0004L2.5 3e2" id="p1.99999"/><text>3.14159</text></svg>'
    assert rendering.tidy_svg(svg, "fig-a") == '<svg><path d="M 1.23 0L2.5 3e2" id="p1.99999"/><text>3.14159</text></svg>\n'


def test_ids_that_matplotlib_makes_are_numbered_in_order():
    svg = '<defs><clipPath id="pa39c317513"/><path id="m0123456789"/></defs><g id="row-3" clip-path="url(#pa39c317513)"><use xlink:href="#m0123456789"/>p0123abcdef</g>'
    assert rendering.tidy_svg(svg, "fig-a") == (
        '<defs><clipPath id="p1-fig-a"/><path id="m2-fig-a"/></defs><g id="row-3" clip-path="url(#p1-fig-a)">'
        '<use xlink:href="#m2-fig-a"/>p0123abcdef</g>\n'
    )
