// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/agreement.h"

#include "libinspect/base/error.h"

#include <limits>
#include <vector>

namespace waferglow {
namespace {

constexpr std::uint8_t kNoBinCode = 255;

void check_lengths(const DieGrid& grid, const PlVerdicts& pl, const ElRecords& el) {
    const bool el_fits = el.col.size() == el.row.size() && el.pass.size() == el.row.size() &&
                         (el.intensity.empty() || el.intensity.size() == el.row.size());
    const bool pl_fits =
        pl.bins.size() == grid.cells() && (pl.intensity.empty() || pl.intensity.size() == grid.cells());
    if (!el_fits || !pl_fits) {
        throw Error(ErrorKind::usage,
                    "agreement: columns of the EL records or layers of the map differ in length");
    }
}

}  // namespace

Agreement measure_agreement(const DieGrid& grid, const PlVerdicts& pl, const ElRecords& el) {
    check_lengths(grid, pl, el);
    Agreement agreement;
    agreement.el_records = static_cast<std::int64_t>(el.row.size());
    std::vector<float> pl_intensity;
    std::vector<float> el_intensity;
    for (std::size_t i = 0; i < el.row.size(); ++i) {
        const DieIndex die{el.row[i], el.col[i]};
        if (!grid.contains(die)) {
            ++agreement.outside;
            continue;
        }
        const std::size_t cell = grid.cell(die);
        if (!pl.intensity.empty() && !el.intensity.empty()) {
            pl_intensity.push_back(pl.intensity[cell]);
            el_intensity.push_back(el.intensity[i]);
        }
        if (pl.bins[cell] == kNoBinCode) {
            ++agreement.unmeasured;
        } else if (el.pass[i] > 1) {
            ++agreement.not_judged;
        } else {
            agreement.confusion.add(el.pass[i] == 0, !pl.passes[pl.bins[cell]]);
        }
    }
    agreement.pearson = pearson_correlation(pl_intensity, el_intensity);
    agreement.spearman = spearman_correlation(pl_intensity, el_intensity);
    return agreement;
}

}  // namespace waferglow
