// SPDX-License-Identifier: GPL-3.0-or-later
// Module, patterns and registration of a module file, written and read.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/module_layout.h"
#include "libinspect/store/internal/stored_layout.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::hdf5 {
namespace {

constexpr double kUntold = std::numeric_limits<double>::quiet_NaN();

void write_pixel_axis(hid_t group, const ArrayWriter& arrays, const char* name,
                      const std::vector<double>& values) {
    const Dataset dataset = arrays.write(group, name, vector_view(std::span(values)));
    put_attribute(dataset.get(), "units", "um");
    put_attribute(dataset.get(), "long_name", fmt::format("{} on the module (um)", name));
}

void write_pixel_grid(hid_t group, const ArrayWriter& arrays, const DieGrid& grid) {
    const Group where = make_group(group, "grid", "NXcollection");
    put_integer(where.get(), "rows", grid.rows);
    put_integer(where.get(), "cols", grid.cols);
    put_number(where.get(), "x0", grid.x0_um, "um");
    put_number(where.get(), "y0", grid.y0_um, "um");
    put_number(where.get(), "pitch_x", grid.pitch_x_um, "um");
    put_number(where.get(), "pitch_y", grid.pitch_y_um, "um");
    put_number(where.get(), "emitter_width", grid.die_width_um, "um");
    put_number(where.get(), "emitter_height", grid.die_height_um, "um");
    write_steps(where.get(), grid.steps);
    std::vector<double> x;
    std::vector<double> y;
    for (std::int32_t col = 0; col < grid.cols; ++col) x.push_back(grid.center({0, col}).x);
    for (std::int32_t row = 0; row < grid.rows; ++row) y.push_back(grid.center({row, 0}).y);
    write_pixel_axis(group, arrays, "x", x);
    write_pixel_axis(group, arrays, "y", y);
}

DieGrid read_pixel_grid(hid_t group) {
    const Group where = open_group(group, "grid");
    const auto count = [&](const char* name) {
        const std::int64_t value = get_integer(where.get(), name);
        if (value < 1 || value > std::numeric_limits<std::int32_t>::max())
            throw Error(ErrorKind::input,
                        fmt::format("{}: '{}' is {}, out of range", describe(where.get()), name, value));
        return static_cast<std::int32_t>(value);
    };
    DieGrid grid{.rows = count("rows"),
                 .cols = count("cols"),
                 .x0_um = get_number(where.get(), "x0"),
                 .y0_um = get_number(where.get(), "y0"),
                 .pitch_x_um = get_number(where.get(), "pitch_x"),
                 .pitch_y_um = get_number(where.get(), "pitch_y"),
                 .die_width_um = get_number(where.get(), "emitter_width"),
                 .die_height_um = get_number(where.get(), "emitter_height")};
    grid.steps = read_steps(where.get());
    if (grid.cells() > kMaxCells)
        throw Error(ErrorKind::input, fmt::format("{}: {} x {} pixels are not plausible",
                                                  describe(where.get()), grid.rows, grid.cols));
    return grid;
}

std::string names_of_lights(const module::ModuleLight& light, const LitPattern& pattern) {
    std::string names;
    for (const std::size_t s : pattern.lights)
        names += (names.empty() ? "" : " ") + light.module.sub_pixels[s].name;
    return names;
}

std::vector<std::size_t> lights_of_names(const Module& module, const std::string& names) {
    std::vector<std::size_t> lights;
    for (std::size_t begin = 0; begin < names.size();) {
        const std::size_t end = std::min(names.find(' ', begin), names.size());
        const std::string name = names.substr(begin, end - begin);
        const auto found = std::ranges::find(module.sub_pixels, name, &SubPixel::name);
        if (found == module.sub_pixels.end())
            throw Error(ErrorKind::input, fmt::format("a pattern lights '{}', which is no sub-pixel", name));
        lights.push_back(static_cast<std::size_t>(found - module.sub_pixels.begin()));
        begin = end + 1;
    }
    return lights;
}

std::vector<SubPixel> read_sub_pixels(hid_t module) {
    const Group group = open_group(module, "sub_pixels");
    TableReader table(group.get());
    const auto names = table.texts("name");
    const auto dx = table.column<double>("dx");
    const auto dy = table.column<double>("dy");
    const auto width = table.column<double>("width");
    const auto height = table.column<double>("height");
    const auto x = table.column<double>("cie_x");
    const auto y = table.column<double>("cie_y");
    const auto luminance = table.column<double>("luminance");
    std::vector<SubPixel> all;
    for (std::size_t i = 0; i < names.size(); ++i) {
        SubPixel one{names[i], dx[i], dy[i], width[i], height[i], std::nullopt, std::nullopt};
        if (!std::isnan(x[i])) one.chromaticity = Chromaticity{x[i], y[i]};
        if (!std::isnan(luminance[i])) one.cd_m2 = luminance[i];
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<LitPattern> read_patterns(hid_t entry, const Module& module) {
    const Group group = open_group(entry, "patterns");
    TableReader table(group.get());
    const auto names = table.texts("name");
    const auto lights = table.texts("lights");
    const auto gray = table.column<std::int32_t>("gray");
    const auto most = table.column<std::int32_t>("gray_max");
    const auto exposure = table.column<double>("exposure");
    std::vector<LitPattern> all;
    for (std::size_t i = 0; i < names.size(); ++i)
        all.push_back({names[i], lights_of_names(module, lights[i]), gray[i], most[i], exposure[i]});
    return all;
}

void read_module_registration(hid_t entry, module::ModuleLight& light) {
    const Group group = open_group(entry, "registration");
    const auto number = [&](const char* name) { return get_number(group.get(), name); };
    module::ModuleRegistration& r = light.registration;
    r.pose = {number("rotation"), number("scale"), number("offset_x"), number("offset_y")};
    r.k1 = number("k1");
    r.keystone_x = number("keystone_x");
    r.keystone_y = number("keystone_y");
    r.rms_px = number("residual_rms");
    r.blur_px = number("blur");
    r.pixels_per_pitch = number("pixels_per_pitch");
    if (has(group.get(), "stitch_rms")) light.stitch_rms = number("stitch_rms");
    const Group panels = open_group(group.get(), "panels");
    TableReader shifts(panels.get());
    const auto x = shifts.column<double>("shift_x");
    const auto y = shifts.column<double>("shift_y");
    for (std::size_t i = 0; i < x.size(); ++i) r.panel_shift_um.push_back({x[i], y[i]});
    const Group notes = open_group(group.get(), "notes");
    TableReader texts(notes.get());
    light.notes = texts.texts("text");
}

}  // namespace

std::string plane_name(const module::ModuleLight& light, std::size_t pattern, std::size_t sub_pixel) {
    return light.patterns[pattern].name + "_" + light.module.sub_pixels[sub_pixel].name;
}

void write_module(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light) {
    const Group group = make_group(entry, "module", "NXsample");
    const Module& m = light.module;
    put_text(group.get(), "name", m.id);
    write_pixel_grid(group.get(), arrays, m.grid);
    const Group table = make_group(group.get(), "sub_pixels", "NXcollection");
    const TableWriter rows(arrays, table.get());
    rows.texts_of("name", m.sub_pixels, [](const SubPixel& s) { return s.name; });
    const auto length = [&](const char* name, double SubPixel::*member) {
        rows.column_of<double>(
            name, m.sub_pixels, [member](const SubPixel& s) { return s.*member; }, "um");
    };
    length("dx", &SubPixel::dx_um);
    length("dy", &SubPixel::dy_um);
    length("width", &SubPixel::width_um);
    length("height", &SubPixel::height_um);
    rows.column_of<double>("cie_x", m.sub_pixels,
                           [](const SubPixel& s) { return s.chromaticity ? s.chromaticity->x : kUntold; });
    rows.column_of<double>("cie_y", m.sub_pixels,
                           [](const SubPixel& s) { return s.chromaticity ? s.chromaticity->y : kUntold; });
    rows.column_of<double>(
        "luminance", m.sub_pixels, [](const SubPixel& s) { return s.cd_m2.value_or(kUntold); }, "cd/m2");
    arrays.write(group.get(), "panel_rows", vector_view(std::span(m.panel_rows)));
    arrays.write(group.get(), "panel_cols", vector_view(std::span(m.panel_cols)));

    const Group patterns = make_group(entry, "patterns", "NXcollection");
    const TableWriter shown(arrays, patterns.get());
    shown.texts_of("name", light.patterns, [](const LitPattern& p) { return p.name; });
    shown.texts_of("lights", light.patterns, [&](const LitPattern& p) { return names_of_lights(light, p); });
    shown.column_of<std::int32_t>("gray", light.patterns, [](const LitPattern& p) { return p.gray; });
    shown.column_of<std::int32_t>("gray_max", light.patterns, [](const LitPattern& p) { return p.gray_max; });
    shown.column_of<double>(
        "exposure", light.patterns, [](const LitPattern& p) { return p.exposure_ms; }, "ms");
}

void write_module_registration(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light) {
    const Group group = make_group(entry, "registration", "NXcollection");
    const module::ModuleRegistration& r = light.registration;
    put_number(group.get(), "rotation", r.pose.rotation_rad, "rad");
    put_number(group.get(), "scale", r.pose.scale);
    put_number(group.get(), "offset_x", r.pose.offset_x_um, "um");
    put_number(group.get(), "offset_y", r.pose.offset_y_um, "um");
    put_number(group.get(), "k1", r.k1);
    put_number(group.get(), "keystone_x", r.keystone_x);
    put_number(group.get(), "keystone_y", r.keystone_y);
    put_number(group.get(), "residual_rms", r.rms_px, "px");
    put_number(group.get(), "blur", r.blur_px, "px");
    put_number(group.get(), "pixels_per_pitch", r.pixels_per_pitch, "px");
    if (light.stitch_rms) put_number(group.get(), "stitch_rms", *light.stitch_rms);
    const Group panels = make_group(group.get(), "panels", "NXcollection");
    const TableWriter shifts(arrays, panels.get());
    shifts.column_of<double>(
        "shift_x", r.panel_shift_um, [](const WaferPoint& p) { return p.x; }, "um");
    shifts.column_of<double>(
        "shift_y", r.panel_shift_um, [](const WaferPoint& p) { return p.y; }, "um");
    const Group notes = make_group(group.get(), "notes", "NXcollection");
    TableWriter(arrays, notes.get()).texts("text", light.notes);
}

module::ModuleLight read_module(hid_t entry) {
    module::ModuleLight light;
    const Group group = open_group(entry, "module");
    light.module.id = get_text(group.get(), "name");
    light.module.grid = read_pixel_grid(group.get());
    light.module.sub_pixels = read_sub_pixels(group.get());
    light.module.panel_rows = get_vector<std::int32_t>(group.get(), "panel_rows");
    light.module.panel_cols = get_vector<std::int32_t>(group.get(), "panel_cols");
    validate(light.module);
    light.patterns = read_patterns(entry, light.module);
    validate(light.patterns, light.module);
    read_module_registration(entry, light);
    return light;
}

}  // namespace waferglow::hdf5
