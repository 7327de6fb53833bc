// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/recording_module.h"

#include "libinspect/base/error.h"
#include "libinspect/base/identifier.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/module_keys.h"
#include "libinspect/formats/internal/wafer_keys.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kModuleId = "id";
const char* const kNameRule = "must be letters, digits and '_', no digit first";

/// Columns of a table, so that two sub-pixels or channels could not be told apart otherwise.
template <class Named>
void check_name(const TomlTable& table, const std::string& name, const std::vector<Named>& others) {
    if (!is_identifier(name)) table.refuse("name", fmt::format("{} {}", in_quotes(name), kNameRule));
    if (std::ranges::find(others, name, &Named::name) != others.end())
        table.refuse("name", fmt::format("'{}' is the name of an earlier one already", name));
}

DieGrid read_pixel_grid(const TomlTable& table, std::vector<std::string>& notes) {
    static const KeyTable<DieGrid> kKeys = module_grid_keys();
    DieGrid grid;
    read_keys(table, kKeys, grid);
    check_die_fits_pitch(table, grid);
    const CenterSpan span = center_span_of(grid);
    if (!table.contains("x0_um")) grid.x0_um -= span.middle.x;
    if (!table.contains("y0_um")) grid.y0_um -= span.middle.y;
    note_unknown_keys(table, "[grid]", names_of(kKeys), notes);
    return grid;
}

SubPixel sub_pixel_of(const TomlTable& table, const SubPixelRow& row, const DieGrid& grid) {
    SubPixel sub_pixel{.name = row.name,
                       .dx_um = row.dx_um,
                       .dy_um = row.dy_um,
                       .width_um = row.width_um.value_or(grid.die_width_um),
                       .height_um = row.height_um.value_or(grid.die_height_um),
                       .cd_m2 = row.cd_m2};
    if (row.cie_x.has_value() != row.cie_y.has_value()) {
        const char* there = row.cie_x ? "cie_x" : "cie_y";
        table.refuse(there, fmt::format("has no {} beside it; a chromaticity is both or none",
                                        row.cie_x ? "cie_y" : "cie_x"));
    }
    if (row.cie_x) {
        if (*row.cie_y == 0.0) table.refuse("cie_y", "= 0 must be over 0: no colour of light is there");
        if (*row.cie_x + *row.cie_y > 1.0)
            table.refuse("cie_x", fmt::format("= {} and cie_y = {} must be 1 together at most", *row.cie_x,
                                              *row.cie_y));
        sub_pixel.chromaticity = Chromaticity{*row.cie_x, *row.cie_y};
    }
    if (row.cd_m2 && *row.cd_m2 == 0.0)
        table.refuse("cd_m2", "= 0 must be over 0; leave it out where no luminance meter was there");
    return sub_pixel;
}

std::vector<SubPixel> read_sub_pixels(const TomlTable& top, const DieGrid& grid,
                                      std::vector<std::string>& notes) {
    static const KeyTable<SubPixelRow> kKeys = sub_pixel_keys();
    std::vector<SubPixel> sub_pixels;
    for (const TomlTable& table : top.tables("subpixel")) {
        SubPixelRow row;
        read_keys(table, kKeys, row);
        check_name(table, row.name, sub_pixels);
        sub_pixels.push_back(sub_pixel_of(table, row, grid));
        note_unknown_keys(table, "[[subpixel]]", names_of(kKeys), notes);
    }
    return sub_pixels;
}

std::vector<std::size_t> lights_of(const TomlTable& table, const PatternRow& row, const Module& module) {
    std::vector<std::string> names;
    for (const SubPixel& sub_pixel : module.sub_pixels) names.push_back(sub_pixel.name);
    std::vector<std::size_t> lights;
    for (const std::string& light : row.lights) {
        const auto found = std::ranges::find(names, light);
        if (found == names.end())
            table.refuse("lights", fmt::format("{} is no [[subpixel]]{}; there {} {}", in_quotes(light),
                                               did_you_mean(light, names), names.size() == 1 ? "is" : "are",
                                               fmt::join(names, ", ")));
        const auto position = static_cast<std::size_t>(found - names.begin());
        if (std::ranges::find(lights, position) != lights.end())
            table.refuse("lights", fmt::format("'{}' is named twice", light));
        lights.push_back(position);
    }
    return lights;
}

