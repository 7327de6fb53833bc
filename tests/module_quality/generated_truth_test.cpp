// SPDX-License-Identifier: GPL-3.0-or-later
// The judge against modules of the generator, whose light is taken as a camera would measure it: with the
// errors that images leave, and without images.
#include "drivers/simulated/physics/module_population.h"
#include "drivers/simulated/physics/module_presets.h"
#include "libinspect/module_quality/module_quality.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace waferglow;
using namespace waferglow::module;
using simulated::SubPixelKind;

namespace {

struct GeneratedModule {
    simulated::ModuleSettings settings;
    simulated::ModulePopulation population;
    ModuleLight light;

    GeneratedModule(const char* preset, std::uint64_t seed, double error)
        : settings(made(preset, seed)), population(settings) {
        std::mt19937_64 random(seed);
        std::normal_distribution<double> normal;
        light.module = settings.module;
        light.patterns = settings.patterns;
        const DieGrid& grid = settings.module.grid;
        const std::size_t colours = settings.module.sub_pixels.size();
        std::vector<double> electrons;
        for (const LitPattern& pattern : settings.patterns) {
            std::vector<LightPlane> planes(colours);
            for (std::int32_t row = 0; row < grid.rows; ++row) {
                for (std::int32_t col = 0; col < grid.cols; ++col) {
                    population.light_of({row, col}, pattern, electrons);
                    for (std::size_t s = 0; s < colours; ++s) {
                        const double dn = settings.sensor.gain_dn_per_e * electrons[s];
                        const double sigma = std::hypot(error * dn, 5.0);
                        planes[s].light.push_back(static_cast<float>(dn + sigma * normal(random)));
                        planes[s].sigma.push_back(static_cast<float>(sigma));
                        planes[s].state.push_back(LightState::measured);
                    }
                }
            }
            for (LightPlane& plane : planes) light.planes.push_back(std::move(plane));
        }
    }

    static simulated::ModuleSettings made(const char* preset, std::uint64_t seed) {
        simulated::ModuleSettings settings = simulated::module_preset(preset);
        settings.seed = seed;
        return resolve(std::move(settings));
    }
};

void check_classes(const GeneratedModule& made, const ModuleQuality& quality) {
    std::int64_t hard = 0, hard_flagged = 0, hard_named = 0, dim80 = 0, dim80_flagged = 0, sound = 0,
                 alarms = 0;
    const DieGrid& grid = made.settings.module.grid;
    for (std::size_t s = 0; s < made.settings.module.sub_pixels.size(); ++s) {
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const simulated::SubPixelTruth truth = made.population.truth({row, col}, s);
                const ModuleBin bin = quality.bins[s][grid.cell({row, col})];
                const bool flagged = bin != ModuleBin::good;
                const bool easy = truth.kind == SubPixelKind::dead || truth.kind == SubPixelKind::always_on ||
                                  truth.kind == SubPixelKind::wrong_colour ||
                                  (truth.kind == SubPixelKind::dim && truth.factor < 0.7);
                if (easy) {
                    ++hard;
                    hard_flagged += flagged ? 1 : 0;
                    hard_named += info_of(bin).name == name_of(truth.kind) ? 1 : 0;
                } else if (truth.kind == SubPixelKind::dim) {
                    ++dim80;
                    dim80_flagged += flagged ? 1 : 0;
                } else if (truth.kind == SubPixelKind::good && truth.own > 0.88 && truth.own < 1.15) {
                    ++sound;
                    alarms += flagged ? 1 : 0;
                }
            }
        }
    }
    INFO("alarms " << alarms << " of " << sound);
    CHECK(hard_flagged == hard);
    CHECK(static_cast<double>(hard_named) >= 0.98 * static_cast<double>(hard));
    CHECK(static_cast<double>(dim80_flagged) >= 0.85 * static_cast<double>(dim80));
    CHECK(static_cast<double>(alarms) <= 20e-6 * static_cast<double>(sound));
}

/// Mean logarithm of what the module's own spread makes of a line.
double own_share(const GeneratedModule& made, const simulated::ModuleLine& line) {
    double sum = 0.0;
    int count = 0;
    for (std::size_t s = 0; s < made.settings.module.sub_pixels.size(); ++s) {
        if (line.sub_pixel && *line.sub_pixel != s) continue;
        for (std::int32_t k = line.begin; k < line.end; ++k) {
            const DieIndex pixel = line.along_row ? DieIndex{line.index, k} : DieIndex{k, line.index};
            const simulated::SubPixelTruth truth = made.population.truth(pixel, s);
            const double share = truth.own / made.population.flaws().lines_at(pixel, s);
            if (!(share > 0.8 && share < 1.25)) continue;
            sum += std::log(share);
            ++count;
        }
    }
    return count == 0 ? 1.0 : std::exp(sum / count);
}

