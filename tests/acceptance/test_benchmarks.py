"""The benchmark's synthetic authority is one that the engine accepts, in the format of today."""

import subprocess
import sys
from pathlib import Path

from support.house import ROOT, parindex


def test_the_synthetic_authority_has_no_findings(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/synth.py", tmp_path / "kho", "--units", "3"], check=True)
    assert "0 lỗi, 0 cảnh báo, 0 lưu ý." in parindex(tmp_path / "kho", "check", code=0).stdout
