// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/measure.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/internal/finish_dies.h"
#include "libinspect/intensity/internal/tile_kernel.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kDieArrays = 8;

void resize(TileMeasurements& out, const DieRect& rect) {
    out.rect = rect;
    const std::size_t size = rect.cells();
    for (std::vector<float>* values : {&out.sum, &out.background, &out.noise, &out.nonuniformity}) {
        values->resize(size);
    }
    out.saturated_px.assign(size, 0);
    out.hot_px.assign(size, 0);
    out.valid.resize(size);
    out.buffers.dies.resize(kDieArrays * size);
}

/// Sums of the dies that no strip measures: no window, and nothing that adds to their neighbours'.
void clear_unmeasured(TileMeasurements& out) {
    const std::size_t size = out.rect.cells();
    const std::size_t cols = static_cast<std::size_t>(out.rect.cols());
    for (std::size_t array = 0; array < kDieArrays; ++array) {
        const float value = array == 0 ? std::numeric_limits<float>::quiet_NaN() : 0.0F;
        float* row = out.buffers.dies.data() + array * size;
        for (const ColumnSpan& span : out.buffers.measurable) {
            std::fill(row, row + (span.begin - out.rect.col_begin), value);
            std::fill(row + (span.end - out.rect.col_begin), row + cols, value);
            row += cols;
        }
    }
}

void count_hot(const PixelCorrection& correction, const TileLattice& lattice, const WindowPlan& plan,
               TileMeasurements& out) {
    for (const DefectivePixel& pixel : correction.defects()) {
        const auto x = static_cast<double>(pixel.x);
        const auto y = static_cast<double>(pixel.y);
        const DieIndex die = lattice.nearest({x, y});
        if (die.row < out.rect.row_begin || die.row >= out.rect.row_end || die.col < out.rect.col_begin ||
            die.col >= out.rect.col_end) {
            continue;
        }
        const PixelPoint center = lattice.center(die);
        const std::size_t k = out.index(die);
        if (out.valid[k] != 0 && std::abs(x - center.x) <= plan.x.window_half_px &&
            std::abs(y - center.y) <= plan.y.window_half_px) {
            ++out.hot_px[k];
        }
    }
}

}  // namespace

void measure_tile(ImageView tile, const PixelCorrection& correction, const TileLattice& lattice,
                  const DieRect& rect, const WindowPlan& plan, TileMeasurements& out,
                  const DiePresence* presence) {
    if (tile.width != correction.width() || tile.height != correction.height()) {
        throw Error(ErrorKind::input,
                    fmt::format("tile of {} x {} pixels, but the camera has {} x {}", tile.width, tile.height,
                                correction.width(), correction.height()));
    }
    resize(out, rect);
    const std::size_t size = rect.cells();
    if (size == 0) return;
    const std::size_t places =
        kernel::cut_strips(lattice, rect, plan, tile, out.buffers.strips, out.buffers.measurable);
    clear_unmeasured(out);
    out.buffers.columns.resize(kernel::kColumnArrays * places);
    const kernel::Input input{.tile = tile,
                              .dark = correction.dark(),
                              .gain = correction.gain(),
                              .saturation_dn = correction.saturation_dn(),
                              .lattice = lattice,
                              .rect = rect,
                              .plan = &plan,
                              .presence = presence,
                              .next = kernel::NextDies(lattice, rect, plan),
                              .strips = out.buffers.strips,
                              .places = places,
                              .columns = out.buffers.columns.data(),
                              .active = &out.buffers.active};
    float* const dies = out.buffers.dies.data();
    const kernel::DieSums sums{.window = dies,
                               .core = dies + size,
                               .core_squares = dies + 2 * size,
                               .core_pixels = dies + 3 * size,
                               .street = dies + 4 * size,
                               .street_squares = dies + 5 * size,
                               .street_pixels = dies + 6 * size,
                               .gain = dies + 7 * size,
                               .saturated_px = out.saturated_px.data()};
    kernel::sum_dies(input, sums);
    kernel::finish_dies(input, correction.gain_unit(), sums, out);
    count_hot(correction, lattice, plan, out);
}

}  // namespace waferglow
