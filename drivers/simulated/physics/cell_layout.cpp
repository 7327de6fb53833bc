// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/cell_layout.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/layout_file.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

constexpr int kMostGroups = 26;

std::uint8_t group_of(const LayoutSettings& settings, const DieGrid& grid, DieIndex die) {
    const GridSteps& steps = grid.steps;
    const bool fields = steps.field_rows > 0 && steps.field_cols > 0;
    const std::int32_t place = fields ? floor_division(die.row + steps.field_row0, steps.field_rows) +
                                            floor_division(die.col + steps.field_col0, steps.field_cols)
                                      : die.col * settings.groups / grid.cols;
    return static_cast<std::uint8_t>(place % settings.groups);
}

}  // namespace

void validate(const LayoutSettings& settings) {
    const auto require = [](bool good, const char* what, double value, const char* rule) {
        if (!good)
            throw Error(ErrorKind::input,
                        fmt::format("recording settings: {} = {} must be {}", what, value, rule));
    };
    require(settings.pcm_share >= 0.0 && settings.pcm_share < 1.0, "pcm_share", settings.pcm_share,
            "from 0 to below 1");
    require(settings.pcm_light >= 0.0, "pcm_light", settings.pcm_light, "zero or more");
    require(settings.marks >= 0, "marks", settings.marks, "zero or more");
    require(settings.groups >= 0 && settings.groups <= kMostGroups, "groups", settings.groups, "0 to 26");
    require(settings.group_light > 0.0, "group_light", settings.group_light, "positive");
}

WaferLayout make_layout(const LayoutSettings& settings, const DieGrid& grid, std::uint64_t seed) {
    if (!settings.file.empty()) return read_layout(settings.file, grid);
    std::vector<CellKind> kinds;
    if (settings.pcm_share > 0.0 || settings.marks > 0) kinds.assign(grid.cells(), CellKind::die);
    if (settings.pcm_share > 0.0) {
        for (std::size_t cell = 0; cell < kinds.size(); ++cell) {
            RandomStream random(stream_key(seed, Topic::layout, cell));
            if (random.uniform() < settings.pcm_share) kinds[cell] = CellKind::pcm;
        }
    }
    for (int mark = 0; mark < settings.marks; ++mark) {
        const auto col = static_cast<std::int32_t>((mark + 0.5) / settings.marks * grid.cols);
        kinds[grid.cell({grid.rows / 2, col})] = CellKind::mark;
    }
    std::vector<std::uint8_t> groups;
    std::vector<std::string> names;
    if (settings.groups > 0) {
        groups.reserve(grid.cells());
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const std::size_t cell = grid.cell({row, col});
                const bool is_die = kinds.empty() || kinds[cell] == CellKind::die;
                groups.push_back(is_die ? group_of(settings, grid, {row, col}) : WaferLayout::kNoGroup);
            }
        }
        for (int group = 0; group < settings.groups; ++group)
            names.emplace_back(1, static_cast<char>('A' + group));
    }
    return {grid, std::move(kinds), std::move(groups), std::move(names)};
}

double cell_light(const LayoutSettings& settings, const WaferLayout& layout, std::size_t cell) {
    switch (layout.kind(cell)) {
        case CellKind::pcm:
            return settings.pcm_light;
        case CellKind::mark:
        case CellKind::none:
            return 0.0;
        case CellKind::die:
            break;
    }
    const std::uint8_t group = layout.group(cell);
    return group == WaferLayout::kNoGroup ? 1.0 : std::pow(settings.group_light, group);
}

}  // namespace waferglow::simulated
