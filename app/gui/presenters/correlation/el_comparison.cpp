// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/correlation/el_comparison.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/correlation/agreement_study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>

namespace waferglow::gui {
namespace {

std::vector<StoredBin> verdict_table() {
    // Agreement is quiet, disagreement loud; told apart by colour-blind eyes (after Okabe and Ito).
    const auto bin = [](Verdict verdict, const char* name, std::array<std::uint8_t, 3> rgb, bool pass) {
        return StoredBin{static_cast<std::uint8_t>(verdict), name, rgb, pass, "", 0};
    };
    return {bin(Verdict::both_good, "good by both", {0x9F, 0xD3, 0xC0}, true),
            bin(Verdict::both_bad, "bad by both", {0x5B, 0x6B, 0x7A}, true),
            bin(Verdict::overkill, "overkill", {0xE6, 0x9F, 0x00}, false),
            bin(Verdict::escape, "escape", {0xC2, 0x1F, 0x5B}, false)};
}

std::uint8_t code_of(DieOutcome outcome) {
    switch (outcome) {
        case DieOutcome::none:
            return 0;
        case DieOutcome::hit:
            return static_cast<std::uint8_t>(Verdict::both_bad);
        case DieOutcome::overkill:
            return static_cast<std::uint8_t>(Verdict::overkill);
        case DieOutcome::agreed_good:
            return static_cast<std::uint8_t>(Verdict::both_good);
        case DieOutcome::escape:
            return static_cast<std::uint8_t>(Verdict::escape);
    }
    return 0;
}

struct Judged {
    float pl;
    bool bad;
};

/// Confusions for thresholds that rise through the values of the dies, at most `kPoints` of them.
std::vector<ThresholdPoint> sweep(std::vector<Judged> dies) {
    constexpr int kPoints = 200;
    std::ranges::sort(dies, {}, &Judged::pl);
    std::vector<ThresholdPoint> points;
    if (dies.empty()) return points;
    Confusion confusion;
    for (const Judged& die : dies) confusion.add(die.bad, false);
    const auto low = static_cast<double>(dies.front().pl);
    const double high = std::min(static_cast<double>(dies.back().pl), 1.5);
    std::size_t rejected = 0;
    for (int i = 0; i <= kPoints; ++i) {
        const double threshold = low + (high - low) * i / kPoints;
        for (; rejected < dies.size() && static_cast<double>(dies[rejected].pl) < threshold; ++rejected) {
            if (dies[rejected].bad) {
                --confusion.fn;
                ++confusion.tp;
            } else {
                --confusion.tn;
                ++confusion.fp;
            }
        }
        points.push_back({threshold, confusion});
    }
    return points;
}

std::vector<RateFigure> figures_of(const Confusion& c, const RateIntervals& intervals) {
    std::vector<RateFigure> figures;
    for (std::size_t i = 0; i < kRates.size(); ++i) {
        RateFigure figure{.rate = kRates[i], .value = rate_of(c, kRates[i]), .interval = intervals[i]};
        switch (kRates[i]) {
            case Rate::accuracy:
                figure.part = c.tp + c.tn;
                figure.whole = c.matched();
                break;
            case Rate::overkill:
                figure.part = c.fp;
                figure.whole = c.fp + c.tn;
                break;
            case Rate::escape:
                figure.part = c.fn;
                figure.whole = c.fn + c.tp;
                break;
            case Rate::outgoing:
                figure.part = c.fn;
                figure.whole = c.fn + c.tn;
                break;
            case Rate::balanced_accuracy:
            case Rate::mcc:
            case Rate::kappa:
                break;
        }
        if (!figure.interval && figure.whole > 0)
            figure.interval = clopper_pearson(figure.part, figure.whole);
        figures.push_back(figure);
    }
    return figures;
}

std::vector<GroupAgreement> named_bins(std::vector<GroupAgreement> groups, const BinData& bins) {
    for (GroupAgreement& group : groups) {
        const StoredBin* bin = bins.find(static_cast<std::uint8_t>(std::stoi(group.name)));
        if (bin != nullptr) group.name = bin->name;
    }
    return groups;
}

void take_correlation(ElComparison& result, const AgreementFigures& figures) {
    result.pairs = figures.pairs;
    result.pearson = figures.pearson;
    result.spearman = figures.spearman;
    if (std::isfinite(result.pearson))
        result.pearson_interval = pearson_interval(result.pearson, result.pairs);
    if (std::isfinite(result.spearman))
        result.spearman_interval = spearman_interval(result.spearman, result.pairs);
}

/// What the judged dies give, die by die.
struct Gathered {
    std::vector<Judged> dies;   ///< what a threshold judges
    std::vector<float> pl, el;  ///< where both are known
};

/// Fills in verdict map and disagreements.
Gathered gather(ElComparison& result, const DieMap& map, const ElJoin& join, const JudgedDies& judged,
                std::span<const std::uint8_t> codes, const LayerData& pl, const ElTable& el) {
    const DieGrid& grid = map.grid();
    std::vector<std::uint8_t> verdicts(grid.cells(), kNoBinCode);
    Gathered gathered;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t cell = grid.cell({row, col});
            const std::int32_t record = join.record_of_cell[cell];
            if (record < 0) continue;
            const float pl_value = pl.layer.values[cell];
            const float el_value =
                el.el_intensity.empty() ? kNoData : el.el_intensity[static_cast<std::size_t>(record)];
            const DieOutcome outcome = judged.outcomes[cell];
            const std::uint8_t code = code_of(outcome);
            if (code != 0) {
                verdicts[cell] = code;
                if (std::isfinite(pl_value))
                    gathered.dies.push_back(
                        {pl_value, outcome == DieOutcome::hit || outcome == DieOutcome::escape});
            }
            if (outcome == DieOutcome::escape || outcome == DieOutcome::overkill)
                result.disagreements.push_back(
                    {{row, col}, static_cast<Verdict>(code), codes[cell], pl_value, el_value});
            if (code != 0 && std::isfinite(pl_value) && std::isfinite(el_value)) {
                gathered.pl.push_back(pl_value);
                gathered.el.push_back(el_value);
            }
        }
    }
    const auto falling = [](const Disagreement& d) {
        return std::tuple(d.verdict != Verdict::escape, std::isfinite(d.pl) ? -d.pl : 0.0F, d.die.row,
                          d.die.col);
    };
    std::ranges::sort(result.disagreements, {}, falling);
    result.map = make_bin_data(std::move(verdicts), verdict_table(), grid);
    return gathered;
}

}  // namespace

