// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fab_export.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/sinf.h"

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

/// A plan of more dies than this (40 MB of text) is written on demand only: the systems that read it choke.
constexpr std::int64_t kMostPlannedDies = 2'000'000;

std::string time_of(const WaferFile& file) {
    return file.log.empty() ? std::string() : file.log.front().time;
}

std::string export_klarf(const WaferFile& file, const std::string& output, const FabExport& options) {
    const std::int64_t dies = file.map.presence().count();
    const bool plan =
        options.test_plan == "full" || (options.test_plan == "auto" && dies <= kMostPlannedDies);
    const KlarfJob job{.time = time_of(file),
                       .lot_id = options.lot_id,
                       .device_id = options.device_id,
                       .step_id = options.step_id,
                       .recipe_id = {},
                       .slot = options.slot,
                       .test_plan = plan};
    write_klarf(output, klarf_of(file.map, bins_of(file), file.findings, job),
                options.klarf_version == "1.8" ? KlarfVersion::v1_8 : KlarfVersion::v1_2);
    return plan || options.test_plan == "none"
               ? std::string()
               : fmt::format("{}: the list of {} tested dies is left out; --test-plan full writes it", output,
                             dies);
}

}  // namespace

void add_fab_options(CLI::App& command, FabExport& options) {
    command.add_option("--lot", options.lot_id, "klarf, e142, sinf: lot id");
    command.add_option("--device", options.device_id, "klarf, e142, sinf: product id");
    command.add_option("--step", options.step_id, "klarf: step id")->capture_default_str();
    command.add_option("--slot", options.slot, "klarf: slot number")->check(CLI::Range(0, 1000));
    command.add_option("--klarf-version", options.klarf_version, "klarf: 1.2 or 1.8")
        ->check(CLI::IsMember({"1.2", "1.8"}))
        ->capture_default_str();
    command
        .add_option("--test-plan", options.test_plan,
                    "klarf: list the tested dies: full, none, or auto, which omits them beyond 2 million")
        ->check(CLI::IsMember({"auto", "full", "none"}))
        ->capture_default_str();
}

BinColumn bins_of(const WaferFile& file) {
    BinColumn bins{.codes = file.bins, .labels = {}};
    for (const StoredBin& bin : file.bin_table) bins.labels.push_back({bin.code, bin.name, bin.pass});
    return bins;
}

std::string export_fab_file(const WaferFile& file, const std::string& format, const std::string& output,
                            const FabExport& options) {
    if (file.bins.empty()) {
        throw Error(ErrorKind::input,
                    "the wafer file has no bins yet; run 'waferglow-cli analyse' on it first");
    }
    if (format == "klarf") return export_klarf(file, output, options);
    BinMap map = bin_map_of(file.map, bins_of(file));
    map.lot_id = options.lot_id;
    map.device_id = options.device_id;
    map.time = time_of(file);
    if (format == "e142") {
        write_e142(output, map);
    } else {
        write_sinf(output, map);
    }
    return {};
}

}  // namespace waferglow::cli
