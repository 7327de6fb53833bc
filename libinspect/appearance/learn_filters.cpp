// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/learn_filters.h"

#include "libinspect/appearance/tails.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow::appearance {
namespace {

constexpr std::size_t kEnoughDies = 600;  // for the spread of answers
constexpr int kEvery_px = 3;              // answers nearer to each other say the same
constexpr double kLongLines_px = 18.0;    // short side of dies on which long lines are looked for

/// Answers of one block of dies, by group and filter.
using Answers = std::array<std::array<std::vector<float>, kFilters>, kTailGroups>;

void gather(const PhaseSet& phases, const FilterSample& sample, bool long_lines, FitBuffers& fit_buffers,
            FilterBuffers& buffers, Answers& answers) {
    const DieWindow& w = phases.window;
    const DieFit fit = fit_die(phases, sample.input, sample.center, fit_buffers);
    if (!fit.in_image) return;
    prepare_filters(fit_buffers.residual, fit.largest, w, buffers);
    const PhasePlanes& planes = phases.phases.at(static_cast<std::size_t>(fit.place.phase));
    // Starts shift with the phase, so that all places are met.
    for (int y = fit.place.phase % kEvery_px; y < w.height; y += kEvery_px) {
        for (int x = (fit.place.phase / kEvery_px) % kEvery_px; x < w.width; x += kEvery_px) {
            const auto group = static_cast<std::size_t>(planes.group[w.index(x, y)]);
            if (group >= kTailGroups) continue;
            const std::array<float, kFilters> here = answers_at(buffers, w, long_lines, x, y);
            for (std::size_t f = 0; f < kFilters; ++f)
                answers.at(group).at(f).push_back(std::abs(here.at(f)));
        }
    }
}

}  // namespace

FilterWeights learn_filters(const PhaseSet& phases, std::span<const FilterSample> samples) {
    FilterWeights weights;
    weights.long_lines = std::min(phases.window.die_width_px, phases.window.die_height_px) >= kLongLines_px;
    const std::size_t step = std::max<std::size_t>(1, samples.size() / kEnoughDies);
    const std::size_t count = (samples.size() + step - 1) / step;
    constexpr std::size_t kBlock = 32;
    std::vector<Answers> blocks((count + kBlock - 1) / kBlock);
    parallel_blocks(count, kBlock, [&](std::size_t begin, std::size_t end) {
        FitBuffers fit_buffers;
        FilterBuffers buffers;
        buffers.fit(phases.window);
        for (std::size_t i = begin; i < end; ++i) {
            gather(phases, samples[i * step], weights.long_lines, fit_buffers, buffers,
                   blocks[begin / kBlock]);
        }
    });
    for (std::size_t group = 0; group < kTailGroups; ++group) {
        for (std::size_t f = 0; f < kFilters; ++f) {
            if (f >= kFirstLong && !weights.long_lines) continue;
            std::vector<float> all;
            for (const Answers& block : blocks) {
                const std::vector<float>& some = block.at(group).at(f);
                all.insert(all.end(), some.begin(), some.end());
            }
            if (all.empty()) continue;
            const double sigma = kMadToSigma * static_cast<double>(upper_median(all));
            if (sigma > 0.0) weights.of.at(f).at(group) = static_cast<float>(1.0 / sigma);
        }
    }
    weights.make_tables();
    return weights;
}

UsualAnswers learn_usual(const PhaseSet& phases, const FilterWeights& weights,
                         std::span<const FilterSample> samples, double false_alarms_per_million) {
    constexpr double kMore = 20.0;        // spots than will be called
    constexpr double kLeastShare = 0.02;  // of dies with a spot kept
    constexpr float kUsual = 5.0F;        // where too few dies tell
    std::vector<std::array<float, kTailGroups>> strongest(samples.size());
    parallel_blocks(samples.size(), 64, [&](std::size_t begin, std::size_t end) {
        FitBuffers fit_buffers;
        FilterBuffers buffers;
        buffers.fit(phases.window);
        for (std::size_t i = begin; i < end; ++i) {
            const DieFit fit = fit_die(phases, samples[i].input, samples[i].center, fit_buffers);
            if (!fit.in_image) continue;
            prepare_filters(fit_buffers.residual, fit.largest, phases.window, buffers);
            strongest[i] = strongest_answers(phases.phases.at(static_cast<std::size_t>(fit.place.phase)),
                                             phases.window, weights, buffers);
        }
    });
    const double rate = std::max(kLeastShare, kMore * false_alarms_per_million * 1e-6);
    UsualAnswers usual;
    for (std::size_t group = 0; group < kTailGroups; ++group) {
        std::vector<float> scores;
        for (const auto& s : strongest) scores.push_back(s.at(group));
        const Tail tail = fit_tail(std::move(scores));
        usual.kept_from.at(group) = tail.known() ? static_cast<float>(tail.threshold(rate)) : kUsual;
        usual.median.at(group) = static_cast<float>(tail.middle);
    }
    return usual;
}

}  // namespace waferglow::appearance
