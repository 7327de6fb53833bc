// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/tile_finder.h"

#include "libinspect/geometry/tile_lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

constexpr double kWantedSigmaPx = 0.02;
// Enough dies for a robust mean, in rows spread over the tile. Large dies have light enough for the edge
// methods with fewer of them.
constexpr std::size_t kPeriodDies = 128;
constexpr std::size_t kPeriodRows = 4;
constexpr std::size_t kEdgeDies = 24;
constexpr std::size_t kEdgeRows = 3;
// To come within reach of the narrow edges, a pixel or two.
constexpr std::size_t kRoughDies = 8;
constexpr double kRoughSigmaPx = 0.4;
constexpr double kNarrowReachPx = 2.0;

/// 0, 1, ..., count - 1 in bit-reversed order: any first part of it is spread evenly.
template <class Visit>
void visit_spread(std::int32_t count, Visit&& visit) {
    std::uint32_t power = 1;
    while (power < static_cast<std::uint32_t>(count)) power *= 2;
    for (std::uint32_t i = 0; i < power; ++i) {
        std::uint32_t reversed = 0;
        for (std::uint32_t bit = 1, mirror = power / 2; bit < power; bit *= 2, mirror /= 2) {
            if ((i & bit) != 0) reversed |= mirror;
        }
        if (reversed < static_cast<std::uint32_t>(count)) visit(static_cast<std::int32_t>(reversed));
    }
}

/// Turns bright dies on dark streets into the opposite.
void invert(DieCells& cells) {
    for (std::vector<float>* values : {&cells.x_r, &cells.x_q, &cells.y_r, &cells.y_q}) {
        for (float& value : *values) value = -value;
    }
}

}  // namespace

TileFinder::TileFinder(const RegistrationSetup& setup, const PoseEstimate& estimate)
    : setup_(setup),
      pose_(estimate.pose),
      jitter_px_(estimate.jitter_um / setup.camera.pixel_um),
      slopes_(estimate.shading, setup.camera) {
    const TileLattice lattice = lattice_at({}, {});
    const DieMethods methods = die_methods(lattice);
    edges_if_uneven_ = methods.edges_if_uneven;
    for (const DieMethod method : methods.order) kernels_.emplace_back(lattice, setup.camera, method);
}

/// The lattice in a tile whose dies lie `lag` px off the pose.
TileLattice TileFinder::lattice_at(StagePoint reported, PixelPoint lag) const {
    TileLattice lattice = lattice_in_tile(setup_.grid, pose_, setup_.camera, reported);
    lattice.origin.x += lag.x;
    lattice.origin.y += lag.y;
    return lattice;
}

/// Columns of a row from the first to the last existing die wholly in the image.
ColumnSpan TileFinder::dies_of_row(const DieKernel& kernel, const TileLattice& lattice,
                                   std::int32_t row) const {
    const ColumnSpan seen = kernel.columns(lattice, row);
    return common(seen, setup_.presence->reach(row));
}

/// Measures rows in spread order until the displacement is good enough or there are no more. The result is
/// against the pose, lag included.
TileMotion TileFinder::measure(const DieKernel& kernel, const ImageView& image, StagePoint reported,
                               PixelPoint lag, const Effort& effort, bool dark_dies,
                               FinderScratch& scratch) const {
    const TileLattice lattice = lattice_at(reported, lag);
    const ColumnSpan all = kernel.rows(lattice);
    const std::int32_t first = std::clamp(all.begin, 0, setup_.grid.rows);
    const std::int32_t last = std::clamp(all.end, first, setup_.grid.rows);
    scratch.rows.clear();
    visit_spread(last - first, [&](std::int32_t offset) {
        if (dies_of_row(kernel, lattice, first + offset).size() > 0) scratch.rows.push_back(first + offset);
    });
    scratch.cells.clear();
    std::size_t next = 0;
    TileMotion motion;
    const auto read_and_fit = [&](std::size_t dies, std::size_t rows) {
        if (dark_dies) invert(scratch.cells);  // back to as measured
        while (next < scratch.rows.size() && (scratch.cells.size() < dies || next < rows)) {
            const std::int32_t row = scratch.rows[next++];
            const ColumnSpan seen = kernel.columns(lattice, row);
            for (const ColumnSpan& run : setup_.presence->runs(row))
                kernel.measure_row(image, setup_.dark, lattice, row, common(seen, run), slopes_,
                                   scratch.cells, scratch.kernel);
        }
        if (dark_dies) invert(scratch.cells);
        motion = fit_motion(scratch.cells, kernel, image, scratch.motion);
    };
    read_and_fit(effort.dies, effort.rows);
    while (next < scratch.rows.size()) {
        // Errors fall as the root of the number of dies.
        constexpr double kMostGrowth = 8.0;
        const double sigma = motion.found ? motion.worse_sigma_px() : std::numeric_limits<double>::infinity();
        if (sigma <= effort.wanted_sigma_px) break;
        const double growth =
            std::clamp(1.2 * std::pow(sigma / effort.wanted_sigma_px, 2.0), 1.5, kMostGrowth);
        read_and_fit(static_cast<std::size_t>(growth * static_cast<double>(scratch.cells.size())), next + 1);
    }
    motion.dx_px += lag.x;
    motion.dy_px += lag.y;
    return motion;
}

