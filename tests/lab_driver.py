"""A real JupyterLab in a copy of the project, and a reader with a real browser in front of it."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from helpers import paths, project

CHROMIUM = next(filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))), "")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
LEFT_BEHIND = (".git", ".venv", ".staging", "build", "__pycache__", ".pytest_cache", ".ipynb_checkpoints", "node_modules")
LONGEST = 600       # seconds a notebook may take
DRAWING = 20        # seconds a widget may take to be drawn
START = 90          # seconds JupyterLab may take to start, and a page to open
STEP = 0.3
VIEW = {"width": 1400, "height": 1000}

# What stands in a cell that is not drawn as it should be; the last is the text of a widget that was not drawn at all.
BROKEN = (
    "Error displaying widget", "Javascript Error", "JavaScript Error", "Loading widget...", "Loading ITables", "Error rendering output",
    "renderer has not been properly enabled", "Error loading script", "Failed to load model", "Model not found", "require is not defined", "VBox(children=",
)
STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget, kernel = panel.sessionContext.session?.kernel;
  const cells = [...panel.content.model.cells].filter(c => c.type === 'code' && c.sharedModel.getSource().trim());
  const outputs = cells.flatMap(c => c.outputs.toJSON().map(o => ({cell: c.id, ...o})));
  return {
    status: kernel?.status ?? 'none', cells: cells.length,
    unrun: cells.filter(c => c.executionCount === null).map(c => c.id),
    errors: outputs.filter(o => o.output_type === 'error').map(o => [o.cell, o.ename, o.evalue]),
    stderr: outputs.filter(o => o.name === 'stderr').map(o => [o.cell, [].concat(o.text).join('')]),
  };
}"""
# Children and outputs stand in the same order; an output with a widget or an exhibit must not be drawn as its plain text.
LOOK = """i => {
  const cell = window.jupyterapp.shell.currentWidget.content.widgets[i], drawn = [];
  const children = [...cell.node.querySelectorAll('.jp-Cell-outputArea > .jp-OutputArea-child')];
  (cell.model.outputs?.toJSON() ?? []).forEach((output, j) => {
    const rich = Object.keys(output.data ?? {}).filter(m => /^(application\\/vnd\\.|text\\/html|text\\/markdown|image\\/)/.test(m));
    const shown = children[j]?.querySelector(':scope > .jp-OutputArea-output');
    if (rich.length && shown?.dataset.mimeType === 'text/plain') drawn.push('drawn as plain text: ' + rich.join(', '));
  });
  const texts = [...cell.node.querySelectorAll('.jp-OutputArea-output')].map(n => n.innerText).join('\\n');
  const widgets = cell.node.querySelectorAll('.jupyter-widgets, .anywidget').length;
  return {id: cell.model.id, drawn, texts, widgets};
}"""
# A cell out of sight is taken out of the page; one just scrolled to comes back a moment later.
THERE = """i => {
  const cell = window.jupyterapp.shell.currentWidget.content.widgets[i], drawn = cell.node.querySelectorAll('.jp-Cell-outputArea > .jp-OutputArea-child');
  return cell.node.isConnected && drawn.length >= (cell.model.outputs?.length ?? 0);
}"""
READY = "() => window.jupyterapp?.shell?.currentWidget?.content?.model?.cells && window.jupyterapp.shell.currentWidget.context?.isReady"
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
CLEAR = "() => { for (const c of window.jupyterapp.shell.currentWidget.content.model.cells) if (c.type === 'code') c.clearExecution(); }"
GO_TO = "async i => { const n = window.jupyterapp.shell.currentWidget.content; n.activeCellIndex = i; await n.scrollToItem(i, 'start'); }"
INDEX_OF = "text => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(w => w.model.type === 'code' && w.model.sharedModel.getSource().includes(text))"
WRITE = "([i, source]) => window.jupyterapp.shell.currentWidget.content.widgets[i].model.sharedModel.setSource(source)"
READ = "i => window.jupyterapp.shell.currentWidget.content.widgets[i].model.sharedModel.getSource()"
COUNT = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"


