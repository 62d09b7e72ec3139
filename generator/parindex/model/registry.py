"""The official list of provinces and communes, as far as a roster needs it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune, ward or special zone; `province` is a code."""

    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Provinces (code → name) and communes by their codes, in the order of the list; codes keep leading zeros."""

    provinces: Mapping[str, str]
    communes: Mapping[str, Commune]

    def of_province(self, code: str) -> tuple[Commune, ...]:
        """The communes of a province, in the order of their codes."""
        return tuple(commune for commune in self.communes.values() if commune.province == code)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryUse:
    """A programme's word that units are communes of a province; `groups` names those whose units all need a code."""

    province: str
    groups: tuple[str, ...] = ()
