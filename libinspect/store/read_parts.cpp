// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts of a wafer file: identity, wafer, tool, registration, ledger, log.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/module_layout.h"
#include "libinspect/store/internal/open_file.h"
#include "libinspect/store/internal/stored_layout.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

std::int32_t get_int32(hid_t group, const std::string& name) {
    const std::int64_t value = get_integer(group, name);
    if (value < std::numeric_limits<std::int32_t>::min() ||
        value > std::numeric_limits<std::int32_t>::max()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: '{}' is {}, out of range", describe(group), name, value));
    }
    return static_cast<std::int32_t>(value);
}

// The largest version that the file names anywhere: whoever raises one of them means a newer schema.
std::int64_t schema_version_of(hid_t file, hid_t entry) {
    std::int64_t version = 0;
    bool found = false;
    const auto take = [&](std::int64_t value) {
        version = std::max(version, value);
        found = true;
    };
    if (has(entry, "schema_version")) take(get_integer(entry, "schema_version"));
    if (has_attribute(entry, "schema_version")) take(integer_attribute(entry, "schema_version"));
    if (has_attribute(file, "schema_version")) take(integer_attribute(file, "schema_version"));
    if (!found) throw missing(entry, "schema_version");
    return version;
}

}  // namespace

void read_tool(hid_t entry, WaferFile& file) {
    const Group camera = open_group(entry, "tool/camera");
    file.camera.pixel_um = get_number(camera.get(), "pixel_size");
    file.camera.width_px = get_int32(camera.get(), "width_px");
    file.camera.height_px = get_int32(camera.get(), "height_px");
    const std::int64_t saturation = get_integer(camera.get(), "saturation_value");
    file.camera.saturation_dn = static_cast<std::uint16_t>(
        std::clamp<std::int64_t>(saturation, 0, std::numeric_limits<std::uint16_t>::max()));
    const auto calibrated = [&](const char* name) {
        return has(camera.get(), name) ? get_number(camera.get(), name) : 0.0;
    };
    file.camera.gain_e_per_dn = calibrated("gain");
    file.camera.read_noise_e = calibrated("read_noise");
    file.camera.turn_rad = calibrated("turn");

    const Group channels = open_group(entry, "tool/channels");
    TableReader table(channels.get());
    const std::vector<std::string> names = table.texts("name");
    const std::vector<std::string> kinds = table.texts("kind");
    const auto excitation = table.column<double>("excitation");
    const auto exposure = table.column<double>("exposure");
    const std::vector<std::string> of =
        has(channels.get(), "of") ? table.texts("of") : std::vector<std::string>(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        // A kind that is not in the table comes from a recording of which an older program read it: that
        // measured all that was not PL as it measures reflected light.
        const ChannelKind kind = find_channel_kind(kinds[i]).value_or(ChannelKind::reflected);
        file.channels.push_back({names[i], kind, excitation[i], exposure[i], of[i]});
    }

    const Group settings = open_group(entry, "tool/settings");
    TableReader pairs(settings.get());
    const std::vector<std::string> keys = pairs.texts("name");
    const std::vector<std::string> values = pairs.texts("value");
    for (std::size_t i = 0; i < keys.size(); ++i) file.tool.push_back({keys[i], values[i]});
}

namespace {

StoredRegistration read_registration(hid_t entry) {
    const Group group = open_group(entry, "registration");
    StoredRegistration registration;
    registration.pose.rotation_rad = get_number(group.get(), "rotation");
    registration.pose.scale = get_number(group.get(), "scale");
    registration.pose.offset_x_um = get_number(group.get(), "offset_x");
    registration.pose.offset_y_um = get_number(group.get(), "offset_y");
    registration.rms_um = get_number(group.get(), "residual_rms");
    registration.jitter_rms_um = get_number(group.get(), "jitter_rms");
    registration.tiles = get_integer(group.get(), "tiles");
    return registration;
}

}  // namespace

std::vector<LogEntry> read_log(hid_t entry) {
    const Group group = open_group(entry, "log");
    TableReader table(group.get());
    const std::vector<std::string> time = table.texts("time");
    const std::vector<std::string> user = table.texts("user");
    const std::vector<std::string> action = table.texts("action");
    const std::vector<std::string> text = table.texts("text");
    std::vector<LogEntry> log;
    for (std::size_t i = 0; i < time.size(); ++i) log.push_back({time[i], user[i], action[i], text[i]});
    return log;
}

FileStatus read_status(hid_t entry) {
    const std::string word = get_text(entry, "status");
    if (word == "complete") return FileStatus::complete;
    if (word == "incomplete") return FileStatus::incomplete;
    throw Error(ErrorKind::input,
                fmt::format("{}: status '{}' is neither complete nor incomplete", describe(entry), word));
}

