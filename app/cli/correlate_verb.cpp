// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli correlate: how the bins of a wafer agree with EL reference data, joined by row and column.
#include "app/cli/correlate_output.h"
#include "app/cli/local_log.h"
#include "app/cli/verb.h"
#include "libinspect/base/error.h"
#include "libinspect/correlation/agreement.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/store/wafer_file.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct CorrelateOptions {
    std::string wafer_file;
    std::string el_file;
};

VerbResult correlate(const CorrelateOptions& options) {
    ReadOptions read;
    read.layers.emplace();
    read.spectra = false;
    WaferFile file = read_wafer_file(options.wafer_file, read);
    if (file.bins.empty()) {
        throw Error(ErrorKind::input, fmt::format("{}: no bins yet; run 'waferglow-cli analyse {}' first",
                                                  options.wafer_file, options.wafer_file));
    }
    const ElTable el = read_el_table(options.el_file, file.map.grid());
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
        ->add_option("--el", options->el_file, "CSV with row, col, pass and more, see docs/file-formats.md")
        ->required();
    return {command, [options](const VerbContext&) { return correlate(*options); }};
}

}  // namespace waferglow::cli
