// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_output.h"

#include "app/cli/summary.h"
#include "libinspect/correlation/sample_size.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

using Json = nlohmann::ordered_json;

Json exact_json(std::int64_t part, std::int64_t whole, double scale = 1.0) {
    const Interval interval = clopper_pearson(part, whole);
    return {scale * interval.low, scale * interval.high};
}

Json block_json(const AgreementFigures& figures, Rate rate, double scale = 1.0) {
    const std::optional<Interval>& interval = block_interval(figures, rate);
    return interval ? Json{scale * interval->low, scale * interval->high} : Json(nullptr);
}

std::string rate_text(const char* name, const char* meaning, std::int64_t part, std::int64_t whole,
                      const std::optional<Interval>& blocks) {
    if (whole == 0) return fmt::format("  {:<10} -         no such dies ({})\n", name, meaning);
    const Interval exact = clopper_pearson(part, whole);
    std::string text = fmt::format("  {:<10} {:>8.4f} %  95 % interval {:.4f} to {:.4f} %", name,
                                   100.0 * static_cast<double>(part) / static_cast<double>(whole),
                                   100.0 * exact.low, 100.0 * exact.high);
    if (blocks)
        text += fmt::format(", by blocks {:.4f} to {:.4f} %", 100.0 * blocks->low, 100.0 * blocks->high);
    return text + fmt::format("  {} of {} {}\n", part, whole, meaning);
}

Json pair_json(const Interval& interval) {
    return {number_or_null(interval.low), number_or_null(interval.high)};
}

/// Whether the dies at hand prove what equipment is sold by, and how many would.
Json claim_json(const Confusion& c) {
    const std::int64_t disagreements = c.fp + c.fn;
    const std::int64_t allowed = failures_allowed(kClaimedAgreement, kClaimConfidence, c.matched());
    return {{"agreement", kClaimedAgreement},
            {"confidence", kClaimConfidence},
            {"disagreements", disagreements},
            {"disagreements_allowed", std::max<std::int64_t>(allowed, 0)},
            {"proven", disagreements <= allowed},
            {"dies_needed", dies_to_claim(kClaimedAgreement, kClaimConfidence, disagreements)}};
}

constexpr std::size_t kListed = 100;

Json list_json(const std::vector<std::int32_t>& records, const ElTable& el) {
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(records.size(), kListed); ++i) {
        const auto at = static_cast<std::size_t>(records[i]);
        list.push_back({el.row[at], el.col[at]});
    }
    return list;
}

}  // namespace

