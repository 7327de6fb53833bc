// SPDX-License-Identifier: GPL-3.0-or-later
// What pilot tiles tell: which dies glow, the noise of the background, the blur and the camera's gain, from
// images whose blur, gain and noise are known.
#include "libinspect/base/error.h"
#include "libinspect/intensity/internal/fit_blur.h"
#include "libinspect/intensity/internal/light_per_electron.h"
#include "libinspect/intensity/internal/pilot_sample.h"
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr double kLight = 20'000.0;  // electrons of a die
constexpr std::uint16_t kSaturation = 4095;

test::Scene scene(double blur_px, double light = kLight, double background = 400.0) {
    return {.width = 500,
            .height = 400,
            .lattice = test::lattice(20.37, 18.21, 13.0, 11.5, -11.3, -8.7),
            .rect = test::all_dies(23, 26),
            .blur_px = blur_px,
            .background = background,
            .light_of_die = [light](DieIndex) { return light; }};
}

/// A tile of a scene, and what is learnt from it with a plan of its blur.
struct Pilot {
    Image tile;
    Image dark;
    PixelCorrection correction;
    std::vector<PilotDies> pilots;
    WindowPlan plan;
    PilotSample sample;

    Pilot(const test::Scene& s, Image image)
        : tile(std::move(image)),
          dark(s.width, s.height, 100),
          correction(make_correction(test::camera(s.width, s.height, kSaturation), &dark, nullptr)),
          pilots{{.tile = tile.view(), .lattice = s.lattice, .rect = s.rect}},
          plan(plan_windows(s.lattice, {.margin_x_px = 1.0,
                                        .margin_y_px = 1.0,
                                        .guard_x_px = 2.5,
                                        .guard_y_px = 2.2,
                                        .blur_x_px = s.blur_px,
                                        .blur_y_px = s.blur_px})),
          sample(sample_pilots(pilots, correction, plan)) {}
    Pilot(const Pilot&) = delete;
    Pilot& operator=(const Pilot&) = delete;
};

Image exposed(const test::Scene& s, const test::Sensor& sensor, unsigned seed = 5) {
    std::mt19937_64 random(seed);
    return test::expose(test::render(s), s.width, sensor, random);
}

/// Dies of a scene whose windows lie in its image.
std::vector<DieIndex> whole_dies(const test::Scene& s, const WindowPlan& plan) {
    std::vector<DieIndex> dies;
    for (int row = 0; row < s.rect.row_end; ++row) {
        for (int col = 0; col < s.rect.col_end; ++col) {
            const PixelPoint c = s.lattice.center({row, col});
            if (c.x - plan.x.window_half_px >= -0.5 && c.x + plan.x.window_half_px <= s.width - 0.5 &&
                c.y - plan.y.window_half_px >= -0.5 && c.y + plan.y.window_half_px <= s.height - 0.5)
                dies.push_back({row, col});
        }
    }
    return dies;
}

}  // namespace

TEST_CASE("dies that glow are told from dark ones, and their light is the median's", "[pilots]") {
    test::Scene s = scene(0.8);
    s.light_of_die = [](DieIndex die) {
        if ((die.row + die.col) % 3 == 0) return 0.01 * kLight;  // dead
        return (die.row * 7 + die.col) % 5 == 0 ? 0.6 * kLight : kLight;
    };
    const Pilot pilot(s, exposed(s, {}));
    std::vector<double> lit;
    for (const DieIndex& die : whole_dies(s, pilot.plan)) {
        if (s.light_of_die(die) > 0.1 * kLight) lit.push_back(s.light_of_die(die));
    }
    std::ranges::sort(lit);
    REQUIRE(pilot.sample.lit.size() == lit.size());
    CHECK(pilot.sample.typical_light == Approx(lit[lit.size() / 2]).epsilon(0.01));
    for (const SampledDie& die : pilot.sample.lit) {
        CHECK(die.pilot == 0);
        CHECK(die.sum == Approx(s.light_of_die(s.lattice.nearest(die.center))).epsilon(0.06));
        CHECK(die.background == Approx(400.0).epsilon(0.02));
    }
}

TEST_CASE("the variance of the background is that of photons and read noise", "[pilots]") {
    const double dn_per_electron = GENERATE(0.4, 1.0, 3.0);
    const test::Scene s = scene(0.8);
    const Pilot pilot(s, exposed(s, {.dn_per_electron = dn_per_electron, .read_noise_e = 5.0}));
    const double variance = dn_per_electron * dn_per_electron * (400.0 + 25.0) + 1.0 / 12.0;
    CHECK(pilot.sample.background_variance == Approx(variance).epsilon(0.12));
}