OpenedFile::OpenedFile(const std::filesystem::path& path, std::string_view definition)
    : file(open_file(path)) {
    const std::string name = path.string();
    if (!has(file.get(), "entry")) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: is an HDF5 file, but not a wafer file of WaferGlow", name));
    }
    entry = open_group(file.get(), "entry");
    const std::string found = has(entry.get(), "definition") ? get_text(entry.get(), "definition") : "";
    if (found != definition && (found == kDefinition || found == kModuleDefinition)) {
        throw Error(ErrorKind::input, fmt::format("{}: is of a {}; this works on the file of a {} alone",
                                                  name, found == kDefinition ? "wafer" : "display module",
                                                  found == kDefinition ? "display module" : "wafer"));
    }
    if (found != definition) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: is an HDF5 file, but not a wafer file of WaferGlow", name));
    }
    schema_version = schema_version_of(file.get(), entry.get());
    if (schema_version > kSchemaVersion) {
        throw Error(
            ErrorKind::input,
            fmt::format(
                "{}: was written by a newer WaferGlow (schema version {}); this one reads up to version "
                "{}. Update the program to open it",
                name, schema_version, kSchemaVersion));
    }
    if (schema_version < 1) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: schema version {} does not exist", name, schema_version));
    }
}

DieMap read_wafer(hid_t entry) {
    const Group group = open_group(entry, "wafer");
    Wafer wafer;
    wafer.id = get_text(group.get(), "name");
    wafer.diameter_mm = get_number(group.get(), "diameter");
    wafer.edge_exclusion_mm = get_number(group.get(), "edge_exclusion");
    wafer.primary_flat_mm = get_number(group.get(), "primary_flat");
    wafer.secondary_flat_mm = get_number(group.get(), "secondary_flat");
    wafer.notch_depth_mm = get_number(group.get(), "notch_depth");
    if (has(group.get(), "flat_exclusion"))
        wafer.flat_exclusion_mm = get_number(group.get(), "flat_exclusion");

    const Group where = open_group(group.get(), "grid");
    DieGrid grid;
    grid.rows = get_int32(where.get(), "rows");
    grid.cols = get_int32(where.get(), "cols");
    grid.x0_um = get_number(where.get(), "x0");
    grid.y0_um = get_number(where.get(), "y0");
    grid.pitch_x_um = get_number(where.get(), "pitch_x");
    grid.pitch_y_um = get_number(where.get(), "pitch_y");
    grid.die_width_um = get_number(where.get(), "die_width");
    grid.die_height_um = get_number(where.get(), "die_height");
    if (grid.rows < 1 || grid.cols < 1 || grid.cells() > kMaxCells) {
        throw Error(ErrorKind::input, fmt::format("{}: a grid of {} x {} dies is not plausible",
                                                  describe(where.get()), grid.rows, grid.cols));
    }
    grid.steps = read_steps(where.get());
    return {wafer, grid, read_layout(group.get(), grid)};
}

WaferFile read_header(hid_t entry) {
    WaferFile file;
    file.map = read_wafer(entry);
    read_tool(entry, file);
    file.recipe_toml = get_text(entry, "recipe");
    file.passed_over = list_layers(entry, file.map.grid()).passed_over;
    file.calibration = read_calibration(entry, file.passed_over);
    if (has(entry, "registration")) file.registration = read_registration(entry);
    if (has(entry, "bins")) file.bin_table = read_bin_table(entry);
    file.colours = read_colours(entry);
    if (has(entry, "correlation")) {
        file.correlation_json = get_text(open_group(entry, "correlation").get(), "result");
    }
    file.log = read_log(entry);
    file.status = read_status(entry);
    const Object program(H5Oopen(entry, "program_name", H5P_DEFAULT));
    if (!program) throw missing(entry, "program_name");
    file.program_version = text_attribute(program.get(), "version");
    const Group map = open_group(entry, "map");
    if (has_attribute(map.get(), "default")) file.default_layer = text_attribute(map.get(), "default");
    return file;
}

std::vector<LedgerEntry> read_ledger(hid_t entry) {
    const Group group = open_group(entry, "ledger");
    TableReader table(group.get());
    const auto index = table.column<std::int32_t>("index");
    const auto channel = table.column<std::int32_t>("channel");
    const auto file = table.texts("file");
    const auto x = table.column<double>("reported_x");
    const auto y = table.column<double>("reported_y");
    const auto status = table.texts("status");
    const auto message = table.texts("message");
    const auto source = table.texts("shift_source");
    const auto shift_x = table.column<double>("shift_x");
    const auto shift_y = table.column<double>("shift_y");
    const auto sigma = table.column<double>("shift_sigma");
    const auto lit = table.column<std::int32_t>("lit_dies");
    const auto pixels = has(group.get(), kPixelsColumn) ? table.column<std::uint64_t>(kPixelsColumn)
                                                        : std::vector<std::uint64_t>(index.size());
    std::vector<LedgerEntry> ledger;
    ledger.reserve(index.size());
    for (std::size_t i = 0; i < index.size(); ++i) {
        ledger.push_back({index[i], channel[i], file[i], StagePoint{x[i], y[i]}, parse_tile_status(status[i]),
                          message[i], parse_shift_source(source[i]), shift_x[i], shift_y[i], sigma[i], lit[i],
                          pixels[i]});
    }
    return ledger;
}

LedgerCounts read_ledger_counts(hid_t entry) {
    const Group group = open_group(entry, "ledger");
    return {integer_attribute(group.get(), "expected"), integer_attribute(group.get(), "written"),
            integer_attribute(group.get(), "dropped"), integer_attribute(group.get(), "failed")};
}

}  // namespace waferglow::hdf5
