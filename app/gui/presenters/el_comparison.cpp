// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/el_comparison.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
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

Verdict verdict_of(bool el_good, bool pl_good) {
    if (el_good) return pl_good ? Verdict::both_good : Verdict::overkill;
    return pl_good ? Verdict::escape : Verdict::both_bad;
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

}  // namespace

ElComparison compare_with_el(const DieGrid& grid, const BinData& bins, const LayerData& pl,
                             const ElTable& el) {
    if (el.pass.empty()) {
        throw Error(
            ErrorKind::input,
            "The EL table has no column 'pass' (0 or 1), so there is no verdict to compare with; add it.");
    }
    ElComparison result;
    std::vector<std::uint8_t> codes(grid.cells());
    PlVerdicts verdicts{.bins = codes, .passes = {}, .intensity = pl.layer.values};
    for (std::size_t cell = 0; cell < codes.size(); ++cell) codes[cell] = bins.code(cell);
    for (const StoredBin& bin : bins.table) verdicts.passes[bin.code] = bin.pass;
    result.agreement = measure_agreement(grid, verdicts, {el.row, el.col, el.pass, el.el_intensity});

    std::vector<std::uint8_t> map(grid.cells(), WaferFile::kNoBin);
    std::vector<Judged> judged;
    for (std::size_t i = 0; i < el.size(); ++i) {
        const DieIndex die{el.row[i], el.col[i]};
        if (!grid.contains(die)) continue;
        const std::size_t cell = grid.cell(die);
        const float pl_value = pl.layer.values[cell];
        const float el_value = el.el_intensity.empty() ? kNoData : el.el_intensity[i];
        std::uint8_t verdict_code = 0;
        if (el.pass[i] <= 1 && codes[cell] != WaferFile::kNoBin) {
            const Verdict verdict = verdict_of(el.pass[i] == 1, verdicts.passes[codes[cell]]);
            verdict_code = static_cast<std::uint8_t>(verdict);
            map[cell] = verdict_code;
            if (verdict == Verdict::overkill || verdict == Verdict::escape)
                result.disagreements.push_back({die, verdict, codes[cell], pl_value, el_value});
            if (std::isfinite(pl_value)) judged.push_back({pl_value, el.pass[i] == 0});
        }
        if (std::isfinite(pl_value) && std::isfinite(el_value)) {
            result.pl.push_back(pl_value);
            result.el.push_back(el_value);
            result.judged.push_back(verdict_code);
        }
    }
    const auto falling = [](const Disagreement& d) {
        return std::tuple(d.verdict != Verdict::escape, std::isfinite(d.pl) ? -d.pl : 0.0F, d.die.row,
                          d.die.col);
    };
    std::ranges::sort(result.disagreements, {}, falling);
    result.thresholds = sweep(std::move(judged));
    const auto alike = [](const ThresholdPoint& point) { return point.confusion.tp + point.confusion.tn; };
    if (!result.thresholds.empty())
        result.best_threshold = std::ranges::max_element(result.thresholds, {}, alike)->threshold;
    result.map = make_bin_data(std::move(map), verdict_table(), grid);
    return result;
}

}  // namespace waferglow::gui
