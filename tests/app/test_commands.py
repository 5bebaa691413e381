"""The program as a user runs it: commands, exit codes, what is said and where."""
import json
import os
import re
import resource
import signal
import subprocess
import time

import pytest

from program import PROGRAM, SMALL, SOURCE, huan


@pytest.fixture
def scenario(tmp_path):
    """A copy of the small scenario that a test may spoil."""

    def write(change=lambda text: text):
        path = tmp_path / "scenario.toml"
        path.write_text(change(SMALL.read_text(encoding="utf-8")), encoding="utf-8")
        return path

    return write


def test_version_names_program_and_commit():
    done = huan("version")
    assert done.returncode == 0
    assert re.fullmatch(r"huan \d+\.\d+\.\d+ \(\S+\)\n", done.stdout)
    assert huan("--version").stdout == done.stdout


def test_help_lists_every_command_and_every_exit_code():
    done = huan("--help")
    assert done.returncode == 0
    for command in ["run", "check", "models", "graph", "sweep", "gather", "sensitivity", "indicators", "compare", "explain", "report", "recover", "version"]:
        assert f"huan {command}" in done.stdout
        assert huan(command, "--help").returncode == 0
    documented = re.findall(r"^\| (\d+) \|", (SOURCE / "docs/commands.md").read_text(), re.M)
    shown = re.findall(r"^  (\d+) ", done.stdout, re.M)
    assert shown == documented


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["run"],
        ["run", SMALL],
        ["run", SMALL, "-o"],
        ["run", SMALL, SMALL, "-o", "x.h5"],
        ["run", SMALL, "-o", "x.h5", "--fast"],
        ["run", SMALL, "-o", "x.h5", "--seed", "-1"],
        ["run", SMALL, "-o", "x.h5", "--seed", "1", "--seed", "2"],
        ["run", SMALL, "-o", "x.h5", "--every", "fortnight"],
        ["check", SMALL, "--log", "xml"],
        ["graph", SMALL, "-o", "x.png"],
        ["models", "waelz_kilm"],
    ],
    ids=lambda words: " ".join(map(str, words[:1] + words[2:])),
)
def test_a_wrong_command_line_is_exit_code_2_and_one_line(words, tmp_path):
    done = huan(*words, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_scenario_is_exit_code_1_with_its_place_and_touches_no_file(scenario, tmp_path):
    path = scenario(lambda text: text.replace('rate = "300 t/d"', 'rate = "300 t"'))
    output = tmp_path / "out.h5"
    output.write_text("older")
    done = huan("run", path, "-o", output)
    assert done.returncode == 1
    line = 1 + path.read_text().splitlines().index('rate = "300 t"')
    assert f"scenario.toml:{line}:" in done.stderr
    assert "nothing was run" in done.stderr
    assert output.read_text() == "older"
    assert not (tmp_path / "out.h5.part").exists()


def test_files_that_cannot_be_read_or_written_are_exit_code_4(tmp_path):
    assert huan("run", tmp_path / "none.toml", "-o", tmp_path / "x.h5").returncode == 4
    assert huan("check", tmp_path).returncode == 4
    assert huan("run", SMALL, "-o", tmp_path / "no/such/folder.h5").returncode == 4
    assert huan("run", SMALL, "-o", tmp_path).returncode == 4
    assert huan("recover", tmp_path / "none.h5.part").returncode == 4


def test_a_run_writes_what_can_be_reckoned_by_hand(tmp_path):
    h5py = pytest.importorskip("h5py")
    output = tmp_path / "small.h5"
    done = huan("run", SMALL, "-o", output)
    assert done.returncode == 0, done.stderr
    assert "results in" in done.stdout
    assert not (tmp_path / "small.h5.part").exists()
    with h5py.File(output) as file:
        flows = [name.decode() if isinstance(name, bytes) else name for name in file["flow_name"][:]] \
            if "flow_name" in file else [n.decode() for n in file["flow"].dims[1][0][:]]
        moved = file["flow"][:].sum(axis=0)
        stocks = [n.decode() for n in file["stock"].dims[1][0][:]]
        levels = file["stock"][-1]
    # 300 t/d arise; the market's 200 t/d are served, its store of 5 days (1000 t) and the town's 100 t fill first
    dump = levels[stocks.index("dump.msw")]
    market = levels[stocks.index("market.msw")]
    town = levels[stocks.index("town.msw")]
    assert dump + market + town == pytest.approx(365 * (300 - 200), rel=1e-9)
    assert town == pytest.approx(100)
    assert flows and moved.max() > 0


def test_an_older_result_stays_until_the_run_is_done_and_is_then_replaced(tmp_path):
    output = tmp_path / "small.h5"
    output.write_text("older")
    assert huan("run", SMALL, "-o", output).returncode == 0
    assert output.read_bytes()[:4] == b"\x89HDF"


def test_a_result_can_be_run_again_and_gives_the_same(tmp_path):
    first, second = tmp_path / "first.h5", tmp_path / "second.h5"
    assert huan("run", SMALL, "-o", first, "--set", "town.rate=310 t/d").returncode == 0
    done = huan("run", first, "-o", second)
    assert done.returncode == 0, done.stderr
    h5py = pytest.importorskip("h5py")
    with h5py.File(first) as a, h5py.File(second) as b:
        assert a.attrs["scenario"] == b.attrs["scenario"]
        assert (a["flow"][:] == b["flow"][:]).all()
        assert (a["stock"][:] == b["stock"][:]).all()


def test_the_results_may_not_replace_the_scenario(scenario):
    path = scenario()
    text = path.read_text()
    assert huan("run", path, "-o", path).returncode == 2
    assert path.read_text() == text


def test_quiet_says_nothing_when_all_is_well(tmp_path):
    done = huan("run", SMALL, "-o", tmp_path / "x.h5", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_lines_hold_events_complaints_and_the_summary(scenario, tmp_path):
    done = huan("run", SMALL, "-o", tmp_path / "x.h5", "--log", "json")
    assert done.stdout == ""
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"time", "level", "event", "message"} <= set(lines[0])
    finished = [line for line in lines if line["event"] == "finished"]
    assert len(finished) == 1
    assert finished[0]["balance_residual"] < 1e-9
    bad = scenario(lambda text: text.replace('id = "to_dump"\n', 'id = "to_dump"\nspeed = "“fast”"\n'))
    done = huan("check", bad, "--log", "json")
    assert done.returncode == 1
    complaint = [json.loads(line) for line in done.stderr.splitlines()][0]
    assert complaint["event"] == "complaint" and complaint["level"] == "error"
    assert complaint["file"].endswith("scenario.toml") and complaint["line"] > 1


def test_check_says_how_many_vehicles_go_together(scenario):
    """200 t/d to the market in lots of 5 t; the town holds 100 t: an eighth is 12.5 t, two lots."""
    trucks = 'to = "market.msw"\nmode = "truck"\nlot = "5 t"\ntransit = "1 h"'
    conveyor = 'to = "market.msw"\nmode = "conveyor"'
    path = scenario(lambda text: 'convoys = "1 d"\n' + text.replace(conveyor, trucks))
    done = huan("check", path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^convoys +vehicles +lot +together\nto_market +2 +5 +10 t$", done.stdout, re.M), done.stdout
    last = json.loads(huan("check", path, "--log", "json").stderr.splitlines()[-1])
    assert last["convoys"] == {"to_market": 2}
    assert "convoys" not in huan("check", SMALL).stdout


def test_check_lists_what_can_be_set_with_values_that_can_be_set(tmp_path):
    listed = huan("check", SMALL, "--list")
    assert listed.returncode == 0
    assert re.search(r"^town\.rate = 300 t/d", listed.stdout, re.M)
    assert huan("check", SMALL, "--set", "town.rate=200 t/d").returncode == 0
    assert huan("check", SMALL, "--set", "town.rat=200 t/d").returncode == 1


def test_models_shows_every_kind_and_recipe_it_names():
    done = huan("models")
    assert done.returncode == 0
    names = re.findall(r"^  (\w+) ", done.stdout, re.M)
    assert {"source", "recipe", "incinerator", "waelz_kiln"} <= set(names)
    for name in ["source", "incinerator", "waelz_kiln"]:
        one = huan("models", name)
        assert one.returncode == 0 and name in one.stdout


def test_graph_draws_dot_and_svg_and_lists_loops(tmp_path):
    dot = tmp_path / "net.dot"
    done = huan("graph", SMALL, "-o", dot)
    assert done.returncode == 0, done.stderr
    assert '"town" -> "dump"' in dot.read_text(encoding="utf-8")
    assert "0 recycling loops" in done.stdout
    svg = tmp_path / "net.svg"
    assert huan("graph", SMALL, "-o", svg).returncode == 0
    assert "<svg" in svg.read_text(encoding="utf-8")


def test_an_interrupted_run_says_so_and_can_be_recovered(scenario, tmp_path):
    path = scenario(lambda text: text.replace("end = 2021-12-31", "end = 3020-12-31").replace(
        'every = "month"', 'every = "12 h"'))
    output = tmp_path / "long.h5"
    part = tmp_path / "long.h5.part"
    child = subprocess.Popen([PROGRAM, "run", str(path), "-o", str(output)], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not part.exists() and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert "huan recover" in said and not output.exists()
    done = huan("recover", part)
    assert done.returncode == 0, done.stderr
    assert output.read_bytes()[:4] == b"\x89HDF"


@pytest.mark.parametrize("limit", [500_000, 8_000_000])
def test_a_file_size_limit_is_exit_code_4_and_loses_nothing_that_was_written(scenario, tmp_path, limit):
    path = scenario(lambda text: text.replace("end = 2021-12-31", "end = 2220-12-31").replace(
        'every = "month"', 'every = "day"'))
    output = tmp_path / "long.h5"
    output.write_text("older")
    done = huan("run", path, "-o", output,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode == 4, done.stderr
    assert "File too large" in done.stderr
    assert output.read_text() == "older"
    output.unlink()
    part = tmp_path / "long.h5.part"
    if limit == 500_000:  # a file without a row is larger
        assert "Nothing was run" in done.stderr and not part.exists()
    else:
        assert "huan recover" in done.stderr
        assert huan("recover", part).returncode == 0
        assert output.read_bytes()[:4] == b"\x89HDF"


def test_progress_is_shown_on_a_terminal_only(tmp_path):
    import pty

    ours, theirs = pty.openpty()
    child = subprocess.Popen([PROGRAM, "run", str(SMALL), "-o", str(tmp_path / "x.h5")], stdout=subprocess.PIPE,
                             stderr=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other side has gone
            break
        if not piece:
            break
        said += piece
    child.communicate(timeout=60)
    assert child.returncode == 0
    assert b"%  [" in said
    assert "%  [" not in huan("run", SMALL, "-o", tmp_path / "y.h5").stderr
