"""Where every page lies. Paths are relative to the site's root; permalinks never change (docs/architecture.md)."""

from parindex.i18n.mirror import ORIGINAL

HOME = "index.html"
RESULTS = "ket-qua/index.html"
METHODS = "phuong-phap/index.html"
DATA = "du-lieu/index.html"
SEARCH = "tim-kiem.html"
RULES = "huong-dan/quy-tac.html"
SAMPLE = "gioi-thieu/du-lieu-mau.html"
FILING = "nop-ho-so.html"
GUIDE = "huong-dan/don-vi.html"
DOOR = "huong-dan/nop-khong-can-git.html"
READING = "gioi-thieu/doc-thu-hang.html"
DATA_ROOT = "data/v1"


def from_home(lang: str, target: str) -> str:
    """What leads from the home page of a language to a page, or to a file: of most there is one for all languages."""
    return f"../{target}" if lang != ORIGINAL and not _is_mirrored(target) else target


def from_unit(lang: str, programme: str, cycle: str) -> str:
    """What leads from a unit's page of a language to the cycle's folder in the tree in which files stand."""
    page = unit_page(programme, cycle, "")
    return prefix(page) + from_home(lang, page.rpartition("/")[0] + "/")


_IN_WORDS = (".html", ".badge.svg", ".card.svg", "tin.xml")
"""How the names end of what each language has of its own; the folder of open data has nothing of the kind."""


def _is_mirrored(target: str) -> bool:
    return target.partition("#")[0].partition("?")[0].endswith(_IN_WORDS)


def words_script(lang: str) -> str:
    """The labels that scripts use."""
    return f"assets/{_script('words', lang)}"


def search_script(lang: str) -> str:
    """What the search of a language finds."""
    return f"assets/{_script('search-index', lang)}"


def _script(name: str, lang: str) -> str:
    return f"{name}.js" if lang == ORIGINAL else f"{name}.{lang}.js"


def programme_page(programme: str) -> str:
    """A programme over the years."""
    return f"ket-qua/{programme}/index.html"


def cycle_page(programme: str, cycle: str) -> str:
    """The ranking of one cycle."""
    return f"ket-qua/{programme}/{cycle}/index.html"


def unit_page(programme: str, cycle: str, unit: str) -> str:
    """One unit in one cycle."""
    return f"ket-qua/{programme}/{cycle}/{unit}.html"


def evidence_page(programme: str, cycle: str, unit: str) -> str:
    """A unit's documents by criterion."""
    return f"ket-qua/{programme}/{cycle}/{evidence_link(unit)}"


def evidence_link(unit: str) -> str:
    """The same page as seen from the pages of its cycle."""
    return f"tai-lieu/{unit}.html"


def paper_file(programme: str, cycle: str, unit: str, name: str) -> str:
    """A document that lies in the repository, by its name below the unit's folder."""
    return f"ket-qua/{programme}/{cycle}/tai-lieu/{unit}/{name}"


def health_page(programme: str, cycle: str) -> str:
    """How the evidence of a cycle fares."""
    return f"ket-qua/{programme}/{cycle}/tai-lieu/index.html"


def criterion_page(programme: str, cycle: str, group: str, code: str) -> str:
    """One leaf across the units of a group."""
    return f"ket-qua/{programme}/{cycle}/{criterion_link(group, code)}"


def comparing_page(programme: str, cycle: str) -> str:
    """Some units of one group side by side."""
    return f"ket-qua/{programme}/{cycle}/so-sanh.html"


def comparing_script(programme: str, cycle: str, name: str) -> str:
    """What units are compared by: the figures of a group, or the list of a cycle's units."""
    return f"ket-qua/{programme}/{cycle}/so-sanh/{name}.js"


def area_page(programme: str, cycle: str, group: str, code: str) -> str:
    """One area across the units of a group."""
    return f"ket-qua/{programme}/{cycle}/linh-vuc/{group}/{code.replace('.', '-')}.html"


def criterion_link(group: str, code: str) -> str:
    """The same page as seen from the pages of its cycle: short, for it stands dozens of times on a unit's page."""
    return f"tieu-chi/{group}/{code.replace('.', '-')}.html"


