"""Decodes the figures of a campaign that no unit files: survey, external indices, bonus and penalty points."""

from collections.abc import Mapping
from typing import Any

from parindex.load.filing import Loaded, facts
from parindex.model.filing import Adjustment, Evidence, ExternalIndex, SurveyCount, SurveyResults
from parindex.model.points import parse_exact


def survey_results(loaded: Loaded | None) -> SurveyResults:
    """Answers counted by question and unit; no questions where there is no file."""
    if loaded is None:
        return SurveyResults()
    value = loaded.value
    return SurveyResults(
        path=loaded.document.path,
        conducted=value.get("conducted", {}),
        questions={
            question: {
                unit: SurveyCount(
                    sample=int(count["sample"]), answers={key: int(n) for key, n in count["answers"].items()}
                )
                for unit, count in units.items()
            }
            for question, units in value.get("questions", {}).items()
        },
    )


def external_index(key: str, value: Mapping[str, Any]) -> ExternalIndex:
    """An index that others compute, exact as they publish it."""
    return ExternalIndex(
        id=key,
        title=value["title"],
        source_title=value["source"]["title"],
        source_url=value["source"].get("url", ""),
        values={unit: parse_exact(text) for unit, text in value.get("values", {}).items()},
        ranks={unit: (int(row["now"]), int(row["before"])) for unit, row in value.get("ranks", {}).items()},
    )


def adjustments(loaded: Loaded | None, kind: str, evidence: Mapping[str, Evidence]) -> tuple[Adjustment, ...]:
    """The entries of one kind, "bonus" or "penalty", with the documents they point at."""
    if loaded is None:
        return ()
    entries = []
    for row in loaded.value.get(kind, ()):
        refs = [ref if isinstance(ref, str) else ref["id"] for ref in row.get("evidence", ())]
        entries.append(
            Adjustment(
                unit=row["unit"],
                item=row["item"],
                facts=facts(row),
                points=parse_exact(row["points"]) if "points" in row else None,
                evidence=tuple(evidence[ref] for ref in refs if ref in evidence),
                reason=row["reason"],
                by=row["by"],
                date=row.get("date", ""),
                unknown_evidence=tuple(ref for ref in refs if ref not in evidence),
            )
        )
    return tuple(entries)
