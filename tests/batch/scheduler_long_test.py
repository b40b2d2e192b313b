#!/usr/bin/env python3
"""The lines of docs/refresh.md for GNU parallel and for a job array of Slurm are run as they stand there, and give what one build gives. For Slurm
a cluster of one node is started on this machine, with its own key, ports and folders. Called with the program."""

import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from publication import REAL, Publication

PROGRAM = os.path.abspath(sys.argv.pop(1))
DOCS = (REAL / "docs/refresh.md").read_text()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def block(first_words):
    """The indented block of the page that begins with these words."""
    lines = DOCS.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("    " + first_words))
    end = start
    while lines[end].startswith("    "):
        end += 1
    return "\n".join(line[4:] for line in lines[start:end]) + "\n"


class Cluster:
    """munged, slurmctld and slurmd for one node."""

    def __init__(self, folder):
        self.folder, self.running = folder, []
        self.conf = folder / "slurm.conf"
        self.environment = {**os.environ, "SLURM_CONF": str(self.conf)}

    def start(self, *command):
        log = open(self.folder / (pathlib.Path(command[0]).name + ".log"), "w")
        self.running.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))
        log.close()

    def open(self):
        key = self.folder / "munge.key"
        key.write_bytes(secrets.token_bytes(128))
        key.chmod(0o400)
        place = self.folder / "munge.socket"
        self.start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={place}", f"--pid-file={self.folder}/munge.pid",
                   f"--log-file={self.folder}/munge.log", f"--seed-file={self.folder}/munge.seed", "--num-threads=1")
        host = socket.gethostname().split(".")[0]
        (self.folder / "state").mkdir()
        (self.folder / "spool").mkdir()
        self.conf.write_text(f"""ClusterName=almanac
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket={place}
CryptoType=crypto/munge
SlurmUser=root
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
""")
        self.wait(place.exists)
        self.start("slurmctld", "-D", "-f", str(self.conf))
        self.start("slurmd", "-D", "-f", str(self.conf), "-N", host)
        self.wait(lambda: "idle" in self.run("sinfo", "--noheader", "--format=%T").stdout)

    def run(self, *command, **options):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300, **options)

    def wait(self, ready):
        for _ in range(600):
            if ready():
                return
            if any(process.poll() is not None for process in self.running):
                break
            time.sleep(0.1)
        logs = "\n".join(log.read_text(errors="replace")[-600:] for log in sorted(self.folder.glob("*.log")))
        raise unittest.SkipTest(f"no cluster can be started here:\n{logs}")

    def close(self):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            process.wait(timeout=60)


class Scheduler(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        self.publication.declare(country_factsheet="[AT, BE, BG, CY, CZ, DE]", regional_scorecard="[BE21, BE31, DE21, EL30, ES30]")
        self.assertEqual(self.publication.build().returncode, 0)
        self.made = self.publication.documents()
        shutil.rmtree(self.publication.root / "out")
        self.environment = {**os.environ, "PATH": f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}"}

    def expect_all(self):
        self.assertEqual(self.publication.documents(), self.made)
        self.assertEqual(self.publication.left_over(), [])
        self.assertEqual(self.publication.build().stdout, "") # the shards share one record

    def test_gnu_parallel(self):
        if not shutil.which("parallel"):
            self.skipTest("GNU parallel is not installed")
        script = block("parallel ")
        self.assertIn("--shard", script)
        result = subprocess.run(["bash", "-ec", script], cwd=self.publication.root, env=self.environment, capture_output=True, text=True,
                                timeout=600)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(re.findall("^built ", result.stdout, re.M)), len(self.made))
        self.expect_all()

    def test_a_job_array_of_slurm(self):
        if not shutil.which("slurmctld") or os.geteuid() != 0:
            self.skipTest("Slurm is not installed, or this is not root")
        with tempfile.TemporaryDirectory(prefix="almanac-slurm-") as folder:
            cluster = Cluster(pathlib.Path(folder))
            self.addCleanup(cluster.close)
            cluster.open()
            script = self.publication.root / "refresh.sh"
            script.write_text(block("#!/bin/bash"))
            self.assertIn("SLURM_ARRAY_TASK_ID", script.read_text())
            cluster.environment["PATH"] = self.environment["PATH"]
            result = cluster.run("sbatch", "--wait", "--export=ALL", str(script), cwd=self.publication.root)
            logs = [log.read_text() for log in sorted(self.publication.root.glob("refresh-*.log"))]
            self.assertEqual(result.returncode, 0, result.stderr + "".join(logs))
            self.assertGreater(len(logs), 1)
            built = [line for log in logs for line in re.findall(r"^built  (\S+)", log, re.M)]
            self.assertEqual(sorted(built), sorted(self.made)) # each once
            self.expect_all()
            cluster.close()

    def test_shards_of_any_number_are_complete_and_disjoint(self):
        for shards in (1, 2, 7, 40):
            found = []
            for shard in range(1, shards + 1):
                found += self.publication.states("--shard", f"{shard}/{shards}")
            self.assertEqual(sorted(found), sorted(self.made))


if __name__ == "__main__":
    unittest.main()
