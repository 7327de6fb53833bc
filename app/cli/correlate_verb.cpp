// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli correlate: how the bins of a wafer agree with EL reference data, and how to make them agree
// more.
#include "app/cli/correlate_anchor.h"
#include "app/cli/correlate_el.h"
#include "app/cli/correlate_explain.h"
#include "app/cli/correlate_learn.h"
#include "app/cli/correlate_output.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "app/report/report_file.h"
#include "app/station/local_user.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/json_text.h"
#include "libinspect/base/output_target.h"
#include "libinspect/correlation/agreement_study.h"
#include "libinspect/formats/el_stored.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/inspect.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct CorrelateOptions {
    std::string wafer_file;
    ElRequest el;
    bool learn = false;
    bool apply = false;
    bool anchor = false;
    LearnRequest learning;
    std::string recipe_out;
    std::string explain;
    std::string report;
};

/// What one run works with.
struct Job {
    WaferFile file;
    AlignedEl el;
    ElJoin join;
    std::vector<float> pl_intensity;

    [[nodiscard]] AgreementStudy study(const BinVerdicts& pl, const std::vector<bool>& trained) const {
        return study_agreement(file.map.grid(), {.join = join,
                                                 .pass = el.table.pass,
                                                 .pl = pl,
                                                 .trained = trained,
                                                 .pl_intensity = pl_intensity,
                                                 .el_intensity = el.table.el_intensity});
    }
};

BinVerdicts stored_verdicts(const WaferFile& file) {
    return {.bins = file.bins, .passes = passing_codes(file.bin_table)};
}

bool has_layer(const std::string& path, const char* name) {
    const WaferFileInfo info = read_wafer_info(path);
    return std::ranges::find(info.layers, name, &LayerInfo::name) != info.layers.end();
}

Job load(const CorrelateOptions& options, const VerbContext& context) {
    Job job;
    ReadOptions read;
    read.spectra = false;
    read.el = false;
    read.calibration_images = false;
    read.threads = context.common.threads;
    if (!options.learn && !options.anchor) read.layers.emplace();
    job.file = read_wafer_file(options.wafer_file, read);
    if (read.layers && has_layer(options.wafer_file, kPlBinLayer))
        job.file.map.add(kPlBinLayer, "", "").values =
            read_layer(options.wafer_file, kPlBinLayer, context.common.threads).values;
    if (job.file.bins.empty()) {
        throw Error(ErrorKind::input, fmt::format("{}: no bins yet; run 'waferglow-cli analyse {}' first",
                                                  options.wafer_file, options.wafer_file));
    }
    job.el = load_el(options.el, job.file.map, stored_verdicts(job.file), context.common.quiet);
    const ElTable& el = job.el.table;
    if (el.pass.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: has no column 'pass' (0 or 1), so there is no verdict to compare with",
                                options.el.file));
    }
    job.join = join_el(job.file.map, el.row, el.col, el.pass);
    if (el.el_intensity.empty()) return job;
    const std::size_t brightest = needed_strongest(job.file.channels, &ChannelKindInfo::judged);
    const std::string name = relative_layer_name(job.file.channels[brightest]);
    job.pl_intensity = options.learn || options.anchor
                           ? job.file.map.at(name).values
                           : read_layer(options.wafer_file, name, context.common.threads).values;
    return job;
}

void write_recipe(const std::string& path, const std::string& toml) {
    AtomicFile file(path);
    file.write(toml);
    file.commit();
}

void save(const CorrelateOptions& options, const VerbContext& context, const Job& job, VerbResult& result,
          const std::vector<bool>& trained, std::optional<std::string> recipe_toml) {
    if (!job.el.table.warnings.empty()) result.json["el_warnings"] = job.el.table.warnings;
    WaferUpdate update;
    AnchoredLayers anchored;
    if (options.anchor) {
        anchored = anchor_el(job.file, job.join, job.el.table);
        result.json["anchor"] = anchored.json;
        result.text += anchored.text;
        for (const Layer& layer : anchored.layers) update.layers.push_back(&layer);
    }
    update.el = stored_el(job.el.table, trained_records(job.join, job.el.table.size(), trained));
    update.correlation_json = json_text(result.json);
    update.recipe_toml = std::move(recipe_toml);
    update.log.push_back(
        station::local_log_entry("correlate", options.el.file + (options.learn ? ", learning" : "")));
    std::vector<PassedOver> passed_over = job.file.passed_over;
    const auto left = update_wafer_file(options.wafer_file, update, {.threads = context.common.threads});
    passed_over.insert(passed_over.end(), left.begin(), left.end());
    tell_passed_over(options.wafer_file, passed_over, context.common.quiet, result.json);
}

