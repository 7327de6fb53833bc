// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_explain.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

namespace waferglow::cli {

void explain_die(const std::string& die, const ModelReader& reader, const DieFeatures& features,
                 const DieGrid& grid, VerbResult& result) {
    int row = 0;
    int col = 0;
    char rest = 0;
    if (std::sscanf(die.c_str(), "%d,%d%c", &row, &col, &rest) != 2)
        throw Error(ErrorKind::usage, fmt::format("--explain: '{}' must be like 12,34", die));
    const DieIndex index{row, col};
    if (!grid.contains(index) || !features.measured(grid.cell(index)))
        throw Error(ErrorKind::usage,
                    fmt::format("--explain: die ({}, {}) is not on the wafer or not measured", row, col));
    const LearnedModel& model = reader.model();
    std::vector<float> values(model.features.size());
    reader.read(grid.cell(index), values);
    const std::vector<double> parts = contributions(model, values);
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return std::abs(parts[a]) > std::abs(parts[b]); });
    const double probability = fail_probability(model, values);
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    result.text += fmt::format("\ndie ({}, {}): probability of failing EL {:.4f}, {}\n", row, col,
                               probability, rejects(model, values) ? "rejected" : "passed");
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t f = order[k];
        list.push_back({{"feature", model.features[f]}, {"value", values[f]}, {"contribution", parts[f]}});
        if (k < 8)
            result.text +=
                fmt::format("  {:<26} {:>11.4g}  {:+.3f}\n", model.features[f], values[f], parts[f]);
    }
    result.json["explanation"] = {{"row", row},
                                  {"col", col},
                                  {"probability", probability},
                                  {"rejected", rejects(model, values)},
                                  {"contributions", list}};
}

}  // namespace waferglow::cli
