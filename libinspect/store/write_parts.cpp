// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts of a wafer file: wafer, tool, registration, ledger, log.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/stored_layout.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>

namespace waferglow::hdf5 {

namespace {

void write_axis(hid_t group, const ArrayWriter& arrays, const char* name, const std::vector<double>& values,
                std::string_view title) {
    const Dataset dataset = arrays.write(group, name, vector_view(std::span(values)));
    put_attribute(dataset.get(), "units", "um");
    put_attribute(dataset.get(), "long_name", title);
}

}  // namespace

void write_wafer(hid_t entry, const ArrayWriter& arrays, const DieMap& map) {
    const Group group = make_group(entry, "wafer", "NXsample");
    const Wafer& wafer = map.wafer();
    put_text(group.get(), "name", wafer.id);
    put_number(group.get(), "diameter", wafer.diameter_mm, "mm");
    put_number(group.get(), "edge_exclusion", wafer.edge_exclusion_mm, "mm");
    put_number(group.get(), "primary_flat", wafer.primary_flat_mm, "mm");
    put_number(group.get(), "secondary_flat", wafer.secondary_flat_mm, "mm");
    put_number(group.get(), "notch_depth", wafer.notch_depth_mm, "mm");
    if (wafer.flat_exclusion_mm) put_number(group.get(), "flat_exclusion", *wafer.flat_exclusion_mm, "mm");

    const DieGrid& grid = map.grid();
    const Group where = make_group(group.get(), "grid", "NXcollection");
    put_integer(where.get(), "rows", grid.rows);
    put_integer(where.get(), "cols", grid.cols);
    put_number(where.get(), "x0", grid.x0_um, "um");
    put_number(where.get(), "y0", grid.y0_um, "um");
    put_number(where.get(), "pitch_x", grid.pitch_x_um, "um");
    put_number(where.get(), "pitch_y", grid.pitch_y_um, "um");
    put_number(where.get(), "die_width", grid.die_width_um, "um");
    put_number(where.get(), "die_height", grid.die_height_um, "um");
    put_integer(where.get(), "dies", map.presence().count());
    write_steps(where.get(), grid.steps);
    write_layout(group.get(), arrays, grid, map.layout());

    std::vector<double> x(static_cast<std::size_t>(grid.cols));
    std::vector<double> y(static_cast<std::size_t>(grid.rows));
    for (std::int32_t col = 0; col < grid.cols; ++col)
        x[static_cast<std::size_t>(col)] = grid.center({0, col}).x;
    for (std::int32_t row = 0; row < grid.rows; ++row)
        y[static_cast<std::size_t>(row)] = grid.center({row, 0}).y;
    write_axis(group.get(), arrays, "x", x, "x on the wafer (um)");
    write_axis(group.get(), arrays, "y", y, "y on the wafer (um)");
}

void write_tool(hid_t entry, const ArrayWriter& arrays, const WaferFile& file) {
    const Group group = make_group(entry, "tool", "NXinstrument");
    const Group camera = make_group(group.get(), "camera", "NXdetector");
    put_number(camera.get(), "pixel_size", file.camera.pixel_um, "um");
    put_integer(camera.get(), "width_px", file.camera.width_px);
    put_integer(camera.get(), "height_px", file.camera.height_px);
    put_integer(camera.get(), "saturation_value", file.camera.saturation_dn);
    if (file.camera.gain_e_per_dn > 0.0) put_number(camera.get(), "gain", file.camera.gain_e_per_dn, "e-/DN");
    if (file.camera.read_noise_e > 0.0)
        put_number(camera.get(), "read_noise", file.camera.read_noise_e, "e-");
    if (file.camera.turn_rad != 0.0) put_number(camera.get(), "turn", file.camera.turn_rad, "rad");

    const Group channels = make_group(group.get(), "channels", "NXcollection");
    const TableWriter table(arrays, channels.get());
    table.texts_of("name", file.channels, [](const Channel& c) { return c.name; });
    table.texts_of("kind", file.channels, [](const Channel& c) { return name_of(c.kind); });
    table.column_of<double>(
        "excitation", file.channels, [](const Channel& c) { return c.excitation_w_cm2; }, "W/cm2");
    table.column_of<double>(
        "exposure", file.channels, [](const Channel& c) { return c.exposure_ms; }, "ms");
    if (std::ranges::any_of(file.channels, [](const Channel& c) { return !c.of.empty(); }))
        table.texts_of("of", file.channels, [](const Channel& c) { return c.of; });

    const Group settings = make_group(group.get(), "settings", "NXcollection");
    const TableWriter names(arrays, settings.get());
    names.texts_of("name", file.tool, [](const ToolSetting& s) { return s.name; });
    names.texts_of("value", file.tool, [](const ToolSetting& s) { return s.value; });
}

void write_registration(hid_t entry, const StoredRegistration& registration) {
    const Group group = make_group(entry, "registration", "NXcollection");
    put_number(group.get(), "rotation", registration.pose.rotation_rad, "rad");
    put_number(group.get(), "scale", registration.pose.scale);
    put_number(group.get(), "offset_x", registration.pose.offset_x_um, "um");
    put_number(group.get(), "offset_y", registration.pose.offset_y_um, "um");
    put_number(group.get(), "residual_rms", registration.rms_um, "um");
    put_number(group.get(), "jitter_rms", registration.jitter_rms_um, "um");
    put_integer(group.get(), "tiles", registration.tiles);
}

void write_ledger(hid_t entry, const ArrayWriter& arrays, const std::vector<LedgerEntry>& ledger) {
    const Group group = make_group(entry, "ledger", "NXcollection");
    const LedgerCounts counts = count_tiles(ledger);
    put_attribute(group.get(), "expected", counts.expected);
    put_attribute(group.get(), "written", counts.written);
    put_attribute(group.get(), "dropped", counts.dropped);
    put_attribute(group.get(), "failed", counts.failed);

    const TableWriter table(arrays, group.get());
    using Entry = LedgerEntry;
    table.column_of<std::int32_t>("index", ledger, [](const Entry& e) { return e.index; });
    table.column_of<std::int32_t>("channel", ledger, [](const Entry& e) { return e.channel; });
    table.texts_of("file", ledger, [](const Entry& e) { return e.file; });
    table.column_of<double>(
        "reported_x", ledger, [](const Entry& e) { return e.reported.x; }, "um");
    table.column_of<double>(
        "reported_y", ledger, [](const Entry& e) { return e.reported.y; }, "um");
    table.texts_of("status", ledger, [](const Entry& e) { return to_string(e.status); });
    table.texts_of("message", ledger, [](const Entry& e) { return e.message; });
    table.texts_of("shift_source", ledger, [](const Entry& e) { return to_string(e.source); });
    table.column_of<double>(
        "shift_x", ledger, [](const Entry& e) { return e.shift_x_um; }, "um");
    table.column_of<double>(
        "shift_y", ledger, [](const Entry& e) { return e.shift_y_um; }, "um");
    table.column_of<double>(
        "shift_sigma", ledger, [](const Entry& e) { return e.sigma_um; }, "um");
    table.column_of<std::int32_t>("lit_dies", ledger, [](const Entry& e) { return e.lit_dies; });
    table.column_of<std::uint64_t>(kPixelsColumn, ledger, [](const Entry& e) { return e.pixels; });
}

void write_log(hid_t entry, const ArrayWriter& arrays, const std::vector<LogEntry>& log) {
    const Group group = make_group(entry, "log", "NXcollection");
    const TableWriter table(arrays, group.get());
    table.texts_of("time", log, [](const LogEntry& e) { return e.time; });
    table.texts_of("user", log, [](const LogEntry& e) { return e.user; });
    table.texts_of("action", log, [](const LogEntry& e) { return e.action; });
    table.texts_of("text", log, [](const LogEntry& e) { return e.text; });
}

}  // namespace waferglow::hdf5