Json figures_json(const AgreementFigures& figures) {
    const Confusion& c = figures.confusion;
    Json json{{"matched", c.matched()},
              {"accuracy", number_or_null(c.accuracy())},
              {"accuracy_ci95", exact_json(c.tp + c.tn, c.matched())},
              {"accuracy_block_ci95", block_json(figures, Rate::accuracy)},
              {"overkill", number_or_null(c.overkill())},
              {"overkill_ci95", exact_json(c.fp, c.fp + c.tn)},
              {"overkill_block_ci95", block_json(figures, Rate::overkill)},
              {"escape", number_or_null(c.escape())},
              {"escape_ci95", exact_json(c.fn, c.fn + c.tp)},
              {"escape_block_ci95", block_json(figures, Rate::escape)},
              {"outgoing_ppm", number_or_null(c.outgoing_defect_ppm())},
              {"outgoing_ppm_ci95", exact_json(c.fn, c.fn + c.tn, 1e6)},
              {"outgoing_ppm_block_ci95", block_json(figures, Rate::outgoing, 1e6)},
              {"balanced_accuracy", number_or_null(c.balanced_accuracy())},
              {"balanced_accuracy_ci95", block_json(figures, Rate::balanced_accuracy)},
              {"mcc", number_or_null(c.mcc())},
              {"mcc_ci95", block_json(figures, Rate::mcc)},
              {"kappa", number_or_null(c.kappa())},
              {"kappa_ci95", block_json(figures, Rate::kappa)},
              {"confusion", {{"tp", c.tp}, {"fp", c.fp}, {"tn", c.tn}, {"fn", c.fn}}},
              {"block_dies", figures.block_dies}};
    json["claim"] = claim_json(c);
    json["pearson"] = number_or_null(figures.pearson);
    json["spearman"] = number_or_null(figures.spearman);
    if (figures.pairs > 0) {
        json["pearson_ci95"] = pair_json(pearson_interval(figures.pearson, figures.pairs));
        json["spearman_ci95"] = pair_json(spearman_interval(figures.spearman, figures.pairs));
        json["deming"] = {{"slope", number_or_null(figures.line.slope)},
                          {"slope_error", number_or_null(figures.line.slope_error)},
                          {"intercept", number_or_null(figures.line.intercept)},
                          {"intercept_error", number_or_null(figures.line.intercept_error)}};
    }
    json["denominators"] = {
        {"accuracy",
         fmt::format("{} of {} dies judged by PL and EL have the same verdict", c.tp + c.tn, c.matched())},
        {"overkill", fmt::format("{} of {} dies good by EL were rejected by PL", c.fp, c.fp + c.tn)},
        {"escape", fmt::format("{} of {} dies bad by EL were passed by PL", c.fn, c.fn + c.tp)},
        {"outgoing_ppm", fmt::format("{} of {} dies passed by PL are bad by EL, in ppm", c.fn, c.fn + c.tn)},
        {"balanced_accuracy", fmt::format("mean of {} of {} bad dies rejected and {} of {} good dies passed",
                                          c.tp, c.fn + c.tp, c.tn, c.fp + c.tn)},
        {"mcc", fmt::format("correlation of the two verdicts over {} dies; 1 perfect, 0 none", c.matched())},
        {"kappa", fmt::format("agreement beyond chance over {} dies; 1 perfect, 0 none", c.matched())},
        {"intervals",
         fmt::format("_ci95 of shares: exact (Clopper-Pearson), dies independent; _block_ci95 and those of "
                     "balanced_accuracy, mcc and kappa: bootstrap of blocks of {0} x {0} dies",
                     figures.block_dies)},
        {"claim", fmt::format("at least {:g} % of all dies get the same verdict, at {:g} % confidence, dies "
                              "independent",
                              100.0 * kClaimedAgreement, 100.0 * kClaimConfidence)},
        {"deming",
         "EL over PL intensity, each over its median, both with errors; standard errors by jackknife"},
        {"pearson", fmt::format("{} dies with PL and EL intensity", figures.pairs)}};
    return json;
}

std::string figures_text(const AgreementFigures& figures) {
    const Confusion& c = figures.confusion;
    std::string text = fmt::format("{} dies judged by PL and EL\n", c.matched());
    text += rate_text("agreement", "dies with the same verdict", c.tp + c.tn, c.matched(),
                      block_interval(figures, Rate::accuracy));
    text += rate_text("overkill", "good dies rejected", c.fp, c.fp + c.tn,
                      block_interval(figures, Rate::overkill));
    text += rate_text("escape", "bad dies passed", c.fn, c.fn + c.tp, block_interval(figures, Rate::escape));
    text += fmt::format(
        "  bad among passed dies {:.0f} ppm, balanced accuracy {:.4f}, MCC {:.4f}, kappa {:.4f}\n",
        c.outgoing_defect_ppm(), c.balanced_accuracy(), c.mcc(), c.kappa());
    return text;
}

Json left_out_json(const ElJoin& join, const JudgedDies& judged, const ElTable& el) {
    return {{"el_records", join.records},
            {"el_outside_grid", static_cast<std::int64_t>(join.off_wafer.size())},
            {"el_on_no_die", static_cast<std::int64_t>(join.on_no_die.size())},
            {"el_outside_list", list_json(join.off_wafer, el)},
            {"el_duplicates", static_cast<std::int64_t>(join.superseded.size())},
            {"el_duplicates_list", list_json(join.superseded, el)},
            {"el_duplicates_contradicting", join.contradicting},
            {"el_missing", join.missing},
            {"el_unmeasured", judged.unmeasured},
            {"el_not_judged", judged.not_judged}};
}

std::string left_out_text(const ElJoin& join, const JudgedDies& judged) {
    return fmt::format(
        "  not counted: {} records outside of the wafer, {} on cells that are no dies, {} followed by a "
        "later one of the same die ({} "
        "with the other verdict), {} of dies without a bin, {} without a verdict; {} dies without a "
        "record\n",
        join.off_wafer.size(), join.on_no_die.size(), join.superseded.size(), join.contradicting,
        judged.unmeasured, judged.not_judged, join.missing);
}