TileMotion TileFinder::find_by_period(const ImageView& image, StagePoint reported, const Effort& effort,
                                      const std::optional<PixelPoint>& expected, bool& dark_dies,
                                      FinderScratch& scratch) const {
    const DieKernel& kernel = kernels_.front();
    dark_dies = setup_.contrast == DieContrast::dark;
    const TileMotion motion = measure(kernel, image, reported, {}, effort, dark_dies, scratch);
    if (!motion.found || !expected || setup_.contrast != DieContrast::unknown) return motion;
    const double pitch_x_px = setup_.grid.pitch_x_um / setup_.camera.pixel_um;
    const double pitch_y_px = setup_.grid.pitch_y_um / setup_.camera.pixel_um;
    const double off_x = std::abs(std::remainder(motion.dx_px - expected->x, pitch_x_px));
    const double off_y = std::abs(std::remainder(motion.dy_px - expected->y, pitch_y_px));
    if (off_x < 0.25 * pitch_x_px || off_y < 0.25 * pitch_y_px) return motion;
    const TileMotion inverted = measure(kernel, image, reported, {}, effort, true, scratch);
    if (!inverted.found) return motion;
    dark_dies = true;
    return inverted;
}

TileMotion TileFinder::find_by_edges(const ImageView& image, StagePoint reported, TileMotion start,
                                     bool dark_dies, FinderScratch& scratch) const {
    const Effort effort{kEdgeDies, kEdgeRows, kWantedSigmaPx};
    TileMotion motion = start;
    double step_px = 0.0;  // how far the last measurement moved
    const auto again = [&](const DieKernel& kernel) {
        const TileMotion next =
            measure(kernel, image, reported, {motion.dx_px, motion.dy_px}, effort, dark_dies, scratch);
        step_px = next.found ? std::hypot(next.dx_px - motion.dx_px, next.dy_px - motion.dy_px) : 0.0;
        if (next.found) motion = next;
        return next.found;
    };
    const bool near = 3.0 * start.worse_sigma_px() < kNarrowReachPx;
    for (std::size_t i = near ? kernels_.size() - 1 : 1; i < kernels_.size(); ++i) again(kernels_[i]);
    constexpr double kFarPx = 0.5;  // the edge methods are linear near zero only
    for (int round = 0; round < 2 && step_px > kFarPx; ++round) again(kernels_.back());
    return motion;
}

TileMotion TileFinder::find(const ImageView& image, StagePoint reported,
                            const std::optional<PixelPoint>& expected, FinderScratch& scratch) const {
    const Effort full{kPeriodDies, kPeriodRows, kWantedSigmaPx};
    bool dark_dies = false;
    if (kernels_.size() == 1 || edges_if_uneven_) {
        const TileMotion motion = find_by_period(image, reported, full, expected, dark_dies, scratch);
        if (!motion.found) return motion;
        if (kernels_.size() > 1 && motion.worse_sigma_px() > kUnevenSigmaPx) {
            return find_by_edges(image, reported, motion, dark_dies, scratch);
        }
        // Windows that cut through dies mislead where the neighbour is dark.
        constexpr double kBlurPx = 0.3;
        const double off_px = std::max(std::abs(motion.dx_px), std::abs(motion.dy_px));
        if (off_px <= kernels_.front().slack_px() - kBlurPx) return motion;
        const TileMotion centred = measure(kernels_.front(), image, reported, {motion.dx_px, motion.dy_px},
                                           full, dark_dies, scratch);
        return centred.found ? centred : motion;
    }
    // Dies that edges suit: a rough start, which a good stage makes needless.
    constexpr double kSigmas = 5.0;
    if (kSigmas * jitter_px_ < kNarrowReachPx) {
        const TileMotion motion = find_by_edges(image, reported, {}, false, scratch);
        const double off_px = std::max(std::abs(motion.dx_px), std::abs(motion.dy_px));
        if (motion.found && off_px < kNarrowReachPx) return motion;
    }
    const Effort rough{kRoughDies, 1, kRoughSigmaPx};
    const TileMotion start = find_by_period(image, reported, rough, expected, dark_dies, scratch);
    return start.found ? find_by_edges(image, reported, start, dark_dies, scratch) : start;
}

}  // namespace waferglow
