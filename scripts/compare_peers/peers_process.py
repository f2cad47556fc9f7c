"""Runs the peers in processes of their own. A process does one task after the other, and is ended at a limit of time."""

import json
import os
import pathlib
import re
import select
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
VENV = {"hrv-analysis": "venv-hrv-analysis"}
IMPORT_S = 60


class Peers:
    def __init__(self, folder, rust_binary, limit):
        self.folder, self.rust_binary, self.limit = folder, rust_binary, limit
        self.environment = os.environ | {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}

    def rust(self, path, task):
        """Runs one task of breathmark or of a crate."""
        command = [self.rust_binary, path, task]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=self.limit, check=True)
        except subprocess.TimeoutExpired:
            return {"error": f"> {self.limit} s"}
        except subprocess.CalledProcessError as error:
            return {"error": "fails", "note": error.stderr.strip().splitlines()[-1][:100]}
        return json.loads(done.stdout)

    def python(self, name, path, tasks, limit=None):
        """Runs the tasks of a Python peer; returns an answer for each. After a task that takes too long, a new process goes on."""
        limit = limit or self.limit
        answers, left = {}, list(tasks)
        while left:
            done = self.as_far_as_it_gets(name, path, left, limit)
            answers |= done
            left = left[len(done):]
        return answers

    def as_far_as_it_gets(self, name, path, tasks, limit):
        command = [self.folder / VENV.get(name, "venv") / "bin" / "python", HERE / "measure.py", name, path, *tasks]
        answers = {}
        with tempfile.TemporaryFile("w+") as complaints:
            process = subprocess.Popen(command, bufsize=0, stdout=subprocess.PIPE, stderr=complaints, env=self.environment)
            ready = self.line(process, IMPORT_S)
            for task in tasks:
                line = self.line(process, limit) if ready else ""
                if not line:
                    complaints.seek(0)
                    why = (complaints.read().strip().splitlines() or ["no word"])[-1]
                    answers[task] = {"error": f"> {limit} s"} if line is None else {"error": "fails", "note": why[:100]}
                    break
                answers[task] = json.loads(line)
            process.kill()
            process.wait()
        return answers

    @staticmethod
    def line(process, seconds):
        """The next line: None if it takes too long, empty if the process has ended."""
        if select.select([process.stdout], [], [], seconds)[0]:
            return process.stdout.readline().decode()
        return None

    def versions(self):
        """The pinned versions, from the lists of requirements."""
        text = "".join((HERE / list).read_text() for list in ("requirements.txt", "requirements-hrv-analysis.txt"))
        found = [f"{name} {version}" for name, version in re.findall(r"^([\w-]+)==(.+)$", text, re.M)]
        crates = re.findall(r'^([\w-]+) = "=(.+)"$', (HERE / "rust/Cargo.toml").read_text(), re.M)
        found += [f"{name} {version}" for name, version in crates]
        return ", ".join(sorted({text for text in found if not text.startswith(("scipy", "peakutils"))}))
