"""A roster against the official list of communes: slips in codes and names, units of another province.

All but a province that does not exist are warnings: the list that ships may be older than the newest decision.
"""

from collections.abc import Iterator

from parindex.i18n.numbers import folded
from parindex.model.finding import Finding, error, warning
from parindex.model.registry import Commune, Registry, RegistryUse
from parindex.model.roster import Programme, Unit


def check_registry(programme: Programme, use: RegistryUse, registry: Registry) -> Iterator[Finding]:
    """Units that exist today: their codes are of the list, with the same name, in the programme's province."""
    path = programme.path.replace("programme.yaml", "units.yaml")
    if use.province not in registry.provinces:
        yield error("registry-province-unknown", programme.path, ("registry", "province"), code=use.province)
        return
    province = registry.provinces[use.province]
    own = {folded(commune.name): commune for commune in registry.of_province(use.province)}
    for number, unit in enumerate(programme.units.values()):
        if unit.valid_to or (unit.group not in use.groups and (use.groups or not unit.code)):
            continue
        place = ("units", str(number), *(("code",) if unit.code else ()))
        commune = registry.communes.get(unit.code)
        meant = _meant(unit, own)
        hint = f"{meant.code} {meant.name}" if meant else ""
        told = {"unit": unit.name, "province": province}
        if not unit.code:
            yield warning("registry-code-missing", path, place, **told, hint=hint)
        elif commune is None:
            yield warning("registry-code-unknown", path, place, **told, code=unit.code, hint=hint)
        elif commune.province != use.province:
            other = registry.provinces[commune.province]
            yield warning(
                "registry-other-province", path, place, **told, code=unit.code, name=commune.name, other=other
            )
        elif not _same(unit, commune):
            yield warning("registry-name-differs", path, place, **told, code=unit.code, name=commune.name, hint=hint)


def _same(unit: Unit, commune: Commune) -> bool:
    """Whether a unit has the commune's name, a title before it and the place of tone marks aside."""
    ours, theirs = folded(unit.name), folded(commune.name)
    return ours == theirs or ours.endswith(f" {theirs}") or theirs.endswith(f" {ours}")


def _meant(unit: Unit, own: dict[str, Commune]) -> Commune | None:
    """The commune of the province that has the unit's name, where it is one only."""
    found = [commune for commune in own.values() if _same(unit, commune)]
    return found[0] if len(found) == 1 else None
