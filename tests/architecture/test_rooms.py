import os

import pytest

from rooms import violations


def plant(root, path, *lines):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("\n".join(lines) + "\n")


def test_no_room_includes_one_to_its_right():
    assert violations(os.environ["HUAN_SOURCE_DIR"]) == []


@pytest.mark.parametrize("path, include", [
    ("sim/network.cpp", '"sim/network.h"'),
    ("sim/app/main.cpp", '"analysis/results.h"'),
    ("sim/app/main.cpp", "<boost/program_options.hpp>"),
    ("models/incinerator.cpp", '"sim/network.h"'),
    ("scenarios/reader/toml.cpp", "<toml++/toml.h>"),
    ("analysis/results.cpp", "<hdf5.h>"),
    ("analysis/results.cpp", '"scenarios/builder/builder.h"'),
    ("tests/unit/sim/network.cpp", '"analysis/results.h"'),
])
def test_an_include_of_the_own_room_or_one_to_the_left_is_allowed(tmp_path, path, include):
    plant(tmp_path, path, f"#include {include}")
    assert violations(tmp_path) == []


@pytest.mark.parametrize("path, include, words", [
    ("sim/network.cpp", '"models/registry.h"', "sim may not include models"),
    ("sim/network.h", '"sim/app/command.h"', "sim may not include sim/app"),
    ("models/incinerator.cpp", '"scenarios/reader/units.h"', "models may not include scenarios"),
    ("scenarios/builder/builder.cpp", '"analysis/results.h"', "scenarios may not include analysis"),
    ("analysis/results.cpp", '"sim/app/command.h"', "analysis may not include sim/app"),
    ("sim/network.cpp", '"network.h"', "not a path from the top of the tree"),
    ("models/incinerator.cpp", '"../sim/network.h"', "not a path from the top of the tree"),
    ("sim/network.cpp", "<hdf5.h>", "belongs to analysis alone"),
    ("models/recipe.cpp", "<toml++/toml.h>", "belongs to scenarios alone"),
    ("analysis/results.cpp", "<boost/program_options.hpp>", "belongs to sim/app alone"),
])
def test_a_wrong_include_is_named_with_its_line(tmp_path, path, include, words):
    plant(tmp_path, path, "// a comment", f"#  include {include}")
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{path}:2: ") and words in found[0]
