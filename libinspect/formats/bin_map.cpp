// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/bin_map.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// A quarter turn clockwise: what lay at the right lies at the bottom.
void turn_clockwise(BinMap& map) {
    std::vector<std::uint16_t> turned(map.cells.size());
    const auto rows = static_cast<std::size_t>(map.rows);
    const auto cols = static_cast<std::size_t>(map.cols);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t col = 0; col < cols; ++col) {
            turned[col * rows + rows - 1 - row] = map.cells[row * cols + col];
        }
    }
    map.cells = std::move(turned);
    std::swap(map.rows, map.cols);
    std::swap(map.pitch_x_um, map.pitch_y_um);
    std::swap(map.die_width_um, map.die_height_um);
}

/// Bins of test structures and of marks that lie on the wafer.
/// The highest two-digit code from `wanted` down that no bin has.
std::string free_code(const BinMap& map, int wanted) {
    for (; wanted > 0; --wanted) {
        std::string code = fmt::format("{:02X}", wanted);
        if (std::ranges::find(map.bins, code, &MapBin::code) == map.bins.end()) return code;
    }
    return "00";
}

void add_other_cells(const DieMap& map, BinMap& out) {
    if (map.layout().kinds().empty()) return;
    const DiePresence on_wafer(map.grid(), map.wafer());
    for (const auto& [kind, code, name] : {std::tuple{CellKind::pcm, 0xFF, "test structure"},
                                           std::tuple{CellKind::mark, 0xFE, "alignment mark"}}) {
        const auto bin = static_cast<std::uint16_t>(out.bins.size());
        bool any = false;
        on_wafer.for_each([&](DieIndex die) {
            const std::size_t cell = map.grid().cell(die);
            if (map.layout().kind(cell) != kind) return;
            out.cells[cell] = bin;
            any = true;
        });
        if (any) out.bins.push_back({free_code(out, code), name, kNoVerdict, -1, kind});
    }
}

}  // namespace

std::vector<std::int64_t> BinMap::count() const {
    std::vector<std::int64_t> dies(bins.size(), 0);
    for (const std::uint16_t cell : cells) {
        if (cell != kNoDieCell) ++dies[cell];
    }
    return dies;
}

BinMap bin_map_of(const DieMap& map, const BinColumn& bins) {
    const DieGrid& grid = map.grid();
    if (bins.codes.size() != grid.cells()) {
        throw Error(ErrorKind::usage, fmt::format("map export: {} bin codes for a map of {} cells",
                                                  bins.codes.size(), grid.cells()));
    }
    BinMap out{.wafer_id = map.wafer().id,
               .lot_id = {},
               .device_id = {},
               .time = {},
               .rows = grid.rows,
               .cols = grid.cols,
               .pitch_x_um = grid.pitch_x_um,
               .pitch_y_um = grid.pitch_y_um,
               .die_width_um = grid.die_width_um,
               .die_height_um = grid.die_height_um,
               .diameter_mm = map.wafer().diameter_mm,
               .flat_deg = 180,
               .cells = {},
               .bins = {},
               .warnings = {}};
    std::array<std::uint16_t, 256> position{};
    position.fill(kNoDieCell);
    for (const BinLabel& label : bins.labels) {
        position[label.code] = static_cast<std::uint16_t>(out.bins.size());
        out.bins.push_back({fmt::format("{:02X}", label.code), label.name,
                            label.pass ? std::uint8_t{1} : std::uint8_t{0}, -1});
    }
    position[kNoBinCode] = static_cast<std::uint16_t>(out.bins.size());
    out.bins.push_back({"@@", "not measured", kNoVerdict, -1});
    out.cells.assign(grid.cells(), kNoDieCell);
    add_other_cells(map, out);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::size_t cell = grid.cell({row, col});
                const std::uint16_t bin = position[bins.codes[cell]];
                if (bin == kNoDieCell) {
                    throw Error(ErrorKind::usage,
                                fmt::format("map export: bin code {} has no name", bins.codes[cell]));
                }
                out.cells[cell] = bin;
            }
        }
    }
    return out;
}

BinMap bin_map_of(const Module& module, std::vector<std::uint16_t> bin_of_pixel, std::vector<MapBin> bins) {
    const DieGrid& grid = module.grid;
    if (bin_of_pixel.size() != grid.cells())
        throw Error(ErrorKind::usage, fmt::format("pixel map: {} bins for {} x {} pixels",
                                                  bin_of_pixel.size(), grid.rows, grid.cols));
    const auto odd = std::ranges::find_if(
        bin_of_pixel, [&](std::uint16_t bin) { return bin != kNoDieCell && bin >= bins.size(); });
    if (odd != bin_of_pixel.end())
        throw Error(ErrorKind::usage, fmt::format("pixel map: bin {} of pixel {} is none of {}", *odd,
                                                  odd - bin_of_pixel.begin(), bins.size()));
    BinMap map;
    map.substrate = MapSubstrate::panel;
    map.wafer_id = module.id;
    map.rows = grid.rows;
    map.cols = grid.cols;
    map.pitch_x_um = grid.pitch_x_um;
    map.pitch_y_um = grid.pitch_y_um;
    map.die_width_um = grid.pitch_x_um;  // a device is a pixel with all that is in it
    map.die_height_um = grid.pitch_y_um;
    map.cells = std::move(bin_of_pixel);
    map.bins = std::move(bins);
    return map;
}

BinMap turned_flat_down(BinMap map) {
    // Clockwise quarter turns that bring the flat from where it lies to the bottom.
    const int turns = map.flat_deg == 90 ? 1 : map.flat_deg == 0 ? 2 : map.flat_deg == 270 ? 3 : 0;
    if (turns == 2) {
        std::ranges::reverse(map.cells);
    } else {
        for (int i = 0; i < turns; ++i) turn_clockwise(map);
    }
    map.flat_deg = 180;
    return map;
}

BinFinder::BinFinder(std::vector<MapBin>& bins) : bins_(bins) {
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (bins[i].code.size() <= 8)
            known_.emplace_back(key_of(bins[i].code), static_cast<std::uint16_t>(i));
    }
    std::ranges::sort(known_);
}

std::uint16_t BinFinder::look_up(std::string_view code, std::uint64_t key) {
    if (code.empty() || code.size() > 8) {
        throw Error(ErrorKind::usage, fmt::format("{} is no bin code (1 to 8 characters)", in_quotes(code)));
    }
    auto found = std::ranges::lower_bound(known_, key, {}, [](const auto& entry) { return entry.first; });
    if (found == known_.end() || found->first != key) {
        if (bins_.size() >= kNoDieCell) throw Error(ErrorKind::usage, "more than 65,534 different bin codes");
        found = known_.emplace(found, key, static_cast<std::uint16_t>(bins_.size()));
        bins_.push_back({std::string(code), {}, kNoVerdict, -1});
    }
    last_key_ = key;
    last_ = found->second;
    return last_;
}

}  // namespace waferglow
