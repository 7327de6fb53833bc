// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/emitters.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::module {

namespace {

constexpr std::size_t kRowsAtOnce = 16;
constexpr std::int32_t kBandPx = 64;
constexpr std::size_t kMostTaps = 2 * LightImage::kFrame;

}  // namespace

Emitters::Emitters(const EmitterGrid& grid, const std::vector<Footprint>& footprints, int width_px,
                   int height_px)
    : footprints_(footprints),
      places_(grid.subs(), std::vector<Place>(grid.cells())),
      spans_(grid.subs(), std::vector<RowSpan>(static_cast<std::size_t>(grid.rows))),
      rows_(grid.rows),
      cols_(grid.cols),
      width_px_(width_px),
      height_px_(height_px) {
    const auto cols = static_cast<std::size_t>(cols_);
    for (std::size_t sub = 0; sub < grid.subs(); ++sub) {
        const Footprint& footprint = footprints_[sub];
        const auto fits = [](int first, int taps, int size) {
            return first >= -LightImage::kFrame && first + taps <= size + LightImage::kFrame;
        };
        for (std::size_t row = 0; row < static_cast<std::size_t>(rows_); ++row) {
            RowSpan span{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
            for (std::size_t cell = row * cols; cell < (row + 1) * cols; ++cell) {
                const float x = grid.x[sub][cell];
                const float y = grid.y[sub][cell];
                if (!(std::abs(x) < 1e8F && std::abs(y) < 1e8F)) continue;
                const AxisFootprint::Place at_x = footprint.x.place(static_cast<double>(x));
                const AxisFootprint::Place at_y = footprint.y.place(static_cast<double>(y));
                Place& place = places_[sub][cell];
                place = {at_x.first_px, at_y.first_px, static_cast<std::int16_t>(at_x.phase),
                         static_cast<std::int16_t>(at_y.phase),
                         fits(at_x.first_px, footprint.x.taps(), width_px) &&
                             fits(at_y.first_px, footprint.y.taps(), height_px)};
                if (!place.seen) continue;
                span.first_y = std::min(span.first_y, place.y);
                span.end_y = std::max(span.end_y, place.y + footprint.y.taps());
            }
            spans_[sub][row] = span;
        }
    }
}

void Emitters::project(const LightImage& image, const std::vector<bool>& which, Planes& into) const {
    project_by(image, which, false, into);
}

void Emitters::project_squares(const LightImage& image, const std::vector<bool>& which, Planes& into) const {
    project_by(image, which, true, into);
}

void Emitters::project_by(const LightImage& image, const std::vector<bool>& which, bool squares,
                          Planes& into) const {
    const auto cols = static_cast<std::size_t>(cols_);
    into.resize(subs());
    for (std::size_t sub = 0; sub < subs(); ++sub) {
        if (!which[sub]) continue;
        into[sub].resize(places_[sub].size());
        const Footprint& footprint = footprints_[sub];
        const int taps_x = footprint.x.taps();
        const int taps_y = footprint.y.taps();
        const auto rows = [&](std::size_t begin, std::size_t end) {
            std::array<float, kMostTaps> sum{};
            for (std::size_t cell = begin * cols; cell < end * cols; ++cell) {
                const Place& place = places_[sub][cell];
                if (!place.seen) {
                    into[sub][cell] = 0.0F;
                    continue;
                }
                const float* along_y = footprint.y.weights(place.phase_y);
                const float* along_x = footprint.x.weights(place.phase_x);
                const float* line = image.px.data() + image.at(place.x, place.y);
                std::fill_n(sum.begin(), taps_x, 0.0F);
                for (int j = 0; j < taps_y; ++j, line += image.stride()) {
                    const float weight = squares ? along_y[j] * along_y[j] : along_y[j];
                    for (int k = 0; k < taps_x; ++k) sum[static_cast<std::size_t>(k)] += weight * line[k];
                }
                float total = 0.0F;
                for (int k = 0; k < taps_x; ++k) {
                    const float weight = squares ? along_x[k] * along_x[k] : along_x[k];
                    total += weight * sum[static_cast<std::size_t>(k)];
                }
                into[sub][cell] = total;
            }
        };
        parallel_blocks(static_cast<std::size_t>(rows_), kRowsAtOnce, rows);
    }
}

void Emitters::render_band(const Planes& light, const std::vector<bool>& which, Rendering kind,
                           LightImage& onto, std::int32_t begin_y, std::int32_t end_y) const {
    const auto cols = static_cast<std::size_t>(cols_);
    for (std::size_t sub = 0; sub < subs(); ++sub) {
        if (!which[sub]) continue;
        const Footprint& footprint = footprints_[sub];
        const int taps_x = footprint.x.taps();
        const int taps_y = footprint.y.taps();
        for (std::size_t row = 0; row < static_cast<std::size_t>(rows_); ++row) {
            if (spans_[sub][row].first_y >= end_y || spans_[sub][row].end_y <= begin_y) continue;
            for (std::size_t cell = row * cols; cell < (row + 1) * cols; ++cell) {
                const Place& place = places_[sub][cell];
                const float strength = light[sub][cell];
                const std::int32_t first = std::max(begin_y - place.y, 0);
                const std::int32_t last = std::min(end_y - place.y, taps_y);
                if (!place.seen || first >= last || strength == 0.0F) continue;
                const float* along_x = kind == Rendering::slope_x ? footprint.x.slopes(place.phase_x)
                                                                  : footprint.x.weights(place.phase_x);
                const float* along_y = kind == Rendering::slope_y ? footprint.y.slopes(place.phase_y)
                                                                  : footprint.y.weights(place.phase_y);
                float* line = onto.px.data() + onto.at(place.x, place.y + first);
                for (std::int32_t j = first; j < last; ++j, line += onto.stride()) {
                    const float weight = strength * along_y[j];
                    for (int k = 0; k < taps_x; ++k) line[k] += weight * along_x[k];
                }
            }
        }
    }
}

void Emitters::render(const Planes& light, const std::vector<bool>& which, Rendering kind,
                      LightImage& onto) const {
    const std::int32_t begin = -LightImage::kFrame;
    const std::int32_t end = height_px_ + LightImage::kFrame;
    const auto bands = static_cast<std::size_t>((end - begin + kBandPx - 1) / kBandPx);
    parallel_blocks(bands, 1, [&](std::size_t first, std::size_t) {
        const std::int32_t band = begin + static_cast<std::int32_t>(first) * kBandPx;
        render_band(light, which, kind, onto, band, std::min(band + kBandPx, end));
    });
}

void clear_left_out(const std::vector<std::vector<std::int32_t>>& left_out, LightImage& image) {
    for (std::size_t y = 0; y < left_out.size(); ++y) {
        for (const std::int32_t x : left_out[y]) image.row(static_cast<int>(y))[x] = 0.0F;
    }
    const auto frame = static_cast<std::ptrdiff_t>(LightImage::kFrame);
    const auto blank = [&](std::ptrdiff_t from, std::ptrdiff_t count) {
        std::fill_n(image.px.begin() + from, count, 0.0F);
    };
    blank(0, frame * image.stride());
    blank((image.height + frame) * image.stride(), frame * image.stride());
    for (int y = 0; y < image.height; ++y) {
        blank(image.at(-LightImage::kFrame, y), frame);
        blank(image.at(image.width, y), frame);
    }
}

}  // namespace waferglow::module
