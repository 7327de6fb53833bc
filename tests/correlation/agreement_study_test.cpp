// SPDX-License-Identifier: GPL-3.0-or-later
// From EL records to figures of agreement: every record is accounted for once, whoever asks.
#include "libinspect/correlation/agreement_study.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/wafer.h"

#include <cmath>
#include <vector>

namespace {

using namespace waferglow;

const DieGrid kGrid{.rows = 2,
                    .cols = 3,
                    .x0_um = -10.0,
                    .y0_um = 5.0,
                    .pitch_x_um = 10.0,
                    .pitch_y_um = 10.0,
                    .die_width_um = 5.0,
                    .die_height_um = 5.0};
constexpr std::uint8_t kGood = 1;
constexpr std::uint8_t kLeaky = 4;

/// Six dies in the middle of a 2-inch wafer.
struct Scene {
    DieMap map{standard_wafer(2), kGrid};
    std::vector<std::uint8_t> bins{kGood, kLeaky, 255, kGood, kLeaky, kGood};
    std::vector<std::int32_t> row{0, 0, 0, 1, 1, 1, 7, -1};
    std::vector<std::int32_t> col{0, 1, 2, 0, 1, 2, 0, 0};
    std::vector<std::uint8_t> pass{1, 0, 1, 0, 1, 255, 1, 1};
    std::vector<bool> trained;
    std::vector<float> pl_intensity;
    std::vector<float> el_intensity;
    ElJoin join;

    AgreementStudy study() {
        BinVerdicts pl{.bins = bins, .passes = {}};
        pl.passes[kGood] = true;
        join = join_el(map, row, col, pass);
        return study_agreement(kGrid, {.join = join,
                                       .pass = pass,
                                       .pl = pl,
                                       .trained = trained,
                                       .pl_intensity = pl_intensity,
                                       .el_intensity = el_intensity});
    }
};

}  // namespace

TEST_CASE("every EL record is counted once, wherever it ends", "[correlation]") {
    Scene scene;
    const AgreementStudy study = scene.study();
    const Confusion& c = study.judged.confusion;
    CHECK(c.tn == 1);
    CHECK(c.tp == 1);
    CHECK(c.fn == 1);
    CHECK(c.fp == 1);
    CHECK(study.judged.unmeasured == 1);
    CHECK(study.judged.not_judged == 1);
    CHECK(scene.join.off_wafer.size() == 2);
    CHECK(c.matched() + study.judged.unmeasured + study.judged.not_judged + 2 == scene.join.records);
    CHECK(study.figures.confusion.matched() == c.matched());
    CHECK(std::isnan(study.figures.pearson));
}

TEST_CASE("dies that the model behind the bins has learnt from count in no figure", "[correlation]") {
    Scene scene;
    scene.trained = {true, true, true, false, false, true};
    const AgreementStudy study = scene.study();
    CHECK(study.judged.trained == 2);  // the other two marked dies were not judged by both sides
    CHECK(study.figures.confusion.matched() == 2);
    CHECK(study.figures.confusion.fn == 1);
    CHECK(study.figures.confusion.fp == 1);
}

TEST_CASE("intensities correlate over the dies that both sides judged and measured", "[correlation]") {
    Scene scene;
    scene.bins = {kGood, kGood, kGood, kGood, kGood, kGood};
    scene.pl_intensity = {1, 2, 3, NAN, 5, 6};
    scene.row = {1, 1, 0, 0, 1, 0};
    scene.col = {2, 1, 1, 0, 0, 2};
    scene.pass = {1, 1, 1, 1, 1, 255};
    scene.el_intensity = {12, 10, 4, 2, 99, -1000};  // the last die has no verdict, the one before no PL
    const AgreementStudy study = scene.study();
    CHECK(study.figures.pairs == 4);
    CHECK(study.figures.pearson == Approx(1.0));
    CHECK(study.figures.spearman == Approx(1.0));
}

TEST_CASE("columns that do not fit the grid or the join are refused", "[correlation]") {
    Scene scene;
    SECTION("bins") {
        scene.bins.pop_back();
    }
    SECTION("marks of learnt dies") {
        scene.trained = {true};
    }
    SECTION("PL intensity") {
        scene.pl_intensity = {1};
    }
    SECTION("EL intensity") {
        scene.pl_intensity.assign(6, 1.0F);
        scene.el_intensity = {1};
    }
    CHECK_THROWS_AS(scene.study(), Error);
}
