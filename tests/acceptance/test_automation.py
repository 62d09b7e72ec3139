"""The automation itself: check.yml run by `act` on pull requests, the other forges' files run as they stand.

Only what the forge brings is stood in for: its clone, its store of artefacts, its event. The steps are those of the
files, and the checker that they run is the one of the main branch of a real git repository.
"""

import contextlib
import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from parindex.report.review import MARK
from support.house import CYCLE, ROOT, base, copied, git, house, parindex, unit_file, write

WORKFLOWS = ROOT / ".github/workflows"
FORGES = ROOT / "docs/forges"
FILING = unit_file("so-tu-phap")
DRAFT = base()[FILING].rpartition("approval:")[0]
NOT_YET = {
    f"{CYCLE}/decision.yaml",
    f"{CYCLE}/receipts.yaml",
    *(path for path in base() if path.endswith(("/appraisal.yaml", "/explanation.yaml"))),
}
IN_TIME, LATE = "2026-01-05T03:00:00Z", "2026-01-09T03:00:00Z"
NUMBER = 7
TOKEN = "the-token-of-the-run"

# Stands in for the environment that the main branch installs: the same checker, and a mark that it was this one.
PYTHON = shlex.quote(shlex.quote(sys.executable))
MAKE_VENV = f"""#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .venv/bin
printf '#!/usr/bin/env bash\\nexec %s -m parindex "$@"\\n' {PYTHON} > .venv/bin/parindex
chmod +x .venv/bin/parindex
echo "environment of the main branch, $1"
"""

