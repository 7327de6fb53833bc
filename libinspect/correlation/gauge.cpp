// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/gauge.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <boost/math/distributions/fisher_f.hpp>
#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kPoolAbove = 0.25;  // AIAG: an interaction less certain than this is noise

/// Sums of squares of a crossed design with n repeats.
struct Squares {
    double part = 0.0;
    double op = 0.0;
    double interaction = 0.0;
    double error = 0.0;
};

Squares squares_of(const std::vector<std::span<const double>>& parts, int operators, int repeats) {
    const auto o = static_cast<std::size_t>(operators);
    const auto n = static_cast<std::size_t>(repeats);
    const double per_part = static_cast<double>(o * n);
    double grand = 0.0;
    for (const auto& part : parts) {
        for (const double value : part) grand += value;
    }
    grand /= static_cast<double>(parts.size()) * per_part;
    std::vector<double> op_mean(o, 0.0);
    Squares s;
    std::vector<double> cells;
    for (const auto& part : parts) {
        double mean = 0.0;
        for (std::size_t j = 0; j < o; ++j) {
            double cell = 0.0;
            for (std::size_t k = 0; k < n; ++k) cell += part[j * n + k];
            cell /= static_cast<double>(n);
            for (std::size_t k = 0; k < n; ++k)
                s.error += (part[j * n + k] - cell) * (part[j * n + k] - cell);
            mean += cell / static_cast<double>(o);
            op_mean[j] += cell / static_cast<double>(parts.size());
            cells.push_back(cell);
        }
        s.part += per_part * (mean - grand) * (mean - grand);
    }
    for (const double mean : op_mean) {
        s.op += static_cast<double>(parts.size() * n) * (mean - grand) * (mean - grand);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        double mean = 0.0;
        for (std::size_t j = 0; j < o; ++j) mean += cells[i * o + j] / static_cast<double>(o);
        for (std::size_t j = 0; j < o; ++j) {
            const double rest = cells[i * o + j] - mean - op_mean[j] + grand;
            s.interaction += static_cast<double>(n) * rest * rest;
        }
    }
    return s;
}

double positive(double variance) {
    return std::max(variance, 0.0);
}

/// Variance components from mean squares; fills the interaction's fields too.
void components(GaugeStudy& study, const Squares& s) {
    const auto p = static_cast<double>(study.parts);
    const double o = study.operators;
    const double n = study.repeats;
    const double ms_part = s.part / (p - 1.0);
    double error_df = p * o * (n - 1.0);
    double ms_error = error_df > 0.0 ? s.error / error_df : 0.0;
    double operators = 0.0;
    double interaction = 0.0;
    double part = 0.0;
    if (study.operators < 2) {
        part = (ms_part - ms_error) / n;
    } else {
        const double df = (p - 1.0) * (o - 1.0);
        double ms_interaction = s.interaction / df;
        if (error_df > 0.0 && ms_error > 0.0) {
            study.interaction_p = boost::math::cdf(
                boost::math::complement(boost::math::fisher_f(df, error_df), ms_interaction / ms_error));
        }
        // Without repeats interaction and error can't be told apart: all of it is repeatability.
        study.interaction_pooled = error_df <= 0.0 || study.interaction_p > kPoolAbove;
        if (study.interaction_pooled) {
            ms_error = (s.error + s.interaction) / (error_df + df);
            ms_interaction = ms_error;
        }
        interaction = positive((ms_interaction - ms_error) / n);
        operators = positive((s.op / (o - 1.0) - ms_interaction) / (p * n));
        part = (ms_part - ms_interaction) / (o * n);
    }
    study.repeatability = std::sqrt(ms_error);
    study.reproducibility = std::sqrt(operators + interaction);
    study.part_variation = std::sqrt(positive(part));
}

}  // namespace

GaugeStudy gauge_study(std::span<const double> values, int operators, int repeats, double tolerance) {
    const std::int64_t scans = std::int64_t{operators} * repeats;
    if (operators < 1 || repeats < 1 || values.size() % static_cast<std::size_t>(scans) != 0) {
        throw Error(ErrorKind::usage, fmt::format("gauge study: {} values for {} operators and {} repeats",
                                                  values.size(), operators, repeats));
    }
    std::vector<std::span<const double>> parts;
    for (std::size_t at = 0; at < values.size(); at += static_cast<std::size_t>(scans)) {
        const auto part = values.subspan(at, static_cast<std::size_t>(scans));
        if (std::ranges::all_of(part, [](double value) { return std::isfinite(value); }))
            parts.push_back(part);
    }
    if (parts.size() < 2 || scans < 2) {
        throw Error(ErrorKind::input,
                    fmt::format("gauge study: {} dies measured in all of {} scans; at least two of "
                                "each are needed",
                                parts.size(), scans));
    }
    GaugeStudy study;
    study.parts = static_cast<std::int64_t>(parts.size());
    study.operators = operators;
    study.repeats = repeats;
    components(study, squares_of(parts, operators, repeats));
    study.grr = std::hypot(study.repeatability, study.reproducibility);
    study.total = std::hypot(study.grr, study.part_variation);
    study.percent_grr = study.total > 0.0 ? 100.0 * study.grr / study.total : 0.0;
    const double categories = study.grr > 0.0 ? 1.41 * study.part_variation / study.grr : 1e6;
    study.distinct_categories = static_cast<int>(std::min(categories, 1e6));
    if (tolerance > 0.0) study.percent_tolerance = 600.0 * study.grr / tolerance;
    return study;
}

AttributeAgreement attribute_agreement(std::span<const std::uint8_t> bins, int scans) {
    if (scans < 2 || bins.size() % static_cast<std::size_t>(scans) != 0) {
        throw Error(ErrorKind::usage,
                    fmt::format("attribute agreement: {} bins of {} scans", bins.size(), scans));
    }
    const std::size_t dies = bins.size() / static_cast<std::size_t>(scans);
    AttributeAgreement result;
    std::array<double, 256> overall{};
    double agreeing = 0.0;  // sum over dies of the share of pairs of scans that agree
    for (std::size_t die = 0; die < dies; ++die) {
        std::array<int, 256> count{};
        for (int scan = 0; scan < scans; ++scan) ++count[bins[static_cast<std::size_t>(scan) * dies + die]];
        if (count[255] > 0) continue;
        ++result.dies;
        double pairs = 0.0;
        for (std::size_t bin = 0; bin < 255; ++bin) {
            overall[bin] += count[bin];
            pairs += static_cast<double>(count[bin]) * (count[bin] - 1);
            result.all_same += count[bin] == scans;
        }
        agreeing += pairs / (static_cast<double>(scans) * (scans - 1));
    }
    if (result.dies == 0) return result;
    const auto n = static_cast<double>(result.dies);
    double by_chance = 0.0;
    for (const double count : overall) by_chance += count / (n * scans) * (count / (n * scans));
    result.flip_rate = 1.0 - agreeing / n;
    if (by_chance < 1.0) result.fleiss_kappa = (agreeing / n - by_chance) / (1.0 - by_chance);
    result.all_same_ci = clopper_pearson(result.all_same, result.dies);
    return result;
}

}  // namespace waferglow
