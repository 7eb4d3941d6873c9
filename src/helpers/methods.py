"""Choices of method: what could be done otherwise though the print is clear.

They stand beside the readings, are chosen and traced like them, and have the same shape as a block of
``data/readings.toml``; but no printed line decides on them, so all reading sets choose alike.
"""

METHODS = {
    "method-coding": {
        "question": "Which lengths stand for a tenure whose dates leave it open?",
        "why": "Bounds claim no more than the print; one number for each tenure is what other collections give.",
        "alternatives": {
            "bounds": {"meaning": "Both ends are carried through, and what they leave open stays open."},
            "early": {"meaning": "The shortest length that the dates allow."},
            "mid": {"meaning": "The whole day halfway between the shortest and the longest; the shortest where no longest is known."},
            "late": {"meaning": "The longest length that the dates allow; the shortest where no longest is known."},
        },
    },
    "method-median": {
        "question": "How is a median tenure taken from lengths of which some are not over?",
        "why": "Counting what certainly and what possibly lasted longer needs no model and no estimate.",
        "alternatives": {
            "counting": {"meaning": "From the numbers of tenures that certainly and that possibly lasted longer."},
            "product-limit": {"meaning": "By Kaplan and Meier's product limit over the shortest and over the longest lengths."},
            "mixture": {"meaning": "By the nonparametric maximum likelihood estimate for intervals."},
        },
    },
}