STUBS = {
    "actions/checkout": """
inputs: {ref: {default: ""}, fetch-depth: {default: "1"}, persist-credentials: {default: "true"}}
runs:
  using: composite
  steps:
    - shell: bash
      env: {REF: "${{ inputs.ref }}", DEPTH: "${{ inputs.fetch-depth }}", KEEP: "${{ inputs.persist-credentials }}"}
      run: |
        test "$KEEP" = false
        test "$DEPTH" = 0 || test -z "$REF"
        git clone --quiet ${REF:+--branch "$REF"} "$ORIGIN" .
""",
    "actions/upload-artifact": """
inputs: {name: {}, path: {}, if-no-files-found: {}, retention-days: {}}
runs:
  using: composite
  steps:
    - shell: bash
      env: {NAME: "${{ inputs.name }}", FROM: "${{ inputs.path }}"}
      run: if [ -d "$FROM" ]; then cp -r "$FROM" "$UPLOADS/$NAME"; fi
""",
    "actions/download-artifact": """
inputs: {pattern: {}, path: {}, merge-multiple: {}}
runs:
  using: composite
  steps:
    - shell: bash
      env: {PATTERN: "${{ inputs.pattern }}", TO: "${{ inputs.path }}"}
      run: mkdir -p "$TO" && for one in "$UPLOADS"/$PATTERN; do cp -r "$one"/. "$TO"; done
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run of a job left."""

    code: int
    log: str
    summary: str
    uploads: Path

    def upload(self, name: str) -> str:
        return (self.uploads / "review" / name).read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The repository at the forge, with a main branch in self-scoring."""

    folder: Path
    bare: Path

    def propose(self, files: Mapping[str, str], *, hidden: str = f"refs/pull/{NUMBER}/head") -> str:
        """A branch of somebody's, at the forge as a pull request; the answer is its commit."""
        desk = self.folder / "desk"
        git(self.folder, "clone", "--quiet", str(self.bare), str(desk))
        for path, text in files.items():
            write(desk / path, text)
            if text.startswith("#!"):
                (desk / path).chmod(0o755)
        git(desk, "add", "--all")
        git(desk, "commit", "--quiet", "--message", "Nộp hồ sơ")
        git(desk, "push", "--quiet", "origin", f"HEAD:{hidden}")
        return git(desk, "rev-parse", "HEAD")

    def event(self, commit: str, actor: str, at: str = IN_TIME) -> Path:
        """The event file of the pull request; its title and branch would run if any script had them in it."""
        trap = f'$(touch {self.folder / "trap"})`touch {self.folder / "trap"}`"; touch {self.folder / "trap"}; "'
        pull = {
            "number": NUMBER,
            "title": trap,
            "body": trap,
            "updated_at": at,
            "user": {"login": actor},
            "base": {"ref": "main", "sha": git(self.bare, "rev-parse", "main")},
            "head": {"ref": trap, "sha": commit},
        }
        path = self.folder / "event.json"
        path.write_text(json.dumps({"action": "opened", "number": NUMBER, "pull_request": pull}), encoding="utf-8")
        return path


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    first = house(tmp_path / "first", dict.fromkeys(NOT_YET) | {FILING: DRAFT})
    write(first / "tools/make-venv", MAKE_VENV)
    (first / "tools/make-venv").chmod(0o755)
    write(first / "requirements/site.txt", "")
    git(first, "init", "--quiet")
    git(first, "add", "--all")
    git(first, "commit", "--quiet", "--message", "Mở kỳ đánh giá")
    bare = tmp_path / "origin.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(first), str(bare))
    return Origin(folder=tmp_path, bare=bare)


def steps(path: Path) -> list[dict[str, Any]]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    return [step for job in loaded["jobs"].values() for step in job["steps"]]


def act(
    origin: Origin,
    workflow: Path,
    event: Path,
    label: str = "ubuntu-latest",
    kind: str = "pull_request",
    **settings: str,
) -> Ran:
    """The jobs of a workflow, run without containers; actions of the marketplace are the stand-ins above."""
    uploads, desk = origin.folder / "uploads", origin.folder / "act"
    uploads.mkdir()
    copied(workflow.parent, desk / ".github/workflows")
    git(desk, "init", "--quiet")
    words: list[str | Path] = ["-W", f".github/workflows/{workflow.name}", "-e", event]
    words += ["-P", f"{label}=-self-hosted", "--no-skip-checkout", "-s", f"GITHUB_TOKEN={TOKEN}"]
    for uses in {step["uses"] for step in steps(workflow) if "uses" in step}:
        stub = origin.folder / uses.split("@")[0]
        write(stub / "action.yml", f"name: {uses.split('@')[0]}\n" + STUBS[uses.split("@")[0]])
        words += ["--local-repository", f"{uses}={stub}"]
    for key, value in {"ORIGIN": str(origin.bare), "UPLOADS": str(uploads), **settings}.items():
        words += ["--env", f"{key}={value}"]
    program = Path(sys.executable).with_name("act")
    done = subprocess.run(
        [program, kind, "--json", *words],
        cwd=desk,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "HOME": str(origin.folder), "PYTHONUTF8": "1", "GIT_CONFIG_NOSYSTEM": "1"},
        timeout=300,
        check=False,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert any(row.get("jobResult") for row in rows), done.stdout + done.stderr
    assert TOKEN not in done.stdout
    assert not (origin.folder / "trap").exists()
    return Ran(
        code=done.returncode,
        log="".join(row["msg"] + "\n" for row in rows if row.get("raw_output") or row.get("command")),
        summary="".join(row["content"] for row in rows if row.get("command") == "summary"),
        uploads=uploads,
    )


def checked(origin: Origin, files: Mapping[str, str], actor: str, at: str = IN_TIME) -> Ran:
    """check.yml on a pull request with these files."""
    return act(origin, WORKFLOWS / "check.yml", origin.event(origin.propose(files), actor, at))


# ── check.yml ─────────────────────────────────────────────────────────────────────────────────────────────────────


FILED = {FILING: DRAFT.replace("option: on-time", "option: late", 1)}


def test_a_filing_of_the_units_own_officer_passes_and_its_report_is_handed_on(origin: Origin) -> None:
    ran = checked(origin, FILED, "tran-mau")
    assert ran.code == 0, ran.log
    assert "environment of the main branch, requirements/site.txt" in ran.log
    assert ran.upload("number") == f"{NUMBER}\n"
    report = ran.upload("review.md")
    assert report.startswith(MARK + "\n")
    assert ran.summary.strip() == report.strip()
    told = json.loads(ran.upload("review.json"))
    assert (told["allowed"], told["actor"], told["received"]) == (True, "tran-mau", "2026-01-05T03:00:00+00:00")
    assert [unit["unit"] for unit in told["units"]] == ["so-tu-phap"]


@pytest.mark.parametrize(
    ("actor", "at", "rule"), [("bui-y", IN_TIME, "actor-not-allowed"), ("tran-mau", LATE, "phase-closed")]
)
def test_a_filing_by_another_or_too_late_fails_with_an_annotation(
    origin: Origin, actor: str, at: str, rule: str
) -> None:
    ran = checked(origin, FILED, actor, at)
    assert ran.code == 1
    rules = [row["rule"] for row in json.loads(ran.upload("review.json"))["findings"]]
    assert rule in rules
    assert rule in ran.log
    assert ran.summary.startswith(MARK)


def test_a_pull_request_brings_neither_its_own_checker_nor_its_own_roster(origin: Origin) -> None:
    canary = origin.folder / "canary"
    own = f"#!/usr/bin/env bash\ntouch {shlex.quote(str(canary))}\n"
    units = base()["submissions/tinh-thu/units.yaml"].replace("login: tran-mau", "login: nguoi-la")
    files = {
        **FILED,
        "tools/make-venv": own,
        ".venv/bin/parindex": own,
        "sitecustomize.py": f"open({str(canary)!r}, 'w')\n",
        "submissions/tinh-thu/units.yaml": units,
    }
    ran = checked(origin, files, "nguoi-la")
    assert ran.code == 1
    assert not canary.exists()
    assert "environment of the main branch" in ran.log
    rules = {row["rule"] for row in json.loads(ran.upload("review.json"))["findings"]}
    assert {"change-mixed", "actor-unknown"} <= rules


def test_a_run_that_was_overtaken_by_a_rewritten_branch_does_not_judge(origin: Origin) -> None:
    origin.propose(FILED)
    ran = act(origin, WORKFLOWS / "check.yml", origin.event("0123456789" * 4, "tran-mau"))
    assert ran.code == 1
    assert "Not a valid object name" in ran.log
    assert not (ran.uploads / "review").exists()


# ── evidence.yml ──────────────────────────────────────────────────────────────────────────────────────────────────

# Stands in for the checker that opens addresses: each share leaves the record of one unit, and something it should not.
SEES = """#!/usr/bin/env bash
set -euo pipefail
unit=$([ "$4" = 1/4 ] && echo so-noi-vu || { [ "$4" = 3/4 ] && echo so-tu-phap; } || true)
echo "asked for share $4" >> "$ORIGIN.shares"
if [ -n "$unit" ]; then
  cat > "submissions/tinh-thu/2025/$unit/evidence.lock.yaml" <<END
unit: $unit
cycle: "2025"
seen:
  - url: https://vanban.tinh-thu.example/x.pdf
    first: "2026-01-04T02:00:00Z"
    last: "2026-01-04T02:00:00Z"
    fault: timeout
    days:
      - "2026-01-04"
END
  echo "unit: hacked" >> submissions/tinh-thu/2025/so-y-te/self-assessment.yaml
  echo x > submissions/tinh-thu/notes.yaml
fi
"""


@pytest.fixture
def requests() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A forge that opens pull requests: its address, and what it was asked for."""
    asked: list[dict[str, Any]] = []

    class Pulls(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = any(row["head"] == told["head"] for row in asked)
            asked.append({**told, "path": self.path, "token": self.headers["Authorization"]})
            body = json.dumps({"message": "A pull request already exists"} if known else {"number": 1}).encode()
            self.send_response(422 if known else 201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pulls)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/v3", asked
    server.shutdown()
    server.server_close()


def test_the_shares_of_a_link_check_become_one_proposal_of_a_programme_that_its_office_can_take_over(
    origin: Origin, requests: tuple[str, list[dict[str, Any]]]
) -> None:
    address, asked = requests
    desk = origin.folder / "main"
    git(origin.folder, "clone", "--quiet", str(origin.bare), str(desk))
    write(desk / "tools/make-venv", "#!/usr/bin/env bash\nmkdir -p .venv/bin && cp tools/sees .venv/bin/parindex\n")
    write(desk / "tools/sees", SEES)
    write(desk / ".gitignore", ".venv/\n")
    copied(ROOT / ".github/scripts", desk / ".github/scripts")
    for name in ("make-venv", "sees"):
        (desk / "tools" / name).chmod(0o755)
    git(desk, "add", "--all")
    git(desk, "commit", "--quiet", "--message", "Công cụ")
    git(desk, "push", "--quiet", "origin", "HEAD:main")
    before = git(origin.bare, "rev-parse", "main")
    event = origin.folder / "event.json"
    event.write_text("{}", encoding="utf-8")
    forge = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "to-chuc/kho", "GITHUB_REF_NAME": "main"}
    ran = act(origin, WORKFLOWS / "evidence.yml", event, kind="schedule", **forge)
    assert ran.code == 0, ran.log
    shares = Path(f"{origin.bare}.shares").read_text("utf-8").splitlines()
    assert sorted(shares) == [f"asked for share {number}/4" for number in (1, 2, 3, 4)]
    assert git(origin.bare, "rev-parse", "main") == before
    changed = git(origin.bare, "diff", "--name-only", "main", "evidence/tinh-thu").splitlines()
    assert changed == [f"{CYCLE}/{unit}/evidence.lock.yaml" for unit in ("so-noi-vu", "so-tu-phap")]
    (told,) = asked
    assert (told["path"], told["head"], told["base"]) == (
        "/api/v3/repos/to-chuc/kho/pulls",
        "evidence/tinh-thu",
        "main",
    )
    assert told["token"] == f"Bearer {TOKEN}"
    assert TOKEN not in git(origin.bare, "log", "--all", "--format=%B%an%ae")
    git(desk, "fetch", "--quiet", "origin", "evidence/tinh-thu")
    for actor, code in (("vu-dieu", 0), ("tran-mau", 1)):
        parindex(desk, "review", "HEAD..FETCH_HEAD", "--actor", actor, "--at", IN_TIME, code=code)


def test_only_records_of_units_that_exist_are_proposed(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("evidence", ROOT / ".github/scripts/evidence.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    seen, desk = tmp_path / "seen", house(tmp_path / "desk")
    lock = f"{CYCLE}/so-y-te/evidence.lock.yaml"
    for path in (lock, f"{CYCLE}/khong-co/evidence.lock.yaml", f"{CYCLE}/so-y-te/appraisal.yaml", ".git/config"):
        write(seen / path, "unit: x\n")
    write(seen / f"{CYCLE}/so-noi-vu/evidence.lock.yaml", "x" * (script.MAX_BYTES + 1))
    (seen / CYCLE / "xa-an-binh").mkdir()
    (seen / CYCLE / "xa-an-binh/evidence.lock.yaml").symlink_to("/etc/passwd")
    with contextlib.chdir(desk):
        assert script.records(seen) == {"tinh-thu": [lock]}


# ── the other forges ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("actor", "code"), [("tran-mau", 0), ("bui-y", 1)])
def test_the_file_for_forgejo_judges_the_same_way(origin: Origin, actor: str, code: int) -> None:
    event = origin.event(origin.propose(FILED), actor)
    where = {"GITHUB_SERVER_URL": f"file://{origin.folder}", "GITHUB_REPOSITORY": "origin.git"}
    ran = act(origin, FORGES / "forgejo-check.yml", event, "docker", **where)
    assert ran.code == code, ran.log
    assert ("actor-not-allowed" in ran.log) == bool(code)


@pytest.mark.parametrize(("actor", "project", "code"), [("tran-mau", "1", 0), ("bui-y", "1", 1), ("tran-mau", "99", 1)])
def test_the_file_for_gitlab_judges_the_same_way_and_not_in_a_fork(
    origin: Origin, actor: str, project: str, code: int
) -> None:
    commit = origin.propose(FILED, hidden="refs/merge-requests/5/head")
    job = yaml.safe_load((FORGES / "gitlab-ci.yml").read_text("utf-8"))["review"]
    folder = origin.folder / "build"
    folder.mkdir()
    told = {
        "CI_PROJECT_ID": project,
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "CI_DEFAULT_BRANCH": "main",
        "CI_REPOSITORY_URL": str(origin.bare),
        "CI_MERGE_REQUEST_IID": "5",
        "CI_COMMIT_SHA": commit,
        "GITLAB_USER_LOGIN": actor,
        "CI_PIPELINE_CREATED_AT": IN_TIME,
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "HOME": str(origin.folder), "PYTHONUTF8": "1", **told},
        timeout=300,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert (folder / "review.md").exists() == (project == "1")
    assert job["variables"] == {"GIT_STRATEGY": "none"}


# ── what all workflows keep to ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_workflows_are_pinned_bounded_and_hold_no_more_than_they_give_a_reason_for(path: Path) -> None:
    text = path.read_text("utf-8")
    loaded = yaml.safe_load(text)
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "concurrency" in loaded
    assert loaded["permissions"] in ({}, {"contents": "read"})
    for job in loaded["jobs"].values():
        assert job["timeout-minutes"] <= 30
    for line in text.splitlines():
        if "uses:" in line:
            assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", line), line
        if re.search(r": (write|read)( |$)", line) and path.name != "test.yml":
            assert re.search(r"# \S", line), line
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        # What somebody else has chosen reaches a script through its environment only.
        assert "${{" not in step.get("run", ""), step


def test_only_two_workflows_may_write_to_pull_requests_and_only_the_comment_is_excused_by_the_auditor() -> None:
    texts = {path.name: path.read_text("utf-8") for path in WORKFLOWS.glob("*.yml")}
    writing = {name for name, text in texts.items() if "pull-requests: write" in text}
    assert writing == {"comment.yml", "evidence.yml"}
    assert [name for name, text in texts.items() if "contents: write" in text] == ["evidence.yml"]
    assert {name: text.count("zizmor: ignore") for name, text in texts.items() if "zizmor: ignore" in text} == {
        "comment.yml": 1
    }


def test_an_artefact_is_shown_by_the_script_of_the_main_branch_and_nothing_of_it_is_run() -> None:
    loaded = yaml.safe_load((WORKFLOWS / "comment.yml").read_text("utf-8"))
    [job] = loaded["jobs"].values()
    assert [step.get("run") for step in job["steps"]] == [None, "python3 -I .github/scripts/comment.py"]
    assert "ref" not in job["steps"][0]["with"]


def test_two_builds_that_differ_are_not_published(tmp_path: Path) -> None:
    folder = copied(ROOT / "tools", tmp_path / "tools").parent
    fake = '#!/usr/bin/env bash\nmkdir -p "$3"; echo "${SAME:-$3}" > "$3/index.html"; exit "${CODE:-0}"\n'
    write(folder / ".venv/bin/parindex", fake)
    (folder / ".venv/bin/parindex").chmod(0o755)

    def run(**settings: str) -> int:
        env = {"PATH": os.environ["PATH"], **settings}
        done = subprocess.run(
            ["tools/build-twice", "build/site"], cwd=folder, capture_output=True, env=env, check=False
        )
        return done.returncode

    assert run() == 1
    assert run(SAME="x") == 0
    assert run(SAME="x", CODE="1") == 0, "errors in the data hold units back, not the site"
    assert run(SAME="x", CODE="3") == 3


# ── templates and forms ───────────────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_template_for_each_kind_of_change_in_both_languages() -> None:
    folder = ROOT / ".github/PULL_REQUEST_TEMPLATE"
    names = {"tu-danh-gia", "tham-dinh", "giai-trinh", "kien-nghi", "tieu-chi", "phan-mem"}
    assert {path.stem for path in folder.glob("*.md")} == names
    default = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    for name in names:
        assert f"?template={name}.md" in default
        text = (folder / f"{name}.md").read_text("utf-8")
        assert "- [ ] " in text
        assert "·" in text.splitlines()[0]


def test_the_form_for_appeals_says_what_the_official_docket_is() -> None:
    form = (ROOT / ".github/ISSUE_TEMPLATE/kien-nghi.yml").read_text("utf-8")
    assert form.count("appeal.yaml") >= 3
