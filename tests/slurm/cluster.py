"""A Slurm of one node on the loopback, in a folder of its own: munged, slurmctld, slurmd, all from Debian, all of this test.

Needs to be root (slurmd does). Nothing of the machine's own configuration is read or changed.
"""
import os
import pathlib
import signal
import socket
import subprocess
import time

CONFIGURATION = """
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmctldPort={ctld_port}
SlurmdPort={slurmd_port}
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmdSpoolDir={folder}/spool
StateSaveLocation={folder}/state
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=1
MailProg=/bin/true
JobRequeue=1
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
MinJobAge=300
MessageTimeout=20
InactiveLimit=0
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


class Cluster:
    def __init__(self, folder, cpus=2):
        self.folder = pathlib.Path(folder)
        for name in ("state", "spool", "munge"):
            (self.folder / name).mkdir(parents=True)
        os.chmod(self.folder, 0o755)
        self.host = socket.gethostname().split(".")[0]
        configuration = CONFIGURATION.format(
            folder=self.folder, host=self.host, cpus=cpus, ctld_port=free_port(), slurmd_port=free_port()
        )
        (self.folder / "slurm.conf").write_text(configuration)
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"))
        self.daemons = {}

    def __enter__(self):
        try:
            self.start_munge()
            self.start("slurmctld", "-D")
            self.start("slurmd", "-D", "-N", self.host)
            self.wait(lambda: self.says("sinfo", "-h", "-o", "%t") in ("idle", "mix", "alloc"), 60, "an idle node")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for name in list(self.daemons)[::-1]:
            self.stop(name)

    def start_munge(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        words = [f"--{what}={self.folder}/munge{tail}" for what, tail in
                 (("key-file", ".key"), ("socket", ".socket"), ("pid-file", ".pid"), ("log-file", ".log"), ("seed-file", ".seed"))]
        self.start("munged", "--foreground", "--force", *words)
        self.wait((self.folder / "munge.socket").exists, 20, "munged")

    def start(self, name, *words):
        program = next(p for p in (f"/usr/sbin/{name}", f"/usr/bin/{name}") if os.path.exists(p))
        log = open(self.folder / f"{name}.out", "ab")
        self.daemons[name] = subprocess.Popen([program, *words], env=self.environment, stdout=log, stderr=log)

    def stop(self, name, how=signal.SIGTERM):
        daemon = self.daemons.pop(name)
        daemon.send_signal(how)
        try:
            daemon.wait(20)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()

    def says(self, *words):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def wait(self, condition, seconds, what):
        end = time.time() + seconds
        while not condition():
            if time.time() > end:
                logs = "\n".join(f"== {p.name}\n{p.read_text(errors='replace')[-3000:]}" for p in self.folder.glob("*.log"))
                raise AssertionError(f"waited {seconds} s for {what}\n{self.says('squeue', '-a')}\n{logs}")
            time.sleep(0.2)
