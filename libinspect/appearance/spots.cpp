// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/spots.h"

#include "libinspect/appearance/internal/spot_finder.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <utility>

namespace waferglow::appearance {
namespace {

constexpr std::size_t kMostSpots = 8;
constexpr float kGrow = 0.6F;  // of the least answer: how far a spot reaches

/// The middle of a phase cell from the middle of its pixel.
PixelPoint phase_middle(int phase) {
    const auto middle = [](int step) { return (step + 0.5) * kStep_px - 0.5; };
    return {middle(phase % kPhases), middle(phase / kPhases)};
}

}  // namespace

SpotFinder::SpotFinder(const SpotSearch& search, const DieFit& fit, float noise, FilterBuffers& buffers)
    : search_(search),
      window_(search.phases->window),
      planes_(search.phases->phases.at(static_cast<std::size_t>(fit.place.phase))),
      buffers_(buffers),
      layout_(window_),
      noise_(noise),
      center_(phase_middle(fit.place.phase)) {
    center_.x += static_cast<double>(fit.terms[static_cast<std::size_t>(Term::shift_x)]);
    center_.y += static_cast<double>(fit.terms[static_cast<std::size_t>(Term::shift_y)]);
    for (std::size_t g = 0; g < kTailGroups; ++g) {
        per_least_.at(g) = buffers.answer_unit() / search.least.at(g);
    }
}

bool SpotFinder::mark(const Shorts& answers) {
    if (planes_.sensitivity.empty()) {
        constexpr float kMost = 32767.0F;
        FilterWeights::Table least{};
        for (std::size_t g = 0; g <= kTailGroups; ++g) {
            const float wanted = g < kTailGroups ? std::ceil(kGrow / per_least_.at(g)) : kMost;
            least.at(g) = static_cast<std::int16_t>(std::min(wanted, kMost));
        }
        return mark_above(planes_, answers, least, buffers_.marks);
    }
    bool any = false;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool above = relative(answers, i) >= kGrow;
        buffers_.marks[i] = above ? std::int16_t{-1} : std::int16_t{0};
        any = any || above;
    }
    return any;
}

void SpotFinder::find_runs() {
    runs_.clear();
    std::size_t above = 0;  // runs of the row above, from here on
    for (int y = 0; y < window_.height; ++y) {
        const std::size_t first = runs_.size();
        std::int16_t* const marks = buffers_.marks.data() + window_.index(0, y);
        for (int x = 0; x < window_.width; ++x) {
            constexpr int kWord = sizeof(std::uint64_t) / sizeof(std::int16_t);
            std::uint64_t four = 1;  // most places have no mark
            if (x + kWord <= window_.stride) std::memcpy(&four, marks + x, sizeof four);
            if (four == 0) {
                x += kWord - 1;
                continue;
            }
            if (marks[x] == 0) continue;
            Run run{.y = y, .begin = x, .root = runs_.size()};
            while (x < window_.width && marks[x] != 0) marks[x++] = 0;
            run.end = x;
            runs_.push_back(run);
        }
        join_rows(above, first);
        above = first;
    }
    // The first run of a spot stands for it.
    for (Run& run : runs_) run.root = runs_[run.root].root;
}

void SpotFinder::join_rows(std::size_t above, std::size_t here) {
    const auto root_of = [&](std::size_t i) {
        while (runs_[i].root != i) i = runs_[i].root;
        return i;
    };
    std::size_t from = above;
    for (std::size_t i = here; i < runs_.size(); ++i) {
        // Corners touch, too.
        while (from < here && runs_[from].end < runs_[i].begin) ++from;
        for (std::size_t k = from; k < here && runs_[k].begin <= runs_[i].end; ++k) {
            const std::size_t a = root_of(k);
            const std::size_t b = root_of(i);
            runs_[std::max(a, b)].root = std::min(a, b);
        }
    }
}

void SpotFinder::find_core(Pixels& spot) const {
    const double sign = spot.polarity == Polarity::dark ? -1.0 : 1.0;
    double most = 0.0;
    std::vector<double> contrasts;
    contrasts.reserve(spot.all.size());
    for (const std::size_t i : spot.all) {
        contrasts.push_back(sign * contrast(i));
        most = std::max(most, contrasts.back());
    }
    for (std::size_t k = 0; k < spot.all.size(); ++k) {
        if (contrasts[k] >= 0.5 * most) spot.core.push_back(spot.all[k]);
    }
    if (spot.core.empty()) spot.core.push_back(spot.peak);
}