TEST_CASE("without other noise the background has that of rounding", "[pilots]") {
    const test::Scene s = scene(0.8);
    std::vector<double> light = test::render(s);
    for (double& v : light) v += 100.0;
    CHECK(Pilot(s, test::digitise(light, s.width)).sample.background_variance ==
          Approx(1.0 / 12.0).epsilon(0.5));
}

TEST_CASE("dies with a saturated pixel teach nothing", "[pilots]") {
    const test::Scene s = scene(0.8);
    Image tile = exposed(s, {});
    const PixelPoint c = s.lattice.center({7, 9});
    tile.row(static_cast<int>(c.y))[static_cast<int>(c.x)] = kSaturation;
    const Pilot pilot(s, tile);
    CHECK(pilot.sample.lit.size() + 1 == whole_dies(s, pilot.plan).size());
    for (const SampledDie& die : pilot.sample.lit)
        CHECK_FALSE(s.lattice.nearest(die.center) == DieIndex{7, 9});
}

TEST_CASE("where nothing glows there is no light, but noise", "[pilots]") {
    const test::Scene s = scene(0.8, 0.0);
    const Pilot pilot(s, exposed(s, {}));
    CHECK(pilot.sample.lit.empty());
    CHECK(pilot.sample.typical_light == 0.0);
    CHECK(pilot.sample.background_variance == Approx(404.0).epsilon(0.12));
    CHECK_FALSE(fit_blur(pilot.pilots, pilot.correction, pilot.sample, pilot.plan, Axis::x).known);
    CHECK(dn_per_electron_of(pilot.pilots, pilot.correction, pilot.sample, pilot.plan) == 0.0);
}

TEST_CASE("a tile that cuts all of its dies, and one of a single die", "[pilots]") {
    test::Scene s = scene(0.8);
    s.rect = {0, 1, 0, 26};  // the row that the upper edge cuts
    CHECK(Pilot(s, exposed(s, {})).sample.lit.empty());
    s = scene(0.8);
    s.rect = {5, 6, 5, 6};
    const Pilot one(s, exposed(s, {}));
    REQUIRE(one.sample.lit.size() == 1);
    CHECK(one.sample.typical_light == Approx(kLight).epsilon(0.05));
}

TEST_CASE("several pilots are sampled together, each die with its own", "[pilots]") {
    const test::Scene s = scene(0.8);
    const Image a = exposed(s, {}, 1);
    const Image b = exposed(s, {}, 2);
    const PixelCorrection correction =
        make_correction(test::camera(s.width, s.height, kSaturation), nullptr, nullptr);
    const std::vector<PilotDies> pilots{{.tile = a.view(), .lattice = s.lattice, .rect = s.rect},
                                        {.tile = b.view(), .lattice = s.lattice, .rect = s.rect}};
    const PilotSample sample = sample_pilots(pilots, correction, plan_windows(s.lattice, {}));
    const auto of_first = std::ranges::count(sample.lit, std::size_t{0}, &SampledDie::pilot);
    CHECK(of_first > 400);
    CHECK(std::ranges::count(sample.lit, std::size_t{1}, &SampledDie::pilot) == of_first);
}

TEST_CASE("the blur of the optics is found along both axes", "[pilots]") {
    const double blur = GENERATE(0.4, 0.8, 1.5);
    const test::Scene s = scene(blur);
    Pilot pilot(s, exposed(s, {}));
    // The plan that the dies are sampled with knows no more than usual optics.
    pilot.plan = plan_windows(s.lattice, {.blur_x_px = 0.7, .blur_y_px = 0.7});
    for (const Axis axis : {Axis::x, Axis::y}) {
        const BlurFit fit = fit_blur(pilot.pilots, pilot.correction, pilot.sample, pilot.plan, axis);
        CAPTURE(blur, fit.sigma_px);
        REQUIRE(fit.known);
        CHECK(fit.blur_px == Approx(blur).margin(0.02));
        CHECK(fit.sigma_px < 0.05);
    }
}

TEST_CASE("dies at the edges of fields don't widen the blur", "[pilots]") {
    test::Scene s = scene(0.8);
    s.lattice.steps = {.field_cols = 3, .field_gap_x_um = 3.0};
    s.lattice.pitch_x_um = 20.37;
    const Pilot pilot(s, exposed(s, {}));
    CHECK(fit_blur(pilot.pilots, pilot.correction, pilot.sample, pilot.plan, Axis::x).blur_px ==
          Approx(0.8).margin(0.02));
}