/// The figures and the account of dies that count, or do not.
VerbResult told(const Job& job, const AgreementStudy& study) {
    VerbResult result{
        .text = job.el.text + figures_text(study.figures) + left_out_text(job.join, study.judged),
        .json = figures_json(study.figures),
        .exit_code = 0};
    result.json.update(left_out_json(job.join, study.judged, job.el.table));
    result.json["alignment"] = job.el.alignment;
    if (study.judged.trained > 0) {
        result.json["trained_dies_left_out"] = study.judged.trained;
        result.text += fmt::format("  {} dies left out: the model behind the verdicts has learnt from them\n",
                                   study.judged.trained);
    }
    return result;
}

/// How PL alone agrees, where the stored verdict is merged with that of reflected light.
void add_pl_only(const Job& job, const std::vector<bool>& trained, VerbResult& result) {
    const Layer* layer = job.file.map.find(kPlBinLayer);
    if (layer == nullptr) return;
    std::vector<std::uint8_t> bins(layer->values.size(), kNoBinCode);
    for (std::size_t cell = 0; cell < bins.size(); ++cell) {
        if (!std::isnan(layer->values[cell])) bins[cell] = static_cast<std::uint8_t>(layer->values[cell]);
    }
    const Confusion c =
        job.study({.bins = bins, .passes = passing_codes(job.file.bin_table)}, trained).figures.confusion;
    result.json["pl_only"] = {{"accuracy", number_or_null(c.accuracy())},
                              {"escape", number_or_null(c.escape())},
                              {"overkill", number_or_null(c.overkill())},
                              {"confusion", {{"tp", c.tp}, {"fp", c.fp}, {"tn", c.tn}, {"fn", c.fn}}}};
    result.text += fmt::format("  by PL alone: agreement {:.4f} %, overkill {:.4f} %, escape {:.4f} %\n",
                               100.0 * c.accuracy(), 100.0 * c.overkill(), 100.0 * c.escape());
}

VerbResult measure(const CorrelateOptions& options, const VerbContext& context) {
    const Job job = load(options, context);
    const std::vector<bool> trained = cells_learnt_from(job.file, options.wafer_file);
    VerbResult result = told(job, job.study(stored_verdicts(job.file), trained));
    add_pl_only(job, trained, result);
    save(options, context, job, result, trained, std::nullopt);
    return result;
}

VerbResult learn_and_measure(const CorrelateOptions& options, const VerbContext& context) {
    const Job job = load(options, context);
    RuleVerdicts rules = rule_verdicts(job.file, options.wafer_file);
    const WaferLearning learning =
        learn(job.file, rules, job.join, job.el.table, options.learning, context.common.quiet, context.stop);
    const AgreementStudy study =
        job.study({.bins = learning.bins, .passes = learning.passes}, learning.trained);
    const AgreementFigures untouched = job.study(rules.view(), learning.trained).figures;
    VerbResult result = told(job, study);
    result.text += learning_text(learning, untouched);
    result.json["learn"] = learning_json(learning, untouched);
    add_pl_only(job, learning.trained, result);
    if (!options.explain.empty()) {
        const DieFeatures features(job.file.map, job.file.channels, rules.view());
        explain_die(options.explain, ModelReader(learning.result.model, features), features,
                    job.file.map.grid(), result);
    }
    rules.recipe.model = learning.result.model;
    const std::string toml = to_toml(rules.recipe);
    if (!options.recipe_out.empty()) write_recipe(options.recipe_out, toml);
    save(options, context, job, result, learning.trained, toml);
    // Bins of an older model beside the dies of this one's lesson would mix the two.
    if (options.apply || judged_by_model(job.file)) {
        (void)analyse_wafer_file(options.wafer_file, parse_recipe(toml, "learnt recipe"),
                                 station::local_log_entry("analyse", "recipe with the model just learnt"),
                                 context.common.threads);
    }
    return result;
}

