// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/new_file.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace waferglow {

namespace hdf5 {

namespace {

void require(bool fits, const std::string& what) {
    if (!fits) throw Error(ErrorKind::usage, "a wafer file can't be written: " + what);
}

// A name that becomes a link of a group.
void require_name(const std::string& name, const char* what) {
    require(!name.empty() && name != "." && name.find('/') == std::string::npos &&
                name.find('\0') == std::string::npos,
            fmt::format("'{}' can't be the name of a {}: it must not be empty, '.' or hold '/'", name, what));
}

void validate_table(const DieTable& table, const char* what) {
    require(table.row.size() == table.col.size(),
            fmt::format("{} has {} rows and {} columns of dies", what, table.row.size(), table.col.size()));
    std::set<std::string> names;
    for (const StoredColumn& column : table.columns) {
        require_name(column.name, "column");
        require(names.insert(column.name).second, fmt::format("{} has two columns '{}'", what, column.name));
        require(column.values.size() == table.size(),
                fmt::format("column '{}' of {} has {} values for {} dies", column.name, what,
                            column.values.size(), table.size()));
    }
}

void validate_bins(const WaferFile& file) {
    const std::size_t cells = file.map.grid().cells();
    require(file.bins.empty() || file.bins.size() == cells,
            fmt::format("{} bins for {} cells", file.bins.size(), cells));
    std::array<bool, 256> known{};
    for (const StoredBin& bin : file.bin_table) {
        require(bin.code != kNoBinCode, "bin code 255 means no bin");
        require(!known[bin.code], fmt::format("bin code {} has two meanings", bin.code));
        known[bin.code] = true;
    }
    known[kNoBinCode] = true;
    std::array<bool, 256> used{};
    for (const std::uint8_t code : file.bins) used[code] = true;
    for (std::size_t code = 0; code < used.size(); ++code) {
        require(!used[code] || known[code], fmt::format("bin code {} has no meaning", code));
    }
}

/// Roughly from above.
std::uint64_t finding_bytes(const std::vector<FindingList>& lists) {
    constexpr std::uint64_t kTextBytes = 64;
    std::uint64_t bytes = 0;
    for (const FindingList& list : lists)
        bytes += list.findings.size() * (sizeof(Finding) + kTextBytes * (1 + list.columns.size()));
    return bytes;
}

void copy_part(const WritePlan& plan, hid_t entry, const char* name) {
    if (H5Ocopy(plan.copy_from, name, entry, name, H5P_DEFAULT, H5P_DEFAULT) < 0) {
        throw failure_at(ErrorKind::input, plan.copy_from, fmt::format("'{}' can't be copied", name));
    }
}

void copy_appearance(const WritePlan& plan, hid_t entry, const ArrayWriter& arrays) {
    copy_part(plan, entry, kAppearance);
    if (plan.by_hand == nullptr) return;
    const Group appearance = open_group(entry, kAppearance);
    for (const auto& [channel, classes] : *plan.by_hand)
        write_by_hand(open_group(appearance.get(), channel).get(), arrays, classes);
}

// Files of earlier versions told the interpretation at the signal only.
void copy_spectra(const WritePlan& plan, hid_t entry) {
    copy_part(plan, entry, "spectra");
    const Group spectra = open_group(entry, "spectra");
    if (!has_attribute(spectra.get(), "interpretation"))
        put_attribute(spectra.get(), "interpretation", "spectrum");
}

}  // namespace

void validate(const WritePlan& plan) {
    const WaferFile& file = *plan.file;
    const DieGrid& grid = file.map.grid();
    require(grid.rows > 0 && grid.cols > 0, "it has no die grid");
    require(grid.cells() <= kMaxCells, fmt::format("{} x {} dies are too many", grid.rows, grid.cols));
    std::set<std::string> names;
    for (const LayerSource& source : plan.layers) {
        const std::string& name = source.layer == nullptr ? source.info.name : source.layer->name;
        require_name(name, "layer");
        require(names.insert(name).second, fmt::format("there are two layers '{}'", name));
        require(source.layer == nullptr || source.layer->values.size() == grid.cells(),
                fmt::format("layer '{}' does not have the size of the grid", name));
    }
    validate_bins(file);
    names.clear();
    for (const FindingList& list : file.findings) {
        check_list(list);
        require(&finding_kind(list.kind->name) == list.kind,
                fmt::format("findings '{}' are not of finding_kinds()", list.kind->name));
        require(names.insert(list.kind->name).second,
                fmt::format("there are two lists of the findings '{}'", list.kind->name));
    }
    names.clear();
    for (const CalibrationEntry& calibration : file.calibration) {
        require_name(calibration.name, "calibration");
        require(names.insert(calibration.name).second,
                fmt::format("there are two calibrations '{}'", calibration.name));
        if (!calibration.image || plan.copy_calibration) continue;
        const Image& pixels = calibration.image->pixels;
        require(!pixels.empty() && pixels.width() == calibration.image->width_px &&
                    pixels.height() == calibration.image->height_px && calibration.values.empty(),
                fmt::format("calibration '{}' is an image without its pixels, or has numbers beside them",
                            calibration.name));
    }
    if (file.spectra) {
        validate_table(file.spectra->dies, "the table of spectra");
        require(file.spectra->counts.size() == file.spectra->dies.size() * file.spectra->wavelength_nm.size(),
                "the counts of the spectra are not one a die and wavelength");
    }
    if (file.el) validate_table(*file.el, "the EL table");
    const std::int64_t open = count_tiles(file.ledger).expected;
    require(file.status == FileStatus::incomplete || open == 0,
            fmt::format("{} tiles of a complete file are not accounted for", open));
}

std::uint64_t raw_bytes(const WritePlan& plan) {
    const WaferFile& file = *plan.file;
    const std::uint64_t cells = file.map.grid().cells();
    constexpr std::uint64_t kSmallParts = 1U << 20U;
    constexpr std::uint64_t kLedgerEntryBytes = 256;
    const auto table_bytes = [](const DieTable& table) {
        return table.size() * (table.columns.size() + 2) * 4;
    };
    std::uint64_t bytes = kSmallParts + cells * sizeof(float) * plan.layers.size() + file.bins.size() +
                          file.recipe_toml.size() + file.ledger.size() * kLedgerEntryBytes +
                          finding_bytes(file.findings);
    for (const CalibrationEntry& calibration : file.calibration) {
        if (!calibration.image) continue;
        bytes += static_cast<std::uint64_t>(calibration.image->width_px) *
                 static_cast<std::uint64_t>(calibration.image->height_px) * sizeof(std::uint16_t);
    }
    if (file.spectra) bytes += file.spectra->counts.size() * sizeof(float) + table_bytes(file.spectra->dies);
    if (file.el) bytes += table_bytes(*file.el);
    if (file.pictures) {
        for (const appearance::ChannelPictures& channel : file.pictures->channels)
            bytes += channel.pixels.size() * sizeof(std::uint16_t);
    }
    return bytes;
}

void write_content(const NewFile& file, const ArrayWriter& arrays, const WritePlan& plan) {
    const WaferFile& content = *plan.file;
    put_attribute(file.id(), "NX_class", "NXroot");
    put_attribute(file.id(), "creator", "WaferGlow");
    put_attribute(file.id(), "default", "entry");
    const Group made = make_group(file.id(), "entry", "NXentry");
    const hid_t entry = made.get();
    const FindingList* clusters = find_list(content.findings, kClusters);
    const bool has_bins = !content.bins.empty() || !content.bin_table.empty() ||
                          (clusters != nullptr && !clusters->findings.empty());
    if (!plan.layers.empty() || has_bins) {
        put_attribute(entry, "default", plan.layers.empty() ? "bins" : "map");
    }
    put_text(entry, "definition", kDefinition);
    put_integer(entry, "schema_version", kSchemaVersion);
    put_text(entry, "title", content.map.wafer().id);
    put_text(entry, "status", content.status == FileStatus::complete ? "complete" : "incomplete");
    const std::string version = content.program_version.empty() ? kVersion : content.program_version;
    put_attribute(put_text(entry, "program_name", "WaferGlow").get(), "version", version);
    put_attribute(put_text(entry, "recipe", content.recipe_toml).get(), "type", "application/toml");
    write_wafer(entry, arrays, content.map);
    write_tool(entry, arrays, content);
    if (plan.copy_calibration)
        copy_part(plan, entry, "calibration");
    else
        write_calibration(entry, arrays, content);
    if (content.registration) write_registration(entry, *content.registration);
    write_map(entry, arrays, plan);
    if (has_bins) write_bins(entry, arrays, content);
    write_findings(entry, arrays, content, false);
    if (plan.copy_appearance)
        copy_appearance(plan, entry, arrays);
    else
        write_appearance(entry, arrays, content);
    write_colours(entry, arrays, content.colours);
    write_ledger(entry, arrays, content.ledger);
    if (plan.copy_spectra) copy_spectra(plan, entry);
    if (content.spectra) write_spectra(entry, arrays, *content.spectra);
    if (plan.copy_el) copy_part(plan, entry, "el");
    if (content.el) write_el(entry, arrays, *content.el);
    if (!content.correlation_json.empty()) {
        const Group correlation = make_group(entry, "correlation", "NXcollection");
        put_attribute(put_text(correlation.get(), "result", content.correlation_json).get(), "type",
                      "application/json");
    }
    write_log(entry, arrays, content.log);
    file.check();
}

}  // namespace hdf5

void write_wafer_file(const std::filesystem::path& path, const WaferFile& file, const WriteOptions& options) {
    hdf5::WritePlan plan;
    plan.file = &file;
    for (const Layer& layer : file.map.layers()) plan.layers.push_back({{}, &layer});
    validate(plan);
    const ThreadLimit limit(options.threads);
    const hdf5::QuietErrors quiet;
    hdf5::NewFile target(path, options.force, hdf5::raw_bytes(plan));
    write_content(target, hdf5::ArrayWriter(target, options.level), plan);
    target.commit();
}

}  // namespace waferglow