void check_generated_lines(const GeneratedModule& made, const ModuleQuality& quality) {
    const auto truth = made.population.flaws().lines();
    for (const Line& line : quality.lines)
        UNSCOPED_INFO("found " << name_of(line.axis) << " " << line.index << " " << line.begin << " "
                               << line.end << " " << sub_pixel_name(made.light.module, line.sub_pixel) << " "
                               << line.contrast);
    CHECK(quality.lines.size() == truth.size());
    for (const simulated::ModuleLine& line : truth) {
        INFO((line.along_row ? "row " : "col ")
             << line.index << " from " << line.begin << " " << line.contrast);
        const auto found = std::ranges::find_if(quality.lines, [&](const Line& other) {
            return other.axis == (line.along_row ? Axis::row : Axis::col) && other.index == line.index;
        });
        CHECK(found != quality.lines.end());
        if (found == quality.lines.end()) continue;
        const bool one = made.settings.module.sub_pixels.size() == 1;
        CHECK((one || found->sub_pixel == line.sub_pixel.value_or(kAllSubPixels)));
        // Where a line as weak as the module's own spread begins is known to a dozen sub-pixels.
        CHECK(std::abs(found->begin - line.begin) <= (std::abs(line.contrast) > 0.1 ? 2 : 20));
        const double expected = (1.0 + line.contrast) * own_share(made, line) - 1.0;
        CHECK(found->contrast == Approx(expected).margin(line.contrast > 0.1 ? 0.015 : 0.005));
    }
}

void check_generated_mura(const GeneratedModule& made, const ModuleQuality& quality) {
    std::size_t objects = 0;
    std::size_t matched = 0;
    for (const simulated::ModuleMura& mura : made.population.flaws().mura()) {
        ++objects;
        const bool found = std::ranges::any_of(quality.mura.objects, [&](const MuraObject& object) {
            const double reach = std::max(3.0, 1.2 * mura.sigma_px);
            const bool row =
                mura.kind == simulated::MuraKind::band_col || std::abs(object.row - mura.row) < reach;
            const bool col =
                mura.kind == simulated::MuraKind::band_row || std::abs(object.col - mura.col) < reach;
            return name_of(object.kind) == name_of(mura.kind) && row && col;
        });
        matched += found ? 1 : 0;
        if (!found)
            UNSCOPED_INFO("missed " << name_of(mura.kind) << " " << mura.row << " " << mura.col << " "
                                    << mura.sigma_px << " " << mura.contrast);
    }
    for (const MuraObject& object : quality.mura.objects)
        UNSCOPED_INFO("found " << name_of(object.kind) << " " << object.row << " " << object.col << " "
                               << object.sigma_px << " " << object.contrast << " snr " << object.snr);
    // Faint ones beside strong ones are missed, and what those leave is taken for others.
    CHECK(10 * matched >= 6 * objects);
    CHECK(quality.mura.objects.size() <= objects + 4);
}

}  // namespace

TEST_CASE("a generated module of one colour is judged as it is", "[module][generated]") {
    const GeneratedModule made("module", GENERATE(1U, 2U, 3U, 4U), 0.004);
    const ModuleQuality quality = judge(made.light, {});
    check_classes(made, quality);
    check_generated_lines(made, quality);
    check_generated_mura(made, quality);
}

TEST_CASE("a generated module of three colours is judged as it is", "[module][generated]") {
    const GeneratedModule made("module-rgb", GENERATE(1U, 2U), 0.005);
    const ModuleQuality quality = judge(made.light, {});
    check_classes(made, quality);
    check_generated_lines(made, quality);
    check_generated_mura(made, quality);
}

TEST_CASE("seams of a generated module of sub-panels are measured", "[module][generated]") {
    const GeneratedModule made("module-tiled", GENERATE(1U, 2U), 0.004);
    const ModuleQuality quality = judge(made.light, {});
    check_generated_lines(made, quality);
    check_generated_mura(made, quality);
    for (const simulated::ModuleSeam& truth : made.population.flaws().seams()) {
        const std::int32_t middle = (truth.begin + truth.end) / 2;
        double step = 0.0;
        for (const Seam& seam : quality.seams) {
            if (seam.axis == (truth.along_row ? Axis::row : Axis::col) && seam.index == truth.index &&
                seam.begin <= middle && middle < seam.end)
                step = seam.step;
        }
        CHECK(step == Approx(truth.step).margin(0.008));  // 180 sub-pixels of 4 % spread
    }
}