ElComparison compare_with_el(const DieMap& map, const BinData& bins, const LayerData& pl, const ElTable& el,
                             const std::vector<bool>& trained, const std::function<void()>& check) {
    if (el.pass.empty()) {
        throw Error(
            ErrorKind::input,
            "The EL table has no column 'pass' (0 or 1), so there is no verdict to compare with; add it.");
    }
    const auto pause = [&check] {
        if (check) check();
    };
    ElComparison result;
    const std::vector<std::uint8_t> codes = bins.codes();
    const BinVerdicts verdicts{.bins = codes, .passes = passing_codes(bins.table)};
    const ElJoin join = join_el(map, el.row, el.col, el.pass);
    const AgreementStudy study = study_agreement(map.grid(),
                                                 {.join = join,
                                                  .pass = el.pass,
                                                  .pl = verdicts,
                                                  .trained = trained,
                                                  .pl_intensity = pl.layer.values,
                                                  .el_intensity = el.el_intensity},
                                                 check);
    const JudgedDies& judged = study.judged;
    result.confusion = judged.confusion;
    result.records = join.records;
    result.left_out = {.off_wafer = static_cast<std::int64_t>(join.off_wafer.size() + join.on_no_die.size()),
                       .on_no_die = static_cast<std::int64_t>(join.on_no_die.size()),
                       .superseded = static_cast<std::int64_t>(join.superseded.size()),
                       .unmeasured = judged.unmeasured,
                       .not_judged = judged.not_judged,
                       .trained = judged.trained};
    result.block_dies = study.figures.block_dies;
    result.figures = figures_of(result.confusion, study.figures.blocks);
    take_correlation(result, study.figures);
    result.by_bin = named_bins(agreement_by_bin(judged.outcomes, codes), bins);
    result.by_zone = agreement_by_zone(map, judged.outcomes);
    result.by_cluster = agreement_by_cluster(map.grid(), judged.outcomes, verdicts);
    pause();
    Gathered gathered = gather(result, map, join, judged, codes, pl, el);
    result.thresholds = sweep(std::move(gathered.dies));
    const auto alike = [](const ThresholdPoint& point) { return point.confusion.tp + point.confusion.tn; };
    if (!result.thresholds.empty())
        result.best_threshold = std::ranges::max_element(result.thresholds, {}, alike)->threshold;
    pause();
    constexpr int kScatterBins = 240;
    result.scatter = pair_density(gathered.pl, gathered.el, kScatterBins);
    return result;
}

Density pair_density(const std::vector<float>& x, const std::vector<float>& y, int bins) {
    Density density;
    density.bins_x = bins;
    density.bins_y = bins;
    density.count.assign(static_cast<std::size_t>(bins) * static_cast<std::size_t>(bins), 0);
    if (x.empty()) return density;
    const auto limits = [](std::vector<float> values, double& low, double& high) {
        low = static_cast<double>(value_of_share(values, 0.001));
        high = static_cast<double>(value_of_share(values, 0.999));
        const double margin = std::max(0.03 * (high - low), 1e-6);
        low -= margin;
        high += margin;
    };
    limits(x, density.low_x, density.high_x);
    limits(y, density.low_y, density.high_y);
    const auto bin_of = [bins](float value, double low, double high) {
        return static_cast<int>(std::floor((static_cast<double>(value) - low) / (high - low) * bins));
    };
    for (std::size_t i = 0; i < x.size(); ++i) {
        const int bx = bin_of(x[i], density.low_x, density.high_x);
        const int by = bin_of(y[i], density.low_y, density.high_y);
        if (bx < 0 || bx >= bins || by < 0 || by >= bins) continue;
        ++density.count[static_cast<std::size_t>(by) * static_cast<std::size_t>(bins) +
                        static_cast<std::size_t>(bx)];
        ++density.dies;
    }
    return density;
}

const ThresholdPoint* point_at(const std::vector<ThresholdPoint>& points, double threshold) {
    if (points.empty()) return nullptr;
    const auto above = std::ranges::lower_bound(points, threshold, {}, &ThresholdPoint::threshold);
    if (above == points.begin()) return &points.front();
    if (above == points.end()) return &points.back();
    const auto below = std::prev(above);
    return threshold - below->threshold < above->threshold - threshold ? &*below : &*above;
}

}  // namespace waferglow::gui
