"""Load on the loopback with wrk: 64 connections ask for a while, and the server's memory is watched.

python benchmarks/load.py --seconds 60
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
# wrk reads its request from a Lua script; the questions take turns.
SCRIPT = """
local questions = {%s}
local n = 0
request = function()
  n = n %% #questions + 1
  return wrk.format("POST", "/api/v1/ask", {["Content-Type"] = "application/json"}, questions[n])
end
local codes = {}
response = function(status) codes[status] = (codes[status] or 0) + 1; wrk.thread:set("codes" .. status, codes[status]) end
setup = function(thread) threads = threads or {}; table.insert(threads, thread) end
done = function(summary, latency)
  for _, thread in ipairs(threads) do
    for _, code in ipairs({200, 408, 413, 422, 429, 500, 503, 504}) do
      local count = thread:get("codes" .. code)
      if count then io.write(string.format("status %%d: %%d\\n", code, count)) end
    end
  end
  io.write(string.format("p50 %%.1f ms, p99 %%.1f ms\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def questions(folder: Path) -> list[str]:
    """The starter questions, as bodies."""
    from summitbot.sources import read_coverage

    return [json.dumps({"question": question}) for question in read_coverage(folder).starters]


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(seconds: int, connections: int, scratch: Path) -> str:
    """Serve the sources, load the server, and tell what came of it."""
    program = shutil.which("wrk")
    if program is None:
        sys.exit("This needs wrk: apt install wrk")
    bodies = ", ".join(f"[=[{body}]=]" for body in questions(ROOT / "sources"))
    (scratch / "ask.lua").write_text(SCRIPT % bodies, encoding="utf-8")
    environment = os.environ | {
        "SUMMITBOT_RATE_CLIENT": "1000000/second", "SUMMITBOT_WAITING": "100", "SUMMITBOT_DATA": str(scratch),
    }  # fmt: skip
    command = [sys.executable, "-m", "summitbot", "serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stdout is not None
        home = next(m[1] for line in server.stdout if (m := re.search(r"(http://[\d.:]+/)", line)))
        load = [program, "-t1", f"-c{connections}", "--timeout", "30s", "-s", str(scratch / "ask.lua"), home]
        subprocess.run([*load[:2], "-c8", "-d5s", *load[3:]], check=True, capture_output=True)  # to warm it
        run = subprocess.Popen([*load, f"-d{seconds}s"], stdout=subprocess.PIPE, text=True)
        seen = []
        while run.poll() is None:
            seen.append(memory(server.pid))
            time.sleep(1)
        told = run.communicate()[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
    kept = [
        line.strip() for line in told.splitlines() if re.match(r"\s*(status|p50|Requests/sec|Socket)", line)
    ]
    fifth = max(1, len(seen) // 5)
    span = f"memory {sum(seen[:fifth]) / fifth:.0f} MB at first, {sum(seen[-fifth:]) / fifth:.0f} MB at last, most {max(seen):.0f} MB"
    return "\n".join([f"{connections} connections for {seconds} s", *kept, span])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--connections", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(measure(options.seconds, options.connections, Path(scratch)) + "\n")


if __name__ == "__main__":
    main()