std::vector<Pixels> SpotFinder::gather(Polarity polarity) {
    const Shorts& answers = polarity == Polarity::dark ? buffers_.dark : buffers_.bright;
    std::vector<Pixels> spots;
    if (!mark(answers)) return spots;
    find_runs();
    const auto for_places = [&](std::size_t root, const auto& visit) {
        for (std::size_t i = root; i < runs_.size(); ++i) {
            if (runs_[i].root != root) continue;
            for (int x = runs_[i].begin; x < runs_[i].end; ++x) visit(window_.index(x, runs_[i].y));
        }
    };
    for (std::size_t root = 0; root < runs_.size(); ++root) {
        if (runs_[root].root != root) continue;
        Pixels spot;
        spot.polarity = polarity;
        spot.peak = window_.index(runs_[root].begin, runs_[root].y);
        float most = relative(answers, spot.peak);
        for_places(root, [&](std::size_t k) {
            const float here = relative(answers, k);
            if (here <= most) return;
            most = here;
            spot.peak = k;
        });
        if (most < 1.0F) continue;
        for_places(root, [&](std::size_t k) { spot.all.push_back(k); });
        spot.score = static_cast<float>(answers[spot.peak]) * buffers_.answer_unit();
        find_core(spot);
        spots.push_back(std::move(spot));
    }
    return spots;
}

std::vector<std::vector<bool>> SpotFinder::beside(const std::vector<Pixels>& spots,
                                                  const std::vector<Pixels>& others) {
    constexpr int kBeside_px = 2;
    std::vector<std::vector<bool>> beside(spots.size(), std::vector<bool>(others.size(), false));
    if (spots.empty() || others.empty()) return beside;
    for (std::size_t s = 0; s < spots.size(); ++s) {
        for (const std::size_t i : spots[s].core) buffers_.marks[i] = static_cast<std::int16_t>(s + 1);
    }
    for (std::size_t o = 0; o < others.size(); ++o) {
        for (const std::size_t i : others[o].core) {
            for_near(i, kBeside_px, [&](std::size_t k) {
                if (buffers_.marks[k] != 0) beside[static_cast<std::size_t>(buffers_.marks[k] - 1)][o] = true;
            });
        }
    }
    for (const Pixels& spot : spots) {
        for (const std::size_t i : spot.core) buffers_.marks[i] = 0;
    }
    return beside;
}

std::vector<Spot> find_spots(const SpotSearch& search, const DieFit& fit, float noise,
                             FilterBuffers& buffers) {
    SpotFinder finder(search, fit, noise, buffers);
    std::vector<Pixels> dark = finder.gather(Polarity::dark);
    std::vector<Pixels> bright = finder.gather(Polarity::bright);
    std::vector<Pixels> all;
    const std::vector<std::vector<bool>> beside = finder.beside(dark, bright);
    for (std::size_t d = 0; d < dark.size(); ++d) {
        Pixels& spot = dark[d];
        for (std::size_t b = 0; b < bright.size(); ++b) {
            Pixels& glint = bright[b];
            if (glint.core.empty() || !beside[d][b]) continue;
            // The fit leaves a faint bright seam beside much that is dark.
            constexpr float kGlint = 0.3F;
            if (glint.score >= kGlint * spot.score) spot.polarity = Polarity::mixed;
            spot.score = std::max(spot.score, glint.score);
            glint.core.clear();  // told as a part of the dark spot
        }
        all.push_back(std::move(spot));
    }
    for (Pixels& spot : bright) {
        if (!spot.core.empty()) all.push_back(std::move(spot));
    }
    std::ranges::stable_sort(all, std::greater{}, &Pixels::score);
    std::vector<Spot> spots;
    for (const Pixels& pixels : all) {
        Spot spot = finder.describe(pixels);
        if (spot.features.region == DefectRegion::street) continue;
        spots.push_back(std::move(spot));
        if (spots.size() == kMostSpots) break;
    }
    return spots;
}

}  // namespace waferglow::appearance
