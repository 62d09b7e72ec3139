"""Proposes what a check of links has seen: a branch and a pull request for each programme.

The records come from jobs of the same run, and what they hold was partly written by strangers' servers. So they are
data here: only files of the right name, in folders that the main branch has, of bounded size; they are copied and
never read. Whether they only add to what was there is judged by `parindex review`, as for everybody.

Python's standard library and git only: this runs with a token that may write, and brings nothing else along.
"""

import base64
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

LOCK = re.compile(r"submissions/([a-z0-9-]{1,80})/[a-z0-9-]{1,80}/(?:[a-z0-9-]{1,80}/)?evidence\.lock\.yaml")
MAX_BYTES = 2_000_000
MAX_FILES = 50_000

NAME = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")

TITLE = "Kiểm tra đường dẫn tài liệu: {programme}"
BODY = (
    "Kết quả kiểm tra đường dẫn tự động: chỉ ghi thêm vào `evidence.lock.yaml`, không đổi hồ sơ và không đổi điểm. "
    "Bước kiểm tra không tự chạy trên đề nghị do máy mở: người của cơ quan tổ chức lấy nhánh này về, thêm một commit "
    "rỗng (`git commit --allow-empty`) rồi đẩy lên; từ đó đề nghị được xét theo quyền của người ấy.\n\n"
    "What a scheduled check of links has seen: `evidence.lock.yaml` is only added to, no filing and no score changes. "
    "Checks do not start by themselves on what a workflow opens: somebody of the office fetches this branch, adds an "
    "empty commit (`git commit --allow-empty`) and pushes it; from then on it is judged by their rights."
)


def git(*words: str, env: Mapping[str, str] | None = None) -> str:
    """One command of git; its failure ends the run."""
    done = subprocess.run(
        ["git", *words], check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    return done.stdout.strip()


def records(seen: Path) -> dict[str, list[str]]:
    """The paths of the records to take, by programme."""
    found: dict[str, list[str]] = {}
    files = sorted(path for path in seen.rglob("*") if path.is_file() and not path.is_symlink())
    if len(files) > MAX_FILES:
        sys.exit(f"{len(files)} files are more than there can be")
    for file in files:
        path = file.relative_to(seen).as_posix()
        named = LOCK.fullmatch(path)
        if named is None or file.stat().st_size > MAX_BYTES or not Path(path).parent.is_dir():
            print(f"left out: {path!a}")
        else:
            found.setdefault(named[1], []).append(path)
    return found


def propose(programme: str, paths: Iterable[str], seen: Path, base: str) -> bool:
    """Puts a programme's records onto a branch of its own; False where they say nothing new."""
    branch = f"evidence/{programme}"
    git("checkout", "--quiet", "-B", branch, base)
    for path in paths:
        shutil.copyfile(seen / path, path)
        git("add", "--", path)
    if not git("diff", "--cached", "--name-only"):
        return False
    git(*NAME, "commit", "--quiet", "--no-verify", "--message", TITLE.format(programme=programme))
    git("push", "--quiet", "--force", "origin", f"{branch}:refs/heads/{branch}", env=_authorized())
    return True


def _authorized() -> dict[str, str]:
    """The token for one push, told to git and written nowhere."""
    basic = base64.b64encode(f"x-access-token:{os.environ['GITHUB_TOKEN']}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{os.environ['GITHUB_SERVER_URL']}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {basic}",
    }


def open_request(programme: str, main: str) -> None:
    """Opens the pull request; one that is open already has got the new commit by the push."""
    api = urlsplit(os.environ["GITHUB_API_URL"])
    kind = http.client.HTTPSConnection if api.scheme == "https" else http.client.HTTPConnection
    connection = kind(api.netloc, timeout=30)
    told = {"title": TITLE.format(programme=programme), "body": BODY, "head": f"evidence/{programme}", "base": main}
    headers = {
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        "Accept": "application/vnd.github+json",
        "Content-Type": "application/json",
        "User-Agent": "parindex-evidence",
    }
    path = f"{api.path.rstrip('/')}/repos/{os.environ['GITHUB_REPOSITORY']}/pulls"
    connection.request("POST", path, json.dumps(told).encode(), headers)
    answer = connection.getresponse()
    said = answer.read(100_000).decode("utf-8", "replace")
    connection.close()
    if answer.status != 201 and not (answer.status == 422 and "already exists" in said):
        sys.exit(f"the pull request for {programme} was not opened: {answer.status}")


def main() -> None:
    """All programmes, one after another."""
    seen = Path(sys.argv[1]).resolve()
    main_branch = os.environ["GITHUB_REF_NAME"]
    base = git("rev-parse", "HEAD")
    for programme, paths in records(seen).items() if seen.is_dir() else ():
        if propose(programme, paths, seen, base):
            open_request(programme, main_branch)
            print(f"{programme}: {len(paths)} records")


if __name__ == "__main__":
    main()
