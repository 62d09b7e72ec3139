"""The six fictional programmes; none of their places, offices and persons exists."""

from samples.plan import ProgrammePlan
from samples.programmes.minh_chau import MINH_CHAU
from samples.programmes.minh_dong import MINH_DONG
from samples.programmes.minh_hai import MINH_HAI
from samples.programmes.minh_hoa import MINH_HOA
from samples.programmes.minh_khanh import MINH_KHANH
from samples.programmes.quoc_gia import QUOC_GIA

PROGRAMMES: tuple[ProgrammePlan, ...] = (MINH_HOA, MINH_DONG, MINH_KHANH, QUOC_GIA, MINH_CHAU, MINH_HAI)