def copy_project(folder):
    """A copy of the project in `folder`: JupyterLab saves by itself, and the first notebook writes tables."""
    root = folder / "project"
    shutil.copytree(paths.ROOT, root, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    return root


@contextmanager
def serve(root, folder):
    """``make lab`` on `root`, with settings and sessions of its own; yields its address and its token."""
    own = {name: str(folder / name.lower()) for name in (*project.SCRATCH_VARIABLES, "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "helpers", "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}", "--allow-root", "--expose-app-in-browser",
    ]
    environment = {k: v for k, v in os.environ.items() if k != "HELPERS_STATIC"} | own | {"HELPERS_ROOT": str(root)}
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=root, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(lambda: _answers(f"http://127.0.0.1:{port}/api/status?token={token}"), START, lambda: (folder / "server.log").read_text(errors="replace"))
        yield f"http://127.0.0.1:{port}", token
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _answers(address):
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False


def wait_for(condition, seconds, complaint=lambda: ""):
    """Ask until `condition` holds; AssertionError with the complaint when time is over."""
    end = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < end, f"not within {seconds} seconds: {complaint()}"
        time.sleep(STEP)
    return answer


class Reader:
    """Somebody at a browser: every page opened is watched for requests that leave this machine."""

    def __init__(self, context, base, token, pictures: Path):
        self.context, self.base, self.token, self.pictures = context, base, token, pictures
        self.abroad = []
        context.route("**/*", self._watch)

    def _watch(self, route):
        address = urlsplit(route.request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            self.abroad.append(route.request.url)
            return route.abort()
        return route.continue_()

    def open_page(self, path="/"):
        page = self.context.new_page()
        page.goto(f"{self.base}{path}{'&' if '?' in path else '?'}token={self.token}", timeout=1000 * START)
        return page

    def open_notebook(self, name):
        """The notebook opened by its address, its kernel idle, in a workspace of its own."""
        return Notebook(self.open_page(f"/lab/workspaces/{name}/tree/{quote(f'notebooks/{name}.ipynb')}?reset"), name, self.pictures)


class Notebook:
    """One notebook in the browser."""

    def __init__(self, page, name, pictures):
        self.page, self.name, self.pictures, self.taken = page, name, pictures, 0
        self.widgets, self.broken = 0, []
        page.wait_for_function(READY, timeout=1000 * START)
        page.wait_for_function(IDLE, timeout=1000 * START)

    def picture(self, what=""):
        self.taken += 1
        self.page.screenshot(path=self.pictures / f"{self.name}.{self.taken:02d}{'-' if what else ''}{what}.png")

    def run_all(self):
        """Run ▸ Run All Cells from the menu, on cleared cells; the state when the kernel has come to rest."""
        self.page.evaluate(CLEAR)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        state = wait_for(self._rest, LONGEST, lambda: self.page.evaluate(STATE))
        time.sleep(1)
        return self.page.evaluate(STATE) | {"seen": state["cells"]}

    def _rest(self):
        state = self.page.evaluate(STATE)
        assert state["status"] not in ("dead", "unknown", "restarting", "autorestarting"), f"{self.name}: the kernel is {state['status']}"
        return state if state["errors"] or (not state["unrun"] and state["status"] == "idle") else None

    def look_through(self, every=2):
        """Visit each cell, as cells out of sight are not drawn; note what is broken and take pictures."""
        total = self.page.evaluate(COUNT)
        for i in range(total):
            self.go_to(i)
            seen, broken = self._settled(i)
            self.widgets += seen["widgets"]
            self.broken += [(seen["id"], text) for text in broken]
            if i % every == 0 or i == total - 1 or seen["widgets"]:
                self.picture(seen["id"])

    def _settled(self, index):
        """What cell `index` shows and what is broken in it, once nothing is or the time to draw it is over."""
        end = time.monotonic() + DRAWING
        while True:
            seen = self.page.evaluate(LOOK, index)
            broken = [*seen["drawn"], *(text for text in BROKEN if text in seen["texts"])]
            if not broken or time.monotonic() > end:
                return seen, broken
            time.sleep(STEP)

    def go_to(self, index):
        """Scroll to the cell and wait until it stands in the page with as many outputs as it has."""
        self.page.evaluate(GO_TO, index)
        self.page.wait_for_function(THERE, arg=index)

    def cell_with(self, text):
        """Scroll to the first code cell whose source has `text`; where it stands on the page."""
        index = self.page.evaluate(INDEX_OF, text)
        assert index >= 0, f"{self.name} has no code cell with {text!r}"
        self.go_to(index)
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')

    def rewrite(self, text, old, new):
        """Replace `old` by `new` in the first code cell that has `text`."""
        index = self.page.evaluate(INDEX_OF, text)
        source = self.page.evaluate(READ, index)
        assert old in source
        self.page.evaluate(WRITE, [index, source.replace(old, new)])

    def output(self, text):
        """Words below the first code cell whose source has `text`, folded ones too."""
        return self.cell_with(text).locator(".jp-OutputArea-output").all_text_contents()
