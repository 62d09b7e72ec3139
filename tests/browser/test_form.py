"""The form in which a unit assesses itself, driven as an officer would: fill in, come back, take the file along."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from parindex.encode.canonical import canonical
from parindex.encode.filing import filing_text, filing_value, ordered
from parindex.model.criteria import CriteriaSet
from parindex.model.filing import Evidence
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support.house import ROOT, parindex, write
from support.web import Served, Watched, page_of, watched

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>'
WIDTHS = {"desk": (1280, 900), "telephone": (390, 844)}


def form_of(page: Page) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(page.locator("#pi-form-page").inner_text())
    return told


def chosen(page: Page, *, filed: bool = False) -> str:
    """Chooses a unit that has (not) filed yet; the answer is its id."""
    unit = next(entry["id"] for entry in form_of(page)["units"] if entry.get("filed", False) is filed)
    page.locator("#k-unit").select_option(unit)
    expect(page.locator(".pi-desk")).to_be_visible()
    return str(unit)


@pytest.fixture
def form(site: Served, desk: Watched) -> Page:
    return desk.open(site.address + page_of(site.folder, "form"))


def add_record(page: Page, opener: Locator, **fields: str) -> None:
    opener.click()
    for key, text in fields.items():
        page.locator(f"#k-record-{key}").fill(text)
    page.locator("dialog button[type=submit]").click()


def fill_everything(page: Page) -> None:
    """Answers every criterion, and cites one document in each."""
    add_record(
        page,
        page.locator(".pi-ask").first.get_by_role("button", name=re.compile("Thêm tài liệu")),
        title="Báo cáo năm",
        number="12/BC-UBND",
        issuer="Ủy ban nhân dân",
        date="2023-12-20",
        url="https://a.example.vn/12.pdf",
        pages="1-4",
    )
    for ask in page.locator("fieldset.pi-ask").all():
        for kind in ("radio", "checkbox"):
            box = ask.locator(f".pi-ask__facts input[type={kind}]").first
            if box.count():
                box.check()
        for number, figure in enumerate(ask.locator(".pi-ask__figure").all()):
            figure.fill("9" if number == 0 else "10" if number == 1 else "0")
        cite = ask.get_by_role("button", name=re.compile("^Dẫn"))
        if cite.is_visible():
            ask.locator("select").select_option(index=1)
            cite.click()


def downloaded(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp hồ sơ").click()
    assert download.value.suggested_filename == "self-assessment.yaml"
    return Path(download.value.path()).read_text("utf-8")


def data_house(folder: Path, programme: str) -> Path:
    """The repository's criteria and one programme's filings, in a folder of their own."""
    for name in ("criteria", "schema", f"submissions/{programme}"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


# ── an officer's way ──────────────────────────────────────────────────────────────────────────────────────────────


def test_filled_in_kept_over_a_reload_and_taken_along_the_file_passes_the_check(
    form: Page, desk: Watched, tmp_path: Path
) -> None:
    unit = chosen(form)
    about = form_of(form)
    fill_everything(form)
    expect(form.locator(".pi-desk__done")).to_contain_text(re.compile(r"^(\d+)/\1 tiêu chí"))
    expect(form.locator(".pi-form__draft")).to_have_text("Bản nháp đã lưu trong trình duyệt này.")
    before = form.locator(".pi-desk__points").inner_text()
    form.reload()
    form.locator("#k-unit").select_option(unit)
    expect(form.locator(".pi-desk__points")).to_have_text(before)
    text = downloaded(form)
    root = data_house(tmp_path, about["programme"])
    path = f"{about['folder']}/{unit}/self-assessment.yaml"
    write(root / path, text)
    done = parindex(root, "check", path, code=0)
    # All that is left to say is that the head has not approved yet.
    assert "1 ghi chú" in done.stdout or "approval" in done.stdout, done.stdout
    assert parindex(root, "fmt", "--check", path).returncode == 0
    score = parindex(root, "score", f"{about['programme']}/{about['cycle']}/{unit}", code=0).stdout
    assert before.split("/")[0] in score
    assert desk.faults == []


def test_points_progress_and_what_is_missing_follow_the_answers(form: Page) -> None:
    chosen(form)
    first = form.locator("fieldset.pi-ask").first
    expect(first.locator(".pi-ask__points")).to_have_text(re.compile("^–/"))
    first.locator("input[type=radio]").first.check()
    expect(first.locator(".pi-ask__points")).not_to_have_text(re.compile("^[–0],?0*/"))
    expect(first.locator(".pi-ask__faults")).to_contain_text("phải dẫn tài liệu")
    expect(form.locator("[role=status].pi-sr")).to_contain_text("Tổng tự chấm")
    link = form.locator(".pi-findings a").first
    link.click()
    assert form.evaluate("document.activeElement.closest('fieldset.pi-ask') !== null")
    first.locator("summary").click()
    first.locator("details textarea").fill("Kế hoạch gửi kèm công văn.")
    expect(first.locator(".pi-ask__faults li")).to_have_count(0)
    expect(form.locator(".pi-desk__done")).to_contain_text("1/")


def test_a_figure_is_read_as_it_is_written_here(form: Page) -> None:
    chosen(form)
    share = form.locator("fieldset.pi-ask:has([id$=-total])").first
    figures = share.locator(".pi-ask__figure")
    figures.nth(0).fill("1.200")
    figures.nth(1).fill("1.234")
    expect(share.locator(".pi-trace")).to_contain_text("1.200 ÷ 1.234")
    figures.nth(0).fill("1,5")
    expect(share.locator(".pi-ask__faults")).to_contain_text("phải là số nguyên")
    figures.nth(0).fill("nhiều")
    expect(share.locator(".pi-ask__faults")).to_contain_text("phải là số")
    assert figures.nth(0).get_attribute("aria-invalid") == "true"
    figures.nth(0).fill("2000")
    expect(share.locator(".pi-ask__faults")).to_contain_text("lớn hơn số phải làm")


def test_a_draft_is_deleted_when_asked_and_works_where_storage_is_refused(form: Page, browser: Browser) -> None:
    unit = chosen(form)
    form.locator("fieldset.pi-ask input[type=radio]").first.check()
    expect(form.get_by_role("button", name="Xóa bản nháp")).to_be_visible()
    expect(form.locator(".pi-form__draft")).to_contain_text("đã lưu")
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Xóa bản nháp").click()
    expect(form.locator(".pi-desk__done")).to_contain_text("0/")
    assert form.evaluate("Object.keys(localStorage).filter(key => key.startsWith('parindex-khai/'))") == []
    context = browser.new_context(locale="vi-VN")
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });")
    page = context.new_page()
    page.goto(form.url)
    page.locator("#k-unit").select_option(unit)
    page.locator("fieldset.pi-ask input[type=radio]").first.check()
    expect(page.locator(".pi-form__draft")).to_contain_text("không cho lưu")
    expect(page.locator(".pi-desk__points strong")).not_to_have_text("0,00")
    context.close()


def test_a_document_is_removed_everywhere_it_is_cited(form: Page) -> None:
    chosen(form)
    ask = form.locator("fieldset.pi-ask").first
    add_record(form, ask.get_by_role("button", name=re.compile("Thêm tài liệu")), title="Kế hoạch", number="01/KH")
    expect(ask.locator(".pi-refs li")).to_contain_text("01/KH – Kế hoạch")
    expect(form.locator(".pi-form__records code")).to_have_text("01-kh")
    form.on("dialog", lambda dialog: dialog.accept())
    form.locator(".pi-form__records").get_by_role("button", name=re.compile("^Xóa")).click()
    expect(ask.locator(".pi-refs li")).to_have_count(0)


def test_a_document_without_a_title_or_with_a_bad_address_is_not_taken(form: Page) -> None:
    chosen(form)
    opener = form.locator("section").get_by_role("button", name="Thêm tài liệu", exact=True).first
    add_record(form, opener, url="javascript:alert(1)")
    expect(form.locator("dialog .pi-ask__faults")).to_contain_text("Chưa có tên tài liệu")
    expect(form.locator("dialog .pi-ask__faults")).to_contain_text("https://")
    form.keyboard.press("Escape")
    expect(form.locator("dialog")).to_have_count(0)
    expect(form.locator(".pi-form__records li")).to_have_count(0)


def test_of_a_restricted_document_only_what_may_be_told_is_written(form: Page) -> None:
    chosen(form)
    form.locator("section").get_by_role("button", name="Thêm tài liệu", exact=True).first.click()
    form.locator("#k-record-title").fill("Phương án bảo vệ")
    form.locator("#k-record-closed").check()
    expect(form.locator("#k-record-title")).to_have_count(0)
    for key, text in (
        ("number", "07/PA"),
        ("custodian", "Văn thư"),
        ("reason", "Bí mật nhà nước"),
        ("sha256", "9f" * 32),
    ):
        form.locator(f"#k-record-{key}").fill(text)
    form.locator("dialog button[type=submit]").click()
    text = downloaded(form)
    assert "visibility: restricted" in text
    assert "Phương án" not in text


def test_an_extended_day_says_so_and_the_made_up_days_of_a_sample_are_not_counted(form: Page) -> None:
    units = form_of(form)["units"]
    longer = next(entry for entry in units if "until" in entry)
    plain = next(entry for entry in units if "until" not in entry)
    told = form.locator(".pi-form__due")
    form.locator("#k-unit").select_option(longer["id"])
    day = "/".join(reversed(longer["until"].split("-")))
    expect(told).to_contain_text(f"Hạn nộp {day} (được gia hạn). Kỳ minh họa")
    expect(form.locator(".pi-desk__done")).not_to_contain_text("ngày")
    form.locator("#k-unit").select_option(plain["id"])
    expect(told).not_to_contain_text("gia hạn")

    def real(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'"sample": ?true', '"sample": false', answer.text()))

    form.route("**/khai/*.html", real)
    form.reload()
    form.locator("#k-unit").select_option(longer["id"])
    expect(told).to_contain_text(re.compile(rf"^Hạn nộp {day} \(được gia hạn\) đã qua [0-9]+ ngày\."))


def test_not_applicable_beside_figures_hides_neither_and_gives_no_points(form: Page) -> None:
    chosen(form)
    leaf = form.evaluate(
        """() => {
            const about = JSON.parse(document.getElementById("pi-form-page").textContent);
            const own = parindexFiling.ownLeaves(parindexCriteria[about.criteria]);
            return own.find((leaf) => leaf.mayNa && leaf.measure && leaf.measure.done).code;
        }"""
    )
    ask = form.locator(f"#k{leaf.replace('.', '-')}")
    figures = ask.locator(".pi-ask__figure")
    figures.nth(0).fill("9")
    figures.nth(1).fill("10")
    expect(ask.locator(".pi-trace")).to_contain_text("9 ÷ 10")
    ask.get_by_label(re.compile("^Không áp dụng")).check()
    ask.get_by_label("Lý do không áp dụng").fill("Không có việc này")
    expect(ask.locator(".pi-ask__faults")).to_have_text(
        "Vừa khai “không áp dụng” vừa khai số liệu: giữ lại một trong hai."
    )
    expect(ask.locator(".pi-ask__points")).to_have_text(re.compile("^–/"))
    for number in range(figures.count()):
        expect(figures.nth(number)).to_be_visible()
        figures.nth(number).fill("")
    expect(ask.locator(".pi-ask__faults li")).to_have_count(0)


def test_typed_points_of_a_file_are_shown_and_can_be_dropped(form: Page) -> None:
    about, leaf = form_of(form), form_leaf(form, "options")
    answer = f"{{option: {leaf['options'][0]['id']}, points: '99', explanation: Có văn bản.}}"
    load(form, f"unit: {about['units'][0]['id']}\ncycle: '{about['cycle']}'\nanswers:\n  '{leaf['code']}': {answer}\n")
    ask = form.locator(f"#k{leaf['code'].replace('.', '-')}")
    expect(ask.locator(".pi-ask__faults")).to_contain_text("Điểm đơn vị tự ghi (99) khác điểm tính từ số liệu")
    ask.get_by_role("button", name="Bỏ điểm tự ghi").click()
    expect(ask.locator(".pi-ask__faults li")).to_have_count(0)
    assert "points" not in downloaded(form)


# ── files from elsewhere ──────────────────────────────────────────────────────────────────────────────────────────


def load(page: Page, text: str, name: str = "to-khai.yaml") -> None:
    page.locator("#k-file").set_input_files({"name": name, "mimeType": "text/yaml", "buffer": text.encode()})


def test_a_file_of_another_cycle_or_unit_or_no_yaml_is_refused_with_its_reason(form: Page, desk: Watched) -> None:
    about = form_of(form)
    unit = about["units"][0]["id"]
    foreign = "Đây không phải bảng Excel của kỳ này, cũng không phải tệp hồ sơ đã tải từ trang này."
    refused = {
        f"unit: {unit}\ncycle: '1999'\nanswers: {{}}\n": "kỳ “1999”",
        f"unit: khong-co\ncycle: '{about['cycle']}'\nanswers: {{}}\n": "“khong-co”",
        "unit: x\nanswers: [\n": "hỏng ở dòng 3",
        "unit: 1\nunit: 2\n": "hỏng ở dòng 2",
        "a: &x [1]\nb: *x\n": foreign,
        "xin chào\n": foreign,
        "%PDF-1.7\n1 0 obj <</Type /Catalog>>\n": foreign,
        "[" * 40: foreign,
    }
    for text, told in refused.items():
        load(form, text)
        expect(form.locator("[role=alert]").first).to_contain_text(told)
    assert desk.faults == []


def test_hostile_text_of_a_file_stays_text(form: Page, desk: Watched) -> None:
    about = form_of(form)
    unit = about["units"][0]["id"]
    leaf = form_leaf(form, "options")
    text = "\n".join(
        [
            f"unit: {unit}",
            f"cycle: '{about['cycle']}'",
            f"{json.dumps(HOSTILE)}: {json.dumps(HOSTILE)}",
            "evidence:",
            f"  ke-hoach: {{title: {json.dumps(HOSTILE)}, number: {json.dumps(HOSTILE)}, issuer: {json.dumps(HOSTILE)},"
            f" url: 'javascript:alert(1)', {json.dumps(HOSTILE)}: x}}",
            "answers:",
            f"  '{leaf['code']}': {{option: {json.dumps(HOSTILE)}, evidence: [ke-hoach, {json.dumps(HOSTILE)}],"
            f" explanation: {json.dumps(HOSTILE)}}}",
            f"  {json.dumps(HOSTILE)}: {{option: x}}",
            "  __proto__: {option: x}",
            "  constructor: {option: x}",
        ]
    )
    load(form, text, HOSTILE)
    expect(form.locator(".pi-form__records li")).to_contain_text("<img src=x")
    expect(form.locator("[role=alert]").first).to_contain_text("<script>")
    form.locator(".pi-form__out summary").click()
    expect(form.locator(".pi-form__text")).to_contain_text("<script>window.hit=2</script>")
    assert form.evaluate("window.hit") is None
    assert form.locator("#pi-form img, #pi-form script").count() == 0
    assert desk.faults == []


def form_leaf(page: Page, method: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = page.evaluate(
        """method => {
            const about = JSON.parse(document.getElementById("pi-form-page").textContent);
            return parindexFiling.ownLeaves(parindexCriteria[about.criteria]).find((leaf) => leaf.method === method);
        }""",
        method,
    )
    return told


# ── the spelling of the file ──────────────────────────────────────────────────────────────────────────────────────

REWRITE = """
([criteria, page, text]) => {
    const set = parindexCriteria[criteria];
    const read = parindexFiling.readFile(set, page, text, jsyaml);
    if (!read.state) { return { faults: read.faults }; }
    return { notes: read.notes, text: parindexFiling.fileText(set, page, read.unit, read.state) };
}
"""


def with_reader(site: Served, desk: Watched) -> Page:
    page = desk.open(site.address + page_of(site.folder, "form"))
    for script in [*(site.folder / "assets/bo-tieu-chi").rglob("*.js"), site.folder / "assets/vendor/js-yaml.min.js"]:
        page.add_script_tag(url=site.address + script.relative_to(site.folder).as_posix())
    return page


def test_every_filing_of_this_repository_comes_back_as_the_engine_would_write_it(site: Served, desk: Watched) -> None:
    page = with_reader(site, desk)
    compared = 0
    for cycle in run(worktree(ROOT)).cycles:
        for result in cycle.units:
            if result.submission is None or result.criteria is None or result.standing.value == "invalid":
                continue
            criteria = result.criteria
            about = page_for(criteria, cycle.cycle.id, result.unit.id)
            source = (ROOT / result.submission.path).read_text("utf-8")
            made = page.evaluate(REWRITE, [f"{criteria.regulation}/{criteria.group}", about, source])
            assert made.get("notes") == [], (result.submission.path, made)
            wanted = filing_text(filing_value(result.submission, criteria), criteria)
            assert made["text"] == wanted, result.submission.path
            compared += 1
    assert compared > 100


def page_for(criteria: CriteriaSet, cycle: str, unit: str) -> dict[str, Any]:
    schema = f"../../../../schema/groups/{criteria.regulation}/{criteria.group}.self-assessment.schema.json"
    return {"cycle": cycle, "units": [{"id": unit}], "schema": schema}


NASTY = (
    "Bình thường",
    "no",
    "Null",
    "1.10",
    "12 tài liệu",
    "2.5 điểm: hai",
    "1-4",
    "9f" * 32,
    "a: b",
    "a:b",
    "a #b",
    "a#b",
    "# a",
    "- a",
    "[a, b]",
    "a, b]",
    "{a}",
    "“trích”",
    'có "nháy"',
    "có 'nháy'",
    "gạch \\ chéo",
    "nhiều\ndòng\n\n  thụt",
    "😀 mặt cười",
    "đuôi 😀",
    "a b",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "a: ",
    "=",
    "---",
    "x" * 700,
    "Ⅷ chương",
    "²a",
    "05/KH-UBND",
    "05/KH: a",
    "2024-01-05",
    "true",
    "0x1F",
    "<<",
    "?",
    "a ?b",
    "https://a.vn/x?y=1#z",
)


@pytest.mark.parametrize("place", ["title", "explanation", "section"])
def test_whatever_is_typed_is_spelt_as_fmt_spells_it(site: Served, desk: Watched, place: str) -> None:
    page = with_reader(site, desk)
    criteria = run(worktree(ROOT)).regulations["hai-phong-3793-2022"].sets["xa-phuong"]
    leaf = next(entry for entry in criteria.self_scored if entry.rule.method == "options")
    about = page_for(criteria, "2023", "xa-a")
    order = [entry.code for entry in criteria.leaves]
    for text in NASTY:
        made = page.evaluate(
            """([criteria, page, code, option, place, text]) => {
                const state = parindexFiling.emptyState();
                const answer = parindexFiling.emptyAnswer();
                answer.option = option;
                answer.refs = [{ key: 1, pages: "2", section: place === "section" ? text : "" }];
                if (place === "explanation") { answer.explanation = text; }
                state.evidence = [{ key: 1, title: place === "title" ? text : "Tên", number: "05/KH" }];
                state.answers[code] = answer;
                const document = parindexFiling.documentOf(parindexCriteria[criteria], page, "xa-a", state);
                const plain = (value) => value instanceof Map
                    ? Object.fromEntries(Array.from(value, ([key, part]) => [key, plain(part)]))
                    : Array.isArray(value) ? value.map(plain) : value;
                const told = parindexFiling.fileText(parindexCriteria[criteria], page, "xa-a", state);
                return [plain(document), told];
            }""",
            [f"{criteria.regulation}/{criteria.group}", about, leaf.code, leaf.rule.options[0].id, place, text],
        )
        value, told = made
        assert told == filing_text(ordered(value, criteria), criteria), text
        path = "submissions/thanh-pho-minh-hai/2023/xa-a/self-assessment.yaml"
        assert canonical(path, told.encode(), order) == told.encode(), text


def test_the_form_knows_every_part_of_a_document_in_the_order_of_the_file(form: Page) -> None:
    names = {name for name in Evidence.__dataclass_fields__ if name != "id"}
    assert set(form.evaluate("parindexFiling.RECORD")) == names


# ── to the forge ──────────────────────────────────────────────────────────────────────────────────────────────────


def proposal(page: Page, kind: str, text: str = "a: 1\n", *, filed: bool = False) -> Mapping[str, Any]:
    told: Mapping[str, Any] = page.evaluate(
        """([kind, text, filed]) => parindexFiling.proposal(
            { folder: "submissions/p/2025", forge: { kind, repo: "https://forge.example/o/r", branch: "main" } },
            { id: "xa-a", filed }, text)""",
        [kind, text, filed],
    )
    return told


def test_a_short_file_goes_with_the_link_where_the_forge_takes_it(form: Page) -> None:
    name = "submissions%2Fp%2F2025%2Fxa-a%2Fself-assessment.yaml"
    github = proposal(form, "github")
    assert github["url"] == f"https://forge.example/o/r/new/main?filename={name}&value=a%3A%201%0A"
    assert github["filled"] is True
    gitea = proposal(form, "gitea")
    assert gitea["url"] == f"https://forge.example/o/r/_new/main/?filename={name}&value=a%3A%201%0A"
    gitlab = proposal(form, "gitlab")
    assert gitlab["url"] == f"https://forge.example/o/r/-/new/main?file_name={name}"
    assert gitlab["filled"] is False


def test_a_long_file_is_copied_or_uploaded_and_one_that_is_there_is_edited(form: Page) -> None:
    for kind, upload in (("github", "/upload/main/"), ("gitea", "/_upload/main/")):
        told = proposal(form, kind, "ệ" * 3000)
        assert told["filled"] is False
        assert len(told["url"]) < 300
        assert told["upload"] == f"https://forge.example/o/r{upload}submissions/p/2025/xa-a"
    there = proposal(form, "github", filed=True)
    assert there["url"] == "https://forge.example/o/r/edit/main/submissions/p/2025/xa-a/self-assessment.yaml"


def test_without_a_repository_the_form_offers_file_and_copy_only(form: Page) -> None:
    chosen(form)
    expect(form.get_by_role("button", name="Tải tệp hồ sơ")).to_be_visible()
    expect(form.get_by_role("link", name="Mở đề nghị gộp")).to_have_count(0)


def test_with_a_repository_the_proposal_is_a_link_and_long_files_have_the_upload_page(
    site: Served, desk: Watched
) -> None:
    path = page_of(site.folder, "form")
    forge = '"forge": {"kind": "github", "repo": "https://forge.example/o/r", "branch": "main"}'
    html = (site.folder / path).read_text("utf-8")
    assert '"forge": null' in html
    changed = html.replace('"forge": null', forge)
    desk.page.route("**/khai/*.html", lambda route: route.fulfill(body=changed, content_type="text/html"))
    page = desk.open(site.address + path)
    unit = chosen(page)
    propose, upload = (
        page.get_by_role("link", name="Mở đề nghị gộp"),
        page.get_by_role("link", name="Mở trang tải tệp lên"),
    )
    expect(propose).to_have_attribute("href", re.compile(f"/new/main\\?filename=.*{unit}.*&value=%23%20yaml"))
    expect(upload).to_be_hidden()
    ask = page.locator("fieldset.pi-ask").first
    ask.locator("summary").click()
    ask.locator("details textarea").fill("Thuyết minh dài. " * 220)
    expect(upload).to_have_attribute("href", re.compile(f"/upload/main/submissions/.*/{unit}$"))
    assert "value=" not in (propose.get_attribute("href") or "")
    expect(page.locator(".pi-form__out > p").first).to_contain_text("quá dài")


ROUTES = {
    "github": ("/new/nop/2025?filename=", "/edit/nop/2025/", "/upload/nop/2025/"),
    "gitlab": ("/-/new/nop/2025?file_name=", "/-/edit/nop/2025/", "/-/tree/nop/2025"),
    "gitea": ("/_new/nop/2025/?filename=", "/_edit/nop/2025/", "/_upload/nop/2025/"),
}


@pytest.mark.parametrize("kind", ROUTES)
def test_each_forge_is_met_at_its_own_pages(kind: str, site: Served, desk: Watched) -> None:
    """For a unit without a file, for one whose file is too long for a link, and for one that has filed."""
    path = page_of(site.folder, "form")
    forge = f'"forge": {{"kind": "{kind}", "repo": "https://forge.example/o/r", "branch": "nop/2025"}}'
    html = (site.folder / path).read_text("utf-8").replace('"forge": null', forge)
    desk.page.route("**/khai/*.html", lambda route: route.fulfill(body=html, content_type="text/html"))
    page = desk.open(site.address + path)
    make, edit, upload = ("https://forge.example/o/r" + route for route in ROUTES[kind])
    propose = page.get_by_role("link", name="Mở đề nghị gộp")
    way = page.locator(".pi-form__out > p").first
    folder = f"{form_of(page)['folder']}/{chosen(page)}"
    expect(propose).to_have_attribute("href", re.compile("^" + re.escape(make + folder.replace("/", "%2F"))))
    # GitLab takes no text with its link: there it is pasted from the start.
    expect(way).to_contain_text("chép rồi dán" if kind == "gitlab" else "điền sẵn")
    ask = page.locator("fieldset.pi-ask").first
    ask.locator("summary").click()
    ask.locator("details textarea").fill("Thuyết minh dài. " * 220)
    expect(propose).to_have_attribute("href", re.compile("self-assessment.yaml$"))
    expect(page.get_by_role("link", name="Mở trang tải tệp lên")).to_have_attribute(
        "href", upload if kind == "gitlab" else upload + folder
    )
    filed = f"{form_of(page)['folder']}/{chosen(page, filed=True)}"
    expect(propose).to_have_attribute("href", f"{edit}{filed}/self-assessment.yaml")
    expect(way).to_contain_text("dán đè lên tệp đang có")
    assert propose.get_attribute("rel") == "noopener"
    assert desk.faults == []


# ── for everybody ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=WIDTHS)
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    width, height = WIDTHS[request.param]
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": height}, reduced_motion="reduce")
    yield watched(context.new_page())
    context.close()


def grave(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (entry["id"], [node["html"][:160] for node in entry["nodes"][:3]])
        for entry in found
        if entry["impact"] in ("serious", "critical")
    ]


def test_the_form_has_no_serious_barrier_and_is_no_wider_than_its_screen(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + page_of(site.folder, "form"))
    chosen(page)
    ask = page.locator("fieldset.pi-ask").first
    ask.locator("input[type=radio]").first.check()
    assert grave(page) == []
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen
    ask.get_by_role("button", name=re.compile("Thêm tài liệu")).click()
    assert grave(page) == []
    assert reader.faults == []
    assert {url.split("/")[2] for url in reader.asked if not url.startswith("data:")} == {site.host}


def test_the_form_is_filled_in_with_the_keyboard_alone(form: Page) -> None:
    form.locator("#k-unit").focus()
    form.keyboard.press("ArrowDown")
    expect(form.locator(".pi-desk")).to_be_visible()
    for _ in range(12):
        form.keyboard.press("Tab")
        if form.evaluate("document.activeElement.type") == "radio":
            break
    form.keyboard.press("Space")
    expect(form.locator(".pi-desk__points strong")).not_to_have_text("0,00")


def test_the_form_works_from_a_folder(site: Served, desk: Watched) -> None:
    page = desk.open((site.folder / page_of(site.folder, "form")).as_uri())
    unit = chosen(page)
    page.locator("fieldset.pi-ask input[type=radio]").first.check()
    text = downloaded(page)
    assert f"unit: {unit}\n" in text
    load(page, text)
    expect(page.locator("[role=alert]").first).to_contain_text("Đã mở tệp")
    assert [url for url in desk.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert desk.faults == []


def test_without_scripts_the_form_says_so_and_leads_on(site: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(site.address + page_of(site.folder, "form"))
    expect(page.locator(".md-content")).to_contain_text("cần JavaScript")
    page.get_by_role("link", name="Hướng dẫn đơn vị tự đánh giá").click()
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_the_ranking_of_an_open_cycle_leads_to_the_form(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + page_of(site.folder, "form").rsplit("/", 2)[0] + "/index.html")
    page.get_by_role("link", name=re.compile("Tự đánh giá trực tuyến")).first.click()
    expect(page.locator("#k-unit")).to_be_visible()