std::vector<std::filesystem::path> inputs_of(const CorrelateOptions& options) {
    std::vector<std::filesystem::path> inputs{options.wafer_file, options.el.file, options.el.mapping};
    for (const std::string& lesson : options.learning.from) {
        const std::size_t equals = lesson.find('=');
        inputs.emplace_back(lesson.substr(0, equals));
        if (equals != std::string::npos) inputs.emplace_back(lesson.substr(equals + 1));
    }
    return inputs;
}

VerbResult correlate(const CorrelateOptions& options, const VerbContext& context) {
    (void)parse_align(options.el.align);
    if (!options.report.empty()) check_report_name(options.report);
    for (const std::string& output : {options.report, options.recipe_out})
        refuse_as_output(output, inputs_of(options));
    VerbResult result = options.learn ? learn_and_measure(options, context) : measure(options, context);
    if (!options.report.empty()) {
        write_report(options.wafer_file, options.report, PaperSize::a4, context.common.threads);
        result.json["report"] = options.report;
    }
    return result;
}

void add_learning_options(CLI::App& command, CorrelateOptions& options) {
    LearnRequest& request = options.learning;
    CLI::Option* learn =
        command.add_flag("--learn", options.learn,
                         "learn from part of the dies how layers predict EL; figures are of the rest");
    const auto add = [&](CLI::Option* option) { option->needs(learn); };
    CLI::Option* fraction =
        command.add_option("--train-fraction", request.share.fraction, "share of the dies to learn from")
            ->check(CLI::Range(0.001, 0.999))
            ->capture_default_str();
    add(fraction);
    CLI::Option* dies =
        command.add_option("--train-dies", request.share.dies, "number of dies to learn from, at most")
            ->check(CLI::PositiveNumber)
            ->excludes(fraction);
    add(dies);
    add(command.add_option("--learn-from", request.from,
                           "learn from other wafers instead: W2.h5=EL2.csv, repeatable"));
    add(command.add_option("--seed", request.options.seed, "of the split and of random trees")
            ->capture_default_str());
    add(command.add_option("--cost-escape", request.options.costs.escape, "price of a bad die passed")
            ->check(CLI::PositiveNumber)
            ->capture_default_str());
    add(command.add_option("--cost-overkill", request.options.costs.overkill, "price of a good die rejected")
            ->check(CLI::PositiveNumber)
            ->capture_default_str());
    add(command
            .add_option("--model", request.model, "kind of model; without it the best in cross-validation")
            ->check(CLI::IsMember({"recipe", "thresholds", "logistic", "forest", "boosted"})));
    add(command.add_option("--recipe-out", options.recipe_out,
                           "write the recipe with the learnt model to this file"));
    add(command.add_flag("--apply", options.apply,
                         "judge the wafer's dies anew by the learnt model at once"));
    add(command.add_option("--explain", options.explain, "ROW,COL of a die: what its verdict rests on"));
}

}  // namespace

Verb add_correlate(CLI::App& app) {
    auto options = std::make_shared<CorrelateOptions>();
    CLI::App* command = app.add_subcommand("correlate", "compare the bins of a wafer with EL reference data");
    command->add_option("W.h5", options->wafer_file, "inspected wafer")->required();
    command
        ->add_option("--el", options->el.file,
                     "EL data: CSV with row, col, pass and more, a prober's table, STDF, SEMI E142, SINF or "
                     "KLARF; plain or gzip'd, see docs/file-formats.md")
        ->required();
    command->add_option("--el-mapping", options->el.mapping,
                        "TOML file that names the columns of a prober's table or the tests of an STDF file");
    command->add_option("--el-wafer", options->el.wafer,
                        "which of several wafers in the EL file; without it the one with this wafer's id");
    command
        ->add_option("--align", options->el.align,
                     "auto, rowcol, xy, or as told: turn=90,mirror,row=-1,col=+3 (parts may be left out)")
        ->capture_default_str();
    command->add_option("--report", options->report, "write the wafer's report, .html or .pdf");
    command->add_flag(
        "--anchor", options->anchor,
        "predict EL intensity and wavelength of every die from those in the EL file; writes layers");
    add_learning_options(*command, *options);
    return {command, [options](const VerbContext& context) { return correlate(*options, context); }};
}

}  // namespace waferglow::cli
