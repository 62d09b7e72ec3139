"""Where the files that ship with the package lie: schemas, site sources, the site engine's settings."""

from pathlib import Path


def share_folder() -> Path:
    """The folder with `schema/`, `site/` and `mkdocs.yml`: inside an installed package, else the checkout's top."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_share"
    return installed if installed.is_dir() else package.parents[1]
