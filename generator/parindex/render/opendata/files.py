"""Which files the open data have, and what is in each of them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from parindex import __version__
from parindex.model.repository import CycleResult, Repository
from parindex.model.roster import CycleKind
from parindex.render.opendata.jsontext import json_bytes
from parindex.render.opendata.recipe import READD, READD_NAME
from parindex.render.opendata.results import results_pieces
from parindex.render.opendata.schema import RESULTS_SCHEMA
from parindex.render.opendata.tables import LEAF_COLUMNS, csv_bytes, results_csv, safe_csv
from parindex.render.opendata.texts import DATA_LANG, LICENCE, LICENCE_TEXT, README
from parindex.render.opendata.units import UnitData, UnitDataWriter, traces_of
from parindex.render.urls import DATA_ROOT, cycle_data
from parindex.render.waiting import text_of


def cycle_files(
    cycle: CycleResult, published_csv: bytes | None, data: Mapping[str, UnitData] | None = None
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of one cycle, in pieces; `data` are the parts of its units where they have been written before."""
    folder = cycle_data(*cycle.key)
    if cycle.cycle.kind is CycleKind.PUBLISHED:
        if published_csv is not None:
            yield f"{folder}/published.csv", iter([safe_csv(published_csv)])
        return
    if data is None:
        writer = UnitDataWriter(cycle)
        data = {result.unit.id: writer.written(result, traces_of(result, DATA_LANG)) for result in cycle.units}
    yield f"{folder}/results.json", results_pieces(cycle, {unit: entry.json for unit, entry in data.items()})
    yield f"{folder}/results.csv", iter([results_csv(cycle)])
    rows = (text_of(data[result.unit.id].rows) for result in cycle.units)
    yield f"{folder}/leaves.csv", chain([csv_bytes([name for name, _, _ in LEAF_COLUMNS], iter(()))], rows)


def common_files() -> Iterator[tuple[str, bytes]]:
    """Schemas, README and licence."""
    yield f"{DATA_ROOT}/schemas/results.schema.json", json_bytes(RESULTS_SCHEMA)
    yield f"{DATA_ROOT}/README.md", README.encode()
    yield f"{DATA_ROOT}/LICENSE.txt", LICENCE_TEXT.encode()
    yield f"{DATA_ROOT}/{READD_NAME}", READD.encode()


def checksums(digests: Mapping[str, str], folder: str) -> bytes:
    """`SHA256SUMS` of files in a folder, as `sha256sum -c` reads it."""
    lines = [f"{digest}  {path.removeprefix(folder + '/')}\n" for path, digest in sorted(digests.items())]
    return "".join(lines).encode()


def index(repository: Repository, paths: Iterable[str], engine_id: str) -> dict[str, Any]:
    """All programmes and cycles with their files, of those that have been written; and by which program."""
    known = sorted(path.removeprefix(DATA_ROOT + "/") for path in paths)
    return {
        "version": 1,
        "engine": __version__,
        "engine_id": engine_id,
        "licence": LICENCE,
        "programmes": [
            {
                "id": programme.id,
                "name": programme.name,
                "sample": programme.sample,
                "files": [path for path in known if path.startswith(f"{programme.id}/years.")],
                "cycles": [
                    {
                        "id": cycle.cycle.id,
                        "kind": cycle.cycle.kind.value,
                        "files": [path for path in known if path.startswith(f"{programme.id}/{cycle.cycle.id}/")],
                    }
                    for cycle in repository.cycles
                    if cycle.programme.id == programme.id
                ],
            }
            for programme in repository.programmes.values()
        ],
    }
