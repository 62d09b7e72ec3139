"""Decodes appeals, rulings, minutes and errata; an entry that does not fit the schema is left out, the rest is read."""

from parindex.load.filing import Loaded, evidence_list, evidence_refs, facts
from parindex.model import docket as d
from parindex.model.points import parse_exact


def appeal(loaded: Loaded, unit: str, cycle: str) -> d.Appeal:
    """The objections in a document, as far as they can be read."""
    value = loaded.value
    return d.Appeal(
        unit=value.get("unit", unit),
        cycle=value.get("cycle", cycle),
        path=loaded.document.path,
        evidence=evidence_list(value.get("evidence", {})),
        entries={
            code: d.Objection(
                code=code,
                date=entry["date"],
                claim=entry["claim"],
                asks=facts(entry["asks"]) if "asks" in entry else None,
                evidence=evidence_refs(entry.get("evidence", ())),
            )
            for code, entry in value.get("entries", {}).items()
        },
    )


def entries_filed(loaded: Loaded) -> frozenset[str]:
    """The codes of every entry of an appeal, those that cannot be read included: each of them waits for an answer."""
    value = loaded.document.value
    entries = value.get("entries") if isinstance(value, dict) else None
    return frozenset(entries) if isinstance(entries, dict) else frozenset()


def rulings(loaded: Loaded, unit: str, cycle: str) -> d.Rulings:
    """The answers in a document, as far as they can be read."""
    value = loaded.value
    return d.Rulings(
        unit=value.get("unit", unit),
        cycle=value.get("cycle", cycle),
        path=loaded.document.path,
        rulings={
            code: d.Ruling(
                code=code,
                date=made["date"],
                by=made["by"],
                outcome=d.Verdict(made["outcome"]),
                reason=made["reason"],
                correct=facts(made["correct"]) if "correct" in made else None,
                points=parse_exact(made["points"]) if "points" in made else None,
            )
            for code, made in value.get("rulings", {}).items()
        },
    )


def meetings(loaded: Loaded | None) -> tuple[d.Meeting, ...]:
    """The meetings in a document; none where there is no file."""
    rows = loaded.value.get("meetings", ()) if loaded else ()
    return tuple(
        d.Meeting(
            id=row["id"],
            council=row["council"],
            date=row["date"],
            document=row.get("document", ""),
            sha256=row.get("sha256", ""),
            present=tuple(row["present"]),
            recused={unit: tuple(names) for unit, names in row.get("recused", {}).items()},
            votes={
                unit: d.Vote(
                    in_favour=int(vote["for"]), against=int(vote["against"]), abstained=int(vote.get("abstained", "0"))
                )
                for unit, vote in row.get("votes", {}).items()
            },
        )
        for row in rows
    )


def errata(loaded: Loaded | None) -> tuple[d.Erratum, ...]:
    """The corrections in a document; none where there is no file."""
    rows = loaded.value.get("errata", ()) if loaded else ()
    return tuple(
        d.Erratum(
            id=row["id"],
            date=row["date"],
            unit=row["unit"],
            code=row.get("code", ""),
            old=parse_exact(row["old"]),
            new=parse_exact(row["new"]),
            reason=row["reason"],
            version=row["version"],
            document=row.get("document", ""),
        )
        for row in rows
    )