namespace {

Json gain_json(const LearningGain& gain) {
    Json json{{"gains", gain.gains()},
              {"advice", gain.gains() ? "use the model" : "keep the rules"},
              {"rules_cost_per_1000_dies", gain.rules_cost},
              {"model_cost_per_1000_dies", gain.learned_cost},
              {"saved_per_1000_dies", gain.saved()},
              {"saved_ci95", nullptr}};
    if (gain.saved_ci95) json["saved_ci95"] = {gain.saved_ci95->low, gain.saved_ci95->high};
    return json;
}

std::string gain_text(const LearningGain& gain) {
    std::string text = fmt::format(
        "{}: mistakes on unseen dies cost {:.3g} for 1,000 dies by the rules, {:.3g} by the model; ",
        gain.gains() ? "gain" : "no gain: keep the rules", gain.rules_cost, gain.learned_cost);
    if (!gain.saved_ci95) return text + "too few blocks of dies to tell the difference\n";
    return text + fmt::format("saved {:.3g}, with 95 % confidence {:.3g} to {:.3g}\n", gain.saved(),
                              gain.saved_ci95->low, gain.saved_ci95->high);
}

}  // namespace

Json learning_json(const WaferLearning& learning, const AgreementFigures& untouched) {
    const LearnedResult& result = learning.result;
    const LearnedModel& model = result.model;
    Json json{{"model", name_of(model.kind)},
              {"trained_dies", model.trained_dies},
              {"trained_on_this_wafer", learning.trained_dies},
              {"unseen_dies", learning.unseen_dies},
              {"examples", result.examples},
              {"bad_examples", result.bad},
              {"folds", result.folds},
              {"block_dies", model.trained.empty() ? 0 : model.trained.front().block_dies},
              {"cost_escape", model.costs.escape},
              {"cost_overkill", model.costs.overkill},
              {"reject_above", model.costs.reject_above()},
              {"seed", model.seed}};
    json["candidates"] = Json::array();
    for (const CandidateScore& score : result.candidates) {
        json["candidates"].push_back({{"model", name_of(score.kind)},
                                      {"cost", score.cost},
                                      {"cost_error", score.cost_error},
                                      {"accuracy", number_or_null(score.confusion.accuracy())},
                                      {"escape", number_or_null(score.confusion.escape())},
                                      {"overkill", number_or_null(score.confusion.overkill())}});
    }
    json["importance"] = Json::array();
    for (const FeatureImportance& feature : learning.importance) {
        json["importance"].push_back({{"feature", feature.feature},
                                      {"cost_per_1000_dies", feature.cost_per_1000},
                                      {"log_loss_per_1000_dies", feature.log_loss_per_1000}});
    }
    json["untouched_recipe"] = figures_json(untouched);
    json["gain"] = gain_json(learning.gain);
    return json;
}

std::string learning_text(const WaferLearning& learning, const AgreementFigures& untouched) {
    const LearnedResult& result = learning.result;
    std::string text =
        fmt::format("\nmodel '{}', learnt from {} dies; figures above are of {} dies that it has not seen\n",
                    name_of(result.model.kind), result.model.trained_dies, learning.unseen_dies);
    text += fmt::format("on the same dies the untouched recipe scores:\n{}", figures_text(untouched));
    text += gain_text(learning.gain);
    text +=
        fmt::format("candidates in cross-validation ({} folds of whole blocks or wafers):\n", result.folds);
    for (const CandidateScore& score : result.candidates) {
        text += fmt::format(
            "  {:<10} cost {:>7.1f} +- {:>5.1f}  agreement {:.4f} %  escape {:.2f} %  overkill {:.3f} %\n",
            name_of(score.kind), score.cost, score.cost_error, 100.0 * score.confusion.accuracy(),
            100.0 * score.confusion.escape(), 100.0 * score.confusion.overkill());
    }
    const std::vector<FeatureImportance> decided = decisive(learning.importance);
    if (decided.empty()) return text + "no layer decided: shuffling any of them changes nothing\n";
    text += "what decided (rise of log loss and cost for 1,000 dies when a layer is shuffled):\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(6, decided.size()); ++i) {
        const FeatureImportance& feature = decided[i];
        text += fmt::format("  {:<26} {:>9.2f} {:>9.2f}\n", feature.feature, feature.log_loss_per_1000,
                            feature.cost_per_1000);
    }
    return text;
}

}  // namespace waferglow::cli
