// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli gauge: how well the tool repeats itself, from repeated scans of a wafer.
#include "app/cli/module_verbs.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "libinspect/scan/repeat_study.h"

#include <memory>
#include <vector>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

using Json = nlohmann::ordered_json;

// AIAG, Measurement Systems Analysis, 4th ed.: below 10 % good, up to 30 % may do, above is to be rejected.
constexpr double kGoodPercent = 10.0;
constexpr double kMostPercent = 30.0;
constexpr int kEnoughCategories = 5;

const char* judgement(const GaugeStudy& gauge) {
    if (gauge.percent_grr > kMostPercent) return "not acceptable";
    if (gauge.percent_grr > kGoodPercent || gauge.distinct_categories < kEnoughCategories)
        return "conditional";
    return "acceptable";
}

Json gauge_json(const LayerRepeat& layer) {
    const GaugeStudy& g = layer.gauge;
    return {{"layer", layer.layer},
            {"unit", layer.unit},
            {"dies", g.parts},
            {"repeatability", g.repeatability},
            {"reproducibility", g.reproducibility},
            {"grr", g.grr},
            {"part_variation", g.part_variation},
            {"total_variation", g.total},
            {"percent_grr", g.percent_grr},
            {"percent_tolerance", number_or_null(g.percent_tolerance)},
            {"ndc", g.distinct_categories},
            {"interaction_p", number_or_null(g.interaction_p)},
            {"judgement", judgement(g)}};
}

/// Scans that agree to the last digit tell any number of categories apart.
std::string categories_text(int categories) {
    return categories < 1000 ? fmt::format("{}", categories) : "over 1000";
}

std::string gauge_text(const LayerRepeat& layer) {
    const GaugeStudy& g = layer.gauge;
    std::string text = fmt::format(
        "{}{}  ({} dies)\n  repeatability {:.4g}, reproducibility {:.4g}, both {:.4g}; between dies {:.4g}\n"
        "  GRR {:.1f} % of the total variation, ndc {}: {}\n",
        layer.layer, layer.unit.empty() ? "" : ", " + layer.unit, g.parts, g.repeatability, g.reproducibility,
        g.grr, g.part_variation, g.percent_grr, categories_text(g.distinct_categories), judgement(g));
    if (g.percent_tolerance == g.percent_tolerance)
        text += fmt::format("  {:.1f} % of the tolerance\n", g.percent_tolerance);
    return text;
}

Json agreement_json(const AttributeAgreement& a) {
    return {{"dies", a.dies},
            {"all_same", a.all_same},
            {"all_same_ci95", {number_or_null(a.all_same_ci.low), number_or_null(a.all_same_ci.high)}},
            {"flip_rate", a.flip_rate},
            {"fleiss_kappa", number_or_null(a.fleiss_kappa)}};
}

std::string agreement_text(const char* what, const AttributeAgreement& a) {
    if (a.dies == 0) return fmt::format("{}: no die has one in every scan\n", what);
    const std::string kappa = a.fleiss_kappa == a.fleiss_kappa
                                  ? fmt::format("{:.4f}", a.fleiss_kappa)
                                  : std::string("not defined, there is only one");
    return fmt::format(
        "{}: the same in every scan for {} of {} dies, {:.4f} % (95 % interval {:.4f} to {:.4f} %)\n"
        "  a pair of scans differs on {:.4f} % of dies; Fleiss' kappa {}\n",
        what, a.all_same, a.dies, 100.0 * static_cast<double>(a.all_same) / static_cast<double>(a.dies),
        100.0 * a.all_same_ci.low, 100.0 * a.all_same_ci.high, 100.0 * a.flip_rate, kappa);
}

VerbResult result_of(const RepeatStudy& study, const RepeatOptions& options) {
    const std::size_t scans = study.wafer_ids.size();
    std::string text =
        fmt::format("{} scans in {} load{}; dies {}\n", scans, options.loads, options.loads == 1 ? "" : "s",
                    options.passed_only ? "that pass in every scan" : "with a bin in every scan");
    Json layers = Json::array();
    for (const LayerRepeat& layer : study.layers) {
        text += gauge_text(layer);
        layers.push_back(gauge_json(layer));
    }
    text += agreement_text("bins", study.bins) + agreement_text("pass or fail", study.verdicts);
    Json json = {{"wafer_ids", study.wafer_ids},
                 {"scans", scans},
                 {"loads", options.loads},
                 {"dies", study.dies},
                 {"layers", std::move(layers)},
                 {"bins", agreement_json(study.bins)},
                 {"verdicts", agreement_json(study.verdicts)}};
    return {.text = std::move(text), .json = std::move(json), .exit_code = kDone};
}

}  // namespace

Verb add_gauge(CLI::App& app) {
    struct Arguments {
        std::vector<std::string> files;
        RepeatOptions options;
        bool all_dies = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "gauge", "how well the tool repeats itself: gauge R&R and agreement of bins over repeated scans");
    command->add_option("W.h5", arguments->files, "wafer files of one wafer, those of a load together")
        ->required();
    RepeatOptions& options = arguments->options;
    command->add_option("--loads", options.loads, "times the wafer was loaded; each has equally many files")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--layer", options.layers,
                        "layers to study; without it relative intensities and wavelengths");
    command->add_option("--tolerance", options.tolerance, "width of the specification, in the layer's unit")
        ->check(CLI::PositiveNumber);
    command->add_flag("--all-dies", arguments->all_dies,
                      "failing dies too; they widen the variation between dies and flatter the tool");
    return {
        command, [arguments](const VerbContext& context) {
            RepeatOptions chosen = arguments->options;
            chosen.passed_only = !arguments->all_dies;
            chosen.threads = context.common.threads;
            const std::vector<std::filesystem::path> files(arguments->files.begin(), arguments->files.end());
            if (is_module_file(files.front())) return gauge_modules(files, context);
            const RepeatStudy study = study_repeats(files, chosen);
            VerbResult result = result_of(study, chosen);
            for (std::size_t i = 0; i < files.size(); ++i)
                tell_passed_over(files[i].string(), study.passed_over[i], context.common.quiet, result.json);
            return result;
        }};
}

}  // namespace waferglow::cli
