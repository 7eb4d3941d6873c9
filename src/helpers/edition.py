"""Where an edition lives, who may write it, and how a new one takes the place of the old one.

An edition is a set of files under a base folder. A new one is staged beside the old one, and a journal
is written before the first file moves. Whatever happens in between, the next run finds the journal
and finishes the swap, or finds none and clears the staged files away: it is the old edition or the new
one, never a mixture that stays.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import ParameterError, RunError

STAGING = ".staging"            # beside the edition, so that a rename never crosses file systems
JOURNAL = "journal.json"
MARKER = ".helpers-edition"     # says that a folder outside the project is ours to write
SOURCE_FOLDERS = ("data", "notebooks", "reports", "src", "tests", ".git", ".venv", ".ci")
OWNED = (                       # what an earlier edition may have left and a new one takes away
    "data/processed/*.csv", "data/processed/datapackage.json", "reports/figures/fig-*", "reports/tables/tbl-*",
)


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock at `path`; RunError, naming the holder, where another run has it.

    The operating system frees it when its holder ends, however that ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise RunError(f"another run (process {holder}) is at work on this edition. Wait until it ends, then run again.") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def check_output_folder(out: str | Path, root: Path) -> Path:
    """The folder `out`, resolved, when an edition may be written there.

    Raises
    ------
    ParameterError
        When `out` holds the project or is one of its source folders, is a file, or is a folder with
        files that no edition of ours put there.
    """
    if "\0" in str(out) or not str(out).strip():
        raise ParameterError(f"output folder {str(out)!r} is not a path. Name a folder that is new or empty.")
    base, root = Path(out).expanduser().resolve(), root.resolve()
    taken = [root / name for name in SOURCE_FOLDERS]
    if base == root or base in root.parents or any(base == t or t in base.parents for t in taken):
        raise ParameterError(f"output folder {base} holds sources of the project. Name a folder that is new or empty.")
    if base.exists() and not base.is_dir():
        raise ParameterError(f"output folder {base} is a file. Name a folder that is new or empty.")
    if base.is_dir() and any(base.iterdir()) and not (base / MARKER).is_file():
        raise ParameterError(f"output folder {base} holds files that are not an edition. Name a folder that is new or empty.")
    return base


def claim(base: Path) -> None:
    """Make the folder `base` and mark it as one that holds editions."""
    try:
        base.mkdir(parents=True, exist_ok=True)
        (base / MARKER).write_text("This folder is written by the project's runs.\n", encoding="utf-8")
    except OSError as failure:
        raise RunError(f"output folder {base} cannot be written: {failure.strerror}. Free it, or name another.") from None


def edition_files(folder: Path) -> list[str]:
    """The files of the edition under `folder`, as paths relative to it, sorted."""
    found = [p for part in ("data/processed", "notebooks", "reports") for p in (folder / part).rglob("*")]
    return sorted(p.relative_to(folder).as_posix() for p in found if p.is_file())


def differing(source: Path, base: Path, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Which of `names` differ between `source` and `base`, and which files of `base` no longer belong."""
    names = list(names)
    changed = [name for name in names if not same_content(source / name, base / name)]
    old = {p.relative_to(base).as_posix() for pattern in OWNED for p in base.glob(pattern) if p.is_file()}
    return changed, sorted(old - set(names))


def same_content(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes; a missing one equals nothing."""
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def publish(source: Path, base: Path, names: Iterable[str]) -> list[str]:
    """Make the files `names` of `source` the edition at `base`, wholly or not at all.

    Returns the names that changed. Raises RunError, with the old edition in place, where that fails.
    """
    changed, gone = differing(source, base, names)
    if not changed and not gone:
        return []
    staging = base / STAGING
    try:
        check_inside(base, changed + gone)
        stage(source, base, changed, gone)
    except OSError as failure:
        shutil.rmtree(staging, ignore_errors=True)
        raise RunError(f"the new edition could not be staged: {failure}. What was published before is untouched.") from None
    try:
        swap(base)
    except OSError as failure:
        take_back(base, failure)
        raise RunError(f"the new edition could not be put in place: {failure}. What was published before is untouched.") from None
    return changed + gone


def check_inside(base: Path, names: Iterable[str]) -> None:
    """Raise RunError where a link would lead a file of the edition out of `base`."""
    inside = base.resolve()
    for folder in sorted({(base / name).parent for name in names}):
        if not folder.resolve().is_relative_to(inside):
            raise RunError(f"{folder} leads out of {inside}. Replace the link by a folder.")


def stage(source: Path, base: Path, changed: list[str], gone: list[str]) -> None:
    """Copy the changed files beside the edition, keep the old ones, and write the journal last."""
    staging = base / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    for name in changed:
        copy(source / name, staging / "new" / name)
    for name in changed + gone:
        if (base / name).is_file():
            keep(base / name, staging / "old" / name)
    journal = {"put": {name: digest(staging / "new" / name) for name in changed}, "remove": gone}
    draft = staging / f"{JOURNAL}.draft"
    draft.write_text(json.dumps(journal, indent=1), encoding="utf-8")
    os.replace(draft, staging / JOURNAL)


def swap(base: Path) -> None:
    """Do what the journal at `base` says; what is done already is passed over."""
    staging = base / STAGING
    journal = read_journal(staging)
    for name in journal["put"]:
        new, place = staging / "new" / name, base / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if new.exists():
            os.replace(new, place)
    for name in journal["remove"]:
        (base / name).unlink(missing_ok=True)
    (staging / JOURNAL).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def take_back(base: Path, reason: OSError) -> None:
    """Undo a swap that failed; where even that fails, say that the next run will finish it."""
    try:
        undo(base)
    except OSError as failure:
        raise RunError(f"the new edition is half in place ({reason}; {failure}). Make {base} writable and run again: "
                       "the next run finishes it.") from None


def undo(base: Path) -> None:
    """Put the old files back where a swap failed."""
    staging = base / STAGING
    journal = read_journal(staging)
    for name in [*journal["put"], *journal["remove"]]:
        old = staging / "old" / name
        if old.exists() and not same_content(old, base / name):
            os.replace(old, base / name)
        elif not old.exists() and (base / name).exists():
            (base / name).unlink()
    (staging / JOURNAL).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def repair(base: Path) -> bool:
    """Finish or take back what an interrupted run left at `base`; whether there was anything."""
    staging = base / STAGING
    if not staging.is_dir():
        return False
    try:
        if (staging / JOURNAL).is_file():
            swap(base) if is_whole(base) else undo(base)
        shutil.rmtree(staging)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError) as failure:
        raise RunError(f"an interrupted run left {staging} and it cannot be finished: {failure}. "
                       "Make the folder writable, or remove it, then run again.") from None
    return True


def is_whole(base: Path) -> bool:
    """Whether every file of the journal is still staged, or in place already, as it was written."""
    put = read_journal(base / STAGING)["put"]
    places = [[base / STAGING / "new" / name, base / name] for name in put]
    return all(
        wanted in {digest(place) for place in pair if place.is_file()} for wanted, pair in zip(put.values(), places)
    )


def read_journal(staging: Path) -> dict:
    """The journal of a swap: the digests of the files to put in place by name, and the names to remove."""
    return json.loads((staging / JOURNAL).read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    """The digest of a file's content."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def copy(source: Path, target: Path) -> None:
    """Copy the content of a file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def keep(source: Path, target: Path) -> None:
    """Keep a file under a second name, so that replacing the first loses nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
