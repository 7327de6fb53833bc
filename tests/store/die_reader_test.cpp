// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/die_reader.h"

#include "libinspect/base/error.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;

TEST_CASE("one die is read with all its layers", "[store]") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const DieIndex die{150, 131};
    const std::vector<DieValue> values = read_die_values(folder / "w.h5", die);
    const std::vector<LayerInfo> layers = read_wafer_info(folder / "w.h5").layers;
    REQUIRE(values.size() == layers.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        CHECK(values[i].layer == layers[i].name);
        const float whole = read_layer(folder / "w.h5", layers[i].name).values[150U * 270U + 131U];
        CHECK((values[i].value == whole || (std::isnan(values[i].value) && std::isnan(whole))));
    }
    CHECK(values[1].value == sample_value(1, die));
}

TEST_CASE("a die outside of the grid is refused", "[store]") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    CHECK_THROWS_AS(read_die_values(folder / "w.h5", {300, 0}), Error);
}