def unit_link(unit: str) -> str:
    """A unit's page as seen from the criterion pages of its cycle, where it stands thousands of times."""
    return f"../../{unit}.html"


def unit_beside(unit: str) -> str:
    """A unit's page as seen from the ranking of its cycle, where it stands thousands of times."""
    return f"{unit}.html"


def anchor(code: str) -> str:
    """Where a criterion stands on a page."""
    return "c" + code.replace(".", "-")


def comparison_page(programme: str, cycle: str) -> str:
    """The engine's points beside the official ones."""
    return f"ket-qua/{programme}/{cycle}/doi-chieu.html"


def form_page(programme: str, cycle: str, group: str) -> str:
    """The form in which the units of a group assess themselves."""
    return f"ket-qua/{programme}/{cycle}/khai/{group}.html"


def workbook(programme: str, cycle: str, group: str) -> str:
    """The workbook that units of a group may fill in instead of the form."""
    return f"ket-qua/{programme}/{cycle}/khai/{group}.xlsx"


def trial_script(programme: str, cycle: str, group: str) -> str:
    """What the trials on the pages of a group's units calculate with."""
    return f"ket-qua/{programme}/{cycle}/tinh-thu/{group}.js"


def trial_name(programme: str, cycle: str, group: str) -> str:
    """What a trial's data are called in the browser."""
    return f"{programme}/{cycle}/{group}"


def criteria_script(regulation: str, group: str, lang: str = ORIGINAL) -> str:
    """A criteria set as data for scripts."""
    return f"assets/bo-tieu-chi/{regulation}/{_script(group, lang)}"


def paper(programme: str, cycle: str, file: str) -> str:
    """An official paper of a cycle to download."""
    return f"ket-qua/{programme}/{cycle}/van-ban/{file}"


def method_page(regulation: str) -> str:
    """A regulation: facts, stages, classes."""
    return f"phuong-phap/{regulation}/index.html"


def change_page(regulation: str, before: str) -> str:
    """What a regulation changes in an earlier one."""
    return f"phuong-phap/{regulation}/so-voi-{before}.html"


def criteria_page(regulation: str, group: str) -> str:
    """The criteria of one unit group."""
    return f"phuong-phap/{regulation}/{group}.html"


def programme_data(programme: str) -> str:
    """The folder of a programme's open data."""
    return f"{DATA_ROOT}/{programme}"


def edition_page(programme: str, cycle: str, edition: int) -> str:
    """One edition of a cycle's results, from the decision or a correction on; this address stays for good."""
    return f"ket-qua/{programme}/{cycle}/ban-{edition}/index.html"


def edition_data(programme: str, cycle: str, edition: int) -> str:
    """The table of an edition; this address stays for good."""
    return f"{cycle_data(programme, cycle)}/editions/{edition}/results.csv"


def bundle(programme: str, cycle: str) -> str:
    """Everything about a cycle in one archive."""
    return f"{cycle_data(programme, cycle)}/{programme}-{cycle}.zip"


def badge(programme: str, cycle: str, unit: str) -> str:
    """A unit's result as a picture of one line, in each language."""
    return f"ket-qua/{programme}/{cycle}/{unit}.badge.svg"


def card(programme: str, cycle: str, unit: str) -> str:
    """A unit's result as a card, in each language."""
    return f"ket-qua/{programme}/{cycle}/{unit}.card.svg"


def social(programme: str = "", cycle: str = "") -> str:
    """The picture that other websites show beside a link to a page of a cycle, or to the site."""
    return f"ket-qua/{programme}/{cycle}/chia-se.png" if cycle else "chia-se.png"


def feed(programme: str = "") -> str:
    """News as Atom, of one programme or of all, in each language."""
    return f"ket-qua/{programme}/tin.xml" if programme else "tin.xml"


def cycle_data(programme: str, cycle: str) -> str:
    """The folder of a cycle's open data."""
    return f"{DATA_ROOT}/{programme}/{cycle}"


def prefix(path: str) -> str:
    """What leads from a page back to the site's root ("../../")."""
    return "../" * path.count("/")
