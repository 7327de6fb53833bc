// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_output.h"

#include "app/cli/summary.h"

#include <utility>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

nlohmann::ordered_json interval_json(std::int64_t successes, std::int64_t trials) {
    const Interval interval = clopper_pearson(successes, trials);
    return {interval.low, interval.high};
}

std::string rate_text(const char* name, const char* meaning, std::int64_t part, std::int64_t whole) {
    if (whole == 0) return fmt::format("  {:<10} -         no such dies ({})\n", name, meaning);
    const Interval interval = clopper_pearson(part, whole);
    return fmt::format("  {:<10} {:>8.4f} %  95 % interval {:.4f} to {:.4f} %  {} of {} {}\n", name,
                       100.0 * static_cast<double>(part) / static_cast<double>(whole), 100.0 * interval.low,
                       100.0 * interval.high, part, whole, meaning);
}

}  // namespace

nlohmann::ordered_json agreement_json(const Agreement& agreement) {
    const Confusion& c = agreement.confusion;
    nlohmann::ordered_json json{{"matched", c.matched()},
                                {"accuracy", number_or_null(c.accuracy())},
                                {"accuracy_ci95", interval_json(c.tp + c.tn, c.matched())},
                                {"overkill", number_or_null(c.overkill())},
                                {"overkill_ci95", interval_json(c.fp, c.fp + c.tn)},
                                {"escape", number_or_null(c.escape())},
                                {"escape_ci95", interval_json(c.fn, c.fn + c.tp)},
                                {"outgoing_defect_ppm", number_or_null(c.outgoing_defect_ppm())},
                                {"balanced_accuracy", number_or_null(c.balanced_accuracy())},
                                {"mcc", number_or_null(c.mcc())},
                                {"kappa", number_or_null(c.kappa())},
                                {"confusion", {{"tp", c.tp}, {"fp", c.fp}, {"tn", c.tn}, {"fn", c.fn}}},
                                {"el_records", agreement.el_records},
                                {"el_outside_grid", agreement.outside},
                                {"el_unmeasured", agreement.unmeasured},
                                {"el_not_judged", agreement.not_judged}};
    json["pearson"] = number_or_null(agreement.pearson);
    json["spearman"] = number_or_null(agreement.spearman);
    return json;
}

std::string agreement_text(const Agreement& agreement) {
    const Confusion& c = agreement.confusion;
    std::string text = fmt::format("{} dies judged by PL and EL\n", c.matched());
    text += rate_text("agreement", "dies with the same verdict", c.tp + c.tn, c.matched());
    text += rate_text("overkill", "good dies rejected", c.fp, c.fp + c.tn);
    text += rate_text("escape", "bad dies passed", c.fn, c.fn + c.tp);
    text += fmt::format(
        "  bad among passed dies {:.0f} ppm, balanced accuracy {:.4f}, MCC {:.4f}, kappa {:.4f}\n",
        c.outgoing_defect_ppm(), c.balanced_accuracy(), c.mcc(), c.kappa());
    text += fmt::format(
        "  not counted: {} records outside of the grid, {} of dies without a bin, {} without a verdict\n",
        agreement.outside, agreement.unmeasured, agreement.not_judged);
    return text;
}

DieTable stored_el(const ElTable& el) {
    DieTable table{.row = el.row, .col = el.col, .columns = {}};
    const auto add = [&table](const char* name, const char* unit, const char* title,
                              std::vector<float> values) {
        if (!values.empty()) table.columns.push_back({name, unit, title, std::move(values)});
    };
    add("el_intensity", "", "EL intensity", el.el_intensity);
    add("ir_ua", "uA", "reverse current", el.ir_ua);
    add("vf_v", "V", "forward voltage", el.vf_v);
    add("wavelength_nm", "nm", "EL wavelength", el.wavelength_nm);
    std::vector<float> pass;
    for (const std::uint8_t verdict : el.pass) pass.push_back(verdict > 1 ? kNoData : verdict);
    add("pass", "", "EL verdict, 1 good", std::move(pass));
    return table;
}

}  // namespace waferglow::cli
