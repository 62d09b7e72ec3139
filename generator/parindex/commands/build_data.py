"""Writes the open data of a site: tables, their descriptions, archives, checksums."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.repository import CycleResult
from parindex.model.roster import CycleKind
from parindex.publish.bundle import write_zip
from parindex.publish.parquet import write_parquet
from parindex.publish.writer import write_file, write_pieces
from parindex.render import urls
from parindex.render.citing import citation, dataset, readme
from parindex.render.datapackage import Table, data_package
from parindex.render.opendata.files import checksums, common_files, cycle_files, index
from parindex.render.opendata.jsontext import json_bytes
from parindex.render.opendata.tables import LEAF_COLUMNS, RESULT_COLUMNS, results_csv
from parindex.render.opendata.texts import DATA_LANG, LICENCE_TEXT
from parindex.render.stock import Stock
from parindex.render.years import years_files

_TABLES = {"results.csv": RESULT_COLUMNS, "leaves.csv": LEAF_COLUMNS}


def write_data(stock: Stock, made: Path) -> None:
    """Writes all of `data/v1` into the folder of a site."""
    writer = _Writer(stock, made)
    for path, data in common_files():
        writer.put(path, [data])
    for cycle in stock.repository.cycles:
        writer.cycle(cycle)
    numbers = {key: len(editions) for key, editions in writer.editions.items()}
    for path, pieces, columns in years_files(stock.repository, numbers):
        if columns:
            writer.table(path, pieces, columns, f"{path.split('/')[-2]}-years")
        else:
            writer.put(path, pieces)
    writer.put(f"{urls.DATA_ROOT}/index.json", [json_bytes(index(stock.repository, writer.digests))])
    package = data_package("parindex-v1", writer.words.t["data-title"], writer.tables)
    writer.put(f"{urls.DATA_ROOT}/datapackage.json", [json_bytes(package)])
    write_file(made / urls.DATA_ROOT / "SHA256SUMS", checksums(writer.digests, urls.DATA_ROOT))


class _Writer:
    """Writes files below a folder and remembers what they are."""

    def __init__(self, stock: Stock, made: Path) -> None:
        self.digests: dict[str, str] = {}
        self.tables: list[Table] = []
        self.editions = {key: editions_of(cycle.cycle) for key, cycle in stock.cycles.items()}
        self.words = Words(DATA_LANG)
        self._stock = stock
        self._made = made

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Writes a file."""
        self.digests[path] = write_pieces(self._made / path, pieces)

    def table(self, path: str, pieces: Iterable[bytes], columns: Sequence[tuple[str, str, str]], name: str) -> Table:
        """Writes a table as CSV and as Parquet."""
        self.put(path, pieces)
        target = path.replace(".csv", ".parquet")
        write_parquet(self._made / target, self._made / path, columns)
        self._known(target)
        made = Table(
            name=name,
            title=name,
            path=path.removeprefix(urls.DATA_ROOT + "/"),
            columns=columns,
            sha256=self.digests[path],
            size=(self._made / path).stat().st_size,
        )
        self.tables.append(made)
        return made

    def cycle(self, cycle: CycleResult) -> None:
        """Writes the data of one cycle, its editions and the archive of all of it."""
        stock, key = self._stock, cycle.key
        source = f"{cycle.cycle.folder}/published.csv"
        tree = stock.repository.tree
        papers = {unit: entry.data for unit, entry in stock.papers.get(key, {}).items() if entry.data}
        tables, files = [], []
        for path, pieces in cycle_files(cycle, tree.read(source) if source in tree else None, papers):
            name = path.rsplit("/", 1)[1]
            if name in _TABLES:
                tables.append(self.table(path, pieces, _TABLES[name], f"{'-'.join(key)}-{name.partition('.')[0]}"))
                files.append(path.replace(".csv", ".parquet"))
            else:
                self.put(path, pieces)
            files.append(path)
        if cycle.cycle.kind is not CycleKind.CAMPAIGN:
            return
        for edition, old in stock.build.editions.get(key, ()):
            if old is not None:
                self.put(urls.edition_data(*key, edition.number), [results_csv(old)])
        self._bundle(cycle, sorted(files), tables)

    def _bundle(self, cycle: CycleResult, files: Sequence[str], tables: Sequence[Table]) -> None:
        key, build = cycle.key, self._stock.build
        folder = urls.cycle_data(*key)
        described = dataset(cycle, [*files, urls.bundle(*key)], build.commit, build.site_url, self.words)
        self.put(f"{folder}/dataset.jsonld", [json_bytes(described)])
        cited = citation(cycle, build.commit, build.site_url, self.words)
        own = [replace(table, path=table.path.rsplit("/", 1)[1]) for table in tables]
        papers = {
            "README.md": readme(cycle, cited, [(table.path, table.columns) for table in own], self.words),
            "CITATION.txt": (cited + "\n").encode(),
            "LICENSE.txt": LICENCE_TEXT.encode(),
            "datapackage.json": json_bytes(data_package("-".join(key), cycle.cycle.title, own)),
        }
        inside = {f"{folder}/{name}": hashlib.sha256(data).hexdigest() for name, data in papers.items()}
        inside |= {path: self.digests[path] for path in files}
        papers["SHA256SUMS"] = checksums(inside, folder)
        content: list[tuple[str, Path | bytes]] = [
            *papers.items(),
            *((path.rsplit("/", 1)[1], self._made / path) for path in files),
        ]
        write_zip(self._made / urls.bundle(*key), "-".join(key), sorted(content, key=lambda entry: entry[0]))
        self._known(urls.bundle(*key))

    def _known(self, path: str) -> None:
        with (self._made / path).open("rb") as file:
            self.digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
