// SPDX-License-Identifier: GPL-3.0-or-later
// Joining bins with EL records: every record is accounted for once.
#include "libinspect/correlation/agreement.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <vector>

namespace {

using namespace waferglow;

const DieGrid kGrid{.rows = 2,
                    .cols = 3,
                    .x0_um = 0.0,
                    .y0_um = 0.0,
                    .pitch_x_um = 10.0,
                    .pitch_y_um = 10.0,
                    .die_width_um = 5.0,
                    .die_height_um = 5.0};
constexpr std::uint8_t kGood = 1;
constexpr std::uint8_t kLeaky = 4;

PlVerdicts verdicts(const std::vector<std::uint8_t>& bins) {
    PlVerdicts pl{.bins = bins, .passes = {}, .intensity = {}};
    pl.passes[kGood] = true;
    return pl;
}

}  // namespace

TEST_CASE("every EL record is counted once, wherever it ends", "[correlation]") {
    const std::vector<std::uint8_t> bins{kGood, kLeaky, 255, kGood, kLeaky, kGood};
    const std::vector<std::int32_t> row{0, 0, 0, 1, 1, 1, 7, -1};
    const std::vector<std::int32_t> col{0, 1, 2, 0, 1, 2, 0, 0};
    const std::vector<std::uint8_t> pass{1, 0, 1, 0, 1, 255, 1, 1};
    const Agreement a = measure_agreement(kGrid, verdicts(bins), {row, col, pass, {}});
    CHECK(a.confusion.tn == 1);
    CHECK(a.confusion.tp == 1);
    CHECK(a.confusion.fn == 1);
    CHECK(a.confusion.fp == 1);
    CHECK(a.unmeasured == 1);
    CHECK(a.not_judged == 1);
    CHECK(a.outside == 2);
    CHECK(a.confusion.matched() + a.unmeasured + a.not_judged + a.outside == a.el_records);
    CHECK(std::isnan(a.pearson));
}

TEST_CASE("intensities correlate over dies that both sides measured", "[correlation]") {
    const std::vector<std::uint8_t> bins(6, kGood);
    const std::vector<float> pl_intensity{1, 2, 3, NAN, 5, 6};
    const std::vector<std::int32_t> row{1, 1, 0, 0, 1};
    const std::vector<std::int32_t> col{2, 1, 1, 0, 0};
    const std::vector<std::uint8_t> pass(5, 1);
    const std::vector<float> el_intensity{12, 10, 4, 2, 99};
    PlVerdicts pl = verdicts(bins);
    pl.intensity = pl_intensity;
    const Agreement a = measure_agreement(kGrid, pl, {row, col, pass, el_intensity});
    CHECK(a.pearson == Approx(1.0));
    CHECK(a.spearman == Approx(1.0));
}

TEST_CASE("columns of different length are refused", "[correlation]") {
    const std::vector<std::uint8_t> bins(5, kGood);
    CHECK_THROWS_AS(measure_agreement(kGrid, verdicts(bins), {}), Error);
}
