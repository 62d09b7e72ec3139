"""Writes the open data of a site: tables, their descriptions, archives, checksums."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.regulation import Source
from parindex.model.repository import CycleResult
from parindex.model.roster import CycleKind
from parindex.publish.bundle import write_zip
from parindex.publish.parquet import write_parquet
from parindex.publish.writer import write_file, write_pieces
from parindex.render import urls
from parindex.render.citing import Column, citation, readme
from parindex.render.crediting import PROJECT, credit_of, released
from parindex.render.datapackage import Package, Table, data_package
from parindex.render.metadata import dataset
from parindex.render.opendata.files import checksums, common_files, cycle_files, index
from parindex.render.opendata.jsontext import json_bytes
from parindex.render.opendata.recipe import READD, READD_NAME
from parindex.render.opendata.tables import LEAF_COLUMNS, RESULT_COLUMNS, printed_columns, results_csv
from parindex.render.opendata.texts import DATA_LANG, LICENCE_TEXT
from parindex.render.stock import Stock
from parindex.render.years import years_files

_TABLES = {"results.csv": (RESULT_COLUMNS, "table-results"), "leaves.csv": (LEAF_COLUMNS, "table-leaves")}


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
            programme = path.split("/")[-2]
            title = writer.titled("table-years", stock.repository.programmes[programme].name)
            writer.table(path, pieces, columns, f"{programme}-years", title)
        else:
            writer.put(path, pieces)
    writer.put(
        f"{urls.DATA_ROOT}/index.json", [json_bytes(index(stock.repository, writer.digests, stock.build.engine))]
    )
    package = Package(
        name="parindex-v1",
        title=writer.words.t["data-title"],
        version="1.0.0",
        publisher=stock.build.site_name or PROJECT,
    )
    writer.put(f"{urls.DATA_ROOT}/datapackage.json", [json_bytes(data_package(package, writer.tables))])
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

    def titled(self, key: str, name: str, **words: str) -> str:
        """What a table is called."""
        return self.words.t[key].format(name=name, **words)

    def table(
        self,
        path: str,
        pieces: Iterable[bytes],
        columns: Sequence[Column],
        name: str,
        title: str,
        sources: Sequence[Source] = (),
    ) -> Table:
        """Writes a table as CSV and as Parquet."""
        made = self.described(path, pieces, columns, name, title, sources)
        target = path.replace(".csv", ".parquet")
        write_parquet(self._made / target, self._made / path, columns)
        self._known(target)
        return made

    def described(
        self,
        path: str,
        pieces: Iterable[bytes],
        columns: Sequence[Column],
        name: str,
        title: str,
        sources: Sequence[Source] = (),
    ) -> Table:
        """Writes a table as CSV alone."""
        self.put(path, pieces)
        made = Table(
            name=name,
            title=title,
            path=path.removeprefix(urls.DATA_ROOT + "/"),
            columns=columns,
            sha256=self.digests[path],
            size=(self._made / path).stat().st_size,
            sources=sources,
        )
        self.tables.append(made)
        return made

    def cycle(self, cycle: CycleResult) -> None:
        """Writes the data of one cycle, its editions and the archive of all of it."""
        stock, key = self._stock, cycle.key
        source = f"{cycle.cycle.folder}/published.csv"
        tree = stock.repository.tree
        papers = {unit: entry.data for unit, entry in stock.papers.get(key, {}).items() if entry.data}
        called = f"{cycle.programme.name}, {cycle.cycle.title}"
        sources = credit_of(cycle, stock.build.site_name).sources
        tables, files = [], []
        for path, pieces in cycle_files(cycle, tree.read(source) if source in tree else None, papers):
            name = path.rsplit("/", 1)[1]
            if name in _TABLES:
                columns, title = _TABLES[name]
                known = f"{'-'.join(key)}-{name.partition('.')[0]}", self.titled(title, called)
                tables.append(self.table(path, pieces, columns, *known, sources))
                files.append(path.replace(".csv", ".parquet"))
            elif name == "published.csv":
                content = b"".join(pieces)
                printed = printed_columns(content, cycle.cycle.table)
                title = self.titled("table-published", called)
                self.described(path, [content], printed, f"{'-'.join(key)}-published", title, sources)
            else:
                self.put(path, pieces)
            files.append(path)
        if cycle.cycle.kind is not CycleKind.CAMPAIGN:
            return
        for edition, old in stock.build.editions.get(key, ()):
            if old is not None:
                path, number = urls.edition_data(*key, edition.number), str(edition.number)
                title = self.titled("table-edition", called, edition=number)
                name = f"{'-'.join(key)}-edition-{number}"
                self.described(path, [results_csv(old)], RESULT_COLUMNS, name, title, sources)
        self._bundle(cycle, sorted(files), tables)

    def _bundle(self, cycle: CycleResult, files: Sequence[str], tables: Sequence[Table]) -> None:
        key, build = cycle.key, self._stock.build
        folder = urls.cycle_data(*key)
        described = dataset(cycle, [*files, urls.bundle(*key)], folder, build, self.words)
        self.put(f"{folder}/dataset.jsonld", [json_bytes(described)])
        cited = citation(cycle, build, self.words)
        own = [replace(table, path=table.path.rsplit("/", 1)[1]) for table in tables]
        package = _package_of(cycle, build.site_name)
        papers = {
            "README.md": readme(cycle, cited, [(table.path, table.columns) for table in own], build, self.words),
            "CITATION.txt": (cited + "\n").encode(),
            "LICENSE.txt": LICENCE_TEXT.encode(),
            "datapackage.json": json_bytes(data_package(package, own)),
            READD_NAME: READD.encode(),
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


def _package_of(cycle: CycleResult, site_name: str) -> Package:
    """What is said of the tables of a cycle: a version for each edition, zero for what is not decided."""
    credit, editions = credit_of(cycle, site_name), editions_of(cycle.cycle)
    return Package(
        name="-".join(cycle.key),
        title=f"{cycle.programme.name}, {cycle.cycle.title}",
        version=f"{editions[-1].number if editions else 0}.0.0",
        publisher=site_name or PROJECT,
        author=credit.author,
        created=released(cycle),
        sources=credit.sources,
    )