TEST_CASE("the camera's gain is found from the noise within dies", "[pilots]") {
    const double dn_per_electron = GENERATE(0.2, 1.0, 2.5);
    const test::Scene s = scene(0.8, 40'000.0, 20.0);
    const Pilot pilot(s, exposed(s, {.dn_per_electron = dn_per_electron}));
    CHECK(dn_per_electron_of(pilot.pilots, pilot.correction, pilot.sample, pilot.plan) ==
          Approx(dn_per_electron).epsilon(0.04));
}

TEST_CASE("dies too dim against read noise, or too few, tell no gain", "[pilots]") {
    const test::Scene dim = scene(0.8, 1'500.0, 20.0);
    const Pilot noisy(dim, exposed(dim, {.read_noise_e = 12.0}));
    REQUIRE_FALSE(noisy.sample.lit.empty());
    CHECK(dn_per_electron_of(noisy.pilots, noisy.correction, noisy.sample, noisy.plan) == 0.0);
    test::Scene few = scene(0.8);
    few.rect = {3, 4, 3, 7};
    const Pilot four(few, exposed(few, {}));
    REQUIRE(four.sample.lit.size() == 4);
    CHECK(dn_per_electron_of(four.pilots, four.correction, four.sample, four.plan) == 0.0);
}

TEST_CASE("windows suit the light: bright dies get wide ones, dim ones narrow ones", "[pilots]") {
    const test::Scene bright = scene(0.9, 200'000.0, 50.0);
    const test::Scene dim = scene(0.9, 900.0, 50.0);
    const Pilot b(bright, exposed(bright, {.dn_per_electron = 0.2}));
    const Pilot d(dim, exposed(dim, {.dn_per_electron = 0.2}));
    const WindowHints hints{.dn_per_electron = 0.2, .blur_px = 0.9};
    const WindowPlan wide = choose_windows(b.pilots, b.correction, hints);
    const WindowPlan narrow = choose_windows(d.pilots, d.correction, hints);
    CHECK(wide.x.window_half_px > narrow.x.window_half_px);
    CHECK(wide.x.mean(&AxisPlan::Window::captured) > 0.995);
    CHECK(wide.choice.dn_per_electron == 0.2);
    CHECK_FALSE(wide.choice.crossings_only);
}

TEST_CASE("blur and gain are learnt where no hint tells them, from usual optics on", "[pilots]") {
    const double blur = GENERATE(0.5, 1.3);
    const test::Scene s = scene(blur, 40'000.0, 20.0);
    const Pilot pilot(s, exposed(s, {.dn_per_electron = 0.5}));
    const WindowPlan plan = choose_windows(pilot.pilots, pilot.correction);
    CHECK(plan.choice.blur_x_px == Approx(blur).margin(0.02));
    CHECK(plan.choice.blur_y_px == Approx(blur).margin(0.02));
    CHECK(plan.choice.dn_per_electron == Approx(0.5).epsilon(0.05));
    // Clear of the dies' light, and still in the street.
    CHECK(plan.choice.guard_x_px > 2.0 * blur);
    CHECK(2.0 * plan.x.street_begin_px < plan.x.pitch_px);
}

TEST_CASE("without light the hints are all there is", "[pilots]") {
    const test::Scene s = scene(0.8, 0.0);
    const Pilot pilot(s, exposed(s, {}));
    const WindowHints hints{.dn_per_electron = 0.3, .read_noise_dn = 2.5, .blur_px = 1.1};
    const WindowPlan plan = choose_windows(pilot.pilots, pilot.correction, hints);
    CHECK(plan.choice.blur_x_px == 1.1);
    CHECK(plan.choice.blur_y_px == 1.1);
    CHECK(plan.choice.dn_per_electron == 0.3);
    CHECK(plan.choice.read_noise_dn == 2.5);
}

TEST_CASE("pilots too dim to tell the blur leave that of another channel", "[pilots]") {
    test::Scene s = scene(1.4, 700.0);
    s.rect = {3, 6, 3, 7};
    const Pilot pilot(s, exposed(s, {}));
    const WindowPlan plan = choose_windows(pilot.pilots, pilot.correction, {.blur_px = 0.8});
    CHECK(plan.choice.blur_x_px == 0.8);
    CHECK(plan.choice.blur_y_px == 0.8);
}

TEST_CASE("windows can't be chosen without a pilot", "[pilots]") {
    const PixelCorrection correction = make_correction(test::camera(10, 10), nullptr, nullptr);
    try {
        static_cast<void>(choose_windows({}, correction));
        FAIL("a plan of nothing");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
    }
}
