// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of a module file, and what was judged.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/module_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::hdf5 {
namespace {

using module::DemuraTable;
using module::LightState;
using module::Line;
using module::ModuleBin;
using module::ModuleBinInfo;
using module::MuraObject;
using module::Seam;

constexpr std::uint8_t kUnmeasuredCode = static_cast<std::uint8_t>(ModuleBin::unmeasured);

void write_module_bins(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light,
                       const module::ModuleQuality& quality) {
    const Group bins = make_group(entry, "bins", "NXcollection");
    for (std::size_t s = 0; s < quality.bins.size(); ++s) {
        std::vector<std::uint8_t> codes;
        codes.reserve(quality.bins[s].size());
        for (const ModuleBin bin : quality.bins[s]) codes.push_back(static_cast<std::uint8_t>(bin));
        const std::string& name = light.module.sub_pixels[s].name;
        write_pixel_layer<std::uint8_t>(bins.get(), entry, arrays, name, light.module.grid, codes,
                                        kUnmeasuredCode, "bins of " + name, "");
    }
    const Group classes = make_group(bins.get(), "classes", "NXcollection");
    const TableWriter table(arrays, classes.get());
    const auto& all = module::kModuleBins;
    table.column_of<std::uint8_t>("code", all,
                                  [](const ModuleBinInfo& i) { return static_cast<std::uint8_t>(i.bin); });
    table.texts_of("name", all, [](const ModuleBinInfo& i) { return std::string(i.name); });
    table.texts_of("rule", all, [](const ModuleBinInfo& i) { return std::string(i.rule); });
    table.column_of<std::uint8_t>("pass", all,
                                  [](const ModuleBinInfo& i) { return i.bin == ModuleBin::good ? 1 : 0; });
    table.column_of<std::int64_t>("sub_pixels", all,
                                  [&](const ModuleBinInfo& i) { return quality.count(i.bin); });
}

void write_module_lines(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light,
                        const std::vector<Line>& lines) {
    const Group group = make_group(entry, "lines", "NXcollection");
    const TableWriter table(arrays, group.get());
    table.texts_of("axis", lines, [](const Line& l) { return std::string(module::name_of(l.axis)); });
    table.column_of<std::int32_t>("index", lines, [](const Line& l) { return l.index; });
    table.texts_of("subpixel", lines,
                   [&](const Line& l) { return module::sub_pixel_name(light.module, l.sub_pixel); });
    table.column_of<std::int32_t>("begin", lines, [](const Line& l) { return l.begin; });
    table.column_of<std::int32_t>("end", lines, [](const Line& l) { return l.end; });
    table.column_of<double>("contrast", lines, [](const Line& l) { return l.contrast; });
    table.column_of<double>("snr", lines, [](const Line& l) { return l.snr; });
}

void write_module_seams(hid_t entry, const ArrayWriter& arrays, const std::vector<Seam>& seams) {
    const Group group = make_group(entry, "seams", "NXcollection");
    const TableWriter table(arrays, group.get());
    table.texts_of("axis", seams, [](const Seam& s) { return std::string(module::name_of(s.axis)); });
    table.column_of<std::int32_t>("index", seams, [](const Seam& s) { return s.index; });
    table.column_of<std::int32_t>("begin", seams, [](const Seam& s) { return s.begin; });
    table.column_of<std::int32_t>("end", seams, [](const Seam& s) { return s.end; });
    table.column_of<double>("step", seams, [](const Seam& s) { return s.step; });
    table.column_of<double>("snr", seams, [](const Seam& s) { return s.snr; });
}

void write_mura(hid_t entry, const ArrayWriter& arrays, const DieGrid& grid, const module::Mura& mura) {
    const Group group = make_group(entry, "mura", "NXcollection");
    const TableWriter table(arrays, group.get());
    table.texts_of("kind", mura.objects, [](const MuraObject& m) { return std::string(name_of(m.kind)); });
    const auto number = [&](const char* name, double MuraObject::*member, const char* unit) {
        table.column_of<double>(
            name, mura.objects, [member](const MuraObject& m) { return m.*member; }, unit);
    };
    number("row", &MuraObject::row, "");
    number("col", &MuraObject::col, "");
    number("sigma", &MuraObject::sigma_px, "px");
    number("contrast", &MuraObject::contrast, "");
    number("area", &MuraObject::area_px, "px");
    number("snr", &MuraObject::snr, "");
    number("semu", &MuraObject::semu, "");
    table.column_of<double>("jnd", mura.objects, [](const MuraObject& m) {
        return m.jnd.value_or(std::numeric_limits<double>::quiet_NaN());
    });
    if (!mura.field.empty())
        write_pixel_layer<float>(group.get(), entry, arrays, "field", grid, mura.field, kNoData,
                                 "smooth light of all colours, sigma 8 pixels, mean 1", "");
}

void write_demura(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light,
                  const std::vector<DemuraTable>& tables) {
    const Group group = make_group(entry, "demura", "NXcollection");
    std::vector<std::uint8_t> told(light.module.sub_pixels.size(), 0);
    for (const DemuraTable& table : tables) {
        const LitPattern& pattern = light.patterns[table.pattern];
        std::string name = light.module.sub_pixels[table.sub_pixel].name;
        if (told[table.sub_pixel] != 0) name += fmt::format("_g{}", pattern.gray);
        told[table.sub_pixel] = 1;
        write_pixel_layer<float>(group.get(), entry, arrays, name, light.module.grid, table.gain, 1.0F,
                                 fmt::format("gain of '{}', linear light", pattern.name), "");
    }
}

}  // namespace

