#!/usr/bin/env python3
"""The job array of Slurm in docs/refresh.md is run as it stands there, and gives what one build gives. For this a cluster of one node is started
on this machine, with its own key, ports and folders. Called with the program."""

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

from publication import Publication, line_of_docs

PROGRAM = os.path.abspath(sys.argv.pop(1))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class NotStarted(Exception):
    """A daemon of the cluster has ended."""


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
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, **options)

    def wait(self, ready):
        while not ready():
            if any(process.poll() is not None for process in self.running):
                raise NotStarted("\n".join(log.read_text(errors="replace")[-600:] for log in sorted(self.folder.glob("*.log"))))
            time.sleep(0.1)

    def close(self):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            process.wait()
        self.running = []


def open_cluster(test):
    """A cluster that works. A port that was free may be taken by the time a daemon wants it: then others are tried."""
    for last in (False, False, True):
        folder = tempfile.TemporaryDirectory(prefix="almanac-slurm-")
        test.addCleanup(folder.cleanup)
        cluster = Cluster(pathlib.Path(folder.name))
        test.addCleanup(cluster.close)
        try:
            cluster.open()
            return cluster
        except NotStarted as reason:
            cluster.close()
            if last:
                raise unittest.SkipTest(f"no cluster can be started here:\n{reason}") from reason


class Scheduler(unittest.TestCase):
    def setUp(self):
        if not shutil.which("slurmctld") or os.geteuid() != 0:
            self.skipTest("Slurm is not installed, or this is not root")
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        self.made = self.publication.sharded()

    def test_a_job_array_of_slurm(self):
        cluster = open_cluster(self)
        script = self.publication.root / "refresh.sh"
        script.write_text(line_of_docs("#!/bin/bash"))
        self.assertIn("SLURM_ARRAY_TASK_ID", script.read_text())
        cluster.environment["PATH"] = f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}"
        result = cluster.run("sbatch", "--wait", "--export=ALL", str(script), cwd=self.publication.root)
        logs = [log.read_text() for log in sorted(self.publication.root.glob("refresh-*.log"))]
        self.assertEqual(result.returncode, 0, result.stderr + "".join(logs))
        self.assertGreater(len(logs), 1)
        built = [line for log in logs for line in re.findall(r"^built  (\S+)", log, re.M)]
        self.assertEqual(sorted(built), sorted(self.made)) # each once
        self.publication.expect_all(self, self.made)


if __name__ == "__main__":
    unittest.main()
