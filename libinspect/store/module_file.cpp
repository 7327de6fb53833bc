// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/module_file.h"

#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/module_layout.h"
#include "libinspect/store/internal/new_file.h"
#include "libinspect/store/internal/open_file.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// The parts that wafers have too, where their writers look for them.
WaferFile shared_parts(const ModuleFile& file) {
    WaferFile shared;
    shared.camera = file.camera;
    for (const LitPattern& pattern : file.light.patterns)
        shared.channels.push_back({pattern.name, ChannelKind::lit, 0.0, pattern.exposure_ms});
    shared.tool = file.tool;
    shared.calibration = file.calibration;
    return shared;
}

void write_light(hid_t entry, const hdf5::ArrayWriter& arrays, const module::ModuleLight& light) {
    const hdf5::Group map = hdf5::make_group(entry, "map", "NXprocess");
    const hdf5::Group noise = hdf5::make_group(entry, "noise", "NXcollection");
    const hdf5::Group saturated = hdf5::make_group(entry, "saturated", "NXcollection");
    const DieGrid& grid = light.module.grid;
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
            const std::string name = hdf5::plane_name(light, p, s);
            const module::LightPlane& plane = light.plane(p, s);
            std::vector<float> values = plane.light;
            std::vector<std::uint8_t> marks(values.size(), 0);
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (plane.state[i] == module::LightState::none) values[i] = kNoData;
                if (plane.state[i] == module::LightState::saturated) marks[i] = 1;
            }
            const std::string title =
                fmt::format("light of {} in '{}'", light.module.sub_pixels[s].name, light.patterns[p].name);
            hdf5::write_pixel_layer<float>(map.get(), entry, arrays, name, grid, values, kNoData, title,
                                           "counts");
            hdf5::write_pixel_layer<float>(noise.get(), entry, arrays, name, grid, plane.sigma, kNoData,
                                           "noise of the " + title + ", 1 sigma", "counts");
            if (std::ranges::find(marks, 1) != marks.end())
                hdf5::write_pixel_layer<std::uint8_t>(saturated.get(), entry, arrays, name, grid, marks, 0,
                                                      "1: the camera was saturated", "");
        }
    }
    if (!light.patterns.empty()) hdf5::put_attribute(map.get(), "default", hdf5::plane_name(light, 0, 0));
}

std::uint64_t bytes_of(const ModuleFile& file) {
    constexpr std::uint64_t kSmallParts = 1U << 20U;
    const std::uint64_t cells = file.light.module.grid.cells();
    return kSmallParts + cells * file.light.planes.size() * 9 +
           cells * file.light.module.sub_pixels.size() * 5;
}

}  // namespace

StoredObject stored_object(const std::filesystem::path& path) {
    const hdf5::QuietErrors quiet;
    const hdf5::File file = hdf5::open_file(path);
    if (hdf5::has(file.get(), "entry")) {
        const hdf5::Group entry = hdf5::open_group(file.get(), "entry");
        if (hdf5::has(entry.get(), "definition") &&
            hdf5::get_text(entry.get(), "definition") == hdf5::kModuleDefinition)
            return StoredObject::module;
    }
    return StoredObject::wafer;  // whatever else is wrong with it, the reader of wafers says
}

void write_module_file(const std::filesystem::path& path, const ModuleFile& file,
                       const module::ModuleQuality& quality, const WriteOptions& options) {
    const std::int64_t open = count_tiles(file.ledger).expected;
    if (file.status == FileStatus::complete && open > 0)
        throw Error(ErrorKind::usage,
                    fmt::format("{} tiles of a complete module file are not accounted for", open));
    const ThreadLimit limit(options.threads);
    const hdf5::QuietErrors quiet;
    hdf5::NewFile target(path, options.force, bytes_of(file));
    {
        const hdf5::ArrayWriter arrays(target, options.level);
        hdf5::put_attribute(target.id(), "NX_class", "NXroot");
        hdf5::put_attribute(target.id(), "creator", "WaferGlow");
        hdf5::put_attribute(target.id(), "default", "entry");
        const hdf5::Group made = hdf5::make_group(target.id(), "entry", "NXentry");
        const hid_t entry = made.get();
        hdf5::put_attribute(entry, "default", "map");
        hdf5::put_text(entry, "definition", hdf5::kModuleDefinition);
        hdf5::put_integer(entry, "schema_version", kSchemaVersion);
        hdf5::put_text(entry, "title", file.light.module.id);
        hdf5::put_text(entry, "status", file.status == FileStatus::complete ? "complete" : "incomplete");
        const std::string version = file.program_version.empty() ? kVersion : file.program_version;
        hdf5::put_attribute(hdf5::put_text(entry, "program_name", "WaferGlow").get(), "version", version);
        hdf5::put_attribute(hdf5::put_text(entry, "recipe", file.recipe_toml).get(), "type",
                            "application/toml");
        hdf5::write_module(entry, arrays, file.light);
        const WaferFile shared = shared_parts(file);
        hdf5::write_tool(entry, arrays, shared);
        hdf5::write_calibration(entry, arrays, shared);
        hdf5::write_module_registration(entry, arrays, file.light);
        write_light(entry, arrays, file.light);
        hdf5::write_quality(entry, arrays, file.light, quality);
        hdf5::write_ledger(entry, arrays, file.ledger);
        hdf5::write_log(entry, arrays, file.log);
        target.check();
    }
    target.commit();
}

ModuleFile read_module_file(const std::filesystem::path& path, const ModuleReadOptions& options) {
    const ThreadLimit limit(options.threads);
    const hdf5::OpenedFile opened(path, hdf5::kModuleDefinition);
    const hid_t entry = opened.entry.get();
    WaferFile shared;
    hdf5::read_tool(entry, shared);
    ModuleFile file{.light = hdf5::read_module(entry), .camera = shared.camera};
    file.tool = std::move(shared.tool);
    file.recipe_toml = hdf5::get_text(entry, "recipe");
    std::vector<PassedOver> passed_over;
    file.calibration = hdf5::read_calibration(entry, passed_over);
    if (options.calibration_images) hdf5::read_calibration_images(entry, file.calibration);
    file.ledger = hdf5::read_ledger(entry);
    file.log = hdf5::read_log(entry);
    file.status = hdf5::read_status(entry);
    const hdf5::Object program(H5Oopen(entry, "program_name", H5P_DEFAULT));
    if (!program) throw hdf5::missing(entry, "program_name");
    file.program_version = hdf5::text_attribute(program.get(), "version");
    if (options.light) hdf5::read_planes(entry, file.light);
    return file;
}

}  // namespace waferglow