template <class T>
void write_pixel_layer(hid_t parent, hid_t entry, const ArrayWriter& arrays, const std::string& name,
                       const DieGrid& grid, std::span<const T> values, T fill, std::string_view title,
                       std::string_view unit) {
    const Group group = make_group(parent, name, "NXdata");
    put_attribute(group.get(), "signal", "data");
    if (grid.rows > 1 && grid.cols > 1) put_attribute(group.get(), "axes", {"y", "x"});
    put_attribute(group.get(), "interpretation", "image");
    const Group module = open_group(entry, "module");
    for (const char* axis : {"y", "x"}) {
        if (H5Lcreate_hard(module.get(), axis, group.get(), axis, H5P_DEFAULT, H5P_DEFAULT) < 0)
            throw failure_at(ErrorKind::job, group.get(), "an axis can't be linked");
    }
    put_text(group.get(), "title", title);
    const Dataset data = arrays.write(
        group.get(), "data",
        map_view(values, static_cast<std::size_t>(grid.rows), static_cast<std::size_t>(grid.cols), fill));
    put_attribute(data.get(), "long_name", title);
    if (!unit.empty()) put_attribute(data.get(), "units", unit);
    put_attribute(data.get(), "interpretation", "image");
}
template void write_pixel_layer<float>(hid_t, hid_t, const ArrayWriter&, const std::string&, const DieGrid&,
                                       std::span<const float>, float, std::string_view, std::string_view);
template void write_pixel_layer<std::uint8_t>(hid_t, hid_t, const ArrayWriter&, const std::string&,
                                              const DieGrid&, std::span<const std::uint8_t>, std::uint8_t,
                                              std::string_view, std::string_view);

void write_quality(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light,
                   const module::ModuleQuality& quality) {
    write_module_bins(entry, arrays, light, quality);
    write_module_lines(entry, arrays, light, quality.lines);
    write_module_seams(entry, arrays, quality.seams);
    write_mura(entry, arrays, light.module.grid, quality.mura);
    write_demura(entry, arrays, light, quality.demura);
}

void read_planes(hid_t entry, module::ModuleLight& light) {
    const std::size_t cells = light.module.grid.cells();
    const auto checked = [&](auto values, const std::string& name) {
        if (values.size() != cells)
            throw Error(ErrorKind::input, fmt::format("{}: '{}' has {} values for {} pixels", describe(entry),
                                                      name, values.size(), cells));
        return values;
    };
    const Group saturated = open_group(entry, "saturated");
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
            const std::string name = plane_name(light, p, s);
            module::LightPlane plane;
            plane.light =
                checked(get_vector<float>(open_group(entry, "map/" + name).get(), "data"), "map/" + name);
            plane.sigma =
                checked(get_vector<float>(open_group(entry, "noise/" + name).get(), "data"), "noise/" + name);
            plane.state.assign(cells, LightState::measured);
            for (std::size_t i = 0; i < cells; ++i) {
                if (std::isnan(plane.light[i])) plane.state[i] = LightState::none;
            }
            if (has(saturated.get(), name)) {
                const auto marks =
                    checked(get_vector<std::uint8_t>(open_group(saturated.get(), name).get(), "data"), name);
                for (std::size_t i = 0; i < cells; ++i) {
                    if (marks[i] != 0) plane.state[i] = LightState::saturated;
                }
            }
            light.planes.push_back(std::move(plane));
        }
    }
}

}  // namespace waferglow::hdf5
