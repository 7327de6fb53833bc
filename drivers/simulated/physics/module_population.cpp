// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/module_population.h"

#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::simulated {
namespace {

/// A line this strong is beyond the spread of single sub-pixels, which can then not be judged by themselves.
constexpr double kStrongLine = 0.15;

/// Kind, factor and partner, as the shares have it.
void draw_fault(RandomStream& random, const ModuleSettings& s, std::size_t sub_pixel, SubPixelTruth& truth) {
    const ModuleFaultShares& shares = s.faults;
    const std::size_t others = s.module.sub_pixels.size() - 1;
    const double at = random.uniform();
    const double how = random.uniform();
    double end = shares.dead;
    if (at < end) {
        truth.kind = SubPixelKind::dead;
        truth.factor = how < 0.7 ? 0.0 : random.uniform(0.0, 0.1);
        return;
    }
    if (at < (end += shares.dim)) {
        constexpr std::array<double, 3> kLeft{0.3, 0.6, 0.8};
        truth.kind = SubPixelKind::dim;
        truth.factor = kLeft.at(static_cast<std::size_t>(how * kLeft.size()));
        return;
    }
    if (at < (end += shares.bright)) {
        truth.kind = SubPixelKind::bright;
        truth.factor = 1.35 + 0.35 * how;
        return;
    }
    if (at < (end += shares.always_on)) {
        truth.kind = SubPixelKind::always_on;
        truth.factor = random.log_uniform(0.03, 1.0);
        return;
    }
    end += shares.wrong_colour;
    if (at < end && others > 0) {
        truth.kind = SubPixelKind::wrong_colour;
        truth.factor = 0.0;
        const std::size_t step = 1 + static_cast<std::size_t>(how * static_cast<double>(others));
        truth.partner = (sub_pixel + step) % s.module.sub_pixels.size();
    }
}

}  // namespace

std::string_view name_of(SubPixelKind kind) {
    static constexpr std::array<std::string_view, 7> kNames{"good",      "dead",         "dim", "bright",
                                                            "always_on", "wrong_colour", "line"};
    return kNames.at(static_cast<std::size_t>(kind));
}

ModulePopulation::ModulePopulation(const ModuleSettings& resolved) : settings_(resolved), flaws_(resolved) {}

SubPixelTruth ModulePopulation::truth(DieIndex pixel, std::size_t sub_pixel) const {
    const std::size_t index =
        settings_.module.grid.cell(pixel) * settings_.module.sub_pixels.size() + sub_pixel;
    RandomStream random(stream_key(settings_.seed, Topic::sub_pixel, index));
    SubPixelTruth truth{.partner = sub_pixel};
    const double spread = std::exp(settings_.uneven.spread * random.normal());
    truth.gamma = settings_.colours[sub_pixel].gamma + settings_.uneven.gamma_spread * random.normal();
    draw_fault(random, settings_, sub_pixel, truth);
    const double light = truth.kind == SubPixelKind::always_on ? 1.0 : truth.factor;
    truth.own = spread * light * flaws_.lines_at(pixel, sub_pixel);
    truth.luminance = truth.own * flaws_.mura_at(pixel.row, pixel.col) * flaws_.panel_light(pixel);
    if (truth.kind == SubPixelKind::good) {
        const ModuleLine* line = flaws_.line_at(pixel, sub_pixel);
        if (line != nullptr && std::abs(line->contrast) >= kStrongLine) truth.kind = SubPixelKind::line;
    }
    return truth;
}

void ModulePopulation::light_of(DieIndex pixel, const LitPattern& pattern, std::vector<double>& light) const {
    const std::size_t count = settings_.module.sub_pixels.size();
    const double drive = static_cast<double>(pattern.gray) / pattern.gray_max;
    light.assign(count, 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        const SubPixelTruth own = truth(pixel, i);
        if (own.kind == SubPixelKind::always_on) light[i] = std::max(light[i], own.factor);
        if (!pattern.drives(i)) continue;
        const bool wrong = own.kind == SubPixelKind::wrong_colour;
        const double luminance = wrong ? truth(pixel, own.partner).luminance : own.luminance;
        light[own.partner] = std::max(light[own.partner], luminance * std::pow(drive, own.gamma));
    }
    for (std::size_t i = 0; i < count; ++i)
        light[i] *= settings_.colours[i].electrons_per_ms * pattern.exposure_ms;
}

}  // namespace waferglow::simulated
