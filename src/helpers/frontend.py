"""Is somebody there to click? Interactive cells ask here and show something still where nobody is."""

from __future__ import annotations

import os


def has_frontend() -> bool:
    """Whether this kernel was started by a Jupyter server for a notebook that is open in a browser.

    The server names the session in the kernel's environment; papermill, nbval and nbconvert do not.
    ``HELPERS_STATIC=1`` says no in any case.
    """
    return bool(os.environ.get("JPY_SESSION_NAME")) and not os.environ.get("HELPERS_STATIC")
