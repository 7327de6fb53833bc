// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli correlate: how the bins of a wafer agree with EL reference data, joined by row and column.
#include "app/cli/correlate_output.h"
#include "app/cli/local_log.h"
#include "app/cli/verb.h"
#include "libinspect/base/error.h"
#include "libinspect/correlation/agreement.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/store/wafer_file.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct CorrelateOptions {
    std::string wafer_file;
    std::string el_file;
    std::string el_mapping;
    std::string el_wafer;
};

/// The EL records, from whatever kind of file; what is doubtful about them goes to stderr.
ElTable load_el(const CorrelateOptions& options, const DieMap& map, bool quiet) {
    ElOptions el;
    if (!options.el_mapping.empty()) el.mapping = read_el_mapping(options.el_mapping);
    el.wafer_id = options.el_wafer.empty() ? map.wafer().id : options.el_wafer;
    ElTable table = read_el(options.el_file, map.grid(), el);
    for (const std::string& warning : table.warnings) {
        if (!quiet) fmt::print(stderr, "waferglow-cli: {}: {}\n", options.el_file, warning);
    }
    return table;
}

VerbResult correlate(const CorrelateOptions& options, bool quiet) {
    ReadOptions read;
    read.layers.emplace();
    read.spectra = false;
    WaferFile file = read_wafer_file(options.wafer_file, read);
    if (file.bins.empty()) {
        throw Error(ErrorKind::input, fmt::format("{}: no bins yet; run 'waferglow-cli analyse {}' first",
                                                  options.wafer_file, options.wafer_file));
    }
    const ElTable el = load_el(options, file.map, quiet);
    if (el.pass.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: has no column 'pass' (0 or 1), so there is no verdict to compare with",
                                options.el_file));
    }
    const Channel& strongest = file.channels.at(strongest_first(file.channels).front());
    const Layer intensity = read_layer(options.wafer_file, relative_layer_name(strongest));
    PlVerdicts pl{.bins = file.bins, .passes = {}, .intensity = intensity.values};
    for (const StoredBin& bin : file.bin_table) pl.passes[bin.code] = bin.pass;
    const Agreement agreement =
        measure_agreement(file.map.grid(), pl, {el.row, el.col, el.pass, el.el_intensity});

    VerbResult result{.text = agreement_text(agreement), .json = agreement_json(agreement), .exit_code = 0};
    if (!el.warnings.empty()) result.json["el_warnings"] = el.warnings;
    WaferUpdate update;
    update.el = stored_el(el);
    update.correlation_json = result.json.dump();
    update.log.push_back(log_entry("correlate", options.el_file));
    update_wafer_file(options.wafer_file, update);
    return result;
}

}  // namespace

Verb add_correlate(CLI::App& app) {
    auto options = std::make_shared<CorrelateOptions>();
    CLI::App* command = app.add_subcommand("correlate", "compare the bins of a wafer with EL reference data");
    command->add_option("W.h5", options->wafer_file, "inspected wafer")->required();
    command
        ->add_option("--el", options->el_file,
                     "EL data: CSV with row, col, pass and more, a prober's table, STDF, SEMI E142, SINF or "
                     "KLARF; plain or gzip'd, see docs/file-formats.md")
        ->required();
    command->add_option("--el-mapping", options->el_mapping,
                        "TOML file that names the columns of a prober's table or the tests of an STDF file");
    command->add_option("--el-wafer", options->el_wafer,
                        "which of several wafers in the EL file; without it the one with this wafer's id");
    return {command,
            [options](const VerbContext& context) { return correlate(*options, context.common.quiet); }};
}

}  // namespace waferglow::cli