LitPattern read_pattern(const TomlTable& table, const std::string& name, const Module& module) {
    static const KeyTable<PatternRow> kKeys = pattern_keys();
    PatternRow row;
    read_keys(table, kKeys, row);
    if (!row.gray && !row.lights.empty())
        table.refuse("gray", "is missing: what the lights are driven at, up to gray_max");
    const std::int64_t gray = row.gray.value_or(0);
    if (gray > row.gray_max)
        table.refuse("gray", fmt::format("= {} is over gray_max, {}", gray, row.gray_max));
    if (row.exposure_ms == 0.0) table.refuse("exposure_ms", "= 0 must be over 0: light is compared per ms");
    return {.name = name,
            .lights = lights_of(table, row, module),
            .gray = static_cast<int>(gray),
            .gray_max = static_cast<int>(row.gray_max),
            .exposure_ms = row.exposure_ms};
}

/// Every channel of a module is a pattern.
void read_patterns(const TomlTable& top, Recording& recording) {
    std::vector<std::string> known = names_of(pattern_keys());
    known.insert(known.end(), {"name", "kind"});
    for (const TomlTable& table : top.tables("channel")) {
        const std::string name = table.text("name");
        check_name(table, name, recording.patterns);
        const std::string kind = table.text("kind");
        if (kind != name_of(ChannelKind::lit))
            table.refuse("kind", fmt::format("{} is none of a module: its channels are of the kind '{}'",
                                             in_quotes(kind), name_of(ChannelKind::lit)));
        const LitPattern pattern = read_pattern(table, name, *recording.module);
        recording.patterns.push_back(pattern);
        recording.channels.push_back(
            {.name = name, .kind = ChannelKind::lit, .exposure_ms = pattern.exposure_ms});
        note_unknown_keys(table, "[[channel]]", known, recording.notes);
    }
}

SubPixelRow row_of(const SubPixel& sub_pixel, const DieGrid& grid) {
    SubPixelRow row{
        .name = sub_pixel.name, .dx_um = sub_pixel.dx_um, .dy_um = sub_pixel.dy_um, .cd_m2 = sub_pixel.cd_m2};
    if (sub_pixel.width_um != grid.die_width_um) row.width_um = sub_pixel.width_um;
    if (sub_pixel.height_um != grid.die_height_um) row.height_um = sub_pixel.height_um;
    if (sub_pixel.chromaticity) {
        row.cie_x = sub_pixel.chromaticity->x;
        row.cie_y = sub_pixel.chromaticity->y;
    }
    return row;
}

}  // namespace

void note_unknown_keys(const TomlTable& table, const char* name, const std::vector<std::string>& known,
                       std::vector<std::string>& notes) {
    for (const UnknownKey& unknown : unknown_keys(table, known))
        notes.push_back(fmt::format("recording.toml: {} {} {} and has no effect", name,
                                    in_quotes(unknown.key), unknown.complaint));
}

void require_wafer(const Recording& recording, std::string_view task) {
    if (!recording.module) return;
    throw Error(ErrorKind::input,
                fmt::format("{}: is a recording of a display module, '{}'; {} is for wafers",
                            recording.folder.string(), recording.module->id, task));
}

void read_module_part(const TomlTable& top, const std::string& file, Recording& recording) {
    static const KeyTable<Module> kKeys = module_keys();
    const TomlTable table = top.table("module");
    Module module;
    module.id = table.text(kModuleId);
    read_keys(table, kKeys, module);
    std::vector<std::string> known = names_of(kKeys);
    known.emplace_back(kModuleId);
    note_unknown_keys(table, "[module]", known, recording.notes);
    module.grid = read_pixel_grid(top.table("grid"), recording.notes);
    module.sub_pixels = read_sub_pixels(top, module.grid, recording.notes);
    recording.module = std::move(module);
    read_patterns(top, recording);
    try {
        validate(*recording.module);
        validate(recording.patterns, *recording.module);
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("{}: {}", file, error.what()));
    }
}

std::string module_as_toml(const Module& module) {
    std::string out = fmt::format("\n[module]\nid = {}\n", toml_text(module.id));
    out += keys_as_toml(module_keys(), module, KeysWritten::all_told);
    out += "\n[grid]\n" + keys_as_toml(module_grid_keys(), module.grid, KeysWritten::all_told);
    for (const SubPixel& sub_pixel : module.sub_pixels) {
        out += "\n[[subpixel]]\n";
        out += keys_as_toml(sub_pixel_keys(), row_of(sub_pixel, module.grid), KeysWritten::all_told);
    }
    return out;
}

std::string pattern_as_toml(const LitPattern& pattern, const Module& module) {
    PatternRow row{.gray = pattern.gray, .gray_max = pattern.gray_max, .exposure_ms = pattern.exposure_ms};
    for (const std::size_t light : pattern.lights) row.lights.push_back(module.sub_pixels.at(light).name);
    return keys_as_toml(pattern_keys(), row, KeysWritten::all_told);
}

}  // namespace waferglow
